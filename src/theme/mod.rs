//! Templates and the files that go with them.
//!
//! In go the files of a site's `templates/` and `theme/`; out comes the [`Theme`]: those files over the ones in the
//! binary, file by file, and every fault in them.

mod embedded;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::charts::map::{MalformedMap, Outlines};
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::input::{InputContent, InputFile, not_utf8};
use crate::language::direction;
use crate::output::Content;
use crate::path::UrlPath;

/// The folder of the templates.
pub(crate) const TEMPLATES: &str = "templates/";
/// The folder of the other files.
pub(crate) const THEME: &str = "theme/";
/// Files below this folder are published at the root of the site: `theme/static/CNAME` → `CNAME`.
const STATIC: &str = "theme/static/";
/// The style sheet, published under a name that changes with its content.
const STYLE: &str = "theme/style.css";
/// The outlines of the locator maps: drawn from, not published.
const MAP: &str = "theme/map.geojson";

/// Templates, ready to render, and the files that go with them.
pub struct Theme {
    tera: Tera,
    /// Which files are the site's own, for faults.
    own: BTreeMap<String, FileName>,
    /// The files to publish.
    pub assets: Vec<(UrlPath, Content)>,
    /// Where the style sheet stands.
    pub style: UrlPath,
    /// From what the locator maps are drawn.
    pub map: Outlines,
}

impl Theme {
    /// Loads what is in the binary, and a site's own files over it.
    pub fn load<'f>(files: impl Iterator<Item = &'f InputFile>) -> (Self, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let mut templates = embedded::templates();
        let known: BTreeSet<String> = templates.keys().cloned().collect();
        let mut assets: BTreeMap<String, Content> =
            embedded::assets().into_iter().map(|(name, content)| (format!("{THEME}{name}"), content)).collect();
        let mut own = BTreeMap::new();
        for file in files {
            match (&file.content, file.path.strip_prefix(TEMPLATES)) {
                (InputContent::Text(bytes), Some(name)) => match String::from_utf8(bytes.clone()) {
                    Ok(text) => {
                        own.insert(name.to_owned(), file.path.clone());
                        templates.insert(name.to_owned(), text);
                    }
                    Err(error) => faults.push(not_utf8(&file.path, error.utf8_error())),
                },
                (InputContent::Text(bytes), None) => {
                    assets.insert(file.path.to_string(), Content::Bytes(bytes.clone()));
                }
                (InputContent::Asset(_), Some(name)) => {
                    own.insert(name.to_owned(), file.path.clone());
                }
                (InputContent::Asset(path), None) => {
                    assets.insert(file.path.to_string(), Content::CopyOf(path.clone()));
                }
            }
        }
        faults.extend(unused_templates(&templates, &own, &known));
        let tera = compile(templates, &own, &mut faults);
        let map = read_map(assets.remove(MAP), &mut faults);
        let (assets, style) = publish(assets, &mut faults);
        (Self { tera, own, assets, style, map }, faults)
    }

    /// Sets a value that every template sees.
    pub fn set_global<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) {
        self.tera.global_context().insert(name, value);
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A template asks for what is not there. The fault names the template and its place.
    pub fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(template, context, &mut page) {
            Ok(()) => Ok(page),
            Err(error) => Err(Box::new(fault(&error, template, &self.own))),
        }
    }
}

/// Returns a warning for each template of the site that takes no place in the binary's and that no other template names.
fn unused_templates(
    templates: &BTreeMap<String, String>,
    own: &BTreeMap<String, FileName>,
    known: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let is_named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let others = templates.iter().filter(|(other, _)| *other != name);
        others.into_iter().any(|(_, text)| quoted.iter().any(|quoted| text.contains(quoted)))
    };
    // A component is called by its own name, whatever file holds it.
    let has_component = |name: &str| {
        templates.get(name).is_some_and(|text| {
            text.split("{%").any(|tag| tag.trim_start_matches('-').trim_start().starts_with("component"))
        })
    };
    let unused = own.iter().filter(|(name, _)| !known.contains(*name) && !is_named(name) && !has_component(name));
    let warning = |(name, file): (&String, &FileName)| {
        let help = match crate::fold::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{TEMPLATES}{near}`?"),
            None => "give it the name of a template in the binary, or include it in one that is used".to_owned(),
        };
        Diagnostic::warning("unused-template", Location::file(file), format!("nothing uses the template `{name}`"))
            .help(help)
    };
    unused.map(warning).collect()
}

fn compile(
    templates: BTreeMap<String, String>,
    own: &BTreeMap<String, FileName>,
    faults: &mut Vec<Diagnostic>,
) -> Tera {
    let mut tera = Tera::new();
    tera.register_filter("dir", |language: &str, _: Kwargs, _: &State<'_>| direction(language));
    if let Err(error) = tera.add_raw_templates(templates.iter().map(|(name, text)| (name.as_str(), text.as_str()))) {
        faults.push(fault(&error, "base.html", own));
    }
    tera
}

/// The fault of a template, at its place where the template is the site's own.
fn fault(error: &tera::Error, template: &str, own: &BTreeMap<String, FileName>) -> Diagnostic {
    use tera::ErrorKind::{RenderingError, SyntaxError};
    let (name, span, message) = match error.kind() {
        SyntaxError(report) | RenderingError(report) => {
            (report.filename().to_owned(), report.span().range.clone(), report.message().to_owned())
        }
        // Faults between templates (a parent, a block, a component that is not there) have no span; the text names the one.
        _ => {
            let said = error.to_string();
            let named = own.keys().find(|name| said.contains(name.as_str())).cloned();
            let line = said.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            (named.unwrap_or_else(|| template.to_owned()), 0..0, line)
        }
    };
    let file = own.get(&name).cloned().unwrap_or_else(|| FileName::from(format!("{TEMPLATES}{name}")));
    let help = match own.contains_key(&name) {
        true => "delete the file to go back to the template in the binary",
        false => "this template is in the binary: a template of the site gives or asks for something else than it did",
    };
    Diagnostic::error("bad-template", Location::bytes(&file, span), message).help(help)
}

/// Reads the outlines. A map that is wrong is none.
fn read_map(file: Option<Content>, faults: &mut Vec<Diagnostic>) -> Outlines {
    let name = FileName::from(MAP);
    let Some(Content::Bytes(bytes)) = file else {
        return Outlines::default();
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            faults.push(not_utf8(&name, error.utf8_error()));
            return Outlines::default();
        }
    };
    Outlines::parse(&text).unwrap_or_else(|MalformedMap { message, at }| {
        let place = at.map_or(Location::file(&name), |at| Location::bytes(&name, byte_of(&text, at)));
        faults.push(
            Diagnostic::error("bad-map", place, message)
                .help("give areas, lines and named points as GeoJSON, or delete the file for the map in the binary"),
        );
        Outlines::default()
    })
}

/// The byte at a line and a column, both from 1; the column counts bytes.
fn byte_of(text: &str, (line, column): (usize, usize)) -> Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let at = (start + column.saturating_sub(1)).min(text.len());
    at..(at + 1).min(text.len())
}

/// Where each file is published; the style sheet's name holds the hash of its bytes.
fn publish(files: BTreeMap<String, Content>, faults: &mut Vec<Diagnostic>) -> (Vec<(UrlPath, Content)>, UrlPath) {
    let mut assets = Vec::new();
    let mut style = UrlPath::file(&["theme"], "style.css");
    for (name, content) in files {
        let path = match (name.strip_prefix(STATIC), &content) {
            (Some(rest), _) => UrlPath::new(rest),
            (None, Content::Bytes(bytes)) if name == STYLE => {
                let hash = blake3::hash(bytes).to_hex();
                UrlPath::new(&format!("theme/style.{}.css", &hash[..12]))
            }
            (None, _) => UrlPath::new(&name),
        };
        match path {
            Ok(path) => {
                if name == STYLE {
                    style = path.clone();
                }
                assets.push((path, content));
            }
            Err(why) => {
                let place = Location::file(&FileName::from(name.as_str()));
                faults.push(Diagnostic::error("bad-address", place, format!("the file cannot be published: {why}")));
            }
        }
    }
    (assets, style)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(path: &str, text: &str) -> InputFile {
        InputFile { path: path.into(), content: InputContent::Text(text.into()) }
    }

    #[test]
    fn the_templates_in_the_binary_compile() {
        let (_, faults) = Theme::load(std::iter::empty());
        assert!(faults.is_empty(), "{faults:?}");
    }

    #[test]
    fn a_sites_own_file_takes_the_place_of_one() {
        let files = [
            own("templates/404.html", "<p>{{ gone }}</p>"),
            own("theme/style.css", "p{}"),
            own("theme/static/CNAME", "x"),
        ];
        let (theme, faults) = Theme::load(files.iter());
        assert!(faults.is_empty(), "{faults:?}");
        let mut context = Context::new();
        context.insert("gone", "<b>");
        assert_eq!(theme.render("404.html", &context), Ok(b"<p>&lt;b&gt;</p>".to_vec()));
        let paths: Vec<&str> = theme.assets.iter().map(|(path, _)| path.as_str()).collect();
        assert!(paths.contains(&"CNAME"), "{paths:?}");
        assert!(theme.style.as_str().starts_with("theme/style.") && theme.style.as_str().len() > 20);
    }

    #[test]
    fn the_map_is_drawn_from_and_not_published() {
        let (theme, _) = Theme::load(std::iter::empty());
        assert_ne!(theme.map, Outlines::default());
        assert!(theme.assets.iter().all(|(path, _)| !path.as_str().contains("map")));
        let island = r#"{"type":"LineString","coordinates":[[0,0],[1,2]]}"#;
        let (own, faults) = Theme::load([own("theme/map.geojson", island)].iter());
        assert!(faults.is_empty() && own.map != theme.map, "{faults:?}");
    }

    #[test]
    fn a_bad_map_is_told_at_its_place() {
        let (_, faults) = Theme::load([own("theme/map.geojson", "{\n  \"type\": oops}")].iter());
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].code, &faults[0].place), ("bad-map", &Location::bytes(&MAP.into(), 12..13)));
    }

    #[test]
    fn a_bad_template_is_told_at_its_place() {
        let (_, faults) = Theme::load([own("templates/404.html", "<p>{{ gone </p>")].iter());
        assert_eq!(faults.len(), 1);
        assert_eq!(&*faults[0].place.file, "templates/404.html");
    }
}

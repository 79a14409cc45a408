//! The addresses at which a post was read in its old site, by the rules of its generator.
//!
//! Links inside the old site are found by them, and the likeliest one leads on to the new page.

use serde_yaml::{Mapping, Value};

use super::folder::Settings;
use super::name::{PostName, without_ending};
use crate::fold::slug_text;
use crate::import::generator::Generator;

/// An address for comparing: without its host, query and anchor, percent-decoded, in small letters, without
/// `index.html`, endings and slashes at its ends.
pub(crate) fn normal(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().to_lowercase();
    let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let whole = parts.join("/");
    let whole = whole.strip_suffix("index.html").unwrap_or(&whole);
    let whole = [".html", ".htm", ".markdown", ".md"].iter().find_map(|end| whole.strip_suffix(end)).unwrap_or(whole);
    whole.trim_matches('/').to_owned()
}

/// What the address of a post is made from.
pub(super) struct PostPlace<'p> {
    /// Its file below the content folder.
    pub path: &'p str,
    /// Its name.
    pub name: &'p PostName,
    /// Its fields, before any is taken.
    pub fields: &'p Mapping,
    /// Its title.
    pub title: &'p str,
    /// Its day, `2025-02-06`.
    pub date: Option<&'p str>,
}

impl PostPlace<'_> {
    /// Returns the addresses, the likeliest first.
    pub(super) fn addresses(&self, generator: Generator, settings: &Settings) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let explicit = ["permalink", "url", "path"].iter().filter_map(|name| self.text(name));
        found.extend(explicit.filter(|address| !address.contains("{{")).map(|address| self.filled(address, generator)));
        if let Some(pattern) = self.pattern(generator, settings) {
            found.push(self.filled(&pattern, generator));
        }
        found.extend(self.by_rule(generator));
        let lists = ["aliases", "redirect_from"].iter().filter_map(|name| self.fields.get(*name));
        found.extend(lists.flat_map(|value| match value {
            Value::Sequence(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            Value::String(one) => vec![one.clone()],
            _ => Vec::new(),
        }));
        let mut seen: Vec<String> = Vec::new();
        for address in found.iter().map(|address| normal(address)) {
            if !address.is_empty() && !seen.contains(&address) {
                seen.push(address);
            }
        }
        seen
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The pattern of the site's settings for this post.
    fn pattern(&self, generator: Generator, settings: &Settings) -> Option<String> {
        let section = self.path.split('/').next().unwrap_or_default();
        match generator {
            Generator::Hugo => settings.permalinks.get(section).or_else(|| settings.permalinks.get("/")).cloned(),
            Generator::Jekyll => {
                let collection = section.strip_prefix('_').filter(|name| !matches!(*name, "posts" | "drafts"));
                let typed = collection.map_or("/", |name| name);
                let style = settings.permalinks.get(typed).map(String::as_str);
                let is_post = self.path.contains("_posts/") || self.path.contains("_drafts/");
                let style = match (style, is_post, collection) {
                    (Some("pretty"), true, _) => "/:categories/:year/:month/:day/:title/",
                    (Some("ordinal"), true, _) => "/:categories/:year/:y_day/:title.html",
                    (Some("none"), true, _) => "/:categories/:title.html",
                    (Some("date") | None, true, _) => "/:categories/:year/:month/:day/:title.html",
                    (Some(style), true, _) | (Some(style), _, Some(_)) => style,
                    (None, false, Some(name)) => return Some(format!("/{name}/:path")),
                    (_, false, None) => return None,
                };
                Some(style.to_owned())
            }
            _ => None,
        }
    }

    /// The address that the generator makes of a file's place.
    fn by_rule(&self, generator: Generator) -> Vec<String> {
        let (folder, rest) = (self.folder(), &self.name.rest);
        let is_bundle = matches!(without_ending(self.path.rsplit('/').next().unwrap_or_default()), "index" | "_index");
        let above = if is_bundle { folder.rsplit_once('/').map_or("", |(above, _)| above) } else { folder };
        let whole =
            without_ending(self.path).trim_end_matches("_index").trim_end_matches("index").trim_end_matches('/');
        let slug = self.text("slug").unwrap_or(rest);
        match generator {
            Generator::Zola => {
                let slugged: Vec<String> = above.split('/').map(slug_text).collect();
                vec![format!("{}/{}", slugged.join("/"), slug_text(slug)), format!("{above}/{slug}"), whole.to_owned()]
            }
            Generator::Eleventy => {
                let inner = above.split_once('/').map_or("", |(_, inner)| inner);
                vec![format!("{above}/{rest}"), format!("{inner}/{rest}"), whole.to_owned()]
            }
            _ => {
                let named = format!("{above}/{slug}").replace(' ', "-");
                let mut made = vec![named.clone(), whole.to_owned()];
                if let Some(lang) = &self.name.lang {
                    let plain = whole.trim_end_matches(&format!(".{lang}"));
                    made = vec![format!("{lang}/{named}"), format!("{lang}/{plain}"), whole.to_owned()];
                }
                made
            }
        }
    }

    /// An address with the parts of a pattern filled in: `/:year/:month/:title/`.
    fn filled(&self, pattern: &str, generator: Generator) -> String {
        if !pattern.contains(':') {
            return pattern.to_owned();
        }
        let date = self.date.unwrap_or("");
        let part = |from: usize, to: usize| date.get(from..to).unwrap_or("").to_owned();
        let short = |text: String| text.trim_start_matches('0').to_owned();
        let folder = self.folder().replace("_posts", "").replace("_drafts", "").trim_matches('/').to_owned();
        let slug = self.text("slug").map_or_else(|| self.name.rest.clone(), str::to_owned);
        let title = if generator == Generator::Hugo { slug_text(self.title) } else { slug.clone() };
        let collected = self.path.split_once('/').map_or(self.path, |(_, inner)| inner);
        let categories = ["categories", "category"].iter().find_map(|name| self.fields.get(*name));
        let categories = match categories {
            Some(Value::Sequence(items)) => items.iter().filter_map(Value::as_str).map(slug_text).collect(),
            Some(Value::String(text)) => text.split_whitespace().map(slug_text).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let parts = pattern.split('/').map(|piece| {
            let mut piece = piece.to_owned();
            for (name, value) in [
                (":categories", [folder.clone(), categories.join("/")].join("/")),
                (":sections", folder.clone()),
                (":section", folder.split('/').next().unwrap_or_default().to_owned()),
                (":collection", self.path.split('/').next().unwrap_or_default().trim_start_matches('_').to_owned()),
                (":short_year", part(2, 4)),
                (":year", part(0, 4)),
                (":i_month", short(part(5, 7))),
                (":month", part(5, 7)),
                (":i_day", short(part(8, 10))),
                (":day", part(8, 10)),
                (":slugorcontentbasename", slug.clone()),
                (":slugorfilename", slug.clone()),
                (":contentbasename", self.name.rest.clone()),
                (":filename", self.name.rest.clone()),
                (":slug", slug.clone()),
                (":title", title.clone()),
                (":path", without_ending(collected).to_owned()),
                (":name", self.name.rest.clone()),
                (":basename", self.name.rest.clone()),
                (":output_ext", ".html".to_owned()),
            ] {
                piece = piece.replace(name, &value);
            }
            piece
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_one_form() {
        for typed in ["/Posts/b/", "posts/b.html", "/posts/b/index.html#x", "/posts/./b?y", "posts/b.md"] {
            assert_eq!(normal(typed), "posts/b", "{typed}");
        }
        assert_eq!(normal("/%D1%8F/"), "я");
        assert_eq!(normal("/"), "");
    }

    fn of(generator: Generator, path: &str, yaml: &str, permalinks: &[(&str, &str)]) -> Vec<String> {
        let fields: Mapping = serde_yaml::from_str(yaml).expect("YAML");
        let name = PostName::of(path);
        let mut settings = Settings::default();
        settings.permalinks.extend(permalinks.iter().map(|(of, pattern)| ((*of).to_owned(), (*pattern).to_owned())));
        let place = PostPlace { path, name: &name, fields: &fields, title: "A note", date: Some("2025-02-06") };
        place.addresses(generator, &settings)
    }

    #[test]
    fn each_generator_has_its_rule() {
        use Generator::{Eleventy, Hugo, Jekyll, Zola};
        let post = "_posts/2025-02-06-visas.md";
        assert_eq!(of(Jekyll, post, "{categories: News World}", &[])[0], "news/world/2025/02/06/visas");
        assert_eq!(of(Jekyll, post, "{}", &[("/", "/blog/:title/")])[0], "blog/visas");
        assert_eq!(of(Jekyll, "_team/ann.md", "{}", &[])[0], "team/ann");
        assert_eq!(of(Jekyll, "about.md", "{permalink: /us/}", &[])[0], "us");
        assert_eq!(of(Hugo, "posts/b/index.md", "{slug: c}", &[])[0], "posts/c");
        assert_eq!(
            of(Hugo, "posts/b.md", "{aliases: [/old/]}", &[("posts", "/:year/:slug/")]),
            ["2025/b", "posts/b", "old"]
        );
        assert_eq!(of(Hugo, "posts/b.fr.md", "{}", &[])[0], "fr/posts/b");
        assert_eq!(of(Zola, "Blog/2025-02-06_B c.md", "{}", &[])[0], "blog/b-c");
        assert_eq!(
            of(Eleventy, "content/blog/b.md", "{permalink: '/{{ x }}/'}", &[])[..2],
            ["content/blog/b", "blog/b"]
        );
    }
}

//! The fields that folders, sections and Hugo's `cascade` give to their texts.

use regex_lite::Regex;
use serde_yaml::{Mapping, Value};

use super::front_matter;
use super::ignored;
use super::name::without_ending;
use crate::import::generator::Generator;

/// Fields that are given to all texts of a folder.
#[derive(Debug, Clone)]
pub(crate) struct GivenFields {
    /// How the paths of the texts begin.
    pub prefix: String,
    /// What their addresses are like, where Hugo's `target` says it.
    pub target: Option<CascadeTarget>,
    /// The type of Jekyll's scope: `posts`, `drafts`, `pages` or a collection.
    pub of: Option<String>,
    /// The fields.
    pub fields: Mapping,
}

impl GivenFields {
    /// Whether a text is given these fields.
    pub(super) fn fits(&self, path: &str) -> bool {
        let kind = match path.split('/').find(|part| part.starts_with('_')) {
            Some("_posts") => "posts",
            Some("_drafts") => "drafts",
            Some(collection) => collection.trim_start_matches('_'),
            None => "pages",
        };
        path.starts_with(&*self.prefix)
            && self.target.as_ref().is_none_or(|target| target.fits(path))
            && self.of.as_deref().is_none_or(|of| of == kind)
    }
}

/// The addresses that Hugo's `target` names.
#[derive(Debug, Clone)]
pub(crate) struct CascadeTarget(Option<Regex>);

impl CascadeTarget {
    /// Of the patterns of `path`; one that cannot be read names all.
    fn of(patterns: &[&str]) -> Self {
        let patterns: Vec<String> =
            patterns.iter().map(|path| ignored::of_glob(&path.trim_end_matches('/').to_lowercase(), "[^/]*")).collect();
        Self(Regex::new(&format!("^(?:{})$", patterns.join("|"))).ok())
    }

    /// Whether a text is at such an address, with or without its ending.
    fn fits(&self, path: &str) -> bool {
        let Some(pattern) = &self.0 else { return true };
        let path = path.to_lowercase();
        let stem = without_ending(&path);
        let plain = stem.rsplit_once('.').filter(|(_, lang)| lang.len() <= 5 && !lang.contains('/'));
        let plain = plain.map_or(stem, |(plain, _)| plain);
        let bundle = plain.strip_suffix("_index").or_else(|| plain.strip_suffix("index")).unwrap_or(plain);
        let bundle = bundle.trim_end_matches('/');
        let hyphened = bundle.replace(' ', "-");
        [&path, stem, plain, bundle, &hyphened]
            .into_iter()
            .any(|path| pattern.is_match(path) || pattern.is_match(&format!("/{path}")))
    }
}

/// What a section's own page gives to the texts of its folder.
pub(super) fn of_section(generator: Generator, path: &str, bytes: &[u8]) -> Vec<GivenFields> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if !name.starts_with("_index.") || !matches!(generator, Generator::Hugo | Generator::Zola) {
        return Vec::new();
    }
    let prefix = path.strip_suffix(name).unwrap_or_default().to_owned();
    let text = String::from_utf8_lossy(bytes);
    let Ok(Some(fields)) = front_matter::split(&text).map(|read| read.fields) else { return Vec::new() };
    if generator == Generator::Zola && fields.get("draft").and_then(Value::as_bool) == Some(true) {
        // Zola does not go into the folder of a section that is a draft.
        let fields = Mapping::from_iter([("draft".into(), true.into())]);
        return vec![GivenFields { prefix, target: None, of: None, fields }];
    }
    let cascade = fields.iter().find(|(key, _)| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case("cascade")));
    cascade.map(|(_, cascade)| cascaded(cascade, &prefix)).unwrap_or_default()
}

/// Hugo's `cascade`: one mapping, or several with the paths that they are for.
pub(super) fn cascaded(cascade: &Value, prefix: &str) -> Vec<GivenFields> {
    let of = |fields: &Mapping| {
        let mut fields = fields.clone();
        let target = ["target", "_target"].iter().find_map(|name| fields.remove(*name));
        let targets: Vec<&Value> = match &target {
            Some(Value::Sequence(several)) => several.iter().collect(),
            other => other.iter().collect(),
        };
        let paths: Vec<&str> =
            targets.into_iter().filter_map(|target| target.get("path")).flat_map(text_items).collect();
        let target = (!paths.is_empty()).then(|| CascadeTarget::of(&paths));
        // Hugo keeps the fields of pages below `params`, too.
        if let Some(Value::Mapping(params)) = fields.get("params").cloned() {
            for (key, value) in params {
                fields.entry(key).or_insert(value);
            }
        }
        GivenFields { prefix: prefix.to_owned(), target, of: None, fields }
    };
    match cascade {
        Value::Mapping(fields) => vec![of(fields)],
        Value::Sequence(items) => items.iter().filter_map(Value::as_mapping).map(of).collect(),
        _ => Vec::new(),
    }
}

/// The texts of a list, or the one that stands in its place.
pub(super) fn text_items(value: &Value) -> Vec<&str> {
    match value {
        Value::Sequence(items) => items.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

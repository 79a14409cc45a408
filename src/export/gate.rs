//! What an audience may see of fields and texts as they were typed.
//!
//! The site of an audience holds no withheld record. So a name that leads to none of its records is withheld, and goes, with
//! the entry that cannot stand without it.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};
use rustc_hash::FxHashSet;
use serde_yaml::{Mapping, Value};

use crate::content::Kind;
use crate::fold::slug_text;
use crate::front_matter::shape::{RecordShape, Shape};
use crate::markdown;
use crate::model::{Prose, Site, Target, WITHHELD_TEXT};

/// The names that an audience may see.
pub(super) struct Gate {
    /// The folder of each kind, or `claims`, with each name folded.
    names: FxHashSet<(&'static str, String)>,
}

impl Gate {
    /// Of the site of an audience.
    pub(super) fn of(site: &Site) -> Self {
        let mut names = FxHashSet::default();
        for record in site.records() {
            let folder = record.kind().folder();
            let weak = record.names.into_iter().flat_map(|names| names.weak_aliases.iter().map(String::as_str));
            let stem = record.origin.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            let own = [record.origin.id.as_str(), record.title, stem];
            names.extend(own.into_iter().chain(record.spellings()).chain(weak).map(|name| (folder, slug_text(name))));
            let former = record.origin.former.iter().map(|former| former.id.as_str());
            let addresses = record.old_addresses.iter().filter_map(|address| address.parts.last()).map(String::as_str);
            names.extend(former.chain(addresses).map(|name| (folder, slug_text(name))));
        }
        names.extend(site.claims.iter().map(|claim| ("claims", claim.written.id.to_string())));
        let addresses = site.sources.iter().filter_map(|source| source.written.url.as_deref());
        names.extend(addresses.map(|url| (Kind::Source.folder(), slug_text(url))));
        Self { names }
    }

    fn shows(&self, folder: &'static str, name: &str) -> bool {
        self.names.contains(&(folder, slug_text(name)))
    }

    /// Returns what may be seen of a value, if anything.
    pub(super) fn value(&self, shape: &Shape, value: &Value) -> Option<Value> {
        match (shape, value) {
            (Shape::Refers(["files"]), _) => Some(value.clone()),
            (Shape::Refers(to), Value::String(name)) => {
                to.iter().any(|folder| self.shows(folder, name)).then(|| value.clone())
            }
            (Shape::List(item), Value::Sequence(values)) => {
                let seen: Vec<Value> = values.iter().filter_map(|value| self.value(item, value)).collect();
                (!seen.is_empty()).then_some(Value::Sequence(seen))
            }
            (Shape::List(item), _) => self.value(item, value),
            (Shape::Either(shapes), _) => match shapes.iter().find(|shape| fits(shape, value)) {
                Some(shape) => self.value(shape, value),
                None => Some(self.plain(value)),
            },
            (Shape::Record(record), Value::Mapping(fields)) => self.record(record, fields).map(Value::Mapping),
            (Shape::ByLanguage(inner), Value::Mapping(values)) => {
                let seen = values.iter().filter_map(|(tag, value)| Some((tag.clone(), self.value(inner, value)?)));
                Some(Value::Mapping(seen.collect()))
            }
            _ => Some(self.plain(value)),
        }
    }

    /// A mapping without the fields that name what is withheld; nothing where it cannot stand without one.
    fn record(&self, shape: &RecordShape, fields: &Mapping) -> Option<Mapping> {
        let mut seen = Mapping::new();
        for field in &shape.fields {
            let Some(value) = fields.get(field.name) else { continue };
            match self.value(&field.shape, value) {
                Some(value) => seen.extend([(Value::from(field.name), value)]),
                None if field.required => return None,
                None => {}
            }
        }
        let stands = shape.one_of.is_empty() || shape.one_of.iter().any(|name| seen.contains_key(*name));
        stands.then_some(seen)
    }

    fn plain(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            other => other.clone(),
        }
    }

    /// A text of a field: links to what is withheld become words, citations of it go.
    fn text(&self, text: &str) -> String {
        let linked = link().replace_all(text, |found: &Captures<'_>| {
            let name = found[1].split('#').next().unwrap_or_default();
            let name = name.rsplit('/').next().unwrap_or_default();
            let is_seen = name.is_empty() || Kind::ALL.iter().any(|kind| self.shows(kind.folder(), name));
            let words = || found.get(2).map_or(WITHHELD_TEXT, |words| words.as_str()).to_owned();
            if is_seen { found[0].to_owned() } else { words() }
        });
        let cited = citation().replace_all(&linked, |found: &Captures<'_>| {
            let mut ids = found[1].split([';', ',']).filter_map(|part| part.trim().strip_prefix('@'));
            let first = found[0].trim_start_matches(['[', '@']).split([';', ',', ']']).next().unwrap_or_default();
            let is_seen = self.shows(Kind::Source.folder(), first.trim())
                && ids.all(|id| self.shows(Kind::Source.folder(), id.trim()));
            if is_seen { found[0].to_owned() } else { String::new() }
        });
        cited.into_owned()
    }

    /// A text below front matter, which begins at `start` of its file: the same, and no comment.
    pub(super) fn body(&self, prose: Prose<'_>, text: &str, start: usize) -> String {
        let mut cuts: Vec<(std::ops::Range<usize>, String)> = Vec::new();
        for (reference, target) in prose.body.references.iter().zip(prose.targets) {
            let span = reference.span.start.saturating_sub(start)..reference.span.end.saturating_sub(start);
            let Some(typed) = text.get(span.clone()) else { continue };
            let whole = self.text(typed);
            match target {
                Target::Withheld => {
                    let words = reference.text.clone().unwrap_or_else(|| WITHHELD_TEXT.to_owned());
                    cuts.push((span, words));
                }
                Target::Citation(_) if whole != typed => cuts.push((span, whole)),
                _ => {}
            }
        }
        cuts.extend(markdown::comments(text).into_iter().map(|span| (span, String::new())));
        cuts.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut seen = text.to_owned();
        let mut end = text.len();
        for (span, words) in cuts.into_iter().filter(|(span, _)| span.end <= text.len()) {
            if span.end <= end {
                end = span.start;
                seen.replace_range(span, &words);
            }
        }
        seen
    }
}

/// Whether a value is of a shape, among several.
fn fits(shape: &Shape, value: &Value) -> bool {
    match (shape, value) {
        (Shape::Record(_) | Shape::ByLanguage(_) | Shape::Own, value) => value.is_mapping(),
        (Shape::List(_), value) => value.is_sequence(),
        (Shape::Either(shapes), value) => shapes.iter().any(|shape| fits(shape, value)),
        (_, value) => !value.is_mapping() && !value.is_sequence(),
    }
}

/// `[[id]]`, `[[id|text]]`.
fn link() -> &'static Regex {
    static FOUND: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[\[([^\]|\n]*)(?:\|([^\]\n]*))?\]\]").expect("a literal"));
    &FOUND
}

/// `[@id, p. 4; @other]`.
fn citation() -> &'static Regex {
    static FOUND: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\[@([^\]\n]*)\]").expect("a literal"));
    &FOUND
}

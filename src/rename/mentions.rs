//! One file → every name in it that stands for a record, each with its bytes.
//!
//! Front matter is walked by the shapes of its fields, which its readers give: a field that names records is known here
//! as soon as a reader has it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_yaml::Value;

use crate::config::Config;
use crate::content::{self, Kind, id_of_stem, ref_kinds};
use crate::diagnostic::{Anchor, FieldPath, FileName};
use crate::front_matter;
use crate::front_matter::Field;
use crate::front_matter::YamlIndex;
use crate::front_matter::shape::{RecordShape, RefKinds, Shape};
use crate::markdown::{self, ReferenceTarget};

/// A name in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The kinds of record that it may stand for.
    pub to: RefKinds,
    /// As typed.
    pub name: String,
    /// Its bytes in the file.
    pub span: Range<usize>,
    /// How it stands there.
    pub form: MentionForm,
    /// The field that holds it; nothing in a text.
    pub at: Option<FieldPath>,
}

/// How a name stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionForm {
    /// In a field, or cited in a text: the name alone.
    Plain,
    /// The id of the record itself.
    Own,
    /// `[[…]]`: any kind of record, or the one before a slash.
    Wiki,
    /// The stem of a file in a link.
    Stem,
}

impl Mention {
    /// The name, without the folder before it, on one line.
    pub(super) fn bare_name(&self) -> &str {
        match self.form {
            MentionForm::Wiki => self.name.rsplit('/').next().unwrap_or_default().trim_start(),
            _ => self.name.as_str(),
        }
    }

    /// The bytes of the name in the text of its file, without the folder before it.
    pub(super) fn bare_span(&self, text: &str) -> Range<usize> {
        let typed = text.get(self.span.clone()).filter(|_| self.form == MentionForm::Wiki).unwrap_or_default();
        let bare = typed.rsplit('/').next().unwrap_or_default().trim_start();
        let start = if typed.is_empty() { self.span.start } else { self.span.end - bare.len() };
        start..self.span.end
    }
}

/// What every kind of file may hold, asked of the readers once.
pub(crate) struct FileShapes {
    records: BTreeMap<Kind, Shape>,
    sources: Shape,
    /// What `site.toml` may hold.
    pub site: Shape,
}

/// What a file may hold, and where its YAML and its text stand.
pub(crate) struct FileLayout<'s> {
    /// The kind of record that it is; none for the list of sources.
    pub kind: Option<Kind>,
    /// What its YAML may hold.
    pub shape: &'s Shape,
    /// The YAML.
    pub front: Range<usize>,
    /// The text; empty where there is none.
    pub body: Range<usize>,
}

impl FileShapes {
    /// Asks the readers.
    pub(crate) fn ask() -> Self {
        let shape = |kind: Kind| Shape::Record(content::fields(kind));
        let records = Kind::ALL.into_iter().map(|kind| (kind, shape(kind))).collect();
        Self { records, sources: Shape::List(Box::new(shape(Kind::Source))), site: Config::shape() }
    }

    /// The layout of a file; none for what holds no record. A front matter without an end goes on to the file's.
    pub(crate) fn layout(&self, file: &FileName, text: &str) -> Option<FileLayout<'_>> {
        let path = file.strip_prefix("content/")?;
        let end = text.len()..text.len();
        if matches!(path, "sources.yaml" | "sources.yml") {
            let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
            return Some(FileLayout { kind: None, shape: &self.sources, front: start..text.len(), body: end });
        }
        let kind = kind_of(path)?;
        let (front, body) = match front_matter::split(file, text) {
            Ok(parts) => (parts.front, parts.body),
            Err(_) => {
                let start = text.find('\n').map_or(text.len(), |at| at + 1);
                let begun = text.trim_start_matches('\u{feff}').starts_with("---");
                if begun { (start..text.len(), end) } else { (0..0, 0..text.len()) }
            }
        };
        Some(FileLayout { kind: Some(kind), shape: self.records.get(&kind)?, front, body })
    }
}

/// The kind of record that a Markdown file below `content/` is.
pub(crate) fn kind_of(path: &str) -> Option<Kind> {
    let (folder, _) = path.split_once('/')?;
    path.ends_with(".md").then_some(())?;
    Kind::ALL.into_iter().find(|kind| kind.folder() == folder && *kind != Kind::Source)
}

/// Every name in a file, in the order of the file.
pub(crate) fn mentions(shapes: &FileShapes, file: &FileName, text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let Some(layout) = shapes.layout(file, text) else {
        return found;
    };
    let yaml = &text[layout.front.clone()];
    if let Some(value) = front_matter::parse(file, yaml, layout.front.start, &mut Vec::new()) {
        let mut walk = MentionWalker { index: YamlIndex::of(yaml), yaml, start: layout.front.start, found: &mut found };
        walk.value(layout.shape, &value, &FieldPath::default());
    }
    let options = markdown::ParseOptions::default();
    let (body, _) = markdown::parse(file, &text[layout.body.clone()], layout.body.start, &options);
    for reference in &body.references {
        match &reference.target {
            ReferenceTarget::Record { id, .. } => {
                let (name, span) = (id.clone(), reference.typed.clone());
                found.push(Mention { to: &[], name, span, form: MentionForm::Wiki, at: None });
            }
            ReferenceTarget::Citation(cites) => found.extend(cites.iter().map(|cite| Mention {
                to: ref_kinds::SOURCES,
                name: cite.id.clone(),
                span: cite.span.end.saturating_sub(cite.id.len()).max(cite.span.start)..cite.span.end,
                form: MentionForm::Plain,
                at: None,
            })),
            ReferenceTarget::File { path, .. } => {
                let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
                let typed = text.get(reference.typed.clone()).and_then(|typed| typed.find(&format!("{stem}.md")));
                let named = typed.map(|at| reference.typed.start + at).map(|start| start..start + stem.len());
                let to = folder_of(file, path);
                let kind = to.and_then(|to| Kind::ALL.into_iter().find(|kind| to.contains(&kind.folder())));
                if let (Some(span), Some(to), Some(Ok(id))) = (named, to, kind.map(|kind| id_of_stem(kind, stem))) {
                    found.push(Mention { to, name: id.to_string(), span, form: MentionForm::Stem, at: None });
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|mention| (mention.span.start, mention.span.end));
    found
}

/// The kind of record to which a path leads, by the last folder of a kind in it, or else that of the file that names it.
fn folder_of(file: &FileName, path: &str) -> Option<RefKinds> {
    let all = [
        ref_kinds::BRIEFS,
        ref_kinds::TOPICS,
        ref_kinds::ACTORS,
        ref_kinds::PLACES,
        ref_kinds::QUESTIONS,
        ref_kinds::THREADS,
        &["pages"],
    ];
    let folder = |part: &str| all.into_iter().find(|to| to.contains(&part));
    path.split('/').rev().find_map(folder).or_else(|| file.split('/').find_map(folder))
}

struct MentionWalker<'y> {
    index: YamlIndex,
    yaml: &'y str,
    start: usize,
    found: &'y mut Vec<Mention>,
}

impl MentionWalker<'_> {
    fn value(&mut self, shape: &Shape, value: &Value, path: &FieldPath) {
        match (shape, value) {
            (Shape::Refers(to), Value::String(text)) => self.name(to, text, path, MentionForm::Plain),
            (Shape::Id(of), Value::String(text)) => self.name(of, text, path, MentionForm::Own),
            (Shape::List(item), Value::Sequence(items)) => {
                for (at, value) in items.iter().enumerate() {
                    self.value(item, value, &path.item(at));
                }
            }
            (Shape::List(item), single) => self.value(item, single, path),
            (Shape::Either(shapes), value) => shapes.iter().for_each(|shape| self.value(shape, value, path)),
            (Shape::ByLanguage(shape), Value::Mapping(entries)) => {
                for (language, value) in entries {
                    if let Some(language) = language.as_str() {
                        self.value(shape, value, &path.key(language));
                    }
                }
            }
            (Shape::Record(record), Value::Mapping(_)) => self.record(record, value, path),
            _ => {}
        }
    }

    fn record(&mut self, record: &RecordShape, value: &Value, path: &FieldPath) {
        for field in &record.fields {
            if let Some(value) = value.get(field.name) {
                self.value(&field.shape, value, &path.key(field.name));
            }
        }
    }

    fn name(&mut self, to: RefKinds, text: &str, path: &FieldPath, form: MentionForm) {
        let name = text.trim();
        let before = text.len() - text.trim_start().len();
        let within = self.index.exact(&Anchor::Within(path.clone(), before..before + name.len()));
        let span = within.or_else(|| self.index.exact(&Anchor::Value(path.clone())));
        let Some(span) = span.filter(|span| self.yaml.get(span.clone()).is_some()) else {
            return;
        };
        if !to.contains(&"files") && !name.is_empty() {
            let span = span.start + self.start..span.end + self.start;
            self.found.push(Mention { to, name: name.to_owned(), span, form, at: Some(path.clone()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_brief_is_found_with_its_bytes() {
        let text = "---\ntitle: A\ndate: 2025\ntopics: [media, \"war\"]\nactors:\n  - {id: hacizade, role: actor}\n  - lavrov\n\
                    claims:\n  - id: c\n    question: why\n    by: hacizade\n    disputes: d\nsources:\n  - {id: own, title: x}\n\
                    ---\nSee [[topics/media#x|it]], [@turan, p. 4; @own] and [her](../actors/zakharova.md).\n";
        let file = FileName::from("content/briefs/a.md");
        let found: Vec<(&str, &str, MentionForm)> = mentions(&FileShapes::ask(), &file, text)
            .iter()
            .map(|mention| (mention.to.first().copied().unwrap_or("any"), &text[mention.span.clone()], mention.form))
            .collect();
        use MentionForm::{Own, Plain, Stem, Wiki};
        assert_eq!(
            found,
            [
                ("topics", "media", Plain),
                ("topics", "war", Plain),
                ("actors", "hacizade", Plain),
                ("actors", "lavrov", Plain),
                ("claims", "c", Own),
                ("questions", "why", Plain),
                ("actors", "hacizade", Plain),
                ("claims", "d", Plain),
                ("sources", "own", Own),
                ("any", "topics/media", Wiki),
                ("sources", "turan", Plain),
                ("sources", "own", Plain),
                ("actors", "zakharova", Stem),
            ]
        );
    }
}

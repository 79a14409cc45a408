//! What the authors wrote, file by file.
//!
//! In goes one file; out come a [`Document`], whose names are not yet ids, and every fault that the file shows by itself.
//! Files do not know each other here; `model` links them.
//!
//! ```text
//! document  bibliography                     the document of a file, by its kind
//! brief  record                              records with a file of their own
//! claim  entries  source                     records inside them
//! kind  old_address  placeholder  ref_kinds  vocabularies  codebook
//! ```

mod bibliography;
pub mod brief;
pub mod claim;
pub mod codebook;
mod document;
mod entries;
mod file_id;
mod kind;
mod old_address;
mod placeholder;
pub mod record;
pub mod ref_kinds;
pub mod source;
mod vocabularies;

use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::front_matter::wording::list_of;
use crate::front_matter::{self, YamlNode, mixed_schwa};
use crate::input::not_utf8;
use crate::markdown;
use crate::path::Slug;

pub use brief::BriefDocument;
pub use document::{Document, fields};
pub use file_id::{id_of_stem, without_date};
pub use kind::{Kind, Origin};
pub use old_address::OldAddress;
pub use record::{ActorDocument, PageDocument, PlaceDocument, QuestionDocument, ThreadDocument, TopicDocument};
pub use source::SourceDocument;

/// A file as it was parsed.
#[derive(Debug, Clone, Default)]
pub struct ParsedFile {
    /// What it holds; `None` where too little of it can be read.
    pub document: Option<Document>,
    /// The record that the file would be, so that a reference to a broken file is no second fault.
    pub record: Option<(Kind, Slug)>,
    /// Every fault in it.
    pub faults: Vec<Diagnostic>,
}

/// Parses a text file of the content. `path` is its path below `content/`.
pub fn read(file: &FileName, path: &str, bytes: &[u8], options: &markdown::ParseOptions<'_>) -> ParsedFile {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return ParsedFile { faults: vec![not_utf8(file, error)], ..ParsedFile::default() },
    };
    if path == "sources.yaml" || path == "sources.yml" {
        let (sources, faults) = source::read_yaml(file, text);
        return ParsedFile { document: Some(Document::Sources(sources)), record: None, faults };
    }
    if path.ends_with(".bib") {
        let (sources, faults) = bibliography::read_bib(file, text);
        return ParsedFile { document: Some(Document::Sources(sources)), record: None, faults };
    }
    let folder = path.split('/').next().unwrap_or_default();
    match Kind::ALL.into_iter().find(|kind| kind.folder() == folder && *kind != Kind::Source) {
        Some(kind) if path.contains('/') => read_markdown(kind, file, path, text, options),
        _ => ParsedFile { faults: vec![misplaced(file)], ..ParsedFile::default() },
    }
}

fn misplaced(file: &FileName) -> Diagnostic {
    let folders: Vec<&str> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Source).map(Kind::folder).collect();
    Diagnostic::error("misplaced-file", Location::file(file), "this folder is no kind of record")
        .help(format!("a folder is a kind: move the file to one of {}", list_of(&folders)))
}

fn read_markdown(kind: Kind, file: &FileName, path: &str, text: &str, options: &markdown::ParseOptions) -> ParsedFile {
    let mut faults = Vec::new();
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let id = match id_of_stem(stem) {
        Ok(id) => Some(id),
        Err(error) => {
            faults.push(
                Diagnostic::error(
                    "bad-file-name",
                    Location::file(file),
                    format!("no id can be made of `{stem}`: {error}"),
                )
                .help("name the file with letters and digits, such as `russian-house-note.md`"),
            );
            None
        }
    };
    let record = id.clone().map(|id| (kind, id));
    let parts = match front_matter::split(file, text) {
        Ok(parts) => parts,
        Err(fault) => {
            faults.push(*fault);
            return ParsedFile { document: None, record, faults };
        }
    };
    let (body, mut body_faults) = markdown::parse(file, &text[parts.body.clone()], parts.body.start, options);
    let document =
        front_matter::parse(file, &text[parts.front.clone()], parts.front.start, &mut faults).and_then(|value| {
            let own = id.clone().unwrap_or_else(Slug::placeholder);
            let origin = Origin { file: file.clone(), id: own, path: FieldPath::default(), bytes: None };
            let value = if value.is_null() { serde_yaml::Value::Mapping(serde_yaml::Mapping::new()) } else { value };
            let mut node = YamlNode::whole(file, &value, &mut faults);
            let Some(record) = node.record() else {
                let place = Location::bytes(file, parts.front.start..parts.front.start);
                node.fault(
                    Diagnostic::error("bad-yaml", place, "the front matter is not a list of fields")
                        .help("write `name: value` on each line"),
                );
                return None;
            };
            document::read_kind(kind, origin, body, record).filter(|_| id.is_some())
        });
    faults.append(&mut body_faults);
    let start = parts.body.start;
    if let Some(found) = crate::fold::cyrillic_schwa(&text[parts.body.clone()]) {
        let letter = &text[parts.body.clone()][found.clone()];
        faults.push(mixed_schwa(Location::bytes(file, start + found.start..start + found.end), letter));
    }
    ParsedFile { document, record, faults }
}

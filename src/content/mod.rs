//! What the authors wrote, file by file.
//!
//! In goes one file; out come a [`Document`], whose names are not yet ids, and every fault that the file shows by itself.
//! Files do not know each other here; `model` links them.
//!
//! ```text
//! document  bibliography                     the document of a file, by its kind
//! brief  record                              records with a file of their own
//! claim  entries  source                     records inside them
//! source_address                            what names a source that has no id
//! kind  former_id  old_address  placeholder  ref_kinds  vocabularies  codebook
//! ```

mod bibliography;
pub mod brief;
pub mod claim;
pub mod codebook;
mod document;
mod entries;
mod file_id;
mod former_id;
mod kind;
mod old_address;
mod placeholder;
pub mod record;
pub mod ref_kinds;
pub mod source;
pub(crate) mod source_address;
mod vocabularies;

use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::fold;
use crate::front_matter::wording::list_of;
use crate::front_matter::{self, YamlNode, mixed_schwa};
use crate::input::not_utf8;
use crate::markdown;
use crate::path::Slug;

pub use brief::BriefDocument;
pub use document::{Document, fields};
pub use file_id::{date_of_stem, id_of_stem};
pub use former_id::FormerId;
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
    /// Its text, folded, where not all of it could be read: a name that stands in it may be one of its own.
    pub unread: Option<String>,
}

/// Parses a text file of the content. `path` is its path below `content/`.
pub fn read(file: &FileName, path: &str, bytes: &[u8], options: &markdown::ParseOptions<'_>) -> ParsedFile {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let unread = Some(fold::folded(&String::from_utf8_lossy(bytes)));
            return ParsedFile { record: record_of(path), faults: vec![not_utf8(file, error)], unread, document: None };
        }
    };
    if path == "sources.yaml" || path == "sources.yml" {
        return sources_file(source::read_yaml(file, text), text);
    }
    if path.ends_with(".bib") {
        return sources_file(bibliography::read_bib(file, text), text);
    }
    match kind_of(path) {
        Some(kind) => read_markdown(kind, file, path, text, options),
        None => ParsedFile { faults: vec![misplaced(file)], ..ParsedFile::default() },
    }
}

/// A file of sources; what could not be read of it may hold any of its names.
fn sources_file((sources, is_whole, faults): SourcesRead, text: &str) -> ParsedFile {
    let unread = (!is_whole).then(|| fold::folded(text));
    ParsedFile { document: Some(Document::Sources(sources)), record: None, faults, unread }
}

/// The sources that could be read of a file, whether that is all of them, and every fault.
type SourcesRead = (Vec<SourceDocument>, bool, Vec<Diagnostic>);

/// The kind of record that a file is, by its folder.
fn kind_of(path: &str) -> Option<Kind> {
    let (folder, _) = path.split_once('/')?;
    Kind::ALL.into_iter().find(|kind| kind.folder() == folder && *kind != Kind::Source)
}

/// The record that a file is, by its path.
fn record_of(path: &str) -> Option<(Kind, Slug)> {
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let kind = kind_of(path)?;
    Some((kind, id_of_stem(kind, stem).ok()?))
}

fn misplaced(file: &FileName) -> Diagnostic {
    let folders: Vec<&str> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Source).map(Kind::folder).collect();
    Diagnostic::error("misplaced-file", Location::file(file), "this folder is no kind of record")
        .help(format!("a folder is a kind: move the file to one of {}", list_of(&folders)))
}

fn read_markdown(kind: Kind, file: &FileName, path: &str, text: &str, options: &markdown::ParseOptions) -> ParsedFile {
    let mut faults = Vec::new();
    let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
    let id = match id_of_stem(kind, stem) {
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
            return ParsedFile { document: None, record, faults, unread: Some(fold::folded(text)) };
        }
    };
    let value = front_matter::parse(file, &text[parts.front.clone()], parts.front.start, &mut faults);
    // A text may be in another language than the site.
    let own = value.as_ref().and_then(|value| value.get("lang")).and_then(serde_yaml::Value::as_str).map(str::to_owned);
    let options = markdown::ParseOptions { language: own.as_deref().unwrap_or(options.language), ..*options };
    let (body, mut body_faults) = markdown::parse(file, &text[parts.body.clone()], parts.body.start, &options);
    let document = value.and_then(|value| {
        let own = id.clone().unwrap_or_else(Slug::placeholder);
        let origin = Origin::of_file(file.clone(), own);
        let value = if value.is_null() { serde_yaml::Value::Mapping(serde_yaml::Mapping::new()) } else { value };
        let mut node = YamlNode::whole(file, &value, &mut faults).typed_as(&text[parts.front.clone()]);
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
    let unread = document.is_none().then(|| fold::folded(text));
    ParsedFile { document, record, faults, unread }
}

//! What the authors wrote, file by file.
//!
//! In goes one file; out comes a [`Document`] (names, not yet ids) and every fault that the file shows by itself. Files
//! know nothing of each other here: that is `model`'s.

pub mod brief;
pub mod claim;
pub mod codebook;
mod parts;
mod placeholder;
pub mod record;
pub mod source;
pub mod to;
mod words;

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::fold::slug_text;
use crate::front_matter;
use crate::front_matter::recorder::recorded_fields;
use crate::front_matter::shape::{RecordShape, Shape};
use crate::front_matter::{Field, RecordReader, Text, YamlNode, mixed_schwa};
use crate::input::not_utf8;
use crate::markdown::{self, Body};
use crate::path::{LONGEST_SLUG, Slug, SlugError};

pub use brief::BriefDocument;
pub use record::{ActorDocument, PageDocument, PlaceDocument, QuestionDocument, ThreadDocument, TopicDocument};
pub use source::SourceDocument;

/// The kinds of record; a folder of `content/` is a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// An incident.
    Brief,
    /// A term of the topic hierarchy.
    Topic,
    /// A person, organisation, state or group.
    Actor,
    /// A place.
    Place,
    /// A contested question.
    Question,
    /// A storyline.
    Thread,
    /// A source.
    Source,
    /// Any other page.
    Page,
}

impl Kind {
    /// Every kind, in the order in which readers meet them.
    pub const ALL: [Self; 8] =
        [Self::Brief, Self::Topic, Self::Actor, Self::Place, Self::Question, Self::Thread, Self::Source, Self::Page];

    /// The folder below `content/`, which is also the first part of the address (pages stand at the root).
    pub fn folder(self) -> &'static str {
        match self {
            Self::Brief => "briefs",
            Self::Topic => "topics",
            Self::Actor => "actors",
            Self::Place => "places",
            Self::Question => "questions",
            Self::Thread => "threads",
            Self::Source => "sources",
            Self::Page => "pages",
        }
    }

    /// The word for one of the kind, for messages.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Brief => "brief",
            Self::Topic => "topic",
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Question => "question",
            Self::Thread => "thread",
            Self::Source => "source",
            Self::Page => "page",
        }
    }
}

/// Which record a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: FileName,
    /// The id: the file's stem without a leading date, or the `id` of a record in `sources.yaml`.
    pub id: Slug,
    /// Where the record stands in its file; empty but for the sources of `sources.yaml` and of a brief.
    pub path: FieldPath,
    /// Where the record stands, where there is no front matter to name a path in (`*.bib`).
    pub bytes: Option<Range<usize>>,
}

impl Origin {
    /// Where the record stands.
    pub fn place(&self) -> Location {
        match &self.bytes {
            Some(bytes) => Location::bytes(&self.file, bytes.clone()),
            None if self.path.0.is_empty() => Location::file(&self.file),
            None => Location::value(&self.file, self.path.clone()),
        }
    }
}

/// What one file holds.
#[derive(Debug, Clone)]
pub enum Document {
    /// `briefs/**/*.md`.
    Brief(Arc<BriefDocument>),
    /// `topics/*.md`.
    Topic(TopicDocument),
    /// `actors/*.md`.
    Actor(ActorDocument),
    /// `places/*.md`.
    Place(PlaceDocument),
    /// `questions/*.md`.
    Question(QuestionDocument),
    /// `threads/*.md`.
    Thread(ThreadDocument),
    /// `pages/*.md`.
    Page(PageDocument),
    /// `sources.yaml` or a `.bib` file.
    Sources(Vec<SourceDocument>),
}

/// What came of one file.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What it holds, unless it is too broken to be read.
    pub document: Option<Document>,
    /// The record that the file would be, so that what refers to a broken file is not a fault as well.
    pub record: Option<(Kind, Slug)>,
    /// Every fault in it.
    pub faults: Vec<Diagnostic>,
}

/// Reads one text file below `content/`. `path` is its path below `content/`.
pub fn read(file: &FileName, path: &str, bytes: &[u8], options: &markdown::ParseOptions) -> Reading {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Reading { faults: vec![not_utf8(file, error)], ..Reading::default() },
    };
    if path == "sources.yaml" || path == "sources.yml" {
        let (sources, faults) = source::read_yaml(file, text);
        return Reading { document: Some(Document::Sources(sources)), record: None, faults };
    }
    if path.ends_with(".bib") {
        let (sources, faults) = source::read_bib(file, text);
        return Reading { document: Some(Document::Sources(sources)), record: None, faults };
    }
    let folder = path.split('/').next().unwrap_or_default();
    match Kind::ALL.into_iter().find(|kind| kind.folder() == folder && *kind != Kind::Source) {
        Some(kind) if path.contains('/') => read_markdown(kind, file, path, text, options),
        _ => Reading { faults: vec![misplaced(file)], ..Reading::default() },
    }
}

fn misplaced(file: &FileName) -> Diagnostic {
    let folders: Vec<&str> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Source).map(Kind::folder).collect();
    Diagnostic::error("misplaced-file", Location::file(file), "this folder is no kind of record").help(format!(
        "a folder is a kind: move the file to one of {}",
        crate::front_matter::wording::list_of(&folders)
    ))
}

fn read_markdown(kind: Kind, file: &FileName, path: &str, text: &str, options: &markdown::ParseOptions) -> Reading {
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
            return Reading { document: None, record, faults };
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
            read_kind(kind, origin, body, record).filter(|_| id.is_some())
        });
    faults.append(&mut body_faults);
    let start = parts.body.start;
    if let Some(found) = crate::fold::cyrillic_schwa(&text[parts.body.clone()]) {
        let letter = &text[parts.body.clone()][found.clone()];
        faults.push(mixed_schwa(Location::bytes(file, start + found.start..start + found.end), letter));
    }
    Reading { document, record, faults }
}

fn read_kind(kind: Kind, origin: Origin, body: Body, record: RecordReader<'_, '_>) -> Option<Document> {
    Some(match kind {
        Kind::Brief => Document::Brief(Arc::new(BriefDocument::read(origin, body, record)?)),
        Kind::Topic => Document::Topic(TopicDocument::read(origin, body, record)?),
        Kind::Actor => Document::Actor(ActorDocument::read(origin, body, record)?),
        Kind::Place => Document::Place(PlaceDocument::read(origin, body, record)?),
        Kind::Question => Document::Question(QuestionDocument::read(origin, body, record)?),
        Kind::Thread => Document::Thread(ThreadDocument::read(origin, body, record)?),
        Kind::Page => Document::Page(PageDocument::read(origin, body, record)?),
        Kind::Source => return None,
    })
}

/// The fields of a kind of record, as its reader asks for them.
pub fn fields(kind: Kind) -> RecordShape {
    if kind == Kind::Source {
        return SourceDocument::shape().as_record().cloned().unwrap_or_default();
    }
    recorded_fields(|node| {
        let file = FileName::from("");
        let (body, _) = markdown::parse(&file, "", 0, &markdown::ParseOptions::default());
        let origin = Origin { file, id: Slug::new("x").ok()?, path: FieldPath::default(), bytes: None };
        read_kind(kind, origin, body, node.record()?)
    })
}

/// The id that a file's stem gives: without a leading `2025-02-06-`, `2025-02-` or `2025-`, as a slug.
///
/// # Errors
/// Where no id can be made.
pub fn id_of_stem(stem: &str) -> Result<Slug, SlugError> {
    let slug = slug_text(without_date(stem));
    if slug.len() > LONGEST_SLUG {
        return Err(SlugError::Long(slug.len()));
    }
    Slug::new(&slug)
}

/// A stem without a leading date, if something is left.
pub fn without_date(stem: &str) -> &str {
    let digits = |text: &str, count: usize| text.len() >= count && text.bytes().take(count).all(|b| b.is_ascii_digit());
    let mut rest = stem;
    for count in [4, 2, 2] {
        let next = rest.get(count..).filter(|_| digits(rest, count)).and_then(|after| after.strip_prefix('-'));
        match next {
            Some(next) if !next.is_empty() => rest = next,
            _ => break,
        }
    }
    rest
}

/// Reads `aliases:` of a record whose aliases are old addresses.
pub(crate) fn addresses(record: &mut RecordReader<'_, '_>) -> Vec<OldAddress> {
    record.list::<OldAddress>("aliases", "Old addresses and old ids, which lead here from then on")
}

/// An address at which a page stood before: `/old/place/`, or a bare id in the same folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAddress {
    /// Its parts.
    pub parts: Vec<String>,
    /// Whether they run from the root of the site; a bare id stands in the record's own folder.
    pub rooted: bool,
    /// Where it was typed.
    pub at: FieldPath,
}

impl Field for OldAddress {
    const EXPECTED: &'static str = "an old address as text, such as `/2025/note/`, or an old id";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Text(text) = Text::read(node)?;
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        let rooted = text.starts_with('/') || parts.len() > 1;
        let checked = match parts.iter().find(|part| part.starts_with('.') && part.len() > 1 && **part != "..") {
            Some(hidden) => Err(format!("`{hidden}` begins with a dot, and such files are not pages")),
            None => crate::path::UrlPath::new(&parts.join("/")),
        };
        match checked {
            Ok(_) if rooted => {
                let mut parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
                if parts.last().is_some_and(|last| last == "index.html") {
                    parts.pop();
                }
                Some(Self { parts, rooted, at: node.path().clone() })
            }
            Ok(_) if Slug::new(&slug_text(&text)).is_ok() => {
                Some(Self { parts: vec![slug_text(&text)], rooted, at: node.path().clone() })
            }
            bad => {
                let no_slug = || Slug::new(&slug_text(&text)).err().map(|error| error.to_string());
                let why = bad.err().or_else(no_slug).unwrap_or_default();
                let place = node.place();
                node.fault(
                    Diagnostic::error("bad-address", place, format!("this can be no address: {why}"))
                        .help("write an old id, or an old address from the root of the site such as `/2025/note/`"),
                );
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::text(Self::EXPECTED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_date_is_no_part_of_the_id() {
        for (stem, id) in [
            ("2025-02-06-russian-house-note", "russian-house-note"),
            ("2025-02-note", "note"),
            ("2025-note", "note"),
            ("note", "note"),
            ("2025", "2025"),
            ("44-day-war", "44-day-war"),
            ("Hacızadə", "hacizade"),
        ] {
            assert_eq!(id_of_stem(stem).map(|slug| slug.to_string()).as_deref(), Ok(id), "{stem}");
        }
    }

    #[test]
    fn a_stem_without_letters_or_a_device_name_is_refused() {
        assert!(id_of_stem("–").is_err());
        assert!(id_of_stem("con").is_err());
    }
}

//! The kinds of record, and which record a file is.

use std::ops::Range;

use crate::diagnostic::{FieldPath, FileName, Location};
use crate::path::Slug;

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

/// The id of a record, and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: FileName,
    /// The id: the file's stem without a leading date, or the `id` of a record in `sources.yaml`.
    pub id: Slug,
    /// The path of the record in its file; empty unless it is a source in `sources.yaml` or in a brief.
    pub path: FieldPath,
    /// The bytes of the record in its file, for `*.bib` files alone.
    pub bytes: Option<Range<usize>>,
}

impl Origin {
    /// The location of the record.
    pub fn place(&self) -> Location {
        match &self.bytes {
            Some(bytes) => Location::bytes(&self.file, bytes.clone()),
            None if self.path.0.is_empty() => Location::file(&self.file),
            None => Location::value(&self.file, self.path.clone()),
        }
    }
}

//! The document that one file holds, by its kind.

use std::sync::Arc;

use crate::content::brief::BriefDocument;
use crate::content::kind::{Kind, Origin};
use crate::content::record::{
    ActorDocument, PageDocument, PlaceDocument, QuestionDocument, ThreadDocument, TopicDocument,
};
use crate::content::source::SourceDocument;
use crate::diagnostic::FileName;
use crate::front_matter::recorder::recorded_fields;
use crate::front_matter::shape::RecordShape;
use crate::front_matter::{Field, RecordReader};
use crate::markdown::{self, Body};
use crate::path::Slug;

/// The document of one file.
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

/// Reads the front matter of a kind of record.
pub(super) fn read_kind(kind: Kind, origin: Origin, body: Body, record: RecordReader<'_, '_>) -> Option<Document> {
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

/// Returns the fields of a kind of record, as its reader asks for them.
pub fn fields(kind: Kind) -> RecordShape {
    if kind == Kind::Source {
        return SourceDocument::shape().as_record().cloned().unwrap_or_default();
    }
    recorded_fields(|node| {
        let file = FileName::from("");
        let (body, _) = markdown::parse(&file, "", 0, &markdown::ParseOptions::default());
        let origin = Origin::of_file(file, Slug::new("x").ok()?);
        read_kind(kind, origin, body, node.record()?)
    })
}

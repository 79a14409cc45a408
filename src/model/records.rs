//! The tables of records, and one view of a record of any kind.
//!
//! In goes a [`RecordId`]; out comes a [`RecordInfo`]: what schemas, lists, lints and the language server ask of every
//! kind alike. A new kind of record is a table here, and one arm in [`Records::count`] and [`Records::record`].

use rustc_hash::FxHashSet;

use crate::content::record::NameForms;
use crate::content::{Kind, OldAddress, Origin};
use crate::model::entities::{
    Actor, Brief, Claim, Place, PlainPage, Prose, Question, RecordId, Source, Speaker, Thread, Topic,
};
use crate::model::table::{Id, Table};
use crate::path::UrlPath;

/// Every record, by kind and id. Nothing here changes once names have become ids, but for a text that is edited.
#[derive(Debug)]
pub struct Records {
    /// In the order of dates.
    pub briefs: Table<Brief>,
    /// In the order of names.
    pub topics: Table<Topic>,
    /// In the order of names.
    pub actors: Table<Actor>,
    /// In the order of names.
    pub places: Table<Place>,
    /// In the order of titles.
    pub questions: Table<Question>,
    /// In the order of titles.
    pub threads: Table<Thread>,
    /// In the order of titles.
    pub pages: Table<PlainPage>,
    /// In the order of titles.
    pub sources: Table<Source>,
    /// In the order of their briefs.
    pub claims: Table<Claim>,
}

/// What records of every kind have.
#[derive(Debug, Clone, Copy)]
pub struct RecordInfo<'s> {
    /// The record.
    pub id: RecordId,
    /// Its id as an author writes it, and its file.
    pub origin: &'s Origin,
    /// Its title, or its name.
    pub title: &'s str,
    /// The address of its page.
    pub page: &'s UrlPath,
    /// All its names; `None` where it has a title only.
    pub names: Option<&'s NameForms>,
    /// The summary that its author wrote.
    pub summary: Option<&'s str>,
    /// Addresses at which its page stood before.
    pub old_addresses: &'s [OldAddress],
    /// Its text; `None` for a source.
    pub prose: Option<Prose<'s>>,
}

impl<'s> RecordInfo<'s> {
    /// Returns the kind of the record.
    pub fn kind(&self) -> Kind {
        self.id.kind()
    }

    /// Returns every spelling that leads to the record, besides its id.
    pub fn spellings(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.names.into_iter().flat_map(NameForms::visible)
    }
}

impl Records {
    /// Returns the number of records of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Brief => self.briefs.len(),
            Kind::Topic => self.topics.len(),
            Kind::Actor => self.actors.len(),
            Kind::Place => self.places.len(),
            Kind::Question => self.questions.len(),
            Kind::Thread => self.threads.len(),
            Kind::Source => self.sources.len(),
            Kind::Page => self.pages.len(),
        }
    }

    /// Returns what is known of a record.
    pub fn record(&self, id: RecordId) -> RecordInfo<'_> {
        let info = |origin, title, page| RecordInfo {
            id,
            origin,
            title,
            page,
            names: None,
            summary: None,
            old_addresses: &[],
            prose: None,
        };
        macro_rules! named {
            ($record:expr) => {{
                let (record, written) = ($record, &$record.written);
                RecordInfo {
                    names: Some(&written.names),
                    summary: written.summary.as_deref(),
                    prose: Some(record.prose()),
                    ..info(&written.origin, written.names.name.as_str(), &record.page)
                }
            }};
        }
        macro_rules! titled {
            ($record:expr) => {{
                let (record, written) = ($record, &$record.written);
                RecordInfo {
                    summary: written.summary.as_deref(),
                    old_addresses: &written.aliases,
                    prose: Some(record.prose()),
                    ..info(&written.origin, written.title.as_str(), &record.page)
                }
            }};
        }
        match id {
            RecordId::Brief(id) => titled!(&self.briefs[id]),
            RecordId::Topic(id) => named!(&self.topics[id]),
            RecordId::Actor(id) => named!(&self.actors[id]),
            RecordId::Place(id) => named!(&self.places[id]),
            RecordId::Question(id) => titled!(&self.questions[id]),
            RecordId::Thread(id) => titled!(&self.threads[id]),
            RecordId::Page(id) => titled!(&self.pages[id]),
            RecordId::Source(id) => {
                let source = &self.sources[id];
                info(&source.written.origin, source.written.title.as_str(), &source.page)
            }
        }
    }

    /// Returns the records of a kind, in the order in which readers meet them.
    pub fn records_of(&self, kind: Kind) -> impl Iterator<Item = RecordInfo<'_>> {
        (0..self.count(kind)).map(move |position| self.record(RecordId::at(kind, position)))
    }

    /// Returns every record, in the order of kinds.
    pub fn records(&self) -> impl Iterator<Item = RecordInfo<'_>> {
        Kind::ALL.into_iter().flat_map(|kind| self.records_of(kind))
    }

    /// Returns the title or name of a record.
    pub fn title(&self, id: RecordId) -> &str {
        self.record(id).title
    }

    /// Returns the address of a record's page.
    pub fn page(&self, id: RecordId) -> &UrlPath {
        self.record(id).page
    }

    /// Returns the briefs that lists name, in the order of dates: all but the withdrawn.
    pub fn listed(&self) -> impl DoubleEndedIterator<Item = Id<Brief>> {
        self.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()).map(|(id, _)| id)
    }

    /// Returns the files of the records that are in the build.
    pub fn files(&self) -> FxHashSet<&str> {
        self.records().map(|record| &*record.origin.file).collect()
    }

    /// Returns the name of a speaker: that of an actor, or the publisher of an outlet.
    pub fn speaker(&self, speaker: Speaker) -> &str {
        match speaker {
            Speaker::Actor(id) => &self.actors[id].written.names.name,
            Speaker::Source(id) => self.outlet(id),
        }
    }

    /// Returns the name of an outlet: its publisher, or else the host or the title of the source.
    pub fn outlet(&self, id: Id<Source>) -> &str {
        self.sources[id].written.outlet()
    }
}

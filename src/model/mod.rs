//! The site: every record, by id, with what leads to what.
//!
//! In go the documents; out comes the one immutable [`Site`] and every fault that only the whole can show.
//!
//! ```text
//! Documents ─registry→ names ─gate→ what this audience may see ─terms→ ─order→ ─resolve→ tables ─graph, calendar, related→ Site
//! ```
//!
//! **Invariants.** Whatever the gate dropped is in no table, so no page can show it. Every list is in a full order, so two
//! builds give equal bytes. Names become ids in `resolve` and nowhere else.

mod addresses;
mod brief;
pub mod calendar;
mod checks;
mod errors;
mod gate;
pub mod graph;
mod indexes;
mod known;
mod link;
mod order;
pub mod records;
mod registry;
mod related;
mod resolve;
pub mod table;
mod terms;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::config::Config;
use crate::content::brief::SourceEntry;
use crate::content::record::{ActorDocument, PlaceDocument, Titled, TopicDocument};
use crate::content::{BriefDocument, Document, Kind, Origin, ParsedFile, SourceDocument};
use crate::diagnostic::Diagnostic;
use crate::path::{Slug, UrlPath};

pub use calendar::Calendar;
pub use gate::Audience;
pub use known::Known;
pub use records::*;
pub use table::{Id, Table};
pub(crate) use terms::is_slip;
pub use words::Words;

/// What the authors wrote, by kind.
#[derive(Debug, Default)]
pub struct Documents {
    /// `briefs/**/*.md`.
    pub briefs: Vec<Arc<BriefDocument>>,
    /// `topics/*.md`.
    pub topics: Vec<TopicDocument>,
    /// `actors/*.md`.
    pub actors: Vec<ActorDocument>,
    /// `places/*.md`.
    pub places: Vec<PlaceDocument>,
    /// `questions/*.md`.
    pub questions: Vec<Titled>,
    /// `threads/*.md`.
    pub threads: Vec<Titled>,
    /// `pages/*.md`.
    pub pages: Vec<Titled>,
    /// `sources.yaml` and `*.bib`.
    pub sources: Vec<SourceDocument>,
    /// Files that are too broken to be read: their ids are known, so that a reference to one is no second fault.
    pub broken: Vec<(Kind, Slug)>,
    /// Files that a page may publish, by their path below `content/`.
    pub assets: FxHashSet<UrlPath>,
}

impl Documents {
    /// Adds what one file gave.
    pub fn add(&mut self, reading: ParsedFile, faults: &mut Vec<Diagnostic>) {
        faults.extend(reading.faults);
        match reading.document {
            None => self.broken.extend(reading.record),
            Some(Document::Brief(brief)) => self.briefs.push(brief),
            Some(Document::Topic(topic)) => self.topics.push(topic),
            Some(Document::Actor(actor)) => self.actors.push(actor),
            Some(Document::Place(place)) => self.places.push(place),
            Some(Document::Question(question)) => self.questions.push(question.0),
            Some(Document::Thread(thread)) => self.threads.push(thread.0),
            Some(Document::Page(page)) => self.pages.push(page.0),
            Some(Document::Sources(sources)) => self.sources.extend(sources),
        }
    }

    /// Every record's kind and origin, the sources written in briefs among them.
    fn origins(&self) -> impl Iterator<Item = (Kind, &Origin)> {
        let inline = self.briefs.iter().flat_map(|brief| &brief.sources).filter_map(|source| match source {
            SourceEntry::Inline(source) => Some((Kind::Source, &source.origin)),
            SourceEntry::Named(_) => None,
        });
        let briefs = self.briefs.iter().map(|brief| (Kind::Brief, &brief.origin));
        let topics = self.topics.iter().map(|topic| (Kind::Topic, &topic.origin));
        let actors = self.actors.iter().map(|actor| (Kind::Actor, &actor.origin));
        let places = self.places.iter().map(|place| (Kind::Place, &place.origin));
        let titled = self.titled().map(|(kind, titled)| (kind, &titled.origin));
        let sources = self.sources.iter().map(|source| (Kind::Source, &source.origin));
        briefs.chain(topics).chain(actors).chain(places).chain(titled).chain(sources).chain(inline)
    }

    /// Every record's kind and id.
    fn ids(&self) -> impl Iterator<Item = (Kind, Slug)> {
        self.origins().map(|(kind, origin)| (kind, origin.id.clone()))
    }

    /// Questions, threads and pages.
    fn titled(&self) -> impl Iterator<Item = (Kind, &Titled)> {
        let questions = self.questions.iter().map(|titled| (Kind::Question, titled));
        let threads = self.threads.iter().map(|titled| (Kind::Thread, titled));
        let pages = self.pages.iter().map(|titled| (Kind::Page, titled));
        questions.chain(threads).chain(pages)
    }

    /// Keeps the records that a test admits.
    fn retain(&mut self, keep: impl Fn(Kind, &Slug) -> bool) {
        self.briefs.retain(|brief| keep(Kind::Brief, &brief.origin.id));
        self.topics.retain(|topic| keep(Kind::Topic, &topic.origin.id));
        self.actors.retain(|actor| keep(Kind::Actor, &actor.origin.id));
        self.places.retain(|place| keep(Kind::Place, &place.origin.id));
        self.questions.retain(|question| keep(Kind::Question, &question.origin.id));
        self.threads.retain(|thread| keep(Kind::Thread, &thread.origin.id));
        self.pages.retain(|page| keep(Kind::Page, &page.origin.id));
        self.sources.retain(|source| keep(Kind::Source, &source.origin.id));
    }
}

/// The whole site, linked. Immutable: pages are pure functions of it.
#[derive(Debug)]
pub struct Site {
    /// What holds for the whole site.
    pub config: Config,
    /// For whom it is built.
    pub audience: Audience,
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
    /// Briefs by year, month and day.
    pub calendar: Calendar,
    /// Old addresses, each with where it leads now.
    pub redirects: BTreeMap<UrlPath, Redirect>,
    /// Whether this audience sees less on this day than what was published once.
    pub is_partial: bool,
    /// Files beside the records that some page shows or links to.
    pub assets: Vec<UrlPath>,
}

impl Site {
    /// Links the documents. The site is whole only where no fault is an error.
    pub fn link(documents: Documents, config: Config, audience: Audience) -> (Self, Vec<Diagnostic>) {
        link::link(documents, config, audience)
    }

    /// The briefs that lists name: all but the withdrawn, in the order of dates.
    pub fn listed(&self) -> impl DoubleEndedIterator<Item = Id<Brief>> {
        self.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()).map(|(id, _)| id)
    }

    /// Where each record comes from.
    pub fn origins(&self) -> impl Iterator<Item = (RecordId, &Origin)> {
        let briefs = self.briefs.entries().map(|(id, item)| (RecordId::Brief(id), &item.written.origin));
        let topics = self.topics.entries().map(|(id, item)| (RecordId::Topic(id), item.origin()));
        let actors = self.actors.entries().map(|(id, item)| (RecordId::Actor(id), item.origin()));
        let places = self.places.entries().map(|(id, item)| (RecordId::Place(id), item.origin()));
        let questions = self.questions.entries().map(|(id, item)| (RecordId::Question(id), item.origin()));
        let threads = self.threads.entries().map(|(id, item)| (RecordId::Thread(id), item.origin()));
        let sources = self.sources.entries().map(|(id, item)| (RecordId::Source(id), &item.written.origin));
        let pages = self.pages.entries().map(|(id, item)| (RecordId::Page(id), item.origin()));
        briefs.chain(topics).chain(actors).chain(places).chain(questions).chain(threads).chain(sources).chain(pages)
    }

    /// Whether a record of this file is in the build.
    pub fn holds(&self, file: &str) -> bool {
        self.origins().any(|(_, origin)| &*origin.file == file)
    }

    /// What a record is called.
    pub fn title(&self, node: RecordId) -> &str {
        match node {
            RecordId::Brief(id) => &self.briefs[id].written.title,
            RecordId::Topic(id) => &self.topics[id].written.names.name,
            RecordId::Actor(id) => &self.actors[id].written.names.name,
            RecordId::Place(id) => &self.places[id].written.names.name,
            RecordId::Question(id) => &self.questions[id].written.title,
            RecordId::Thread(id) => &self.threads[id].written.title,
            RecordId::Source(id) => &self.sources[id].written.title,
            RecordId::Page(id) => &self.pages[id].written.title,
        }
    }

    /// Where a record's page stands.
    pub fn page(&self, node: RecordId) -> &UrlPath {
        match node {
            RecordId::Brief(id) => &self.briefs[id].page,
            RecordId::Topic(id) => &self.topics[id].page,
            RecordId::Actor(id) => &self.actors[id].page,
            RecordId::Place(id) => &self.places[id].page,
            RecordId::Question(id) => &self.questions[id].page,
            RecordId::Thread(id) => &self.threads[id].page,
            RecordId::Source(id) => &self.sources[id].page,
            RecordId::Page(id) => &self.pages[id].page,
        }
    }

    /// What a speaker is called: an actor by name, an outlet by its publisher.
    pub fn speaker(&self, speaker: Speaker) -> &str {
        match speaker {
            Speaker::Actor(id) => &self.actors[id].written.names.name,
            Speaker::Source(id) => self.outlet(id),
        }
    }

    /// What an outlet is called: the publisher, or else the title.
    pub fn outlet(&self, id: Id<Source>) -> &str {
        let written = &self.sources[id].written;
        written.publisher.as_deref().unwrap_or(&written.title)
    }
}

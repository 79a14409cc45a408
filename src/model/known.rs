//! The site as its editors see it: every record of a kind, with all that it is called.
//!
//! For schemas, lists and the language server, which offer names where `resolve` takes them.

use chrono::{DateTime, Utc};

use crate::content::brief::Tlp;
use crate::content::record::NameForms;
use crate::content::{Kind, Origin};
use crate::model::records::RecordId;
use crate::model::{Audience, Id, Site};

/// A record that an author may name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'s> {
    /// Which.
    pub node: RecordId,
    /// Its id and file.
    pub origin: &'s Origin,
    /// What it is called.
    pub title: &'s str,
    /// Its names, where it has more than a title.
    names: Option<&'s NameForms>,
}

impl<'s> Known<'s> {
    /// Every spelling that leads to it, besides its id.
    pub fn spellings(&self) -> impl Iterator<Item = &'s str> + use<'s> {
        self.names.into_iter().flat_map(|names| {
            let others = names.aliases.iter().chain(names.by_language.iter().map(|(_, name)| name));
            std::iter::once(names.name.as_str()).chain(others.map(String::as_str))
        })
    }
}

impl Audience {
    /// The editors: they see all but what is withheld, whatever its circle and its embargo.
    pub fn editors() -> Self {
        Self { tlp: Tlp::Red, drafts: true, as_of: None, now: DateTime::<Utc>::MAX_UTC }
    }
}

impl Site {
    /// Every record of a kind, in the order in which readers meet them.
    pub fn known(&self, kind: Kind) -> Vec<Known<'_>> {
        let nodes: Vec<RecordId> = match kind {
            Kind::Brief => self.briefs.ids().map(RecordId::Brief).collect(),
            Kind::Topic => self.topics.ids().map(RecordId::Topic).collect(),
            Kind::Actor => self.actors.ids().map(RecordId::Actor).collect(),
            Kind::Place => self.places.ids().map(RecordId::Place).collect(),
            Kind::Question => self.questions.ids().map(RecordId::Question).collect(),
            Kind::Thread => self.threads.ids().map(RecordId::Thread).collect(),
            Kind::Source => self.sources.ids().map(RecordId::Source).collect(),
            Kind::Page => self.pages.ids().map(RecordId::Page).collect(),
        };
        nodes.into_iter().map(|node| self.known_as(node)).collect()
    }

    /// What a record is called.
    pub fn known_as(&self, node: RecordId) -> Known<'_> {
        let (origin, names) = match node {
            RecordId::Brief(id) => (&self.briefs[id].written.origin, None),
            RecordId::Topic(id) => (&self.topics[id].written.origin, Some(&self.topics[id].written.names)),
            RecordId::Actor(id) => (&self.actors[id].written.origin, Some(&self.actors[id].written.names)),
            RecordId::Place(id) => (&self.places[id].written.origin, Some(&self.places[id].written.names)),
            RecordId::Question(id) => (&self.questions[id].written.origin, None),
            RecordId::Thread(id) => (&self.threads[id].written.origin, None),
            RecordId::Source(id) => (&self.sources[id].written.origin, None),
            RecordId::Page(id) => (&self.pages[id].written.origin, None),
        };
        Known { node, origin, title: self.title(node), names }
    }

    /// The briefs that name a record; none for a brief and a page.
    pub fn briefs_of(&self, node: RecordId) -> &[Id<crate::model::Brief>] {
        match node {
            RecordId::Topic(id) => &self.topics[id].briefs,
            RecordId::Actor(id) => &self.actors[id].briefs,
            RecordId::Place(id) => &self.places[id].briefs,
            RecordId::Question(id) => &self.questions[id].briefs,
            RecordId::Thread(id) => &self.threads[id].briefs,
            RecordId::Source(id) => &self.sources[id].briefs,
            RecordId::Brief(_) | RecordId::Page(_) => &[],
        }
    }
}

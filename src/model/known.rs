//! The site as its editors see it: every record of a kind, with all that it is called.
//!
//! For schemas, lists and the language server, which offer names where `resolve` takes them.

use chrono::{DateTime, Utc};

use crate::content::brief::Tlp;
use crate::content::record::Names;
use crate::content::{Kind, Origin};
use crate::model::records::Node;
use crate::model::{Audience, Id, Site};

/// A record that an author may name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'s> {
    /// Which.
    pub node: Node,
    /// Its id and file.
    pub origin: &'s Origin,
    /// What it is called.
    pub title: &'s str,
    /// Its names, where it has more than a title.
    names: Option<&'s Names>,
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
        let nodes: Vec<Node> = match kind {
            Kind::Brief => self.briefs.ids().map(Node::Brief).collect(),
            Kind::Topic => self.topics.ids().map(Node::Topic).collect(),
            Kind::Actor => self.actors.ids().map(Node::Actor).collect(),
            Kind::Place => self.places.ids().map(Node::Place).collect(),
            Kind::Question => self.questions.ids().map(Node::Question).collect(),
            Kind::Thread => self.threads.ids().map(Node::Thread).collect(),
            Kind::Source => self.sources.ids().map(Node::Source).collect(),
            Kind::Page => self.pages.ids().map(Node::Page).collect(),
        };
        nodes.into_iter().map(|node| self.known_as(node)).collect()
    }

    /// What a record is called.
    pub fn known_as(&self, node: Node) -> Known<'_> {
        let (origin, names) = match node {
            Node::Brief(id) => (&self.briefs[id].written.origin, None),
            Node::Topic(id) => (&self.topics[id].written.origin, Some(&self.topics[id].written.names)),
            Node::Actor(id) => (&self.actors[id].written.origin, Some(&self.actors[id].written.names)),
            Node::Place(id) => (&self.places[id].written.origin, Some(&self.places[id].written.names)),
            Node::Question(id) => (&self.questions[id].written.origin, None),
            Node::Thread(id) => (&self.threads[id].written.origin, None),
            Node::Source(id) => (&self.sources[id].written.origin, None),
            Node::Page(id) => (&self.pages[id].written.origin, None),
        };
        Known { node, origin, title: self.title(node), names }
    }

    /// The briefs that name a record; none for a brief and a page.
    pub fn briefs_of(&self, node: Node) -> &[Id<crate::model::Brief>] {
        match node {
            Node::Topic(id) => &self.topics[id].briefs,
            Node::Actor(id) => &self.actors[id].briefs,
            Node::Place(id) => &self.places[id].briefs,
            Node::Question(id) => &self.questions[id].briefs,
            Node::Thread(id) => &self.threads[id].briefs,
            Node::Source(id) => &self.sources[id].briefs,
            Node::Brief(_) | Node::Page(_) => &[],
        }
    }
}

//! Links: to records, to whoever says something, with a count.

use serde::Serialize;

use crate::model::{Id, RecordId, Source, Speaker, Topic};
use crate::pages::context::RenderContext;

/// A link to a page of the site.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Link {
    /// From the root.
    pub path: String,
    /// The words.
    pub text: String,
}

/// A link, and how many briefs stand behind it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CountedLink {
    /// From the root.
    pub path: String,
    /// The words.
    pub text: String,
    /// The number of briefs.
    pub count: usize,
}

impl RenderContext {
    /// Returns a link to a record.
    pub fn link_to(&self, record: RecordId) -> Link {
        Link { path: self.path(record).to_owned(), text: self.title(record).to_owned() }
    }

    /// Returns a link to a record with a count.
    pub fn counted_link(&self, record: RecordId, count: usize) -> CountedLink {
        let Link { path, text } = self.link_to(record);
        CountedLink { path, text, count }
    }

    /// Returns a link to whoever says something.
    pub fn speaker_link(&self, speaker: Speaker) -> Link {
        let record = match speaker {
            Speaker::Actor(id) => RecordId::Actor(id),
            Speaker::Source(id) => RecordId::Source(id),
        };
        Link { path: self.path(record).to_owned(), text: self.speaker(speaker).to_owned() }
    }

    /// Returns a link to a source under the name of its outlet.
    pub fn outlet_link(&self, id: Id<Source>) -> Link {
        self.speaker_link(Speaker::Source(id))
    }

    /// Returns links to topics.
    pub fn topic_links(&self, topics: &[Id<Topic>]) -> Vec<Link> {
        topics.iter().map(|topic| self.link_to(RecordId::Topic(*topic))).collect()
    }

    /// Returns a link to the author's page with this id, where there is one.
    pub fn own_page_link(&self, id: &str) -> Option<Link> {
        let (id, _) = self.pages.entries().find(|(_, page)| page.written.origin.id.as_str() == id)?;
        Some(self.link_to(RecordId::Page(id)))
    }
}

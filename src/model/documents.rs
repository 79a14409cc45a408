//! Everything that the authors wrote, by kind: in go parsed files, out come lists that the next steps read and thin out.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::brief::SourceEntry;
use crate::content::record::{ActorDocument, NameForms, PlaceDocument, Titled, TopicDocument};
use crate::content::{BriefDocument, Document, Kind, OldAddress, Origin, ParsedFile, SourceDocument};
use crate::diagnostic::{Diagnostic, FileName};
use crate::fold::slug_text;
use crate::front_matter::RecordName;
use crate::markdown::Body;
use crate::path::{Slug, UrlPath};
use crate::routes;

/// The kinds of record that may be named before anybody described them.
pub(super) const TERMS: [Kind; 4] = [Kind::Topic, Kind::Actor, Kind::Place, Kind::Thread];

/// Names of records, each with the kinds that it may be of.
pub(super) type KindedNames<'d> = Vec<(&'static [Kind], &'d RecordName)>;

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
    /// `sources.yaml` and `*.bib`, and later those of briefs. Linking moves a source three times: hence the boxes.
    pub sources: Vec<Box<SourceDocument>>,
    /// Files that are too broken to be read: their ids are known, so that a reference to one is no second fault.
    pub broken: Vec<(Kind, Slug)>,
    /// The texts, folded, of the files that could not be read to their end.
    pub unread: Vec<String>,
    /// Files that a page may publish, by their path below `content/`.
    pub assets: FxHashSet<UrlPath>,
}

impl Documents {
    /// Adds what one file holds, and its faults.
    pub fn add(&mut self, parsed: ParsedFile, faults: &mut Vec<Diagnostic>) {
        faults.extend(parsed.faults);
        self.unread.extend(parsed.unread);
        match parsed.document {
            None => self.broken.extend(parsed.record),
            Some(Document::Brief(brief)) => self.briefs.push(brief),
            Some(Document::Topic(topic)) => self.topics.push(topic),
            Some(Document::Actor(actor)) => self.actors.push(actor),
            Some(Document::Place(place)) => self.places.push(place),
            Some(Document::Question(question)) => self.questions.push(question.0),
            Some(Document::Thread(thread)) => self.threads.push(thread.0),
            Some(Document::Page(page)) => self.pages.push(page.0),
            Some(Document::Sources(sources)) => self.sources.extend(sources.into_iter().map(Box::new)),
        }
    }

    /// Returns the kind and origin of every record, in the order of each kind. The sources that are written in briefs with
    /// an id come last.
    pub(super) fn origins(&self) -> impl Iterator<Item = (Kind, &Origin)> {
        let inline = self.briefs.iter().flat_map(|brief| &brief.sources).filter_map(|source| match source {
            SourceEntry::Inline(source) if !source.has_made_id => Some((Kind::Source, &source.origin)),
            SourceEntry::Inline(_) | SourceEntry::Named(_) => None,
        });
        let briefs = self.briefs.iter().map(|brief| (Kind::Brief, &brief.origin));
        let named = self.named().map(|(kind, origin, _)| (kind, origin));
        let titled = self.titled().map(|(kind, titled)| (kind, &titled.origin));
        let sources = self.sources.iter().map(|source| (Kind::Source, &source.origin));
        briefs.chain(named).chain(titled).chain(sources).chain(inline)
    }

    /// Returns the address of the page of every record, those of terms that have no file among them.
    pub(super) fn pages_of_records(&self) -> BTreeSet<UrlPath> {
        let slugs = self.briefs.iter().filter_map(|brief| Some((Kind::Brief, brief.slug.as_ref()?)));
        let ids = self.origins().map(|(kind, origin)| (kind, &origin.id));
        let terms =
            self.term_uses().filter_map(|(kind, _, name)| Some((kind, Slug::new(&slug_text(&name.text)).ok()?)));
        let terms = terms.map(|(kind, id)| routes::record(kind, &id));
        let addressed = self.named_addresses().map(|(_, address)| routes::record(Kind::Source, &address.id()));
        ids.chain(slugs).map(|(kind, id)| routes::record(kind, id)).chain(terms).chain(addressed).collect()
    }

    /// Returns the names of terms, in the order of the documents. Who says a thing is a term only where no source has the name.
    pub(super) fn term_uses(&self) -> impl Iterator<Item = (Kind, &FileName, &RecordName)> {
        self.texts().flat_map(|(_, origin, _, names)| {
            names.into_iter().filter_map(move |(kinds, name)| match kinds {
                [of] if TERMS.contains(of) => Some((*of, &origin.file, name)),
                _ => None,
            })
        })
    }

    /// Returns topics, actors and places: what may have several names.
    pub(super) fn named(&self) -> impl Iterator<Item = (Kind, &Origin, &NameForms)> {
        let topics = self.topics.iter().map(|topic| (Kind::Topic, &topic.origin, &topic.names));
        let actors = self.actors.iter().map(|actor| (Kind::Actor, &actor.origin, &actor.names));
        let places = self.places.iter().map(|place| (Kind::Place, &place.origin, &place.names));
        topics.chain(actors).chain(places)
    }

    /// Returns questions, threads and pages: what has a title only.
    pub(super) fn titled(&self) -> impl Iterator<Item = (Kind, &Titled)> {
        let questions = self.questions.iter().map(|titled| (Kind::Question, titled));
        let threads = self.threads.iter().map(|titled| (Kind::Thread, titled));
        let pages = self.pages.iter().map(|titled| (Kind::Page, titled));
        questions.chain(threads).chain(pages)
    }

    /// Returns the old addresses of the records that may have them.
    pub(super) fn old_addresses(&self) -> impl Iterator<Item = (Kind, &Origin, &[OldAddress])> {
        let briefs = self.briefs.iter().map(|brief| (Kind::Brief, &brief.origin, brief.aliases.as_slice()));
        briefs.chain(self.titled().map(|(kind, titled)| (kind, &titled.origin, titled.aliases.as_slice())))
    }

    /// Returns every document that has a text: its text, and the names of records in its fields with the kinds that each
    /// may be of. What only withheld documents name is withheld by this list.
    pub(super) fn texts(&self) -> impl Iterator<Item = (Kind, &Origin, &Body, KindedNames<'_>)> {
        let briefs = self.briefs.iter().map(|brief| (Kind::Brief, &brief.origin, &brief.body, brief.record_names()));
        let topics = self.topics.iter().map(|topic| {
            let names = topic.parent.iter().map(|name| (&[Kind::Topic][..], name)).collect();
            (Kind::Topic, &topic.origin, &topic.body, names)
        });
        let actors = self.actors.iter().map(|actor| (Kind::Actor, &actor.origin, &actor.body, Vec::new()));
        let places = self.places.iter().map(|place| {
            let names = place.source.iter().map(|name| (&[Kind::Source][..], name)).collect();
            (Kind::Place, &place.origin, &place.body, names)
        });
        let titled = self.titled().map(|(kind, titled)| {
            let names = titled.topics.iter().map(|name| (&[Kind::Topic][..], name)).collect();
            (kind, &titled.origin, &titled.body, names)
        });
        briefs.chain(topics).chain(actors).chain(places).chain(titled)
    }

    /// Keeps the anchors of claims on the pages of questions: a heading of the same words gets another id.
    pub(super) fn keep_claim_anchors<T>(&mut self, claims: &FxHashMap<Slug, T>) {
        if !claims.is_empty() {
            for question in &mut self.questions {
                question.body.avoid_ids(|id| claims.contains_key(id));
            }
        }
    }

    /// Keeps the records that a test admits. Sources that are written in briefs stay.
    pub(super) fn retain(&mut self, keep: impl Fn(Kind, &Origin) -> bool) {
        self.briefs.retain(|brief| keep(Kind::Brief, &brief.origin));
        self.topics.retain(|topic| keep(Kind::Topic, &topic.origin));
        self.actors.retain(|actor| keep(Kind::Actor, &actor.origin));
        self.places.retain(|place| keep(Kind::Place, &place.origin));
        self.questions.retain(|question| keep(Kind::Question, &question.origin));
        self.threads.retain(|thread| keep(Kind::Thread, &thread.origin));
        self.pages.retain(|page| keep(Kind::Page, &page.origin));
        self.sources.retain(|source| keep(Kind::Source, &source.origin));
    }
}

//! The linked records: what the authors wrote, with ids where there were names.

use std::sync::Arc;

use crate::content::brief::{ActorRole, BriefDocument, PlaceRole, ResponseBasis, Status};
use crate::content::claim::{ClaimEntry, FigureValue, Relation};
use crate::content::record::{ActorDocument, PlaceDocument, Titled, TopicDocument};
use crate::content::{Kind, SourceDocument};
use crate::edtf::Placement;
use crate::markdown::Body;
use crate::model::table::Id;
use crate::path::UrlPath;

/// Any record that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecordId {
    /// A brief.
    Brief(Id<Brief>),
    /// A topic.
    Topic(Id<Topic>),
    /// An actor.
    Actor(Id<Actor>),
    /// A place.
    Place(Id<Place>),
    /// A question.
    Question(Id<Question>),
    /// A thread.
    Thread(Id<Thread>),
    /// A source.
    Source(Id<Source>),
    /// Any other page.
    Page(Id<PlainPage>),
}

macro_rules! record_ids {
    ($($kind:ident $record:ident;)+) => {
        impl RecordId {
            /// Returns the record of a kind at a position of its table.
            pub(super) fn at(kind: Kind, position: usize) -> Self {
                match kind {
                    $(Kind::$kind => Self::$kind(Id::at(position)),)+
                }
            }

            /// Returns the position of the record in its table.
            pub(super) fn position(self) -> usize {
                match self {
                    $(Self::$kind(id) => id.index(),)+
                }
            }

            /// Returns the kind of the record.
            pub fn kind(self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)+
                }
            }
        }

        $(impl From<Id<$record>> for RecordId {
            fn from(id: Id<$record>) -> Self {
                Self::$kind(id)
            }
        })+
    };
}

record_ids! {
    Brief Brief;
    Topic Topic;
    Actor Actor;
    Place Place;
    Question Question;
    Thread Thread;
    Source Source;
    Page PlainPage;
}

impl From<Speaker> for RecordId {
    fn from(speaker: Speaker) -> Self {
        match speaker {
            Speaker::Actor(id) => Self::Actor(id),
            Speaker::Source(id) => Self::Source(id),
        }
    }
}

/// The words for a withheld record, where the author wrote none.
pub const WITHHELD_TEXT: &str = "a record that is not shown here";

/// What a reference in a body became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A record, and perhaps a heading of its body.
    Record(RecordId, Option<String>),
    /// A heading of the same body.
    Heading(String),
    /// An address outside the site.
    External,
    /// A file that is published with the site.
    Asset(UrlPath),
    /// Sources, each with where in it.
    Citation(Vec<(Id<Source>, Option<String>)>),
    /// A record that this build does not hold, or that nobody made: plain text.
    Withheld,
}

/// A body with what its references became, one target for each of them.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'s> {
    /// The text.
    pub body: &'s Body,
    /// What each reference of its text became.
    pub targets: &'s [Target],
}

/// Who says something: an actor, or a source when the outlet says it itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speaker {
    /// An actor.
    Actor(Id<Actor>),
    /// An outlet.
    Source(Id<Source>),
}

/// One incident.
#[derive(Debug)]
pub struct Brief {
    /// The document.
    pub written: Arc<BriefDocument>,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
    /// Its date in words: made once, because every list that names the brief shows it.
    pub when: String,
    /// Where its date stands in a calendar: found once, because every list asks for it.
    pub placement: Placement,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
    /// Its actors.
    pub actors: Vec<ActorPart>,
    /// Its places.
    pub places: Vec<PlacePart>,
    /// Its storylines.
    pub threads: Vec<Id<Thread>>,
    /// What it responds to.
    pub in_response_to: Vec<Response>,
    /// The related briefs that its author names; [`SiteIndex::related`](super::SiteIndex) has all.
    pub named_related: Vec<Related>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// Its claims.
    pub claims: Vec<Id<Claim>>,
    /// Its sources, in the order of their numbers on the page.
    pub sources: Vec<Id<Source>>,
    /// Its picture.
    pub image: Option<UrlPath>,
    /// The same brief in other languages.
    pub translations: Vec<(String, Id<Brief>)>,
}

impl Brief {
    /// Whether it was withdrawn: its page says so, and no list names it.
    pub fn is_withdrawn(&self) -> bool {
        self.written.status == Status::Canceled
    }

    /// Returns the records to which it belongs: its topics, actors, places, threads and sources.
    pub fn filed_under(&self) -> impl Iterator<Item = RecordId> {
        let topics = self.topics.iter().map(|id| RecordId::Topic(*id));
        let actors = self.actors.iter().map(|part| RecordId::Actor(part.actor));
        let places = self.places.iter().map(|part| RecordId::Place(part.place));
        let threads = self.threads.iter().map(|id| RecordId::Thread(*id));
        let sources = self.sources.iter().map(|id| RecordId::Source(*id));
        topics.chain(actors).chain(places).chain(threads).chain(sources)
    }
}

/// An actor's part in a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorPart {
    /// The actor.
    pub actor: Id<Actor>,
    /// The part that it has.
    pub role: Option<ActorRole>,
    /// The office that it acts in.
    pub office: Option<String>,
    /// The position of its entry in `actors:`, from 0.
    pub entry: usize,
}

/// A place's part in a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePart {
    /// The place.
    pub place: Id<Place>,
    /// The part that it has.
    pub role: Option<PlaceRole>,
    /// How exactly the place is known, from 1 (exact) to 3.
    pub precision: Option<u8>,
}

/// A response of one brief to another, or to something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The brief that responds.
    pub from: Id<Brief>,
    /// What it responds to.
    pub to: ResponseTarget,
    /// Who calls it a response; `None`: the editors.
    pub says: Option<Speaker>,
    /// What the link rests on.
    pub basis: ResponseBasis,
    /// The position of its entry in `in_response_to:`, from 0.
    pub entry: usize,
}

impl Response {
    /// Returns the brief that this is a response to.
    pub fn to_brief(&self) -> Option<Id<Brief>> {
        match self.to {
            ResponseTarget::Brief(id) => Some(id),
            ResponseTarget::Event(_) => None,
        }
    }
}

/// What a brief responds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseTarget {
    /// A brief.
    Brief(Id<Brief>),
    /// Something that a source names and no brief tells of.
    Event(String),
}

/// Another brief worth reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The other brief.
    pub brief: Id<Brief>,
    /// The reason that readers are given.
    pub why: Reason,
}

/// Why two briefs belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The author says why.
    Written(String),
    /// The author of the other names this one.
    NamedThere,
    /// Both hold claims on one question.
    Question(Id<Question>),
    /// Both belong to one thread.
    Thread(Id<Thread>),
    /// They share actors and topics.
    Shared(Vec<Id<Actor>>, Vec<Id<Topic>>),
}

/// A number that somebody gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What was counted.
    pub what: String,
    /// The number.
    pub value: FigureValue,
    /// Who gave it.
    pub by: Option<Speaker>,
    /// The source.
    pub source: Option<Id<Source>>,
}

/// One account on a question.
#[derive(Debug)]
pub struct Claim {
    /// The document.
    pub written: Arc<ClaimEntry>,
    /// The brief that holds it.
    pub brief: Id<Brief>,
    /// The question.
    pub question: Id<Question>,
    /// Who says it.
    pub by: Speaker,
    /// The source through which it is known.
    pub source: Option<Id<Source>>,
    /// How it bears on other claims.
    pub relations: Vec<(Relation, Id<Claim>)>,
    /// What established it.
    pub established_by: Option<Speaker>,
}

/// A term of the hierarchy.
#[derive(Debug)]
pub struct Topic {
    /// The document.
    pub written: TopicDocument,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
    /// The topic above.
    pub parent: Option<Id<Topic>>,
}

/// A person, organisation, state or group.
#[derive(Debug)]
pub struct Actor {
    /// The document.
    pub written: ActorDocument,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
}

/// A place.
#[derive(Debug)]
pub struct Place {
    /// The document.
    pub written: PlaceDocument,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
    /// The gazetteer.
    pub source: Option<Id<Source>>,
}

/// A contested question.
#[derive(Debug)]
pub struct Question {
    /// The document.
    pub written: Titled,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
}

/// A storyline.
#[derive(Debug)]
pub struct Thread {
    /// The document.
    pub written: Titled,
    /// The address of its page.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
}

/// Any other page.
#[derive(Debug)]
pub struct PlainPage {
    /// The document.
    pub written: Titled,
    /// Its address.
    pub page: UrlPath,
    /// What each reference of its text became.
    pub targets: Vec<Target>,
}

/// A source.
#[derive(Debug)]
pub struct Source {
    /// The document.
    pub written: Box<SourceDocument>,
    /// The address of its page.
    pub page: UrlPath,
}

impl Source {
    /// Whether it is a record of its own file, and not written in a brief.
    pub fn is_record(&self) -> bool {
        !self.written.origin.file.ends_with(".md")
    }
}

macro_rules! prose {
    ($($kind:ident)+) => {
        $(impl $kind {
            /// Returns the text.
            pub fn prose(&self) -> Prose<'_> {
                Prose { body: &self.written.body, targets: &self.targets }
            }
        })+
    };
}

prose! { Brief Topic Actor Place Question Thread PlainPage }

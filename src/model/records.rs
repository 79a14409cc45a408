//! The linked records: what the authors wrote, with ids where there were names.

use std::sync::Arc;

use crate::content::brief::{ActorRole, BriefDocument, PlaceRole, ResponseBasis, Status};
use crate::content::claim::{ClaimEntry, FigureValue, Relation};
use crate::content::record::{ActorDocument, PlaceDocument, Titled, TopicDocument};
use crate::content::{Origin, SourceDocument};
use crate::edtf::Placement;
use crate::markdown::Body;
use crate::model::table::Id;
use crate::path::UrlPath;

/// An old address, and where it leads now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// Where it leads.
    pub to: RedirectTarget,
    /// Where an author typed the old address.
    pub from: crate::diagnostic::Location,
}

/// Where an old address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedirectTarget {
    /// To a record that names it among its `aliases:`.
    Record(RecordId),
    /// To what `site.toml` says: a page, and perhaps an anchor on it.
    Page(UrlPath, Option<String>),
}

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

/// What stands for a record that this build does not hold, where the author wrote no words for it.
pub const NOT_SHOWN: &str = "a record that is not shown here";

/// What a reference in a body became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A record, and perhaps a heading of its body.
    Record(RecordId, Option<String>),
    /// A heading of the same body.
    Heading(String),
    /// An address outside the site.
    Outside,
    /// A file that is published with the site.
    Asset(UrlPath),
    /// Sources, each with where in it.
    Citation(Vec<(Id<Source>, Option<String>)>),
    /// Something that this build does not hold: plain text.
    Nothing,
}

/// A body with what its references became, one target for each of them.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'s> {
    /// The text.
    pub body: &'s Body,
    /// What its references became.
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
    /// What its author wrote.
    pub written: Arc<BriefDocument>,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// The gist: given, or the first paragraph.
    pub summary: String,
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
    /// What it answers.
    pub responses: Vec<Response>,
    /// What answers it, in the order of dates.
    pub answers: Vec<Answer>,
    /// Other briefs worth reading, the author's first.
    pub related: Vec<Related>,
    /// What mentions it, in the order of kinds and dates.
    pub backlinks: Vec<RecordId>,
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

    /// The text.
    pub fn prose(&self) -> Prose<'_> {
        Prose { body: &self.written.body, targets: &self.targets }
    }
}

/// An actor's part in a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorPart {
    /// Who.
    pub actor: Id<Actor>,
    /// What part.
    pub role: Option<ActorRole>,
    /// In what office.
    pub office: Option<String>,
    /// Which entry of `actors:` says so, from 0.
    pub entry: usize,
}

/// A place's part in a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePart {
    /// Where.
    pub place: Id<Place>,
    /// What part.
    pub role: Option<PlaceRole>,
    /// How well the event is placed, 1 to 3.
    pub precision: Option<u8>,
}

/// What a brief answers, and who says that it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// To what.
    pub to: Cause,
    /// Who calls it a response; `None`: the editors.
    pub says: Option<Speaker>,
    /// On what the link rests.
    pub basis: ResponseBasis,
}

/// What is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A brief.
    Brief(Id<Brief>),
    /// Something that a source names and no brief tells of.
    What(String),
}

/// A brief that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub brief: Id<Brief>,
    /// Who calls it a response.
    pub says: Option<Speaker>,
    /// On what the link rests.
    pub basis: ResponseBasis,
}

/// Another brief worth reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Which.
    pub brief: Id<Brief>,
    /// Why, for the reader.
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
    /// What its author wrote.
    pub written: ClaimEntry,
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
    /// How other claims bear on it.
    pub answered: Vec<(Relation, Id<Claim>)>,
    /// What established it.
    pub established_by: Option<Speaker>,
}

/// A term of the hierarchy.
#[derive(Debug)]
pub struct Topic {
    /// What its author wrote.
    pub written: TopicDocument,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// The topic above.
    pub parent: Option<Id<Topic>>,
    /// The topics below.
    pub children: Vec<Id<Topic>>,
    /// Its briefs and those of the topics below it, in the order of dates.
    pub briefs: Vec<Id<Brief>>,
}

/// A person, organisation, state or group.
#[derive(Debug)]
pub struct Actor {
    /// What its author wrote.
    pub written: ActorDocument,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// Its briefs, in the order of dates.
    pub briefs: Vec<Id<Brief>>,
    /// What it says.
    pub claims: Vec<Id<Claim>>,
}

/// A place.
#[derive(Debug)]
pub struct Place {
    /// What its author wrote.
    pub written: PlaceDocument,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// Its briefs, in the order of dates.
    pub briefs: Vec<Id<Brief>>,
    /// The gazetteer.
    pub source: Option<Id<Source>>,
}

/// A contested question.
#[derive(Debug)]
pub struct Question {
    /// What its author wrote.
    pub written: Titled,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
    /// The accounts, in the order of their briefs.
    pub claims: Vec<Id<Claim>>,
    /// The briefs that hold them, each once.
    pub briefs: Vec<Id<Brief>>,
}

/// A storyline.
#[derive(Debug)]
pub struct Thread {
    /// What its author wrote.
    pub written: Titled,
    /// Where its page stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
    /// Its topics.
    pub topics: Vec<Id<Topic>>,
    /// Its briefs, in the order of dates.
    pub briefs: Vec<Id<Brief>>,
}

/// Any other page.
#[derive(Debug)]
pub struct PlainPage {
    /// What its author wrote.
    pub written: Titled,
    /// Where it stands.
    pub page: UrlPath,
    /// What its references became.
    pub targets: Vec<Target>,
}

/// A source.
#[derive(Debug)]
pub struct Source {
    /// What its author wrote.
    pub written: SourceDocument,
    /// Where its page stands.
    pub page: UrlPath,
    /// The briefs that rest on it, in the order of dates.
    pub briefs: Vec<Id<Brief>>,
    /// The claims known through it, and those it makes itself.
    pub claims: Vec<Id<Claim>>,
}

impl Source {
    /// Whether it is a record of its own file, and not written in a brief.
    pub fn is_record(&self) -> bool {
        !self.written.origin.file.ends_with(".md")
    }

    /// Whether it has a page of its own: a record, or what more than one brief rests on. Any other stands on the page of its
    /// publisher.
    pub fn has_page(&self) -> bool {
        self.is_record() || self.briefs.len() > 1
    }
}

macro_rules! prose {
    ($($kind:ident $($field:ident).+;)+) => {
        $(impl $kind {
            /// The text.
            pub fn prose(&self) -> Prose<'_> {
                Prose { body: &self.$($field).+, targets: &self.targets }
            }

            /// Its id and file.
            pub fn origin(&self) -> &Origin {
                &self.written.origin
            }
        })+
    };
}

prose! {
    Topic written.body;
    Actor written.body;
    Place written.body;
    Question written.body;
    Thread written.body;
    PlainPage written.body;
}

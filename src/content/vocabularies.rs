//! The closed sets of words of a brief, each with the standard that it comes from.

use crate::content::codebook::EventType;
use crate::vocabulary;

vocabulary! {
    /// On what a date rests.
    DateBasis {
        /// A source states it.
        Stated = "stated",
        /// By arithmetic from one source.
        Inferred = "inferred",
        /// From two sources together.
        Combined = "combined",
        /// Only its bounds are known.
        Bounded = "bounded",
    }
}

vocabulary! {
    /// What a brief tells of.
    BriefKind {
        /// Something that happened on a day.
        Incident = "incident",
        /// Something that was said.
        Statement = "statement",
        /// Something that two sides agreed.
        Agreement = "agreement",
        /// What a reader should know beforehand.
        Background = "background",
        /// Several incidents in one text.
        Digest = "digest",
    }
}

vocabulary! {
    /// What an actor did in an event.
    ActorRole {
        /// Did it.
        Actor = "actor",
        /// It was done to them.
        Recipient = "recipient",
        /// Said it.
        Speaker = "speaker",
        /// Stood between the sides.
        Mediator = "mediator",
        /// Bears what came of it.
        Affected = "affected",
        /// Is named, no more.
        Mentioned = "mentioned",
    }
}

vocabulary! {
    /// What a place is to an event.
    PlaceRole {
        /// It happened here.
        Location = "location",
        /// It set out from here.
        Origin = "origin",
        /// It was bound for here.
        Destination = "destination",
        /// It happened above.
        Airspace = "airspace",
    }
}

vocabulary! {
    /// The diplomatic instrument.
    Instrument {
        NoteVerbale = "note-verbale", Demarche = "demarche", Summons = "summons", Statement = "statement",
        Briefing = "briefing", Recall = "recall", Expulsion = "expulsion", EntryBan = "entry-ban", Closure = "closure",
        Detention = "detention", Raid = "raid", Suspension = "suspension", Protest = "protest", Apology = "apology",
        Call = "call", Visit = "visit", Agreement = "agreement", Investigation = "investigation", Threat = "threat",
    }
}

impl Instrument {
    /// The event that the instrument is, where nothing else is coded. Words alone (a note, a statement, a briefing) say
    /// nothing of what was said, so they have none.
    pub fn event(self) -> Option<(EventType, Option<&'static str>)> {
        Some(match self {
            Self::NoteVerbale | Self::Statement | Self::Briefing => return None,
            Self::Demarche | Self::Summons | Self::Protest => (EventType::Accuse, Some("disapprove")),
            Self::Recall | Self::Closure | Self::Suspension => (EventType::Sanction, Some("discontinue")),
            Self::Expulsion => (EventType::Sanction, Some("expel")),
            Self::EntryBan => (EventType::Reject, None),
            Self::Detention => (EventType::Coerce, Some("arrest")),
            Self::Raid => (EventType::Coerce, Some("seize")),
            Self::Apology => (EventType::Concede, None),
            Self::Call => (EventType::Consult, Some("phone")),
            Self::Visit => (EventType::Consult, Some("visit")),
            Self::Agreement => (EventType::Support, None),
            Self::Investigation => (EventType::Accuse, Some("investigate")),
            Self::Threat => (EventType::Threaten, None),
        })
    }
}

vocabulary! {
    /// On what a link between two events rests.
    ResponseBasis {
        /// The author of the link says so in words.
        Stated = "stated",
        /// The source only puts one after the other.
        Adjacent = "adjacent",
        /// The editors infer it.
        Inferred = "inferred",
    }
}

vocabulary! {
    /// Whether a brief is published (IPTC pubstatus).
    Status {
        /// Not yet finished.
        Draft = "draft",
        /// Finished, not yet approved.
        Review = "review",
        /// Published.
        Usable = "usable",
        /// Held back.
        Withheld = "withheld",
        /// Withdrawn; a page says so in its place.
        Canceled = "canceled",
    }
}

vocabulary! {
    /// Who may read (Traffic Light Protocol 2.0), from the widest audience to the narrowest.
    Tlp {
        /// Everybody.
        Clear = "CLEAR",
        /// Those whom the readers know and work with.
        Green = "GREEN",
        /// The readers' organisation and those whom it serves.
        Amber = "AMBER",
        /// The readers' organisation alone.
        AmberStrict = "AMBER+STRICT",
        /// The readers themselves and nobody else.
        Red = "RED",
    }
}

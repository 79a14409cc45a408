//! One incident as its author wrote it (model, section 3).

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use serde_yaml::Value;

use crate::config::Language;
use crate::content::claim::{AssessmentEntry, ClaimEntry, FigureEntry, UpdateEntry};
use crate::content::codebook::{EventContext, EventType};
use crate::content::source::{Extra, SourceDocument};
use crate::content::{OldAddress, Origin, addresses};
use crate::diagnostic::{Diagnostic, FieldPath};
use crate::edtf::Edtf;
use crate::front_matter::fields::{Field, Line, Name, Node, Record, Text, When, Whole, list_of};
use crate::markdown::Body;
use crate::path::Slug;
use crate::vocabulary;

/// The longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 300;

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
        Incident = "incident", Statement = "statement", Agreement = "agreement", Background = "background",
        Digest = "digest",
    }
}

vocabulary! {
    /// What an actor did in an event.
    ActorRole {
        Actor = "actor", Recipient = "recipient", Speaker = "speaker", Mediator = "mediator", Affected = "affected",
        Mentioned = "mentioned",
    }
}

vocabulary! {
    /// What a place is to an event.
    PlaceRole { Location = "location", Origin = "origin", Destination = "destination", Airspace = "airspace", }
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
    Tlp { Clear = "CLEAR", Green = "GREEN", Amber = "AMBER", AmberStrict = "AMBER+STRICT", Red = "RED", }
}

/// An actor of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorEntry {
    /// Who.
    pub actor: Name,
    /// What part it had.
    pub role: Option<ActorRole>,
    /// Its office at the time.
    pub office: Option<String>,
}

impl Field for ActorEntry {
    const EXPECTED: &'static str = "an actor: an id as text, or `id`, `role`, `as`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |actor| Self { actor, role: None, office: None });
        };
        let actor = record.required::<Name>("id");
        let role = record.optional::<ActorRole>("role");
        let office = record.optional::<Line>("as").map(|line| line.0);
        record.finish();
        Some(Self { actor: actor?, role, office })
    }
}

/// A place of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceEntry {
    /// Where.
    pub place: Name,
    /// What the place is to the event.
    pub role: Option<PlaceRole>,
    /// How well the event is placed, 1 to 3.
    pub precision: Option<u8>,
}

impl Field for PlaceEntry {
    const EXPECTED: &'static str = "a place: an id as text, or `id`, `role`, `precision`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |place| Self { place, role: None, precision: None });
        };
        let place = record.required::<Name>("id");
        let role = record.optional::<PlaceRole>("role");
        let precision = record.optional::<Whole<1, 3>>("precision").and_then(|whole| u8::try_from(whole.0).ok());
        record.finish();
        Some(Self { place: place?, role, precision })
    }
}

/// A bare id where a record may stand.
fn read_bare<T: Field>(node: &mut Node<'_, '_>, make: impl FnOnce(Name) -> T) -> Option<T> {
    if node.value().is_string() { Name::read(node).map(make) } else { node.expected(T::EXPECTED) }
}

/// One coded event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventEntry {
    /// Its type.
    pub kind: EventType,
    /// Its mode, one of the type's.
    pub mode: Option<&'static str>,
    /// Its contexts.
    pub contexts: Vec<EventContext>,
}

/// What `event:` says: `none`, one event or several.
struct Events(Vec<EventEntry>);

impl Field for Events {
    const EXPECTED: &'static str = "an event: `type`, `mode`, `context`; a list of them; or the text `none`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        if node.value().as_str().is_some_and(|text| text.trim() == "none") {
            return Some(Self(Vec::new()));
        }
        Some(Self(node.items::<EventEntry>()))
    }
}

impl Field for EventEntry {
    const EXPECTED: &'static str = "an event: `type`, `mode`, `context`; a list of them; or the text `none`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            if node.value().is_string() {
                return EventType::read(node).map(|kind| Self { kind, mode: None, contexts: Vec::new() });
            }
            return node.expected(Self::EXPECTED);
        };
        let kind = record.required::<EventType>("type");
        let typed = record.optional::<Line>("mode");
        let contexts = record.list::<EventContext>("context");
        let mode = match (kind, typed) {
            (Some(kind), Some(Line(typed))) => mode_of(&mut record, kind, &typed),
            _ => None,
        };
        record.finish();
        Some(Self { kind: kind?, mode, contexts })
    }
}

fn mode_of(record: &mut Record<'_, '_>, kind: EventType, typed: &str) -> Option<&'static str> {
    let modes: Vec<&'static str> = kind.row().modes.iter().map(|(name, _)| *name).collect();
    if let Some(mode) = modes.iter().find(|mode| **mode == typed) {
        return Some(mode);
    }
    let place = record.place_of("mode");
    let help = match crate::fold::nearest(typed, modes.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if modes.is_empty() => "delete `mode:`: this type has none".to_owned(),
        None => format!("write {}", list_of(&modes)),
    };
    record.fault(
        Diagnostic::error("unknown-value", place, format!("`{typed}` is no mode of {}", kind.as_str())).help(help),
    );
    None
}

/// What an event answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseEntry {
    /// Where it stands.
    pub at: FieldPath,
    /// To what.
    pub to: ResponseTo,
    /// The source or actor that calls it a response.
    pub says: Option<Name>,
    /// On what the link rests.
    pub basis: ResponseBasis,
}

/// The other end of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseTo {
    /// A brief.
    Brief(Name),
    /// Something that a source names and no brief tells of.
    What(String),
}

impl Field for ResponseEntry {
    const EXPECTED: &'static str = "a brief's id as text, or `id` (or `what`), `says`, `basis`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |brief| Self {
                at,
                to: ResponseTo::Brief(brief),
                says: None,
                basis: ResponseBasis::Inferred,
            });
        };
        let what = record.optional::<Line>("what").map(|line| ResponseTo::What(line.0));
        let brief = if what.is_some() && !record.has("id") {
            record.optional::<Name>("id")
        } else {
            record.required::<Name>("id")
        };
        let says = record.optional::<Name>("says");
        let basis = record.optional::<ResponseBasis>("basis");
        if what.is_some() && brief.is_some() {
            let place = record.place_of("what");
            record.fault(
                Diagnostic::error("bad-response", place, "a response has one cause: `id` or `what`")
                    .help("keep `id:` where a brief tells of the cause"),
            );
        }
        record.finish();
        let basis = basis.unwrap_or(if says.is_some() { ResponseBasis::Stated } else { ResponseBasis::Inferred });
        Some(Self { at, to: brief.map(ResponseTo::Brief).or(what)?, says, basis })
    }
}

/// Another brief worth reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedEntry {
    /// Which.
    pub brief: Name,
    /// Why.
    pub why: Option<String>,
}

impl Field for RelatedEntry {
    const EXPECTED: &'static str = "a brief: an id as text, or `id`, `why`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |brief| Self { brief, why: None });
        };
        let brief = record.required::<Name>("id");
        let why = record.optional::<Line>("why").map(|line| line.0);
        record.finish();
        Some(Self { brief: brief?, why })
    }
}

/// A source of a brief.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceEntry {
    /// One of the shared records.
    Named(Name),
    /// A record of the brief's own.
    Inline(Box<SourceDocument>),
}

impl Field for SourceEntry {
    const EXPECTED: &'static str = "a source: an id as text, or a record with `id` and `title`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        if node.value().is_mapping() {
            return SourceDocument::read(node).map(|source| Self::Inline(Box::new(source)));
        }
        read_bare::<Self>(node, Self::Named)
    }
}

/// A picture with what a reader must be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageEntry {
    /// Its file, relative to the brief, or from the root of `content/` with a leading `/`.
    pub src: Name,
    /// What it shows, for those who do not see it (WCAG 1.1.1).
    pub alt: String,
    /// What it shows, for all.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// When.
    pub date: Option<Edtf>,
    /// Under what licence.
    pub licence: Option<String>,
}

impl Field for ImageEntry {
    const EXPECTED: &'static str = "an image: `src`, `alt`, `caption`, `credit`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let src = record.required::<Name>("src");
        let alt = record.required::<Line>("alt");
        let caption = record.optional::<Text>("caption").map(|text| text.0);
        let credit = record.optional::<Line>("credit").map(|line| line.0);
        let date = record.optional::<Edtf>("date");
        let licence = record.optional::<Line>("licence").map(|line| line.0);
        record.finish();
        Some(Self { src: src?, alt: alt?.0, caption, credit, date, licence })
    }
}

/// A time zone: an IANA name or an offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(pub String);

impl Field for Zone {
    const EXPECTED: &'static str = "a zone as text, such as \"Asia/Baku\" or \"+04:00\"";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().map(str::trim).unwrap_or_default();
        if text.parse::<chrono_tz::Tz>().is_ok() || text.parse::<FixedOffset>().is_ok() {
            Some(Self(text.to_owned()))
        } else {
            node.expected(Self::EXPECTED)
        }
    }
}

/// A mapping of language tags to briefs.
struct Translations(Vec<(String, Name)>);

impl Field for Translations {
    const EXPECTED: &'static str = "briefs by language: `{az: id, ru: id}`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        node.by_language::<Name>(Self::EXPECTED).map(Self)
    }
}

/// One incident as its author wrote it.
#[derive(Debug)]
pub struct BriefDocument {
    /// Its id and file.
    pub origin: Origin,
    /// The headline.
    pub title: String,
    /// When it happened.
    pub date: Edtf,
    /// On what the date rests.
    pub date_basis: DateBasis,
    /// How the date is known.
    pub date_note: Option<String>,
    /// A day for ordering only.
    pub sort_date: Option<NaiveDate>,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// The zone of the time.
    pub zone: Option<String>,
    /// What the brief tells of.
    pub kind: BriefKind,
    /// The gist.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Vec<Name>,
    /// Its actors.
    pub actors: Vec<ActorEntry>,
    /// Its places.
    pub places: Vec<PlaceEntry>,
    /// The diplomatic instrument.
    pub instrument: Option<Instrument>,
    /// The coded events: given, or by the instrument; empty where the author says `none`.
    pub events: Vec<EventEntry>,
    /// What it answers.
    pub in_response_to: Vec<ResponseEntry>,
    /// Other briefs worth reading.
    pub related: Vec<RelatedEntry>,
    /// Its storylines.
    pub threads: Vec<Name>,
    /// Its figures.
    pub figures: Vec<FigureEntry>,
    /// Its claims.
    pub claims: Vec<ClaimEntry>,
    /// Its sources.
    pub sources: Vec<SourceEntry>,
    /// The editors' judgements.
    pub assessment: Vec<AssessmentEntry>,
    /// Whether it is published.
    pub status: Status,
    /// Not before this moment.
    pub embargoed: Option<DateTime<FixedOffset>>,
    /// Who may read it.
    pub tlp: Tlp,
    /// When it was published.
    pub published: Option<When>,
    /// When it was last changed: given, or the last of `updates`.
    pub updated: Option<When>,
    /// What was changed.
    pub updates: Vec<UpdateEntry>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language.
    pub lang: Option<String>,
    /// The same brief in other languages.
    pub translations: Vec<(String, Name)>,
    /// Its picture.
    pub image: Option<ImageEntry>,
    /// Old addresses.
    pub aliases: Vec<OldAddress>,
    /// The part of the address, where it is not the id.
    pub slug: Option<Slug>,
    /// Keys of the author's own.
    pub extra: Option<Value>,
    /// The text.
    pub body: Body,
}

impl BriefDocument {
    pub(crate) fn read(origin: Origin, body: Body, mut record: Record<'_, '_>) -> Option<Self> {
        let title = record.required::<Line>("title");
        let date = record.required::<Edtf>("date");
        let date_basis = record.optional::<DateBasis>("date_basis").unwrap_or(DateBasis::Stated);
        let date_note = record.optional::<Text>("date_note").map(|text| text.0);
        let sort_date = record.optional::<NaiveDate>("sort_date");
        let time = record.optional::<NaiveTime>("time");
        let zone = record.optional::<Zone>("tz").map(|zone| zone.0);
        let kind = record.optional::<BriefKind>("kind").unwrap_or(BriefKind::Incident);
        let summary = summary(&mut record);
        let topics = record.list::<Name>("topics");
        let actors = record.list::<ActorEntry>("actors");
        let places = record.list::<PlaceEntry>("places");
        let instrument = record.optional::<Instrument>("instrument");
        let events = record.optional::<Events>("event");
        let in_response_to = record.list::<ResponseEntry>("in_response_to");
        let related = record.list::<RelatedEntry>("related");
        let threads = record.list::<Name>("threads");
        let figures = record.list::<FigureEntry>("figures");
        let claims = record.list::<ClaimEntry>("claims");
        let sources = record.list::<SourceEntry>("sources");
        let assessment = record.list::<AssessmentEntry>("assessment");
        let status = record.optional::<Status>("status").unwrap_or(Status::Usable);
        let embargoed = record.optional::<DateTime<FixedOffset>>("embargoed");
        let tlp = record.optional::<Tlp>("tlp").unwrap_or(Tlp::Clear);
        let published = record.optional::<When>("published");
        let updated = record.optional::<When>("updated");
        let mut updates = record.list::<UpdateEntry>("updates");
        updates.sort_by_key(|update| (update.date.day, update.date.moment));
        let authors = record.list::<Line>("authors").into_iter().map(|line| line.0).collect();
        let lang = record.optional::<Language>("lang").map(|language| language.0);
        let translations = record.optional::<Translations>("translations").map(|map| map.0).unwrap_or_default();
        let image = record.optional::<ImageEntry>("image");
        let aliases = addresses(&mut record);
        let slug = record.optional::<Slug>("slug");
        let extra = record.optional::<Extra>("extra").map(|extra| extra.0);
        if zone.is_some() && !record.has("time") {
            let place = record.place_of("tz");
            record.fault(
                Diagnostic::error("missing-field", place, "`tz` stands without `time`")
                    .help("add `time:`, or delete `tz:`"),
            );
        }
        record.finish();
        let by_instrument = || {
            let (kind, mode) = instrument?.event()?;
            Some(vec![EventEntry { kind, mode, contexts: Vec::new() }])
        };
        Some(Self {
            origin,
            title: title?.0,
            date: date?,
            date_basis,
            date_note,
            sort_date,
            time,
            zone,
            kind,
            summary,
            topics,
            actors,
            places,
            instrument,
            events: events.map(|events| events.0).or_else(by_instrument).unwrap_or_default(),
            in_response_to,
            related,
            threads,
            figures,
            claims,
            sources,
            assessment,
            status,
            embargoed,
            tlp,
            published,
            updated: updates.last().map(|update| update.date).or(updated),
            updates,
            authors,
            lang,
            translations,
            image,
            aliases,
            slug,
            extra,
            body,
        })
    }
}

fn summary(record: &mut Record<'_, '_>) -> Option<String> {
    let Text(summary) = record.optional::<Text>("summary")?;
    let length = summary.chars().count();
    if length > LONGEST_SUMMARY {
        let place = record.place_of("summary");
        record.fault(
            Diagnostic::warning("long-summary", place, format!("the summary has {length} characters"))
                .label(format!("expected at most {LONGEST_SUMMARY}"))
                .help("say who did what; leave the rest to the text"),
        );
    }
    Some(summary)
}

/// The types that need a recipient, for the check in `model`.
pub fn needs_recipient(events: &[EventEntry]) -> Option<&EventEntry> {
    events.iter().find(|event| event.kind.row().recipient)
}

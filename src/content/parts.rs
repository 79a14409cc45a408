//! What a brief holds in records: actors, places, events, responses, related briefs, sources, a picture.

use chrono::FixedOffset;

use crate::content::codebook::{EventContext, EventType};
use crate::content::source::SourceDocument;
use crate::content::words::{ActorRole, PlaceRole, ResponseBasis};
use crate::diagnostic::{Diagnostic, FieldPath};
use crate::edtf::Edtf;
use crate::front_matter::fields::{Field, Line, Name, Node, Record, Text, Whole, list_of};

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
pub(super) struct Events(pub(super) Vec<EventEntry>);

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
    let otherwise = match modes.is_empty() {
        true => "delete `mode:`: this type has none".to_owned(),
        false => format!("write {}", list_of(&modes)),
    };
    let near = crate::fold::nearest(typed, modes.iter().copied());
    record.fault(
        Diagnostic::error("unknown-value", place, format!("`{typed}` is no mode of {}", kind.as_str()))
            .near_or(typed, near, otherwise),
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
pub(super) struct Translations(pub(super) Vec<(String, Name)>);

impl Field for Translations {
    const EXPECTED: &'static str = "briefs by language: `{az: id, ru: id}`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        node.by_language::<Name>(Self::EXPECTED).map(Self)
    }
}

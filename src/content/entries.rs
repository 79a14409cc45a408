//! The entries of a brief's lists: actors, places, events, responses, related briefs, sources, a picture.

use crate::content::codebook::{EventContext, EventType, ModeName};
use crate::content::ref_kinds;
use crate::content::source::SourceDocument;
use crate::content::vocabularies::{ActorRole, PlaceRole, ResponseBasis};
use crate::diagnostic::{Diagnostic, FieldPath};
use crate::edtf::Edtf;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::{self, Shape, Word};
use crate::front_matter::wording::list_of;
use crate::front_matter::{Field, IntIn, RecordName, RecordReader, SingleLine, Text, YamlNode};

/// An actor of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorEntry {
    /// Who.
    pub actor: RecordName,
    /// What part it had.
    pub role: Option<ActorRole>,
    /// Its office at the time.
    pub office: Option<String>,
}

impl Field for ActorEntry {
    const EXPECTED: &'static str = "an actor: an id as text, or `id`, `role`, `as`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |actor| Self { actor, role: None, office: None });
        };
        let actor = record.required_name("id", "Which actor", ref_kinds::ACTORS);
        let role = record.optional::<ActorRole>("role", "What part it had");
        let office = record.optional::<SingleLine>("as", "Its office at the time, in words").map(|line| line.0);
        record.finish();
        let actor = actor.unwrap_or_else(|| RecordName::placeholder(node.path().key("id")));
        Some(Self { actor, role, office })
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Refers(ref_kinds::ACTORS), record_shape::<Self>()])
    }
}

/// A place of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceEntry {
    /// Where.
    pub place: RecordName,
    /// What the place is to the event.
    pub role: Option<PlaceRole>,
    /// How well the event is placed, 1 to 3.
    pub precision: Option<u8>,
}

impl Field for PlaceEntry {
    const EXPECTED: &'static str = "a place: an id as text, or `id`, `role`, `precision`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |place| Self { place, role: None, precision: None });
        };
        let place = record.required_name("id", "Which place", ref_kinds::PLACES);
        let role = record.optional::<PlaceRole>("role", "What the place is to the event");
        let precision = record
            .optional::<IntIn<1, 3>>(
                "precision",
                "How well the event is placed: 1 there, 2 near there, 3 in the region",
            )
            .and_then(|whole| u8::try_from(whole.0).ok());
        record.finish();
        Some(Self { place: place?, role, precision })
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Refers(ref_kinds::PLACES), record_shape::<Self>()])
    }
}

/// Reads a bare id where a record may stand. One that cannot be read becomes a placeholder, so that the list keeps its
/// length.
fn read_bare<T: Field>(node: &mut YamlNode<'_, '_>, make: impl FnOnce(RecordName) -> T) -> Option<T> {
    let name = if node.value().is_string() { RecordName::read(node) } else { node.expected(T::EXPECTED) };
    Some(make(name.unwrap_or_else(|| RecordName::placeholder(node.path().clone()))))
}

/// One coded event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventEntry {
    /// Its type.
    pub kind: EventType,
    /// Its mode, one of the type's.
    pub mode: Option<ModeName>,
    /// Its contexts.
    pub contexts: Vec<EventContext>,
}

/// The value of `event:`: `none`, one event or several.
pub(super) struct EventsField(pub(super) Vec<EventEntry>);

impl Field for EventsField {
    const EXPECTED: &'static str = "an event: `type`, `mode`, `context`; a list of them; or the text `none`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        if node.value().as_str().is_some_and(|text| text.trim() == "none") {
            return Some(Self(Vec::new()));
        }
        Some(Self(node.items::<EventEntry>()))
    }

    fn shape() -> Shape {
        Shape::Either(vec![shape::words([("none", "Nothing to code")]), Shape::List(Box::new(EventEntry::shape()))])
    }
}

impl Field for EventEntry {
    const EXPECTED: &'static str = "an event: `type`, `mode`, `context`; a list of them; or the text `none`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            if node.value().is_string() {
                return EventType::read(node).map(|kind| Self { kind, mode: None, contexts: Vec::new() });
            }
            return node.expected(Self::EXPECTED);
        };
        let kind = record.required::<EventType>("type", "The type of the event (PLOVER)");
        let typed = record.optional::<Mode>("mode", "The mode, one of the type's");
        let contexts = record.list::<EventContext>("context", "What the event is about");
        let mode = match (kind, typed) {
            (Some(kind), Some(Mode(SingleLine(typed)))) => mode_of(&mut record, kind, &typed),
            _ => None,
        };
        record.finish();
        Some(Self { kind: kind?, mode, contexts })
    }

    fn shape() -> Shape {
        Shape::Either(vec![EventType::shape(), record_shape::<Self>()])
    }
}

/// The mode of an event as typed; it is checked once the type is known.
struct Mode(SingleLine);

impl Field for Mode {
    const EXPECTED: &'static str = SingleLine::EXPECTED;

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        SingleLine::read(node).map(Self)
    }

    fn shape() -> Shape {
        let mut modes: Vec<Word> = Vec::new();
        for kind in EventType::ALL {
            for (mode, _) in kind.row().modes {
                match modes.iter_mut().find(|known| known.word == *mode) {
                    Some(known) => known.about.push_str(&format!(", {}", kind.as_str())),
                    None => {
                        modes.push(Word { word: (*mode).to_owned(), about: format!("A mode of {}", kind.as_str()) })
                    }
                }
            }
        }
        Shape::Words(modes)
    }
}

fn mode_of(record: &mut RecordReader<'_, '_>, kind: EventType, typed: &str) -> Option<&'static str> {
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
    pub says: Option<RecordName>,
    /// On what the link rests.
    pub basis: ResponseBasis,
}

/// The other end of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseTo {
    /// A brief.
    Brief(RecordName),
    /// Something that a source names and no brief tells of.
    What(String),
}

impl Field for ResponseEntry {
    const EXPECTED: &'static str = "a brief's id as text, or `id` (or `what`), `says`, `basis`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |brief| Self {
                at,
                to: ResponseTo::Brief(brief),
                says: None,
                basis: ResponseBasis::Inferred,
            });
        };
        let what = record
            .optional::<SingleLine>("what", "The cause in words, where no brief tells of it")
            .map(|line| ResponseTo::What(line.0));
        let brief = if what.is_some() && !record.has("id") {
            record.name("id", "The brief that is answered", ref_kinds::BRIEFS)
        } else {
            record.required_name("id", "The brief that is answered", ref_kinds::BRIEFS)
        };
        let says = record.name("says", "Who calls it a response: an actor or a source", ref_kinds::SPEAKERS);
        let basis = record.optional::<ResponseBasis>(
            "basis",
            "On what the link rests; `stated` where `says` is given, else `inferred`",
        );
        if what.is_some() && brief.is_some() {
            let place = record.place_of("what");
            record.fault(
                Diagnostic::error("bad-response", place, "a response has one cause: `id` or `what`")
                    .help("keep `id:` where a brief tells of the cause"),
            );
        }
        record.finish();
        let basis = basis.unwrap_or(if says.is_some() { ResponseBasis::Stated } else { ResponseBasis::Inferred });
        Some(Self {
            at,
            to: brief.map(ResponseTo::Brief).or(what).unwrap_or(ResponseTo::What(String::new())),
            says,
            basis,
        })
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Refers(ref_kinds::BRIEFS), record_shape::<Self>().with_one_of(&["id", "what"])])
    }
}

/// Another brief worth reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedEntry {
    /// Which.
    pub brief: RecordName,
    /// Why.
    pub why: Option<String>,
}

impl Field for RelatedEntry {
    const EXPECTED: &'static str = "a brief: an id as text, or `id`, `why`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return read_bare::<Self>(node, |brief| Self { brief, why: None });
        };
        let brief = record.required_name("id", "Which brief", ref_kinds::BRIEFS);
        let why = record.optional::<SingleLine>("why", "Why it is worth reading").map(|line| line.0);
        record.finish();
        Some(Self { brief: brief?, why })
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Refers(ref_kinds::BRIEFS), record_shape::<Self>()])
    }
}

/// A source of a brief.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceEntry {
    /// One of the shared records, by its id or its address.
    Named(RecordName),
    /// A record of the brief's own.
    Inline(Box<SourceDocument>),
}

impl Field for SourceEntry {
    const EXPECTED: &'static str = "a source: an id or an address as text, or a record with `title` or `url`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        if node.value().is_mapping() {
            let source = SourceDocument::read(node).map(|source| Self::Inline(Box::new(source)));
            return source.or_else(|| Some(Self::Named(RecordName::placeholder(node.path().clone()))));
        }
        read_bare::<Self>(node, Self::Named)
    }

    fn shape() -> Shape {
        Shape::Either(vec![Shape::Refers(ref_kinds::SOURCES), SourceDocument::shape()])
    }
}

/// A picture with what a reader must be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageEntry {
    /// Its file, relative to the brief, or from the root of `content/` with a leading `/`.
    pub src: RecordName,
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

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let src = record.required_name(
            "src",
            "The file, from this one, or from `content/` with a leading `/`",
            ref_kinds::FILES,
        );
        let alt = record.required::<SingleLine>("alt", "What it shows, for those who do not see it");
        let caption = record.optional::<Text>("caption", "What it shows, for all").map(|text| text.0);
        let credit = record.optional::<SingleLine>("credit", "Who made it").map(|line| line.0);
        let date = record.optional::<Edtf>("date", "When it was made");
        let licence = record.optional::<SingleLine>("licence", "Under what licence").map(|line| line.0);
        record.finish();
        Some(Self { src: src?, alt: alt.map(|line| line.0).unwrap_or_default(), caption, credit, date, licence })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

/// A mapping of language tags to briefs.
pub(super) struct Translations(pub(super) Vec<(String, RecordName)>);

impl Field for Translations {
    const EXPECTED: &'static str = "briefs by language: `{az: id, ru: id}`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        node.by_language::<RecordName>(Self::EXPECTED).map(Self)
    }

    fn shape() -> Shape {
        Shape::ByLanguage(Box::new(Shape::Refers(ref_kinds::BRIEFS)))
    }
}

//! Topics, actors, places, questions, threads and pages: the records that briefs refer to.

use serde_yaml::Value;

use crate::content::former_id::former_ids;
use crate::content::kind::Origin;
use crate::content::old_address::{OldAddress, old_addresses};
use crate::content::vocabularies::Status;
use crate::content::{placeholder, ref_kinds};
use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::edtf::Edtf;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::{self, Shape};
use crate::front_matter::wording::yaml_scalar;
use crate::front_matter::{Extra, Field, IntIn, RecordName, RecordReader, SingleLine, Text, YamlNode};
use crate::markdown::Body;
use crate::vocabulary;

/// The names of a topic, an actor or a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameForms {
    /// Shown first.
    pub name: String,
    /// Other spellings, shown, searched and linked.
    pub aliases: Vec<String>,
    /// Further spellings that are searched only.
    pub weak_aliases: Vec<String>,
    /// Names by language (BCP 47), in the order given.
    pub by_language: Vec<(String, String)>,
}

impl NameForms {
    /// Returns the names that readers see and that lead to the record.
    pub(crate) fn visible(&self) -> impl Iterator<Item = &str> {
        let others = self.aliases.iter().chain(self.by_language.iter().map(|(_, name)| name));
        std::iter::once(&self.name).chain(others).map(String::as_str)
    }

    fn read(record: &mut RecordReader<'_, '_>, origin: &Origin) -> Self {
        let name = record.required::<SingleLine>("name", "What it is called, shown first");
        let aliases = record
            .list::<SingleLine>("aliases", "Other names, shown, searched and linked")
            .into_iter()
            .map(|line| line.0)
            .collect();
        let weak_aliases = record
            .list::<SingleLine>("weak_aliases", "Further names, searched only")
            .into_iter()
            .map(|line| line.0)
            .collect();
        let by_language =
            record.optional::<ByLanguage>("names", "Names by language").map(|names| names.0).unwrap_or_default();
        Self { name: placeholder::title(name, origin), aliases, weak_aliases, by_language }
    }
}

/// A mapping of language tags to names.
struct ByLanguage(Vec<(String, String)>);

impl Field for ByLanguage {
    const EXPECTED: &'static str = "names by language: `{az: …, ru: …}`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let names = node.by_language::<SingleLine>(Self::EXPECTED)?;
        Some(Self(names.into_iter().map(|(language, name)| (language, name.0)).collect()))
    }

    fn shape() -> Shape {
        Shape::ByLanguage(Box::new(SingleLine::shape()))
    }
}

/// A country by ISO 3166-1 alpha-3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country(pub String);

impl Field for Country {
    const EXPECTED: &'static str = "a country as text, by its three letters in ISO 3166-1, such as AZE";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let code = node.value().as_str().map(str::trim);
        match code.filter(|code| rust_iso3166::from_alpha3(code).is_some()) {
            Some(code) => Some(Self(code.to_owned())),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        shape::words(rust_iso3166::ALL.iter().map(|country| (country.alpha3, country.name)))
    }
}

/// A term of the topic hierarchy.
#[derive(Debug, Clone)]
pub struct TopicDocument {
    /// Its id and file.
    pub origin: Origin,
    /// What it is called.
    pub names: NameForms,
    /// The topic above it.
    pub parent: Option<RecordName>,
    /// A line on it.
    pub summary: Option<String>,
    /// The hub's introduction.
    pub body: Body,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

impl TopicDocument {
    pub(crate) fn read(mut origin: Origin, body: Body, mut record: RecordReader<'_, '_>) -> Option<Self> {
        let names = NameForms::read(&mut record, &origin);
        let parent = record.name("parent", "The topic above it", ref_kinds::TOPICS);
        let summary = record.optional::<Text>("summary", "A line on it").map(|text| text.0);
        origin.former = former_ids(&mut record);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        record.finish();
        Some(Self { origin, names, parent, summary, body, extra })
    }
}

vocabulary! {
    /// What an actor is.
    ActorType { Person = "person", Organization = "organization", State = "state", Group = "group", }
}

/// An office that an actor held (FollowTheMoney's Occupancy).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The office: "spokesperson".
    pub title: String,
    /// Of what: "Ministry of Foreign Affairs".
    pub of: Option<String>,
    /// Since when.
    pub from: Option<Edtf>,
    /// Until when.
    pub to: Option<Edtf>,
}

impl Field for Office {
    const EXPECTED: &'static str = "an office: `title`, `of`, `from`, `to`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let title = record.required::<SingleLine>("title", "The office, such as `spokesperson`");
        let of = record.optional::<SingleLine>("of", "Of what, such as a ministry").map(|line| line.0);
        let from = record.optional::<Edtf>("from", "Since when");
        let to = record.optional::<Edtf>("to", "Until when");
        if let (Some(from), Some(to)) = (&from, &to)
            && let (Some(first), Some(last)) = (from.earliest(), to.latest())
            && first > last
        {
            let exchange = Edit::put(record.place_of("from"), yaml_scalar(&to.to_string()));
            let exchange = Fix::guess("exchange the two", exchange)
                .and(Edit::put(record.place_of("to"), yaml_scalar(&from.to_string())));
            let place = record.place();
            record.fault(
                Diagnostic::error("bad-office", place, "the office ends before it begins")
                    .help("exchange `from` and `to`")
                    .fix(exchange),
            );
        }
        record.finish();
        Some(Self { title: title?.0, of, from, to })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

/// A person, organisation, state or group.
#[derive(Debug, Clone)]
pub struct ActorDocument {
    /// Its id and file.
    pub origin: Origin,
    /// What it is called.
    pub names: NameForms,
    /// What it is.
    pub kind: Option<ActorType>,
    /// Its country, by ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Its offices in time.
    pub offices: Vec<Office>,
    /// A line on it.
    pub summary: Option<String>,
    /// The profile.
    pub body: Body,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

impl ActorDocument {
    pub(crate) fn read(mut origin: Origin, body: Body, mut record: RecordReader<'_, '_>) -> Option<Self> {
        let names = NameForms::read(&mut record, &origin);
        let kind = record.optional::<ActorType>("type", "What the actor is");
        let country = record.optional::<Country>("country", "Its country, by ISO 3166-1").map(|country| country.0);
        let offices = record.list::<Office>("roles", "The offices that it held");
        let summary = record.optional::<Text>("summary", "A line on it").map(|text| text.0);
        origin.former = former_ids(&mut record);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        record.finish();
        Some(Self { origin, names, kind, country, offices, summary, body, extra })
    }
}

/// A place.
#[derive(Debug, Clone)]
pub struct PlaceDocument {
    /// Its id and file.
    pub origin: Origin,
    /// What it is called.
    pub names: NameForms,
    /// Its country, by ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Latitude and longitude in degrees (WGS 84), north and east positive.
    pub position: Option<(f64, f64)>,
    /// ACLED's precision: 1 the place itself, 2 near it, 3 the region.
    pub precision: Option<u8>,
    /// The gazetteer from which the position came.
    pub source: Option<RecordName>,
    /// A line on it.
    pub summary: Option<String>,
    /// The text of its page.
    pub body: Body,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

impl PlaceDocument {
    pub(crate) fn read(mut origin: Origin, body: Body, mut record: RecordReader<'_, '_>) -> Option<Self> {
        let names = NameForms::read(&mut record, &origin);
        let country = record.optional::<Country>("country", "Its country, by ISO 3166-1").map(|country| country.0);
        let position = position(&mut record);
        let precision = record
            .optional::<IntIn<1, 3>>("precision", "How well the position is known: 1 there, 2 near there, 3 the region")
            .and_then(|whole| u8::try_from(whole.0).ok());
        let source = record.name("source", "The gazetteer from which the position came", ref_kinds::SOURCES);
        let summary = record.optional::<Text>("summary", "A line on it").map(|text| text.0);
        origin.former = former_ids(&mut record);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        record.finish();
        Some(Self { origin, names, country, position, precision, source, summary, body, extra })
    }
}

fn position(record: &mut RecordReader<'_, '_>) -> Option<(f64, f64)> {
    let latitude = record.optional::<Degrees<90>>("lat", "Its latitude in decimal degrees, north positive");
    let longitude = record.optional::<Degrees<180>>("lon", "Its longitude in decimal degrees, east positive");
    for (given, other) in [("lat", "lon"), ("lon", "lat")] {
        if record.has(given) && !record.has(other) {
            let place = record.place_of(given);
            record.fault(
                Diagnostic::error("missing-field", place, format!("`{given}` stands without `{other}`"))
                    .help(format!("add `{other}:`, or delete `{given}:`")),
            );
        }
    }
    let position = (latitude?.0, longitude?.0);
    if position == (0.0, 0.0) {
        let place = record.place_of("lat");
        record.fault(
            Diagnostic::error("bad-position", place, "0, 0 lies in the sea and stands for a missing position")
                .help("delete `lat:` and `lon:` if the position is not known"),
        );
    }
    Some(position)
}

/// Decimal degrees, at most so many from the equator or from Greenwich.
struct Degrees<const MOST: u32>(f64);

impl<const MOST: u32> Field for Degrees<MOST> {
    const EXPECTED: &'static str = f64::EXPECTED;

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let number = f64::read(node)?;
        if number.abs() > f64::from(MOST) {
            let (place, name) = (node.place(), node.path().name().to_owned());
            node.fault(
                Diagnostic::error("bad-position", place, format!("`{name}` is not between −{MOST} and {MOST} degrees"))
                    .help("give decimal degrees, north and east positive"),
            );
            return None;
        }
        Some(Self(number))
    }

    fn shape() -> Shape {
        Shape::Number { whole: false, bounds: Some((-f64::from(MOST), f64::from(MOST))) }
    }
}

/// What questions, threads and pages have in common.
#[derive(Debug, Clone)]
pub struct Titled {
    /// Its id and file.
    pub origin: Origin,
    /// Its title.
    pub title: String,
    /// A line on it.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Vec<RecordName>,
    /// Old addresses.
    pub aliases: Vec<OldAddress>,
    /// Whether it is published; only a page says so.
    pub status: Status,
    /// Its text.
    pub body: Body,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

impl Titled {
    fn read(mut origin: Origin, body: Body, mut record: RecordReader<'_, '_>, has_status: bool) -> Option<Self> {
        let title = record.required::<SingleLine>("title", "Its title");
        let summary = record.optional::<Text>("summary", "A line on it").map(|text| text.0);
        let topics = record.names("topics", "Its topics", ref_kinds::TOPICS);
        let aliases = old_addresses(&mut record);
        let status = has_status
            .then(|| record.optional::<Status>("status", "Whether it is published; `usable` if nothing is said"))
            .flatten()
            .unwrap_or(Status::Usable);
        origin.former = former_ids(&mut record);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        record.finish();
        Some(Self { title: placeholder::title(title, &origin), origin, summary, topics, aliases, status, body, extra })
    }
}

/// A contested question.
#[derive(Debug, Clone)]
pub struct QuestionDocument(pub Titled);

impl QuestionDocument {
    pub(crate) fn read(origin: Origin, body: Body, record: RecordReader<'_, '_>) -> Option<Self> {
        Titled::read(origin, body, record, false).map(Self)
    }
}

/// A storyline.
#[derive(Debug, Clone)]
pub struct ThreadDocument(pub Titled);

impl ThreadDocument {
    pub(crate) fn read(origin: Origin, body: Body, record: RecordReader<'_, '_>) -> Option<Self> {
        Titled::read(origin, body, record, false).map(Self)
    }
}

/// Any other page: about, method, corrections policy.
#[derive(Debug, Clone)]
pub struct PageDocument(pub Titled);

impl PageDocument {
    pub(crate) fn read(origin: Origin, body: Body, record: RecordReader<'_, '_>) -> Option<Self> {
        Titled::read(origin, body, record, true).map(Self)
    }
}

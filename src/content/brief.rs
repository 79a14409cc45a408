//! A brief: one incident, as its author wrote it.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use serde_yaml::Value;

use crate::config::Language;
use crate::content::claim::{AssessmentEntry, ClaimEntry, FigureEntry, UpdateEntry};
use crate::content::entries::{EventsField, Translations};
use crate::content::former_id::former_ids;
use crate::content::kind::{Kind, Origin};
use crate::content::old_address::{OldAddress, old_addresses};
use crate::content::{placeholder, ref_kinds};
use crate::diagnostic::Diagnostic;
use crate::edtf::Edtf;
use crate::front_matter::{DayOrInstant, Extra, LocalOrInstant, RecordName, RecordReader, SingleLine, Text, Zone};
use crate::markdown::Body;
use crate::path::Slug;

pub use crate::content::entries::{
    ActorEntry, EventEntry, ImageEntry, PlaceEntry, RelatedEntry, ResponseEntry, ResponseTo, SourceEntry,
};
pub use crate::content::vocabularies::{
    ActorRole, BriefKind, DateBasis, Instrument, PlaceRole, ResponseBasis, Status, Tlp,
};

/// The longest summary, in characters.
pub const LONGEST_SUMMARY: usize = 300;

const TOPIC: &[Kind] = &[Kind::Topic];
const ACTOR: &[Kind] = &[Kind::Actor];
const PLACE: &[Kind] = &[Kind::Place];
const THREAD: &[Kind] = &[Kind::Thread];
const QUESTION: &[Kind] = &[Kind::Question];
const BRIEF: &[Kind] = &[Kind::Brief];
const SOURCE: &[Kind] = &[Kind::Source];
const SPEAKER: &[Kind] = &[Kind::Actor, Kind::Source];

/// One incident as its author wrote it.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefDocument {
    /// Its id and file.
    pub origin: Origin,
    /// The headline.
    pub title: String,
    /// When it happened.
    pub date: Edtf,
    /// What the date is based on.
    pub date_basis: DateBasis,
    /// How the date is known.
    pub date_note: Option<String>,
    /// A day that only sorts lists.
    pub sort_date: Option<NaiveDate>,
    /// The time of day.
    pub time: Option<NaiveTime>,
    /// The zone of the time.
    pub zone: Option<Zone>,
    /// Its kind.
    pub kind: BriefKind,
    /// Its summary, if one was written.
    pub summary: Option<String>,
    /// Its topics.
    pub topics: Vec<RecordName>,
    /// Its actors.
    pub actors: Vec<ActorEntry>,
    /// Its places.
    pub places: Vec<PlaceEntry>,
    /// The diplomatic instrument.
    pub instrument: Option<Instrument>,
    /// The coded events: given, or by the instrument; empty where the author says `none`.
    pub events: Vec<EventEntry>,
    /// Whether `event:` was given, rather than taken from the instrument.
    pub events_typed: bool,
    /// The events to which it is a response.
    pub in_response_to: Vec<ResponseEntry>,
    /// Other briefs worth reading.
    pub related: Vec<RelatedEntry>,
    /// Its storylines.
    pub threads: Vec<RecordName>,
    /// Its figures.
    pub figures: Vec<FigureEntry>,
    /// Its claims.
    pub claims: Vec<Arc<ClaimEntry>>,
    /// Its sources.
    pub sources: Vec<SourceEntry>,
    /// The editors' judgements.
    pub assessment: Vec<AssessmentEntry>,
    /// Whether it is published.
    pub status: Status,
    /// The moment before which no build shows it.
    pub embargoed: Option<LocalOrInstant>,
    /// Who may read it.
    pub tlp: Tlp,
    /// When it was published.
    pub published: Option<DayOrInstant>,
    /// When it was last changed: given, or the last of `updates`.
    pub updated: Option<DayOrInstant>,
    /// What was changed.
    pub updates: Vec<UpdateEntry>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language.
    pub lang: Option<String>,
    /// The same brief in other languages.
    pub translations: Vec<(String, RecordName)>,
    /// Its picture.
    pub image: Option<ImageEntry>,
    /// Old addresses.
    pub aliases: Vec<OldAddress>,
    /// The last part of its address, where that is not the id.
    pub slug: Option<Slug>,
    /// Fields of the author's own.
    pub extra: Option<Value>,
    /// The text.
    pub body: Body,
}

impl BriefDocument {
    /// Whether two briefs differ in the words of their bodies alone: all fields are equal, and so are the references.
    pub fn eq_ignoring_body(&self, other: &Self) -> bool {
        self.body.same_references(&other.body) && *self == Self { body: self.body.clone(), ..other.clone() }
    }

    /// Returns every name of a record in the brief's fields, with the kinds that it may be of. A record that only withheld
    /// briefs name is withheld by this list, so no field may be missing from it.
    pub(crate) fn record_names(&self) -> Vec<(&'static [Kind], &RecordName)> {
        let mut names: Vec<(&'static [Kind], &RecordName)> = Vec::new();
        names.extend(self.topics.iter().map(|name| (TOPIC, name)));
        names.extend(self.actors.iter().map(|entry| (ACTOR, &entry.actor)));
        names.extend(self.places.iter().map(|entry| (PLACE, &entry.place)));
        names.extend(self.threads.iter().map(|name| (THREAD, name)));
        names.extend(self.claims.iter().map(|claim| (QUESTION, &claim.question)));
        names.extend(self.related.iter().map(|entry| (BRIEF, &entry.brief)));
        names.extend(self.translations.iter().map(|(_, name)| (BRIEF, name)));
        names.extend(self.sources.iter().filter_map(|source| match source {
            SourceEntry::Named(name) => Some((SOURCE, name)),
            SourceEntry::Inline(_) => None,
        }));
        for response in &self.in_response_to {
            names.extend(match &response.to {
                ResponseTo::Brief(name) => Some((BRIEF, name)),
                ResponseTo::What(_) => None,
            });
            names.extend(response.says.iter().map(|name| (SPEAKER, name)));
        }
        for claim in &self.claims {
            names.extend(
                [Some(&claim.by), claim.established_by.as_ref()].into_iter().flatten().map(|name| (SPEAKER, name)),
            );
            names.extend(claim.source.iter().map(|name| (SOURCE, name)));
        }
        for figure in &self.figures {
            names.extend(figure.by.iter().map(|name| (SPEAKER, name)));
            names.extend(figure.source.iter().map(|name| (SOURCE, name)));
        }
        names
    }

    pub(crate) fn read(mut origin: Origin, body: Body, mut record: RecordReader<'_, '_>) -> Option<Self> {
        let title = record.required::<SingleLine>("title", "The headline, in sentence case");
        let date = record.required::<Edtf>("date", "When it happened, as far as is known");
        let date_basis = record
            .optional::<DateBasis>("date_basis", "On what the date rests; `stated` if nothing is said")
            .unwrap_or(DateBasis::Stated);
        let date_note =
            record.optional::<Text>("date_note", "How the date is known, shown beside it").map(|text| text.0);
        let sort_date = record.optional::<NaiveDate>("sort_date", "A day for the order of lists only, never shown");
        let time = record.optional::<NaiveTime>("time", "The time of day, if a source gives it");
        let zone = record.optional::<Zone>("tz", "The zone of `time`; the site's `timezone` if nothing is said");
        let kind = record
            .optional::<BriefKind>("kind", "What the brief tells of; `incident` if nothing is said")
            .unwrap_or(BriefKind::Incident);
        let summary = summary(&mut record);
        let topics = record.names("topics", "Its topics", ref_kinds::TOPICS);
        let actors = record.list::<ActorEntry>("actors", "Who had a part in it");
        let places = record.list::<PlaceEntry>("places", "Where it happened");
        let instrument = record
            .optional::<Instrument>("instrument", "The diplomatic instrument; it codes the event unless `event` does");
        let events = record.optional::<EventsField>("event", "The event, coded by PLOVER, or `none`");
        let in_response_to =
            record.list::<ResponseEntry>("in_response_to", "What it answers, and who says that it does");
        let related = record.list::<RelatedEntry>("related", "Other briefs worth reading");
        let threads = record.names("threads", "The storylines that it belongs to", ref_kinds::THREADS);
        let figures = record.list::<FigureEntry>("figures", "The numbers that were given, and by whom");
        let claims = record.list::<ClaimEntry>("claims", "Who says what, on which question");
        let sources = record.list::<SourceEntry>("sources", "On what the brief rests");
        let assessment = record.list::<AssessmentEntry>("assessment", "What the editors judge");
        let status = record
            .optional::<Status>("status", "Whether it is published; `usable` if nothing is said")
            .unwrap_or(Status::Usable);
        let embargoed = record.optional::<LocalOrInstant>("embargoed", "In no build before this day or moment");
        let tlp = record
            .optional::<Tlp>("tlp", "Who may read it (TLP 2.0); `CLEAR` if nothing is said")
            .unwrap_or(Tlp::Clear);
        let published =
            record.optional::<DayOrInstant>("published", "When it was published; a day to come is an embargo");
        let updated = record
            .optional::<DayOrInstant>("updated", "When it was last changed; the last of `updates` if there are any");
        let mut updates = record.list::<UpdateEntry>("updates", "What was changed after publication");
        updates.sort_by_key(|update| (update.date.day, update.date.moment));
        let authors = record.list::<SingleLine>("authors", "Who wrote it").into_iter().map(|line| line.0).collect();
        let lang = record.optional::<Language>("lang", "The language of its text").map(|language| language.0);
        let translations = record
            .optional::<Translations>("translations", "The same brief in other languages")
            .map(|map| map.0)
            .unwrap_or_default();
        let image = record.optional::<ImageEntry>("image", "Its picture");
        let aliases = old_addresses(&mut record);
        origin.former = former_ids(&mut record);
        let slug = record.optional::<Slug>("slug", "The last part of its address, where that is not the file's name");
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
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
            title: placeholder::title(title, &origin),
            date: placeholder::date(date),
            origin,
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
            events_typed: events.is_some(),
            events: events.map(|events| events.0).or_else(by_instrument).unwrap_or_default(),
            in_response_to,
            related,
            threads,
            figures,
            claims: claims.into_iter().map(Arc::new).collect(),
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

fn summary(record: &mut RecordReader<'_, '_>) -> Option<String> {
    let Text(summary) = record
        .optional::<Text>("summary", "The gist in at most 300 characters; the first paragraph if nothing is said")?;
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

/// Returns the first event whose type needs a recipient.
pub fn needs_recipient(events: &[EventEntry]) -> Option<&EventEntry> {
    events.iter().find(|event| event.kind.row().recipient)
}

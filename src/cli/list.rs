//! `demarche list`: the records of a site, as a table to read or as JSON to work with.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use crate::cli::exit::ExitStatus;
use crate::cli::one_of::one_of;
use crate::cli::site_args::parse_day;
use crate::cli::{load_site, print};
use crate::content::Kind;
use crate::english::count_of;
use crate::fold::slug_text;
use crate::model::{Brief, Id, RecordId, RecordInfo, ResponseTarget, Site};
use crate::pages::RenderContext;

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ListArgs {
    /// What to list
    #[arg(value_name = "KIND", value_parser = one_of(&Kind::ALL, Kind::folder))]
    kind: Kind,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
    /// Only what a brief on this topic, or on one below it, names
    #[arg(long, value_name = "ID")]
    topic: Option<String>,
    /// Only what a brief with this actor names
    #[arg(long, value_name = "ID")]
    actor: Option<String>,
    /// Only what a brief of this day or later names
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    from: Option<NaiveDate>,
    /// Only what a brief of this day or earlier names
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    to: Option<NaiveDate>,
}

const EXAMPLES: &str = "\
Examples:
  demarche list briefs --topic media --from 2025-01-01
  demarche list actors                        with the number of their briefs
  demarche list briefs --format json          with all that each leads to

Exit codes:
  0  the list was printed, of a site with faults as far as it could be read
  2  the work could not be done, or a name is not known";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table: id; date, number of briefs, or a page's address; title
    Text,
    /// A list of records with their links
    Json,
}

pub(super) fn run(args: &ListArgs) -> anyhow::Result<ExitStatus> {
    let site = &RenderContext::of(load_site::load_site(&args.root)?.site);
    let picked = picked(site, args)?;
    let narrowed = args.topic.is_some() || args.actor.is_some() || args.from.is_some() || args.to.is_some();
    let briefs = |node: RecordId| site.index.briefs_of(node).iter().filter(|id| picked.contains(*id)).count();
    let mut known: Vec<RecordInfo<'_>> = site.records_of(args.kind).collect();
    known.retain(|known| match known.id {
        RecordId::Brief(id) => picked.contains(&id),
        node => !narrowed || briefs(node) > 0,
    });
    let text = match args.format {
        ListFormat::Text => table(site, &known, &briefs),
        ListFormat::Json => {
            let records: Vec<Value> = known.iter().map(|known| record(site, known, briefs(known.id))).collect();
            serde_json::to_string_pretty(&records)? + "\n"
        }
    };
    print::output(text)?;
    Ok(ExitStatus::Done)
}

/// The briefs that the words of the command line leave.
fn picked(site: &Site, args: &ListArgs) -> anyhow::Result<BTreeSet<Id<Brief>>> {
    // `load_site` has said that a brief with a bad date may be missing.
    let dated = site.briefs.entries().filter(|(_, brief)| !brief.written.date.is_unknown());
    let mut picked: BTreeSet<Id<Brief>> = dated.map(|(id, _)| id).collect();
    for (kind, name) in [(Kind::Topic, &args.topic), (Kind::Actor, &args.actor)] {
        if let Some(name) = name {
            let named: BTreeSet<_> = site.index.briefs_of(find(site, kind, name)?).iter().copied().collect();
            picked.retain(|id| named.contains(id));
        }
    }
    // A date that is not known to the day is in if one of its days may be.
    picked.retain(|id| {
        let date = &site.briefs[*id].written.date;
        let late_enough = args.from.is_none_or(|from| date.latest().is_none_or(|last| last >= from));
        let early_enough = args.to.is_none_or(|to| date.earliest().is_none_or(|first| first <= to));
        late_enough && early_enough
    });
    Ok(picked)
}

/// The record that a word of the command line names, by its id or another of its names.
fn find(site: &Site, kind: Kind, typed: &str) -> anyhow::Result<RecordId> {
    let all: Vec<RecordInfo<'_>> = site.records_of(kind).collect();
    let wanted = slug_text(typed);
    let by_id = all.iter().find(|known| known.origin.id.as_str() == wanted);
    let found = by_id.or_else(|| all.iter().find(|known| known.spellings().any(|name| slug_text(name) == wanted)));
    if let Some(known) = found {
        return Ok(known.id);
    }
    let near = crate::fold::nearest(typed, all.iter().map(|known| known.origin.id.as_str()));
    let help = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    anyhow::bail!("unknown {} `{typed}`{help}", kind.noun())
}

/// Id, then date, number of briefs or address, and title, in columns.
fn table(site: &Site, known: &[RecordInfo<'_>], briefs: &impl Fn(RecordId) -> usize) -> String {
    let rows: Vec<[String; 3]> = known
        .iter()
        .map(|known| {
            let second = match known.id {
                RecordId::Brief(id) => site.briefs[id].written.date.to_string(),
                RecordId::Page(_) => site.page(known.id).address().to_string(),
                node => count_of(briefs(node), "brief"),
            };
            [known.origin.id.to_string(), second, known.title.to_owned()]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths = [width(0), width(1)];
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.push_str(&row[2]);
        text.push('\n');
    }
    text
}

fn record(site: &RenderContext, known: &RecordInfo<'_>, briefs: usize) -> Value {
    let spellings: Vec<&str> = known.spellings().filter(|name| *name != known.title).collect();
    let mut record = json!({
        "id": known.origin.id.as_str(),
        "title": known.title,
        "file": &*known.origin.file,
        "page": site.path(known.id).replace("index.html", ""),
    });
    if known.names.is_some() {
        record["names"] = json!(spellings);
    }
    let more = match known.id {
        RecordId::Brief(id) => brief(site, id),
        RecordId::Topic(id) => {
            let parent = site.topics[id].parent.map(|parent| site.topics[parent].written.origin.id.as_str());
            json!({"parent": parent, "briefs": briefs})
        }
        RecordId::Actor(id) => {
            let actor = &site.actors[id];
            let kind = actor.written.kind.map(|kind| kind.as_str());
            let country = &actor.written.country;
            json!({"type": kind, "country": country, "briefs": briefs, "claims": site.index.claims_of(id).len()})
        }
        RecordId::Place(id) => {
            let place = &site.places[id].written;
            let [latitude, longitude] = [place.position.map(|at| at.0), place.position.map(|at| at.1)];
            json!({"country": place.country, "lat": latitude, "lon": longitude, "briefs": briefs})
        }
        RecordId::Question(id) => json!({"briefs": briefs, "claims": site.index.claims_of(id).len()}),
        RecordId::Source(id) => {
            let source = &site.sources[id];
            let published = source.written.published.as_ref().map(ToString::to_string);
            json!({
                "type": source.written.kind.as_str(), "publisher": source.written.publisher, "published": published,
                "url": source.written.url, "briefs": briefs, "claims": site.index.claims_of(id).len(),
            })
        }
        _ => json!({"briefs": briefs}),
    };
    if let (Value::Object(record), Value::Object(more)) = (&mut record, more) {
        record.extend(more);
    }
    record
}

/// What a brief says and what it leads to, by id.
fn brief(site: &Site, id: Id<Brief>) -> Value {
    let brief = &site.briefs[id];
    let id_of = |node: RecordId| site.record(node).origin.id.as_str();
    let responses: Vec<Value> = brief
        .in_response_to
        .iter()
        .map(|response| {
            let (cause, what) = match &response.to {
                ResponseTarget::Brief(id) => (Some(id_of(RecordId::Brief(*id))), None),
                ResponseTarget::Event(what) => (None, Some(what)),
            };
            let says = response.says.map(|speaker| id_of(speaker.into()));
            json!({"id": cause, "what": what, "says": says, "basis": response.basis.as_str()})
        })
        .collect();
    json!({
        "date": brief.written.date.to_string(),
        "when": brief.when,
        "kind": brief.written.kind.as_str(),
        "status": brief.written.status.as_str(),
        "tlp": brief.written.tlp.as_str(),
        "summary": site.index.summaries[id],
        "topics": brief.topics.iter().map(|id| id_of(RecordId::Topic(*id))).collect::<Vec<_>>(),
        "actors": brief.actors.iter().map(|part| id_of(RecordId::Actor(part.actor))).collect::<Vec<_>>(),
        "places": brief.places.iter().map(|part| id_of(RecordId::Place(part.place))).collect::<Vec<_>>(),
        "threads": brief.threads.iter().map(|id| id_of(RecordId::Thread(*id))).collect::<Vec<_>>(),
        "sources": brief.sources.iter().map(|id| id_of(RecordId::Source(*id))).collect::<Vec<_>>(),
        "claims": brief.claims.iter().map(|id| site.claims[*id].written.id.as_str()).collect::<Vec<_>>(),
        "in_response_to": responses,
        "answers": site.index.responses[id].iter().map(|response| id_of(response.from.into())).collect::<Vec<_>>(),
        "words": brief.written.body.words,
    })
}

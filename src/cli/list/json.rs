//! A record as JSON, with what it leads to by id.

use serde_json::{Value, json};

use crate::cli::list::record_file::record_file;
use crate::input::Input;
use crate::model::{Brief, Id, RecordId, RecordInfo, ResponseTarget, Site};
use crate::pages::RenderContext;

/// Returns a record, which so many of the listed briefs name.
pub(super) fn record(site: &RenderContext, known: &RecordInfo<'_>, briefs: usize, input: &Input) -> Value {
    let spellings: Vec<&str> = known.spellings().filter(|name| *name != known.title).collect();
    let mut record = json!({
        "id": known.origin.id.as_str(),
        "title": known.title,
        "file": record_file(known, input),
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
        "published": brief.written.published.map(|when| when.to_string()),
        "updated": brief.written.updated.map(|when| when.to_string()),
        "embargoed": brief.written.embargoed.map(|until| until.instant(site.config.timezone).to_rfc3339()),
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

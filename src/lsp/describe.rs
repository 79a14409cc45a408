//! Records and claims → what they are, in Markdown, for hovers and completions.

use crate::content::record::Office;
use crate::edtf::Edtf;
use crate::english::count_of;
use crate::model::{Claim, RecordId, Site};

/// Returns what a record is. `date` is that of the brief from which it is seen: an actor has the offices of that day.
pub(super) fn record(site: &Site, node: RecordId, date: Option<&Edtf>) -> String {
    let mut lines = vec![format!("**{}**", site.title(node))];
    let summary = match node {
        RecordId::Brief(id) => {
            let brief = &site.briefs[id];
            lines.push(brief.when.clone());
            Some(site.index.summaries[id].as_str())
        }
        RecordId::Actor(id) => {
            let actor = &site.actors[id].written;
            let kind = actor.kind.map(|kind| kind.as_str());
            let what: Vec<&str> = kind.into_iter().chain(actor.country.as_deref()).collect();
            lines.push(what.join(", "));
            lines.extend(actor.offices.iter().filter(|office| may_hold_on(office, date)).map(office_in_words));
            actor.summary.as_deref()
        }
        RecordId::Source(id) => {
            let source = &site.sources[id].written;
            let published = source.published.as_ref().map(Edtf::in_words);
            let facts = source.publisher.iter().cloned().chain(published).chain([source.kind.as_str().to_owned()]);
            lines.push(facts.collect::<Vec<_>>().join(", "));
            lines.extend(source.reliability.map(|letter| format!("{}: {}", letter.as_str(), letter.about())));
            lines.extend(source.url.clone());
            source.descriptor.as_deref()
        }
        _ => site.record(node).summary,
    };
    lines.extend(summary.map(str::to_owned));
    if !matches!(node, RecordId::Brief(_) | RecordId::Page(_)) {
        lines.push(count_of(site.index.briefs_of(node).len(), "brief"));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n\n")
}

/// Whether an office may have been held on a date; without a date, every one.
fn may_hold_on(office: &Office, date: Option<&Edtf>) -> bool {
    let first = date.and_then(Edtf::earliest);
    let last = date.and_then(Edtf::latest);
    let began = office.from.as_ref().and_then(Edtf::earliest);
    let ended = office.to.as_ref().and_then(Edtf::latest);
    let begun = last.zip(began).is_none_or(|(last, began)| began <= last);
    let not_over = first.zip(ended).is_none_or(|(first, ended)| ended >= first);
    begun && not_over
}

fn office_in_words(office: &Office) -> String {
    let of = office.of.as_ref().map(|of| format!(", {of}")).unwrap_or_default();
    let from = office.from.as_ref().map(|from| format!(", from {}", from.in_words())).unwrap_or_default();
    let to = office.to.as_ref().map(|to| format!(", to {}", to.in_words())).unwrap_or_default();
    format!("{}{of}{from}{to}", office.title)
}

/// Returns who claims what, and on which question.
pub(super) fn claim(site: &Site, claim: &Claim) -> String {
    let question = site.title(RecordId::Question(claim.question));
    format!("**{}**: {}\n\n{question}", site.speaker(claim.by), claim.written.says)
}

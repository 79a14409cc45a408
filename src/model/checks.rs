//! Matters of style that only the whole site shows, and pairs that must agree. Warnings, but for what cannot be true.

use crate::config::field;
use crate::content::brief::{ActorEntry, BriefDocument, DateBasis, Status};
use crate::content::record::Office;
use crate::diagnostic::{Diagnostic, Edit, FieldPath, Fix, Location};
use crate::fold::folded;
use crate::model::entities::{Brief, Target};
use crate::model::records::Records;
use crate::model::site::Site;
use crate::model::table::Id;
use crate::model::{errors, graph};

/// Adds the faults and warnings of a linked site.
pub(super) fn check(site: &Site, faults: &mut Vec<Diagnostic>) {
    graph::check(&site.briefs, faults);
    headings(site, faults);
    for (id, brief) in site.briefs.entries().filter(|(_, brief)| brief.written.status != Status::Canceled) {
        bare(brief, faults);
        date_note(&brief.written, faults);
        recipient(&brief.written, faults);
        offices(site, brief, faults);
        translations(site, id, brief, faults);
    }
}

/// Links to headings that their targets do not have.
fn headings(records: &Records, faults: &mut Vec<Diagnostic>) {
    for record in records.records() {
        let Some(prose) = record.prose else { continue };
        for (reference, target) in prose.body.references.iter().zip(prose.targets) {
            let Target::Record(id, Some(wanted)) = target else { continue };
            let headings = records.record(*id).prose.map_or(&[][..], |prose| &prose.body.headings);
            if !headings.iter().any(|heading| heading.id == *wanted) {
                let near = crate::fold::nearest(wanted, headings.iter().map(|heading| heading.id.as_str()));
                let place = Location::bytes(&record.origin.file, reference.span.clone());
                faults.push(errors::unknown_heading(place, wanted, near.map(str::to_owned)));
            }
        }
    }
}

/// Without topics or sources.
fn bare(brief: &Brief, faults: &mut Vec<Diagnostic>) {
    let written = &brief.written;
    let place = || Location::key(&written.origin.file, field("title"));
    if written.topics.is_empty() {
        faults.push(
            Diagnostic::warning("no-topic", place(), "the brief has no topic")
                .help("add `topics:`, so that readers of a topic find it"),
        );
    }
    if brief.sources.is_empty() && written.sources.is_empty() {
        faults.push(
            Diagnostic::warning("no-source", place(), "the brief has no source")
                .help("add `sources:`, or cite one in the text with `[@id]`"),
        );
    }
}

/// A date that is not simply stated wants a word on how it is known.
fn date_note(written: &BriefDocument, faults: &mut Vec<Diagnostic>) {
    if written.date_basis != DateBasis::Stated && written.date_note.is_none() {
        let place = Location::value(&written.origin.file, field("date_basis"));
        faults.push(
            Diagnostic::warning(
                "no-date-note",
                place,
                format!("the date is {}, and nothing says how", written.date_basis.as_str()),
            )
            .help("add `date_note:` with what the date rests on"),
        );
    }
}

/// An event of a type that is done to somebody.
fn recipient(written: &BriefDocument, faults: &mut Vec<Diagnostic>) {
    use crate::content::brief::ActorRole::{Affected, Recipient};
    let is_one = |entry: &ActorEntry| matches!(entry.role, Some(Recipient | Affected)) || entry.actor.is_placeholder();
    let has_one = written.actors.iter().any(is_one);
    if let Some(event) = crate::content::brief::needs_recipient(&written.events).filter(|_| !has_one) {
        let typed = if written.events_typed { "event" } else { "instrument" };
        let place = Location::key(&written.origin.file, field(typed));
        faults.push(
            Diagnostic::warning("no-recipient", place, format!("{} needs a recipient", event.kind.as_str()))
                .help("give one of the actors `role: recipient`"),
        );
    }
}

/// An office that the actor did not hold on the day.
fn offices(site: &Site, brief: &Brief, faults: &mut Vec<Diagnostic>) {
    for part in &brief.actors {
        let Some(office) = &part.office else {
            continue;
        };
        let held: Vec<&Office> = site.actors[part.actor]
            .written
            .offices
            .iter()
            .filter(|held| folded(&held.title) == folded(office))
            .collect();
        if !held.is_empty() && !held.iter().any(|held| was_held(held, &brief.written)) {
            let path: FieldPath = field("actors").item(part.entry).key("as");
            faults.push(
                Diagnostic::error(
                    "office-not-held",
                    Location::value(&brief.written.origin.file, path),
                    format!("`{office}` was not held {}", brief.written.date.in_words()),
                )
                .help("give the office of that day, or correct `from:` and `to:` in the actor's `roles:`"),
            );
        }
    }
}

fn was_held(office: &Office, brief: &BriefDocument) -> bool {
    if brief.date.is_open_year() {
        return true;
    }
    let begins = office.from.as_ref().and_then(|from| from.earliest());
    let ends = office.to.as_ref().and_then(|to| to.latest());
    let not_over = ends.zip(brief.date.earliest()).is_none_or(|(ends, first)| first <= ends);
    let begun = begins.zip(brief.date.latest()).is_none_or(|(begins, last)| begins <= last);
    not_over && begun
}

/// A translation that does not name its original.
fn translations(site: &Site, own: Id<Brief>, brief: &Brief, faults: &mut Vec<Diagnostic>) {
    for (lang, other) in &brief.translations {
        let back = site.briefs[*other].translations.iter().any(|(_, back)| *back == own);
        if !back {
            let place = Location::value(&brief.written.origin.file, field("translations").key(lang));
            let there = &site.briefs[*other].written;
            let other = &there.origin;
            let fault =
                Diagnostic::warning("one-way-translation", place, format!("`{}` does not name this brief", other.id))
                    .help(format!("add `translations:` with this brief's id to {}", other.file));
            let own = brief.written.lang.as_deref().unwrap_or(&site.config.language);
            let line = format!("translations: {{{own}: {}}}\ntitle", brief.written.origin.id);
            let edit = Edit::exactly(Location::key(&other.file, field("title")), "title", line);
            faults.push(match there.translations.is_empty() {
                true => fault.fix(Fix::sure(format!("name it in {}", other.file), edit)),
                false => fault,
            });
        }
    }
}

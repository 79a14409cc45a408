//! Responses: what leads to what, and that nothing leads to itself.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::content::brief::{BriefDocument, ResponseTo};
use crate::diagnostic::{Diagnostic, Location};
use crate::model::entities::{Brief, Response};
use crate::model::moments::ClockMoment;
use crate::model::table::{Id, Lists, Table};

/// Returns the responses to each brief, in the order of dates.
pub(super) fn responses(briefs: &Table<Brief>) -> Lists<Brief, Response> {
    let all = briefs.iter().flat_map(|brief| &brief.in_response_to);
    Lists::grouped(briefs.len(), all.filter_map(|response| Some((response.to_brief()?, response.clone()))))
}

/// Adds a fault for every cycle and for every effect before its cause.
pub(super) fn check(briefs: &Table<Brief>, faults: &mut Vec<Diagnostic>) {
    check_order(briefs, faults);
    check_cycles(briefs, faults);
}

/// An effect that is over before its cause can have begun.
fn check_order(briefs: &Table<Brief>, faults: &mut Vec<Diagnostic>) {
    for brief in briefs.iter() {
        for response in &brief.in_response_to {
            let Some(cause) = response.to_brief() else { continue };
            let cause = &briefs[cause];
            if brief.written.date.is_open_year() || cause.written.date.is_open_year() {
                continue;
            }
            let (last, first) = (brief.written.date.latest(), cause.written.date.earliest());
            let times = ClockMoment::of(&brief.written).zip(ClockMoment::of(&cause.written));
            let is_before = last.zip(first).is_some_and(|(last, first)| last < first);
            if is_before
                || times
                    .is_some_and(|(effect, cause)| effect.local.date() == cause.local.date() && effect.is_before(cause))
            {
                faults.push(
                    Diagnostic::error(
                        "effect-before-cause",
                        place_of(brief, response),
                        format!(
                            "this happened {}, before what it answers ({})",
                            when(&brief.written),
                            when(&cause.written)
                        ),
                    )
                    .also(Location::value(&cause.written.origin.file, crate::config::field("date")), "the cause's date")
                    .help("correct one of the two dates, or take the link away"),
                );
            }
        }
    }
}

/// The date of a brief with the time that it gives beside it.
fn when(brief: &BriefDocument) -> String {
    let date = brief.date.in_words();
    match brief.time {
        Some(time) => format!("{date}, {}", time.format("%H:%M")),
        None => date,
    }
}

/// A brief that answers itself by way of others. Each cycle is told once, at its first brief.
fn check_cycles(briefs: &Table<Brief>, faults: &mut Vec<Diagnostic>) {
    let mut done: Vec<bool> = briefs.iter().map(|_| false).collect();
    for start in briefs.ids() {
        if done[start.index()] {
            continue;
        }
        // Walks from effect to cause with a stack of its own: chains may be thousands long.
        let mut path: Vec<(Id<Brief>, usize)> = vec![(start, 0)];
        let mut on_path = BTreeSet::from([start]);
        while let Some((id, next)) = path.pop() {
            let Some(cause) = causes(&briefs[id]).nth(next) else {
                done[id.index()] = true;
                on_path.remove(&id);
                continue;
            };
            path.push((id, next + 1));
            if on_path.contains(&cause) {
                faults.extend(cycle(briefs, &path, cause));
            } else if !done[cause.index()] {
                on_path.insert(cause);
                path.push((cause, 0));
            }
        }
    }
}

fn cycle(briefs: &Table<Brief>, path: &[(Id<Brief>, usize)], cause: Id<Brief>) -> Option<Diagnostic> {
    let from = path.iter().position(|(id, _)| *id == cause)?;
    let mut names: Vec<&str> = path[from..].iter().map(|(id, _)| briefs[*id].written.origin.id.as_str()).collect();
    names.push(briefs[cause].written.origin.id.as_str());
    let last = &briefs[path.last()?.0];
    let response = last.in_response_to.iter().find(|response| response.to_brief() == Some(cause))?;
    let message = format!("this answers itself: {}", names.join(" answers "));
    let fault = Diagnostic::error("response-cycle", place_of(last, response), message);
    Some(fault.help("take one of these links away: an answer comes after what it answers"))
}

fn causes(brief: &Brief) -> impl Iterator<Item = Id<Brief>> + '_ {
    brief.in_response_to.iter().filter_map(Response::to_brief)
}

/// Returns briefs in an order in which no effect stands before its cause; apart from that, as they came.
///
/// Dates alone do not give it: of two events in one span either may be the first.
pub fn in_causal_order(briefs: &Table<Brief>, ids: &[Id<Brief>]) -> Vec<Id<Brief>> {
    let position: FxHashMap<Id<Brief>, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut effects: Vec<Vec<usize>> = ids.iter().map(|_| Vec::new()).collect();
    let mut waiting: Vec<usize> = ids.iter().map(|_| 0).collect();
    for (at, id) in ids.iter().enumerate() {
        for cause in causes(&briefs[*id]).filter_map(|cause| position.get(&cause)) {
            effects[*cause].push(at);
            waiting[at] += 1;
        }
    }
    let mut ready: BTreeSet<usize> = (0..ids.len()).filter(|at| waiting[*at] == 0).collect();
    let mut order = Vec::with_capacity(ids.len());
    while let Some(at) = ready.pop_first() {
        order.push(ids[at]);
        for effect in &effects[at] {
            waiting[*effect] -= 1;
            if waiting[*effect] == 0 {
                ready.insert(*effect);
            }
        }
    }
    order
}

/// Returns the place where a brief says that it is a response.
fn place_of(brief: &Brief, response: &Response) -> Location {
    let written = &brief.written;
    let entry = written.in_response_to.get(response.entry).and_then(|entry| match &entry.to {
        ResponseTo::Brief(name) => Some(name.at.clone()),
        ResponseTo::What(_) => None,
    });
    Location::value(&written.origin.file, entry.unwrap_or_else(|| crate::config::field("in_response_to")))
}

//! Briefs that belong together, each with the reason.
//!
//! The authors' own links come first. The rest are found among near neighbours: for every question, thread, actor and
//! topic of a brief, the few briefs next to it in that record's list. So the work grows with the number of briefs, not
//! with its square.

use rustc_hash::FxHashMap;

use crate::model::Site;
use crate::model::records::{Actor, Brief, Reason, Related, Topic};
use crate::model::table::Id;

/// How many related briefs a page names at most.
const MOST: usize = 6;
/// How many neighbours on each side count.
const NEAR: usize = 4;
/// What two briefs must share at least, if it is actors and topics alone: what nearly all share says nothing.
const LEAST: f64 = 1.5;
/// How many actors or topics a reason names.
const NAMED: usize = 2;

/// Fills in the related briefs of every brief.
pub(super) fn relate(site: &mut Site) {
    let mut named_by: FxHashMap<Id<Brief>, Vec<Id<Brief>>> = FxHashMap::default();
    for (id, brief) in site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()) {
        for related in &brief.related {
            named_by.entry(related.brief).or_default().push(id);
        }
    }
    let related = site.briefs.map_ids(|id| related_of(site, id, &named_by));
    for (id, related) in site.briefs.ids().zip(related) {
        site.briefs[id].related = related;
    }
}

fn related_of(site: &Site, id: Id<Brief>, named_by: &FxHashMap<Id<Brief>, Vec<Id<Brief>>>) -> Vec<Related> {
    let brief = &site.briefs[id];
    let mut related: Vec<Related> = brief
        .related
        .iter()
        .filter(|other| other.brief != id && !site.briefs[other.brief].is_withdrawn())
        .cloned()
        .collect();
    if brief.is_withdrawn() {
        return related;
    }
    for other in named_by.get(&id).into_iter().flatten() {
        if *other != id && related.iter().all(|known| known.brief != *other) {
            related.push(Related { brief: *other, why: Reason::NamedThere });
        }
    }
    let linked = |other: Id<Brief>| {
        brief.answers.iter().any(|answer| answer.brief == other)
            || site.briefs[other].answers.iter().any(|answer| answer.brief == id)
    };
    let mut found: Vec<(Score, Id<Brief>)> = candidates(site, id)
        .into_iter()
        .filter(|(other, _)| *other != id && !linked(*other) && related.iter().all(|known| known.brief != *other))
        .filter(|(_, score)| score.strong.is_some() || score.points >= LEAST)
        .map(|(other, score)| (score, other))
        .collect();
    // The highest score first; of equals, the nearest in the order of dates, then the earlier.
    found.sort_by(|(a, x), (b, y)| {
        let far = |other: &Id<Brief>| other.index().abs_diff(id.index());
        b.points.total_cmp(&a.points).then_with(|| far(x).cmp(&far(y))).then_with(|| x.cmp(y))
    });
    let room = MOST.saturating_sub(related.len());
    related.extend(found.into_iter().take(room).map(|(score, other)| Related { brief: other, why: score.reason() }));
    related
}

/// How much two briefs share.
#[derive(Debug, Default)]
struct Score {
    points: f64,
    strong: Option<Reason>,
    actors: Vec<Id<Actor>>,
    topics: Vec<Id<Topic>>,
}

impl Score {
    fn reason(self) -> Reason {
        let Self { strong, mut actors, mut topics, .. } = self;
        actors.truncate(NAMED);
        topics.truncate(NAMED);
        strong.unwrap_or(Reason::Shared(actors, topics))
    }
}

fn candidates(site: &Site, id: Id<Brief>) -> FxHashMap<Id<Brief>, Score> {
    let brief = &site.briefs[id];
    let mut scores: FxHashMap<Id<Brief>, Score> = FxHashMap::default();
    let mut questions: Vec<_> = brief.claims.iter().map(|claim| site.claims[*claim].question).collect();
    questions.sort_unstable();
    questions.dedup();
    for question in questions {
        for other in near(&site.questions[question].briefs, id) {
            let score = scores.entry(other).or_default();
            score.points += 6.0;
            score.strong.get_or_insert(Reason::Question(question));
        }
    }
    for thread in &brief.threads {
        for other in near(&site.threads[*thread].briefs, id) {
            let score = scores.entry(other).or_default();
            score.points += 4.0;
            score.strong.get_or_insert(Reason::Thread(*thread));
        }
    }
    for part in &brief.actors {
        let briefs = &site.actors[part.actor].briefs;
        for other in near(briefs, id) {
            let score = scores.entry(other).or_default();
            score.points += rarity(briefs.len(), site);
            score.actors.push(part.actor);
        }
    }
    for topic in &brief.topics {
        let briefs = &site.topics[*topic].briefs;
        for other in near(briefs, id) {
            let score = scores.entry(other).or_default();
            score.points += rarity(briefs.len(), site);
            score.topics.push(*topic);
        }
    }
    scores
}

/// A record that few briefs share says more than one that many do: the logarithm of how few.
fn rarity(briefs: usize, site: &Site) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of briefs are far below 2^52")]
    let share = site.briefs.len() as f64 / briefs.max(1) as f64;
    share.ln().max(0.1)
}

/// The briefs next to one in a list that is in the order of dates, each once.
fn near(list: &[Id<Brief>], id: Id<Brief>) -> Vec<Id<Brief>> {
    let from = list.partition_point(|other| *other < id).saturating_sub(NEAR);
    let to = (list.partition_point(|other| *other <= id) + NEAR).min(list.len());
    let mut near: Vec<Id<Brief>> = list[from..to].iter().copied().filter(|other| *other != id).collect();
    near.dedup();
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_near_neighbours_count() {
        let list: Vec<Id<Brief>> = (0..100).map(Id::at).collect();
        let near: Vec<usize> = near(&list, Id::at(50)).into_iter().map(Id::index).collect();
        assert_eq!(near, [46, 47, 48, 49, 51, 52, 53, 54]);
    }
}

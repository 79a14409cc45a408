//! Briefs that belong together, each with the reason.
//!
//! The authors' own links come first. The rest are found among near neighbours: for every question, thread, actor and
//! topic of a brief, the few briefs next to it in that record's list. So the work grows with the number of briefs, not
//! with its square.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::entities::{Actor, Brief, Reason, RecordId, Related, Topic};
use crate::model::records::Records;
use crate::model::table::{Id, Lists};
use crate::model::usage::Usage;

/// Up to how many related briefs are found; those that authors name are all there, however many.
const MAX_RELATED: usize = 6;
/// How many neighbours on each side count.
const NEIGHBOURS: usize = 4;
/// What two briefs must share at least, if it is actors and topics alone: what nearly all share says nothing.
const LEAST_POINTS: f64 = 1.5;
/// How many actors or topics a reason names.
const MAX_NAMED: usize = 2;

/// Returns the related briefs of every brief, its author's own first.
pub(super) fn related(records: &Records, usage: &Usage) -> Lists<Brief, Related> {
    let standing = records.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn());
    let named = standing.flat_map(|(id, brief)| brief.named_related.iter().map(move |related| (related.brief, id)));
    let named_by = Lists::grouped(records.briefs.len(), named);
    let sources = RelatedFinder { records, usage, named_by: &named_by };
    Lists::new(records.briefs.map_ids(|id| sources.related_to(id)))
}

/// What related briefs are found from.
struct RelatedFinder<'s> {
    records: &'s Records,
    usage: &'s Usage,
    /// The briefs whose authors name each brief.
    named_by: &'s Lists<Brief, Id<Brief>>,
}

impl RelatedFinder<'_> {
    fn related_to(&self, id: Id<Brief>) -> Vec<Related> {
        let briefs = &self.records.briefs;
        let brief = &briefs[id];
        let named = brief.named_related.iter();
        let mut related: Vec<Related> =
            named.filter(|other| other.brief != id && !briefs[other.brief].is_withdrawn()).cloned().collect();
        if brief.is_withdrawn() {
            return related;
        }
        let known = add_named_there(&mut related, id, &self.named_by[id]);
        let room = MAX_RELATED.saturating_sub(related.len());
        if room == 0 {
            return related;
        }
        let mut found: Vec<(Affinity, Id<Brief>)> = self
            .candidates(id)
            .into_iter()
            .filter(|(other, _)| *other != id && !known.contains(other) && !self.is_linked(id, *other))
            .filter(|(_, affinity)| affinity.strong.is_some() || affinity.points >= LEAST_POINTS)
            .map(|(other, affinity)| (affinity, other))
            .collect();
        // The most points first; of equals, the nearest in the order of dates, then the earlier.
        found.sort_by(|(a, x), (b, y)| {
            let far = |other: &Id<Brief>| other.index().abs_diff(id.index());
            b.points.total_cmp(&a.points).then_with(|| far(x).cmp(&far(y))).then_with(|| x.cmp(y))
        });
        let found = found.into_iter().take(room);
        related.extend(found.map(|(affinity, other)| Related { brief: other, why: affinity.reason() }));
        related
    }

    /// Whether one of two briefs is a response to the other.
    fn is_linked(&self, one: Id<Brief>, other: Id<Brief>) -> bool {
        // Asked of the one that responds: much may respond to one brief, but a brief responds to little.
        let responds = |from: Id<Brief>, to| {
            self.records.briefs[from].in_response_to.iter().any(|response| response.to_brief() == Some(to))
        };
        responds(one, other) || responds(other, one)
    }

    /// Returns the near neighbours of a brief, with what they share.
    fn candidates(&self, id: Id<Brief>) -> FxHashMap<Id<Brief>, Affinity> {
        let brief = &self.records.briefs[id];
        let near_in = |record: RecordId| near(self.usage.briefs_of(record), id);
        let mut found: FxHashMap<Id<Brief>, Affinity> = FxHashMap::default();
        let mut questions: Vec<_> = brief.claims.iter().map(|claim| self.records.claims[*claim].question).collect();
        questions.sort_unstable();
        questions.dedup();
        for question in questions {
            for other in near_in(question.into()) {
                let affinity = found.entry(other).or_default();
                affinity.points += 6.0;
                affinity.strong.get_or_insert(Reason::Question(question));
            }
        }
        for thread in &brief.threads {
            for other in near_in((*thread).into()) {
                let affinity = found.entry(other).or_default();
                affinity.points += 4.0;
                affinity.strong.get_or_insert(Reason::Thread(*thread));
            }
        }
        for part in &brief.actors {
            let rarity = self.rarity(part.actor.into());
            for other in near_in(part.actor.into()) {
                let affinity = found.entry(other).or_default();
                affinity.points += rarity;
                affinity.actors.push(part.actor);
            }
        }
        for topic in &brief.topics {
            let rarity = self.rarity((*topic).into());
            for other in near_in((*topic).into()) {
                let affinity = found.entry(other).or_default();
                affinity.points += rarity;
                affinity.topics.push(*topic);
            }
        }
        found
    }

    /// Returns the logarithm of how few briefs name a record: what few share says more than what many do.
    fn rarity(&self, record: RecordId) -> f64 {
        let count = self.usage.briefs_of(record).len().max(1);
        #[expect(clippy::cast_precision_loss, reason = "counts of briefs are far below 2^52")]
        let share = self.records.briefs.len() as f64 / count as f64;
        share.ln().max(0.1)
    }
}

/// What two briefs share.
#[derive(Debug, Default)]
struct Affinity {
    points: f64,
    strong: Option<Reason>,
    actors: Vec<Id<Actor>>,
    topics: Vec<Id<Topic>>,
}

impl Affinity {
    fn reason(self) -> Reason {
        let Self { strong, mut actors, mut topics, .. } = self;
        actors.truncate(MAX_NAMED);
        topics.truncate(MAX_NAMED);
        strong.unwrap_or(Reason::Shared(actors, topics))
    }
}

/// Adds the briefs whose authors name the brief `id` to its related ones, each once. Returns all that are in the list then.
fn add_named_there(related: &mut Vec<Related>, id: Id<Brief>, named_by: &[Id<Brief>]) -> FxHashSet<Id<Brief>> {
    let mut known: FxHashSet<Id<Brief>> = related.iter().map(|known| known.brief).collect();
    let new = named_by.iter().filter(|other| **other != id && known.insert(**other));
    related.extend(new.map(|other| Related { brief: *other, why: Reason::NamedThere }));
    known
}

/// Returns the briefs next to one in a list that is in the order of dates, each once.
fn near(list: &[Id<Brief>], id: Id<Brief>) -> Vec<Id<Brief>> {
    let from = list.partition_point(|other| *other < id).saturating_sub(NEIGHBOURS);
    let to = (list.partition_point(|other| *other <= id) + NEIGHBOURS).min(list.len());
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

    /// With one look through the list for each name there would be 2 × 10¹⁰ comparisons: minutes.
    #[test]
    fn a_brief_that_very_many_name_lists_each_once() {
        const COUNT: usize = 200_000;
        let named_by: Vec<Id<Brief>> = (0..COUNT).chain(0..10).map(Id::at).collect();
        let mut related = vec![Related { brief: Id::at(7), why: Reason::Written("own".to_owned()) }];
        let known = add_named_there(&mut related, Id::at(3), &named_by);
        assert_eq!((related.len(), known.len()), (COUNT - 1, COUNT - 1));
        assert_eq!(related[0].why, Reason::Written("own".to_owned()));
        assert!(
            related[1..].iter().all(|other| other.why == Reason::NamedThere && ![3, 7].contains(&other.brief.index()))
        );
    }
}

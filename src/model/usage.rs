//! Where records are used: in go the records, out come the briefs and the claims of each.

use crate::model::entities::{Actor, Brief, Claim, Place, Question, RecordId, Source, Speaker, Thread, Topic};
use crate::model::records::Records;
use crate::model::table::{Id, Lists};

/// The briefs and claims of each record. Withdrawn briefs, and their claims, are in none of these lists.
#[derive(Debug)]
pub(super) struct Usage {
    topic_briefs: Lists<Topic, Id<Brief>>,
    actor_briefs: Lists<Actor, Id<Brief>>,
    place_briefs: Lists<Place, Id<Brief>>,
    question_briefs: Lists<Question, Id<Brief>>,
    thread_briefs: Lists<Thread, Id<Brief>>,
    source_briefs: Lists<Source, Id<Brief>>,
    actor_claims: Lists<Actor, Id<Claim>>,
    question_claims: Lists<Question, Id<Claim>>,
    source_claims: Lists<Source, Id<Claim>>,
}

impl Usage {
    pub(super) fn of(records: &Records) -> Self {
        let briefs = || records.listed().map(|id| (id, &records.briefs[id]));
        let claims = || records.claims.entries().filter(|(_, claim)| !records.briefs[claim.brief].is_withdrawn());
        let with_ancestors = briefs().flat_map(|(id, brief)| {
            let topics = ancestors(records, &brief.topics).into_iter();
            topics.map(move |topic| (topic, id))
        });
        let actors = briefs().flat_map(|(id, brief)| once(brief.actors.iter().map(|part| part.actor), id));
        let places = briefs().flat_map(|(id, brief)| once(brief.places.iter().map(|part| part.place), id));
        let threads = briefs().flat_map(|(id, brief)| brief.threads.iter().map(move |thread| (*thread, id)));
        let sources = briefs().flat_map(|(id, brief)| brief.sources.iter().map(move |source| (*source, id)));
        let questions =
            briefs().flat_map(|(id, brief)| once(brief.claims.iter().map(|claim| records.claims[*claim].question), id));
        let speakers = claims().filter_map(|(id, claim)| match claim.by {
            Speaker::Actor(actor) => Some((actor, id)),
            Speaker::Source(_) => None,
        });
        let outlets = claims().flat_map(|(id, claim)| {
            let outlet = match claim.by {
                Speaker::Source(source) => Some(source),
                Speaker::Actor(_) => None,
            };
            let outlet = outlet.filter(|outlet| claim.source != Some(*outlet));
            claim.source.into_iter().chain(outlet).map(move |source| (source, id))
        });
        Self {
            topic_briefs: Lists::grouped(records.topics.len(), with_ancestors),
            actor_briefs: Lists::grouped(records.actors.len(), actors),
            place_briefs: Lists::grouped(records.places.len(), places),
            question_briefs: Lists::grouped(records.questions.len(), questions),
            thread_briefs: Lists::grouped(records.threads.len(), threads),
            source_briefs: Lists::grouped(records.sources.len(), sources),
            actor_claims: Lists::grouped(records.actors.len(), speakers),
            question_claims: Lists::grouped(records.questions.len(), claims().map(|(id, claim)| (claim.question, id))),
            source_claims: Lists::grouped(records.sources.len(), outlets),
        }
    }

    /// Returns the briefs that name a record, in the order of dates; none for a brief or a page.
    pub(super) fn briefs_of(&self, record: RecordId) -> &[Id<Brief>] {
        match record {
            RecordId::Topic(id) => &self.topic_briefs[id],
            RecordId::Actor(id) => &self.actor_briefs[id],
            RecordId::Place(id) => &self.place_briefs[id],
            RecordId::Question(id) => &self.question_briefs[id],
            RecordId::Thread(id) => &self.thread_briefs[id],
            RecordId::Source(id) => &self.source_briefs[id],
            RecordId::Brief(_) | RecordId::Page(_) => &[],
        }
    }

    /// Returns the claims that an actor makes, on a question, or known through a source, in the order of their briefs.
    pub(super) fn claims_of(&self, record: RecordId) -> &[Id<Claim>] {
        match record {
            RecordId::Actor(id) => &self.actor_claims[id],
            RecordId::Question(id) => &self.question_claims[id],
            RecordId::Source(id) => &self.source_claims[id],
            _ => &[],
        }
    }
}

/// Returns topics with all that stand above them, each once.
fn ancestors(records: &Records, topics: &[Id<Topic>]) -> Vec<Id<Topic>> {
    let mut all = Vec::new();
    for topic in topics {
        let mut above = Some(*topic);
        while let Some(topic) = above.filter(|topic| !all.contains(topic)) {
            all.push(topic);
            above = records.topics[topic].parent;
        }
    }
    all
}

/// Pairs each record with a brief, once.
fn once<T>(records: impl Iterator<Item = Id<T>>, brief: Id<Brief>) -> Vec<(Id<T>, Id<Brief>)> {
    let mut pairs = Vec::new();
    for record in records {
        if !pairs.contains(&(record, brief)) {
            pairs.push((record, brief));
        }
    }
    pairs
}

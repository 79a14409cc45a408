//! Where records are used: in go the records, out come the briefs and the claims of each.

use crate::content::Kind;
use crate::model::entities::{Actor, Brief, Claim, Question, RecordId, Source, Speaker, Topic};
use crate::model::records::Records;
use crate::model::table::{Id, Lists};

/// The briefs and claims of each record. Withdrawn briefs, and their claims, are in none of these lists.
#[derive(Debug)]
pub(super) struct Usage {
    /// By kind, then by position in the table.
    briefs: [Vec<Vec<Id<Brief>>>; Kind::ALL.len()],
    actor_claims: Lists<Actor, Id<Claim>>,
    question_claims: Lists<Question, Id<Claim>>,
    source_claims: Lists<Source, Id<Claim>>,
}

impl Usage {
    pub(super) fn of(records: &Records) -> Self {
        let claims = || records.claims.entries().filter(|(_, claim)| !records.briefs[claim.brief].is_withdrawn());
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
            briefs: briefs_by_record(records),
            actor_claims: Lists::grouped(records.actors.len(), speakers),
            question_claims: Lists::grouped(records.questions.len(), claims().map(|(id, claim)| (claim.question, id))),
            source_claims: Lists::grouped(records.sources.len(), outlets),
        }
    }

    /// Returns the briefs that name a record, in the order of dates; none for a brief or a page.
    pub(super) fn briefs_of(&self, record: RecordId) -> &[Id<Brief>] {
        &self.briefs[record.kind() as usize][record.position()]
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

/// Returns the briefs of each record: those that belong to it or to a topic below it, and those with a claim on it.
fn briefs_by_record(records: &Records) -> [Vec<Vec<Id<Brief>>>; Kind::ALL.len()] {
    let mut briefs = Kind::ALL.map(|kind| vec![Vec::new(); records.count(kind)]);
    for id in records.listed() {
        let brief = &records.briefs[id];
        let topics = ancestors(records, &brief.topics).into_iter().map(RecordId::Topic);
        let questions = brief.claims.iter().map(|claim| RecordId::Question(records.claims[*claim].question));
        for record in topics.chain(brief.filed_under()).chain(questions) {
            let list = &mut briefs[record.kind() as usize][record.position()];
            // The briefs come in their order: one that is in the list is the last of it.
            if list.last() != Some(&id) {
                list.push(id);
            }
        }
    }
    briefs
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

//! The index: in go the records, out come columns that say what leads back to each.

use std::collections::BTreeMap;

use crate::config::MovedPage;
use crate::content::claim::Relation;
use crate::diagnostic::Diagnostic;
use crate::model::addresses::{Redirect, redirects};
use crate::model::calendar::Calendar;
use crate::model::entities::{Brief, Claim, RecordId, Related, Response, Source, Target, Topic};
use crate::model::graph::responses;
use crate::model::records::Records;
use crate::model::related::related;
use crate::model::summaries::summary;
use crate::model::table::{Column, Id, Lists};
use crate::model::usage::Usage;
use crate::path::UrlPath;

/// What follows from the records: each column is a pure function of them and of the columns above it.
#[derive(Debug)]
pub struct SiteIndex {
    usage: Usage,
    /// The summary of each brief: given, or made from its first paragraph.
    pub summaries: Column<Brief, String>,
    /// The responses to each brief, in the order of dates.
    pub responses: Lists<Brief, Response>,
    /// Other briefs worth reading, the author's first.
    pub related: Lists<Brief, Related>,
    /// The records whose texts mention each brief, in the order of kinds and dates.
    pub backlinks: Lists<Brief, RecordId>,
    /// The topics directly below each topic.
    pub subtopics: Lists<Topic, Id<Topic>>,
    /// Whether each source has a page of its own: a record, or what more than one brief rests on. Any other stands on the
    /// page of its publisher.
    pub has_page: Column<Source, bool>,
    /// How other claims bear on each claim.
    pub claim_replies: Lists<Claim, (Relation, Id<Claim>)>,
    /// Briefs by year, month and day.
    pub calendar: Calendar,
    /// Old addresses, each with what it leads to now.
    pub redirects: BTreeMap<UrlPath, Redirect>,
    /// Files beside the records that some page shows or links to.
    pub assets: Vec<UrlPath>,
}

impl SiteIndex {
    /// Makes every column. `moved` are the redirects of `site.toml`; two records at one address are a fault.
    pub(super) fn of(records: &Records, moved: &[MovedPage], faults: &mut Vec<Diagnostic>) -> Self {
        let briefs = &records.briefs;
        let usage = Usage::of(records);
        let responses = responses(briefs);
        let below = records.topics.entries().filter_map(|(id, topic)| Some((topic.parent?, id)));
        // A withdrawn brief counts, so that no source loses its address with it.
        let mut users = vec![0_usize; records.sources.len()];
        for source in briefs.iter().flat_map(|brief| &brief.sources) {
            users[source.index()] += 1;
        }
        let has_page = records.sources.entries().map(|(id, source)| source.is_record() || users[id.index()] > 1);
        let has_page = Column::new(has_page.collect());
        Self {
            summaries: Column::new(briefs.map_ids(|id| summary(records, &briefs[id].written, &briefs[id].targets))),
            related: related(records, &usage),
            backlinks: backlinks(records),
            subtopics: Lists::grouped(records.topics.len(), below),
            claim_replies: claim_replies(records),
            calendar: Calendar::of(records.listed().map(|id| (id, &briefs[id]))),
            redirects: redirects(records, &has_page, moved, faults),
            assets: assets(records),
            has_page,
            responses,
            usage,
        }
    }

    /// Returns the briefs that name a record, in the order of dates; none for a brief or a page.
    pub fn briefs_of(&self, record: impl Into<RecordId>) -> &[Id<Brief>] {
        self.usage.briefs_of(record.into())
    }

    /// Returns the claims that an actor makes, on a question, or known through a source, in the order of their briefs;
    /// none for other kinds.
    pub fn claims_of(&self, record: impl Into<RecordId>) -> &[Id<Claim>] {
        self.usage.claims_of(record.into())
    }
}

/// Returns what each text refers to. Those of withdrawn briefs count no more.
fn standing_targets(records: &Records) -> impl Iterator<Item = (RecordId, &[Target])> {
    let stands = |id: &RecordId| !matches!(id, RecordId::Brief(id) if records.briefs[*id].is_withdrawn());
    let texts = records.records().filter(move |record| stands(&record.id));
    texts.filter_map(|record| Some((record.id, record.prose?.targets)))
}

fn backlinks(records: &Records) -> Lists<Brief, RecordId> {
    let links = standing_targets(records).flat_map(|(from, targets)| {
        let briefs = targets.iter().filter_map(|target| match target {
            Target::Record(RecordId::Brief(to), _) => Some(*to),
            _ => None,
        });
        briefs.filter(move |to| from != RecordId::Brief(*to)).map(move |to| (to, from))
    });
    let mut links: Vec<(Id<Brief>, RecordId)> = links.collect();
    links.sort_unstable();
    links.dedup();
    Lists::grouped(records.briefs.len(), links)
}

fn claim_replies(records: &Records) -> Lists<Claim, (Relation, Id<Claim>)> {
    let standing = records.claims.entries().filter(|(_, claim)| !records.briefs[claim.brief].is_withdrawn());
    let replies =
        standing.flat_map(|(id, claim)| claim.relations.iter().map(move |(relation, other)| (*other, (*relation, id))));
    Lists::grouped(records.claims.len(), replies)
}

fn assets(records: &Records) -> Vec<UrlPath> {
    let linked = standing_targets(records).flat_map(|(_, targets)| targets).filter_map(|target| match target {
        Target::Asset(path) => Some(path),
        _ => None,
    });
    let images = records.listed().filter_map(|id| records.briefs[id].image.as_ref());
    let mut assets: Vec<UrlPath> = linked.chain(images).cloned().collect();
    assets.sort();
    assets.dedup();
    assets
}

//! Visibility: in go all documents; those stay that this audience may see on this day.
//!
//! It runs before anything is linked, so that nothing later can show what is withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::content::brief::{BriefDocument, SourceEntry, Status};
use crate::content::claim::UpdateType;
use crate::content::{ActorDocument, Kind, SourceDocument};
use crate::front_matter::{DayOrInstant, Zone};
use crate::markdown::{Body, ReferenceTarget};
use crate::model::audience::{Audience, Bar, HeldBack};
use crate::model::documents::{Documents, KindedNames};
use crate::model::registry::{Registry, RegistryKey};
use crate::path::UrlPath;
use crate::routes;

/// The pages that this audience does not see on this day and others may.
#[derive(Debug, Default)]
pub struct WithheldPages {
    /// Whether anything is missing that may have been published before: drafts were not.
    pub is_partial: bool,
    /// The addresses of the records that were dropped.
    records: BTreeSet<UrlPath>,
}

impl WithheldPages {
    /// Whether a page may be missing from this build for what is withheld: it is that of a record which was dropped, or one
    /// that stands only while some brief needs it.
    pub fn may_have(&self, page: &UrlPath) -> bool {
        self.is_partial && (self.records.contains(page) || routes::is_made_for_briefs(page))
    }
}

/// Drops what is withheld from this audience on this day, and every record known only from it.
///
/// The registry keeps the names of withheld records, so that a reference to one reads as plain text and is no fault.
/// Returns the pages that are missing for it, and how many briefs are held back.
pub(super) fn withhold(
    documents: &mut Documents,
    registry: &mut Registry,
    audience: &Audience,
    zone: Zone,
) -> (WithheldPages, HeldBack) {
    let bars: Vec<Option<Bar>> = documents.briefs.iter().map(|brief| audience.bar(brief, zone)).collect();
    // A build of today for an audience that may see everything drops nothing, and needs no references.
    let pages: Vec<Option<Bar>> = documents.pages.iter().map(|page| audience.bar_page(page)).collect();
    let barred = || bars.iter().chain(&pages).flatten();
    if audience.as_of.is_none() && barred().next().is_none() {
        return Default::default();
    }
    let mut held_back = HeldBack::default();
    barred().for_each(|bar| held_back.count(*bar));
    let was_published = |bar: &Bar| !matches!(bar, Bar::Draft | Bar::Review);
    let is_partial = audience.as_of.is_some() || barred().any(was_published);
    let all = if is_partial { documents.pages_of_records() } else { BTreeSet::new() };
    let mentioned: Vec<_> = documents
        .texts()
        .filter(|(kind, ..)| matches!(kind, Kind::Brief | Kind::Page))
        .flat_map(|(_, _, body, names)| mentions_of(body, &names, registry))
        .collect();
    let before = documents.sources.len();
    let mut dropped = barred().next().is_some();
    let mut admitted = bars.iter().map(Option::is_none);
    documents.briefs.retain(|_| admitted.next().unwrap_or(false));
    let mut admitted = pages.iter().map(Option::is_none);
    documents.pages.retain(|_| admitted.next().unwrap_or(false));
    if audience.as_of.is_some() {
        for brief in &mut documents.briefs {
            // What has not come yet is no source of this build, by whatever name: an address too.
            for entry in &brief.sources {
                if let SourceEntry::Inline(source) = entry
                    && !audience.has_come(source.published.as_ref())
                {
                    registry.add_source(source);
                }
            }
            dropped |= audience.trim(Arc::make_mut(brief));
        }
        documents.sources.iter_mut().for_each(|source| audience.trim_source(source));
        documents.actors.iter_mut().for_each(|actor| audience.trim_actor(actor));
    }
    documents.sources.retain(|source| audience.has_come(source.published.as_ref()));
    if dropped || documents.sources.len() < before {
        let unknown = known_only_elsewhere(documents, registry, mentioned);
        documents
            .retain(|kind, origin| !registry.key(kind, origin.id.as_str()).is_some_and(|key| unknown.contains(&key)));
    }
    let left = if is_partial { documents.pages_of_records() } else { BTreeSet::new() };
    (WithheldPages { is_partial, records: all.difference(&left).cloned().collect() }, held_back)
}

impl Audience {
    /// Drops what a brief did not yet hold on the day. Returns whether there was anything.
    fn trim(&self, brief: &mut BriefDocument) -> bool {
        let Some(day) = self.as_of else {
            return false;
        };
        let before = brief.claims.len() + brief.sources.len() + brief.updates.len() + brief.assessment.len();
        brief.claims.retain(|claim| self.has_come(claim.said.as_ref()));
        let withdrawn_later =
            brief.updates.iter().any(|update| update.kind == UpdateType::Withdrawal && update.date.day > day);
        if brief.status == Status::Canceled && withdrawn_later {
            brief.status = Status::Usable;
        }
        brief.updates.retain(|update| update.date.day <= day);
        brief.updated = brief.updates.last().map(|update| update.date).or(brief.updated).filter(|when| when.day <= day);
        brief.sources.retain_mut(|source| match source {
            SourceEntry::Inline(source) => {
                self.trim_source(source);
                self.has_come(source.published.as_ref())
            }
            SourceEntry::Named(_) => true,
        });
        brief.assessment.retain(|assessment| self.has_come(assessment.date.as_ref()));
        brief.image = brief.image.take().filter(|image| self.has_come(image.date.as_ref()));
        before > brief.claims.len() + brief.sources.len() + brief.updates.len() + brief.assessment.len()
    }

    /// Drops what was not yet known of a source on the day: a copy that was made, and a reading, after it.
    fn trim_source(&self, source: &mut SourceDocument) {
        let is_later = |when: Option<DayOrInstant>| when.zip(self.as_of).is_some_and(|(when, day)| when.day > day);
        if is_later(source.archived) {
            (source.archived, source.archive_url) = (None, None);
        }
        source.accessed = source.accessed.filter(|when| !is_later(Some(*when)));
    }

    /// Drops the offices that an actor had not begun on the day, and the ends that had not come.
    fn trim_actor(&self, actor: &mut ActorDocument) {
        actor.offices.retain(|office| self.has_come(office.from.as_ref()));
        for office in &mut actor.offices {
            office.to = office.to.take().filter(|end| self.has_come(Some(end)));
        }
    }
}

/// Returns the records that briefs led to before something was dropped, and that nothing visible leads to now.
fn known_only_elsewhere(
    documents: &Documents,
    registry: &mut Registry,
    mentioned: Vec<RegistryKey>,
) -> BTreeSet<RegistryKey> {
    let edges = mentions(documents, registry);
    let before = closure(mentioned, &edges);
    let keys = documents.origins().filter_map(|(kind, origin)| registry.key(kind, origin.id.as_str()));
    let roots = keys.filter(|key| matches!(key.kind, Kind::Brief | Kind::Page) || !before.contains(key));
    let visible = closure(roots.collect(), &edges);
    before.difference(&visible).copied().collect()
}

/// Returns every record that can be reached from `open`, and those of `open`.
fn closure(mut open: Vec<RegistryKey>, edges: &BTreeMap<RegistryKey, Vec<RegistryKey>>) -> BTreeSet<RegistryKey> {
    let mut reached = BTreeSet::new();
    while let Some(record) = open.pop() {
        if reached.insert(record) {
            open.extend(edges.get(&record).into_iter().flatten());
        }
    }
    reached
}

/// Returns the records that each record leads to.
fn mentions(documents: &Documents, registry: &mut Registry) -> BTreeMap<RegistryKey, Vec<RegistryKey>> {
    let mut edges = BTreeMap::new();
    for (kind, origin, body, names) in documents.texts() {
        if let Some(key) = registry.key(kind, origin.id.as_str()) {
            edges.insert(key, mentions_of(body, &names, registry));
        }
    }
    edges
}

/// Returns the records that a text and the names beside it lead to.
fn mentions_of(body: &Body, names: &KindedNames<'_>, registry: &mut Registry) -> Vec<RegistryKey> {
    let mut to = body_mentions(body, registry);
    for (kinds, name) in names {
        to.extend(kinds.iter().flat_map(|kind| registry.all(*kind, &name.text)));
    }
    to
}

fn body_mentions(body: &Body, registry: &mut Registry) -> Vec<RegistryKey> {
    let mut to = Vec::new();
    for reference in &body.references {
        match &reference.target {
            ReferenceTarget::Record { id, .. } => {
                let (kinds, name) = Registry::kinds_and_name(id);
                to.extend(kinds.into_iter().flat_map(|kind| registry.all(kind, name)));
            }
            ReferenceTarget::File { path, .. } => {
                let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
                to.extend(Kind::ALL.into_iter().filter_map(|kind| {
                    let id = crate::content::id_of_stem(kind, stem).ok()?;
                    registry.key(kind, id.as_str())
                }));
            }
            ReferenceTarget::Citation(cites) => {
                to.extend(cites.iter().flat_map(|cite| registry.all(Kind::Source, &cite.id)));
            }
            _ => {}
        }
    }
    to
}

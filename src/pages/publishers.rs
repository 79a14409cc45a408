//! Where each source stands: on a page of its own, or with an anchor on the page of its publisher.
//!
//! The site comes in; the publishers that have a page go out, with the parts of those that are long, and the address of
//! every source.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::fold::slug_text;
use crate::model::{Id, RecordId, Site, Source};
use crate::pages::context::RenderContext;
use crate::pages::paginate::{GroupBy, PAGINATE_AT, PAGINATE_COMPACT_AT, Partition, SortKey, folder_name, partition};
use crate::path::UrlPath;
use crate::routes;

/// The most letters of a publisher's name in its address.
const NAME_LETTERS: usize = 100;

/// A publisher with at least one source that is no record.
pub(super) struct Publisher {
    /// The address of its page.
    pub page: UrlPath,
    /// Its name.
    pub name: String,
    /// All its sources, in the order of titles: one that gets a page of its own keeps its anchor here.
    pub sources: Vec<Id<Source>>,
    /// By year, month and day of publication, where one page would be too long.
    pub parts: Vec<Partition<Id<Source>>>,
}

/// Returns the publishers that have a page, in the order of their addresses; sources without a publisher come last.
pub(super) fn publishers(site: &Site) -> Vec<Publisher> {
    let mut by_name: FxHashMap<&str, Vec<Id<Source>>> = FxHashMap::default();
    for (id, source) in site.sources.entries() {
        by_name.entry(source.written.publisher.as_deref().unwrap_or_default()).or_default().push(id);
    }
    // Names that differ in capitals or accents share a folder.
    let mut groups: BTreeMap<(bool, String), Vec<Id<Source>>> = BTreeMap::new();
    for (name, mut sources) in by_name {
        let folder = folder_of(name);
        groups.entry((folder.is_empty(), folder)).or_default().append(&mut sources);
    }
    for sources in groups.values_mut() {
        sources.sort_unstable();
    }
    groups.retain(|_, sources| sources.iter().any(|id| !site.sources[*id].is_record()));
    let publisher = |((is_unnamed, folder), sources): ((bool, String), Vec<Id<Source>>)| {
        let name = site.sources[sources[0]].written.publisher.clone().filter(|_| !is_unnamed);
        let page = if is_unnamed { routes::no_publisher() } else { routes::publisher(&folder) };
        let keyed: Vec<(SortKey<'_>, Id<Source>)> =
            sources.iter().map(|id| (SortKey::of_source(&site.sources[*id]), *id)).collect();
        let is_long = sources.len() >= PAGINATE_AT;
        let parts = if is_long { partition(&page, GroupBy::Year, &keyed, PAGINATE_COMPACT_AT) } else { Vec::new() };
        Publisher { page, name: name.unwrap_or_else(|| "No publisher stated".to_owned()), sources, parts }
    };
    groups.into_iter().map(publisher).collect()
}

impl RenderContext {
    /// Returns where a record stands, from the root: its page, or a place on another for a source that has none.
    pub fn path(&self, record: RecordId) -> &str {
        match record {
            RecordId::Source(id) => &self.source_paths.get_or_init(|| source_paths(self))[id.index()],
            other => self.page(other).as_str(),
        }
    }
}

/// Returns where each source stands, from the root: a page, perhaps with an anchor.
fn source_paths(site: &Site) -> Vec<String> {
    let mut paths: Vec<String> = site.sources.iter().map(|source| source.page.to_string()).collect();
    let mut place = |page: &UrlPath, sources: &[Id<Source>]| {
        for id in sources.iter().filter(|id| !site.index.has_page[**id]) {
            paths[id.index()] = format!("{page}#{}", site.sources[*id].written.origin.id);
        }
    };
    for publisher in publishers(site) {
        match publisher.parts.as_slice() {
            [] => place(&publisher.page, &publisher.sources),
            parts => place_parts(parts, &mut place),
        }
    }
    paths
}

fn place_parts(parts: &[Partition<Id<Source>>], place: &mut impl FnMut(&UrlPath, &[Id<Source>])) {
    for part in parts {
        match part.parts.as_slice() {
            [] => place(&part.page, &part.items),
            parts => place_parts(parts, place),
        }
    }
}

/// Returns the folder of a publisher; empty where its name has no letter and no digit.
fn folder_of(publisher: &str) -> String {
    let mut name = slug_text(publisher);
    name.truncate(NAME_LETTERS);
    let name = name.trim_end_matches('-');
    if name.is_empty() { String::new() } else { folder_name(name) }
}

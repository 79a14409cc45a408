//! The site as pages show it: what many pages show of a record is made once and shared.
//!
//! The site goes in; the files in `views` add what templates are given of it, and keep here what is shared.

use std::cmp::Reverse;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::{BodyPatch, Brief, Claim, Id, Place, Site, Source, Table};

/// The site, and what lists show of its records.
pub struct RenderContext {
    site: Site,
    pub(super) entries: ViewCache<Brief>,
    pub(super) sources_in_lists: ViewCache<Source>,
    pub(super) claims_in_lists: ViewCache<Claim>,
    /// Where each source stands; see `publishers`.
    pub(super) source_paths: OnceLock<Vec<String>>,
    /// The briefs that lists show, in the order of dates.
    pub(super) by_date: Vec<Id<Brief>>,
    /// The places with a position, those with the most briefs first.
    pub(super) mapped_places: Vec<Id<Place>>,
}

impl RenderContext {
    /// Takes a site.
    pub fn of(site: Site) -> Self {
        Self {
            entries: ViewCache::of(&site.briefs),
            sources_in_lists: ViewCache::of(&site.sources),
            claims_in_lists: ViewCache::of(&site.claims),
            source_paths: OnceLock::new(),
            by_date: site.listed().collect(),
            mapped_places: mapped_places(&site),
            site,
        }
    }

    /// Swaps the text of a brief; the patch then holds the text from before.
    pub fn swap_body(&mut self, patch: &mut BodyPatch) {
        self.site.swap_body(patch);
        self.entries.forget(patch.brief);
    }
}

fn mapped_places(site: &Site) -> Vec<Id<Place>> {
    let is_mapped = |(id, place): (Id<Place>, &Place)| place.written.position.map(|_| id);
    let mut places: Vec<Id<Place>> = site.places.entries().filter_map(is_mapped).collect();
    places.sort_by_key(|id| Reverse(site.index.briefs_of(*id).len()));
    places
}

impl Deref for RenderContext {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// A view of each record of a table, made when it is first asked for.
pub(super) struct ViewCache<T>(Vec<OnceLock<CachedView>>, PhantomData<T>);

impl<T> ViewCache<T> {
    fn of(table: &Table<T>) -> Self {
        Self(table.ids().map(|_| OnceLock::new()).collect(), PhantomData)
    }

    /// Returns the view of a record; `make` makes it the first time.
    pub(super) fn get(&self, id: Id<T>, make: impl FnOnce() -> CachedView) -> &CachedView {
        self.0[id.index()].get_or_init(make)
    }

    fn forget(&mut self, id: Id<T>) {
        self.0[id.index()] = OnceLock::new();
    }
}

/// A value that many pages show, made once.
#[derive(Debug, Clone)]
pub struct CachedView(Value);

impl CachedView {
    /// Takes a view as templates see it.
    pub(super) fn of<T: Serialize>(view: &T) -> Self {
        Self(Value::from_serializable(view))
    }

    /// Returns the value, which is a map, with one more text in it.
    pub(super) fn with(&self, name: &'static str, text: &str) -> Value {
        let mut map = self.0.as_map().cloned().unwrap_or_default();
        map.insert(name.into(), text.into());
        map.into()
    }
}

impl Serialize for CachedView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

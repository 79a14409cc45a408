//! The site as pages show it: what many pages show of a record is made once and shared.
//!
//! The site goes in; the views in [`views`](super::views) add what templates are given of it, and keep here what is shared.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::digest::Digest;
use crate::model::{BodyPatch, Brief, Claim, Id, Site, Source, Table};

/// The site, and what lists show of its records.
pub struct RenderContext {
    site: Site,
    pub(super) entries: ViewCache<Brief>,
    pub(super) sources_in_lists: ViewCache<Source>,
    pub(super) claims_in_lists: ViewCache<Claim>,
    /// Where each source stands; see `publishers`.
    pub(super) source_paths: OnceLock<Vec<String>>,
    /// Of the months that have a page.
    pub months: Digest,
    /// Of all that `site.toml` says.
    pub config_digest: Digest,
}

impl RenderContext {
    /// The site as pages show it.
    pub fn of(site: Site) -> Self {
        let months = Digest::of(&site.index.calendar.months());
        let config_digest = Digest::of(&format!("{:?}", site.config));
        Self {
            entries: ViewCache::of(&site.briefs),
            sources_in_lists: ViewCache::of(&site.sources),
            claims_in_lists: ViewCache::of(&site.claims),
            source_paths: OnceLock::new(),
            months,
            config_digest,
            site,
        }
    }

    /// Swaps the text of a brief; the patch then holds the text from before.
    pub fn swap_body(&mut self, patch: &mut BodyPatch) {
        self.site.swap_body(patch);
        self.entries.forget(patch.brief);
    }

    /// The digest of all that a list shows of a brief.
    pub fn brief_digest(&self, id: Id<Brief>) -> Digest {
        self.brief(id).digest
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

impl Deref for RenderContext {
    type Target = Site;

    fn deref(&self) -> &Site {
        &self.site
    }
}

/// A value that many pages show, made once. Its digest stands for it in the digest of a page.
#[derive(Debug, Clone)]
pub struct CachedView {
    value: Value,
    digest: Digest,
}

impl CachedView {
    /// Takes a view as templates see it.
    pub(super) fn of<T: Serialize>(view: &T) -> Self {
        Self { value: Value::from_serializable(view), digest: Digest::of(view) }
    }

    /// Returns the value, which is a map, with one more text in it.
    pub fn with(&self, name: &'static str, text: &str) -> Value {
        let mut map = self.value.as_map().cloned().unwrap_or_default();
        map.insert(name.into(), text.into());
        map.into()
    }
}

impl Serialize for CachedView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A digest is the only form that is not for people.
        if serializer.is_human_readable() {
            self.value.serialize(serializer)
        } else {
            self.digest.serialize(serializer)
        }
    }
}

/// Text that is made only if its page is rendered. What it is made from stands for it in the digest of a page.
pub struct Deferred<'s> {
    from: Digest,
    make: Box<dyn Fn() -> Option<String> + Send + Sync + 's>,
}

impl<'s> Deferred<'s> {
    /// `from` is the digest of everything that `make` reads.
    pub fn new(from: Digest, make: impl Fn() -> Option<String> + Send + Sync + 's) -> Self {
        Self { from, make: Box::new(make) }
    }

    /// No text.
    pub fn nothing() -> Self {
        Self::new(Digest::of(&()), || None)
    }
}

impl Serialize for Deferred<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            (self.make)().serialize(serializer)
        } else {
            self.from.serialize(serializer)
        }
    }
}

//! The site as pages show it: what many pages show of a record is made once and shared.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::digest::Digest;
use crate::model::{Brief, Claim, Id, Site, Source, Table, Words};
use crate::pages::questions::claim_view;
use crate::pages::view::{DateView, Link, ListEntry};

/// The site, and what lists show of its briefs.
pub struct RenderContext {
    site: Site,
    entries: Once<Brief>,
    listed: Once<Source>,
    claims: Once<Claim>,
    /// Of the months that have a page.
    pub months: Digest,
    /// Of all that `site.toml` says.
    pub config_digest: Digest,
}

impl RenderContext {
    /// The site as pages show it.
    pub fn of(site: Site) -> Self {
        let months = Digest::of(&site.calendar.months());
        let config_digest = Digest::of(&format!("{:?}", site.config));
        let (entries, listed) = (Once::of(&site.briefs), Once::of(&site.sources));
        Self { entries, listed, claims: Once::of(&site.claims), months, config_digest, site }
    }

    /// Gives a brief these words; they are then those it had.
    pub fn exchange(&mut self, words: &mut Words) {
        self.site.exchange(words);
        self.entries.forget(words.brief);
    }

    /// An account as it stands beside others.
    pub fn claim(&self, id: Id<Claim>) -> Shared {
        self.claims.get(id, || Shared::of(&claim_view(self, id))).clone()
    }

    /// A source as it stands in a list.
    pub fn source(&self, id: Id<Source>) -> Shared {
        self.listed.get(id, || Shared::of(&source(self, id))).clone()
    }

    /// A brief as it stands in a list.
    pub fn brief(&self, id: Id<Brief>) -> Shared {
        self.listed_brief(id).clone()
    }

    /// The digest of all that a list shows of a brief.
    pub fn brief_digest(&self, id: Id<Brief>) -> Digest {
        self.listed_brief(id).digest
    }

    fn listed_brief(&self, id: Id<Brief>) -> &Shared {
        self.entries.get(id, || Shared::of(&entry(self, id)))
    }

    /// A brief in a list.
    pub fn entry(&self, id: Id<Brief>) -> ListEntry {
        ListEntry { brief: self.brief(id), note: None }
    }
}

/// What is shared of the items of a table, each made when it is first asked for.
struct Once<T>(Vec<OnceLock<Shared>>, PhantomData<T>);

impl<T> Once<T> {
    fn of(table: &Table<T>) -> Self {
        Self(table.ids().map(|_| OnceLock::new()).collect(), PhantomData)
    }

    fn get(&self, id: Id<T>, make: impl FnOnce() -> Shared) -> &Shared {
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

/// A value that many pages show: templates are given the one that is there, and a digest takes its digest.
#[derive(Debug, Clone)]
pub struct Shared {
    value: Value,
    digest: Digest,
}

impl Shared {
    fn of<T: Serialize>(view: &T) -> Self {
        Self { value: Value::from_serializable(view), digest: Digest::of(view) }
    }

    /// The value, which is a map, with one more text in it.
    pub fn with(&self, name: &'static str, text: &str) -> Value {
        let mut map = self.value.as_map().cloned().unwrap_or_default();
        map.insert(name.into(), text.into());
        map.into()
    }
}

impl Serialize for Shared {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A digest is the only form that is not for people.
        if serializer.is_human_readable() {
            self.value.serialize(serializer)
        } else {
            self.digest.serialize(serializer)
        }
    }
}

/// Text that is dear to make: templates are given the text, and a digest takes what it is made from.
pub struct Made<'s> {
    from: Digest,
    make: Box<dyn Fn() -> Option<String> + Send + Sync + 's>,
}

impl<'s> Made<'s> {
    /// `from` is the digest of everything that `make` reads.
    pub fn new(from: Digest, make: impl Fn() -> Option<String> + Send + Sync + 's) -> Self {
        Self { from, make: Box::new(make) }
    }

    /// No text.
    pub fn nothing() -> Self {
        Self::new(Digest::of(&()), || None)
    }
}

impl Serialize for Made<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            (self.make)().serialize(serializer)
        } else {
            self.from.serialize(serializer)
        }
    }
}

/// What a list shows of a brief.
#[derive(Serialize)]
struct Entry<'s> {
    /// From the root.
    path: &'s str,
    /// The headline.
    title: &'s str,
    /// Its language, where it is not the site's.
    lang: Option<String>,
    /// When.
    date: DateView,
    /// The gist.
    summary: &'s str,
    /// Its topics.
    topics: Vec<Link>,
}

fn entry(site: &RenderContext, id: Id<Brief>) -> Entry<'_> {
    let brief = &site.briefs[id];
    Entry {
        path: brief.page.as_str(),
        title: &brief.written.title,
        lang: site.other_language(brief.written.lang.as_ref()),
        date: DateView::of_brief(brief),
        summary: &brief.summary,
        topics: site.topic_links(&brief.topics),
    }
}

/// What a list shows of a source.
#[derive(Serialize)]
struct SourceView<'s> {
    /// From the root.
    path: &'s str,
    /// Its title.
    title: &'s str,
    /// Its language, where it is not the site's.
    lang: Option<String>,
    /// Its title in the site's language.
    trans_title: Option<&'s str>,
    /// Who wrote it.
    authors: &'s [String],
    /// Who publishes it.
    publisher: Option<&'s str>,
    /// When it was published.
    published: Option<DateView>,
    /// Its address; `None`: not recorded.
    url: Option<&'s str>,
    /// Whether the address is known to be dead or taken over.
    url_status: &'static str,
    /// An archived copy.
    archive_url: Option<&'s str>,
    /// When it was archived.
    archived: Option<DateView>,
    /// When it was read.
    accessed: Option<DateView>,
}

fn source(site: &RenderContext, id: Id<Source>) -> SourceView<'_> {
    let source = &site.sources[id];
    let written = &source.written;
    SourceView {
        path: source.page.as_str(),
        title: &written.title,
        lang: site.other_language(written.language.as_ref()),
        trans_title: written.trans_title.as_deref(),
        authors: &written.authors,
        publisher: written.publisher.as_deref(),
        published: written.published.as_ref().map(DateView::of),
        url: written.url.as_deref(),
        url_status: written.url_status.as_str(),
        archive_url: written.archive_url.as_deref(),
        archived: written.archived.map(|when| DateView::day(when.day)),
        accessed: written.accessed.map(|when| DateView::day(when.day)),
    }
}

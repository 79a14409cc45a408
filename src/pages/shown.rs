//! The site as pages show it: what many pages show of a record is made once and shared.

use std::ops::Deref;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::digest::Digest;
use crate::model::{Brief, Id, Site};
use crate::pages::view::{DateView, Link, Picked};

/// The site, and what lists show of its briefs.
pub struct Shown {
    site: Site,
    entries: Vec<Shared>,
    /// The months that have a page.
    pub months: Digest,
}

impl Shown {
    /// Makes what is shared.
    pub fn of(site: Site) -> Self {
        let months = Digest::of(&site.calendar.months());
        let mut shown = Self { entries: Vec::new(), months, site };
        shown.entries = shown.briefs.ids().map(|id| Shared::of(&entry(&shown, id))).collect();
        shown
    }

    /// A brief as it stands in a list.
    pub fn brief(&self, id: Id<Brief>) -> Shared {
        self.entries[id.index()].clone()
    }

    /// A brief in a list.
    pub fn entry(&self, id: Id<Brief>) -> Picked {
        Picked { brief: self.brief(id), note: None }
    }
}

impl Deref for Shown {
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

fn entry(site: &Shown, id: Id<Brief>) -> Entry<'_> {
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

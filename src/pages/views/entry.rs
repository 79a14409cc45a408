//! Briefs in lists: what every list shows of one, and lists by year.

use serde::{Serialize, Serializer};

use super::date::{DateView, year_in_words, year_of};
use super::link::Link;
use crate::model::{Brief, Id};
use crate::pages::context::{CachedView, RenderContext};
use crate::routes;

/// What every list shows of a brief.
#[derive(Serialize)]
struct EntryView<'s> {
    /// From the root.
    path: &'s str,
    /// The headline.
    title: &'s str,
    /// Its language, where it is not the site's.
    lang: Option<String>,
    date: DateView,
    summary: &'s str,
    topics: Vec<Link>,
}

/// A brief in a list. Templates are given one map: what every list shows of it, and `note`.
#[derive(Debug, Clone)]
pub struct ListEntry {
    /// What every list shows of it.
    pub brief: CachedView,
    /// Why it stands in this list, or what part the record has in it.
    pub note: Option<String>,
}

impl Serialize for ListEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.note {
            Some(note) => self.brief.with("note", note).serialize(serializer),
            None => self.brief.serialize(serializer),
        }
    }
}

/// Briefs of one year.
#[derive(Debug, Clone, Serialize)]
pub struct YearGroup {
    /// "2025", or "Year not stated".
    pub heading: String,
    /// For links within the page: "y2025", "open".
    pub anchor: String,
    /// The briefs, in the order of dates.
    pub entries: Vec<ListEntry>,
}

impl RenderContext {
    /// Returns what every list shows of a brief.
    pub fn brief(&self, id: Id<Brief>) -> CachedView {
        self.entries.get(id, || CachedView::of(&entry(self, id))).clone()
    }

    /// Returns a brief in a list, without a note.
    pub fn entry(&self, id: Id<Brief>) -> ListEntry {
        ListEntry { brief: self.brief(id), note: None }
    }

    /// Returns briefs by year, the open year last.
    pub fn by_year(
        &self,
        briefs: impl IntoIterator<Item = ListEntry>,
        ids: impl IntoIterator<Item = Id<Brief>>,
    ) -> Vec<YearGroup> {
        let mut groups: Vec<(Option<i32>, YearGroup)> = Vec::new();
        for (entry, id) in briefs.into_iter().zip(ids) {
            let year = year_of(&self.briefs[id]);
            match groups.iter_mut().find(|(key, _)| *key == year) {
                Some((_, group)) => group.entries.push(entry),
                None => {
                    let heading = year.map_or_else(|| "Year not stated".to_owned(), year_in_words);
                    let anchor = year.map_or_else(|| "open".to_owned(), |year| format!("y{}", routes::year_name(year)));
                    groups.push((year, YearGroup { heading, anchor, entries: vec![entry] }));
                }
            }
        }
        groups.sort_by_key(|(year, _)| (year.is_none(), *year));
        groups.into_iter().map(|(_, group)| group).collect()
    }
}

fn entry(site: &RenderContext, id: Id<Brief>) -> EntryView<'_> {
    let brief = &site.briefs[id];
    EntryView {
        path: brief.page.as_str(),
        title: &brief.written.title,
        lang: site.other_language(brief.written.lang.as_ref()),
        date: DateView::of_brief(brief),
        summary: &site.index.summaries[id],
        topics: site.topic_links(&brief.topics),
    }
}

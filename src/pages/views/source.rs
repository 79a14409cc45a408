//! Sources in lists: what every list shows of one, and the numbered sources of a page.

use serde::Serialize;

use super::date::DateView;
use crate::model::{Id, Prose, RecordId, Source, Target};
use crate::pages::context::{CachedView, RenderContext};

/// What every list shows of a source.
#[derive(Serialize)]
struct SourceView<'s> {
    /// From the root.
    path: &'s str,
    title: &'s str,
    /// Its language, where it is not the site's.
    lang: Option<String>,
    /// Its title in the site's language.
    trans_title: Option<&'s str>,
    authors: &'s [String],
    publisher: Option<&'s str>,
    published: Option<DateView>,
    /// Its address; `None`: not recorded.
    url: Option<&'s str>,
    /// Whether the address is known to be dead or taken over.
    url_status: &'static str,
    /// The address of an archived copy.
    archive_url: Option<&'s str>,
    archived: Option<DateView>,
    /// When it was read.
    accessed: Option<DateView>,
}

/// A source in the list of a page.
#[derive(Debug, Clone, Serialize)]
pub struct NumberedSource {
    /// Its number on the page, from 1.
    pub number: usize,
    /// What every list shows of it.
    pub source: CachedView,
}

impl RenderContext {
    /// Returns what every list shows of a source.
    pub fn source(&self, id: Id<Source>) -> CachedView {
        let make = || CachedView::of(&source(self, id));
        // A source that one brief uses is shown there and with its publisher: to keep it costs more than to make it twice.
        if self.index.has_page[id] { self.sources_in_lists.get(id, make).clone() } else { make() }
    }

    /// Returns sources with their numbers, from 1.
    pub fn numbered(&self, sources: &[Id<Source>]) -> Vec<NumberedSource> {
        let numbered =
            |(index, id): (usize, &Id<Source>)| NumberedSource { number: index + 1, source: self.source(*id) };
        sources.iter().enumerate().map(numbered).collect()
    }

    /// Returns the sources that texts cite, in the order of their numbers.
    pub fn cited(&self, texts: &[Prose<'_>]) -> Vec<Id<Source>> {
        let mut cited: Vec<Id<Source>> = Vec::new();
        for target in texts.iter().flat_map(|text| text.targets) {
            if let Target::Citation(sources) = target {
                for (source, _) in sources {
                    if !cited.contains(source) {
                        cited.push(*source);
                    }
                }
            }
        }
        cited
    }
}

fn source(site: &RenderContext, id: Id<Source>) -> SourceView<'_> {
    let source = &site.sources[id];
    let written = &source.written;
    SourceView {
        path: site.path(RecordId::Source(id)),
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

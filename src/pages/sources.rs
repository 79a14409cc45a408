//! Sources: the list, and a page for each with what rests on it.

use serde::Serialize;

use crate::content::Kind;
use crate::content::source::Reliability;
use crate::english::{count_of, humanise, language_name};
use crate::model::{Id, Source};
use crate::pages::Page;
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::paginate::{self, LATEST_COUNT, PAGINATE_AT, PageNav};
use crate::pages::views::Head;
use crate::pages::views::claim::{Statement, statement};
use crate::path::UrlPath;

/// How many accounts the page of a source shows.
const STATEMENTS: usize = 60;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    frame: PageNav,
    /// Of the whole list, on its first page.
    count: Option<String>,
    sources: Vec<SourceLine>,
    without_address: usize,
    dated: usize,
}

#[derive(Serialize)]
struct SourceLine {
    source: CachedView,
    kind: String,
    language: Option<String>,
    reliability: &'static str,
    briefs: String,
}

#[derive(Serialize)]
struct View {
    head: Head,
    source: CachedView,
    kind: String,
    language: Option<String>,
    reliability: &'static str,
    reliability_words: &'static str,
    descriptor: Option<String>,
    sha256: Option<String>,
    claims: Vec<Statement>,
    claims_cut: bool,
    listing: Listing,
}

/// The list, a page for each source, and its pages by year where it is long.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let index_page = UrlPath::page(&[Kind::Source.folder()]);
    let records = site.sources.entries().map(|(id, source)| (id, source.written.title.as_str(), &source.page));
    let parts = paginate::partition_by_title(Kind::Source, records, PAGINATE_AT);
    let mut pages =
        paginate::pages(&index_head(), &index_page, &parts, &|page, head: Head, frame: PageNav, ids: Vec<_>| {
            Page::of(page, "sources.html", move |site| Box::new(part_view(site, head.clone(), frame.clone(), &ids)))
        });
    let frame = PageNav::first(&parts);
    pages.push(Page::of(index_page, "sources.html", move |site| Box::new(index(site, frame.clone()))));
    for (id, source) in site.sources.entries() {
        let folder = [Kind::Source.folder(), source.written.origin.id.as_str()];
        pages.push(Page::of(source.page.clone(), "source.html", move |site| Box::new(view(site, id))));
        pages.extend(year_pages(site, &folder, &source.briefs, &head(source)));
    }
    pages
}

fn index_head() -> Head {
    Head::new("sources", "Sources").describe(Some("What the briefing rests on."))
}

fn index(site: &RenderContext, frame: PageNav) -> IndexView {
    let mut ids: Vec<Id<Source>> = site.sources.ids().collect();
    if !frame.parts.is_empty() {
        // Those on which most briefs rest stand for all.
        ids.sort_by_key(|id| std::cmp::Reverse(site.sources[*id].briefs.len()));
        ids.truncate(LATEST_COUNT);
    }
    IndexView {
        count: Some(count_of(site.sources.len(), "source")),
        without_address: site.sources.iter().filter(|source| source.written.url.is_none()).count(),
        dated: site
            .sources
            .iter()
            .filter(|source| source.written.published.as_ref().is_some_and(|date| date.html_datetime().is_some()))
            .count(),
        ..part_view(site, index_head(), frame, &ids)
    }
}

fn part_view(site: &RenderContext, head: Head, frame: PageNav, ids: &[Id<Source>]) -> IndexView {
    let line = |id: &Id<Source>| {
        let source = &site.sources[*id];
        SourceLine {
            source: site.source(*id),
            kind: humanise(source.written.kind.as_str()),
            language: source.written.language.as_deref().map(|code| language_name(code).to_owned()),
            reliability: source.written.reliability.as_str(),
            briefs: count_of(source.briefs.len(), "brief"),
        }
    };
    IndexView { head, frame, count: None, sources: ids.iter().map(line).collect(), without_address: 0, dated: 0 }
}

fn head(source: &Source) -> Head {
    Head::new("sources", &source.written.title).under_kind(Kind::Source).describe(source.written.descriptor.clone())
}

fn view(site: &RenderContext, id: Id<Source>) -> View {
    let source = &site.sources[id];
    let written = &source.written;
    let folder = [Kind::Source.folder(), written.origin.id.as_str()];
    View {
        head: head(source),
        source: site.source(id),
        kind: humanise(written.kind.as_str()),
        language: written.language.as_deref().map(|code| language_name(code).to_owned()),
        reliability: written.reliability.as_str(),
        reliability_words: reliability(written.reliability),
        descriptor: written.descriptor.clone(),
        sha256: written.sha256.clone(),
        claims_cut: source.claims.len() > STATEMENTS,
        claims: source.claims.iter().take(STATEMENTS).map(|claim| statement(site, *claim)).collect(),
        listing: listing(site, &folder, &source.briefs, |_| None),
    }
}

fn reliability(letter: Reliability) -> &'static str {
    match letter {
        Reliability::A => "completely reliable",
        Reliability::B => "usually reliable",
        Reliability::C => "fairly reliable",
        Reliability::D => "not usually reliable",
        Reliability::E => "unreliable",
        Reliability::F => "cannot be judged",
    }
}

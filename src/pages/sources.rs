//! Sources: the list, and a page for each with what rests on it.

use serde::Serialize;

use crate::content::Kind;
use crate::content::source::Reliability;
use crate::model::{Id, Source};
use crate::pages::Page;
use crate::pages::context::{RenderContext, Shared};
use crate::pages::cut::{self, FEW, Frame, LONG};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::questions::{Statement, statement};
use crate::pages::view::{Head, count_of, language, words};
use crate::path::UrlPath;

/// How many accounts the page of a source shows.
const STATEMENTS: usize = 60;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    frame: Frame,
    /// Of the whole list, on its first page.
    count: Option<String>,
    sources: Vec<Line>,
    without_address: usize,
    dated: usize,
}

#[derive(Serialize)]
struct Line {
    source: Shared,
    kind: String,
    language: Option<String>,
    reliability: &'static str,
    briefs: String,
}

#[derive(Serialize)]
struct View {
    head: Head,
    source: Shared,
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
    let parts = cut::titled(Kind::Source, records, LONG);
    let mut pages = cut::pages(&index_head(), &index_page, &parts, &|page, head: Head, frame: Frame, ids: Vec<_>| {
        Page::of(page, "sources.html", move |site| Box::new(part_view(site, head.clone(), frame.clone(), &ids)))
    });
    let frame = Frame::first(&parts);
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

fn index(site: &RenderContext, frame: Frame) -> IndexView {
    let mut ids: Vec<Id<Source>> = site.sources.ids().collect();
    if !frame.parts.is_empty() {
        // Those on which most briefs rest stand for all.
        ids.sort_by_key(|id| std::cmp::Reverse(site.sources[*id].briefs.len()));
        ids.truncate(FEW);
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

fn part_view(site: &RenderContext, head: Head, frame: Frame, ids: &[Id<Source>]) -> IndexView {
    let line = |id: &Id<Source>| {
        let source = &site.sources[*id];
        Line {
            source: site.source(*id),
            kind: words(source.written.kind.as_str()),
            language: source.written.language.as_deref().map(|code| language(code).to_owned()),
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
        kind: words(written.kind.as_str()),
        language: written.language.as_deref().map(|code| language(code).to_owned()),
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

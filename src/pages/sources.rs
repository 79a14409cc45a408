//! Sources: the list, and a page for each with what rests on it.

use serde::Serialize;

use crate::content::Kind;
use crate::content::source::Reliability;
use crate::model::{Id, Source};
use crate::pages::Page;
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::questions::{Statement, statement};
use crate::pages::shown::{Shared, Shown};
use crate::pages::view::{Head, count_of, language, words};
use crate::path::UrlPath;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    count: String,
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
    listing: Listing,
}

/// The list, a page for each source, and its pages by year where it is long.
pub(super) fn plan(site: &Shown) -> Vec<Page<'_>> {
    let mut pages = vec![Page::of(UrlPath::page(&[Kind::Source.folder()]), "sources.html", || index(site))];
    for (id, source) in site.sources.entries() {
        let folder = [Kind::Source.folder(), source.written.origin.id.as_str()];
        pages.push(Page::of(source.page.clone(), "source.html", move || view(site, id)));
        pages.extend(year_pages(site, &folder, &source.briefs, &head(source)));
    }
    pages
}

fn index(site: &Shown) -> IndexView {
    IndexView {
        head: Head::new("sources", "Sources").describe(Some("What the briefing rests on.")),
        count: count_of(site.sources.len(), "source"),
        without_address: site.sources.iter().filter(|source| source.written.url.is_none()).count(),
        dated: site
            .sources
            .iter()
            .filter(|source| source.written.published.as_ref().is_some_and(|date| date.html_datetime().is_some()))
            .count(),
        sources: site
            .sources
            .entries()
            .map(|(id, source)| Line {
                source: site.source(id),
                kind: words(source.written.kind.as_str()),
                language: source.written.language.as_deref().map(|code| language(code).to_owned()),
                reliability: source.written.reliability.as_str(),
                briefs: count_of(source.briefs.len(), "brief"),
            })
            .collect(),
    }
}

fn head(source: &Source) -> Head {
    Head::new("sources", &source.written.title).under_kind(Kind::Source).describe(source.written.descriptor.clone())
}

fn view(site: &Shown, id: Id<Source>) -> View {
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
        claims: source.claims.iter().map(|claim| statement(site, *claim)).collect(),
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

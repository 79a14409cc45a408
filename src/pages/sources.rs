//! Sources: the list, a page for each record with what rests on it, and the pages of publishers with all the others.

use serde::Serialize;

use crate::content::Kind;
use crate::content::source::Reliability;
use crate::english::{count_of, humanise, language_name};
use crate::model::{Claim, Id, RecordId, Source};
use crate::pages::Page;
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::paginate::{
    self, GroupBy, LATEST_COUNT, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, Partition, SortKey,
};
use crate::pages::publishers::{Publisher, publishers};
use crate::pages::views::claim::{Statement, statement};
use crate::pages::views::{CountedLink, Head, Link};
use crate::path::UrlPath;
use crate::routes;

/// How many accounts the page of a source shows.
const STATEMENTS: usize = 60;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    frame: PageNav,
    /// Of the whole list, on its first page.
    count: Option<String>,
    publishers: Vec<CountedLink>,
    /// Whether the publishers are so many that `publishers` are letters of their names.
    publishers_cut: bool,
    sources: Vec<SourceLine>,
    without_address: usize,
    dated: usize,
}

/// A page of a publisher, or a part of it.
#[derive(Serialize)]
struct PublisherView {
    head: Head,
    frame: PageNav,
    count: String,
    sources: Vec<PublishedSource>,
}

/// A source on the page of its publisher, with all that is known of it.
#[derive(Serialize)]
struct PublishedSource {
    /// The anchor.
    id: String,
    source: CachedView,
    /// Whether it has a page of its own, which then says what follows.
    has_page: bool,
    kind: String,
    language: Option<String>,
    reliability: &'static str,
    descriptor: Option<String>,
    sha256: Option<String>,
    briefs: Vec<Link>,
    claims: Vec<AccountLink>,
}

/// An account known through a source.
#[derive(Serialize)]
struct AccountLink {
    by: String,
    /// Where it stands among the others on its question.
    question: Link,
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
    let index_page = routes::index(Kind::Source);
    let with_page = || site.sources.entries().filter(|(id, _)| site.index.has_page[*id]);
    let records = with_page().map(|(id, source)| (id, source.written.title.as_str(), &source.page));
    let parts = paginate::partition_by_title(Kind::Source, records, PAGINATE_AT);
    let mut pages =
        paginate::pages(&index_head(), &index_page, &parts, &|page, head: Head, frame: PageNav, ids: Vec<_>| {
            Page::of(page, "sources.html", move |site| Box::new(part_view(site, head.clone(), frame.clone(), &ids)))
        });
    let frame = PageNav::first(&parts);
    pages.push(Page::of(index_page.clone(), "sources.html", move |site| Box::new(index(site, frame.clone()))));
    for (id, source) in with_page() {
        let folder = [Kind::Source.folder(), source.written.origin.id.as_str()];
        pages.push(Page::of(source.page.clone(), "source.html", move |site| Box::new(view(site, id))));
        pages.extend(year_pages(site, &folder, site.index.briefs_of(id), &head(source)));
    }
    let publishers = publishers(site);
    for publisher in &publishers {
        let head = Head::new("sources", &publisher.name).under_kind(Kind::Source);
        pages.extend(paginate::pages(&head, &publisher.page, &publisher.parts, &publisher_page));
        let shown = if publisher.parts.is_empty() { publisher.sources.clone() } else { Vec::new() };
        pages.push(publisher_page(publisher.page.clone(), head, PageNav::first(&publisher.parts), shown));
    }
    let head = Head::new("sources", "Publishers").under_kind(Kind::Source);
    let links: Vec<CountedLink> = publishers.iter().map(counted).collect();
    let make = |page, head, frame, shown: Vec<usize>| {
        publishers_page(page, head, frame, shown.into_iter().map(|at| links[at].clone()).collect())
    };
    pages.extend(paginate::pages(&head, &index_page, &letters(&publishers), &make));
    pages
}

fn publisher_page(page: UrlPath, head: Head, frame: PageNav, ids: Vec<Id<Source>>) -> Page {
    Page::of(page, "publisher.html", move |site| {
        let count = count_of(ids.len(), "source");
        let sources = ids.iter().map(|id| source_entry(site, *id)).collect();
        Box::new(PublisherView { head: head.clone(), frame: frame.clone(), count, sources })
    })
}

fn publishers_page(page: UrlPath, head: Head, frame: PageNav, publishers: Vec<CountedLink>) -> Page {
    Page::of(page, "sources.html", move |site| {
        Box::new(IndexView { publishers: publishers.clone(), ..part_view(site, head.clone(), frame.clone(), &[]) })
    })
}

/// The publishers by the letters of their names, where they are too many for one page.
fn letters(publishers: &[Publisher]) -> Vec<Partition<usize>> {
    if publishers.len() < PAGINATE_COMPACT_AT {
        return Vec::new();
    }
    let things: Vec<(SortKey<'_>, usize)> = publishers
        .iter()
        .enumerate()
        .map(|(at, publisher)| (SortKey::of_title(&publisher.name, &publisher.page), at))
        .collect();
    paginate::partition(&routes::publishers(), GroupBy::Title, &things, PAGINATE_COMPACT_AT)
}

fn counted(publisher: &Publisher) -> CountedLink {
    let (path, text) = (publisher.page.to_string(), publisher.name.clone());
    CountedLink { path, text, count: publisher.sources.len() }
}

fn source_entry(site: &RenderContext, id: Id<Source>) -> PublishedSource {
    let source = &site.sources[id];
    let written = &source.written;
    let has_page = site.index.has_page[id];
    let account = |claim: &Id<Claim>| {
        let claim = &site.claims[*claim];
        let question = site.link_to(RecordId::Question(claim.question));
        let path = format!("{}#{}", question.path, claim.written.id);
        AccountLink { by: site.speaker(claim.by).to_owned(), question: Link { path, ..question } }
    };
    PublishedSource {
        id: written.origin.id.to_string(),
        source: site.source(id),
        has_page,
        kind: humanise(written.kind.as_str()),
        language: written.language.as_deref().map(|code| language_name(code).to_owned()),
        reliability: written.reliability.as_str(),
        descriptor: written.descriptor.clone().filter(|_| !has_page),
        sha256: written.sha256.clone().filter(|_| !has_page),
        briefs: match has_page {
            true => Vec::new(),
            false => site.index.briefs_of(id).iter().map(|id| site.link_to(RecordId::Brief(*id))).collect(),
        },
        claims: if has_page { Vec::new() } else { site.index.claims_of(id).iter().map(account).collect() },
    }
}

fn index_head() -> Head {
    Head::new("sources", "Sources").describe(Some("What the briefing rests on."))
}

fn index(site: &RenderContext, frame: PageNav) -> IndexView {
    let with_page = site.sources.entries().filter(|(id, _)| site.index.has_page[*id]);
    let mut ids: Vec<Id<Source>> = with_page.map(|(id, _)| id).collect();
    let publishers = publishers(site);
    let letters = letters(&publishers);
    if !frame.parts.is_empty() {
        // Those on which most briefs rest stand for all.
        ids.sort_by_key(|id| std::cmp::Reverse(site.index.briefs_of(*id).len()));
        ids.truncate(LATEST_COUNT);
    }
    IndexView {
        count: Some(count_of(site.sources.len(), "source")),
        publishers_cut: !letters.is_empty(),
        publishers: match letters.as_slice() {
            [] => publishers.iter().map(counted).collect(),
            letters => paginate::counted_links(letters),
        },
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
            briefs: count_of(site.index.briefs_of(*id).len(), "brief"),
        }
    };
    IndexView {
        head,
        frame,
        count: None,
        publishers: Vec::new(),
        publishers_cut: false,
        sources: ids.iter().map(line).collect(),
        without_address: 0,
        dated: 0,
    }
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
        claims_cut: site.index.claims_of(id).len() > STATEMENTS,
        claims: site.index.claims_of(id).iter().take(STATEMENTS).map(|claim| statement(site, *claim)).collect(),
        listing: listing(site, &folder, site.index.briefs_of(id), |_| None),
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

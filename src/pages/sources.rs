//! Sources: the list, a page for each record with what rests on it, and the pages of publishers with all the others.

use std::cmp::Reverse;

use serde::Serialize;
use serde_yaml::Value;

use crate::content::Kind;
use crate::content::source::Reliability;
use crate::diagnostic::Diagnostic;
use crate::english::{count_of, humanise, language_name};
use crate::model::{Claim, Id, RecordId, Source};
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::listing::{BriefListPage, Listing, listing, render_list, year_pages};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{
    GroupBy, LATEST_COUNT, ListPage, PAGINATE_AT, PAGINATE_COMPACT_AT, PageNav, Partition, SortKey, counted_links,
    list_pages, part_pages, partition, partition_by_title,
};
use crate::pages::publishers::{Publisher, publishers};
use crate::pages::views::claim::{Statement, statement};
use crate::pages::views::{CountedLink, Head, Link};
use crate::routes;

/// How many accounts the page of a source shows.
const STATEMENTS: usize = 60;

#[derive(Serialize)]
struct SourceIndex<'p> {
    head: &'p Head,
    frame: &'p PageNav,
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
struct PublisherView<'p> {
    head: &'p Head,
    frame: &'p PageNav,
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
    reliability_words: Option<&'static str>,
    descriptor: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    sha256: Option<String>,
    claims: Vec<Statement>,
    claims_cut: bool,
    listing: Listing,
}

/// A page of the list of sources or of publishers, or of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourcePage {
    /// A page of the list: all with a page, a part, or those on which most briefs rest.
    Index(ListPage<Id<Source>>),
    /// A source.
    Source(Id<Source>),
    /// A part of the briefs that rest on a source.
    Part(BriefListPage),
    /// The sources of a publisher, or a part of them.
    Publisher(ListPage<Id<Source>>),
    /// A part of the list of publishers.
    Publishers(ListPage<CountedLink>),
}

impl PageKind for SourcePage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let with_page = || site.sources.entries().filter(|(id, _)| site.index.has_page[*id]);
        let records = with_page().map(|(id, source)| (id, source.written.title.as_str(), &source.page));
        let parts = partition_by_title(Kind::Source, records, PAGINATE_AT);
        let mut first: Vec<Id<Source>> = with_page().map(|(id, _)| id).collect();
        if !parts.is_empty() {
            first.sort_by_key(|id| Reverse(site.index.briefs_of(*id).len()));
            first.truncate(LATEST_COUNT);
        }
        let head_of_all = Head::new("sources", "Sources").describe(Some("What the briefing rests on."));
        let index = list_pages(head_of_all, routes::index(Kind::Source), &parts, first);
        let mut pages: Vec<PageOf<Self>> = index.into_iter().map(|page| page.map(Self::Index)).collect();
        for (id, source) in with_page() {
            pages.push(PageOf::new(source.page.clone(), Self::Source(id)));
            let parts = year_pages(site, &source.page, site.index.briefs_of(id), &head(source));
            pages.extend(parts.into_iter().map(|page| page.map(Self::Part)));
        }
        pages.extend(publisher_pages(site));
        pages
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = renderer.site;
        match self {
            Self::Index(page) => renderer.html("sources.html", &index_view(site, page)),
            Self::Source(id) => renderer.html("source.html", &view(site, *id)),
            Self::Part(part) => render_list(part, renderer),
            Self::Publisher(page) => renderer.html("publisher.html", &publisher_view(site, page)),
            Self::Publishers(page) => renderer.html("sources.html", &publishers_view(page)),
        }
    }
}

/// Returns the pages of each publisher, and the parts of the list of publishers where they are many.
fn publisher_pages(site: &RenderContext) -> Vec<PageOf<SourcePage>> {
    let publishers = publishers(site);
    let mut pages = Vec::new();
    for publisher in &publishers {
        let head = Head::new("sources", &publisher.name).under_kind(Kind::Source);
        let first = if publisher.parts.is_empty() { publisher.sources.clone() } else { Vec::new() };
        let list = list_pages(head, publisher.page.clone(), &publisher.parts, first);
        pages.extend(list.into_iter().map(|page| page.map(SourcePage::Publisher)));
    }
    let head = Head::new("sources", "Publishers").under_kind(Kind::Source);
    let counted = |ListPage { head, nav, items }: ListPage<usize>| {
        let items = items.into_iter().map(|at| counted(&publishers[at])).collect();
        SourcePage::Publishers(ListPage { head, nav, items })
    };
    let list = part_pages(&head, &routes::index(Kind::Source), &letters(&publishers));
    pages.extend(list.into_iter().map(|page| page.map(counted)));
    pages
}

fn publisher_view<'p>(site: &RenderContext, page: &'p ListPage<Id<Source>>) -> PublisherView<'p> {
    let count = count_of(page.items.len(), "source");
    let sources = page.items.iter().map(|id| source_entry(site, *id)).collect();
    PublisherView { head: &page.head, frame: &page.nav, count, sources }
}

fn publishers_view(page: &ListPage<CountedLink>) -> SourceIndex<'_> {
    SourceIndex { publishers: page.items.clone(), ..SourceIndex::new(&page.head, &page.nav) }
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
    partition(&routes::publishers(), GroupBy::Title, &things, PAGINATE_COMPACT_AT)
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
        reliability: letter(written.reliability),
        descriptor: written.descriptor.clone().filter(|_| !has_page),
        sha256: written.sha256.clone().filter(|_| !has_page),
        briefs: match has_page {
            true => Vec::new(),
            false => site.index.briefs_of(id).iter().map(|id| site.link_to(RecordId::Brief(*id))).collect(),
        },
        claims: if has_page { Vec::new() } else { site.index.claims_of(id).iter().map(account).collect() },
    }
}

impl<'p> SourceIndex<'p> {
    /// A page that lists nothing yet.
    fn new(head: &'p Head, frame: &'p PageNav) -> Self {
        Self {
            head,
            frame,
            count: None,
            publishers: Vec::new(),
            publishers_cut: false,
            sources: Vec::new(),
            without_address: 0,
            dated: 0,
        }
    }
}

fn index_view<'p>(site: &RenderContext, page: &'p ListPage<Id<Source>>) -> SourceIndex<'p> {
    let line = |id: &Id<Source>| {
        let source = &site.sources[*id];
        SourceLine {
            source: site.source(*id),
            kind: humanise(source.written.kind.as_str()),
            language: source.written.language.as_deref().map(|code| language_name(code).to_owned()),
            reliability: letter(source.written.reliability),
            briefs: count_of(site.index.briefs_of(*id).len(), "brief"),
        }
    };
    let part =
        SourceIndex { sources: page.items.iter().map(line).collect(), ..SourceIndex::new(&page.head, &page.nav) };
    if page.nav.whole.is_some() {
        return part;
    }
    let publishers = publishers(site);
    let letters = letters(&publishers);
    let is_dated =
        |source: &Source| source.written.published.as_ref().is_some_and(|date| date.html_datetime().is_some());
    SourceIndex {
        count: Some(count_of(site.sources.len(), "source")),
        publishers_cut: !letters.is_empty(),
        publishers: match letters.as_slice() {
            [] => publishers.iter().map(counted).collect(),
            letters => counted_links(letters),
        },
        without_address: site.sources.iter().filter(|source| source.written.url.is_none()).count(),
        dated: site.sources.iter().filter(|source| is_dated(source)).count(),
        ..part
    }
}

fn head(source: &Source) -> Head {
    Head::new("sources", &source.written.title).under_kind(Kind::Source).describe(source.written.descriptor.clone())
}

fn view(site: &RenderContext, id: Id<Source>) -> View {
    let source = &site.sources[id];
    let written = &source.written;
    View {
        head: head(source),
        source: site.source(id),
        kind: humanise(written.kind.as_str()),
        language: written.language.as_deref().map(|code| language_name(code).to_owned()),
        reliability: letter(written.reliability),
        reliability_words: written.reliability.map(in_words),
        descriptor: written.descriptor.clone(),
        extra: written.extra.clone(),
        sha256: written.sha256.clone(),
        claims_cut: site.index.claims_of(id).len() > STATEMENTS,
        claims: site.index.claims_of(id).iter().take(STATEMENTS).map(|claim| statement(site, *claim)).collect(),
        listing: listing(site, &source.page, site.index.briefs_of(id), |_| None),
    }
}

/// Returns the letter, or that nobody gave one: `F` says that somebody tried to judge and could not.
fn letter(given: Option<Reliability>) -> &'static str {
    given.map_or("not judged", Reliability::as_str)
}

fn in_words(letter: Reliability) -> &'static str {
    match letter {
        Reliability::A => "completely reliable",
        Reliability::B => "usually reliable",
        Reliability::C => "fairly reliable",
        Reliability::D => "not usually reliable",
        Reliability::E => "unreliable",
        Reliability::F => "cannot be judged",
    }
}

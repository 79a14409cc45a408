//! Pages: what each shows, and its bytes.
//!
//! The [`Site`](crate::model::Site) comes in as a [`RenderContext`]; [`plan`] gives pages as plain data, [`render`] the bytes
//! of one. A kind of page is a file here, a line in `page_kinds!` and a template: the sitemap, the check of links, clashes of
//! addresses and the manifest then see it by themselves.

mod actors;
mod atom;
mod axis;
mod brief;
mod briefs;
mod chains;
mod changes;
mod cite;
mod codings;
mod context;
mod corrections;
mod dates;
mod digest;
mod health;
mod home;
mod listing;
mod page;
mod paginate;
mod places;
mod plain;
mod publishers;
mod questions;
mod redirects;
mod review;
mod sitemap;
mod sources;
mod threads;
mod timeline;
mod topics;
mod views;
mod week;

use page::{PageKind, Renderer};
use rayon::prelude::*;
use redirects::RedirectPage;
use rustc_hash::{FxHashMap, FxHashSet};
use views::site::SiteView;

use crate::diagnostic::Diagnostic;
use crate::model::RedirectTarget;
use crate::path::UrlPath;
use crate::theme::Theme;

pub use context::RenderContext;
pub use digest::{DigestForm, digest};
pub use page::PageOf;

/// A page of the site, not yet rendered: its address, and what it shows as data that one can print, compare and match.
pub type Page = PageOf<PageContent>;

/// Names every kind of page with the type of what its pages show.
macro_rules! page_kinds {
    ($($(#[$doc:meta])* $kind:ident($content:ty),)*) => {
        /// What a page shows, by its kind.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum PageContent {
            $($(#[$doc])* $kind($content),)*
        }

        /// Plans the pages of each kind.
        const KINDS: &[fn(&RenderContext) -> Vec<Page>] = &[
            $(|site| <$content>::plan(site).into_iter().map(|page| page.map(PageContent::$kind)).collect(),)*
        ];

        impl PageContent {
            fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
                match self {
                    $(Self::$kind(content) => content.render(renderer),)*
                }
            }
        }
    };
}

page_kinds! {
    /// The home page.
    Home(home::HomePage),
    /// A brief.
    Brief(brief::BriefPage),
    /// The list of all briefs.
    Briefs(briefs::BriefIndexPage),
    /// The tree of topics, or a topic.
    Topic(topics::TopicPage),
    /// Dates, a year, a month.
    Date(dates::DatePage),
    /// The list of actors, or an actor.
    Actor(actors::ActorPage),
    /// The list of places, or a place.
    Place(places::PlacePage),
    /// The list of sources, or a source.
    Source(sources::SourcePage),
    /// The list of questions, or a question.
    Question(questions::QuestionPage),
    /// The list of threads, or a thread.
    Thread(threads::ThreadPage),
    /// Corrections.
    Corrections(corrections::CorrectionsPage),
    /// What was added and changed, by day.
    Changes(changes::ChangesPage),
    /// The digest of a week, or the list of them.
    Week(week::WeekPage),
    /// The health of sourcing.
    Health(health::HealthPage),
    /// A month in review.
    Review(review::ReviewPage),
    /// Coded events by month.
    Events(codings::EventsPage),
    /// The timeline of the site.
    Timeline(timeline::TimelinePage),
    /// An author's own page, or the page for what is not found.
    Plain(plain::OwnPage),
    /// The page at an old address.
    Redirect(redirects::RedirectPage),
    /// An Atom feed.
    Feed(atom::FeedPage),
    /// The sitemap and what leads to it.
    Sitemap(sitemap::SitemapPage),
}

/// Gives the theme what every template sees.
pub fn prepare(site: &RenderContext, theme: &mut Theme) {
    let style = theme.style.clone();
    theme.set_global("site", &SiteView::new(site, &style));
}

/// Returns every page of a site, and last the sitemap of those before it that are for readers.
pub fn plan(site: &RenderContext) -> Vec<Page> {
    let kinds: Vec<Vec<Page>> = KINDS.par_iter().map(|plan| plan(site)).collect();
    let mut pages: Vec<Page> = kinds.into_iter().flatten().collect();
    if site.withheld.is_partial {
        drop_redirects_to_withheld(site, &mut pages);
    }
    let changed = |page: &Page| match &page.content {
        PageContent::Brief(brief) => {
            let written = &site.briefs[brief.0].written;
            [written.updated, written.published].into_iter().flatten().map(|when| when.day).max()
        }
        _ => None,
    };
    let listed = pages.iter().filter(|page| is_for_search_engines(page));
    let listed = listed.map(|page| (page.path.clone(), changed(page))).collect();
    pages.extend(sitemap::plan_of(listed).into_iter().map(|page| page.map(PageContent::Sitemap)));
    pages
}

/// Drops the redirects of `site.toml` that lead to pages which this audience does not see.
fn drop_redirects_to_withheld(site: &RenderContext, pages: &mut Vec<Page>) {
    let there: FxHashSet<UrlPath> = pages.iter().map(|page| page.path.clone()).collect();
    pages.retain(|page| match &page.content {
        PageContent::Redirect(RedirectPage(RedirectTarget::Page(to, _))) => {
            there.contains(to) || !site.withheld.may_have(to)
        }
        _ => true,
    });
}

/// Returns whether a search engine should know a page: no old address, no feed, not the page for what is not found.
fn is_for_search_engines(page: &Page) -> bool {
    page.path.as_str().ends_with("index.html") && !matches!(page.content, PageContent::Redirect(_))
}

/// Renders one page.
///
/// # Errors
/// The diagnostic of its template.
pub fn render(page: &Page, site: &RenderContext, theme: &Theme) -> Result<Vec<u8>, Box<Diagnostic>> {
    page.content.render(&Renderer { site, theme, path: &page.path, root: &page.root })
}

/// Returns the redirects of `site.toml` that lead to no page of the site, or to no element of that page, though nothing of
/// it is withheld. [`plan`] leaves out those that lead to what this audience does not see.
pub fn broken_redirects(site: &RenderContext, theme: &Theme, pages: &[Page]) -> Vec<Diagnostic> {
    let is_redirect = |page: &&Page| matches!(page.content, PageContent::Redirect(_));
    let by_path: FxHashMap<&UrlPath, &Page> =
        pages.iter().filter(|page| !is_redirect(page)).map(|page| (&page.path, page)).collect();
    let html_of = |path: &UrlPath| {
        let bytes = render(by_path.get(path)?, site, theme).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    };
    redirects::broken(site, |path| by_path.contains_key(path), html_of)
}

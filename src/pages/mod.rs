//! Pages: an address, and a pure function of the site.
//!
//! In goes the [`Site`](crate::model::Site); out come the pages to render. One kind, one file, one line in `KINDS`: the sitemap, the link
//! check, clashes of addresses and the manifest then see it by themselves.

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
mod health;
mod home;
mod listing;
mod paginate;
mod places;
mod plain;
mod publishers;
mod questions;
mod review;
mod sitemap;
mod sources;
mod threads;
mod timeline;
mod topics;
mod views;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde::Serialize;
use tera::{Context, Value};

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::model::{Brief, Id, RedirectTarget};
use crate::pages::views::head::index_title;
use crate::pages::views::{DateView, Link};
use crate::path::UrlPath;
use crate::routes;
use crate::theme::Theme;

pub use context::RenderContext;
pub use plain::broken_redirects;

/// Plans the pages of a kind.
type Plan = fn(&RenderContext) -> Vec<Page>;

/// Every kind of page, and whether its pages tell the texts of briefs.
const KINDS: [(Plan, Tells); 19] = [
    (home::plan, Tells::Lists),
    (brief::plan, Tells::Texts),
    (briefs::plan, Tells::Lists),
    (topics::plan, Tells::Lists),
    (dates::plan, Tells::Lists),
    (actors::plan, Tells::Lists),
    (places::plan, Tells::Lists),
    (sources::plan, Tells::Lists),
    (questions::plan, Tells::Lists),
    (threads::plan, Tells::Lists),
    (corrections::plan, Tells::Lists),
    (changes::plan, Tells::Lists),
    (health::plan, Tells::Lists),
    (review::plan, Tells::Lists),
    (codings::plan, Tells::Lists),
    (timeline::plan, Tells::Lists),
    (plain::plan, Tells::Lists),
    (atom::plan, Tells::Texts),
    (sitemap::plan, Tells::Lists),
];

/// What the pages of a kind tell of briefs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// No more of their texts than lists show, which is the gist.
    Lists,
    /// The texts of some; each page says of which.
    Texts,
}

/// The briefs whose texts a page tells, and not their gist alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// None.
    None,
    /// That of one.
    Of(Id<Brief>),
    /// Any.
    Any,
}

impl Texts {
    /// Whether they may be of one of these.
    fn may_be_of(self, briefs: &[Id<Brief>]) -> bool {
        match self {
            Self::None => false,
            Self::Of(brief) => briefs.contains(&brief),
            Self::Any => true,
        }
    }
}

/// One page, not yet rendered. It borrows nothing: it is the same for every site in which the same pages stand.
pub struct Page {
    /// Where it stands.
    pub path: UrlPath,
    /// What it is made of.
    pub body: PageBody,
    /// Of which briefs it tells the text.
    pub texts: Texts,
}

/// How a page is made.
pub enum PageBody {
    /// A template, what stands before its paths, and what it shows.
    Template { name: &'static str, root: String, view: Box<View> },
    /// The bytes themselves: feeds, the sitemap.
    Bytes(Box<Bytes>),
}

/// The digest of what bytes are made from and, unless that digest is known, the bytes.
type Bytes = dyn Fn(&RenderContext, &dyn Fn(Digest) -> bool) -> (Digest, Option<Vec<u8>>) + Send + Sync;

/// What a template is given.
type View = dyn for<'s> Fn(&'s RenderContext, &'s Theme) -> Box<dyn Seen + 's> + Send + Sync;

/// Anything that a template can be given.
pub trait Seen {
    /// The digest of all that it holds.
    fn digest(&self) -> Digest;
    /// As templates see it.
    fn value(&self) -> Value;
}

impl<T: Serialize> Seen for T {
    fn digest(&self) -> Digest {
        Digest::of(self)
    }

    fn value(&self) -> Value {
        Value::from_serializable(self)
    }
}

impl Page {
    /// A page made by a template from a view.
    fn of(
        path: UrlPath,
        template: &'static str,
        view: impl for<'s> Fn(&'s RenderContext) -> Box<dyn Seen + 's> + Send + Sync + 'static,
    ) -> Self {
        Self::drawn(path, template, move |site, _| view(site))
    }

    /// A page whose view takes something of the theme: the outlines of a map.
    fn drawn(
        path: UrlPath,
        template: &'static str,
        view: impl for<'s> Fn(&'s RenderContext, &'s Theme) -> Box<dyn Seen + 's> + Send + Sync + 'static,
    ) -> Self {
        let root = path.root();
        Self { path, body: PageBody::Template { name: template, root, view: Box::new(view) }, texts: Texts::Any }
    }

    /// The same page, which tells no other texts of briefs than these.
    fn telling(self, texts: Texts) -> Self {
        Self { texts, ..self }
    }

    /// The same page with something else before its paths.
    fn at_root(mut self, from: &str) -> Self {
        if let PageBody::Template { root, .. } = &mut self.body {
            from.clone_into(root);
        }
        self
    }

    /// A file of bytes.
    fn bytes(path: UrlPath, make: impl Fn(&RenderContext) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let bytes = move |site: &RenderContext, is_known: &dyn Fn(Digest) -> bool| {
            let bytes = make(site);
            let digest = Digest::of_bytes(&bytes);
            (digest, (!is_known(digest)).then_some(bytes))
        };
        Self { path, body: PageBody::Bytes(Box::new(bytes)), texts: Texts::Any }
    }

    /// A file of bytes that are dear to make; `from` is the digest of everything that `make` reads.
    fn bytes_from(
        path: UrlPath,
        from: impl Fn(&RenderContext) -> Digest + Send + Sync + 'static,
        make: impl Fn(&RenderContext) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let bytes = move |site: &RenderContext, is_known: &dyn Fn(Digest) -> bool| {
            let digest = from(site);
            (digest, (!is_known(digest)).then(|| make(site)))
        };
        Self { path, body: PageBody::Bytes(Box::new(bytes)), texts: Texts::Any }
    }
}

/// A finished page, and the digest of all that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Equal digests, equal bytes.
    pub digest: Digest,
    /// The page; none where the digest is the one that is known.
    pub bytes: Option<Vec<u8>>,
}

/// Renders one page, unless all that it is made from has the digest `known`.
///
/// # Errors
/// The fault of its template.
pub fn render(
    page: &Page,
    site: &RenderContext,
    theme: &Theme,
    known: Option<Digest>,
) -> Result<Rendered, Box<Diagnostic>> {
    match &page.body {
        PageBody::Bytes(make) => {
            let (digest, bytes) = make(site, &|digest| known == Some(digest));
            Ok(Rendered { digest, bytes })
        }
        PageBody::Template { name, root, view } => {
            let view = view(site, theme);
            let digest = Digest::of(&(theme.digest, name, root, page.path.as_str(), view.digest()));
            if known == Some(digest) {
                return Ok(Rendered { digest, bytes: None });
            }
            let mut context = Context::new();
            context.insert("root", root);
            context.insert("address", page.path.address());
            context.insert_value("page", view.value());
            Ok(Rendered { digest, bytes: Some(theme.render(name, &context)?) })
        }
    }
}

/// What every template sees.
#[derive(Serialize)]
struct SiteView<'s> {
    title: &'s str,
    description: Option<&'s str>,
    language: &'s str,
    base_url: &'s str,
    publisher: Option<&'s str>,
    licence: Option<&'s str>,
    licence_url: Option<&'s str>,
    style: &'s str,
    feed: String,
    pages: Vec<Link>,
    as_of: Option<DateView>,
    /// The nav: key, path and words of each index.
    sections: Vec<(&'static str, String, &'static str)>,
}

/// Gives the theme what every template sees.
pub fn prepare(site: &RenderContext, theme: &mut Theme) {
    let kinds = [Kind::Topic, Kind::Actor, Kind::Place, Kind::Question, Kind::Thread, Kind::Source];
    let index = |kind: Kind| (kind.folder(), routes::index(kind).to_string(), index_title(kind));
    let mut sections = vec![index(Kind::Brief), ("dates", routes::dates().to_string(), "Dates")];
    sections.push(("timeline", routes::timeline().to_string(), "Timeline"));
    sections.extend(kinds.into_iter().map(index));
    let style = theme.style.to_string();
    let view = SiteView {
        title: &site.config.title,
        description: site.config.description.as_deref(),
        language: &site.config.language,
        base_url: site.config.base_url.as_str(),
        publisher: site.config.publisher.as_deref(),
        licence: site.config.licence.as_deref(),
        licence_url: site.config.licence_url.as_ref().map(url::Url::as_str),
        style: &style,
        feed: routes::feed_of(&routes::home()).to_string(),
        pages: plain::links(site),
        as_of: site.audience.as_of.map(DateView::day),
        sections,
    };
    theme.set_global("site", &view);
}

/// The pages that tell the text of one of these briefs.
pub fn plan_texts(site: &RenderContext, briefs: &[Id<Brief>]) -> Vec<Page> {
    let plans = KINDS.iter().filter(|(_, tells)| *tells == Tells::Texts).map(|(plan, _)| plan);
    plans.flat_map(|plan| plan(site)).filter(|page| page.texts.may_be_of(briefs)).collect()
}

/// Every page of a site, and last the sitemap of those before it that are for readers.
pub fn plan(site: &RenderContext) -> Vec<Page> {
    let of_kind = |(plan, tells): &(Plan, Tells)| match tells {
        Tells::Texts => plan(site),
        Tells::Lists => plan(site).into_iter().map(|page| page.telling(Texts::None)).collect(),
    };
    let kinds: Vec<Vec<Page>> = KINDS.par_iter().map(of_kind).collect();
    let mut pages: Vec<Page> = kinds.into_iter().flatten().collect();
    if site.is_partial {
        drop_redirects_to_nothing(site, &mut pages);
    }
    let listed = pages.iter().filter(|page| is_listed(site, page)).map(|page| page.path.clone()).collect::<Vec<_>>();
    pages.extend(
        sitemap::of_pages(site.config.base_url.as_str(), &listed)
            .into_iter()
            .map(|(path, bytes)| Page::bytes(path, move |_| bytes.clone()).telling(Texts::None)),
    );
    pages
}

/// Drops the redirects of `site.toml` that lead to pages which this audience does not see.
fn drop_redirects_to_nothing(site: &RenderContext, pages: &mut Vec<Page>) {
    let paths: FxHashSet<UrlPath> = pages.iter().map(|page| page.path.clone()).collect();
    pages.retain(|page| match site.index.redirects.get(&page.path).map(|redirect| &redirect.to) {
        Some(RedirectTarget::Page(to, _)) => paths.contains(to),
        _ => true,
    });
}

/// Whether a search engine should know the page: no old address, no feed, not the page for what is not found.
fn is_listed(site: &RenderContext, page: &Page) -> bool {
    page.path.as_str().ends_with("index.html") && !site.index.redirects.contains_key(&page.path)
}

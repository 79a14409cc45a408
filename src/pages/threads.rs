//! Threads: a storyline in words, then its steps in order, each arrow with the one who asserts it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;
use serde_yaml::Value;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::graph::in_causal_order;
use crate::model::{Brief, Id, Thread};
use crate::pages::chains::picture;
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{LATEST_COUNT, ListPage, PAGINATE_AT, PageNav, list_pages, partition_by_title};
use crate::pages::views::arrow::{Arrow, responses};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::routes;

#[derive(Serialize)]
struct ThreadIndex<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    lines: Vec<ThreadLine>,
}

#[derive(Serialize)]
struct ThreadLine {
    path: String,
    title: String,
    summary: Option<String>,
    count: String,
}

#[derive(Serialize)]
struct View {
    head: Head,
    title: String,
    summary: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    topics: Vec<Link>,
    count: String,
    steps: Vec<ThreadStep>,
    /// An SVG.
    picture: Option<String>,
    sources: Vec<NumberedSource>,
}

#[derive(Serialize)]
struct ThreadStep {
    entry: CachedView,
    arrows: Vec<StepArrow>,
}

/// What a step answers.
#[derive(Serialize)]
struct StepArrow {
    arrow: Arrow,
    /// The number of the step that it answers, where that is a step of this thread.
    step: Option<usize>,
}

/// A page of the list of threads, or of a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThreadPage {
    /// A page of the list: all, a part, or the longest.
    Index(ListPage<Id<Thread>>),
    /// A thread.
    Thread(Id<Thread>),
}

impl PageKind for ThreadPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let head = Head::new("threads", "Threads").describe(Some("Chains of action and reaction, and who links them."));
        let records = site.threads.entries().map(|(id, thread)| (id, thread.written.title.as_str(), &thread.page));
        let parts = partition_by_title(Kind::Thread, records, PAGINATE_AT);
        let mut first: Vec<Id<Thread>> = site.threads.ids().collect();
        if !parts.is_empty() {
            first.sort_by_key(|id| Reverse(site.index.briefs_of(*id).len()));
            first.truncate(LATEST_COUNT);
        }
        let index = list_pages(head, routes::index(Kind::Thread), &parts, first);
        let pages = site.threads.entries().map(|(id, thread)| PageOf::new(thread.page.clone(), Self::Thread(id)));
        index.into_iter().map(|page| page.map(Self::Index)).chain(pages).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index(page) => renderer.html("threads.html", &index_view(renderer.site, page)),
            Self::Thread(id) => renderer.html("thread.html", &view(renderer.site, *id)),
        }
    }
}

fn index_view<'p>(site: &RenderContext, page: &'p ListPage<Id<Thread>>) -> ThreadIndex<'p> {
    let line = |id: &Id<Thread>| {
        let thread = &site.threads[*id];
        ThreadLine {
            path: thread.page.to_string(),
            title: thread.written.title.clone(),
            summary: thread.written.summary.clone(),
            count: count_of(site.index.briefs_of(*id).len(), "step"),
        }
    };
    ThreadIndex { head: &page.head, frame: &page.nav, lines: page.items.iter().map(line).collect() }
}

fn view(site: &RenderContext, id: Id<Thread>) -> View {
    let thread = &site.threads[id];
    let written = &thread.written;
    let sources = site.cited(&[thread.prose()]);
    let briefs = in_causal_order(&site.briefs, site.index.briefs_of(id));
    View {
        head: Head::new("threads", &written.title).under_kind(Kind::Thread).describe(written.summary.clone()),
        title: written.title.clone(),
        summary: written.summary.clone(),
        extra: written.extra.clone(),
        html: site.html(thread.prose(), &thread.page, &sources),
        topics: site.topic_links(&thread.topics),
        count: count_of(briefs.len(), "step"),
        steps: steps(site, &briefs),
        picture: picture(site, &briefs, &thread.page.root()),
        sources: site.numbered(&sources),
    }
}

fn steps(site: &RenderContext, briefs: &[Id<Brief>]) -> Vec<ThreadStep> {
    let numbers: FxHashMap<Id<Brief>, usize> = briefs.iter().enumerate().map(|(at, id)| (*id, at + 1)).collect();
    let step = |id: &Id<Brief>| {
        let arrows = responses(site, &site.briefs[*id])
            .into_iter()
            .map(|arrow| StepArrow { step: arrow.brief.and_then(|brief| numbers.get(&brief).copied()), arrow });
        ThreadStep { entry: site.brief(*id), arrows: arrows.collect() }
    };
    briefs.iter().map(step).collect()
}

//! Threads: a storyline in words, then its steps in order, each arrow with the one who asserts it.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::content::Kind;
use crate::english::count_of;
use crate::model::graph::in_causal_order;
use crate::model::{Brief, Id, Thread};
use crate::pages::Page;
use crate::pages::chains::picture;
use crate::pages::context::{CachedView, Deferred, RenderContext};
use crate::pages::paginate::{self, LATEST_COUNT, PAGINATE_AT, PageNav};
use crate::pages::views::arrow::{Arrow, responses};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::path::UrlPath;

#[derive(Serialize)]
struct ThreadIndex {
    head: Head,
    frame: PageNav,
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
struct View<'s> {
    head: Head,
    title: String,
    summary: Option<String>,
    html: Deferred<'s>,
    topics: Vec<Link>,
    count: String,
    steps: Vec<ThreadStep>,
    /// An SVG.
    picture: Deferred<'s>,
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

/// The index and a page for each thread.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let head = Head::new("threads", "Threads").describe(Some("Chains of action and reaction, and who links them."));
    let index = UrlPath::page(&[Kind::Thread.folder()]);
    let records = site.threads.entries().map(|(id, thread)| (id, thread.written.title.as_str(), &thread.page));
    let parts = paginate::partition_by_title(Kind::Thread, records, PAGINATE_AT);
    let part = |page, head: Head, frame: PageNav, ids: Vec<Id<Thread>>| {
        Page::of(page, "threads.html", move |site| Box::new(index_view(site, head.clone(), frame.clone(), &ids)))
    };
    let parted = paginate::pages(&head, &index, &parts, &part);
    let frame = PageNav::first(&parts);
    let index = Page::of(index, "threads.html", move |site| {
        let mut ids: Vec<Id<Thread>> = site.threads.ids().collect();
        if !frame.parts.is_empty() {
            ids.sort_by_key(|id| std::cmp::Reverse(site.index.briefs_of(*id).len()));
            ids.truncate(LATEST_COUNT);
        }
        Box::new(index_view(site, head.clone(), frame.clone(), &ids))
    });
    let pages = site
        .threads
        .entries()
        .map(|(id, thread)| Page::of(thread.page.clone(), "thread.html", move |site| Box::new(view(site, id))));
    std::iter::once(index).chain(parted).chain(pages).collect()
}

fn index_view(site: &RenderContext, head: Head, frame: PageNav, ids: &[Id<Thread>]) -> ThreadIndex {
    let line = |id: &Id<Thread>| {
        let thread = &site.threads[*id];
        ThreadLine {
            path: thread.page.as_str().to_owned(),
            title: thread.written.title.clone(),
            summary: thread.written.summary.clone(),
            count: count_of(site.index.briefs_of(*id).len(), "step"),
        }
    };
    ThreadIndex { head, frame, lines: ids.iter().map(line).collect() }
}

fn view(site: &RenderContext, id: Id<Thread>) -> View<'_> {
    let thread = &site.threads[id];
    let written = &thread.written;
    let sources = site.cited(&[thread.prose()]);
    let briefs = in_causal_order(&site.briefs, site.index.briefs_of(id));
    View {
        head: Head::new("threads", &written.title).under_kind(Kind::Thread).describe(written.summary.clone()),
        title: written.title.clone(),
        summary: written.summary.clone(),
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

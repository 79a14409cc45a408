//! Topics: the tree, and a hub for each.

use serde::Serialize;

use crate::content::Kind;
use crate::model::{Id, RecordId, Topic};
use crate::pages::context::{Made, RenderContext};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::questions::{self, Line};
use crate::pages::view::{CountedLink, Head, Link, NumberedSource};
use crate::pages::{Page, atom, axis};
use crate::path::UrlPath;

/// How many threads and how many questions the page of a topic names.
const NAMED: usize = 30;

/// A topic with those below it.
#[derive(Debug, Serialize)]
pub struct Branch {
    path: String,
    text: String,
    count: usize,
    children: Vec<Branch>,
}

#[derive(Serialize)]
struct IndexView {
    head: Head,
    tree: Vec<Branch>,
}

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    name: String,
    names: Vec<(String, String)>,
    aliases: Vec<String>,
    summary: Option<String>,
    html: Made<'s>,
    children: Vec<CountedLink>,
    threads: Vec<Link>,
    /// Those with the most accounts.
    questions: Vec<Line>,
    /// Where more threads or questions are than the page names.
    threads_cut: bool,
    questions_cut: bool,
    /// An SVG.
    timeline: Made<'s>,
    listing: Listing,
    sources: Vec<NumberedSource>,
}

/// The tree, a page for each topic, and its pages by year where it is long.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let mut pages = vec![Page::of(UrlPath::page(&[Kind::Topic.folder()]), "topics.html", |site| {
        let head = Head::new("topics", "Topics")
            .describe(Some("What the briefs are about, from the general to the particular."));
        Box::new(IndexView { head, tree: tree(site) })
    })];
    for (id, topic) in site.topics.entries() {
        let folder = [Kind::Topic.folder(), topic.written.origin.id.as_str()];
        pages.push(Page::of(topic.page.clone(), "topic.html", move |site| Box::new(view(site, id))));
        pages.extend(year_pages(site, &folder, &topic.briefs, &head(site, id)));
    }
    pages
}

/// The topics without one above them, each with those below.
pub(super) fn tree(site: &RenderContext) -> Vec<Branch> {
    site.topics.entries().filter(|(_, topic)| topic.parent.is_none()).map(|(id, _)| branch(site, id)).collect()
}

fn branch(site: &RenderContext, id: Id<Topic>) -> Branch {
    let topic = &site.topics[id];
    let link = site.link_to(RecordId::Topic(id));
    let children = topic.children.iter().map(|child| branch(site, *child)).collect();
    Branch { path: link.path, text: link.text, count: topic.briefs.len(), children }
}

fn head(site: &RenderContext, id: Id<Topic>) -> Head {
    let topic = &site.topics[id];
    let mut above = Vec::new();
    let mut parent = topic.parent;
    while let Some(id) = parent {
        above.push(site.link_to(RecordId::Topic(id)));
        parent = site.topics[id].parent;
    }
    let mut head = Head::new("topics", &topic.written.names.name)
        .under_kind(Kind::Topic)
        .describe(topic.written.summary.clone())
        .feed(&atom::topic_feed(topic));
    head.crumbs.extend(above.into_iter().rev());
    head
}

fn view(site: &RenderContext, id: Id<Topic>) -> View<'_> {
    let topic = &site.topics[id];
    let written = &topic.written;
    let sources = site.cited(&[topic.prose()]);
    let folder = [Kind::Topic.folder(), written.origin.id.as_str()];
    let about = |topics: &[Id<Topic>]| topics.contains(&id);
    let threads: Vec<Link> = site
        .threads
        .entries()
        .filter(|(_, thread)| about(&thread.topics))
        .map(|(id, _)| site.link_to(RecordId::Thread(id)))
        .collect();
    let questions = questions::lines(site, |question| about(&question.topics));
    View {
        head: head(site, id),
        name: written.names.name.clone(),
        names: written.names.by_language.clone(),
        aliases: written.names.aliases.clone(),
        summary: written.summary.clone(),
        html: site.html(topic.prose(), &topic.page, &sources),
        children: topic
            .children
            .iter()
            .map(|child| {
                let link = site.link_to(RecordId::Topic(*child));
                CountedLink { path: link.path, text: link.text, count: site.topics[*child].briefs.len() }
            })
            .collect(),
        threads_cut: threads.len() > NAMED,
        questions_cut: questions.len() > NAMED,
        threads: threads.into_iter().take(NAMED).collect(),
        questions: questions.into_iter().take(NAMED).collect(),
        timeline: axis::small(site, &written.names.name, &topic.page, &topic.briefs),
        listing: listing(site, &folder, &topic.briefs, |_| None),
        sources: site.numbered(&sources),
    }
}

//! Topics: the tree, and a hub for each.

use serde::Serialize;

use crate::content::Kind;
use crate::model::{Id, RecordId, Topic};
use crate::pages::context::{Deferred, RenderContext};
use crate::pages::listing::{Listing, listing, year_pages};
use crate::pages::views::question::{QuestionLine, question_lines};
use crate::pages::views::topic::{TopicBranch, topic_tree};
use crate::pages::views::{CountedLink, Head, Link, NumberedSource};
use crate::pages::{Page, axis};
use crate::path::UrlPath;
use crate::routes;

/// How many threads and how many questions the page of a topic names.
const NAMED: usize = 30;

#[derive(Serialize)]
struct IndexView {
    head: Head,
    tree: Vec<TopicBranch>,
}

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    name: String,
    names: Vec<(String, String)>,
    aliases: Vec<String>,
    summary: Option<String>,
    html: Deferred<'s>,
    children: Vec<CountedLink>,
    threads: Vec<Link>,
    /// Those with the most accounts.
    questions: Vec<QuestionLine>,
    /// Where more threads or questions are than the page names.
    threads_cut: bool,
    questions_cut: bool,
    /// An SVG.
    timeline: Deferred<'s>,
    listing: Listing,
    sources: Vec<NumberedSource>,
}

/// The tree, a page for each topic, and its pages by year where it is long.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let mut pages = vec![Page::of(UrlPath::page(&[Kind::Topic.folder()]), "topics.html", |site| {
        let head = Head::new("topics", "Topics")
            .describe(Some("What the briefs are about, from the general to the particular."));
        Box::new(IndexView { head, tree: topic_tree(site) })
    })];
    for (id, topic) in site.topics.entries() {
        let folder = [Kind::Topic.folder(), topic.written.origin.id.as_str()];
        pages.push(Page::of(topic.page.clone(), "topic.html", move |site| Box::new(view(site, id))));
        pages.extend(year_pages(site, &folder, site.index.briefs_of(id), &head(site, id)));
    }
    pages
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
        .feed(&routes::feed_of(&topic.page));
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
    let questions = question_lines(site, |question| about(&site.questions[question].topics));
    View {
        head: head(site, id),
        name: written.names.name.clone(),
        names: written.names.by_language.clone(),
        aliases: written.names.aliases.clone(),
        summary: written.summary.clone(),
        html: site.html(topic.prose(), &topic.page, &sources),
        children: site.index.subtopics[id]
            .iter()
            .map(|child| {
                let link = site.link_to(RecordId::Topic(*child));
                CountedLink { path: link.path, text: link.text, count: site.index.briefs_of(*child).len() }
            })
            .collect(),
        threads_cut: threads.len() > NAMED,
        questions_cut: questions.len() > NAMED,
        threads: threads.into_iter().take(NAMED).collect(),
        questions: questions.into_iter().take(NAMED).collect(),
        timeline: axis::small(site, &written.names.name, &topic.page, site.index.briefs_of(id)),
        listing: listing(site, &folder, site.index.briefs_of(id), |_| None),
        sources: site.numbered(&sources),
    }
}

//! Topics: the tree, and a hub for each.

use serde::Serialize;
use serde_yaml::Value;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::model::{Id, RecordId, Topic};
use crate::pages::axis;
use crate::pages::context::RenderContext;
use crate::pages::listing::{BriefListPage, Listing, listing, render_list, year_pages};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::question::{QuestionLine, question_lines};
use crate::pages::views::topic::{TopicBranch, topic_tree};
use crate::pages::views::{CountedLink, Head, Link, NumberedSource};
use crate::routes;

/// The number of threads, and of questions, that the page of a topic names.
const NAMED_COUNT: usize = 30;

#[derive(Serialize)]
struct TopicTree {
    head: Head,
    tree: Vec<TopicBranch>,
}

#[derive(Serialize)]
struct View {
    head: Head,
    name: String,
    names: Vec<(String, String)>,
    aliases: Vec<String>,
    summary: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    children: Vec<CountedLink>,
    threads: Vec<Link>,
    /// Those with the most accounts.
    questions: Vec<QuestionLine>,
    /// Where more threads or questions are than the page names.
    threads_cut: bool,
    questions_cut: bool,
    /// An SVG.
    timeline: Option<String>,
    listing: Listing,
    sources: Vec<NumberedSource>,
}

/// The tree of topics, or the page of a topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TopicPage {
    /// The tree.
    Tree,
    /// A topic.
    Topic(Id<Topic>),
    /// A part of the briefs of a topic.
    Part(BriefListPage),
}

impl PageKind for TopicPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let mut pages = vec![PageOf::new(routes::index(Kind::Topic), Self::Tree)];
        for (id, topic) in site.topics.entries() {
            pages.push(PageOf::new(topic.page.clone(), Self::Topic(id)));
            let parts = year_pages(site, &topic.page, site.index.briefs_of(id), &head(site, id));
            pages.extend(parts.into_iter().map(|page| page.map(Self::Part)));
        }
        pages
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Tree => renderer.html("topics.html", &tree_view(renderer.site)),
            Self::Topic(id) => renderer.html("topic.html", &view(renderer.site, *id)),
            Self::Part(part) => render_list(part, renderer),
        }
    }
}

fn tree_view(site: &RenderContext) -> TopicTree {
    let head =
        Head::new("topics", "Topics").describe(Some("What the briefs are about, from the general to the particular."));
    TopicTree { head, tree: topic_tree(site) }
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

fn view(site: &RenderContext, id: Id<Topic>) -> View {
    let topic = &site.topics[id];
    let written = &topic.written;
    let sources = site.cited(&[topic.prose()]);
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
        extra: written.extra.clone(),
        html: site.html(topic.prose(), &topic.page, &sources),
        children: site.index.subtopics[id]
            .iter()
            .map(|child| site.counted_link(RecordId::Topic(*child), site.index.briefs_of(*child).len()))
            .collect(),
        threads_cut: threads.len() > NAMED_COUNT,
        questions_cut: questions.len() > NAMED_COUNT,
        threads: threads.into_iter().take(NAMED_COUNT).collect(),
        questions: questions.into_iter().take(NAMED_COUNT).collect(),
        timeline: axis::small(site, &written.names.name, &topic.page, site.index.briefs_of(id)),
        listing: listing(site, &topic.page, site.index.briefs_of(id), |_| None),
        sources: site.numbered(&sources),
    }
}

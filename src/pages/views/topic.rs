//! The tree of topics.

use serde::Serialize;

use super::link::Link;
use crate::model::{Id, RecordId, Topic};
use crate::pages::context::RenderContext;

/// A topic with those below it.
#[derive(Debug, Serialize)]
pub(crate) struct TopicBranch {
    path: String,
    text: String,
    /// The number of its briefs.
    count: usize,
    children: Vec<TopicBranch>,
}

/// Returns the topics without one above them, each with those below.
pub(crate) fn topic_tree(site: &RenderContext) -> Vec<TopicBranch> {
    site.topics.entries().filter(|(_, topic)| topic.parent.is_none()).map(|(id, _)| branch(site, id)).collect()
}

fn branch(site: &RenderContext, id: Id<Topic>) -> TopicBranch {
    let Link { path, text } = site.link_to(RecordId::Topic(id));
    let children = site.index.subtopics[id].iter().map(|child| branch(site, *child)).collect();
    TopicBranch { path, text, count: site.index.briefs_of(id).len(), children }
}

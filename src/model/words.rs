//! The words of a brief: its text and the gist made from it. They alone of a linked site can be exchanged.

use std::sync::Arc;

use crate::content::BriefDocument;
use crate::content::brief::LONGEST_SUMMARY;
use crate::markdown::{Body, Reference, Resolved};
use crate::model::Site;
use crate::model::records::{Brief, NOT_SHOWN, Target};
use crate::model::table::Id;

/// The words of a brief.
#[derive(Debug)]
pub struct Words {
    /// Whose.
    pub brief: Id<Brief>,
    written: Arc<BriefDocument>,
    summary: String,
}

impl Site {
    /// The words that a brief has with another text, of which [`Body::same_references`] holds.
    pub fn words_with(&self, brief: Id<Brief>, body: Body) -> Words {
        let mut written = self.briefs[brief].written.clone();
        Arc::make_mut(&mut written).body = body;
        let summary = summary(self, &written, &self.briefs[brief].targets);
        Words { brief, written, summary }
    }

    /// Gives a brief these words; they are then those it had.
    pub fn exchange(&mut self, words: &mut Words) {
        let brief = &mut self.briefs[words.brief];
        std::mem::swap(&mut brief.written, &mut words.written);
        std::mem::swap(&mut brief.summary, &mut words.summary);
    }
}

/// Gives every brief its gist.
pub(super) fn summarise(site: &mut Site) {
    let summaries = site.briefs.map_ids(|id| {
        let brief = &site.briefs[id];
        summary(site, &brief.written, &brief.targets)
    });
    for (id, summary) in site.briefs.ids().zip(summaries) {
        site.briefs[id].summary = summary;
    }
}

/// The gist: given, or the first paragraph.
fn summary(site: &Site, written: &BriefDocument, targets: &[Target]) -> String {
    if let Some(given) = &written.summary {
        return given.clone();
    }
    let text = written.body.summary(&|index: usize, _: &Reference| plain(site, targets.get(index)));
    if text.chars().count() <= LONGEST_SUMMARY {
        return text;
    }
    let cut: String = text.chars().take(LONGEST_SUMMARY - 1).collect();
    let whole = cut.rfind(char::is_whitespace).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{whole}…")
}

/// A reference where no HTML is made: what a record is called, and no word of one that is not here.
fn plain(site: &Site, target: Option<&Target>) -> Resolved {
    match target {
        Some(Target::Record(node, _)) => Resolved::Text(Some(site.title(*node).to_owned())),
        Some(Target::Nothing) | None => Resolved::Text(Some(NOT_SHOWN.to_owned())),
        Some(_) => Resolved::AsWritten,
    }
}

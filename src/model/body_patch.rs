//! An edit of one brief's text: in goes the new body, out comes a patch that can be swapped in and back.

use std::sync::Arc;

use crate::content::BriefDocument;
use crate::markdown::Body;
use crate::model::entities::Brief;
use crate::model::site::Site;
use crate::model::summaries::summary;
use crate::model::table::Id;

/// The text of a brief, and the summary made from it.
#[derive(Debug)]
pub struct BodyPatch {
    /// The brief.
    pub brief: Id<Brief>,
    written: Arc<BriefDocument>,
    summary: String,
}

impl Site {
    /// Returns the patch that gives a brief another text. The text has the same references and headings as the one
    /// before ([`Body::same_references`]).
    pub fn body_patch(&self, brief: Id<Brief>, body: Body) -> BodyPatch {
        let mut written = self.briefs[brief].written.clone();
        Arc::make_mut(&mut written).body = body;
        let summary = summary(self, &written, &self.briefs[brief].targets);
        BodyPatch { brief, written, summary }
    }

    /// Swaps a patch in; the patch then holds the text from before.
    pub fn swap_body(&mut self, patch: &mut BodyPatch) {
        std::mem::swap(&mut self.records.briefs.value_mut(patch.brief).written, &mut patch.written);
        std::mem::swap(self.index.summaries.value_mut(patch.brief), &mut patch.summary);
    }
}

//! An edit of the texts of briefs, and of nothing else: the pages that tell none of them are as they were.

use rustc_hash::FxHashMap;

use super::memo::{Inputs, Memo};
use super::readings::Readings;
use super::{CONTENT, reading_key, reading_options};
use crate::content::{Document, Kind};
use crate::diagnostic::FileName;
use crate::digest::Digest;
use crate::model::{Brief, Id};
use crate::pages::RenderContext;

/// A file that holds something else than it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change<'i> {
    file: &'i FileName,
    before: Digest,
    after: Digest,
}

/// The changed files, if the same files make up the site and none is changed but those of briefs.
pub(super) fn changes<'i>(last: &Inputs, now: &'i Inputs) -> Option<Vec<Change<'i>>> {
    if last.audience != now.audience || last.files.len() != now.files.len() {
        return None;
    }
    let mut changes = Vec::new();
    for ((file, before), (same, after)) in last.files.iter().zip(&now.files) {
        let change = Change { file: same, before: *before, after: *after };
        if file != same || before != after && !change.is_of_a_brief() {
            return None;
        }
        if before != after {
            changes.push(change);
        }
    }
    Some(changes)
}

impl Change<'_> {
    fn is_of_a_brief(&self) -> bool {
        let folder = self.file.strip_prefix(CONTENT).and_then(|path| path.split('/').next());
        folder == Some(Kind::Brief.folder())
    }
}

/// The changed briefs, if all that was changed since the build of the memo is their texts: not what one refers to, nor
/// anything that a list shows of it.
pub(super) fn briefs(
    changes: &[Change<'_>],
    memo: &Memo,
    site: &RenderContext,
    readings: &Readings,
) -> Option<Vec<Id<Brief>>> {
    let options = reading_options(Some(&site.config));
    let ids: FxHashMap<&FileName, Id<Brief>> =
        site.briefs.entries().map(|(id, brief)| (&brief.written.origin.file, id)).collect();
    let brief = |change: &Change<'_>| {
        let path = change.file.strip_prefix(CONTENT)?;
        let document = |text| readings.without_text(reading_key(path, text, &options));
        let (Document::Brief(before), Document::Brief(after)) = (document(change.before)?, document(change.after)?)
        else {
            return None;
        };
        let id = *ids.get(change.file)?;
        let (file, listed) = memo.entries.get(id.index())?;
        let same = file == change.file && *listed == site.brief_digest(id) && after.eq_ignoring_body(&before);
        same.then_some(id)
    };
    changes.iter().map(brief).collect()
}

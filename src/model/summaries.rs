//! Summaries: in goes the text of a brief, out comes the line that lists show of it.

use crate::content::BriefDocument;
use crate::content::brief::LONGEST_SUMMARY;
use crate::markdown::{Reference, Resolved};
use crate::model::entities::{Target, WITHHELD_TEXT};
use crate::model::records::Records;

/// Returns the summary that its author wrote, or the first paragraph, cut to [`LONGEST_SUMMARY`] characters.
pub(super) fn summary(records: &Records, written: &BriefDocument, targets: &[Target]) -> String {
    if let Some(given) = &written.summary {
        return given.clone();
    }
    let text = written.body.summary(&|index: usize, _: &Reference| plain(records, targets.get(index)));
    if text.chars().count() <= LONGEST_SUMMARY {
        return text;
    }
    let cut: String = text.chars().take(LONGEST_SUMMARY - 1).collect();
    let whole = cut.rfind(char::is_whitespace).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{whole}…")
}

/// Returns a reference as plain text: the title of a record, and no word of one that is withheld.
fn plain(records: &Records, target: Option<&Target>) -> Resolved {
    match target {
        Some(Target::Record(record, _)) => Resolved::Text(Some(records.title(*record).to_owned())),
        Some(Target::Withheld) | None => Resolved::Text(Some(WITHHELD_TEXT.to_owned())),
        Some(_) => Resolved::AsWritten,
    }
}

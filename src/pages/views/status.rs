//! What a preview says of a record that is not published.

use chrono::{DateTime, FixedOffset};

use crate::content::brief::Status;
use crate::english::capitalise;
use crate::model::moment_in_words;

/// Returns why readers of the published site do not see a brief or a page: "Draft", "In review, embargoed until 1 September
/// 2099"; nothing where they do. `until` is the end of its embargo.
pub(crate) fn not_published(status: Status, until: Option<DateTime<FixedOffset>>) -> Option<String> {
    let status = match status {
        Status::Draft => Some("draft".to_owned()),
        Status::Review => Some("in review".to_owned()),
        Status::Withheld => Some("withheld".to_owned()),
        Status::Usable | Status::Canceled => None,
    };
    let embargo = until.map(|end| format!("embargoed until {}", moment_in_words(end)));
    let why: Vec<String> = [status, embargo].into_iter().flatten().collect();
    (!why.is_empty()).then(|| capitalise(&why.join(", ")))
}

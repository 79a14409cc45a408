//! What a preview says of a record that is not published.

use crate::content::brief::Status;

/// Returns why readers of the published site do not see a brief or a page; nothing where they do.
pub(crate) fn not_published(status: Status) -> Option<&'static str> {
    match status {
        Status::Draft => Some("Draft"),
        Status::Review => Some("In review"),
        Status::Usable | Status::Canceled | Status::Withheld => None,
    }
}

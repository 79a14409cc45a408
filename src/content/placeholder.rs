//! What takes the place of a required field that cannot be read.
//!
//! In goes what was read of the field; out comes that, or a value that no check reports. So the rest of the record is
//! still linked and checked in the same run. No page shows a placeholder: wherever one stands there is an error too.

use crate::content::kind::Origin;
use crate::edtf::Edtf;
use crate::front_matter::SingleLine;

/// Returns the title or the name of a record, or its id.
pub(super) fn title(read: Option<SingleLine>, origin: &Origin) -> String {
    read.map_or_else(|| origin.id.to_string(), |line| line.0)
}

/// Returns the date, or one of which nothing is known.
pub(super) fn date(read: Option<Edtf>) -> Edtf {
    read.unwrap_or_else(Edtf::unknown)
}

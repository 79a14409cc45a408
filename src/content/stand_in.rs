//! What stands where a field that a record must have cannot be read.
//!
//! In goes what was read of it; out comes that, or a value of which no check says anything. So the rest of the record is
//! linked, and its faults are told in the same run. There is an error wherever one stands in: no page shows it.

use crate::content::Origin;
use crate::edtf::Edtf;
use crate::front_matter::fields::Line;

/// The title or the name of a record, or its id.
pub(super) fn title(read: Option<Line>, origin: &Origin) -> String {
    read.map_or_else(|| origin.id.to_string(), |line| line.0)
}

/// A date, or one of which nothing is known.
pub(super) fn date(read: Option<Edtf>) -> Edtf {
    read.unwrap_or_else(Edtf::unknown)
}

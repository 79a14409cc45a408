//! The ids that a record had before it was renamed, or before others were merged into it.

use crate::diagnostic::FieldPath;
use crate::front_matter::shape::Shape;
use crate::front_matter::{Field, RecordReader, YamlNode};
use crate::path::Slug;

/// Reads `former_ids:` of a record.
pub(super) fn former_ids(record: &mut RecordReader<'_, '_>) -> Vec<FormerId> {
    record.list::<FormerId>("former_ids", "Ids that it had before; links under them still lead here")
}

/// An id that a record had once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerId {
    /// The id.
    pub id: Slug,
    /// The field that holds it.
    pub at: FieldPath,
}

impl Field for FormerId {
    const EXPECTED: &'static str = Slug::EXPECTED;

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        Slug::read(node).map(|id| Self { id, at: node.path().clone() })
    }

    fn shape() -> Shape {
        Slug::shape()
    }
}

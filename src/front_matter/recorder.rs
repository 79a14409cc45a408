//! The shape of a record, taken from its own reader.
//!
//! No record's shape is written down. Its reader runs once on an empty mapping, and the fields that it asks for are
//! recorded. So a field that is read is a field that is described.

use serde_yaml::{Mapping, Value};

use crate::diagnostic::FileName;
use crate::front_matter::reader::{Field, YamlNode};
use crate::front_matter::shape::{RecordShape, Shape};

/// Returns the shape of the mapping that `T` reads.
pub(crate) fn record_shape<T: Field>() -> Shape {
    Shape::Record(recorded_fields(|node| T::read(node)))
}

/// Returns the fields that a reader asks an empty mapping for.
pub(crate) fn recorded_fields<T>(read: impl FnOnce(&mut YamlNode<'_, '_>) -> Option<T>) -> RecordShape {
    let (file, value) = (FileName::from(""), Value::Mapping(Mapping::new()));
    let (mut faults, mut fields) = (Vec::new(), Vec::new());
    read(&mut YamlNode::recording(&file, &value, &mut faults, &mut fields));
    RecordShape { fields, one_of: &[] }
}

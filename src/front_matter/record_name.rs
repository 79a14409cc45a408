//! The name by which one record refers to another.

use crate::diagnostic::FieldPath;

/// A record's id or one of its aliases, as an author typed it. `model` resolves it to an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordName {
    /// The name as typed.
    pub text: String,
    /// The field that holds it.
    pub at: FieldPath,
}

impl RecordName {
    /// The name that stands in for one that cannot be read. No author can type it, and no check reports it.
    pub fn placeholder(at: FieldPath) -> Self {
        Self { text: String::new(), at }
    }

    /// Whether it is a [`placeholder`](Self::placeholder).
    pub fn is_placeholder(&self) -> bool {
        self.text.is_empty()
    }
}

//! Why a string is no date.

use std::ops::Range;

/// Why a string is not a date, in words for its author. It is displayed as its message alone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct EdtfError {
    /// Where in the string, in bytes, always on character boundaries. Empty where something is missing.
    pub at: Range<usize>,
    /// What is wrong: "day 30 is not in February 2024".
    pub message: String,
    /// What to type instead, or what is allowed: "its last day is 29".
    pub help: Option<String>,
    /// The date that was meant, where the text has one reading and no other.
    pub meant: Option<String>,
}

impl EdtfError {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None, meant: None }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Says that one date was meant, and no other can have been.
    pub(super) fn meant(self, date: String) -> Self {
        Self { help: Some(format!("write {date}")), meant: Some(date), ..self }
    }
}

/// A year that is EDTF but cannot be counted in days here.
pub(super) fn year_out_of_range(at: Range<usize>, year: &str) -> EdtfError {
    EdtfError::new(at, format!("the year {year} is outside what can be shown")).help("years run from -262143 to 262142")
}

//! What the module promises, by the strings an author types.

mod any_text;
mod faults;
mod order;
mod spec;
mod words;

use chrono::NaiveDate;

use super::Edtf;

/// The date of a string that must be one.
fn edtf(text: &str) -> Edtf {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

/// The day of an ISO date.
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

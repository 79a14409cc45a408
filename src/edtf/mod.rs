//! Dates that say only what is known, in the Extended Date/Time Format (EDTF).
//!
//! In: a string such as `2025-06`, `[2025-06-01..2025-07-23]` or `202X-09-13`. Out: an [`Edtf`], which knows its
//! earliest and latest day, where a calendar shows it, how it sorts and how it reads in British English; or an
//! [`EdtfError`] with its place in the string and what to type instead.
//!
//! Source: ISO 8601-2:2019, as the Library of Congress publishes it at <https://www.loc.gov/standards/datetime/>.
//! Levels 0 and 1 are supported whole, within the years −262143 to 262142 that a [`NaiveDate`](chrono::NaiveDate) can hold; from level 2,
//! sets, `X` anywhere, qualifiers on one component and intervals of all these. Not supported, and said so by the fault:
//! exponential years (`Y17E7`), significant digits (`1950S2`) and sub-year groupings (`2001-25` to `2001-41`).
//!
//! ```text
//! text ──parse.rs──→ Tree, what was typed, with places ──date_rules.rs──→ EdtfForm, a date that can be
//!   └─ on a fault help.rs guesses what was meant                         ├─range.rs──→ days, order, calendar
//!                                                                        ├─display.rs──→ EDTF
//!                                                                        └─in_words.rs, short.rs──→ English
//! ```
//!
//! **Whoever holds an `Edtf` holds a date that can be**: it is made only here, checked, so nothing else need handle 30
//! February.

mod date;
mod date_rules;
mod day_span;
mod display;
mod error;
mod from_text;
mod help;
mod in_words;
mod parse;
mod range;
mod readings;
mod short;
mod value;

#[cfg(test)]
mod tests;

use std::str::FromStr;

pub use day_span::DaySpan;
pub use error::EdtfError;
pub use range::{DateSortKey, Placement};
pub use value::Edtf;

use from_text::read;

impl Edtf {
    /// The date that a text is, or stands for: `6 Feb 2025`, `2025/02/06`, `c. 2025`. Nothing where the text has two readings, as
    /// `06/02/2025` has, or none.
    pub fn meant(text: &str) -> Option<Self> {
        text.parse::<Self>().or_else(|error| read(&error.meant.unwrap_or_default())).ok()
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    /// Reads an EDTF string: the whole of it, with no white space around it.
    ///
    /// # Errors
    /// If the string is not EDTF, uses a feature that is not supported, or names a date that cannot be.
    fn from_str(text: &str) -> Result<Self, EdtfError> {
        read(text).map_err(|error| help::improve(text, error))
    }
}

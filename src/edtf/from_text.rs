//! Text → date: the grammar, then the calendar.

use super::error::EdtfError;
use super::value::Edtf;
use super::{date_rules, parse};

/// Reads a text, without a guess at what was meant. `help` reads its guesses with this.
pub(super) fn read(text: &str) -> Result<Edtf, EdtfError> {
    let tree = parse::tree(text)?;
    date_rules::form(text, tree).map(Edtf)
}

//! Letters folded: one name found in any spelling, an address made from any script.
//!
//! Two names are one where they differ in case, spaces, hyphens, quotes or the marks of one alphabet ([`NameTable`]);
//! letters of another alphabet lead to a record that is there, and never make two names one in silence.

mod letters;
mod name_key;
mod name_table;
mod near;
mod spellings;
mod states;

pub(crate) use letters::{cyrillic_schwa, folded, slug_text, slugify};
pub(crate) use name_key::name_key;
pub(crate) use name_table::{NameMatch, NameTable};
pub(crate) use near::{NearNames, SlipIndex, nearest};

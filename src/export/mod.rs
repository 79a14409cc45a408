//! Records → tables: what `demarche export` writes.
//!
//! In go the files and the linked site; out comes a table of one kind of record, one a row, whose headings are the fields as
//! their readers know them. `import` reads such a table without a map, and makes the same records of it.
//!
//! ```text
//! files, site ─gate→ what an audience may see ─table→ ExportTable ─cells→ CSV, ─xlsx→ a spreadsheet, or JSON
//! ```

mod cells;
mod gate;
mod source_fields;
mod table;
mod xlsx;

pub(crate) use cells::{csv, json};
pub(crate) use table::{ExportKind, table};
pub(crate) use xlsx::xlsx;

//! The site: every record, by id, with what leads to what.
//!
//! In go the documents; out comes the one immutable [`Site`] and every fault that only the whole can show.
//!
//! ```text
//! Documents ─registry→ names ─visibility→ ─missing terms→ ─collation→ ─resolve→ Records ─index→ Site ─checks→ faults
//! ```
//!
//! **Invariants.** Whatever is withheld is in no table, so no page can show it. Every list is in a full order, so two
//! builds give equal bytes. Names become ids in `resolve` and nowhere else. A record never changes after that; each
//! column of the [`SiteIndex`] is a pure function of the records.

mod addresses;
mod audience;
mod body_patch;
pub mod calendar;
mod checks;
mod collation;
mod documents;
mod entities;
mod errors;
mod gathered_sources;
pub mod graph;
mod index;
mod link;
mod missing_terms;
mod moments;
mod name_errors;
mod records;
mod registry;
mod related;
mod resolve;
mod resolve_brief;
mod site;
mod summaries;
pub mod table;
mod usage;
mod visibility;

pub use addresses::{Redirect, RedirectTarget};
pub use audience::{Audience, HeldBack, embargo_end, moment_in_words};
pub use body_patch::BodyPatch;
pub use calendar::Calendar;
pub use documents::Documents;
pub use entities::*;
pub use index::SiteIndex;
pub(crate) use missing_terms::name_of;
pub use records::{RecordInfo, Records};
pub use site::Site;
pub use table::{Column, Id, Lists, Table};
pub use visibility::WithheldPages;

//! What templates are given: small values, ready to be shown.
//!
//! Records come in; words, links and numbers go out. Paths start at the site's root; a template puts `root` before them.

pub mod arrow;
pub mod claim;
pub mod date;
pub mod entry;
pub mod event;
pub mod figure;
pub mod head;
pub mod link;
pub mod name;
pub mod prose;
pub mod question;
pub mod site;
pub mod source;
pub mod topic;
pub mod update;

pub use date::DateView;
pub use entry::ListEntry;
pub use head::Head;
pub use link::{CountedLink, Link};
pub use source::NumberedSource;

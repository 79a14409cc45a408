//! What templates are given: small values, ready to be shown.
//!
//! Records come in; words, links and numbers go out. Paths start at the site's root; a template puts `root` before them.

pub(super) mod arrow;
pub(super) mod claim;
pub(super) mod date;
pub(super) mod entry;
pub(super) mod event;
pub(super) mod figure;
pub(super) mod head;
pub(super) mod link;
pub(super) mod name;
pub(super) mod prose;
pub(super) mod question;
pub(super) mod site;
pub(super) mod source;
pub(super) mod status;
pub(super) mod topic;
pub(super) mod update;

pub(super) use date::DateView;
pub(super) use entry::ListEntry;
pub(super) use head::Head;
pub(super) use link::{CountedLink, Link};
pub(super) use source::NumberedSource;
pub(super) use status::not_published;

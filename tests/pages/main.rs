//! What an author sees of a small site: its pages, what its readers may see, and what `check` has to say of it.

#[path = "../harness/mod.rs"]
mod harness;

mod briefs;
mod dates;
mod diagnostics;
mod digest;
mod feeds;
mod lints;
mod names;
mod records;
mod responses;
mod sources;
mod texts;
mod visibility;

#![doc = include_str!("../docs/architecture.md")]
// Files, clock and environment are the business of `io` alone; `clippy.toml` lists the doors.
#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

pub mod charts;
pub mod cli;
pub(crate) mod compose;
pub(crate) mod config;
pub mod content;
pub mod diagnostic;
pub mod edtf;
pub(crate) mod english;
pub(crate) mod export;
pub(crate) mod fold;
pub(crate) mod front_matter;
pub(crate) mod import;
pub mod input;
pub mod io;
pub(crate) mod language;
pub(crate) mod lints;
pub mod located;
pub(crate) mod lsp;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pages;
pub mod path;
pub mod pipeline;
pub(crate) mod rename;
pub(crate) mod routes;
pub(crate) mod scaffold;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod theme;

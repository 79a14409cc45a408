//! Demarche makes a linked website of a folder of briefs on the relations between two countries.
//!
//! # The picture
//!
//! Data flows one way, through values; the world has one door, [`io`].
//!
//! ```text
//! Input ─read→ Documents ─registry→ names ─gate→ ─resolve→ Site ─plan→ [Page] ─render→ Output ─→ disk
//!        content          model                             pages        theme          io::write
//! ```
//!
//! [`input::Input`] is every file as read, and the moment of the build. A [`content::Document`] is what one author wrote: names, not
//! ids. The gate drops what this audience may not see before anything can refer to it. [`model::Site`] is the one
//! immutable whole, whose tables and indexes name everything by id. A [`pages::Page`] is an address and what stands
//! there, as plain data. [`output::Output`] is bytes by path.
//!
//! # The floors
//!
//! Imports run downward only, never sideways; `tests/imports.rs` holds it.
//!
//! ```text
//! 10 main
//! 9 cli            words in, an exit code out; the only printer
//! 8 lsp serve      messages of an editor in, messages to it out; the site in memory for a browser, made again as files change
//! 7 pipeline       the order of the stages; threads over files and over pages; over records they are in
//!                  `Table::map_ids`, over kinds of pages in `pages::plan`, over folders in `io::write::tree`
//!                  (those of io::web wait for other computers)
//! 6 pages schema import lints    one kind of page, one file, one line in KINDS; view: what templates are given; JSON Schema of what
//!                  may be written; other tools' files → new records; a sub-editor's warnings
//! 5 model compose  Documents → Site: registry, gate, resolve, graph, calendar, related, checks; a new record → its file
//!   routes       between 4 and 5: the address of every page, which records and indexes share
//! 4 content located one file → what its author wrote: brief, claim, source, record, codebook; faults at their lines
//! 3 config theme io scaffold   site.toml; templates and assets; files, clock, environment; the files of a first site
//! 2 front_matter markdown charts input output     YAML → fields; Markdown → body → HTML; numbers → SVG; what goes in, what comes out
//! 1 fold                letters folded; addresses made of any script
//! 0 diagnostic path edtf digest english       faults; addresses; dates that say only what is known; what a thing is made from
//! ```
//!
//! # Invariants
//!
//! - **Faults travel beside the value**, all of them: a stage returns `(T, Vec<Diagnostic>)` and goes on after each. If any
//!   is an error nothing is written.
//! - **What the gate dropped is in no table**, so no page, feed or index can show a byte of it.
//! - **Nothing is written outside the output folder**: an address is a [`path::UrlPath`], and that type cannot leave it.
//! - **A failed or killed build leaves the standing site**: the new tree is built beside it and exchanged with it.
//! - **The same input gives the same bytes**: every list is in a full order, and no page holds the moment of the build.
//!
//! # How to add
//!
//! - *A front-matter field*: a line in `content/brief.rs` (or `record.rs`, `source.rs`, `claim.rs`) that reads it and says
//!   for what it stands (schemas, completion and help follow from it); the place in `model` that resolves it, if it names
//!   records; the view in `pages` and the template that show it.
//! - *A closed set of words*: [`vocabulary!`].
//! - *A kind of page*: a file in `pages` with the type of what its pages show (a [`PageKind`](pages) that plans and renders
//!   them), a line in `page_kinds!` of `pages/mod.rs`, and a template. Its address is a function of [`routes`]. The sitemap, the
//!   clash check and the manifest see it by themselves.
//! - *An output that is no HTML*: the same without a template; `render` returns the bytes.
//! - *A fault*: where it is seen, `Diagnostic::error(code, place, message).label(what was expected).help(what to type)`, with a
//!   `.fix(…)` where it can be mended for the author; those that only the whole site shows are functions in `model/errors.rs`.
//!   Each code has an entry with an example in `diagnostic/codes`, and `tests/codes.rs` tries the example.
//! - *A warning of a sub-editor's*: a function `&Site → faults` in `lints`, one file a theme, with its code as above;
//!   `check` and the language server give it.
//! - *A command*: a file in `cli` with its `Args` and `run`, which prints through `cli/print.rs` and `cli/report.rs` alone; a line
//!   in `Command` and in `cli::run`; a line in the README. Its help is a snapshot of `tests/command_line.rs`.

pub mod charts;
pub mod cli;
pub(crate) mod compose;
pub(crate) mod config;
pub mod content;
pub mod diagnostic;
pub(crate) mod digest;
pub mod edtf;
pub(crate) mod english;
pub(crate) mod fold;
pub(crate) mod front_matter;
pub(crate) mod import;
pub mod input;
pub mod io;
pub(crate) mod lints;
pub mod located;
pub(crate) mod lsp;
pub mod markdown;
pub mod model;
pub mod output;
pub mod pages;
pub mod path;
pub mod pipeline;
pub(crate) mod routes;
pub(crate) mod scaffold;
pub(crate) mod schema;
pub(crate) mod serve;
pub(crate) mod theme;

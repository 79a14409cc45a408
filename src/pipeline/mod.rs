//! The order of the stages, from files to a finished site.
//!
//! ```text
//! Input ─link→ Linked ─plan→ SitePlan ─render→ Sink     a staging folder (publish), memory (build), nothing (check)
//!                            └─ one job → one page (PreviewSite)
//! ```
//!
//! Faults of all stages come back together, each with its line and column, in the order of files. If one is an error
//! there is no output. Threads over files are in `link`, over pages in `plan`.

mod build;
mod link;
mod parse_cache;
mod plan;
mod preview;
mod timing;
mod unread;
mod validity;

use std::path::Path;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::input::{Input, InputFile};
use crate::io;

pub use crate::located::{LocatedDiagnostic, locate};
pub use build::{Build, BuildOptions, OutputTarget, build, check, plan_faults, publish};
pub use link::{LinkOptions, Linked, LintSet, link, parse_options};
pub use parse_cache::ParseCache;
pub use plan::{FileTime, RenderOptions};
pub use preview::{BodyPatches, LinkReport, PreviewSite};
pub use timing::{Clock, Timing};

/// Reads a site from its folder, many files at a time.
///
/// # Errors
/// There is no site, or something cannot be read.
pub fn read(root: &Path) -> anyhow::Result<(Input, Vec<Diagnostic>)> {
    let (found, faults) = io::read::list(root)?;
    let files: Vec<InputFile> = found.par_iter().map(io::read::read).collect::<anyhow::Result<_>>()?;
    Ok((Input::new(files, io::clock::now()?), faults))
}

//! Input → the site on a disk.
//!
//! Each page goes to the staging folder as soon as it is rendered, so that no two pages wait in memory.

use std::any::Any;
use std::path::{Path, PathBuf};

use super::{Clock, FileTime, Linked, LocatedDiagnostic, Options, Timing, jobs, link, locate, ready, render, stops};
use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::io::write::{Staging, Written, output_folder};

/// Where the site goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The output folder.
    pub folder: &'a Path,
    /// What it may not be, be in, or hold.
    pub protect: &'a [PathBuf],
    /// Whether to note how long each file took.
    pub trace: bool,
}

/// What came of the input, on a disk.
#[derive(Debug, Default)]
pub struct Published {
    /// What was done to the output folder; `None` where a fault is an error, and nothing was.
    pub written: Option<Written>,
    /// Every fault, at its place.
    pub faults: Vec<LocatedDiagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// How long each file took, if that was to be noted.
    pub files: Vec<FileTime>,
    /// How many briefs the site tells of.
    pub briefs: usize,
    /// The site, its templates and its pages. To free them takes a tenth of a second, which a program that ends can save.
    pub made_with: Option<Box<dyn Any + Send>>,
}

/// Builds the site and puts it in place, whole. `found` are faults of reading the files. The texts of records of which
/// nothing is told are let go once the site is linked.
///
/// # Errors
/// The folder is refused, or the disk refuses; the standing site is then as it was.
pub fn publish(
    input: &mut Input,
    found: Vec<Diagnostic>,
    options: &Options<'_>,
    target: Target<'_>,
) -> anyhow::Result<Published> {
    let folder = output_folder(target.folder, target.protect)?;
    let Linked { site, mut theme, configured, mut faults, mut timings, .. } = link(input, found, options.audience);
    let mut published = Published { briefs: site.listed().count(), ..Published::default() };
    if !configured || stops(&faults, options) {
        return Ok(Published { faults: locate(input, faults), timings, ..published });
    }
    let mut clock = Clock::start();
    let site = ready(site, &mut theme);
    let jobs = jobs(input, &site, &theme, &mut faults);
    // From here on only templates can be at fault: the texts of the records have done their work.
    if faults.is_empty() {
        input.let_go(|path| path.starts_with("content/") && path.ends_with(".md"));
    }
    timings.push(clock.lap("plan"));
    if !stops(&faults, options) {
        let staging = Staging::begin(folder)?;
        let times = target.trace.then_some(&mut published.files);
        render(&jobs, (&site, &theme), options, &staging, &mut faults, times)?;
        timings.push(clock.lap("render"));
        if !stops(&faults, options) {
            published.written = Some(staging.commit()?);
            timings.push(clock.lap("write"));
        }
    }
    published.made_with = Some(Box::new((site, theme, jobs)));
    Ok(Published { faults: locate(input, faults), timings, ..published })
}

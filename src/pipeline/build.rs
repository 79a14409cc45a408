//! The whole road: input → a site on a disk, in memory, or nowhere.

use std::any::Any;
use std::path::{Path, PathBuf};

use super::link::{LinkOptions, LintSet, link};
use super::parse_cache::ParseCache;
use super::plan::{FileTime, RenderOptions, SitePlan, StageReport, plan};
use super::timing::{Clock, Timing};
use crate::diagnostic::codes::{self, CheckLevel};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::Input;
use crate::io::write::{Staging, Written, output_folder};
use crate::located::{LocatedDiagnostic, locate};
use crate::model::{Audience, HeldBack};
use crate::output::{Discard, MemorySink, Output, Sink};

/// How a site is built.
#[derive(Clone, Copy)]
pub struct BuildOptions<'a> {
    /// How it is linked.
    pub link: LinkOptions<'a>,
    /// Whether warnings are errors.
    pub strict: bool,
    /// How it is rendered.
    pub render: RenderOptions<'a>,
}

/// Where the site goes.
#[derive(Debug, Clone, Copy)]
pub struct OutputTarget<'a> {
    /// The output folder.
    pub folder: &'a Path,
    /// What it may not be, be in, or hold.
    pub protect: &'a [PathBuf],
}

/// What came of the input.
#[derive(Default)]
pub struct Build<T> {
    /// What was made; `None` where a fault is an error.
    pub output: Option<T>,
    /// Every fault, at its place.
    pub faults: Vec<LocatedDiagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// How long each file took, if that was to be noted.
    pub file_times: Vec<FileTime>,
    /// How many briefs the site tells of.
    pub briefs: usize,
    /// How many it does not tell of, and why.
    pub held_back: HeldBack,
    /// The site, its templates and its pages. To free them takes a tenth of a second, which a program that ends can save.
    pub made_with: Option<Box<dyn Any + Send>>,
}

impl BuildOptions<'_> {
    /// Returns the options of a build of files that were found without a fault.
    pub fn new(audience: Audience) -> Self {
        let render = RenderOptions { progress: &|_, _| {}, trace: false };
        Self { link: LinkOptions::new(audience, &[]), strict: false, render }
    }
}

/// Builds the site and puts it in place, whole. The texts of records of which nothing is told are let go once the site is
/// planned.
///
/// # Errors
/// The folder is refused, or the disk refuses; the standing site is then as it was.
pub fn publish(
    input: &mut Input,
    options: &BuildOptions<'_>,
    target: OutputTarget<'_>,
) -> anyhow::Result<Build<Written>> {
    let folder = output_folder(target.folder, target.protect)?;
    let (plan, mut report) = plan(input, link(input, &options.link, None), options.strict);
    let Some(plan) = plan else { return Ok(finish(input, report, None)) };
    // From here on only templates can be at fault: the texts of the records have done their work.
    if report.faults.is_empty() {
        input.let_go(|path| path.starts_with("content/") && path.ends_with(".md"));
    }
    let staging = Staging::begin(folder)?;
    let file_times = plan.render(&options.render, &staging, &mut report)?;
    let written = match report.is_blocked(options.strict) {
        true => None,
        false => {
            let mut clock = Clock::start();
            let written = staging.commit()?;
            report.timings.push(clock.lap("write"));
            Some(written)
        }
    };
    Ok(Build { file_times, made_with: Some(Box::new(plan)), ..finish(input, report, written) })
}

/// Builds the site in memory.
pub fn build(input: &Input, options: &BuildOptions<'_>) -> Build<Output> {
    let memory = MemorySink::default();
    let planned = plan(input, link(input, &options.link, None), options.strict);
    let (report, is_whole) = render(planned, options, &memory);
    finish(input, report, is_whole.then(|| memory.into_output()))
}

/// Returns every fault that a build would find before it renders a page, the clashes of addresses among them.
pub fn plan_faults(input: &Input, options: &LinkOptions<'_>, cache: &mut ParseCache) -> Vec<Diagnostic> {
    plan(input, link(input, options, Some(cache)), false).1.faults
}

/// Renders the site into nothing, for its faults. Those of the templates are found whatever is to be said of the content,
/// if it has no error.
///
/// It is looked at as its editors see it: what is held back is told before its time comes. Where something is, the site
/// of the audience is looked at as well, for the errors that it alone has; and for the lints, where an error in what is
/// held back keeps them from the whole. As of a day, that site alone is looked at.
pub fn check(input: &Input, options: &BuildOptions<'_>) -> Build<()> {
    let audience = options.link.audience;
    let mut cache = ParseCache::default();
    if audience.as_of.is_some() {
        return finish_check(input, look(input, options, options.link, &mut cache), options.strict);
    }
    let whole = LinkOptions { audience: Audience::editors_at(audience.now), ..options.link };
    let linked = link(input, &whole, Some(&mut cache));
    let held_back = linked.site.held_back_from(&audience);
    let mut report = render(plan(input, linked, false), options, &Discard).0;
    if !held_back.is_empty() {
        let lints = if report.is_blocked(false) { options.link.lints } else { LintSet::None };
        let narrow = look(input, options, LinkOptions { lints, ..options.link }, &mut cache);
        report.timings.extend(narrow.timings);
        add_missing(&mut report.faults, narrow.faults);
        report.held_back = held_back;
    }
    finish_check(input, report, options.strict)
}

/// Links, plans and renders a site into nothing.
fn look(
    input: &Input,
    options: &BuildOptions<'_>,
    link_options: LinkOptions<'_>,
    cache: &mut ParseCache,
) -> StageReport {
    render(plan(input, link(input, &link_options, Some(cache)), false), options, &Discard).0
}

/// Adds the errors and the lints of the audience's site that the whole has not at the same place.
fn add_missing(faults: &mut Vec<Diagnostic>, narrow: Vec<Diagnostic>) {
    let is_known = |new: &Diagnostic| faults.iter().any(|old| old.code == new.code && old.place == new.place);
    let is_lint = |new: &Diagnostic| codes::find(new.code).is_some_and(|code| code.check_level > CheckLevel::Build);
    let news: Vec<Diagnostic> =
        narrow.into_iter().filter(|new| (new.severity == Severity::Error || is_lint(new)) && !is_known(new)).collect();
    faults.extend(news);
}

fn finish_check(input: &Input, report: StageReport, strict: bool) -> Build<()> {
    let is_whole = !report.is_blocked(strict);
    finish(input, report, is_whole.then_some(()))
}

/// Renders what was planned into a sink that takes everything. Says whether no fault stands against the site.
fn render(
    (plan, mut report): (Option<SitePlan>, StageReport),
    options: &BuildOptions<'_>,
    sink: &dyn Sink,
) -> (StageReport, bool) {
    let Some(plan) = plan else { return (report, false) };
    plan.render(&options.render, sink, &mut report).expect("no two planned files have clashing paths");
    let is_whole = !report.is_blocked(options.strict);
    (report, is_whole)
}

fn finish<T>(input: &Input, report: StageReport, output: Option<T>) -> Build<T> {
    let StageReport { faults, timings, briefs, held_back } = report;
    let faults = locate(input, faults);
    Build { output, faults, timings, file_times: Vec::new(), briefs, held_back, made_with: None }
}

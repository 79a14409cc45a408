//! [`Linked`] → [`SitePlan`]: every file of the site, and how each is rendered into a sink. Threads over pages are here.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rayon::prelude::*;

use super::link::Linked;
use super::timing::{Clock, Timing};
use super::unread::{CONTENT, no_content};
use crate::config;
use crate::diagnostic::{Diagnostic, FileName, Location, Severity};
use crate::input::{Input, InputContent};
use crate::io::clock;
use crate::model::{HeldBack, Site};
use crate::output::{ClaimedPaths, Clash, Content, Sink};
use crate::pages::{self, Page, RenderContext};
use crate::path::UrlPath;
use crate::theme::Theme;

/// A site whose every file is planned and none is made.
pub(super) struct SitePlan {
    /// The site as pages show it.
    pub context: RenderContext,
    /// Templates and assets.
    pub theme: Theme,
    /// Every file.
    pub jobs: Vec<Job>,
}

/// What came of the stages so far, beside the site.
#[derive(Debug, Default)]
pub(super) struct StageReport {
    /// Every fault.
    pub faults: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// How many briefs the site tells of.
    pub briefs: usize,
    /// How many it does not tell of, and why.
    pub held_back: HeldBack,
}

/// One file of the site, not yet made.
pub(super) enum Job {
    /// A page.
    Page(Page),
    /// A file that is published as it is.
    Asset(UrlPath, Content),
}

/// How long one file of the site took to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileTime {
    /// Its path.
    pub path: String,
    /// The thread that made it, from 0.
    pub thread: usize,
    /// When it was begun, since the first was.
    pub start: Duration,
    /// How long it took.
    pub took: Duration,
}

/// How a plan is rendered.
#[derive(Clone, Copy)]
pub struct RenderOptions<'a> {
    /// Told after each file: how many of how many are done.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
    /// Whether to note how long each file takes.
    pub trace: bool,
}

impl StageReport {
    /// Whether nothing may be written: because of an error, or where it is `strict` of a warning.
    pub(super) fn is_blocked(&self, strict: bool) -> bool {
        self.faults.iter().any(|fault| strict || fault.severity == Severity::Error)
    }
}

/// Plans every file of a site, unless a fault stands against it, with `strict` a warning too.
pub(super) fn plan(input: &Input, linked: Linked, strict: bool) -> (Option<SitePlan>, StageReport) {
    let Linked { site, mut theme, is_configured, mut faults, timings, .. } = linked;
    faults.extend(no_content(input));
    let mut report = StageReport { faults, timings, briefs: site.listed().count(), held_back: site.held_back.clone() };
    if !is_configured || report.is_blocked(strict) {
        return (None, report);
    }
    let mut clock = Clock::start();
    let context = RenderContext::of(site);
    pages::prepare(&context, &mut theme);
    let jobs = jobs(input, &context, &theme, &mut report.faults);
    report.timings.push(clock.lap("plan"));
    let plan = SitePlan { context, theme, jobs };
    ((!report.is_blocked(strict)).then_some(plan), report)
}

impl SitePlan {
    /// Renders every file into a sink, and returns how long each took, if that was to be noted. What templates are at
    /// fault of is added to the report.
    ///
    /// # Errors
    /// The sink refuses a file.
    pub(super) fn render(
        &self,
        options: &RenderOptions<'_>,
        sink: &dyn Sink,
        report: &mut StageReport,
    ) -> anyhow::Result<Vec<FileTime>> {
        let mut clock = Clock::start();
        let began = clock::instant();
        let done = AtomicUsize::new(0);
        let (failed, times) = (Mutex::<Vec<Diagnostic>>::default(), Mutex::<Vec<FileTime>>::default());
        self.jobs.par_iter().try_for_each(|job| -> anyhow::Result<()> {
            let start = began.elapsed();
            match job.render(&self.context, &self.theme) {
                Ok(content) => sink.put(job.path(), content)?,
                Err(fault) => lock(&failed).push(*fault),
            }
            (options.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, self.jobs.len());
            if options.trace {
                let (path, thread) = (job.path().to_string(), rayon::current_thread_index().unwrap_or(0));
                lock(&times).push(FileTime { path, thread, start, took: began.elapsed().saturating_sub(start) });
            }
            Ok(())
        })?;
        report.faults.append(&mut dedup_template_errors(failed.into_inner().unwrap_or_else(PoisonError::into_inner)));
        report.timings.push(clock.lap("render"));
        let mut times = times.into_inner().unwrap_or_else(PoisonError::into_inner);
        times.sort_by(|a, b| (a.start, &a.path).cmp(&(b.start, &b.path)));
        Ok(times)
    }
}

impl Job {
    /// Returns where the file stands.
    pub(super) fn path(&self) -> &UrlPath {
        match self {
            Self::Page(page) => &page.path,
            Self::Asset(path, _) => path,
        }
    }

    /// Returns what the file holds.
    ///
    /// # Errors
    /// The fault of its template.
    pub(super) fn render(&self, context: &RenderContext, theme: &Theme) -> Result<Content, Box<Diagnostic>> {
        match self {
            Self::Asset(_, content) => Ok(content.clone()),
            Self::Page(page) => Ok(Content::Bytes(pages::render(page, context, theme)?)),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns one fault for each template: one that fails for a page fails for all of its kind.
fn dedup_template_errors(mut failed: Vec<Diagnostic>) -> Vec<Diagnostic> {
    failed.sort_by(|a, b| a.message.cmp(&b.message));
    failed.dedup_by(|a, b| a.message == b.message);
    failed
}

/// Returns every file of the site. Two that cannot stand in one folder are a fault.
fn jobs(input: &Input, site: &RenderContext, theme: &Theme, faults: &mut Vec<Diagnostic>) -> Vec<Job> {
    let pages = pages::plan(site);
    faults.extend(pages::broken_redirects(site, theme, &pages));
    let pages = pages.into_iter().map(Job::Page);
    let theirs = theme.assets.iter().map(|(path, content)| Job::Asset(path.clone(), content.clone()));
    let own = site.index.assets.iter().filter_map(|path| Some(Job::Asset(path.clone(), asset(input, path)?)));
    let mut claimed = ClaimedPaths::default();
    let mut jobs = Vec::new();
    for job in pages.chain(theirs).chain(own) {
        match claimed.claim(job.path()) {
            Ok(()) => jobs.push(job),
            Err(clash) => faults.push(address_clash(site, &clash)),
        }
    }
    jobs
}

fn address_clash(site: &Site, clash: &Clash) -> Diagnostic {
    // An old address is the one part of a clash that an author typed; files and their names are the other.
    let typed = clash.paths().into_iter().find_map(|path| site.index.redirects.get(path));
    match typed {
        Some(redirect) => Diagnostic::error("address-clash", redirect.from.clone(), clash.to_string())
            .help("a page of the site stands there: take the old address away"),
        None => {
            let place = Location::file(&FileName::from(config::FILE));
            Diagnostic::error("address-clash", place, clash.to_string()).help("rename one of the files behind them")
        }
    }
}

fn asset(input: &Input, path: &UrlPath) -> Option<Content> {
    let file = input.get(&format!("{CONTENT}{path}"))?;
    Some(match &file.content {
        InputContent::Text(bytes) => Content::Bytes(bytes.clone()),
        InputContent::Asset(place) => Content::CopyOf(PathBuf::clone(place)),
    })
}

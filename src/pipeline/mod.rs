//! Input → [`Build`]: the order of the stages. Threads over files and over pages are here.
//!
//! ```text
//! Input ─read→ Documents ─link→ Site ─plan→ [Page] ─render→ Output
//! ```
//!
//! Faults of all stages come back together, each with its line and column, in the order of files. If one is an error
//! there is no output.

mod live;
mod moments;
mod publish;
mod readings;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::content;
use crate::diagnostic::codes::CheckLevel;
use crate::diagnostic::{Diagnostic, FileName, Location, Severity};
use crate::digest::Digest;
use crate::input::{Input, InputContent, InputFile, not_utf8};
use crate::io;
use crate::lints;
use crate::located;
use crate::markdown;
use crate::model::{Audience, Documents, Site};
use crate::output::{ClaimedPaths, Clash, Content, Discard, MemorySink, Output, Sink};
use crate::pages::{self, Page, RenderContext};
use crate::path::UrlPath;
use crate::theme::{TEMPLATES, THEME, Theme};

use readings::Read;

pub use crate::located::{LocatedDiagnostic, locate};
pub use live::Live;
pub use moments::Moments;
pub use publish::{Published, Target, publish};
pub use readings::Readings;

/// The folder of the content.
const CONTENT: &str = "content/";

/// Ids that the page of a record has besides those of its text.
const PAGE_IDS: [&str; 3] = ["content", "timeline", "updates"];

/// How long a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// What it did: "files", "read", "link", "plan", "render", "write".
    pub stage: &'static str,
    /// How long.
    pub took: Duration,
}

/// What came of the input.
#[derive(Debug, Default)]
pub struct Build {
    /// The site's files; `None` where a fault is an error.
    pub output: Option<Output>,
    /// Every fault, at its place.
    pub faults: Vec<LocatedDiagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// How many briefs the site tells of.
    pub briefs: usize,
}

/// What the stages need beside the input.
pub struct Options<'a> {
    /// For whom the site is built.
    pub audience: Audience,
    /// Whether warnings are errors.
    pub strict: bool,
    /// Told after each page: how many of how many are rendered.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// The site, linked, and what its pages are made with.
pub struct Linked {
    /// The site. It is whole only where no fault is an error.
    pub site: Site,
    /// Templates and assets.
    pub theme: Theme,
    /// Whether `site.toml` could be read. Without it the rest is still linked, so that its faults are told in the same run.
    pub configured: bool,
    /// Every fault so far; [`place`] gives them their lines and columns.
    pub faults: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// When the same files make the same site.
    pub moments: Moments,
}

/// What looks at a site that is whole.
pub type Look<'l> = &'l dyn Fn(&Site) -> Vec<Diagnostic>;

/// Reads and links the site; renders nothing. `found` are faults of reading the files.
pub fn link(input: &Input, found: Vec<Diagnostic>, audience: Audience) -> Linked {
    link_again(input, found, audience, &mut Readings::default())
}

/// The same, where `readings` are those of the last time: files that are as they were are not parsed again.
pub fn link_again(input: &Input, found: Vec<Diagnostic>, audience: Audience, readings: &mut Readings) -> Linked {
    link_and_look(input, found, audience, readings, (CheckLevel::Build, &|_| Vec::new()))
}

/// As [`link_again`], and with the advice of a sub-editor.
pub fn look_again(input: &Input, found: Vec<Diagnostic>, audience: Audience, readings: &mut Readings) -> Linked {
    link_and_look(input, found, audience, readings, (CheckLevel::Check, &lints::check))
}

fn link_and_look(
    input: &Input,
    found: Vec<Diagnostic>,
    audience: Audience,
    readings: &mut Readings,
    (check_level, look): (CheckLevel, Look<'_>),
) -> Linked {
    let mut clock = Clock::start();
    let mut faults = found;
    let config = read_config(input, &mut faults);
    let documents = read_documents(input, config.as_ref(), readings, &mut faults);
    let mut timings = vec![clock.lap("read")];
    let embargoes = documents.briefs.iter().filter_map(|brief| brief.embargoed.map(|until| until.to_utc()));
    let moments = Moments::around(audience.now, embargoes);
    let configured = config.is_some();
    let (site, mut linked) = Site::link(documents, config.unwrap_or_else(Config::placeholder), audience);
    faults.append(&mut linked);
    let (theme, mut themed) = Theme::load(input.files.iter().filter(|file| is_theme(&file.path)));
    faults.append(&mut themed);
    if configured && faults.iter().all(|fault| fault.severity == Severity::Warning) {
        faults.append(&mut look(&site));
    }
    // What rendering may still find are errors, which nobody can silence.
    let faults =
        located::apply_suppressions(input, faults, check_level, &|file| file == config::FILE || site.holds(file));
    timings.push(clock.lap("link"));
    Linked { site, theme, configured, faults, timings, moments }
}

/// Builds the site in memory. `found` are faults of reading the files.
pub fn build(input: &Input, found: Vec<Diagnostic>, options: &Options<'_>) -> Build {
    let memory = MemorySink::default();
    let (build, is_whole) = rendered(input, link(input, found, options.audience), options, options.strict, &memory);
    Build { output: is_whole.then(|| memory.into_output()), ..build }
}

/// Renders the site into nothing and gives the advice of a sub-editor as well.
pub fn check(input: &Input, found: Vec<Diagnostic>, options: &Options<'_>) -> Build {
    let look = (CheckLevel::Check, &lints::check as Look<'_>);
    let linked = link_and_look(input, found, options.audience, &mut Readings::default(), look);
    // The templates may be at fault too, whatever is to be said of the content.
    rendered(input, linked, options, false, &Discard).0
}

/// As [`check`], and with what `ask` says of the links to other sites.
pub fn check_links(input: &Input, found: Vec<Diagnostic>, options: &Options<'_>, ask: Look<'_>) -> Build {
    let look = |site: &Site| lints::check(site).into_iter().chain(ask(site)).collect();
    let look = (CheckLevel::External, &look as Look<'_>);
    let linked = link_and_look(input, found, options.audience, &mut Readings::default(), look);
    rendered(input, linked, options, false, &Discard).0
}

/// Renders a site, unless an error, or where it is `strict` a warning, stands against it already. Says whether none does
/// in the end.
fn rendered(input: &Input, linked: Linked, options: &Options<'_>, strict: bool, sink: &dyn Sink) -> (Build, bool) {
    let Linked { site, mut theme, configured, mut faults, mut timings, .. } = linked;
    let mut clock = Clock::start();
    let briefs = site.listed().count();
    let is_sound = configured && !stops(&faults, &Options { strict, ..*options });
    if is_sound {
        let site = ready(site, &mut theme);
        let jobs = jobs(input, &site, &theme, &mut faults);
        render(&jobs, (&site, &theme), options, sink, &mut faults, None).expect("nothing and memory take every file");
    }
    timings.push(clock.lap("render"));
    let is_whole = is_sound && !stops(&faults, options);
    (Build { output: None, briefs, faults: locate(input, faults), timings }, is_whole)
}

/// Whether nothing may be written.
fn stops(faults: &[Diagnostic], options: &Options<'_>) -> bool {
    faults.iter().any(|fault| options.strict || fault.severity == Severity::Error)
}

/// Measures stages one after another.
pub struct Clock(Instant);

impl Clock {
    /// Starts now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// The time since the start or the last lap.
    pub fn lap(&mut self, stage: &'static str) -> Timing {
        let took = self.0.elapsed();
        self.0 = Instant::now();
        Timing { stage, took }
    }
}

fn is_theme(path: &str) -> bool {
    path.starts_with(TEMPLATES) || path.starts_with(THEME)
}

fn read_config(input: &Input, faults: &mut Vec<Diagnostic>) -> Option<Config> {
    let file = input.get(config::FILE)?;
    let InputContent::Text(bytes) = &file.content else {
        return None;
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let (config, mut found) = config::read(&file.path, text);
            faults.append(&mut found);
            config
        }
        Err(error) => {
            faults.push(not_utf8(&file.path, error));
            None
        }
    }
}

fn read_documents(
    input: &Input,
    config: Option<&Config>,
    readings: &mut Readings,
    faults: &mut Vec<Diagnostic>,
) -> Documents {
    let options = reading_options(config);
    let mut documents = Documents::default();
    let files: Vec<(&InputFile, &str)> =
        input.files.iter().filter_map(|file| Some((file, file.path.strip_prefix(CONTENT)?))).collect();
    let (records, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, path)| is_document(path));
    let read: Vec<Option<Read>> =
        records.par_iter().map(|(file, path)| read_record(file, path, &options, readings)).collect();
    for reading in readings.turn(read.into_iter().flatten().collect()) {
        documents.add(reading, faults);
    }
    for (file, path) in others {
        match UrlPath::new(path) {
            Ok(path) => {
                documents.assets.insert(path);
            }
            Err(why) => faults.push(
                Diagnostic::warning(
                    "unpublished-file",
                    Location::file(&file.path),
                    format!("the file cannot be published: {why}"),
                )
                .help("rename it if a page is to show it"),
            ),
        }
    }
    documents
}

/// How the texts of a site are read.
fn reading_options(config: Option<&Config>) -> markdown::ParseOptions<'static> {
    let allow_html = config.is_some_and(|config| config.raw_html == config::RawHtml::Allow);
    markdown::ParseOptions { allow_html, reserved_ids: &PAGE_IDS }
}

/// What a record's file says; `path` is that below `content/`. None where the file is no text.
fn read_record(
    file: &InputFile,
    path: &str,
    options: &markdown::ParseOptions<'_>,
    readings: &Readings,
) -> Option<Read> {
    let InputContent::Text(bytes) = &file.content else { return None };
    let key = reading_key(path, Digest::of_bytes(bytes), options);
    Some(readings.read(&file.path, key, || content::read(&file.path, path, bytes, options)))
}

/// Returns the key of a parsed file; `path` is that below `content/`, and `text` the digest of what the file holds.
fn reading_key(path: &str, text: Digest, options: &markdown::ParseOptions<'_>) -> Digest {
    Digest::of(&(path, text, options.allow_html))
}

/// Whether a file below `content/` is a record; anything else may be published beside them.
fn is_document(path: &str) -> bool {
    let at_top = !path.contains('/');
    path.ends_with(".md") || (at_top && (path.ends_with(".bib") || path == "sources.yaml" || path == "sources.yml"))
}

/// The site as pages show it, and the theme with what every page sees.
fn ready(site: Site, theme: &mut Theme) -> RenderContext {
    let site = RenderContext::of(site);
    pages::prepare(&site, theme);
    site
}

/// One file of the site, not yet made.
enum Job {
    /// A page.
    Page(Page),
    /// A file that is published as it is.
    File(UrlPath, Content),
}

impl Job {
    fn path(&self) -> &UrlPath {
        match self {
            Self::Page(page) => &page.path,
            Self::File(path, _) => path,
        }
    }
}

/// Every file of the site. Two that cannot stand in one folder are a fault.
fn jobs(input: &Input, site: &RenderContext, theme: &Theme, faults: &mut Vec<Diagnostic>) -> Vec<Job> {
    let pages = pages::plan(site);
    faults.extend(pages::broken_redirects(site, theme, &pages));
    let pages = pages.into_iter().map(Job::Page);
    let theirs = theme.assets.iter().map(|(path, content)| Job::File(path.clone(), content.clone()));
    let own = site.assets.iter().filter_map(|path| Some(Job::File(path.clone(), asset(input, path)?)));
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
    let typed = clash.paths().into_iter().find_map(|path| site.redirects.get(path));
    match typed {
        Some(redirect) => Diagnostic::error("address-clash", redirect.from.clone(), clash.to_string())
            .help("a page of the site stands there: take the old address away"),
        None => {
            let place = Location::file(&FileName::from(config::FILE));
            Diagnostic::error("address-clash", place, clash.to_string()).help("rename one of the files behind them")
        }
    }
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

/// Renders every file into a sink, and notes how long each took if that is asked for. Faults of templates are added to
/// `faults`.
///
/// # Errors
/// The sink refuses a file.
fn render(
    jobs: &[Job],
    (site, theme): (&RenderContext, &Theme),
    options: &Options<'_>,
    sink: &dyn Sink,
    faults: &mut Vec<Diagnostic>,
    times: Option<&mut Vec<FileTime>>,
) -> anyhow::Result<()> {
    let began = Instant::now();
    let done = AtomicUsize::new(0);
    let failed: Mutex<Vec<Diagnostic>> = Mutex::default();
    let clock = times.is_some().then(Mutex::<Vec<FileTime>>::default);
    let one = |job: &Job| -> anyhow::Result<()> {
        let start = began.elapsed();
        match content(job, site, theme) {
            Ok(content) => sink.put(job.path(), content)?,
            Err(fault) => lock(&failed).push(*fault),
        }
        (options.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        if let Some(clock) = &clock {
            let (path, thread) = (job.path().to_string(), rayon::current_thread_index().unwrap_or(0));
            lock(clock).push(FileTime { path, thread, start, took: began.elapsed().saturating_sub(start) });
        }
        Ok(())
    };
    jobs.par_iter().try_for_each(one)?;
    tell_once(failed.into_inner().unwrap_or_else(PoisonError::into_inner), faults);
    if let (Some(times), Some(clock)) = (times, clock) {
        *times = clock.into_inner().unwrap_or_else(PoisonError::into_inner);
        times.sort_by(|a, b| (a.start, &a.path).cmp(&(b.start, &b.path)));
    }
    Ok(())
}

/// Returns what a file holds, or the fault of its template.
fn content(job: &Job, site: &RenderContext, theme: &Theme) -> Result<Content, Box<Diagnostic>> {
    match job {
        Job::File(_, content) => Ok(content.clone()),
        Job::Page(page) => Ok(Content::Bytes(pages::render(page, site, theme, None)?.bytes.unwrap_or_default())),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A template that fails for one page fails for all of its kind: it is told once.
fn tell_once(mut failed: Vec<Diagnostic>, faults: &mut Vec<Diagnostic>) {
    failed.sort_by(|a, b| a.message.cmp(&b.message));
    failed.dedup_by(|a, b| a.message == b.message);
    faults.append(&mut failed);
}

fn asset(input: &Input, path: &UrlPath) -> Option<Content> {
    let file = input.get(&format!("{CONTENT}{path}"))?;
    Some(match &file.content {
        InputContent::Text(bytes) => Content::Bytes(bytes.clone()),
        InputContent::Asset(place) => Content::CopyOf(PathBuf::clone(place)),
    })
}

/// Reads a site from its folder, many files at a time.
///
/// # Errors
/// There is no site, or something cannot be read.
pub fn read(root: &Path) -> anyhow::Result<(Input, Vec<Diagnostic>)> {
    let (found, faults) = io::read::list(root)?;
    let files: Vec<InputFile> = found.par_iter().map(io::read::read).collect::<anyhow::Result<_>>()?;
    Ok((Input::new(files, io::clock::now()?), faults))
}

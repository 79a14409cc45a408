//! Input → [`Build`]: the order of the stages. The two places that use threads are here: over files and over pages.
//!
//! ```text
//! Input ─read→ Documents ─link→ Site ─plan→ [Page] ─render→ Output
//! ```
//!
//! Faults of all stages come back together, each with its line and column, in the order of files. If one is an error
//! there is no output.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::config::{self, Config};
use crate::content::{self, Reading};
use crate::diagnostic::{Diagnostic, FileName, Place, Severity};
use crate::fold::slug_text;
use crate::input::{Input, InputContent, InputFile, not_utf8};
use crate::io;
use crate::io::write::{Staging, Written};
use crate::markdown;
use crate::model::{Audience, Documents, Site};
use crate::output::{Content, Output};
use crate::pages::{self, Page, Shown};
use crate::path::UrlPath;
use crate::theme::{TEMPLATES, THEME, Theme};

pub use crate::faults::{Fault, place};

/// The folder of the content.
const CONTENT: &str = "content/";

/// Ids that the page of a record has besides those of its text.
const PAGE_IDS: [&str; 2] = ["content", "updates"];

/// How long a stage took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// What it did: "files", "read", "link", "render", "write".
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
    pub faults: Vec<Fault>,
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
}

/// Reads and links the site; renders nothing. `found` are faults of reading the files.
pub fn link(input: &Input, found: Vec<Diagnostic>, audience: Audience) -> Linked {
    let mut clock = Clock::start();
    let mut faults = found;
    let config = read_config(input, &mut faults);
    let documents = read_documents(input, config.as_ref(), &mut faults);
    let mut timings = vec![clock.lap("read")];
    let configured = config.is_some();
    let (site, mut linked) = Site::link(documents, config.unwrap_or_else(Config::placeholder), audience);
    faults.append(&mut linked);
    let (theme, mut themed) = Theme::load(input.files.iter().filter(|file| is_theme(&file.path)));
    faults.append(&mut themed);
    timings.push(clock.lap("link"));
    Linked { site, theme, configured, faults, timings }
}

/// Builds the site in memory. `found` are faults of reading the files.
pub fn build(input: &Input, found: Vec<Diagnostic>, options: &Options<'_>) -> Build {
    let Linked { site, mut theme, configured, mut faults, mut timings } = link(input, found, options.audience);
    let mut clock = Clock::start();
    let stop = |faults: &[Diagnostic]| faults.iter().any(|fault| options.strict || fault.severity == Severity::Error);
    let briefs = site.listed().count();
    let output = (configured && !stop(&faults)).then(|| {
        let site = Shown::of(site);
        pages::prepare(&site, &mut theme);
        render(input, &site, &theme, options, &mut faults)
    });
    timings.push(clock.lap("render"));
    let output = output.filter(|_| !stop(&faults));
    Build { output, briefs, faults: place(input, faults), timings }
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

fn read_documents(input: &Input, config: Option<&Config>, faults: &mut Vec<Diagnostic>) -> Documents {
    let raw_html = match config.map(|config| config.raw_html) {
        Some(config::RawHtml::Allow) => markdown::RawHtml::Allow,
        _ => markdown::RawHtml::Refuse,
    };
    let options = markdown::Options { raw_html, slugify: slug_text, reserved_ids: &PAGE_IDS, ..Default::default() };
    let mut documents = Documents::default();
    let files: Vec<(&InputFile, &str)> =
        input.files.iter().filter_map(|file| Some((file, file.path.strip_prefix(CONTENT)?))).collect();
    let readings: Vec<Option<Reading>> = files
        .par_iter()
        .map(|(file, path)| match &file.content {
            InputContent::Text(bytes) if is_document(path) => Some(content::read(&file.path, path, bytes, &options)),
            _ => None,
        })
        .collect();
    for ((file, path), reading) in files.into_iter().zip(readings) {
        match reading {
            Some(reading) => documents.add(reading, faults),
            None => match UrlPath::new(path) {
                Ok(path) => {
                    documents.assets.insert(path);
                }
                Err(why) => faults.push(
                    Diagnostic::warning(
                        "bad-file-name",
                        Place::file(&file.path),
                        format!("the file cannot be published: {why}"),
                    )
                    .help("rename it if a page is to show it"),
                ),
            },
        }
    }
    documents
}

/// Whether a file below `content/` is a record; anything else may be published beside them.
fn is_document(path: &str) -> bool {
    let at_top = !path.contains('/');
    path.ends_with(".md") || (at_top && (path.ends_with(".bib") || path == "sources.yaml" || path == "sources.yml"))
}

fn render(input: &Input, site: &Shown, theme: &Theme, options: &Options<'_>, faults: &mut Vec<Diagnostic>) -> Output {
    let pages = pages::plan(site);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let rendered: Vec<Result<Vec<u8>, Box<Diagnostic>>> = pages
        .par_iter()
        .map(|page| {
            // Every page waits in memory for the last one: none keeps the room it had to grow in.
            let bytes = pages::render(page, theme, None).map(|rendered| {
                let mut bytes = rendered.bytes.unwrap_or_default();
                bytes.shrink_to_fit();
                bytes
            });
            (options.progress)(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, pages.len());
            bytes
        })
        .collect();
    let mut output = Output::default();
    let mut failed: BTreeSet<String> = BTreeSet::new();
    for (Page { path, .. }, bytes) in pages.into_iter().zip(rendered) {
        match bytes {
            Ok(bytes) => add(&mut output, site, path, Content::Bytes(bytes), faults),
            // A template that fails for one page fails for all of its kind: it is told once.
            Err(fault) if failed.insert(fault.message.clone()) => faults.push(*fault),
            Err(_) => {}
        }
    }
    for (path, content) in &theme.assets {
        add(&mut output, site, path.clone(), content.clone(), faults);
    }
    for path in &site.assets {
        if let Some(content) = asset(input, path) {
            add(&mut output, site, path.clone(), content, faults);
        }
    }
    output
}

fn add(output: &mut Output, site: &Site, path: UrlPath, content: Content, faults: &mut Vec<Diagnostic>) {
    if let Err(clash) = output.insert(path, content) {
        // An old address is the one part of a clash that an author typed; files and their names are the other.
        let typed = clash.paths().into_iter().find_map(|path| site.redirects.get(path));
        faults.push(match typed {
            Some(redirect) => Diagnostic::error("address-clash", redirect.from.clone(), clash.to_string())
                .help("a page of the site stands there: take the old address away"),
            None => {
                let place = Place::file(&FileName::from(config::FILE));
                Diagnostic::error("address-clash", place, clash.to_string()).help("rename one of the files behind them")
            }
        });
    }
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

/// Writes a site to its folder, many files at a time, and puts it in place whole.
///
/// # Errors
/// The folder is refused, or the disk refuses; the standing site is then as it was.
pub fn write(output: &Output, target: &Path, protect: &[PathBuf]) -> anyhow::Result<Written> {
    let staging = Staging::begin(target, protect)?;
    let files: Vec<(&UrlPath, &Content)> = output.iter().collect();
    files.par_iter().try_for_each(|(path, content)| staging.write(path, content))?;
    staging.commit()
}

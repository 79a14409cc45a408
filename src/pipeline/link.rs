//! Input → [`Linked`]: the site with its theme and every diagnostic so far. Threads over files are here.

use std::cell::LazyCell;

use rayon::prelude::*;

use super::parse_cache::{CachedParse, ParseCache, ParseKey};
use super::timing::{Clock, Timing};
use super::unread::{self, CONTENT, is_document};
use super::validity::ValidityWindow;
use crate::config::{self, Config};
use crate::content;
use crate::diagnostic::codes::CheckLevel;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::{Input, InputContent, InputFile, not_utf8};
use crate::lints;
use crate::located;
use crate::markdown;
use crate::model::{Audience, Documents, Site, embargo_end};
use crate::theme::{TEMPLATES, THEME, Theme};

/// How a site is linked.
#[derive(Clone, Copy)]
pub struct LinkOptions<'a> {
    /// For whom.
    pub audience: Audience,
    /// What was found when the files were listed.
    pub scan_diagnostics: &'a [Diagnostic],
    /// Which lints look at the site, if no error stands against it.
    pub lints: LintSet<'a>,
}

/// The lints that look at a linked site.
#[derive(Clone, Copy)]
pub enum LintSet<'a> {
    /// None: a build.
    None,
    /// Those of a sub-editor: a check.
    All,
    /// Those, and one that asks other sites: `check --external`.
    AllAnd(&'a dyn Fn(&Site) -> Vec<Diagnostic>),
}

impl<'a> LinkOptions<'a> {
    /// Returns the options of a build.
    pub fn new(audience: Audience, scan_diagnostics: &'a [Diagnostic]) -> Self {
        Self { audience, scan_diagnostics, lints: LintSet::None }
    }

    /// Returns the options of a check, which runs the lints too.
    pub fn with_lints(audience: Audience, scan_diagnostics: &'a [Diagnostic]) -> Self {
        Self { audience, scan_diagnostics, lints: LintSet::All }
    }
}

impl LintSet<'_> {
    fn run(self, site: &Site) -> Vec<Diagnostic> {
        match self {
            Self::None => Vec::new(),
            Self::All => lints::check(site),
            Self::AllAnd(more) => lints::check(site).into_iter().chain(more(site)).collect(),
        }
    }

    /// Returns which codes are looked for; a suppression of one that is not is never called unused.
    fn level(self) -> CheckLevel {
        match self {
            Self::None => CheckLevel::Build,
            Self::All => CheckLevel::Check,
            Self::AllAnd(_) => CheckLevel::External,
        }
    }
}

/// A linked site, and what its pages are made with.
pub struct Linked {
    /// The site. It is whole only where no fault is an error.
    pub site: Site,
    /// Templates and assets.
    pub theme: Theme,
    /// Whether `site.toml` could be read. Without it the rest is still linked, so that its faults are told in the same run.
    pub is_configured: bool,
    /// Every fault so far; [`located::locate`] gives them their lines and columns.
    pub faults: Vec<Diagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// When the same files make the same site.
    pub validity: ValidityWindow,
}

/// Reads and links a site. With a `cache`, files whose text is as it was are not parsed again, and those of this site are
/// kept for the next time.
pub fn link(input: &Input, options: &LinkOptions<'_>, cache: Option<&mut ParseCache>) -> Linked {
    let mut clock = Clock::start();
    let mut faults = options.scan_diagnostics.to_vec();
    let config = read_config(input, &mut faults);
    let documents = read_documents(input, config.as_ref(), cache, &mut faults);
    let mut timings = vec![clock.lap("read")];
    let is_configured = config.is_some();
    let config = config.unwrap_or_else(Config::placeholder);
    let embargoes = documents.briefs.iter().filter_map(|brief| embargo_end(brief, config.timezone));
    let validity = ValidityWindow::around(options.audience.now, embargoes.map(|end| end.to_utc()));
    let (site, mut linked) = Site::link(documents, config, options.audience);
    faults.append(&mut linked);
    let (theme, mut themed) = Theme::load(input.files.iter().filter(|file| is_theme(&file.path)));
    faults.append(&mut themed);
    if is_configured && faults.iter().all(|fault| fault.severity == Severity::Warning) {
        faults.append(&mut options.lints.run(&site));
    }
    // What rendering may still find are errors, which nobody can silence.
    let files = LazyCell::new(|| site.files());
    let is_shown = |file: &str| file == config::FILE || files.contains(file);
    let faults = located::apply_suppressions(input, faults, options.lints.level(), &is_shown);
    timings.push(clock.lap("link"));
    Linked { site, theme, is_configured, faults, timings, validity }
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
    cache: Option<&mut ParseCache>,
    faults: &mut Vec<Diagnostic>,
) -> Documents {
    let options = parse_options(config);
    let mut documents = Documents::default();
    let files: Vec<(&InputFile, &str)> =
        input.files.iter().filter_map(|file| Some((file, file.path.strip_prefix(CONTENT)?))).collect();
    let (records, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|(_, path)| is_document(path));
    faults.extend(unread::no_brief(records.iter().map(|(_, path)| *path)));
    let known = cache.as_deref();
    let parsed: Vec<CachedParse> =
        records.par_iter().filter_map(|(file, path)| parse(file, path, &options, known)).collect();
    if let Some(cache) = cache {
        cache.replace_with(&parsed);
    }
    for entry in parsed {
        documents.add(entry.parsed, faults);
    }
    for (file, path) in others {
        unread::add_asset(&mut documents, file, path, faults);
    }
    documents
}

/// Returns how the texts of a site are read.
pub fn parse_options(config: Option<&Config>) -> markdown::ParseOptions<'_> {
    let allow_html = config.is_some_and(|config| config.raw_html == config::RawHtml::Allow);
    let language = config.map_or("", |config| config.language.as_str());
    markdown::ParseOptions { allow_html, language }
}

/// Parses a record's file, or takes it from a cache; `path` is that below `content/`. `None` where the file is no text.
pub(super) fn parse(
    file: &InputFile,
    path: &str,
    options: &markdown::ParseOptions<'_>,
    cache: Option<&ParseCache>,
) -> Option<CachedParse> {
    let InputContent::Text(bytes) = &file.content else { return None };
    let key = ParseKey {
        text: blake3::hash(bytes),
        allow_html: options.allow_html,
        language: blake3::hash(options.language.as_bytes()),
    };
    let known = cache.and_then(|cache| cache.get_at(&file.path, key)).cloned();
    let parsed = known.unwrap_or_else(|| content::read(&file.path, path, bytes, options));
    Some(CachedParse { file: file.path.clone(), key, parsed })
}

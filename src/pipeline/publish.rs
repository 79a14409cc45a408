//! Input → the site on disk, with as little work as the last build allows.
//!
//! Each page goes to the disk as soon as it is rendered, so that no two pages wait in memory. A page whose digest the
//! [`Memo`] has, and whose file still stands as it was left, is neither rendered nor written. After an edit of the texts of
//! briefs alone, pages that tell none of them are not planned either.

use std::any::Any;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::edited::Change;
use super::memo::{Entry, Inputs, Memo};
use super::{
    Clock, Job, Linked, LocatedDiagnostic, Options, Readings, Timing, edited, jobs, place, ready, stops, tell_once,
};
use crate::diagnostic::{Diagnostic, FileName};
use crate::digest::Digest;
use crate::input::{Input, InputContent, InputFile};
use crate::io;
use crate::io::write::{self, Note, Shelf, Staging, Survey, Written};
use crate::model::Brief;
use crate::output::Content;
use crate::pages::{self, Page, RenderContext};
use crate::path::UrlPath;
use crate::theme::Theme;

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

/// How long one file of the site took to make, or to take over from the last build.
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

/// What came of the input, on disk.
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
    /// How many files were planned; fewer than the site has where nothing was changed but the texts of briefs.
    pub planned: usize,
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
    let mut clock = Clock::start();
    let last = Last::of(input, options, target)?;
    let mut timings = vec![clock.lap("compare")];
    if let Some(memo) = last.of_the_same_moments(input.now)
        && (found.is_empty() && !memo.faults && memo.inputs == last.inputs)
        && let Some(left) = left(memo, target.folder)
    {
        timings.push(clock.lap("check"));
        let written = Some(as_they_stood(&left));
        return Ok(Published { written, timings, briefs: memo.briefs, ..Published::default() });
    }
    let changes = last.changes(input.now);
    // Linking keeps one processor busy, and the disk none.
    let ((linked, readings), (survey, left)) = rayon::join(
        || last.link(input, found, options),
        || {
            let survey = Survey::of(target.folder, target.protect);
            (survey, changes.as_ref().and_then(|_| left(last.memo.as_ref()?, target.folder)))
        },
    );
    let Linked { site, mut theme, configured, mut faults, timings: linked, moments } = linked;
    let joined = clock.lap("survey").took;
    let alone = joined.saturating_sub(linked.iter().map(|timing| timing.took).sum());
    timings.extend(linked);
    timings.push(Timing { stage: "survey", took: alone });
    let mut published = Published { briefs: site.listed().count(), ..Published::default() };
    if !configured || stops(&faults, options) {
        return Ok(Published { faults: place(input, faults), timings, ..published });
    }
    let staging = Staging::begin_again(target.folder, target.protect, survey?)?;
    let site = ready(site, &mut theme);
    let edited = changes.and_then(|changes| edited::briefs(&changes, last.memo.as_ref()?, &site, &readings));
    drop(readings);
    let edited = edited.zip(left.filter(|_| staging.is_undisturbed()));
    // An edit of texts leaves what lists show of briefs.
    let listed = last.memo.as_ref().filter(|_| edited.is_some()).map(|memo| memo.entries.clone());
    let (jobs, left) = match edited {
        Some((briefs, left)) => again(pages::plan_texts(&site, &briefs), left),
        None => (jobs(input, &site, &theme, &mut faults), Vec::new()),
    };
    // From here on only templates can be at fault: the texts of the records have done their work.
    if faults.is_empty() {
        input.let_go(|path| path.starts_with("content/") && path.ends_with(".md"));
    }
    published.planned = jobs.len();
    timings.push(clock.lap("plan"));
    if !stops(&faults, options) {
        let known = Known { memo: last.memo.as_ref().map(Memo::by_path).unwrap_or_default(), staging: &staging };
        let clocked = target.trace.then_some(&mut published.files);
        let (mut files, made) = run(&jobs, (&site, &theme), &known, options, &mut faults, clocked)?;
        files.append(&mut keep(&left, &staging)?);
        timings.push(clock.lap("render"));
        if !stops(&faults, options) {
            let memo = Memo {
                program: last.program,
                inputs: last.inputs,
                moments,
                faults: !faults.is_empty(),
                briefs: published.briefs,
                entries: listed.unwrap_or_else(|| entries(&site)),
                files: files.into_iter().map(|(path, entry)| (path.to_string(), entry)).collect(),
            };
            published.written = Some(put(staging, &memo, made, last.shelf.as_ref())?);
            timings.push(clock.lap("write"));
        }
    }
    published.made_with = Some(Box::new((site, theme, jobs)));
    Ok(Published { faults: place(input, faults), timings, ..published })
}

/// What the last build left, and what this one has to compare with it.
struct Last {
    program: Digest,
    inputs: Inputs,
    /// Where things are kept from one build for the next. Where nothing can be, the next is slower, and as right.
    shelf: Option<Shelf>,
    memo: Option<Memo>,
}

impl Last {
    fn of(input: &Input, options: &Options<'_>, target: Target<'_>) -> anyhow::Result<Self> {
        let program = io::program()?;
        let inputs = inputs(input, options)?;
        let shelf = write::shelf(target.folder, target.protect)?;
        let memo = shelf.as_ref().and_then(|shelf| Memo::from_bytes(&shelf.get(Note::Memo)?, program));
        Ok(Self { program, inputs, shelf, memo })
    }

    /// The memo, if at this moment the same files make the same site as at its own.
    fn of_the_same_moments(&self, now: DateTime<Utc>) -> Option<&Memo> {
        self.memo.as_ref().filter(|memo| memo.moments.has(now))
    }

    /// The changed files, if none is changed but those of briefs, and nothing else makes this another site.
    fn changes(&self, now: DateTime<Utc>) -> Option<Vec<Change<'_>>> {
        edited::changes(&self.of_the_same_moments(now)?.inputs, &self.inputs)
    }

    /// Links the site, and keeps what its files say.
    fn link(&self, input: &Input, found: Vec<Diagnostic>, options: &Options<'_>) -> (Linked, Readings) {
        let mut readings = Readings::on_disk(|note| self.shelf.as_ref()?.get(note), self.program);
        let linked = super::link_again(input, found, options.audience, &mut readings);
        if let (Some((note, parts)), Some(shelf)) = (readings.to_file(self.program), &self.shelf) {
            let _ = shelf.put(note, &parts);
        }
        (linked, readings)
    }
}

/// Puts the site in place, and its memo on the shelf.
fn put(staging: Staging, memo: &Memo, made: usize, shelf: Option<&Shelf>) -> anyhow::Result<Written> {
    let files = memo.files.iter().map(|(path, entry)| (path.as_str(), entry.stamp)).collect();
    // A memo of what does not stand in the end is of no use, and of no harm.
    let keep = || shelf.map(|shelf| shelf.put(Note::Memo, &[memo.to_bytes()]));
    let (written, _) = rayon::join(|| staging.commit(files, made), keep);
    written
}

/// All that the site is made from, but for the moment of the build.
fn inputs(input: &Input, options: &Options<'_>) -> anyhow::Result<Inputs> {
    let digest = |file: &InputFile| {
        let digest = match &file.content {
            InputContent::Text(bytes) => Digest::of_bytes(bytes),
            InputContent::Asset(place) => io::read::version(place)?,
        };
        Ok((file.path.clone(), digest))
    };
    let files = input.files.par_iter().map(digest).collect::<anyhow::Result<_>>()?;
    let audience = (options.audience.tlp.as_str(), options.audience.drafts, options.audience.as_of);
    Ok(Inputs { audience: Digest::of(&audience), files })
}

/// The files of the site, if they, and no others of Demarche's, stand in the output folder as they were left.
fn left(memo: &Memo, folder: &Path) -> Option<Vec<(UrlPath, Entry)>> {
    // A build that was killed may have left the memo of a site that never came to stand, with fewer files.
    if !write::counts(folder, memo.files.len()) {
        return None;
    }
    let stands = |(path, entry): &(String, Entry)| {
        let path = UrlPath::new(path).ok()?;
        (write::stands(folder, path.as_str()) == Some(entry.stamp)).then_some((path, *entry))
    };
    memo.files.par_iter().map(stands).collect()
}

/// What there is to say of a build that wrote nothing.
fn as_they_stood(left: &[(UrlPath, Entry)]) -> Written {
    let bytes = left.iter().map(|(_, entry)| entry.stamp.size).sum();
    Written { files: left.len(), bytes, ..Written::default() }
}

/// What lists show of each brief, by its file.
fn entries(site: &RenderContext) -> Vec<(FileName, Digest)> {
    let entry = |(id, brief): (_, &Brief)| (brief.written.origin.file.clone(), site.brief_digest(id));
    site.briefs.entries().map(entry).collect()
}

/// The pages to make again, and the files of the site that are none of them.
fn again(pages: Vec<Page>, mut left: Vec<(UrlPath, Entry)>) -> (Vec<Job>, Vec<(UrlPath, Entry)>) {
    let again: FxHashSet<&UrlPath> = pages.iter().map(|page| &page.path).collect();
    left.retain(|(path, _)| !again.contains(path));
    (pages.into_iter().map(Job::Page).collect(), left)
}

/// What the last build left.
struct Known<'a> {
    memo: FxHashMap<&'a str, Entry>,
    staging: &'a Staging,
}

impl Known<'_> {
    /// How a file was made and left, if it still stands so.
    fn entry(&self, job: &Job) -> Option<Entry> {
        let entry = self.memo.get(job.path().as_str())?;
        (self.staging.stands(job.path()) == Some(entry.stamp)).then_some(*entry)
    }
}

/// Takes files over from the last build.
fn keep<'f>(files: &'f [(UrlPath, Entry)], staging: &Staging) -> anyhow::Result<Vec<(&'f UrlPath, Entry)>> {
    let one = |(path, entry): &'f (UrlPath, Entry)| {
        let stamp = staging.keep(path, entry.stamp)?;
        Ok((path, Entry { stamp, ..*entry }))
    };
    files.par_iter().map(one).collect()
}

/// Makes or takes over every file. Says how many were made.
fn run<'j>(
    jobs: &'j [Job],
    (site, theme): (&RenderContext, &Theme),
    known: &Known<'_>,
    options: &Options<'_>,
    faults: &mut Vec<Diagnostic>,
    clocked: Option<&mut Vec<FileTime>>,
) -> anyhow::Result<(Vec<(&'j UrlPath, Entry)>, usize)> {
    let began = Instant::now();
    let clock = clocked.is_some().then(Mutex::<Vec<FileTime>>::default);
    let (done, made) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failed: Mutex<Vec<Diagnostic>> = Mutex::default();
    let one = |job: &'j Job| -> anyhow::Result<Option<(&'j UrlPath, Entry)>> {
        let start = began.elapsed();
        let last = known.entry(job);
        let (from, content) = match content(job, site, theme, last.map(|last| last.from)) {
            Ok(made) => made?,
            Err(fault) => {
                lock(&failed).push(*fault);
                return Ok(None);
            }
        };
        let stamp = match content {
            None => {
                let last = last.expect("only what the memo has is not made");
                known.staging.keep(job.path(), last.stamp)?
            }
            Some(content) => {
                made.fetch_add(1, Ordering::Relaxed);
                known.staging.write(job.path(), &content)?
            }
        };
        (options.progress)(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len());
        if let Some(clock) = &clock {
            let (path, thread) = (job.path().to_string(), rayon::current_thread_index().unwrap_or(0));
            lock(clock).push(FileTime { path, thread, start, took: began.elapsed().saturating_sub(start) });
        }
        Ok(Some((job.path(), Entry { from, stamp })))
    };
    let files: Vec<Option<(&UrlPath, Entry)>> = jobs.par_iter().map(one).collect::<anyhow::Result<_>>()?;
    tell_once(failed.into_inner().unwrap_or_else(PoisonError::into_inner), faults);
    if let (Some(clocked), Some(clock)) = (clocked, clock) {
        *clocked = clock.into_inner().unwrap_or_else(PoisonError::into_inner);
        clocked.sort_by(|a, b| (a.start, &a.path).cmp(&(b.start, &b.path)));
    }
    Ok((files.into_iter().flatten().collect(), made.into_inner()))
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

type Made = (Digest, Option<Content>);

/// What a file is made from and, unless that is `known`, what it holds.
fn content(
    job: &Job,
    site: &RenderContext,
    theme: &Theme,
    known: Option<Digest>,
) -> Result<anyhow::Result<Made>, Box<Diagnostic>> {
    Ok(match job {
        Job::Page(page) => {
            let rendered = pages::render(page, site, theme, known)?;
            Ok((rendered.digest, rendered.bytes.map(Content::Bytes)))
        }
        Job::File(_, content) => {
            let from = match content {
                Content::Bytes(bytes) => Ok(Digest::of_bytes(bytes)),
                Content::CopyOf(place) => io::read::version(place),
            };
            from.map(|from| (from, (known != Some(from)).then(|| content.clone())))
        }
    })
}

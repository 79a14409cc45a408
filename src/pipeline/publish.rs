//! Input → the site on disk, with as little work as the last build allows.
//!
//! Each page goes to the disk as soon as it is rendered, so that no two pages wait in memory. A page whose digest the
//! [`Memo`] has, and whose file still stands as it was left, is neither rendered nor written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::memo::{Entry, Memo};
use super::{Clock, Fault, Job, Linked, Options, Readings, Timing, jobs, place, ready, stops, tell_once};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::input::{Input, InputContent};
use crate::io;
use crate::io::write::{self, Note, Staging, Survey, Written};
use crate::output::Content;
use crate::pages::{self, Shown};
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
    pub faults: Vec<Fault>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
    /// How long each file took, if that was to be noted.
    pub files: Vec<FileTime>,
    /// How many briefs the site tells of.
    pub briefs: usize,
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
    let program = io::program()?;
    let inputs = inputs(input, options)?;
    let shelf = write::shelf(target.folder, target.protect)?;
    let kept = |note: Note| shelf.as_ref().and_then(|shelf| shelf.get(note));
    // Where nothing can be kept the next build is slower, and as right.
    let memo = kept(Note::Memo).and_then(|bytes| Memo::from_bytes(&bytes, program));
    let mut timings = vec![clock.lap("compare")];
    if let Some(memo) = memo.as_ref().filter(|memo| found.is_empty() && is_of(memo, inputs, input))
        && let Some(written) = standing(memo, target.folder)
    {
        timings.push(clock.lap("check"));
        return Ok(Published { written: Some(written), timings, briefs: memo.briefs, ..Published::default() });
    }
    // Linking keeps one processor busy, and the disk none.
    let (linked, survey) = rayon::join(
        || {
            let mut readings = Readings::on_disk(kept(Note::Readings), program);
            let linked = super::link_again(input, found, options.audience, &mut readings);
            if let (Some(parts), Some(shelf)) = (readings.to_file(program), &shelf) {
                let _ = shelf.put(Note::Readings, &parts);
            }
            linked
        },
        || Survey::of(target.folder, target.protect),
    );
    let Linked { site, mut theme, configured, mut faults, timings: linked, until } = linked;
    let joined = clock.lap("survey").took;
    let alone = joined.saturating_sub(linked.iter().map(|timing| timing.took).sum());
    timings.extend(linked);
    timings.push(Timing { stage: "survey", took: alone });
    let mut published = Published { briefs: site.listed().count(), ..Published::default() };
    if !configured || stops(&faults, options) {
        return Ok(Published { faults: place(input, faults), timings, ..published });
    }
    let site = ready(site, &mut theme);
    let jobs = jobs(input, &site, &theme, &mut faults);
    // From here on only templates can be at fault: the texts of the records have done their work.
    if faults.is_empty() {
        input.let_go(|path| path.starts_with("content/") && path.ends_with(".md"));
    }
    timings.push(clock.lap("plan"));
    if !stops(&faults, options) {
        let staging = Staging::begin_again(target.folder, target.protect, survey?)?;
        let known = Known { memo: memo.as_ref().map(Memo::by_path).unwrap_or_default(), staging: &staging };
        let clocked = target.trace.then_some(&mut published.files);
        let (files, made) = run(&jobs, (&site, &theme), &known, options, &mut faults, clocked)?;
        timings.push(clock.lap("render"));
        // To free a site takes a tenth of a second, for which nobody waits.
        rayon::spawn(move || drop((site, theme)));
        if !stops(&faults, options) {
            let memo = Memo {
                program,
                inputs,
                until,
                faults: !faults.is_empty(),
                briefs: published.briefs,
                files: files.into_iter().map(|(path, entry)| (path.to_owned(), entry)).collect(),
            };
            let files = memo.files.iter().map(|(path, entry)| (path.as_str(), entry.stamp)).collect();
            // A memo of what does not stand in the end is of no use, and of no harm.
            let keep = || shelf.as_ref().map(|shelf| shelf.put(Note::Memo, &[memo.to_bytes()]));
            let (written, _) = rayon::join(|| staging.commit(&files, made), keep);
            published.written = Some(written?);
            timings.push(clock.lap("write"));
        }
    }
    rayon::spawn(move || drop(jobs));
    Ok(Published { faults: place(input, faults), timings, ..published })
}

/// The digest of all that the site is made from, but for the moment of the build.
fn inputs(input: &Input, options: &Options<'_>) -> anyhow::Result<Digest> {
    let digest = |file: &crate::input::InputFile| {
        Ok(match &file.content {
            InputContent::Text(bytes) => Digest::of_bytes(bytes),
            InputContent::Asset(place) => io::read::version(place)?,
        })
    };
    let digests: Vec<Digest> = input.files.par_iter().map(digest).collect::<anyhow::Result<_>>()?;
    let paths: Vec<&str> = input.files.iter().map(|file| &*file.path).collect();
    let audience = (options.audience.tlp.as_str(), options.audience.drafts, options.audience.as_of);
    Ok(Digest::of(&(paths, digests, audience)))
}

/// Whether the memo is that of a build which this one would do again, and which had nothing to tell.
fn is_of(memo: &Memo, inputs: Digest, input: &Input) -> bool {
    memo.inputs == inputs && !memo.faults && memo.until.is_none_or(|until| input.now < until)
}

/// What the output folder holds, if every file of the site stands in it as it was left.
fn standing(memo: &Memo, folder: &Path) -> Option<Written> {
    let stands = |(path, entry): &(String, Entry)| write::stands(folder, path) == Some(entry.stamp);
    if write::stands(folder, write::LIST).is_none() || !memo.files.par_iter().all(stands) {
        return None;
    }
    let bytes = memo.files.iter().map(|(_, entry)| entry.stamp.size).sum();
    Some(Written { files: memo.files.len(), bytes, ..Written::default() })
}

/// What the last build left.
struct Known<'a> {
    memo: std::collections::HashMap<&'a str, Entry, rustc_hash::FxBuildHasher>,
    staging: &'a Staging,
}

impl Known<'_> {
    /// How a file was made and left, if it still stands so.
    fn entry(&self, job: &Job) -> Option<Entry> {
        let entry = self.memo.get(job.path().as_str())?;
        (self.staging.stands(job.path()) == Some(entry.stamp)).then_some(*entry)
    }
}

/// Makes or takes over every file. Says how many were made.
fn run<'j>(
    jobs: &'j [Job],
    (site, theme): (&Shown, &Theme),
    known: &Known<'_>,
    options: &Options<'_>,
    faults: &mut Vec<Diagnostic>,
    clocked: Option<&mut Vec<FileTime>>,
) -> anyhow::Result<(BTreeMap<&'j str, Entry>, usize)> {
    let began = Instant::now();
    let clock = clocked.is_some().then(Mutex::<Vec<FileTime>>::default);
    let (done, made) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let failed: Mutex<Vec<Diagnostic>> = Mutex::default();
    let one = |job: &'j Job| -> anyhow::Result<Option<(&'j str, Entry)>> {
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
        Ok(Some((job.path().as_str(), Entry { from, stamp })))
    };
    let files: Vec<Option<(&str, Entry)>> = jobs.par_iter().map(one).collect::<anyhow::Result<_>>()?;
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
    site: &Shown,
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

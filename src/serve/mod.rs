//! `serve`: a site in memory, made again when a file changes, for the browser of its author.
//!
//! In go a folder and for whom the site is; out come replies to a browser (`preview`) and [`ServeEvent`]s for whoever
//! prints. Files change → `watched_files` reads those again → `pipeline::PreviewSite` links → `preview` swaps the site → open
//! pages are told (`messages`). A site with errors is not swapped in: the last good one is shown, with the faults over it.
//! So it is while files cannot be read.

mod locks;
mod messages;
mod preview;
mod watched_files;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::content::brief::Tlp;
use crate::input::Input;
use crate::io;
use crate::io::serve::{HttpServer, Listener};
use crate::io::watch::{Changes, SiteWatcher};
use crate::model::Audience;
use crate::pipeline::{Clock, LinkOptions, LocatedDiagnostic, ParseCache, PreviewSite, Timing};

use preview::PreviewServer;
use watched_files::WatchedFiles;

use messages::MessageBuilder;
pub(crate) use messages::{EditorLink, ExcerptFn};

/// How soon files that could not be read are tried again.
const RETRY: Duration = Duration::from_secs(2);
/// The longest wait for a change; then the clock is asked whether an embargo has ended.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The shortest.
const SHORTEST_WAIT: Duration = Duration::from_millis(100);

/// What to serve, and how.
pub(crate) struct ServeSettings<'a> {
    /// The folder of the site.
    pub root: &'a Path,
    /// The port (0: any); `None` for the next that is free.
    pub port: Option<u16>,
    /// Who may see the site.
    pub tlp: Tlp,
    /// Whether drafts are shown.
    pub drafts: bool,
    /// The day as of which the site is shown.
    pub as_of: Option<NaiveDate>,
    /// Where links to files lead.
    pub editor: EditorLink,
    /// How the lines of a fault are shown.
    pub excerpt: ExcerptFn,
}

/// What happens while the server is at work.
pub(crate) enum ServeEvent<'a> {
    /// The site was made, or its faults were found.
    Built(&'a BuildReport<'a>),
    /// The server listens.
    Listening {
        /// Its address.
        address: &'a str,
    },
    /// Files could not be read; they are looked at again when they change.
    ReadFailed(&'a anyhow::Error),
}

/// The site of the files, or its faults.
pub(crate) struct BuildReport<'a> {
    /// What it was made from.
    pub input: &'a Input,
    /// Every fault.
    pub faults: &'a [LocatedDiagnostic],
    /// The number of briefs in the new site; `None` where an error keeps it from being shown.
    pub briefs: Option<usize>,
    /// The files that changed; none the first time.
    pub changed: &'a [PathBuf],
    /// How long each stage took, from a quiet disk to the message to open pages.
    pub timings: &'a [Timing],
}

/// Serves a site until the process ends.
///
/// # Errors
/// There is no site, no port is free, or the system cannot watch the folder.
pub(crate) fn run(settings: &ServeSettings<'_>, notify: &dyn Fn(ServeEvent<'_>)) -> anyhow::Result<()> {
    let root = io::read::site_root(settings.root)?;
    let listener = Listener::open(settings.port)?;
    let address = listener.address();
    let mut clock = Clock::start();
    // Before the files are read: what changes meanwhile is then read again.
    let mut watch = SiteWatcher::begin(&root)?;
    let mut files = WatchedFiles::read(&root)?;
    let messages = MessageBuilder::new(&root, settings.editor, settings.excerpt);
    let preview = Arc::new(PreviewServer::new(&root, files.input(), messages));
    let mut rebuilder =
        Rebuilder { settings, preview: &preview, parse_cache: ParseCache::default(), live: None, server: None };
    rebuilder.rebuild(&files, &[], clock.lap("files"), notify);
    rebuilder.server = Some(HttpServer::start(listener, preview.clone(), &preview.message())?);
    notify(ServeEvent::Listening { address: &address });
    let mut read_failure = None;
    while let Some(mut changes) = watch.wait(rebuilder.patience(read_failure.is_some())) {
        let mut clock = Clock::start();
        // What could not be read the last time is not among these.
        changes.lost |= read_failure.is_some();
        if changes == Changes::default() && !rebuilder.is_outdated() {
            continue;
        }
        match files.refresh(&changes) {
            Ok(changed) => {
                // Clears the notice "cannot read" once the files can be read, though they are as before.
                let had_failed = read_failure.take().is_some();
                if !changed.is_empty() || had_failed || rebuilder.is_outdated() {
                    rebuilder.rebuild(&files, &changed, clock.lap("files"), notify);
                }
            }
            // Read again and again, it is told once.
            Err(error) if read_failure.as_ref() == Some(&format!("{error:#}")) => {}
            Err(error) => {
                rebuilder.show_read_failure(&error, notify);
                read_failure = Some(format!("{error:#}"));
            }
        }
    }
    Ok(())
}

/// Links the site of the files as they are now and swaps it in.
struct Rebuilder<'a> {
    settings: &'a ServeSettings<'a>,
    preview: &'a PreviewServer,
    parse_cache: ParseCache,
    /// The site of the files as they were the last time; `None` where they gave none.
    live: Option<Arc<PreviewSite>>,
    server: Option<HttpServer>,
}

impl Rebuilder<'_> {
    /// Returns how long to wait for changes: no longer than until an embargo ends, or until what could not be read is tried
    /// again. A computer may sleep, so that no wait is long.
    fn patience(&self, read_failed: bool) -> Duration {
        let end = self.live.as_ref().and_then(|live| live.valid_until());
        let left = end.zip(io::clock::now().ok()).and_then(|(end, now)| (end - now).to_std().ok());
        let longest = if read_failed { RETRY } else { LONGEST_WAIT };
        // An embargo that a fixed clock never ends is not asked for all the time.
        left.unwrap_or(longest).clamp(SHORTEST_WAIT, longest)
    }

    /// Whether an embargo has ended since the site was linked.
    fn is_outdated(&self) -> bool {
        let end = self.live.as_ref().and_then(|live| live.valid_until());
        end.zip(io::clock::now().ok()).is_some_and(|(end, now)| end <= now)
    }

    fn show_read_failure(&self, error: &anyhow::Error, notify: &dyn Fn(ServeEvent<'_>)) {
        self.preview.show_read_failure(error);
        if let Some(server) = &self.server {
            server.send(&self.preview.message());
        }
        notify(ServeEvent::ReadFailed(error));
    }

    fn rebuild(&mut self, files: &WatchedFiles, changed: &[PathBuf], reading: Timing, notify: &dyn Fn(ServeEvent<'_>)) {
        let input = files.input();
        let input = locks::read(&input);
        let ServeSettings { tlp, drafts, as_of, .. } = *self.settings;
        let audience = Audience { tlp, drafts, embargoed: false, as_of, now: input.now };
        let mut clock = Clock::start();
        let live = self.live.take();
        let patch =
            live.as_ref().and_then(|live| live.body_patch(&input, &files.found, changed, &mut self.parse_cache));
        let (swap, linked) = match live.zip(patch) {
            Some((live, mut patch)) => {
                live.swap_bodies(&mut patch);
                let edited = clock.lap("edit");
                let swap = self.preview.swap(&input, Some(live.clone()), live.faults().to_vec(), changed);
                if swap.taken.is_none() {
                    live.swap_bodies(&mut patch);
                }
                (swap, vec![edited])
            }
            None => {
                let options = LinkOptions::new(audience, &files.found);
                let (live, report) = PreviewSite::link(&input, &options, &mut self.parse_cache);
                clock = Clock::start();
                (self.preview.swap(&input, live.map(Arc::new), report.faults, changed), report.timings)
            }
        };
        self.live.clone_from(&swap.taken);
        if let Some(server) = &self.server {
            server.send(&self.preview.message());
        }
        let timings: Vec<Timing> = [reading].into_iter().chain(linked).chain([clock.lap("show")]).collect();
        let briefs = swap.taken.as_ref().map(|live| live.brief_count);
        let report = BuildReport { input: &input, faults: &swap.faults, briefs, changed, timings: &timings };
        notify(ServeEvent::Built(&report));
        // To free the old site takes as long as to make some pages: it goes when nobody waits any more.
        drop(swap.old);
    }
}

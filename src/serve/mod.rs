//! `serve`: a site in memory, made again when a file changes, for the browser of its author.
//!
//! In go a folder and for whom the site is; out come answers to a browser (`desk`) and [`News`] for whoever prints. Files
//! change → `source` reads those again → `pipeline::Live` links → the desk has a new site → open pages are told. A site
//! with errors takes no place: the last good one is shown, with what is at fault over it (`message`). So it is while files
//! cannot be read.

mod desk;
mod message;
mod source;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::content::brief::Tlp;
use crate::input::Input;
use crate::io;
use crate::io::serve::{Door, Server};
use crate::io::watch::Watch;
use crate::model::Audience;
use crate::pipeline::{Clock, Live, LocatedDiagnostic, Options, Readings, Timing};

use desk::Desk;
use source::Source;

pub use message::{Editor, Show};

/// What to serve, and how.
pub struct Settings<'a> {
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
    pub editor: Editor,
    /// How the lines of a fault are shown.
    pub excerpt: Show,
}

/// What can be told while the server is at work.
pub enum News<'a> {
    /// The site was made, or its faults were found.
    Made(&'a Made<'a>),
    /// The server listens.
    Listening {
        /// Its address.
        address: &'a str,
    },
    /// Files could not be read; they are looked at again when they change.
    Cannot(&'a anyhow::Error),
}

/// What came of the files.
pub struct Made<'a> {
    /// What it was made from.
    pub input: &'a Input,
    /// Every fault.
    pub faults: &'a [LocatedDiagnostic],
    /// How many briefs the new site tells of; `None` where an error keeps it from being shown.
    pub briefs: Option<usize>,
    /// The files that changed; none the first time.
    pub changed: &'a [PathBuf],
    /// How long each stage took, from when the disk was quiet until open pages were told.
    pub timings: &'a [Timing],
}

/// Serves a site until the process ends.
///
/// # Errors
/// There is no site, no port is free, or the system cannot watch the folder.
pub fn run(settings: &Settings<'_>, tell: &dyn Fn(News<'_>)) -> anyhow::Result<()> {
    let root = io::read::site_root(settings.root)?;
    let door = Door::open(settings.port)?;
    let address = door.address();
    let mut clock = Clock::start();
    // Before the files are read: what changes meanwhile is then read again.
    let mut watch = Watch::begin(&root)?;
    let mut source = Source::read(&root)?;
    let desk = Arc::new(Desk::new(&root, source.input(), settings));
    let mut maker = Maker { settings, desk: &desk, readings: Readings::in_memory(), live: None, server: None };
    maker.make(&source, &[], clock.lap("files"), tell);
    maker.server = Some(Server::start(door, desk.clone(), &desk.news())?);
    tell(News::Listening { address: &address });
    let mut blind = false;
    while let Some(mut changes) = watch.wait() {
        let mut clock = Clock::start();
        // What could not be read the last time is not among these.
        changes.lost |= blind;
        let refreshed = source.refresh(&changes);
        // Whoever was told that files cannot be read is told that they can be again, though they are as before.
        let was_blind = std::mem::replace(&mut blind, refreshed.is_err());
        match refreshed {
            Ok(changed) if changed.is_empty() && !was_blind => {}
            Ok(changed) => maker.make(&source, &changed, clock.lap("files"), tell),
            Err(error) => maker.cannot(&error, tell),
        }
    }
    Ok(())
}

/// Makes the site of the files as they are now.
struct Maker<'a> {
    settings: &'a Settings<'a>,
    desk: &'a Desk,
    readings: Readings,
    /// The site of the files as they were the last time; `None` where they gave none.
    live: Option<Arc<Live>>,
    server: Option<Server>,
}

impl Maker<'_> {
    fn cannot(&self, error: &anyhow::Error, tell: &dyn Fn(News<'_>)) {
        self.desk.cannot(error);
        if let Some(server) = &self.server {
            server.tell(&self.desk.news());
        }
        tell(News::Cannot(error));
    }

    fn make(&mut self, source: &Source, changed: &[PathBuf], files: Timing, tell: &dyn Fn(News<'_>)) {
        let input = source.input();
        let input = desk::read(&input);
        let Settings { tlp, drafts, as_of, .. } = *self.settings;
        let audience = Audience { tlp, drafts, as_of, now: input.now };
        let options = Options { audience, strict: false, progress: &|_, _| {} };
        let mut clock = Clock::start();
        let live = self.live.take();
        let edit = live.as_ref().and_then(|live| live.edit(&input, &source.found, changed, &mut self.readings));
        let (offer, linked) = match live.zip(edit) {
            Some((live, mut edit)) => {
                live.exchange(&mut edit);
                let edited = clock.lap("edit");
                let offer = self.desk.offer(&input, Some(live.clone()), live.faults().to_vec(), changed);
                if offer.taken.is_none() {
                    live.exchange(&mut edit);
                }
                (offer, vec![edited])
            }
            None => {
                let (live, told) = Live::link(&input, source.found.clone(), &options, &mut self.readings);
                clock = Clock::start();
                (self.desk.offer(&input, live.map(Arc::new), told.faults, changed), told.timings)
            }
        };
        self.live.clone_from(&offer.taken);
        if let Some(server) = &self.server {
            server.tell(&self.desk.news());
        }
        let timings: Vec<Timing> = [files].into_iter().chain(linked).chain([clock.lap("show")]).collect();
        let briefs = offer.taken.as_ref().map(|live| live.listed);
        let made = Made { input: &input, faults: &offer.faults, briefs, changed, timings: &timings };
        tell(News::Made(&made));
        // To free the old site takes as long as to make some pages: it goes when nobody waits any more.
        drop(offer.old);
    }
}

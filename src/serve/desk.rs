//! What stands at each path: the last good site, with what is at fault.
//!
//! In go sites, good or not, and the paths that browsers ask for; out come answers. A path is looked up among those of the
//! site and nowhere else.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use percent_encoding::percent_decode_str;

use super::Settings;
use super::message::{self, Teller};
use super::source::Files;
use crate::diagnostic::Severity;
use crate::input::Input;
use crate::io::serve::{Answer, Body};
use crate::output::Content;
use crate::pipeline::{Live, LocatedDiagnostic, place};

/// Where the stream of news stands.
const EVENTS: &str = "/.demarche/events";
/// Where the script for the pages stands.
const SCRIPT: &str = "/.demarche/reload.js";
/// The page for addresses that the site has not.
const NOT_FOUND: &str = "404.html";
/// A change of this file alone needs no page anew.
const STYLE: &str = "theme/style.css";

/// The last good site, and the news.
pub(super) struct Desk {
    root: PathBuf,
    input: Files,
    teller: Teller,
    script: String,
    shown: RwLock<Arc<Shown>>,
    /// The page that was asked for last.
    last: Mutex<Option<String>>,
}

/// What is shown now.
#[derive(Default)]
struct Shown {
    live: Option<Arc<Live>>,
    /// The number of the site; 0 before there is one.
    site: u64,
    /// The number of the first site that differs from this one in its style alone.
    content: u64,
    /// Whether more than the style has changed since the last good site.
    changed: bool,
    news: String,
}

/// What came of an offer.
pub(super) struct Offer {
    pub faults: Vec<LocatedDiagnostic>,
    /// The new site; `None` where it was not taken.
    pub taken: Option<Arc<Live>>,
    /// What was shown before.
    pub old: Box<dyn Send>,
}

impl Desk {
    pub(super) fn new(root: &Path, input: Files, settings: &Settings<'_>) -> Self {
        Self {
            root: root.to_owned(),
            input,
            teller: Teller::new(root, settings.editor, settings.excerpt),
            script: message::script(),
            shown: RwLock::default(),
            last: Mutex::default(),
        }
    }

    /// The news, for every page that listens.
    pub(super) fn news(&self) -> String {
        self.shown().news.clone()
    }

    /// Shows a new site if there is one and the page that was asked for last can be made.
    pub(super) fn offer(
        &self,
        input: &Input,
        live: Option<Arc<Live>>,
        faults: Vec<LocatedDiagnostic>,
        changed: &[PathBuf],
    ) -> Offer {
        let (taken, faults) = self.proven(input, live, faults);
        let before = self.shown();
        let more = before.changed || changed.iter().any(|path| path != Path::new(STYLE)) || before.live.is_none();
        let mut shown = match taken.clone() {
            None => Shown {
                live: before.live.clone(),
                changed: more,
                site: before.site,
                content: before.content,
                ..Shown::default()
            },
            Some(live) => {
                let site = before.site + 1;
                let content = if more { site } else { before.content };
                Shown { live: Some(live), site, content, ..Shown::default() }
            }
        };
        shown.news = self.teller.news(input, shown.site, shown.content, &faults);
        *write(&self.shown) = Arc::new(shown);
        Offer { faults, taken, old: Box::new(before) }
    }

    /// Tells why files cannot be read over what is shown.
    pub(super) fn cannot(&self, error: &anyhow::Error) {
        let Shown { live, site, content, changed, .. } = &*self.shown();
        let news = self.teller.cannot(*site, *content, error);
        let shown = Shown { live: live.clone(), site: *site, content: *content, changed: *changed, news };
        *write(&self.shown) = Arc::new(shown);
    }

    /// A template can fail for a page although it can be read: the site is then as little good as with any other error.
    fn proven(
        &self,
        input: &Input,
        live: Option<Arc<Live>>,
        mut faults: Vec<LocatedDiagnostic>,
    ) -> (Option<Arc<Live>>, Vec<LocatedDiagnostic>) {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let failed = live.as_ref().zip(last).and_then(|(live, last)| live.get(&last).err());
        let Some(fault) = failed else { return (live, faults) };
        faults.extend(place(input, vec![*fault]));
        (None, faults)
    }

    fn shown(&self) -> Arc<Shown> {
        read(&self.shown).clone()
    }

    /// What stands at a path of the site.
    fn find(&self, shown: &Shown, live: &Live, path: &str) -> Answer {
        let base = percent_decode_str(live.base()).decode_utf8_lossy();
        let Some(below) = path.strip_prefix(&*base) else {
            // A site that will stand in a folder of its host stands in it here too.
            return match *base == *format!("{path}/") || path == "/" {
                true => moved(base.into_owned()),
                false => self.page(shown, live, NOT_FOUND, 404),
            };
        };
        let file = match below.is_empty() || below.ends_with('/') {
            true => format!("{below}index.html"),
            false => below.to_owned(),
        };
        if live.has(&file) {
            return self.page(shown, live, &file, 200);
        }
        match live.has(&format!("{below}/index.html")) {
            true => moved(format!("{base}{below}/")),
            false => self.page(shown, live, NOT_FOUND, 404),
        }
    }

    /// A file of the site; pages of HTML listen to the news.
    fn page(&self, shown: &Shown, live: &Live, file: &str, status: u16) -> Answer {
        let is_page = Path::new(file).extension().is_some_and(|ending| ending == "html");
        if is_page {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(file.to_owned());
        }
        match live.get(file) {
            Ok(Some(Content::Bytes(mut bytes))) => {
                if is_page {
                    // After the last tag a browser takes it for the end of the body.
                    bytes.extend_from_slice(self.teller.tag(SCRIPT, shown.site, &[]).as_bytes());
                }
                answer(status, file, Body::Bytes(bytes))
            }
            Ok(Some(Content::CopyOf(place))) => answer(status, file, Body::File { place, within: self.root.clone() }),
            Ok(None) => answer(404, "none.txt", Body::Bytes(b"there is no page at this address\n".to_vec())),
            Err(fault) => {
                let faults = place(&read(&self.input), vec![*fault]);
                let faults = self.teller.faults(&read(&self.input), &faults);
                let tag = self.teller.tag(SCRIPT, shown.site, &faults);
                answer(500, "fault.html", Body::Bytes(message::stand_in("This page cannot be made", &tag)))
            }
        }
    }
}

impl crate::io::serve::Desk for Desk {
    fn answer(&self, path: &str) -> Answer {
        let shown = self.shown();
        match (path, &shown.live) {
            (EVENTS, _) => answer(200, "events", Body::Events),
            (SCRIPT, _) => answer(200, "reload.js", Body::Bytes(self.script.clone().into_bytes())),
            (_, Some(live)) => self.find(&shown, live, path),
            (_, None) => {
                let tag = self.teller.tag(SCRIPT, 0, &[]);
                answer(503, "fault.html", Body::Bytes(message::stand_in("There is no site to show yet", &tag)))
            }
        }
    }
}

/// How many of the faults are errors.
pub(super) fn errors(faults: &[LocatedDiagnostic]) -> usize {
    faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error).count()
}

fn answer(status: u16, name: &str, body: Body) -> Answer {
    Answer { status, name: name.to_owned(), body }
}

fn moved(path: String) -> Answer {
    answer(302, "moved.txt", Body::At(path))
}

/// What a lock holds. Whoever died over it has written whole values.
pub(super) fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

/// The same, to be changed.
pub(super) fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

//! The site that browsers see: the last one without errors, with the faults of the newest over it.
//!
//! In go sites, with errors or without, and the paths that browsers ask for; out come replies. A path is looked up among
//! those of the site and nowhere else.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use percent_encoding::percent_decode_str;

use super::locks::{lock, read, write};
use super::messages::{self, MessageBuilder};
use super::watched_files::SharedInput;
use crate::input::Input;
use crate::io::serve::{Handler, Reply, ReplyBody};
use crate::output::Content;
use crate::pipeline::{LocatedDiagnostic, PreviewSite, locate};

/// The address of the event stream.
const EVENTS: &str = "/.demarche/events";
/// The address of the script that pages load.
const SCRIPT: &str = "/.demarche/reload.js";
/// The page for addresses that the site lacks.
const NOT_FOUND: &str = "404.html";
/// A change of this file alone needs no page anew.
const STYLE: &str = "theme/style.css";

/// The last site without errors, and the state that open pages know.
pub(super) struct PreviewServer {
    root: PathBuf,
    input: SharedInput,
    messages: MessageBuilder,
    script: String,
    shown: RwLock<Arc<PreviewState>>,
    /// The page that was asked for last.
    last: Mutex<Option<String>>,
}

/// What browsers see now.
#[derive(Default)]
struct PreviewState {
    live: Option<Arc<PreviewSite>>,
    /// The number of the site; 0 before there is one.
    site: u64,
    /// The number of the first site that differs from this one in its style alone.
    content: u64,
    /// Whether more than the style has changed since the last good site.
    changed: bool,
    message: String,
}

/// Whether a new site took the place of the old one.
pub(super) struct SwapOutcome {
    pub faults: Vec<LocatedDiagnostic>,
    /// The new site; `None` where it was not taken.
    pub taken: Option<Arc<PreviewSite>>,
    /// What was shown before; freeing it takes as long as making some pages.
    pub old: Box<dyn Send>,
}

impl PreviewServer {
    pub(super) fn new(root: &Path, input: SharedInput, messages: MessageBuilder) -> Self {
        Self {
            root: root.to_owned(),
            input,
            messages,
            script: messages::script(),
            shown: RwLock::default(),
            last: Mutex::default(),
        }
    }

    /// Returns what the event stream sends, as JSON.
    pub(super) fn message(&self) -> String {
        self.shown().message.clone()
    }

    /// Shows a new site if there is one and the page that was asked for last can be rendered.
    pub(super) fn swap(
        &self,
        input: &Input,
        live: Option<Arc<PreviewSite>>,
        faults: Vec<LocatedDiagnostic>,
        changed: &[PathBuf],
    ) -> SwapOutcome {
        let (taken, faults) = self.probe_last_page(input, live, faults);
        let before = self.shown();
        let more = before.changed || changed.iter().any(|path| path != Path::new(STYLE)) || before.live.is_none();
        let mut shown = match taken.clone() {
            None => PreviewState {
                live: before.live.clone(),
                changed: more,
                site: before.site,
                content: before.content,
                ..PreviewState::default()
            },
            Some(live) => {
                let site = before.site + 1;
                let content = if more { site } else { before.content };
                PreviewState { live: Some(live), site, content, ..PreviewState::default() }
            }
        };
        shown.message = self.messages.state_message(input, shown.site, shown.content, &faults);
        *write(&self.shown) = Arc::new(shown);
        SwapOutcome { faults, taken, old: Box::new(before) }
    }

    /// Shows why files cannot be read, over the site as it stands.
    pub(super) fn show_read_failure(&self, error: &anyhow::Error) {
        let PreviewState { live, site, content, changed, .. } = &*self.shown();
        let message = self.messages.read_failure(*site, *content, error);
        let shown = PreviewState { live: live.clone(), site: *site, content: *content, changed: *changed, message };
        *write(&self.shown) = Arc::new(shown);
    }

    /// Renders the page that was asked for last: a template that compiles may fail for a page, which is an error as any other.
    fn probe_last_page(
        &self,
        input: &Input,
        live: Option<Arc<PreviewSite>>,
        mut faults: Vec<LocatedDiagnostic>,
    ) -> (Option<Arc<PreviewSite>>, Vec<LocatedDiagnostic>) {
        let last = lock(&self.last).clone();
        let failed = live.as_ref().zip(last).and_then(|(live, last)| live.get(&last).err());
        let Some(fault) = failed else { return (live, faults) };
        faults.extend(locate(input, vec![*fault]));
        (None, faults)
    }

    fn shown(&self) -> Arc<PreviewState> {
        read(&self.shown).clone()
    }

    /// What stands at a path of the site.
    fn find(&self, shown: &PreviewState, live: &PreviewSite, path: &str) -> Reply {
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

    /// A file of the site; pages of HTML load the script.
    fn page(&self, shown: &PreviewState, live: &PreviewSite, file: &str, status: u16) -> Reply {
        let is_page = Path::new(file).extension().is_some_and(|ending| ending == "html");
        if is_page {
            *lock(&self.last) = Some(file.to_owned());
        }
        match live.get(file) {
            Ok(Some(Content::Bytes(mut bytes))) => {
                if is_page {
                    // After the last tag a browser takes it for the end of the body.
                    bytes.extend_from_slice(self.messages.tag(SCRIPT, shown.site, &[]).as_bytes());
                }
                reply(status, file, ReplyBody::Bytes(bytes))
            }
            Ok(Some(Content::CopyOf(place))) => {
                reply(status, file, ReplyBody::File { place, within: self.root.clone() })
            }
            Ok(None) => reply(404, "none.txt", ReplyBody::Bytes(b"there is no page at this address\n".to_vec())),
            Err(fault) => {
                let faults = locate(&read(&self.input), vec![*fault]);
                let faults = self.messages.faults(&read(&self.input), &faults);
                let tag = self.messages.tag(SCRIPT, shown.site, &faults);
                reply(500, "fault.html", ReplyBody::Bytes(messages::placeholder_page("This page cannot be made", &tag)))
            }
        }
    }
}

impl Handler for PreviewServer {
    fn reply(&self, path: &str) -> Reply {
        let shown = self.shown();
        match (path, &shown.live) {
            (EVENTS, _) => reply(200, "events", ReplyBody::Events),
            (SCRIPT, _) => reply(200, "reload.js", ReplyBody::Bytes(self.script.clone().into_bytes())),
            (_, Some(live)) => self.find(&shown, live, path),
            (_, None) => {
                let tag = self.messages.tag(SCRIPT, 0, &[]);
                reply(
                    503,
                    "fault.html",
                    ReplyBody::Bytes(messages::placeholder_page("There is no site to show yet", &tag)),
                )
            }
        }
    }
}

fn reply(status: u16, name: &str, body: ReplyBody) -> Reply {
    Reply { status, name: name.to_owned(), body }
}

fn moved(path: String) -> Reply {
    reply(302, "moved.txt", ReplyBody::Redirect(path))
}

//! What changes in a site's folder, as it changes.
//!
//! Out come [`Changes`]: paths where something happened, as they are on disk, gathered until the disk is quiet. An editor
//! that saves one file writes, renames and removes several: which of them matter is for whoever reads them again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::read::{SITE_FOLDERS, belongs};

/// The time without events after which the disk counts as quiet.
const QUIET: Duration = Duration::from_millis(20);
/// The longest time for which changes are gathered.
const LONGEST: Duration = Duration::from_millis(250);

/// What happened in the folder since the last time.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Paths below the root where something happened.
    pub paths: BTreeSet<PathBuf>,
    /// Whether something may have happened that is not among them.
    pub lost: bool,
}

/// Watches the folder of a site.
pub struct SiteWatcher {
    root: PathBuf,
    watcher: RecommendedWatcher,
    heard: Receiver<notify::Result<Event>>,
}

impl SiteWatcher {
    /// Starts to watch. `root` is a path without symbolic links.
    ///
    /// # Errors
    /// The system cannot say what happens there.
    pub fn begin(root: &Path) -> Result<Self> {
        let (told, heard) = channel();
        let watcher = notify::recommended_watcher(told).context("cannot watch the site's folder")?;
        let mut watch = Self { root: root.to_owned(), watcher, heard };
        watch.listen(root, RecursiveMode::NonRecursive)?;
        for folder in SITE_FOLDERS.map(|name| root.join(name)) {
            if folder.is_dir() {
                watch.listen(&folder, RecursiveMode::Recursive)?;
            }
        }
        Ok(watch)
    }

    fn listen(&mut self, folder: &Path, mode: RecursiveMode) -> Result<()> {
        self.watcher.watch(folder, mode).with_context(|| format!("cannot watch {}", folder.display()))
    }

    /// Waits for changes and for a quiet disk, and returns the changes; none after the longest time that somebody waits.
    /// `None` once the watcher is gone.
    pub fn wait(&mut self, longest: Duration) -> Option<Changes> {
        let mut changes = Changes::default();
        let give_up = Instant::now() + longest;
        while changes == Changes::default() {
            match self.heard.recv_timeout(give_up.saturating_duration_since(Instant::now())) {
                Ok(event) => self.take(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => return Some(changes),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        let end = Instant::now() + LONGEST;
        loop {
            let patience = QUIET.min(end.saturating_duration_since(Instant::now()));
            match self.heard.recv_timeout(patience) {
                Ok(event) => self.take(event, &mut changes),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if Instant::now() >= end {
                break;
            }
        }
        self.follow(&changes);
        Some(changes)
    }

    fn take(&self, event: notify::Result<Event>, changes: &mut Changes) {
        let Ok(event) = event else {
            changes.lost = true;
            return;
        };
        changes.lost |= event.need_rescan();
        if is_reading(event.kind) {
            return;
        }
        let below = event.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok());
        changes.paths.extend(below.filter(|path| belongs(path)).map(Path::to_owned));
    }

    /// A folder of the site that is new, or stands where an old one was, is listened to as well.
    fn follow(&mut self, changes: &Changes) {
        for name in SITE_FOLDERS {
            let folder = self.root.join(name);
            if changes.paths.contains(Path::new(name)) && folder.is_dir() {
                let _ = self.watcher.unwatch(&folder);
                // If it is gone again in this moment, the next event says so.
                let _ = self.listen(&folder, RecursiveMode::Recursive);
            }
        }
    }
}

/// Whether something was only looked at.
fn is_reading(kind: EventKind) -> bool {
    matches!(kind, EventKind::Access(how) if how != AccessKind::Close(AccessMode::Write))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    /// Waits until a path is among the changes.
    fn told_of(watch: &mut SiteWatcher, path: &str) -> Changes {
        loop {
            let changes = watch.wait(LONG).expect("the watch goes on");
            if changes.paths.contains(Path::new(path)) {
                return changes;
            }
        }
    }

    #[test]
    fn what_belongs_to_the_site_is_told_of_and_nothing_else() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let root = desk.path().canonicalize().expect("is there");
        fs::create_dir_all(root.join("content/briefs")).expect("makes");
        let mut watch = SiteWatcher::begin(&root).expect("watches");
        fs::create_dir_all(root.join("public")).expect("makes");
        fs::write(root.join("public/index.html"), "").expect("writes");
        fs::write(root.join("content/briefs/.note.md.swp"), "").expect("writes");
        fs::write(root.join("content/briefs/note.md"), "a").expect("writes");
        let changes = told_of(&mut watch, "content/briefs/note.md");
        assert_eq!(changes.paths.len(), 1, "{changes:?}");
        fs::create_dir(root.join("theme")).expect("makes");
        told_of(&mut watch, "theme");
        fs::write(root.join("theme/style.css"), "a{}").expect("writes");
        told_of(&mut watch, "theme/style.css");
        fs::write(root.join("site.toml"), "").expect("writes");
        told_of(&mut watch, "site.toml");
    }
}

//! Files of the site's author are replaced by their mended texts: each whole, or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::atomic::PendingFile;

/// Replaces a file that still reads as `before` by `after`, and keeps who may read it.
///
/// # Errors
/// The file has changed in the meantime, is closed to writing, or cannot be read or written.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<()> {
    // Where the name is a symbolic link, what it leads to is the file.
    let path = path.canonicalize().with_context(|| format!("cannot find {}", path.display()))?;
    if fs::metadata(&path).is_ok_and(|meta| meta.permissions().readonly()) {
        bail!("{} may only be read: let it be written, or mend it by hand", path.display());
    }
    let there = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if there != before.as_bytes() {
        bail!("{} was changed while it was checked: run this again", path.display());
    }
    let write = || PendingFile::beside(&path, after.as_bytes())?.synced()?.replace(&path);
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// A file that changes together with others.
#[derive(Debug)]
pub struct Replacement<'t> {
    /// Where it stands.
    pub old: PathBuf,
    /// Where it is to stand.
    pub new: PathBuf,
    /// What it holds; nothing for a file that is made.
    pub before: Option<&'t str>,
    /// What it is to hold; nothing for a file that goes.
    pub after: Option<&'t str>,
}

/// Replaces, makes, moves and removes files, all of them or none.
///
/// # Errors
/// One has changed in the meantime, is closed to writing or stands in the way, or the disk refuses; then every file is as
/// it was.
pub fn all(changes: &[Replacement<'_>]) -> Result<()> {
    for change in changes {
        check(change)?;
    }
    let mut done: Vec<&Replacement<'_>> = Vec::new();
    // What goes stays until all else is written.
    let (gone, stays): (Vec<_>, Vec<_>) = changes.iter().partition(|change| change.after.is_none());
    for change in stays.into_iter().chain(gone) {
        done.push(change);
        if let Err(error) = make(change) {
            done.into_iter().rev().for_each(undo);
            return Err(error);
        }
    }
    Ok(())
}

fn check(change: &Replacement<'_>) -> Result<()> {
    let Replacement { old, new, before, after } = change;
    if let Some(before) = before {
        if fs::metadata(old).is_ok_and(|meta| meta.permissions().readonly()) {
            bail!("{} may only be read: let it be written", old.display());
        }
        let there = fs::read(old).with_context(|| format!("cannot read {}", old.display()))?;
        if there != before.as_bytes() {
            bail!("{} was changed while it was read: run this again", old.display());
        }
    }
    if after.is_some() && (before.is_none() || old != new) && super::files::is_taken(new) {
        bail!("{} is there already, and was left as it is", new.display());
    }
    Ok(())
}

fn make(change: &Replacement<'_>) -> Result<()> {
    let Replacement { old, new, before, after } = change;
    match (before, after) {
        (Some(before), Some(after)) if old == new => return replace(old, before, after),
        (_, Some(after)) => super::files::create(new, after.as_bytes())?,
        (_, None) => {}
    }
    match before {
        Some(_) => fs::remove_file(old).with_context(|| format!("cannot remove {}", old.display())),
        None => Ok(()),
    }
}

/// Puts a file back as it was. Where that fails too, the text stands in the difference that was shown.
fn undo(change: &Replacement<'_>) {
    let Replacement { old, new, before, after } = change;
    if let Some(before) = before {
        let _ = super::files::replace(old, before.as_bytes());
    }
    let is_ours = || fs::read(new).ok().as_deref() == after.map(str::as_bytes);
    if (before.is_none() || old != new) && is_ours() {
        let _ = fs::remove_file(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_as_it_was_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "one").expect("can write");
        replace(&path, "one", "two").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("can read"), "two");
        let error = replace(&path, "one", "three").expect_err("changed");
        assert!(error.to_string().contains("was changed"), "{error}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_that_is_closed_to_writing_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "one").expect("can write");
        let mut closed = fs::metadata(&path).expect("there").permissions();
        closed.set_readonly(true);
        fs::set_permissions(&path, closed).expect("can set");
        let error = replace(&path, "one", "two").expect_err("closed");
        assert!(error.to_string().contains("may only be read"), "{error}");
        assert_eq!(fs::read_to_string(&path).expect("can read"), "one");
    }

    #[test]
    fn several_files_change_together_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let texts = || {
            ["a.md", "b.md", "c.md", "new.md", "moved.md"]
                .map(|name| fs::read_to_string(path(name)).unwrap_or_default())
        };
        let replacement =
            |old: &str, new: &str, before, after| Replacement { old: path(old), new: path(new), before, after };
        for name in ["a.md", "b.md", "c.md"] {
            fs::write(path(name), name).expect("can write");
        }
        let before = texts();
        let changes = [
            replacement("a.md", "a.md", Some("a.md"), Some("A")),
            replacement("b.md", "moved.md", Some("b.md"), Some("B")),
            replacement("c.md", "c.md", Some("c.md"), None),
            replacement("new.md", "new.md", None, Some("N")),
        ];
        fs::create_dir(path("new.md")).expect("a folder in the way");
        let error = all(&changes).expect_err("in the way").to_string();
        assert!(error.contains("there already"), "{error}");
        assert_eq!(texts(), before);
        fs::remove_dir(path("new.md")).expect("goes");
        let blocked = [
            replacement("a.md", "a.md", Some("a.md"), Some("A")),
            replacement("b.md", "moved.md", Some("b.md"), Some("B")),
            replacement("new.md", "a.md/new.md", None, Some("N")),
        ];
        all(&blocked).expect_err("a file is no folder");
        assert_eq!(texts(), before, "what was done is undone");
        all(&changes).expect("written");
        assert_eq!(texts(), ["A", "", "", "N", "B"]);
    }

    #[cfg(unix)]
    #[test]
    fn who_may_read_it_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "one").expect("can write");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("can set");
        replace(&path, "one", "two").expect("replaced");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
    }
}

//! A file of the site's author is replaced by its mended text: whole, or not at all.

use std::fs;
use std::path::Path;

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

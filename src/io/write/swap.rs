//! The new site takes the place of the old one.
//!
//! Linux and macOS exchange two folders in one step, so the output folder is never missing. Where the system or the
//! disk cannot, the old site is moved aside and the new one moved in; a build killed between the two is put right by
//! the next (`staging_dir`).

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::io::platform;

/// Puts `new` at `target`. Returns whether there was an old site; it is at `aside` then.
///
/// # Errors
/// Nothing was moved, or the message says where the old site is.
pub(super) fn swap(new: &Path, target: &Path, aside: &Path) -> Result<bool> {
    let old = match fs::symlink_metadata(target) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return fs::rename(new, target)
                .map(|()| false)
                .with_context(|| format!("cannot move the new site to {}", target.display()));
        }
        Err(error) => return Err(error).with_context(|| format!("cannot read {}", target.display())),
    };
    // The folder may be one that its owner opened to others, or closed to them.
    fs::set_permissions(new, old.permissions())
        .with_context(|| format!("cannot give the new site the permissions of {}", target.display()))?;
    match platform::exchange(new, target) {
        Ok(()) => {
            fs::rename(new, aside).or_else(|error| {
                platform::exchange(new, target).with_context(|| format!("the old site is in {}", new.display()))?;
                Err(refused(target, error))
            })?;
            Ok(true)
        }
        Err(error) if error.kind() == ErrorKind::Unsupported || error.kind() == ErrorKind::InvalidInput => {
            move_aside(new, target, aside).map(|()| true)
        }
        Err(error) => Err(refused(target, error)),
    }
}

/// Two moves, and the first is undone if the second fails.
fn move_aside(new: &Path, target: &Path, aside: &Path) -> Result<()> {
    fs::rename(target, aside).map_err(|error| refused(target, error))?;
    fs::rename(new, target).or_else(|error| {
        fs::rename(aside, target).with_context(|| {
            format!("the old site is in {} and cannot be moved back to {}", aside.display(), target.display())
        })?;
        Err(refused(target, error))
    })
}

fn refused(target: &Path, error: io::Error) -> anyhow::Error {
    let advice = match error.kind() {
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            ": it may be a mount, which cannot be moved; choose a folder inside it with --output"
        }
        _ => "",
    };
    anyhow!(error).context(format!("cannot put the new site in the place of {}{advice}", target.display()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn folder(root: &Path, name: &str) -> PathBuf {
        let folder = root.join(name);
        fs::create_dir(&folder).expect("can make a folder");
        fs::write(folder.join("name"), name).expect("can write");
        folder
    }

    fn name(folder: &Path) -> String {
        fs::read_to_string(folder.join("name")).unwrap_or_default()
    }

    #[test]
    fn new_takes_the_place_of_old() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (new, target) = (folder(root.path(), "new"), folder(root.path(), "target"));
        let aside = root.path().join("aside");
        assert!(swap(&new, &target, &aside).expect("a swap"));
        assert_eq!((name(&target), name(&aside)), ("new".to_owned(), "target".to_owned()));
        assert!(!new.exists());
    }

    #[test]
    fn an_exchange_is_undone_where_the_old_site_cannot_be_put_aside() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (new, target, aside) =
            (folder(root.path(), "new"), folder(root.path(), "target"), folder(root.path(), "aside"));
        assert!(swap(&new, &target, &aside).is_err());
        assert_eq!([&new, &target, &aside].map(|site| name(site)), ["new", "target", "aside"]);
    }

    #[test]
    fn new_goes_where_nothing_was() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let new = folder(root.path(), "new");
        let target = root.path().join("target");
        assert!(!swap(&new, &target, &root.path().join("aside")).expect("a swap"));
        assert_eq!(name(&target), "new");
    }

    #[test]
    fn two_moves_do_where_one_step_cannot() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let (new, target) = (folder(root.path(), "new"), folder(root.path(), "target"));
        let aside = root.path().join("aside");
        move_aside(&new, &target, &aside).expect("a swap");
        assert_eq!((name(&target), name(&aside)), ("new".to_owned(), "target".to_owned()));
    }

    #[test]
    fn a_failed_second_move_undoes_the_first() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let target = folder(root.path(), "target");
        assert!(move_aside(&root.path().join("gone"), &target, &root.path().join("aside")).is_err());
        assert_eq!(name(&target), "target");
    }
}

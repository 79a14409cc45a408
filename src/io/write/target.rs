//! Which folder the output goes to, once every symbolic link is followed; and which folders it may not be.
//!
//! A link is followed here, once: the folder it leads to is judged and written, and the link stays a link.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::io::platform;

/// The real path of the output folder, which need not be there yet.
///
/// # Errors
/// The folder is, is in, or holds one of the `protect`ed; or it is the top of a disk, the user's home, or in a `.git`.
pub(super) fn resolve(target: &Path, protect: &[impl AsRef<Path>]) -> Result<PathBuf> {
    let real = real(target)?;
    let shown = real.display();
    if real.file_name().is_none() {
        bail!("{shown} is the top of a disk: choose another folder with --output");
    }
    let home = env::home_dir().and_then(|home| self::real(&home).ok());
    if home.is_some_and(|home| holds(&real, &home)) {
        bail!("{shown} holds your home folder: choose another folder with --output");
    }
    if real.iter().any(|part| part.eq_ignore_ascii_case(".git")) {
        bail!("{shown} is in a Git folder: choose another folder with --output");
    }
    for guarded in protect {
        let guarded = self::real(guarded.as_ref())?;
        if platform::is_same_file(&guarded, &real) {
            bail!("Demarche only reads {shown}: choose another folder with --output");
        }
        if holds(&real, &guarded) {
            bail!(
                "{shown} holds {}, which Demarche only reads: choose another folder with --output",
                guarded.display()
            );
        }
        if holds(&guarded, &real) {
            bail!(
                "{shown} is in {}, which Demarche only reads: choose another folder with --output",
                guarded.display()
            );
        }
    }
    Ok(real)
}

/// The path without links and dots; its last parts need not be there yet.
fn real(path: &Path) -> Result<PathBuf> {
    let absolute = std::path::absolute(path).with_context(|| format!("{:?} is not a path", path.display()))?;
    let mut there = absolute.as_path();
    let mut missing = Vec::new();
    loop {
        match there.canonicalize() {
            Ok(real) => return Ok(missing.iter().rev().fold(real, |path, part| path.join(part))),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot find {}", path.display())),
        }
        if fs::symlink_metadata(there).is_ok() {
            bail!("{} is a symbolic link that leads nowhere", there.display());
        }
        let (Some(parent), Some(name)) = (there.parent(), there.file_name()) else {
            bail!("{} cannot be followed: {} is not there", path.display(), there.display());
        };
        missing.push(name);
        there = parent;
    }
}

/// Whether a folder is the other or somewhere above it.
fn holds(outer: &Path, inner: &Path) -> bool {
    inner.ancestors().any(|folder| platform::is_same_file(folder, outer))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: &[&str] = &[];

    fn refusal(target: &Path, protect: &[impl AsRef<Path>]) -> String {
        match resolve(target, protect) {
            Ok(real) => panic!("{} was taken", real.display()),
            Err(error) => format!("{error:#}"),
        }
    }

    #[test]
    fn the_output_may_be_new_and_deep() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let root = root.path().canonicalize().expect("a folder");
        let content = root.join("content");
        fs::create_dir(&content).expect("can make a folder");
        let target = resolve(&root.join("a/./b/public"), &[content.clone(), root.join("theme")]).expect("a target");
        assert_eq!(target, root.join("a/b/public"));
        assert!(resolve(&root.join("content-out"), &[&content]).is_ok());
        assert!(refusal(&root.join("gone/../public"), NONE).contains("cannot be followed"));
    }

    #[test]
    fn the_sites_own_folders_are_refused() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let root = root.path();
        let content = root.join("content");
        fs::create_dir_all(content.join("briefs")).expect("can make a folder");
        let protect: [&Path; 2] = [&content, &root.join("theme")];
        for (target, why) in [
            ("content", "only reads"),
            ("content/briefs", "is in"),
            ("content/new/deep", "is in"),
            ("content/briefs/../../content", "only reads"),
            ("theme", "only reads"),
            ("", "holds"),
            ("..", "holds"),
            ("public/.git", "Git"),
            (".git/x", "Git"),
        ] {
            let message = refusal(&root.join(target), &protect);
            assert!(message.contains(why) && message.contains("--output"), "{target}: {message}");
        }
    }

    #[test]
    fn the_top_of_the_disk_and_the_home_folder_are_refused() {
        assert!(refusal(Path::new("/"), NONE).contains("top of a disk"));
        let home = env::home_dir().expect("a home folder");
        if home.parent().is_some() {
            assert!(refusal(&home, NONE).contains("home folder"));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_before_it_is_judged() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().expect("a temporary folder");
        let root = root.path().canonicalize().expect("a folder");
        fs::create_dir_all(root.join("content")).expect("can make a folder");
        fs::create_dir_all(root.join("www")).expect("can make a folder");
        symlink("content", root.join("a")).expect("a link");
        symlink("www", root.join("b")).expect("a link");
        symlink("gone", root.join("c")).expect("a link");
        let content = root.join("content");
        assert!(refusal(&root.join("a"), &[&content]).contains("only reads"));
        assert!(refusal(&root.join("a/x"), &[&content]).contains("is in"));
        assert_eq!(resolve(&root.join("b"), &[&content]).expect("a target"), root.join("www"));
        assert_eq!(resolve(&root.join("b/x"), &[&content]).expect("a target"), root.join("www/x"));
        assert!(refusal(&root.join("c"), &[&content]).contains("leads nowhere"));
    }
}

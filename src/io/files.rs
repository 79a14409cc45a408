//! Single files, beside the finished site: what `init`, `new`, `import` and `man` write for an author.
//!
//! In go a place and bytes; out comes a file that is there whole or not at all. [`create`] never takes the place of a
//! file that is there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use walkdir::WalkDir;

use super::atomic::PendingFile;

/// Writes a new file, with its folders.
///
/// # Errors
/// Something stands there already, or the disk refuses.
pub fn create(place: &Path, bytes: &[u8]) -> Result<()> {
    if is_taken(place) {
        bail!("{} is there already, and was left as it is", place.display());
    }
    pending(place, bytes)?.create(place).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => anyhow!("{} is there already, and was left as it is", place.display()),
        _ => anyhow!(error).context(cannot(place)),
    })
}

/// Writes a file in place of the one that is there, if one is. One with these bytes already is left alone, so that nothing
/// that watches it wakes.
///
/// # Errors
/// The disk refuses; what was there is then as it was.
pub fn replace(place: &Path, bytes: &[u8]) -> Result<()> {
    if fs::read(place).is_ok_and(|found| found == bytes) {
        return Ok(());
    }
    pending(place, bytes)?.replace(place).with_context(|| cannot(place))
}

/// Makes sure that a file written at a place stands below a folder.
///
/// # Errors
/// A symbolic link on the way leads out of the folder, or nowhere.
pub fn require_within(folder: &Path, place: &Path) -> Result<()> {
    let Some(around) = place.ancestors().find(|around| is_taken(around)) else { return Ok(()) };
    let (real, real_folder) = (around.canonicalize(), folder.canonicalize());
    match (real, real_folder) {
        (Ok(real), Ok(folder)) if real.starts_with(&folder) => Ok(()),
        // The folder is not there yet: nothing in it is a link.
        (_, Err(_)) => Ok(()),
        _ => bail!("{} leads out of {} by a symbolic link: nothing was written", around.display(), folder.display()),
    }
}

/// The folder of a site for what Demarche makes for its authors alone.
pub const HIDDEN: &str = ".demarche";

/// Makes a folder, if it is not there, with a file that keeps all of it out of Git.
///
/// # Errors
/// The disk refuses, or nothing stands around it.
pub fn hide(folder: &Path) -> Result<()> {
    if folder.is_symlink() {
        bail!("{} is a symbolic link: nothing is written through it", folder.display());
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        _ => {}
    }
    let ignore = folder.join(".gitignore");
    if !is_taken(&ignore) {
        create(&ignore, b"*\n")?;
    }
    Ok(())
}

/// Whether a folder stands at a place, or a link to one.
pub fn is_folder(place: &Path) -> bool {
    place.is_dir()
}

/// Whether anything stands at a place, be it a link to nothing.
pub fn is_taken(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok()
}

/// Returns the whole path of what stands at a place, without links and dots; nothing where nothing stands.
pub fn whole_path(place: &Path) -> Option<PathBuf> {
    fs::canonicalize(place).ok()
}

/// The bytes of a file.
///
/// # Errors
/// It cannot be read.
pub fn bytes(place: &Path) -> Result<Vec<u8>> {
    if place.is_dir() {
        bail!("{} is a folder, and a file is wanted", place.display());
    }
    fs::read(place).with_context(|| format!("cannot read {}", place.display()))
}

/// Every file below a folder that is not hidden, sorted: its path there, with `/`, and what it holds, if it is `wanted`.
///
/// # Errors
/// There is no such folder, or something in it cannot be read.
pub fn below(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>> {
    if !folder.is_dir() {
        bail!("there is no folder {}", folder.display());
    }
    let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name().into_iter();
    // A hidden file is one of the folder's only where it is asked for by its name.
    let asked = |name: &std::ffi::OsStr| !hidden(name) || wanted(&name.to_string_lossy());
    let mut files = Vec::new();
    for entry in walk.filter_entry(|entry| asked(entry.file_name())) {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let path = entry.path().strip_prefix(folder).ok().and_then(super::slashed);
        // A symbolic link may lead anywhere: what it shows is no file of this folder.
        if let Some(path) = path.filter(|_| entry.file_type().is_file()) {
            let bytes = if wanted(&path) { bytes(entry.path())? } else { Vec::new() };
            files.push((path, bytes));
        }
    }
    Ok(files)
}

fn cannot(place: &Path) -> String {
    format!("cannot write {}", place.display())
}

/// The bytes in a file beside the place where they are to stand; its folders are made.
fn pending(place: &Path, bytes: &[u8]) -> Result<PendingFile> {
    if let Some(folder) = place.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    // Of an error only its kind is told: it names the file that was to be given its name.
    let plainly = |error: std::io::Error| anyhow!(std::io::Error::from(error.kind())).context(cannot(place));
    PendingFile::beside(place, bytes).map_err(plainly)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_left_as_it_is() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let place = desk.path().join("a/b/c.md");
        create(&place, b"one").expect("new");
        let error = create(&place, b"two").expect_err("there already").to_string();
        assert!(error.contains("there already"), "{error}");
        assert_eq!(bytes(&place).expect("reads"), b"one");
        replace(&place, b"three").expect("may be replaced");
        assert_eq!(bytes(&place).expect("reads"), b"three");
        let left: Vec<_> = fs::read_dir(desk.path().join("a/b")).expect("reads").collect();
        assert_eq!(left.len(), 1, "{left:?}");
    }

    #[test]
    fn the_hidden_folder_keeps_itself_out_of_git_whoever_made_it() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let folder = desk.path().join(HIDDEN);
        fs::create_dir(&folder).expect("an older one");
        for _ in 0..2 {
            hide(&folder).expect("makes it");
            assert_eq!(bytes(&folder.join(".gitignore")).expect("reads"), b"*\n");
        }
        hide(&desk.path().join("nowhere").join(HIDDEN)).expect_err("there is no site");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_taken_and_a_file_may_be_read_by_others() {
        use std::os::unix::fs::PermissionsExt as _;
        let desk = tempfile::tempdir().expect("a temporary folder");
        let link = desk.path().join("link.md");
        std::os::unix::fs::symlink(desk.path().join("outside"), &link).expect("a link");
        create(&link, b"one").expect_err("taken");
        let place = desk.path().join("plain.md");
        create(&place, b"one").expect("new");
        fs::write(desk.path().join("usual"), b"").expect("writes");
        let mode = |name: &str| fs::metadata(desk.path().join(name)).expect("is there").permissions().mode();
        assert_eq!(mode("plain.md"), mode("usual"));
    }
}

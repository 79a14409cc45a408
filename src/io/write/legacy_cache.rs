//! The folder `.public.memo` that versions before this one kept beside `public`. It may hold text that was withheld from
//! the site, so the next build removes it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;

use super::tree;

const README: &str = "README.txt";
/// What the README of the folder said.
const EXPLANATION: &[u8] =
    b"Demarche keeps here what the next build need not do again. Delete this folder whenever you like.\n";
/// What may stand in it, the README last: by that the folder is known.
const NAMES: [&str; 7] = ["memo", "readings", "recent", "new", "spare", ".gitignore", README];

/// Removes the folder beside the output folder `target`, if it is there and clearly ours: a folder and no link to one,
/// with our README and nothing that we did not put there. What the system refuses to remove stays.
pub(super) fn remove(target: &Path) {
    let Some(name) = target.file_name() else { return };
    let folder = target.with_file_name([OsStr::new("."), name, OsStr::new(".memo")].into_iter().collect::<OsString>());
    if is_ours(&folder) {
        let removed = NAMES.iter().try_for_each(|name| tree::remove(&folder.join(name)));
        let _ = removed.and_then(|()| tree::remove(&folder));
    }
}

fn is_ours(folder: &Path) -> bool {
    let is_plain =
        |place: &Path, is_kind: fn(&fs::Metadata) -> bool| fs::symlink_metadata(place).is_ok_and(|meta| is_kind(&meta));
    let readme = folder.join(README);
    if !is_plain(folder, fs::Metadata::is_dir) || !is_plain(&readme, fs::Metadata::is_file) {
        return false;
    }
    let is_known = |entry: std::io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| NAMES.iter().any(|name| entry.file_name() == *name))
    };
    fs::read(&readme).is_ok_and(|text| text == EXPLANATION)
        && fs::read_dir(folder).is_ok_and(|mut entries| entries.all(is_known))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(root: &Path) -> std::path::PathBuf {
        let folder = root.join(".public.memo");
        fs::create_dir_all(folder.join("spare/a")).expect("can make a folder");
        for (name, text) in [(README, EXPLANATION), (".gitignore", b"*\n"), ("readings", b"x"), ("spare/a/b", b"x")] {
            fs::write(folder.join(name), text).expect("can write");
        }
        folder
    }

    #[test]
    fn a_cache_of_ours_is_removed() {
        let root = tempfile::tempdir().expect("a temporary folder");
        let folder = cache(root.path());
        remove(&root.path().join("public"));
        assert!(!folder.exists());
        remove(&root.path().join("public"));
    }

    #[test]
    fn a_folder_with_anything_else_in_it_stays() {
        for (name, text) in [("mine", "mine"), (README, "My notes\n")] {
            let root = tempfile::tempdir().expect("a temporary folder");
            let folder = cache(root.path());
            fs::write(folder.join(name), text).expect("can write");
            remove(&root.path().join("public"));
            assert!(folder.join("spare/a/b").is_file(), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let root = tempfile::tempdir().expect("a temporary folder");
        let elsewhere = root.path().join("elsewhere");
        let folder = cache(root.path());
        fs::rename(&folder, &elsewhere).expect("can move");
        symlink(&elsewhere, &folder).expect("a link");
        remove(&root.path().join("public"));
        assert!(folder.is_symlink() && elsewhere.join("spare/a/b").is_file());
        fs::remove_file(&folder).expect("can remove");
        let folder = cache(root.path());
        fs::remove_dir_all(folder.join("spare")).expect("can remove");
        symlink(&elsewhere, folder.join("spare")).expect("a link");
        remove(&root.path().join("public"));
        assert!(!folder.exists() && elsewhere.join("spare/a/b").is_file());
    }
}

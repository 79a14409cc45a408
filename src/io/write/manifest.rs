//! The manifest in the output folder: which files Demarche made there, and the next build may replace or remove.
//!
//! One path a line, sorted, below a header with the version of the format. It holds no time and no hash, so two builds
//! of one site give the same manifest, and a file of ours stays ours when someone edits it.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use rustc_hash::FxHashSet;

use crate::path::UrlPath;

/// The name of the manifest in the output folder.
pub const NAME: &str = ".demarche-manifest";

const HEADER: &str = "demarche-manifest 1";
const EXPLANATION: &str = "# The files that Demarche made here. It replaces and removes these, and no others.";

/// The files that Demarche made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Manifest {
    files: FxHashSet<String>,
    /// The folders on the way to them.
    folders: FxHashSet<String>,
}

impl Manifest {
    pub(super) fn new(files: FxHashSet<String>) -> Self {
        let mut folders: FxHashSet<String> = FxHashSet::default();
        for (file, end) in files.iter().flat_map(|file| file.match_indices('/').map(move |(end, _)| (file, end))) {
            if !folders.contains(&file[..end]) {
                folders.insert(file[..end].to_owned());
            }
        }
        Self { folders, files }
    }

    /// Returns the manifest in a folder, if there is one.
    ///
    /// # Errors
    /// It is there, but cannot be read as a manifest.
    pub(super) fn load(folder: &Path) -> Result<Option<Self>> {
        let place = folder.join(NAME);
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_file() => {}
            Ok(_) => bail!("{} is not a file: empty the folder, or choose another with --output", place.display()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", place.display())),
        }
        let text = fs::read(&place).with_context(|| format!("cannot read {}", place.display()))?;
        let manifest = parse(&text).with_context(|| {
            format!(
                "{} no longer says which files are Demarche's: bring it back, empty the folder, or choose another with \
                 --output",
                place.display()
            )
        })?;
        Ok(Some(manifest))
    }

    /// Returns the files, in no order.
    pub(super) fn files(&self) -> impl ExactSizeIterator<Item = &String> {
        self.files.iter()
    }

    /// Whether Demarche made the file at a relative path.
    pub(super) fn has_file(&self, path: &str) -> bool {
        path == NAME || self.files.contains(path)
    }

    /// Whether Demarche made the folder at a relative path.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(path)
    }
}

/// Writes the manifest of these files, in their order, and syncs it to the disk.
///
/// # Errors
/// The disk refuses, or there is a manifest already.
pub(super) fn save<'f>(folder: &Path, files: impl Iterator<Item = &'f str>) -> io::Result<()> {
    let mut text = format!("{HEADER}\n{EXPLANATION}\n");
    for file in files {
        text.push_str(file);
        text.push('\n');
    }
    let mut file = File::create_new(folder.join(NAME))?;
    file.write_all(text.as_bytes())?;
    file.sync_data()
}

fn parse(text: &[u8]) -> Result<Manifest> {
    let text = std::str::from_utf8(text)?;
    let mut lines = text.lines().enumerate();
    let header = lines.next().map(|(_, line)| line).unwrap_or_default();
    if header != HEADER && header.starts_with("demarche-manifest ") {
        bail!("it was written by another version of Demarche (`{header}`; this one writes `{HEADER}`)");
    }
    ensure!(header == HEADER, "line 1 is not `{HEADER}`");
    let mut files = FxHashSet::default();
    for (number, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
        let path = UrlPath::new(line).map_err(|why| anyhow::anyhow!("line {}: {why}", number + 1))?;
        files.insert(path.as_str().to_owned());
    }
    Ok(Manifest::new(files))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = ["a/é/index.html", "b/x y.html", "index.html"];
        save(folder.path(), files.into_iter()).expect("can write");
        let manifest = Manifest::new(files.map(str::to_owned).into_iter().collect());
        let text = fs::read_to_string(folder.path().join(NAME)).expect("can read");
        assert_eq!(text, format!("{HEADER}\n{EXPLANATION}\na/é/index.html\nb/x y.html\nindex.html\n"));
        assert_eq!(Manifest::load(folder.path()).expect("a manifest"), Some(manifest));
    }

    #[test]
    fn a_manifest_has_its_files_their_folders_and_itself() {
        let manifest = Manifest::new(["a/b/index.html".to_owned()].into_iter().collect());
        for (path, is_folder, owned) in [
            ("a/b/index.html", false, true),
            ("a/b", true, true),
            ("a", true, true),
            (NAME, false, true),
            ("a/b", false, false),
            ("a/b/index.html", true, false),
            ("a/c", true, false),
            ("CNAME", false, false),
        ] {
            let has = if is_folder { manifest.has_folder(path) } else { manifest.has_file(path) };
            assert_eq!(has, owned, "{path}");
        }
    }

    #[test]
    fn a_damaged_manifest_is_refused_with_its_line() {
        for (text, why) in [
            ("", "line 1 is not"),
            ("<<<<<<< HEAD\n", "line 1 is not"),
            ("demarche-manifest 2\n", "another version"),
            ("demarche-manifest 1\na\n../b\n", "line 3: "),
            ("demarche-manifest 1\n/etc/passwd\n", "line 2: "),
            ("demarche-manifest 1\n\n", "line 2: "),
        ] {
            let error = parse(text.as_bytes()).expect_err(text).to_string();
            assert!(error.contains(why), "{error}");
        }
        assert!(parse(b"\xff").is_err());
    }
}

//! The finished site as a value: what each output file holds, by path.
//!
//! Pages and assets go in one at a time; a path that could not stand on a disk beside those already in comes back as a
//! [`Clash`]. **Whatever is in an [`Output`] can be written to any disk**, whether or not it tells `A` from `a`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::path::UrlPath;

/// What one output file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The bytes of a file on disk.
    CopyOf(PathBuf),
}

/// Where the finished files of a site go, one at a time.
pub trait Sink: Sync {
    /// Takes one file. Many threads call this.
    ///
    /// # Errors
    /// The file cannot be kept; no further one will be put.
    fn put(&self, path: &UrlPath, content: Content) -> anyhow::Result<()>;
}

/// A sink that keeps nothing: a site is rendered for its faults alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Discard;

/// A sink that keeps a whole site in memory, for tests.
#[derive(Debug, Default)]
pub struct MemorySink(Mutex<Output>);

/// Every output file, by path.
#[derive(Debug, Clone, Default)]
pub struct Output {
    files: BTreeMap<UrlPath, Content>,
    claimed: ClaimedPaths,
}

/// The paths of a site that grows: what stands at each file and folder, by its path in lower case.
#[derive(Debug, Clone, Default)]
pub struct ClaimedPaths(FxHashMap<String, ClaimedPath>);

/// A file, or a folder on the way to one.
#[derive(Debug, Clone)]
struct ClaimedPath {
    /// The path as its first comer spells it.
    spelled: String,
    is_file: bool,
    /// The file that brought it.
    by: UrlPath,
}

/// Two paths that cannot both be in one site.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Clash {
    /// The same path twice.
    #[error("two pages would be written to `{0}`")]
    Same(UrlPath),
    /// One is a file where the other needs a folder.
    #[error("`{file}` is a file, but `{below}` needs it to be a folder")]
    Folder {
        /// The shorter path.
        file: UrlPath,
        /// The path below it.
        below: UrlPath,
    },
    /// They differ in nothing but the case of letters, at some part.
    #[error("`{first}` and `{second}` differ only in capital letters, which macOS and Windows take for one")]
    Case {
        /// The path that came first.
        first: UrlPath,
        /// The path that was refused.
        second: UrlPath,
    },
}

impl Sink for Discard {
    fn put(&self, _: &UrlPath, _: Content) -> anyhow::Result<()> {
        Ok(())
    }
}

impl MemorySink {
    /// Returns what was put.
    pub fn into_output(self) -> Output {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for MemorySink {
    fn put(&self, path: &UrlPath, content: Content) -> anyhow::Result<()> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), content)?)
    }
}

impl Clash {
    /// The paths that clash.
    pub fn paths(&self) -> Vec<&UrlPath> {
        match self {
            Self::Same(path) => vec![path],
            Self::Folder { file, below } => vec![file, below],
            Self::Case { first, second } => vec![first, second],
        }
    }
}

impl Output {
    /// Adds a file.
    ///
    /// # Errors
    /// Names the two paths that clash; then nothing was added.
    pub fn insert(&mut self, path: UrlPath, content: Content) -> Result<(), Clash> {
        self.claimed.claim(&path)?;
        self.files.insert(path, content);
        Ok(())
    }

    /// What a file holds.
    pub fn get(&self, path: &UrlPath) -> Option<&Content> {
        self.files.get(path)
    }

    /// The files, in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&UrlPath, &Content)> {
        self.files.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl ClaimedPaths {
    /// Claims a path.
    ///
    /// # Errors
    /// Names the two paths that clash; then it is not claimed.
    pub fn claim(&mut self, path: &UrlPath) -> Result<(), Clash> {
        for (spelled, is_file) in places(path.as_str()) {
            if let Some(there) = self.0.get(&*lower(spelled)) {
                there.admit(spelled, is_file, path)?;
            }
        }
        for (spelled, is_file) in places(path.as_str()) {
            let name = lower(spelled);
            if !self.0.contains_key(&*name) {
                let place = ClaimedPath { spelled: spelled.to_owned(), is_file, by: path.clone() };
                self.0.insert(name.into_owned(), place);
            }
        }
        Ok(())
    }
}

impl ClaimedPath {
    /// Whether `path` may come after this: only as one more file in the same folder.
    fn admit(&self, spelled: &str, is_file: bool, path: &UrlPath) -> Result<(), Clash> {
        match (self.is_file, is_file) {
            (true, false) => Err(Clash::Folder { file: self.by.clone(), below: path.clone() }),
            (false, true) => Err(Clash::Folder { file: path.clone(), below: self.by.clone() }),
            _ if self.spelled != spelled => Err(Clash::Case { first: self.by.clone(), second: path.clone() }),
            (true, true) => Err(Clash::Same(path.clone())),
            (false, false) => Ok(()),
        }
    }
}

/// A path in lower case; nearly every path is in it already.
fn lower(path: &str) -> Cow<'_, str> {
    let is_lower = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

/// The folders on the way to a file, from the top, then the file: `a`, `a/b`, `a/b/index.html`.
fn places(path: &str) -> impl Iterator<Item = (&str, bool)> {
    let folders = path.match_indices('/').map(|(end, _)| (&path[..end], false));
    folders.chain(std::iter::once((path, true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn insert_all(paths: &[&str]) -> Result<Output, String> {
        let mut output = Output::default();
        for path in paths {
            let path = UrlPath::new(path).expect("the test's own path");
            output.insert(path, Content::Bytes(Vec::new())).map_err(|clash| clash.to_string())?;
        }
        Ok(output)
    }

    #[test]
    fn files_of_one_folder_stand_side_by_side_in_order() {
        let output = insert_all(&["b/index.html", "a/c/index.html", "a/b.html"]).expect("no clash");
        let paths: Vec<&str> = output.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["a/b.html", "a/c/index.html", "b/index.html"]);
        assert_eq!(output.len(), 3);
    }

    #[test]
    fn a_path_is_taken_once() {
        let clash = insert_all(&["a/index.html", "a/index.html"]).expect_err("a clash");
        assert_eq!(clash, "two pages would be written to `a/index.html`");
    }

    #[test]
    fn a_file_is_no_folder() {
        let message = "`a` is a file, but `a/b/c` needs it to be a folder";
        assert_eq!(insert_all(&["a", "a/b/c"]).expect_err("a clash"), message);
        assert_eq!(insert_all(&["a/b/c", "a"]).expect_err("a clash"), message);
        assert!(insert_all(&["A", "a/b"]).is_err());
    }

    #[test]
    fn capitals_alone_make_no_second_path() {
        let clash = insert_all(&["media/Map.png", "media/map.png"]).expect_err("a clash");
        assert!(clash.starts_with("`media/Map.png` and `media/map.png` differ only"), "{clash}");
        assert!(insert_all(&["Media/a.png", "media/b.png"]).is_err());
        assert!(insert_all(&["Əliyev/a", "əliyev/b"]).is_err());
    }

    #[test]
    fn a_refused_path_leaves_nothing_behind() {
        let mut output = insert_all(&["a/b"]).expect("no clash");
        let path = |text| UrlPath::new(text).expect("the test's own path");
        assert!(output.insert(path("a/b/new/c"), Content::Bytes(Vec::new())).is_err());
        assert_eq!(output.len(), 1);
        assert!(output.get(&path("a/b/new/c")).is_none());
        assert!(output.insert(path("a/new"), Content::Bytes(Vec::new())).is_ok());
    }
}

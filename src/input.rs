//! Every file as read, and the moment of the build: all that a site is made from.
//!
//! `io` makes an [`Input`] from a folder; a test makes one from a string. No stage after this one asks the disk or the
//! clock for anything but the bytes of an [`InputContent::Asset`], which go to the output as they are.

use std::path::PathBuf;

use chrono::{DateTime, Utc};

use crate::diagnostic::{Diagnostic, FileName, Location};

/// Every file as read, and the moment of the build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The files, sorted by path.
    pub files: Vec<InputFile>,
    /// The moment of the build, in whole seconds.
    pub now: DateTime<Utc>,
}

/// One file as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Where it stands below the site's root, such as `content/briefs/azal-crash.md`.
    pub path: FileName,
    /// What it holds.
    pub content: InputContent,
}

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputContent {
    /// The bytes of a file that some stage reads. They need not be UTF-8: that is for the stage to say.
    Text(Vec<u8>),
    /// A picture, a sound, a PDF: only its place on disk.
    Asset(PathBuf),
}

impl Input {
    /// Puts the files in order.
    pub fn new(mut files: Vec<InputFile>, now: DateTime<Utc>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { files, now }
    }

    /// Lets go of the texts of some files, by their paths: they stay files, of no bytes.
    pub fn let_go(&mut self, of: impl Fn(&str) -> bool) {
        for file in self.files.iter_mut().filter(|file| of(&file.path)) {
            if let InputContent::Text(bytes) = &mut file.content {
                *bytes = Vec::new();
            }
        }
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&InputFile> {
        let position = self.files.binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        self.files.get(position)
    }
}

/// The fault for a file that is not UTF-8.
pub fn not_utf8(file: &FileName, error: std::str::Utf8Error) -> Diagnostic {
    let at = error.valid_up_to();
    Diagnostic::error("not-utf8", Location::bytes(file, at..at), format!("byte {at} is not UTF-8"))
        .help("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_stand_in_the_order_of_their_paths() {
        let file = |path: &str| InputFile { path: path.into(), content: InputContent::Text(path.into()) };
        let input =
            Input::new(vec![file("site.toml"), file("content/b.md"), file("content/a.md")], DateTime::UNIX_EPOCH);
        let paths: Vec<&str> = input.files.iter().map(|file| &*file.path).collect();
        assert_eq!(paths, ["content/a.md", "content/b.md", "site.toml"]);
        assert_eq!(input.get("content/b.md"), Some(&file("content/b.md")));
        assert_eq!(input.get("content"), None);
    }
}

//! A site in a folder of its own, the real binary, and folders as values.

#![allow(dead_code, unreachable_pub, reason = "each test file takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What every site needs.
pub const SITE_TOML: &str = "title = \"A briefing\"\nbase_url = \"https://example.org/\"\n";

/// A site in a temporary folder: `site/` below it, so that what is written beside the site is seen too.
pub struct Site {
    desk: TempDir,
}

impl Site {
    /// A site without content.
    pub fn new() -> Self {
        let site = Self { desk: tempfile::tempdir().expect("a temporary folder") };
        site.write("site.toml", SITE_TOML);
        site
    }

    /// A site of files written as one string, each below a line `==> content/actors/aliyev.md`.
    pub fn of(files: &str) -> Self {
        let site = Self::new();
        demarche::diagnostic::codes::files(files).into_iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    /// The folder around the site.
    pub fn desk(&self) -> &Path {
        self.desk.path()
    }

    /// The site's folder.
    pub fn root(&self) -> PathBuf {
        self.desk.path().join("site")
    }

    /// The output folder.
    pub fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Writes a file of the site.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let place = self.root().join(path);
        fs::create_dir_all(place.parent().expect("a file in the site")).expect("can make a folder");
        fs::write(place, text).expect("can write");
    }

    /// Removes a file of the site.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("can remove");
    }

    /// The command, in the site's folder, at a fixed moment and without colours.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
        command.args(words).current_dir(self.root()).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1767225600");
        command
    }

    /// Runs the command.
    pub fn run(&self, words: &[&str]) -> Run {
        Run::of(&self.command(words).output().expect("the binary runs"))
    }

    /// Runs a command that answers on the standard output: its exit code, its answer, and what it said beside it.
    pub fn ask(&self, words: &[&str]) -> (i32, String, String) {
        let output = self.command(words).output().expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    /// Runs a command that prints on the standard output too: the run, and what it printed there.
    pub fn told(&self, words: &[&str]) -> (Run, String) {
        let output = self.command(words).output().expect("the binary runs");
        let text = String::from_utf8(output.stdout.clone()).expect("the output is UTF-8");
        (Run::of(&Output { stdout: Vec::new(), ..output }), text)
    }

    /// The text of a file of the site.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("can read")
    }

    /// Builds, and takes it for granted that this is possible.
    pub fn build(&self) -> Run {
        let run = self.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.said);
        run
    }
}

/// What became of a command.
#[derive(Debug)]
pub struct Run {
    /// The exit code; −1 where the process was killed.
    pub code: i32,
    /// What it printed on the standard error.
    pub said: String,
}

impl Run {
    fn of(output: &Output) -> Self {
        assert!(output.stdout.is_empty(), "faults and the last line go to the standard error");
        let said = String::from_utf8(output.stderr.clone()).expect("the report is UTF-8");
        Self { code: output.status.code().unwrap_or(-1), said }
    }
}

/// Every file below a folder by its path, with its bytes; an empty folder ends with `/`.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tree = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1) {
        let entry = entry.expect("can read");
        let path = entry.path().strip_prefix(folder).expect("below the folder").to_str().expect("UTF-8");
        if entry.file_type().is_dir() {
            tree.insert(format!("{path}/"), Vec::new());
        } else {
            tree.insert(path.to_owned(), fs::read(entry.path()).expect("can read"));
        }
    }
    tree
}

/// The paths in which two folders differ, for a message that can be read.
pub fn difference(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let missing = one.keys().filter(|path| !other.contains_key(*path)).map(|path| format!("− {path}"));
    let added = other.keys().filter(|path| !one.contains_key(*path)).map(|path| format!("+ {path}"));
    let changed = one.iter().filter(|(path, bytes)| other.get(*path).is_some_and(|found| found != *bytes));
    missing.chain(added).chain(changed.map(|(path, _)| format!("≠ {path}"))).collect()
}

//! `demarche init` from outside: a site that builds at once, and that takes no file's place.

mod common;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use common::tree;

fn demarche(words: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").env("SOURCE_DATE_EPOCH", "1767225600");
    command.output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_first_site_is_checked_and_built_at_once_without_a_warning() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let init = demarche(&["init", "my briefing"], desk.path());
    assert_eq!(init.status.code(), Some(0), "{}", said(&init));
    assert!(said(&init).contains("cd my briefing\n  demarche build"), "{}", said(&init));
    let site = desk.path().join("my briefing");
    for words in [&["check", "--strict"][..], &["check", "--strict", "--as-of", "2025-01-01"]] {
        let check = demarche(words, &site);
        assert_eq!(check.status.code(), Some(0), "{}", said(&check));
        assert_eq!(said(&check), "3 briefs: nothing to say\n");
    }
    for words in [&["build"][..], &["build", "--strict"], &["build", "--strict", "--as-of", "2025-01-01"]] {
        let build = demarche(words, &site);
        assert_eq!(build.status.code(), Some(0), "{}", said(&build));
        assert!(!said(&build).contains("warning") && said(&build).starts_with("3 briefs →"), "{}", said(&build));
    }
    let page = |path: &str| fs::read_to_string(site.join("public").join(path)).expect("the page");
    assert!(page("briefs/ferry-stopped/index.html").contains("invented example"));
    assert!(page("briefs/southland-note/index.html").contains("March 2024"));
    assert!(page("questions/why-the-ferry-stopped/index.html").contains("harbour fees"));
    assert!(page("briefs/ferry-talks/index.html").contains("between 1 and 12 April 2024"));
}

#[test]
fn a_folder_with_other_files_is_taken_and_one_with_the_same_is_refused() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    fs::write(desk.path().join("notes.txt"), "mine").expect("writes");
    fs::create_dir_all(desk.path().join("content/briefs")).expect("makes a folder");
    fs::write(desk.path().join("content/briefs/my-own.md"), "---\ntitle: Mine\ndate: 2025\n---\n").expect("writes");
    assert_eq!(demarche(&["init", "."], desk.path()).status.code(), Some(0));
    let made = tree(desk.path());
    assert_eq!(made["notes.txt"], b"mine");
    fs::write(desk.path().join("site.toml"), "title = \"Mine\"\n").expect("writes");
    fs::remove_file(desk.path().join("README.md")).expect("removes");
    let again = demarche(&["init", "."], desk.path());
    assert_eq!(again.status.code(), Some(2));
    assert!(said(&again).contains("site.toml") && !said(&again).contains("README.md"), "{}", said(&again));
    assert_eq!(fs::read(desk.path().join("site.toml")).expect("reads"), b"title = \"Mine\"\n");
    assert!(!desk.path().join("README.md").exists(), "nothing was written");
}

#[test]
fn a_file_in_the_place_of_the_folder_is_told() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    fs::write(desk.path().join("site"), "a file").expect("writes");
    let output = demarche(&["init", "site"], desk.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("cannot make the folder"), "{}", said(&output));
}

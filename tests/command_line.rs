//! The command line from outside: helps that answer, colours, quiet and loud runs, completions, manual pages.

mod common;

use std::fs;
use std::process::{Command, Output};

use common::Site;

/// Every command whose help is held here.
const HELPS: &[&[&str]] = &[
    &[],
    &["init"],
    &["new"],
    &["new", "brief"],
    &["new", "source"],
    &["build"],
    &["digest"],
    &["export"],
    &["list"],
    &["serve"],
    &["lsp"],
    &["schema"],
    &["import"],
    &["check"],
    &["explain"],
    &["completions"],
    &["man"],
];

fn demarche(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(words).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().expect("the binary runs")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

#[test]
fn every_help_answers() {
    for command in HELPS {
        let name = if command.is_empty() { "demarche".to_owned() } else { command.join("-") };
        let help = |flag: &str| printed(&demarche(&[command, &[flag][..]].concat()));
        insta::assert_snapshot!(format!("help_{name}_short"), help("-h"));
        insta::assert_snapshot!(format!("help_{name}_long"), help("--help"));
    }
}

#[test]
fn a_word_misspelt_is_told_with_the_one_that_was_meant() {
    for (words, near) in [(&["biuld"][..], "'build'"), (&["build", "--draft"], "'--drafts'")] {
        let output = demarche(words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(near), "{said}");
    }
}

#[test]
fn colours_are_printed_where_they_are_wanted_alone() {
    let site = Site::new();
    site.write("content/briefs/a.md", "---\ntitle: A\n---\n");
    let coloured = |words: &[&str], variables: &[(&str, &str)]| {
        let mut command = site.command(words);
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variables.iter().copied());
        let output = command.output().expect("runs");
        [output.stdout, output.stderr].concat().contains(&0x1b)
    };
    assert!(!coloured(&["build"], &[]), "into a pipe");
    assert!(coloured(&["build", "--color", "always"], &[]));
    assert!(coloured(&["--color=always", "build"], &[("NO_COLOR", "1")]), "the word is nearer than the variable");
    assert!(coloured(&["build"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["build", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&["build", "--help", "--color=always"], &[]), "help as well");
    assert!(!coloured(&["--color=never", "biuld"], &[("CLICOLOR_FORCE", "1")]), "and what is wrong with the words");
}

#[test]
fn a_quiet_run_tells_errors_alone_and_a_loud_one_its_stages() {
    let site = Site::new();
    site.write("content/briefs/a.md", "---\ntitle: A\ndate: 2025\n---\nText.\n");
    assert_eq!(site.run(&["build", "-q"]).said, "", "two warnings, and the site was made");
    assert!(site.run(&["build"]).said.contains("warning[no-topic]"));
    let strict = site.run(&["-q", "build", "--strict"]);
    assert_eq!(strict.code, 1);
    assert!(strict.said.contains("error[no-topic]"), "{}", strict.said);
    let loud = site.run(&["build", "-v"]).said;
    assert!(["files", "read", "link", "render", "write"].iter().all(|stage| loud.contains(&format!("\n  {stage} "))));
    assert_eq!(site.run(&["build", "-q", "-v"]).code, 2, "not both");
}

#[test]
fn every_shell_has_its_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = printed(&demarche(&["completions", shell]));
        assert!(script.contains("as-of") && script.contains("completions"), "{shell}: {script}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let folder = desk.path().join("man1");
    let folder = folder.to_str().expect("UTF-8");
    for _ in 0..2 {
        let output = demarche(&["man", folder]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    for command in HELPS {
        let page = fs::read_to_string(format!("{folder}/{}.1", [&["demarche"], *command].concat().join("-")));
        let page = page.expect("the page");
        assert!(page.starts_with(".ie") && page.contains(".SH SYNOPSIS"), "{page}");
        assert!(!page.contains("EXTRA") && !page.contains("Examples:"), "{page}");
        assert!(!page.trim_end().lines().last().is_some_and(|line| line.starts_with(".SH")), "{page}");
    }
    let page = fs::read_to_string(format!("{folder}/demarche-check.1")).expect("the page");
    let below = page.split_once(".SH EXAMPLES").expect("examples").1;
    insta::assert_snapshot!("below_the_page_of_check", below);
    assert!(printed(&demarche(&["man"])).contains("demarche\\-build(1)"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let site = common::Site::new();
    site.write("content/briefs/note.md", "---\ntitle: A note\ndate: 2025-02-06\ntopics: media\n---\n");
    let gone = || std::io::pipe().expect("a pipe").1;
    for (words, code) in [
        (&["explain"][..], 0),
        (&["man"], 0),
        (&["completions", "zsh"], 0),
        (&["schema", "brief"], 0),
        (&["list", "briefs"], 0),
        (&["check", "--format", "json"], 0),
        (&["check", "--strict"], 1),
        (&["build"], 0),
        (&["build", "--root", "nowhere"], 2),
    ] {
        let run = site.command(words).stdout(gone()).stderr(gone()).status().expect("the binary runs");
        assert_eq!(run.code(), Some(code), "{words:?}");
    }
}

/// What bash offers for the last of these words in a site's folder.
#[cfg(target_os = "linux")]
fn offered(site: &common::Site, words: &[&str]) -> Vec<String> {
    let (_, script, _) = site.ask(&["completions", "bash"]);
    site.write("completions.bash", script);
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_demarche"));
    let folder = binary.parent().expect("a folder").display();
    let last = words.len() - 1;
    let typed: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
    let line = format!(
        "export PATH=\"{folder}:$PATH\"; source ./completions.bash; COMP_WORDS=({}); COMP_CWORD={last}; _demarche demarche '{}' '{}'; \
         printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        typed.join(" "),
        words[last],
        words[last - 1]
    );
    let output = std::process::Command::new("bash").args(["--norc", "-c", &line]).current_dir(site.root()).output();
    String::from_utf8(output.expect("bash runs").stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
#[cfg(target_os = "linux")]
fn completions_offer_ids_kinds_and_codes() {
    let site = common::Site::of(
        "==> content/topics/media.md\n---\nname: Media\n---\n==> content/topics/trade.md\n---\nname: Trade\n---\n",
    );
    assert_eq!(offered(&site, &["demarche", "list", "briefs", "--topic", ""]), ["media", "trade"]);
    assert_eq!(offered(&site, &["demarche", "new", "brief", "--topic", "m"]), ["media"]);
    assert_eq!(offered(&site, &["demarche", "list", "que"]), ["questions"]);
    assert_eq!(offered(&site, &["demarche", "check", "--only", "unknown-to"]), ["unknown-topic"]);
    assert_eq!(offered(&site, &["demarche", "explain", "unknown-to"]), ["unknown-topic"]);
    let script = |shell: &str| site.ask(&["completions", shell]).1;
    assert!(script("zsh").contains("demarche list topics") && script("fish").contains("demarche list topics"));
}

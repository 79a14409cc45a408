//! `check --fix`: shows what would change, asks, and writes.

use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Context, bail};
use similar::TextDiff;

use crate::cli::{print, report};
use crate::diagnostic::FileName;
use crate::english::count_of;
use crate::io;
use crate::located::AppliedFixes;

/// Shows the changes and writes them, if the author has said or says yes. Returns whether they were written.
pub(super) fn offer(root: &Path, mended: &AppliedFixes, yes: bool, machine: bool) -> anyhow::Result<bool> {
    for file in &mended.refused {
        print::say(format_args!("{file} stays as it is: it would lose a field; mend it by hand"));
    }
    let diff = diff(mended);
    // The standard output of a machine's format holds nothing else.
    match machine {
        true => print::say(shown(&diff, std::io::stderr().is_terminal()).trim_end_matches('\n')),
        false => print::output(shown(&diff, std::io::stdout().is_terminal()))?,
    }
    let what = format!("{} in {}", count_of(mended.applied, "change"), count_of(mended.files.len(), "file"));
    if !yes && !agreed(&what)? {
        return Ok(false);
    }
    write(root, mended)?;
    let more = match mended.waiting {
        0 => String::new(),
        waiting => format!("; {waiting} more stood in their way: run this again"),
    };
    print::say(format_args!("{what} written{more}"));
    Ok(true)
}

/// Writes every file that can be written, and prints why each other cannot.
fn write(root: &Path, mended: &AppliedFixes) -> anyhow::Result<()> {
    let mut written = Vec::with_capacity(mended.files.len());
    for (file, (before, after)) in &mended.files {
        match io::rewrite::replace(&root.join(&**file), before, after) {
            Ok(()) => written.push(file),
            Err(error) => report::failure(&error),
        }
    }
    if written.len() == mended.files.len() {
        return Ok(());
    }
    written.iter().for_each(|file| print::say(format_args!("{file} written")));
    let all = count_of(mended.files.len(), "file");
    bail!("{} of {all} could not be written", mended.files.len() - written.len())
}

/// The changes of all files, as `patch` reads them.
fn diff(mended: &AppliedFixes) -> String {
    let file = |(file, (before, after)): (&FileName, &(String, String))| {
        let diff = TextDiff::from_lines(before.as_str(), after.as_str());
        diff.unified_diff().header(&format!("a/{file}"), &format!("b/{file}")).to_string()
    };
    mended.files.iter().map(file).collect()
}

/// On a terminal no character of an author's moves the cursor; elsewhere the text is as it is, for `patch`.
fn shown(diff: &str, is_terminal: bool) -> String {
    if is_terminal { print::visible(diff, &['\n', '\t']) } else { diff.to_owned() }
}

fn agreed(what: &str) -> anyhow::Result<bool> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        print::say(format_args!("{what}: nothing was written; give --yes to write them"));
        return Ok(false);
    }
    let question = dialoguer::Confirm::new().with_prompt(format!("write {what}?")).default(false);
    question.interact().context("cannot ask")
}

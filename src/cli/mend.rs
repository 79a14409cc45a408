//! `check --fix`: shows what would change, asks, and writes.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use anyhow::Context;
use similar::TextDiff;

use crate::faults::mend::Mended;
use crate::io;
use crate::pages::view::count_of;

/// What became of the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// They stand in the files.
    Written,
    /// They do not.
    Left,
}

/// Shows the changes and writes them, if the author has said or says yes.
pub(super) fn offer(root: &Path, mended: &Mended, yes: bool, machine: bool) -> anyhow::Result<Outcome> {
    let diff = diff(mended);
    // The standard output of a machine's format holds nothing else.
    if machine {
        anstream::eprint!("{diff}")
    } else {
        anstream::print!("{diff}")
    }
    let what = format!("{} in {}", count_of(mended.applied, "change"), count_of(mended.files.len(), "file"));
    if !yes && !agreed(&what)? {
        return Ok(Outcome::Left);
    }
    for (file, (before, after)) in &mended.files {
        io::rewrite::replace(&root.join(&**file), before, after)?;
    }
    let more = match mended.waiting {
        0 => String::new(),
        waiting => format!("; {waiting} more stood in their way: run this again"),
    };
    anstream::eprintln!("{what} written{more}");
    Ok(Outcome::Written)
}

/// The changes of all files, as `patch` reads them.
fn diff(mended: &Mended) -> String {
    let file = |(file, (before, after)): (&crate::diagnostic::FileName, &(String, String))| {
        let diff = TextDiff::from_lines(before.as_str(), after.as_str());
        diff.unified_diff().header(&format!("a/{file}"), &format!("b/{file}")).to_string()
    };
    mended.files.iter().map(file).collect()
}

fn agreed(what: &str) -> anyhow::Result<bool> {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        anstream::eprintln!("{what}: nothing was written; give --yes to write them");
        return Ok(false);
    }
    anstream::eprint!("write {what}? [y/N] ");
    std::io::stderr().flush().context("cannot ask")?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).context("cannot read the answer")?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

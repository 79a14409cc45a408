//! The report of an import: what could not be carried, each with its place and reason, and what was.

use std::collections::{BTreeMap, BTreeSet};

use super::validate::CheckedImport;
use crate::cli::output_args::OutputArgs;
use crate::cli::print;
use crate::content::Kind;
use crate::english::count_of;
use crate::import::ImportNote;
use crate::import::notes::{self, NoteKind, Outcome};

/// More rows or files that were left out than these are told with `--details` alone.
const MOST_LEFT_OUT: usize = 20;

/// More names than these are not listed.
const MOST_NAMES: usize = 12;

pub(super) fn print(checked: &CheckedImport, dry: bool, details: bool, output_args: OutputArgs) {
    let mut notes: Vec<_> = checked.import.notes.iter().collect();
    notes.sort();
    notes.dedup();
    let mut by_kind: BTreeMap<NoteKind, Vec<&ImportNote>> = BTreeMap::new();
    for note in &notes {
        let kind = if is_out(note) { notes::LEFT_OUT } else { note.kind };
        by_kind.entry(kind).or_default().push(note);
    }
    let mut is_short = false;
    for (kind, notes) in &by_kind {
        let is_left_out = kind.outcome == Outcome::LeftOut;
        if output_args.quiet && !is_left_out {
            continue;
        }
        let word = kind.outcome.word();
        if is_left_out || details {
            let shown = if details { notes.len() } else { notes.len().min(MOST_LEFT_OUT) };
            notes[..shown].iter().for_each(|note| print::say(format_args!("{word}: {}", line(note))));
            if shown < notes.len() {
                is_short = true;
                print::say(format_args!("{word}: {} more", notes.len() - shown));
            }
        } else {
            is_short |= notes.len() > 1;
            let (count, label) = (notes.len(), kind.label);
            let example = if count > 1 { ", such as" } else { ":" };
            print::say(format_args!("{word}: {count} \u{d7} {label}{example} {}", line(notes[0])));
        }
    }
    if output_args.quiet {
        return;
    }
    for (kind, names) in &checked.terms.new {
        terms(*kind, names, checked);
    }
    near(checked);
    print::say(format_args!("{}", total(checked, &notes, dry)));
    if is_short {
        print::say(format_args!("--details tells each of them"));
    }
}

/// The last line: what became of all.
fn total(checked: &CheckedImport, notes: &[&ImportNote], dry: bool) -> String {
    let of = |outcome| notes.iter().filter(|note| note.kind.outcome == outcome).count();
    let out: BTreeSet<_> = notes.iter().filter(|note| is_out(note)).map(|note| &note.from).collect();
    let (did, copied) = if dry { ("would become", "to be copied") } else { ("became", "copied") };
    let mut parts = vec![
        format!("{} of {} {did} briefs or pages in content/", checked.carried, checked.import.seen),
        format!("{} left out", out.len()),
        format!("{} not carried", count_of(of(Outcome::NotCarried), "part")),
    ];
    let unpublished = of(Outcome::KeptUnpublished);
    if unpublished > 0 {
        parts.push(format!("{unpublished} kept unpublished"));
    }
    if !checked.copies.is_empty() {
        parts.push(format!("{} {copied}", count_of(checked.copies.len(), "file")));
    }
    parts.join("; ")
}

/// A note on one line.
fn line(note: &ImportNote) -> String {
    let field = note.field.iter().map(|field| format!(", `{field}`")).collect::<String>();
    format!("{}{field}: {}", print::visible(&note.from.to_string(), &['\n']), print::visible(&note.why, &['\n']))
}

fn is_out(note: &ImportNote) -> bool {
    note.kind.outcome == Outcome::LeftOut
}

/// Names the terms that the site did not know.
fn terms(kind: Kind, names: &[String], checked: &CheckedImport) {
    let mut listed: Vec<String> = names.iter().take(MOST_NAMES).map(|name| format!("`{}`", one_line(name))).collect();
    if names.len() > MOST_NAMES {
        listed.push(format!("and {} more", names.len() - MOST_NAMES));
    }
    let made = !checked.terms.records.is_empty() || !checked.terms.sources.is_empty();
    let how = match (made, kind) {
        (true, Kind::Source) => "now in sources.yaml".to_owned(),
        (true, _) => format!("now in content/{}/", kind.folder()),
        (false, _) => "no file describes them; --with-terms makes the files".to_owned(),
    };
    print::say(format_args!(
        "{} that the site did not know: {} ({how})",
        count_of(names.len(), kind.noun()),
        listed.join(", ")
    ));
}

/// Names the new terms that may be misspellings.
fn near(checked: &CheckedImport) {
    for (kind, name, other) in checked.terms.near.iter().take(MOST_NAMES) {
        let (noun, name) = (kind.noun(), one_line(name));
        print::say(format_args!(
            "nearly alike: the new {noun} `{name}` and `{other}`: correct the name if they are one"
        ));
    }
    let more = checked.terms.near.len().saturating_sub(MOST_NAMES);
    if more > 0 {
        print::say(format_args!("nearly alike: {more} more"));
    }
}

/// Returns a name on one line, without characters that would move a terminal's cursor.
fn one_line(name: &str) -> String {
    print::visible(&name.replace('\n', " "), &[])
}

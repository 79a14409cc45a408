//! The report of an import: what could not be carried, each with its place and reason, and what was.

use std::collections::BTreeSet;

use super::validate::CheckedImport;
use crate::cli::output_args::OutputArgs;
use crate::cli::print;
use crate::content::Kind;
use crate::english::count_of;
use crate::import::ImportNote;
use crate::import::notes::Outcome;

/// More names than these are not listed.
const MOST_NAMES: usize = 12;

pub(super) fn print(checked: &CheckedImport, dry: bool, output_args: OutputArgs) {
    let mut notes: Vec<_> = checked.import.notes.iter().collect();
    notes.sort();
    notes.dedup();
    for note in notes.iter().filter(|note| is_out(note) || !output_args.quiet) {
        let what = note.kind.outcome.word();
        let field = note.field.iter().map(|field| format!(", `{field}`")).collect::<String>();
        print::say(format_args!(
            "{what}: {}{field}: {}",
            print::visible(&note.from.to_string(), &['\n']),
            print::visible(&note.why, &['\n'])
        ));
    }
    if output_args.quiet {
        return;
    }
    for (kind, names) in &checked.terms.new {
        terms(*kind, names, checked);
    }
    near(checked);
    let out: BTreeSet<_> = notes.iter().filter(|note| is_out(note)).map(|note| &note.from).collect();
    let (left_out, lost) = (out.len(), notes.iter().filter(|note| note.kind.outcome == Outcome::NotCarried).count());
    let did = if dry { "would become" } else { "became" };
    let seen = checked.import.seen;
    print::say(format_args!(
        "{} of {seen} {did} briefs or pages in content/; {left_out} left out; {} not carried",
        checked.carried,
        count_of(lost, "part")
    ));
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

//! Drafts, seen within the site before one is written.
//!
//! In go drafts and new records; out come those that are no fault, as files. A link or a picture that leads nowhere here
//! is left as text by a backslash before its bracket, at the place that the reader names; whatever else is at fault is
//! left out. Both are noted.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use serde_yaml::Value;

use crate::cli::overlay;
use crate::compose::{self, sources};
use crate::diagnostic::{Anchor, Diagnostic, Severity};
use crate::front_matter;
use crate::import::notes::{NoteKind, Outcome};
use crate::import::terms::NewTerms;
use crate::import::{DraftOrigin, Import, ImportNote};
use crate::input::Input;
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions};

/// A fault that is mended may show another; more rounds than this no text has needed.
const ROUNDS: usize = 8;

/// Warnings that every new brief may have, or that the summary gives once for all.
const TOLD_ELSEWHERE: [&str; 3] = ["no-topic", "no-source", "missing-record"];

/// What is to be written.
pub(super) struct CheckedImport {
    /// Files by path below the root.
    pub(super) files: BTreeMap<String, String>,
    /// The one of them that takes the place of a file that is there, and what that file holds.
    pub(super) replaced: Option<(String, String)>,
    /// How many of them are drafts of the import.
    pub(super) carried: usize,
    /// What was seen and noted.
    pub(super) import: Import,
    /// The names that the site did not know.
    pub(super) terms: NewTerms,
}

/// Links the drafts with the site until none of those that are left has an error.
pub(super) fn validate(
    input: &Input,
    found: &[Diagnostic],
    mut import: Import,
    mut terms: NewTerms,
) -> Result<CheckedImport> {
    let mut origins: BTreeMap<String, DraftOrigin> = BTreeMap::new();
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for record in &terms.records {
        files.insert(record.path(), record.text());
    }
    // A record of this name may be there, too broken to be known.
    files.retain(|path, _| input.get(path).is_none());
    add_sources(input, &terms, &mut files)?;
    for draft in std::mem::take(&mut import.drafts) {
        files.insert(draft.record.path(), draft.record.text());
        origins.insert(draft.record.path(), draft.from);
    }
    for round in 0..ROUNDS {
        let faults = faults(input, found, &files, &origins);
        let errors = faults.iter().any(|fault| fault.severity == Severity::Error);
        if !errors {
            let warnings = faults.iter().filter(|fault| !TOLD_ELSEWHERE.contains(&fault.code));
            import.notes.extend(warnings.map(|fault| note(fault, &origins[&*fault.place.file], Outcome::Remarked)));
            break;
        }
        mend(&mut files, &mut origins, &faults, round + 1 < ROUNDS, &mut import.notes);
    }
    terms.keep(|path| origins.contains_key(path));
    let records: BTreeSet<String> = terms.records.iter().map(|record| record.path()).collect();
    files.retain(|path, _| origins.contains_key(path) || records.contains(path));
    add_sources(input, &terms, &mut files)?;
    let sources = overlay::sources_path(input);
    let old = overlay::text(input, sources).filter(|_| files.contains_key(sources));
    let replaced = old.map(|old| (sources.to_owned(), old.to_owned()));
    Ok(CheckedImport { files, replaced, carried: origins.len(), import, terms })
}

/// Adds the new sources to the file that holds them.
fn add_sources(input: &Input, terms: &NewTerms, files: &mut BTreeMap<String, String>) -> Result<()> {
    if terms.sources.is_empty() {
        return Ok(());
    }
    let path = overlay::sources_path(input);
    let mut text = overlay::text(input, path).unwrap_or_default().to_owned();
    let records = terms.sources.iter().map(|source| compose::yaml(&Value::Mapping(source.clone())));
    text = sources::all_appended(&text, records)
        .with_context(|| format!("nothing can be added to the end of {path}: its list is not one of `- id: …`"))?;
    files.insert(path.to_owned(), text);
    Ok(())
}

/// What is wrong with the drafts.
fn faults(
    input: &Input,
    found: &[Diagnostic],
    files: &BTreeMap<String, String>,
    origins: &BTreeMap<String, DraftOrigin>,
) -> Vec<Diagnostic> {
    let input = overlay::with(input, files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let mut faults = pipeline::link(&input, &LinkOptions::new(Audience::editors(), found), None).faults;
    faults.retain(|fault| origins.contains_key(&*fault.place.file) && files.contains_key(&*fault.place.file));
    faults
}

/// Leaves dead links as text where it may, and leaves out the drafts with other errors.
fn mend(
    files: &mut BTreeMap<String, String>,
    origins: &mut BTreeMap<String, DraftOrigin>,
    faults: &[Diagnostic],
    may: bool,
    notes: &mut Vec<ImportNote>,
) {
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
        by_file.entry(&fault.place.file).or_default().push(fault);
    }
    for (path, faults) in by_file {
        let (Some(from), Some(text)) = (origins.get(path).cloned(), files.get_mut(path)) else { continue };
        let found: Vec<Option<usize>> = faults.iter().map(|fault| bracket(fault, text).filter(|_| may)).collect();
        let fatal: Vec<_> = faults.iter().zip(&found).filter(|(_, bracket)| bracket.is_none()).collect();
        if fatal.is_empty() {
            let brackets: BTreeSet<usize> = found.into_iter().flatten().collect();
            // From the end, so that those before stay where they are.
            brackets.into_iter().rev().for_each(|at| text.insert(at, '\\'));
            notes.extend(faults.iter().map(|fault| {
                let note = note(fault, &from, Outcome::Changed);
                ImportNote { why: format!("{}; it is left as text", note.why), ..note }
            }));
        } else {
            notes.extend(fatal.into_iter().map(|(fault, _)| note(fault, &from, Outcome::LeftOut)));
            files.remove(path);
            origins.remove(path);
        }
    }
}

/// The bracket that makes text a link, where the fault is in a link of the text below the front matter.
fn bracket(fault: &Diagnostic, text: &str) -> Option<usize> {
    let Anchor::Bytes(span) = &fault.place.at else { return None };
    let body = front_matter::split(&fault.place.file, text).ok()?.body;
    let before = text.get(body.start..span.start)?;
    let within = text.get(span.clone())?.find('[').map(|at| span.start + at);
    // The place of a citation is its id, which stands behind its bracket.
    within.or_else(|| {
        let at = before.rfind('[')?;
        (!before[at..].contains([']', '\n'])).then_some(body.start + at)
    })
}

fn note(fault: &Diagnostic, from: &DraftOrigin, outcome: Outcome) -> ImportNote {
    let field = match &fault.place.at {
        Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _) if !path.0.is_empty() => {
            Some(path.to_string())
        }
        _ => None,
    };
    let help = fault.help.iter().map(|help| format!(" ({help})"));
    let why = format!("{}{}", fault.message, help.collect::<String>());
    ImportNote { kind: NoteKind { outcome, label: fault.code }, from: from.clone(), field, why }
}

//! Drafts, seen within the site before one is written.
//!
//! In go drafts and new records; out come those that are no fault, as files. The site is linked and planned as for a
//! build; a part of a draft that is at fault is mended or left out, and the rest of it is kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_yaml::{Mapping, Value};

use super::mend;
use crate::cli::overlay;
use crate::compose::{self, sources};
use crate::diagnostic::{Anchor, Diagnostic, Severity};
use crate::import::guards::is_guarded;
use crate::import::notes::{self, NoteKind, Outcome};
use crate::import::terms::NewTerms;
use crate::import::{Draft, DraftOrigin, Import, ImportNote};
use crate::input::Input;
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions, ParseCache};

/// A fault that is mended may show another; in the last rounds what cannot be mended is left out.
const ROUNDS: usize = 12;

/// Warnings that every new brief may have, or that the summary gives once for all.
const TOLD_ELSEWHERE: [&str; 3] = ["no-topic", "no-source", "missing-record"];

/// What is to be written.
pub(super) struct CheckedImport {
    /// Files by path below the root.
    pub(super) files: BTreeMap<String, String>,
    /// Files to be copied: the path below the root → the place.
    pub(super) copies: BTreeMap<String, PathBuf>,
    /// The one of the files that takes the place of a file that is there, and what that file holds.
    pub(super) replaced: Option<(String, String)>,
    /// How many of them are drafts of the import.
    pub(super) carried: usize,
    /// What was seen and noted.
    pub(super) import: Import,
    /// The names that the site did not know.
    pub(super) terms: NewTerms,
}

/// The drafts by the paths of their files, and what stands beside them.
struct Desk<'i> {
    input: &'i Input,
    found: &'i [Diagnostic],
    drafts: BTreeMap<String, Draft>,
    /// Records and sources that drafts name.
    records: BTreeMap<String, String>,
    copies: BTreeMap<String, PathBuf>,
    cache: ParseCache,
    notes: Vec<ImportNote>,
}

/// Links and plans the drafts with the site until none of those that are left has an error. `folder` is where the copies
/// are to be taken from.
pub(super) fn validate(
    input: &Input,
    found: &[Diagnostic],
    folder: &Path,
    mut import: Import,
    mut terms: NewTerms,
) -> Result<CheckedImport> {
    let mut records: BTreeMap<String, String> =
        terms.records.iter().map(|record| (record.path(), record.text())).collect();
    // A record of this name may be there, too broken to be known.
    records.retain(|path, _| input.get(path).is_none());
    add_sources(input, &terms, &import.sources, &mut records)?;
    let copies = std::mem::take(&mut import.copies).into_iter();
    let copies = copies.map(|(path, place)| (format!("content/{path}"), folder.join(place)));
    let mut desk = Desk {
        input,
        found,
        drafts: std::mem::take(&mut import.drafts).into_iter().map(|draft| (draft.record.path(), draft)).collect(),
        records,
        copies: copies.filter(|(path, _)| input.get(path).is_none()).collect(),
        cache: ParseCache::default(),
        notes: Vec::new(),
    };
    for round in 0..ROUNDS {
        let faults = desk.faults();
        if !faults.iter().any(|fault| fault.severity == Severity::Error) {
            desk.remark(&faults);
            break;
        }
        desk.mend(&faults, round, round + 1 == ROUNDS);
    }
    import.notes.append(&mut desk.notes);
    let drafts = desk.drafts;
    terms.keep(|path| drafts.contains_key(path));
    let kept: BTreeSet<String> = terms.records.iter().map(|record| record.path()).collect();
    let mut files = desk.records;
    files.retain(|path, _| kept.contains(path));
    files.extend(drafts.iter().map(|(path, draft)| (path.clone(), draft.record.text())));
    add_sources(input, &terms, &import.sources, &mut files)?;
    let sources = overlay::sources_path(input);
    let old = overlay::text(input, sources).filter(|_| files.contains_key(sources));
    let replaced = old.map(|old| (sources.to_owned(), old.to_owned()));
    Ok(CheckedImport {
        files,
        copies: desk.copies,
        replaced,
        carried: drafts.len() + import.sources.len(),
        import,
        terms,
    })
}

/// Adds the new sources to the file that holds them.
fn add_sources(
    input: &Input,
    terms: &NewTerms,
    own: &[(DraftOrigin, Mapping)],
    files: &mut BTreeMap<String, String>,
) -> Result<()> {
    if terms.sources.is_empty() && own.is_empty() {
        return Ok(());
    }
    let path = overlay::sources_path(input);
    let mut text = overlay::text(input, path).unwrap_or_default().to_owned();
    let sources = terms.sources.iter().chain(own.iter().map(|(_, fields)| fields));
    let records = sources.map(|source| compose::yaml(&Value::Mapping(source.clone())));
    text = sources::all_appended(&text, records)
        .with_context(|| format!("nothing can be added to the end of {path}: its list is not one of `- id: …`"))?;
    files.insert(path.to_owned(), text);
    Ok(())
}

impl Desk<'_> {
    /// What a build would find wrong with the drafts.
    fn faults(&mut self) -> Vec<Diagnostic> {
        let texts: Vec<(&str, String)> =
            self.drafts.iter().map(|(path, draft)| (path.as_str(), draft.record.text())).collect();
        let records = self.records.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let new = records.chain(texts.iter().map(|(path, text)| (*path, text.as_str())));
        let copies = self.copies.iter().map(|(path, place)| (path.as_str(), place.clone()));
        let input = overlay::with_files(self.input, new, copies);
        let options = LinkOptions::new(Audience::editors(), self.found);
        let mut faults = pipeline::plan_faults(&input, &options, &mut self.cache);
        faults.retain(|fault| self.drafts.contains_key(&*fault.place.file));
        faults
    }

    /// Tells the warnings that a check would give.
    fn remark(&mut self, faults: &[Diagnostic]) {
        for fault in faults.iter().filter(|fault| !TOLD_ELSEWHERE.contains(&fault.code)) {
            let draft = &self.drafts[&*fault.place.file];
            self.notes.push(note(fault, draft, Outcome::Remarked));
        }
    }

    /// Mends what is at fault, or leaves out the part; in the last round the whole draft.
    fn mend(&mut self, faults: &[Diagnostic], round: usize, is_last: bool) {
        let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
            by_file.entry(&fault.place.file).or_default().push(fault);
        }
        for (path, faults) in by_file {
            let Some(mut draft) = self.drafts.remove(path) else { continue };
            let before = draft.clone();
            let mended = if is_last { Vec::new() } else { mend::mended(&mut draft.record, &faults, round) };
            if mended.is_empty() {
                self.notes.extend(faults.iter().map(|fault| note(fault, &draft, Outcome::LeftOut)));
                continue;
            }
            for (fault, how) in mended {
                let mut told = note(fault, &before, Outcome::Changed);
                told.why.push_str(&format!("; {how}"));
                if mend::guards(fault) && is_guarded(draft.record.kind) {
                    draft.record.fields.insert("status".into(), "draft".into());
                    told.kind = notes::GUARD;
                    told.why.push_str(", and the brief has the status `draft`");
                }
                self.notes.push(told);
            }
            let free = self.free_path(&draft);
            draft.record.stem = free;
            self.drafts.insert(draft.record.path(), draft);
        }
    }

    /// A stem that no other draft and no file of the site has.
    fn free_path(&self, draft: &Draft) -> String {
        let mut record = draft.record.clone();
        for number in 2.. {
            let path = record.path();
            if !self.drafts.contains_key(&path) && self.input.get(&path).is_none() {
                break;
            }
            record.stem = format!("{}-{number}", draft.record.stem);
        }
        record.stem
    }
}

/// A fault of a draft as a note, at its line in the old file where its text tells it.
fn note(fault: &Diagnostic, draft: &Draft, outcome: Outcome) -> ImportNote {
    let field = match &fault.place.at {
        Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _) if !path.0.is_empty() => {
            Some(path.to_string())
        }
        _ => None,
    };
    let help = fault.help.iter().filter(|_| outcome != Outcome::Changed).map(|help| format!(" ({help})"));
    let why = format!("{}{}", fault.message, help.collect::<String>());
    let from = match (&fault.place.at, &draft.old) {
        (Anchor::Bytes(span), Some(old)) => {
            old.find(draft.record.text().get(span.clone()).unwrap_or_default().trim_start_matches('\\'))
        }
        _ => draft.from.clone(),
    };
    ImportNote { kind: NoteKind { outcome, label: fault.code }, from, field, why }
}

//! What `rename` and `merge` share: a site's records by name, and a change that is checked, shown and written.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::Args;
use similar::TextDiff;

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::{overlay, print, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::english::count_of;
use crate::input::Input;
use crate::io;
use crate::io::rewrite::Replacement;
use crate::model::{Audience, Site};
use crate::pipeline::{self, LinkOptions, LocatedDiagnostic, ParseCache};
use crate::rename::{
    CLAIMS, FileChange, FileShapes, MentionMap, NameIndex, NamedFiles, RecordChange, RecordKey, find_mentions,
};

/// The arguments that both commands have.
#[derive(Debug, Args)]
pub(super) struct ChangeArgs {
    /// Show what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// A site whose records can be found by their names.
struct NamedSite {
    input: Input,
    found: Vec<Diagnostic>,
    site: Site,
    faults: Vec<LocatedDiagnostic>,
    names: NameIndex,
    shapes: FileShapes,
    mentions: MentionMap,
}

/// Makes a change of the site, shows it, and writes all of it or nothing.
///
/// # Errors
/// The site cannot be read, the change cannot be made, or the disk refuses.
pub(super) fn make(
    args: &ChangeArgs,
    output_args: OutputArgs,
    change: impl FnOnce(NamedFiles<'_>) -> anyhow::Result<RecordChange>,
) -> anyhow::Result<ExitStatus> {
    let named = NamedSite::read(&args.root)?;
    let change = change(named.view())?;
    if let Some(why) = &change.refused {
        print::say(format_args!("nothing was written: {why}"));
        return Ok(ExitStatus::ContentErrors);
    }
    let files = change.files(&named.input);
    if files.is_empty() {
        print::say("nothing changes");
        return Ok(ExitStatus::Done);
    }
    if let Some(file) = files.iter().find(|file| !file.keeps_fields()) {
        bail!("nothing was written: {} would lose a field; write the name by hand there", file.old);
    }
    print::output(shown(&diff(&files)))?;
    change.notes.iter().for_each(|note| print::say(format_args!("note: {note}")));
    let new = named.new_errors(&change.applied(&named.input));
    if let Some((input, faults)) = new {
        report::faults(&input, &output_args.shown(&faults, false), false, true);
        print::say(format_args!("nothing was written: the site would have {} more", count_of(faults.len(), "error")));
        return Ok(ExitStatus::ContentErrors);
    }
    let unread = named.faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error).count();
    if unread > 0 {
        let errors = count_of(unread, "error");
        print::say(format_args!("note: the site has {errors}, and names in what cannot be read stay as they are"));
    }
    let what = count_of(files.len(), "file");
    if args.dry_run {
        print::say(format_args!("{what} would change: nothing was written"));
        return Ok(ExitStatus::Done);
    }
    write(&args.root, &files)?;
    print::say(format_args!("{what} changed"));
    Ok(ExitStatus::Done)
}

impl NamedSite {
    fn read(root: &Path) -> anyhow::Result<Self> {
        let (input, found) = pipeline::read(root)?;
        let options = LinkOptions::new(Audience::editors(), &found);
        let mut cache = ParseCache::default();
        let linked = pipeline::link(&input, &options, Some(&mut cache));
        let faults = pipeline::locate(&input, pipeline::plan_faults(&input, &options, &mut cache));
        let names = NameIndex::of(&linked.site, input.files.iter().map(|file| &file.path));
        let (shapes, mut mentions) = (FileShapes::ask(), MentionMap::new());
        find_mentions(&shapes, &input, &mut mentions);
        Ok(Self { input, found, site: linked.site, faults, names, shapes, mentions })
    }

    fn view(&self) -> NamedFiles<'_> {
        let Self { input, site, names, shapes, mentions, .. } = self;
        NamedFiles { input, site, names, shapes, mentions }
    }

    /// Returns the errors that the site has after the change and did not have before, if there are any.
    fn new_errors(&self, after: &Input) -> Option<(Input, Vec<LocatedDiagnostic>)> {
        let key = |fault: &LocatedDiagnostic| (fault.diagnostic.code, fault.diagnostic.message.clone());
        let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
        for fault in &self.faults {
            *known.entry(key(fault)).or_default() += 1;
        }
        let options = LinkOptions::new(Audience::editors(), &self.found);
        let mut faults = pipeline::locate(after, pipeline::plan_faults(after, &options, &mut ParseCache::default()));
        faults.retain(|fault| {
            let left = known.get_mut(&key(fault)).filter(|left| **left > 0).map(|left| *left -= 1);
            left.is_none() && fault.diagnostic.severity == Severity::Error
        });
        (!faults.is_empty()).then(|| (after.clone(), faults))
    }
}

/// Returns the record that a word of the command line names: an id, a name, `topics/ID`, the address of a source, or the
/// path of its file.
pub(super) fn find(view: NamedFiles<'_>, typed: &str) -> anyhow::Result<RecordKey> {
    let path = typed.strip_prefix("./").unwrap_or(typed);
    if let Some(file) = view.input.files.iter().find(|file| *file.path == *path) {
        let key = view.names.record_of(&file.path).cloned();
        return key.ok_or_else(|| anyhow!("{typed} is no record"));
    }
    if let Some(key) = view.names.source_at(typed) {
        return Ok(key.clone());
    }
    if let Some(id) = typed.strip_prefix("claims/") {
        let key = RecordKey { folder: CLAIMS, id: id.to_owned() };
        return if view.names.has(&key) { Ok(key) } else { bail!("unknown claim `{id}`") };
    }
    let found = view.names.all_wiki(typed);
    match found.as_slice() {
        [key] => Ok(key.clone()),
        [] => {
            let near = crate::fold::nearest(typed, view.names.all().map(|key| key.id.as_str()));
            let help = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
            bail!("nothing has the id or name `{typed}`{help}")
        }
        several => {
            let ways: Vec<String> = several.iter().map(|key| format!("{}/{}", key.folder, key.id)).collect();
            bail!("`{typed}` is the name of {}: write {}", count_of(ways.len(), "record"), ways.join(" or "))
        }
    }
}

fn write(root: &Path, files: &[FileChange]) -> anyhow::Result<()> {
    let mut replacements = Vec::with_capacity(files.len());
    for FileChange { old, new, before, after } in files {
        let (old, new) = (overlay::place(root, old)?, overlay::place(root, new)?);
        replacements.push(Replacement { old, new, before: before.as_deref(), after: after.as_deref() });
    }
    io::rewrite::all(&replacements)
}

/// The changes of all files, as `patch` reads them.
fn diff(files: &[FileChange]) -> String {
    let file = |file: &FileChange| {
        let (old, new) = (format!("a/{}", file.old), format!("b/{}", file.new));
        let before = file.before.as_deref();
        let after = file.after.as_deref();
        let diff = TextDiff::from_lines(before.unwrap_or_default(), after.unwrap_or_default());
        let nothing = "/dev/null";
        let old = before.map_or(nothing, |_| &old);
        let new = after.map_or(nothing, |_| &new);
        match diff.unified_diff().header(old, new).to_string() {
            same if same.is_empty() => format!("--- {old}\n+++ {new}\n"),
            text => text,
        }
    };
    files.iter().map(file).collect()
}

/// On a terminal no character of an author's moves the cursor.
fn shown(diff: &str) -> String {
    match std::io::stdout().is_terminal() {
        true => print::visible(diff, &['\n', '\t']),
        false => diff.to_owned(),
    }
}

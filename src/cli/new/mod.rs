//! `demarche new`: the file of a new record, checked against the site before it is written.

mod ask;
mod record;
mod words;

use std::path::{Path, PathBuf};

use anyhow::bail;

use self::record::Proposal;
pub(super) use self::words::NewArgs;
use crate::cli::voice::Voice;
use crate::cli::{FAULTS, FINE, report};
use crate::content::brief::Tlp;
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::{Input, InputContent, InputFile};
use crate::io;
use crate::model::Audience;
use crate::pipeline::{self, Fault};

/// What every new brief would be told: the comments in its file say it already.
const SAID_IN_THE_FILE: [&str; 2] = ["no-topic", "no-source"];

pub(super) fn run(mut args: NewArgs, voice: Voice) -> anyhow::Result<u8> {
    let common = args.what.common();
    let (root, edit) = (common.root.clone(), common.edit);
    let editor = if edit { Some(io::editor::find()?) } else { None };
    let (input, found) = pipeline::read(&root)?;
    ask::complete(&mut args.what, || pipeline::link(&input, found.clone(), everyone(&input)).site)?;
    let proposal = record::propose(&args.what, &input)?;
    let place = place(&root, &proposal.path);
    let is_new = proposal.from == 0;
    if is_new && io::files::is_taken(&place) {
        bail!("{} is there already, and was left as it is: give another id with --slug", place.display());
    }
    let input = with(input, &proposal);
    let faults = faults(&input, found, &proposal);
    report::faults(&input, voice.told(&faults, false), false);
    if faults.iter().any(|fault| fault.diagnostic.severity == Severity::Error) {
        report::not_written(&faults, &place);
        return Ok(FAULTS);
    }
    match is_new {
        true => io::files::create(&place, proposal.text.as_bytes())?,
        false => io::files::replace(&place, proposal.text.as_bytes())?,
    }
    anstream::println!("{}", place.display());
    if let Some(editor) = editor {
        editor.open(&place)?;
    }
    Ok(FINE)
}

/// A file of the site as it is called from here.
fn place(root: &Path, path: &str) -> PathBuf {
    if root == Path::new(".") { PathBuf::from(path) } else { root.join(path) }
}

/// All that the site holds, drafts and the narrowest circle too.
fn everyone(input: &Input) -> Audience {
    Audience { tlp: Tlp::Red, drafts: true, as_of: None, now: input.now }
}

/// The files of the site as they would be.
fn with(input: Input, proposal: &Proposal) -> Input {
    let mut files = input.files;
    files.retain(|file| *file.path != *proposal.path);
    let content = InputContent::Text(proposal.text.clone().into_bytes());
    files.push(InputFile { path: proposal.path.as_str().into(), content });
    Input::new(files, input.now)
}

/// What is wrong with the new part, seen within the whole site.
fn faults(input: &Input, found: Vec<Diagnostic>, proposal: &Proposal) -> Vec<Fault> {
    let linked = pipeline::link(input, found, everyone(input));
    let mut faults = pipeline::place(input, linked.faults);
    faults.retain(|fault| {
        let diagnostic = &fault.diagnostic;
        let own = *diagnostic.place.file == *proposal.path && fault.span.start >= proposal.from;
        let also = diagnostic.also.iter().zip(&fault.also);
        let shares =
            also.into_iter().any(|((place, _), span)| *place.file == *proposal.path && span.start >= proposal.from);
        (own || shares) && !SAID_IN_THE_FILE.contains(&diagnostic.code)
    });
    faults
}

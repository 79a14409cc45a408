//! `demarche new`: the file of a new record, checked against the site before it is written.

mod args;
mod ask;
mod record;
mod source;

use anyhow::bail;

pub(super) use self::args::NewArgs;
use self::args::NewCommand;
use self::record::{ProposedFile, TakenNames};
use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::{overlay, print, report};
use crate::diagnostic::{Diagnostic, Severity};
use crate::input::Input;
use crate::io;
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions, LocatedDiagnostic};

/// Warnings that every new brief would have: the comments in its file say the same.
const SAID_IN_THE_FILE: [&str; 2] = ["no-topic", "no-source"];

/// The fault of a name that several records have.
const SHARED: &str = "shared-name";

pub(super) fn run(mut args: NewArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    let common = args.what.common();
    let (root, edit) = (common.root.clone(), common.edit);
    let editor = if edit { Some(io::editor::find()?) } else { None };
    let (input, found) = pipeline::read(&root)?;
    let editors = LinkOptions::new(Audience::editors(), &found);
    if let NewCommand::Source(args) = &mut args.what {
        source::complete(args, &input);
    }
    let before = pipeline::link(&input, &editors, None);
    ask::complete(&mut args.what, &before.site)?;
    let proposal = match &args.what {
        NewCommand::Source(source) => source::propose(source, args.what.fields(), &input, &before.site)?,
        _ => {
            let taken = TakenNames::of(args.what.kind(), &input, &before.site);
            if let Some(why) = shared_name(&args.what, &taken) {
                print::say(why);
                return Ok(ExitStatus::ContentErrors);
            }
            record::propose(&args.what, &input, &taken)?
        }
    };
    let place = overlay::place(&root, &proposal.path)?;
    if proposal.old.is_none() && io::files::is_taken(&place) {
        bail!("{} is there already, and was left as it is: give another id with --slug", place.display());
    }
    let input = overlay::with(&input, [(proposal.path.as_str(), proposal.text.as_str())]);
    let faults = faults(&input, &editors, &proposal, &before.faults);
    report::faults(&input, &output_args.shown(&faults, false), false, true);
    if faults.iter().any(|fault| fault.diagnostic.severity == Severity::Error) {
        report::not_written(&faults, &place);
        return Ok(ExitStatus::ContentErrors);
    }
    match &proposal.old {
        None => io::files::create(&place, proposal.text.as_bytes())?,
        Some(old) => io::rewrite::replace(&place, old, &proposal.text)?,
    }
    print::output(format!("{}\n", place.display()))?;
    if let Some(editor) = editor {
        editor.open(&place)?;
    }
    Ok(ExitStatus::Done)
}

/// Why no record is made whose name leads to another of its kind, for who names that one would name two. An id that is given
/// says that it is another.
fn shared_name(command: &NewCommand, taken: &TakenNames<'_>) -> Option<String> {
    let fields = command.fields();
    let name = fields.get("name").filter(|_| command.common().slug.is_none())?.as_str()?;
    let (file, noun) = (taken.file_of(name)?, command.kind().noun());
    Some(format!(
        "`{name}` is {file} already, and nothing was written: if this is another {noun}, give a name that tells \
         the two apart, or its id with --slug"
    ))
}

/// What is wrong with the new part, seen within the whole site, and what it makes wrong elsewhere: a name that was one
/// record's is two records' now.
fn faults(
    input: &Input,
    options: &LinkOptions<'_>,
    proposal: &ProposedFile,
    before: &[Diagnostic],
) -> Vec<LocatedDiagnostic> {
    let linked = pipeline::link(input, options, None);
    let mut faults = pipeline::locate(input, linked.faults);
    let known: Vec<&Diagnostic> = before.iter().filter(|fault| fault.code == SHARED).collect();
    faults.retain(|fault| {
        let diagnostic = &fault.diagnostic;
        let own = *diagnostic.place.file == *proposal.path && fault.span.start >= proposal.from;
        let also = diagnostic.also.iter().zip(&fault.also);
        let shares =
            also.into_iter().any(|((place, _), span)| *place.file == *proposal.path && span.start >= proposal.from);
        let made = diagnostic.code == SHARED && !known.iter().any(|known| known.place == diagnostic.place);
        (own || shares || made) && !SAID_IN_THE_FILE.contains(&diagnostic.code)
    });
    faults
}

//! `demarche serve`: the site in a browser while its author writes.

use std::cell::RefCell;

use anyhow::Context;
use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::one_of::one_of;
use crate::cli::output_args::OutputArgs;
use crate::cli::report;
use crate::cli::site_args::SiteArgs;
use crate::io;
use crate::pipeline::LocatedDiagnostic;
use crate::serve::{self, BuildReport, EditorLink, ServeEvent, ServeSettings};

/// Where the editor's name stands if no option gives it.
const EDITOR: &str = "DEMARCHE_EDITOR";

pub(super) const EXAMPLES: &str = "\
Examples:
  demarche serve --open           the site in your browser
  demarche serve --drafts         with drafts, briefs in review and withheld ones, which a build leaves out as well
  demarche serve --drafts --as-of 2026-09-01
                                  also what is embargoed until then
  demarche serve --editor zed     faults open the file in Zed

The server answers to localhost, 127.0.0.1 and [::1] and to no other name, and reads no file for a
browser but those of the site.

Environment:
  DEMARCHE_EDITOR    the editor that faults open, as --editor";

#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    #[command(flatten)]
    site_args: SiteArgs,
    /// The port to listen on [default: 1111, or the next that is free]
    #[arg(long, short, value_name = "PORT")]
    port: Option<u16>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// The editor that faults open [default: vscode]
    #[arg(long, value_name = "EDITOR", value_parser = one_of(&EditorLink::ALL, EditorLink::name))]
    editor: Option<EditorLink>,
}

pub(super) fn run(args: &ServeArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    let settings = ServeSettings {
        root: &args.site_args.root,
        port: args.port,
        tlp: args.site_args.tlp,
        drafts: args.site_args.drafts,
        as_of: args.site_args.as_of,
        editor: editor(args.editor)?,
        excerpt: report::excerpt,
    };
    let told = RefCell::default();
    serve::run(&settings, &|news| match news {
        ServeEvent::Built(made) => say(made, &told, args.site_args.all, output_args),
        ServeEvent::Listening { address } => {
            report::listening(address);
            if let Some(error) = args.open.then(|| io::browser::open(address).err()).flatten() {
                report::failure(&error);
            }
        }
        ServeEvent::ReadFailed(error) => report::failure(error),
    })?;
    Ok(ExitStatus::Done)
}

fn editor(typed: Option<EditorLink>) -> anyhow::Result<EditorLink> {
    match (typed, io::clock::env(EDITOR)?) {
        (Some(editor), _) => Ok(editor),
        (None, Some(name)) if !name.is_empty() => {
            let named = EditorLink::ALL.into_iter().find(|editor| editor.name().eq_ignore_ascii_case(&name));
            named.with_context(|| format!("{EDITOR} is `{name}`, but must be vscode, zed, idea or none"))
        }
        (None, _) => Ok(EditorLink::Vscode),
    }
}

/// Prints the diagnostics that are new since the last build, and a line on the build itself.
fn say(made: &BuildReport<'_>, told: &RefCell<Vec<LocatedDiagnostic>>, all: bool, output_args: OutputArgs) {
    let last = told.replace(made.faults.to_vec());
    let mut new = output_args.shown(made.faults, false);
    new.retain(|fault| !last.contains(fault));
    report::faults(made.input, &new, false, all);
    if !output_args.quiet || made.briefs.is_none() {
        report::served(made);
    }
    if output_args.verbose {
        report::stages(made.timings);
    }
}

//! `demarche rename`: a record gets another id, in every file that names it.

use anyhow::anyhow;
use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::record_change::{self, ChangeArgs, find};

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct RenameArgs {
    /// The record: its id or name, `topics/ID` where several kinds have it, the address of a source, or the path of its file
    #[arg(value_name = "OLD")]
    old: String,
    /// Its new id; of a brief perhaps with another date before it
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    args: ChangeArgs,
}

const EXAMPLES: &str = "\
Examples:
  demarche rename note-verbale russian-house-note
  demarche rename topics/culture cultural-ties --dry-run
  demarche rename turan-2025 turan-russian-house          a source, in sources.yaml or a .bib file
  demarche rename https://example.org/a the-paper-visit   a source without an id, in a brief or in sources.yaml

Exit codes:
  0  every file that names it was written
  1  the site would have more errors; nothing was written
  2  there is no such record, the new id is taken, or the work could not be done";

pub(super) fn run(args: &RenameArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    record_change::make(&args.args, output_args, |view| {
        let key = find(view, &args.old)?;
        crate::rename::rename(view, &key, &args.new).map_err(|why| anyhow!(why))
    })
}

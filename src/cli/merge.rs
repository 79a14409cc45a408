//! `demarche merge`: two records become one.

use anyhow::anyhow;
use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::record_change::{self, ChangeArgs, find};

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct MergeArgs {
    /// The record that goes: its id or name, `topics/ID` where several kinds have it, or the path of its file
    #[arg(value_name = "FROM")]
    from: String,
    /// The record that stays, and is named wherever the first was
    #[arg(value_name = "INTO")]
    into: String,
    #[command(flatten)]
    args: ChangeArgs,
}

const EXAMPLES: &str = "\
Examples:
  demarche merge trades trade
  demarche merge actors/mfa actors/azerbaijan-mfa --dry-run

The text, the lists and the fields of the first that the second lacks are carried; what is not is told.

Exit codes:
  0  every file that names one of the two was written
  1  the site would have more errors, or would show what is held back; nothing was written
  2  there is no such record, they are of two kinds, or the work could not be done";

pub(super) fn run(args: &MergeArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    record_change::make(&args.args, output_args, |view| {
        let (from, into) = (find(view, &args.from)?, find(view, &args.into)?);
        crate::rename::merge(view, &from, &into).map_err(|why| anyhow!(why))
    })
}

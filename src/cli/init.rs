//! `demarche init`: a first site in a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::report;
use crate::{io, scaffold};

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct InitArgs {
    /// The folder of the new site; it is made if it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  demarche init briefing        a new site in ./briefing
  demarche init .               here, beside files that are here already

Exit codes:
  0  the site was made
  2  files stand in its way, or the work could not be done; nothing was written over";

pub(super) fn run(args: &InitArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    let files = scaffold::files();
    let in_the_way = in_the_way(&args.folder, &files);
    if !in_the_way.is_empty() {
        bail!(
            "{} holds files of these names already: {}; choose another folder, or move them away",
            args.folder.display(),
            in_the_way.join(", ")
        );
    }
    for (path, bytes) in &files {
        io::files::create(&args.folder.join(path), bytes)?;
    }
    if !output_args.quiet {
        report::begun(&args.folder, files.len());
    }
    Ok(ExitStatus::Done)
}

/// The files of a new site whose places are taken.
fn in_the_way<'f>(folder: &Path, files: &'f BTreeMap<String, Vec<u8>>) -> Vec<&'f str> {
    files.keys().filter(|path| io::files::is_taken(&folder.join(path))).map(String::as_str).collect()
}

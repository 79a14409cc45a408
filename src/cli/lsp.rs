//! `demarche lsp`: a language server for editors, over the standard input and output.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::io::stdio::StdioConnection;
use crate::lsp;

#[derive(Debug, Args)]
#[command(after_long_help = EXIT_CODES)]
pub(super) struct LspArgs {
    /// The folder of the site, where site.toml stands [default: the folder that the editor has open]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Speak over the standard input and output, as is always done; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  the editor said goodbye
  1  the editor was gone without a word
  2  what it said could not be understood";

pub(super) fn run(args: &LspArgs) -> anyhow::Result<ExitStatus> {
    let root = match &args.root {
        Some(root) => {
            let whole = std::path::absolute(root);
            Some(whole.with_context(|| format!("cannot find the folder {}", root.display()))?)
        }
        None => None,
    };
    let stdio = StdioConnection::listen();
    let well = lsp::serve(&stdio.connection, root)?;
    stdio.close()?;
    Ok(if well { ExitStatus::Done } else { ExitStatus::ContentErrors })
}

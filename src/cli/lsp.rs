//! `demarche lsp`: a language server for editors, over the standard input and output.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::cli::{FAULTS, FINE};
use crate::io::talk::Talk;
use crate::lsp;

#[derive(Debug, Args)]
pub(super) struct LspArgs {
    /// The folder of the site, where site.toml stands [default: the folder that the editor has open]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Speak over the standard input and output, as is always done; some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(super) fn run(args: &LspArgs) -> anyhow::Result<u8> {
    let root = match &args.root {
        Some(root) => {
            let whole = std::path::absolute(root);
            Some(whole.with_context(|| format!("cannot find the folder {}", root.display()))?)
        }
        None => None,
    };
    let talk = Talk::listen();
    let well = lsp::serve(&talk.connection, root)?;
    talk.close()?;
    Ok(if well { FINE } else { FAULTS })
}

//! `demarche completions` and `demarche man`: what a shell and `man` know of the command line, made from its definition.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{CommandFactory, Subcommand};
use clap_complete::Shell;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use crate::cli::exit::ExitStatus;
use crate::cli::{completions, print};
use crate::io;

#[derive(Debug, Subcommand)]
pub(super) enum ManualCommand {
    /// Print completions for a shell
    ///
    /// The script goes to the standard output. Put it where the shell looks for completions. In bash, zsh and fish it offers the
    /// ids of the site in the folder where you type, too.
    #[command(after_long_help = COMPLETIONS)]
    Completions {
        /// Whose completions
        shell: Shell,
    },
    /// Print the manual page, or write all of them
    ///
    /// Without a folder, the page of `demarche` goes to the standard output. With one, a page for every command is written
    /// there, in place of those that an earlier version wrote.
    #[command(after_long_help = MAN)]
    Man {
        /// The folder for the pages
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
}

/// The headings below a help, and what a manual calls them.
const SECTIONS: [(&str, &str); 3] =
    [("Examples:", "EXAMPLES"), ("Exit codes:", "EXIT STATUS"), ("Environment:", "ENVIRONMENT")];

const COMPLETIONS: &str = "\
Examples:
  demarche completions bash > ~/.local/share/bash-completion/completions/demarche
  demarche completions zsh > ~/.zfunc/_demarche
  demarche completions fish > ~/.config/fish/completions/demarche.fish";

const MAN: &str = "\
Examples:
  demarche man | man -l -
  demarche man ~/.local/share/man/man1";

pub(super) fn run<C: CommandFactory>(command: &ManualCommand) -> anyhow::Result<ExitStatus> {
    match command {
        ManualCommand::Completions { shell } => {
            print::output(completions::script(*shell, &mut C::command()))?;
        }
        ManualCommand::Man { folder: None } => print::output(page(without_help(C::command()))?)?,
        ManualCommand::Man { folder: Some(folder) } => {
            let mut cli = without_help(C::command());
            cli.build();
            write(&cli, folder)?;
        }
    }
    Ok(ExitStatus::Done)
}

/// `help` has no page of its own, for it shows those of the others.
fn without_help(command: clap::Command) -> clap::Command {
    command.disable_help_subcommand(true).mut_subcommands(without_help)
}

/// The page of a command: as it is made of its words and options, and then what stands below its help.
fn page(command: clap::Command) -> anyhow::Result<Vec<u8>> {
    let below = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let command = command.after_help(None::<&'static str>).after_long_help(None::<&'static str>);
    let mut page = Vec::new();
    let made = Man::new(command).render(&mut page).and_then(|()| sections(&below).to_writer(&mut page));
    made.context("cannot make the manual page")?;
    Ok(page)
}

/// The paragraphs below a help as sections of a manual. Lines that are set in, such as commands, stay as they are typed.
fn sections(below: &str) -> Roff {
    let mut roff = Roff::new();
    let mut section = "";
    for paragraph in below.split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        let (first, rest) = paragraph.split_once('\n').unwrap_or((paragraph, ""));
        let known = SECTIONS.iter().find(|(heading, _)| *heading == first);
        let (title, words) = known.map_or(("NOTES", paragraph), |(_, title)| (*title, rest));
        match title == section {
            false => roff.control("SH", [title]),
            true => roff.control("PP", []),
        };
        section = title;
        let mut lines = words.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(typed) = line.strip_prefix("  ") else {
                roff.text([roman(line)]);
                continue;
            };
            roff.control("nf", []).text([roman(typed)]);
            while let Some(typed) = lines.next_if(|line| line.starts_with("  ")) {
                roff.text([roman(&typed[2..])]);
            }
            roff.control("fi", []);
        }
    }
    roff
}

/// Writes the page of a command and of those below it.
fn write(command: &clap::Command, folder: &Path) -> anyhow::Result<()> {
    for below in command.get_subcommands() {
        write(below, folder)?;
    }
    let name = Man::new(command.clone()).get_filename();
    io::files::replace(&folder.join(name), &page(command.clone())?)
}

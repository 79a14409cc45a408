//! The command line: words in, an exit code out. The only printer.

mod apply_fixes;
mod build;
mod by_code;
mod check;
mod code_parser;
mod completions;
mod days;
mod digest;
mod exit;
mod explain;
mod export;
mod find_record;
pub mod formats;
mod import;
mod init;
mod list;
mod load_site;
mod lsp;
mod manual;
mod merge;
mod new;
mod one_of;
mod other_tools;
mod output_args;
mod overlay;
mod print;
mod progress;
mod record_change;
mod rename;
pub mod report;
mod schema;
mod selection;
mod serve;
mod site_args;
mod trace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;

/// Makes a linked website of a folder of briefs on the relations between two countries.
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    about,
    propagate_version = true,
    max_term_width = 100,
    arg_required_else_help = true,
    after_help = AFTER,
    after_long_help = AFTER_LONG
)]
struct Cli {
    #[command(flatten)]
    output_args: OutputArgs,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "`demarche COMMAND --help` tells all of a command, with examples.";

const AFTER_LONG: &str = "\
Exit codes:
  0  done
  1  the content is at fault
  2  the work could not be done, or the command line is wrong

Environment:
  NO_COLOR           set to anything: no colours
  CLICOLOR_FORCE     set to anything but 0: colours in files and pipes too
  SOURCE_DATE_EPOCH  seconds since 1970: the moment of the build, to get the same bytes again

`demarche COMMAND --help` tells all of a command, with examples.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a first site in a folder
    ///
    /// Writes a small invented example that builds at once: settings, three briefs that refer to each other, the records
    /// they name, a README, files for GitHub and GitLab Pages, and settings for editors. No file that is there is
    /// written over.
    Init(init::InitArgs),
    /// Write the file of a new record
    ///
    /// The file stands where its kind belongs, with what was given and comments that name the other fields. The words are
    /// checked against the site first; at a fault nothing is written. Its path goes to the standard output.
    New(new::NewArgs),
    /// Give a record another id, in every file that names it
    ///
    /// The old id joins its `former_ids`: links under it still lead to the record, and its old address to the page. Every
    /// change is shown, and all are written or none.
    Rename(rename::RenameArgs),
    /// Make one record of two, in every file that names the first
    ///
    /// The second keeps the ids, names, lists and text of both. Every change is shown, and all are written or none.
    Merge(merge::MergeArgs),
    /// Make briefs of a table or of another generator's folder
    ///
    /// Every row of a table, or every post of a folder, becomes a brief. Each is linked with the site before one is
    /// written: what would be a fault is left out, and told with its row and its reason. Nothing is written over, and a
    /// second run writes nothing twice.
    Import(import::ImportArgs),
    /// Build the site
    ///
    /// Reads site.toml, content/, templates/ and theme/, and puts the site into the output folder, whole. If anything is
    /// at fault, every fault is told and the site that stands is left as it is.
    ///
    #[command(after_long_help = build::EXAMPLES)]
    Build(build::BuildArgs),
    /// Check the site, and say what a sub-editor would
    ///
    /// Does all that build does but write, and gives further advice: a brief that rests on one source, a weekday that
    /// disagrees with its date, a record that nothing names.
    #[command(after_long_help = check::EXAMPLES)]
    Check(check::CheckArgs),
    /// Say what a fault means and how to mend it; without a code, list them all
    Explain(explain::ExplainArgs),
    /// Show the site in a browser as you write
    ///
    /// Makes the site in memory, answers on this computer alone, and loads open pages again when content, templates or theme
    /// change. While something is at fault the last good site is shown, with every fault over it and links that open the
    /// file in your editor. Nothing is written. Ctrl-C ends it.
    #[command(after_long_help = serve::EXAMPLES)]
    Serve(serve::ServeArgs),
    /// List the records of the site
    ///
    /// Drafts, withheld briefs and those for a narrow circle are listed too, whatever their embargo.
    List(list::ListArgs),
    /// Tell what was published and corrected in some days, for sending
    ///
    /// As Markdown, as plain text, or as a page for e-mail.
    Digest(digest::DigestArgs),
    /// Write the records of the site as a table: CSV, a spreadsheet or JSON
    ///
    /// What it writes, `import` reads without a map.
    Export(export::ExportArgs),
    /// Help an editor, as a language server
    ///
    /// An editor starts this command and speaks with it over the standard input and output: faults as you type, completion,
    /// what a name stands for, where it is used, and a new id for a record in every file. docs/editors.md says how to set up
    /// an editor.
    Lsp(lsp::LspArgs),
    /// Describe what may be written, as JSON Schema for editors
    ///
    /// The schemas name the records of the site: make them anew when records are added.
    Schema(schema::SchemaArgs),
    #[command(flatten)]
    Manual(manual::ManualCommand),
}

/// Runs the command that the words of the command line ask for.
pub fn run() -> ExitCode {
    let cli = output_args::parse::<Cli>();
    let output_args = cli.output_args;
    let outcome = match cli.command {
        Command::Init(args) => init::run(&args, output_args),
        Command::New(args) => new::run(args, output_args),
        Command::Rename(args) => rename::run(&args, output_args),
        Command::Merge(args) => merge::run(&args, output_args),
        Command::Import(args) => import::run(&args, output_args),
        Command::Build(args) => build::run(&args, output_args),
        Command::Check(args) => check::run(&args, output_args),
        Command::Explain(args) => explain::run(&args),
        Command::Serve(args) => serve::run(&args, output_args),
        Command::Manual(command) => manual::run::<Cli>(&command),
        Command::List(args) => list::run(&args),
        Command::Digest(args) => digest::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Lsp(args) => lsp::run(&args),
        Command::Schema(args) => schema::run(&args, output_args),
    };
    ExitCode::from(outcome.unwrap_or_else(|error| {
        report::failure(&error);
        ExitStatus::Failed
    }))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}

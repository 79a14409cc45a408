//! How loud, and in what colours: the options that every command has.

use clap::{Args, ColorChoice, CommandFactory, FromArgMatches, ValueEnum};

use crate::diagnostic::Severity;
use crate::io::clock;
use crate::pipeline::LocatedDiagnostic;

/// The options that every command has.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Everywhere")]
pub(super) struct OutputArgs {
    /// When to print in colours
    ///
    /// `auto` asks the terminal, and the variables NO_COLOR and CLICOLOR_FORCE.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, hide_possible_values = true)]
    #[arg(help = "When to print in colours: auto, always or never")]
    color: ColorChoice,
    /// Tell errors alone
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Tell more: how long each stage took
    #[arg(long, short, global = true)]
    pub(super) verbose: bool,
}

impl OutputArgs {
    /// Returns the diagnostics to print: all, or in a quiet run those that stop the work.
    pub(super) fn shown(self, faults: &[LocatedDiagnostic], strict: bool) -> Vec<&LocatedDiagnostic> {
        let stops = |fault: &&LocatedDiagnostic| strict || fault.diagnostic.severity == Severity::Error;
        faults.iter().filter(|fault| !self.quiet || stops(fault)).collect()
    }
}

/// Reads the command line. Colours are settled first, for help and for what is wrong with the words are printed while
/// they are read.
pub(super) fn parse<C: CommandFactory + FromArgMatches>() -> C {
    let choice = color_choice(clock::command_line());
    match choice {
        ColorChoice::Auto => {}
        ColorChoice::Always => anstream::ColorChoice::Always.write_global(),
        ColorChoice::Never => anstream::ColorChoice::Never.write_global(),
    }
    let command = C::command().color(choice);
    let mut matches = command.clone().get_matches();
    C::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.format(&mut command.clone()).exit())
}

/// The colours that the words ask for, whatever else they hold.
fn color_choice(words: impl IntoIterator<Item = std::ffi::OsString>) -> ColorChoice {
    let mut words = words.into_iter().map(|word| word.to_string_lossy().into_owned());
    let mut found = ColorChoice::Auto;
    while let Some(word) = words.next() {
        let value = match word.split_once('=') {
            _ if word == "--" => break,
            Some(("--color", value)) => value.to_owned(),
            None if word == "--color" => words.next().unwrap_or_default(),
            _ => continue,
        };
        found = ColorChoice::from_str(&value, false).unwrap_or(found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_found_among_other_words() {
        let wanted = |line: &str| color_choice(line.split(' ').map(Into::into));
        assert_eq!(wanted("demarche build --color=never --hlep"), ColorChoice::Never);
        assert_eq!(wanted("demarche --color always build"), ColorChoice::Always);
        assert_eq!(wanted("demarche build --color sometimes"), ColorChoice::Auto);
        assert_eq!(wanted("demarche new brief -- --color=never"), ColorChoice::Auto);
    }
}

//! What is missing, asked for on a terminal; never anywhere else.
//!
//! Questions go to the standard error, so that the standard output holds the path alone.

use std::io::IsTerminal as _;

use anyhow::{Result, bail};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input as Question};

use super::args::{BriefArgs, NewCommand, SourceArgs};
use crate::content::Kind;
use crate::edtf::Edtf;
use crate::model::Site;

/// Asks for what the command line lacks; fails with what that is where nobody can be asked.
pub(super) fn complete(command: &mut NewCommand, site: &Site) -> Result<()> {
    let missing = missing(command);
    if missing.is_empty() {
        return Ok(());
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        let are = if missing.len() == 1 { "is" } else { "are" };
        bail!("{} {are} missing", missing.join(" and "));
    }
    let asks_title = missing.iter().any(|what| !what.contains("date"));
    let (title, is_name) = command.title();
    if title.is_none() && asks_title {
        let prompt = if is_name { "What it is called" } else { "The title" };
        *title = Some(Question::with_theme(&*theme()).with_prompt(prompt).interact_text()?);
    }
    match command {
        NewCommand::Brief(args) => brief(args, site),
        _ => Ok(()),
    }
}

/// Returns what must be given and is not.
fn missing(command: &mut NewCommand) -> Vec<&'static str> {
    let mut missing = Vec::new();
    let has_address = matches!(command, NewCommand::Source(SourceArgs { url: Some(_), .. }));
    if let (None, is_name) = command.title()
        && !has_address
    {
        missing.push(if is_name { "the name" } else { "the title" });
    }
    if let NewCommand::Brief(BriefArgs { date: None, .. }) = command {
        missing.push("the date (--date 2025-02-06)");
    }
    missing
}

fn brief(args: &mut BriefArgs, site: &Site) -> Result<()> {
    if args.date.is_none() {
        let theme = theme();
        let question = Question::with_theme(&*theme).with_prompt("When did it happen? (EDTF: 2025-02-06, 2025-02, …)");
        args.date = Some(question.validate_with(|text: &String| date(text)).interact_text()?);
    }
    let lists = [
        (&mut args.topics, Kind::Topic, "Topic"),
        (&mut args.actors, Kind::Actor, "Actor"),
        (&mut args.sources, Kind::Source, "Source"),
    ];
    for (given, kind, noun) in lists {
        if given.is_empty() {
            let known = site.records_of(kind);
            *given =
                choose(noun, known.map(|record| (record.origin.id.to_string(), record.title.to_owned())).collect())?;
        }
    }
    Ok(())
}

/// Says why a text is no date, and what to type instead.
fn date(text: &str) -> Result<(), String> {
    match text.parse::<Edtf>() {
        Ok(_) => Ok(()),
        Err(error) => Err(error.help.map_or(error.message.clone(), |help| format!("{}: {help}", error.message))),
    }
}

/// With colours, unless the command line says otherwise; the terminal and the environment have their say below.
fn theme() -> Box<dyn Theme> {
    match anstream::ColorChoice::global() {
        anstream::ColorChoice::Never => Box::new(SimpleTheme),
        _ => Box::new(ColorfulTheme::default()),
    }
}

/// Lets records, each an id and a name, be chosen one after another by a part of their names. Returns their ids.
fn choose(noun: &str, mut terms: Vec<(String, String)>) -> Result<Vec<String>> {
    let mut chosen = Vec::new();
    while !terms.is_empty() {
        let enough = if chosen.is_empty() { "(none)" } else { "(no more)" };
        let shown = terms.iter().map(|(id, name)| format!("{name} [{id}]"));
        let theme = theme();
        let question = FuzzySelect::with_theme(&*theme).with_prompt(format!("{noun} (type a part of it)"));
        let question = question.item(enough).items(shown.collect::<Vec<_>>()).default(0).max_length(12);
        match question.interact_opt()? {
            None | Some(0) => break,
            Some(at) => chosen.push(terms.remove(at - 1).0),
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_that_cannot_be_is_told_with_its_help() {
        assert_eq!(date("2025-02"), Ok(()));
        let said = date("2025-02-30").expect_err("no such day");
        assert!(said.contains("February") && said.contains("28"), "{said}");
    }
}

//! What is missing, asked for on a terminal; never anywhere else.
//!
//! Questions go to the standard error, so that the standard output holds the path alone.

use std::io::IsTerminal as _;

use anyhow::{Result, bail};
use dialoguer::theme::{ColorfulTheme, SimpleTheme, Theme};
use dialoguer::{FuzzySelect, Input as Question};

use super::words::{BriefWords, What};
use crate::edtf::Edtf;
use crate::model::Site;

/// What a site has of a kind: ids and names.
type Terms = Vec<(String, String)>;

/// Asks for what the words lack, or says what that is where nobody can be asked.
pub(super) fn complete(what: &mut What, site: impl FnOnce() -> Site) -> Result<()> {
    let missing = missing(what);
    if missing.is_empty() {
        return Ok(());
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        let are = if missing.len() == 1 { "is" } else { "are" };
        bail!("{} {are} missing", missing.join(" and "));
    }
    match what {
        What::Brief(words) => brief(words, &site()),
        What::Topic(words) => name(&mut words.name),
        What::Actor(words) => name(&mut words.name),
        What::Place(words) => name(&mut words.name),
        What::Question(words) | What::Thread(words) | What::Page(words) => title(&mut words.title),
        What::Source(words) => title(&mut words.title),
    }
}

/// What must be given and is not.
fn missing(what: &What) -> Vec<&'static str> {
    let of = |given: &Option<String>, word: &'static str| given.is_none().then_some(word);
    let mut missing = Vec::new();
    match what {
        What::Brief(words) => {
            missing.extend(of(&words.title, "the title"));
            missing.extend(of(&words.date, "the date (--date 2025-02-06)"));
        }
        What::Topic(words) => missing.extend(of(&words.name, "the name")),
        What::Actor(words) => missing.extend(of(&words.name, "the name")),
        What::Place(words) => missing.extend(of(&words.name, "the name")),
        What::Question(words) | What::Thread(words) | What::Page(words) => {
            missing.extend(of(&words.title, "the title"));
        }
        What::Source(words) => missing.extend(of(&words.title, "the title")),
    }
    missing
}

fn brief(words: &mut BriefWords, site: &Site) -> Result<()> {
    title(&mut words.title)?;
    if words.date.is_none() {
        let theme = theme();
        let question = Question::with_theme(&*theme).with_prompt("When did it happen? (EDTF: 2025-02-06, 2025-02, …)");
        words.date = Some(question.validate_with(|text: &String| date(text)).interact_text()?);
    }
    if words.topics.is_empty() {
        let topics = site.topics.iter().map(|topic| &topic.written);
        let topics = topics.map(|topic| (topic.origin.id.to_string(), topic.names.name.clone())).collect();
        words.topics = choose("Topic", topics)?;
    }
    if words.actors.is_empty() {
        let actors = site.actors.iter().map(|actor| &actor.written);
        let actors = actors.map(|actor| (actor.origin.id.to_string(), actor.names.name.clone())).collect();
        words.actors = choose("Actor", actors)?;
    }
    if words.sources.is_empty() {
        let sources = site.sources.iter().map(|source| &source.written);
        let sources = sources.map(|source| (source.origin.id.to_string(), source.title.clone())).collect();
        words.sources = choose("Source", sources)?;
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

fn title(given: &mut Option<String>) -> Result<()> {
    text(given, "The title")
}

fn name(given: &mut Option<String>) -> Result<()> {
    text(given, "What it is called")
}

fn text(given: &mut Option<String>, prompt: &str) -> Result<()> {
    if given.is_none() {
        *given = Some(Question::with_theme(&*theme()).with_prompt(prompt).interact_text()?);
    }
    Ok(())
}

/// With colours, unless the command line says otherwise; the terminal and the environment have their say below.
fn theme() -> Box<dyn Theme> {
    match anstream::ColorChoice::global() {
        anstream::ColorChoice::Never => Box::new(SimpleTheme),
        _ => Box::new(ColorfulTheme::default()),
    }
}

/// Lets terms be chosen, one after another, by a part of their names.
fn choose(noun: &str, mut terms: Terms) -> Result<Vec<String>> {
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

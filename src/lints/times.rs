//! Dates that cannot be, or that disagree.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use memchr::memmem;
use regex_lite::{Captures, Regex};

use super::passage::{Passage, SPACE};
use crate::config::field;
use crate::content::brief::BriefKind;
use crate::diagnostic::{Diagnostic, Edit, Fix, Location};
use crate::model::{Brief, Site, embargo_end};

pub(super) fn check(site: &Site, brief: &Brief, passages: &[Passage<'_>], faults: &mut Vec<Diagnostic>) {
    weekdays(brief, passages, faults);
    faults.extend(future(site, brief));
    updates(brief, faults);
    faults.extend(older_sources(site, brief));
}

/// A weekday in the text that is not that of its date.
fn weekdays(brief: &Brief, passages: &[Passage<'_>], faults: &mut Vec<Diagnostic>) {
    let file = &brief.written.origin.file;
    // Every weekday ends so, and few passages have one.
    for (range, text) in passages.iter().filter(|(_, text)| memmem::find(text.as_bytes(), b"day").is_some()) {
        for found in dates().captures_iter(text) {
            let (Some(word), Some(day)) = (found.name("weekday"), day_of(&found, brief)) else { continue };
            let right = name_of(day.weekday());
            if word.as_str().eq_ignore_ascii_case(right) {
                continue;
            }
            let place = Location::bytes(file, range.start + word.start()..range.start + word.end());
            let fix = Fix::guess(format!("write `{right}`"), Edit::put(place.clone(), right));
            faults.push(
                Diagnostic::warning("wrong-weekday", place, format!("{} was a {right}", day.format("%-d %B %Y")))
                    .label("another day of the week")
                    .help(format!("write `{right}`, or correct the date"))
                    .fix(fix),
            );
        }
    }
}

/// The day that is named; where no year stands, that of the brief.
fn day_of(found: &Captures<'_>, brief: &Brief) -> Option<NaiveDate> {
    let part =
        |british: &str, american: &str| found.name(british).or_else(|| found.name(american)).map(|part| part.as_str());
    let day: u32 = part("day", "aday")?.parse().ok()?;
    let month = part("month", "amonth")?.parse::<chrono::Month>().ok()?.number_from_month();
    let year = match part("year", "ayear") {
        Some(year) => year.parse().ok()?,
        None => {
            let (first, last) = (brief.written.date.earliest()?, brief.written.date.latest()?);
            (first.year() == last.year()).then(|| first.year())?
        }
    };
    NaiveDate::from_ymd_opt(year, month, day)
}

/// `Monday 6 February 2025`, `Monday, the 6th of February`, `Monday, February 6, 2025`.
fn dates() -> &'static Regex {
    static FOUND: LazyLock<Regex> = LazyLock::new(|| {
        let months = "January|February|March|April|May|June|July|August|September|October|November|December";
        Regex::new(&format!(
            r"\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?{SPACE}(?:the{SPACE})?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{SPACE}(?:of{SPACE})?(?P<month>{months})\b(?:,?{SPACE}(?P<year>\d{{4}})\b)?|(?P<amonth>{months}){SPACE}(?P<aday>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?{SPACE}(?P<ayear>\d{{4}})\b)?)"
        ))
        .expect("a literal")
    });
    &FOUND
}

fn name_of(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// A date to come that is told as if it had come.
fn future(site: &Site, brief: &Brief) -> Option<Diagnostic> {
    let date = &brief.written.date;
    let marked = date.is_uncertain() || date.is_approximate() || date.is_open_year();
    let today = site.audience.as_of.unwrap_or_else(|| site.today());
    // What is held back is judged by the day on which it may first be read.
    let shown = embargo_end(&brief.written, site.config.timezone).map_or(today, |end| today.max(end.date_naive()));
    let comes = date.earliest().is_some_and(|first| first > shown);
    (comes && !marked).then(|| {
        let place = Location::value(&brief.written.origin.file, field("date"));
        Diagnostic::warning("future-date", place, format!("{} has not come yet", date.in_words()))
            .help("correct the year, or mark the date as uncertain: `\"…?\"`")
    })
}

fn updates(brief: &Brief, faults: &mut Vec<Diagnostic>) {
    let Some(first) = brief.written.date.earliest().filter(|_| !brief.written.date.is_open_year()) else { return };
    // The entries were put in the order of time; their places in the file are not known.
    for update in brief.written.updates.iter().filter(|update| update.date.day < first) {
        let place = Location::key(&brief.written.origin.file, field("updates"));
        let day = update.date.day.format("%-d %B %Y");
        faults.push(
            Diagnostic::warning(
                "update-before-event",
                place,
                format!("the {} of {day} is older than the event", update.kind.as_str()),
            )
            .help("correct its date, or that of the brief"),
        );
    }
}

/// Nobody reports what has not happened.
fn older_sources(site: &Site, brief: &Brief) -> Option<Diagnostic> {
    let written = &brief.written;
    let first = written.date.earliest().filter(|_| !written.date.is_open_year())?;
    let older = |day: Option<NaiveDate>| day.is_some_and(|day| day < first);
    let all = brief
        .sources
        .iter()
        .all(|id| older(site.sources[*id].written.published.as_ref().and_then(|date| date.latest())));
    (all && !brief.sources.is_empty() && written.kind == BriefKind::Incident).then(|| {
        let place = Location::value(&written.origin.file, field("date"));
        Diagnostic::warning("source-before-event", place, "every source of the brief is older than this")
            .help("correct a date, or name the source that told of it")
    })
}

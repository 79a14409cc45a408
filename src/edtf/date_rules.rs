//! The calendar: whether what was typed can be a date.
//!
//! In: the [`Tree`] the grammar made. Out: a [`EdtfForm`], every date in it possible and every span the right way round; or
//! the fault.

use std::ops::Range;

use chrono::NaiveDate;

use super::date::{Date, Digits, EdtfYear, Quality, Season, Within};
use super::error::{EdtfError, year_out_of_range};
use super::in_words::MONTHS;
use super::parse::{DateComponent, DateTree, EndTree, MemberTree, TimeTree, Tree};
use super::value::{EdtfForm, End, Member, Time};

type Checked<T> = Result<T, EdtfError>;

/// Checks the whole of it.
pub(super) fn form(text: &str, tree: Tree) -> Checked<EdtfForm> {
    match tree {
        Tree::OneOf(members) => members.into_iter().map(member).collect::<Checked<_>>().map(EdtfForm::OneOf),
        Tree::AllOf(members) => members.into_iter().map(member).collect::<Checked<_>>().map(EdtfForm::AllOf),
        Tree::Plain { start, time: None, end: Some(end) } => interval(text, start, end),
        Tree::Plain { start: EndTree::Date(day), time, end: None } => single(&day, time.as_ref()),
        Tree::Plain { time: Some(time), .. } => Err(EdtfError::new(time.at, "an interval has no clock times")
            .help("write days at both ends, as in 2025-07-01/2025-07-03")),
        Tree::Plain { start: EndTree::Open | EndTree::Unknown, time: None, end: None } => {
            Err(EdtfError::new(0..text.len(), "there is no date here")
                .help("write a date such as 2025-02-06, 2025-06 or 2025"))
        }
    }
}

fn single(day: &DateTree, clock: Option<&TimeTree>) -> Checked<EdtfForm> {
    let checked = date(day)?;
    let Some(clock) = clock else { return Ok(EdtfForm::Date(checked)) };
    if !(checked.is_plain() && checked.components() == 3) {
        return Err(EdtfError::new(
            day.at.clone(),
            "a clock time needs a whole day, with no `X` and no qualifier, before it",
        ));
    }
    Ok(EdtfForm::Moment(checked, time(clock)?))
}

fn time(clock: &TimeTree) -> Checked<Time> {
    let TimeTree { at, hour, minute, second, zone } = clock.clone();
    if hour > 23 || minute > 59 || second > 59 {
        let fault = EdtfError::new(at, format!("there is no time {hour:02}:{minute:02}:{second:02}"));
        return Err(fault.help("hours are 00 to 23, minutes and seconds 00 to 59"));
    }
    Ok(Time { hour, minute, second, zone })
}

fn interval(text: &str, start: EndTree, end: EndTree) -> Checked<EdtfForm> {
    let (start, end) = (check_end(start)?, check_end(end)?);
    match (start.date(), end.date()) {
        (None, None) => Err(EdtfError::new(0..text.len(), "an interval needs a date at one end at least")),
        (Some(first), Some(last)) if first.earliest() > last.latest() => {
            let swapped = EdtfForm::Interval(end.clone(), start.clone());
            Err(EdtfError::new(0..text.len(), "the interval ends before it starts")
                .help(format!("write {swapped} if the ends are swapped")))
        }
        _ => Ok(EdtfForm::Interval(start, end)),
    }
}

fn check_end(end: EndTree) -> Checked<End> {
    match end {
        EndTree::Date(tree) => date(&tree).map(End::Date),
        EndTree::Open => Ok(End::Open),
        EndTree::Unknown => Ok(End::Unknown),
    }
}

fn member(member: MemberTree) -> Checked<Member> {
    match member {
        MemberTree::One(only) => date(&only).map(Member::One),
        MemberTree::UpTo(last) => date(&last).map(Member::UpTo),
        MemberTree::From(first) => date(&first).map(Member::From),
        MemberTree::Between(first, last) => between(&first, &last),
    }
}

fn between(first_tree: &DateTree, last_tree: &DateTree) -> Checked<Member> {
    let (first, last) = (date(first_tree)?, date(last_tree)?);
    let both = first_tree.at.start..last_tree.at.end;
    if !first.as_precise_as(&last) {
        return Err(uneven(first_tree, &first, last_tree, &last));
    }
    if first.earliest() > last.latest() {
        let swapped = format!("write {last}..{first} if the ends are swapped");
        return Err(EdtfError::new(both, "the range ends before it starts").help(swapped));
    }
    Ok(Member::Between(first, last))
}

/// `2025-06..2025-07-23`: the fault stands at the coarser end, and shows it as fine as the other.
fn uneven(first_tree: &DateTree, first: &Date, last_tree: &DateTree, last: &Date) -> EdtfError {
    let fault = |at: &Range<usize>| EdtfError::new(at.clone(), "both ends of `a..b` need the same precision");
    let (coarse, day, finest) = if first.components() < last.components() {
        (first_tree, first.earliest(), last.components())
    } else {
        (last_tree, last.latest(), first.components())
    };
    match (day, finest) {
        (Some(day), 3) => fault(&coarse.at).help(format!("write {} so that both ends have a day", Date::from_day(day))),
        (Some(day), 2) if first.components() != last.components() => {
            let whole = Date::from_day(day);
            let month = Date { within: whole.within.without_day(), ..whole };
            fault(&coarse.at).help(format!("write {month} so that both ends have a month"))
        }
        _ => fault(&coarse.at).help("write both ends as seasons or both as months"),
    }
}

fn date(tree: &DateTree) -> Checked<Date> {
    let year = year(&tree.year)?;
    let within = within(tree)?;
    let date = Date { year, within, quality: quality(tree) };
    if date.earliest().is_none() {
        return Err(impossible(tree, &date));
    }
    // Winter of the last year that can be counted would end after it.
    let complete = date.year.exact().is_none_or(|year| NaiveDate::from_ymd_opt(year.saturating_add(1), 1, 1).is_some());
    if matches!(date.within, Within::Season(Season::Winter)) && !complete {
        return Err(year_out_of_range(tree.at.clone(), &date.to_string()));
    }
    Ok(date)
}

/// A qualifier after a component holds for it and all before it; one before it, for it alone.
fn quality(tree: &DateTree) -> [Quality; 3] {
    let parts = [Some(&tree.year), tree.month.as_ref(), tree.day.as_ref()];
    let mut quality = [Quality::default(); 3];
    for (place, part) in parts.into_iter().enumerate() {
        let Some(part) = part else { continue };
        quality[place] = quality[place].and(part.before);
        quality[..=place].iter_mut().for_each(|earlier| *earlier = earlier.and(part.after));
    }
    quality
}

fn year(part: &DateComponent) -> Checked<EdtfYear> {
    if part.long {
        return long_year(part);
    }
    if part.negative && part.digits.exact() == Some(0) {
        return Err(
            EdtfError::new(part.at.clone(), "there is no year -0000").help("write 0000 for 1 BCE, -0001 for 2 BCE")
        );
    }
    Ok(EdtfYear { negative: part.negative, digits: part.digits.clone() })
}

fn long_year(part: &DateComponent) -> Checked<EdtfYear> {
    let (sign, digits) = (if part.negative { "-" } else { "" }, part.digits.to_string());
    let written = format!("{sign}{digits}");
    let number = written.parse::<i32>().ok().filter(|number| NaiveDate::from_ymd_opt(*number, 1, 1).is_some());
    match number {
        None => Err(year_out_of_range(part.at.clone(), &written)),
        Some(number) if number.abs() < 10_000 => {
            let fault = EdtfError::new(part.at.clone(), "`Y` is for years of more than four digits");
            Err(fault.meant(format!("{sign}{:04}", number.abs())))
        }
        Some(number) => Ok(EdtfYear::exactly(number)),
    }
}

fn within(tree: &DateTree) -> Checked<Within> {
    let Some(month) = &tree.month else { return Ok(Within::Year) };
    let number = month.digits.exact();
    match (number, &tree.day) {
        (Some(21..=24), Some(day)) => Err(EdtfError::new(day.at.clone(), "a season has no days")
            .help("months are 01 to 12; 21 to 24 are the seasons")),
        (Some(number @ 21..=24), None) => Ok(Season::from_number(number).map_or(Within::Year, Within::Season)),
        (Some(number @ 25..=41), _) => {
            let fault = EdtfError::new(
                month.at.clone(),
                format!("the level-2 season or part of a year {number} is not supported"),
            );
            Err(fault.help("write months, as in 2025-04/2025-06, or a season, 21 to 24"))
        }
        _ if !(1..=12).any(|value| month.digits.may_be(value)) => {
            Err(EdtfError::new(month.at.clone(), format!("there is no month {}", month.digits))
                .help("months are 01 to 12; 21 to 24 are spring, summer, autumn and winter"))
        }
        (_, None) => Ok(Within::Month(month.digits.clone())),
        (_, Some(day)) if !(1..=31).any(|value| day.digits.may_be(value)) => {
            Err(EdtfError::new(day.at.clone(), format!("there is no day {}", day.digits)).help("days are 01 to 31"))
        }
        (_, Some(day)) => Ok(Within::Day(month.digits.clone(), day.digits.clone())),
    }
}

/// A month and day that are each well by themselves, but not together or not in this year.
fn impossible(tree: &DateTree, date: &Date) -> EdtfError {
    let at = tree.day.as_ref().map_or(tree.at.clone(), |day| day.at.clone());
    let Within::Day(month, day) = &date.within else {
        return year_out_of_range(tree.at.clone(), &date.year.to_string());
    };
    let name = match month.exact() {
        Some(number) => MONTHS[number as usize - 1].to_owned(),
        None => format!("any month that fits {month}"),
    };
    let shown = day.exact().map_or(day.to_string(), |number| number.to_string());
    let place = match date.year.exact() {
        Some(_) => format!("{name} {}", date.year),
        None => format!("{name} of any year that fits {}", date.year),
    };
    let whole = Date { within: Within::Month(month.clone()), ..date.clone() };
    let longest = longest_month(&whole);
    let fault = EdtfError::new(at, format!("day {shown} is not in {place}"));
    fault.help(format!("its last day is {longest}"))
}

/// The most days that any month the date may stand for has.
fn longest_month(date: &Date) -> u32 {
    let has_day = |day: u32| {
        let Within::Month(month) = &date.within else { return false };
        Date { within: Within::Day(month.clone(), Digits::of(day, 2)), ..date.clone() }.earliest().is_some()
    };
    (28..=31).rev().find(|&day| has_day(day)).unwrap_or(31)
}

impl Within {
    fn without_day(self) -> Self {
        match self {
            Self::Day(month, _) => Self::Month(month),
            other => other,
        }
    }
}

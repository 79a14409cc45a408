//! Spans of days on the command line: each end is any EDTF date, or `7d` for so many days before today.

use anyhow::bail;
use chrono::{Days, NaiveDate};

use crate::edtf::{Edtf, EdtfError};
use crate::input::Input;

/// Returns the day on which a site was read.
pub(super) fn today(input: &Input) -> NaiveDate {
    input.now.date_naive()
}

/// One end of a span, as it was typed.
#[derive(Debug, Clone)]
pub(super) enum DayArg {
    /// So many days before today.
    Ago(Days),
    /// A date, of which a span takes the first or the last day.
    Date(Edtf),
}

/// Parses `7d`, `2w` or a date in EDTF, such as 2025, 2025-02 or 2025-02-06.
pub(super) fn parse_day_arg(text: &str) -> Result<DayArg, String> {
    let count = |letter| text.strip_suffix(letter).and_then(|digits: &str| digits.parse::<u32>().ok());
    if let Some(days) = count('d').or_else(|| count('w')?.checked_mul(7)) {
        return Ok(DayArg::Ago(Days::new(days.into())));
    }
    text.parse().map(DayArg::Date).map_err(|error: EdtfError| match error.help {
        Some(help) => format!("{}: {help}; or 7d for the last seven days", error.message),
        None => format!("{}: write a date such as 2025-02-06 or 2025-02, or 7d for the last seven days", error.message),
    })
}

/// A span of days; `None` is an end that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DaySpan {
    /// The first day.
    pub(super) first: Option<NaiveDate>,
    /// The last day.
    pub(super) last: Option<NaiveDate>,
}

impl DaySpan {
    /// Returns the span between two ends.
    ///
    /// # Errors
    /// It ends before it begins.
    pub(super) fn of(from: Option<&DayArg>, to: Option<&DayArg>, today: NaiveDate) -> anyhow::Result<Self> {
        let ago = |days: Days| today.checked_sub_days(days);
        let first = from.and_then(|from| match from {
            DayArg::Ago(days) => ago(*days),
            DayArg::Date(date) => date.earliest(),
        });
        let last = to.and_then(|to| match to {
            DayArg::Ago(days) => ago(*days),
            DayArg::Date(date) => date.latest(),
        });
        match (first, last) {
            (Some(first), Some(last)) if first > last => bail!("{first} is after {last}: exchange the two days"),
            _ => Ok(Self { first, last }),
        }
    }

    /// Whether every day is in it.
    pub(super) fn is_open(self) -> bool {
        self == Self::default()
    }

    /// Whether a day is in it.
    pub(super) fn holds(self, day: NaiveDate) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    /// Whether a date that is not known to the day may have been in it.
    pub(super) fn may_hold(self, date: &Edtf) -> bool {
        let latest_of = [self.first, date.earliest()].into_iter().flatten().max();
        let earliest_of = [self.last, date.latest()].into_iter().flatten().min();
        match (latest_of, earliest_of) {
            (Some(first), Some(last)) => first.iter_days().take_while(|day| *day <= last).any(|day| date.may_be(day)),
            // Both have no end on one side.
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn span(from: &str, to: &str) -> anyhow::Result<DaySpan> {
        let end = |text: &str| (!text.is_empty()).then(|| parse_day_arg(text).expect("an end"));
        DaySpan::of(end(from).as_ref(), end(to).as_ref(), day("2025-03-10"))
    }

    #[test]
    fn an_end_is_a_date_of_any_precision_or_days_ago() {
        let ends =
            |from, to| span(from, to).map(|span| (span.first.map(|day| day.to_string()), span.last)).expect("a span");
        assert_eq!(ends("2025", "2025-02"), (Some("2025-01-01".into()), Some(day("2025-02-28"))));
        assert_eq!(ends("7d", ""), (Some("2025-03-03".into()), None));
        assert_eq!(ends("2w", "0d"), (Some("2025-02-24".into()), Some(day("2025-03-10"))));
        assert!(span("2025-03", "2025-02").is_err());
        let said = parse_day_arg("last week").expect_err("no date");
        assert!(said.contains("7d"), "{said}");
        assert!(parse_day_arg("2025-02-30").expect_err("no day").contains("28"));
    }

    #[test]
    fn a_set_is_not_a_span() {
        let holds = |from, to, date: &str| span(from, to).expect("a span").may_hold(&date.parse().expect("a date"));
        assert!(holds("2025-03-10", "", "2025-03") && holds("", "2025-03-10", "2025"));
        assert!(!holds("2024", "2024", "{2023-05,2025-05}") && holds("2025-05-31", "", "{2023-05,2025-05}"));
        assert!(holds("2024", "2024", "2023/..") && holds("", "", "[..2025]"));
        assert!(!holds("2024", "2024", "2025"));
    }
}

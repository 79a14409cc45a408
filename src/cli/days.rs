//! Spans of days on the command line: each end is any EDTF date, or `7d` for so many days before today. One that begins
//! some days ago ends today if no end is given.

use anyhow::bail;
use chrono::{Days, NaiveDate};

use crate::cli::overlay;
use crate::config;
use crate::diagnostic::FileName;
use crate::edtf::{DaySpan, Edtf, EdtfError};
use crate::front_matter::Zone;
use crate::input::Input;

/// Returns the day on which a site was read, by the clocks of its zone: what is published today is then no embargo.
pub(super) fn today(input: &Input) -> NaiveDate {
    let text = overlay::text(input, config::FILE).unwrap_or_default();
    let zone = config::read(&FileName::from(config::FILE), text).0.map_or_else(Zone::utc, |config| config.timezone);
    zone.clock(input.now).date_naive()
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

/// Returns the span between two ends.
///
/// # Errors
/// It ends before it begins.
pub(super) fn span(from: Option<&DayArg>, to: Option<&DayArg>, today: NaiveDate) -> anyhow::Result<DaySpan> {
    let ago = |days: Days| today.checked_sub_days(days);
    let first = from.and_then(|from| match from {
        DayArg::Ago(days) => ago(*days),
        DayArg::Date(date) => date.earliest(),
    });
    let last = match (to, from) {
        (Some(DayArg::Ago(days)), _) => ago(*days),
        (Some(DayArg::Date(date)), _) => date.latest(),
        (None, Some(DayArg::Ago(_))) => Some(today),
        (None, _) => None,
    };
    match (first, last) {
        (Some(first), Some(last)) if first > last => bail!("{first} is after {last}: exchange the two days"),
        _ => Ok(DaySpan { first, last }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn between(from: &str, to: &str) -> anyhow::Result<DaySpan> {
        let end = |text: &str| (!text.is_empty()).then(|| parse_day_arg(text).expect("an end"));
        span(end(from).as_ref(), end(to).as_ref(), day("2025-03-10"))
    }

    #[test]
    fn an_end_is_a_date_of_any_precision_or_days_ago() {
        let ends = |from, to| {
            between(from, to).map(|span| (span.first.map(|day| day.to_string()), span.last)).expect("a span")
        };
        assert_eq!(ends("2025", "2025-02"), (Some("2025-01-01".into()), Some(day("2025-02-28"))));
        assert_eq!(ends("7d", ""), (Some("2025-03-03".into()), Some(day("2025-03-10"))));
        assert_eq!(ends("2025-03-03", ""), (Some("2025-03-03".into()), None));
        assert_eq!(ends("2w", "0d"), (Some("2025-02-24".into()), Some(day("2025-03-10"))));
        assert!(between("2025-03", "2025-02").is_err());
        let said = parse_day_arg("last week").expect_err("no date");
        assert!(said.contains("7d"), "{said}");
        assert!(parse_day_arg("2025-02-30").expect_err("no day").contains("28"));
    }
}

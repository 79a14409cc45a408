//! Days on an axis: where a day stands, where the ticks are, and what they are called.

use chrono::{Datelike, Days, NaiveDate};

use super::{Canvas, num, text_fit};

/// Letters of tick labels.
const SMALL: f64 = 11.0;

/// The days from `first` to the one before `after`, between two coordinates.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeScale {
    pub first: NaiveDate,
    pub after: NaiveDate,
    pub left: f64,
    pub right: f64,
}

impl TimeScale {
    /// Where a day begins.
    pub(super) fn x(&self, day: NaiveDate) -> f64 {
        self.left + days(self.first, day) / days(self.first, self.after).max(1.0) * (self.right - self.left)
    }

    /// Writes an axis with its ticks: the line at `y`, labels below it, and grid lines up to `top`.
    pub(super) fn draw(&self, canvas: &mut Canvas, top: f64, y: f64) {
        let step = TickStep::finest(self.first, self.after, (self.right - self.left) / 90.0);
        for day in step.days(self.first, self.after) {
            let x = self.x(day);
            canvas.shape("path", [("class", "grid"), ("d", &*format!("M{} {}V{}", num(x), num(top), num(y + 4.0)))]);
            let label = step.label(day);
            if x + text_fit::width(&label, SMALL) <= self.right + 8.0 {
                canvas.label("tick", (x, y + 17.0), &label);
            }
        }
        canvas.rule("axis", (self.left, self.right), y);
    }
}

/// A stretch of days from one tick, or one bin, to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TickStep {
    Day,
    Week,
    Months(u32),
    Years(i32),
}

impl TickStep {
    /// Returns the finest step of which at most `most` make up the days.
    pub(super) fn finest(first: NaiveDate, after: NaiveDate, most: f64) -> Self {
        let years = (0..5).flat_map(|power| [1, 2, 5].map(|digit| Self::Years(digit * 10_i32.pow(power))));
        let steps = [Self::Day, Self::Week, Self::Months(1), Self::Months(3), Self::Months(6)];
        let fits = |step: &Self| days(first, after) / step.length() <= most;
        steps.into_iter().chain(years).find(fits).unwrap_or(Self::Years(100_000))
    }

    fn length(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
            Self::Months(count) => f64::from(count) * 30.44,
            Self::Years(count) => f64::from(count) * 365.25,
        }
    }

    /// The first day of the step that holds a day.
    pub(super) fn start(self, day: NaiveDate) -> NaiveDate {
        let start = match self {
            Self::Day => Some(day),
            Self::Week => day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))),
            Self::Months(count) => NaiveDate::from_ymd_opt(day.year(), day.month0() / count * count + 1, 1),
            Self::Years(count) => NaiveDate::from_ymd_opt(day.year().div_euclid(count) * count, 1, 1),
        };
        start.unwrap_or(NaiveDate::MIN)
    }

    /// The first day of the next step.
    pub(super) fn next(self, start: NaiveDate) -> NaiveDate {
        let next = match self {
            Self::Day => start.checked_add_days(Days::new(1)),
            Self::Week => start.checked_add_days(Days::new(7)),
            Self::Months(count) => start.checked_add_months(chrono::Months::new(count)),
            Self::Years(count) => start.year().checked_add(count).and_then(|year| NaiveDate::from_ymd_opt(year, 1, 1)),
        };
        next.unwrap_or(NaiveDate::MAX)
    }

    /// The first days of the steps that begin among these days.
    fn days(self, first: NaiveDate, after: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let start = self.start(first);
        let from = if start < first { self.next(start) } else { start };
        std::iter::successors(Some(from), move |&day| Some(self.next(day)).filter(|next| *next > day))
            .take_while(move |day| *day < after)
    }

    /// What a step is called by its first day: `6 Feb 2025`, `Feb 2025`, `2025`.
    pub(super) fn label(self, start: NaiveDate) -> String {
        match self {
            Self::Day | Self::Week => start.format("%-d %b %Y").to_string(),
            Self::Months(_) => start.format("%b %Y").to_string(),
            Self::Years(_) => start.year().to_string(),
        }
    }
}

fn days(from: NaiveDate, to: NaiveDate) -> f64 {
    i32::try_from((to - from).num_days()).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn ticks_are_sensible_from_a_day_to_ages() {
        let ticks = |first, after| {
            let step = TickStep::finest(day(first), day(after), 10.0);
            step.days(day(first), day(after)).map(|day| step.label(day)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(ticks("2025-02-06", "2025-02-07"), "6 Feb 2025");
        assert_eq!(ticks("2025-02-06", "2025-03-01"), "10 Feb 2025, 17 Feb 2025, 24 Feb 2025");
        assert_eq!(ticks("2024-12-25", "2025-05-16"), "Jan 2025, Feb 2025, Mar 2025, Apr 2025, May 2025");
        assert_eq!(
            ticks("2022-09-13", "2024-09-14"),
            "Oct 2022, Jan 2023, Apr 2023, Jul 2023, Oct 2023, Jan 2024, Apr 2024, Jul 2024"
        );
        assert_eq!(ticks("1975-03-01", "2025-02-01"), "1980, 1985, 1990, 1995, 2000, 2005, 2010, 2015, 2020, 2025");
    }

    #[test]
    fn the_ends_of_the_calendar_do_not_hang() {
        let step = TickStep::finest(NaiveDate::MIN, NaiveDate::MAX, 10.0);
        assert!(step.days(NaiveDate::MIN, NaiveDate::MAX).count() <= 11);
    }
}

//! Days, and the dates of briefs in every form that EDTF has for them.

use std::fmt;

use fastrand::Rng;

/// A day, counted from 1 January 1970.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub i32);

/// The first day of the briefing: 1 January 2015.
pub const FIRST: Day = Day(16_436);
/// How many days it covers: ten years.
pub const DAYS: i32 = 3_653;

impl Day {
    /// Year, month and day (Howard Hinnant's `civil_from_days`, for days after 1 March 0000).
    pub fn civil(self) -> (i32, i32, i32) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        (year_of_era + era * 400 + i32::from(month <= 2), month, day)
    }

    /// The day so many days later.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// `2019-03`.
    pub fn month(self) -> String {
        let (year, month, _) = self.civil();
        format!("{year:04}-{month:02}")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// The date of a brief.
pub struct Date {
    /// As EDTF.
    pub edtf: String,
    /// On what it rests, and how it is known, where it is not simply stated.
    pub basis: Option<(&'static str, &'static str)>,
    /// Whether the file's name begins with the day.
    pub is_day: bool,
}

/// A date that begins on a day, or may: four in five are that day.
pub fn date(rng: &mut Rng, day: Day) -> Date {
    let (year, month, of_month) = day.civil();
    // A day that every month and year has, for the forms without a year.
    let safe = of_month.min(28);
    let later = day.plus(rng.i32(3..60));
    let of = |edtf: String, basis| Date { edtf, basis, is_day: false };
    match rng.u32(0..1000) {
        0..800 => Date { edtf: day.to_string(), basis: None, is_day: true },
        800..860 => of(day.month(), None),
        860..900 => of(format!("{day}/{later}"), None),
        900..915 => of(format!("{}/{}", day.month(), later.month()), None),
        915..940 => {
            of(format!("[{day}..{later}]"), Some(("bounded", "One report gives the first day, another the last.")))
        }
        940..950 => of(
            format!(
                "[{0}-{month:02}-{safe:02},{1}-{month:02}-{safe:02},{2}-{month:02}-{safe:02}]",
                year,
                year + 1,
                year + 2
            ),
            Some(("inferred", "The report prints the day and no year.")),
        ),
        950..960 => of(format!("{}X-{month:02}-{safe:02}", year / 10), Some(("inferred", "Only the decade is known."))),
        960..970 => of(format!("[..{day}]"), Some(("bounded", "Known from a report of the last possible day."))),
        970..985 => of(format!("{day}~"), None),
        985..997 => of(format!("{day}?"), None),
        _ => of(format!("{year:04}"), None),
    }
}

//! Spans of days, as they are asked for.

use chrono::NaiveDate;

use super::value::Edtf;

/// A span of days; `None` is an end that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySpan {
    /// The first day.
    pub first: Option<NaiveDate>,
    /// The last day.
    pub last: Option<NaiveDate>,
}

impl DaySpan {
    /// Whether every day is in it.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }

    /// Whether a day is in it.
    pub fn holds(self, day: NaiveDate) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }

    /// Whether a date that is not known to the day may have been in it.
    pub fn may_hold(self, date: &Edtf) -> bool {
        let latest_first = [self.first, date.earliest()].into_iter().flatten().max();
        let earliest_last = [self.last, date.latest()].into_iter().flatten().min();
        match (latest_first, earliest_last) {
            (Some(first), Some(last)) => first.iter_days().take_while(|day| *day <= last).any(|day| date.may_be(day)),
            // Both have no end on one side.
            _ => true,
        }
    }

    /// The span in words: "from 3 to 10 March 2025", "since 3 March 2025".
    pub fn in_words(self) -> String {
        let words = |day: NaiveDate| Edtf::from_day(day).in_words();
        match (self.first, self.last) {
            (Some(first), Some(last)) if first == last => format!("on {}", words(first)),
            (Some(first), Some(last)) => super::from_text::read(&format!("{first}/{last}"))
                .map_or_else(|_| String::new(), |span| format!("from {}", span.in_words())),
            (Some(first), None) => format!("since {}", words(first)),
            (None, Some(last)) => format!("until {}", words(last)),
            (None, None) => "so far".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> DaySpan {
        DaySpan { first: first.parse().ok(), last: last.parse().ok() }
    }

    #[test]
    fn a_set_is_not_a_span() {
        let holds = |first, last, date: &str| span(first, last).may_hold(&date.parse().expect("a date"));
        assert!(holds("2025-03-10", "", "2025-03") && holds("", "2025-03-10", "2025"));
        assert!(!holds("2024-01-01", "2024-12-31", "{2023-05,2025-05}"));
        assert!(holds("2025-05-31", "", "{2023-05,2025-05}"));
        assert!(holds("2024-01-01", "2024-12-31", "2023/..") && holds("", "", "[..2025]"));
        assert!(!holds("2024-01-01", "2024-12-31", "2025"));
    }

    #[test]
    fn a_span_reads_as_words() {
        let words = |first, last| span(first, last).in_words();
        assert_eq!(words("2025-03-03", "2025-03-10"), "from 3 to 10 March 2025");
        assert_eq!(words("2025-03-03", "2025-03-03"), "on 3 March 2025");
        assert_eq!([words("2025-03-03", ""), words("", "")], ["since 3 March 2025", "so far"]);
    }
}

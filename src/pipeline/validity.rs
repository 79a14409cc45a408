//! When the same files make the same site: between the ends of two embargoes.

use chrono::{DateTime, Utc};

/// From the end of one embargo until that of the next; where there is none before or after, without end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ValidityWindow {
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
}

impl ValidityWindow {
    /// Returns the window around `now`; `ends` are those of all embargoes.
    pub(super) fn around(now: DateTime<Utc>, ends: impl Iterator<Item = DateTime<Utc>>) -> Self {
        let (past, ahead): (Vec<_>, Vec<_>) = ends.partition(|end| *end <= now);
        Self { from: past.into_iter().max(), until: ahead.into_iter().min() }
    }

    /// Returns the end of the next embargo.
    pub(super) fn until(&self) -> Option<DateTime<Utc>> {
        self.until
    }

    /// Whether the files make the same site at `now`. A clock may go back too: `SOURCE_DATE_EPOCH` is any moment.
    pub(super) fn contains(&self, now: DateTime<Utc>) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_where_an_embargo_does_on_either_side() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a moment");
        let around = |now| ValidityWindow::around(at(now), [30, 10, 20].map(at).into_iter());
        for (now, same, other) in [(5, 9, 10), (10, 19, 9), (15, 10, 20), (25, 20, 30), (30, 99, 29)] {
            assert!(around(now).contains(at(now)) && around(now).contains(at(same)), "{now}, {same}");
            assert!(!around(now).contains(at(other)), "{now}, {other}");
        }
    }
}

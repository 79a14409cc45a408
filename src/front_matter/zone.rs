//! Zones of time, and moments that are told by the clocks of one.

use std::fmt;

use chrono::{
    DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use super::reader::{Field, YamlNode};
use super::shape::{self, Shape};

/// An IANA zone or an offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// Such as Asia/Baku.
    Named(Tz),
    /// Such as +04:00.
    Offset(FixedOffset),
}

impl Zone {
    /// UTC.
    pub fn utc() -> Self {
        Self::Named(Tz::UTC)
    }

    /// Returns the instant at which the clocks of the zone show a time: of two the later, and of none (clocks were put
    /// forward) the first that they do show after it.
    pub fn instant(self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        // No clock was ever put forward by more than a day.
        let mut steps = (0..=24 * 4).filter_map(|quarters| local.checked_add_signed(TimeDelta::minutes(15 * quarters)));
        let found = steps.find_map(|local| self.instants(local).latest());
        found.unwrap_or_else(|| local.and_utc().fixed_offset())
    }

    /// Returns the instant at which a day begins in the zone.
    pub fn midnight(self, day: NaiveDate) -> DateTime<FixedOffset> {
        self.instant(day.and_time(NaiveTime::MIN))
    }

    /// Whether the clocks of the zone never showed a time, because they were put forward over it.
    pub fn skips(self, local: NaiveDateTime) -> bool {
        matches!(self.instants(local), LocalResult::None)
    }

    /// Returns what the clocks of the zone show at an instant; at the end of all time, which no zone reaches, those of UTC.
    pub fn clock(self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        if at.checked_add_signed(TimeDelta::days(1)).is_none() {
            return at.fixed_offset();
        }
        match self {
            Self::Named(zone) => at.with_timezone(&zone.offset_from_utc_datetime(&at.naive_utc()).fix()),
            Self::Offset(offset) => at.with_timezone(&offset),
        }
    }

    fn instants(self, local: NaiveDateTime) -> LocalResult<DateTime<FixedOffset>> {
        match self {
            Self::Named(zone) => zone.from_local_datetime(&local).map(|at| at.fixed_offset()),
            Self::Offset(offset) => offset.from_local_datetime(&local),
        }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(zone) => zone.fmt(f),
            Self::Offset(offset) => offset.fmt(f),
        }
    }
}

impl Field for Zone {
    const EXPECTED: &'static str = "a zone as text, such as \"Asia/Baku\" or \"+04:00\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().map(str::trim).unwrap_or_default();
        let named = text.parse().ok().map(Self::Named);
        match named.or_else(|| text.parse().ok().map(Self::Offset)) {
            Some(zone) => Some(zone),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        let zones = shape::words(chrono_tz::TZ_VARIANTS.iter().map(|zone| (zone.name(), "")));
        Shape::Either(vec![zones, Shape::pattern(Self::EXPECTED, r"^\s*[+\-−]\d{2}:?\d{2}\s*$")])
    }
}

/// A moment: an instant, or what the clocks of the site's zone show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalOrInstant {
    /// On the clocks of the site's zone.
    Local(NaiveDateTime),
    /// With its offset.
    Instant(DateTime<FixedOffset>),
}

impl LocalOrInstant {
    /// Returns the instant, where a moment without an offset is one of a zone.
    pub fn instant(self, zone: Zone) -> DateTime<FixedOffset> {
        match self {
            Self::Local(local) => zone.instant(local),
            Self::Instant(instant) => instant,
        }
    }
}

impl Field for LocalOrInstant {
    const EXPECTED: &'static str =
        "a day such as 2025-02-06, or a moment such as 2025-02-06T09:00, on the site's clocks, or 2025-02-06T09:00:00Z";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().unwrap_or_default().trim();
        match local_or_instant(text) {
            Some(moment) => Some(moment),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(
            Self::EXPECTED,
            r"^\s*\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+\-−]\d{2}:?\d{2})?)?\s*$",
        )
    }
}

fn local_or_instant(text: &str) -> Option<LocalOrInstant> {
    const DAY: usize = "2025-02-06".len();
    let day: NaiveDate = text.get(..DAY)?.parse().ok()?;
    let rest = &text[DAY..];
    if rest.is_empty() {
        return Some(LocalOrInstant::Local(day.and_time(NaiveTime::MIN)));
    }
    let clock = rest.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = clock.split_at(clock.find(['Z', 'z', '+', '-', '−']).unwrap_or(clock.len()));
    // RFC 3339 wants seconds.
    let whole = if clock.len() == "09:00".len() { format!("{clock}:00") } else { clock.to_owned() };
    if whole.as_bytes().get(2) != Some(&b':') || whole.as_bytes().get(5) != Some(&b':') {
        return None;
    }
    match zone {
        "" => Some(LocalOrInstant::Local(day.and_time(whole.parse().ok()?))),
        zone => DateTime::parse_from_rfc3339(&format!("{day}T{whole}{zone}")).ok().map(LocalOrInstant::Instant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, zone: &str) -> Option<String> {
        let zone = zone.parse().map(Zone::Named).expect("a zone");
        Some(local_or_instant(text)?.instant(zone).to_rfc3339())
    }

    #[test]
    fn a_moment_without_an_offset_is_one_of_the_zone() {
        for (text, instant) in [
            ("2099-09-01", "2099-09-01T00:00:00+04:00"),
            ("2099-09-01T09:00", "2099-09-01T09:00:00+04:00"),
            ("2099-09-01 09:00:30", "2099-09-01T09:00:30+04:00"),
            ("2099-09-01T09:00Z", "2099-09-01T09:00:00+00:00"),
            ("2099-09-01T09:00:00-05:00", "2099-09-01T09:00:00-05:00"),
        ] {
            assert_eq!(at(text, "Asia/Baku").as_deref(), Some(instant), "{text}");
        }
        for bad in
            ["", "2099", "2099-9-1", "2099-09-31", "2099-09-01T", "2099-09-01T9:00", "2099-09-01T09", "2099-09-01Z"]
        {
            assert_eq!(local_or_instant(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_end_of_all_time_has_a_day_in_every_zone() {
        let zone = Zone::Named(Tz::Asia__Baku);
        assert_eq!(zone.clock(DateTime::<Utc>::MAX_UTC).date_naive(), DateTime::<Utc>::MAX_UTC.date_naive());
    }

    #[test]
    fn an_embargo_ends_late_rather_than_early_where_clocks_are_put_on_or_back() {
        assert_eq!(at("2025-03-30T02:30", "Europe/Berlin").as_deref(), Some("2025-03-30T03:00:00+02:00"), "skipped");
        assert_eq!(
            at("2025-10-26T02:30", "Europe/Berlin").as_deref(),
            Some("2025-10-26T02:30:00+01:00"),
            "shown twice"
        );
        assert_eq!(at("2011-12-30", "Pacific/Apia").as_deref(), Some("2011-12-31T00:00:00+14:00"), "a day left out");
    }
}

//! The time of day of a brief, where a source gives it: it orders what happened on one day.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use crate::content::BriefDocument;
use crate::edtf::Placement;
use crate::front_matter::Zone;

/// What the clocks showed when something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClockMoment {
    /// The day and the time.
    pub local: NaiveDateTime,
    /// The zone that its author names.
    pub zone: Option<Zone>,
}

impl ClockMoment {
    /// Returns the moment of a brief of one day that says a time.
    pub(super) fn of(brief: &BriefDocument) -> Option<Self> {
        let Placement::Day(day) = brief.date.placement() else { return None };
        let within: Option<(NaiveTime, Option<Zone>)> = match brief.time {
            Some(time) => Some((time, brief.zone)),
            None => brief.date.clock().map(|(time, offset)| (time, offset.map(Zone::Offset))),
        };
        within.map(|(time, zone)| Self { local: day.and_time(time), zone })
    }

    /// Returns the instant, by a site's zone where no other is named.
    pub(super) fn instant(self, site: Zone) -> DateTime<Utc> {
        self.zone.unwrap_or(site).instant(self.local).to_utc()
    }

    /// Whether this was before another, as far as their authors say: two times of which one alone has a zone tell nothing.
    pub(super) fn is_before(self, other: Self) -> bool {
        match (self.zone, other.zone) {
            (None, None) => self.local < other.local,
            (Some(_), Some(_)) => self.instant(Zone::utc()) < other.instant(Zone::utc()),
            _ => false,
        }
    }
}

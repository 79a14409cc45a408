//! For whom and as of when the site is built, and whether a brief is for them.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};

use crate::content::brief::{BriefDocument, Status, Tlp};
use crate::content::record::Titled;
use crate::edtf::Edtf;
use crate::front_matter::Zone;

/// For whom, and as of when, the site is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audience {
    /// The widest circle that may read what is built.
    pub tlp: Tlp,
    /// Whether what is not to be published is in, so that it can be proofread: drafts, briefs in review and withheld ones;
    /// with `as_of`, also those whose embargo has ended by that day.
    pub drafts: bool,
    /// Whether what is still embargoed is in, as nobody but an editor sees it.
    pub embargoed: bool,
    /// The briefing as a reader would have seen it at the end of this day.
    pub as_of: Option<NaiveDate>,
    /// The moment of the build, for embargoes; with `as_of` one must have ended by that day as well.
    pub now: DateTime<Utc>,
}

impl Audience {
    /// Returns the audience of the editors: they see all, whatever its status, TLP and embargo.
    pub fn editors() -> Self {
        Self::editors_at(DateTime::<Utc>::MAX_UTC)
    }

    /// Returns the audience of the editors at a moment, for what is to be said of a day.
    pub fn editors_at(now: DateTime<Utc>) -> Self {
        Self { tlp: Tlp::Red, drafts: true, embargoed: true, as_of: None, now }
    }

    /// Whether a date has come by the day of the build; where its end is open, its start counts.
    pub(super) fn has_come(&self, date: Option<&Edtf>) -> bool {
        let (Some(day), Some(date)) = (self.as_of, date) else {
            return true;
        };
        date.latest().or_else(|| date.earliest()).is_none_or(|last| last <= day)
    }

    /// Returns why a brief is not for this audience; `None` where it is.
    pub(super) fn bar(&self, brief: &BriefDocument, zone: Zone) -> Option<Bar> {
        if let Some(bar) = self.bar_status(brief.status) {
            return Some(bar);
        }
        if let Some(end) = embargo_end(brief, zone).filter(|_| !self.embargoed) {
            // Looking back, an embargo held then too. Only who proofreads looks ahead.
            let by_then = self.as_of.is_none_or(|day| zone.clock(end.to_utc()).date_naive() <= day);
            let ahead = self.drafts && self.as_of.is_some();
            if end > self.now && !ahead {
                return Some(Bar::Embargo(end));
            }
            if !by_then {
                return Some(if end > self.now { Bar::Embargo(end) } else { Bar::Later });
            }
        }
        if brief.tlp > self.tlp {
            return Some(Bar::Tlp(brief.tlp));
        }
        let has_come = match brief.published {
            Some(when) => self.as_of.is_none_or(|day| when.day <= day),
            None => self.has_come(Some(&brief.date)),
        };
        (!has_come).then_some(Bar::Later)
    }

    /// Returns why a page is not for this audience; `None` where it is. A page that was taken back leaves nothing.
    pub(super) fn bar_page(&self, page: &Titled) -> Option<Bar> {
        self.bar_status(page.status).or((page.status == Status::Canceled).then_some(Bar::Withheld))
    }

    fn bar_status(&self, status: Status) -> Option<Bar> {
        match status {
            _ if self.drafts => None,
            Status::Draft => Some(Bar::Draft),
            Status::Review => Some(Bar::Review),
            Status::Withheld => Some(Bar::Withheld),
            Status::Usable | Status::Canceled => None,
        }
    }
}

/// Why a brief is not for an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    Draft,
    Review,
    Withheld,
    Embargo(DateTime<FixedOffset>),
    Tlp(Tlp),
    /// It is younger than the day as of which the site is built.
    Later,
}

/// Returns when a brief may first be shown, in the site's zone: at the end of its embargo, or when it is to be published.
pub fn embargo_end(brief: &BriefDocument, zone: Zone) -> Option<DateTime<FixedOffset>> {
    let embargoed = brief.embargoed.map(|end| end.instant(zone));
    let published = brief.published.map(|when| when.moment.unwrap_or_else(|| zone.midnight(when.day)));
    let end = embargoed.into_iter().chain(published).max()?;
    Some(zone.clock(end.to_utc()))
}

/// "1 September 2026", or with the time where it is not midnight.
pub fn moment_in_words(at: DateTime<FixedOffset>) -> String {
    let day = at.format("%-d %B %Y");
    if at.time() == NaiveTime::MIN { day.to_string() } else { format!("{day}, {}", at.format("%H:%M")) }
}

/// How many briefs and pages are not in a build, and why. It names none of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldBack {
    embargoed: usize,
    /// The first end of an embargo.
    until: Option<DateTime<FixedOffset>>,
    drafts: usize,
    review: usize,
    withheld: usize,
    by_tlp: BTreeMap<Tlp, usize>,
    later: usize,
}

impl HeldBack {
    pub(super) fn count(&mut self, bar: Bar) {
        match bar {
            Bar::Draft => self.drafts += 1,
            Bar::Review => self.review += 1,
            Bar::Withheld => self.withheld += 1,
            Bar::Tlp(tlp) => *self.by_tlp.entry(tlp).or_default() += 1,
            Bar::Later => self.later += 1,
            Bar::Embargo(end) => {
                self.embargoed += 1;
                self.until = self.until.map_or(Some(end), |until| Some(until.min(end)));
            }
        }
    }

    /// Whether nothing is held back.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for HeldBack {
    /// "2 embargoed, the first until 1 September 2026, 1 in review, 1 AMBER".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
        let until = self.until.map(moment_in_words).unwrap_or_default();
        let embargoed = match self.embargoed {
            1 => of(1, &format!("embargoed until {until}")),
            many => of(many, &format!("embargoed, the first until {until}")),
        };
        let drafts = of(self.drafts, if self.drafts == 1 { "draft" } else { "drafts" });
        let first = [embargoed, drafts, of(self.review, "in review"), of(self.withheld, "withheld")];
        let circles = self.by_tlp.iter().map(|(tlp, count)| of(*count, tlp.as_str()));
        let later = of(self.later, "later than the day asked for");
        let parts: Vec<String> = first.into_iter().chain(circles).chain([later]).flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

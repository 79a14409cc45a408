//! Times of day, and the order of publication and change.

use crate::config::field;
use crate::diagnostic::{Diagnostic, Location};
use crate::edtf::Placement;
use crate::front_matter::DayOrInstant;
use crate::model::Brief;

pub(super) fn check(brief: &Brief, faults: &mut Vec<Diagnostic>) {
    faults.extend(changed_too_early(brief));
    faults.extend(time_without_day(brief));
    faults.extend(skipped(brief));
}

/// A change that is older than the publication.
fn changed_too_early(brief: &Brief) -> Option<Diagnostic> {
    let written = &brief.written;
    let published = written.published?;
    let is_earlier = |when: &DayOrInstant| match (when.moment, published.moment) {
        (Some(when), Some(published)) => when < published,
        _ => when.day < published.day,
    };
    // The entries were put in the order of time; their places in the file are not known.
    let (name, when) = match written.updates.first() {
        Some(update) => ("updates", update.date),
        None => ("updated", written.updated?),
    };
    is_earlier(&when).then(|| {
        let place = Location::key(&written.origin.file, field(name));
        let message = format!("a change of {when} is older than the publication of {published}");
        Diagnostic::warning("update-before-publication", place, message)
            .help("correct one of the two; what was changed before publication needs no entry")
    })
}

/// A time of day where no day is known.
fn time_without_day(brief: &Brief) -> Option<Diagnostic> {
    let written = &brief.written;
    written.time?;
    let has_no_day = matches!(brief.placement, Placement::Month { .. } | Placement::Year(_));
    has_no_day.then(|| {
        let place = Location::value(&written.origin.file, field("time"));
        let message = format!("the time is known, and of the date no more than {}", written.date.in_words());
        Diagnostic::warning("time-without-day", place, message)
            .help("give the day, or delete `time:`; what one of several days brought is `[2025-06-01..2025-06-30]`")
    })
}

/// A time that the clock skipped as summer time began.
fn skipped(brief: &Brief) -> Option<Diagnostic> {
    let written = &brief.written;
    let Placement::Day(day) = brief.placement else { return None };
    let zone = written.zone?;
    let moment = day.and_time(written.time?);
    zone.skips(moment).then(|| {
        let place = Location::value(&written.origin.file, field("time"));
        let message = format!("there was no {} on {} in {zone}", moment.format("%H:%M"), moment.format("%-d %B %Y"));
        Diagnostic::warning("skipped-time", place, message)
            .label("the clocks were put forward over it")
            .help("correct the time, the date or the zone")
    })
}

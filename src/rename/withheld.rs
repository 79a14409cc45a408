//! Whether one record of two would show what is held back: by its status, its TLP, or the day on which it may be read.

use chrono::{DateTime, FixedOffset};

use crate::content::Kind;
use crate::content::brief::{Status, Tlp};
use crate::model::{RecordId, embargo_end, moment_in_words};
use crate::rename::name_index::RecordKey;
use crate::rename::view::NamedFiles;

/// How far a record is held back.
struct Hold {
    status: Status,
    tlp: Tlp,
    /// When it may first be shown, if that is to come.
    until: Option<DateTime<FixedOffset>>,
}

/// Returns why the first of two records may not become one with the second: it is held back more strictly.
pub(super) fn obstacle(view: NamedFiles<'_>, from: &RecordKey, into: &RecordKey) -> Option<String> {
    let (own, other) = match (Hold::of(view, from), Hold::of(view, into)) {
        (Ok(own), Ok(other)) => (own, other),
        (Err(unread), _) | (_, Err(unread)) => {
            return Some(format!("`{unread}` has errors, and for whom it is cannot be told: mend it first"));
        }
    };
    let (is, is_not) = if strictness(own.status) > strictness(other.status) {
        let state = match own.status {
            Status::Draft => "a draft",
            Status::Review => "in review",
            Status::Canceled => "withdrawn",
            Status::Withheld | Status::Usable => "withheld",
        };
        (state.to_owned(), "not".to_owned())
    } else if own.tlp > other.tlp {
        (format!("TLP:{}", own.tlp.as_str()), format!("TLP:{}", other.tlp.as_str()))
    } else if own.until > other.until {
        let until = |end: DateTime<FixedOffset>| format!("held back until {}", moment_in_words(end));
        (own.until.map(until)?, other.until.map_or_else(|| "not".to_owned(), until))
    } else {
        return None;
    };
    Some(format!("`{}` is {is} and `{}` is {is_not}: publish the one or hold back the other first", from.id, into.id))
}

impl Hold {
    /// How far a record is held back, or the record whose file it stands in: a source may be written in a brief. The error is
    /// the id of a brief or page that cannot be read.
    fn of(view: NamedFiles<'_>, key: &RecordKey) -> Result<Self, String> {
        let file = view.names.file(key).or_else(|| view.origin(key).map(|origin| &origin.file));
        let holder = file.and_then(|file| view.names.record_of(file)).unwrap_or(key);
        let public = Self { status: Status::Usable, tlp: Tlp::Clear, until: None };
        match view.names.node(holder) {
            Some(RecordId::Brief(id)) => {
                let brief = &view.site.briefs[id].written;
                let until = embargo_end(brief, view.site.config.timezone).filter(|end| *end > view.input.now);
                Ok(Self { status: brief.status, tlp: brief.tlp, until })
            }
            Some(RecordId::Page(id)) => Ok(Self { status: view.site.pages[id].written.status, ..public }),
            None if matches!(holder.kind(), Some(Kind::Brief | Kind::Page)) => Err(holder.id.clone()),
            _ => Ok(public),
        }
    }
}

/// The higher, the fewer may read it. Of what is withdrawn only that it was is shown.
fn strictness(status: Status) -> u8 {
    match status {
        Status::Usable => 0,
        Status::Canceled => 1,
        Status::Draft | Status::Review => 2,
        Status::Withheld => 3,
    }
}

//! Changes after publication: the updates of a brief, and all that correct something.

use chrono::NaiveDate;
use serde::Serialize;

use super::date::DateView;
use crate::content::claim::{UpdateEntry, UpdateType};
use crate::model::{Brief, Id};
use crate::pages::context::RenderContext;

/// A change after publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct UpdateView {
    /// Its number in the brief, from 1, the oldest first: it stays when others are added.
    pub number: usize,
    /// `update`, `correction`, `refile`, `clarification`, `withdrawal`.
    pub kind: &'static str,
    /// The day of the change.
    pub date: DateView,
    /// What was changed.
    pub text: String,
    /// Who changed it.
    pub by: Option<String>,
}

/// A correction, clarification, refiling or withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Correction {
    /// The day of the change.
    pub day: NaiveDate,
    /// The brief that was changed.
    pub brief: Id<Brief>,
    /// The number of the change in the brief, from 1.
    pub number: usize,
}

impl UpdateView {
    /// The change of a brief with this number.
    pub(crate) fn of(brief: &Brief, number: usize) -> Self {
        Self::new(number, &brief.written.updates[number - 1])
    }

    /// The changes of a brief, the latest first.
    pub(crate) fn all_of(brief: &Brief) -> Vec<Self> {
        let updates = brief.written.updates.iter().enumerate().rev();
        updates.map(|(index, update)| Self::new(index + 1, update)).collect()
    }

    fn new(number: usize, update: &UpdateEntry) -> Self {
        Self {
            number,
            kind: UpdateType::as_str(update.kind),
            date: DateView::day(update.date.day),
            text: update.text.clone(),
            by: update.by.clone(),
        }
    }

    /// Returns whether something was wrong before.
    pub(crate) fn is_correction(&self) -> bool {
        matches!(self.kind, "correction" | "withdrawal")
    }
}

/// Returns every change that is more than an update, the latest day first.
pub(crate) fn corrections(site: &RenderContext) -> Vec<Correction> {
    let mut all = Vec::new();
    for (id, brief) in site.briefs.entries() {
        for (index, update) in brief.written.updates.iter().enumerate().rev() {
            if update.kind != UpdateType::Update {
                all.push(Correction { day: update.date.day, brief: id, number: index + 1 });
            }
        }
    }
    all.sort_by(|a, b| b.day.cmp(&a.day).then(a.brief.cmp(&b.brief)));
    all
}

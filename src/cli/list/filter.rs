//! Which records a list holds.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::Args;

use crate::cli::days::{DayArg, parse_day_arg, span};
use crate::cli::find_record::find_record;
use crate::cli::one_of::one_of;
use crate::content::Kind;
use crate::content::brief::Status;
use crate::fold::folded;
use crate::markdown::Resolved;
use crate::model::{Brief, Id, RecordId, RecordInfo, Site};

/// What narrows a list. All of it must fit.
#[derive(Debug, Args)]
pub(super) struct FilterArgs {
    /// Only what a brief on this topic, or on one below it, names
    #[arg(long, value_name = "TOPIC")]
    topic: Option<String>,
    /// Only what a brief with this actor names
    #[arg(long, value_name = "ACTOR")]
    actor: Option<String>,
    /// Only what a brief at this place names
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// Only what a brief of this thread names
    #[arg(long, value_name = "THREAD")]
    thread: Option<String>,
    /// Only what a brief that rests on this source names
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Only what a brief of this status names: draft, review, usable, withheld or canceled
    #[arg(long, value_name = "STATUS", hide_possible_values = true)]
    #[arg(value_parser = one_of(Status::ALL, Status::as_str))]
    status: Option<Status>,
    /// Only what has these words in its title, names, summary or text, in any spelling of their letters
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
    /// Only what a brief of this date or later names: any EDTF date, or 7d for the last seven days
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    from: Option<DayArg>,
    /// Only what a brief of this date or earlier names
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    to: Option<DayArg>,
    /// Only what a brief that was published on this date or later names
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    published_from: Option<DayArg>,
    /// Only what a brief that was published on this date or earlier names
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    published_to: Option<DayArg>,
}

impl FilterArgs {
    /// Returns the records of a kind that fit, and for each the number of the briefs that name it and fit.
    ///
    /// # Errors
    /// A name is not known, or a span ends before it begins.
    pub(super) fn records<'s>(
        &self,
        site: &'s Site,
        kind: Kind,
        today: NaiveDate,
    ) -> anyhow::Result<Vec<(RecordInfo<'s>, usize)>> {
        let picked = self.briefs(site, today)?;
        // `load_site` has said that a brief with a bad date may be missing.
        let dated = site.briefs.entries().filter(|(_, brief)| !brief.written.date.is_unknown());
        let is_narrowed = picked.len() < dated.count();
        let words = self.text.as_deref().map(folded);
        let fit = |known: RecordInfo<'s>| {
            let briefs = site.index.briefs_of(known.id).iter().filter(|id| picked.contains(*id)).count();
            let is_picked = match known.id {
                RecordId::Brief(id) => picked.contains(&id),
                _ => !is_narrowed || briefs > 0,
            };
            let has_words = words.as_ref().is_none_or(|words| has_words(site, &known, words));
            (is_picked && has_words).then_some((known, briefs))
        };
        Ok(site.records_of(kind).filter_map(fit).collect())
    }

    /// Returns the briefs that fit, whatever their words.
    fn briefs(&self, site: &Site, today: NaiveDate) -> anyhow::Result<BTreeSet<Id<Brief>>> {
        let dated = site.briefs.entries().filter(|(_, brief)| !brief.written.date.is_unknown());
        let mut picked: BTreeSet<Id<Brief>> = dated.map(|(id, _)| id).collect();
        let named = [
            (Kind::Topic, &self.topic),
            (Kind::Actor, &self.actor),
            (Kind::Place, &self.place),
            (Kind::Thread, &self.thread),
            (Kind::Source, &self.source),
        ];
        for (kind, name) in named {
            if let Some(name) = name {
                let named: BTreeSet<_> = site.index.briefs_of(find_record(site, kind, name)?).iter().copied().collect();
                picked.retain(|id| named.contains(id));
            }
        }
        let dates = span(self.from.as_ref(), self.to.as_ref(), today)?;
        let published = span(self.published_from.as_ref(), self.published_to.as_ref(), today)?;
        picked.retain(|id| {
            let brief = &site.briefs[*id].written;
            let was_published = || brief.published.is_some_and(|when| published.holds(when.day));
            self.status.is_none_or(|status| status == brief.status)
                && (dates.is_open() || dates.may_hold(&brief.date))
                && (published.is_open() || was_published())
        });
        Ok(picked)
    }
}

/// Whether a record holds the words, which are folded.
fn has_words(site: &Site, known: &RecordInfo<'_>, words: &str) -> bool {
    let summary = match known.id {
        RecordId::Brief(id) => Some(site.index.summaries[id].as_str()),
        _ => known.summary,
    };
    let mut short = known.spellings().chain([known.title]).chain(summary);
    let holds = |text: &str| folded(text).contains(words);
    let body = || known.prose.map(|prose| prose.body.plain_text(&|_, _| Resolved::AsWritten)).unwrap_or_default();
    short.any(holds) || holds(&body())
}

//! Which site, and for which audience: the options that `build`, `check` and `serve` share.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::Args;

use crate::cli::one_of::one_of;
use crate::content::brief::Tlp;
use crate::model::Audience;

#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Show what is not published as well, marked as such: drafts, briefs in review and withheld ones
    ///
    /// With --as-of also those whose embargo has ended by that day, so that they can be proofread.
    #[arg(long)]
    pub drafts: bool,
    /// Leave out what is marked for a narrower circle than this (TLP 2.0)
    #[arg(long, value_name = "TLP", default_value = "CLEAR", ignore_case = true)]
    #[arg(value_parser = one_of(Tlp::ALL, Tlp::as_str))]
    #[arg(id = "audience", long = "audience")]
    pub tlp: Tlp,
    /// The briefing as a reader would have seen it on this day, such as 2025-05-15
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<NaiveDate>,
    /// Tell every fault; without it more than 50 are counted by code, with one example of each
    #[arg(long)]
    pub all: bool,
}

impl SiteArgs {
    /// Returns who sees the site at a moment.
    pub(super) fn audience(&self, now: DateTime<Utc>) -> Audience {
        Audience { tlp: self.tlp, drafts: self.drafts, embargoed: false, as_of: self.as_of, now }
    }
}

/// Parses a day, such as 2025-05-15.
pub(super) fn parse_day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a day such as 2025-05-15".to_owned())
}

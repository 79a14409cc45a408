//! Which site, and as whom it is seen: the options that `build`, `check` and `serve` share.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, ValueEnum};

use crate::content::brief::Tlp;
use crate::model::Audience;

#[derive(Debug, Args)]
pub(super) struct SiteArgs {
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// Show drafts and briefs in review as well
    #[arg(long)]
    pub drafts: bool,
    /// Leave out what is marked for a narrower circle than this (TLP 2.0)
    #[arg(long, value_name = "TLP", default_value = "CLEAR", ignore_case = true)]
    audience: TlpArg,
    /// The briefing as a reader would have seen it on this day, such as 2025-05-15
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<NaiveDate>,
}

impl SiteArgs {
    /// The widest circle that sees it.
    pub fn tlp(&self) -> Tlp {
        self.audience.into()
    }

    /// Those who see it at a moment.
    pub fn audience(&self, now: DateTime<Utc>) -> Audience {
        Audience { tlp: self.tlp(), drafts: self.drafts, as_of: self.as_of, now }
    }
}

/// The circles of the Traffic Light Protocol, as words of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "UPPER")]
enum TlpArg {
    Clear,
    Green,
    Amber,
    #[value(name = "AMBER+STRICT")]
    AmberStrict,
    Red,
}

impl From<TlpArg> for Tlp {
    fn from(word: TlpArg) -> Self {
        match word {
            TlpArg::Clear => Self::Clear,
            TlpArg::Green => Self::Green,
            TlpArg::Amber => Self::Amber,
            TlpArg::AmberStrict => Self::AmberStrict,
            TlpArg::Red => Self::Red,
        }
    }
}

/// Reads a day of the command line.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write a day such as 2025-05-15".to_owned())
}

//! `demarche digest`: what was published and corrected in some days, for sending.

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::cli::days::{DayArg, parse_day_arg, span, today};
use crate::cli::exit::ExitStatus;
use crate::cli::one_of::one_of;
use crate::cli::{print, report};
use crate::content::brief::Tlp;
use crate::diagnostic::Severity;
use crate::io;
use crate::model::Audience;
use crate::pages::{self, DigestForm, RenderContext};
use crate::pipeline::{self, LinkOptions};

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct DigestArgs {
    /// From this date until today: any EDTF date, or 7d for seven days ago [default: 7d]
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg, conflicts_with_all = ["from", "to"])]
    since: Option<DayArg>,
    /// From this date
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    from: Option<DayArg>,
    /// Until this date
    #[arg(long, value_name = "DATE", value_parser = parse_day_arg)]
    to: Option<DayArg>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "markdown")]
    format: DigestFormat,
    /// Leave out what is marked for a narrower circle than this (TLP 2.0)
    #[arg(long = "audience", id = "audience", value_name = "TLP", default_value = "CLEAR", ignore_case = true)]
    #[arg(value_parser = one_of(Tlp::ALL, Tlp::as_str))]
    tlp: Tlp,
    /// The file to write, rather than the standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  demarche digest                                   the last seven days, as Markdown
  demarche digest --since 2w --format text          for the body of an e-mail
  demarche digest --from 2025-06 --to 2025-06 --format html -o june.html

By `published:` and `updates:` of the briefs. Nothing is in it that a build for the same audience would not show.
`[digest] weekly = true` in site.toml makes a page for each week: digest/2025-w06/.

Exit codes:
  0  the digest was made
  1  the content is at fault; nothing was written
  2  the work could not be done";

/// How a digest is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DigestFormat {
    /// Markdown
    Markdown,
    /// Plain text, in lines of 72 columns
    Text,
    /// A page for e-mail, with its styles at the elements and whole addresses
    Html,
}

pub(super) fn run(args: &DigestArgs) -> anyhow::Result<ExitStatus> {
    if let Some(place) = &args.output {
        io::read::refuse_of_site(&args.root, place)?;
    }
    let (input, found) = pipeline::read(&args.root)?;
    let default = DayArg::Ago(chrono::Days::new(7));
    let now = DayArg::Ago(chrono::Days::new(0));
    let span = match (&args.since, &args.from, &args.to) {
        (None, None, None) => span(Some(&default), Some(&now), today(&input))?,
        (Some(since), ..) => span(Some(since), Some(&now), today(&input))?,
        (None, from, to) => span(from.as_ref(), to.as_ref(), today(&input))?,
    };
    let audience = Audience { tlp: args.tlp, drafts: false, embargoed: false, as_of: None, now: input.now };
    let linked = pipeline::link(&input, &LinkOptions::new(audience, &found), None);
    let faults = pipeline::locate(&input, linked.faults);
    if faults.iter().any(|fault| fault.diagnostic.severity == Severity::Error) {
        print::say(format_args!("{}: no digest was made (`demarche check` tells each)", report::tally(&faults, false)));
        return Ok(ExitStatus::ContentErrors);
    }
    let site = RenderContext::of(linked.site);
    let mut theme = linked.theme;
    pages::prepare(&site, &mut theme);
    let form = match args.format {
        DigestFormat::Markdown => DigestForm::Markdown,
        DigestFormat::Text => DigestForm::Text,
        DigestFormat::Html => DigestForm::Mail(&theme),
    };
    let text = match pages::digest(&site, span, form) {
        Ok(text) => text,
        Err(fault) => bail!("{}: {}", fault.place.file, fault.message),
    };
    match &args.output {
        Some(place) => io::files::replace(place, text.as_bytes())?,
        None => print::output(text)?,
    }
    Ok(ExitStatus::Done)
}

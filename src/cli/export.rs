//! `demarche export`: the records of a site as a table, for others or for a spreadsheet.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use anyhow::{anyhow, bail};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::cli::exit::ExitStatus;
use crate::cli::one_of::one_of;
use crate::cli::{print, report};
use crate::content::Kind;
use crate::content::brief::Tlp;
use crate::diagnostic::Severity;
use crate::export::{self, ExportKind};
use crate::io;
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions};

/// The word for the claims of all briefs.
const CLAIMS: &str = "claims";

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ExportArgs {
    /// What to export
    #[arg(value_name = "KIND", value_parser = kind())]
    kind: ExportKind,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    format: ExportFormat,
    /// The file to write, rather than the standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// All there is, as the desk sees it: drafts, embargoed and withheld briefs of any circle, with their comments
    #[arg(long, conflicts_with = "audience")]
    whole: bool,
    /// Leave out what is marked for a narrower circle than this (TLP 2.0)
    #[arg(long = "audience", id = "audience", value_name = "TLP", default_value = "CLEAR", ignore_case = true)]
    #[arg(value_parser = one_of(Tlp::ALL, Tlp::as_str))]
    tlp: Tlp,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  demarche export briefs > briefs.csv
  demarche export claims --format xlsx -o claims.xlsx
  demarche export sources --format json
  demarche export briefs --whole -o briefs.csv; demarche import csv briefs.csv --root elsewhere

One record a row; the headings are the fields, and `import` reads the table without a map. A list of names has `; ` between them,
what has fields of its own is JSON. Without --whole a table holds what a build for the same audience shows: other records are neither
in it nor named by it. Claims come back with their briefs.

Exit codes:
  0  the table was written
  1  the content is at fault; nothing was written
  2  the work could not be done";

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// Comma-separated values, UTF-8
    Csv,
    /// A spreadsheet, whose cells are all texts
    Xlsx,
    /// A list of objects
    Json,
}

fn kind() -> impl TypedValueParser<Value = ExportKind> {
    let words = Kind::ALL.into_iter().map(Kind::folder).chain([CLAIMS]);
    PossibleValuesParser::new(words).try_map(|word| {
        let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == word).map(ExportKind::Records);
        kind.or((word == CLAIMS).then_some(ExportKind::Claims)).ok_or("this is none of them")
    })
}

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<ExitStatus> {
    if let Some(place) = &args.output {
        io::read::refuse_of_site(&args.root, place)?;
    }
    let (input, found) = pipeline::read(&args.root)?;
    let audience = match args.whole {
        true => Audience::editors(),
        false => Audience { tlp: args.tlp, drafts: false, embargoed: false, as_of: None, now: input.now },
    };
    let linked = pipeline::link(&input, &LinkOptions::new(audience, &found), None);
    let faults = pipeline::locate(&input, linked.faults);
    if faults.iter().any(|fault| fault.diagnostic.severity == Severity::Error) {
        print::say(format_args!(
            "{}: nothing was exported (`demarche check` tells each)",
            report::tally(&faults, false)
        ));
        return Ok(ExitStatus::ContentErrors);
    }
    let table = export::table(&linked.site, &input, args.kind, args.whole);
    let name = match args.kind {
        ExportKind::Records(kind) => kind.folder(),
        ExportKind::Claims => CLAIMS,
    };
    let bytes = match args.format {
        ExportFormat::Csv => export::csv(&table),
        ExportFormat::Json => export::json(&table).into_bytes(),
        ExportFormat::Xlsx => export::xlsx(&table, name).map_err(|why| anyhow!(why))?,
    };
    match &args.output {
        Some(place) => io::files::replace(place, &bytes)?,
        None if args.format == ExportFormat::Xlsx && std::io::stdout().is_terminal() => {
            bail!("a spreadsheet is no text for a terminal: name a file with --output")
        }
        None => print::output(bytes)?,
    }
    Ok(ExitStatus::Done)
}

//! `demarche list`: the records of a site, as a table to read or as JSON to work with.

mod filter;
mod json;
mod record_file;

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use self::filter::FilterArgs;
use self::record_file::record_file;
use crate::cli::exit::ExitStatus;
use crate::cli::one_of::one_of;
use crate::cli::{load_site, print};
use crate::content::Kind;
use crate::content::brief::Tlp;
use crate::english::count_of;
use crate::front_matter::Zone;
use crate::input::Input;
use crate::model::{Brief, RecordId, RecordInfo, Site, embargo_end, moment_in_words};
use crate::pages::RenderContext;

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ListArgs {
    /// What to list
    #[arg(value_name = "KIND", value_parser = one_of(&Kind::ALL, Kind::folder))]
    kind: Kind,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
    #[command(flatten)]
    filter_args: FilterArgs,
}

const EXAMPLES: &str = "\
Examples:
  demarche list briefs --topic media --from 2025-01
  demarche list briefs --status draft          what is not finished
  demarche list briefs --published-from 7d     what was published in the last week
  demarche list sources --place astara         on what the briefs at a place rest
  demarche list actors                         with the number of their briefs
  demarche list briefs --format json           with all that each leads to

Exit codes:
  0  the list was printed, of a site with faults as far as it could be read
  2  the work could not be done, or a name is not known";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A table: of briefs the id, date, state, day of publication, file and title; of others the id, the number of their
    /// briefs or their address, file and title
    Text,
    /// A list of records with their links
    Json,
}

pub(super) fn run(args: &ListArgs) -> anyhow::Result<ExitStatus> {
    let loaded = load_site::load_site(&args.root)?;
    let site = &RenderContext::of(loaded.linked.site);
    let known = args.filter_args.records(site, args.kind, loaded.today)?;
    let text = match args.format {
        ListFormat::Text => print::visible(&table(site, &known, &loaded.input), &['\n']),
        ListFormat::Json => {
            let records: Vec<Value> =
                known.iter().map(|(known, briefs)| json::record(site, known, *briefs, &loaded.input)).collect();
            serde_json::to_string_pretty(&records)? + "\n"
        }
    };
    print::output(text)?;
    Ok(ExitStatus::Done)
}

/// The records in columns, the title last.
fn table(site: &Site, known: &[(RecordInfo<'_>, usize)], input: &Input) -> String {
    let rows: Vec<Vec<String>> = known.iter().map(|(known, briefs)| row(site, known, *briefs, input)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns.saturating_sub(1)).map(width).collect();
    let mut text = String::new();
    for row in &rows {
        for (cell, width) in row.iter().zip(&widths) {
            text.push_str(cell);
            text.push_str(&" ".repeat(width - cell.width() + 2));
        }
        text.extend(row.last().map(String::as_str));
        text.push('\n');
    }
    text
}

fn row(site: &Site, known: &RecordInfo<'_>, briefs: usize, input: &Input) -> Vec<String> {
    let mut row = vec![known.origin.id.to_string()];
    match known.id {
        RecordId::Brief(id) => {
            let brief = &site.briefs[id];
            let published = brief.written.published.map_or_else(|| "–".to_owned(), |when| when.day.to_string());
            row.extend([brief.written.date.to_string(), state(brief, site.config.timezone, input.now), published]);
        }
        RecordId::Page(_) => row.push(site.page(known.id).address().to_string()),
        _ => row.push(count_of(briefs, "brief")),
    }
    row.extend([record_file(known, input).unwrap_or("–").to_owned(), known.title.to_owned()]);
    row
}

/// What keeps a brief from readers, or that nothing does.
fn state(brief: &Brief, zone: Zone, now: DateTime<Utc>) -> String {
    let mut state = brief.written.status.as_str().to_owned();
    if brief.written.tlp != Tlp::Clear {
        state.push_str(&format!(", {}", brief.written.tlp.as_str()));
    }
    if let Some(end) = embargo_end(&brief.written, zone).filter(|end| *end > now) {
        state.push_str(&format!(", embargoed until {}", moment_in_words(end)));
    }
    state
}

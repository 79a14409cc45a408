//! `demarche import`: other tools' files in, briefs out, and a report of what could not be carried.

mod mend;
mod summary;
mod validate;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use self::validate::CheckedImport;
use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::{overlay, print};
use crate::import::body::old_links;
use crate::import::column_map::{self, ColumnMap};
use crate::import::draft_ids::TakenIds;
use crate::import::generator::Generator;
use crate::import::notes::Outcome;
use crate::import::posts::folder::OldSite;
use crate::import::posts::{self, folder};
use crate::import::source_table::{self, Dialect, SourceTable};
use crate::import::terms::SiteNames;
use crate::import::{Import, draft_ids, own_table, rows, terms, timeline_js};
use crate::model::Audience;
use crate::pipeline::LinkOptions;
use crate::{io, pipeline};

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct ImportArgs {
    /// What is to be read
    form: ImportFormat,
    /// The file or the folder
    #[arg(value_name = "FROM")]
    from: PathBuf,
    /// Which column fills which field (csv, spreadsheet)
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Propose a map by the headings, write it to this file, and stop
    #[arg(long, value_name = "FILE", conflicts_with = "map")]
    write_map: Option<PathBuf>,
    /// The encoding of a table that is not UTF-8, such as windows-1251
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Make files for topics, actors, places and threads that the site does not know, and add its new sources
    #[arg(long)]
    with_terms: bool,
    /// Tell every place; else each kind once, with one example
    #[arg(long)]
    details: bool,
    /// Tell what would be done, and write nothing
    #[arg(long, short = 'n')]
    dry_run: bool,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  demarche import csv incidents.csv --write-map map.toml     propose a map; then look at it
  demarche import csv incidents.csv --map map.toml -n        what would come of it
  demarche import csv incidents.csv --map map.toml --with-terms
  demarche import spreadsheet incidents.xlsx --map map.toml
  demarche import timelinejs sheet.csv                       its columns need no map
  demarche import hugo ../old-site/content

Dates become EDTF and are never made surer: a month without a day stays a month, and a date with
two readings, such as 06/02/2025, is left out until the map says its order.

Exit codes:
  0  all was carried, but for what the report names
  1  some rows or files were left out
  2  the work could not be done";

/// What stands beside the content folder of Hugo and Zola.
const SITE_PARTS: [&str; 6] = ["static", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "zola.toml"];

/// What is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ImportFormat {
    /// A table of incidents: CSV, with commas, semicolons or tabs
    Csv,
    /// A table of incidents: .xlsx, .ods or .xls
    Spreadsheet,
    /// A sheet of TimelineJS, as CSV or spreadsheet
    #[value(name = "timelinejs")]
    TimelineJs,
    /// A Hugo site, or its content folder
    Hugo,
    /// A Jekyll site, or its _posts
    Jekyll,
    /// A Zola site, or its content folder
    Zola,
    /// An Eleventy site, or the folder of its texts
    Eleventy,
    /// A vault of Obsidian
    Obsidian,
}

impl ImportFormat {
    /// The generator whose folder it is; nothing of a table.
    fn generator(self) -> Option<Generator> {
        match self {
            Self::Csv | Self::Spreadsheet | Self::TimelineJs => None,
            Self::Hugo => Some(Generator::Hugo),
            Self::Jekyll => Some(Generator::Jekyll),
            Self::Zola => Some(Generator::Zola),
            Self::Eleventy => Some(Generator::Eleventy),
            Self::Obsidian => Some(Generator::Obsidian),
        }
    }
}

pub(super) fn run(args: &ImportArgs, output_args: OutputArgs) -> Result<ExitStatus> {
    if let Some(place) = &args.write_map {
        return propose(args, place);
    }
    let (input, found) = pipeline::read(&args.root)?;
    let mut import = Import::default();
    let old = carry(args, input.now, &mut import)?;
    let site = pipeline::link(&input, &LinkOptions::new(Audience::editors(), &found), None).site;
    let taken = TakenIds::of(input.files.iter().map(|file| &*file.path));
    if import.is_own {
        own_table::drop_known(&mut import, &taken, &site);
    }
    draft_ids::assign_ids(&mut import, taken);
    if let Some((generator, old)) = &old {
        old_links::resolve(*generator, old, &pipeline::parse_options(None), &mut import);
    }
    let terms = terms::resolve_terms(&mut import, &SiteNames::of(&site), args.with_terms);
    let checked = validate::validate(&input, &found, &site_folder(args), import, terms)?;
    if !args.dry_run {
        write(&args.root, &checked)?;
    }
    summary::print(&checked, args.dry_run, args.details, output_args);
    Ok(if checked.import.notes.iter().any(|note| note.kind.outcome == Outcome::LeftOut) {
        ExitStatus::ContentErrors
    } else {
        ExitStatus::Done
    })
}

/// Reads what is to be carried; of an old site also what its links are to be read by.
fn carry(args: &ImportArgs, now: DateTime<Utc>, import: &mut Import) -> Result<Option<(Generator, OldSite)>> {
    if let Some(generator) = args.form.generator() {
        return Ok(Some((generator, posts(args, generator, now, import)?)));
    }
    match args.form {
        ImportFormat::Csv | ImportFormat::Spreadsheet => {
            let Some(place) = &args.map else {
                let table = table(args, &Dialect::default(), import)?;
                if let Some(kind) = own_table::kind_of(&table) {
                    own_table::records(&table, kind, import);
                    return Ok(None);
                }
                bail!(
                    "say which column fills which field with --map; --write-map map.toml proposes a map by the headings"
                );
            };
            let map = read_map(place)?;
            let table = table(args, &map.table, import)?;
            let faults = map.faults(&table);
            if !faults.is_empty() {
                bail!("the map {} does not fit {}: {}", place.display(), args.from.display(), faults.join("; "));
            }
            rows::briefs(&table, &map, import);
        }
        _ => {
            let table = table(args, &Dialect::default(), import)?;
            timeline_js::briefs(&table, import).map_err(|why| anyhow!("{}: {why}", args.from.display()))?;
        }
    }
    Ok(None)
}

fn read_map(place: &Path) -> Result<ColumnMap> {
    let text =
        String::from_utf8(io::files::bytes(place)?).with_context(|| format!("{} is not UTF-8", place.display()))?;
    column_map::read(&text).map_err(|why| anyhow!("{} is no map: {why}", place.display()))
}

fn table(args: &ImportArgs, dialect: &Dialect, import: &mut Import) -> Result<SourceTable> {
    let dialect = Dialect { encoding: args.encoding.clone().or(dialect.encoding.clone()), ..dialect.clone() };
    let name = args.from.display().to_string();
    let bytes = io::files::bytes(&args.from)?;
    source_table::read(&name, &bytes, &dialect, import).map_err(|why| anyhow!("cannot read {name}: {why}"))
}

fn posts(args: &ImportArgs, generator: Generator, now: DateTime<Utc>, import: &mut Import) -> Result<OldSite> {
    let files = io::files::below(&site_folder(args), folder::is_read)?;
    let old = folder::sort(generator, files);
    posts::posts(generator, &old, now, import);
    Ok(old)
}

/// The folder of an old site: its pictures and its settings stand beside its content folder.
fn site_folder(args: &ImportArgs) -> PathBuf {
    let from = &args.from;
    let is_content = matches!(args.form, ImportFormat::Hugo | ImportFormat::Zola) && from.ends_with("content");
    let around = from.parent().map(|around| if around.as_os_str().is_empty() { Path::new(".") } else { around });
    match around.filter(|_| is_content) {
        Some(around) if SITE_PARTS.iter().any(|part| io::files::is_taken(&around.join(part))) => around.to_owned(),
        _ => from.clone(),
    }
}

/// Writes a map that the headings propose.
fn propose(args: &ImportArgs, place: &Path) -> Result<ExitStatus> {
    if !matches!(args.form, ImportFormat::Csv | ImportFormat::Spreadsheet) {
        bail!("only csv and spreadsheet have a map: the columns of the others are known");
    }
    let table = table(args, &Dialect::default(), &mut Import::default())?;
    io::files::create(place, ColumnMap::proposed(&table).to_toml().as_bytes())?;
    print::output(format!("{}\n", place.display()))?;
    Ok(ExitStatus::Done)
}

fn write(root: &Path, checked: &CheckedImport) -> Result<()> {
    let replaced = checked.replaced.as_ref();
    for (path, text) in checked.files.iter().filter(|(path, _)| Some(*path) != replaced.map(|(path, _)| path)) {
        io::files::create(&overlay::place(root, path)?, text.as_bytes())?;
    }
    for (path, from) in &checked.copies {
        io::files::create(&overlay::place(root, path)?, &io::files::bytes(from)?)?;
    }
    match replaced {
        Some((path, old)) => io::rewrite::replace(&overlay::place(root, path)?, old, &checked.files[path]),
        None => Ok(()),
    }
}

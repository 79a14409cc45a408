//! `demarche schema`: what may be written, as JSON Schema for editors.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde_yaml::{Mapping, Value};

use crate::cli::exit::ExitStatus;
use crate::cli::load_site::LoadedSite;
use crate::cli::output_args::OutputArgs;
use crate::cli::{load_site, overlay, print};
use crate::content::Kind;
use crate::input::Input;
use crate::model::{RecordInfo, Site};
use crate::schema::{self, Subject};
use crate::{front_matter, io};

/// The folder below `.demarche` where editors look for schemas.
const FOLDER: &str = "schema";

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct SchemaArgs {
    /// What to describe: brief, topic, actor, place, question, thread, source, page, sources (sources.yaml) or site
    /// (site.toml). May be left out where files are written: then all are
    #[arg(value_name = "KIND", value_parser = subject, required_unless_present_any = ["output", "write", "markdown", "cms"])]
    kind: Option<Subject>,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Write KIND.json for each into this folder, rather than to the standard output
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write them to where editors look: .demarche/schema in the site's folder
    #[arg(long, conflicts_with = "output")]
    write: bool,
    /// Print every field with its type, rule and example, as Markdown for reading
    #[arg(long, conflicts_with_all = ["kind", "output", "write"])]
    markdown: bool,
    /// Print the configuration of an editor in the browser, Decap CMS or Sveltia CMS, with a form for each kind
    #[arg(long, conflicts_with_all = ["kind", "output", "write", "markdown"])]
    cms: bool,
}

const EXAMPLES: &str = "\
Examples:
  demarche schema brief               the schema of a brief, on the standard output
  demarche schema --write             all of them, to where editors look
  demarche schema --output schemas    all of them, elsewhere
  demarche schema --markdown          every field, for reading
  demarche schema --cms > theme/static/admin/config.yml

Exit codes:
  0  the schemas were made
  2  the work could not be done";

fn subject(text: &str) -> Result<Subject, String> {
    let words: Vec<&str> = Subject::all().map(Subject::word).collect();
    Subject::all().find(|subject| subject.word() == text).ok_or_else(|| format!("write one of {}", words.join(", ")))
}

pub(super) fn run(args: &SchemaArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    if args.markdown {
        print::output(schema::fields())?;
        return Ok(ExitStatus::Done);
    }
    let LoadedSite { linked, input, .. } = load_site::load_site(&args.root)?;
    if args.cms {
        print::output(schema::cms(&linked.site, &|kind| written(&input, &linked.site, kind)))?;
        return Ok(ExitStatus::Done);
    }
    let text = |subject: Subject| -> anyhow::Result<String> {
        let schema = schema::schema(subject, &linked.site);
        Ok(serde_json::to_string_pretty(&schema).context("cannot write JSON")? + "\n")
    };
    let hidden = args.write.then(|| overlay::place(&args.root, io::files::HIDDEN)).transpose()?;
    if let Some(hidden) = &hidden {
        io::files::hide(hidden)?;
    }
    let folder = args.output.clone().or_else(|| hidden.map(|hidden| hidden.join(FOLDER)));
    let subjects: Vec<Subject> = args.kind.map_or_else(|| Subject::all().collect(), |kind| vec![kind]);
    for subject in &subjects {
        match &folder {
            Some(folder) => {
                io::files::replace(&folder.join(format!("{}.json", subject.word())), text(*subject)?.as_bytes())?;
            }
            None => print::output(text(*subject)?)?,
        }
    }
    if let Some(folder) = folder.filter(|_| !output_args.quiet) {
        print::say(format_args!("{} → {}", crate::english::count_of(subjects.len(), "schema"), folder.display()));
    }
    Ok(ExitStatus::Done)
}

/// The front matter of every record of a kind, as it is written.
fn written(input: &Input, site: &Site, kind: Kind) -> Vec<Mapping> {
    let read = |record: RecordInfo<'_>| {
        let text = overlay::text(input, &record.origin.file)?;
        let parts = front_matter::split(&record.origin.file, text).ok()?;
        let yaml = text.get(parts.front.clone())?;
        match front_matter::parse(&record.origin.file, yaml, parts.front.start, &mut Vec::new())? {
            Value::Mapping(fields) => Some(fields),
            _ => None,
        }
    };
    site.records_of(kind).filter_map(read).collect()
}

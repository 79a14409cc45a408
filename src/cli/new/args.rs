//! The arguments of `demarche new`, for each kind of record.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::{Serialize, Serializer};
use serde_yaml::{Mapping, Value};

use crate::content::Kind;

#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct NewArgs {
    #[command(subcommand)]
    pub(super) what: NewCommand,
}

const EXAMPLES: &str = "\
Examples:
  demarche new brief \"A note is handed over\" --date 2025-02-06 --topic notes --actor the-ministry
  demarche new actor \"The Ministry\" --type organization --country AZE
  demarche new source https://example.org/a
  demarche new source \"The title of an article\" --url https://example.org/a --published 2025-02
  $EDITOR $(demarche new topic \"Notes\")

Exit codes:
  0  the file was written
  1  the words do not fit the site; nothing was written
  2  a file of this name is there, or the work could not be done";

#[derive(Debug, Subcommand)]
pub(super) enum NewCommand {
    /// An incident, in content/briefs/
    ///
    /// On a terminal, what is missing is asked for. The file is named by the date and the title; `published:` is today, unless
    /// it is a draft.
    Brief(BriefArgs),
    /// A term of the topic hierarchy, in content/topics/
    Topic(TopicArgs),
    /// A person, organisation, state or group, in content/actors/
    Actor(ActorArgs),
    /// A place, in content/places/
    Place(PlaceArgs),
    /// A contested question, in content/questions/
    Question(TitledArgs),
    /// A storyline, in content/threads/
    Thread(TitledArgs),
    /// A source, at the end of content/sources.yaml
    ///
    /// What is in the file stays as it is, comments too. The id is made of the publisher and the month.
    Source(SourceArgs),
    /// Any other page, in content/pages/
    Page(TitledArgs),
}

/// The arguments that every kind has.
#[derive(Debug, Args)]
pub(super) struct CommonArgs {
    /// The id, which is the file's name and the address [default: made of the title]
    #[arg(long, value_name = "ID")]
    pub(super) slug: Option<String>,
    /// Open the file in $VISUAL or $EDITOR
    #[arg(long, short)]
    pub(super) edit: bool,
    /// The folder of the site, where site.toml stands
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct BriefArgs {
    /// The headline
    pub(super) title: Option<String>,
    /// When it happened, in EDTF: 2025-02-06, 2025-02, 2025-02-06?, 2024-12/2025-05, [2025-06-01..2025-07-23]
    #[arg(long, short, value_name = "EDTF", allow_hyphen_values = true)]
    pub(super) date: Option<String>,
    /// A topic, by id or name; may be given again
    #[arg(long = "topic", short, value_name = "TOPIC")]
    pub(super) topics: Vec<String>,
    /// An actor, by id or name; may be given again
    #[arg(long = "actor", short, value_name = "ACTOR")]
    pub(super) actors: Vec<String>,
    /// A place, by id or name; may be given again
    #[arg(long = "place", short, value_name = "PLACE")]
    pub(super) places: Vec<String>,
    /// A thread, by id; may be given again
    #[arg(long = "thread", value_name = "THREAD")]
    pub(super) threads: Vec<String>,
    /// A source, by its id or its address; may be given again
    #[arg(long = "source", short, value_name = "SOURCE")]
    pub(super) sources: Vec<String>,
    /// Not to be published yet: `status: draft`
    #[arg(long)]
    #[serde(rename = "status", serialize_with = "draft_status")]
    pub(super) draft: bool,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct TopicArgs {
    /// What it is called
    pub(super) name: Option<String>,
    /// The topic above it
    #[arg(long, value_name = "TOPIC")]
    pub(super) parent: Option<String>,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct ActorArgs {
    /// What it is called
    pub(super) name: Option<String>,
    /// Another spelling; may be given again
    #[arg(long = "alias", value_name = "NAME")]
    pub(super) aliases: Vec<String>,
    /// person, organization, state or group
    #[arg(long = "type", value_name = "TYPE")]
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// Its country, by three letters of ISO 3166-1, such as AZE
    #[arg(long, value_name = "CODE")]
    pub(super) country: Option<String>,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct PlaceArgs {
    /// What it is called
    pub(super) name: Option<String>,
    /// Its country, by three letters of ISO 3166-1, such as AZE
    #[arg(long, value_name = "CODE")]
    pub(super) country: Option<String>,
    /// Its latitude in degrees, north positive
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    pub(super) lat: Option<f64>,
    /// Its longitude in degrees, east positive
    #[arg(long, value_name = "DEGREES", allow_hyphen_values = true)]
    pub(super) lon: Option<f64>,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct TitledArgs {
    /// Its title
    pub(super) title: Option<String>,
    /// A topic, by id or name; may be given again
    #[arg(long = "topic", short, value_name = "TOPIC")]
    pub(super) topics: Vec<String>,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

#[derive(Debug, Args, Serialize)]
pub(super) struct SourceArgs {
    /// What it is, by CSL: article-newspaper, report, treaty, … [default: webpage]
    #[arg(long = "type", value_name = "TYPE")]
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    /// Its title, or its address
    pub(super) title: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// Who wrote it; may be given again
    #[arg(long = "author", value_name = "NAME")]
    #[serde(rename = "author")]
    pub(super) authors: Vec<String>,
    /// When it was published, in EDTF
    #[arg(long, value_name = "EDTF", allow_hyphen_values = true)]
    pub(super) published: Option<String>,
    /// Where it stands on the web
    #[arg(long, value_name = "URL")]
    pub(super) url: Option<String>,
    /// The day on which you read it [default: today, where there is an address]
    #[arg(long, value_name = "DAY")]
    pub(super) accessed: Option<String>,
    /// Its language, by BCP 47
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<String>,
    #[command(flatten)]
    #[serde(skip)]
    pub(super) common: CommonArgs,
}

fn draft_status<S: Serializer>(is_draft: &bool, serializer: S) -> Result<S::Ok, S::Error> {
    is_draft.then_some("draft").serialize(serializer)
}

impl NewCommand {
    /// Returns the fields that were given, in the order of the arguments.
    pub(super) fn fields(&self) -> Mapping {
        let value = match self {
            Self::Brief(args) => serde_yaml::to_value(args),
            Self::Topic(args) => serde_yaml::to_value(args),
            Self::Actor(args) => serde_yaml::to_value(args),
            Self::Place(args) => serde_yaml::to_value(args),
            Self::Question(args) | Self::Thread(args) | Self::Page(args) => serde_yaml::to_value(args),
            Self::Source(args) => serde_yaml::to_value(args),
        };
        let Ok(Value::Mapping(mut fields)) = value else {
            unreachable!("arguments are texts, numbers and lists of texts");
        };
        fields.retain(|_, value| !value.is_null() && !value.as_sequence().is_some_and(Vec::is_empty));
        fields
    }

    /// Returns the kind of record.
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Brief(_) => Kind::Brief,
            Self::Topic(_) => Kind::Topic,
            Self::Actor(_) => Kind::Actor,
            Self::Place(_) => Kind::Place,
            Self::Question(_) => Kind::Question,
            Self::Thread(_) => Kind::Thread,
            Self::Source(_) => Kind::Source,
            Self::Page(_) => Kind::Page,
        }
    }

    /// Returns the title or the name, and whether it is a name.
    pub(super) fn title(&mut self) -> (&mut Option<String>, bool) {
        match self {
            Self::Brief(args) => (&mut args.title, false),
            Self::Topic(args) => (&mut args.name, true),
            Self::Actor(args) => (&mut args.name, true),
            Self::Place(args) => (&mut args.name, true),
            Self::Question(args) | Self::Thread(args) | Self::Page(args) => (&mut args.title, false),
            Self::Source(args) => (&mut args.title, false),
        }
    }

    /// Returns the arguments that every kind has.
    pub(super) fn common(&self) -> &CommonArgs {
        match self {
            Self::Brief(args) => &args.common,
            Self::Topic(args) => &args.common,
            Self::Actor(args) => &args.common,
            Self::Place(args) => &args.common,
            Self::Question(args) | Self::Thread(args) | Self::Page(args) => &args.common,
            Self::Source(args) => &args.common,
        }
    }
}

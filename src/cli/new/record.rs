//! The arguments of `demarche new` → the text of a new record.

use anyhow::{Context, Result, anyhow};
use serde_yaml::{Mapping, Value};

use super::args::{ActorArgs, BriefArgs, CommonArgs, NewCommand, PlaceArgs, SourceArgs, TitledArgs, TopicArgs};
use crate::cli::overlay;
use crate::compose::{self, NewRecord, hints, put, put_all, sources};
use crate::content::Kind;
use crate::input::Input;
use crate::path::Slug;

/// A file as it is to be.
pub(super) struct ProposedFile {
    /// Where it stands below the site's root.
    pub(super) path: String,
    /// What it holds.
    pub(super) text: String,
    /// Where in it the new part begins.
    pub(super) from: usize,
    /// What the file holds that it adds to; none for a file of its own.
    pub(super) old: Option<String>,
}

/// Returns the file that the arguments make, beside the files that are there.
pub(super) fn propose(what: &NewCommand, input: &Input) -> Result<ProposedFile> {
    let (kind, title, fields) = match what {
        NewCommand::Brief(args) => (Kind::Brief, &args.title, brief(args)),
        NewCommand::Topic(args) => (Kind::Topic, &args.name, topic(args)),
        NewCommand::Actor(args) => (Kind::Actor, &args.name, actor(args)),
        NewCommand::Place(args) => (Kind::Place, &args.name, place(args)),
        NewCommand::Question(args) => (Kind::Question, &args.title, titled(args)),
        NewCommand::Thread(args) => (Kind::Thread, &args.title, titled(args)),
        NewCommand::Page(args) => (Kind::Page, &args.title, titled(args)),
        NewCommand::Source(args) => return source(args, input),
    };
    let id = id(title.as_deref(), what.common())?;
    let date = fields.get("date").and_then(Value::as_str);
    let stem = date.map_or_else(|| id.to_string(), |date| compose::dated_stem(date, &id));
    let comments = hints::comments(kind, &fields);
    let record = NewRecord { kind, stem, fields, comments, body: String::new() };
    Ok(ProposedFile { path: record.path(), text: record.text(), from: 0, old: None })
}

/// The id that was given, or the one that the title makes.
fn id(title: Option<&str>, common: &CommonArgs) -> Result<Slug> {
    match &common.slug {
        Some(typed) => Slug::new(typed).with_context(|| format!("`{typed}` is no id for --slug")),
        None => {
            let title = title.unwrap_or_default();
            compose::slug_of(title)
                .map_err(|why| anyhow!("no id can be made of `{title}`: {why}; give one with --slug"))
        }
    }
}

fn brief(args: &BriefArgs) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "title", args.title.as_deref());
    put(&mut fields, "date", args.date.as_deref());
    put_all(&mut fields, "topics", &args.topics);
    put_all(&mut fields, "actors", &args.actors);
    put_all(&mut fields, "places", &args.places);
    put_all(&mut fields, "threads", &args.threads);
    put_all(&mut fields, "sources", &args.sources);
    put(&mut fields, "status", args.draft.then_some("draft"));
    fields
}

fn topic(args: &TopicArgs) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", args.name.as_deref());
    put(&mut fields, "parent", args.parent.as_deref());
    fields
}

fn actor(args: &ActorArgs) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", args.name.as_deref());
    put_all(&mut fields, "aliases", &args.aliases);
    put(&mut fields, "type", args.kind.as_deref());
    put(&mut fields, "country", args.country.as_deref());
    fields
}

fn place(args: &PlaceArgs) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", args.name.as_deref());
    put(&mut fields, "country", args.country.as_deref());
    for (name, degrees) in [("lat", args.lat), ("lon", args.lon)] {
        if let Some(degrees) = degrees {
            fields.insert(name.into(), Value::from(degrees));
        }
    }
    fields
}

fn titled(args: &TitledArgs) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "title", args.title.as_deref());
    put_all(&mut fields, "topics", &args.topics);
    fields
}

/// The file of sources with one more.
fn source(args: &SourceArgs, input: &Input) -> Result<ProposedFile> {
    let mut fields = Mapping::new();
    put(&mut fields, "id", Some(id(args.title.as_deref(), &args.common)?.as_str()));
    put(&mut fields, "type", args.kind.as_deref());
    put(&mut fields, "title", args.title.as_deref());
    put(&mut fields, "publisher", args.publisher.as_deref());
    put_all(&mut fields, "author", &args.authors);
    put(&mut fields, "published", args.published.as_deref());
    put(&mut fields, "url", args.url.as_deref());
    put(&mut fields, "language", args.language.as_deref());
    let path = overlay::sources_path(input);
    let old = match input.get(path) {
        Some(_) => Some(overlay::text(input, path).with_context(|| format!("{path} is not UTF-8"))?),
        None => None,
    };
    let record = compose::yaml(&Value::Mapping(fields.clone()));
    let record = format!("{record}{}", hints::comments(Kind::Source, &fields));
    let text = sources::appended(old.unwrap_or_default(), &record)
        .with_context(|| format!("nothing can be added to the end of {path}; add this to its list:\n{record}"))?;
    Ok(ProposedFile { path: path.to_owned(), text, from: old.map_or(0, str::len), old: old.map(str::to_owned) })
}

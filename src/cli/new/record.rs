//! The words of `demarche new` → the text of a new record.

use anyhow::{Context, Result, anyhow};
use serde_yaml::{Mapping, Value};

use super::words::{ActorWords, BriefWords, Common, PlaceWords, SourceWords, TitledWords, TopicWords, What};
use crate::cli::proposed;
use crate::compose::{self, NewRecord, hints, put, put_all, sources};
use crate::content::Kind;
use crate::input::Input;
use crate::path::Slug;

/// A file as it is to be.
pub(super) struct Proposal {
    /// Where it stands below the site's root.
    pub(super) path: String,
    /// What it holds.
    pub(super) text: String,
    /// Where in it the new part begins.
    pub(super) from: usize,
    /// What the file holds that it adds to; none for a file of its own.
    pub(super) old: Option<String>,
}

/// What the words make, beside the files that are there.
pub(super) fn propose(what: &What, input: &Input) -> Result<Proposal> {
    let (kind, title, fields) = match what {
        What::Brief(words) => (Kind::Brief, &words.title, brief(words)),
        What::Topic(words) => (Kind::Topic, &words.name, topic(words)),
        What::Actor(words) => (Kind::Actor, &words.name, actor(words)),
        What::Place(words) => (Kind::Place, &words.name, place(words)),
        What::Question(words) => (Kind::Question, &words.title, titled(words)),
        What::Thread(words) => (Kind::Thread, &words.title, titled(words)),
        What::Page(words) => (Kind::Page, &words.title, titled(words)),
        What::Source(words) => return source(words, input),
    };
    let id = id(title.as_deref(), what.common())?;
    let date = fields.get("date").and_then(Value::as_str);
    let stem = date.map_or_else(|| id.to_string(), |date| compose::dated_stem(date, &id));
    let comments = hints::comments(kind, &fields);
    let record = NewRecord { kind, stem, fields, comments, body: String::new() };
    Ok(Proposal { path: record.path(), text: record.text(), from: 0, old: None })
}

/// The id that was given, or the one that the title makes.
fn id(title: Option<&str>, common: &Common) -> Result<Slug> {
    match &common.slug {
        Some(typed) => Slug::new(typed).with_context(|| format!("`{typed}` is no id for --slug")),
        None => {
            let title = title.unwrap_or_default();
            compose::slug_of(title)
                .map_err(|why| anyhow!("no id can be made of `{title}`: {why}; give one with --slug"))
        }
    }
}

fn brief(words: &BriefWords) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "title", words.title.as_deref());
    put(&mut fields, "date", words.date.as_deref());
    put_all(&mut fields, "topics", &words.topics);
    put_all(&mut fields, "actors", &words.actors);
    put_all(&mut fields, "places", &words.places);
    put_all(&mut fields, "threads", &words.threads);
    put_all(&mut fields, "sources", &words.sources);
    put(&mut fields, "status", words.draft.then_some("draft"));
    fields
}

fn topic(words: &TopicWords) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", words.name.as_deref());
    put(&mut fields, "parent", words.parent.as_deref());
    fields
}

fn actor(words: &ActorWords) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", words.name.as_deref());
    put_all(&mut fields, "aliases", &words.aliases);
    put(&mut fields, "type", words.kind.as_deref());
    put(&mut fields, "country", words.country.as_deref());
    fields
}

fn place(words: &PlaceWords) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "name", words.name.as_deref());
    put(&mut fields, "country", words.country.as_deref());
    for (name, degrees) in [("lat", words.lat), ("lon", words.lon)] {
        if let Some(degrees) = degrees {
            fields.insert(name.into(), Value::from(degrees));
        }
    }
    fields
}

fn titled(words: &TitledWords) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "title", words.title.as_deref());
    put_all(&mut fields, "topics", &words.topics);
    fields
}

/// The file of sources with one more.
fn source(words: &SourceWords, input: &Input) -> Result<Proposal> {
    let mut fields = Mapping::new();
    put(&mut fields, "id", Some(id(words.title.as_deref(), &words.common)?.as_str()));
    put(&mut fields, "type", words.kind.as_deref());
    put(&mut fields, "title", words.title.as_deref());
    put(&mut fields, "publisher", words.publisher.as_deref());
    put_all(&mut fields, "author", &words.authors);
    put(&mut fields, "published", words.published.as_deref());
    put(&mut fields, "url", words.url.as_deref());
    put(&mut fields, "language", words.language.as_deref());
    let path = proposed::sources_path(input);
    let old = match input.get(path) {
        Some(_) => Some(proposed::text(input, path).with_context(|| format!("{path} is not UTF-8"))?),
        None => None,
    };
    let record = compose::yaml(&Value::Mapping(fields.clone()));
    let record = format!("{record}{}", hints::comments(Kind::Source, &fields));
    let text = sources::appended(old.unwrap_or_default(), &record)
        .with_context(|| format!("nothing can be added to the end of {path}; add this to its list:\n{record}"))?;
    Ok(Proposal { path: path.to_owned(), text, from: old.map_or(0, str::len), old: old.map(str::to_owned) })
}

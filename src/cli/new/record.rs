//! The arguments of `demarche new` → the text of a new record.

use anyhow::{Context, Result, anyhow};
use serde_yaml::Value;

use super::args::{CommonArgs, NewCommand};
use crate::cli::days::today;
use crate::compose::{self, NewRecord, hints};
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

/// Returns the file that the arguments make, for any kind but a source.
pub(super) fn propose(command: &NewCommand, input: &Input) -> Result<ProposedFile> {
    let kind = command.kind();
    let mut fields = command.fields();
    let title = ["title", "name"].into_iter().find_map(|field| fields.get(field)).and_then(Value::as_str);
    let id = id(title, command.common())?;
    let date = fields.get("date").and_then(Value::as_str);
    let stem = date.map_or_else(|| id.to_string(), |date| compose::dated_stem(date, &id));
    // What is a draft goes out on another day.
    if kind == Kind::Brief && !fields.contains_key("status") {
        compose::put(&mut fields, "published", Some(today(input).to_string()));
    }
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

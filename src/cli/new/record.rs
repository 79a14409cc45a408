//! The arguments of `demarche new` → the text of a new record.

use anyhow::{Context, Result, anyhow};
use rustc_hash::FxHashSet;
use serde_yaml::Value;

use super::args::{CommonArgs, NewCommand};
use crate::cli::days::today;
use crate::cli::print;
use crate::compose::{self, NewRecord, hints};
use crate::content::{Kind, id_of_stem};
use crate::diagnostic::FileName;
use crate::fold::{NameMatch, NameTable};
use crate::input::Input;
use crate::model::Site;
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

/// The ids of a kind that a new record cannot have, and the names that lead to a file already.
pub(super) struct TakenNames<'s> {
    ids: FxHashSet<Slug>,
    names: NameTable<&'s FileName>,
}

impl<'s> TakenNames<'s> {
    /// Of the files of a site, and of its records with the ids that they had once. A term without a file is free.
    pub(super) fn of(kind: Kind, input: &'s Input, site: &'s Site) -> Self {
        let (mut ids, mut names) = (FxHashSet::default(), NameTable::default());
        let below = format!("content/{}/", kind.folder());
        for path in input.files.iter().map(|file| &file.path).filter(|path| path.starts_with(&below)) {
            let name = path.rsplit('/').next().unwrap_or(path);
            let stem_and_end = name.rsplit_once('.');
            if let Some((id, end)) = stem_and_end.and_then(|(stem, end)| Some((id_of_stem(kind, stem).ok()?, end))) {
                if end == "md" {
                    names.add_id(id.as_str(), path);
                }
                ids.insert(id);
            }
        }
        for record in site.records_of(kind) {
            let file = &record.origin.file;
            for former in &record.origin.former {
                names.add_former(former.id.as_str(), file);
                ids.insert(former.id.clone());
            }
            if input.get(file).is_some() {
                record.spellings().for_each(|name| names.add_name(name, file));
            }
        }
        Self { ids, names }
    }

    fn has(&self, id: &Slug) -> bool {
        self.ids.contains(id)
    }

    /// Returns the file to which the name of a new record leads already. A guess is none: what is spelt in other letters may be
    /// another record.
    pub(super) fn file_of(&self, name: &str) -> Option<&'s FileName> {
        match self.names.find(name) {
            NameMatch::One(file, None) => Some(file),
            NameMatch::Several(files) => files.first().copied(),
            NameMatch::One(_, Some(_)) | NameMatch::Nothing => None,
        }
    }
}

/// Returns the file that the arguments make, for any kind but a source.
///
/// Where the id that the title makes is taken, the next free one with a number is: what a name leads to was asked before.
pub(super) fn propose(command: &NewCommand, input: &Input, taken: &TakenNames<'_>) -> Result<ProposedFile> {
    let kind = command.kind();
    let mut fields = command.fields();
    let title = ["title", "name"].into_iter().find_map(|field| fields.get(field)).and_then(Value::as_str);
    let id = id(title, command.common(), taken)?;
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
fn id(title: Option<&str>, common: &CommonArgs, taken: &TakenNames<'_>) -> Result<Slug> {
    match &common.slug {
        Some(typed) => Slug::new(typed).with_context(|| format!("`{typed}` is no id for --slug")),
        None => {
            let title = title.unwrap_or_default();
            let wanted = compose::slug_of(title)
                .map_err(|why| anyhow!("no id can be made of `{title}`: {why}; give one with --slug"))?;
            let numbered = || (2..).map_while(|number| wanted.numbered(number)).find(|id| !taken.has(id));
            match taken.has(&wanted).then(numbered).flatten() {
                None => Ok(wanted),
                Some(free) => {
                    print::say(format_args!("`{wanted}` is taken: the id is `{free}`"));
                    Ok(free)
                }
            }
        }
    }
}

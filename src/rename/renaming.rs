//! A new id for a record, in every file that names it.
//!
//! The id of most records is their file's name, so the file is renamed too; a date before the id of a brief stays. The old
//! id joins the `former_ids` of the record, so that links from elsewhere still lead to it. A name by which the record is
//! still found after that, such as an actor's own, is left as it was typed.

use crate::compose::{NewRecord, put, put_all};
use crate::content::{Kind, date_of_stem, id_of_stem};
use crate::diagnostic::FileName;
use crate::fold::slug_text;
use crate::path::Slug;
use crate::rename::change::RecordChange;
use crate::rename::entries::{YamlEntry, bib_keys};
use crate::rename::mentions::{Mention, MentionForm};
use crate::rename::name_index::RecordKey;
use crate::rename::unnamed::{give_id, unnamed};
use crate::rename::view::NamedFiles;

/// The name that a record is to have.
struct NewName {
    key: RecordKey,
    /// The name of its file, without the ending.
    stem: String,
}

/// Gives a record another id: the one that is typed, or that a name makes.
///
/// # Errors
/// Why it cannot be renamed so, for the author.
pub(crate) fn rename(view: NamedFiles<'_>, key: &RecordKey, typed: &str) -> Result<RecordChange, String> {
    let new = new_name(view, key, typed.trim())?;
    if new.key == *key {
        return Ok(RecordChange::default());
    }
    if view.names.has(&new.key) {
        return Err(format!("there is a `{}` already: `demarche merge` makes one of the two", new.key.id));
    }
    let mut change = RecordChange::default();
    let is_written = view.names.file(key).is_some() || view.place_of(key).is_some();
    let names = names_in_file(view, key, typed.trim(), &new.key.id);
    for (file, mention) in view.mentions() {
        let is_it = view.names.record(mention).as_ref() == Some(key);
        let is_kept = match is_written {
            true => view.names.keeps(key, mention.bare_name()),
            false => is_named(key) && names.iter().any(|name| mention.bare_name() == name),
        };
        if is_it && !is_kept {
            let text = if mention.form == MentionForm::Stem { &new.stem } else { &new.key.id };
            change.edit(file, mention.bare_span(view.text(file)), text.clone());
        }
    }
    if let Some(source) = unnamed(view, key) {
        give_id(view, key, source, &new.key.id, &mut change)?;
        return Ok(change);
    }
    keep_old_ids(view, key, &new.key, std::slice::from_ref(&key.id), &mut change);
    if let Some(old) = view.names.file(key) {
        let folder = old.rsplit_once('/').map_or("", |(folder, _)| folder);
        let ending = old.rsplit_once('.').map_or("md", |(_, ending)| ending);
        change.moved = Some((old.clone(), FileName::from(format!("{folder}/{}.{ending}", new.stem))));
    } else if !is_written {
        let kind = key.kind().ok_or("nothing has this id")?;
        let former = std::slice::from_ref(&key.id);
        change.made = names.split_first().map(|(name, others)| made(kind, &new.key.id, name, others, former));
        change.notes.push(format!("the {} had no file: it gets one", kind.noun()));
    }
    Ok(change)
}

/// The names of a record that had no file, in the file that it gets: the one that was typed wherever it is used stays, and
/// stands after a new one. What is only made of the old id goes with it.
fn names_in_file(view: NamedFiles<'_>, key: &RecordKey, typed: &str, id: &str) -> Vec<String> {
    let known = view.names.node(key).map(|node| view.site.title(node));
    let is_typed = |name: &&str| {
        let is_it =
            |mention: &Mention| mention.bare_name() == *name && view.names.record(mention).as_ref() == Some(key);
        view.mentions().any(|(_, mention)| is_it(mention))
    };
    let kept = known.filter(is_typed).map(str::to_owned);
    let new = (typed != id || kept.is_none()).then(|| crate::model::name_of(typed, id));
    new.into_iter().chain(kept).collect()
}

/// Whether a record is found by its name, and not by its id alone.
fn is_named(key: &RecordKey) -> bool {
    key.kind().is_some_and(|kind| kind.heading_field() == "name")
}

/// The id, and the name of the file, that what was typed makes.
fn new_name(view: NamedFiles<'_>, key: &RecordKey, typed: &str) -> Result<NewName, String> {
    let no_id = |error| format!("no id can be made of `{typed}`: {error}");
    let slug = Slug::new(typed).or_else(|_| Slug::new(&slug_text(typed))).map_err(no_id)?;
    let as_key = |id: String| RecordKey { folder: key.folder, id };
    let Some((kind, file)) = key.kind().zip(view.names.file(key)) else {
        return Ok(NewName { key: as_key(slug.to_string()), stem: slug.to_string() });
    };
    let old = file.rsplit('/').next().unwrap_or(file);
    let stem = match date_of_stem(kind, slug.as_str()) {
        "" => format!("{}{slug}", date_of_stem(kind, old)),
        _ => slug.to_string(),
    };
    let id = id_of_stem(kind, &stem).map_err(no_id)?;
    Ok(NewName { key: as_key(id.to_string()), stem })
}

/// Adds ids to the `former_ids` of a record; the id that it has from now on is none of them.
pub(super) fn keep_old_ids(
    view: NamedFiles<'_>,
    key: &RecordKey,
    new: &RecordKey,
    old: &[String],
    change: &mut RecordChange,
) {
    if let Some(entry) = YamlEntry::of(&view, key) {
        let (span, text) = entry.names("former_ids", old, &[&new.id]);
        change.edit(&entry.file, span, text);
        // An old address that is the new one would lead to itself.
        let aliases = entry.fields.get("aliases").and_then(serde_yaml::Value::as_sequence);
        if key.kind().is_some_and(|kind| kind.heading_field() != "name")
            && aliases.is_some_and(|aliases| aliases.iter().any(|alias| alias.as_str() == Some(new.id.as_str())))
        {
            let (span, text) = entry.names("aliases", &[], &[&new.id]);
            change.edit(&entry.file, span, text);
        }
    } else if let Some((file, span)) = view.place_of(key).filter(|(file, _)| file.ends_with(".bib")) {
        if new != key {
            change.edit(&file, span.clone(), new.id.clone());
        }
        if let Some((span, text)) = bib_keys(view.text(&file), &span, old, &[&new.id]) {
            change.edit(&file, span, text);
        }
    }
}

/// The file of a record that had none.
pub(super) fn made(kind: Kind, id: &str, name: &str, aliases: &[String], former: &[String]) -> (FileName, String) {
    let mut fields = serde_yaml::Mapping::new();
    put(&mut fields, kind.heading_field(), Some(name));
    if kind.heading_field() == "name" {
        put_all(&mut fields, "aliases", aliases.iter().map(String::as_str));
    }
    put_all(&mut fields, "former_ids", former.iter().map(String::as_str));
    let (comments, body) = (String::new(), String::new());
    let record = NewRecord { kind, stem: id.to_owned(), fields, comments, body };
    (FileName::from(record.path()), record.text())
}

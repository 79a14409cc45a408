//! One record of two: every name of the first leads to the second, which keeps the ids, names, lists and text of both.
//!
//! Of a field that both have and that is no list, the second's stays, and a note says what is not kept.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_yaml::{Mapping, Value};

use crate::content::Kind;
use crate::diagnostic::{FieldPath, FileName, PathStep};
use crate::rename::change::RecordChange;
use crate::rename::entries::{YamlEntry, bib_entry};
use crate::rename::mentions::{Mention, MentionForm};
use crate::rename::name_index::{CLAIMS, RecordKey};
use crate::rename::renaming::{keep_old_ids, made};
use crate::rename::view::NamedFiles;
use crate::rename::withheld;

/// The fields that are not carried as such: what a record is called and was called, and what names it.
const OWN: [&str; 6] = ["id", "name", "aliases", "names", "former_ids", "slug"];

/// Makes one record of two.
///
/// # Errors
/// Why they cannot be one, for the author.
pub(crate) fn merge(view: NamedFiles<'_>, from: &RecordKey, into: &RecordKey) -> Result<RecordChange, String> {
    if from == into {
        return Err("the two are one record already".to_owned());
    }
    let kind = into.kind().filter(|_| from.folder == into.folder);
    let Some(kind) = kind.filter(|_| from.folder != CLAIMS) else {
        return Err(format!("two records of one kind can be one: `{}` and `{}` are not", from.folder, into.folder));
    };
    if let Some(why) = withheld::obstacle(view, from, into) {
        return Ok(RecordChange { refused: Some(why), ..RecordChange::default() });
    }
    let mut change = RecordChange::default();
    let of_into = view.mentions().filter(|(_, mention)| view.names.record(mention).as_ref() == Some(into));
    let names_both: BTreeSet<(&FileName, FieldPath)> =
        of_into.filter_map(|(file, mention)| Some((file, list_of(mention)?))).collect();
    let mut listed_once = BTreeSet::new();
    let stem = view.names.file(into).map_or(into.id.as_str(), |file| stem(file));
    for (file, mention) in view.mentions() {
        let own = mention.form == MentionForm::Own || view.names.file(from) == Some(file) && is_gone(view, from);
        if own || view.names.record(mention).as_ref() != Some(from) {
            continue;
        }
        // A list that names both names one of them once.
        let again = list_of(mention)
            .filter(|list| !listed_once.insert((file, list.clone())) || names_both.contains(&(file, list.clone())));
        match again.and_then(|_| list_item(view.text(file), &mention.span)) {
            Some(span) => change.edit(file, span, ""),
            None => put_name(view, &mut change, file, mention, &into.id, stem),
        }
    }
    let (source, target) = (YamlEntry::of(&view, from), YamlEntry::of(&view, into));
    let mut former = vec![from.id.clone()];
    former.extend(view.origin(from).into_iter().flat_map(|origin| &origin.former).map(|former| former.id.to_string()));
    let names = other_names(view, from, into, kind);
    match &target {
        None if kind != Kind::Source => {
            let name = title(view, into);
            change.made = Some(made(kind, &into.id, &name, &names, &former));
            change.notes.push(format!("the {} `{}` had no file: it gets one", kind.noun(), into.id));
        }
        _ => keep_old_ids(view, into, into, &former, &mut change),
    }
    if let Some(target) = &target {
        if !names.is_empty() {
            let (span, text) = target.names("aliases", &names, &[]);
            change.edit(&target.file, span, text);
        }
        if let Some(source) = &source {
            carry(&with_old_address(&source.fields), target, kind, &mut change);
        }
    } else if source.as_ref().is_some_and(|source| source.fields.keys().any(|key| !is_own(key, kind))) {
        change.notes.push(format!("the fields of `{}` are not kept", from.id));
    }
    remove(view, from, into, source.as_ref(), target.as_ref(), &mut change)?;
    Ok(change)
}

/// The list of names of which a mention is an item.
fn list_of(mention: &Mention) -> Option<FieldPath> {
    let (last, list) = mention.at.as_ref()?.0.split_last()?;
    matches!(last, PathStep::Item(_)).then(|| FieldPath(list.to_vec()))
}

/// The bytes of an item of a list with what parts it from the others; nothing where it is the only one.
fn list_item(text: &str, name: &Range<usize>) -> Option<Range<usize>> {
    let is_quoted =
        ['"', '\''].iter().any(|quote| text[..name.start].ends_with(*quote) && text[name.end..].starts_with(*quote));
    let item = if is_quoted { name.start - 1..name.end + 1 } else { name.clone() };
    let line = text[..item.start].rfind('\n').map_or(0, |at| at + 1);
    if text[line..item.start].trim() == "-" {
        return Some(line..text[item.end..].find('\n').map_or(text.len(), |at| item.end + at + 1));
    }
    let before = text[..item.start].trim_end();
    if before.ends_with(',') {
        return Some(before.len() - 1..item.end);
    }
    let after = &text[item.end..];
    let comma = after.find(|c: char| !c.is_whitespace()).filter(|at| after[*at..].starts_with(','))?;
    let rest = &after[comma + 1..];
    Some(item.start..text.len() - rest.trim_start().len())
}

fn stem(file: &FileName) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Whether the file of a record goes with it.
fn is_gone(view: NamedFiles<'_>, key: &RecordKey) -> bool {
    view.names.file(key).is_some()
}

fn title(view: NamedFiles<'_>, key: &RecordKey) -> String {
    view.names.node(key).map_or_else(|| key.id.clone(), |node| view.site.title(node).to_owned())
}

/// The names of the first record that the second has not.
fn other_names(view: NamedFiles<'_>, from: &RecordKey, into: &RecordKey, kind: Kind) -> Vec<String> {
    if kind.heading_field() != "name" {
        return Vec::new();
    }
    let spellings = |key: &RecordKey| -> Vec<String> {
        let record = view.names.node(key).map(|node| view.site.record(node));
        record.into_iter().flat_map(|record| record.spellings().map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let own = spellings(into);
    let mut names: Vec<String> = spellings(from).into_iter().filter(|name| !own.contains(name)).collect();
    names.dedup();
    names
}

/// Puts the second's id where the first was named. In a text, words that were a name stay what is read.
fn put_name(view: NamedFiles<'_>, change: &mut RecordChange, file: &FileName, mention: &Mention, id: &str, stem: &str) {
    let (whole, name) = (view.text(file), mention.bare_name());
    let span = mention.bare_span(whole);
    let shows_name = || whole[span.end..].trim_start().starts_with("]]") && crate::path::Slug::new(name).is_err();
    let text = match mention.form {
        MentionForm::Stem => stem.to_owned(),
        MentionForm::Wiki if shows_name() => {
            // In a row of a table the bar is written `\|`.
            let line = whole[..span.start].rsplit('\n').next().unwrap_or_default();
            let rest = whole[span.end..].lines().next().unwrap_or_default();
            let bar = if has_bar(line) || has_bar(rest) { "\\|" } else { "|" };
            format!("{id}{bar}{name}")
        }
        _ => id.to_owned(),
    };
    change.edit(file, span, text);
}

/// Whether part of a line has a bar that stands in no double brackets.
fn has_bar(line: &str) -> bool {
    line.split("[[").any(|part| part.split_once("]]").map_or(part, |(_, after)| after).contains('|'))
}

fn is_own(key: &Value, kind: Kind) -> bool {
    // The aliases of a brief are addresses, which are carried as a list.
    key.as_str().is_some_and(|key| OWN.contains(&key) && (key != "aliases" || kind.heading_field() == "name"))
}

/// The fields of a record that goes, with the address that its `slug` made among its old ones.
fn with_old_address(fields: &Mapping) -> Mapping {
    let mut fields = fields.clone();
    if let Some(slug) = fields.get("slug").filter(|slug| slug.is_string()).cloned() {
        let mut addresses = fields.get("aliases").map(listed).unwrap_or_default();
        addresses.push(slug);
        fields.insert(Value::from("aliases"), Value::Sequence(addresses));
    }
    fields
}

/// Carries the fields that the second record lacks, and the items that its lists lack.
fn carry(fields: &Mapping, target: &YamlEntry<'_>, kind: Kind, change: &mut RecordChange) {
    for (key, value) in fields.iter().filter(|(key, _)| !is_own(key, kind)) {
        let Some(name) = key.as_str() else { continue };
        let edit = match (target.fields.get(key), value) {
            (None, _) => Some(target.field(name, value)),
            (Some(there), _) if there == value => continue,
            (Some(Value::Sequence(there)), value) => {
                let missing: Vec<Value> = listed(value).into_iter().filter(|item| !has(there, item)).collect();
                if missing.is_empty() {
                    continue;
                }
                target.items(name, &missing)
            }
            (Some(there), Value::Sequence(items)) if !there.is_mapping() => {
                let missing: Vec<Value> = items.iter().filter(|item| *item != there).cloned().collect();
                target.items(name, &missing)
            }
            _ => None,
        };
        match edit {
            Some((span, text)) => change.edit(&target.file, span, text),
            None => change.notes.push(format!("`{name}: {}` is not kept", shown(value))),
        }
    }
}

/// Whether a list has an item: the same, or one with the same `id`.
fn has(list: &[Value], item: &Value) -> bool {
    let id = |value: &Value| value.get("id").or(Some(value)).and_then(Value::as_str).map(str::to_owned);
    list.contains(item) || id(item).is_some_and(|own| list.iter().any(|other| id(other).as_ref() == Some(&own)))
}

fn listed(value: &Value) -> Vec<Value> {
    value.as_sequence().cloned().unwrap_or_else(|| vec![value.clone()])
}

fn shown(value: &Value) -> String {
    let text = value.as_str().map(str::to_owned);
    text.unwrap_or_else(|| serde_json::to_string(value).unwrap_or_default()).chars().take(60).collect()
}

/// Removes the first record, and puts its text at the end of the second's.
fn remove(
    view: NamedFiles<'_>,
    from: &RecordKey,
    into: &RecordKey,
    source: Option<&YamlEntry<'_>>,
    target: Option<&YamlEntry<'_>>,
    change: &mut RecordChange,
) -> Result<(), String> {
    if let Some(file) = view.names.file(from) {
        let body = view.layout(file).map_or("", |layout| view.text(file)[layout.body].trim());
        match target {
            Some(target) if !body.is_empty() => {
                let there = view.text(&target.file);
                let end = there.trim_end().len();
                change.edit(&target.file, end..there.len(), format!("\n\n{body}\n"));
                change.notes.push(format!("the text of `{}` stands at the end of that of `{}`", from.id, into.id));
            }
            None if !body.is_empty() => {
                if let Some((_, text)) = &mut change.made {
                    text.push_str(body);
                    text.push('\n');
                }
            }
            _ => {}
        }
        change.removed = Some(file.clone());
        return Ok(());
    }
    let is_own_file = |entry: &YamlEntry<'_>| entry.file.ends_with(".yaml") || entry.file.ends_with(".yml");
    if let Some(entry) = source {
        // A source that is written in a brief stays among its sources, by the id of the other.
        let span = if is_own_file(entry) { entry.item() } else { entry.value() };
        let text = if is_own_file(entry) { String::new() } else { into.id.clone() };
        let span = span.ok_or_else(|| format!("`{}` stands on one line with others: take it out by hand", from.id))?;
        change
            .edits
            .entry(entry.file.clone())
            .or_default()
            .retain(|(other, _)| other.end < span.start || other.start > span.end);
        change.edit(&entry.file, span, text);
    } else if let Some((file, key)) = view.place_of(from).filter(|(file, _)| file.ends_with(".bib")) {
        let span = bib_entry(view.text(&file), &key).ok_or("its entry has no end")?;
        change.edit(&file, span, "");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_taken_out_of_a_list_however_it_is_written() {
        for (before, after) in [
            ("[a, x, b]", "[a, b]"),
            ("[x, b]", "[b]"),
            ("[a, \"x\"]", "[a]"),
            ("t:\n  - a\n  - x # one\n  - b\n", "t:\n  - a\n  - b\n"),
        ] {
            let at = before.find('x').expect("the item");
            let mut text = before.to_owned();
            text.replace_range(list_item(before, &(at..at + 1)).expect("an item"), "");
            assert_eq!(text, after);
        }
        assert_eq!(list_item("topics: x\n", &(8..9)), None);
    }
}

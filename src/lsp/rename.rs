//! A new id for a record, in every file that names it.
//!
//! The id of most records is their file's name, so the file is renamed too; a date before the id stays. Briefs, questions,
//! threads and pages keep their old address: it joins their `aliases`. A name by which the record is still found after
//! that, such as an actor's own, is left as it was typed.

use std::ops::Range;

use gen_lsp_types::WorkspaceEdit;
use serde_json::{Value, json};

use crate::content::{Kind, without_date};
use crate::diagnostic::{Anchor, FieldPath, FileName};
use crate::fold::slug_text;
use crate::front_matter::YamlIndex;
use crate::lsp::edits::{self, EditCapabilities, FileEdits};
use crate::lsp::mentions::MentionForm;
use crate::lsp::name_index::RecordKey;
use crate::lsp::workspace::Workspace;
use crate::path::Slug;

/// Returns the record that a rename at a byte would rename: the bytes that name it, and its id.
pub(super) fn prepare(workspace: &Workspace, file: &FileName, byte: usize) -> Option<Value> {
    let (key, span) = workspace.named_at(file, byte)?;
    let range = workspace.encoding.span(workspace.text(file), &span);
    Some(json!({"range": range, "placeholder": key.id}))
}

/// Renames the record that is named at a byte of a file.
///
/// # Errors
/// Why it cannot be renamed so, for the author.
pub(super) fn rename(
    workspace: &mut Workspace,
    file: &FileName,
    byte: usize,
    new: &str,
    can: EditCapabilities,
) -> Result<WorkspaceEdit, String> {
    let (key, _) = workspace.named_at(file, byte).ok_or("nothing here has an id")?;
    let new = Slug::new(new.trim()).map_err(|error| format!("`{new}` is no id: {error}"))?;
    let wanted = RecordKey { folder: key.folder, id: new.to_string() };
    if wanted == key {
        return Ok(WorkspaceEdit::default());
    }
    if workspace.names.has(&wanted) {
        return Err(format!("there is a `{new}` already"));
    }
    let moved = workspace.names.file(&key).map(|old| (old.clone(), moved(old, new.as_str())));
    if moved.is_some() && !(can.ordered && can.renames) {
        return Err("the id is the file's name, and this editor renames no files for a language server".to_owned());
    }
    let mut edits = named(workspace, &key, &new, moved.as_ref().map(|(_, stem)| stem.as_str()));
    if let Some((old, _)) = &moved
        && keeps_address(workspace, &key, old)
        && let Some(layout) = workspace.layout(old).filter(|layout| !layout.front.is_empty())
    {
        let edit = with_alias(workspace.text(old), &layout.front, &key.id, new.as_str());
        edits.entry(old.clone()).or_default().push(edit);
    }
    let folder = moved.as_ref().and_then(|(old, _)| old.rsplit_once('/')).map_or("", |(folder, _)| folder).to_owned();
    let moved = moved.map(|(old, stem)| (old, format!("{folder}/{stem}.md")));
    Ok(edits::workspace_edit(workspace, edits, moved, can))
}

/// Every name of a record that has to change.
fn named(workspace: &mut Workspace, key: &RecordKey, new: &Slug, stem: Option<&str>) -> FileEdits {
    let mut edits = FileEdits::new();
    // In a bibliography the id is the entry's key.
    if let Some((file, span)) = workspace.place_of(key).filter(|(file, _)| file.ends_with(".bib")) {
        edits.entry(file).or_default().push((span, new.to_string()));
    }
    workspace.index_mentions();
    for (file, mention) in workspace.mentions() {
        let name = match mention.form {
            MentionForm::Wiki => mention.name.rsplit('/').next().unwrap_or_default(),
            _ => mention.name.as_str(),
        };
        let kept = name != key.id && (slug_text(name) != key.id || workspace.names.is_spelling(key, name));
        if workspace.names.record(mention).as_ref() != Some(key) || kept {
            continue;
        }
        let start = match mention.form {
            MentionForm::Wiki => mention.span.end.saturating_sub(name.len()).max(mention.span.start),
            _ => mention.span.start,
        };
        let text = if mention.form == MentionForm::Stem { stem.unwrap_or(new.as_str()) } else { new.as_str() };
        edits.entry(file.clone()).or_default().push((start..mention.span.end, text.to_owned()));
    }
    edits
}

/// The stem of a file for another id: a date before it stays.
fn moved(file: &FileName, new: &str) -> String {
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
    let date = &stem[..stem.len() - without_date(stem).len()];
    format!("{date}{new}")
}

/// Whether a record has old addresses, and its address is its id.
fn keeps_address(workspace: &Workspace, key: &RecordKey, file: &FileName) -> bool {
    match key.kind() {
        Some(Kind::Question | Kind::Thread | Kind::Page) => true,
        Some(Kind::Brief) => {
            let text = workspace.text(file);
            let slug = Anchor::Value(FieldPath::field("slug"));
            workspace.layout(file).is_none_or(|layout| YamlIndex::of(&text[layout.front]).exact(&slug).is_none())
        }
        _ => false,
    }
}

/// The edit that adds an old id to `aliases`, and takes the new one away if it was an old one once.
fn with_alias(text: &str, front: &Range<usize>, old: &str, new: &str) -> (Range<usize>, String) {
    let yaml = &text[front.clone()];
    let index = YamlIndex::of(yaml);
    let path = FieldPath::field("aliases");
    let Some(key) = index.exact(&Anchor::Key(path.clone())) else {
        return (front.end..front.end, format!("aliases: [{old}]\n"));
    };
    let value = index.exact(&Anchor::Value(path.clone())).unwrap_or(key.end..key.end);
    let flow = yaml[value.start..].starts_with('[');
    let items = (0..1000).map_while(|at| index.exact(&Anchor::Value(path.item(at))));
    // Of an empty list the index says that it is its own first item.
    let items: Vec<Range<usize>> = items.filter(|item| !(flow && item.start == value.start)).collect();
    let kept = items.iter().map(|span| yaml[span.clone()].trim()).filter(|item| !item.is_empty() && *item != new);
    let list = format!("[{}]", kept.chain([old]).collect::<Vec<_>>().join(", "));
    let last = items.last().map_or(value.end.max(key.end + 1), |span| span.end);
    let span = match flow {
        true => value.start..yaml[last..].find(']').map_or(last, |at| last + at + 1),
        false if items.iter().all(Range::is_empty) => key.end + 1..key.end + 1,
        false => value.start.min(last)..last,
    };
    let list = if span.is_empty() { format!(" {list}") } else { list };
    (span.start + front.start..span.end + front.start, list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_id_joins_the_aliases_however_they_are_written() {
        for (before, after) in [
            ("title: A\n", "title: A\naliases: [old]\n"),
            ("aliases: a\ntitle: A\n", "aliases: [a, old]\ntitle: A\n"),
            ("aliases: [a, \"/b/\"]\n", "aliases: [a, \"/b/\", old]\n"),
            ("aliases:\n  - a\n  - new\ntitle: A\n", "aliases:\n  [a, old]\ntitle: A\n"),
            ("aliases: []\ntitle: A\n", "aliases: [old]\ntitle: A\n"),
            ("aliases:\ntitle: A\n", "aliases: [old]\ntitle: A\n"),
        ] {
            let mut text = format!("---\n{before}---\n");
            let (span, new) = with_alias(&text, &(4..text.len() - 4), "old", "new");
            text.replace_range(span, &new);
            assert_eq!(text, format!("---\n{after}---\n"), "{before}");
        }
    }

    #[test]
    fn a_date_before_the_id_stays() {
        assert_eq!(moved(&FileName::from("content/briefs/2025-02-06-note.md"), "memo"), "2025-02-06-memo");
        assert_eq!(moved(&FileName::from("content/actors/lavrov.md"), "sergey"), "sergey");
    }
}

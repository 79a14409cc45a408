//! A new id for a record, in every file that names it.
//!
//! The id of most records is their file's name, so the file is renamed too; a date before the id stays. Briefs, questions,
//! threads and pages keep their old address: it joins their `aliases`. A name by which the record is still found after
//! that, such as an actor's own, is left as it was typed.

use std::collections::BTreeMap;
use std::ops::Range;

use gen_lsp_types::{
    DocumentChange, OptionalVersionedTextDocumentIdentifier, RenameFile, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, WorkspaceEdit,
};

use crate::content::{Kind, without_date};
use crate::diagnostic::{At, FieldPath, FileName};
use crate::fold::slug_text;
use crate::front_matter::locate::YamlIndex;
use crate::lsp::desk::Desk;
use crate::lsp::mentions::Form;
use crate::lsp::names::Key;
use crate::path::Slug;

/// What is to stand where, file by file.
type Edits = BTreeMap<FileName, Vec<(Range<usize>, String)>>;

/// What an editor can do with several files at once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Abilities {
    /// It takes edits of several files in an order.
    pub ordered: bool,
    /// It renames files.
    pub renames: bool,
    /// It makes files.
    pub creates: bool,
}

/// Renames the record that is named at a byte of a file.
///
/// # Errors
/// Why it cannot be renamed so, for the author.
pub fn rename(
    desk: &mut Desk,
    file: &FileName,
    byte: usize,
    new: &str,
    can: Abilities,
) -> Result<WorkspaceEdit, String> {
    let (key, _) = desk.named_at(file, byte).ok_or("nothing here has an id")?;
    let new = Slug::new(new.trim()).map_err(|error| format!("`{new}` is no id: {error}"))?;
    let wanted = Key { folder: key.folder, id: new.to_string() };
    if wanted == key {
        return Ok(WorkspaceEdit::default());
    }
    if desk.names.has(&wanted) {
        return Err(format!("there is a `{new}` already"));
    }
    let moved = desk.names.file(&key).map(|old| (old.clone(), moved(old, new.as_str())));
    if moved.is_some() && !(can.ordered && can.renames) {
        return Err("the id is the file's name, and this editor renames no files for a language server".to_owned());
    }
    let mut edits = named(desk, &key, &new, moved.as_ref().map(|(_, stem)| stem.as_str()));
    if let Some((old, _)) = &moved
        && keeps_address(desk, &key, old)
        && let Some(layout) = desk.layout(old).filter(|layout| !layout.front.is_empty())
    {
        let edit = with_alias(desk.text(old), &layout.front, &key.id, new.as_str());
        edits.entry(old.clone()).or_default().push(edit);
    }
    Ok(workspace_edit(desk, edits, moved, can))
}

/// Every name of a record that has to change.
fn named(desk: &mut Desk, key: &Key, new: &Slug, stem: Option<&str>) -> Edits {
    let mut edits = Edits::new();
    // In a bibliography the id is the entry's key.
    if let Some((file, span)) = desk.place_of(key).filter(|(file, _)| file.ends_with(".bib")) {
        edits.entry(file).or_default().push((span, new.to_string()));
    }
    let found: Vec<_> = desk.mentions().map(|(file, mention)| (file.clone(), mention.clone())).collect();
    for (file, mention) in found {
        let name = match mention.form {
            Form::Wiki => mention.name.rsplit('/').next().unwrap_or_default(),
            _ => mention.name.as_str(),
        };
        let kept = name != key.id && (slug_text(name) != key.id || desk.names.is_spelling(key, name));
        if desk.names.record(&mention).as_ref() != Some(key) || kept {
            continue;
        }
        let start = match mention.form {
            Form::Wiki => mention.span.end.saturating_sub(name.len()).max(mention.span.start),
            _ => mention.span.start,
        };
        let text = if mention.form == Form::Stem { stem.unwrap_or(new.as_str()) } else { new.as_str() };
        edits.entry(file).or_default().push((start..mention.span.end, text.to_owned()));
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
fn keeps_address(desk: &Desk, key: &Key, file: &FileName) -> bool {
    match key.kind() {
        Some(Kind::Question | Kind::Thread | Kind::Page) => true,
        Some(Kind::Brief) => {
            let text = desk.text(file);
            let slug = At::Value(FieldPath::field("slug"));
            desk.layout(file).is_none_or(|layout| YamlIndex::of(&text[layout.front]).exact(&slug).is_none())
        }
        _ => false,
    }
}

/// The edit that adds an old id to `aliases`, and takes the new one away if it was an old one once.
fn with_alias(text: &str, front: &Range<usize>, old: &str, new: &str) -> (Range<usize>, String) {
    let yaml = &text[front.clone()];
    let index = YamlIndex::of(yaml);
    let path = FieldPath::field("aliases");
    let Some(key) = index.exact(&At::Key(path.clone())) else {
        return (front.end..front.end, format!("aliases: [{old}]\n"));
    };
    let value = index.exact(&At::Value(path.clone())).unwrap_or(key.end..key.end);
    let flow = yaml[value.start..].starts_with('[');
    let items = (0..1000).map_while(|at| index.exact(&At::Value(path.item(at))));
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

/// The edits as an editor makes them: texts first, then the file's name.
fn workspace_edit(desk: &Desk, edits: Edits, moved: Option<(FileName, String)>, can: Abilities) -> WorkspaceEdit {
    let texts = edits.into_iter().filter_map(|(file, edits)| {
        let text = desk.text(&file);
        let edit =
            |(span, new_text): (Range<usize>, String)| TextEdit { range: desk.encoding.span(text, &span), new_text };
        Some((desk.uri(&file)?, edits.into_iter().map(edit).collect::<Vec<_>>()))
    });
    if !can.ordered {
        return WorkspaceEdit { changes: Some(texts.collect()), ..WorkspaceEdit::default() };
    }
    let mut changes: Vec<DocumentChange> = texts
        .map(|(uri, edits)| {
            let text_document_identifier = TextDocumentIdentifier { uri };
            let text_document = OptionalVersionedTextDocumentIdentifier { version: None, text_document_identifier };
            TextDocumentEdit { text_document, edits: edits.into_iter().map(Into::into).collect() }.into()
        })
        .collect();
    if let Some((old, stem)) = moved {
        let folder = old.rsplit_once('/').map_or("", |(folder, _)| folder);
        let uris = desk.uri(&old).zip(desk.uri(&format!("{folder}/{stem}.md")));
        if let Some((old_uri, new_uri)) = uris {
            let rename = RenameFile { old_uri, new_uri, options: None, annotation_id: None };
            changes.push(rename.into());
        }
    }
    WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() }
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

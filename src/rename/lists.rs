//! A list of a record with something added to it, however its author wrote it: as edits of the YAML.

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{Anchor, FieldPath};
use crate::front_matter::YamlIndex;
use crate::front_matter::wording::yaml_scalar;

/// New text for some bytes of a YAML block.
pub(super) type YamlEdit = (Range<usize>, String);

/// Returns the edit that adds names to a list of names that is there, and takes some away; nothing where there is no such
/// field. It becomes a list on one line.
pub(super) fn with_names(
    yaml: &str,
    index: &YamlIndex,
    path: &FieldPath,
    added: &[String],
    removed: &[&str],
) -> Option<YamlEdit> {
    let key = index.exact(&Anchor::Key(path.clone()))?;
    let value = index.exact(&Anchor::Value(path.clone())).unwrap_or(key.end..key.end);
    let flow = yaml[value.start..].starts_with('[');
    let items = items(yaml, index, path);
    let text = |span: &Range<usize>| yaml[span.clone()].trim().to_owned();
    let mut kept: Vec<String> = items.iter().map(text).filter(|item| !item.is_empty()).collect();
    kept.retain(|item| !removed.iter().any(|gone| is_item(item, gone)));
    for name in added {
        if !kept.iter().any(|item| is_item(item, name)) {
            kept.push(yaml_scalar(name));
        }
    }
    let list = format!("[{}]", kept.join(", "));
    let last = items.last().map_or(value.end.max(key.end + 1), |span| span.end);
    let span = match flow {
        true => value.start..yaml[last..].find(']').map_or(last, |at| last + at + 1),
        false if items.iter().all(Range::is_empty) => key.end + 1..key.end + 1,
        false => {
            // The dashes of a list may stand as far left as its key, where no list on one line may.
            let first = items.first().map_or(value.start, |item| item.start);
            let is_dash = |dash: &usize| *dash > key.end && yaml[dash + 1..first].trim().is_empty();
            let dash = yaml[..first].rfind('-').filter(is_dash);
            let start = dash.map_or(value.start, |dash| dash.min(value.start));
            let between = &yaml[key.end..start.max(key.end)];
            let colon = key.end + between.find(':').map_or(0, |at| at + 1);
            if yaml[colon..start.max(colon)].trim().is_empty() { colon..last } else { start.min(last)..last }
        }
    };
    let line = yaml[..span.start].rsplit('\n').next().unwrap_or_default();
    let list = if line.ends_with(':') || line.trim().is_empty() { format!(" {list}") } else { list };
    Some((span, list))
}

/// Whether the text of an item is a name, in quotes or without.
fn is_item(item: &str, name: &str) -> bool {
    item == name || item.trim_matches(['"', '\'']) == name
}

/// Returns the edit that adds items of any kind to the end of a list that is there.
pub(super) fn with_items(yaml: &str, index: &YamlIndex, path: &FieldPath, added: &[Value]) -> Option<YamlEdit> {
    let value = index.exact(&Anchor::Value(path.clone()))?;
    let items = items(yaml, index, path);
    let texts: Vec<String> = added.iter().map(one_line).collect();
    if yaml[value.start..].starts_with('[') {
        let end = flow_end(yaml, value.start)? - 1;
        let before = if items.is_empty() { "" } else { ", " };
        return Some((end..end, format!("{before}{}", texts.join(", "))));
    }
    let first = items.first()?;
    let line = yaml[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let is_block = yaml[line..first.start].trim_start().starts_with('-');
    if !is_block {
        let typed = yaml[value.clone()].trim();
        return Some((value.start..value.start + typed.len(), format!("[{typed}, {}]", texts.join(", "))));
    }
    let indent = &yaml[line..line + (yaml[line..].len() - yaml[line..].trim_start_matches(' ').len())];
    let end = block_end(yaml, items.last()?.start);
    Some((end..end, texts.iter().map(|text| format!("\n{indent}- {text}")).collect()))
}

/// Returns where the item of a block list ends, without its line end: with the last line that stands further right than
/// its dash.
pub(super) fn block_end(yaml: &str, item: usize) -> usize {
    let begin = yaml[..item].rfind('\n').map_or(0, |at| at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(&yaml[begin..]);
    let mut end = begin;
    let mut at = begin;
    for (number, line) in yaml[begin..].split_inclusive('\n').enumerate() {
        let is_blank = line.trim().is_empty();
        if number > 0 && !is_blank && indent(line) <= own {
            break;
        }
        if !is_blank {
            end = at + line.trim_end_matches(['\n', '\r']).len();
        }
        at += line.len();
    }
    end
}

/// Returns where a list or mapping in brackets ends, after its bracket.
pub(super) fn flow_end(yaml: &str, start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in yaml[start..].char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open && !(open == '"' && before == '\\') => quote = None,
            (Some(_), _) => {}
            // An apostrophe within a word opens nothing.
            (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some(c),
            (None, '[' | '{') => depth += 1,
            (None, ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && quote.is_none() {
            return Some(start + at + c.len_utf8());
        }
        before = c;
    }
    None
}

/// A value on one line.
fn one_line(value: &Value) -> String {
    match value {
        Value::String(text) => yaml_scalar(text),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

fn items(yaml: &str, index: &YamlIndex, path: &FieldPath) -> Vec<Range<usize>> {
    let Some(value) = index.exact(&Anchor::Value(path.clone())) else { return Vec::new() };
    let flow = yaml[value.start..].starts_with('[');
    let items = (0..100_000).map_while(|at| index.exact(&Anchor::Value(path.item(at))));
    // Of an empty list the index says that it is its own first item.
    items.filter(|item| !(flow && item.start == value.start)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(yaml: &str, edit: Option<YamlEdit>) -> String {
        let mut text = yaml.to_owned();
        let (span, new) = edit.expect("an edit");
        text.replace_range(span, &new);
        text
    }

    #[test]
    fn a_name_joins_a_list_of_names_however_it_is_written() {
        for (before, expected) in [
            ("former_ids: a\ntitle: A\n", "former_ids: [a, old]\ntitle: A\n"),
            ("former_ids: [a, \"b\"]\n", "former_ids: [a, \"b\", old]\n"),
            ("former_ids:\n  - a\n  - new\ntitle: A\n", "former_ids: [a, old]\ntitle: A\n"),
            ("former_ids:\n- a\n- new\ntitle: A\n", "former_ids: [a, old]\ntitle: A\n"),
            ("former_ids: # were\n- a-b\ntitle: A\n", "former_ids: # were\n [a-b, old]\ntitle: A\n"),
            ("former_ids: # were-so\n  - a\ntitle: A\n", "former_ids: # were-so\n   [a, old]\ntitle: A\n"),
            ("former_ids: []\ntitle: A\n", "former_ids: [old]\ntitle: A\n"),
            ("former_ids:\ntitle: A\n", "former_ids: [old]\ntitle: A\n"),
            ("former_ids: [old]\n", "former_ids: [old]\n"),
        ] {
            let path = FieldPath::field("former_ids");
            let edit = with_names(before, &YamlIndex::of(before), &path, &["old".to_owned()], &["new"]);
            assert_eq!(after(before, edit), expected);
        }
    }

    #[test]
    fn items_join_the_end_of_a_list_however_it_is_written() {
        let added: Vec<Value> = serde_yaml::from_str("[b, {id: c, says: 'x: y'}]").expect("YAML");
        for (before, expected) in [
            ("topics: [a]\nx: 1\n", "topics: [a, b, {\"id\":\"c\",\"says\":\"x: y\"}]\nx: 1\n"),
            ("topics: []\n", "topics: [b, {\"id\":\"c\",\"says\":\"x: y\"}]\n"),
            ("topics: a\n", "topics: [a, b, {\"id\":\"c\",\"says\":\"x: y\"}]\n"),
            (
                "topics:\n  - a # one\n  - {id: d}\nx: 1\n",
                "topics:\n  - a # one\n  - {id: d}\n  - b\n  - {\"id\":\"c\",\"says\":\"x: y\"}\nx: 1\n",
            ),
            (
                "topics:\n- id: d\n  says: z\nx: 1\n",
                "topics:\n- id: d\n  says: z\n- b\n- {\"id\":\"c\",\"says\":\"x: y\"}\nx: 1\n",
            ),
        ] {
            let text = after(before, with_items(before, &YamlIndex::of(before), &FieldPath::field("topics"), &added));
            assert_eq!(text, expected);
            assert!(serde_yaml::from_str::<Value>(&text).is_ok());
        }
    }
}

//! Where the fields of a record stand: in its front matter, in an item of a list of sources, or in an entry of a `.bib` file.

use std::ops::Range;

use serde_yaml::{Mapping, Value};

use crate::compose;
use crate::diagnostic::{Anchor, FieldPath, FileName, PathStep};
use crate::front_matter;
use crate::front_matter::YamlIndex;
use crate::front_matter::wording::yaml_scalar;
use crate::rename::lists::{YamlEdit, block_end, flow_end, with_items, with_names};
use crate::rename::name_index::RecordKey;
use crate::rename::view::NamedFiles;

/// A record in YAML.
pub(super) struct YamlEntry<'v> {
    /// Its file.
    pub file: FileName,
    /// The YAML of the file, and where it begins.
    yaml: &'v str,
    start: usize,
    index: YamlIndex,
    /// The path of the record in it; empty for a file of its own.
    path: FieldPath,
    /// Its fields.
    pub fields: Mapping,
}

impl<'v> YamlEntry<'v> {
    /// Returns the entry of a record that is written in YAML.
    pub(super) fn of(view: &NamedFiles<'v>, key: &RecordKey) -> Option<Self> {
        let origin = view.origin(key);
        let file = match (view.names.file(key), origin) {
            (Some(file), _) => file.clone(),
            (None, Some(origin)) if origin.bytes.is_none() && !origin.path.0.is_empty() => origin.file.clone(),
            _ => return None,
        };
        let path = origin.map(|origin| origin.path.clone()).unwrap_or_default();
        let layout = view.layout(&file)?;
        let (start, yaml) = (layout.front.start, &view.text(&file)[layout.front.clone()]);
        let whole = front_matter::parse(&file, yaml, start, &mut Vec::new())?;
        let Value::Mapping(fields) = value_at(&whole, &path)?.clone() else { return None };
        Some(Self { file, yaml, start, index: YamlIndex::of(yaml), path, fields })
    }

    /// Returns the edit that adds names to a list of names, which is made where it is not there, and takes some away.
    pub(super) fn names(&self, field: &str, added: &[String], removed: &[&str]) -> YamlEdit {
        let there = with_names(self.yaml, &self.index, &self.path.key(field), added, removed);
        let edit = there.unwrap_or_else(|| {
            let names: Vec<String> = added.iter().map(|name| yaml_scalar(name)).collect();
            self.line(&format!("{field}: [{}]", names.join(", ")))
        });
        self.in_file(edit)
    }

    /// Returns the edit that adds items to a list; nothing where it is not there.
    pub(super) fn items(&self, field: &str, added: &[Value]) -> Option<YamlEdit> {
        with_items(self.yaml, &self.index, &self.path.key(field), added).map(|edit| self.in_file(edit))
    }

    /// Returns the edit that adds a field.
    pub(super) fn field(&self, name: &str, value: &Value) -> YamlEdit {
        let own: Mapping = std::iter::once((Value::from(name), value.clone())).collect();
        let text = match self.is_flow() {
            true => format!("{name}: {}", serde_json::to_string(value).unwrap_or_default()),
            false => compose::yaml(&Value::Mapping(own)).trim_end().to_owned(),
        };
        self.in_file(self.line(&text))
    }

    /// Returns the edit that puts a field before all others.
    pub(super) fn first_field(&self, name: &str, value: &str) -> Option<YamlEdit> {
        let first = self.fields.iter().next().and_then(|(key, _)| key.as_str())?;
        let at = self.index.exact(&Anchor::Key(self.path.key(first)))?.start;
        let column = at - self.yaml[..at].rfind('\n').map_or(0, |end| end + 1);
        let after = if self.is_flow() { ", ".to_owned() } else { format!("\n{}", " ".repeat(column)) };
        Some(self.in_file((at..at, format!("{name}: {value}{after}"))))
    }

    /// Returns the bytes of a source's item in its list, from its dash to the end of its last line; of an item on one line
    /// with others nothing.
    pub(super) fn item(&self) -> Option<Range<usize>> {
        let value = self.index.exact(&Anchor::Value(self.path.clone()))?;
        let begin = self.yaml[..value.start].rfind('\n').map_or(0, |at| at + 1);
        if self.yaml[begin..value.start].trim() != "-" {
            return None;
        }
        let end = block_end(self.yaml, value.start);
        let end = self.yaml[end..].find('\n').map_or(self.yaml.len(), |at| end + at + 1);
        Some(begin + self.start..end + self.start)
    }

    /// Returns the bytes of the record itself, without what stands around it.
    pub(super) fn value(&self) -> Option<Range<usize>> {
        let value = self.index.exact(&Anchor::Value(self.path.clone()))?;
        let end = match self.is_flow() {
            true => flow_end(self.yaml, value.start)?,
            false => block_end(self.yaml, value.start),
        };
        Some(value.start + self.start..end + self.start)
    }

    /// The edit that adds a line, or several, to the record.
    fn line(&self, text: &str) -> YamlEdit {
        if self.path.0.is_empty() {
            let before = if self.yaml.is_empty() || self.yaml.ends_with('\n') { "" } else { "\n" };
            return (self.yaml.len()..self.yaml.len(), format!("{before}{text}\n"));
        }
        let first = self.fields.iter().next().and_then(|(key, _)| key.as_str()).unwrap_or_default();
        let beside = self.path.key(if self.fields.contains_key("id") { "id" } else { first });
        let key = self.index.exact(&Anchor::Key(beside.clone())).unwrap_or_default();
        let value = self.index.exact(&Anchor::Value(beside)).unwrap_or(key.clone());
        let end = self.yaml[..value.end].trim_end().len();
        if self.is_flow() {
            return (end..end, format!(", {text}"));
        }
        let column = key.start - self.yaml[..key.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.yaml[end..].find('\n').map_or(self.yaml.len(), |at| end + at);
        let lines: String = text.lines().map(|line| format!("\n{}{line}", " ".repeat(column))).collect();
        (end..end, lines)
    }

    fn is_flow(&self) -> bool {
        let value = self.index.exact(&Anchor::Value(self.path.clone()));
        value.is_some_and(|value| self.yaml[value.start..].starts_with('{'))
    }

    fn in_file(&self, (span, text): YamlEdit) -> YamlEdit {
        (span.start + self.start..span.end + self.start, text)
    }
}

fn value_at<'v>(whole: &'v Value, path: &FieldPath) -> Option<&'v Value> {
    path.0.iter().try_fold(whole, |value, step| match step {
        PathStep::Key(key) => value.get(&**key),
        PathStep::Item(at) => value.get(*at),
    })
}

/// Returns the edit that adds keys to `ids` of the entry of a `.bib` file, BibLaTeX's own field for the keys that it had.
pub(super) fn bib_keys(text: &str, key: &Range<usize>, added: &[String], removed: &[&str]) -> Option<YamlEdit> {
    let whole = bib_entry(text, key)?;
    let inside = &text[key.end..whole.end];
    let field = regex_lite::Regex::new(r"(?i)\bids\s*=\s*[{\x22]([^}\x22]*)[}\x22]").ok()?;
    if let Some(there) = field.captures(inside).and_then(|found| found.get(1)) {
        let mut keys: Vec<&str> = there.as_str().split(',').map(str::trim).filter(|key| !key.is_empty()).collect();
        keys.retain(|key| !removed.contains(key));
        keys.extend(
            added.iter().map(String::as_str).filter(|key| !there.as_str().split(',').any(|own| own.trim() == *key)),
        );
        return Some((key.end + there.start()..key.end + there.end(), keys.join(", ")));
    }
    let comma = key.end + inside.find(',')? + 1;
    Some((comma..comma, format!("\n  ids = {{{}}},", added.join(", "))))
}

/// Returns the bytes of an entry of a `.bib` file, with the line end after it.
pub(super) fn bib_entry(text: &str, key: &Range<usize>) -> Option<Range<usize>> {
    let open = text[..key.start].rfind('{')?;
    let begin = text[..open].rfind('@')?;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in text[open..].char_indices() {
        match c {
            _ if std::mem::take(&mut escaped) => {}
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let end = open + at + 1;
            let line_end =
                text[end..].find(|c: char| !matches!(c, ' ' | '\r' | '\n')).map_or(text.len(), |next| end + next);
            return Some(begin..line_end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIB: &str = "@online{one,\n  title = {A {B}},\n}\n\n@online{two,\n  title = {C},\n  ids = {old},\n}\n";

    fn key(name: &str) -> Range<usize> {
        let at = BIB.find(name).expect("a key");
        at..at + name.len()
    }

    #[test]
    fn an_entry_of_a_bib_file_is_found_and_told_its_old_keys() {
        assert_eq!(&BIB[bib_entry(BIB, &key("one")).expect("an entry")], "@online{one,\n  title = {A {B}},\n}\n\n");
        assert_eq!(bib_keys(BIB, &key("one"), &["x".to_owned()], &[]).expect("an edit").1, "\n  ids = {x},");
        assert_eq!(bib_keys(BIB, &key("two"), &["x".to_owned()], &["old"]).expect("an edit").1, "x");
    }
}

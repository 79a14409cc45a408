//! A source added to `sources.yaml`, without disturbing what is there.
//!
//! In go the file's text and the new record; out comes the file with the record at its end. Every byte that was there
//! stays, comments too; and where the new text would not read as the old list with one more item, nothing is made.

use serde_yaml::Value;

/// The file with a record after all others; nothing where it is no list that can be added to.
///
/// `fields` is the record as YAML, one field a line, comments among them.
pub(crate) fn appended(text: &str, fields: &str) -> Option<String> {
    all_appended(text, [fields.to_owned()])
}

/// The file with several records after all others.
pub(crate) fn all_appended(text: &str, records: impl IntoIterator<Item = String>) -> Option<String> {
    let yaml = |text: &str| serde_yaml::from_str::<Value>(text.trim_start_matches('\u{feff}')).ok();
    let mut wanted = match yaml(text)? {
        Value::Sequence(items) => items,
        Value::Null => Vec::new(),
        _ => return None,
    };
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let between = if text.is_empty() || text.ends_with('\n') { "" } else { line_end };
    let mut made = format!("{text}{between}");
    for fields in records {
        wanted.push(yaml(&fields)?);
        made.push_str(&item(&fields, indentation(text), line_end));
    }
    (yaml(&made)? == Value::Sequence(wanted)).then_some(made)
}

/// A record as an item of a list.
pub(super) fn item(fields: &str, indentation: &str, line_end: &str) -> String {
    fields
        .lines()
        .enumerate()
        .map(|(at, line)| format!("{indentation}{}{line}{line_end}", if at == 0 { "- " } else { "  " }))
        .collect()
}

/// The spaces before the items of the list.
fn indentation(text: &str) -> &str {
    let first = text.lines().find(|line| line.trim_start_matches(' ').starts_with("- "));
    first.map_or("", |line| &line[..line.len() - line.trim_start_matches(' ').len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "id: b\ntitle: 'B: two'\n# url: x\n";

    #[test]
    fn what_is_there_stays_byte_for_byte() {
        for (old, added) in [
            ("", "- id: b\n  title: 'B: two'\n  # url: x\n"),
            ("# Sources.\n", "- id: b\n  title: 'B: two'\n  # url: x\n"),
            ("- id: a # the first\n  title: A", "\n- id: b\n  title: 'B: two'\n  # url: x\n"),
            ("  - id: a\n    title: >-\n      A\n", "  - id: b\n    title: 'B: two'\n    # url: x\n"),
            ("\u{feff}- id: a\r\n  title: A\r\n", "- id: b\r\n  title: 'B: two'\r\n  # url: x\r\n"),
            ("- {id: a, title: A}\n\n# The end.\n", "- id: b\n  title: 'B: two'\n  # url: x\n"),
        ] {
            assert_eq!(appended(old, NEW), Some(format!("{old}{added}")), "{old:?}");
        }
    }

    #[test]
    fn what_cannot_be_added_to_is_left() {
        for old in ["[{id: a, title: A}]\n", "id: a\n", "- id: a\n...\n", "- id: [\n"] {
            assert_eq!(appended(old, NEW), None, "{old:?}");
        }
    }
}

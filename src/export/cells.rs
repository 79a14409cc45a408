//! Values as the cells of a table, and a table as CSV or JSON.

use serde_yaml::Value;

use crate::export::table::ExportTable;

/// What stands between the values of a list in one cell.
const SEPARATOR: &str = "; ";

/// Returns the text of a cell: a text as it is, a list of plain texts with `; ` between them, anything else as JSON.
pub(super) fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Sequence(items) => match items.iter().map(plain).collect::<Option<Vec<&str>>>() {
            Some(texts) => texts.join(SEPARATOR),
            None => as_json(value),
        },
        other => as_json(other),
    }
}

/// An item of a list that no reader of the cell can take for several, or for JSON.
fn plain(item: &Value) -> Option<&str> {
    let text = item.as_str()?;
    let is_plain = !text.contains(';') && !text.starts_with(['[', '{']) && !text.is_empty() && text.trim() == text;
    is_plain.then_some(text)
}

fn as_json(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Returns a table as CSV, with commas and the line ends of RFC 4180.
pub(crate) fn csv(table: &ExportTable) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    let headings: Vec<String> = table.headings.iter().map(|heading| (*heading).to_owned()).collect();
    for row in std::iter::once(headings).chain(rows) {
        writer.write_record(row).expect("rows of one length, written to memory");
    }
    writer.into_inner().expect("memory takes all that is written")
}

/// Returns a table as a list of objects with the values that are not empty.
pub(crate) fn json(table: &ExportTable) -> String {
    let object = |row: &Vec<Value>| -> serde_json::Map<String, serde_json::Value> {
        let filled = table.headings.iter().zip(row).filter(|(_, value)| !value.is_null());
        filled.map(|(name, value)| ((*name).to_owned(), serde_json::to_value(value).unwrap_or_default())).collect()
    };
    let rows: Vec<_> = table.rows.iter().map(object).collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_what_its_value_said() {
        let of = |yaml: &str| cell(&serde_yaml::from_str(yaml).expect("YAML"));
        assert_eq!(of("[a, B c]"), "a; B c");
        assert_eq!(of("['a; b', c]"), r#"["a; b","c"]"#);
        assert_eq!(of("[{id: a, role: speaker}, b]"), r#"[{"id":"a","role":"speaker"},"b"]"#);
        assert_eq!([of("2025"), of("'2025-02'"), of("40.5"), of("~")], ["2025", "2025-02", "40.5", ""]);
    }
}

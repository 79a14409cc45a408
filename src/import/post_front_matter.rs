//! Front matter of other generators: YAML between `---`, TOML between `+++`, JSON → one mapping.

use serde_yaml::{Mapping, Value};

/// The mapping and the text after it; no mapping where the file begins with neither.
///
/// # Errors
/// Says why the front matter cannot be read.
pub(super) fn split(text: &str) -> Result<(Option<Mapping>, &str), String> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default().trim_end();
    let (value, body) = match first {
        "---" => {
            let (block, body) = between(text, "---")?;
            (serde_yaml::from_str(block).map_err(|error| error.to_string())?, body)
        }
        "+++" => {
            let (block, body) = between(text, "+++")?;
            let table: toml::Table = toml::from_str(block).map_err(|error| error.message().to_owned())?;
            (of_toml(toml::Value::Table(table)), body)
        }
        json if json.starts_with('{') && !json.starts_with("{{") && !json.starts_with("{%") => of_json(text)?,
        _ => return Ok((None, text)),
    };
    match value {
        Value::Mapping(fields) => Ok((Some(fields), body)),
        Value::Null => Ok((Some(Mapping::new()), body)),
        _ => Err("the front matter is not a list of fields".to_owned()),
    }
}

/// What stands between the first line and the next of its kind, and what follows.
fn between<'t>(text: &'t str, rule: &str) -> Result<(&'t str, &'t str), String> {
    let start = text.find('\n').map_or(text.len(), |at| at + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == rule {
            return Ok((&text[start..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    Err(format!("the front matter has no second line `{rule}`"))
}

fn of_json(text: &str) -> Result<(Value, &str), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            let end = values.byte_offset();
            Ok((value, &text[end..]))
        }
        Some(Err(error)) => Err(error.to_string()),
        None => Ok((Value::Null, text)),
    }
}

/// TOML knows dates, which are texts here.
fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(value) => Value::Bool(value),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(items) => Value::Sequence(items.into_iter().map(of_toml).collect()),
        toml::Value::Table(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (Value::String(key), of_toml(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_languages_give_one_mapping() {
        for text in [
            "---\ntitle: A\ndate: 2025-02-06\ntags: [x]\n---\nBody\n",
            "+++\ntitle = \"A\"\ndate = 2025-02-06\ntags = [\"x\"]\n+++\nBody\n",
            "\u{feff}{\"title\": \"A\", \"date\": \"2025-02-06\",\n \"tags\": [\"x\"]}\nBody\n",
        ] {
            let (fields, body) = split(text).expect(text);
            let fields = fields.expect("fields");
            assert_eq!((fields["title"].as_str(), fields["date"].as_str()), (Some("A"), Some("2025-02-06")), "{text}");
            assert_eq!((fields["tags"][0].as_str(), body.trim()), (Some("x"), "Body"));
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for bad in ["---\na: [\n---\n", "---\na: b\n", "+++\na\n+++\n", "{\"a\": ", "---\n- a\n---\n"] {
            assert!(split(bad).is_err(), "{bad}");
        }
        assert_eq!(split("# A heading\n"), Ok((None, "# A heading\n")));
        assert_eq!(split("---\n---\n").map(|(fields, _)| fields), Ok(Some(Mapping::new())));
    }
}

//! New records as files: what `new` and `import` write.
//!
//! In go a kind, the words for its fields and perhaps a text; out comes the file's path and its text, in which the YAML
//! is a serialiser's. Nothing is checked here: the text is read by [`content`](crate::content) as any other, before it
//! is written.

pub(crate) mod hints;
pub(crate) mod sources;

use serde_yaml::{Mapping, Value};

use crate::content::{Kind, id_of_stem};
use crate::fold::slug_text;
use crate::path::{Slug, SlugError};

/// The longest name that is made of a title, in bytes; an author may give a longer one.
const LONGEST_MADE: usize = 60;

/// A record that is no file yet.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewRecord {
    /// Its kind; any but a source, which is a part of a file.
    pub kind: Kind,
    /// Its file's name, without `.md`.
    pub stem: String,
    /// Its fields, in the order in which they are written.
    pub fields: Mapping,
    /// Comments below the fields, each line with its `#`.
    pub comments: String,
    /// Its text.
    pub body: String,
}

impl NewRecord {
    /// Where it stands below the site's root.
    pub(crate) fn path(&self) -> String {
        format!("content/{}/{}.md", self.kind.folder(), self.stem)
    }

    /// The file.
    pub(crate) fn text(&self) -> String {
        let body = self.body.trim_start_matches('\n');
        format!("---\n{}{}---\n{body}", yaml(&Value::Mapping(self.fields.clone())), self.comments)
    }
}

/// A value as YAML, with a line end after it.
pub(crate) fn yaml(value: &Value) -> String {
    serde_yaml::to_string(value).expect("texts, numbers, lists and mappings are YAML")
}

/// Adds a field whose value is a text, if there is one.
pub(crate) fn put(fields: &mut Mapping, name: &str, value: Option<impl Into<String>>) {
    if let Some(value) = value {
        fields.insert(name.into(), Value::String(value.into()));
    }
}

/// Adds a field whose value is a list of texts, if it has any.
pub(crate) fn put_all(fields: &mut Mapping, name: &str, values: impl IntoIterator<Item = impl Into<String>>) {
    let values: Vec<Value> = values.into_iter().map(|value| Value::String(value.into())).collect();
    if !values.is_empty() {
        fields.insert(name.into(), Value::Sequence(values));
    }
}

/// The id that a title gives, cut between words where it is long.
///
/// # Errors
/// Where nothing is left, or what is left is a device name.
pub(crate) fn slug_of(title: &str) -> Result<Slug, SlugError> {
    let whole = slug_text(title);
    let cut = match whole.char_indices().nth(LONGEST_MADE) {
        None => whole.as_str(),
        // A slug is ASCII, and its words are joined by hyphens.
        Some(_) => whole[..LONGEST_MADE].rsplit_once('-').map_or(&whole[..LONGEST_MADE], |(words, _)| words),
    };
    Slug::new(cut)
}

/// The name of a brief's file: its date before its id, where the date is a plain day, month or year, however sure.
pub(crate) fn dated_stem(date: &str, slug: &Slug) -> String {
    let plain = date.trim_end_matches(['?', '~', '%']);
    let is_plain = matches!(plain.len(), 4 | 7 | 10)
        && plain.split('-').enumerate().all(|(part, digits)| {
            digits.len() == if part == 0 { 4 } else { 2 } && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
    let dated = format!("{plain}-{slug}");
    // A title may begin with what reads as a part of the date: the id would lose it.
    if is_plain && id_of_stem(Kind::Brief, &dated).as_ref() == Ok(slug) { dated } else { slug.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_gives_an_id_of_whole_words() {
        let slug = slug_of("Azerbaijan says that the Russian House in Baku must end its work at once").expect("a slug");
        assert_eq!(slug.as_str(), "azerbaijan-says-that-the-russian-house-in-baku-must-end-its");
        assert_eq!(slug_of(&"x".repeat(200)).expect("a slug").as_str().len(), LONGEST_MADE);
        assert_eq!(slug_of("Захарова").expect("a slug").as_str(), "zakharova");
        assert!(slug_of("…").is_err());
    }

    #[test]
    fn a_file_is_named_by_a_plain_date_and_its_id_is_kept() {
        let stem = |date: &str, slug: &str| dated_stem(date, &Slug::new(slug).expect("a slug"));
        assert_eq!(stem("2025-02-06", "note"), "2025-02-06-note");
        assert_eq!(stem("2025-02?", "note"), "2025-02-note");
        assert_eq!(stem("2025", "note"), "2025-note");
        assert_eq!(stem("[2025-06-01..2025-07-23]", "note"), "note");
        assert_eq!(stem("2024-12/2025-05", "note"), "note");
        assert_eq!(stem("202X-09-13", "note"), "note");
        assert_eq!(stem("2025-12", "31-days"), "31-days", "not the thirty-first");
        assert_eq!(stem("2025-12-01", "31-days"), "2025-12-01-31-days");
    }

    #[test]
    fn whatever_is_typed_is_yaml_that_reads_as_it_was() {
        for title in ["no", "2025", "a: b # c", "'\"", "[x", "- y", "*z", "@q", "Hacızadə", "trailing: ", "null", "~"]
        {
            let mut fields = Mapping::new();
            put(&mut fields, "title", Some(title));
            let record = NewRecord {
                kind: Kind::Page,
                stem: "a".to_owned(),
                fields,
                comments: "# summary: x\n".to_owned(),
                body: String::new(),
            };
            let text = record.text();
            let yaml = text.trim_start_matches("---\n").trim_end_matches("---\n");
            let read: Value = serde_yaml::from_str(yaml).expect("YAML");
            assert_eq!(read["title"], title, "{text}");
        }
    }
}

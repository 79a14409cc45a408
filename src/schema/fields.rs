//! Every field that may be written, with its type, its rule and an example, as Markdown: what the readers tell of
//! themselves, in words.

use serde_yaml::Value;

use super::subject::Subject;
use crate::compose::hints;
use crate::config::Config;
use crate::content::{self, Kind};
use crate::front_matter::Field;
use crate::front_matter::shape::{FieldShape, RecordShape, Shape, Word};

/// Longer sets of words are counted, not listed.
const MOST_WORDS: usize = 60;

/// Returns the reference of all fields.
pub(crate) fn fields() -> String {
    let mut text = HEAD.to_owned();
    for subject in Subject::all() {
        match subject {
            Subject::Record(kind) => {
                let fields = content::fields(kind);
                let example = |field: &FieldShape| hints::example(kind, field);
                text.push_str(&format!("## {}\n\n{}\n\n", title(kind), stands_in(kind)));
                record(&mut text, "", &fields, &example);
            }
            // Its items are the sources that stand above.
            Subject::Sources => {}
            Subject::Site => {
                text.push_str("## site.toml\n\nWhat holds for the whole site.\n\n");
                if let Shape::Record(fields) = Config::shape() {
                    record(&mut text, "", &fields, &|field| site_example(field.name));
                }
            }
        }
    }
    text.push_str(GLOSSARY);
    text
}

fn title(kind: Kind) -> String {
    crate::english::capitalise(kind.folder())
}

fn stands_in(kind: Kind) -> String {
    match kind {
        Kind::Source => "An item of `content/sources.yaml`, or of `sources:` of a brief.".to_owned(),
        _ => format!("The front matter of `content/{}/ID.md`.", kind.folder()),
    }
}

/// Writes the table of a mapping, and then those of the mappings in it.
fn record(text: &mut String, path: &str, record_shape: &RecordShape, example: &dyn Fn(&FieldShape) -> String) {
    text.push_str("| field | what it says | type and rule | example |\n|---|---|---|---|\n");
    for field in &record_shape.fields {
        let rule = match (field.required, record_shape.one_of.contains(&field.name)) {
            (true, _) => "; **required**".to_owned(),
            (_, true) => format!("; one of {} is required", listed(record_shape.one_of)),
            _ => String::new(),
        };
        let example = example(field);
        let shown = if example.is_empty() { "–".to_owned() } else { code(&example) };
        let kind = kind_of(&field.shape);
        text.push_str(&format!("| `{}` | {}. | {kind}{rule} | {shown} |\n", field.name, cell(field.about)));
    }
    text.push('\n');
    for field in &record_shape.fields {
        // A source in a brief has the fields of any other.
        let Some(inner) = field.shape.as_record().filter(|_| field.name != "sources") else { continue };
        let path = if path.is_empty() { field.name.to_owned() } else { format!("{path}.{}", field.name) };
        let whole: Value = serde_yaml::from_str(&example(field)).unwrap_or_default();
        let first = whole.get(0).cloned().unwrap_or(whole);
        text.push_str(&format!("### `{path}` {}\n\n", in_kind(&field.shape)));
        record(text, &path, inner, &|field| match first.get(field.name) {
            Some(value) => flow(value),
            None => hints::by_shape(&field.shape),
        });
    }
}

fn in_kind(shape: &Shape) -> &'static str {
    if matches!(shape, Shape::List(_)) { "(each)" } else { "(its fields)" }
}

/// What may be typed.
fn kind_of(shape: &Shape) -> String {
    match shape {
        Shape::Text { expected, longest: Some(longest), .. } => {
            format!("{}, at most {longest} characters", cell(expected))
        }
        Shape::Text { expected, .. } => cell(expected),
        Shape::Bool => "`true` or `false`".to_owned(),
        Shape::Number { whole, bounds } => {
            let number = if *whole { "a whole number" } else { "a number" };
            bounds.map_or_else(|| number.to_owned(), |(least, most)| format!("{number} from {least} to {most}"))
        }
        Shape::Date => "a date by [EDTF](#edtf)".to_owned(),
        Shape::Words(words) if words.len() > MOST_WORDS => {
            format!("one of {} codes, such as `{}`", words.len(), words[0].word)
        }
        Shape::Words(words) => words.iter().map(meaning).collect::<Vec<_>>().join(", "),
        Shape::Refers(["files"]) => "the path of a file".to_owned(),
        Shape::Refers(to) => format!("the id or a name of one of the {}", to.join(" or ")),
        Shape::Id(_) => "an id: a–z, 0–9 and hyphens".to_owned(),
        Shape::Record(record) => {
            let names: Vec<&str> = record.fields.iter().map(|field| field.name).collect();
            format!("a mapping of {}", listed(&names))
        }
        Shape::ByLanguage(value) => format!("a mapping of language tags (BCP 47), each with {}", kind_of(value)),
        Shape::Own => "a mapping of your own".to_owned(),
        Shape::List(item) => format!("a list, or one: {}", kind_of(item)),
        Shape::Either(shapes) => {
            let mut each: Vec<String> = shapes.iter().map(kind_of).collect();
            each.dedup();
            each.join("; or ")
        }
    }
}

fn meaning(word: &Word) -> String {
    match word.about.as_str() {
        "" => code(&word.word),
        about => format!("{} ({})", code(&word.word), cell(about.trim_end_matches('.'))),
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| code(name)).collect::<Vec<_>>().join(", ")
}

/// A text as code in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '<'], " ")
}

/// A value on one line.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}

/// A value that a key of `site.toml` may have.
fn site_example(name: &str) -> String {
    let known = [
        ("title", "\"Iran and Iraq: a briefing\""),
        ("base_url", "\"https://example.org/briefing/\""),
        ("description", "\"What passed between the two, and what each says of it.\""),
        ("language", "\"en\""),
        ("publisher", "\"The Desk\""),
        ("licence", "\"CC BY 4.0\""),
        ("licence_url", "\"https://creativecommons.org/licenses/by/4.0/\""),
        ("timezone", "\"Asia/Baku\""),
        ("markdown", "{raw_html = \"refuse\"}"),
        ("plover", "{sanction_quad = 4}"),
        ("feed", "{limit = 50}"),
        ("digest", "{weekly = true}"),
        ("redirects", "{\"old/\" = \"briefs/note/\"}"),
        ("extra", "{mine = \"anything\"}"),
    ];
    known.iter().find(|(key, _)| *key == name).map(|(_, example)| (*example).to_owned()).unwrap_or_default()
}

const HEAD: &str = "\
# Fields

Every field of every kind of record, as this version reads it: `demarche schema --markdown` prints the same. A field that is not required
may be absent or empty. Where a list is taken, one value may stand alone; a list of several has brackets (`[Trade, Visits]`) or a line
with `- ` for each.

";

const GLOSSARY: &str = "\
## Glossary

### EDTF

The Extended Date/Time Format of ISO 8601-2:2019, in which a date says what is known and no more: `2025-02-06` a day, `2025-02` a month,
`2025` a year, `2025-02-06?` uncertain, `2025-02~` approximate, `2025-02%` both, `2024-12/2025-05` from one to the other,
`2024-12/..` with no end, `[2025-06-01..2025-07-23]` on one day between the two, `[2022-09-13,2023-09-13]` on one of these,
`{2023,2025}` in all of these, `202X-09-13` in a year of the 2020s, `2025-21` in spring. Quote what begins with `[` or `{` or ends
with `?`, `~` or `%`. Published by the [Library of Congress](https://www.loc.gov/standards/datetime/).

### PLOVER

The Political Language Ontology for Verifiable Event Records 2.0, in which `event:` is coded: 16 types from AGREE to ASSAULT, most with
modes, each in one of four classes (verbal and material cooperation, verbal and material conflict) with a score from −10 to +10.

### TLP

The Traffic Light Protocol 2.0 of FIRST, which says who may read: `CLEAR` everybody, `GREEN` the community, `AMBER` the organisation and
its clients, `AMBER+STRICT` the organisation alone, `RED` those named alone. A build holds what its `--audience` may read, and nothing else.

### CSL

The Citation Style Language 1.0.2, from which the types of sources come (`article-newspaper`, `report`, `treaty` …) and whose JSON each
brief offers for download.

### ICD 203 and ICD 206

Two directives of the United States’ Director of National Intelligence. ICD 203 gives the seven terms of likelihood and keeps them apart
from confidence (`assessment:`); ICD 206 asks of each source a line on its access, bias and currency (`descriptor:`).

### Admiralty system

Two scales that are kept apart: how far a source can be relied on (`reliability:`, A to F) and how credible a statement is
(`credibility:`, 1 to 6). F and 6 mean that nobody can judge, not that it is bad.

### BCP 47, ISO 3166-1

Tags of languages (`az`, `ru`, `zh-Hant`) and codes of countries by three letters (`AZE`, `RUS`).
";

#[cfg(test)]
mod tests {
    use super::*;

    /// `UPDATE_EXPECT=1 cargo test --lib` writes the file.
    #[test]
    fn the_page_of_fields_is_what_the_readers_tell() {
        expect_test::expect_file!["../../docs/fields.md"].assert_eq(&fields());
    }

    #[test]
    fn every_kind_and_every_field_stands_on_it() {
        let page = fields();
        for kind in Kind::ALL {
            let section = page.split(&format!("## {}\n", title(kind))).nth(1).expect("a section");
            for field in content::fields(kind).fields {
                assert!(section.contains(&format!("\n| `{}` |", field.name)), "{kind:?} {}", field.name);
            }
        }
        for word in ["EDTF", "PLOVER", "TLP", "CSL", "ICD 206"] {
            assert!(page.lines().any(|line| line.starts_with("### ") && line.contains(word)), "{word}");
        }
        for line in page.lines().filter(|line| line.starts_with("| `")) {
            assert_eq!(line.replace("\\|", "").matches(" | ").count(), 3, "{line}");
        }
    }
}

//! YAML front matter, read field by field.
//!
//! In goes a file's text; out come its fields ([`RecordReader`]) and every fault among them. `serde_yaml` reads the
//! block once into a value; each field is then read by itself, so that one bad field hides no other. Places are
//! looked up ([`YamlIndex`]) only for faults.
//!
//! ```text
//! recorder  vocabulary  values          a record's shape; closed sets of words; texts, dates, numbers
//! reader                                Field, YamlNode, RecordReader
//! zone                                  zones of time, and moments on their clocks
//! record_name  shape  wording  other_names  yaml_index      plain data, phrases, places
//! strictness                            what one of the two YAML readers alone takes
//! ```

mod other_names;
mod reader;
mod record_name;
pub(crate) mod recorder;
pub(crate) mod shape;
mod strictness;
mod values;
pub(crate) mod vocabulary;
pub(crate) mod wording;
mod yaml_index;
mod zone;

use std::ops::Range;

use serde_yaml::Value;

use crate::diagnostic::{Diagnostic, FileName, Location};

pub(crate) use reader::{Field, RecordReader, YamlNode};
pub(crate) use record_name::RecordName;
pub(crate) use values::{DayOrInstant, Extra, IntIn, SingleLine, Text, mixed_schwa};
pub(crate) use yaml_index::{YamlIndex, quoted_texts};
pub(crate) use zone::{LocalOrInstant, Zone};

/// Where the parts of a Markdown file stand, in bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileParts {
    /// The YAML between the two `---` lines.
    pub front: Range<usize>,
    /// All that follows.
    pub body: Range<usize>,
}

/// Cuts a Markdown file into front matter and body.
///
/// # Errors
/// A diagnostic where the file does not begin with a `---` line, or no second one follows.
pub(crate) fn split(file: &FileName, text: &str) -> Result<FileParts, Box<Diagnostic>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = LineRanges { text, at: start };
    match lines.next() {
        Some((_, line)) if line.trim_end() == "---" => {}
        first => {
            let end = first.map_or(start, |(range, _)| range.end);
            return Err(Box::new(
                Diagnostic::error("no-front-matter", Location::bytes(file, start..end), "the file has no front matter")
                    .label("expected a line `---`")
                    .help("begin the file with `---`, the fields such as `title:` and `date:`, and another `---`"),
            ));
        }
    }
    let front_start = lines.at;
    while let Some((range, line)) = lines.next() {
        if line.trim_end() == "---" {
            return Ok(FileParts { front: front_start..range.start, body: lines.at..text.len() });
        }
    }
    Err(Box::new(
        Diagnostic::error(
            "unclosed-front-matter",
            Location::bytes(file, start..start + 3),
            "the front matter that begins here has no end",
        )
        .label("opened here")
        .help("put a line `---` between the fields and the text"),
    ))
}

/// Whether a file that is edited still has as many fields as it had. What could not be read before may become anything.
pub(crate) fn keeps_fields(file: &FileName, before: &str, after: &str) -> bool {
    let fields = |text: &str| {
        let front = match file.ends_with(".md") {
            true => split(file, text).ok()?.front,
            false => text.len() - text.trim_start_matches('\u{feff}').len()..text.len(),
        };
        let value = parse(file, &text[front.clone()], front.start, &mut Vec::new())?;
        Some(value.as_mapping().map_or(0, serde_yaml::Mapping::len))
    };
    if !file.ends_with(".md") && !file.ends_with(".yaml") && !file.ends_with(".yml") {
        return true;
    }
    fields(before).is_none_or(|before| fields(after).is_some_and(|after| after >= before))
}

/// The lines of a text with their ranges; a line ends with `\n`, and a `\r` before it belongs to the line's end.
struct LineRanges<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for LineRanges<'t> {
    type Item = (Range<usize>, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let length = rest.find('\n').unwrap_or(rest.len());
        self.at = (start + length + 1).min(self.text.len());
        Some((start..start + length, rest[..length].trim_end_matches('\r')))
    }
}

/// Where more brackets than these open, a block is first looked at by a reader that stops where it is too deep: serde_yaml
/// takes the square of their number before it says so.
const DEEP_CHECK_AT: usize = 1_000;

/// Reads a YAML block into one value. `offset` is where the block begins in the file.
///
/// A repeated key is a fault; the first of the two is kept, so that the other fields are still read. `None` means that
/// nothing in the block can be read, and the fault says why.
pub(crate) fn parse(file: &FileName, yaml: &str, offset: usize, faults: &mut Vec<Diagnostic>) -> Option<Value> {
    if yaml.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() > DEEP_CHECK_AT
        && let index = YamlIndex::of(yaml)
        && index.error.as_ref().is_some_and(|(_, why)| why.contains("recursion limit"))
    {
        faults.push(too_deep(file, yaml, offset, &index));
        return None;
    }
    if let Some(alias) = strictness::exploding_alias(yaml) {
        faults.push(too_large(file, alias, offset));
        return None;
    }
    match serde_yaml::from_str(yaml) {
        Ok(value) => match strictness::misread(yaml) {
            None => {
                faults.extend(strictness::cut_texts(file, yaml, offset));
                Some(value)
            }
            Some((at, why)) => {
                faults.push(not_yaml(file, yaml, offset, at, format!("this is not YAML: {why}")).help(help_for(&why)));
                None
            }
        },
        Err(error) => recover(file, yaml, offset, &error, faults),
    }
}

/// Says what keeps a block from being read, and reads it without the repeated keys if they alone are at fault.
fn recover(
    file: &FileName,
    yaml: &str,
    offset: usize,
    error: &serde_yaml::Error,
    faults: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let index = YamlIndex::of(yaml);
    for repeated in &index.repeated {
        let shift = |span: &Range<usize>| span.start + offset..span.end + offset;
        faults.push(
            Diagnostic::error(
                "duplicate-key",
                Location::bytes(file, shift(&repeated.second)),
                format!("`{}` is given twice", repeated.path),
            )
            .label("again here")
            .also(Location::bytes(file, shift(&repeated.first)), "first here")
            .help("keep one of the two; for several values write a list"),
        );
    }
    if !index.repeated.is_empty()
        && let Ok(value) = serde_yaml::from_str(&index.without_repeated(yaml))
    {
        return Some(value);
    }
    if index.repeated.is_empty() || index.error.is_some() {
        faults.push(unreadable(file, yaml, offset, error, &index));
    }
    None
}

/// The fault for a block that is not YAML, or that is more than a brief can need.
fn unreadable(file: &FileName, yaml: &str, offset: usize, error: &serde_yaml::Error, index: &YamlIndex) -> Diagnostic {
    let said = error.to_string();
    if said.contains("repetition limit") {
        let span = index.aliases.first().cloned().unwrap_or(0..yaml.len().min(3));
        return too_large(file, span, offset);
    }
    if said.contains("recursion limit") {
        return too_deep(file, yaml, offset, index);
    }
    if let Some(second) = index.second_document.clone().filter(|_| said.contains("more than one document")) {
        return Diagnostic::error(
            "bad-yaml",
            Location::bytes(file, second.start + offset..second.end + offset),
            "a second YAML document begins here",
        )
        .help("take the line `---` or `...` away: a file holds one");
    }
    let (at, why) = index.error.clone().unwrap_or_else(|| {
        let at = error.location().map_or(0, |location| location.index());
        (at, said.split(" at line ").next().unwrap_or(&said).to_owned())
    });
    // What the other reader takes is YAML, if not as it is read here.
    let what = if index.error.is_some() { "this is not YAML" } else { "this YAML is not read here" };
    let line_start = yaml[..yaml.floor_char_boundary(at)].rfind('\n').map_or(0, |end| end + 1);
    let has_tab = yaml[line_start..].lines().next().is_some_and(|line| line.contains('\t'));
    let help = if has_tab { help_for("tab") } else { help_for(&why) };
    not_yaml(file, yaml, offset, at, format!("{what}: {why}")).help(help)
}

/// The fault of a block that is not YAML, at one character.
fn not_yaml(file: &FileName, yaml: &str, offset: usize, at: usize, message: String) -> Diagnostic {
    let at = yaml.floor_char_boundary(at);
    let end = yaml[at..].char_indices().nth(1).map_or(yaml.len(), |(length, _)| at + length);
    Diagnostic::error("bad-yaml", Location::bytes(file, at + offset..end + offset), message)
}

fn too_large(file: &FileName, alias: Range<usize>, offset: usize) -> Diagnostic {
    let place = Location::bytes(file, alias.start + offset..alias.end + offset);
    Diagnostic::error("yaml-too-large", place, "these YAML aliases unfold into more than can be read")
        .help("write the values out; front matter has no need of `&` and `*`")
}

fn too_deep(file: &FileName, yaml: &str, offset: usize, index: &YamlIndex) -> Diagnostic {
    let reached = index.error.as_ref().map(|(at, _)| *at..*at);
    let span = index.deepest.clone().or(reached).unwrap_or(0..yaml.len().min(3));
    Diagnostic::error(
        "yaml-too-deep",
        Location::bytes(file, span.start + offset..span.end + offset),
        "lists or mappings stand inside each other more than a hundred deep",
    )
    .help("no field needs more than four levels")
}

/// What to type where the parser's own words leave an author alone.
fn help_for(why: &str) -> &'static str {
    match why {
        _ if why.contains("tab") => "write spaces, never tabs: before a field, after a `-` and after a colon",
        _ if why.contains("comments must be separated") => "put a space before `#`",
        _ if why.contains("question mark") => "put a text that begins with `?` in quotes",
        _ if why.contains("anchor") => "put a text that begins with `*` in quotes",
        _ if why.contains("u128") || why.contains("i128") => "put so long a number in quotes",
        _ => {
            "a text with `: `, ` #`, or one that begins with `[`, `{`, `*`, `&`, `!`, `|`, `>`, `@`, `%` or a quote, goes \
             in quotes"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> FileName {
        FileName::from("a.md")
    }

    #[test]
    fn a_file_is_cut_at_its_two_rules() {
        let text = "---\ntitle: a\n---\nBody\n";
        let parts = split(&file(), text).expect("well formed");
        assert_eq!(&text[parts.front], "title: a\n");
        assert_eq!(&text[parts.body], "Body\n");
    }

    #[test]
    fn windows_line_ends_and_a_byte_order_mark_are_read() {
        let text = "\u{feff}---\r\ntitle: a\r\n---\r\nBody";
        let parts = split(&file(), text).expect("well formed");
        assert_eq!(&text[parts.front], "title: a\r\n");
        assert_eq!(&text[parts.body], "Body");
    }

    #[test]
    fn a_missing_rule_is_told() {
        assert_eq!(split(&file(), "").expect_err("empty").code, "no-front-matter");
        assert_eq!(split(&file(), "title: a\n").expect_err("none").code, "no-front-matter");
        assert_eq!(split(&file(), "---\ntitle: a\n").expect_err("open").code, "unclosed-front-matter");
    }

    #[test]
    fn a_repeated_key_keeps_the_first_and_the_rest() {
        let mut faults = Vec::new();
        let yaml = "title: a\nsources:\n  - id: x\n    id: y\ntitle: b\ndate: 2025\n";
        let value = parse(&file(), yaml, 4, &mut faults).expect("the rest is read");
        assert_eq!(value["title"], "a");
        assert_eq!(value["date"], 2025);
        assert_eq!(value["sources"][0]["id"], "x");
        let said: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(said, ["`sources[0].id` is given twice", "`title` is given twice"]);
    }

    #[test]
    fn yaml_that_is_not_is_told_once_with_its_place() {
        for (yaml, code) in [
            ("title: [a\n", "bad-yaml"),
            ("title: \"a\n", "bad-yaml"),
            ("a: b: c\n", "bad-yaml"),
            ("\ttitle: a\n", "bad-yaml"),
            ("title: \u{0}\n", "bad-yaml"),
            (&format!("a: {}\n", "[".repeat(1_000_000)), "yaml-too-deep"),
        ] {
            let mut faults = Vec::new();
            parse(&file(), yaml, 0, &mut faults);
            assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), [code], "{:.40}", yaml);
        }
    }

    #[test]
    fn what_the_stricter_reader_refuses_is_told_at_its_place() {
        for (yaml, at) in [
            ("title: \"A title\"# note\nactors: [nortland]\n", "#"),
            ("topics: [?x]\n", "?"),
            ("a: {?foo: bar}\n", "?"),
            ("x: ># comment\n  y\n", "#"),
        ] {
            let mut faults = Vec::new();
            assert!(parse(&file(), yaml, 0, &mut faults).is_none(), "{yaml}");
            let [fault] = faults.as_slice() else { panic!("{yaml}: {faults:?}") };
            let crate::diagnostic::Anchor::Bytes(span) = &fault.place.at else { panic!("{fault:?}") };
            assert_eq!((fault.code, &yaml[span.clone()]), ("bad-yaml", at), "{yaml}: {}", fault.message);
        }
        for yaml in
            ["a: [-1, 2] # x\n", "a: \"b\" # c\n", "a: C#\n", "title: Why, or what?\n", "a: {b: c}\n", "a: 'x' \n"]
        {
            let mut faults = Vec::new();
            assert!(parse(&file(), yaml, 0, &mut faults).is_some(), "{yaml}: {faults:?}");
            assert_eq!(faults, [], "{yaml}");
        }
    }

    #[test]
    fn a_text_that_ends_before_a_number_sign_is_told() {
        let mut faults = Vec::new();
        let yaml = "title: Decree #5 is published\ndate: 2025-02-06 #checked\nkind: incident # as it is\nq: \"a #5\"\n";
        assert!(parse(&file(), yaml, 0, &mut faults).is_some());
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["cut-text"], "{faults:?}");
    }

    #[test]
    fn aliases_of_a_long_text_are_refused_before_they_are_unfolded() {
        let yaml = format!("a: &a \"{}\"\nb: [{}]\n", "x".repeat(50_000), vec!["*a"; 50_000].join(","));
        let mut faults = Vec::new();
        assert!(parse(&file(), &yaml, 0, &mut faults).is_none());
        assert_eq!(faults[0].code, "yaml-too-large");
        let mut faults = Vec::new();
        assert!(parse(&file(), "a: &a [x]\nb: *a\n", 0, &mut faults).is_some(), "{faults:?}");
    }

    #[test]
    fn aliases_that_explode_are_refused() {
        let mut yaml = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..10 {
            let inner = vec![format!("*a{}", level - 1); 10].join(",");
            yaml.push_str(&format!("a{level}: &a{level} [{inner}]\n"));
        }
        let mut faults = Vec::new();
        assert!(parse(&file(), &yaml, 0, &mut faults).is_none());
        assert_eq!(faults[0].code, "yaml-too-large");
    }
}

//! A draft with faults → the same draft without the parts that are at fault.
//!
//! A field goes below `extra:`, where it is kept and says nothing; a link becomes its words; what reads as a mark and is
//! none gets a backslash. What no mark explains in the end is kept as it was typed, as a block of code.

use serde_yaml::{Mapping, Value};

use crate::compose::NewRecord;
use crate::diagnostic::{Anchor, Diagnostic, FieldPath, PathStep};
use crate::import::body::link_scan::{LinkEdit, ScannedLink, WrittenForm, rewritten, scan};
use crate::import::guards::GUARDING;

/// A line that begins with more marks of lists and quotations than these cannot be read.
const MOST_MARKS: usize = 90;

/// From this round on a text that is still at fault is kept as code.
const PATIENCE: usize = 9;

/// Mends a record, and returns the faults that were mended, each with what was done; none where nothing can be.
pub(super) fn mended<'f>(
    record: &mut NewRecord,
    faults: &[&'f Diagnostic],
    round: usize,
) -> Vec<(&'f Diagnostic, String)> {
    let start = record.text().len() - record.body.trim_start_matches('\n').len();
    record.body = record.body.trim_start_matches('\n').to_owned();
    let mut done = Vec::new();
    let mut in_text: Vec<(usize, &Diagnostic)> = Vec::new();
    let mut in_fields: Vec<(&FieldPath, &Diagnostic)> = Vec::new();
    for fault in faults {
        match &fault.place.at {
            Anchor::Bytes(span) if span.start >= start => in_text.push((span.start - start, fault)),
            Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _) if !path.0.is_empty() => {
                in_fields.push((path, fault));
            }
            Anchor::File | Anchor::Key(_) | Anchor::Value(_) | Anchor::Within(..) => {
                record.stem.push_str("-2");
                done.push((*fault, format!("its file is named `{}`", record.stem)));
            }
            // In the front matter, and of no field.
            Anchor::Bytes(_) => {
                if record.fields.remove("extra").is_some() {
                    done.push((*fault, "`extra` is left out".to_owned()));
                }
            }
        }
    }
    // From the end, so that what stands before stays where it is.
    in_fields.sort_by(|(one, _), (other, _)| other.cmp(one));
    in_fields.dedup_by(|(one, _), (other, _)| one == other);
    for (path, fault) in in_fields {
        if let Some(how) = field(&mut record.fields, path) {
            done.push((fault, how));
        }
    }
    in_text.sort_by(|(one, _), (other, _)| other.cmp(one));
    if round >= PATIENCE && !in_text.is_empty() {
        record.body = as_code(&record.body);
        done.push((in_text[0].1, "the text is kept as it was typed, as a block of code".to_owned()));
        return done;
    }
    let mut last = usize::MAX;
    for (at, fault) in in_text {
        // Two faults of one place are one.
        if at < last {
            let how = text(&mut record.body, at, fault);
            last = how.0;
            done.push((fault, how.1));
        }
    }
    done
}

/// Whether a fault is of a field that says who may read the record.
pub(super) fn guards(fault: &Diagnostic) -> bool {
    match &fault.place.at {
        Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _) => {
            matches!(path.0.first(), Some(PathStep::Key(name)) if GUARDING.contains(&&**name))
        }
        Anchor::File | Anchor::Bytes(_) => false,
    }
}

/// Moves a field, or an item of its list, below `extra:`.
fn field(fields: &mut Mapping, path: &FieldPath) -> Option<String> {
    let PathStep::Key(name) = path.0.first()? else { return None };
    if matches!(&**name, "title" | "date") {
        return None;
    }
    if &**name == "extra" {
        let inner = path.0.get(1);
        let Some(Value::Mapping(extra)) = fields.get_mut("extra") else { return None };
        return match inner {
            Some(PathStep::Key(key)) => extra.remove(&**key).map(|_| format!("`extra.{key}` is left out")),
            _ => fields.remove("extra").map(|_| "`extra` is left out".to_owned()),
        };
    }
    let item = path.0.get(1).and_then(|step| match step {
        PathStep::Item(index) => Some(*index),
        PathStep::Key(_) => None,
    });
    let value = match (fields.get_mut(&**name), item) {
        (Some(Value::Sequence(items)), Some(index)) if index < items.len() => {
            let value = items.remove(index);
            if items.is_empty() {
                fields.remove(&**name);
            }
            value
        }
        (Some(_), _) => fields.remove(&**name)?,
        (None, _) => return None,
    };
    // Old addresses are nothing that anybody would look for there.
    if &**name == "aliases" {
        return Some("this old address is left out".to_owned());
    }
    if !fields.get("extra").is_some_and(Value::is_mapping) {
        fields.insert("extra".into(), Value::Mapping(Mapping::new()));
    }
    if let Some(Value::Mapping(extra)) = fields.get_mut("extra") {
        match (extra.get_mut(&**name), item) {
            (Some(Value::Sequence(kept)), _) => kept.insert(0, value),
            (_, Some(_)) => drop(extra.insert((&**name).into(), Value::Sequence(vec![value]))),
            (_, None) => drop(extra.insert((&**name).into(), value)),
        }
    }
    Some("it is kept under `extra`".to_owned())
}

/// Mends a place of a text; returns the first byte that was changed, and what was done.
fn text(body: &mut String, at: usize, fault: &Diagnostic) -> (usize, String) {
    let at = (0..=at.min(body.len())).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0);
    match fault.code {
        "heading-id" | "duplicate-heading-id" | "heading-attribute" => {
            let (start, end) = line_around(body, at);
            if let Some(open) = body[start..end].rfind("{#") {
                let kept = body[start..start + open].trim_end().to_owned();
                body.replace_range(start..end, &kept);
                return (start, "the id is left out".to_owned());
            }
        }
        "table-row" => {
            let (start, end) = line_around(body, at);
            let row = fitted_row(body, start, end);
            body.replace_range(start..end, &row);
            return (start, "its last cells are one".to_owned());
        }
        "unclosed-comment" => {
            if let Some(open) = body[at..].find("<!--") {
                body.insert(at + open, '\\');
                return (at, "it is left as text".to_owned());
            }
        }
        "deep-nesting" => {
            return match shallower(body) {
                Some(made) => {
                    *body = made;
                    (0, format!("a line keeps {MOST_MARKS} of its marks"))
                }
                None => {
                    *body = as_code(body);
                    (0, "the text is kept as it was typed, as a block of code".to_owned())
                }
            };
        }
        "citation-syntax" | "unknown-source" | "undefined-footnote" | "duplicate-footnote" => {
            return (escape(body, at, '['), "it is left as text".to_owned());
        }
        _ => {
            if let Some(done) = link(body, at) {
                return done;
            }
        }
    }
    (escape(body, at, '['), "it is left as text".to_owned())
}

/// Makes the link at a place its words.
fn link(body: &mut String, at: usize) -> Option<(usize, String)> {
    let found = scan(body).into_iter().filter(|link| link.range.contains(&at)).min_by_key(|link| link.range.len())?;
    let start = found.range.start;
    if matches!(found.form, WrittenForm::Name | WrittenForm::NameWithWords) {
        body.insert(start + usize::from(found.image), '\\');
        return Some((start, "it is left as text".to_owned()));
    }
    let is_bare = found.form == WrittenForm::Bare;
    let mut edit = |link: &ScannedLink| match link.range == found.range {
        true if is_bare => LinkEdit::Escape,
        true => LinkEdit::Words,
        false => LinkEdit::Keep,
    };
    *body = rewritten(body, &mut edit);
    Some((start, if is_bare { "it is left as text" } else { "its words are left" }.to_owned()))
}

/// Puts a backslash before the mark at a place, or before the one that opens what stands there.
fn escape(body: &mut String, at: usize, mark: char) -> usize {
    let here = body[at..].starts_with(|c: char| c.is_ascii_punctuation() && c != '\\' && c != '@');
    let line = body[..at].rfind('\n').map_or(0, |start| start + 1);
    let place = if here { Some(at) } else { body[line..at].rfind(mark).map(|found| line + found) };
    let place = place.or_else(|| body[at..].find(mark).map(|found| at + found)).unwrap_or(at);
    body.insert(place, '\\');
    place
}

fn line_around(body: &str, at: usize) -> (usize, usize) {
    let start = body[..at].rfind('\n').map_or(0, |start| start + 1);
    let end = body[at..].find('\n').map_or(body.len(), |end| at + end);
    (start, end)
}

/// A row of a table with as many cells as its head: the bars between the last of them are no bars.
fn fitted_row(body: &str, start: usize, end: usize) -> String {
    let bars = |line: &str| {
        let inner = line.trim().trim_start_matches('|');
        let mut escaped = false;
        let count = inner.trim_end_matches('|').chars().filter(|c| {
            let bar = *c == '|' && !escaped;
            escaped = *c == '\\' && !escaped;
            bar
        });
        count.count()
    };
    let rule = body[..start]
        .lines()
        .rev()
        .find(|line| line.contains("--") && line.trim().chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '>')));
    let wanted = rule.map_or(0, bars);
    let row = &body[start..end];
    let lead = row.len() - row.trim_start().trim_start_matches('|').len();
    let (mut seen, mut out, mut escaped) = (0, row[..lead].to_owned(), false);
    let inner = row[lead..].trim_end().trim_end_matches('|');
    for c in inner.chars() {
        if c == '|' && !escaped {
            seen += 1;
            if seen > wanted {
                out.push('\\');
            }
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    format!("{out}|")
}

/// A text whose lines begin with no more marks than can be read; nothing where none does.
fn shallower(body: &str) -> Option<String> {
    let is_mark = |c: &char| matches!(c, '>' | '-' | '*' | '+');
    let cut = |line: &str| {
        let lead = line.find(|c: char| !(c.is_whitespace() || is_mark(&c))).unwrap_or(line.len());
        let marks: Vec<usize> = line[..lead].char_indices().filter(|(_, c)| is_mark(c)).map(|(at, _)| at).collect();
        match marks.get(MOST_MARKS) {
            Some(at) => format!("{}{}", &line[..*at], &line[lead..]),
            None => line.to_owned(),
        }
    };
    let made = body.lines().map(cut).collect::<Vec<_>>().join("\n");
    (made.trim_end() != body.trim_end()).then_some(made)
}

/// A text as a block of code.
fn as_code(body: &str) -> String {
    let longest = body.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{}\n{fence}\n", body.trim_matches('\n'))
}

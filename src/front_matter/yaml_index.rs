//! Field paths → bytes of a YAML block.
//!
//! In goes a YAML block; out come the bytes of each key and value, the keys that are repeated, and where parsing fails.
//! Only files with faults are indexed.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostic::{Anchor, FieldPath, PathStep};

/// The deepest level that is indexed. A fault below it is shown at its nearest indexed parent.
const DEEPEST: usize = 64;

/// The bytes of a key and its value.
#[derive(Debug, Clone)]
struct IndexEntry {
    key: Option<Range<usize>>,
    /// The bytes of a scalar, of block text those of its lines without the last line end; of a list or mapping, those of
    /// its first sign.
    value: Range<usize>,
    /// Where the scalar begins as it is written: block text with its `|` or `>`.
    written: usize,
    /// Where the value ends.
    end: usize,
    /// Where the text of a scalar begins, if its bytes are those of the block: plain, quoted without escapes, or one line
    /// of block text.
    text_start: Option<usize>,
    /// Whether it is an alias, whose value is written elsewhere.
    is_alias: bool,
}

/// A key that stands twice in one mapping.
#[derive(Debug, Clone)]
pub(crate) struct Repeated {
    /// The field.
    pub path: FieldPath,
    /// The first key.
    pub first: Range<usize>,
    /// The second key.
    pub second: Range<usize>,
    /// The second key with its value.
    whole: Range<usize>,
}

/// The places of all fields of a YAML block, in bytes of the block.
#[derive(Debug, Default)]
pub(crate) struct YamlIndex {
    entries: HashMap<FieldPath, IndexEntry>,
    /// Repeated keys, in the order of the block.
    pub repeated: Vec<Repeated>,
    /// The aliases: `*name`.
    pub aliases: Vec<Range<usize>>,
    /// The bracket or dash that opens the first level that is not indexed.
    pub deepest: Option<Range<usize>>,
    /// Where a second document begins.
    pub second_document: Option<Range<usize>>,
    /// Where parsing fails, and the message of the parser.
    pub error: Option<(usize, String)>,
}

/// The place of the next value.
struct Slot {
    path: FieldPath,
    key: Option<Range<usize>>,
    /// The first key of this name, if this is the second.
    first: Option<Range<usize>>,
    /// Whether it is inside the value of a repeated key, where nothing is indexed.
    muted: bool,
}

/// A scalar as it stands in a block.
struct Scalar {
    bytes: Range<usize>,
    written: usize,
    text_start: Option<usize>,
    is_alias: bool,
}

/// A list or mapping that is being read.
struct OpenCollection {
    slot: Slot,
    start: Range<usize>,
    kind: CollectionKind,
}

enum CollectionKind {
    List { next: usize },
    Map { seen: HashMap<String, Range<usize>>, pending: Option<(String, Range<usize>)> },
}

impl YamlIndex {
    /// Indexes a block as far as it can be read.
    pub(crate) fn of(yaml: &str) -> Self {
        let mut index = Self::default();
        let mut open: Vec<OpenCollection> = Vec::new();
        for event in Parser::new_from_str(yaml) {
            match event {
                Ok((event, span)) => index.add(yaml, &event, span, &mut open),
                Err(error) => {
                    let at = error.marker().byte_offset().unwrap_or(0).min(yaml.len());
                    index.error = Some((at, error.info()));
                    break;
                }
            }
        }
        index
    }

    /// The bytes of a place, or of its nearest parent that is known.
    pub(crate) fn span(&self, at: &Anchor) -> Option<Range<usize>> {
        let (Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _)) = at else {
            return None;
        };
        let mut path = path.clone();
        let mut exact = true;
        loop {
            if let Some(entry) = self.entries.get(&path) {
                return Some(match at {
                    Anchor::Within(_, inner) if exact => entry.within(inner),
                    Anchor::Key(_) if exact => entry.key.clone().unwrap_or_else(|| entry.value.clone()),
                    Anchor::Value(_) | Anchor::Within(..) | Anchor::Key(_) if exact => entry.value.clone(),
                    _ => entry.key.clone().unwrap_or_else(|| entry.value.clone()),
                });
            }
            // A single value stands for a list of one: `topics[0]` of `topics: x` is `x` itself.
            exact = matches!(path.0.pop()?, PathStep::Item(0)) && exact;
        }
    }

    /// The bytes of a place with all that writes it, such as quotes or the sign of block text; `None` if exactly it is not
    /// there.
    pub(crate) fn exact(&self, at: &Anchor) -> Option<Range<usize>> {
        let (Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _)) = at else {
            return None;
        };
        // A single value stands for a list of one; the list of an alias is elsewhere.
        let single = || match path.0.split_last()? {
            (PathStep::Item(0), parent) => {
                self.entries.get(&FieldPath(parent.to_vec())).filter(|entry| !entry.is_alias)
            }
            _ => None,
        };
        let entry = self.entries.get(path).or_else(single)?;
        match at {
            Anchor::Key(_) => entry.key.clone(),
            Anchor::Within(_, inner) => entry.text_start.map(|_| entry.within(inner)),
            _ => Some(entry.written..entry.value.end),
        }
    }

    /// Where the value at a path ends; white space and comments may stand before that.
    pub(crate) fn end(&self, path: &FieldPath) -> Option<usize> {
        self.entries.get(path).map(|entry| entry.end)
    }

    /// The block with every repeated key and its value blanked, at the same length.
    pub(crate) fn without_repeated(&self, yaml: &str) -> String {
        let mut bytes = yaml.as_bytes().to_vec();
        for repeated in &self.repeated {
            for byte in &mut bytes[repeated.whole.clone()] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
        String::from_utf8(bytes).expect("whole characters were replaced by spaces")
    }

    fn add(&mut self, yaml: &str, event: &Event<'_>, span: Span, open: &mut Vec<OpenCollection>) {
        let bytes = span.byte_range().unwrap_or(0..0);
        match event {
            Event::DocumentStart(..) if bytes.start > 0 && !self.entries.is_empty() => {
                self.second_document.get_or_insert(bytes);
            }
            Event::Scalar(text, style, ..) => {
                if is_key(open) {
                    self.key(text.to_string(), bytes, open);
                } else {
                    let scalar = Scalar::of(yaml, bytes, text, *style);
                    self.value(scalar, open);
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.aliases.push(bytes.clone());
                if is_key(open) {
                    self.key(yaml[bytes.clone()].to_owned(), bytes, open);
                } else {
                    self.value(Scalar { written: bytes.start, bytes, text_start: None, is_alias: true }, open);
                }
            }
            Event::SequenceStart(..) => self.open(bytes, CollectionKind::List { next: 0 }, open),
            Event::MappingStart(..) => {
                self.open(bytes, CollectionKind::Map { seen: HashMap::new(), pending: None }, open)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(OpenCollection { slot, start, .. }) = open.pop() {
                    let first_sign = Scalar { written: start.start, bytes: start, text_start: None, is_alias: false };
                    self.insert(slot, first_sign, bytes.end);
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, start: Range<usize>, kind: CollectionKind, open: &mut Vec<OpenCollection>) {
        if open.len() == DEEPEST && self.deepest.is_none() {
            self.deepest = Some(start.clone());
        }
        let slot = next_slot(open);
        open.push(OpenCollection { slot, start, kind });
    }

    fn key(&mut self, text: String, bytes: Range<usize>, open: &mut [OpenCollection]) {
        if let Some(OpenCollection { kind: CollectionKind::Map { pending, .. }, .. }) = open.last_mut() {
            *pending = Some((text, bytes));
        }
    }

    fn value(&mut self, scalar: Scalar, open: &mut [OpenCollection]) {
        let end = scalar.bytes.end;
        let slot = next_slot(open);
        self.insert(slot, scalar, end);
    }

    fn insert(&mut self, slot: Slot, scalar: Scalar, end: usize) {
        if slot.muted || slot.path.0.len() > DEEPEST {
            return;
        }
        match (slot.first, slot.key) {
            (Some(first), Some(second)) => {
                let whole = second.start..end.max(second.end);
                self.repeated.push(Repeated { path: slot.path, first, second, whole });
            }
            (_, key) => {
                let Scalar { bytes: value, written, text_start, is_alias } = scalar;
                self.entries.insert(slot.path, IndexEntry { key, value, written, end, text_start, is_alias });
            }
        }
    }
}

impl IndexEntry {
    fn within(&self, inner: &Range<usize>) -> Range<usize> {
        match self.text_start {
            Some(start) => {
                let end = (start + inner.end).min(self.value.end);
                (start + inner.start).min(end)..end
            }
            None => self.value.clone(),
        }
    }
}

fn is_key(open: &[OpenCollection]) -> bool {
    matches!(open.last(), Some(OpenCollection { kind: CollectionKind::Map { pending: None, .. }, .. }))
}

/// Returns the place of the value that begins now, and advances its container.
fn next_slot(open: &mut [OpenCollection]) -> Slot {
    let Some(OpenCollection { slot, kind, .. }) = open.last_mut() else {
        return Slot { path: FieldPath::default(), key: None, first: None, muted: false };
    };
    let muted = slot.muted || slot.first.is_some();
    match kind {
        CollectionKind::List { next } => {
            *next += 1;
            Slot { path: slot.path.item(*next - 1), key: None, first: None, muted }
        }
        CollectionKind::Map { seen, pending } => {
            let (name, bytes) = pending.take().unwrap_or_default();
            let path = slot.path.key(&name);
            let first = seen.get(&name).cloned();
            seen.entry(name).or_insert_with(|| bytes.clone());
            Slot { path, key: Some(bytes), first, muted }
        }
    }
}

impl Scalar {
    fn of(yaml: &str, bytes: Range<usize>, text: &str, style: ScalarStyle) -> Self {
        let is_at = |start: usize, text: &str| yaml.get(start..start + text.len()) == Some(text);
        let (written, bytes, text, start) = match style {
            ScalarStyle::Plain => (bytes.start, bytes.clone(), text, bytes.start),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                (bytes.start, bytes.clone(), text, bytes.start + 1)
            }
            // The parser begins it at its first line and ends it where the next field begins.
            _ => match block_sign(yaml, bytes.start) {
                Some(sign) if yaml[bytes.clone()].trim().is_empty() => (sign.start, sign.clone(), text, sign.end),
                sign => {
                    let end = bytes.start + yaml[bytes.clone()].trim_end().len();
                    let written = sign.map_or(bytes.start, |sign| sign.start);
                    (written, bytes.start..end, text.trim_end(), bytes.start)
                }
            },
        };
        // The blank lines before block text stand for themselves.
        let blank = text.len() - text.trim_start_matches('\n').len();
        let text_start = if is_at(start, &text[blank..]) { start.checked_sub(blank) } else { None };
        Self { bytes, written, text_start, is_alias: false }
    }
}

/// Returns the bytes of the sign that opens the block text whose lines begin at `start`: `|`, `>-`, `|2`.
fn block_sign(yaml: &str, start: usize) -> Option<Range<usize>> {
    let is_sign = |part: &str| {
        part.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-')).ends_with(['|', '>'])
    };
    let before = &yaml[..start];
    // The line of the text itself may be indented, and blank lines may stand before it; without a text there is no line.
    let line_end = before.trim_end().len();
    let line = before[..line_end].rfind('\n').map_or(0, |at| at + 1);
    let opening = &before[line..line_end];
    let comments = opening.match_indices(" #").map(|(at, _)| opening[..at].trim_end());
    let signed = comments.chain([opening]).find(|part| is_sign(part))?;
    let sign = signed.rfind(['|', '>'])?;
    Some(line + sign..line + signed.len())
}

/// Returns the bytes of every quoted text and block text of a YAML block, as far as it can be read: what looks like a
/// comment in them is none.
pub(crate) fn quoted_texts(yaml: &str) -> Vec<Range<usize>> {
    let events = Parser::new_from_str(yaml).map_while(Result::ok);
    let texts =
        events.filter(|(event, _)| matches!(event, Event::Scalar(_, style, ..) if *style != ScalarStyle::Plain));
    texts.filter_map(|(_, span)| span.byte_range()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'y>(yaml: &'y str, at: &Anchor) -> &'y str {
        &yaml[YamlIndex::of(yaml).span(at).expect("indexed")]
    }

    #[test]
    fn keys_and_values_are_found_at_any_depth() {
        let yaml = "title: Нота\nclaims:\n  - id: a\n    by: \"aliyev\"\n  - id: b\n    by: hacizade # who\n";
        let by = FieldPath::field("claims").item(1).key("by");
        assert_eq!(at(yaml, &Anchor::Value(by.clone())), "hacizade");
        assert_eq!(at(yaml, &Anchor::Key(by)), "by");
        assert_eq!(at(yaml, &Anchor::Value(FieldPath::field("title"))), "Нота");
    }

    #[test]
    fn a_missing_field_is_shown_at_its_parent() {
        let yaml = "claims:\n  - id: a\n";
        assert_eq!(at(yaml, &Anchor::Value(FieldPath::field("claims").item(0).key("id").key("x"))), "id");
        assert_eq!(at(yaml, &Anchor::Key(FieldPath::field("claims").key("y"))), "claims");
    }

    #[test]
    fn a_single_value_stands_for_a_list_of_one() {
        let yaml = "topics: alliance\n";
        assert_eq!(at(yaml, &Anchor::Value(FieldPath::field("topics").item(0))), "alliance");
    }

    #[test]
    fn bytes_inside_a_quoted_text_are_exact() {
        let yaml = "date: \"2025-13\"\n";
        assert_eq!(at(yaml, &Anchor::Within(FieldPath::field("date"), 5..7)), "13");
    }

    #[test]
    fn block_text_ends_before_the_next_field() {
        for sign in ["|", "|-", "|+", ">", ">-", ">+", "|2", "|2-", ">-2", "| # a | b", "|\n"] {
            for line_end in ["\n", "\r\n"] {
                let yaml = format!("topics: {sign}\n  trade\n\nstatus: draft\n").replace('\n', line_end);
                let index = YamlIndex::of(&yaml);
                let topics = FieldPath::field("topics");
                let blank = usize::from(sign.ends_with('\n'));
                let within = index.exact(&Anchor::Within(topics.clone(), blank..blank + 5));
                assert_eq!(within.map(|span| &yaml[span]), Some("trade"), "{yaml}");
                assert_eq!(at(&yaml, &Anchor::Value(topics.clone())), "trade", "{yaml}");
                let whole = index.exact(&Anchor::Value(topics)).expect("indexed");
                assert!(
                    yaml[whole.clone()].starts_with(&sign[..1]) && yaml[whole.clone()].ends_with("trade"),
                    "{yaml}"
                );
                assert_eq!(&yaml[..whole.start], "topics: ");
            }
        }
        let list = "- >-\n  iran\n  east\n- |\n iraq";
        let item = |at: usize| FieldPath::default().item(at);
        assert_eq!(at(list, &Anchor::Value(item(0))), "iran\n  east");
        assert_eq!(at(list, &Anchor::Within(item(1), 0..4)), "iraq");
        let empty = "topics: |-\nstatus: draft\n";
        let value = YamlIndex::of(empty).exact(&Anchor::Value(FieldPath::field("topics"))).expect("indexed");
        assert_eq!(&empty[value], "|-");
    }

    #[test]
    fn the_list_of_an_alias_is_not_written_where_it_is_named() {
        let yaml = "a: &all [x, y]\nb: *all\n";
        assert_eq!(YamlIndex::of(yaml).exact(&Anchor::Value(FieldPath::field("b").item(0))), None);
    }
}

//! The text of a `.bib` file → its entries, with what each inherits.
//!
//! biblatex parses; what it would resolve without a bound (`@string`, `xdata`, `crossref`) is resolved here. Where the file as
//! a whole is no BibLaTeX, its entries are parsed one by one.

use std::collections::HashMap;
use std::ops::Range;

use biblatex::{Field, ParseError, RawBibliography, RawChunk};

use crate::content::bibliography::tex;

/// The most strings that a value may be made of.
const MOST_STRINGS: usize = 1_000;

/// The most entries from which one may inherit.
const MOST_ANCESTORS: usize = 12;

/// The longest text that strings make, in bytes.
const LONGEST_VALUE: usize = 20_000;

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct RawEntries {
    /// The entries in the order of the file.
    pub entries: Vec<BibEntry>,
    /// The position of each entry by its key.
    by_key: HashMap<String, usize>,
    /// The strings, by their names in lower case.
    strings: HashMap<String, Vec<Piece>>,
    /// What is wrong, each with its bytes.
    pub errors: Vec<(Range<usize>, String)>,
    /// Whether some part could not be read at all.
    pub is_torn: bool,
}

/// One entry.
#[derive(Debug)]
pub(super) struct BibEntry {
    /// The key by which it is cited.
    pub key: String,
    /// The bytes of the key.
    pub at: Range<usize>,
    /// What it is: `online`, in lower case.
    pub kind: String,
    fields: HashMap<String, BibField>,
}

#[derive(Debug)]
struct BibField {
    at: Range<usize>,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Name(String),
}

/// The value of a field as it was written, its strings put in.
pub(super) struct FieldValue {
    /// The bytes of the value.
    pub at: Range<usize>,
    /// The text.
    pub raw: String,
    /// Whether it is the entry's own, and not inherited.
    pub is_own: bool,
}

impl RawEntries {
    /// Reads a file.
    pub(super) fn read(text: &str) -> Self {
        let mut found = Self::default();
        match RawBibliography::parse(text) {
            Ok(raw) => found.add(&raw, 0),
            Err(whole) => {
                found.is_torn = true;
                found.read_one_by_one(text, &whole);
            }
        }
        found
    }

    /// Parses what begins at each `@` that opens a line.
    fn read_one_by_one(&mut self, text: &str, whole: &ParseError) {
        let starts = text.match_indices('@').map(|(at, _)| at);
        let mut starts: Vec<usize> =
            starts.filter(|at| text[..*at].trim_end_matches([' ', '\t']).ends_with('\n') || *at == 0).collect();
        starts.push(text.len());
        for pair in starts.windows(2) {
            match RawBibliography::parse(&text[pair[0]..pair[1]]) {
                Ok(raw) => self.add(&raw, pair[0]),
                Err(error) => {
                    let at = error.span.start + pair[0]..error.span.end + pair[0];
                    self.errors.push((at, format!("this is not BibLaTeX: {}", error.kind)));
                }
            }
        }
        if self.errors.is_empty() {
            self.errors.push((whole.span.clone(), format!("this is not BibLaTeX: {}", whole.kind)));
        }
    }

    fn add(&mut self, raw: &RawBibliography<'_>, offset: usize) {
        let moved = |span: &Range<usize>| span.start + offset..span.end + offset;
        for pair in &raw.abbreviations {
            self.strings.insert(pair.key.v.to_ascii_lowercase(), pieces(&pair.value.v));
        }
        for entry in &raw.entries {
            let key = entry.v.key.v.to_owned();
            let at = moved(&entry.v.key.span);
            if self.by_key.contains_key(&key) {
                self.errors.push((at, format!("two entries have the key `{key}`")));
                continue;
            }
            self.by_key.insert(key.clone(), self.entries.len());
            let field = |pair: &biblatex::Pair<'_>| {
                let value = BibField { at: moved(&pair.value.span), pieces: pieces(&pair.value.v) };
                (pair.key.v.to_ascii_lowercase(), value)
            };
            let fields = entry.v.fields.iter().map(field).collect();
            self.entries.push(BibEntry { key, at, kind: entry.v.kind.v.to_ascii_lowercase(), fields });
        }
    }

    /// Returns the entries from which one inherits, the nearest first, each with whether it is one of `xdata`, which gives all
    /// its fields. A circle, or too many, is an error at the field that names the next one.
    pub(super) fn ancestors(&mut self, entry: usize) -> Vec<(usize, bool)> {
        let mut found: Vec<(usize, bool)> = vec![(entry, true)];
        let mut next = 0;
        while let Some((at, gives_all)) = found.get(next).copied() {
            next += 1;
            for (field, is_data) in [("xdata", true), ("crossref", false)] {
                let Some(value) = self.value(at, field) else { continue };
                for key in value.raw.split(',').map(str::trim) {
                    let Some(parent) = self.by_key.get(key).copied() else { continue };
                    if parent == entry {
                        self.errors.push((value.at.clone(), format!("`{key}` inherits from itself")));
                    } else if found.len() > MOST_ANCESTORS {
                        let why =
                            format!("`{}` inherits from more than {MOST_ANCESTORS} entries", self.entries[entry].key);
                        self.errors.push((self.entries[entry].at.clone(), why));
                        return found;
                    } else if !found.iter().any(|(known, _)| *known == parent) {
                        found.push((parent, is_data && gives_all));
                    }
                }
            }
        }
        found
    }

    /// Returns a field of an entry itself, its strings put in; none where it is empty or cannot be made.
    pub(super) fn value(&mut self, entry: usize, name: &str) -> Option<FieldValue> {
        let field = self.entries[entry].fields.get(name)?;
        let at = field.at.clone();
        match put_together(&field.pieces, &self.strings) {
            Ok(raw) if raw.trim().is_empty() => None,
            Ok(raw) => Some(FieldValue { at, raw, is_own: true }),
            Err(why) => {
                self.errors.push((at, why));
                // Said once, however often the field is asked for.
                self.entries[entry].fields.remove(name);
                None
            }
        }
    }
}

fn pieces(field: &Field<'_>) -> Vec<Piece> {
    let piece = |chunk: &biblatex::Spanned<RawChunk<'_>>| match chunk.v {
        RawChunk::Normal(text) => Piece::Text(text.to_owned()),
        RawChunk::Abbreviation(name) => Piece::Name(name.to_ascii_lowercase()),
    };
    field.iter().map(piece).collect()
}

/// The pieces as one text. A string may be made of others, though not without end.
fn put_together(pieces: &[Piece], strings: &HashMap<String, Vec<Piece>>) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<&Piece> = pieces.iter().rev().collect();
    let mut looked_up = 0;
    while let Some(piece) = open.pop() {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Name(name) => {
                looked_up += 1;
                match strings.get(name) {
                    Some(pieces) => open.extend(pieces.iter().rev()),
                    None if is_month(name) => text.push_str(name),
                    None => return Err(format!("no `@string` is called `{name}`")),
                }
            }
        }
        if looked_up > MOST_STRINGS || text.len() > LONGEST_VALUE {
            return Err(format!("its strings make more than {LONGEST_VALUE} bytes, or never end"));
        }
    }
    Ok(text)
}

fn is_month(name: &str) -> bool {
    tex::month(name).is_some()
}

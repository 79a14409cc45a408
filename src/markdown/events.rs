//! Text → what pulldown-cmark sees in it, each with its bytes; and the guard against nesting without end.
//!
//! Citations are brackets that have no definition. pulldown-cmark asks about such brackets, and gets the answer "a
//! link" for those that [`citation`] can read: a link of an `…Unknown` type is a citation and nothing else.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use super::citation;

/// How deep blocks and inlines may stand in each other.
pub const DEEPEST: usize = 100;

/// One event and the bytes of the body it was read from.
pub(super) type SpannedEvent<'a> = (Event<'a>, Range<usize>);

/// What is read beside CommonMark. Typographic marks are made by `typography`, which knows languages.
pub(crate) const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_WIKILINKS);

/// The events of a text as the parser gives them. `prepared` is the text as the parser is to see it, `typed` as its author
/// sees it.
pub(super) fn parsed<'a>(prepared: &'a str, typed: &'a str) -> impl Iterator<Item = SpannedEvent<'a>> {
    let citation = move |link: BrokenLink<'_>| {
        let brackets = typed.get(link.span)?;
        citation::is_citation(brackets).then(|| (CowStr::from(""), CowStr::from("")))
    };
    Parser::new_with_broken_link_callback(prepared, EXTENSIONS, Some(citation)).into_offset_iter()
}

/// Whether a link is a citation (see above).
pub(super) fn is_citation(kind: LinkType) -> bool {
    matches!(kind, LinkType::ReferenceUnknown | LinkType::CollapsedUnknown | LinkType::ShortcutUnknown)
}

/// The first line that opens more than [`DEEPEST`] blocks in one another.
///
/// The parser goes through all open blocks on every line: 10,000 `>` before 10,000 lines take 0.3 s, ten times as many
/// take half a minute. So such a line is found before parsing. A line less deep than its neighbour needs its
/// indentation in bytes, and is found by [`deepest`].
pub(super) fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if markers(line) > DEEPEST {
            return Some(start..start + line.len());
        }
        start += line.len();
    }
    None
}

/// How many signs of quotations, lists and notes stand at the beginning of a line.
fn markers(line: &str) -> usize {
    let mut rest = line.trim_start();
    let mut count = 0;
    while let Some(after) = after_marker(rest) {
        rest = after.trim_start();
        count += 1;
    }
    count
}

fn after_marker(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('>') {
        return Some(rest);
    }
    if let Some(rest) = line.strip_prefix("[^") {
        return rest.split_once("]:").map(|(_, rest)| rest);
    }
    let rest = line.strip_prefix(['-', '*', '+']).or_else(|| {
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if digits.len() < line.len() { digits.strip_prefix(['.', ')']) } else { None }
    })?;
    rest.starts_with([' ', '\t']).then_some(rest)
}

/// The first thing that stands deeper than [`DEEPEST`].
pub(super) fn deepest(text: &str, events: &[SpannedEvent<'_>]) -> Option<Range<usize>> {
    let mut depth = 0usize;
    for (event, range) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            let first = text[range.clone()].chars().next().map_or(0, char::len_utf8);
            return Some(range.start..range.start + first);
        }
    }
    None
}

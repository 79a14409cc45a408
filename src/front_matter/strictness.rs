//! What `serde_yaml` takes and should not, or takes for less than was typed.
//!
//! The parser that knows places is the stricter of the two. It is asked only where a block holds signs on which they may
//! disagree; then its message is the one that is told.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use granit_parser::{Event, Parser, ScalarStyle};
use regex_lite::Regex;

use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location};
use crate::edtf::Edtf;
use crate::front_matter::wording::shortened;

/// How many times its own length a block may unfold into, and what every block may.
const UNFOLDED_TIMES: usize = 10;
const UNFOLDED_AT_LEAST: usize = 1 << 20;

/// Returns the alias at which the aliases of a block unfold into more than any record needs.
pub(super) fn exploding_alias(yaml: &str) -> Option<Range<usize>> {
    if !(yaml.contains('&') && yaml.contains('*')) {
        return None;
    }
    let most = (yaml.len() * UNFOLDED_TIMES).max(UNFOLDED_AT_LEAST);
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut total = 0usize;
    for (event, span) in Parser::new_from_str(yaml).map_while(Result::ok) {
        let bytes = span.byte_range().unwrap_or(0..0);
        match event {
            Event::Scalar(text, _, anchor, _) => {
                total += text.len() + 1;
                sizes.insert(anchor, text.len() + 1);
            }
            Event::SequenceStart(_, anchor, _) => open.push((anchor, total)),
            Event::MappingStart(_, anchor, _) => open.push((anchor, total)),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((anchor, before)) = open.pop() {
                    sizes.insert(anchor, total - before);
                }
            }
            Event::Alias(anchor) => total = total.saturating_add(sizes.get(&anchor).copied().unwrap_or_default()),
            _ => {}
        }
        if total > most {
            return Some(bytes);
        }
    }
    None
}

/// Returns where a block that `serde_yaml` took is no YAML, or says something else than it read; and why.
pub(super) fn misread(yaml: &str) -> Option<(usize, String)> {
    static DOUBTS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"["'\]}>|]#|[\[{,]\s*[-?]|\t"#).expect("a regular expression"));
    static QUERY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\[{,]\s*\?\S").expect("a regular expression"));
    let is_in_doubt = yaml.contains(['\t', '?']) || yaml.contains('#') || yaml.contains("[-") || yaml.contains("{-");
    if !is_in_doubt || !DOUBTS.is_match(yaml) {
        return None;
    }
    let has_query = QUERY.is_match(yaml);
    for event in Parser::new_from_str(yaml) {
        match event {
            Err(error) => return Some((error.marker().byte_offset().unwrap_or(0).min(yaml.len()), error.info())),
            Ok((Event::Scalar(text, ScalarStyle::Plain, ..), span)) if has_query && text.starts_with('?') => {
                let at = span.byte_range().map_or(0, |bytes| bytes.start);
                return Some((at, format!("`{}` begins with a question mark", shortened(&text))));
            }
            Ok(_) => {}
        }
    }
    None
}

/// Returns a warning for every plain text that ends before ` #` and a letter: what follows was most likely a part of it.
pub(super) fn cut_texts(file: &FileName, yaml: &str, offset: usize) -> Vec<Diagnostic> {
    let may_cut = |at: usize| yaml[at + 2..].starts_with(|c: char| c.is_alphanumeric());
    if !yaml.match_indices(" #").any(|(at, _)| may_cut(at)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (event, span) in Parser::new_from_str(yaml).map_while(Result::ok) {
        let (Event::Scalar(text, ScalarStyle::Plain, ..), Some(bytes)) = (event, span.byte_range()) else { continue };
        let rest = yaml[bytes.end..].lines().next().unwrap_or_default();
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let is_cut =
            spaces > 0 && rest[spaces..].strip_prefix('#').is_some_and(|cut| cut.starts_with(char::is_alphanumeric));
        let is_date = text.parse::<Edtf>().is_ok();
        if !is_cut || is_date || text.is_empty() || text.contains('\n') {
            continue;
        }
        let end = bytes.end + rest.trim_end().len();
        let whole = yaml[bytes.start..end].to_owned();
        let quoted = serde_json::to_string(&whole).unwrap_or_default();
        let place = |range: Range<usize>| Location::bytes(file, range.start + offset..range.end + offset);
        found.push(
            Diagnostic::warning(
                "cut-text",
                place(bytes.end + spaces..end),
                format!("`{}` ends before ` #`", shortened(&text)),
            )
            .label("YAML takes this for a comment")
            .help("put the whole in quotes; in a comment write a space after `#`")
            .fix(Fix::guess("put the whole in quotes", Edit::put(place(bytes.start..end), quoted))),
        );
    }
    found
}

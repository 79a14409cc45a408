//! What was read as plain text though it was meant otherwise, and what would be lost without a word.
//!
//! pulldown-cmark gives each bracket that opened or closed nothing as a text of its own, so such brackets can be told
//! from escaped ones.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::{BodySource, UnreadCitation};
use super::events::SpannedEvent;
use super::{citation, errors, escape};
use crate::diagnostic::Diagnostic;

/// Finds notes, links and alerts that were not understood, lost cells and forbidden characters. Returns the brackets that
/// may have been meant as citations.
pub(super) fn check(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<UnreadCitation> {
    let unread = check_brackets(source, events, faults);
    check_rows(source, events, faults);
    check_characters(source, faults);
    unread
}

fn check_brackets(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<UnreadCitation> {
    let mut unread = Vec::new();
    let mut in_code = false;
    let mut open: Vec<usize> = Vec::new();
    for (at, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::Item) => open.clear(),
            Event::Text(text) if !in_code => match &**text {
                "[" => {
                    open.push(range.start);
                    faults.extend(after_opening(source, events, at));
                }
                "![" => open.push(range.start),
                // Without an opening bracket, or with an escaped one, nothing was meant to be a link.
                "]" => {
                    if let Some(start) = open.pop() {
                        unread.extend(unread_citation(source, start..range.end));
                        faults.extend(after_closing(source, events, at, start));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    unread
}

/// `[see @a, p. 4]`, `[-@a]`: what other tools take for a citation.
fn unread_citation(source: &BodySource<'_>, brackets: Range<usize>) -> Option<UnreadCitation> {
    let inside = source.text.get(brackets.start + 1..brackets.end.checked_sub(1)?)?;
    let name = citation::unread_name(inside)?;
    let rest = format!("[{}]", &inside[name.start..]);
    let before = inside[..name.start].trim_end();
    let instead = citation::read(&rest).is_ok().then(|| match before {
        "" | "-" => (rest, true),
        words => (format!("{words} {rest}"), false),
    });
    Some(UnreadCitation { span: source.span(&brackets), id: inside[name.start + 1..name.end].to_owned(), instead })
}

/// The text that follows an event without a gap.
fn next_text<'a>(events: &'a [SpannedEvent<'a>], at: usize) -> Option<(&'a str, &'a Range<usize>)> {
    let (_, before) = events.get(at)?;
    match events.get(at + 1)? {
        (Event::Text(text), range) if range.start == before.end => Some((text, range)),
        _ => None,
    }
}

/// `[^label]` of a note that does not exist, and `[!NOTE]` that makes no alert.
fn after_opening(source: &BodySource<'_>, events: &[SpannedEvent<'_>], at: usize) -> Option<Diagnostic> {
    let (label, range) = next_text(events, at)?;
    let (closing, end) = next_text(events, at + 1)?;
    if closing != "]" {
        return None;
    }
    let whole = events[at].1.start..end.end;
    if let Some(note) = label.strip_prefix('^') {
        let is_label = !note.is_empty() && !note.contains(char::is_whitespace);
        return is_label.then(|| errors::undefined_footnote(source.place(&whole), note));
    }
    let kind = label.strip_prefix('!').filter(|_| source.text[range.clone()].len() > 1)?;
    let quoted = at >= 2
        && matches!(events[at - 1].0, Event::Start(Tag::Paragraph))
        && matches!(events[at - 2].0, Event::Start(Tag::BlockQuote(_)));
    let is_kind = ALERTS.iter().any(|alert| alert.eq_ignore_ascii_case(kind));
    let is_like_one = is_kind || kind.bytes().all(|b| b.is_ascii_uppercase());
    let near = || crate::fold::nearest(kind, ALERTS);
    (quoted && is_like_one).then(|| errors::alert_syntax(source.place(&whole), kind, near()))
}

const ALERTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// `[text][label]` without a definition, and `[text](what is no address)`.
fn after_closing(source: &BodySource<'_>, events: &[SpannedEvent<'_>], at: usize, start: usize) -> Option<Diagnostic> {
    let (text, range) = next_text(events, at)?;
    if text.starts_with('(') {
        let end = text.find(')').map_or(range.end, |length| range.start + length + 1);
        let end = if source.text.is_char_boundary(end) { end.min(range.end) } else { range.end };
        return Some(errors::broken_link(source.place(&(start..end))));
    }
    let (label, _) = next_text(events, at + 1).filter(|_| text == "[")?;
    let is_label = !label.starts_with(['^', ']', '[']);
    let end = label_end(events, at + 1).filter(|_| is_label)?;
    Some(errors::undefined_reference(source.place(&(start..end)), &source.text[range.start..end]))
}

/// The end of the next closing bracket, if nothing but text stands before it.
fn label_end(events: &[SpannedEvent<'_>], opening: usize) -> Option<usize> {
    let texts = events[opening + 1..].iter().map_while(|(event, range)| match event {
        Event::Text(text) => Some((text, range)),
        _ => None,
    });
    texts.into_iter().find(|(text, _)| ***text == *"]").map(|(_, range)| range.end)
}

/// A row with more cells than the table's head: the parser drops them.
fn check_rows(source: &BodySource<'_>, events: &[SpannedEvent<'_>], faults: &mut Vec<Diagnostic>) {
    let mut last_cell = 0;
    for (event, range) in events {
        match event {
            Event::End(TagEnd::TableCell) => last_cell = range.end,
            Event::End(TagEnd::TableRow) => {
                let rest = &source.text[last_cell.min(range.end)..range.end];
                let lost = rest.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
                if !lost.is_empty() {
                    faults.push(errors::table_row(source.place(&(range.end - lost.len()..range.end))));
                }
            }
            _ => {}
        }
    }
}

fn check_characters(source: &BodySource<'_>, faults: &mut Vec<Diagnostic>) {
    if let Some((at, bad)) = escape::find_forbidden(source.text) {
        // Not through `place`, which leaves out white space at the end: some of these are white space.
        let place =
            crate::diagnostic::Location::bytes(source.file, at + source.offset..at + bad.len_utf8() + source.offset);
        faults.push(errors::control_character(place, bad));
    }
}

//! What the parser would misread or lose, hidden from it by signs of the same length that mean nothing to it.
//!
//! In goes a body; out comes the same text with some bytes replaced, so that every place stays. [`shown`] puts back what was
//! typed. Nearly no text needs it.
//!
//! | typed | is meant as | the parser alone |
//! |---|---|---|
//! | `[[Note 12]](https://…)` | a link whose words stand in brackets | a link to a record |
//! | `<!-- a comment --> *Text*` | a comment, and text | HTML to the end of the line |
//! | `[a]\[b]`, where `[b]` is defined | text in brackets | loses `\[b]` |
//! | `## Set {1, 2}` | a heading with braces | loses `{1, 2}` |

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::events::EXTENSIONS;

/// Stands for `[`, `]`, nothing and `{`.
const SIGNS: [(u8, &str); 4] = [(1, "["), (2, "]"), (3, ""), (4, "{")];

const OPENING: u8 = SIGNS[0].0;
const CLOSING: u8 = SIGNS[1].0;
const NOTHING: u8 = SIGNS[2].0;
const BRACE: u8 = SIGNS[3].0;

/// Returns the text as the parser is to see it; `None` where that is as it was typed.
pub(super) fn prepare(text: &str) -> Option<String> {
    let may_need = ["<!--", "]](", "]\\["].iter().any(|sign| text.contains(sign))
        || text.contains("]][")
        || (text.contains("[[") && text.contains("]:"))
        || text.lines().any(|line| line.trim_end().trim_end_matches('#').trim_end().ends_with('}'));
    if !may_need || text.bytes().any(is_sign) {
        return None;
    }
    let mut hidden = HiddenBytes { text, bytes: Vec::new(), literal: Vec::new() };
    hidden.find();
    if hidden.bytes.is_empty() {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    for (at, sign) in hidden.bytes {
        bytes[at] = sign;
    }
    String::from_utf8(bytes).ok()
}

/// Returns a text with what was hidden in it as it is shown; `None` where nothing was.
pub(super) fn shown(text: &str) -> Option<String> {
    text.bytes().any(is_sign).then(|| {
        let sign = |c: char| SIGNS.iter().find(|(sign, _)| char::from(*sign) == c).map(|(_, shown)| *shown);
        text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
            match sign(c) {
                Some(text) => shown.push_str(text),
                None => shown.push(c),
            }
            shown
        })
    })
}

fn is_sign(byte: u8) -> bool {
    SIGNS.iter().any(|(sign, _)| *sign == byte)
}

struct HiddenBytes<'a> {
    text: &'a str,
    /// What is hidden: a byte, and what stands for it.
    bytes: Vec<(usize, u8)>,
    /// Code and HTML, in which nothing is hidden.
    literal: Vec<Range<usize>>,
}

impl HiddenBytes<'_> {
    fn find(&mut self) {
        let mut wiki: Vec<Range<usize>> = Vec::new();
        let mut in_code = false;
        for (event, range) in Parser::new_ext(self.text, EXTENSIONS).into_offset_iter() {
            match event {
                Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => wiki.push(range),
                Event::Start(Tag::Heading { id: None, classes, .. }) if classes.is_empty() => self.heading(&range),
                Event::Start(Tag::HtmlBlock) => {
                    self.comment(&range);
                    self.literal.push(range);
                }
                Event::Start(Tag::CodeBlock(_)) => {
                    in_code = true;
                    self.literal.push(range);
                }
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Code(_) | Event::InlineHtml(_) if !in_code => self.literal.push(range),
                _ => {}
            }
        }
        let parser = Parser::new_ext(self.text, EXTENSIONS);
        let is_defined = |label: &str| parser.reference_definitions().get(label).is_some();
        for link in wiki {
            let inside = self.text.get(link.start + 2..link.end.saturating_sub(2)).unwrap_or_default();
            let after = self.text.get(link.end..).unwrap_or_default();
            let label = after.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(label, _)| label);
            if is_address(after) || label.is_some_and(is_defined) {
                self.bytes.extend([(link.start + 1, OPENING), (link.end - 2, CLOSING)]);
            } else if is_defined(inside) {
                self.bytes.extend([(link.start, OPENING), (link.end - 1, CLOSING)]);
            }
        }
        for (at, _) in self.text.match_indices("]\\[") {
            if !self.literal.iter().any(|range| range.contains(&at)) {
                self.bytes.extend([(at + 1, NOTHING), (at + 2, OPENING)]);
            }
        }
    }

    /// Braces at the end of a heading that hold neither an id nor a class.
    fn heading(&mut self, range: &Range<usize>) {
        let line = self.text[range.clone()].trim_end();
        // Under a heading of two lines stands a rule.
        let line = match line.rsplit_once('\n') {
            Some((words, rule)) if rule.trim().bytes().all(|byte| matches!(byte, b'=' | b'-')) => words.trim_end(),
            _ => line.trim_end_matches('#').trim_end(),
        };
        if line.ends_with('}')
            && let Some(at) = line.rfind('{').filter(|at| !line[..*at].ends_with('\\'))
        {
            self.bytes.push((range.start + at, BRACE));
        }
    }

    /// A comment at the beginning of a line, if words follow it there.
    fn comment(&mut self, range: &Range<usize>) {
        let line = self.text[range.clone()].lines().next().unwrap_or_default();
        let indented = line.len() - line.trim_start().len();
        let Some(length) = line[indented..].strip_prefix("<!--").and_then(|rest| rest.find("-->")) else { return };
        let length = "<!--".len() + length + "-->".len();
        let rest = line[indented + length..].trim_start();
        if !rest.is_empty() && !rest.starts_with('<') {
            let start = range.start + indented;
            self.bytes.extend((start..start + length).map(|at| (at, NOTHING)));
        }
    }
}

/// Whether a text begins with an address in parentheses.
fn is_address(text: &str) -> bool {
    let address = text.strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(address, _)| address);
    address.is_some_and(|address| address.contains(['/', '#', ':']) || address.ends_with(".md"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_keeps_its_place_and_is_shown_as_it_was() {
        for text in [
            "[[Note 12]](https://example.org/12) and [[azal]] (x)",
            "[a]\\[b]\n\n[b]: https://e.org",
            "## Set {1, 2}\n\nText {x}",
            "[[x]]\n\n[x]: https://e.org",
        ] {
            let made = prepare(text).expect("something is hidden");
            assert_eq!(made.len(), text.len());
            assert_eq!(shown(&made).as_deref(), Some(text.replace("\\[", "[").as_str()), "{text}");
        }
        let made = prepare("<!-- a --> Text").expect("a comment");
        assert_eq!(shown(&made).as_deref(), Some(" Text"));
    }

    #[test]
    fn what_needs_nothing_is_left() {
        for text in
            ["plain", "[[a]] (b)", "`]\\[`", "    <!-- a --> b", "<!-- a -->\nText", "## A {#id .c}", "[[a]](2019)"]
        {
            assert_eq!(prepare(text), None, "{text}");
        }
    }
}

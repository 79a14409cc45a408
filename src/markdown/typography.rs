//! Straight quotation marks, apostrophes, double hyphens and three dots as they are typed → as they are printed.
//!
//! The parser pairs marks within a paragraph and knows English alone. Here a mark after a letter or a stop closes, whatever
//! stands open, and the marks are those of the text's language.

use std::iter::Peekable;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::events::{self, SpannedEvent};
use super::prepared;
use crate::language::QuotationMarks;

/// The events of a text, in order, as they are printed. `prepared` is the text as the parser is to see it.
pub(super) fn read<'a>(
    prepared: &'a str,
    typed: &'a str,
    marks: QuotationMarks,
) -> impl Iterator<Item = SpannedEvent<'a>> {
    let is_prepared = prepared.as_ptr() != typed.as_ptr();
    PrintedEvents::of(events::parsed(prepared, typed), prepared, is_prepared, marks)
}

/// Events whose texts are as they are printed.
struct PrintedEvents<'a, I: Iterator<Item = SpannedEvent<'a>>> {
    events: Peekable<I>,
    /// The text from which the events are read.
    text: &'a str,
    /// Whether something is hidden in the text.
    is_prepared: bool,
    marks: QuotationMarks,
    before: Before,
    is_double_open: bool,
    is_single_open: bool,
    /// How many code blocks are open.
    code: usize,
    /// The links that are open: whether each shows its address.
    links: Vec<bool>,
}

/// What stands before a mark in its block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing.
    Start,
    /// A mark that opens a quotation.
    OpenMark,
    /// A letter or sign.
    Sign(char),
}

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkRole {
    Opens,
    Closes,
    /// An apostrophe.
    Omits,
    /// What was typed.
    Stays,
}

impl<'a, I: Iterator<Item = SpannedEvent<'a>>> PrintedEvents<'a, I> {
    /// Takes events and the text from which they are read.
    fn of(events: I, text: &'a str, is_prepared: bool, marks: QuotationMarks) -> Self {
        Self {
            events: events.peekable(),
            text,
            is_prepared,
            marks,
            before: Before::Start,
            is_double_open: false,
            is_single_open: false,
            code: 0,
            links: Vec::new(),
        }
    }

    fn text(&mut self, text: CowStr<'a>, at: usize) -> CowStr<'a> {
        if self.code > 0 || self.links.contains(&true) {
            return text;
        }
        let has_marks = text.contains(['"', '\'']) || text.contains("--") || text.contains("...");
        let is_as_typed = self.text.get(at..at + text.len()) == Some(&*text);
        let printed = if has_marks && is_as_typed { CowStr::from(self.printed(&text, at)) } else { text };
        let hidden = if self.is_prepared { prepared::shown(&printed) } else { None };
        let shown = match hidden {
            Some(shown) if self.before == Before::Start => CowStr::from(shown.trim_start().to_owned()),
            Some(shown) => CowStr::from(shown),
            None => printed,
        };
        if !has_marks || !is_as_typed {
            self.pass(&shown);
        }
        shown
    }

    /// Notes what stands before the next mark.
    fn pass(&mut self, text: &str) {
        if let Some(last) = text.chars().next_back() {
            self.before = Before::Sign(last);
        }
    }

    fn printed(&mut self, text: &str, at: usize) -> String {
        let is_escaped = at > 0 && self.text.as_bytes().get(at - 1) == Some(&b'\\');
        let mut printed = String::with_capacity(text.len() + 8);
        let mut signs = text.char_indices().peekable();
        while let Some((start, sign)) = signs.next() {
            let rest = &text[start + sign.len_utf8()..];
            let next = rest.chars().next().or_else(|| if rest.is_empty() { self.next_sign() } else { None });
            match sign {
                '"' | '\'' if start == 0 && is_escaped => self.put(&mut printed, sign, MarkRole::Stays),
                '"' => {
                    let role = self.double(next);
                    self.put(&mut printed, sign, role);
                }
                '\'' => {
                    let role = self.single(next, rest);
                    self.put(&mut printed, sign, role);
                }
                '-' | '.' => {
                    let count = 1 + rest.chars().take_while(|c| *c == sign).count();
                    for _ in 1..count {
                        signs.next();
                    }
                    printed.push_str(&run(sign, count));
                    self.before = Before::Sign(sign);
                }
                sign => {
                    printed.push(sign);
                    self.before = Before::Sign(sign);
                }
            }
        }
        printed
    }

    /// The sign that follows a text, or a letter where it is one that is shown but not known.
    fn next_sign(&mut self) -> Option<char> {
        match &self.events.peek()?.0 {
            Event::Text(text) => text.chars().next(),
            Event::Code(_) | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {
                Some('x')
            }
            _ => None,
        }
    }

    fn double(&self, next: Option<char>) -> MarkRole {
        let opens_before = self.opens_after();
        let is_space_next = next.is_none_or(char::is_whitespace);
        match self.before {
            Before::Sign(before) if is_letter(before) && next.is_some_and(is_letter) => {
                match (is_ideograph(before) || next.is_some_and(is_ideograph), self.is_double_open) {
                    (true, false) => MarkRole::Opens,
                    (true, true) => MarkRole::Closes,
                    (false, _) => MarkRole::Stays,
                }
            }
            Before::Sign('-' | '–' | '—') if self.is_double_open && !next.is_some_and(is_letter) => {
                MarkRole::Closes
            }
            Before::Sign(before)
                if matches!(before, ':' | ',' | ';') && !self.is_double_open && next.is_some_and(is_letter) =>
            {
                MarkRole::Opens
            }
            _ if opens_before && !is_space_next => MarkRole::Opens,
            _ if opens_before && !self.is_double_open => MarkRole::Stays,
            _ => MarkRole::Closes,
        }
    }

    fn single(&self, next: Option<char>, rest: &str) -> MarkRole {
        if !self.opens_after() {
            let closes = self.is_single_open && !next.is_some_and(is_letter);
            return if closes { MarkRole::Closes } else { MarkRole::Omits };
        }
        let is_year = rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_digit());
        match next {
            Some(next) if !next.is_whitespace() && !is_year && has_closing(rest) => MarkRole::Opens,
            _ if self.is_single_open => MarkRole::Closes,
            Some(next) if !next.is_whitespace() => MarkRole::Omits,
            _ => MarkRole::Stays,
        }
    }

    /// Whether a mark here may open: after nothing, a space or a sign that opens.
    fn opens_after(&self) -> bool {
        match self.before {
            Before::Start | Before::OpenMark => true,
            Before::Sign(sign) => {
                sign.is_whitespace()
                    || matches!(
                        sign,
                        '(' | '['
                            | '{'
                            | '<'
                            | '¿'
                            | '¡'
                            | '-'
                            | '–'
                            | '—'
                            | '/'
                            | '“'
                            | '„'
                            | '«'
                            | '‘'
                            | '‚'
                            | '‹'
                    )
            }
        }
    }

    fn put(&mut self, printed: &mut String, sign: char, role: MarkRole) {
        let is_double = sign == '"';
        let (before, after) = if is_double { self.marks.outer } else { self.marks.inner };
        let is_open = if is_double { &mut self.is_double_open } else { &mut self.is_single_open };
        let was_open =
            std::mem::replace(is_open, if role == MarkRole::Stays { *is_open } else { role == MarkRole::Opens });
        let is_inch = is_double && !was_open && matches!(self.before, Before::Sign(c) if c.is_ascii_digit());
        match role {
            MarkRole::Opens => printed.push_str(before),
            MarkRole::Closes if is_inch => printed.push('”'),
            MarkRole::Closes => printed.push_str(after),
            MarkRole::Omits => {
                self.is_single_open = was_open;
                printed.push('’');
            }
            MarkRole::Stays => printed.push(sign),
        }
        self.before = if role == MarkRole::Opens { Before::OpenMark } else { Before::Sign(sign) };
    }
}

impl<'a, I: Iterator<Item = SpannedEvent<'a>>> Iterator for PrintedEvents<'a, I> {
    type Item = SpannedEvent<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (event, range) = self.events.next()?;
        let event = match event {
            Event::Text(text) => Event::Text(self.text(text, range.start)),
            Event::Code(text) => {
                self.pass(&text);
                Event::Code(text)
            }
            Event::SoftBreak | Event::HardBreak => {
                self.before = Before::Sign(' ');
                event
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.code += 1;
                event
            }
            Event::End(TagEnd::CodeBlock) => {
                self.code = self.code.saturating_sub(1);
                event
            }
            Event::Start(Tag::Link { link_type, .. }) => {
                self.links.push(matches!(link_type, LinkType::Autolink | LinkType::Email));
                event
            }
            Event::End(TagEnd::Link) => {
                self.links.pop();
                event
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image) => event,
            Event::Start(_) | Event::End(_) => {
                (self.before, self.is_double_open, self.is_single_open) = (Before::Start, false, false);
                event
            }
            event => event,
        };
        Some((event, range))
    }
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric()
}

/// Whether a sign is of a script that puts no spaces between words.
fn is_ideograph(sign: char) -> bool {
    matches!(sign, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a mark follows that may close what opens before: after a letter or a stop, and before none.
fn has_closing(rest: &str) -> bool {
    rest.match_indices('\'').any(|(at, _)| {
        let before = rest[..at].chars().next_back();
        let after = rest[at + 1..].chars().next();
        before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(is_letter)
    })
}

/// A run of hyphens as dashes, or of dots with an ellipsis for every three.
fn run(sign: char, count: usize) -> String {
    if sign == '.' {
        return format!("{}{}", "…".repeat(count / 3), ".".repeat(count % 3));
    }
    let (ems, ens) = match (count, count % 3, count % 2) {
        (1, ..) => return "-".to_owned(),
        (_, 0, _) => (count / 3, 0),
        (_, _, 0) => (0, count / 2),
        (_, 2, _) => (count / 3, 1),
        _ => ((count - 4) / 3, 2),
    };
    format!("{}{}", "—".repeat(ems), "–".repeat(ens))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::quotation_marks;

    fn printed(text: &str, language: &str) -> String {
        read(text, text, quotation_marks(language))
            .map(|(event, _)| match event {
                Event::Text(text) => text.to_string(),
                Event::Code(text) => format!("`{text}`"),
                Event::SoftBreak => " ".to_owned(),
                Event::End(TagEnd::Paragraph) => "¶".to_owned(),
                _ => String::new(),
            })
            .collect()
    }

    #[test]
    fn marks_are_those_that_were_meant() {
        for (typed, wanted) in [
            ("He said: \"One.\n\nTwo.\"", "He said: “One.¶Two.”¶"),
            ("\"*Word*\", 6\" and (\"x\")", "“Word”, 6” and (“x”)¶"),
            ("in the '90s and '08", "in the ’90s and ’08¶"),
            (
                "it's \"the 'inner' one\" -- the ministers' --- end...",
                "it’s “the ‘inner’ one” – the ministers’ — end…¶",
            ),
            ("\"'Yes,' he said.\" It was \"`code`\".", "“‘Yes,’ he said.” It was “`code`”.¶"),
            ("\\\"as typed\\\" and &quot;this&quot;", "\"as typed\" and \"this\"¶"),
            ("said:\"Yes\" and word--\"No\"--word", "said:“Yes” and word–“No”–word¶"),
            ("צה\"ל", "צה\"ל¶"),
            ("- \"one\n- two\"", "“onetwo”"),
        ] {
            assert_eq!(printed(typed, "en"), wanted, "{typed}");
        }
    }

    #[test]
    fn marks_are_those_of_the_language() {
        assert_eq!(printed("Он сказал: \"Цитата 'внутри' неё\".", "ru"), "Он сказал: «Цитата „внутри“ неё».¶");
        assert_eq!(printed("\"Zitat\"", "de"), "„Zitat“¶");
        assert_eq!(printed("他说\"你好\"。", "zh"), "他说“你好”。¶");
        assert_eq!(printed("O dedi: \"Bəli\" və Bakı'da", "az"), "O dedi: “Bəli” və Bakı’da¶");
    }
}

//! Positions of an editor → bytes of a text, and back.
//!
//! An editor counts lines from 0, and within a line by units of UTF-16 or, where it was agreed, by bytes. Whatever it
//! says, a byte comes out that stands between two characters of the text: what is past a line's end is its end, what is
//! within a character is its start.

use std::ops::Range;

use gen_lsp_types::{Position, Range as Span};

/// By what an editor counts within a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum PositionEncoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16, which every editor knows.
    #[default]
    Utf16,
}

impl PositionEncoding {
    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// The byte at a position.
    pub(super) fn byte(self, text: &str, position: Position) -> usize {
        let Some((start, line)) = lines(text).nth(position.line as usize) else {
            return text.len();
        };
        let wanted = position.character as usize;
        let mut passed = 0;
        for (at, c) in line.char_indices() {
            passed += self.width(c);
            if passed > wanted {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The bytes of a span; empty where it ends before it begins.
    pub(super) fn bytes(self, text: &str, span: Span) -> Range<usize> {
        let start = self.byte(text, span.start);
        start..self.byte(text, span.end).max(start)
    }

    /// The position of a byte.
    pub(super) fn position(self, text: &str, byte: usize) -> Position {
        let byte = text.floor_char_boundary(byte);
        let (line, (start, _)) =
            lines(text).take_while(|(start, _)| *start <= byte).enumerate().last().unwrap_or((0, (0, "")));
        let character: usize = text[start..byte].chars().map(|c| self.width(c)).sum();
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: small(line), character: small(character) }
    }

    /// The span of some bytes.
    pub(super) fn span(self, text: &str, bytes: &Range<usize>) -> Span {
        Span { start: self.position(text, bytes.start), end: self.position(text, bytes.end) }
    }
}

/// The lines of a text with where they begin, without what ends them: `\n`, `\r\n` or `\r`. There is always a last one.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = &text[start..];
        let (length, end) = match rest.find(['\n', '\r']) {
            Some(at) if rest[at..].starts_with("\r\n") => (at, Some(at + 2)),
            Some(at) => (at, Some(at + 1)),
            None => (rest.len(), None),
        };
        next = end.map(|end| start + end);
        Some((start, &rest[..length]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_a_byte_and_back_in_both_encodings() {
        let text = "a\r\nəб𝄞c\rd\n";
        for encoding in [PositionEncoding::Utf8, PositionEncoding::Utf16] {
            for (byte, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\n')) {
                let position = encoding.position(text, byte);
                assert_eq!(encoding.byte(text, position), byte, "{c:?} {position:?}");
            }
        }
        let at = |line, character| PositionEncoding::Utf16.byte(text, Position { line, character });
        assert_eq!(&text[at(1, 4)..], "c\rd\n");
        assert_eq!(&text[at(1, 3)..], "𝄞c\rd\n", "half a character is its start");
        assert_eq!(&text[at(2, 0)..], "d\n");
    }

    #[test]
    fn what_is_out_of_the_text_is_its_nearest_end() {
        let byte = |line, character| PositionEncoding::Utf16.byte("ab\nc", Position { line, character });
        assert_eq!([byte(0, 99), byte(9, 0), byte(u32::MAX, u32::MAX)], [2, 4, 4]);
        let span = Span { start: Position { line: 1, character: 1 }, end: Position { line: 0, character: 0 } };
        assert_eq!(PositionEncoding::Utf16.bytes("ab\nc", span), 4..4);
        assert_eq!(PositionEncoding::Utf16.byte("", Position { line: 0, character: 5 }), 0);
    }
}

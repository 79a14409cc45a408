//! How wide words are, near enough to break them into lines: the reader's own letters are not known here.
//!
//! In: text. Out: lines, or one line, that fit a width in units for letters of a size. The measure errs on the wide side.

use textwrap::WordSeparator;
use textwrap::core::Fragment;
use textwrap::wrap_algorithms::wrap_first_fit;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};
use unicode_width::UnicodeWidthChar;

const ELLIPSIS: &str = "…";

/// The width of one line of sans-serif text in letters of this size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The text in at most so many lines of this width; an ellipsis ends it only where it does not fit.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let pieces: Vec<WordPiece> =
        WordSeparator::new().find_words(text).flat_map(|word| pieces(word.word, word.whitespace, size, room)).collect();
    let lines = wrap_first_fit(&pieces, &[room]);
    let all = lines.iter().map(|line| joined(line)).filter(|line| !line.is_empty());
    let mut kept: Vec<String> = all.clone().take(most).collect();
    if let Some(last) = kept.last_mut().filter(|_| all.count() > most) {
        *last = cut_to(last, size, room);
    }
    kept
}

/// The text on one line of this width, cut short with an ellipsis where it does not fit.
pub(super) fn cut(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room { text.to_owned() } else { cut_to(text, size, room) }
}

/// A word, or a part of one that is longer than a line.
#[derive(Debug)]
struct WordPiece<'a> {
    text: &'a str,
    space: &'a str,
    width: f64,
    space_width: f64,
}

impl Fragment for WordPiece<'_> {
    fn width(&self) -> f64 {
        self.width
    }

    fn whitespace_width(&self) -> f64 {
        self.space_width
    }

    fn penalty_width(&self) -> f64 {
        0.0
    }
}

fn pieces<'a>(word: &'a str, space: &'a str, size: f64, room: f64) -> Vec<WordPiece<'a>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut so_far = 0.0;
    for (at, grapheme) in word.grapheme_indices(true) {
        let more = width(grapheme, size);
        if so_far + more > room && at > start {
            parts.push(WordPiece { text: &word[start..at], space: "", width: so_far, space_width: 0.0 });
            (start, so_far) = (at, 0.0);
        }
        so_far += more;
    }
    parts.push(WordPiece { text: &word[start..], space, width: so_far, space_width: width(space, size) });
    parts
}

fn joined(line: &[WordPiece]) -> String {
    let text: String = line.iter().flat_map(|piece| [piece.text, piece.space]).collect();
    text.trim().to_owned()
}

/// As many graphemes as fit before an ellipsis.
fn cut_to(text: &str, size: f64, room: f64) -> String {
    let room = room - width(ELLIPSIS, size);
    let mut used = 0.0;
    let mut is_over = |c: char| {
        used += em(c) * size;
        used > room
    };
    let over = text.char_indices().find(|(_, c)| is_over(*c)).map_or(text.len(), |(at, _)| at);
    let mut cursor = GraphemeCursor::new(over, text.len(), true);
    let whole = match cursor.is_boundary(text, 0) {
        Ok(true) => over,
        _ => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    };
    let fitting = &text[..whole];
    fitting.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '–' | '-')).to_owned()
        + ELLIPSIS
}

/// The advance of a character in ems, as in common sans-serif faces.
fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | 't' | 'f' | 'r' | ' ' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '|' | '!' | '('
        | ')' | '-' => 0.32,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | 'ж' | 'м' | 'ф' | 'ш' | 'щ' | 'ы' | 'ю' => 0.88,
        'a'..='z' | '0'..='9' => 0.55,
        _ => match c.width() {
            Some(0) => 0.0,
            Some(2) => 1.0,
            _ if c.is_uppercase() => 0.7,
            _ => 0.55,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: f64 = 12.0;
    const ROOM: f64 = 156.0;

    #[test]
    fn a_title_that_fits_has_no_ellipsis() {
        let lines = wrap("Russia bars the Azerbaijani lawmaker Azer Badamov from entering", SIZE, ROOM, 3);
        assert_eq!(lines, ["Russia bars the Azerbaijani", "lawmaker Azer Badamov", "from entering"]);
    }

    #[test]
    fn a_title_that_does_not_fit_ends_in_an_ellipsis() {
        let lines = wrap(&"word ".repeat(40), SIZE, ROOM, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…') && !lines[1].contains('…'), "{lines:?}");
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken_between_graphemes() {
        let lines = wrap(&"e\u{301}".repeat(60), SIZE, ROOM, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| line.starts_with('e') && width(line, SIZE) <= ROOM), "{lines:?}");
    }

    #[test]
    fn a_line_is_cut_between_graphemes() {
        // Six women at their computers, each of three characters, and their colour of skin: each is one grapheme.
        let women = "👩🏽\u{200d}💻".repeat(6);
        let kept = cut(&women, SIZE, 60.0);
        assert_eq!(kept, format!("👩🏽\u{200d}💻…"));
        assert_eq!(cut(&"e\u{301}".repeat(9), SIZE, 27.0), "e\u{301}e\u{301}…");
    }

    #[test]
    fn every_line_fits_in_any_script() {
        for text in ["Президент Ильхам Алиев заявил о вмешательстве", "阿塞拜疆和俄罗斯之间的关系非常紧张的报道", ""]
        {
            let lines = wrap(text, SIZE, ROOM, 3);
            assert!(lines.iter().all(|line| width(line, SIZE) <= ROOM), "{lines:?}");
        }
        assert_eq!(cut("short", SIZE, ROOM), "short");
    }
}

//! Text → HTML, escaped by pulldown-cmark's own escaper. Characters that HTML forbids become U+FFFD.

use std::borrow::Cow;

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

const INFALLIBLE: &str = "a String takes every write";

/// Writes text that stands between tags.
pub(super) fn text(out: &mut String, text: &str) {
    escape_html_body_text(out, &allowed(text)).expect(INFALLIBLE);
}

/// Writes ` name="value"`.
pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    open(out, name);
    escape_html(&mut *out, &allowed(value)).expect(INFALLIBLE);
    out.push('"');
}

/// Writes ` name="address"`. The escaper lets `^` pass, which no validator takes.
pub(super) fn address(out: &mut String, name: &str, address: &str) {
    open(out, name);
    escape_href(&mut *out, &address.replace('^', "%5E")).expect(INFALLIBLE);
    out.push('"');
}

/// Whether HTML forbids a character, written or escaped. A carriage return is a matter of line ends.
pub(super) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || is_noncharacter(c)
}

/// The first character that HTML forbids, with where it stands.
pub(super) fn find_forbidden(text: &str) -> Option<(usize, char)> {
    may_be_forbidden(text).then(|| text.char_indices().find(|(_, c)| is_forbidden(*c))).flatten()
}

/// Whether a byte is there with which a forbidden character, or a carriage return, may begin. Nearly no text has one, and
/// bytes are looked at many at a time.
fn may_be_forbidden(text: &str) -> bool {
    let may = |byte: u8| (byte < b' ' && byte != b'\t' && byte != b'\n') || matches!(byte, 0x7F | 0xC2 | 0xEF..);
    text.bytes().fold(false, |found, byte| found | may(byte))
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || u32::from(c) & 0xFFFE == 0xFFFE
}

/// The text as it may stand in HTML.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    if !(may_be_forbidden(text) && text.chars().any(|c| c == '\r' || is_forbidden(c))) {
        return Cow::Borrowed(text);
    }
    let allowed = text.chars().filter(|&c| c != '\r').map(|c| if is_forbidden(c) { '\u{FFFD}' } else { c });
    Cow::Owned(allowed.collect())
}

fn open(out: &mut String, name: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_forbidden_character_begins_with_a_byte_that_is_not_looked_for() {
        for c in ('\0'..=char::MAX).filter(|c| *c == '\r' || is_forbidden(*c)) {
            assert!(may_be_forbidden(c.encode_utf8(&mut [0; 4])), "{c:?}");
        }
    }
}

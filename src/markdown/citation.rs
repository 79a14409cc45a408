//! Citations: `[@source]`, `[@source, p. 4]`, `[@a; @b, ch. 2]`, `[@a, @b]`, `[@https://…]`, and two brackets side by side: `[@a][@b]`, `[sic][@a]`.

use std::ops::Range;

use super::reference::CitedSource;

/// What one or two brackets hold. Spans are counted from the brackets' first byte until [`BracketedCites::moved`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct BracketedCites {
    pub cites: Vec<CitedSource>,
    /// The first bracket is ordinary text: `[sic][@a]`.
    pub text_before: bool,
    /// The second bracket is ordinary text, this one: `[@a][sic]`.
    pub text_after: Option<String>,
}

impl BracketedCites {
    /// The cites with their spans moved by the place of the brackets.
    pub(super) fn moved(self, by: usize) -> Vec<CitedSource> {
        let at = |span: Range<usize>| span.start + by..span.end + by;
        self.cites.into_iter().map(|cite| CitedSource { span: at(cite.span.clone()), ..cite }).collect()
    }
}

/// Whether brackets without a definition are meant as a citation, well made or not.
pub(super) fn is_citation(brackets: &str) -> bool {
    let (first, second) = split(brackets);
    is_cited(first.0) || second.is_some_and(|second| is_cited(second.0))
}

/// Reads brackets that are a citation.
///
/// # Errors
/// The bytes, counted from the brackets' first, that are not understood.
pub(super) fn read(brackets: &str) -> Result<BracketedCites, Range<usize>> {
    let (first, second) = split(brackets);
    let mut found = BracketedCites { cites: Vec::new(), text_before: !is_cited(first.0), text_after: None };
    if !found.text_before {
        read_list(first, &mut found.cites)?;
    }
    match second {
        Some(second) if is_cited(second.0) => read_list(second, &mut found.cites)?,
        Some((text, _)) if !text.is_empty() => found.text_after = Some(text.to_owned()),
        _ => {}
    }
    Ok(found)
}

/// The text inside a bracket, and where it begins.
type Inside<'a> = (&'a str, usize);

/// `[a]` → a; `[a][b]` → a and b. The second cannot hold a bracket, so the last `][` parts them.
fn split(brackets: &str) -> (Inside<'_>, Option<Inside<'_>>) {
    let inner = brackets.strip_prefix('[').unwrap_or(brackets);
    let inner = inner.strip_suffix(']').unwrap_or(inner);
    match inner.rfind("][") {
        Some(at) => ((&inner[..at], 1), Some((&inner[at + 2..], at + 3))),
        None => ((inner, 1), None),
    }
}

fn is_cited(inside: &str) -> bool {
    let mut chars = inside.trim_start().chars();
    chars.next() == Some('@') && chars.next().is_some_and(char::is_alphanumeric)
}

fn read_list((inside, begin): Inside<'_>, cites: &mut Vec<CitedSource>) -> Result<(), Range<usize>> {
    let mut start = begin;
    for part in parts(inside) {
        let trimmed = part.trim_start();
        let at = start + part.len() - trimmed.len();
        let trimmed = trimmed.trim_end();
        start += part.len() + 1;
        if is_cited(trimmed) {
            cites.push(read_one(trimmed, at)?);
        } else if let Some(locator) = continued(trimmed, cites) {
            locator.push_str("; ");
            locator.push_str(&on_one_line(trimmed));
        } else {
            return Err(at..at + trimmed.len().max(1));
        }
    }
    Ok(())
}

/// The parts between semicolons, and between commas before the next `@id`. Either inside an address is a part of it: there
/// it parts only before a space.
fn parts(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut in_address) = (0, false);
    for (at, c) in inside.char_indices() {
        let rest = &inside[at..];
        if rest.strip_prefix('@').is_some_and(has_scheme) {
            in_address = true;
        } else if c.is_whitespace() {
            in_address = false;
        } else if (c == ';' || (c == ',' && is_cited(&rest[1..]))) && (!in_address || ends_address(&rest[1..])) {
            parts.push(&inside[start..at]);
            (start, in_address) = (at + 1, false);
        }
    }
    parts.push(&inside[start..]);
    parts
}

/// The first `@id` in a text that is read as something else: it stands at the beginning, or after a space or a sign that is
/// no part of a mail address.
pub(super) fn unread_name(text: &str) -> Option<Range<usize>> {
    text.match_indices('@').find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '–' | '(' | ',' | ';' | '&'));
        let name = &text[at + 1..];
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')' | ']');
        let length = match has_scheme(name) {
            true => name.find(char::is_whitespace).unwrap_or(name.len()),
            false => name.find(ends).unwrap_or(name.len()),
        };
        (begins && name.starts_with(char::is_alphanumeric)).then_some(at..at + 1 + length)
    })
}

/// Whether an address is over where this follows a comma or a semicolon.
fn ends_address(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(|c: char| c == '@' || c.is_whitespace())
}

/// Whether a text begins as an address on the web does.
fn has_scheme(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// The locator that a part without `@` goes on with: `[@a, p. 4; p. 6]`.
fn continued<'a>(part: &str, cites: &'a mut [CitedSource]) -> Option<&'a mut String> {
    if part.is_empty() || part.contains('@') {
        return None;
    }
    cites.last_mut()?.locator.as_mut()
}

/// `@id` or `@id, locator`.
fn read_one(part: &str, at: usize) -> Result<CitedSource, Range<usize>> {
    let is_address = has_scheme(&part[1..]);
    let ends = |(at, c): (usize, char)| {
        (c.is_whitespace() || (c == ',' && (!is_address || ends_address(&part[at + 1..])))).then_some(at)
    };
    let end = part.char_indices().find_map(ends).unwrap_or(part.len());
    let (name, rest) = part.split_at(end);
    let rest_at = at + part.len() - rest.trim_start().len();
    let locator = match rest.trim_start().strip_prefix(',').map(on_one_line) {
        Some(locator) if !locator.is_empty() && unread_name(&locator).is_none() => Some(locator),
        None if rest.trim().is_empty() => None,
        _ => return Err(rest_at..rest_at + rest.trim().len()),
    };
    Ok(CitedSource { id: name[1..].to_owned(), locator, span: at..at + name.len() })
}

/// The words with single spaces; the `>` of a quotation at the beginning of a line is none of them.
fn on_one_line(text: &str) -> String {
    let lines = text.split('\n').enumerate();
    let words = lines.flat_map(|(number, line)| {
        let line = if number == 0 { line } else { line.trim_start_matches(|c: char| c == '>' || c.is_whitespace()) };
        line.split_whitespace()
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(brackets: &str) -> Vec<(String, Option<String>, Range<usize>)> {
        let cites = read(brackets).expect("a citation").cites;
        cites.into_iter().map(|cite| (cite.id, cite.locator, cite.span)).collect()
    }

    #[test]
    fn a_citation_names_sources_and_places_in_them() {
        assert_eq!(list("[@turan]"), [("turan".into(), None, 1..7)]);
        assert_eq!(
            list("[@a, p. 4; p. 6; @b-1]"),
            [("a".into(), Some("p. 4; p. 6".into()), 1..3), ("b-1".into(), None, 17..21)]
        );
        assert_eq!(list("[ @ə ,\n> > p.\n>  4 ]"), [("ə".into(), Some("p. 4".into()), 2..5)]);
    }

    #[test]
    fn a_comma_before_an_id_parts_as_a_semicolon_does() {
        let ids = |brackets: &str| list(brackets).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        assert_eq!(ids("[@a, @b]"), ["a", "b"]);
        assert_eq!(ids("[@a,@b; @c]"), ["a", "b", "c"]);
        assert_eq!(list("[@a, p. 4, @b]"), [("a".into(), Some("p. 4".into()), 1..3), ("b".into(), None, 11..13)]);
        assert_eq!(list("[@a, a@b.c]"), [("a".into(), Some("a@b.c".into()), 1..3)]);
    }

    #[test]
    fn an_address_is_cited_with_the_signs_in_it() {
        let ids = |brackets: &str| list(brackets).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        assert_eq!(ids("[@https://a.az/x,1;2?b=c@d, p. 4]"), ["https://a.az/x,1;2?b=c@d"]);
        assert_eq!(ids("[@https://a.az/x; @http://b.az/y, @c]"), ["https://a.az/x", "http://b.az/y", "c"]);
    }

    #[test]
    fn brackets_side_by_side_are_read_together() {
        assert_eq!(list("[@a][@b]"), [("a".into(), None, 1..3), ("b".into(), None, 5..7)]);
        assert!(read("[sic][@b]").is_ok_and(|found| found.text_before && found.cites.len() == 1));
        assert!(read("[@b][sic]").is_ok_and(|found| found.text_after.as_deref() == Some("sic")));
    }

    #[test]
    fn what_is_not_understood_has_a_place() {
        assert_eq!(read("[@a, see @b]"), Err(3..11));
        assert_eq!(read("[@a p. 4]"), Err(4..8));
        assert_eq!(read("[@a,]"), Err(3..4));
        assert_eq!(read("[@a; see @b]"), Err(5..11));
        assert_eq!(read("[@a;]"), Err(4..5));
        assert!(!is_citation("[@]") && !is_citation("[a@b]") && !is_citation("[see @a]"));
    }
}

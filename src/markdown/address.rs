//! What is written between the parentheses of `[text](here)`: an address, read as a browser would read it.
//!
//! | written | read as |
//! |---|---|
//! | `https://…`, `http://…`, `mailto:…`, `tel:…`, `ftp://…` | outside the site |
//! | `#heading` | in this body |
//! | `../briefs/a.md#heading` | another file of the author's |
//! | `report.pdf` | an asset |
//! | `javascript:…`, `data:…`, `vbscript:…`, an unknown scheme, `//host`, `/path`, nothing | a fault |

use url::Url;

use super::refs::ReferenceTarget;

/// Why an address cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refused {
    /// There is none.
    Empty,
    /// Its scheme could run a script or smuggle a page.
    Unsafe(String),
    /// Its scheme is not one of the five.
    Scheme(String),
    /// `//host/path`.
    NoScheme,
    /// `/path`.
    Absolute,
    /// It cannot be read, for this reason.
    Unreadable(String),
}

/// Reads the address of a link or, with `image`, of an image.
pub(super) fn read(written: &str, image: bool) -> Result<ReferenceTarget, Refused> {
    let written = written.trim_matches(|c: char| c <= ' ');
    if written.is_empty() {
        return Err(Refused::Empty);
    }
    match Url::parse(written) {
        Ok(url) => outside(&url, written, image),
        Err(url::ParseError::RelativeUrlWithoutBase) => inside(written, image),
        Err(error) => Err(Refused::Unreadable(error.to_string())),
    }
}

/// Whether a browser would follow this address without running anything: the last look before it is written.
pub(super) fn is_safe(href: &str) -> bool {
    match Url::parse(href) {
        Ok(url) => is_outside(url.scheme()),
        Err(error) => error == url::ParseError::RelativeUrlWithoutBase,
    }
}

fn is_outside(scheme: &str) -> bool {
    matches!(scheme, "http" | "https" | "mailto" | "tel" | "ftp")
}

fn outside(url: &Url, written: &str, image: bool) -> Result<ReferenceTarget, Refused> {
    match url.scheme() {
        scheme @ ("javascript" | "data" | "vbscript") => Err(Refused::Unsafe(scheme.to_owned())),
        scheme if !is_outside(scheme) => Err(Refused::Scheme(scheme.to_owned())),
        scheme @ ("mailto" | "tel") if image => Err(Refused::Scheme(scheme.to_owned())),
        "http" | "https" | "ftp" if !written.contains("://") => {
            Err(Refused::Unreadable("`//` is missing after the scheme".to_owned()))
        }
        _ => Ok(ReferenceTarget::External(tidy(url.as_str()))),
    }
}

/// Percent signs that begin no escape are escaped.
fn tidy(url: &str) -> String {
    let mut tidied = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '%' if escaped_byte(&url.as_bytes()[at..]).is_none() => tidied.push_str("%25"),
            c => tidied.push(c),
        }
    }
    tidied
}

fn inside(written: &str, image: bool) -> Result<ReferenceTarget, Refused> {
    // A browser takes a backslash for a slash, and reads on over line ends and tabs.
    let plain: String = written.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let slashed = plain.replace('\\', "/");
    if slashed.starts_with("//") {
        return Err(Refused::NoScheme);
    }
    if slashed.starts_with('/') {
        return Err(Refused::Absolute);
    }
    let (path, fragment) = match plain.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())),
        None => (&*plain, None),
    };
    if path.is_empty() {
        return fragment.filter(|_| !image).map(ReferenceTarget::Heading).ok_or(Refused::Empty);
    }
    let path = decoded(path);
    if !image && is_markdown(&path) {
        return Ok(ReferenceTarget::File { path, heading: fragment });
    }
    Ok(ReferenceTarget::Asset { path, fragment })
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

/// `%20` → a space, as long as the whole is UTF-8.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        match escaped_byte(rest) {
            Some(byte) => {
                bytes.push(byte);
                rest = &rest[3..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The byte that `%xx` at the beginning stands for.
fn escaped_byte(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_found_however_it_is_written() {
        for written in ["javascript:alert(1)", " JaVaScRiPt:x", "java\nscript:x", "\u{1}javascript:x", "\tvbscript:x"] {
            assert!(matches!(read(written, false), Err(Refused::Unsafe(_))), "{written:?}");
            assert!(!is_safe(written), "{written:?}");
        }
        assert_eq!(read("data:text/html,x", true), Err(Refused::Unsafe("data".into())));
    }

    #[test]
    fn an_address_is_sorted_by_its_form() {
        let target = |written| read(written, false).expect("an address");
        assert_eq!(target("https://a.az/x y"), ReferenceTarget::External("https://a.az/x%20y".into()));
        assert_eq!(target("http://a.az/100%?a^b%20"), ReferenceTarget::External("http://a.az/100%25?a^b%20".into()));
        assert_eq!(read("#top", true), Err(Refused::Empty));
        assert_eq!(target("#top"), ReferenceTarget::Heading("top".into()));
        assert_eq!(
            target("../briefs/a%20b.md#h"),
            ReferenceTarget::File { path: "../briefs/a b.md".into(), heading: Some("h".into()) }
        );
        assert_eq!(
            target("r.pdf#page=2"),
            ReferenceTarget::Asset { path: "r.pdf".into(), fragment: Some("page=2".into()) }
        );
    }

    #[test]
    fn what_leads_nowhere_certain_is_refused() {
        for (written, refused) in [
            ("", Refused::Empty),
            ("#", Refused::Empty),
            ("//host/x", Refused::NoScheme),
            ("/\\host", Refused::NoScheme),
            ("/\n/host", Refused::NoScheme),
            ("/x", Refused::Absolute),
            ("file:///etc/passwd", Refused::Scheme("file".into())),
            ("c:\\x", Refused::Scheme("c".into())),
        ] {
            assert_eq!(read(written, false), Err(refused), "{written}");
        }
        assert!(matches!(read("http://[", false), Err(Refused::Unreadable(_))));
        assert!(matches!(read("https:a.az", false), Err(Refused::Unreadable(_))));
    }
}

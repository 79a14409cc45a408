//! What is written between the parentheses of `[text](here)`: an address, read as a browser would read it.
//!
//! | written | read as |
//! |---|---|
//! | `https://…`, `http://…`, `mailto:…`, `tel:…`, `ftp://…` | outside the site |
//! | `#heading` | in this body |
//! | `../briefs/a.md#heading` | another file of the author's |
//! | `report.pdf` | an asset |
//! | `javascript:…`, `data:…`, `vbscript:…`, an unknown scheme, `//host`, `/path`, nothing | a fault |

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use url::Url;

use super::reference::{AddressError, ReferenceTarget};

/// Reads the address of a link or, with `image`, of an image.
pub(super) fn read(written: &str, image: bool) -> Result<ReferenceTarget, AddressError> {
    let written = written.trim_matches(|c: char| c <= ' ');
    if written.is_empty() {
        return Err(AddressError::Empty);
    }
    match Url::parse(written) {
        Ok(url) => outside(&url, written, image),
        Err(url::ParseError::RelativeUrlWithoutBase) => inside(written, image),
        Err(error) => Err(AddressError::Unreadable(error.to_string())),
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

fn outside(url: &Url, written: &str, image: bool) -> Result<ReferenceTarget, AddressError> {
    match url.scheme() {
        scheme @ ("javascript" | "data" | "vbscript") => Err(AddressError::Unsafe(scheme.to_owned())),
        scheme if !is_outside(scheme) => Err(AddressError::Scheme(scheme.to_owned())),
        scheme @ ("mailto" | "tel") if image => Err(AddressError::Scheme(scheme.to_owned())),
        "http" | "https" | "ftp" if !written.contains("://") => {
            Err(AddressError::Unreadable("`//` is missing after the scheme".to_owned()))
        }
        _ => Ok(ReferenceTarget::External(tidy(url.as_str()))),
    }
}

/// Escapes each percent sign that begins no escape.
fn tidy(url: &str) -> String {
    let mut parts = url.split('%');
    let mut tidied = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_escape = part.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        tidied.push_str(if is_escape { "%" } else { "%25" });
        tidied.push_str(part);
    }
    tidied
}

fn inside(written: &str, image: bool) -> Result<ReferenceTarget, AddressError> {
    // A browser takes a backslash for a slash, and reads on over line ends and tabs.
    let plain: String = written.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let slashed = plain.replace('\\', "/");
    if slashed.starts_with("//") {
        return Err(AddressError::NoScheme);
    }
    if slashed.starts_with('/') {
        return Err(AddressError::Absolute);
    }
    let (path, fragment) = match plain.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())),
        None => (&*plain, None),
    };
    if path.is_empty() {
        return fragment.filter(|_| !image).map(ReferenceTarget::Heading).ok_or(AddressError::Empty);
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

/// The text percent-decoded; as it is where that is not UTF-8.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_found_however_it_is_written() {
        for written in ["javascript:alert(1)", " JaVaScRiPt:x", "java\nscript:x", "\u{1}javascript:x", "\tvbscript:x"] {
            assert!(matches!(read(written, false), Err(AddressError::Unsafe(_))), "{written:?}");
            assert!(!is_safe(written), "{written:?}");
        }
        assert_eq!(read("data:text/html,x", true), Err(AddressError::Unsafe("data".into())));
    }

    #[test]
    fn an_address_is_sorted_by_its_form() {
        let target = |written| read(written, false).expect("an address");
        assert_eq!(target("https://a.az/x y"), ReferenceTarget::External("https://a.az/x%20y".into()));
        assert_eq!(target("http://a.az/100%?a^b%20"), ReferenceTarget::External("http://a.az/100%25?a^b%20".into()));
        assert_eq!(read("#top", true), Err(AddressError::Empty));
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
            ("", AddressError::Empty),
            ("#", AddressError::Empty),
            ("//host/x", AddressError::NoScheme),
            ("/\\host", AddressError::NoScheme),
            ("/\n/host", AddressError::NoScheme),
            ("/x", AddressError::Absolute),
            ("file:///etc/passwd", AddressError::Scheme("file".into())),
            ("c:\\x", AddressError::Scheme("c".into())),
        ] {
            assert_eq!(read(written, false), Err(refused), "{written}");
        }
        assert!(matches!(read("http://[", false), Err(AddressError::Unreadable(_))));
        assert!(matches!(read("https:a.az", false), Err(AddressError::Unreadable(_))));
    }
}

//! The table `[redirects]` of `site.toml`: old addresses, and where each leads.

use crate::diagnostic::{Diagnostic, FieldPath, Location};
use crate::front_matter::shape::Shape;
use crate::front_matter::{Field, YamlNode};
use crate::path::UrlPath;

/// An old address and where it leads: an entry of `[redirects]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPage {
    /// The old address.
    pub from: UrlPath,
    /// The page to which it leads.
    pub to: UrlPath,
    /// The anchor on that page, without `#`.
    pub fragment: Option<String>,
    /// Where it stands in `site.toml`.
    pub at: FieldPath,
}

/// The table `[redirects]`.
pub(super) struct Redirects(pub(super) Vec<MovedPage>);

impl Field for Redirects {
    const EXPECTED: &'static str =
        "a table `[redirects]` of old addresses, such as `\"old/\" = \"briefs/note/#updates\"`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(entries) = node.value().as_mapping() else {
            return node.expected(Self::EXPECTED);
        };
        let mut moved = Vec::with_capacity(entries.len());
        for (from, to) in entries {
            let typed = from.as_str().unwrap_or_default();
            let at = node.path().key(typed);
            let file = node.place().file;
            let Some(target) = to.as_str() else {
                let fault =
                    Diagnostic::error("wrong-type", Location::value(&file, at), "a redirect leads to an address")
                        .label("expected an address as text, such as \"briefs/note/#updates\"");
                node.fault(fault);
                continue;
            };
            let (target, fragment) = match target.split_once('#') {
                Some((target, fragment)) => (target, Some(fragment)),
                None => (target, None),
            };
            let bad = |place, why| {
                Diagnostic::error("bad-address", place, format!("this can be no address: {why}"))
                    .help("write an address from the root of the site, such as `dates/2025/07/#d22`")
            };
            match (page_at(typed), page_at(target).and_then(|page| Ok((page, fragment.map(anchor).transpose()?)))) {
                (Ok(from), Ok((to, fragment))) => moved.push(MovedPage { from, to, fragment, at }),
                (Err(why), _) => node.fault(bad(Location::key(&file, at), why)),
                (_, Err(why)) => node.fault(bad(Location::value(&file, at), why)),
            }
        }
        Some(Self(moved))
    }

    fn shape() -> Shape {
        Shape::Own
    }
}

/// Returns the page at an address from the root of the site: that of a folder, or a file that ends with `.html`.
fn page_at(address: &str) -> Result<UrlPath, String> {
    let address = address.trim().trim_start_matches('/');
    let folder = address.trim_end_matches('/');
    match folder {
        "" => Ok(UrlPath::page(&[])),
        file if file.ends_with(".html") && file == address => UrlPath::new(file),
        folder => UrlPath::new(&format!("{folder}/index.html")),
    }
}

/// Returns an anchor that an element can have, as it is written in HTML.
fn anchor(text: &str) -> Result<String, String> {
    match text.chars().find(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '&' | '<' | '>' | '#')) {
        Some(bad) => Err(format!("{bad:?} may not stand in an anchor")),
        None if text.is_empty() => Err("the anchor after `#` is missing".to_owned()),
        None => Ok(text.to_owned()),
    }
}

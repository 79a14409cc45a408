//! The addresses at which a page stood before.

use crate::diagnostic::{Diagnostic, FieldPath};
use crate::fold::slug_text;
use crate::front_matter::shape::Shape;
use crate::front_matter::{Field, RecordReader, Text, YamlNode};
use crate::path::Slug;

/// Reads `aliases:` of a record whose aliases are old addresses.
pub(crate) fn old_addresses(record: &mut RecordReader<'_, '_>) -> Vec<OldAddress> {
    record.list::<OldAddress>("aliases", "Old addresses and old ids, which lead here from then on")
}

/// An address at which a page stood before: `/old/place/`, or a bare id in the same folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldAddress {
    /// Its parts.
    pub parts: Vec<String>,
    /// Whether they run from the root of the site; a bare id stands in the record's own folder.
    pub rooted: bool,
    /// The field that holds it.
    pub at: FieldPath,
}

impl OldAddress {
    /// Returns the old id, where it is one.
    pub(crate) fn as_id(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [id] if !self.rooted => Some(id),
            _ => None,
        }
    }
}

impl Field for OldAddress {
    const EXPECTED: &'static str = "an old address as text, such as `/2025/note/`, or an old id";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Text(text) = Text::read(node)?;
        let parts: Vec<&str> = text.trim_matches('/').split('/').collect();
        let rooted = text.starts_with('/') || parts.len() > 1;
        let checked = match parts.iter().find(|part| part.starts_with('.') && part.len() > 1 && **part != "..") {
            Some(hidden) => Err(format!("`{hidden}` begins with a dot, and such files are not pages")),
            None => crate::path::UrlPath::new(&parts.join("/")),
        };
        match checked {
            Ok(_) if rooted => {
                let mut parts: Vec<String> = parts.into_iter().map(str::to_owned).collect();
                if parts.last().is_some_and(|last| last == "index.html") {
                    parts.pop();
                }
                Some(Self { parts, rooted, at: node.path().clone() })
            }
            Ok(_) if Slug::new(&slug_text(&text)).is_ok() => {
                Some(Self { parts: vec![slug_text(&text)], rooted, at: node.path().clone() })
            }
            bad => {
                let no_slug = || Slug::new(&slug_text(&text)).err().map(|error| error.to_string());
                let why = bad.err().or_else(no_slug).unwrap_or_default();
                let place = node.place();
                node.fault(
                    Diagnostic::error("bad-address", place, format!("this can be no address: {why}"))
                        .help("write an old id, or an old address from the root of the site such as `/2025/note/`"),
                );
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::text(Self::EXPECTED)
    }
}

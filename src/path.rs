//! Addresses: their parts ([`Slug`]) and whole paths ([`UrlPath`]).
//!
//! In go texts; out come paths that can be files. What an author writes becomes an address only through these two types.
//! Both refuse what could leave the output folder or what some file system cannot store, so no other code checks again.

use std::fmt;

use serde::Serialize;

/// The longest slug, in bytes. File systems allow 255 for a name.
pub const LONGEST_SLUG: usize = 120;

/// The longest path of an output file, in bytes. Some systems allow 1024 for the whole path.
const LONGEST_PATH: usize = 800;

/// Device names of Windows: a site must be copyable to any disk.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A part of an address: lower-case ASCII letters and digits in groups joined by single hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Slug(String);

/// Why a text is no slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Nothing is left to make an address from.
    #[error("an address needs at least one letter or digit")]
    Empty,
    /// Some character is not allowed.
    #[error("`{0}` may not stand in an address: only a–z, 0–9 and single hyphens between them")]
    Character(char),
    /// A hyphen at an end, or two together.
    #[error("hyphens stand singly, between letters or digits")]
    Hyphen,
    /// Longer than [`LONGEST_SLUG`].
    #[error("an address part is at most {LONGEST_SLUG} bytes long; this one has {0}")]
    Long(usize),
    /// A device name of Windows.
    #[error("`{0}` is a device name on Windows, so no file may have it")]
    Device(String),
}

impl Slug {
    /// Returns the slug with a number after it; nothing where that is too long.
    pub(crate) fn numbered(&self, number: usize) -> Option<Self> {
        Self::new(&format!("{self}-{number}")).ok()
    }

    /// Checks a text that should be a slug.
    ///
    /// # Errors
    /// If the text is no slug.
    pub fn new(text: &str) -> Result<Self, SlugError> {
        if let Some(bad) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(SlugError::Character(bad));
        }
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err(SlugError::Hyphen);
        }
        if text.len() > LONGEST_SLUG {
            return Err(SlugError::Long(text.len()));
        }
        if DEVICES.contains(&text) {
            return Err(SlugError::Device(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The slug that stands in for an id that cannot be read. It is empty, and no page has it.
    pub fn placeholder() -> Self {
        Self(String::new())
    }

    /// Whether it is a [`placeholder`](Self::placeholder).
    pub fn is_placeholder(&self) -> bool {
        self.0.is_empty()
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// The path of one output file below the output folder, such as `briefs/azal-crash/index.html`.
///
/// Never absolute, never empty, no part is `.`, `..` or empty, no control character, no backslash or colon.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct UrlPath(String);

impl UrlPath {
    /// Checks a relative path.
    ///
    /// # Errors
    /// If the path cannot be an output file; the message says why.
    pub fn new(path: &str) -> Result<Self, String> {
        if let Some(bad) = path.chars().find(|c| {
            c.is_control()
                || is_invisible(*c)
                || matches!(c, '\\' | ':' | '?' | '#' | '%' | '"' | '<' | '>' | '|' | '*')
        }) {
            return Err(format!("{bad:?} may not stand in an address"));
        }
        if path.len() > LONGEST_PATH {
            return Err(format!("it is longer than {LONGEST_PATH} bytes"));
        }
        for part in path.split('/') {
            if part.is_empty() || part == "." || part == ".." {
                return Err("a path runs downwards from the site's root, with one `/` between its parts".to_owned());
            }
            if part.len() > 200 {
                return Err(format!("`{}…` is longer than 200 bytes", part.chars().take(20).collect::<String>()));
            }
            let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
            if DEVICES.contains(&&*stem) {
                return Err(SlugError::Device(stem).to_string());
            }
            if part.ends_with('.') || part.ends_with(' ') {
                return Err(format!("`{part}` ends with a dot or a space, which some disks drop"));
            }
        }
        Ok(Self(path.to_owned()))
    }

    /// The page of a folder: `["briefs", "azal-crash"]` → `briefs/azal-crash/index.html`.
    ///
    /// The parts are literals or [`Slug`]s, so the result is always a path.
    pub fn page(parts: &[&str]) -> Self {
        Self::file(parts, "index.html")
    }

    /// A file in a folder made of literals and slugs: `["topics", "alliance"], "atom.xml"`.
    pub fn file(parts: &[&str], name: &str) -> Self {
        let mut path = String::new();
        for part in parts {
            path.push_str(part);
            path.push('/');
        }
        path.push_str(name);
        Self(path)
    }

    /// The path as it stands on disk, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The relative path from this file's folder to the site's root: `""` or `"../../"`.
    pub fn root(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// The address as a web server shows it: `briefs/azal-crash/` for `briefs/azal-crash/index.html`.
    pub fn address(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a character is invisible, but turns or splits the text around it: `\u{202E}gpj.exe` shows as `exe.jpg`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain() {
        assert!(Slug::new("azal-crash").is_ok());
        assert_eq!(Slug::new("con"), Err(SlugError::Device("con".into())));
        for bad in ["", "-a", "a-", "a--b", "A", "a/b", "..", "a\0b", "hacızadə", &"a".repeat(121)] {
            assert!(Slug::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn no_path_leaves_the_output_folder() {
        assert!(UrlPath::new("images/a.jpg").is_ok());
        for bad in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a//b",
            "a\\b",
            "c:/x",
            "a\0",
            "aux.txt",
            "a/",
            "a/nul",
            "a\u{202e}b",
            &"a/".repeat(500),
        ] {
            assert!(UrlPath::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_page_knows_its_way_to_the_root() {
        assert_eq!(UrlPath::page(&[]).as_str(), "index.html");
        assert_eq!(UrlPath::page(&[]).root(), "");
        assert_eq!(UrlPath::page(&["briefs", "x"]).root(), "../../");
        assert_eq!(UrlPath::page(&["briefs", "x"]).address(), "briefs/x/");
        assert_eq!(UrlPath::page(&[]).address(), "");
        assert_eq!(UrlPath::file(&[], "404.html").address(), "404.html");
    }
}

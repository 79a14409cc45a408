//! What can be described.

use crate::content::Kind;

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// The front matter of a record; a source as it stands in a brief.
    Record(Kind),
    /// `sources.yaml`.
    Sources,
    /// `site.toml`.
    Site,
}

impl Subject {
    /// All of them.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.into_iter().map(Self::Record).chain([Self::Sources, Self::Site])
    }

    /// The word for it, which is also its file's name.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Record(kind) => kind.noun(),
            Self::Sources => "sources",
            Self::Site => "site",
        }
    }

    /// What it is, for the head of its schema.
    pub(super) fn title(self) -> String {
        match self {
            Self::Record(Kind::Source) => "A source".to_owned(),
            Self::Record(Kind::Actor) => "The front matter of an actor".to_owned(),
            Self::Record(kind) => format!("The front matter of a {}", kind.noun()),
            Self::Sources => "The sources that briefs share (content/sources.yaml)".to_owned(),
            Self::Site => "What holds for the whole site (site.toml)".to_owned(),
        }
    }
}

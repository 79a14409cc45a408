//! What a network shows: events, and who says that one answers another.

/// Something that happened.
#[derive(Debug, Clone, serde::Serialize)]
pub struct NetworkNode {
    /// Its date, in short.
    pub label: String,
    /// What happened.
    pub title: String,
    /// Its page; none if no brief is about it.
    pub href: Option<String>,
}

/// On what the line between a cause and an effect rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Basis {
    /// A source says so.
    Stated,
    /// The editors conclude it.
    Inferred,
    /// The one came after the other; no more is said.
    Adjacent,
}

impl Basis {
    /// Returns the word for it in titles and attributes.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::Adjacent => "adjacent",
        }
    }
}

/// That one thing answers another.
#[derive(Debug, Clone, serde::Serialize)]
pub struct NetworkEdge {
    /// The cause, by its place among the nodes.
    pub from: usize,
    /// The effect.
    pub to: usize,
    /// On what this rests.
    pub basis: Basis,
    /// Who says so.
    pub says: String,
    /// The page of who says so.
    pub says_href: Option<String>,
}

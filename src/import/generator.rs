//! The generators whose folders are read.

/// Whose folder it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Eleventy.
    Eleventy,
    /// A vault of Obsidian.
    Obsidian,
}

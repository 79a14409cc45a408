//! The only doors to the world: files, clock, environment, an editor.
//!
//! [`mod@read`] makes the input from the site's folder, [`mod@write`] puts the finished site on disk, and
//! [`files`] writes single files for an author, whom [`editor`] shows them. [`stdio`] speaks with an editor that shows the
//! site. [`watch`] reports changes, and [`serve`] answers a [`browser`]. A failure here is an `anyhow` error that
//! names the path and what was being done; what an author can mend in the site comes back as a
//! [`Diagnostic`](crate::diagnostic::Diagnostic) like any other fault.

#![allow(clippy::disallowed_methods, reason = "these are the doors")]

mod atomic;
pub mod browser;
pub mod clock;
pub mod editor;
pub mod files;
mod platform;
pub mod read;
pub mod rewrite;
pub mod serve;
mod stamp;
pub mod stdio;
pub mod watch;
pub mod web;
pub mod write;

use std::path::{Component, Path};

/// A relative path with `/` between its parts; nothing if some part is not UTF-8 or not a plain name.
pub fn slashed(path: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        let Component::Normal(part) = component else { return None };
        parts.push(part.to_str()?);
    }
    Some(parts.join("/"))
}

//! The templates and the theme in the binary.

#![allow(clippy::disallowed_methods, reason = "`rust-embed` looks at the folder itself in a debug build")]

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use crate::output::Content;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "theme/"]
struct Assets;

/// Returns every template by its name.
pub(super) fn templates() -> BTreeMap<String, String> {
    Templates::iter()
        .filter_map(|name| {
            let file = Templates::get(&name)?;
            Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Returns every other file by its path below `theme/`.
pub(super) fn assets() -> BTreeMap<String, Content> {
    Assets::iter()
        .filter_map(|name| {
            let file = Assets::get(&name)?;
            Some((name.into_owned(), Content::Bytes(file.data.into_owned())))
        })
        .collect()
}

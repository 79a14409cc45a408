//! The templates and the theme in the binary.

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use crate::output::Content;
use crate::theme::THEME;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct Templates;

#[derive(RustEmbed)]
#[folder = "theme/"]
struct Assets;

/// Every template by its name.
pub(super) fn templates() -> BTreeMap<String, String> {
    Templates::iter()
        .filter_map(|name| {
            let file = Templates::get(&name)?;
            Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

/// Every other file by its path.
pub(super) fn assets() -> BTreeMap<String, Content> {
    Assets::iter()
        .filter_map(|name| {
            let file = Assets::get(&name)?;
            Some((format!("{THEME}{name}"), Content::Bytes(file.data.into_owned())))
        })
        .collect()
}

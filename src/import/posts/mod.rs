//! The content folder of another generator → briefs, and pages of what has no date.
//!
//! Titles, dates, terms, drafts, summaries, old addresses and texts are carried; every other field is kept under `extra:`.
//! What is at fault in a part costs that part alone.
//!
//! ```text
//! files ─folder→ OldSite { texts, files, settings }
//! text ─front_matter→ fields ─visibility→ status, embargo ─post→ record
//!      └ body ─body→ Markdown without template code, HTML and marks of kramdown
//! ```

pub(crate) mod address;
mod carried;
pub(crate) mod folder;
mod front_matter;
mod given_fields;
mod ignored;
mod name;
mod post;
#[cfg(test)]
mod tests;
mod visibility;

use chrono::{DateTime, Utc};

pub(in crate::import) use name::without_ending;

use self::folder::OldSite;
use super::generator::Generator;
use super::{Draft, DraftOrigin, Import, notes};
use post::Post;

/// Makes a record of every text; `now` tells what is still to appear.
pub(crate) fn posts(generator: Generator, site: &OldSite, now: DateTime<Utc>, import: &mut Import) {
    for program in &site.settings.programs {
        let why = "it is a program: the fields that it gives are not read; texts that it could hide are drafts";
        import.note(notes::PROGRAM, &DraftOrigin::file(program), None, why);
    }
    let bundles = bundles(generator, site);
    for (path, bytes) in &site.texts {
        let from = DraftOrigin::file(path);
        let Ok(text) = std::str::from_utf8(bytes) else {
            import.seen += 1;
            let at = String::from_utf8_lossy(bytes).find('\u{fffd}').unwrap_or_default();
            import.left_out(&from, None, format!("byte {at} is not UTF-8"));
            continue;
        };
        let post = Post { generator, site, path, from: from.clone(), now, is_resource: is_resource(path, &bundles) };
        match post.draft(text, import) {
            Ok(Some((record, old))) => {
                import.seen += 1;
                import.drafts.push(Draft { from, record, old: Some(old) });
            }
            Ok(None) => {}
            Err((field, why)) => {
                import.seen += 1;
                import.left_out(&from, field, why);
            }
        }
    }
}

/// The folders of Hugo that are one page: their other texts are parts of it.
fn bundles(generator: Generator, site: &OldSite) -> Vec<&str> {
    let paths = site.texts.iter().map(|(path, _)| path.as_str()).filter(|_| generator == Generator::Hugo);
    let mut folders: Vec<&str> = paths
        .filter_map(|path| path.rsplit_once('/'))
        .filter(|(_, name)| name.starts_with("index."))
        .map(|(folder, _)| folder)
        .collect();
    folders.sort_unstable();
    folders.dedup();
    folders
}

/// Whether a text belongs to a page of its folder, or of one around it.
fn is_resource(path: &str, bundles: &[&str]) -> bool {
    let (mut folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut own = name.starts_with("index.") || name.starts_with("_index.");
    while !folder.is_empty() {
        if !own && bundles.binary_search(&folder).is_ok() {
            return true;
        }
        own = false;
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    false
}

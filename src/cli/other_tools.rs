//! The content of another tool in a site's folder, told once before its faults.

use crate::cli::overlay;
use crate::input::Input;
use crate::located::LocatedDiagnostic;

/// Fewer files than these are slips of one author.
const FEWEST: usize = 3;

/// Returns what is said where at least half of the files at fault are those of another tool.
pub(super) fn hint(input: &Input, faults: &[&LocatedDiagnostic]) -> Option<String> {
    let mut files: Vec<&str> =
        faults.iter().map(|fault| &*fault.diagnostic.place.file).filter(|file| file.ends_with(".md")).collect();
    files.sort_unstable();
    files.dedup();
    let begins = |file: &str, with: &str| {
        overlay::text(input, file).unwrap_or_default().trim_start_matches('\u{feff}').trim_start().starts_with(with)
    };
    let has = |file: &str, line: &str| {
        let front = overlay::text(input, file).unwrap_or_default().split("\n---").next().unwrap_or_default();
        begins(file, "---") && front.lines().any(|typed| typed.starts_with(line))
    };
    let toml: Vec<&str> = files.iter().copied().filter(|file| begins(file, "+++")).collect();
    let is_zola = toml.iter().any(|file| {
        let text = overlay::text(input, file).unwrap_or_default();
        ["[taxonomies]", "[extra]", "sort_by", "page_template"].iter().any(|mark| text.contains(mark))
    });
    let of = |line: &str| files.iter().filter(|file| has(file, line)).count();
    let found = [
        ("Zola", "zola", if is_zola { toml.len() } else { 0 }),
        ("Hugo", "hugo", if is_zola { 0 } else { toml.len() }),
        ("Jekyll", "jekyll", of("layout:")),
        ("Hugo", "hugo", of("draft:")),
    ];
    let (tool, form, _) = found.into_iter().find(|(_, _, count)| *count >= FEWEST && count * 2 >= files.len())?;
    Some(format!(
        "these look like {tool} content: `demarche import {form} FOLDER` makes briefs of it, in a site of its own"
    ))
}

//! Faults → the files with their fixes applied.
//!
//! Fixes are applied in the order of the faults. One that touches an edit of an earlier one waits for the next run, when
//! its place is located again.

use std::collections::BTreeMap;

use crate::diagnostic::FileName;
use crate::front_matter;
use crate::input::{Input, InputContent};
use crate::located::locate::{LocatedDiagnostic, ResolvedFix, TextEdit};

/// The files with their fixes applied.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AppliedFixes {
    /// The files that change, before and after.
    pub files: BTreeMap<FileName, (String, String)>,
    /// How many fixes were applied.
    pub applied: usize,
    /// How many must wait for another run, because they touch an applied one.
    pub waiting: usize,
    /// The files that would lose a field, and stay as they are.
    pub refused: Vec<FileName>,
}

/// Applies the fixes that are sure and, with `guesses`, the others.
pub fn apply_fixes(input: &Input, faults: &[LocatedDiagnostic], guesses: bool) -> AppliedFixes {
    let mut taken: BTreeMap<FileName, Vec<&TextEdit>> = BTreeMap::new();
    let mut mended = AppliedFixes::default();
    let mut seen: Vec<&ResolvedFix> = Vec::new();
    for fix in faults.iter().filter_map(|fault| fault.fix.as_ref()).filter(|fix| fix.sure || guesses) {
        // Two faults may have the same fix.
        if seen.contains(&fix) {
            continue;
        }
        seen.push(fix);
        let free =
            |edit: &TextEdit| taken.get(&edit.file).is_none_or(|others| !others.iter().any(|other| touch(other, edit)));
        if fix.edits.iter().all(free) {
            mended.applied += 1;
            fix.edits.iter().for_each(|edit| taken.entry(edit.file.clone()).or_default().push(edit));
        } else {
            mended.waiting += 1;
        }
    }
    for (file, mut edits) in taken {
        if let Some(InputContent::Text(bytes)) = input.get(&file).map(|file| &file.content)
            && let Ok(before) = std::str::from_utf8(bytes)
        {
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            let mut after = before.to_owned();
            edits.into_iter().for_each(|edit| after.replace_range(edit.span.clone(), &edit.text));
            // A field that an edit would swallow might be the one that keeps a brief from readers.
            match front_matter::keeps_fields(&file, before, &after) {
                true => drop(mended.files.insert(file, (before.to_owned(), after))),
                false => mended.refused.push(file),
            }
        }
    }
    mended
}

/// Whether two edits of one file share a byte or an insertion point.
fn touch(one: &TextEdit, other: &TextEdit) -> bool {
    one.span.start <= other.span.end && other.span.start <= one.span.end
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::diagnostic::{Diagnostic, Edit, Fix, Location};
    use crate::input::InputFile;
    use crate::located::locate;

    #[test]
    fn of_two_fixes_at_one_place_the_first_is_applied() {
        let name = FileName::from("a.txt");
        let content = InputContent::Text(b"one two three".to_vec());
        let input = Input::new(vec![InputFile { path: name.clone(), content }], DateTime::UNIX_EPOCH);
        let fault = |span: std::ops::Range<usize>, new: &str, sure: bool| {
            let place = Location::bytes(&name, span);
            let edit = Edit::put(place.clone(), new);
            let fix = if sure { Fix::sure("x", edit) } else { Fix::guess("x", edit) };
            Diagnostic::error("bad-date", place, new).fix(fix)
        };
        let faults = locate(&input, vec![fault(0..3, "1", true), fault(1..5, "x", true), fault(8..13, "3", false)]);
        let mended = apply_fixes(&input, &faults, false);
        assert_eq!((mended.applied, mended.waiting), (1, 1));
        assert_eq!(mended.files[&name].1, "1 two three");
        assert_eq!(apply_fixes(&input, &faults, true).files[&name].1, "1 two 3");
    }

    #[test]
    fn a_file_that_would_lose_a_field_stays_as_it_is() {
        let name = FileName::from("a.md");
        let content = InputContent::Text(b"---\ndate: x\nstatus: draft\n---\n".to_vec());
        let input = Input::new(vec![InputFile { path: name.clone(), content }], DateTime::UNIX_EPOCH);
        let mended = |span: std::ops::Range<usize>| {
            let place = Location::bytes(&name, span);
            let fix = Fix::sure("x", Edit::put(place.clone(), "2025"));
            apply_fixes(&input, &locate(&input, vec![Diagnostic::error("bad-date", place, "x").fix(fix)]), false)
        };
        assert_eq!(mended(10..11).files[&name].1, "---\ndate: 2025\nstatus: draft\n---\n");
        let swallowing = mended(10..12);
        assert!(swallowing.files.is_empty());
        assert_eq!(swallowing.refused, std::slice::from_ref(&name));
    }
}

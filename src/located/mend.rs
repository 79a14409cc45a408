//! Faults → the files with their fixes applied.
//!
//! Fixes are taken in the order of the faults. One that touches what another has changed is left for the next run, when
//! its place is known anew.

use std::collections::BTreeMap;

use super::{LocatedDiagnostic, Mending, Rewrite};
use crate::diagnostic::FileName;
use crate::input::{Input, InputContent};

/// What came of the fixes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// The files that change, before and after.
    pub files: BTreeMap<FileName, (String, String)>,
    /// How many fixes are in them.
    pub applied: usize,
    /// How many wait for another run.
    pub waiting: usize,
}

/// Applies the fixes that are sure, and the guesses too where `guesses` says so.
pub fn mend(input: &Input, faults: &[LocatedDiagnostic], guesses: bool) -> Mended {
    let mut taken: BTreeMap<FileName, Vec<&Rewrite>> = BTreeMap::new();
    let mut mended = Mended::default();
    let mut seen: Vec<&Mending> = Vec::new();
    for fix in faults.iter().filter_map(|fault| fault.fix.as_ref()).filter(|fix| fix.sure || guesses) {
        // Two faults may have one and the same cure.
        if seen.contains(&fix) {
            continue;
        }
        seen.push(fix);
        let free =
            |edit: &Rewrite| taken.get(&edit.file).is_none_or(|others| !others.iter().any(|other| touch(other, edit)));
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
            mended.files.insert(file, (before.to_owned(), after));
        }
    }
    mended
}

/// Whether two edits of one file share a byte, or write at one place.
fn touch(one: &Rewrite, other: &Rewrite) -> bool {
    one.span.start <= other.span.end && other.span.start <= one.span.end
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::diagnostic::{Diagnostic, Edit, Fix, Location};
    use crate::input::InputFile;
    use crate::located::place;

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
        let faults = place(&input, vec![fault(0..3, "1", true), fault(1..5, "x", true), fault(8..13, "3", false)]);
        let mended = mend(&input, &faults, false);
        assert_eq!((mended.applied, mended.waiting), (1, 1));
        assert_eq!(mended.files[&name].1, "1 two three");
        assert_eq!(mend(&input, &faults, true).files[&name].1, "1 two 3");
    }
}

//! Many faults: one example of each code, and a table that counts them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Severity;
use crate::english::count_of;
use crate::pipeline::LocatedDiagnostic;

/// The faults of one code and severity.
pub(super) struct CodeCount<'f> {
    /// The first of them.
    pub(super) example: &'f LocatedDiagnostic,
    is_error: bool,
    count: usize,
    files: BTreeSet<&'f str>,
}

/// Returns the codes of faults: errors first, then those with the most faults.
pub(super) fn of<'f>(faults: &[&'f LocatedDiagnostic], strict: bool) -> Vec<CodeCount<'f>> {
    let mut codes: BTreeMap<(bool, &str), CodeCount<'f>> = BTreeMap::new();
    for fault in faults {
        let diagnostic = &fault.diagnostic;
        let is_error = strict || diagnostic.severity == Severity::Error;
        let code = codes.entry((is_error, diagnostic.code)).or_insert_with(|| CodeCount {
            example: fault,
            is_error,
            count: 0,
            files: BTreeSet::new(),
        });
        code.count += 1;
        code.files.insert(&diagnostic.place.file);
    }
    let mut codes: Vec<_> = codes.into_values().collect();
    codes.sort_by_key(|code| (!code.is_error, usize::MAX - code.count));
    codes
}

/// Returns the table of codes, each with its faults and its files.
pub(super) fn table(codes: &[CodeCount<'_>]) -> String {
    let width = codes.iter().map(|code| code.example.diagnostic.code.len()).max().unwrap_or_default();
    let digits = codes.iter().map(|code| code.count.to_string().len()).max().unwrap_or_default();
    let mut text = "By code, with one example of each above (--all tells every fault):\n".to_owned();
    for code in codes {
        let severity = if code.is_error { "error" } else { "warning" };
        text.push_str(&format!(
            "  {severity:<7}  {:<width$}  {:>digits$} in {}\n",
            code.example.diagnostic.code,
            code.count,
            count_of(code.files.len(), "file")
        ));
    }
    text
}

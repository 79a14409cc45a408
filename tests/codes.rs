//! Every code of a fault: in the registry, with an example that provokes it and one that does not, as it is printed,
//! and with its fix, where it has one.

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use demarche::cli::formats::{DiagnosticReport, json};
use demarche::cli::report;
use demarche::diagnostic::Severity;
use demarche::diagnostic::codes::{self, CheckLevel, Code};
use demarche::input::{InputContent, InputFile};
use demarche::located::LocatedDiagnostic;
use demarche::located::apply_fixes;
use harness::{check, input, input_of};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Codes that no text of files provokes, each with the reason.
const NOT_BY_TEXT: [(&str, &str); 14] = [
    ("unknown-page", "no field names a page, and a link to one is an unknown link"),
    ("not-utf8", "an example is text; tests/faults.rs writes the bytes"),
    ("file-name", "an example has plain names; io/read/tests.rs makes the file"),
    ("file-kind", "io/read/tests.rs makes a folder where a file belongs"),
    ("link-outside", "io/read/tests.rs makes the symbolic link"),
    ("link-hidden", "io/read/tests.rs makes the symbolic link"),
    ("no-content", "every example has records beside it; tests/unread.rs takes all away"),
    ("link-broken", "io/read/tests.rs makes the symbolic link"),
    ("link-loop", "io/read/tests.rs makes the symbolic link"),
    ("dead-link", "tests/external.rs has a server that answers so"),
    ("moved-link", "tests/external.rs has a server that answers so"),
    ("blocked-link", "tests/external.rs has a server that answers so"),
    ("unreachable-link", "tests/external.rs has a server that answers so"),
    ("no-network", "tests/external.rs asks where no server is"),
];

/// Codes whose faults are held as JSON too: one with a fix, one with a second place, one with neither.
const AS_JSON: [&str; 3] = ["unknown-actor", "duplicate-id", "bad-address"];

fn of_code<'f>(faults: &'f [LocatedDiagnostic], code: &Code) -> Vec<&'f LocatedDiagnostic> {
    faults.iter().filter(|fault| fault.diagnostic.code == code.name).collect()
}

/// Codes with an example.
fn shown() -> impl Iterator<Item = &'static Code> {
    codes::all().into_iter().filter(|code| !code.wrong.is_empty())
}

#[test]
fn every_code_has_an_example_or_a_reason_for_none() {
    let excused: BTreeSet<&str> = NOT_BY_TEXT.iter().map(|(name, _)| *name).collect();
    let without: BTreeSet<&str> =
        codes::all().into_iter().filter(|code| code.wrong.is_empty()).map(|code| code.name).collect();
    assert_eq!(excused, without);
    assert!(shown().count() >= 60, "{}", shown().count());
}

#[test]
fn every_wrong_example_has_its_fault_and_reads_as_it_did() {
    let mut silent = Vec::new();
    for code in shown() {
        let input = input(code.wrong);
        let faults = check(&input);
        let told = of_code(&faults, code);
        if told.is_empty() {
            silent.push((code.name, codes_of(&faults)));
            continue;
        }
        assert!(told.iter().all(|fault| fault.diagnostic.severity == code.severity), "{}", code.name);
        let printed: Vec<String> = told.iter().map(|fault| report::plain(&input, fault, false)).collect();
        let mut shown = printed.join("\n\n");
        if AS_JSON.contains(&code.name) {
            let own: Vec<LocatedDiagnostic> = told.into_iter().cloned().collect();
            let found = DiagnosticReport { input: &input, faults: &own, strict: false, folder: "" };
            shown.push_str(&format!("\n\n{}", json::document(found)));
        }
        insta::assert_snapshot!(format!("code_{}", code.name), shown);
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

fn codes_of(faults: &[LocatedDiagnostic]) -> Vec<String> {
    let one = |fault: &LocatedDiagnostic| format!("{}: {}", fault.diagnostic.code, fault.diagnostic.message);
    faults.iter().map(one).collect()
}

#[test]
fn every_mended_example_is_without_the_fault_and_without_errors() {
    let mut wrong_still = Vec::new();
    for code in shown() {
        let faults = check(&input(code.right));
        let errors = faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error);
        let left: Vec<LocatedDiagnostic> = of_code(&faults, code).into_iter().chain(errors).cloned().collect();
        if !left.is_empty() {
            wrong_still.push((code.name, codes_of(&left)));
        }
    }
    assert!(wrong_still.is_empty(), "{wrong_still:#?}");
}

#[test]
fn a_fix_takes_its_fault_away_and_brings_no_error() {
    let mut fixed = BTreeSet::new();
    for code in shown() {
        let before = input(code.wrong);
        let faults = check(&before);
        let own: Vec<LocatedDiagnostic> =
            of_code(&faults, code).into_iter().filter(|fault| fault.fix.is_some()).cloned().collect();
        if own.is_empty() {
            continue;
        }
        let mended = apply_fixes(&before, &own, true);
        assert!(mended.applied > 0, "{}", code.name);
        let after = input_of(before.files.iter().filter_map(|file| match &file.content {
            InputContent::Text(bytes) => {
                let text = mended.files.get(&file.path).map(|(_, after)| after.clone());
                let text = text.unwrap_or_else(|| String::from_utf8(bytes.clone()).expect("UTF-8"));
                Some((file.path.to_string(), text))
            }
            InputContent::Asset(_) => None,
        }));
        let left = check(&after);
        assert!(of_code(&left, code).len() < of_code(&faults, code).len(), "{}: {:#?}", code.name, codes_of(&left));
        let errors = |faults: &[LocatedDiagnostic]| {
            faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error).count()
        };
        assert!(errors(&left) <= errors(&faults), "{}: {:#?}", code.name, codes_of(&left));
        fixed.insert(code.name);
    }
    assert!(fixed.len() >= 20, "only {fixed:?}");
}

#[test]
fn every_code_is_explained() {
    for code in codes::all() {
        assert!(code.why.len() > 30 && code.why.ends_with('.'), "{}: {}", code.name, code.why);
        assert!(code.summary.len() > 10 && !code.summary.ends_with('.'), "{}", code.name);
        let text = code.markdown();
        assert!(text.starts_with(&format!("# {}\n", code.name)) && text.contains(code.why), "{text}");
        assert!(
            code.severity == Severity::Warning || code.check_level == CheckLevel::Build,
            "{}: advice stops no build",
            code.name
        );
    }
}

#[test]
fn the_registry_has_every_code_of_the_sources_and_no_other() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut words = BTreeSet::new();
    let mut used = BTreeSet::new();
    for file in sources(&source) {
        if file.starts_with(source.join("diagnostic/codes")) {
            continue;
        }
        let code = fs::read_to_string(&file).expect("the code can be read");
        let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        literals(tokens, &mut words, &mut used);
    }
    let known: BTreeSet<String> = codes::all().into_iter().map(|code| code.name.to_owned()).collect();
    assert_eq!(known.len(), codes::all().len(), "a code has two entries");
    let unknown: Vec<_> = used.difference(&known).collect();
    assert!(unknown.is_empty(), "codes without an entry: {unknown:?}");
    let unused: Vec<_> = known.difference(&words).collect();
    assert!(unused.is_empty(), "entries that no code uses: {unused:?}");
    assert!(used.len() > 80, "{}", used.len());
}

/// Every string of the code, and those that are the first argument of what makes a fault.
fn literals(tokens: TokenStream, words: &mut BTreeSet<String>, used: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Literal(literal) => words.extend(text(literal)),
            TokenTree::Group(group) => {
                // Tests make faults of any name.
                let is_test = at >= 3 && tokens[at - 3..at].iter().any(|token| token.to_string() == "tests");
                if is_test {
                    continue;
                }
                let makes = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if ["error", "warning", "fault"].contains(&name.to_string().as_str()));
                if group.delimiter() == Delimiter::Parenthesis && at > 0 && makes(&tokens[at - 1]) {
                    let inside: Vec<TokenTree> = group.stream().into_iter().take(2).collect();
                    // A code is followed by a place; a message alone is none.
                    if let [TokenTree::Literal(first), TokenTree::Punct(_)] = inside.as_slice() {
                        used.extend(text(first).filter(|text| is_code(text)));
                    }
                }
                literals(group.stream(), words, used);
            }
            _ => {}
        }
    }
}

fn text(literal: &proc_macro2::Literal) -> Option<String> {
    let text = literal.to_string();
    Some(text.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

fn is_code(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("can read").into_path());
    let is_test = |path: &PathBuf| path.iter().any(|part| part == "tests" || part == "tests.rs");
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs") && !is_test(path)).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 60, failure_persistence: None, ..Default::default() })]

    /// Fixes are made of places in a text that is wrong in other ways too.
    #[test]
    fn no_text_makes_a_check_or_a_fix_fall(
        example in 0..shown().count(),
        at in proptest::prelude::any::<proptest::sample::Index>(),
        length in 0..12usize,
        put in r#"[-:#'"\[\]{}|>@!*&?,aә€\n \\\\]{0,6}"#,
    ) {
        let code = shown().nth(example).expect("one of them");
        let mut before = input(code.wrong);
        let files = codes::files(code.wrong);
        for file in before.files.iter_mut().filter(|file| files.iter().any(|(path, _)| *path == &*file.path)) {
            if let InputContent::Text(bytes) = &mut file.content {
                let mut letters: Vec<char> = String::from_utf8(bytes.clone()).expect("UTF-8").chars().collect();
                let start = at.index(letters.len() + 1);
                let end = (start + length).min(letters.len());
                letters.splice(start..end, put.chars());
                *bytes = letters.into_iter().collect::<String>().into_bytes();
            }
        }
        let faults = check(&before);
        let mended = apply_fixes(&before, &faults, true);
        let after = |file: &InputFile| mended.files.get(&file.path).map(|(_, after)| after.clone());
        let texts = before.files.iter().map(|file| match &file.content {
            InputContent::Text(bytes) => {
                (file.path.to_string(), after(file).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned()))
            }
            InputContent::Asset(_) => unreachable!("an example has texts alone"),
        });
        check(&input_of(texts));
        for fault in &faults {
            report::plain(&before, fault, false);
        }
        let found = DiagnosticReport { input: &before, faults: &faults, strict: false, folder: "" };
        json::document(found);
        demarche::cli::formats::sarif::log(found);
        demarche::cli::formats::github::commands(found);
    }
}

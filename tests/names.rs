//! No two types of the crate share a name: structs, enums, unions, traits and type aliases of modules.
//!
//! Reads the code as tokens (comments and strings are none). Tests may name their types as they like. Each kind of page has
//! its `View`, which no other file sees.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

#[test]
fn no_two_types_share_a_name() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&source) {
        let code = fs::read_to_string(&file).expect("the code can be read");
        let name = file.strip_prefix(&source).expect("a file of the code").to_string_lossy().into_owned();
        for (at, found) in types_of(&code).into_iter().enumerate() {
            // A file with one name twice counts as two.
            types.entry(found).or_default().insert(format!("{name} #{at}"));
        }
    }
    assert!(types.len() > 300, "only {} types were read", types.len());
    types.retain(|name, homes| homes.len() > 1 && !is_view_of_page(name, homes));
    assert!(types.is_empty(), "these names have two types: {types:#?}");
}

#[test]
fn types_are_seen_wherever_they_stand() {
    let code = r#"
        //! struct Comment;
        pub struct Plain;
        pub(crate) enum Choice { A }
        pub trait Able { type Item; fn f() { struct Inner; } }
        impl Able for Plain { type Item = u8; }
        type Alias = u8;
        union Bytes { a: u8 }
        vocabulary! { /// What it is.
            Word { One = "one", } }
        mod inside { pub struct Nested<'a>(&'a str); }
        #[cfg(test)]
        mod tests { struct Test; }
        const TEXT: &str = "struct Text;";
    "#;
    assert_eq!(types_of(code), ["Plain", "Choice", "Able", "Inner", "Alias", "Bytes", "Word", "Nested"]);
}

/// The view that the page of each kind has, in the file of that kind.
fn is_view_of_page(name: &str, homes: &BTreeSet<String>) -> bool {
    name == "View" && homes.iter().all(|home| home.starts_with("pages/"))
}

/// The files of the code, but those that hold tests only.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "tests" || name.ends_with("_tests") {
            continue;
        }
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The names of the types that code declares, in its order.
fn types_of(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    declared(code.parse().expect("the code can be read as tokens"), true, &mut found);
    found
}

/// Finds the types in a run of tokens and in the groups within it. An alias counts where it `is_of_module`: those of traits
/// and their implementations have one name by their nature.
fn declared(tokens: TokenStream, is_of_module: bool, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    // Whether the next braces are those of a module.
    let mut opens_module = false;
    while at < tokens.len() {
        if let Some(end) = test_item(&tokens[at..]) {
            at += end;
            continue;
        }
        match (&tokens[at], tokens.get(at + 1)) {
            (TokenTree::Ident(word), Some(TokenTree::Ident(name))) => match word.to_string().as_str() {
                "struct" | "enum" | "union" | "trait" => found.push(name.to_string()),
                "type" if is_of_module => found.push(name.to_string()),
                "mod" => opens_module = true,
                _ => {}
            },
            (TokenTree::Ident(word), Some(TokenTree::Punct(mark))) if word == "vocabulary" && mark.as_char() == '!' => {
                if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
                    found.extend(vocabulary(group.stream()));
                }
            }
            (TokenTree::Group(group), _) => {
                let is_module = opens_module && group.delimiter() == Delimiter::Brace;
                declared(group.stream(), is_module, found);
                opens_module &= !is_module;
            }
            _ => {}
        }
        at += 1;
    }
}

/// The name of the enum that `vocabulary!` makes: the word before the braces.
fn vocabulary(tokens: TokenStream) -> Option<String> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Brace => {
            Some(name.to_string())
        }
        _ => None,
    })
}

/// The length of an item that only tests have: `#[cfg(test)] mod tests { … }`.
fn test_item(tokens: &[TokenTree]) -> Option<usize> {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return None };
    let text = attribute.stream().to_string().replace(' ', "");
    if hash.as_char() != '#' || !(text.starts_with("cfg(test") || text.starts_with("cfg(all(test")) {
        return None;
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    tokens.iter().skip(2).position(ends).map(|end| end + 3)
}

//! Imports run downward only: the floors of the house, held.
//!
//! Reads the code as tokens (comments and strings are none) and asks of every `crate::…` and of every `super::…` that
//! climbs out of its module: does it lead to a lower floor? Tests may import what they like.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// From the top. Modules of one floor do not know each other.
const FLOORS: &[&[&str]] = &[
    &["main"],
    &["cli"],
    &["lsp", "serve"],
    &["pipeline"],
    &["pages", "schema", "import", "export", "lints", "rename"],
    &["model", "compose"],
    // Addresses of pages, which `model` gives to records and `pages` to everything else.
    &["routes"],
    &["content", "located"],
    &["config", "theme", "io", "scaffold"],
    &["front_matter", "markdown", "charts", "input", "output"],
    // What is folded may become an address: `fold` makes the `Slug` that `path` defines.
    &["fold"],
    &["diagnostic", "path", "edtf", "english", "language"],
];

/// Macros stand at the root of the crate, whatever module they are written in.
const MACROS: &[(&str, &str)] = &[("vocabulary", "front_matter")];

#[test]
fn imports_run_downward() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut breaks = Vec::new();
    let mut seen = 0;
    for file in files(&source) {
        let code = fs::read_to_string(&file).expect("the code can be read");
        let name = file.strip_prefix(&source).expect("the file is one of the code");
        let imports = imports(&code, name);
        seen += imports.len();
        breaks.extend(imports.iter().filter_map(|import| import.fault(name)));
    }
    assert!(seen > 100, "only {seen} imports were read");
    assert!(breaks.is_empty(), "imports that do not run downward:\n{}", breaks.join("\n"));
}

#[test]
fn every_module_has_a_floor() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules: Vec<_> =
        files(&source).iter().map(|file| module(file.strip_prefix(&source).expect("a file of the code"))).collect();
    modules.sort();
    modules.dedup();
    modules.retain(|module| module != "lib");
    let mut floors: Vec<_> = FLOORS.concat().iter().map(ToString::to_string).collect();
    floors.sort();
    assert_eq!(modules, floors);
}

#[test]
fn an_import_that_climbs_is_seen() {
    let told = |file: &str, code: &str| -> Vec<_> {
        imports(code, Path::new(file)).iter().filter_map(|import| import.fault(Path::new(file))).collect()
    };
    assert_eq!(told("path.rs", "use crate::model::Site;"), ["src/path.rs:1: path may not use model"]);
    assert_eq!(told("io/read.rs", "\nuse super::super::config;"), ["src/io/read.rs:2: io may not use config"]);
    assert_eq!(told("io/mod.rs", "use super::theme::Theme;"), ["src/io/mod.rs:1: io may not use theme"]);
    assert_eq!(
        told("edtf/date.rs", "use crate::{path::Slug, edtf::{read, help}};"),
        ["src/edtf/date.rs:1: edtf may not use path"]
    );
    assert_eq!(told("path.rs", "fn f() { crate::fold::slugify(1) }"), ["src/path.rs:1: path may not use fold"]);
    assert_eq!(told("config.rs", "use crate::attic::Box;"), ["src/config.rs:1: config may not use attic"]);
    let fine = r#"
        //! [`Site`](crate::model::Site)
        use super::range;
        use crate::diagnostic::At;
        #[cfg(test)]
        mod tests { use crate::cli; }
        #[cfg(all(test, unix))]
        use crate::cli;
        const TEXT: &str = "crate::model";
    "#;
    assert_eq!(told("markdown/refs.rs", fine), [""; 0]);
}

#[test]
fn no_files_of_a_room_import_each_other() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files: Vec<(Vec<String>, TokenStream)> = files(&source)
        .iter()
        .map(|file| {
            let code = fs::read_to_string(file).expect("the code can be read");
            let path = file.strip_prefix(&source).expect("the file is one of the code");
            (module_path(path), code.parse().expect("the code is Rust"))
        })
        .collect();
    let circles = circles(&arrows(&files));
    assert_eq!(circles, [""; 0], "files that import each other in a circle");
}

#[test]
fn a_circle_of_files_is_seen() {
    let file = |path: &str, code: &str| (module_path(Path::new(path)), code.parse().expect("the code is Rust"));
    let files = [
        file("a/mod.rs", "mod b; pub use b::B;"),
        file("a/b.rs", "use super::c::{C, deep::D}; use super::E;"),
        file("a/c.rs", "fn f() { crate::a::d::g() }"),
        file("a/d.rs", "use crate::{a::{b, e}, z};"),
        file("a/e.rs", "pub(super) struct S; #[cfg(test)] mod tests { use crate::a::b; }"),
        file("f/mod.rs", "mod g; mod h; fn f() { g::make(h(), crate::g::h::i) }"),
        file("f/g.rs", "use super::F;"),
        file("f/h.rs", "use super::F;"),
    ];
    assert_eq!(circles(&arrows(&files)), ["a a::b a::c a::d", "f f::g"]);
}

/// The module of a file: `pages/views/link.rs` → `pages`, `views`, `link`.
fn module_path(file: &Path) -> Vec<String> {
    let mut path: Vec<String> = file.iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").into()).collect();
    if path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    path
}

/// Which file imports which other of its room, by modules.
fn arrows(files: &[(Vec<String>, TokenStream)]) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeSet<&[String]> = files.iter().map(|(module, _)| module.as_slice()).collect();
    let mut arrows = BTreeMap::new();
    for (module, code) in files {
        let mut found = Vec::new();
        full_paths(code.clone(), module, &modules, &mut found);
        let homes = found.iter().filter_map(|path| (1..=path.len()).rev().find_map(|end| modules.get(&path[..end])));
        let of_room = homes.filter(|home| home[0] == module[0] && **home != module.as_slice());
        arrows.insert(module.join("::"), of_room.map(|home| home.join("::")).collect());
    }
    arrows
}

/// Every path from the root that a file names by `crate`, `super`, `self` or one of its own modules.
fn full_paths(tokens: TokenStream, module: &[String], modules: &BTreeSet<&[String]>, found: &mut Vec<Vec<String>>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = test_item(&tokens[at..]) {
            at += end;
            continue;
        }
        let word = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => ident.to_string(),
            _ => String::new(),
        };
        let colon = |at: usize| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
        let leads = |at: usize| colon(at + 1) && colon(at + 2);
        let is_first = at < 2 || !(colon(at - 1) && colon(at - 2));
        let climbs = (0..).take_while(|climb| word(at + climb * 3) == "super" && leads(at + climb * 3)).count();
        let base = match word(at).as_str() {
            // `pub(super)` leads nowhere.
            _ if !is_first || !leads(at) => None,
            "crate" => Some((3, Vec::new())),
            "self" => Some((3, module.to_vec())),
            "super" => Some((climbs * 3, module[..module.len().saturating_sub(climbs)].to_vec())),
            child if modules.contains([module, &[child.to_owned()]].concat().as_slice()) => Some((0, module.to_vec())),
            _ => None,
        };
        if let Some((steps, base)) = base {
            tree(&tokens[(at + steps).min(tokens.len())..], base, found);
            at += steps.max(1);
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            full_paths(group.stream(), module, modules, found);
        }
        at += 1;
    }
}

/// The paths of a tree of imports: `views::{Link, entry::ListEntry}`.
fn tree(tokens: &[TokenTree], mut path: Vec<String>, found: &mut Vec<Vec<String>>) {
    match tokens {
        [TokenTree::Ident(ident), rest @ ..] => {
            path.push(ident.to_string());
            match rest {
                [TokenTree::Punct(a), TokenTree::Punct(b), rest @ ..] if a.as_char() == ':' && b.as_char() == ':' => {
                    tree(rest, path, found);
                }
                _ => found.push(path),
            }
        }
        [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Brace => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            for part in tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')) {
                tree(part, path.clone(), found);
            }
        }
        _ => found.push(path),
    }
}

/// The groups of files that reach each other, each in a line.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reach: BTreeMap<&String, BTreeSet<&String>> =
        arrows.keys().map(|from| (from, reachable(arrows, from))).collect();
    let group = |from: &String| -> Vec<&str> {
        let meets = |to: &&&String| reach.get(*to).is_some_and(|back| back.contains(from));
        reach[from].iter().filter(meets).map(|to| to.as_str()).collect()
    };
    let groups: BTreeSet<String> = arrows.keys().map(|from| group(from).join(" ")).collect();
    groups.into_iter().filter(|group| !group.is_empty()).collect()
}

fn reachable<'a>(arrows: &'a BTreeMap<String, BTreeSet<String>>, from: &'a String) -> BTreeSet<&'a String> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(next) = open.pop() {
        open.extend(arrows.get(next).into_iter().flatten().filter(|to| seen.insert(*to)));
    }
    seen
}

/// A mention of a top module, and the line where it stands.
struct Import {
    module: String,
    line: usize,
}

impl Import {
    fn fault(&self, file: &Path) -> Option<String> {
        let from = module(file);
        let home = |name: &str| MACROS.iter().find(|(word, _)| *word == name).map_or(name, |(_, home)| home).to_owned();
        let to = home(&self.module);
        // A module that is not known is above them all.
        let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name)).unwrap_or(0);
        // The root of the library lists what is below it.
        let fine = from == "lib" || from == to || floor(&from) < floor(&to);
        (!fine).then(|| format!("src/{}:{}: {from} may not use {to}", file.display(), self.line))
    }
}

/// The top module that a file belongs to.
fn module(file: &Path) -> String {
    let first = file.iter().next().expect("a file has a name").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
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
    files.sort();
    files
}

fn imports(code: &str, file: &Path) -> Vec<Import> {
    let tokens: TokenStream = code.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    // How many times `super` leads out of the file's top module.
    let depth = file.iter().count() - usize::from(file.ends_with("mod.rs"));
    let mut found = Vec::new();
    mentions(tokens, depth, &mut found);
    found
}

/// Finds the mentions in a run of tokens and in the groups within it.
fn mentions(tokens: TokenStream, depth: usize, found: &mut Vec<Import>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(end) = test_item(&tokens[at..]) {
            at += end;
            continue;
        }
        if let Some((steps, root)) = root(&tokens[at..], depth) {
            at += steps;
            if root {
                firsts(&tokens[at..], found);
            }
            continue;
        }
        if let TokenTree::Group(group) = &tokens[at] {
            mentions(group.stream(), depth, found);
        }
        at += 1;
    }
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
    // `use a::{b, c};` has braces before its end.
    let import = matches!(tokens.get(2), Some(TokenTree::Ident(word)) if word == "use");
    let semicolon = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let end = tokens.iter().skip(2).position(|token| if import { semicolon(token) } else { ends(token) })?;
    Some(end + 3)
}

/// How many tokens of a path lead upwards, and whether they lead to the root of the crate.
fn root(tokens: &[TokenTree], depth: usize) -> Option<(usize, bool)> {
    let word = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => ident.to_string(),
        _ => String::new(),
    };
    let colons = |at: usize| {
        let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == ':');
        colon(tokens.get(at)) && colon(tokens.get(at + 1))
    };
    if (word(0) == "crate" || word(0) == "demarche") && colons(1) {
        return Some((3, true));
    }
    let climbs = (0..).take_while(|climb| word(climb * 3) == "super" && colons(climb * 3 + 1)).count();
    (climbs > 0).then_some((climbs * 3, climbs >= depth))
}

/// The first word of each path after `crate::`, be it one or a group of them.
fn firsts(tokens: &[TokenTree], found: &mut Vec<Import>) {
    match tokens.first() {
        Some(TokenTree::Ident(ident)) => {
            found.push(Import { module: ident.to_string(), line: ident.span().start().line });
        }
        Some(TokenTree::Group(group)) => each(group, found),
        _ => {}
    }
}

fn each(group: &Group, found: &mut Vec<Import>) {
    let tokens: Vec<_> = group.stream().into_iter().collect();
    for path in tokens.split(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',')) {
        firsts(path, found);
    }
}

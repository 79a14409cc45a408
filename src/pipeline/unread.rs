//! Which files below `content/` are records, and which look as if they were meant to be and are not read.

use crate::config;
use crate::content::{Kind, id_of_stem};
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::input::{Input, InputContent, InputFile};
use crate::model::Documents;
use crate::path::UrlPath;

/// The folder of the content.
pub(super) const CONTENT: &str = "content/";

/// Endings of Markdown files that other programs use, in small letters.
const MARKDOWN: [&str; 10] = ["md", "markdown", "mdown", "mdwn", "mkd", "mkdn", "mdx", "qmd", "rmd", "md.txt"];

/// Whether a file below `content/` is a record; anything else may be published beside them.
pub(super) fn is_document(path: &str) -> bool {
    let at_top = !path.contains('/');
    path.ends_with(".md") || (at_top && (path.ends_with(".bib") || path == "sources.yaml" || path == "sources.yml"))
}

/// Takes a file that is no record: a page may publish it. `path` is its path below `content/`.
pub(super) fn add_asset(documents: &mut Documents, file: &InputFile, path: &str, faults: &mut Vec<Diagnostic>) {
    if let Some(stem) = markdown_stem(path) {
        faults.push(not_md(&file.path, stem));
        // A reference to it is no second fault.
        let folder = path.split('/').next().unwrap_or_default();
        let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder);
        documents.broken.extend(
            kind.and_then(|kind| Some((kind, id_of_stem(kind, stem.rsplit('/').next().unwrap_or(stem)).ok()?))),
        );
        return;
    }
    if looks_like_records(file, path) {
        faults.push(unread_file(&file.path));
    }
    match UrlPath::new(path) {
        Ok(path) => {
            documents.assets.insert(path);
        }
        Err(why) => faults.push(
            Diagnostic::warning(
                "unpublished-file",
                Location::file(&file.path),
                format!("the file cannot be published: {why}"),
            )
            .help("rename it if a page is to show it"),
        ),
    }
}

/// The path of a Markdown file without its ending, where that is not `.md`.
fn markdown_stem(path: &str) -> Option<&str> {
    let split = |ending: &&str| {
        let at = path.len().checked_sub(ending.len() + 1)?;
        let (stem, rest) = (path.get(..at)?, path.get(at + 1..)?);
        (path.as_bytes()[at] == b'.' && rest.eq_ignore_ascii_case(ending)).then_some(stem)
    };
    MARKDOWN.iter().find_map(split)
}

/// Whether a file that is no record has the form of some: sources in another place or file, or front matter in a text.
fn looks_like_records(file: &InputFile, path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let top = folder.split('/').next().unwrap_or_default();
    let in_kind = Kind::ALL.into_iter().any(|kind| kind.folder() == top);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let begins_as_record = || match &file.content {
        InputContent::Text(bytes) => bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n"),
        InputContent::Asset(_) => false,
    };
    match ending.to_ascii_lowercase().as_str() {
        "bib" => true,
        "yaml" | "yml" => folder.is_empty() || in_kind || stem.eq_ignore_ascii_case("sources"),
        "txt" => in_kind && begins_as_record(),
        _ => false,
    }
}

/// Returns the fault of a site of which no record was read: to make it would empty the one that stands.
pub(super) fn no_content(input: &Input) -> Option<Diagnostic> {
    let below = || input.files.iter().filter_map(|file| file.path.strip_prefix(CONTENT));
    if below().any(is_document) {
        return None;
    }
    let message = match below().next() {
        Some(_) => "there is no record in `content/`",
        None => "there is no `content/`, or nothing in it",
    };
    Some(
        Diagnostic::error("no-content", Location::file(&FileName::from(config::FILE)), message)
            .label("no site is made of nothing")
            .help("give the right folder with --root, or bring `content/` back; `demarche new brief` makes a first record"),
    )
}

/// Returns the warning for a site that has records and no brief; `records` are their paths below `content/`.
pub(super) fn no_brief<'p>(mut records: impl Iterator<Item = &'p str>) -> Option<Diagnostic> {
    let briefs = format!("{}/", Kind::Brief.folder());
    let first = records.next()?;
    if first.starts_with(&briefs) || records.any(|path| path.starts_with(&briefs)) {
        return None;
    }
    let place = Location::file(&FileName::from(config::FILE));
    Some(
        Diagnostic::warning("no-brief", place, "no brief was read: `content/briefs/` is empty or not there")
            .help("bring the folder back, or make a first brief: `demarche new brief`"),
    )
}

fn not_md(file: &FileName, stem: &str) -> Diagnostic {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    Diagnostic::error("not-md", Location::file(file), format!("`{}` is not read: records end with `.md`", name(file)))
        .help(format!("rename it to `{}.md`", name(stem)))
}

fn unread_file(file: &FileName) -> Diagnostic {
    Diagnostic::warning("unread-file", Location::file(file), "the file looks like records and is read as none")
        .help("sources stand in `content/sources.yaml` and in `*.bib` files beside it, other records in `.md` files")
}

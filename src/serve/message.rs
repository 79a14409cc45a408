//! What the script in the pages is told.
//!
//! In go the number of the site and its faults; out come JSON for the stream, the tag that brings the script into a page,
//! and the page that stands where there is none.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use url::Url;

use super::desk::errors;
use crate::diagnostic::Severity;
use crate::input::Input;
use crate::pipeline::LocatedDiagnostic;

/// How many faults a page lists; the terminal tells all.
const LISTED: usize = 1000;

/// The lines of a file where a fault is, as text.
pub type Show = fn(&Input, &LocatedDiagnostic) -> String;

/// Where links to files lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// Visual Studio Code.
    Vscode,
    /// Zed.
    Zed,
    /// The editors of JetBrains.
    Idea,
    /// Nowhere: files are only named.
    None,
}

impl Editor {
    /// The address that opens a file at a line and column.
    fn address(self, place: &Path, line: usize, column: usize) -> Option<String> {
        // A path as an address: separators and letters of other scripts encoded as browsers expect.
        let file = Url::from_file_path(place).ok()?;
        let path = file.path();
        match self {
            Self::Vscode => Some(format!("vscode://file{path}:{line}:{column}")),
            Self::Zed => Some(format!("zed://file{path}:{line}:{column}")),
            Self::Idea => {
                let mut address = Url::parse("idea://open").ok()?;
                address
                    .query_pairs_mut()
                    .append_pair("file", place.to_str()?)
                    .append_pair("line", &line.to_string())
                    .append_pair("column", &column.to_string());
                Some(address.into())
            }
            Self::None => None,
        }
    }
}

/// Puts what is to be told into words for the script.
pub(super) struct Teller {
    root: PathBuf,
    editor: Editor,
    excerpt: Show,
    /// Another number for each run: a page of the last run is old, whatever its number.
    run: String,
}

/// All that the script has to know.
#[derive(Serialize)]
struct Message<'a> {
    run: &'a str,
    site: u64,
    content: u64,
    errors: usize,
    warnings: usize,
    faults: Vec<Told<'a>>,
}

/// One fault.
#[derive(Serialize)]
pub(super) struct Told<'a> {
    severity: &'static str,
    /// Empty where it is no fault of a file.
    code: &'static str,
    message: &'a str,
    /// Empty where it stands in no file.
    place: String,
    address: Option<String>,
    excerpt: String,
    help: Option<&'a str>,
}

impl Teller {
    pub(super) fn new(root: &Path, editor: Editor, excerpt: Show) -> Self {
        let run = format!("{:x}", RandomState::new().build_hasher().finish());
        Self { root: root.to_owned(), editor, excerpt, run }
    }

    /// The news as JSON, in one line.
    pub(super) fn news(&self, input: &Input, site: u64, content: u64, faults: &[LocatedDiagnostic]) -> String {
        let (run, errors) = (&*self.run, errors(faults));
        let warnings = faults.len() - errors;
        json(&Message { run, site, content, errors, warnings, faults: self.faults(input, faults) })
    }

    /// That files cannot be read, in the same form: one error that stands nowhere in them.
    pub(super) fn cannot(&self, site: u64, content: u64, error: &anyhow::Error) -> String {
        let message = format!("{error:#}");
        let (code, place, address, excerpt) = ("", String::new(), None, String::new());
        let help = Some("once it can be read, the page comes by itself");
        let told = Told { severity: "error", code, message: &message, place, address, excerpt, help };
        json(&Message { run: &self.run, site, content, errors: 1, warnings: 0, faults: vec![told] })
    }

    /// The faults, errors first.
    pub(super) fn faults<'f>(&self, input: &Input, faults: &'f [LocatedDiagnostic]) -> Vec<Told<'f>> {
        let of = |severity| faults.iter().filter(move |fault| fault.diagnostic.severity == severity);
        of(Severity::Error).chain(of(Severity::Warning)).take(LISTED).map(|fault| self.fault(input, fault)).collect()
    }

    fn fault<'f>(&self, input: &Input, fault: &'f LocatedDiagnostic) -> Told<'f> {
        let diagnostic = &fault.diagnostic;
        let file = &diagnostic.place.file;
        // Templates that no file of the site replaces are in the program.
        let address =
            input.get(file).and_then(|_| self.editor.address(&self.root.join(&**file), fault.line, fault.column));
        Told {
            severity: if diagnostic.severity == Severity::Error { "error" } else { "warning" },
            code: diagnostic.code,
            message: &diagnostic.message,
            place: format!("{file}:{}:{}", fault.line, fault.column),
            address,
            excerpt: (self.excerpt)(input, fault),
            help: diagnostic.help.as_deref(),
        }
    }

    /// The tag that brings the script into a page of a site; `faults` are those of the page itself.
    pub(super) fn tag(&self, script: &str, site: u64, faults: &[Told<'_>]) -> String {
        let mut own = String::new();
        // Writing to a text does not fail.
        let _ = escape_html(&mut own, &json(&faults));
        format!(
            "<script src=\"{script}\" data-run=\"{}\" data-site=\"{site}\" data-faults=\"{own}\" defer></script>\n",
            self.run
        )
    }
}

/// The script, with the style of what it shows.
pub(super) fn script() -> String {
    let style = json(&include_str!("overlay.css"));
    format!("(() => {{\nconst STYLE = {style};\n{}}})();\n", include_str!("reload.js"))
}

/// A page that stands where there is none.
pub(super) fn stand_in(title: &str, tag: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p>Something is at fault. It is told here; once it is mended, the page \
         comes by itself.</p>\n{tag}</body>\n</html>\n"
    )
    .into_bytes()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_file_in_the_editor() {
        let address = |editor: Editor| editor.address(Path::new("/a b/ə#.md"), 6, 10);
        assert_eq!(address(Editor::Vscode).as_deref(), Some("vscode://file/a%20b/%C9%99%23.md:6:10"));
        assert_eq!(address(Editor::Zed).as_deref(), Some("zed://file/a%20b/%C9%99%23.md:6:10"));
        assert_eq!(address(Editor::Idea).as_deref(), Some("idea://open?file=%2Fa+b%2F%C9%99%23.md&line=6&column=10"));
        assert_eq!(address(Editor::None), None);
    }
}

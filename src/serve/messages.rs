//! What the server sends to the script in the pages.
//!
//! In go the number of the site and its faults; out come JSON for the stream, the tag that brings the script into a page,
//! and the page that stands in for one that cannot be shown.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};

use pulldown_cmark_escape::escape_html;
use serde::Serialize;
use url::Url;

use crate::diagnostic::Severity;
use crate::input::Input;
use crate::pipeline::LocatedDiagnostic;

/// How many faults a page lists; the terminal prints all.
const LISTED: usize = 1000;

/// Returns the lines of a file where a fault is, as text.
pub(crate) type ExcerptFn = fn(&Input, &LocatedDiagnostic) -> String;

/// The editor that opens a file when its link is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EditorLink {
    /// Visual Studio Code.
    Vscode,
    /// Zed.
    Zed,
    /// The editors of JetBrains.
    Idea,
    /// Nowhere: files are only named.
    None,
}

impl EditorLink {
    /// Every editor.
    pub(crate) const ALL: [Self; 4] = [Self::Vscode, Self::Zed, Self::Idea, Self::None];

    /// Returns the name by which it is chosen.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Vscode => "vscode",
            Self::Zed => "zed",
            Self::Idea => "idea",
            Self::None => "none",
        }
    }

    /// Returns the address that opens a file at a line and column.
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

/// Makes the messages that the script in the pages reads.
pub(super) struct MessageBuilder {
    root: PathBuf,
    editor: EditorLink,
    excerpt: ExcerptFn,
    /// Another number for each run: a page of the last run is old, whatever its number.
    run: String,
}

/// The state of the site, as the script reads it.
#[derive(Serialize)]
struct PreviewMessage<'a> {
    run: &'a str,
    site: u64,
    content: u64,
    errors: usize,
    warnings: usize,
    faults: Vec<DiagnosticMessage<'a>>,
}

/// One fault.
#[derive(Serialize)]
pub(super) struct DiagnosticMessage<'a> {
    severity: &'static str,
    /// Empty for an error that no file has.
    code: &'static str,
    message: &'a str,
    /// Empty where it stands in no file.
    place: String,
    address: Option<String>,
    excerpt: String,
    help: Option<&'a str>,
}

impl MessageBuilder {
    pub(super) fn new(root: &Path, editor: EditorLink, excerpt: ExcerptFn) -> Self {
        let run = format!("{:x}", RandomState::new().build_hasher().finish());
        Self { root: root.to_owned(), editor, excerpt, run }
    }

    /// Returns the state of the site as JSON, in one line.
    pub(super) fn state_message(&self, input: &Input, site: u64, content: u64, faults: &[LocatedDiagnostic]) -> String {
        let (run, errors) = (&*self.run, error_count(faults));
        let warnings = faults.len() - errors;
        json(&PreviewMessage { run, site, content, errors, warnings, faults: self.faults(input, faults) })
    }

    /// Returns that files cannot be read, in the same form: one error that stands in no file.
    pub(super) fn read_failure(&self, site: u64, content: u64, error: &anyhow::Error) -> String {
        let message = format!("{error:#}");
        let (code, place, address, excerpt) = ("", String::new(), None, String::new());
        let help = Some("once it can be read, the page comes by itself");
        let told = DiagnosticMessage { severity: "error", code, message: &message, place, address, excerpt, help };
        json(&PreviewMessage { run: &self.run, site, content, errors: 1, warnings: 0, faults: vec![told] })
    }

    /// Returns the faults, errors first.
    pub(super) fn faults<'f>(&self, input: &Input, faults: &'f [LocatedDiagnostic]) -> Vec<DiagnosticMessage<'f>> {
        let of = |severity| faults.iter().filter(move |fault| fault.diagnostic.severity == severity);
        of(Severity::Error).chain(of(Severity::Warning)).take(LISTED).map(|fault| self.fault(input, fault)).collect()
    }

    fn fault<'f>(&self, input: &Input, fault: &'f LocatedDiagnostic) -> DiagnosticMessage<'f> {
        let diagnostic = &fault.diagnostic;
        let file = &diagnostic.place.file;
        // Templates that no file of the site replaces are in the program.
        let address =
            input.get(file).and_then(|_| self.editor.address(&self.root.join(&**file), fault.line, fault.column));
        DiagnosticMessage {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code,
            message: &diagnostic.message,
            place: format!("{file}:{}:{}", fault.line, fault.column),
            address,
            excerpt: (self.excerpt)(input, fault),
            help: diagnostic.help.as_deref(),
        }
    }

    /// Returns the tag that brings the script into a page of a site; `faults` are those of the page itself.
    pub(super) fn tag(&self, script: &str, site: u64, faults: &[DiagnosticMessage<'_>]) -> String {
        let mut own = String::new();
        // Writing to a text does not fail.
        let _ = escape_html(&mut own, &json(&faults));
        format!(
            "<script src=\"{script}\" data-run=\"{}\" data-site=\"{site}\" data-faults=\"{own}\" defer></script>\n",
            self.run
        )
    }
}

/// Returns the script, with the style of what it shows.
pub(super) fn script() -> String {
    let style = json(&include_str!("overlay.css"));
    format!("(() => {{\nconst STYLE = {style};\n{}}})();\n", include_str!("reload.js"))
}

/// Returns the page that stands in for one that cannot be shown.
pub(super) fn placeholder_page(title: &str, tag: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p>Something is at fault. It is told here; once it is mended, the page \
         comes by itself.</p>\n{tag}</body>\n</html>\n"
    )
    .into_bytes()
}

/// Counts the errors among diagnostics.
fn error_count(faults: &[LocatedDiagnostic]) -> usize {
    faults.iter().filter(|fault| fault.diagnostic.severity == Severity::Error).count()
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers can be written as JSON")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_file_in_the_editor() {
        let address = |editor: EditorLink| editor.address(Path::new("/a b/ə#.md"), 6, 10);
        assert_eq!(address(EditorLink::Vscode).as_deref(), Some("vscode://file/a%20b/%C9%99%23.md:6:10"));
        assert_eq!(address(EditorLink::Zed).as_deref(), Some("zed://file/a%20b/%C9%99%23.md:6:10"));
        assert_eq!(
            address(EditorLink::Idea).as_deref(),
            Some("idea://open?file=%2Fa+b%2F%C9%99%23.md&line=6&column=10")
        );
        assert_eq!(address(EditorLink::None), None);
    }
}

//! Faults for machines: JSON of our own, SARIF 2.1.0, and the commands of GitHub's workflows.
//!
//! In go the faults and the files they are of; out comes one text for the standard output.

pub mod github;
pub mod json;
pub mod sarif;

use std::ops::Range;

use crate::cli::report;
use crate::diagnostic::Severity;
use crate::input::Input;
use crate::located::{LocatedDiagnostic, position};

/// What a format is given.
#[derive(Clone, Copy)]
pub struct DiagnosticReport<'f> {
    /// The files.
    pub input: &'f Input,
    /// The faults, in order.
    pub faults: &'f [LocatedDiagnostic],
    /// Whether warnings are errors.
    pub strict: bool,
    /// The site's folder as seen from where the command runs, with `/` at its end; empty where it is the same.
    pub folder: &'f str,
}

impl<'f> DiagnosticReport<'f> {
    fn severity(&self, fault: &LocatedDiagnostic) -> &'static str {
        if self.strict { Severity::Error.as_str() } else { fault.diagnostic.severity.as_str() }
    }

    /// A file's path as seen from where the command runs.
    fn path(&self, file: &str) -> String {
        format!("{}{file}", self.folder)
    }

    fn text(&self, file: &str) -> &'f str {
        report::text(self.input, file)
    }

    /// Lines and columns of some bytes of a file.
    fn lines(&self, file: &str, span: &Range<usize>) -> LineSpan {
        let text = self.text(file);
        let ((line, column), (end_line, end_column)) = (position(text, span.start), position(text, span.end));
        LineSpan { line, column, end_line, end_column }
    }
}

/// Where something begins and where the next character after it stands, lines and columns in characters from 1.
struct LineSpan {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

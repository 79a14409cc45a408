//! What is said of one code, and how the lists beside this file say it.

use crate::diagnostic::Severity;

/// The entry of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code: kebab-case, and kept once given.
    pub name: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// The first command that reports it.
    pub check_level: CheckLevel,
    /// Whether it is about a whole file, so that it can be suppressed anywhere in the front matter.
    pub whole: bool,
    /// What it says, on one line.
    pub summary: &'static str,
    /// What it means and why it matters.
    pub why: &'static str,
    /// An example that is wrong: files as [`files`](super::files()) reads them; empty where text cannot show it.
    pub wrong: &'static str,
    /// The example mended.
    pub right: &'static str,
}

/// The first command that reports a fault; the later ones report it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CheckLevel {
    /// `demarche build`.
    Build,
    /// `demarche check`: a lint.
    Check,
    /// `demarche check --external`: what other sites answer.
    External,
}

impl Code {
    pub(super) const fn error(name: &'static str, summary: &'static str) -> Self {
        let (severity, check_level) = (Severity::Error, CheckLevel::Build);
        Self { name, severity, check_level, whole: false, summary, why: "", wrong: "", right: "" }
    }

    pub(super) const fn warning(name: &'static str, summary: &'static str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(name, summary) }
    }

    pub(super) const fn lint(name: &'static str, summary: &'static str) -> Self {
        Self { check_level: CheckLevel::Check, ..Self::warning(name, summary) }
    }

    pub(super) const fn external(name: &'static str, summary: &'static str) -> Self {
        Self { check_level: CheckLevel::External, ..Self::warning(name, summary) }
    }

    pub(super) const fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    pub(super) const fn why(self, why: &'static str) -> Self {
        Self { why, ..self }
    }

    pub(super) const fn example(self, wrong: &'static str, right: &'static str) -> Self {
        Self { wrong, right, ..self }
    }
}

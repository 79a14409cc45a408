//! What is wrong, where, and what to type instead.
//!
//! Every stage returns its value beside a list of [`Diagnostic`]s and goes on after each, so that one run tells
//! everything. A diagnostic names its [`Location`] by bytes or by field path; `located` turns field paths into bytes once
//! diagnostics are to be shown. Only the command line prints.

pub mod codes;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The path of an input file, relative to the site's root, with `/` between its parts.
pub type FileName = Arc<str>;

/// Whether a fault stops the build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The site is written, unless warnings were made errors by `--strict`.
    Warning,
}

impl Severity {
    /// Returns `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One step of a [`FieldPath`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathStep {
    /// A key of a mapping.
    Key(Arc<str>),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// The path of a value in front matter, such as `claims[2].by`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FieldPath(pub Vec<PathStep>);

impl FieldPath {
    /// The path of a top-level field.
    pub fn field(name: &str) -> Self {
        Self::default().key(name)
    }

    /// This path, then a key.
    pub fn key(&self, name: &str) -> Self {
        self.then(PathStep::Key(Arc::from(name)))
    }

    /// This path, then an item of a list, counted from 0.
    pub fn item(&self, index: usize) -> Self {
        self.then(PathStep::Item(index))
    }

    /// The last key on the path: the name of the field, for messages.
    pub fn name(&self) -> &str {
        self.0
            .iter()
            .rev()
            .find_map(|step| match step {
                PathStep::Key(key) => Some(&**key),
                PathStep::Item(_) => None,
            })
            .unwrap_or("front matter")
    }

    fn then(&self, step: PathStep) -> Self {
        let mut steps = Vec::with_capacity(self.0.len() + 1);
        steps.extend(self.0.iter().cloned());
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                PathStep::Key(key) if position == 0 => write!(f, "{key}")?,
                PathStep::Key(key) => write!(f, ".{key}")?,
                PathStep::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// What a [`Location`] points at in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// The file as a whole.
    File,
    /// Bytes of the file, counted from its start.
    Bytes(Range<usize>),
    /// The key of a field.
    Key(FieldPath),
    /// The value of a field.
    Value(FieldPath),
    /// Some bytes of a field's text, counted from the start of the text.
    Within(FieldPath, Range<usize>),
}

/// A place in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file.
    pub file: FileName,
    /// Where in it.
    pub at: Anchor,
}

impl Location {
    /// The file as a whole.
    pub fn file(file: &FileName) -> Self {
        Self { file: file.clone(), at: Anchor::File }
    }

    /// Bytes of the file.
    pub fn bytes(file: &FileName, span: Range<usize>) -> Self {
        Self { file: file.clone(), at: Anchor::Bytes(span) }
    }

    /// The key of a field.
    pub fn key(file: &FileName, path: FieldPath) -> Self {
        Self { file: file.clone(), at: Anchor::Key(path) }
    }

    /// The value of a field.
    pub fn value(file: &FileName, path: FieldPath) -> Self {
        Self { file: file.clone(), at: Anchor::Value(path) }
    }
}

/// A fault of the input, as a sub-editor would report it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable kebab-case name.
    pub code: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// What is wrong, on one line.
    pub message: String,
    /// Where it is.
    pub place: Location,
    /// What was expected, shown beside the caret; may be empty.
    pub label: String,
    /// Other places that matter, such as the first of two records with one name, each with the reason.
    pub also: Vec<(Location, String)>,
    /// What to type instead.
    pub help: Option<String>,
    /// Edits that do it, where it can be done for the author.
    pub fix: Option<Fix>,
}

/// Edits that remove the cause of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a menu: "write `hacizade`".
    pub title: String,
    /// Whether it may be applied unasked. A guess, such as the nearest name, an author must accept.
    pub sure: bool,
    /// Made all together or not at all.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that may be applied unasked.
    pub fn sure(title: impl Into<String>, edit: Edit) -> Self {
        Self { title: title.into(), sure: true, edits: vec![edit] }
    }

    /// A fix that an author must accept.
    pub fn guess(title: impl Into<String>, edit: Edit) -> Self {
        Self { sure: false, ..Self::sure(title, edit) }
    }

    /// Adds an edit.
    #[must_use]
    pub fn and(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }
}

/// The replacement of some text by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where it is.
    pub place: Location,
    /// What it replaces there.
    pub old: OldText,
    /// The new text, as it is typed into the file.
    pub new: String,
}

/// What an edit replaces. An edit whose old text is not there is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OldText {
    /// The whole place, quotes included.
    Whole,
    /// The whole place, if it is this text.
    Exactly(String),
    /// The first occurrence of this text in the place.
    First(String),
    /// Nothing: the new text becomes a field or an item of its own after the one at the place.
    Nothing,
}

impl Edit {
    /// Replaces the whole place.
    pub fn put(place: Location, new: impl Into<String>) -> Self {
        Self { place, old: OldText::Whole, new: new.into() }
    }

    /// Replaces the whole place, if it is `old`.
    pub fn exactly(place: Location, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { old: OldText::Exactly(old.into()), ..Self::put(place, new) }
    }

    /// Replaces the first occurrence of `old` in the place; what is around it, such as quotes, stays.
    pub fn swap(place: Location, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { old: OldText::First(old.into()), ..Self::put(place, new) }
    }

    /// Adds a field (`accessed: 2025-02-06`) or an item after the value of another; its indentation is found in the file.
    pub fn after(place: Location, new: impl Into<String>) -> Self {
        Self { old: OldText::Nothing, ..Self::put(place, new) }
    }
}

impl Diagnostic {
    /// A fault that stops the build.
    pub fn error(code: &'static str, place: Location, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            place,
            label: String::new(),
            also: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A fault that does not stop the build.
    pub fn warning(code: &'static str, place: Location, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to type instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to type instead, where something is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds the fix.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds the question whether `near` was meant, with a fix that writes it for `typed`; without a near name, adds
    /// `otherwise` as help.
    #[must_use]
    pub fn near_or(self, typed: &str, near: Option<&str>, otherwise: impl Into<String>) -> Self {
        let Some(near) = near else { return self.help(otherwise) };
        let edit = Edit::swap(self.place.clone(), typed, near);
        self.help(format!("did you mean `{near}`?")).fix(Fix::guess(format!("write `{near}`"), edit))
    }

    /// The diagnostic with U+FFFD for each character that could move a terminal's cursor or turn its line: what an author
    /// typed may hold such characters.
    #[must_use]
    pub fn in_plain_characters(mut self) -> Self {
        let also = self.also.iter_mut().map(|(_, why)| why);
        for text in [&mut self.message, &mut self.label].into_iter().chain(&mut self.help).chain(also) {
            if text.contains(can_move_cursor) {
                *text = text.chars().map(|c| if can_move_cursor(c) { '\u{FFFD}' } else { c }).collect();
            }
        }
        self
    }

    /// Adds another place that matters, and why.
    #[must_use]
    pub fn also(mut self, place: Location, why: impl Into<String>) -> Self {
        self.also.push((place, why.into()));
        self
    }
}

/// Whether a character could move a terminal's cursor or turn its line.
pub fn can_move_cursor(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fault_moves_the_cursor() {
        let place = Location::file(&FileName::from("a.md"));
        let fault = Diagnostic::error("x", place, "a\u{1b}[2Jb").help("c\u{202e}d").in_plain_characters();
        assert_eq!((fault.message.as_str(), fault.help.as_deref()), ("a\u{FFFD}[2Jb", Some("c\u{FFFD}d")));
    }

    #[test]
    fn a_field_path_reads_as_an_author_would_write_it() {
        let path = FieldPath::field("claims").item(2).key("by");
        assert_eq!(path.to_string(), "claims[2].by");
        assert_eq!(path.name(), "by");
        assert_eq!(path.item(0).name(), "by");
    }
}

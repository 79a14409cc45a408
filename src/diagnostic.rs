//! What is wrong, where, and what to type instead.
//!
//! Every stage returns its value beside a list of [`Diagnostic`]s and goes on after each, so that one run tells
//! everything. A diagnostic names its [`Location`] by bytes or by field path; only when it is to be shown does
//! `front_matter::locate` turn a field path into bytes. Printing is the command line's.

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
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Step {
    /// A key of a mapping.
    Key(Arc<str>),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// Where in front matter a value stands, such as `claims[2].by`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    /// The path of a top-level field.
    pub fn field(name: &str) -> Self {
        Self::default().key(name)
    }

    /// This path, then a key.
    pub fn key(&self, name: &str) -> Self {
        self.then(Step::Key(Arc::from(name)))
    }

    /// This path, then an item of a list, counted from 0.
    pub fn item(&self, index: usize) -> Self {
        self.then(Step::Item(index))
    }

    /// The last key on the path: the name of the field, for messages.
    pub fn name(&self) -> &str {
        self.0
            .iter()
            .rev()
            .find_map(|step| match step {
                Step::Key(key) => Some(&**key),
                Step::Item(_) => None,
            })
            .unwrap_or("front matter")
    }

    fn then(&self, step: Step) -> Self {
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
                Step::Key(key) if position == 0 => write!(f, "{key}")?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A place inside one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
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
    pub at: At,
}

impl Location {
    /// The file as a whole.
    pub fn file(file: &FileName) -> Self {
        Self { file: file.clone(), at: At::File }
    }

    /// Bytes of the file.
    pub fn bytes(file: &FileName, span: Range<usize>) -> Self {
        Self { file: file.clone(), at: At::Bytes(span) }
    }

    /// The key of a field.
    pub fn key(file: &FileName, path: FieldPath) -> Self {
        Self { file: file.clone(), at: At::Key(path) }
    }

    /// The value of a field.
    pub fn value(file: &FileName, path: FieldPath) -> Self {
        Self { file: file.clone(), at: At::Value(path) }
    }
}

/// One fault, whole: what a sub-editor would say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable kebab-case name.
    pub code: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// What is wrong, in a line.
    pub message: String,
    /// Where.
    pub place: Location,
    /// What was expected, written beside the caret; may be empty.
    pub label: String,
    /// Other places that matter (the first of two records with one name), each with a word on why.
    pub also: Vec<(Location, String)>,
    /// What to type instead.
    pub help: Option<String>,
    /// The same as edits, where it can be done for the author.
    pub fix: Option<Fix>,
}

/// What would mend a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a menu: "write `hacizade`".
    pub title: String,
    /// Whether it is the one answer. A guess, such as the nearest name, is an author's to take.
    pub sure: bool,
    /// Made all together or not at all.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The one answer, which may be applied unasked.
    pub fn sure(title: impl Into<String>, edit: Edit) -> Self {
        Self { title: title.into(), sure: true, edits: vec![edit] }
    }

    /// A guess.
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

/// A text that takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Where.
    pub place: Location,
    /// What is replaced there.
    pub old: Old,
    /// What is to stand there, as it is typed into the file.
    pub new: String,
}

/// What an edit replaces. What it names must be there as it is named, or the edit is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Old {
    /// All of the place, quotes included.
    Whole,
    /// All of the place, if it reads so.
    Exactly(String),
    /// This, where it first stands in the place.
    First(String),
}

impl Edit {
    /// Writes a text over all of a place.
    pub fn put(place: Location, new: impl Into<String>) -> Self {
        Self { place, old: Old::Whole, new: new.into() }
    }

    /// Writes a text over all of a place that reads as it should.
    pub fn exactly(place: Location, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { old: Old::Exactly(old.into()), ..Self::put(place, new) }
    }

    /// Writes a text over another within a place; what stands around it, such as quotes, stays.
    pub fn swap(place: Location, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self { old: Old::First(old.into()), ..Self::put(place, new) }
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

    /// Adds the edits that mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Asks whether a near name was meant, and offers to write it over what was typed at the fault's place; where none is
    /// near, says what else to do.
    #[must_use]
    pub fn near_or(self, typed: &str, near: Option<&str>, otherwise: impl Into<String>) -> Self {
        let Some(near) = near else { return self.help(otherwise) };
        let edit = Edit::swap(self.place.clone(), typed, near);
        self.help(format!("did you mean `{near}`?")).fix(Fix::guess(format!("write `{near}`"), edit))
    }

    /// The same in characters that can be shown: what an author typed may hold some that move a terminal's cursor, or
    /// turn the line.
    #[must_use]
    pub fn in_plain_characters(mut self) -> Self {
        let also = self.also.iter_mut().map(|(_, why)| why);
        for text in [&mut self.message, &mut self.label].into_iter().chain(&mut self.help).chain(also) {
            if text.contains(is_unseen) {
                *text = text.chars().map(|c| if is_unseen(c) { '\u{FFFD}' } else { c }).collect();
            }
        }
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn also(mut self, place: Location, why: impl Into<String>) -> Self {
        self.also.push((place, why.into()));
        self
    }
}

/// Whether a character is not seen but may move a cursor, or turn a line.
pub fn is_unseen(c: char) -> bool {
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

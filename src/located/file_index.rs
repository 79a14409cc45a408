//! A place in a file → its bytes.
//!
//! In goes an [`Anchor`], by bytes or by field path; out come the bytes. A fault is shown at the nearest place that is
//! known; an edit is made only if exactly what it names is there.

use std::ops::Range;

use crate::config;
use crate::diagnostic::{Anchor, Edit, FileName, OldText, PathStep};
use crate::front_matter::{self, YamlIndex};
use crate::input::{Input, InputContent};

/// The text of a file, and the places of its fields.
pub(super) struct FileIndex {
    /// The file's text; empty where it has none.
    pub text: String,
    offset: usize,
    index: Option<YamlIndex>,
    toml: bool,
}

impl FileIndex {
    /// Indexes a file.
    pub(super) fn of(input: &Input, file: &FileName) -> Self {
        let text = match input.get(file).map(|file| &file.content) {
            Some(InputContent::Text(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        };
        let (offset, index) = if file.ends_with(".md") {
            match front_matter::split(file, &text) {
                Ok(parts) => (parts.front.start, Some(YamlIndex::of(&text[parts.front]))),
                Err(_) => (0, None),
            }
        } else if file.ends_with(".yaml") || file.ends_with(".yml") {
            let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
            (start, Some(YamlIndex::of(&text[start..])))
        } else {
            (0, None)
        };
        Self { offset, index, toml: file.ends_with(".toml"), text }
    }

    /// The bytes at which a fault is shown.
    pub(super) fn bytes(&self, at: &Anchor) -> Range<usize> {
        let span = match at {
            Anchor::File => 0..0,
            Anchor::Bytes(span) => span.clone(),
            _ if self.toml => config::locate(&self.text, at).unwrap_or(0..0),
            _ => match self.index.as_ref().and_then(|index| index.span(at)) {
                Some(span) => span.start + self.offset..span.end + self.offset,
                None => self.offset..self.offset,
            },
        };
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.floor_char_boundary(span.end).max(start);
        start..end
    }

    /// The bytes that an edit replaces, and their new text; `None` if what it names is not exactly there.
    pub(super) fn edited(&self, edit: &Edit) -> Option<(Range<usize>, String)> {
        let span = match &edit.place.at {
            Anchor::File => return None,
            Anchor::Bytes(span) => span.clone(),
            at if self.toml => config::locate(&self.text, at)?,
            at => {
                let span = self.index.as_ref()?.exact(at)?;
                span.start + self.offset..span.end + self.offset
            }
        };
        let there = self.text.get(span.clone())?;
        let span = match &edit.old {
            OldText::Whole => span,
            OldText::Exactly(old) => (there == old).then_some(span)?,
            OldText::First(old) => {
                let start = span.start + there.find(old.as_str())?;
                start..start + old.len()
            }
            OldText::Nothing => {
                let Anchor::Value(path) = &edit.place.at else { return None };
                let end = self.index.as_ref()?.end(path)? + self.offset;
                let end = span.start + self.text.get(span.start..end)?.trim_end().len();
                return Some((end..end, self.beside(&edit.place.at, span.start, &edit.new)?));
            }
        };
        Some((span, edit.new.clone()))
    }

    /// A new field or item with what parts it from the one whose value begins at `start`.
    fn beside(&self, at: &Anchor, start: usize, new: &str) -> Option<String> {
        let item_sign = self.text[..start].trim_end().chars().next_back()?;
        let (first, mark) = match (item_sign, at) {
            ('-', _) => (self.text[..start].trim_end().len() - 1, "- "),
            (':', Anchor::Value(path)) if matches!(path.0.last(), Some(PathStep::Key(_))) => {
                (self.index.as_ref()?.exact(&Anchor::Key(path.clone()))?.start + self.offset, "")
            }
            ('[' | ',', _) => return Some(format!(", {new}")),
            _ => return None,
        };
        if self.text[..first].trim_end().ends_with(['{', ',']) {
            return Some(format!(", {new}"));
        }
        let line = self.text[..first].rfind('\n').map_or(0, |end| end + 1);
        let indentation = " ".repeat(self.text[line..first].chars().count());
        let line_end = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        Some(format!("{line_end}{indentation}{mark}{new}"))
    }
}

//! What an import says of each thing that is not carried just as it was, by kinds that a report can count.

/// Where a draft came from: a file, and a row or line in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DraftOrigin {
    /// The file, as it was named.
    pub file: String,
    /// The row of a table, counted as a spreadsheet does: the headings are row 1. Or the line of a text.
    pub at: Option<RowOrLine>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum RowOrLine {
    /// A row of a table.
    Row(usize),
    /// A line of a text.
    Line(usize),
}

impl DraftOrigin {
    /// A whole file.
    pub(crate) fn file(file: &str) -> Self {
        Self { file: file.to_owned(), at: None }
    }

    /// A row of a table.
    pub(crate) fn row(file: &str, row: usize) -> Self {
        Self { file: file.to_owned(), at: Some(RowOrLine::Row(row)) }
    }

    /// A line of a text.
    pub(crate) fn line(file: &str, line: usize) -> Self {
        Self { file: file.to_owned(), at: Some(RowOrLine::Line(line)) }
    }
}

impl std::fmt::Display for DraftOrigin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.at {
            None => write!(f, "{}", self.file),
            Some(RowOrLine::Row(row)) => write!(f, "{}, row {row}", self.file),
            Some(RowOrLine::Line(line)) => write!(f, "{}:{line}", self.file),
        }
    }
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// A whole row or file is not there.
    LeftOut,
    /// It is there, and no reader sees it, as in the old site.
    KeptUnpublished,
    /// A part is not there.
    NotCarried,
    /// It is there in another form.
    Changed,
    /// It is there as it was, and a check would say this of it.
    Remarked,
}

impl Outcome {
    /// Returns the word for reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::KeptUnpublished => "kept unpublished",
            Self::NotCarried => "not carried",
            Self::Changed => "changed",
            Self::Remarked => "carried, with a warning",
        }
    }
}

/// A kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NoteKind {
    /// What became of it.
    pub outcome: Outcome,
    /// What it is, in a few words.
    pub label: &'static str,
}

/// A note on one thing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ImportNote {
    /// Its kind.
    pub kind: NoteKind,
    /// Where it stands.
    pub from: DraftOrigin,
    /// The column or the field, if it is of one.
    pub field: Option<String>,
    /// Why, and what to do.
    pub why: String,
}

const fn kind(outcome: Outcome, label: &'static str) -> NoteKind {
    NoteKind { outcome, label }
}

/// A whole row or file.
pub(crate) const LEFT_OUT: NoteKind = kind(Outcome::LeftOut, "rows or files");
/// A file that was no page of the old site.
pub(super) const NO_PAGE: NoteKind = kind(Outcome::NotCarried, "files that were no pages");
/// A draft, or a page that was never rendered.
pub(super) const DRAFT: NoteKind = kind(Outcome::KeptUnpublished, "drafts and pages that were not rendered");
/// A value that says who may read a brief, and is none.
pub(crate) const GUARD: NoteKind = kind(Outcome::KeptUnpublished, "values that say who may read it and cannot be read");
/// A post that was to appear.
pub(super) const EMBARGO: NoteKind = kind(Outcome::KeptUnpublished, "posts that were to appear later");
/// A post that had been taken down.
pub(super) const EXPIRED: NoteKind = kind(Outcome::KeptUnpublished, "posts that had expired");
/// A cell, a column, a value.
pub(super) const VALUE: NoteKind = kind(Outcome::NotCarried, "values");
/// Template code.
pub(super) const CODE: NoteKind = kind(Outcome::NotCarried, "template code; it stays in the file as a comment");
/// A link that led nowhere.
pub(super) const LINK: NoteKind = kind(Outcome::NotCarried, "links whose target is not here; their words stay");
/// A picture that is not there.
pub(super) const PICTURE: NoteKind = kind(Outcome::NotCarried, "pictures that are not in the folder");
/// An anchor that no heading has.
pub(super) const ANCHOR: NoteKind =
    kind(Outcome::NotCarried, "anchors that no heading has; the link leads to the page");
/// A name of a topic, actor, place, thread or source.
pub(super) const NAME: NoteKind = kind(Outcome::NotCarried, "names of records");
/// A post without a date.
pub(super) const UNDATED: NoteKind = kind(Outcome::Changed, "files without a date, which become pages");
/// A title that was made.
pub(super) const TITLE: NoteKind = kind(Outcome::Changed, "titles made from a heading or the file's name");
/// Front matter that was mended.
pub(super) const FRONT: NoteKind = kind(Outcome::Changed, "front matter that was no right YAML or TOML");
/// A field whose value fits nowhere.
pub(super) const FIELD: NoteKind = kind(Outcome::Changed, "fields kept under `extra`");
/// HTML.
pub(super) const HTML: NoteKind = kind(Outcome::Changed, "HTML written as Markdown");
/// HTML that is not shown.
pub(super) const DROPPED_HTML: NoteKind =
    kind(Outcome::NotCarried, "HTML without words: scripts, styles, embedded pages");
/// Comments of an old generator, and what stood in a text and was not shown.
pub(super) const COMMENT: NoteKind = kind(Outcome::NotCarried, "comments and hidden parts of texts");
/// A program that gives fields to posts.
pub(super) const PROGRAM: NoteKind = kind(Outcome::NotCarried, "fields that programs give");
/// Marks of kramdown.
pub(super) const KRAMDOWN: NoteKind =
    kind(Outcome::NotCarried, "marks of kramdown: attributes, contents, abbreviations");
/// A time of day.
pub(super) const CLOCK: NoteKind = kind(Outcome::NotCarried, "times of day, which are those of posting");
/// A sheet of a workbook.
pub(super) const SHEET: NoteKind = kind(Outcome::NotCarried, "other sheets of the workbook");

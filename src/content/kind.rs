//! The kinds of record, and which record a file is.

use std::ops::Range;

use crate::content::former_id::FormerId;
use crate::diagnostic::{FieldPath, FileName, Location};
use crate::path::Slug;

/// Names every kind of record: its noun, its folder, the code of a name that leads to none, and the field that holds what
/// it is called.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident: $noun:literal, $folder:literal, $unknown:literal, $heading:literal;)*) => {
        /// The kinds of record; a folder of `content/` is a kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// Every kind, in the order in which readers meet them.
            pub const ALL: [Self; [$($noun),*].len()] = [$(Self::$kind),*];

            /// The word for one of the kind, for messages.
            pub fn noun(self) -> &'static str {
                match self {
                    $(Self::$kind => $noun,)*
                }
            }

            /// The folder below `content/`, which is also the first part of the address (pages stand at the root).
            pub fn folder(self) -> &'static str {
                match self {
                    $(Self::$kind => $folder,)*
                }
            }

            /// The code of the fault that a field names none of the kind.
            pub(crate) fn unknown_code(self) -> &'static str {
                match self {
                    $(Self::$kind => $unknown,)*
                }
            }

            /// The field that says what a record is called: `name` where it may have several names, else `title`.
            pub(crate) fn heading_field(self) -> &'static str {
                match self {
                    $(Self::$kind => $heading,)*
                }
            }
        }
    };
}

kinds! {
    /// An incident.
    Brief: "brief", "briefs", "unknown-brief", "title";
    /// A term of the topic hierarchy.
    Topic: "topic", "topics", "unknown-topic", "name";
    /// A person, organisation, state or group.
    Actor: "actor", "actors", "unknown-actor", "name";
    /// A place.
    Place: "place", "places", "unknown-place", "name";
    /// A contested question.
    Question: "question", "questions", "unknown-question", "title";
    /// A storyline.
    Thread: "thread", "threads", "unknown-thread", "title";
    /// A source.
    Source: "source", "sources", "unknown-source", "title";
    /// Any other page.
    Page: "page", "pages", "unknown-page", "title";
}

/// The id of a record, and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub file: FileName,
    /// The id: the file's stem (of a brief without a leading date); of a source its `id`, or one made of its address.
    pub id: Slug,
    /// The path of the record in its file; empty unless it is a source in `sources.yaml` or in a brief.
    pub path: FieldPath,
    /// The bytes of the record in its file, where it is no field: an entry of a `*.bib` file, an address cited in a text.
    pub bytes: Option<Range<usize>>,
    /// Ids that it had once, under which links still lead to it.
    pub former: Vec<FormerId>,
}

impl Origin {
    /// Returns the origin of a record that is a whole file.
    pub fn of_file(file: FileName, id: Slug) -> Self {
        Self { file, id, path: FieldPath::default(), bytes: None, former: Vec::new() }
    }

    /// Returns the name of the record's file without its ending; nothing for a source, which is a part of a file.
    pub fn stem(&self) -> Option<&str> {
        let is_file = self.path.0.is_empty() && self.bytes.is_none();
        self.file
            .rsplit('/')
            .next()
            .filter(|_| is_file)
            .map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem))
    }

    /// Returns the place of a former id.
    pub fn place_of_former(&self, former: &FormerId) -> Location {
        match &self.bytes {
            Some(_) => self.place(),
            None => Location::value(&self.file, former.at.clone()),
        }
    }

    /// The location of the record.
    pub fn place(&self) -> Location {
        match &self.bytes {
            Some(bytes) => Location::bytes(&self.file, bytes.clone()),
            None if self.path.0.is_empty() => Location::file(&self.file),
            None => Location::value(&self.file, self.path.clone()),
        }
    }
}

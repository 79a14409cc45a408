//! Names as typed → records, for a site that may have errors.
//!
//! A record is known here by its folder and its id ([`RecordKey`]): also one that the site does not hold because its file is
//! broken or withheld, and a claim, which has no file of its own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::content::{Kind, id_of_stem};
use crate::diagnostic::FileName;
use crate::fold::slug_text;
use crate::front_matter::shape::RefKinds;
use crate::lsp::mentions::{Mention, MentionForm, kind_of};
use crate::model::{RecordId, Site};

/// The word for claims among the folders.
pub(super) const CLAIMS: &str = "claims";

/// A record: the folder of its kind and its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RecordKey {
    /// The folder of its kind, or `claims`.
    pub folder: &'static str,
    /// Its id.
    pub id: String,
}

impl RecordKey {
    /// The kind of record; none for a claim.
    pub(super) fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.folder() == self.folder)
    }
}

/// What every record is called.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    ids: BTreeSet<RecordKey>,
    spellings: HashMap<(&'static str, String), String>,
    nodes: HashMap<RecordKey, RecordId>,
    files: BTreeMap<RecordKey, FileName>,
}

impl NameIndex {
    /// The names of a site, and those of all its files.
    pub(super) fn of<'f>(site: &Site, files: impl Iterator<Item = &'f FileName>) -> Self {
        let mut names = Self::default();
        for file in files {
            let kind = file.strip_prefix("content/").and_then(kind_of);
            let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
            if let (Some(kind), Ok(id)) = (kind, id_of_stem(stem)) {
                let key = RecordKey { folder: kind.folder(), id: id.to_string() };
                names.files.entry(key.clone()).or_insert_with(|| file.clone());
                names.ids.insert(key);
            }
        }
        for kind in Kind::ALL {
            for known in site.records_of(kind) {
                let key = RecordKey { folder: kind.folder(), id: known.origin.id.to_string() };
                for spelling in known.spellings() {
                    names.spellings.entry((key.folder, slug_text(spelling))).or_insert_with(|| key.id.clone());
                }
                names.nodes.insert(key.clone(), known.id);
                names.ids.insert(key);
            }
        }
        let claims = site.claims.iter().map(|claim| RecordKey { folder: CLAIMS, id: claim.written.id.to_string() });
        names.ids.extend(claims);
        names
    }

    /// Whether there is such a record.
    pub(super) fn has(&self, key: &RecordKey) -> bool {
        self.ids.contains(key)
    }

    /// Every record, by folder and id.
    pub(super) fn all(&self) -> impl Iterator<Item = &RecordKey> {
        self.ids.iter()
    }

    /// The record in the site, if the site holds it.
    pub(super) fn node(&self, key: &RecordKey) -> Option<RecordId> {
        self.nodes.get(key).copied()
    }

    /// The file that is the record.
    pub(super) fn file(&self, key: &RecordKey) -> Option<&FileName> {
        self.files.get(key)
    }

    /// The record that a file is.
    pub(super) fn record_of(&self, file: &FileName) -> Option<&RecordKey> {
        self.files.iter().find(|(_, other)| *other == file).map(|(key, _)| key)
    }

    /// The record for which a name in a file stands.
    pub(super) fn record(&self, mention: &Mention) -> Option<RecordKey> {
        match mention.form {
            MentionForm::Wiki => self.find_wiki(&mention.name),
            _ => self.find(mention.to, &mention.name),
        }
    }

    /// Returns the record of one of these kinds that has a name.
    pub(super) fn find(&self, to: RefKinds, typed: &str) -> Option<RecordKey> {
        to.iter().find_map(|folder| self.find_in(folder, typed))
    }

    /// Whether a name that no id is stands for this record.
    pub(super) fn is_spelling(&self, key: &RecordKey, typed: &str) -> bool {
        self.spellings.get(&(key.folder, slug_text(typed))) == Some(&key.id)
    }

    /// `[[id]]` or `[[folder/id]]`: nothing where several kinds have the name.
    pub(super) fn find_wiki(&self, typed: &str) -> Option<RecordKey> {
        let folders = || Kind::ALL.into_iter().map(Kind::folder);
        let (folders, name): (Vec<&'static str>, &str) = match typed.split_once('/') {
            Some((first, name)) if folders().any(|folder| folder == first) => {
                (folders().filter(|folder| *folder == first).collect(), name)
            }
            _ => (folders().collect(), typed),
        };
        let exact: Vec<RecordKey> = folders
            .iter()
            .map(|folder| RecordKey { folder, id: name.to_owned() })
            .filter(|key| self.has(key))
            .collect();
        let mut found = match exact.is_empty() {
            true => folders.iter().filter_map(|folder| self.find_in(folder, name)).collect(),
            false => exact,
        };
        if found.len() == 1 { found.pop() } else { None }
    }

    fn find_in(&self, folder: &'static str, typed: &str) -> Option<RecordKey> {
        let key = |id: &str| RecordKey { folder, id: id.to_owned() };
        let exact = key(typed);
        if self.has(&exact) {
            return Some(exact);
        }
        let spelling = slug_text(typed);
        let by_id = key(&spelling);
        if self.has(&by_id) {
            return Some(by_id);
        }
        self.spellings.get(&(folder, spelling)).map(|id| key(id))
    }
}

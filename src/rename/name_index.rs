//! Names as typed → records, for a site that may have errors.
//!
//! A record is known here by its folder and its id ([`RecordKey`]): also one that the site does not hold because its file is
//! broken or withheld, and a claim, which has no file of its own.

use std::collections::{BTreeMap, HashMap};

use crate::content::source_address::SourceAddress;
use crate::content::{Kind, OldAddress, id_of_stem};
use crate::diagnostic::FileName;
use crate::fold::NameTable;
use crate::front_matter::shape::RefKinds;
use crate::model::{RecordId, Site};
use crate::path::Slug;
use crate::rename::mentions::{Mention, MentionForm, kind_of};

/// The word for claims among the folders.
pub(crate) const CLAIMS: &str = "claims";

/// A record: the folder of its kind and its id.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RecordKey {
    /// The folder of its kind, or `claims`.
    pub folder: &'static str,
    /// Its id.
    pub id: String,
}

impl RecordKey {
    /// The kind of record; none for a claim.
    pub(crate) fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.folder() == self.folder)
    }
}

/// What every record is called.
#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    numbers: BTreeMap<RecordKey, usize>,
    keys: Vec<RecordKey>,
    tables: BTreeMap<&'static str, NameTable<usize>>,
    /// The names of the records that have a file, which lead to them whatever their id is.
    names: BTreeMap<usize, NameTable<usize>>,
    nodes: HashMap<RecordKey, RecordId>,
    files: BTreeMap<RecordKey, FileName>,
    /// The sources by their addresses, in the form in which two spellings of one are equal.
    addresses: HashMap<String, RecordKey>,
}

impl NameIndex {
    /// The names of a site, and those of all its files.
    pub(crate) fn of<'f>(site: &Site, files: impl Iterator<Item = &'f FileName>) -> Self {
        let mut index = Self::default();
        for file in files {
            let kind = file.strip_prefix("content/").and_then(kind_of);
            let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
            if let Some(kind) = kind
                && let Ok(id) = id_of_stem(kind, stem)
            {
                let key = RecordKey { folder: kind.folder(), id: id.to_string() };
                let (number, table) = index.add(&key);
                match stem == key.id {
                    true => {}
                    false if Slug::new(stem).is_ok() => table.add_former(stem, number),
                    false => table.add_name(stem, number),
                }
                index.files.entry(key).or_insert_with(|| file.clone());
            }
        }
        for known in site.records() {
            let key = RecordKey { folder: known.kind().folder(), id: known.origin.id.to_string() };
            let (number, table) = index.add(&key);
            known.spellings().for_each(|name| table.add_name(name, number));
            let former = known.origin.former.iter().map(|former| former.id.as_str());
            let former = former.chain(known.old_addresses.iter().filter_map(OldAddress::as_id));
            former.for_each(|id| table.add_former(id, number));
            if index.files.contains_key(&key) {
                let own = index.names.entry(number).or_default();
                known.spellings().for_each(|name| own.add_name(name, number));
            }
            index.nodes.insert(key, known.id);
        }
        for source in site.sources.iter() {
            let key = RecordKey { folder: Kind::Source.folder(), id: source.written.origin.id.to_string() };
            for address in source.written.addresses() {
                index.addresses.entry(address.key()).or_insert_with(|| key.clone());
            }
        }
        for claim in site.claims.iter() {
            index.add(&RecordKey { folder: CLAIMS, id: claim.written.id.to_string() });
        }
        index
    }

    /// Adds a record, if it is not there. Returns its number and the names of its kind.
    fn add(&mut self, key: &RecordKey) -> (usize, &mut NameTable<usize>) {
        let number = *self.numbers.entry(key.clone()).or_insert(self.keys.len());
        let table = self.tables.entry(key.folder).or_default();
        if number == self.keys.len() {
            self.keys.push(key.clone());
            table.add_id(&key.id, number);
        }
        (number, table)
    }

    /// Whether there is such a record.
    pub(crate) fn has(&self, key: &RecordKey) -> bool {
        self.numbers.contains_key(key)
    }

    /// Every record, by folder and id.
    pub(crate) fn all(&self) -> impl Iterator<Item = &RecordKey> {
        self.numbers.keys()
    }

    /// The record in the site, if the site holds it.
    pub(crate) fn node(&self, key: &RecordKey) -> Option<RecordId> {
        self.nodes.get(key).copied()
    }

    /// The file that is the record.
    pub(crate) fn file(&self, key: &RecordKey) -> Option<&FileName> {
        self.files.get(key)
    }

    /// The record that a file is.
    pub(crate) fn record_of(&self, file: &FileName) -> Option<&RecordKey> {
        self.files.iter().find(|(_, other)| *other == file).map(|(key, _)| key)
    }

    /// The record for which a name in a file stands.
    pub(crate) fn record(&self, mention: &Mention) -> Option<RecordKey> {
        match mention.form {
            MentionForm::Wiki => self.find_wiki(&mention.name),
            _ => self.find(mention.to, &mention.name),
        }
    }

    /// Returns the record of one of these kinds that has a name.
    pub(crate) fn find(&self, to: RefKinds, typed: &str) -> Option<RecordKey> {
        to.iter().find_map(|folder| self.tables.get(folder)?.find(typed).one()).map(|number| self.keys[number].clone())
    }

    /// Returns the source that stands at an address, however that is written.
    pub(crate) fn source_at(&self, typed: &str) -> Option<&RecordKey> {
        SourceAddress::parse(typed).and_then(|address| self.addresses.get(&address.key()))
    }

    /// Whether a name leads to a record by a name that stands in its file, whatever its id is.
    pub(crate) fn keeps(&self, key: &RecordKey, typed: &str) -> bool {
        let names = self.numbers.get(key).and_then(|number| self.names.get(number));
        typed != key.id && names.is_some_and(|names| names.find(typed).one().is_some())
    }

    /// `[[id]]` or `[[folder/id]]`: nothing where several records have the name.
    pub(crate) fn find_wiki(&self, typed: &str) -> Option<RecordKey> {
        match self.all_wiki(typed).as_slice() {
            [key] => Some(key.clone()),
            _ => None,
        }
    }

    /// Returns every record that `[[id]]` or `[[folder/id]]` may mean.
    pub(crate) fn all_wiki(&self, typed: &str) -> Vec<RecordKey> {
        let folders = || Kind::ALL.into_iter().map(Kind::folder);
        let (folders, name): (Vec<&'static str>, &str) = match typed.split_once('/') {
            Some((first, name)) if folders().any(|folder| folder == first) => {
                (folders().filter(|folder| *folder == first).collect(), name)
            }
            _ => (folders().collect(), typed),
        };
        let tables = || folders.iter().filter_map(|folder| self.tables.get(folder));
        let Some(best) = tables().filter_map(|table| table.rank(name)).min() else { return Vec::new() };
        let closest = tables().filter(|table| table.rank(name) == Some(best));
        closest.flat_map(|table| table.find(name).all()).map(|number| self.keys[number].clone()).collect()
    }
}

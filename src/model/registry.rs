//! What every record is called.
//!
//! In go all documents; out comes the [`Registry`], which turns a name as typed (an id, another spelling) into the key of
//! a record, and a fault for every name that two records share.

use rustc_hash::FxHashMap;

use crate::content::record::NameForms;
use crate::content::source_address::{SourceAddress, has_scheme};
use crate::content::{Kind, Origin, SourceDocument};
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::fold::{folded, nearest, slug_text};
use crate::model::documents::Documents;
use crate::model::errors;
use crate::path::Slug;

/// A record that some file makes known, whether or not this build holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RegistryKey {
    /// The kind of the record.
    pub kind: Kind,
    number: u32,
}

/// Names → keys, for all kinds. A spelling is folded once, however often it is typed.
#[derive(Debug, Default)]
pub(super) struct Registry {
    kinds: [KindNames; Kind::ALL.len()],
    /// The sources by their addresses, in the form in which two spellings of one are equal.
    addresses: FxHashMap<String, u32>,
    /// The texts, folded, of the files that could not be read to their end.
    unread: Vec<String>,
}

/// The names of one kind, each with the number of its record.
#[derive(Debug, Default)]
struct KindNames {
    ids: FxHashMap<Slug, u32>,
    /// Folded names that are no ids.
    folded: FxHashMap<String, u32>,
    /// Names as they were typed so far, where that was not the id.
    typed: FxHashMap<String, u32>,
}

impl Registry {
    /// Registers every document, and every file that is too broken to be one.
    pub(super) fn of(documents: &Documents, faults: &mut Vec<Diagnostic>) -> Self {
        let mut registry = Self { unread: documents.unread.clone(), ..Self::default() };
        let broken = documents.broken.iter().map(|(kind, id)| (*kind, id));
        for (kind, id) in documents.origins().map(|(kind, origin)| (kind, &origin.id)).chain(broken) {
            registry.add(kind, id);
        }
        for source in documents.described_sources() {
            registry.add_addresses(source);
        }
        let mut first = FxHashMap::default();
        for (kind, origin, names) in documents.named() {
            registry.add_names(kind, origin, names, &mut first, faults);
        }
        registry
    }

    /// Adds a record by its id.
    pub(super) fn add(&mut self, kind: Kind, id: &Slug) {
        let ids = &mut self.kinds[kind as usize].ids;
        if !ids.contains_key(id) {
            let number = u32::try_from(ids.len()).expect("a site has fewer than four thousand million records");
            ids.insert(id.clone(), number);
        }
    }

    /// Adds a source by its id and its addresses; an address leads to the first source that has it.
    pub(super) fn add_source(&mut self, source: &SourceDocument) {
        self.add(Kind::Source, &source.origin.id);
        self.add_addresses(source);
    }

    fn add_addresses(&mut self, source: &SourceDocument) {
        if let Some(number) = self.kinds[Kind::Source as usize].ids.get(&source.origin.id).copied() {
            for address in source.addresses() {
                self.addresses.entry(address.key()).or_insert(number);
            }
        }
    }

    /// Adds the names of one record; `first` holds where each name was typed first.
    fn add_names(
        &mut self,
        kind: Kind,
        origin: &Origin,
        names: &NameForms,
        first: &mut FxHashMap<(Kind, String), (String, Location)>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let kind_names = &mut self.kinds[kind as usize];
        let Some(own) = kind_names.ids.get(&origin.id).copied() else { return };
        for (name, path) in visible_names(names) {
            let folded = slug_text(name);
            let place = Location::value(&origin.file, path);
            let taken_by = kind_names.folded.get(&folded).or_else(|| kind_names.ids.get(folded.as_str()));
            if taken_by.is_some_and(|number| *number != own) {
                // A name may be the id of a record, which is typed nowhere but in its file's name.
                let (other, taken) = first.get(&(kind, folded.clone())).cloned().unwrap_or_else(|| {
                    let file = FileName::from(format!("content/{}/{folded}.md", kind.folder()));
                    (folded.clone(), Location::file(&file))
                });
                faults.push(errors::shared_name(place, kind, name, &other, taken));
            } else if !folded.is_empty() {
                first.entry((kind, folded.clone())).or_insert((origin.id.to_string(), place));
                kind_names.folded.insert(folded, own);
            }
        }
    }

    /// Returns the key of a record by its id.
    pub(super) fn key(&self, kind: Kind, id: &str) -> Option<RegistryKey> {
        self.kinds[kind as usize].ids.get(id).map(|number| RegistryKey { kind, number: *number })
    }

    /// Whether a name may be that of a record, a claim or a source in a file that could not be read: its text holds the name.
    /// That nothing is known by such a name is no fault of its own.
    pub(super) fn may_be_unread(&self, typed: &str) -> bool {
        !self.unread.is_empty() && {
            let name = folded(typed);
            self.unread.iter().any(|text| text.contains(&name))
        }
    }

    /// Whether a name is the id of a source, or an address.
    pub(super) fn has_source(&self, id: &str) -> bool {
        has_scheme(id) || self.key(Kind::Source, id).is_some()
    }

    /// Returns the key of the record that a name as typed stands for.
    pub(super) fn find(&mut self, kind: Kind, typed: &str) -> Option<RegistryKey> {
        if kind == Kind::Source && has_scheme(typed.trim_start()) {
            let number = self.addresses.get(&SourceAddress::parse(typed)?.key());
            return number.map(|number| RegistryKey { kind, number: *number });
        }
        let KindNames { ids, folded, typed: known } = &mut self.kinds[kind as usize];
        let number = ids.get(typed).or_else(|| known.get(typed)).copied().or_else(|| {
            let spelling = slug_text(typed);
            let number = ids.get(spelling.as_str()).or_else(|| folded.get(&spelling)).copied()?;
            known.insert(typed.to_owned(), number);
            Some(number)
        });
        number.map(|number| RegistryKey { kind, number })
    }

    /// Returns the kinds that a link in a text may mean, and the name in it: all kinds, or the one before a slash
    /// (`topics/alliance`).
    pub(super) fn kinds_and_name(typed: &str) -> (Vec<Kind>, &str) {
        match typed.split_once('/') {
            Some((folder, name)) if Kind::ALL.iter().any(|kind| kind.folder() == folder) => {
                (Kind::ALL.into_iter().filter(|kind| kind.folder() == folder).collect(), name)
            }
            _ => (Kind::ALL.to_vec(), typed),
        }
    }

    /// Returns the id of a kind that an author most likely meant.
    pub(super) fn nearest(&self, kind: Kind, typed: &str) -> Option<String> {
        nearest(typed, self.kinds[kind as usize].ids.keys().map(Slug::as_str)).map(str::to_owned)
    }

    /// Returns the nearest id of any kind.
    pub(super) fn nearest_of_all(&self, typed: &str) -> Option<String> {
        nearest(typed, self.kinds.iter().flat_map(|names| names.ids.keys()).map(Slug::as_str)).map(str::to_owned)
    }
}

/// Returns the names that readers see, each with the field in which it was typed.
fn visible_names(names: &NameForms) -> impl Iterator<Item = (&str, FieldPath)> {
    let aliases = names.aliases.iter().enumerate();
    let by_language = names.by_language.iter();
    std::iter::once((names.name.as_str(), FieldPath::field("name")))
        .chain(aliases.map(|(at, name)| (name.as_str(), FieldPath::field("aliases").item(at))))
        .chain(by_language.map(|(language, name)| (name.as_str(), FieldPath::field("names").key(language))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_folded_once() {
        let mut registry = Registry::default();
        registry.add(Kind::Actor, &Slug::new("hacizade").expect("a slug"));
        let by_id = registry.find(Kind::Actor, "hacizade");
        assert!(by_id.is_some() && registry.kinds[Kind::Actor as usize].typed.is_empty(), "an id is not folded");
        for _ in 0..2 {
            assert_eq!(registry.find(Kind::Actor, "Hacızadə"), by_id);
            assert_eq!(registry.kinds[Kind::Actor as usize].typed.len(), 1);
        }
        assert_eq!(registry.find(Kind::Topic, "Hacızadə"), None);
    }
}

//! What every record is called.
//!
//! In go all documents; out comes the [`Registry`], which turns a name as typed (an id, another spelling) into the key of
//! a record. Two records may share a name: only who uses it must say which is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::source_address::{SourceAddress, has_scheme};
use crate::content::{Kind, OldAddress, SourceDocument, date_of_stem, id_of_stem};
use crate::diagnostic::{Diagnostic, Location};
use crate::fold::{NameMatch, NameTable, NearNames, folded};
use crate::model::documents::Documents;
use crate::model::name_errors;
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
    /// Ids of all kinds, for suggestions; made when the first is asked for.
    near_of_all: Option<NearNames>,
}

/// The names of one kind, each with the number of its record.
#[derive(Debug, Default)]
struct KindNames {
    ids: Vec<Slug>,
    table: NameTable<u32>,
    /// Names as they were typed so far, where that led to one record and was not its id.
    typed: FxHashMap<String, (u32, Option<String>)>,
    /// Files that are too broken to be read: their ids alone are known.
    broken: FxHashSet<Slug>,
    near: Option<NearNames>,
}

impl Registry {
    /// Registers every document, and every file that is too broken to be one.
    pub(super) fn of(documents: &Documents, faults: &mut Vec<Diagnostic>) -> Self {
        let mut registry = Self { unread: documents.unread.clone(), ..Self::default() };
        for (kind, id) in &documents.broken {
            registry.kinds[*kind as usize].broken.insert(id.clone());
        }
        let broken = documents.broken.iter().map(|(kind, id)| (*kind, id));
        for (kind, id) in documents.origins().map(|(kind, origin)| (kind, &origin.id)).chain(broken) {
            registry.add(kind, id);
        }
        for source in documents.described_sources() {
            registry.add_addresses(source);
        }
        for (kind, origin, names) in documents.named() {
            names.visible().for_each(|name| registry.add_name(kind, &origin.id, name));
        }
        for (kind, origin) in documents.origins() {
            // A brief is found by its whole stem, and a file that is named in another script by that name.
            match origin.stem().filter(|stem| *stem != origin.id.as_str()) {
                Some(stem) if Slug::new(stem).is_ok() => registry.add_former_id(kind, &origin.id, stem),
                Some(stem) => registry.add_name(kind, &origin.id, stem),
                None => {}
            }
        }
        registry.add_former(documents, faults);
        registry
    }

    /// Adds the ids that records had once. One that is a living id, or that two records claim, is a fault.
    fn add_former(&mut self, documents: &Documents, faults: &mut Vec<Diagnostic>) {
        let mut claimed: FxHashMap<(Kind, &Slug), Location> = FxHashMap::default();
        for (kind, origin) in documents.origins() {
            for former in &origin.former {
                let place = origin.place_of_former(former);
                if self.key(kind, former.id.as_str()).is_some() {
                    faults.push(name_errors::living_former_id(place, kind, former.id.as_str()));
                } else if let Some(first) = claimed.get(&(kind, &former.id)) {
                    faults.push(name_errors::shared_former_id(place, kind, former.id.as_str(), first.clone()));
                } else {
                    claimed.insert((kind, &former.id), place);
                    self.add_former_id(kind, &origin.id, former.id.as_str());
                }
            }
        }
        for (kind, origin, aliases) in documents.old_addresses() {
            for id in aliases.iter().filter_map(OldAddress::as_id) {
                self.add_former_id(kind, &origin.id, id);
            }
        }
    }

    /// Adds a record by its id.
    pub(super) fn add(&mut self, kind: Kind, id: &Slug) {
        let KindNames { ids, table, .. } = &mut self.kinds[kind as usize];
        if table.id(id.as_str()).is_none() {
            let number = u32::try_from(ids.len()).expect("a site has fewer than four thousand million records");
            table.add_id(id.as_str(), number);
            ids.push(id.clone());
        }
    }

    /// Adds a source by its id and its addresses; an address leads to the first source that has it.
    pub(super) fn add_source(&mut self, source: &SourceDocument) {
        self.add(Kind::Source, &source.origin.id);
        self.add_addresses(source);
    }

    fn add_addresses(&mut self, source: &SourceDocument) {
        if let Some(number) = self.kinds[Kind::Source as usize].table.id(source.origin.id.as_str()) {
            for address in source.addresses() {
                self.addresses.entry(address.key()).or_insert(number);
            }
        }
    }

    /// Adds a name of a record.
    pub(super) fn add_name(&mut self, kind: Kind, id: &Slug, name: &str) {
        let table = &mut self.kinds[kind as usize].table;
        if let Some(number) = table.id(id.as_str()) {
            table.add_name(name, number);
        }
    }

    fn add_former_id(&mut self, kind: Kind, id: &Slug, former: &str) {
        let table = &mut self.kinds[kind as usize].table;
        if let Some(number) = table.id(id.as_str()) {
            table.add_former(former, number);
        }
    }

    /// Returns the key of a record by its id.
    pub(super) fn key(&self, kind: Kind, id: &str) -> Option<RegistryKey> {
        self.kinds[kind as usize].table.id(id).map(|number| RegistryKey { kind, number })
    }

    /// Returns the key of the record that has an id, or had it once: its address is not free.
    pub(super) fn holder(&self, kind: Kind, id: &str) -> Option<RegistryKey> {
        self.kinds[kind as usize].table.holder(id).map(|number| RegistryKey { kind, number })
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

    /// Returns the id of a record.
    pub(super) fn id(&self, key: RegistryKey) -> &Slug {
        &self.kinds[key.kind as usize].ids[key.number as usize]
    }

    /// Returns what a name as typed stands for.
    pub(super) fn look_up(&mut self, kind: Kind, typed: &str) -> NameMatch<RegistryKey> {
        if kind == Kind::Source && has_scheme(typed.trim_start()) {
            let address = SourceAddress::parse(typed).and_then(|address| self.addresses.get(&address.key()));
            return address
                .map_or(NameMatch::Nothing, |number| NameMatch::One(RegistryKey { kind, number: *number }, None));
        }
        let KindNames { table, typed: known, broken, .. } = &mut self.kinds[kind as usize];
        let key = |number| RegistryKey { kind, number };
        if let Some(number) = table.id(typed) {
            return NameMatch::One(key(number), None);
        }
        if let Some((number, taken_for)) = known.get(typed) {
            return NameMatch::One(key(*number), taken_for.clone());
        }
        match table.find(typed) {
            NameMatch::One(number, taken_for) => {
                known.insert(typed.to_owned(), (number, taken_for.clone()));
                NameMatch::One(key(number), taken_for)
            }
            NameMatch::Several(numbers) => NameMatch::Several(numbers.into_iter().map(key).collect()),
            NameMatch::Nothing => {
                // Of a broken file the stem is not known.
                let id = id_of_stem(kind, typed).ok().filter(|id| broken.contains(id));
                let number = id.filter(|_| !date_of_stem(kind, typed).is_empty()).and_then(|id| table.id(id.as_str()));
                number.map_or(NameMatch::Nothing, |number| NameMatch::One(key(number), None))
            }
        }
    }

    /// Returns those of some kinds in which a name stands for a record most closely: an id comes before a name, and a name
    /// before one in other letters.
    pub(super) fn closest(&mut self, kinds: Vec<Kind>, typed: &str) -> Vec<Kind> {
        // Most links are ids, and an id is folded for no kind.
        let of_id = |kind: &Kind| self.kinds[*kind as usize].table.id(typed).is_some();
        let with_id: Vec<Kind> = kinds.iter().copied().filter(of_id).collect();
        if !with_id.is_empty() {
            return with_id;
        }
        let rank = |kind: &Kind| match self.look_up(*kind, typed) {
            NameMatch::Nothing => None,
            _ => Some(self.kinds[*kind as usize].table.rank(typed).unwrap_or(1)),
        };
        let ranks: Vec<Option<u8>> = kinds.iter().map(rank).collect();
        let best = ranks.iter().copied().flatten().min();
        let ranked = kinds.into_iter().zip(ranks);
        ranked.filter(|(_, rank)| rank.is_some() && *rank == best).map(|(kind, _)| kind).collect()
    }

    /// Returns every record for which a name as typed may stand.
    pub(super) fn all(&mut self, kind: Kind, typed: &str) -> Vec<RegistryKey> {
        self.look_up(kind, typed).all()
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
    pub(super) fn nearest(&mut self, kind: Kind, typed: &str) -> Option<String> {
        let KindNames { ids, near, .. } = &mut self.kinds[kind as usize];
        near.get_or_insert_with(|| near_names(&*ids)).nearest(typed).map(str::to_owned)
    }

    /// Returns the nearest id of any kind.
    pub(super) fn nearest_of_all(&mut self, typed: &str) -> Option<String> {
        let ids = self.kinds.iter().flat_map(|names| &names.ids);
        self.near_of_all.get_or_insert_with(|| near_names(ids)).nearest(typed).map(str::to_owned)
    }
}

fn near_names<'i>(ids: impl IntoIterator<Item = &'i Slug>) -> NearNames {
    let mut near = NearNames::default();
    ids.into_iter().for_each(|id| near.add(id.as_str()));
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spelling_is_folded_once() {
        let mut registry = Registry::default();
        registry.add(Kind::Actor, &Slug::new("hacizade").expect("a slug"));
        let by_id = registry.all(Kind::Actor, "hacizade");
        assert!(by_id.len() == 1 && registry.kinds[Kind::Actor as usize].typed.is_empty(), "an id is not folded");
        for _ in 0..2 {
            assert_eq!(registry.all(Kind::Actor, "Hacızadə"), by_id);
            assert_eq!(registry.kinds[Kind::Actor as usize].typed.len(), 1);
        }
        assert_eq!(registry.all(Kind::Topic, "Hacızadə"), Vec::new());
    }
}

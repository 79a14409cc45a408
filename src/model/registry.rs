//! What every record is called.
//!
//! In go all documents; out comes the [`Registry`], which turns a name as typed (an id, another spelling) into the id of
//! a record, and a fault for every name that two records share.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::record::NameForms;
use crate::content::{ActorDocument, Kind, Origin, PlaceDocument, TopicDocument};
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::fold::{nearest, slug_text};
use crate::model::{Documents, errors};
use crate::path::Slug;

/// Names → ids, for all kinds.
#[derive(Debug, Default)]
pub struct Registry {
    ids: BTreeMap<Kind, FxHashSet<Slug>>,
    spellings: FxHashMap<(Kind, String), Slug>,
}

impl Registry {
    /// Registers every document, and every file that is too broken to be one.
    pub(super) fn of(documents: &Documents, faults: &mut Vec<Diagnostic>) -> Self {
        let mut registry = Self::default();
        for (kind, id) in documents.ids().chain(documents.broken.iter().cloned()) {
            registry.add(kind, id);
        }
        let mut first = FxHashMap::default();
        for TopicDocument { origin, names, .. } in &documents.topics {
            registry.spell(Kind::Topic, origin, names, &mut first, faults);
        }
        for ActorDocument { origin, names, .. } in &documents.actors {
            registry.spell(Kind::Actor, origin, names, &mut first, faults);
        }
        for PlaceDocument { origin, names, .. } in &documents.places {
            registry.spell(Kind::Place, origin, names, &mut first, faults);
        }
        registry
    }

    /// Adds a record without a file.
    pub(super) fn add(&mut self, kind: Kind, id: Slug) {
        self.ids.entry(kind).or_default().insert(id);
    }

    /// Registers the names of one record; `first` is where each spelling was typed first.
    fn spell(
        &mut self,
        kind: Kind,
        origin: &Origin,
        names: &NameForms,
        first: &mut FxHashMap<(Kind, String), Location>,
        faults: &mut Vec<Diagnostic>,
    ) {
        for (name, path) in shown(names) {
            let spelling = slug_text(name);
            let place = Location::value(&origin.file, path);
            let taken_by = self
                .spellings
                .get(&(kind, spelling.clone()))
                .cloned()
                .or_else(|| Slug::new(&spelling).ok().filter(|id| self.has(kind, id)))
                .filter(|id| *id != origin.id);
            match taken_by {
                Some(other) => {
                    // A name may be the id of a record, which is typed nowhere but in its file's name.
                    let taken = first.get(&(kind, spelling)).cloned();
                    let taken = taken.unwrap_or_else(|| {
                        Location::file(&FileName::from(format!("content/{}/{other}.md", kind.folder())))
                    });
                    faults.push(errors::shared_name(place, kind, name, &other, taken));
                }
                None if spelling.is_empty() => {}
                None => {
                    first.entry((kind, spelling.clone())).or_insert(place);
                    self.spellings.insert((kind, spelling), origin.id.clone());
                }
            }
        }
    }

    /// Whether a record has this id.
    pub fn has(&self, kind: Kind, id: &Slug) -> bool {
        self.ids.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    /// The id that a name as typed stands for.
    pub fn find(&self, kind: Kind, typed: &str) -> Option<Slug> {
        let exact = self.ids.get(&kind).and_then(|ids| ids.get(typed)).cloned();
        exact.or_else(|| {
            let spelling = slug_text(typed);
            let by_id = Slug::new(&spelling).ok().filter(|id| self.has(kind, id));
            by_id.or_else(|| self.spellings.get(&(kind, spelling)).cloned())
        })
    }

    /// The kinds that a link in a text may mean, and the name in it: all of them, or the one before a slash
    /// (`topics/alliance`).
    pub fn kinds_and_name(typed: &str) -> (Vec<Kind>, &str) {
        match typed.split_once('/') {
            Some((folder, name)) if Kind::ALL.iter().any(|kind| kind.folder() == folder) => {
                (Kind::ALL.into_iter().filter(|kind| kind.folder() == folder).collect(), name)
            }
            _ => (Kind::ALL.to_vec(), typed),
        }
    }

    /// The id that an author most likely meant.
    pub fn nearest(&self, kind: Kind, typed: &str) -> Option<String> {
        let ids = self.ids.get(&kind).into_iter().flatten().map(Slug::as_str);
        nearest(typed, ids).map(str::to_owned)
    }

    /// The nearest id of any kind, and that kind.
    pub fn nearest_of_all(&self, typed: &str) -> Option<String> {
        let ids = self.ids.values().flatten().map(Slug::as_str);
        nearest(typed, ids).map(str::to_owned)
    }
}

/// The names that readers see, each with where it was typed.
fn shown(names: &NameForms) -> impl Iterator<Item = (&str, FieldPath)> {
    let aliases = names.aliases.iter().enumerate();
    let by_language = names.by_language.iter();
    std::iter::once((names.name.as_str(), FieldPath::field("name")))
        .chain(aliases.map(|(at, name)| (name.as_str(), FieldPath::field("aliases").item(at))))
        .chain(by_language.map(|(language, name)| (name.as_str(), FieldPath::field("names").key(language))))
}

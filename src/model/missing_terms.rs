//! Terms that a brief uses and nobody described: each gets a record, named as it was first typed, and a warning says how to
//! make the file. Where the name is nearly another, the warning gives the other way out as well.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::brief::Status;
use crate::content::record::{ActorDocument, NameForms, PlaceDocument, Titled, TopicDocument};
use crate::content::{Kind, Origin};
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::fold::{NameMatch, NameTable, SlipIndex, slug_text};
use crate::markdown::{self, Body};
use crate::model::documents::{Documents, TERMS};
use crate::model::name_errors;
use crate::model::registry::{Registry, RegistryKey};
use crate::path::Slug;

/// Adds the missing records and registers them.
pub(super) fn add_missing_terms(documents: &mut Documents, registry: &mut Registry, faults: &mut Vec<Diagnostic>) {
    for kind in TERMS {
        let missing = MissingTerms::of(kind, documents, registry, faults);
        if missing.terms.is_empty() {
            continue;
        }
        let ids = missing.ids(kind, registry);
        let near = missing.near(kind, documents, registry);
        for ((term, (id, taken_by)), near) in missing.terms.iter().zip(&ids).zip(near) {
            faults.push(match near {
                Some((other, first)) => {
                    name_errors::near_name(term.place.clone(), kind, &term.name, id.as_str(), &other, first)
                }
                None => {
                    name_errors::missing_record(term.place.clone(), kind, &term.name, id.as_str(), taken_by.as_deref())
                }
            });
        }
        for (term, (id, _)) in missing.terms.iter().zip(ids) {
            registry.add(kind, &id);
            registry.add_name(kind, &id, &term.name);
            documents.add_term(kind, id, &term.name);
        }
    }
}

/// A name that no record has.
struct MissingTerm {
    /// As it was first typed.
    name: String,
    /// Where it was first typed.
    place: Location,
    uses: usize,
    id: Slug,
}

/// The missing terms of a kind.
#[derive(Default)]
struct MissingTerms {
    /// In the order of first use.
    terms: Vec<MissingTerm>,
    /// How often each record that is there is used.
    known: FxHashMap<RegistryKey, usize>,
}

impl MissingTerms {
    fn of(kind: Kind, documents: &Documents, registry: &mut Registry, faults: &mut Vec<Diagnostic>) -> Self {
        let mut missing = Self::default();
        let mut table = NameTable::default();
        let mut told = FxHashSet::default();
        for (_, file, name) in documents.term_uses().filter(|(of, ..)| *of == kind) {
            if let Some(number) = table.exactly(&name.text) {
                missing.count(number);
                continue;
            }
            match registry.look_up(kind, &name.text) {
                NameMatch::One(key, _) => *missing.known.entry(key).or_default() += 1,
                NameMatch::Several(_) => {}
                NameMatch::Nothing => match table.find(&name.text) {
                    NameMatch::One(number, taken_for) => {
                        missing.count(number);
                        if let Some(other) = taken_for.filter(|_| told.insert(&name.text)) {
                            let place = Location::value(file, name.at.clone());
                            faults.push(name_errors::folded_name(place, kind, &name.text, &other, None));
                        }
                    }
                    NameMatch::Several(_) => {}
                    NameMatch::Nothing if registry.may_be_unread(&name.text) => {}
                    NameMatch::Nothing => {
                        // What makes no id is told where it is resolved.
                        let Ok(id) = Slug::new(&slug_text(&name.text)) else { continue };
                        table.add_name(&name.text, missing.terms.len());
                        let place = Location::value(file, name.at.clone());
                        missing.terms.push(MissingTerm { name: name.text.clone(), place, uses: 1, id });
                    }
                },
            }
        }
        missing
    }

    fn count(&mut self, number: usize) {
        if let Some(term) = self.terms.get_mut(number) {
            term.uses += 1;
        }
    }

    /// Returns the id of each term, and where its own was taken by whom. Of several names with one id the first in the order
    /// of letters keeps it, whichever file comes first.
    fn ids(&self, kind: Kind, registry: &Registry) -> Vec<(Slug, Option<String>)> {
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order.sort_by_key(|at| (&self.terms[*at].id, &self.terms[*at].name));
        let mut given: FxHashMap<Slug, &str> = FxHashMap::default();
        let mut ids: Vec<(Slug, Option<String>)> = self.terms.iter().map(|term| (term.id.clone(), None)).collect();
        for at in order {
            let term = &self.terms[at];
            let taken_by = match given.get(&term.id) {
                Some(name) => Some((*name).to_owned()),
                None => registry.holder(kind, term.id.as_str()).map(|key| registry.id(key).to_string()),
            };
            let is_free = |id: &Slug| !given.contains_key(id) && registry.holder(kind, id.as_str()).is_none();
            let numbered = || (2..).find_map(|number| term.id.numbered(number).filter(is_free));
            let id = if is_free(&term.id) { term.id.clone() } else { numbered().unwrap_or_else(|| term.id.clone()) };
            given.insert(id.clone(), &term.name);
            ids[at] = (id, taken_by);
        }
        ids
    }

    /// Returns for each term the name of which it may be a misspelling, and where that was first typed if it has no file.
    /// Names that are used again and again are two names, and each pair is told once.
    fn near(&self, kind: Kind, documents: &Documents, registry: &Registry) -> Vec<Option<(String, Option<Location>)>> {
        let mut index = SlipIndex::default();
        let mut known: Vec<(RegistryKey, &Origin)> = Vec::new();
        for (origin, name) in names_of(kind, documents) {
            if let Some(key) = registry.key(kind, origin.id.as_str()) {
                index.add(name);
                known.push((key, origin));
            }
        }
        let before = known.len();
        let near = self.terms.iter().map(|term| {
            let is_two = |uses: usize| uses > 1 && term.uses > 1;
            // Of several the one that is used most, and of these the first.
            let best = index.slips_of(&term.name).into_iter().rev().filter_map(|number| {
                let (uses, near) = match known.get(number) {
                    Some((key, origin)) => {
                        let uses = self.known.get(key).copied().unwrap_or_default();
                        (uses, (origin.id.to_string(), None))
                    }
                    None => {
                        let other = self.terms.get(number - before)?;
                        (other.uses, (other.name.clone(), Some(other.place.clone())))
                    }
                };
                (!is_two(uses)).then_some((uses, near))
            });
            let best = best.max_by_key(|(uses, _)| *uses).map(|(_, near)| near);
            index.add(&term.name);
            best
        });
        near.collect()
    }
}

/// Returns the ids and names of a kind of term.
fn names_of(kind: Kind, documents: &Documents) -> impl Iterator<Item = (&Origin, &str)> {
    let ids = documents.origins().filter(move |(of, _)| *of == kind).map(|(_, origin)| (origin, origin.id.as_str()));
    let named = documents.named().filter(move |(of, ..)| *of == kind);
    ids.chain(named.flat_map(|(_, origin, names)| names.visible().map(move |name| (origin, name))))
}

impl Documents {
    fn add_term(&mut self, kind: Kind, id: Slug, typed: &str) {
        let file = FileName::from(format!("content/{}/{id}.md", kind.folder()));
        let (body, _) = markdown::parse(&file, "", 0, &markdown::ParseOptions::default());
        let name = name_of(typed, id.as_str());
        let origin = Origin::of_file(file, id);
        let names = NameForms { name: name.clone(), ..NameForms::default() };
        match kind {
            Kind::Topic => {
                self.topics.push(TopicDocument { origin, names, parent: None, summary: None, body, extra: None });
            }
            Kind::Actor => self.actors.push(ActorDocument {
                origin,
                names,
                kind: None,
                country: None,
                offices: Vec::new(),
                summary: None,
                body,
                extra: None,
            }),
            Kind::Place => self.places.push(PlaceDocument {
                origin,
                names,
                country: None,
                position: None,
                precision: None,
                source: None,
                summary: None,
                body,
                extra: None,
            }),
            Kind::Thread => self.threads.push(titled(origin, name, body)),
            // No other kind is among the terms.
            _ => {}
        }
    }
}

fn titled(origin: Origin, title: String, body: Body) -> Titled {
    Titled {
        origin,
        title,
        summary: None,
        topics: Vec::new(),
        aliases: Vec::new(),
        status: Status::Usable,
        body,
        extra: None,
    }
}

/// Returns a name made of an id: `entry-bans` → "Entry bans". A name with capitals or spaces is taken as typed.
pub(crate) fn name_of(typed: &str, id: &str) -> String {
    if typed != id {
        return typed.to_owned();
    }
    let words = id.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

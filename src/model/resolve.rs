//! Names → ids.
//!
//! In goes a name as typed; out comes the id of a record, or a fault. Here and nowhere else names become ids.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::content::Kind;
use crate::content::claim::ClaimEntry;
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::fold::NameMatch;
use crate::front_matter::RecordName;
use crate::markdown::{Body, CitedSource, Reference, ReferenceTarget};
use crate::model::documents::Documents;
use crate::model::entities::{Brief, Claim, RecordId, Speaker, Target};
use crate::model::registry::{Registry, RegistryKey};
use crate::model::table::Id;
use crate::model::{errors, name_errors};
use crate::path::{Slug, UrlPath};

/// What is looked up while the site is linked.
pub(super) struct Resolver<'a> {
    /// Every name, also of withheld records.
    registry: &'a mut Registry,
    /// The position of each record of this build in its table.
    positions: FxHashMap<RegistryKey, usize>,
    /// The ids of claims; `None` for one that this build does not hold.
    claims: FxHashMap<Slug, Option<Id<Claim>>>,
    /// Files beside the records, by their path below `content/`.
    assets: &'a FxHashSet<UrlPath>,
    /// The folded names of which was told.
    told: FxHashSet<(Kind, String)>,
    /// The faults so far.
    pub faults: Vec<Diagnostic>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup<T> {
    /// A record of this build.
    Found(T),
    /// A record that this build does not hold.
    Withheld,
    /// Several records of one kind share the name.
    Shared,
    /// No record at all.
    Unknown,
}

impl<T> Lookup<T> {
    /// Returns the record, if this build holds it.
    pub(super) fn found(self) -> Option<T> {
        match self {
            Self::Found(value) => Some(value),
            Self::Withheld | Self::Shared | Self::Unknown => None,
        }
    }

    fn map<U>(self, make: impl FnOnce(T) -> U) -> Lookup<U> {
        match self {
            Self::Found(value) => Lookup::Found(make(value)),
            Self::Withheld => Lookup::Withheld,
            Self::Shared => Lookup::Shared,
            Self::Unknown => Lookup::Unknown,
        }
    }
}

impl<'a> Resolver<'a> {
    /// Gives every record its position. `documents` are in their final order; `claims` holds the ids of all claims, also
    /// of those that are withheld.
    pub(super) fn of(
        documents: &Documents,
        claims: FxHashMap<Slug, Option<Id<Claim>>>,
        registry: &'a mut Registry,
        assets: &'a FxHashSet<UrlPath>,
    ) -> Self {
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        let mut positions = FxHashMap::default();
        for (kind, origin) in documents.origins() {
            let count = counts.entry(kind).or_default();
            positions.extend(registry.key(kind, origin.id.as_str()).map(|key| (key, *count)));
            *count += 1;
        }
        let mut resolver = Self { registry, positions, claims, assets, told: FxHashSet::default(), faults: Vec::new() };
        let mut held = 0;
        for claim in documents.briefs.iter().flat_map(|brief| &brief.claims) {
            if resolver.holds(claim) {
                resolver.claims.insert(claim.id.clone(), Some(Id::at(held)));
                held += 1;
            }
        }
        resolver
    }

    /// Whether this build holds a claim: its question, and who makes it.
    pub(super) fn holds(&mut self, claim: &ClaimEntry) -> bool {
        !claim.id.is_placeholder()
            && self.lookup(Kind::Question, &claim.question).found().is_some()
            && self.lookup_speaker(&claim.by).found().is_some()
    }

    /// Returns the position of a named record.
    fn lookup(&mut self, kind: Kind, name: &RecordName) -> Lookup<usize> {
        match name.is_placeholder() {
            true => Lookup::Unknown,
            false => self.lookup_text(kind, &name.text),
        }
    }

    fn lookup_text(&mut self, kind: Kind, text: &str) -> Lookup<usize> {
        match self.registry.look_up(kind, text) {
            NameMatch::Nothing => Lookup::Unknown,
            NameMatch::Several(_) => Lookup::Shared,
            NameMatch::One(key, _) => self.positions.get(&key).map_or(Lookup::Withheld, |at| Lookup::Found(*at)),
        }
    }

    /// Returns the actor of a name, or else the source.
    ///
    /// The name decides who speaks, before visibility decides whether the speaker is here: a name that is an actor's never
    /// falls to the outlet of the same name.
    fn lookup_speaker(&mut self, name: &RecordName) -> Lookup<Speaker> {
        match self.lookup(Kind::Actor, name) {
            Lookup::Unknown => self.lookup(Kind::Source, name).map(|at| Speaker::Source(Id::at(at))),
            actor => actor.map(|at| Speaker::Actor(Id::at(at))),
        }
    }
}

impl Resolver<'_> {
    /// Returns the record of a kind that a field names.
    pub(super) fn record<T>(&mut self, file: &FileName, kind: Kind, name: &RecordName) -> Option<Id<T>> {
        if name.is_placeholder() {
            return None;
        }
        self.named(kind, &Location::value(file, name.at.clone()), &name.text).map(Id::at)
    }

    /// Returns the position of the record that a text at a place names.
    fn named(&mut self, kind: Kind, place: &Location, text: &str) -> Option<usize> {
        let found = self.lookup_text(kind, text);
        if found == Lookup::Unknown && !self.registry.may_be_unread(text) {
            let near = self.registry.nearest(kind, text);
            self.faults.push(errors::unknown_record(place.clone(), kind, text, near));
        }
        self.tell_of_name(kind, place, text);
        found.found()
    }

    /// Tells of a name that several records share, and once of one that was found by other letters than its record has.
    fn tell_of_name(&mut self, kind: Kind, place: &Location, text: &str) {
        match self.registry.look_up(kind, text) {
            NameMatch::Several(keys) => {
                let ids: Vec<String> = keys.into_iter().map(|key| self.registry.id(key).to_string()).collect();
                self.faults.push(name_errors::shared_name(place.clone(), kind, text, &ids));
            }
            NameMatch::One(key, Some(other)) if self.told.insert((kind, text.to_owned())) => {
                let id = self.registry.id(key).as_str();
                self.faults.push(name_errors::folded_name(place.clone(), kind, text, &other, Some(id)));
            }
            _ => {}
        }
    }

    /// Returns the records of a list of names, each once.
    pub(super) fn records<T>(&mut self, file: &FileName, kind: Kind, names: &[RecordName]) -> Vec<Id<T>> {
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            ids.extend(self.record(file, kind, name).filter(|id| !ids.contains(id)));
        }
        ids
    }

    /// Returns the actor or the outlet that a field names.
    pub(super) fn speaker(&mut self, file: &FileName, name: &RecordName) -> Lookup<Speaker> {
        let found = self.lookup_speaker(name);
        let place = Location::value(file, name.at.clone());
        if self.lookup(Kind::Actor, name) == Lookup::Unknown {
            self.tell_of_name(Kind::Source, &place, &name.text);
        } else {
            self.tell_of_name(Kind::Actor, &place, &name.text);
        }
        if found == Lookup::Unknown && !name.is_placeholder() && !self.registry.may_be_unread(&name.text) {
            let near = [Kind::Actor, Kind::Source].into_iter().find_map(|kind| self.registry.nearest(kind, &name.text));
            self.faults.push(errors::unknown_speaker(place, &name.text, near));
        }
        found
    }

    /// Returns the claim that a field names.
    pub(super) fn claim(&mut self, file: &FileName, name: &RecordName) -> Option<Id<Claim>> {
        if let Some(claim) = self.claims.get(name.text.as_str()) {
            return *claim;
        }
        if !name.is_placeholder() && !self.registry.may_be_unread(&name.text) {
            let held = self.claims.iter().filter(|(_, claim)| claim.is_some());
            let near = crate::fold::nearest(&name.text, held.map(|(id, _)| id.as_str())).map(str::to_owned);
            self.faults.push(errors::unknown_claim(Location::value(file, name.at.clone()), &name.text, near));
        }
        None
    }

    /// Returns the brief that a field names.
    pub(super) fn brief(&mut self, file: &FileName, name: &RecordName) -> Option<Id<Brief>> {
        self.record(file, Kind::Brief, name)
    }

    /// Returns the published file that an author's path names, seen from the file that names it.
    pub(super) fn asset(&mut self, file: &FileName, place: Location, path: &str) -> Option<UrlPath> {
        match asset_path(file, path).and_then(|path| self.asset_at(&path)) {
            Some(path) => Some(path),
            None => {
                let wanted = path.rsplit('/').next().unwrap_or(path);
                let name = |path: &UrlPath| path.as_str().rsplit('/').next().map(str::to_owned).unwrap_or_default();
                let names: Vec<String> = self.assets.iter().map(name).collect();
                let near = crate::fold::nearest(wanted, names.iter().map(String::as_str));
                // Of several files with the name, the first by its path.
                let paths = self.assets.iter().filter(|path| near.is_some_and(|near| *near == name(path)));
                let near = paths.map(UrlPath::as_str).min().map(str::to_owned);
                self.faults.push(errors::missing_asset(place, path, near));
                None
            }
        }
    }

    /// Returns the file at a path, in whatever form of Unicode its name is kept: `é` is one character or two.
    fn asset_at(&self, path: &UrlPath) -> Option<UrlPath> {
        if self.assets.contains(path) {
            return Some(path.clone());
        }
        let is_same = |other: &&UrlPath| other.as_str().nfc().eq(path.as_str().nfc());
        self.assets.iter().filter(is_same).min().cloned()
    }

    /// Returns what each reference of a body became.
    pub(super) fn body(&mut self, file: &FileName, body: &Body) -> Vec<Target> {
        for unread in &body.unread_citations {
            if self.registry.has_source(&unread.id) {
                let place = Location::bytes(file, unread.span.clone());
                self.faults.push(errors::unread_citation(place, unread.instead.as_ref()));
            }
        }
        body.references.iter().map(|reference| self.target(file, body, reference)).collect()
    }

    fn target(&mut self, file: &FileName, body: &Body, reference: &Reference) -> Target {
        let place = Location::bytes(file, reference.span.clone());
        match &reference.target {
            ReferenceTarget::Record { id, heading } => self.wiki_link(place, id, heading.as_deref()),
            ReferenceTarget::File { path, heading } => self.file_link(file, place, path, heading.as_deref()),
            ReferenceTarget::Heading(heading) => {
                if body.heading(heading).is_none() {
                    let near = crate::fold::nearest(heading, body.headings.iter().map(|found| found.id.as_str()));
                    self.faults.push(errors::unknown_heading(place, heading, near.map(str::to_owned)));
                }
                Target::Heading(heading.clone())
            }
            ReferenceTarget::Citation(cites) => self.citation(file, cites),
            ReferenceTarget::Asset { path, .. } => {
                self.asset(file, place, path).map_or(Target::Withheld, Target::Asset)
            }
            ReferenceTarget::External(_) => Target::External,
        }
    }

    fn wiki_link(&mut self, place: Location, typed: &str, heading: Option<&str>) -> Target {
        let (kinds, name) = Registry::kinds_and_name(typed);
        // An id comes before a name, and a name before one in other letters.
        let found = self.registry.closest(kinds, name);
        match found.as_slice() {
            [] if self.registry.may_be_unread(name) => Target::Withheld,
            [] => {
                let near = self.registry.nearest_of_all(name);
                self.faults.push(errors::unknown_link(place, typed, near));
                Target::Withheld
            }
            [kind] => match self.named(*kind, &place, name) {
                Some(position) => Target::Record(RecordId::at(*kind, position), heading.map(str::to_owned)),
                None => Target::Withheld,
            },
            several => {
                self.faults.push(errors::ambiguous_link(place, name, several));
                Target::Withheld
            }
        }
    }

    fn file_link(&mut self, file: &FileName, place: Location, path: &str, heading: Option<&str>) -> Target {
        let found = asset_path(file, path).and_then(|path| {
            let folder = path.as_str().split('/').next()?;
            let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
            let stem = path.as_str().rsplit('/').next()?.strip_suffix(".md")?;
            crate::content::id_of_stem(kind, stem).ok().and_then(|id| self.registry.key(kind, id.as_str()))
        });
        match found {
            Some(key) => match self.positions.get(&key) {
                Some(position) => Target::Record(RecordId::at(key.kind, *position), heading.map(str::to_owned)),
                None => Target::Withheld,
            },
            None => {
                let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
                let near = self.registry.nearest_of_all(stem);
                self.faults.push(errors::unknown_file(place, path, near));
                Target::Withheld
            }
        }
    }

    fn citation(&mut self, file: &FileName, cites: &[CitedSource]) -> Target {
        let mut sources = Vec::new();
        for cite in cites {
            let place = Location::bytes(file, cite.span.clone());
            if let Some(position) = self.named(Kind::Source, &place, &cite.id) {
                sources.push((Id::at(position), cite.locator.clone()));
            }
        }
        Target::Citation(sources)
    }
}

/// Returns a path below `content/`: from the root with a leading `/`, else from the folder of the file that names it.
fn asset_path(file: &FileName, path: &str) -> Option<UrlPath> {
    let own = file.strip_prefix("content/").unwrap_or(file);
    let mut parts: Vec<&str> = match path.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => own.split('/').collect::<Vec<_>>().split_last().map(|(_, folder)| folder.to_vec()).unwrap_or_default(),
    };
    for part in path.trim_start_matches('/').split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    UrlPath::new(&parts.join("/")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_its_file_and_never_leaves_the_content() {
        let file = FileName::from("content/briefs/2025/a.md");
        let path = |typed| asset_path(&file, typed).map(|path| path.to_string());
        assert_eq!(path("b.md").as_deref(), Some("briefs/2025/b.md"));
        assert_eq!(path("../b.md").as_deref(), Some("briefs/b.md"));
        assert_eq!(path("/images/x.jpg").as_deref(), Some("images/x.jpg"));
        assert_eq!(path("../../../x").as_deref(), None);
    }
}

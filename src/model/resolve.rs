//! Names → ids.
//!
//! In goes a name as typed; out comes the id of a record, or a fault. Here and nowhere else names become ids.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content::Kind;
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::front_matter::RecordName;
use crate::markdown::{Body, CitedSource, Reference, ReferenceTarget};
use crate::model::errors;
use crate::model::records::{Brief, Claim, RecordId, Speaker, Target};
use crate::model::registry::Registry;
use crate::model::table::Id;
use crate::path::{Slug, UrlPath};

/// What is looked up while the site is linked.
pub(super) struct Resolver<'a> {
    /// Every name, also of what this build does not hold.
    pub registry: &'a Registry,
    /// What this build holds: the position of each record in its table.
    pub index: FxHashMap<(Kind, Slug), usize>,
    /// The position of each claim.
    pub claims: FxHashMap<Slug, usize>,
    /// The ids of claims that this build does not hold.
    pub absent_claims: FxHashSet<Slug>,
    /// What claims that are in no table say of others, each with its file: looked up once all claims have ids.
    pub relations: Vec<(FileName, RecordName)>,
    /// The ids of headings in the bodies of records.
    pub headings: FxHashMap<(Kind, usize), Vec<String>>,
    /// Files beside the records, by their path below `content/`.
    pub assets: &'a FxHashSet<UrlPath>,
    /// Faults found.
    pub faults: Vec<Diagnostic>,
}

/// What a name stands for.
pub(super) enum Found<T> {
    /// A record of this build.
    Here(T),
    /// A record that this build does not hold.
    NotHere,
    /// Nothing; the fault was noted.
    Unknown,
}

impl<T> Found<T> {
    /// The record, if this build holds it.
    pub fn here(self) -> Option<T> {
        match self {
            Self::Here(value) => Some(value),
            Self::NotHere | Self::Unknown => None,
        }
    }
}

impl Resolver<'_> {
    /// The record of a kind that a field names.
    pub fn record<T>(&mut self, file: &FileName, kind: Kind, name: &RecordName) -> Option<Id<T>> {
        if name.is_placeholder() {
            return None;
        }
        self.named(kind, &Location::value(file, name.at.clone()), &name.text).here().map(Id::at)
    }

    /// The record of a kind that a text at a place names.
    fn named(&mut self, kind: Kind, place: &Location, text: &str) -> Found<usize> {
        match self.registry.find(kind, text) {
            Some(id) => self.index.get(&(kind, id)).map_or(Found::NotHere, |position| Found::Here(*position)),
            None => {
                let near = self.registry.nearest(kind, text);
                self.faults.push(errors::unknown_record(place.clone(), kind, text, near));
                Found::Unknown
            }
        }
    }

    /// The actor or the outlet that a field names.
    pub fn speaker(&mut self, file: &FileName, name: &RecordName) -> Found<Speaker> {
        if name.is_placeholder() {
            return Found::Unknown;
        }
        let actor = self.registry.find(Kind::Actor, &name.text);
        let source = self.registry.find(Kind::Source, &name.text);
        let position = |kind: Kind, id: Slug| self.index.get(&(kind, id)).copied();
        // The name decides who speaks before the gate decides whether he is here: a name that is an actor's never falls
        // to the outlet of the same name.
        match (actor, source) {
            (Some(id), _) => {
                position(Kind::Actor, id).map_or(Found::NotHere, |at| Found::Here(Speaker::Actor(Id::at(at))))
            }
            (None, Some(id)) => {
                position(Kind::Source, id).map_or(Found::NotHere, |at| Found::Here(Speaker::Source(Id::at(at))))
            }
            (None, None) => {
                let near =
                    [Kind::Actor, Kind::Source].into_iter().find_map(|kind| self.registry.nearest(kind, &name.text));
                self.faults.push(errors::unknown_speaker(Location::value(file, name.at.clone()), &name.text, near));
                Found::Unknown
            }
        }
    }

    /// The claim that a field names.
    pub fn claim(&mut self, file: &FileName, name: &RecordName) -> Option<Id<Claim>> {
        if let Some(position) = self.claims.get(name.text.as_str()) {
            return Some(Id::at(*position));
        }
        if !name.is_placeholder() && !self.absent_claims.contains(name.text.as_str()) {
            let near = crate::fold::nearest(&name.text, self.claims.keys().map(Slug::as_str)).map(str::to_owned);
            self.faults.push(errors::unknown_claim(Location::value(file, name.at.clone()), &name.text, near));
        }
        None
    }

    /// The brief that a field names.
    pub fn brief(&mut self, file: &FileName, name: &RecordName) -> Option<Id<Brief>> {
        self.record(file, Kind::Brief, name)
    }

    /// The published file that an author's path names, seen from the file that names it.
    pub fn asset(&mut self, file: &FileName, place: Location, path: &str) -> Option<UrlPath> {
        match asset_path(file, path).filter(|path| self.assets.contains(path)) {
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

    /// What each reference of a body became.
    pub fn body(&mut self, file: &FileName, body: &Body) -> Vec<Target> {
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
            ReferenceTarget::Asset { path, .. } => self.asset(file, place, path).map_or(Target::Nothing, Target::Asset),
            ReferenceTarget::External(_) => Target::Outside,
        }
    }

    fn wiki_link(&mut self, place: Location, typed: &str, heading: Option<&str>) -> Target {
        let (kinds, name) = Registry::kinds_and_name(typed);
        let id = Slug::new(name).ok();
        let has = |kind: &Kind| id.as_ref().is_some_and(|id| self.registry.has(*kind, id));
        let exact: Vec<Kind> = kinds.iter().copied().filter(has).collect();
        let found = if exact.is_empty() {
            kinds.into_iter().filter(|kind| self.registry.find(*kind, name).is_some()).collect()
        } else {
            exact
        };
        match found.as_slice() {
            [] => {
                let near = self.registry.nearest_of_all(name);
                self.faults.push(errors::unknown_link(place, typed, near));
                Target::Nothing
            }
            [kind] => match self.named(*kind, &place, name) {
                Found::Here(position) => self.node(place, *kind, position, heading),
                Found::NotHere | Found::Unknown => Target::Nothing,
            },
            several => {
                self.faults.push(errors::ambiguous_link(place, name, several));
                Target::Nothing
            }
        }
    }

    fn node(&mut self, place: Location, kind: Kind, position: usize, heading: Option<&str>) -> Target {
        if let Some(wanted) = heading {
            let headings = self.headings.get(&(kind, position)).map(Vec::as_slice).unwrap_or_default();
            if !headings.iter().any(|heading| heading == wanted) {
                let near = crate::fold::nearest(wanted, headings.iter().map(String::as_str)).map(str::to_owned);
                self.faults.push(errors::unknown_heading(place, wanted, near));
            }
        }
        Target::Record(node(kind, position), heading.map(str::to_owned))
    }

    fn file_link(&mut self, file: &FileName, place: Location, path: &str, heading: Option<&str>) -> Target {
        let found = asset_path(file, path).and_then(|path| {
            let folder = path.as_str().split('/').next()?;
            let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder)?;
            let stem = path.as_str().rsplit('/').next()?.strip_suffix(".md")?;
            crate::content::id_of_stem(stem).ok().filter(|id| self.registry.has(kind, id)).map(|id| (kind, id))
        });
        match found {
            Some((kind, id)) => match self.index.get(&(kind, id)).copied() {
                Some(position) => self.node(place, kind, position, heading),
                None => Target::Nothing,
            },
            None => {
                let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
                let near = self.registry.nearest_of_all(stem);
                self.faults.push(errors::unknown_file(place, path, near));
                Target::Nothing
            }
        }
    }

    fn citation(&mut self, file: &FileName, cites: &[CitedSource]) -> Target {
        let mut sources = Vec::new();
        for cite in cites {
            let place = Location::bytes(file, cite.span.clone());
            if let Found::Here(position) = self.named(Kind::Source, &place, &cite.id) {
                sources.push((Id::at(position), cite.locator.clone()));
            }
        }
        Target::Citation(sources)
    }
}

fn node(kind: Kind, position: usize) -> RecordId {
    match kind {
        Kind::Brief => RecordId::Brief(Id::at(position)),
        Kind::Topic => RecordId::Topic(Id::at(position)),
        Kind::Actor => RecordId::Actor(Id::at(position)),
        Kind::Place => RecordId::Place(Id::at(position)),
        Kind::Question => RecordId::Question(Id::at(position)),
        Kind::Thread => RecordId::Thread(Id::at(position)),
        Kind::Source => RecordId::Source(Id::at(position)),
        Kind::Page => RecordId::Page(Id::at(position)),
    }
}

/// A path below `content/`: from the root with a leading `/`, else from the folder of the file that names it.
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

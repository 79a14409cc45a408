//! The sources that have no record of their own: written in a brief, or named by their address alone.
//!
//! They join the records of `sources.yaml` and `*.bib`. One address is one source: where a record has it already, the name
//! leads there.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::content::brief::{BriefDocument, SourceEntry};
use crate::content::source_address::SourceAddress;
use crate::content::{Kind, Origin, SourceDocument};
use crate::diagnostic::{Diagnostic, FieldPath};
use crate::front_matter::RecordName;
use crate::markdown::ReferenceTarget;
use crate::model::documents::Documents;
use crate::model::errors;
use crate::model::registry::{Registry, RegistryKey};
use crate::path::Slug;

/// Moves the sources that are written in briefs to the others, and adds one for every address that a text or a field names
/// and no source has. Each brief keeps their names.
pub(super) fn gather_sources(documents: &mut Documents, registry: &mut Registry, faults: &mut Vec<Diagnostic>) {
    let described = documents.sources.iter().enumerate();
    let positions = described
        .filter_map(|(at, source)| Some((registry.key(Kind::Source, source.origin.id.as_str())?, at)))
        .collect();
    let mut gathered = GatheredSources { positions, registry, faults };
    let holds = |brief: &BriefDocument| brief.sources.iter().any(|entry| matches!(entry, SourceEntry::Inline(_)));
    for brief in documents.briefs.iter_mut().filter(|brief| holds(brief)) {
        for entry in &mut Arc::make_mut(brief).sources {
            if let SourceEntry::Inline(source) = entry {
                let name = RecordName { text: name_of(source), at: source.origin.path.clone() };
                if let SourceEntry::Inline(source) = std::mem::replace(entry, SourceEntry::Named(name)) {
                    gathered.add(&mut documents.sources, source);
                }
            }
        }
    }
    let named: Vec<Box<SourceDocument>> = documents
        .named_addresses()
        .filter(|(_, address)| gathered.registry.all(Kind::Source, address.as_str()).is_empty())
        .map(|(origin, address)| Box::new(SourceDocument::of_address(&address, origin)))
        .collect();
    for source in named {
        gathered.add(&mut documents.sources, source);
    }
}

/// The name by which a brief knows a source that is written in it.
fn name_of(source: &SourceDocument) -> String {
    match &source.url {
        Some(url) if source.has_made_id => url.clone(),
        _ => source.origin.id.to_string(),
    }
}

struct GatheredSources<'a> {
    /// The position of each source.
    positions: FxHashMap<RegistryKey, usize>,
    registry: &'a mut Registry,
    faults: &'a mut Vec<Diagnostic>,
}

impl GatheredSources<'_> {
    /// Adds a source, or what it says of one that is there.
    #[expect(clippy::vec_box, reason = "they go to `Documents::sources`")]
    fn add(&mut self, sources: &mut Vec<Box<SourceDocument>>, mut source: Box<SourceDocument>) {
        self.give_free_id(&mut source);
        let id = source.origin.id.as_str();
        let same = match self.registry.look_up(Kind::Source, &name_of(&source)).one() {
            Some(key) if source.has_made_id => {
                // A record that this build does not hold stays out of it.
                let Some(at) = self.positions.get(&key) else { return };
                Some(*at)
            }
            _ => self.registry.key(Kind::Source, id).and_then(|key| self.positions.get(&key).copied()),
        };
        match same {
            Some(at) if source.has_made_id => {
                let first = &mut sources[at];
                for field in differing(first, &source) {
                    self.faults.push(errors::differing_source(&source.origin, field, first.origin.place()));
                }
                first.fill_from(*source);
            }
            Some(_) => {}
            None => {
                self.registry.add_source(&source);
                if let Some(key) = self.registry.key(Kind::Source, source.origin.id.as_str()) {
                    self.positions.insert(key, sources.len());
                }
                sources.push(source);
            }
        }
    }
}

impl GatheredSources<'_> {
    /// Gives a source of a new address the next id that can be made of it, where another source has the first.
    fn give_free_id(&mut self, source: &mut SourceDocument) {
        let Some(address) = source.url.as_deref().filter(|_| source.has_made_id).and_then(SourceAddress::parse) else {
            return;
        };
        let is_new = self.registry.look_up(Kind::Source, address.as_str()).one().is_none();
        let is_free = |id: &Slug| self.registry.key(Kind::Source, id.as_str()).is_none();
        if is_new && !is_free(&source.origin.id) {
            source.origin.id = address.next_ids().find(is_free).unwrap_or_else(|| address.id());
        }
    }
}

/// Returns the fields in which two descriptions of one source say different things.
fn differing(first: &SourceDocument, other: &SourceDocument) -> Vec<&'static str> {
    let titles = !first.has_made_title && !other.has_made_title && first.title != other.title;
    let differ = |one: Option<String>, other: Option<String>| one.zip(other).is_some_and(|(one, other)| one != other);
    let date = |source: &SourceDocument| source.published.as_ref().map(ToString::to_string);
    [
        ("title", titles),
        ("publisher", differ(first.publisher.clone(), other.publisher.clone())),
        ("published", differ(date(first), date(other))),
    ]
    .into_iter()
    .filter_map(|(field, differs)| differs.then_some(field))
    .collect()
}

impl Documents {
    /// Returns the sources that were described with an id: the records, and those written in briefs.
    pub(super) fn described_sources(&self) -> impl Iterator<Item = &SourceDocument> {
        let inline = self.briefs.iter().flat_map(|brief| &brief.sources).filter_map(|entry| match entry {
            SourceEntry::Inline(source) if !source.has_made_id => Some(&**source),
            SourceEntry::Inline(_) | SourceEntry::Named(_) => None,
        });
        self.sources.iter().map(|source| &**source).chain(inline)
    }

    /// Returns the addresses by which sources are named, in fields and in texts, each with the place of its name.
    pub(super) fn named_addresses(&self) -> impl Iterator<Item = (Origin, SourceAddress)> {
        self.texts().flat_map(|(_, origin, body, names)| {
            let made = |address: &SourceAddress, path, bytes| Origin {
                path,
                bytes,
                ..Origin::of_file(origin.file.clone(), address.id())
            };
            let mut found: Vec<(Origin, SourceAddress)> = Vec::new();
            for (_, name) in names.iter().filter(|(kinds, _)| kinds.contains(&Kind::Source)) {
                if let Some(address) = SourceAddress::parse(&name.text) {
                    found.push((made(&address, name.at.clone(), None), address));
                }
            }
            for reference in &body.references {
                let ReferenceTarget::Citation(cites) = &reference.target else { continue };
                for cite in cites {
                    if let Some(address) = SourceAddress::parse(&cite.id) {
                        found.push((made(&address, FieldPath::default(), Some(cite.span.clone())), address));
                    }
                }
            }
            found
        })
    }
}

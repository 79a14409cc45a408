//! One brief document → a [`Brief`], its claims among them.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::content::Kind;
use crate::content::brief::{BriefDocument, ResponseTo, SourceEntry};
use crate::diagnostic::{FileName, Location};
use crate::front_matter::RecordName;
use crate::model::records::{
    ActorPart, Brief, Cause, Claim, Figure, PlacePart, Reason, Related, Response, Source, Speaker, Target,
};
use crate::model::resolve::{Found, Resolver};
use crate::model::table::Id;
use crate::routes;

pub(super) fn brief(
    id: Id<Brief>,
    written: Arc<BriefDocument>,
    resolver: &mut Resolver<'_>,
    claims: &mut Vec<Claim>,
) -> Brief {
    let file = written.origin.file.clone();
    let targets = resolver.body(&file, &written.body);
    let actors = written.actors.iter().enumerate().filter_map(|(index, entry)| {
        let actor = resolver.record(&file, Kind::Actor, &entry.actor)?;
        Some(ActorPart { actor, role: entry.role, office: entry.office.clone(), entry: index })
    });
    let actors = actors.collect();
    let places = written.places.iter().filter_map(|entry| {
        let place = resolver.record(&file, Kind::Place, &entry.place)?;
        Some(PlacePart { place, role: entry.role, precision: entry.precision })
    });
    let places = places.collect();
    let own = claims_of(id, &written, resolver, claims);
    let figures = figures(&written, resolver);
    let responses = responses(&written, resolver);
    let related = written.related.iter().filter_map(|entry| {
        let brief = resolver.brief(&file, &entry.brief)?;
        let why = Reason::Written(entry.why.clone().unwrap_or_else(|| "named by the author".to_owned()));
        Some(Related { brief, why })
    });
    let related = related.collect();
    let translations = written
        .translations
        .iter()
        .filter_map(|(lang, name)| resolver.brief(&file, name).map(|brief| (lang.clone(), brief)));
    let translations = translations.collect();
    let image = written
        .image
        .as_ref()
        .and_then(|image| resolver.asset(&file, Location::value(&file, image.src.at.clone()), &image.src.text));
    let given: Vec<Id<Source>> = written
        .sources
        .iter()
        .filter_map(|source| match source {
            SourceEntry::Named(name) => resolver.record(&file, Kind::Source, name),
            SourceEntry::Inline(_) => None,
        })
        .collect();
    let mut brief = Brief {
        page: routes::record(Kind::Brief, written.slug.as_ref().unwrap_or(&written.origin.id)),
        // Made once all that it may name has a title.
        summary: String::new(),
        when: written.date.in_words(),
        placement: written.date.placement(),
        topics: named(&written.topics, &file, Kind::Topic, resolver),
        threads: named(&written.threads, &file, Kind::Thread, resolver),
        written,
        targets,
        actors,
        places,
        responses,
        answers: Vec::new(),
        related,
        backlinks: Vec::new(),
        figures,
        claims: own,
        sources: Vec::new(),
        image,
        translations,
    };
    brief.sources = numbered_sources(&brief, given, claims);
    brief
}

/// The records of a list of names, each once.
fn named<T>(names: &[RecordName], file: &FileName, kind: Kind, resolver: &mut Resolver<'_>) -> Vec<Id<T>> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        if let Some(id) = resolver.record(file, kind, name).filter(|id| !ids.contains(id)) {
            ids.push(id);
        }
    }
    ids
}

/// The sources of a brief in the order of their numbers: as first cited in the text, then the listed ones, then those
/// that only claims and figures name.
fn numbered_sources(brief: &Brief, given: Vec<Id<Source>>, claims: &[Claim]) -> Vec<Id<Source>> {
    let cited = brief.targets.iter().flat_map(|target| match target {
        Target::Citation(sources) => sources.iter().map(|(source, _)| *source).collect(),
        _ => Vec::new(),
    });
    let outlet = |speaker: Speaker| match speaker {
        Speaker::Source(source) => Some(source),
        Speaker::Actor(_) => None,
    };
    let told = brief.claims.iter().flat_map(|claim| {
        let claim = &claims[claim.index()];
        [claim.source, outlet(claim.by)]
    });
    let counted = brief.figures.iter().flat_map(|figure| [figure.source, figure.by.and_then(outlet)]);
    let mut seen = FxHashSet::default();
    cited.chain(given).chain(told.chain(counted).flatten()).filter(|source| seen.insert(*source)).collect()
}

fn claims_of(
    brief: Id<Brief>,
    written: &BriefDocument,
    resolver: &mut Resolver<'_>,
    claims: &mut Vec<Claim>,
) -> Vec<Id<Claim>> {
    let file = &written.origin.file;
    let mut own = Vec::new();
    for entry in &written.claims {
        let question = resolver.record(file, Kind::Question, &entry.question);
        let by = resolver.speaker(file, &entry.by);
        let source = entry.source.as_ref().and_then(|source| resolver.record(file, Kind::Source, source));
        let established_by = entry.established_by.as_ref().and_then(|name| resolver.speaker(file, name).here());
        let position = claims.len();
        if let (Some(question), Found::Here(by)) = (question, by)
            && !entry.id.is_placeholder()
        {
            own.push(Id::at(position));
            claims.push(Claim {
                written: entry.clone(),
                brief,
                question,
                by,
                source,
                relations: Vec::new(),
                answered: Vec::new(),
                established_by,
            });
        } else {
            resolver.relations.extend(entry.relations.iter().map(|(_, name)| (file.clone(), name.clone())));
        }
    }
    own
}

fn figures(written: &BriefDocument, resolver: &mut Resolver<'_>) -> Vec<Figure> {
    let file = &written.origin.file;
    let mut figures = Vec::new();
    for entry in &written.figures {
        let by = entry.by.as_ref().and_then(|by| resolver.speaker(file, by).here());
        let source = entry.source.as_ref().and_then(|source| resolver.record(file, Kind::Source, source));
        // A number whose giver or source this build does not hold would stand as nobody's.
        if (entry.by.is_some() && by.is_none()) || (entry.source.is_some() && source.is_none()) {
            continue;
        }
        figures.push(Figure { what: entry.what.clone(), value: entry.value, by, source });
    }
    figures
}

fn responses(written: &BriefDocument, resolver: &mut Resolver<'_>) -> Vec<Response> {
    let file = &written.origin.file;
    let mut responses = Vec::new();
    for entry in &written.in_response_to {
        let says = entry.says.as_ref().map(|says| resolver.speaker(file, says));
        let to = match &entry.to {
            ResponseTo::Brief(name) => resolver.brief(file, name).map(Cause::Brief),
            ResponseTo::What(what) => Some(Cause::What(what.clone())),
        };
        // An arrow whose author this build does not hold is not drawn: it would stand as the editors' own.
        if matches!(says, Some(Found::NotHere)) {
            continue;
        }
        if let Some(to) = to {
            responses.push(Response { to, says: says.and_then(Found::here), basis: entry.basis });
        }
    }
    responses
}

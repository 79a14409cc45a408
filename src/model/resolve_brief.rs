//! One brief document → a [`Brief`], its claims among them.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::content::Kind;
use crate::content::brief::{BriefDocument, ResponseTo, SourceEntry};
use crate::diagnostic::Location;
use crate::model::entities::{
    ActorPart, Brief, Claim, Figure, PlacePart, Reason, Related, Response, ResponseTarget, Source, Speaker, Target,
};
use crate::model::resolve::{Lookup, Resolver};
use crate::model::table::Id;
use crate::routes;

/// Turns the names of a brief into ids. Its claims that this build holds are added to `claims`.
pub(super) fn resolve_brief(
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
    let in_response_to = responses(id, &written, resolver);
    let related = written.related.iter().filter_map(|entry| {
        let brief = resolver.brief(&file, &entry.brief)?;
        let why = Reason::Written(entry.why.clone().unwrap_or_else(|| "named by the author".to_owned()));
        Some(Related { brief, why })
    });
    let named_related = related.collect();
    let translations = written
        .translations
        .iter()
        .filter_map(|(lang, name)| resolver.brief(&file, name).map(|brief| (lang.clone(), brief)));
    let translations = translations.collect();
    let image = written
        .image
        .as_ref()
        .and_then(|image| resolver.asset(&file, Location::value(&file, image.src.at.clone()), &image.src.text));
    let given = written.sources.iter().filter_map(|source| match source {
        SourceEntry::Named(name) => resolver.record(&file, Kind::Source, name),
        SourceEntry::Inline(_) => None,
    });
    let given: Vec<Id<Source>> = given.collect();
    let sources = numbered_sources(&targets, given, &claims[claims.len() - own.len()..], &figures);
    Brief {
        page: routes::record(Kind::Brief, written.slug.as_ref().unwrap_or(&written.origin.id)),
        when: written.date.in_words(),
        placement: written.date.placement(),
        topics: resolver.records(&file, Kind::Topic, &written.topics),
        threads: resolver.records(&file, Kind::Thread, &written.threads),
        written,
        targets,
        actors,
        places,
        in_response_to,
        named_related,
        figures,
        claims: own,
        sources,
        image,
        translations,
    }
}

/// Returns the sources of a brief in the order of their numbers: as first cited in the text, then the listed ones, then
/// those that only claims and figures name.
fn numbered_sources(
    targets: &[Target],
    given: Vec<Id<Source>>,
    claims: &[Claim],
    figures: &[Figure],
) -> Vec<Id<Source>> {
    let cited = targets.iter().flat_map(|target| match target {
        Target::Citation(sources) => sources.as_slice(),
        _ => &[],
    });
    let outlet = |speaker: Speaker| match speaker {
        Speaker::Source(source) => Some(source),
        Speaker::Actor(_) => None,
    };
    let of_claims = claims.iter().flat_map(|claim| [claim.source, outlet(claim.by)]);
    let of_figures = figures.iter().flat_map(|figure| [figure.source, figure.by.and_then(outlet)]);
    let all = cited.map(|(source, _)| *source).chain(given).chain(of_claims.chain(of_figures).flatten());
    let mut seen = FxHashSet::default();
    all.filter(|source| seen.insert(*source)).collect()
}

/// Adds the claims that this build holds to `claims` and returns their ids. What the others name is checked as well.
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
        let by = resolver.speaker(file, &entry.by).found();
        let source = entry.source.as_ref().and_then(|source| resolver.record(file, Kind::Source, source));
        let established_by = entry.established_by.as_ref().and_then(|name| resolver.speaker(file, name).found());
        let relations = entry
            .relations
            .iter()
            .filter_map(|(relation, name)| Some((*relation, resolver.claim(file, name)?)))
            .collect();
        if let (Some(question), Some(by)) = (question, by)
            && resolver.holds(entry)
        {
            own.push(Id::at(claims.len()));
            let written = Arc::clone(entry);
            claims.push(Claim { written, brief, question, by, source, relations, established_by });
        }
    }
    own
}

fn figures(written: &BriefDocument, resolver: &mut Resolver<'_>) -> Vec<Figure> {
    let file = &written.origin.file;
    let mut figures = Vec::new();
    for entry in &written.figures {
        let by = entry.by.as_ref().and_then(|by| resolver.speaker(file, by).found());
        let source = entry.source.as_ref().and_then(|source| resolver.record(file, Kind::Source, source));
        // A number whose speaker or source is withheld would stand as nobody's.
        if (entry.by.is_some() && by.is_none()) || (entry.source.is_some() && source.is_none()) {
            continue;
        }
        figures.push(Figure { what: entry.what.clone(), value: entry.value, by, source });
    }
    figures
}

fn responses(from: Id<Brief>, written: &BriefDocument, resolver: &mut Resolver<'_>) -> Vec<Response> {
    let file = &written.origin.file;
    let mut responses = Vec::new();
    for (index, entry) in written.in_response_to.iter().enumerate() {
        let says = entry.says.as_ref().map(|says| resolver.speaker(file, says));
        let to = match &entry.to {
            ResponseTo::Brief(name) => resolver.brief(file, name).map(ResponseTarget::Brief),
            ResponseTo::What(what) => Some(ResponseTarget::Event(what.clone())),
        };
        // A response whose speaker is withheld is left out: it would stand as the editors' own.
        if says == Some(Lookup::Withheld) {
            continue;
        }
        if let Some(to) = to {
            let says = says.and_then(Lookup::found);
            responses.push(Response { from, to, says, basis: entry.basis, entry: index });
        }
    }
    responses
}

//! Documents → [`Site`]: the order of the steps, and one function a kind.

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::content::record::{Titled, TopicDocument};
use crate::content::{Kind, Origin, SourceDocument};
use crate::diagnostic::{Diagnostic, Location};
use crate::model::audience::Audience;
use crate::model::collation::NameCollator;
use crate::model::documents::Documents;
use crate::model::entities::{Actor, Place, PlainPage, Question, Source, Target, Thread, Topic};
use crate::model::gathered_sources::gather_sources;
use crate::model::index::SiteIndex;
use crate::model::missing_terms::add_missing_terms;
use crate::model::moments::ClockMoment;
use crate::model::records::Records;
use crate::model::registry::Registry;
use crate::model::resolve::Resolver;
use crate::model::resolve_brief::resolve_brief;
use crate::model::site::Site;
use crate::model::table::{Id, Table};
use crate::model::visibility::withhold;
use crate::model::{checks, errors};
use crate::path::Slug;
use crate::routes;

/// How many topics may stand above one another. Readers lose the way long before.
const DEEPEST: usize = 12;

impl Site {
    /// Links the documents. The site is whole only where no fault is an error.
    pub fn link(mut documents: Documents, config: Config, audience: Audience) -> (Self, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        drop_duplicates(&mut documents, &mut faults);
        let mut registry = Registry::of(&documents, &mut faults);
        let claims = claim_ids(&documents, &mut faults);
        documents.keep_claim_anchors(&claims);
        let (withheld, held_back) = withhold(&mut documents, &mut registry, &audience, config.timezone);
        add_missing_terms(&mut documents, &mut registry, &mut faults);
        gather_sources(&mut documents, &mut registry, &mut faults);
        sort(&mut documents, &config);

        let assets = std::mem::take(&mut documents.assets);
        let mut resolver = Resolver::of(&documents, claims, &mut registry, &assets);
        let records = resolve(documents, &mut resolver);
        faults.append(&mut resolver.faults);
        let index = SiteIndex::of(&records, &config.redirects, &mut faults);
        let site = Self { config, audience, withheld, held_back, records, index };
        checks::check(&site, &mut faults);
        (site, faults)
    }
}

/// Keeps the first of two records with one id.
fn drop_duplicates(documents: &mut Documents, faults: &mut Vec<Diagnostic>) {
    let mut seen: FxHashMap<(Kind, &Slug), &Origin> = FxHashMap::default();
    let mut again: Vec<Origin> = Vec::new();
    for (kind, origin) in documents.origins() {
        match seen.get(&(kind, &origin.id)) {
            Some(first) => {
                faults.push(errors::duplicate_record(origin.place(), kind, origin.id.as_str(), first.place()));
                again.push(origin.clone());
            }
            None => {
                seen.insert((kind, &origin.id), origin);
            }
        }
    }
    if !again.is_empty() {
        documents.retain(|_, origin| !again.contains(origin));
    }
}

/// Returns the ids of all claims, none of them held yet. An id that two claims have is a fault.
fn claim_ids<T>(documents: &Documents, faults: &mut Vec<Diagnostic>) -> FxHashMap<Slug, Option<T>> {
    let mut places: FxHashMap<&Slug, Location> = FxHashMap::default();
    let mut ids = FxHashMap::default();
    for brief in &documents.briefs {
        for claim in &brief.claims {
            ids.insert(claim.id.clone(), None);
            if claim.id.is_placeholder() {
                continue;
            }
            let place = Location::value(&brief.origin.file, claim.at.key("id"));
            match places.get(&claim.id) {
                Some(first) => faults.push(errors::duplicate_claim(place, claim.id.as_str(), first.clone())),
                None => drop(places.insert(&claim.id, place)),
            }
        }
    }
    ids
}

/// Sorts briefs by date and time, and other records by name as readers of the language expect.
fn sort(documents: &mut Documents, config: &Config) {
    documents.briefs.sort_by_cached_key(|brief| {
        let date =
            brief.sort_date.map_or_else(|| brief.date.sort_key(), |day| crate::edtf::Edtf::from_day(day).sort_key());
        let moment = ClockMoment::of(brief).map(|moment| moment.instant(config.timezone));
        (date, moment, brief.origin.id.clone())
    });
    let order = NameCollator::of(&config.language);
    order.sort(&mut documents.topics, |topic| &topic.names.name, |topic| topic.origin.id.as_str());
    order.sort(&mut documents.actors, |actor| &actor.names.name, |actor| actor.origin.id.as_str());
    order.sort(&mut documents.places, |place| &place.names.name, |place| place.origin.id.as_str());
    for titled in [&mut documents.questions, &mut documents.threads, &mut documents.pages] {
        order.sort(titled, |titled| &titled.title, |titled| titled.origin.id.as_str());
    }
    order.sort(&mut documents.sources, |source| &source.title, |source| source.origin.id.as_str());
}

/// Turns every document into a record.
fn resolve(documents: Documents, resolver: &mut Resolver<'_>) -> Records {
    let mut claims = Vec::new();
    let mut briefs = Vec::with_capacity(documents.briefs.len());
    for (position, written) in documents.briefs.into_iter().enumerate() {
        briefs.push(resolve_brief(Id::at(position), written, resolver, &mut claims));
    }
    let parents = parents(&documents.topics, resolver);
    let topics = documents.topics.into_iter().zip(parents).map(|(written, parent)| {
        let targets = resolver.body(&written.origin.file, &written.body);
        Topic { page: routes::record(Kind::Topic, &written.origin.id), targets, parent, written }
    });
    let topics = topics.collect();
    let actors = documents.actors.into_iter().map(|written| {
        let targets = resolver.body(&written.origin.file, &written.body);
        Actor { page: routes::record(Kind::Actor, &written.origin.id), targets, written }
    });
    let actors = actors.collect();
    let places = documents.places.into_iter().map(|written| {
        let file = &written.origin.file;
        let targets = resolver.body(file, &written.body);
        let source = written.source.as_ref().and_then(|source| resolver.record(file, Kind::Source, source));
        Place { page: routes::record(Kind::Place, &written.origin.id), targets, source, written }
    });
    let places = places.collect();
    let questions = documents.questions.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        Question { page: routes::record(Kind::Question, &written.origin.id), targets, topics, written }
    });
    let questions = questions.collect();
    let threads = documents.threads.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        Thread { page: routes::record(Kind::Thread, &written.origin.id), targets, topics, written }
    });
    let threads = threads.collect();
    let pages = documents.pages.into_iter().map(|written| {
        let (targets, _) = titled(&written, resolver);
        PlainPage { page: routes::record(Kind::Page, &written.origin.id), targets, written }
    });
    let pages = pages.collect();
    let source =
        |written: Box<SourceDocument>| Source { page: routes::record(Kind::Source, &written.origin.id), written };
    Records {
        briefs: Table::new(briefs),
        topics: Table::new(topics),
        actors: Table::new(actors),
        places: Table::new(places),
        questions: Table::new(questions),
        threads: Table::new(threads),
        pages: Table::new(pages),
        sources: Table::new(documents.sources.into_iter().map(source).collect()),
        claims: Table::new(claims),
    }
}

fn titled(written: &Titled, resolver: &mut Resolver<'_>) -> (Vec<Target>, Vec<Id<Topic>>) {
    let file = &written.origin.file;
    let topics = written.topics.iter().filter_map(|topic| resolver.record(file, Kind::Topic, topic)).collect();
    (resolver.body(file, &written.body), topics)
}

/// Returns the parent of each topic. A topic that stands above itself has none, and that is a fault; too many levels are
/// one as well.
fn parents(topics: &[TopicDocument], resolver: &mut Resolver<'_>) -> Vec<Option<Id<Topic>>> {
    let parent_of = |topic: &TopicDocument, resolver: &mut Resolver<'_>| {
        topic.parent.as_ref().and_then(|parent| resolver.record(&topic.origin.file, Kind::Topic, parent))
    };
    let mut parents: Vec<Option<Id<Topic>>> = topics.iter().map(|topic| parent_of(topic, resolver)).collect();
    for (position, topic) in topics.iter().enumerate() {
        let own = Id::at(position);
        let mut above = parents[position];
        let mut steps = 0;
        // A topic below a cycle that it is not in goes round without end; the cycle is told at its own topics.
        while let Some(id) = above.filter(|_| steps <= DEEPEST) {
            steps += 1;
            if id == own {
                resolver.faults.push(errors::topic_cycle(&topic.origin));
                parents[position] = None;
                break;
            }
            if steps == DEEPEST {
                resolver.faults.push(errors::deep_topic(&topic.origin, DEEPEST));
            }
            above = parents[id.index()];
        }
    }
    parents
}

//! Documents → [`Site`]: the order of the steps, and one function a kind.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Config;
use crate::content::brief::{BriefDocument, SourceEntry};
use crate::content::record::Titled;
use crate::content::{Kind, Origin};
use crate::diagnostic::{Diagnostic, Location};
use crate::front_matter::RecordName;
use crate::model::addresses::addresses;
use crate::model::brief::brief;
use crate::model::gate::Audience;
use crate::model::indexes::{backlinks, hierarchy, index_briefs, index_claims_of, used_assets};
use crate::model::order::Order;
use crate::model::records::{Actor, Place, PlainPage, Question, Source, Target, Thread, Topic};
use crate::model::registry::Registry;
use crate::model::resolve::Resolver;
use crate::model::table::{Id, Table};
use crate::model::{Calendar, Documents, Site, checks, errors, gate, graph, related, terms, words};
use crate::path::Slug;
use crate::routes;

/// Links the documents.
pub(super) fn link(mut documents: Documents, config: Config, audience: Audience) -> (Site, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    drop_duplicates(&mut documents, &mut faults);
    let mut registry = Registry::of(&documents, &mut faults);
    let claim_ids: FxHashSet<Slug> =
        documents.briefs.iter().flat_map(|brief| brief.claims.iter().map(|claim| claim.id.clone())).collect();
    check_claim_ids(&documents, &mut faults);
    let is_partial = gate::gate(&mut documents, &registry, &audience);
    terms::complete(&mut documents, &mut registry, &mut faults);
    gather_inline_sources(&mut documents);
    sort(&mut documents, &config.language);

    let assets = std::mem::take(&mut documents.assets);
    let mut resolver = Resolver {
        registry: &registry,
        index: index(&documents),
        claims: FxHashMap::default(),
        absent_claims: claim_ids,
        relations: Vec::new(),
        headings: headings(&documents),
        assets: &assets,
        faults: Vec::new(),
    };
    let mut site = tables(documents, &mut resolver, config, audience);
    relate_claims(&mut site, &mut resolver);
    words::summarise(&mut site);
    faults.append(&mut resolver.faults);
    site.is_partial = is_partial;

    graph::answer(&mut site.briefs, &mut faults);
    hierarchy(&mut site, &mut faults);
    site.calendar = Calendar::of(site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()));
    index_briefs(&mut site);
    site.redirects = addresses(&site, &mut faults);
    index_claims_of(&mut site);
    backlinks(&mut site);
    related::relate(&mut site);
    site.assets = used_assets(&site);
    checks::check(&site, &mut faults);
    (site, faults)
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
    if again.is_empty() {
        return;
    }
    let first = |origin: &Origin| !again.contains(origin);
    documents.briefs.retain(|brief| first(&brief.origin));
    documents.topics.retain(|topic| first(&topic.origin));
    documents.actors.retain(|actor| first(&actor.origin));
    documents.places.retain(|place| first(&place.origin));
    documents.questions.retain(|question| first(&question.origin));
    documents.threads.retain(|thread| first(&thread.origin));
    documents.pages.retain(|page| first(&page.origin));
    documents.sources.retain(|source| first(&source.origin));
}

/// Moves the sources that are written in briefs to the others; each brief keeps their names.
fn gather_inline_sources(documents: &mut Documents) {
    let known: FxHashSet<Slug> = documents.sources.iter().map(|source| source.origin.id.clone()).collect();
    let holds = |brief: &BriefDocument| brief.sources.iter().any(|entry| matches!(entry, SourceEntry::Inline(_)));
    for brief in documents.briefs.iter_mut().filter(|brief| holds(brief)) {
        for entry in &mut Arc::make_mut(brief).sources {
            if let SourceEntry::Inline(source) = entry {
                let name = RecordName { text: source.origin.id.to_string(), at: source.origin.path.clone() };
                let SourceEntry::Inline(source) = std::mem::replace(entry, SourceEntry::Named(name)) else {
                    continue;
                };
                if !known.contains(&source.origin.id) {
                    documents.sources.push(*source);
                }
            }
        }
    }
}

fn sort(documents: &mut Documents, language: &str) {
    documents.briefs.sort_by_cached_key(|brief| {
        let date =
            brief.sort_date.map_or_else(|| brief.date.sort_key(), |day| crate::edtf::Edtf::from_day(day).sort_key());
        (date, brief.origin.id.clone())
    });
    let order = Order::of(language);
    order.sort(&mut documents.topics, |topic| &topic.names.name, |topic| topic.origin.id.as_str());
    order.sort(&mut documents.actors, |actor| &actor.names.name, |actor| actor.origin.id.as_str());
    order.sort(&mut documents.places, |place| &place.names.name, |place| place.origin.id.as_str());
    for titled in [&mut documents.questions, &mut documents.threads, &mut documents.pages] {
        order.sort(titled, |titled| &titled.title, |titled| titled.origin.id.as_str());
    }
    order.sort(&mut documents.sources, |source| &source.title, |source| source.origin.id.as_str());
}

fn index(documents: &Documents) -> FxHashMap<(Kind, Slug), usize> {
    let mut next: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut index = FxHashMap::default();
    for (kind, id) in documents.ids() {
        let position = next.entry(kind).or_insert(0);
        index.insert((kind, id), *position);
        *position += 1;
    }
    index
}

fn headings(documents: &Documents) -> FxHashMap<(Kind, usize), Vec<String>> {
    let briefs = documents.briefs.iter().enumerate().map(|(at, brief)| ((Kind::Brief, at), &brief.body));
    let topics = documents.topics.iter().enumerate().map(|(at, topic)| ((Kind::Topic, at), &topic.body));
    let actors = documents.actors.iter().enumerate().map(|(at, actor)| ((Kind::Actor, at), &actor.body));
    let places = documents.places.iter().enumerate().map(|(at, place)| ((Kind::Place, at), &place.body));
    let titled =
        [(Kind::Question, &documents.questions), (Kind::Thread, &documents.threads), (Kind::Page, &documents.pages)]
            .into_iter()
            .flat_map(|(kind, list)| list.iter().enumerate().map(move |(at, titled)| ((kind, at), &titled.body)));
    briefs
        .chain(topics)
        .chain(actors)
        .chain(places)
        .chain(titled)
        .filter(|(_, body)| !body.headings.is_empty())
        .map(|(key, body)| (key, body.headings.iter().map(|heading| heading.id.clone()).collect()))
        .collect()
}

fn check_claim_ids(documents: &Documents, faults: &mut Vec<Diagnostic>) {
    let mut places: FxHashMap<&Slug, Location> = FxHashMap::default();
    for brief in &documents.briefs {
        for claim in brief.claims.iter().filter(|claim| !claim.id.is_placeholder()) {
            let place = Location::value(&brief.origin.file, claim.at.key("id"));
            match places.get(&claim.id) {
                Some(first) => faults.push(errors::duplicate_claim(place, claim.id.as_str(), first.clone())),
                None => {
                    places.insert(&claim.id, place);
                }
            }
        }
    }
}

/// Resolves how claims bear on each other, once all of them have ids.
fn relate_claims(site: &mut Site, resolver: &mut Resolver<'_>) {
    resolver.claims = site.claims.entries().map(|(id, claim)| (claim.written.id.clone(), id.index())).collect();
    for id in site.claims.ids() {
        let claim = &site.claims[id];
        let file = &site.briefs[claim.brief].written.origin.file;
        let mut relations = Vec::new();
        for (relation, name) in &claim.written.relations {
            relations.extend(resolver.claim(file, name).map(|other| (*relation, other)));
        }
        site.claims[id].relations = relations;
    }
    for (file, name) in std::mem::take(&mut resolver.relations) {
        resolver.claim(&file, &name);
    }
}

fn tables(documents: Documents, resolver: &mut Resolver<'_>, config: Config, audience: Audience) -> Site {
    let mut claims = Vec::new();
    let mut briefs = Vec::with_capacity(documents.briefs.len());
    for (position, written) in documents.briefs.into_iter().enumerate() {
        briefs.push(brief(Id::at(position), written, resolver, &mut claims));
    }
    let topics = documents.topics.into_iter().map(|written| {
        let file = written.origin.file.clone();
        let parent = written.parent.as_ref().and_then(|parent| resolver.record(&file, Kind::Topic, parent));
        let targets = resolver.body(&file, &written.body);
        let page = routes::record(Kind::Topic, &written.origin.id);
        Topic { page, targets, parent, children: Vec::new(), briefs: Vec::new(), written }
    });
    let topics = topics.collect();
    let actors = documents.actors.into_iter().map(|written| {
        let targets = resolver.body(&written.origin.file, &written.body);
        let page = routes::record(Kind::Actor, &written.origin.id);
        Actor { page, targets, briefs: Vec::new(), claims: Vec::new(), written }
    });
    let actors = actors.collect();
    let places = documents.places.into_iter().map(|written| {
        let file = written.origin.file.clone();
        let targets = resolver.body(&file, &written.body);
        let source = written.source.as_ref().and_then(|source| resolver.record(&file, Kind::Source, source));
        let page = routes::record(Kind::Place, &written.origin.id);
        Place { page, targets, briefs: Vec::new(), source, written }
    });
    let places = places.collect();
    let questions = documents.questions.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        let page = routes::record(Kind::Question, &written.origin.id);
        Question { page, targets, topics, claims: Vec::new(), briefs: Vec::new(), written }
    });
    let questions = questions.collect();
    let threads = documents.threads.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        let page = routes::record(Kind::Thread, &written.origin.id);
        Thread { page, targets, topics, briefs: Vec::new(), written }
    });
    let threads = threads.collect();
    let pages = documents.pages.into_iter().map(|written| {
        let (targets, _) = titled(&written, resolver);
        let page = routes::record(Kind::Page, &written.origin.id);
        PlainPage { page, targets, written }
    });
    let pages = pages.collect();
    let sources = documents.sources.into_iter().map(|written| {
        let page = routes::record(Kind::Source, &written.origin.id);
        Source { page, briefs: Vec::new(), claims: Vec::new(), written }
    });
    Site {
        config,
        audience,
        briefs: Table::new(briefs),
        topics: Table::new(topics),
        actors: Table::new(actors),
        places: Table::new(places),
        questions: Table::new(questions),
        threads: Table::new(threads),
        pages: Table::new(pages),
        sources: Table::new(sources.collect()),
        claims: Table::new(claims),
        calendar: Calendar::default(),
        redirects: BTreeMap::new(),
        is_partial: false,
        assets: Vec::new(),
    }
}

fn titled(written: &Titled, resolver: &mut Resolver<'_>) -> (Vec<Target>, Vec<Id<Topic>>) {
    let file = &written.origin.file;
    let topics = written.topics.iter().filter_map(|topic| resolver.record(file, Kind::Topic, topic)).collect();
    (resolver.body(file, &written.body), topics)
}

//! Documents → [`Site`]: the order of the steps, and one function a kind.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Config;
use crate::content::brief::{BriefDocument, ResponseTo, SourceEntry};
use crate::content::record::Titled;
use crate::content::{Kind, OldAddress, Origin};
use crate::diagnostic::{Diagnostic, FileName, Place};
use crate::front_matter::fields::Name;
use crate::markdown::Reference;
use crate::model::gate::Audience;
use crate::model::order::Order;
use crate::model::records::{
    Actor, ActorPart, Brief, Cause, Claim, Figure, Node, Page, Place as PlaceRecord, PlacePart, Question, Reason,
    Redirect, Related, Response, Source, Speaker, Target, Thread, Topic,
};
use crate::model::registry::Registry;
use crate::model::resolve::{Found, Resolver};
use crate::model::table::{Id, Table};
use crate::model::{Calendar, Documents, Site, checks, errors, gate, graph, related, resolve, terms};
use crate::path::{Slug, UrlPath};

/// Top-level folders of the output that no page may take.
const RESERVED: [&str; 14] = [
    "briefs",
    "topics",
    "actors",
    "places",
    "questions",
    "threads",
    "sources",
    "dates",
    "timeline",
    "corrections",
    "changes",
    "events",
    "theme",
    "search",
];

/// Links the documents.
pub(super) fn link(mut documents: Documents, config: Config, audience: Audience) -> (Site, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    drop_duplicates(&mut documents, &mut faults);
    let mut registry = Registry::of(&documents, &mut faults);
    let claim_ids: FxHashSet<Slug> =
        documents.briefs.iter().flat_map(|brief| brief.claims.iter().map(|claim| claim.id.clone())).collect();
    gate::gate(&mut documents, &registry, &audience);
    terms::complete(&mut documents, &mut registry, &mut faults);
    gather_inline_sources(&mut documents);
    sort(&mut documents, &config.language);

    let assets = std::mem::take(&mut documents.assets);
    let mut resolver = Resolver {
        registry: &registry,
        index: index(&documents),
        claims: FxHashMap::default(),
        absent_claims: claim_ids,
        headings: headings(&documents),
        titles: titles(&documents),
        assets: &assets,
        faults: Vec::new(),
    };
    check_claim_ids(&documents, &mut resolver.faults);
    let mut site = tables(documents, &mut resolver, config, audience);
    relate_claims(&mut site, &mut resolver);
    faults.append(&mut resolver.faults);

    graph::answer(&mut site.briefs, &mut faults);
    hierarchy(&mut site, &mut faults);
    site.redirects = addresses(&site, &mut faults);
    site.calendar = Calendar::of(site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()));
    index_briefs(&mut site);
    index_claims_of(&mut site);
    backlinks(&mut site);
    related::relate(&mut site);
    site.assets = used_assets(&site);
    checks::check(&site, &mut faults);
    (site, faults)
}

/// Keeps the first of two records with one id.
fn drop_duplicates(documents: &mut Documents, faults: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Kind, Slug), Origin> = BTreeMap::new();
    let mut again: Vec<Origin> = Vec::new();
    for (kind, origin) in documents.origins() {
        match seen.get(&(kind, origin.id.clone())) {
            Some(first) => {
                faults.push(errors::duplicate_record(origin.place(), kind, origin.id.as_str(), first.place()));
                again.push(origin.clone());
            }
            None => {
                seen.insert((kind, origin.id.clone()), origin.clone());
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
    for brief in &mut documents.briefs {
        for entry in &mut brief.sources {
            if let SourceEntry::Inline(source) = entry {
                let name = Name { text: source.origin.id.to_string(), at: source.origin.path.clone() };
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

fn titles(documents: &Documents) -> FxHashMap<(Kind, usize), String> {
    let briefs = documents.briefs.iter().map(|brief| (Kind::Brief, &brief.title));
    let topics = documents.topics.iter().map(|topic| (Kind::Topic, &topic.names.name));
    let actors = documents.actors.iter().map(|actor| (Kind::Actor, &actor.names.name));
    let places = documents.places.iter().map(|place| (Kind::Place, &place.names.name));
    let titled = documents.titled().map(|(kind, titled)| (kind, &titled.title));
    let sources = documents.sources.iter().map(|source| (Kind::Source, &source.title));
    let mut next: BTreeMap<Kind, usize> = BTreeMap::new();
    let all = briefs.chain(topics).chain(actors).chain(places).chain(titled).chain(sources);
    all.map(|(kind, title)| {
        let position = next.entry(kind).or_insert(0);
        *position += 1;
        ((kind, *position - 1), title.clone())
    })
    .collect()
}

fn check_claim_ids(documents: &Documents, faults: &mut Vec<Diagnostic>) {
    let mut places: FxHashMap<&Slug, Place> = FxHashMap::default();
    for brief in &documents.briefs {
        for claim in &brief.claims {
            let place = Place::value(&brief.origin.file, claim.at.key("id"));
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
        let page = page_of(Kind::Topic, &written.origin.id);
        Topic { page, targets, parent, children: Vec::new(), briefs: Vec::new(), written }
    });
    let topics = topics.collect();
    let actors = documents.actors.into_iter().map(|written| {
        let targets = resolver.body(&written.origin.file, &written.body);
        let page = page_of(Kind::Actor, &written.origin.id);
        Actor { page, targets, briefs: Vec::new(), claims: Vec::new(), written }
    });
    let actors = actors.collect();
    let places = documents.places.into_iter().map(|written| {
        let file = written.origin.file.clone();
        let targets = resolver.body(&file, &written.body);
        let source = written.source.as_ref().and_then(|source| resolver.record(&file, Kind::Source, source));
        let page = page_of(Kind::Place, &written.origin.id);
        PlaceRecord { page, targets, briefs: Vec::new(), source, written }
    });
    let places = places.collect();
    let questions = documents.questions.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        let page = page_of(Kind::Question, &written.origin.id);
        Question { page, targets, topics, claims: Vec::new(), written }
    });
    let questions = questions.collect();
    let threads = documents.threads.into_iter().map(|written| {
        let (targets, topics) = titled(&written, resolver);
        let page = page_of(Kind::Thread, &written.origin.id);
        Thread { page, targets, topics, briefs: Vec::new(), written }
    });
    let threads = threads.collect();
    let pages = documents.pages.into_iter().map(|written| {
        let (targets, _) = titled(&written, resolver);
        let page = UrlPath::page(&[written.origin.id.as_str()]);
        Page { page, targets, written }
    });
    let pages = pages.collect();
    let sources = documents.sources.into_iter().map(|written| {
        let page = page_of(Kind::Source, &written.origin.id);
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
        assets: Vec::new(),
    }
}

fn page_of(kind: Kind, id: &Slug) -> UrlPath {
    UrlPath::page(&[kind.folder(), id.as_str()])
}

fn titled(written: &Titled, resolver: &mut Resolver<'_>) -> (Vec<Target>, Vec<Id<Topic>>) {
    let file = &written.origin.file;
    let topics = written.topics.iter().filter_map(|topic| resolver.record(file, Kind::Topic, topic)).collect();
    (resolver.body(file, &written.body), topics)
}

fn brief(id: Id<Brief>, written: BriefDocument, resolver: &mut Resolver<'_>, claims: &mut Vec<Claim>) -> Brief {
    let file = written.origin.file.clone();
    let targets = resolver.body(&file, &written.body);
    let actors = written.actors.iter().filter_map(|entry| {
        let actor = resolver.record(&file, Kind::Actor, &entry.actor)?;
        Some(ActorPart { actor, role: entry.role, office: entry.office.clone() })
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
        .and_then(|image| resolver.asset(&file, Place::value(&file, image.src.at.clone()), &image.src.text));
    let given: Vec<Id<Source>> = written
        .sources
        .iter()
        .filter_map(|source| match source {
            SourceEntry::Named(name) => resolver.record(&file, Kind::Source, name),
            SourceEntry::Inline(_) => None,
        })
        .collect();
    let summary = written.summary.clone().unwrap_or_else(|| first_paragraph(&written, &targets, &resolver.titles));
    let mut brief = Brief {
        page: page_of(Kind::Brief, written.slug.as_ref().unwrap_or(&written.origin.id)),
        summary,
        when: written.date.in_words(),
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
fn named<T>(names: &[Name], file: &FileName, kind: Kind, resolver: &mut Resolver<'_>) -> Vec<Id<T>> {
    let mut ids = Vec::with_capacity(names.len());
    for name in names {
        if let Some(id) = resolver.record(file, kind, name).filter(|id| !ids.contains(id)) {
            ids.push(id);
        }
    }
    ids
}

fn first_paragraph(written: &BriefDocument, targets: &[Target], titles: &FxHashMap<(Kind, usize), String>) -> String {
    let plain = |index: usize, _: &Reference| resolve::words(titles, targets.get(index));
    let text = written.body.summary(&plain);
    if text.chars().count() <= crate::content::brief::LONGEST_SUMMARY {
        return text;
    }
    let cut: String = text.chars().take(crate::content::brief::LONGEST_SUMMARY - 1).collect();
    let whole = cut.rfind(char::is_whitespace).map_or(cut.as_str(), |at| &cut[..at]);
    format!("{whole}…")
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
        if let (Some(question), Found::Here(by)) = (question, by) {
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

/// Topics below topics, without cycles.
fn hierarchy(site: &mut Site, faults: &mut Vec<Diagnostic>) {
    for id in site.topics.ids() {
        let mut above = site.topics[id].parent;
        let mut steps = 0;
        // A topic below a cycle that it is not in goes round without end; the cycle is told at its own topics.
        while let Some(topic) = above.filter(|_| steps <= site.topics.len()) {
            steps += 1;
            if topic == id {
                let origin = &site.topics[id].written.origin;
                let place = Place::value(&origin.file, crate::config::field("parent"));
                faults.push(
                    Diagnostic::error("topic-cycle", place, format!("the topic `{}` stands above itself", origin.id))
                        .help("a hierarchy has a top: take one `parent:` away"),
                );
                site.topics[id].parent = None;
                break;
            }
            above = site.topics[topic].parent;
        }
    }
    for id in site.topics.ids() {
        if let Some(parent) = site.topics[id].parent {
            site.topics[parent].children.push(id);
        }
    }
}

/// The briefs of every record, in the order of dates.
fn index_briefs(site: &mut Site) {
    for id in site.listed().collect::<Vec<_>>() {
        let brief = &site.briefs[id];
        let mut topics: Vec<Id<Topic>> = Vec::new();
        for topic in &brief.topics {
            let mut above = Some(*topic);
            while let Some(topic) = above.filter(|topic| !topics.contains(topic)) {
                topics.push(topic);
                above = site.topics[topic].parent;
            }
        }
        for topic in topics {
            site.topics[topic].briefs.push(id);
        }
        for part in &brief.actors {
            push_once(&mut site.actors[part.actor].briefs, id);
        }
        for part in &brief.places {
            push_once(&mut site.places[part.place].briefs, id);
        }
        for thread in &brief.threads {
            site.threads[*thread].briefs.push(id);
        }
        for source in &brief.sources {
            site.sources[*source].briefs.push(id);
        }
    }
}

fn push_once<T>(list: &mut Vec<Id<T>>, id: Id<T>) {
    if list.last() != Some(&id) {
        list.push(id);
    }
}

fn index_claims_of(site: &mut Site) {
    for id in site.claims.ids() {
        let claim = &site.claims[id];
        if site.briefs[claim.brief].is_withdrawn() {
            continue;
        }
        site.questions[claim.question].claims.push(id);
        if let Speaker::Actor(actor) = claim.by {
            site.actors[actor].claims.push(id);
        }
        let outlet = match claim.by {
            Speaker::Source(source) => Some(source),
            Speaker::Actor(_) => None,
        };
        for source in [claim.source, outlet.filter(|outlet| claim.source != Some(*outlet))].into_iter().flatten() {
            site.sources[source].claims.push(id);
        }
        for (relation, other) in claim.relations.clone() {
            site.claims[other].answered.push((relation, id));
        }
    }
}

/// What mentions each brief in its text.
fn backlinks(site: &mut Site) {
    let mut links: Vec<(Id<Brief>, Node)> = Vec::new();
    let mut add = |from: Node, targets: &[Target]| {
        for target in targets {
            if let Target::Node(Node::Brief(to), _) = target
                && from != Node::Brief(*to)
            {
                links.push((*to, from));
            }
        }
    };
    for (id, brief) in site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()) {
        add(Node::Brief(id), &brief.targets);
    }
    site.topics.entries().for_each(|(id, topic)| add(Node::Topic(id), &topic.targets));
    site.actors.entries().for_each(|(id, actor)| add(Node::Actor(id), &actor.targets));
    site.places.entries().for_each(|(id, place)| add(Node::Place(id), &place.targets));
    site.questions.entries().for_each(|(id, question)| add(Node::Question(id), &question.targets));
    site.threads.entries().for_each(|(id, thread)| add(Node::Thread(id), &thread.targets));
    site.pages.entries().for_each(|(id, page)| add(Node::Page(id), &page.targets));
    links.sort_unstable();
    links.dedup();
    for (to, from) in links {
        site.briefs[to].backlinks.push(from);
    }
}

/// Where every record stands, that no two stand at one address, and which old addresses lead where.
fn addresses(site: &Site, faults: &mut Vec<Diagnostic>) -> BTreeMap<UrlPath, Redirect> {
    let mut taken: BTreeMap<UrlPath, Place> = BTreeMap::new();
    let mut redirects = BTreeMap::new();
    let mut claim = |page: &UrlPath, place: Place, faults: &mut Vec<Diagnostic>| match taken.get(page) {
        Some(first) => {
            faults.push(
                Diagnostic::error("address-clash", place, format!("the address `/{}` is taken", page.address()))
                    .label("here again")
                    .also(first.clone(), "taken here")
                    .help(
                        "an address leads to one page: change the file's name, `slug:` or `aliases:` of one of the two",
                    ),
            );
            false
        }
        None => {
            taken.insert(page.clone(), place);
            true
        }
    };
    for (kind, origin, page) in records(site) {
        if kind == Kind::Page && RESERVED.contains(&origin.id.as_str()) {
            faults.push(
                Diagnostic::error(
                    "reserved-address",
                    origin.place(),
                    format!("`/{}/` is an index of the site", origin.id),
                )
                .help("give the file another name"),
            );
            continue;
        }
        let named_by_slug = kind == Kind::Brief && *page != page_of(kind, &origin.id);
        let place =
            if named_by_slug { Place::value(&origin.file, crate::config::field("slug")) } else { origin.place() };
        claim(page, place, faults);
    }
    for (node, origin, kind, aliases) in aliased(site) {
        for alias in aliases {
            let parts: Vec<&str> = alias.parts.iter().map(String::as_str).collect();
            let page = match parts.as_slice() {
                [single] if !alias.rooted && kind != Kind::Page => UrlPath::page(&[kind.folder(), single]),
                parts if parts.last().is_some_and(|last| last.ends_with(".html")) => {
                    UrlPath::file(&parts[..parts.len() - 1], parts[parts.len() - 1])
                }
                parts => UrlPath::page(parts),
            };
            let from = Place::value(&origin.file, alias.at.clone());
            if claim(&page, from.clone(), faults) {
                redirects.insert(page, Redirect { to: node, from });
            }
        }
    }
    redirects
}

fn records(site: &Site) -> impl Iterator<Item = (Kind, &Origin, &UrlPath)> {
    let briefs = site.briefs.iter().map(|brief| (Kind::Brief, &brief.written.origin, &brief.page));
    let topics = site.topics.iter().map(|topic| (Kind::Topic, &topic.written.origin, &topic.page));
    let actors = site.actors.iter().map(|actor| (Kind::Actor, &actor.written.origin, &actor.page));
    let places = site.places.iter().map(|place| (Kind::Place, &place.written.origin, &place.page));
    let questions = site.questions.iter().map(|item| (Kind::Question, &item.written.origin, &item.page));
    let threads = site.threads.iter().map(|item| (Kind::Thread, &item.written.origin, &item.page));
    let sources = site.sources.iter().map(|item| (Kind::Source, &item.written.origin, &item.page));
    let pages = site.pages.iter().map(|item| (Kind::Page, &item.written.origin, &item.page));
    briefs.chain(topics).chain(actors).chain(places).chain(questions).chain(threads).chain(sources).chain(pages)
}

fn aliased(site: &Site) -> impl Iterator<Item = (Node, &Origin, Kind, &[OldAddress])> {
    let briefs = site
        .briefs
        .entries()
        .map(|(id, brief)| (Node::Brief(id), &brief.written.origin, Kind::Brief, brief.written.aliases.as_slice()));
    let questions = site.questions.entries().map(|(id, item)| (Node::Question(id), &item.written, Kind::Question));
    let threads = site.threads.entries().map(|(id, item)| (Node::Thread(id), &item.written, Kind::Thread));
    let pages = site.pages.entries().map(|(id, item)| (Node::Page(id), &item.written, Kind::Page));
    let titled = questions.chain(threads).chain(pages);
    briefs.chain(titled.map(|(node, written, kind)| (node, &written.origin, kind, written.aliases.as_slice())))
}

/// The files that some page shows or links to.
fn used_assets(site: &Site) -> Vec<UrlPath> {
    let targets = site
        .briefs
        .iter()
        .flat_map(|brief| &brief.targets)
        .chain(site.topics.iter().flat_map(|topic| &topic.targets))
        .chain(site.actors.iter().flat_map(|actor| &actor.targets))
        .chain(site.places.iter().flat_map(|place| &place.targets))
        .chain(site.questions.iter().flat_map(|question| &question.targets))
        .chain(site.threads.iter().flat_map(|thread| &thread.targets))
        .chain(site.pages.iter().flat_map(|page| &page.targets));
    let linked = targets.filter_map(|target| match target {
        Target::Asset(path) => Some(path),
        _ => None,
    });
    let mut assets: Vec<UrlPath> =
        linked.chain(site.briefs.iter().filter_map(|brief| brief.image.as_ref())).cloned().collect();
    assets.sort();
    assets.dedup();
    assets
}

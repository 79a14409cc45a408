//! Records that nothing names, that name a thing twice, or that cannot be looked up.

use std::collections::BTreeSet;

use crate::content::Kind;
use crate::content::record::NameForms;
use crate::content::source::UrlStatus;
use crate::content::{Origin, SourceDocument};
use crate::diagnostic::{Anchor, Diagnostic, FieldPath, FileName, Location};
use crate::model::{RecordId, Site, Speaker, Target};

pub(super) fn check(site: &Site, faults: &mut Vec<Diagnostic>) {
    orphans(site, faults);
    for actor in site.actors.iter() {
        aliases(&actor.written.origin.file, &actor.written.names, faults);
    }
    for place in site.places.iter() {
        aliases(&place.written.origin.file, &place.written.names, faults);
    }
    for topic in site.topics.iter() {
        aliases(&topic.written.origin.file, &topic.written.names, faults);
    }
    for source in site.sources.iter() {
        faults.extend(dead(&source.written));
        faults.extend(unread(&source.written));
    }
    questions(site, faults);
    threads(site, faults);
}

/// Where a record's title or name stands.
fn head(origin: &Origin, name: &str) -> Location {
    match origin.place() {
        Location { file, at: Anchor::File } => Location::key(&file, FieldPath::field(name)),
        Location { file, at: Anchor::Value(path) } => Location::value(&file, path.key("id")),
        place => place,
    }
}

fn orphans(site: &Site, faults: &mut Vec<Diagnostic>) {
    let named = named(site);
    for (node, origin) in site.origins() {
        let (kind, name) = match node {
            RecordId::Topic(id) if site.topics[id].children.is_empty() => (Kind::Topic, "name"),
            RecordId::Actor(_) => (Kind::Actor, "name"),
            RecordId::Place(_) => (Kind::Place, "name"),
            RecordId::Question(_) => (Kind::Question, "title"),
            RecordId::Thread(_) => (Kind::Thread, "title"),
            RecordId::Source(_) => (Kind::Source, "id"),
            _ => continue,
        };
        if !named.contains(&node) {
            let message = format!("nothing names the {} `{}`", kind.noun(), origin.id);
            faults.push(
                Diagnostic::warning("orphan-record", head(origin, name), message)
                    .help("name it in a brief, or delete it"),
            );
        }
    }
}

/// Every record that another one names, in a field or in its text.
fn named(site: &Site) -> BTreeSet<RecordId> {
    let mut named = BTreeSet::new();
    for (_, brief) in site.briefs.entries() {
        named.extend(brief.topics.iter().map(|id| RecordId::Topic(*id)));
        named.extend(brief.actors.iter().map(|part| RecordId::Actor(part.actor)));
        named.extend(brief.places.iter().map(|part| RecordId::Place(part.place)));
        named.extend(brief.threads.iter().map(|id| RecordId::Thread(*id)));
        named.extend(brief.sources.iter().map(|id| RecordId::Source(*id)));
        named.extend(brief.responses.iter().filter_map(|response| response.says).map(speaker));
        named.extend(brief.figures.iter().filter_map(|figure| figure.by).map(speaker));
        named.extend(brief.figures.iter().filter_map(|figure| figure.source).map(RecordId::Source));
    }
    for claim in site.claims.iter() {
        named.insert(RecordId::Question(claim.question));
        named.insert(speaker(claim.by));
        named.extend(claim.source.map(RecordId::Source));
        named.extend(claim.established_by.map(speaker));
    }
    named.extend(site.places.iter().filter_map(|place| place.source).map(RecordId::Source));
    for (own, targets) in targets(site) {
        for target in targets {
            match target {
                // A record that names itself is named by nobody.
                Target::Record(node, _) if *node != own => drop(named.insert(*node)),
                Target::Citation(sources) => named.extend(sources.iter().map(|(id, _)| RecordId::Source(*id))),
                _ => {}
            }
        }
    }
    named
}

/// What each text refers to.
fn targets(site: &Site) -> impl Iterator<Item = (RecordId, &[Target])> {
    let briefs = site.briefs.entries().map(|(id, item)| (RecordId::Brief(id), item.targets.as_slice()));
    let topics = site.topics.entries().map(|(id, item)| (RecordId::Topic(id), item.targets.as_slice()));
    let actors = site.actors.entries().map(|(id, item)| (RecordId::Actor(id), item.targets.as_slice()));
    let places = site.places.entries().map(|(id, item)| (RecordId::Place(id), item.targets.as_slice()));
    let questions = site.questions.entries().map(|(id, item)| (RecordId::Question(id), item.targets.as_slice()));
    let threads = site.threads.entries().map(|(id, item)| (RecordId::Thread(id), item.targets.as_slice()));
    let pages = site.pages.entries().map(|(id, item)| (RecordId::Page(id), item.targets.as_slice()));
    briefs.chain(topics).chain(actors).chain(places).chain(questions).chain(threads).chain(pages)
}

fn speaker(speaker: Speaker) -> RecordId {
    match speaker {
        Speaker::Actor(id) => RecordId::Actor(id),
        Speaker::Source(id) => RecordId::Source(id),
    }
}

/// Two records that share a name are an error; one that has a name twice is a slip.
fn aliases(file: &FileName, names: &NameForms, faults: &mut Vec<Diagnostic>) {
    let lists = [("aliases", &names.aliases), ("weak_aliases", &names.weak_aliases)];
    let mut seen: BTreeSet<&str> = BTreeSet::from([names.name.as_str()]);
    for (list, names) in lists {
        for (at, name) in names.iter().enumerate() {
            if !seen.insert(name) {
                let place = Location::value(file, FieldPath::field(list).item(at));
                faults.push(
                    Diagnostic::warning("repeated-alias", place, format!("`{name}` is a name of this record already"))
                        .help("delete it, or write the name that was meant"),
                );
            }
        }
    }
}

fn dead(source: &SourceDocument) -> Option<Diagnostic> {
    let lost = matches!(source.url_status, UrlStatus::Dead | UrlStatus::Usurped) && source.archive_url.is_none();
    lost.then(|| {
        let message = format!("the source `{}` cannot be looked up any more", source.origin.id);
        Diagnostic::warning("dead-without-archive", field_of(source, "url_status"), message)
            .help("add `archive_url:` with an archived copy, if there is one")
    })
}

fn unread(source: &SourceDocument) -> Option<Diagnostic> {
    (source.url.is_some() && source.accessed.is_none()).then(|| {
        let message = format!("nothing says when the source `{}` was read", source.origin.id);
        Diagnostic::warning("never-accessed", field_of(source, "url"), message)
            .help("add `accessed:` with the day on which an editor read it")
    })
}

fn field_of(source: &SourceDocument, name: &str) -> Location {
    match source.origin.bytes {
        Some(_) => source.origin.place(),
        None => Location::value(&source.origin.file, source.origin.path.key(name)),
    }
}

fn questions(site: &Site, faults: &mut Vec<Diagnostic>) {
    for question in site.questions.iter() {
        let sides: BTreeSet<Speaker> = question.claims.iter().map(|id| site.claims[*id].by).collect();
        if let Some(only) = sides.first().filter(|_| sides.len() == 1) {
            let message = format!("{} alone gives an account", site.speaker(*only));
            faults.push(
                Diagnostic::warning("one-sided-question", head(question.origin(), "title"), message)
                    .help("add a claim of another side, or one with `position: no-comment`"),
            );
        }
    }
}

fn threads(site: &Site, faults: &mut Vec<Diagnostic>) {
    for thread in site.threads.iter().filter(|thread| thread.briefs.len() == 1) {
        faults.push(
            Diagnostic::warning("short-thread", head(thread.origin(), "title"), "the thread has one brief")
                .help("add the thread to the briefs before and after it, or delete it"),
        );
    }
}

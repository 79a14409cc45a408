//! What leads back: the briefs and claims of every record, topics below topics, mentions, files in use.

use crate::diagnostic::{Diagnostic, Location};
use crate::model::Site;
use crate::model::records::{Brief, RecordId, Speaker, Target, Topic};
use crate::model::table::Id;
use crate::path::UrlPath;

/// How many topics may stand above one another. Readers lose the way long before.
const DEEPEST: usize = 12;

/// Topics below topics, without cycles.
pub(super) fn hierarchy(site: &mut Site, faults: &mut Vec<Diagnostic>) {
    for id in site.topics.ids() {
        let mut above = site.topics[id].parent;
        let mut steps = 0;
        // A topic below a cycle that it is not in goes round without end; the cycle is told at its own topics.
        while let Some(topic) = above.filter(|_| steps <= DEEPEST) {
            steps += 1;
            if steps == DEEPEST && topic != id {
                let origin = &site.topics[id].written.origin;
                let place = Location::value(&origin.file, crate::config::field("parent"));
                let message = format!("the topic `{}` stands {DEEPEST} or more levels down", origin.id);
                faults.push(
                    Diagnostic::error("deep-topic", place, message).help("give it a `parent:` nearer to the top"),
                );
            }
            if topic == id {
                let origin = &site.topics[id].written.origin;
                let place = Location::value(&origin.file, crate::config::field("parent"));
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
pub(super) fn index_briefs(site: &mut Site) {
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

pub(super) fn index_claims_of(site: &mut Site) {
    for id in site.claims.ids() {
        let claim = &site.claims[id];
        if site.briefs[claim.brief].is_withdrawn() {
            continue;
        }
        let (question, brief) = (claim.question, claim.brief);
        site.questions[question].claims.push(id);
        push_once(&mut site.questions[question].briefs, brief);
        let claim = &site.claims[id];
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
pub(super) fn backlinks(site: &mut Site) {
    let mut links: Vec<(Id<Brief>, RecordId)> = Vec::new();
    let mut add = |from: RecordId, targets: &[Target]| {
        for target in targets {
            if let Target::Record(RecordId::Brief(to), _) = target
                && from != RecordId::Brief(*to)
            {
                links.push((*to, from));
            }
        }
    };
    for (id, brief) in site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()) {
        add(RecordId::Brief(id), &brief.targets);
    }
    site.topics.entries().for_each(|(id, topic)| add(RecordId::Topic(id), &topic.targets));
    site.actors.entries().for_each(|(id, actor)| add(RecordId::Actor(id), &actor.targets));
    site.places.entries().for_each(|(id, place)| add(RecordId::Place(id), &place.targets));
    site.questions.entries().for_each(|(id, question)| add(RecordId::Question(id), &question.targets));
    site.threads.entries().for_each(|(id, thread)| add(RecordId::Thread(id), &thread.targets));
    site.pages.entries().for_each(|(id, page)| add(RecordId::Page(id), &page.targets));
    links.sort_unstable();
    links.dedup();
    for (to, from) in links {
        site.briefs[to].backlinks.push(from);
    }
}

/// The files that some page shows or links to.
pub(super) fn used_assets(site: &Site) -> Vec<UrlPath> {
    let standing = || site.briefs.iter().filter(|brief| !brief.is_withdrawn());
    let targets = standing()
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
    let mut assets: Vec<UrlPath> = linked.chain(standing().filter_map(|brief| brief.image.as_ref())).cloned().collect();
    assets.sort();
    assets.dedup();
    assets
}

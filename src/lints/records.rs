//! Records that nothing names, that name a thing twice, or that cannot be looked up.

use std::collections::BTreeSet;

use crate::content::record::NameForms;
use crate::content::source::UrlStatus;
use crate::content::{Origin, SourceDocument};
use crate::diagnostic::{Anchor, Diagnostic, FieldPath, FileName, Location};
use crate::model::{Id, RecordId, Site, Speaker, Target, Thread};

pub(super) fn check(site: &Site, faults: &mut Vec<Diagnostic>) {
    orphans(site, faults);
    for record in site.records() {
        if let Some(names) = record.names {
            aliases(&record.origin.file, names, faults);
        }
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
    for record in site.records() {
        let (node, origin) = (record.id, record.origin);
        let name = match node {
            RecordId::Brief(_) | RecordId::Page(_) => continue,
            RecordId::Topic(id) if !site.index.subtopics[id].is_empty() => continue,
            RecordId::Source(_) => "id",
            _ => record.kind().heading_field(),
        };
        if !named.contains(&node) {
            let message = format!("nothing names the {} `{}`", record.kind().noun(), origin.id);
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
        named.extend(brief.filed_under());
        named.extend(brief.in_response_to.iter().filter_map(|response| response.says).map(RecordId::from));
        named.extend(brief.figures.iter().filter_map(|figure| figure.by).map(RecordId::from));
        named.extend(brief.figures.iter().filter_map(|figure| figure.source).map(RecordId::Source));
    }
    for claim in site.claims.iter() {
        named.insert(RecordId::Question(claim.question));
        named.insert(claim.by.into());
        named.extend(claim.source.map(RecordId::Source));
        named.extend(claim.established_by.map(RecordId::from));
    }
    named.extend(site.places.iter().filter_map(|place| place.source).map(RecordId::Source));
    for record in site.records() {
        for target in record.prose.map_or(&[][..], |prose| prose.targets) {
            match target {
                // A record that names itself is named by nobody.
                Target::Record(node, _) if *node != record.id => drop(named.insert(*node)),
                Target::Citation(sources) => named.extend(sources.iter().map(|(id, _)| RecordId::Source(*id))),
                _ => {}
            }
        }
    }
    named
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
    for (id, question) in site.questions.entries() {
        let sides: BTreeSet<Speaker> = site.index.claims_of(id).iter().map(|id| site.claims[*id].by).collect();
        if let Some(only) = sides.first().filter(|_| sides.len() == 1) {
            let message = format!("{} alone gives an account", site.speaker(*only));
            faults.push(
                Diagnostic::warning("one-sided-question", head(&question.written.origin, "title"), message)
                    .help("add a claim of another side, or one with `position: no-comment`"),
            );
        }
    }
}

fn threads(site: &Site, faults: &mut Vec<Diagnostic>) {
    let is_short = |id: Id<Thread>| site.index.briefs_of(id).len() == 1;
    for (_, thread) in site.threads.entries().filter(|(id, _)| is_short(*id)) {
        faults.push(
            Diagnostic::warning("short-thread", head(&thread.written.origin, "title"), "the thread has one brief")
                .help("add the thread to the briefs before and after it, or delete it"),
        );
    }
}

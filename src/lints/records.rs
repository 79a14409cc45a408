//! Records that nothing names, that name a thing twice, or that cannot be looked up.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};

use crate::config::field;
use crate::content::record::NameForms;
use crate::content::source::UrlStatus;
use crate::content::source_address::SourceAddress;
use crate::content::{Origin, SourceDocument};
use crate::diagnostic::{Anchor, Diagnostic, Edit, FieldPath, FileName, Fix, Location, PathStep};
use crate::front_matter::wording::yaml_scalar;
use crate::model::{Brief, Id, RecordId, Site, Source, Speaker, Target, Thread};

pub(super) fn check(site: &Site, faults: &mut Vec<Diagnostic>) {
    orphans(site, faults);
    for record in site.records() {
        if let Some(names) = record.names {
            aliases(&record.origin.file, names, faults);
        }
    }
    let publishers = publishers_by_host(site);
    for source in site.sources.iter() {
        faults.extend(dead(&source.written));
        faults.extend(unread(site, &publishers, source));
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

/// Returns the publisher of each host, by the sources that name one; a host that two publishers share has none.
fn publishers_by_host(site: &Site) -> HashMap<String, Option<&str>> {
    let mut publishers: HashMap<String, Option<&str>> = HashMap::new();
    for source in site.sources.iter() {
        let address = source.written.url.as_deref().and_then(SourceAddress::parse);
        if let (Some(address), Some(name)) = (address, source.written.publisher.as_deref()) {
            let known = publishers.entry(address.host().to_owned()).or_insert(Some(name));
            *known = known.filter(|known| *known == name);
        }
    }
    publishers
}

fn unread(site: &Site, publishers: &HashMap<String, Option<&str>>, source: &Source) -> Option<Diagnostic> {
    let written = &source.written;
    let url = written.url.as_ref().filter(|_| written.accessed.is_none())?;
    // The id of a bare address was typed by nobody.
    let (name, help) = match written.is_bare_address() {
        true => {
            (url.as_str(), "write `{url: …, accessed: …}` under `sources:`, with the day on which an editor read it")
        }
        false => (written.origin.id.as_str(), "add `accessed:` with the day on which an editor read it"),
    };
    let message = format!("nothing says when the source `{name}` was read");
    let fault = Diagnostic::warning("never-accessed", url_place(written), message).help(help);
    // The editors' audience is of no day: what a language server shows has no fix.
    if site.audience.now == DateTime::<Utc>::MAX_UTC {
        return Some(fault);
    }
    let today = site.today();
    let publisher = match &written.publisher {
        Some(_) => None,
        None => SourceAddress::parse(url).and_then(|address| publishers.get(address.host()).copied().flatten()),
    };
    let publisher = publisher.map(|name| format!("publisher: {}", yaml_scalar(name)));
    let fields = |between: &str| {
        let added = [publisher.clone(), Some(format!("accessed: {today}"))];
        added.into_iter().flatten().collect::<Vec<_>>().join(between)
    };
    let whole = || format!("{{url: {}, {}}}", yaml_scalar(url), fields(", "));
    let title = format!("say that it was read on {today}");
    Some(match named_by(site, written) {
        _ if written.origin.file.ends_with(".bib") => fault,
        // A record or a brief may have been written long ago: that it was read today is a guess.
        NamedBy::Record(place) => {
            let fix = Fix::guess(title, Edit::after(place.clone(), format!("accessed: {today}")));
            fault.fix(match &publisher {
                Some(publisher) => fix.and(Edit::after(place, publisher.clone())),
                None => fix,
            })
        }
        NamedBy::Item(place) => fault.fix(Fix::guess(title, Edit::put(place, whole()))),
        NamedBy::Text(brief) => match brief.written.sources.len().checked_sub(1) {
            Some(last) => {
                let last = Location::value(&written.origin.file, field("sources").item(last));
                fault.fix(Fix::guess(title, Edit::after(last, whole())))
            }
            None => {
                let first = Location::value(&written.origin.file, field("title"));
                fault.fix(Fix::guess(title, Edit::after(first, format!("sources: [{}]", whole()))))
            }
        },
        NamedBy::Elsewhere => fault,
    })
}

/// How a source came into the site.
enum NamedBy<'s> {
    /// By a record, whose address stands here.
    Record(Location),
    /// By its address alone, as an item of `sources:`.
    Item(Location),
    /// By its address in the text or another field of a brief, which may list it too.
    Text(&'s Brief),
    /// By its address in another record.
    Elsewhere,
}

fn named_by<'s>(site: &'s Site, written: &SourceDocument) -> NamedBy<'s> {
    let origin = &written.origin;
    let is_address = written.is_bare_address();
    match (&origin.bytes, origin.path.0.as_slice()) {
        (None, [PathStep::Key(field), PathStep::Item(_)]) if is_address && **field == *"sources" => {
            NamedBy::Item(origin.place())
        }
        (None, [PathStep::Key(field), PathStep::Item(_)]) if **field == *"sources" => {
            NamedBy::Record(field_of(written, "url"))
        }
        (None, [PathStep::Item(_)]) => NamedBy::Record(field_of(written, "url")),
        _ => {
            let brief = site.briefs.iter().find(|brief| brief.written.origin.file == origin.file);
            brief.map_or(NamedBy::Elsewhere, NamedBy::Text)
        }
    }
}

/// Where the address of a source stands.
fn url_place(source: &SourceDocument) -> Location {
    match source.is_bare_address() {
        true => source.origin.place(),
        false => field_of(source, "url"),
    }
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

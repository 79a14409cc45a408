//! Topics, actors, places, threads and sources that drafts name: those that the site knows, and those that it does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::{Mapping, Value};

use super::{Draft, Import};
use crate::compose::{NewRecord, put, slug_of};
use crate::content::Kind;
use crate::fold::{nearest, slug_text};
use crate::model::{Site, is_slip};

/// The fields of a brief that hold lists of names, and what they name.
const FIELDS: [(&str, Kind); 5] = [
    ("topics", Kind::Topic),
    ("actors", Kind::Actor),
    ("places", Kind::Place),
    ("threads", Kind::Thread),
    ("sources", Kind::Source),
];

/// What a site knows by name.
#[derive(Debug, Default)]
pub struct Known {
    names: BTreeSet<(Kind, String)>,
    addresses: BTreeMap<String, String>,
}

impl Known {
    /// Every id, and every name that leads to one.
    pub fn of(site: &Site) -> Self {
        let mut known = Self::default();
        let topics = site.topics.iter().map(|topic| (Kind::Topic, &topic.written.origin, &topic.written.names));
        let actors = site.actors.iter().map(|actor| (Kind::Actor, &actor.written.origin, &actor.written.names));
        let places = site.places.iter().map(|place| (Kind::Place, &place.written.origin, &place.written.names));
        for (kind, origin, names) in topics.chain(actors).chain(places) {
            known.names.insert((kind, origin.id.to_string()));
            let spellings = names.aliases.iter().chain(names.by_language.iter().map(|(_, name)| name));
            known.names.extend(spellings.chain([&names.name]).map(|name| (kind, slug_text(name))));
        }
        known.names.extend(site.threads.iter().map(|thread| (Kind::Thread, thread.written.origin.id.to_string())));
        for source in site.sources.iter().map(|source| &source.written) {
            known.names.insert((Kind::Source, source.origin.id.to_string()));
            let address = source.url.iter().map(|url| (url.clone(), source.origin.id.to_string()));
            known.addresses.extend(address);
        }
        known
    }

    fn has(&self, kind: Kind, typed: &str) -> bool {
        self.names.contains(&(kind, slug_text(typed)))
    }
}

/// What the drafts name and the site does not know.
#[derive(Debug, Default)]
pub struct Terms {
    /// Records to be written.
    pub records: Vec<NewRecord>,
    /// Sources to be added to `sources.yaml`.
    pub sources: Vec<Mapping>,
    /// The names, by kind, in the order of first use.
    pub new: BTreeMap<Kind, Vec<String>>,
    /// The names of which records are made, although another is nearly the same: each with that one.
    pub near: Vec<(Kind, String, String)>,
    /// The ids that were given to names.
    ids: BTreeMap<(Kind, String), String>,
    /// The files of the drafts that name them.
    users: BTreeMap<(Kind, String), BTreeSet<String>>,
}

/// Makes records of the names that the site does not know, where they are `wanted`. Without them a brief keeps its terms,
/// for a term without a file has a page all the same, and loses its unknown sources.
pub fn settle(import: &mut Import, known: &Known, wanted: bool) -> Terms {
    let mut terms = Terms::default();
    let mut drafts = std::mem::take(&mut import.drafts);
    for draft in drafts.iter_mut().filter(|draft| draft.record.kind == Kind::Brief) {
        for (field, kind) in FIELDS {
            let Some(Value::Sequence(names)) = draft.record.fields.get(field) else { continue };
            let names: Vec<String> = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
            let settled: Vec<String> = names
                .iter()
                .filter_map(|name| terms.settled(draft, field, kind, name, known, wanted, import))
                .collect();
            draft.record.fields.remove(field);
            crate::compose::put_all(&mut draft.record.fields, field, settled);
        }
    }
    import.drafts = drafts;
    terms
}

impl Terms {
    /// Takes away what none of the drafts names that are still there.
    pub fn keep(&mut self, is_there: impl Fn(&str) -> bool) {
        self.users.retain(|_, drafts| drafts.iter().any(|path| is_there(path)));
        let users = &self.users;
        for (kind, names) in &mut self.new {
            names.retain(|name| users.contains_key(&(*kind, slug_text(name))));
        }
        self.new.retain(|_, names| !names.is_empty());
        self.near.retain(|(kind, name, _)| users.contains_key(&(*kind, slug_text(name))));
        let used = self.ids.iter().filter(|(term, _)| users.contains_key(*term));
        let used: BTreeSet<(Kind, &str)> = used.map(|((kind, _), id)| (*kind, id.as_str())).collect();
        self.records.retain(|record| used.contains(&(record.kind, record.stem.as_str())));
        let id = |fields: &Mapping| fields.get("id").and_then(Value::as_str).map(str::to_owned);
        self.sources.retain(|source| id(source).is_some_and(|id| used.contains(&(Kind::Source, id.as_str()))));
    }

    /// The name as it is to be written; nothing where it cannot be.
    #[expect(clippy::too_many_arguments, reason = "one name, where it stands, and what is known of it")]
    fn settled(
        &mut self,
        draft: &Draft,
        field: &str,
        kind: Kind,
        name: &str,
        known: &Known,
        wanted: bool,
        import: &mut Import,
    ) -> Option<String> {
        if let Some(id) = known.addresses.get(name).filter(|_| kind == Kind::Source) {
            return Some(id.clone());
        }
        if known.has(kind, name) {
            return Some(name.to_owned());
        }
        let spelling = slug_text(name);
        if spelling.is_empty() {
            import.lost(&draft.from, Some(field), format!("`{name}` has neither letters nor digits, and makes no id"));
            return None;
        }
        self.users.entry((kind, spelling.clone())).or_default().insert(draft.record.path());
        if let Some(id) = self.ids.get(&(kind, spelling.clone())) {
            return Some(id.clone());
        }
        if !wanted && kind == Kind::Source {
            let why = format!("no source has the id or address `{name}`: --with-terms adds it to sources.yaml");
            import.lost(&draft.from, Some(field), why);
            return None;
        }
        let seen = self.new.entry(kind).or_default();
        if !seen.iter().any(|other| other == name) {
            seen.push(name.to_owned());
        }
        if wanted { self.make(kind, name, spelling, known) } else { Some(name.to_owned()) }
    }

    fn make(&mut self, kind: Kind, name: &str, spelling: String, known: &Known) -> Option<String> {
        let address = url::Url::parse(name).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let shown = address.as_ref().map_or_else(|| name.to_owned(), short);
        let wanted = slug_of(&shown).ok()?.to_string();
        let taken = |id: &str| {
            known.names.contains(&(kind, id.to_owned()))
                || self.ids.iter().any(|((of, _), other)| *of == kind && other == id)
        };
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !taken(id))?;
        // Two addresses of one host are nearly the same, and are two.
        let near = self.nearest(kind, name, known).filter(|_| address.is_none());
        self.near.extend(near.map(|near| (kind, name.to_owned(), near)));
        let mut fields = Mapping::new();
        if kind == Kind::Source {
            put(&mut fields, "id", Some(id.as_str()));
            put(&mut fields, "title", Some(shown));
            put(&mut fields, "url", address.map(|_| name));
            self.sources.push(fields);
        } else {
            put(&mut fields, if kind == Kind::Thread { "title" } else { "name" }, Some(name));
            let (comments, body) = (String::new(), String::new());
            self.records.push(NewRecord { kind, stem: id.clone(), fields, comments, body });
        }
        self.ids.insert((kind, spelling), id.clone());
        Some(id)
    }
}

impl Terms {
    /// A name of the site, or one that is new as well, of which this one is most likely a misspelling.
    fn nearest(&self, kind: Kind, name: &str, known: &Known) -> Option<String> {
        let names = known.names.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.as_str());
        let new = self.ids.iter().filter(|((of, _), _)| *of == kind).map(|(_, id)| id.as_str());
        nearest(name, names.chain(new)).filter(|near| is_slip(name, near)).map(str::to_owned)
    }
}

/// An address without what all addresses have.
fn short(url: &url::Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::From;

    fn drafts(sources: &[&str], topics: &[&str]) -> Import {
        let mut fields = Mapping::new();
        crate::compose::put_all(&mut fields, "sources", sources.iter().copied());
        crate::compose::put_all(&mut fields, "topics", topics.iter().copied());
        let (stem, comments, body) = ("a".to_owned(), String::new(), String::new());
        let record = NewRecord { kind: Kind::Brief, stem, fields, comments, body };
        Import { seen: 1, drafts: vec![Draft { from: From::row("a.csv", 2), record }], notes: Vec::new() }
    }

    #[test]
    fn new_names_become_records_once_and_briefs_name_their_ids() {
        let mut known = Known::default();
        known.names.insert((Kind::Topic, "trade".into()));
        let mut import = drafts(
            &["https://www.example.org/a/b/", "https://www.example.org/a/b/", "The Paper"],
            &["Trade", "Visas", "visas", "…"],
        );
        let terms = settle(&mut import, &known, true);
        assert_eq!(terms.records.iter().map(NewRecord::path).collect::<Vec<_>>(), ["content/topics/visas.md"]);
        let fields = crate::compose::yaml(&Value::Mapping(import.drafts[0].record.fields.clone()));
        assert_eq!(
            fields,
            "topics:\n- Trade\n- visas\n- visas\nsources:\n- www-example-org-a-b\n- www-example-org-a-b\n- the-paper\n"
        );
        assert_eq!(terms.sources.len(), 2);
        assert_eq!(import.notes.len(), 1, "a name without letters");
    }

    #[test]
    fn a_new_name_that_is_nearly_another_is_noted() {
        let mut known = Known::default();
        known.names.extend([(Kind::Topic, "alliance".to_owned()), (Kind::Source, "example-org-a".to_owned())]);
        let topics = ["Alianse", "Visa rules", "Visa rule", "Day 1", "Day 2"];
        let mut import = drafts(&["https://example.org/b", "https://example.org/c"], &topics);
        let mut terms = settle(&mut import, &known, true);
        let near: Vec<(&str, &str)> = terms.near.iter().map(|(_, name, near)| (name.as_str(), near.as_str())).collect();
        assert_eq!(near, [("Alianse", "alliance"), ("Visa rule", "visa-rules")]);
        terms.keep(|_| false);
        assert!(terms.near.is_empty());
    }

    #[test]
    fn what_only_a_draft_named_that_was_left_out_is_not_made() {
        let mut import = drafts(&["https://example.org/a", "https://example.org/b"], &["Visas", "Trade"]);
        let mut second = drafts(&["https://example.org/b"], &["visas"]).drafts;
        second[0].record.stem = "b".to_owned();
        import.drafts.append(&mut second);
        let mut terms = settle(&mut import, &Known::default(), true);
        terms.keep(|path| path == "content/briefs/b.md");
        assert_eq!(terms.records.iter().map(NewRecord::path).collect::<Vec<_>>(), ["content/topics/visas.md"]);
        assert_eq!(terms.sources.len(), 1);
        assert_eq!(terms.new[&Kind::Topic], ["Visas"]);
        terms.keep(|_| false);
        assert!(terms.records.is_empty() && terms.sources.is_empty() && terms.new.is_empty());
    }

    #[test]
    fn without_new_records_terms_stay_and_unknown_sources_go() {
        let mut known = Known::default();
        known.addresses.insert("https://example.org/a".into(), "paper-1".into());
        let mut import = drafts(&["https://example.org/a", "The Paper"], &["Visas"]);
        let terms = settle(&mut import, &known, false);
        assert!(terms.records.is_empty() && terms.sources.is_empty());
        assert_eq!(terms.new[&Kind::Topic], ["Visas"]);
        let fields = crate::compose::yaml(&Value::Mapping(import.drafts[0].record.fields.clone()));
        assert_eq!(fields, "topics:\n- Visas\nsources:\n- paper-1\n");
        assert!(import.notes[0].why.contains("--with-terms"));
    }
}

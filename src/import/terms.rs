//! Topics, actors, places, threads and sources that drafts name: those that the site knows, and those that it does not.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::{Mapping, Value};

use super::{Import, notes};
use crate::compose::{NewRecord, put, slug_of};
use crate::content::Kind;
use crate::fold::{NameMatch, NameTable, SlipIndex, name_key, slug_text};
use crate::model::Site;

/// The fields of a brief that hold lists of names, and what they name.
const FIELDS: [(&str, Kind); 5] = [
    ("topics", Kind::Topic),
    ("actors", Kind::Actor),
    ("places", Kind::Place),
    ("threads", Kind::Thread),
    ("sources", Kind::Source),
];

/// The names of a kind.
#[derive(Debug, Default)]
struct TermNames {
    table: NameTable<usize>,
    slips: SlipIndex,
    /// The id to which each name in `slips` leads.
    ids: Vec<String>,
}

impl TermNames {
    fn add(&mut self, id: &str, names: impl IntoIterator<Item = impl AsRef<str>>) {
        let number = self.ids.len();
        self.table.add_id(id, number);
        self.slips.add(id);
        self.ids.push(id.to_owned());
        for name in names {
            self.table.add_name(name.as_ref(), number);
            self.slips.add(name.as_ref());
            self.ids.push(id.to_owned());
        }
    }

    /// Returns the id of a record of whose name this one may be a misspelling.
    fn near(&self, name: &str) -> Option<&str> {
        self.slips.slips_of(name).first().map(|number| self.ids[*number].as_str())
    }
}

/// What a site knows by name.
#[derive(Debug, Default)]
pub(crate) struct SiteNames {
    kinds: BTreeMap<Kind, TermNames>,
    addresses: BTreeMap<String, String>,
}

impl SiteNames {
    /// Returns every id, every name that leads to one, and the addresses of sources.
    pub(crate) fn of(site: &Site) -> Self {
        let mut known = Self::default();
        for (_, kind) in FIELDS {
            for record in site.records_of(kind) {
                known.kinds.entry(kind).or_default().add(record.origin.id.as_str(), record.spellings());
            }
        }
        for source in site.sources.iter().map(|source| &source.written) {
            known.addresses.extend(source.url.iter().map(|url| (url.clone(), source.origin.id.to_string())));
        }
        known
    }

    fn has(&self, kind: Kind, typed: &str) -> bool {
        self.kinds.get(&kind).is_some_and(|names| names.table.find(typed) != NameMatch::Nothing)
    }
}

/// What the drafts name and the site does not know.
#[derive(Debug, Default)]
pub(crate) struct NewTerms {
    /// Records to be written.
    pub records: Vec<NewRecord>,
    /// Sources to be added to `sources.yaml`.
    pub sources: Vec<Mapping>,
    /// The names, by kind, in the order of first use.
    pub new: BTreeMap<Kind, Vec<String>>,
    /// New names that are nearly another, each with its kind and that other name.
    pub near: Vec<(Kind, String, String)>,
    /// The ids that were given to names, by what makes two spellings one name.
    ids: BTreeMap<(Kind, String), String>,
    /// The same, with the names that they were given to.
    named: BTreeMap<Kind, TermNames>,
    /// The files of the drafts that name them.
    users: BTreeMap<(Kind, String), BTreeSet<String>>,
}

/// Gives every name in the drafts the id of its record. Where they are `wanted`, names that the site does not know become
/// records. Without them a brief keeps its terms, for a term without a file has a page all the same, and loses its unknown
/// sources.
pub(crate) fn resolve_terms(import: &mut Import, site: &SiteNames, wanted: bool) -> NewTerms {
    let mut terms = NewTerms::default();
    let mut lost = Vec::new();
    for draft in &mut import.drafts {
        let is_brief = draft.record.kind == Kind::Brief;
        let path = draft.record.path();
        for (field, kind) in FIELDS {
            let Some(Value::Sequence(names)) = draft.record.fields.get(field) else { continue };
            let names = names.clone();
            let mut ids: Vec<Value> = Vec::with_capacity(names.len());
            for name in names {
                // An entry with fields of its own, as `export` writes it, names a record by its `id`.
                let Value::String(name) = name else {
                    ids.push(name);
                    continue;
                };
                // A page makes no page of a topic that has no file.
                if !is_brief && !wanted && !site.has(kind, &name) {
                    lost.push((
                        draft.from.clone(),
                        field,
                        format!("`{name}` has no file, and a page can only name one that has"),
                    ));
                    continue;
                }
                match terms.resolve(kind, &name, &path, site, wanted) {
                    Ok(id) => ids.push(id.into()),
                    Err(why) => lost.push((draft.from.clone(), field, why)),
                }
            }
            draft.record.fields.remove(field);
            if !ids.is_empty() {
                draft.record.fields.insert(field.into(), Value::Sequence(ids));
            }
        }
    }
    lost.into_iter().for_each(|(from, field, why)| import.note(notes::NAME, &from, Some(field), why));
    terms
}

impl NewTerms {
    /// Removes what no remaining draft names.
    pub(crate) fn keep(&mut self, is_there: impl Fn(&str) -> bool) {
        self.users.retain(|_, drafts| drafts.iter().any(|path| is_there(path)));
        let users = &self.users;
        for (kind, names) in &mut self.new {
            names.retain(|name| users.contains_key(&(*kind, name_key(name))));
        }
        self.new.retain(|_, names| !names.is_empty());
        self.near.retain(|(kind, name, _)| users.contains_key(&(*kind, name_key(name))));
        let used = self.ids.iter().filter(|(term, _)| users.contains_key(*term));
        let used: BTreeSet<(Kind, &str)> = used.map(|((kind, _), id)| (*kind, id.as_str())).collect();
        self.records.retain(|record| used.contains(&(record.kind, record.stem.as_str())));
        let id = |fields: &Mapping| fields.get("id").and_then(Value::as_str).map(str::to_owned);
        self.sources.retain(|source| id(source).is_some_and(|id| used.contains(&(Kind::Source, id.as_str()))));
    }

    /// Returns the name as it is to be written in the draft at `path`.
    ///
    /// # Errors
    /// Why the draft loses it.
    fn resolve(
        &mut self,
        kind: Kind,
        name: &str,
        path: &str,
        site: &SiteNames,
        wanted: bool,
    ) -> Result<String, String> {
        if let Some(id) = site.addresses.get(name).filter(|_| kind == Kind::Source) {
            return Ok(id.clone());
        }
        if site.has(kind, name) {
            return Ok(name.to_owned());
        }
        let spelling = name_key(name);
        if slug_text(name).is_empty() {
            return Err(format!("`{name}` has neither letters nor digits, and makes no id"));
        }
        self.users.entry((kind, spelling.clone())).or_default().insert(path.to_owned());
        if let Some(id) = self.ids.get(&(kind, spelling.clone())) {
            return Ok(id.clone());
        }
        if !wanted && kind == Kind::Source {
            return Err(format!("no source has the id or address `{name}`: --with-terms adds it to sources.yaml"));
        }
        let seen = self.new.entry(kind).or_default();
        if !seen.iter().any(|other| other == name) {
            seen.push(name.to_owned());
        }
        if wanted { self.add(kind, name, spelling, site) } else { Ok(name.to_owned()) }
    }

    /// Adds a record with a free id, and returns the id.
    fn add(&mut self, kind: Kind, name: &str, spelling: String, site: &SiteNames) -> Result<String, String> {
        let address = url::Url::parse(name).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let shown = address.as_ref().map_or_else(|| name.to_owned(), short);
        let wanted = slug_of(&shown).map_err(|why| format!("`{name}` makes no id: {why}"))?.to_string();
        let has = |names: Option<&TermNames>, id: &str| names.is_some_and(|names| names.table.id(id).is_some());
        let taken = |id: &str| has(site.kinds.get(&kind), id) || has(self.named.get(&kind), id);
        let mut id = wanted.clone();
        for number in 2.. {
            if !taken(&id) {
                break;
            }
            id = format!("{wanted}-{number}");
        }
        // Two addresses of one host are nearly the same, and are two.
        if address.is_none() {
            let known = [site.kinds.get(&kind), self.named.get(&kind)];
            let near = known.into_iter().flatten().find_map(|names| names.near(name)).map(str::to_owned);
            self.near.extend(near.map(|near| (kind, name.to_owned(), near)));
            self.named.entry(kind).or_default().add(&id, [name]);
        } else {
            self.named.entry(kind).or_default().table.add_id(&id, 0);
        }
        let mut fields = Mapping::new();
        if kind == Kind::Source {
            put(&mut fields, "id", Some(id.as_str()));
            put(&mut fields, "title", Some(shown));
            put(&mut fields, "url", address.map(|_| name));
            self.sources.push(fields);
        } else {
            put(&mut fields, kind.heading_field(), Some(name));
            let (comments, body) = (String::new(), String::new());
            self.records.push(NewRecord { kind, stem: id.clone(), fields, comments, body });
        }
        self.ids.insert((kind, spelling), id.clone());
        Ok(id)
    }
}

/// An address without what all addresses have.
fn short(url: &url::Url) -> String {
    format!("{}{}", url.host_str().unwrap_or_default(), url.path().trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::put_all;
    use crate::import::{Draft, DraftOrigin};

    fn drafts(sources: &[&str], topics: &[&str]) -> Import {
        let mut fields = Mapping::new();
        put_all(&mut fields, "sources", sources.iter().copied());
        put_all(&mut fields, "topics", topics.iter().copied());
        let (stem, comments, body) = ("a".to_owned(), String::new(), String::new());
        let record = NewRecord { kind: Kind::Brief, stem, fields, comments, body };
        Import {
            seen: 1,
            drafts: vec![Draft { from: DraftOrigin::row("a.csv", 2), record, old: None }],
            ..Import::default()
        }
    }

    #[test]
    fn new_names_become_records_once_and_briefs_name_their_ids() {
        let mut site = SiteNames::default();
        site.kinds.entry(Kind::Topic).or_default().add("trade", [""; 0]);
        let mut import = drafts(
            &["https://www.example.org/a/b/", "https://www.example.org/a/b/", "The Paper"],
            &["Trade", "Visas", "visas", "…"],
        );
        let terms = resolve_terms(&mut import, &site, true);
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
        let mut site = SiteNames::default();
        site.kinds.entry(Kind::Topic).or_default().add("alliance", ["The alliance"]);
        site.kinds.entry(Kind::Source).or_default().add("example-org-a", [""; 0]);
        let topics = ["Alianse", "Visa rules", "Visa rule", "Day 1", "Day 2"];
        let mut import = drafts(&["https://example.org/b", "https://example.org/c"], &topics);
        let mut terms = resolve_terms(&mut import, &site, true);
        let near: Vec<(&str, &str)> = terms.near.iter().map(|(_, name, near)| (name.as_str(), near.as_str())).collect();
        assert_eq!(near, [("Alianse", "alliance"), ("Visa rule", "visa-rules")]);
        terms.keep(|_| false);
        assert!(terms.near.is_empty());
    }

    #[test]
    fn names_that_differ_in_a_sign_or_a_letter_are_records_of_their_own() {
        let mut import = drafts(&[], &["C", "C++", "C#", "山西", "陕西", "Iran", "Iraq", "OPEC", "OPEC+"]);
        let terms = resolve_terms(&mut import, &SiteNames::default(), true);
        let stems: Vec<&str> = terms.records.iter().map(|record| record.stem.as_str()).collect();
        assert_eq!(stems, ["c", "c-plus-plus", "c-sharp", "shanxi", "shanxi-2", "iran", "iraq", "opec", "opec-plus"]);
        assert_eq!(terms.near, []);
    }

    #[test]
    fn what_only_a_draft_named_that_was_left_out_is_not_made() {
        let mut import = drafts(&["https://example.org/a", "https://example.org/b"], &["Visas", "Trade"]);
        let mut second = drafts(&["https://example.org/b"], &["visas"]).drafts;
        second[0].record.stem = "b".to_owned();
        import.drafts.append(&mut second);
        let mut terms = resolve_terms(&mut import, &SiteNames::default(), true);
        terms.keep(|path| path == "content/briefs/b.md");
        assert_eq!(terms.records.iter().map(NewRecord::path).collect::<Vec<_>>(), ["content/topics/visas.md"]);
        assert_eq!(terms.sources.len(), 1);
        assert_eq!(terms.new[&Kind::Topic], ["Visas"]);
        terms.keep(|_| false);
        assert!(terms.records.is_empty() && terms.sources.is_empty() && terms.new.is_empty());
    }

    #[test]
    fn without_new_records_terms_stay_and_unknown_sources_go() {
        let mut site = SiteNames::default();
        site.addresses.insert("https://example.org/a".into(), "paper-1".into());
        let mut import = drafts(&["https://example.org/a", "The Paper"], &["Visas"]);
        let terms = resolve_terms(&mut import, &site, false);
        assert!(terms.records.is_empty() && terms.sources.is_empty());
        assert_eq!(terms.new[&Kind::Topic], ["Visas"]);
        let fields = crate::compose::yaml(&Value::Mapping(import.drafts[0].record.fields.clone()));
        assert_eq!(fields, "topics:\n- Visas\nsources:\n- paper-1\n");
        assert!(import.notes[0].why.contains("--with-terms"));
    }
}

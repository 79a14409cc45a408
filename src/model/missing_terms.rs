//! Terms that a brief uses and nobody described: each gets a record, named from its id, and a warning says how to make
//! the file. A term that is nearly the name of another is an error instead: it is most likely a slip.

use crate::content::brief::Status;
use crate::content::record::{ActorDocument, NameForms, PlaceDocument, Titled, TopicDocument};
use crate::content::{Kind, Origin};
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::fold::slug_text;
use crate::front_matter::RecordName;
use crate::markdown::{self, Body};
use crate::model::documents::Documents;
use crate::model::errors;
use crate::model::registry::Registry;
use crate::path::Slug;

/// Adds the missing records and registers them.
pub(super) fn add_missing_terms(documents: &mut Documents, registry: &mut Registry, faults: &mut Vec<Diagnostic>) {
    let is_unknown = |(kind, _, name): &(Kind, &FileName, &RecordName)| registry.find(*kind, &name.text).is_none();
    let unknown: Vec<(Kind, FileName, RecordName)> =
        documents.term_uses().filter(is_unknown).map(|(kind, file, name)| (kind, file.clone(), name.clone())).collect();
    for (kind, file, name) in unknown {
        // It may be known by now: the first brief that uses it makes it.
        if registry.find(kind, &name.text).is_some()
            || registry.may_be_unread(&name.text)
            || registry.nearest(kind, &name.text).is_some_and(|near| is_slip(&name.text, &near))
        {
            continue;
        }
        let Ok(id) = Slug::new(&slug_text(&name.text)) else {
            continue;
        };
        faults.push(errors::missing_record(Location::value(&file, name.at.clone()), kind, &name.text, id.as_str()));
        documents.add_term(kind, &id, &name.text);
        registry.add(kind, &id);
    }
}

/// Whether a name is most likely another one misspelt. `day-1` and `day-2`, `un` and `us` are two names.
pub(crate) fn is_slip(typed: &str, near: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    typed.chars().count() > 2 && digits(typed) == digits(near)
}

impl Documents {
    fn add_term(&mut self, kind: Kind, id: &Slug, typed: &str) {
        let file = FileName::from(format!("content/{}/{id}.md", kind.folder()));
        let (body, _) = markdown::parse(&file, "", 0, &markdown::ParseOptions::default());
        let origin = Origin { file, id: id.clone(), path: FieldPath::default(), bytes: None };
        let name = name_of(typed, id);
        let names = NameForms { name: name.clone(), ..NameForms::default() };
        match kind {
            Kind::Topic => {
                self.topics.push(TopicDocument { origin, names, parent: None, summary: None, body, extra: None });
            }
            Kind::Actor => self.actors.push(ActorDocument {
                origin,
                names,
                kind: None,
                country: None,
                offices: Vec::new(),
                summary: None,
                body,
                extra: None,
            }),
            Kind::Place => self.places.push(PlaceDocument {
                origin,
                names,
                country: None,
                position: None,
                precision: None,
                source: None,
                summary: None,
                body,
                extra: None,
            }),
            Kind::Question => self.questions.push(titled(origin, name, body)),
            Kind::Thread => self.threads.push(titled(origin, name, body)),
            // No other kind is among the terms.
            _ => {}
        }
    }
}

fn titled(origin: Origin, title: String, body: Body) -> Titled {
    Titled {
        origin,
        title,
        summary: None,
        topics: Vec::new(),
        aliases: Vec::new(),
        status: Status::Usable,
        body,
        extra: None,
    }
}

/// A name made of an id: `entry-bans` → "Entry bans". A name with capitals or spaces is taken as typed.
fn name_of(typed: &str, id: &Slug) -> String {
    if typed != id.as_str() {
        return typed.to_owned();
    }
    let words = id.as_str().replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_short_names_or_two_numbers_are_no_slip() {
        assert!(is_slip("alianse", "alliance") && is_slip("day-11", "days-11"));
        assert!(!is_slip("day-2", "day-1") && !is_slip("un", "us"));
    }
}

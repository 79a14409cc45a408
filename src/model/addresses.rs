//! Addresses: in go the records, out come the redirects, and a fault where two records stand at one address.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::MovedPage;
use crate::content::Kind;
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::model::entities::{RecordId, Source};
use crate::model::records::Records;
use crate::model::table::Column;
use crate::path::UrlPath;
use crate::routes;

/// An old address, and what it leads to now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The target.
    pub to: RedirectTarget,
    /// The place where an author typed the old address.
    pub from: Location,
}

/// What an old address leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RedirectTarget {
    /// A record that names it among its `aliases:`.
    Record(RecordId),
    /// What `site.toml` says: a page, and perhaps an anchor on it.
    Page(UrlPath, Option<String>),
}

/// Returns the old addresses of records, and those of `site.toml`. Two records at one address are a fault, and so is one at
/// a reserved address.
pub(super) fn redirects(
    records: &Records,
    has_page: &Column<Source, bool>,
    moved: &[MovedPage],
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<UrlPath, Redirect> {
    let mut taken: BTreeMap<UrlPath, Location> = BTreeMap::new();
    let mut redirects = BTreeMap::new();
    let claim = |taken: &mut BTreeMap<UrlPath, Location>,
                 page: &UrlPath,
                 place: Location,
                 faults: &mut Vec<Diagnostic>| match taken.get(page) {
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
    for record in records.records() {
        let (kind, origin, page) = (record.kind(), record.origin, record.page);
        let named_by_slug = kind == Kind::Brief && *page != routes::record(kind, &origin.id);
        let place =
            if named_by_slug { Location::value(&origin.file, crate::config::field("slug")) } else { origin.place() };
        if routes::is_reserved(kind, page) {
            faults.push(
                Diagnostic::error(
                    "reserved-address",
                    place,
                    format!("`/{}` is kept for an index of the site", page.address()),
                )
                .help("give the file another name, or the brief another `slug:`"),
            );
            continue;
        }
        if !matches!(record.id, RecordId::Source(id) if !has_page[id]) {
            claim(&mut taken, page, place, faults);
        }
    }
    let mut former_pages = BTreeSet::new();
    for record in records.records() {
        let has_page = !matches!(record.id, RecordId::Source(id) if !has_page[id]);
        for former in record.origin.former.iter().filter(|_| has_page) {
            let (page, from) = (routes::record(record.kind(), &former.id), record.origin.place_of_former(former));
            // Where names are read it is told that the id is a living one, or claimed twice.
            let is_living = || records.records_of(record.kind()).any(|other| other.origin.id == former.id);
            if !former_pages.insert(page.clone()) || (taken.contains_key(&page) && is_living()) {
                continue;
            }
            if claim(&mut taken, &page, from.clone(), faults) {
                redirects.insert(page, Redirect { to: RedirectTarget::Record(record.id), from });
            }
        }
        for alias in record.old_addresses {
            let parts: Vec<&str> = alias.parts.iter().map(String::as_str).collect();
            let page = match parts.as_slice() {
                [single] if !alias.rooted && record.kind() != Kind::Page => {
                    UrlPath::page(&[record.kind().folder(), single])
                }
                parts if parts.last().is_some_and(|last| last.ends_with(".html")) => {
                    UrlPath::file(&parts[..parts.len() - 1], parts[parts.len() - 1])
                }
                parts => UrlPath::page(parts),
            };
            // An old id may stand among its former ones as well.
            let to = RedirectTarget::Record(record.id);
            if redirects.get(&page).is_some_and(|redirect: &Redirect| redirect.to == to) {
                continue;
            }
            let from = Location::value(&record.origin.file, alias.at.clone());
            if claim(&mut taken, &page, from.clone(), faults) {
                redirects.insert(page, Redirect { to: RedirectTarget::Record(record.id), from });
            }
        }
    }
    for page in moved {
        let from = Location::key(&FileName::from(crate::config::FILE), page.at.clone());
        if claim(&mut taken, &page.from, from.clone(), faults) {
            let to = RedirectTarget::Page(page.to.clone(), page.fragment.clone());
            redirects.insert(page.from.clone(), Redirect { to, from });
        }
    }
    redirects
}

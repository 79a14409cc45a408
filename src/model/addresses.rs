//! Where every record stands, that no two stand at one address, and which old addresses lead where.

use std::collections::BTreeMap;

use crate::content::{Kind, OldAddress, Origin};
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::model::Site;
use crate::model::records::{RecordId, Redirect, RedirectTarget};
use crate::path::UrlPath;
use crate::routes;

/// Where every record stands, that no two stand at one address, and which old addresses lead where.
pub(super) fn addresses(site: &Site, faults: &mut Vec<Diagnostic>) -> BTreeMap<UrlPath, Redirect> {
    let mut taken: BTreeMap<UrlPath, Location> = BTreeMap::new();
    let mut redirects = BTreeMap::new();
    let mut claim = |page: &UrlPath, place: Location, faults: &mut Vec<Diagnostic>| match taken.get(page) {
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
    for (kind, origin, page, has_page) in records(site) {
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
        if has_page {
            claim(page, place, faults);
        }
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
            let from = Location::value(&origin.file, alias.at.clone());
            if claim(&page, from.clone(), faults) {
                redirects.insert(page, Redirect { to: RedirectTarget::Record(node), from });
            }
        }
    }
    for moved in &site.config.redirects {
        let from = Location::key(&FileName::from(crate::config::FILE), moved.at.clone());
        if claim(&moved.from, from.clone(), faults) {
            let to = RedirectTarget::Page(moved.to.clone(), moved.fragment.clone());
            redirects.insert(moved.from.clone(), Redirect { to, from });
        }
    }
    redirects
}

/// Returns every record with its page, and whether it has that page now.
fn records(site: &Site) -> impl Iterator<Item = (Kind, &Origin, &UrlPath, bool)> {
    let briefs = site.briefs.iter().map(|brief| (Kind::Brief, &brief.written.origin, &brief.page, true));
    let topics = site.topics.iter().map(|topic| (Kind::Topic, &topic.written.origin, &topic.page, true));
    let actors = site.actors.iter().map(|actor| (Kind::Actor, &actor.written.origin, &actor.page, true));
    let places = site.places.iter().map(|place| (Kind::Place, &place.written.origin, &place.page, true));
    let questions = site.questions.iter().map(|item| (Kind::Question, &item.written.origin, &item.page, true));
    let threads = site.threads.iter().map(|item| (Kind::Thread, &item.written.origin, &item.page, true));
    let sources = site.sources.iter().map(|item| (Kind::Source, &item.written.origin, &item.page, item.has_page()));
    let pages = site.pages.iter().map(|item| (Kind::Page, &item.written.origin, &item.page, true));
    briefs.chain(topics).chain(actors).chain(places).chain(questions).chain(threads).chain(sources).chain(pages)
}

fn aliased(site: &Site) -> impl Iterator<Item = (RecordId, &Origin, Kind, &[OldAddress])> {
    let briefs = site
        .briefs
        .entries()
        .map(|(id, brief)| (RecordId::Brief(id), &brief.written.origin, Kind::Brief, brief.written.aliases.as_slice()));
    let questions = site.questions.entries().map(|(id, item)| (RecordId::Question(id), &item.written, Kind::Question));
    let threads = site.threads.entries().map(|(id, item)| (RecordId::Thread(id), &item.written, Kind::Thread));
    let pages = site.pages.entries().map(|(id, item)| (RecordId::Page(id), &item.written, Kind::Page));
    let titled = questions.chain(threads).chain(pages);
    briefs.chain(titled.map(|(node, written, kind)| (node, &written.origin, kind, written.aliases.as_slice())))
}

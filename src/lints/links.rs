//! The site's links to other sites, and what is to be said of them once their servers have answered.

use std::collections::BTreeSet;

use crate::config::FILE;
use crate::content::source::UrlStatus;
use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location};
use crate::io::web::{LinkStatus, LinkStatuses};
use crate::markdown::{Body, ReferenceTarget};
use crate::model::{Site, Source};

/// A link to another site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outside {
    /// Where it leads, as a browser has it.
    pub address: String,
    /// Where it is written.
    pub place: Location,
}

/// Every link to a page of another site: of sources that are not known to be dead, and in texts.
pub(crate) fn of(site: &Site) -> Vec<Outside> {
    let mut links: Vec<Outside> = site.sources.iter().flat_map(of_source).collect();
    for record in site.records() {
        links.extend(record.prose.iter().flat_map(|prose| in_body(&record.origin.file, prose.body)));
    }
    links
}

fn of_source(source: &Source) -> impl Iterator<Item = Outside> + use<'_> {
    let written = &source.written;
    let lives = !matches!(written.url_status, UrlStatus::Dead | UrlStatus::Usurped);
    let url = written.url.as_ref().filter(|_| lives).map(|address| ("url", address));
    let archive = written.archive_url.as_ref().map(|address| ("archive_url", address));
    url.into_iter().chain(archive).map(|(name, address)| {
        let place = match &written.origin.bytes {
            Some(_) => written.origin.place(),
            None => Location::value(&written.origin.file, written.origin.path.key(name)),
        };
        Outside { address: address.clone(), place }
    })
}

fn in_body<'s>(file: &'s FileName, body: &'s Body) -> impl Iterator<Item = Outside> + use<'s> {
    body.references.iter().filter_map(|reference| match &reference.target {
        ReferenceTarget::External(address) if address.starts_with("http:") || address.starts_with("https:") => {
            Some(Outside { address: address.clone(), place: Location::bytes(file, reference.span.clone()) })
        }
        _ => None,
    })
}

/// What the answers say of the links.
pub(crate) fn judge(links: &[Outside], answers: &LinkStatuses) -> Vec<Diagnostic> {
    let reached = |link: &&Outside| {
        !matches!(answers.by_address.get(&link.address), None | Some(LinkStatus::NoHost | LinkStatus::Unreachable(_)))
    };
    if !answers.online {
        let place = Location::file(&FileName::from(FILE));
        let unknown =
            links.iter().filter(|link| !reached(link)).map(|link| &link.address).collect::<BTreeSet<_>>().len();
        let offline = Diagnostic::warning(
            "no-network",
            place,
            format!("no server can be reached: nothing is known of {unknown} links"),
        )
        .help("see whether this computer is on the network, and run the check again");
        let kept = links.iter().filter(reached).filter_map(|link| of_link(link, answers));
        return kept.chain([offline]).collect();
    }
    links.iter().filter_map(|link| of_link(link, answers)).collect()
}

fn of_link(link: &Outside, answers: &LinkStatuses) -> Option<Diagnostic> {
    let warning = |code, message: String| Diagnostic::warning(code, link.place.clone(), message);
    Some(match answers.by_address.get(&link.address)? {
        LinkStatus::Fine => return None,
        LinkStatus::Moved(to) => {
            let edit = Edit::swap(link.place.clone(), link.address.as_str(), to.as_str());
            warning("moved-link", format!("the page has moved to {to}"))
                .help("write the new address")
                .fix(Fix::sure("write the new address", edit))
        }
        LinkStatus::Dead(why) => warning("dead-link", format!("there is no such page: {why}"))
            .help("name an archived copy, or correct the address"),
        LinkStatus::NoHost => warning("dead-link", "there is no such server".to_owned())
            .help("name an archived copy, or correct the address"),
        LinkStatus::Blocked(why) => warning("blocked-link", format!("the server does not answer programs: {why}"))
            .help("open it in a browser; a reader may see the page"),
        LinkStatus::Unreachable(why) => {
            warning("unreachable-link", format!("the server does not answer: {why}")).help("run the check again later")
        }
    })
}

//! The picture of a chain: the same steps and arrows as the list above it, drawn.

use std::collections::BTreeMap;

use crate::charts::Caption;
use crate::charts::network::{Basis, NetworkEdge, NetworkNode, network};
use crate::content::brief::ResponseBasis;
use crate::english::capitalise;
use crate::model::{Brief, Id, Response, ResponseTarget};
use crate::pages::context::RenderContext;

/// Draws the arrows among briefs. Nothing is drawn where there is no arrow.
///
/// `root` is the way from the page up to the site's root.
pub(super) fn picture(site: &RenderContext, briefs: &[Id<Brief>], root: &str) -> Option<String> {
    let position: BTreeMap<Id<Brief>, usize> = briefs.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut nodes: Vec<NetworkNode> = briefs.iter().map(|id| of_brief(site, *id, root)).collect();
    let mut edges = Vec::new();
    for (to, id) in briefs.iter().enumerate() {
        for response in &site.briefs[*id].in_response_to {
            let from = match &response.to {
                ResponseTarget::Brief(cause) => match position.get(cause) {
                    Some(at) => *at,
                    None => continue,
                },
                ResponseTarget::Event(what) => {
                    let title = capitalise(what);
                    nodes.push(NetworkNode { label: "No brief of its own".to_owned(), title, href: None });
                    nodes.len() - 1
                }
            };
            edges.push(edge(site, from, to, response, root));
        }
    }
    if edges.is_empty() {
        return None;
    }
    let caption = Caption {
        id: "chain",
        title: "The chain as a picture",
        desc: "Causes stand above their effects. Solid: stated. Dashed: inferred. Dotted, without a head: only this order.",
    };
    network(&nodes, &edges, &caption).map(String::from)
}

fn of_brief(site: &RenderContext, id: Id<Brief>, root: &str) -> NetworkNode {
    let brief = &site.briefs[id];
    NetworkNode {
        label: brief.written.date.short(),
        title: brief.written.title.clone(),
        href: Some(format!("{root}{}", brief.page)),
    }
}

fn edge(site: &RenderContext, from: usize, to: usize, response: &Response, root: &str) -> NetworkEdge {
    let basis = match response.basis {
        ResponseBasis::Stated => Basis::Stated,
        ResponseBasis::Adjacent => Basis::Adjacent,
        ResponseBasis::Inferred => Basis::Inferred,
    };
    NetworkEdge {
        from,
        to,
        basis,
        says: response.says.map_or("the editors", |speaker| site.speaker(speaker)).to_owned(),
        says_href: response.says.map(|speaker| format!("{root}{}", site.path(speaker.into()))),
    }
}

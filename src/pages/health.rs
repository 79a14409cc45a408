//! Sourcing health: where the briefing rests on little, or on what cannot be looked up.

use serde::Serialize;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::model::{Id, RecordId, Source};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::{Head, Link};
use crate::routes;

/// The number of records that a list names.
const NAMED_COUNT: usize = 100;

#[derive(Serialize)]
struct View {
    head: Head,
    briefs: usize,
    sources: usize,
    lists: Vec<Weakness>,
}

/// What has one weakness.
#[derive(Serialize)]
struct Weakness {
    heading: &'static str,
    why: &'static str,
    count: usize,
    links: Vec<Link>,
    cut: bool,
}

/// The health of sourcing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthPage;

impl PageKind for HealthPage {
    fn plan(_: &RenderContext) -> Vec<PageOf<Self>> {
        vec![PageOf::new(routes::source_health(), Self)]
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("health.html", &view(renderer.site))
    }
}

fn view(site: &RenderContext) -> View {
    let briefs = |keep: &dyn Fn(usize) -> bool| -> Vec<RecordId> {
        site.listed().filter(|id| keep(site.briefs[*id].sources.len())).map(RecordId::Brief).collect()
    };
    let sources = |lacks: &dyn Fn(&Source) -> bool| -> Vec<RecordId> {
        site.sources
            .entries()
            .filter(|(_, source)| lacks(source))
            .map(|(id, _): (Id<Source>, _)| RecordId::Source(id))
            .collect()
    };
    let lists = [
        ("Briefs without a source", "Nothing shown supports them.", briefs(&|count| count == 0)),
        ("Briefs that rest on one source", "No second source is known to say the same.", briefs(&|count| count == 1)),
        (
            "Sources without an address",
            "A reader cannot look them up on the web.",
            sources(&|source| source.written.url.is_none()),
        ),
        (
            "Sources with a dead address",
            "The page is gone, or another stands in its place.",
            sources(&|source| matches!(source.written.url_status.as_str(), "dead" | "usurped")),
        ),
        (
            "Sources without an archived copy",
            "If the page goes, the evidence goes with it.",
            sources(&|source| source.written.archive_url.is_none()),
        ),
        (
            "Sources without a day of access",
            "Nothing says when an editor read them.",
            sources(&|source| source.written.accessed.is_none()),
        ),
    ];
    View {
        head: Head::new("sources", "Sourcing health")
            .under_kind(Kind::Source)
            .describe(Some("Where this briefing rests on little, or on what cannot be looked up.")),
        briefs: site.listed().count(),
        sources: site.sources.len(),
        lists: lists
            .into_iter()
            .map(|(heading, why, nodes)| Weakness {
                heading,
                why,
                count: nodes.len(),
                cut: nodes.len() > NAMED_COUNT,
                links: nodes.into_iter().take(NAMED_COUNT).map(|node| site.link_to(node)).collect(),
            })
            .collect(),
    }
}

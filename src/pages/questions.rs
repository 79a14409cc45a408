//! Questions: the accounts of one thing, side by side.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_yaml::Value;

use crate::content::Kind;
use crate::diagnostic::Diagnostic;
use crate::english::count_of;
use crate::model::{Claim, Id, Question, RecordId, Speaker};
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{LATEST_COUNT, ListPage, PAGINATE_AT, PageNav, list_pages, partition_by_title};
use crate::pages::views::question::{QuestionLine, question_line, question_state};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::routes;

#[derive(Serialize)]
struct QuestionIndex<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    lines: Vec<QuestionLine>,
}

/// The accounts of one side: of those who speak for one country, of outlets, of others.
#[derive(Serialize)]
struct Side {
    /// "Azerbaijan", "The outlets themselves".
    name: String,
    /// "2 accounts".
    count: String,
    /// "through 2 sources".
    independent: String,
    claims: Vec<CachedView>,
}

#[derive(Serialize)]
struct View {
    head: Head,
    title: String,
    summary: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    state: &'static str,
    count: String,
    independent: String,
    topics: Vec<Link>,
    sides: Vec<Side>,
    briefs: Vec<Link>,
    sources: Vec<NumberedSource>,
}

/// A page of the list of questions, or of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionPage {
    /// A page of the list: all, a part, or those with the most accounts.
    Index(ListPage<Id<Question>>),
    /// A question.
    Question(Id<Question>),
}

impl PageKind for QuestionPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let head = Head::new("questions", "Questions").describe(Some("Where accounts differ, and who says what."));
        let records = site.questions.entries().map(|(id, item)| (id, item.written.title.as_str(), &item.page));
        let parts = partition_by_title(Kind::Question, records, PAGINATE_AT);
        let mut first: Vec<Id<Question>> = site.questions.ids().collect();
        first.sort_by_key(|id| Reverse(site.index.claims_of(*id).len()));
        if !parts.is_empty() {
            first.truncate(LATEST_COUNT);
        }
        let index = list_pages(head, routes::index(Kind::Question), &parts, first);
        let pages = site.questions.entries().map(|(id, item)| PageOf::new(item.page.clone(), Self::Question(id)));
        index.into_iter().map(|page| page.map(Self::Index)).chain(pages).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index(page) => renderer.html("questions.html", &index_view(renderer.site, page)),
            Self::Question(id) => renderer.html("question.html", &view(renderer.site, *id)),
        }
    }
}

fn index_view<'p>(site: &RenderContext, page: &'p ListPage<Id<Question>>) -> QuestionIndex<'p> {
    let lines = page.items.iter().map(|id| question_line(site, *id)).collect();
    QuestionIndex { head: &page.head, frame: &page.nav, lines }
}

fn view(site: &RenderContext, id: Id<Question>) -> View {
    let question = &site.questions[id];
    let (written, claims) = (&question.written, site.index.claims_of(id));
    let sources = site.cited(&[question.prose()]);
    let mut outlets: Vec<_> = claims.iter().filter_map(|claim| outlet(site, *claim)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    View {
        head: Head::new("questions", &written.title).under_kind(Kind::Question).describe(written.summary.clone()),
        title: written.title.clone(),
        summary: written.summary.clone(),
        extra: written.extra.clone(),
        html: site.html(question.prose(), &question.page, &sources),
        state: question_state(site, id),
        count: count_of(claims.len(), "account"),
        independent: count_of(outlets.len(), "source"),
        topics: site.topic_links(&question.topics),
        sides: sides(site, claims),
        briefs: site.index.briefs_of(id).iter().map(|brief| site.link_to(RecordId::Brief(*brief))).collect(),
        sources: site.numbered(&sources),
    }
}

/// The accounts by side: countries by name, then those of no country, then the outlets.
fn sides(site: &RenderContext, claims: &[Id<Claim>]) -> Vec<Side> {
    let mut sides: BTreeMap<(u8, String), Vec<Id<Claim>>> = BTreeMap::new();
    for id in claims {
        sides.entry(side_of(site, &site.claims[*id])).or_default().push(*id);
    }
    let side = |((_, name), claims): ((u8, String), Vec<Id<Claim>>)| {
        let mut outlets: Vec<_> = claims.iter().filter_map(|claim| outlet(site, *claim)).collect();
        outlets.sort_unstable();
        outlets.dedup();
        Side {
            name,
            count: count_of(claims.len(), "account"),
            independent: count_of(outlets.len(), "source"),
            claims: claims.into_iter().map(|claim| site.claim(claim)).collect(),
        }
    };
    sides.into_iter().map(side).collect()
}

fn side_of(site: &RenderContext, claim: &Claim) -> (u8, String) {
    match claim.by {
        Speaker::Source(_) => (2, "The outlets themselves".to_owned()),
        Speaker::Actor(id) => match &site.actors[id].written.country {
            Some(code) => (0, site.country(code)),
            None => (1, "Others".to_owned()),
        },
    }
}

fn outlet(site: &RenderContext, claim: Id<Claim>) -> Option<Id<crate::model::Source>> {
    let claim = &site.claims[claim];
    claim.source.or(match claim.by {
        Speaker::Source(source) => Some(source),
        Speaker::Actor(_) => None,
    })
}

//! Questions: the accounts of one thing, side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::Kind;
use crate::english::count_of;
use crate::model::{Claim, Id, Question, RecordId, Speaker};
use crate::pages::Page;
use crate::pages::context::{CachedView, Deferred, RenderContext};
use crate::pages::paginate::{self, LATEST_COUNT, PAGINATE_AT, PageNav};
use crate::pages::views::question::{QuestionLine, question_line, question_lines, question_state};
use crate::pages::views::{Head, Link, NumberedSource};
use crate::path::UrlPath;

#[derive(Serialize)]
struct QuestionIndex {
    head: Head,
    frame: PageNav,
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
struct View<'s> {
    head: Head,
    title: String,
    summary: Option<String>,
    html: Deferred<'s>,
    state: &'static str,
    count: String,
    independent: String,
    topics: Vec<Link>,
    sides: Vec<Side>,
    briefs: Vec<Link>,
    sources: Vec<NumberedSource>,
}

/// The index and a page for each question.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let head = Head::new("questions", "Questions").describe(Some("Where accounts differ, and who says what."));
    let index = UrlPath::page(&[Kind::Question.folder()]);
    let records = site.questions.entries().map(|(id, question)| (id, question.written.title.as_str(), &question.page));
    let parts = paginate::partition_by_title(Kind::Question, records, PAGINATE_AT);
    let part = |page, head: Head, frame: PageNav, ids: Vec<Id<Question>>| {
        Page::of(page, "questions.html", move |site| {
            let lines = ids.iter().map(|id| question_line(site, *id)).collect();
            Box::new(QuestionIndex { head: head.clone(), frame: frame.clone(), lines })
        })
    };
    let parted = paginate::pages(&head, &index, &parts, &part);
    let frame = PageNav::first(&parts);
    let index = Page::of(index, "questions.html", move |site| {
        let mut lines = question_lines(site, |_| true);
        if !frame.parts.is_empty() {
            lines.truncate(LATEST_COUNT);
        }
        Box::new(QuestionIndex { head: head.clone(), frame: frame.clone(), lines })
    });
    let pages = site
        .questions
        .entries()
        .map(|(id, question)| Page::of(question.page.clone(), "question.html", move |site| Box::new(view(site, id))));
    std::iter::once(index).chain(parted).chain(pages).collect()
}

fn view(site: &RenderContext, id: Id<Question>) -> View<'_> {
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

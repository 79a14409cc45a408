//! Questions: the accounts of one thing, side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::content::Kind;
use crate::content::claim::{Attribution, ClaimStatus, Relation};
use crate::model::{Claim, Id, Question, RecordId, Speaker};
use crate::pages::Page;
use crate::pages::context::{Made, RenderContext, Shared};
use crate::pages::cut::{self, FEW, Frame, LONG};
use crate::pages::view::{DateView, Head, Link, NumberedSource, count_of, words};
use crate::path::UrlPath;

/// One account.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    /// The claim's id: the anchor on the page of its question.
    pub id: String,
    /// Who says it.
    pub by: Link,
    /// "The outlet, in its own words", or the office of the speaker.
    pub office: Option<String>,
    /// What is said, in the editors' words.
    pub says: String,
    /// What is said, in the speaker's words.
    pub quote: Option<QuoteView>,
    /// When it was said.
    pub said: Option<DateView>,
    /// The source through which it is known.
    pub source: Option<Link>,
    /// "On record".
    pub attribution: Option<&'static str>,
    /// "Affirms".
    pub position: Option<String>,
    /// "Disputes", with whom.
    pub relations: Vec<RelationView>,
    /// "Withdrawn", where the claim is no longer open.
    pub status: Option<String>,
    /// Who established it.
    pub established_by: Option<Link>,
    /// Admiralty credibility, 1 to 6, in words.
    pub credibility: Option<&'static str>,
    /// The brief that holds it.
    pub brief: Link,
}

/// An account on the page of whoever gives it, with its question.
#[derive(Debug, Serialize)]
pub struct Statement {
    question: Link,
    claim: Shared,
}

/// Words as spoken.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteView {
    text: String,
    lang: Option<String>,
    translation: Option<String>,
}

/// How an account bears on another.
#[derive(Debug, Clone, Serialize)]
pub struct RelationView {
    /// "Disputes", "Disputed by".
    what: String,
    /// Whose account.
    who: String,
    /// Its question's page and anchor.
    path: String,
}

/// A question in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// From the root.
    pub path: String,
    /// The question.
    pub title: String,
    /// A line on it.
    pub summary: Option<String>,
    /// How many accounts there are.
    pub claims: usize,
    /// "5 accounts".
    pub count: String,
    /// "open", "settled", "outlets differ", "one account".
    pub state: &'static str,
}

#[derive(Serialize)]
struct IndexView {
    head: Head,
    frame: Frame,
    lines: Vec<Line>,
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
    claims: Vec<Shared>,
}

#[derive(Serialize)]
struct View<'s> {
    head: Head,
    title: String,
    summary: Option<String>,
    html: Made<'s>,
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
    let parts = cut::titled(Kind::Question, records, LONG);
    let part = |page, head: Head, frame: Frame, ids: Vec<Id<Question>>| {
        Page::of(page, "questions.html", move |site| {
            let lines = ids.iter().map(|id| line(site, &site.questions[*id])).collect();
            Box::new(IndexView { head: head.clone(), frame: frame.clone(), lines })
        })
    };
    let parted = cut::pages(&head, &index, &parts, &part);
    let frame = Frame::first(&parts);
    let index = Page::of(index, "questions.html", move |site| {
        let mut lines = lines(site, |_| true);
        if !frame.parts.is_empty() {
            lines.truncate(FEW);
        }
        Box::new(IndexView { head: head.clone(), frame: frame.clone(), lines })
    });
    let pages = site
        .questions
        .entries()
        .map(|(id, question)| Page::of(question.page.clone(), "question.html", move |site| Box::new(view(site, id))));
    std::iter::once(index).chain(parted).chain(pages).collect()
}

/// Each question that is wanted in a line: those with the most accounts first.
pub(super) fn lines(site: &RenderContext, wanted: impl Fn(&Question) -> bool) -> Vec<Line> {
    let mut lines: Vec<Line> =
        site.questions.iter().filter(|question| wanted(question)).map(|question| line(site, question)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.claims));
    lines
}

fn line(site: &RenderContext, question: &Question) -> Line {
    Line {
        path: question.page.as_str().to_owned(),
        title: question.written.title.clone(),
        summary: question.written.summary.clone(),
        claims: question.claims.len(),
        count: count_of(question.claims.len(), "account"),
        state: state(site, question),
    }
}

/// What is known of a question, derived from its claims and never typed.
fn state(site: &RenderContext, question: &Question) -> &'static str {
    let claims: Vec<&Claim> = question.claims.iter().map(|id| &site.claims[*id]).collect();
    if claims.is_empty() {
        return "no account yet";
    }
    if claims.iter().any(|claim| claim.written.status == ClaimStatus::Established) {
        return "settled";
    }
    let live: Vec<&&Claim> = claims.iter().filter(|claim| claim.written.status == ClaimStatus::Open).collect();
    match live.len() {
        1 => "one account",
        _ if live.iter().all(|claim| matches!(claim.by, Speaker::Source(_))) => "outlets differ",
        _ => "open",
    }
}

fn view(site: &RenderContext, id: Id<Question>) -> View<'_> {
    let question = &site.questions[id];
    let written = &question.written;
    let sources = site.cited(&[question.prose()]);
    let mut outlets: Vec<_> = question.claims.iter().filter_map(|claim| outlet(site, *claim)).collect();
    outlets.sort_unstable();
    outlets.dedup();
    View {
        head: Head::new("questions", &written.title).under_kind(Kind::Question).describe(written.summary.clone()),
        title: written.title.clone(),
        summary: written.summary.clone(),
        html: site.html(question.prose(), &question.page, &sources),
        state: state(site, question),
        count: count_of(question.claims.len(), "account"),
        independent: count_of(outlets.len(), "source"),
        topics: site.topic_links(&question.topics),
        sides: sides(site, question),
        briefs: question.briefs.iter().map(|brief| site.link_to(RecordId::Brief(*brief))).collect(),
        sources: site.numbered(&sources),
    }
}

/// The accounts by side: countries by name, then those of no country, then the outlets.
fn sides(site: &RenderContext, question: &Question) -> Vec<Side> {
    let mut sides: BTreeMap<(u8, String), Vec<Id<Claim>>> = BTreeMap::new();
    for id in &question.claims {
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

/// An account with its question.
pub(super) fn statement(site: &RenderContext, id: Id<Claim>) -> Statement {
    let question = site.link_to(RecordId::Question(site.claims[id].question));
    Statement { question, claim: site.claim(id) }
}

/// An account as a reader sees it.
pub(super) fn claim_view(site: &RenderContext, id: Id<Claim>) -> ClaimView {
    let claim = &site.claims[id];
    let written = &claim.written;
    ClaimView {
        id: written.id.to_string(),
        by: site.speaker_link(claim.by),
        office: office(site, claim),
        says: written.says.clone(),
        quote: written.quote.as_ref().map(|quote| QuoteView {
            text: quote.text.clone(),
            lang: site.other_language(quote.lang.as_ref()),
            translation: quote.translation.clone(),
        }),
        said: written.said.as_ref().map(DateView::of),
        source: claim.source.map(|source| site.outlet_link(source)),
        attribution: written.attribution.map(|attribution| match attribution {
            Attribution::OnRecord => "On record",
            Attribution::Background => "On background: the speaker is not named",
            Attribution::Unattributed => "Unattributed: the outlet’s own words",
            Attribution::ChathamHouse => "Under the Chatham House rule",
        }),
        position: written.position.map(|position| words(position.as_str())),
        relations: relations(site, claim),
        status: (written.status != ClaimStatus::Open).then(|| words(written.status.as_str())),
        established_by: claim.established_by.map(|speaker| site.speaker_link(speaker)),
        credibility: written.credibility.map(|grade| match grade {
            1 => "1, confirmed by other sources",
            2 => "2, probably true",
            3 => "3, possibly true",
            4 => "4, doubtful",
            5 => "5, improbable",
            _ => "6, cannot be judged",
        }),
        brief: site.link_to(RecordId::Brief(claim.brief)),
    }
}

/// The office in which the speaker spoke: that of the brief, or the only one that is recorded.
fn office(site: &RenderContext, claim: &Claim) -> Option<String> {
    let Speaker::Actor(actor) = claim.by else {
        return Some("The outlet, in its own words".to_owned());
    };
    let part = site.briefs[claim.brief].actors.iter().find(|part| part.actor == actor);
    part.and_then(|part| part.office.clone()).or_else(|| match site.actors[actor].written.offices.as_slice() {
        [office] => Some(match &office.of {
            Some(of) => format!("{}, {of}", office.title),
            None => office.title.clone(),
        }),
        _ => None,
    })
}

fn relations(site: &RenderContext, claim: &Claim) -> Vec<RelationView> {
    let view = |what: &str, other: Id<Claim>| {
        let other = &site.claims[other];
        RelationView {
            what: what.to_owned(),
            who: site.speaker(other.by).to_owned(),
            path: format!("{}#{}", site.questions[other.question].page, other.written.id),
        }
    };
    let stands = |other: &Id<Claim>| !site.briefs[site.claims[*other].brief].is_withdrawn();
    let own = claim
        .relations
        .iter()
        .filter(|(_, other)| stands(other))
        .map(|(relation, other)| view(active(*relation), *other));
    let others = claim
        .answered
        .iter()
        .filter(|(_, other)| stands(other))
        .map(|(relation, other)| view(passive(*relation), *other));
    own.chain(others).collect()
}

fn active(relation: Relation) -> &'static str {
    match relation {
        Relation::Disputes => "Disputes",
        Relation::Refutes => "Refutes",
        Relation::AgreesWith => "Agrees with",
        Relation::Qualifies => "Qualifies",
        Relation::Corrects => "Corrects",
        Relation::Updates => "Updates",
    }
}

fn passive(relation: Relation) -> &'static str {
    match relation {
        Relation::Disputes => "Disputed by",
        Relation::Refutes => "Refuted by",
        Relation::AgreesWith => "Agreed with by",
        Relation::Qualifies => "Qualified by",
        Relation::Corrects => "Corrected by",
        Relation::Updates => "Updated by",
    }
}

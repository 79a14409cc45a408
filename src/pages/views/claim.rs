//! Accounts: who says what, when, through which source.

use serde::Serialize;

use super::date::DateView;
use super::link::Link;
use crate::content::claim::{Attribution, ClaimStatus, Relation};
use crate::english::humanise;
use crate::language::quoted;
use crate::model::{Claim, Id, RecordId, Speaker};
use crate::pages::context::{CachedView, RenderContext};

/// One account.
#[derive(Serialize)]
struct ClaimView {
    /// The claim's id: the anchor on the page of its question.
    id: String,
    /// Who says it.
    by: Link,
    /// "The outlet, in its own words", or the office of the speaker.
    office: Option<String>,
    /// What is said, in the editors' words.
    says: String,
    /// What is said, in the speaker's words.
    quote: Option<QuoteView>,
    /// When it was said.
    said: Option<DateView>,
    /// The source through which it is known.
    source: Option<Link>,
    /// "On record".
    attribution: Option<&'static str>,
    /// "Affirms".
    position: Option<String>,
    /// "Disputes", with whom.
    relations: Vec<RelationView>,
    /// "Withdrawn", where the claim is no longer open.
    status: Option<String>,
    /// Who established it.
    established_by: Option<Link>,
    /// Admiralty credibility, 1 to 6, in words.
    credibility: Option<&'static str>,
    /// The brief that holds it.
    brief: Link,
}

/// An account on the page of whoever gives it, with its question.
#[derive(Debug, Serialize)]
pub(crate) struct Statement {
    question: Link,
    claim: CachedView,
}

/// Words as spoken.
#[derive(Serialize)]
struct QuoteView {
    text: String,
    lang: Option<String>,
    translation: Option<String>,
}

/// How an account bears on another.
#[derive(Serialize)]
struct RelationView {
    /// "Disputes", "Disputed by".
    what: String,
    /// Whose account.
    who: String,
    /// Its question's page and anchor.
    path: String,
}

impl RenderContext {
    /// Returns an account as it stands beside others.
    pub fn claim(&self, id: Id<Claim>) -> CachedView {
        self.claims_in_lists.get(id, || CachedView::of(&claim_view(self, id))).clone()
    }
}

/// An account with its question.
pub(crate) fn statement(site: &RenderContext, id: Id<Claim>) -> Statement {
    let question = site.link_to(RecordId::Question(site.claims[id].question));
    Statement { question, claim: site.claim(id) }
}

/// An account as a reader sees it.
fn claim_view(site: &RenderContext, id: Id<Claim>) -> ClaimView {
    let claim = &site.claims[id];
    let written = &claim.written;
    ClaimView {
        id: written.id.to_string(),
        by: site.speaker_link(claim.by),
        office: office(site, claim),
        says: written.says.clone(),
        quote: written.quote.as_ref().map(|quote| QuoteView {
            text: quoted(&quote.text, quote.lang.as_deref().unwrap_or(&site.config.language)),
            lang: site.other_language(quote.lang.as_ref()),
            translation: quote.translation.as_ref().map(|text| quoted(text, &site.config.language)),
        }),
        said: written.said.as_ref().map(DateView::of),
        source: claim.source.map(|source| site.outlet_link(source)),
        attribution: written.attribution.map(|attribution| match attribution {
            Attribution::OnRecord => "On record",
            Attribution::Background => "On background: the speaker is not named",
            Attribution::Unattributed => "Unattributed: the outlet’s own words",
            Attribution::ChathamHouse => "Under the Chatham House rule",
        }),
        position: written.position.map(|position| humanise(position.as_str())),
        relations: relations(site, id),
        status: (written.status != ClaimStatus::Open).then(|| humanise(written.status.as_str())),
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

fn relations(site: &RenderContext, id: Id<Claim>) -> Vec<RelationView> {
    let view = |what: &str, other: Id<Claim>| {
        let other = &site.claims[other];
        RelationView {
            what: what.to_owned(),
            who: site.speaker(other.by).to_owned(),
            path: format!("{}#{}", site.questions[other.question].page, other.written.id),
        }
    };
    let stands = |other: &Id<Claim>| !site.briefs[site.claims[*other].brief].is_withdrawn();
    let own = site.claims[id]
        .relations
        .iter()
        .filter(|(_, other)| stands(other))
        .map(|(relation, other)| view(active(*relation), *other));
    let others = site.index.claim_replies[id]
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

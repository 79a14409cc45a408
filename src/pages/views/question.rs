//! Questions in lists, with the state of each.

use serde::Serialize;

use crate::content::claim::ClaimStatus;
use crate::english::count_of;
use crate::model::{Claim, Id, Question, Speaker};
use crate::pages::context::RenderContext;

/// A question in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct QuestionLine {
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

/// Returns the wanted questions, those with the most accounts first.
pub(crate) fn question_lines(site: &RenderContext, wanted: impl Fn(Id<Question>) -> bool) -> Vec<QuestionLine> {
    let wanted = site.questions.ids().filter(|id| wanted(*id));
    let mut lines: Vec<QuestionLine> = wanted.map(|id| question_line(site, id)).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.claims));
    lines
}

/// Returns a question in a list.
pub(crate) fn question_line(site: &RenderContext, id: Id<Question>) -> QuestionLine {
    let (question, claims) = (&site.questions[id], site.index.claims_of(id));
    QuestionLine {
        path: question.page.as_str().to_owned(),
        title: question.written.title.clone(),
        summary: question.written.summary.clone(),
        claims: claims.len(),
        count: count_of(claims.len(), "account"),
        state: question_state(site, id),
    }
}

/// Returns what is known of a question, derived from its claims and never typed: "open", "settled".
pub(crate) fn question_state(site: &RenderContext, id: Id<Question>) -> &'static str {
    let claims: Vec<&Claim> = site.index.claims_of(id).iter().map(|id| &site.claims[*id]).collect();
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

//! Arrows between briefs: what led to one, what followed, and always who says so and how.

use serde::Serialize;

use super::link::Link;
use crate::content::brief::ResponseBasis;
use crate::english::capitalise;
use crate::model::{Brief, Id, Response, ResponseTarget, Speaker};
use crate::pages::context::{CachedView, RenderContext};

/// How many steps a brief shows each way.
const STEPS: usize = 2;

/// A link between two events, seen from one of them.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Arrow {
    /// The brief at the other end.
    #[serde(skip)]
    pub brief: Option<Id<Brief>>,
    /// What every list shows of that brief.
    pub entry: Option<CachedView>,
    /// The other end in words, where no brief tells of it.
    pub what: Option<String>,
    /// `stated`, `adjacent`, `inferred`.
    pub basis: &'static str,
    /// Who calls it a response; none: the editors.
    pub says: Option<Link>,
    /// Who else draws the same arrow.
    pub others: Vec<Authority>,
    /// The next step on.
    pub further: Vec<Arrow>,
}

/// Who draws an arrow, and how.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Authority {
    /// `stated`, `adjacent`, `inferred`.
    pub basis: &'static str,
    /// Who calls it a response; none: the editors.
    pub says: Option<Link>,
}

/// What a brief answers, one step back.
pub(crate) fn responses(site: &RenderContext, brief: &Brief) -> Vec<Arrow> {
    shown(site, brief).map(|response| of_response(site, response, 1)).collect()
}

/// What led to a brief, two steps back.
pub(crate) fn led_to(site: &RenderContext, id: Id<Brief>) -> Vec<Arrow> {
    merged(shown(site, &site.briefs[id]).map(|response| of_response(site, response, STEPS)))
}

/// What followed a brief, two steps on.
pub(crate) fn followed(site: &RenderContext, id: Id<Brief>) -> Vec<Arrow> {
    answers(site, id, STEPS)
}

/// The responses to what still stands: no list names a withdrawn brief.
fn shown<'s>(site: &'s RenderContext, brief: &'s Brief) -> impl Iterator<Item = &'s Response> {
    brief.in_response_to.iter().filter(|response| match response.to {
        ResponseTarget::Brief(cause) => !site.briefs[cause].is_withdrawn(),
        ResponseTarget::Event(_) => true,
    })
}

/// Arrows to one brief as one, with all who draw it.
fn merged(arrows: impl Iterator<Item = Arrow>) -> Vec<Arrow> {
    let mut merged: Vec<Arrow> = Vec::new();
    for arrow in arrows {
        match merged.iter_mut().find(|known| known.brief.is_some() && known.brief == arrow.brief) {
            Some(known) => known.others.push(Authority { basis: arrow.basis, says: arrow.says }),
            None => merged.push(arrow),
        }
    }
    merged
}

fn of_response(site: &RenderContext, response: &Response, steps: usize) -> Arrow {
    let (brief, what, further) = match &response.to {
        ResponseTarget::Event(what) => (None, Some(capitalise(what)), Vec::new()),
        ResponseTarget::Brief(id) if steps <= 1 => (Some(*id), None, Vec::new()),
        ResponseTarget::Brief(id) => {
            let next = shown(site, &site.briefs[*id]).map(|next| of_response(site, next, steps - 1));
            (Some(*id), None, merged(next))
        }
    };
    arrow(site, brief, what, response.basis, response.says, further)
}

fn answers(site: &RenderContext, id: Id<Brief>, steps: usize) -> Vec<Arrow> {
    if steps == 0 {
        return Vec::new();
    }
    let shown = site.index.responses[id].iter().filter(|response| !site.briefs[response.from].is_withdrawn());
    merged(shown.map(|response| {
        let further = answers(site, response.from, steps - 1);
        arrow(site, Some(response.from), None, response.basis, response.says, further)
    }))
}

fn arrow(
    site: &RenderContext,
    brief: Option<Id<Brief>>,
    what: Option<String>,
    basis: ResponseBasis,
    says: Option<Speaker>,
    further: Vec<Arrow>,
) -> Arrow {
    Arrow {
        brief,
        entry: brief.map(|id| site.brief(id)),
        what,
        basis: basis.as_str(),
        says: says.map(|speaker| site.speaker_link(speaker)),
        others: Vec::new(),
        further,
    }
}

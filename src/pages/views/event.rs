//! Coded events (PLOVER 2.0): how a brief shows them, and which of them count.

use serde::Serialize;

use crate::content::claim::{ClaimPosition, ClaimStatus, Relation};
use crate::content::codebook::{EventType, quad_name};
use crate::edtf::Placement;
use crate::model::{Brief, Claim, Id};
use crate::pages::context::RenderContext;

/// A coded event as a reader sees it.
#[derive(Debug, Serialize)]
pub(crate) struct EventView {
    kind: &'static str,
    mode: Option<&'static str>,
    quad: u8,
    quad_name: &'static str,
    score: String,
    contexts: Vec<String>,
}

/// One scored event.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    /// Its type.
    pub kind: EventType,
    /// Its mode.
    pub mode: Option<&'static str>,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Its score, −10 to +10.
    pub score: f64,
}

/// The events of a brief as a reader sees them.
pub(crate) fn of_brief(site: &RenderContext, brief: &Brief) -> Vec<EventView> {
    let view = |event: &crate::content::brief::EventEntry| {
        let quad = quad(site, event.kind);
        EventView {
            kind: event.kind.as_str(),
            mode: event.mode,
            quad,
            quad_name: quad_name(quad),
            score: signed(event.kind.score(event.mode)),
            contexts: event.contexts.iter().map(|context| context.as_str().replace('_', " ")).collect(),
        }
    };
    brief.written.events.iter().map(view).collect()
}

/// The events of a brief that count: none of one that is contested, and none a second time for a translation.
pub(crate) fn scored(site: &RenderContext, brief: &Brief) -> Vec<Scored> {
    if is_contested(site, brief) || is_translation(site, brief) {
        return Vec::new();
    }
    let scored = |event: &crate::content::brief::EventEntry| Scored {
        kind: event.kind,
        mode: event.mode,
        quad: quad(site, event.kind),
        score: event.kind.score(event.mode),
    };
    brief.written.events.iter().map(scored).collect()
}

/// Whether a brief is contested: of its open accounts of one question one affirms and one denies, or one disputes or
/// refutes another.
pub(crate) fn is_contested(site: &RenderContext, brief: &Brief) -> bool {
    let takes =
        |position: ClaimPosition| {
            brief.claims.iter().map(|id| &site.claims[*id]).filter(move |claim| {
                claim.written.status == ClaimStatus::Open && claim.written.position == Some(position)
            })
        };
    let denied = takes(ClaimPosition::Affirms)
        .any(|one| takes(ClaimPosition::Denies).any(|other| one.question == other.question));
    let is_open = |id: &Id<Claim>| site.claims[*id].written.status == ClaimStatus::Open;
    let disputed = brief.claims.iter().filter(|id| is_open(id)).any(|id| {
        site.claims[*id].relations.iter().any(|(relation, other)| {
            matches!(relation, Relation::Disputes | Relation::Refutes) && brief.claims.contains(other) && is_open(other)
        })
    });
    denied || disputed
}

/// Whether the date of a brief is settled to a month, so that its events count there. An uncertain or approximate one is
/// not.
pub(crate) fn is_settled(brief: &Brief) -> bool {
    let date = &brief.written.date;
    matches!(brief.placement, Placement::Day(_) | Placement::Month { .. })
        && !date.is_uncertain()
        && !date.is_approximate()
}

/// Whether a brief tells in another language what one in the site's language tells: it is the same incident.
fn is_translation(site: &RenderContext, brief: &Brief) -> bool {
    let own = |brief: &Brief| site.other_language(brief.written.lang.as_ref()).is_none();
    !own(brief) && brief.translations.iter().any(|(_, other)| own(&site.briefs[*other]))
}

fn quad(site: &RenderContext, kind: EventType) -> u8 {
    if kind == EventType::Sanction { site.config.sanction_quad } else { kind.row().quad }
}

/// A number with its sign as printers set it: "−6.0", "+4.5".
pub(crate) fn signed(number: f64) -> String {
    let sign = if number < 0.0 {
        "−"
    } else if number > 0.0 {
        "+"
    } else {
        ""
    };
    format!("{sign}{:.1}", number.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_have_their_sign() {
        assert_eq!(signed(-6.0), "−6.0");
        assert_eq!(signed(0.0), "0.0");
        assert_eq!(signed(4.5), "+4.5");
    }
}

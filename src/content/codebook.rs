//! PLOVER 2.0: the words in which an event may be coded.
//!
//! Source: Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable Event Records*, codebook draft
//! 2.0 of 4 February 2024, CC BY-SA 4.0: 16 types, their modes, quad classes and the scores of its table 2.2 (−10 to +10).
//!
//! Two faults of the codebook, decided here: it prints ACCUSE as 3, although every mode of ACCUSE is negative, so −3 is
//! used; and it lists SANCTION both as verbal (3) and as material conflict (4), so 4 is used unless
//! `site.toml` sets `[plover] sanction_quad = 3`.

use crate::vocabulary;

vocabulary! {
    /// The type of an event.
    EventType {
        /// Says it is willing, or commits, to cooperate.
        Agree = "AGREE",
        /// Meets, hosts, calls.
        Consult = "CONSULT",
        /// Backs, recognises, signs or ratifies.
        Support = "SUPPORT",
        /// Concedes in words: a pardon, regret, an apology.
        Concede = "CONCEDE",
        /// Exchanges material help.
        Cooperate = "COOPERATE",
        /// Helps the recipient.
        Aid = "AID",
        /// Concedes with immediate effect.
        Retreat = "RETREAT",
        /// Asks, demands, orders.
        Request = "REQUEST",
        /// Complains, accuses, sues, investigates; a diplomatic protest and the summoning of an ambassador.
        Accuse = "ACCUSE",
        /// Refuses; bars entry; cancels a meeting.
        Reject = "REJECT",
        /// Warns of serious consequences.
        Threaten = "THREATEN",
        /// Civilians act together.
        Protest = "PROTEST",
        /// Cuts relations; expels diplomats.
        Sanction = "SANCTION",
        /// Shows force short of using it.
        Mobilize = "MOBILIZE",
        /// Represses short of violence.
        Coerce = "COERCE",
        /// Does serious harm on purpose.
        Assault = "ASSAULT",
    }
}

vocabulary! {
    /// The context of an event (37 of them).
    EventContext {
        Military = "military", Intelligence = "intelligence", Executive = "executive", Legislative = "legislative",
        Election = "election", PoliticalInstitutions = "political_institutions", ProDemocracy = "pro_democracy",
        ProAutocracy = "pro_autocracy", Economic = "economic", Legal = "legal", Reparations = "reparations",
        HumanRights = "human_rights", RightsFreedoms = "rights_freedoms", Repression = "repression",
        HumanSecurity = "human_security", Gender = "gender", Lgbt = "lgbt", ReligionEthnicity = "religion_ethnicity",
        Inequality = "inequality", Diplomatic = "diplomatic", Territory = "territory", Peacekeeping = "peacekeeping",
        Health = "health", Asylum = "asylum", Migration = "migration", Disasters = "disasters",
        NaturalResource = "natural_resource", Environment = "environment", Technology = "technology",
        Terrorism = "terrorism", Cbrn = "cbrn", Cyber = "cyber", Misinformation = "misinformation", Crime = "crime",
        Corruption = "corruption", IllegalDrugs = "illegal_drugs", Trafficking = "trafficking",
    }
}

/// The name of a mode, as the codebook has it.
pub type ModeName = &'static str;

/// The modes of a type with their scores; `None` where none is published.
pub type Modes = &'static [(&'static str, Option<f64>)];

/// The entry of a type in the codebook.
pub struct CodebookRow {
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Whether an event of the type needs a recipient.
    pub recipient: bool,
    /// The score of the type, −10 to +10.
    pub score: f64,
    /// Its modes.
    pub modes: Modes,
}

impl EventType {
    /// The type's entry in the codebook.
    pub fn row(self) -> CodebookRow {
        let (quad, recipient, score, modes): (u8, bool, f64, Modes) = match self {
            Self::Agree => (1, false, 2.5, &[]),
            Self::Consult => (
                1,
                false,
                2.5,
                &[("visit", Some(4.0)), ("third-party", Some(1.0)), ("multilateral", Some(4.0)), ("phone", Some(1.5))],
            ),
            Self::Support => (1, false, 5.0, &[]),
            Self::Concede => (1, false, 4.5, &[]),
            Self::Cooperate => (2, true, 9.5, &[]),
            Self::Aid => (2, true, 10.0, &[]),
            Self::Retreat => (
                2,
                false,
                6.5,
                &[
                    ("withdraw", Some(8.0)),
                    ("release", Some(6.5)),
                    ("disarm", Some(10.0)),
                    ("ceasefire", Some(7.5)),
                    ("access", Some(6.5)),
                    ("resign", Some(4.5)),
                ],
            ),
            Self::Request => (
                3,
                false,
                0.0,
                &[("assist", Some(0.5)), ("change", Some(-1.0)), ("yield", Some(-1.0)), ("meet", Some(0.0))],
            ),
            Self::Accuse => {
                (3, false, -3.0, &[("disapprove", Some(-2.0)), ("investigate", Some(-3.5)), ("allege", Some(-3.5))])
            }
            Self::Reject => (
                3,
                false,
                -2.0,
                &[("assist", Some(-1.5)), ("change", Some(-2.0)), ("yield", Some(-2.0)), ("meet", Some(-2.0))],
            ),
            Self::Threaten => (
                3,
                false,
                -3.5,
                &[
                    ("restrict", Some(-3.0)),
                    ("arrest", Some(-3.5)),
                    ("relations", Some(-3.5)),
                    ("expel", Some(-3.5)),
                    ("territory", Some(-4.0)),
                    ("violence", Some(-3.5)),
                ],
            ),
            Self::Protest => (
                4,
                false,
                -5.0,
                &[
                    ("demo", Some(-5.0)),
                    ("riot", Some(-7.0)),
                    ("strike", Some(-5.0)),
                    ("hunger", Some(-4.5)),
                    ("boycott", Some(-4.5)),
                    ("obstruct", Some(-4.5)),
                    ("vandalize", None),
                ],
            ),
            Self::Sanction => (
                4,
                true,
                -6.0,
                &[
                    ("convict", Some(-6.0)),
                    ("expel", Some(-5.5)),
                    ("withdraw", Some(-6.0)),
                    ("discontinue", Some(-6.0)),
                ],
            ),
            Self::Mobilize => (
                4,
                false,
                -5.5,
                &[("troops", Some(-6.5)), ("weapons", Some(-6.5)), ("police", Some(-5.5)), ("militia", Some(-6.0))],
            ),
            Self::Coerce => (
                4,
                false,
                -7.0,
                &[
                    ("seize", Some(-7.0)),
                    ("restrict", Some(-7.0)),
                    ("censor", Some(-6.5)),
                    ("curfew", Some(-6.5)),
                    ("martial-law", Some(-7.5)),
                    ("arrest", Some(-7.0)),
                    ("deport", Some(-7.0)),
                    ("withhold", Some(-7.0)),
                    ("misinformation", Some(-6.5)),
                    ("cyber", Some(-7.0)),
                ],
            ),
            Self::Assault => (
                4,
                false,
                -9.0,
                &[
                    ("abduct", Some(-8.5)),
                    ("beat", Some(-7.5)),
                    ("torture", Some(-8.5)),
                    ("sexual", Some(-8.5)),
                    ("targeted", Some(-9.5)),
                    ("destroy", Some(-8.5)),
                    ("primitive", Some(-8.0)),
                    ("firearms", Some(-9.0)),
                    ("explosives", Some(-9.0)),
                    ("suicide-attack", Some(-9.5)),
                    ("aerial", Some(-9.5)),
                    ("drone", Some(-9.5)),
                    ("heavy-weapons", Some(-9.5)),
                    ("crowd-control", Some(-7.5)),
                    ("unconventional", Some(-10.0)),
                ],
            ),
        };
        CodebookRow { quad, recipient, score, modes }
    }

    /// The score of an event of this type and mode; a mode without one takes the type's.
    pub fn score(self, mode: Option<&str>) -> f64 {
        let row = self.row();
        row.modes.iter().find(|(name, _)| Some(*name) == mode).and_then(|(_, score)| *score).unwrap_or(row.score)
    }
}

/// What a quad class is called.
pub fn quad_name(quad: u8) -> &'static str {
    match quad {
        1 => "verbal cooperation",
        2 => "material cooperation",
        3 => "verbal conflict",
        _ => "material conflict",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_score_is_on_the_scale_and_on_the_side_of_its_class() {
        for kind in EventType::ALL {
            let row = kind.row();
            for score in row.modes.iter().filter_map(|(_, score)| *score).chain([row.score]) {
                assert!((-10.0..=10.0).contains(&score));
                match row.quad {
                    1 | 2 => assert!(score > 0.0, "{kind:?}"),
                    _ => assert!(score <= 0.5, "{kind:?}"),
                }
            }
        }
    }

    #[test]
    fn a_mode_without_a_score_takes_its_types() {
        assert!((EventType::Protest.score(Some("vandalize")) + 5.0).abs() < f64::EPSILON);
        assert!((EventType::Consult.score(Some("phone")) - 1.5).abs() < f64::EPSILON);
    }
}

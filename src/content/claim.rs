//! The claims, figures, assessments and updates of a brief.
//!
//! In goes front matter; out come entries whose names are not yet resolved. A claim is what somebody says on a question.

use crate::content::ref_kinds;
use crate::diagnostic::{Diagnostic, Edit, FieldPath, Fix};
use crate::edtf::Edtf;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::Shape;
use crate::front_matter::{DayOrInstant, Field, IntIn, RecordName, SingleLine, Text, YamlNode};
use crate::path::Slug;
use crate::vocabulary;

vocabulary! {
    /// On what terms a statement was made.
    Attribution {
        /// By name, for publication.
        OnRecord = "on-record",
        /// By somebody whom the outlet does not name.
        Background = "background",
        /// Nobody is named: the outlet says it itself.
        Unattributed = "unattributed",
        /// By the Chatham House rule.
        ChathamHouse = "chatham-house",
    }
}

vocabulary! {
    /// Where a claim stands on its question.
    ClaimPosition {
        /// Says that it is so.
        Affirms = "affirms",
        /// Says that it is not so.
        Denies = "denies",
        /// Says that it is so in part, or under a condition.
        Qualifies = "qualifies",
        /// Was asked and would not say.
        NoComment = "no-comment",
        /// Cannot be placed.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What became of a claim.
    ClaimStatus {
        /// It stands, unproved.
        Open = "open",
        /// Its speaker took it back.
        Withdrawn = "withdrawn",
        /// Its speaker put another in its place.
        Superseded = "superseded",
        /// It was shown to be so; `established_by` says by whom.
        Established = "established",
    }
}

vocabulary! {
    /// How one claim bears on another; the words are CiTO's.
    Relation {
        /// Claims with which this one disagrees.
        Disputes = "disputes",
        /// Claims that this one shows to be false.
        Refutes = "refutes",
        /// Claims with which this one agrees.
        AgreesWith = "agrees_with",
        /// Claims that this one limits.
        Qualifies = "qualifies",
        /// Claims in which this one puts something right.
        Corrects = "corrects",
        /// Claims to which this one adds what is new.
        Updates = "updates",
    }
}

/// One account of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimEntry {
    /// Its id, one in the whole site; [`Slug::placeholder`] where it has none.
    pub id: Slug,
    /// Where the claim stands.
    pub at: FieldPath,
    /// The question.
    pub question: RecordName,
    /// Who says it: an actor; or a source, when the outlet says it itself.
    pub by: RecordName,
    /// What is said, in the editors' words.
    pub says: String,
    /// What is said, in the speaker's words.
    pub quote: Option<Quote>,
    /// When it was said.
    pub said: Option<Edtf>,
    /// The source through which it is known.
    pub source: Option<RecordName>,
    /// On what terms.
    pub attribution: Option<Attribution>,
    /// Where it stands on the question.
    pub position: Option<ClaimPosition>,
    /// How it bears on other claims.
    pub relations: Vec<(Relation, RecordName)>,
    /// Admiralty credibility, 1 (confirmed) to 6 (cannot be judged).
    pub credibility: Option<u8>,
    /// What became of it.
    pub status: ClaimStatus,
    /// What established it.
    pub established_by: Option<RecordName>,
}

/// Words as spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Their language, by BCP 47.
    pub lang: Option<String>,
    /// The words.
    pub text: String,
    /// The words in the site's language.
    pub translation: Option<String>,
}

impl Field for ClaimEntry {
    const EXPECTED: &'static str = "a claim: `id`, `question`, `by`, `says`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let id = record.id("The claim's id, one in the whole site", ref_kinds::CLAIMS);
        let question = record.required_name("question", "The question that it answers", ref_kinds::QUESTIONS);
        let by = record.required_name(
            "by",
            "Who says it: an actor, or a source where the outlet says it itself",
            ref_kinds::SPEAKERS,
        );
        let says = record.required::<Text>("says", "What is said, in your words");
        let quote = record.optional::<Quote>("quote", "What is said, in the speaker's words");
        let said = record.optional::<Edtf>("said", "When it was said");
        let source = record.name("source", "The source through which it is known", ref_kinds::SOURCES);
        let attribution = record.optional::<Attribution>("attribution", "On what terms it was said");
        let position = record.optional::<ClaimPosition>("position", "Where it stands on the question");
        let mut relations = Vec::new();
        for relation in Relation::ALL {
            relations.extend(
                record
                    .names(relation.as_str(), relation.about(), ref_kinds::CLAIMS)
                    .into_iter()
                    .map(|name| (*relation, name)),
            );
        }
        let credibility = record
            .optional::<IntIn<1, 6>>("credibility", "Admiralty credibility, from 1 (confirmed) to 6 (cannot be judged)")
            .and_then(|whole| u8::try_from(whole.0).ok());
        let status = record
            .optional::<ClaimStatus>("status", "What became of it; `open` if nothing is said")
            .unwrap_or(ClaimStatus::Open);
        let established_by =
            record.name("established_by", "Who established it: an actor or a source", ref_kinds::SPEAKERS);
        if status == ClaimStatus::Established && !record.has("established_by") {
            let place = record.place_of("status");
            record.fault(
                Diagnostic::error("missing-field", place, "an established claim needs `established_by`")
                    .help("name the source or actor that established it, or write `status: open`"),
            );
        }
        record.finish();
        Some(Self {
            id: id.unwrap_or_else(Slug::placeholder),
            question: question.unwrap_or_else(|| RecordName::placeholder(at.key("question"))),
            by: by.unwrap_or_else(|| RecordName::placeholder(at.key("by"))),
            says: says.map(|text| text.0).unwrap_or_default(),
            at,
            quote,
            said,
            source,
            attribution,
            position,
            relations,
            credibility,
            status,
            established_by,
        })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

impl Field for Quote {
    const EXPECTED: &'static str = "a quotation: a text, or `lang`, `text` and `trans`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        if node.value().is_string() {
            return Some(Self { lang: None, text: Text::read(node)?.0, translation: None });
        }
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let lang =
            record.optional::<crate::config::Language>("lang", "The language of the words").map(|language| language.0);
        let text = record.required::<Text>("text", "The words as spoken");
        let translation = record.optional::<Text>("trans", "The words in the language of the site").map(|text| text.0);
        record.finish();
        Some(Self { lang, text: text?.0, translation })
    }

    fn shape() -> Shape {
        Shape::Either(vec![Text::shape(), record_shape::<Self>()])
    }
}

/// A number that somebody gave.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureEntry {
    /// Where the figure stands.
    pub at: FieldPath,
    /// What was counted: "killed".
    pub what: String,
    /// The number, or the least and the greatest.
    pub value: FigureValue,
    /// Who gave it.
    pub by: Option<RecordName>,
    /// The source.
    pub source: Option<RecordName>,
}

/// A number, or a span of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FigureValue {
    /// Exactly this.
    Exact(f64),
    /// From, to; either may be open.
    Between(Option<f64>, Option<f64>),
}

impl Field for FigureEntry {
    const EXPECTED: &'static str = "a figure: `what`, `value`, `source`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let what = record.required::<SingleLine>("what", "What was counted, such as `killed`");
        let exact = record.optional::<f64>("value", "The number");
        let least = record.optional::<f64>("min", "The least that was given");
        let most = record.optional::<f64>("max", "The most that was given");
        let by = record.name("by", "Who gave the number: an actor or a source", ref_kinds::SPEAKERS);
        let source = record.name("source", "The source that gives it", ref_kinds::SOURCES);
        let typed = (record.has("value"), record.has("min") || record.has("max"));
        let place = record.place();
        let fault = |message: &str, help: &str| Diagnostic::error("bad-figure", place.clone(), message).help(help);
        match typed {
            (false, false) => record.fault(fault("the figure has no value", "add `value:`, or `min:` and `max:`")),
            (true, true) => {
                record.fault(fault("the figure has a value and a span", "keep `value:`, or `min:` and `max:`"))
            }
            _ => {}
        }
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let [min, max] = ["min", "max"].map(|name| record.place_of(name));
            let exchange = Edit::exactly(min, least.to_string(), most.to_string());
            let exchange =
                Fix::guess("exchange the two", exchange).and(Edit::exactly(max, most.to_string(), least.to_string()));
            record.fault(fault("`min` is greater than `max`", "exchange the two").fix(exchange));
        }
        record.finish();
        let value = exact.map_or(FigureValue::Between(least, most), FigureValue::Exact);
        Some(Self { at, what: what.map(|line| line.0).unwrap_or_default(), value, by, source })
    }

    fn shape() -> Shape {
        record_shape::<Self>().with_one_of(&["value", "min", "max"])
    }
}

vocabulary! {
    /// How likely a judgement is, in the seven terms of ICD 203.
    Likelihood {
        AlmostNoChance = "almost no chance", VeryUnlikely = "very unlikely", Unlikely = "unlikely",
        RoughlyEvenChance = "roughly even chance", Likely = "likely", VeryLikely = "very likely",
        AlmostCertain = "almost certain",
    }
}

vocabulary! {
    /// How well founded a judgement is, by ICD 203.
    Confidence { Low = "low", Moderate = "moderate", High = "high", }
}

/// A judgement of the editors'.
#[derive(Debug, Clone, PartialEq)]
pub struct AssessmentEntry {
    /// The judgement, in a sentence.
    pub judgement: String,
    /// How likely it is.
    pub likelihood: Option<Likelihood>,
    /// How well founded it is.
    pub confidence: Option<Confidence>,
    /// On what it rests.
    pub basis: Option<String>,
    /// Who judges.
    pub by: Option<String>,
    /// When.
    pub date: Option<Edtf>,
}

impl Field for AssessmentEntry {
    const EXPECTED: &'static str = "an assessment: `judgement`, `likelihood`, `confidence`, `basis`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let judgement = record.required::<Text>("judgement", "The judgement, in a sentence");
        let likelihood = record.optional::<Likelihood>("likelihood", "How likely it is (ICD 203)");
        let confidence = record.optional::<Confidence>("confidence", "How well founded it is (ICD 203)");
        let basis = record.optional::<Text>("basis", "On what it rests").map(|text| text.0);
        let by = record.optional::<SingleLine>("by", "Who judges").map(|line| line.0);
        let date = record.optional::<Edtf>("date", "When it was judged");
        record.finish();
        Some(Self { judgement: judgement?.0, likelihood, confidence, basis, by, date })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

vocabulary! {
    /// What an update is.
    UpdateType {
        /// Something new was added.
        Update = "update",
        /// Something was wrong and is put right.
        Correction = "correction",
        /// The text was written anew.
        Refile = "refile",
        /// Something true was unclear.
        Clarification = "clarification",
        /// The brief no longer stands.
        Withdrawal = "withdrawal",
    }
}

/// A change after publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateEntry {
    /// When.
    pub date: DayOrInstant,
    /// What kind of change.
    pub kind: UpdateType,
    /// What was changed and why.
    pub text: String,
    /// Who changed it.
    pub by: Option<String>,
}

impl Field for UpdateEntry {
    const EXPECTED: &'static str = "an update: `date`, `type`, `text`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let date = record.required::<DayOrInstant>("date", "When it was changed");
        let kind = record.required::<UpdateType>("type", "What kind of change it was");
        let text = record.required::<Text>("text", "What was changed, and why");
        let by = record.optional::<SingleLine>("by", "Who changed it").map(|line| line.0);
        record.finish();
        Some(Self { date: date?, kind: kind?, text: text?.0, by })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

//! Who says what, on which question, according to whom (model, section 4), and what else a brief says in records:
//! figures, assessments, updates.

use crate::diagnostic::{Diagnostic, FieldPath};
use crate::edtf::Edtf;
use crate::front_matter::fields::{Field, Line, Name, Node, Text, When, Whole};
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
    Position {
        Affirms = "affirms", Denies = "denies", Qualifies = "qualifies", NoComment = "no-comment", Unknown = "unknown",
    }
}

vocabulary! {
    /// What became of a claim.
    ClaimStatus {
        Open = "open", Withdrawn = "withdrawn", Superseded = "superseded", Established = "established",
    }
}

vocabulary! {
    /// How one claim bears on another; the words are CiTO's.
    Relation {
        Disputes = "disputes", Refutes = "refutes", AgreesWith = "agrees_with", Qualifies = "qualifies",
        Corrects = "corrects", Updates = "updates",
    }
}

/// One account of one thing.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimEntry {
    /// Its id, one in the whole site.
    pub id: Slug,
    /// Where the claim stands.
    pub at: FieldPath,
    /// The question.
    pub question: Name,
    /// Who says it: an actor; or a source, when the outlet says it itself.
    pub by: Name,
    /// What is said, in the editors' words.
    pub says: String,
    /// What is said, in the speaker's words.
    pub quote: Option<Quote>,
    /// When it was said.
    pub said: Option<Edtf>,
    /// The source through which it is known.
    pub source: Option<Name>,
    /// On what terms.
    pub attribution: Option<Attribution>,
    /// Where it stands on the question.
    pub position: Option<Position>,
    /// How it bears on other claims.
    pub relations: Vec<(Relation, Name)>,
    /// Admiralty credibility, 1 (confirmed) to 6 (cannot be judged).
    pub credibility: Option<u8>,
    /// What became of it.
    pub status: ClaimStatus,
    /// What established it.
    pub established_by: Option<Name>,
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

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let id = record.required::<Slug>("id");
        let question = record.required::<Name>("question");
        let by = record.required::<Name>("by");
        let says = record.required::<Text>("says");
        let quote = record.optional::<Quote>("quote");
        let said = record.optional::<Edtf>("said");
        let source = record.optional::<Name>("source");
        let attribution = record.optional::<Attribution>("attribution");
        let position = record.optional::<Position>("position");
        let mut relations = Vec::new();
        for relation in Relation::ALL {
            relations.extend(record.list::<Name>(relation.as_str()).into_iter().map(|name| (*relation, name)));
        }
        let credibility = record.optional::<Whole<1, 6>>("credibility").and_then(|whole| u8::try_from(whole.0).ok());
        let status = record.optional::<ClaimStatus>("status").unwrap_or(ClaimStatus::Open);
        let established_by = record.optional::<Name>("established_by");
        if status == ClaimStatus::Established && !record.has("established_by") {
            let place = record.place_of("status");
            record.fault(
                Diagnostic::error("missing-field", place, "an established claim needs `established_by`")
                    .help("name the source or actor that established it, or write `status: open`"),
            );
        }
        record.finish();
        Some(Self {
            id: id?,
            at,
            question: question?,
            by: by?,
            says: says?.0,
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
}

impl Field for Quote {
    const EXPECTED: &'static str = "a quotation: a text, or `lang`, `text` and `trans`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        if node.value().is_string() {
            return Some(Self { lang: None, text: Text::read(node)?.0, translation: None });
        }
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let lang = record.optional::<crate::config::Language>("lang").map(|language| language.0);
        let text = record.required::<Text>("text");
        let translation = record.optional::<Text>("trans").map(|text| text.0);
        record.finish();
        Some(Self { lang, text: text?.0, translation })
    }
}

impl Field for Slug {
    const EXPECTED: &'static str = "an id as text: a–z, 0–9 and hyphens";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(text) = node.value().as_str() else {
            return node.expected(Self::EXPECTED);
        };
        match Slug::new(text.trim()) {
            Ok(slug) => Some(slug),
            Err(error) => {
                let place = node.place();
                let slug = crate::fold::slug_text(text);
                let help = Slug::new(&slug).map_or_else(
                    |_| "write a few words joined by hyphens, such as `russian-house-note`".to_owned(),
                    |slug| format!("write `{slug}`"),
                );
                node.fault(Diagnostic::error("bad-id", place, format!("this is no id: {error}")).help(help));
                None
            }
        }
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
    pub by: Option<Name>,
    /// The source.
    pub source: Option<Name>,
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

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let at = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let what = record.required::<Line>("what");
        let exact = record.optional::<f64>("value");
        let least = record.optional::<f64>("min");
        let most = record.optional::<f64>("max");
        let by = record.optional::<Name>("by");
        let source = record.optional::<Name>("source");
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
            record.fault(fault("`min` is greater than `max`", "exchange the two"));
        }
        record.finish();
        let value = exact.map_or(FigureValue::Between(least, most), FigureValue::Exact);
        Some(Self { at, what: what?.0, value, by, source })
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

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let judgement = record.required::<Text>("judgement");
        let likelihood = record.optional::<Likelihood>("likelihood");
        let confidence = record.optional::<Confidence>("confidence");
        let basis = record.optional::<Text>("basis").map(|text| text.0);
        let by = record.optional::<Line>("by").map(|line| line.0);
        let date = record.optional::<Edtf>("date");
        record.finish();
        Some(Self { judgement: judgement?.0, likelihood, confidence, basis, by, date })
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
    pub date: When,
    /// What kind of change.
    pub kind: UpdateType,
    /// What was changed and why.
    pub text: String,
    /// Who changed it.
    pub by: Option<String>,
}

impl Field for UpdateEntry {
    const EXPECTED: &'static str = "an update: `date`, `type`, `text`";

    fn read(node: &mut Node<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let date = record.required::<When>("date");
        let kind = record.required::<UpdateType>("type");
        let text = record.required::<Text>("text");
        let by = record.optional::<Line>("by").map(|line| line.0);
        record.finish();
        Some(Self { date: date?, kind: kind?, text: text?.0, by })
    }
}

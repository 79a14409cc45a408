//! What is missing from a brief, or weak in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use memchr::memmem;
use regex_lite::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::passage::{Passage, SPACE};
use crate::config::field;
use crate::content::brief::{BriefKind, ResponseBasis};
use crate::content::claim::{AssessmentEntry, Likelihood};
use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location};
use crate::model::{Brief, Site};

pub(super) fn check(site: &Site, brief: &Brief, passages: &[Passage<'_>], faults: &mut Vec<Diagnostic>) {
    faults.extend(single_source(site, brief));
    faults.extend(no_text(brief));
    faults.extend(full_stop(brief));
    faults.extend(poor_alt(brief));
    responses(brief, faults);
    quotes(site, brief, faults);
    assessments(brief, passages, faults);
}

/// Two records of one publisher's are one source.
fn single_source(site: &Site, brief: &Brief) -> Option<Diagnostic> {
    let outlets: BTreeSet<&str> = brief.sources.iter().map(|id| site.outlet(*id)).collect();
    let rests_on_one = outlets.len() == 1 && brief.written.kind == BriefKind::Incident;
    rests_on_one.then(|| {
        let only = outlets.first().copied().unwrap_or_default();
        Diagnostic::warning("single-source", key(brief, "title"), format!("the brief rests on {only} alone"))
            .help("look for a second source, or say in a silence why there is none")
    })
}

fn no_text(brief: &Brief) -> Option<Diagnostic> {
    brief.written.body.is_empty().then(|| {
        Diagnostic::warning("no-text", key(brief, "title"), "the brief has no text")
            .help("say below the front matter what happened")
    })
}

fn full_stop(brief: &Brief) -> Option<Diagnostic> {
    let title = &brief.written.title;
    let shorter = title.strip_suffix('.').filter(|rest| !rest.ends_with('.') && !ends_with_initials(rest))?;
    let place = Location::value(&brief.written.origin.file, field("title"));
    let fix = Fix::sure("delete the full stop", Edit::swap(place.clone(), title.as_str(), shorter));
    Some(
        Diagnostic::warning("title-full-stop", place, "the title ends with a full stop")
            .help("delete it: a headline is no sentence of a text")
            .fix(fix),
    )
}

/// `U.S`, `Mr`: the stop belongs to the word.
fn ends_with_initials(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.contains('.') || last.chars().count() < 3
}

fn poor_alt(brief: &Brief) -> Option<Diagnostic> {
    let image = brief.written.image.as_ref()?;
    let alt = image.alt.to_lowercase();
    let file = image.src.text.rsplit('/').next().unwrap_or_default().to_lowercase();
    let opening = ["image of", "picture of", "photo of", "photograph of"].iter().any(|words| alt.starts_with(words));
    (opening || alt == file || Some(alt.as_str()) == file.rsplit_once('.').map(|(stem, _)| stem)).then(|| {
        let place = Location::value(&brief.written.origin.file, field("image").key("alt"));
        Diagnostic::warning("poor-alt", place, "this tells nobody what the image shows")
            .help("say what it shows, as to somebody on the telephone")
    })
}

fn responses(brief: &Brief, faults: &mut Vec<Diagnostic>) {
    for entry in &brief.written.in_response_to {
        if entry.basis == ResponseBasis::Stated && entry.says.is_none() {
            let place = Location::value(&brief.written.origin.file, entry.at.key("basis"));
            let edit = Edit::swap(place.clone(), "stated", "inferred");
            faults.push(
                Diagnostic::warning("unattributed-response", place, "somebody stated this, and nobody is named")
                    .help("add `says:` with the source or actor, or write `basis: inferred`")
                    .fix(Fix::guess("write `basis: inferred`", edit)),
            );
        }
    }
}

fn quotes(site: &Site, brief: &Brief, faults: &mut Vec<Diagnostic>) {
    let own = brief.written.lang.as_deref().unwrap_or(&site.config.language);
    for claim in &brief.written.claims {
        let Some(quote) = claim.quote.as_ref().filter(|quote| quote.translation.is_none()) else { continue };
        if let Some(lang) = quote.lang.as_deref().filter(|lang| language(lang) != language(own)) {
            let place = Location::value(&brief.written.origin.file, claim.at.key("quote").key("text"));
            faults.push(
                Diagnostic::warning("untranslated-quote", place, format!("the words are in `{lang}` alone"))
                    .help("add `trans:` with the words in the page's language"),
            );
        }
    }
}

/// `en` of `en-GB`.
fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn assessments(brief: &Brief, passages: &[Passage<'_>], faults: &mut Vec<Diagnostic>) {
    let file = &brief.written.origin.file;
    for (at, entry) in brief.written.assessment.iter().enumerate() {
        let path = field("assessment").item(at);
        if let Some(what) = lacking(entry) {
            let place = Location::key(file, path.key("judgement"));
            faults.push(
                Diagnostic::warning("bare-assessment", place, format!("the judgement has no {what}"))
                    .help(format!("add `{what}:`")),
            );
        }
        if entry.judgement.unicode_sentences().any(mixes) {
            faults.push(mixed(Location::value(file, path.key("judgement"))));
        }
    }
    for (range, text) in passages.iter().filter(|(_, text)| mixes(text)) {
        for (at, sentence) in text.split_sentence_bound_indices().filter(|(_, sentence)| mixes(sentence)) {
            faults.push(mixed(in_text(file, range.start + at, sentence.trim_end())));
        }
    }
}

/// What an assessment must have and has not. The words of the judgement may give the likelihood or the confidence.
fn lacking(entry: &AssessmentEntry) -> Option<&'static str> {
    if entry.likelihood.is_none() && !likelihood().is_match(&entry.judgement) {
        return Some("likelihood");
    }
    if entry.confidence.is_none() && !confidence().is_match(&entry.judgement) {
        return Some("confidence");
    }
    entry.basis.is_none().then_some("basis")
}

fn mixes(sentence: &str) -> bool {
    // The word of a confidence, in any case that a writer gives it; few sentences have it.
    let has_word = |word: &str| memmem::find(sentence.as_bytes(), word.as_bytes()).is_some();
    (has_word("onfidence") || has_word("ONFIDENCE"))
        && confidence().is_match(sentence)
        && likelihood().is_match(sentence)
}

fn mixed(place: Location) -> Diagnostic {
    Diagnostic::warning("confidence-with-likelihood", place, "a confidence and a likelihood stand in one sentence")
        .help("write two sentences: how likely it is, and how well that is founded")
}

fn in_text(file: &FileName, start: usize, text: &str) -> Location {
    Location::bytes(file, start..start + text.len())
}

fn confidence() -> &'static Regex {
    static FOUND: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)\b(low|moderate|high){SPACE}confidence\b|\bconfidence{SPACE}is{SPACE}(low|moderate|high)\b"
        ))
        .expect("a literal")
    });
    &FOUND
}

fn likelihood() -> &'static Regex {
    static FOUND: LazyLock<Regex> = LazyLock::new(|| {
        let words: Vec<String> = Likelihood::ALL.iter().map(|term| term.as_str().replace(' ', SPACE)).collect();
        Regex::new(&format!(r"(?i)\b({})\b", words.join("|"))).expect("words alone")
    });
    &FOUND
}

/// The name of a brief's field.
fn key(brief: &Brief, name: &str) -> Location {
    Location::key(&brief.written.origin.file, field(name))
}

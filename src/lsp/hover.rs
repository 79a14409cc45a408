//! What stands at a cursor, in words: who an actor is and in which office on the day, when a brief was, what a source is,
//! what a field means, what a date says.

use std::ops::Range;

use crate::content::record::Office;
use crate::diagnostic::FileName;
use crate::edtf::Edtf;
use crate::front_matter::shape::Shape;
use crate::lsp::complete::{shape_at, value_shape};
use crate::lsp::cursor::Cursor;
use crate::lsp::desk::Desk;
use crate::model::{RecordId, Speaker};
use crate::pages::view::count_of;

/// The words for what stands at a byte, in Markdown, and its bytes.
pub fn hover(desk: &Desk, file: &FileName, byte: usize) -> Option<(String, Range<usize>)> {
    if let Some((key, span)) = desk.named_at(file, byte) {
        let date = desk.date_of(file);
        let claim = || desk.claim(&key.id).filter(|_| key.kind().is_none());
        let words = match desk.names.node(&key) {
            Some(node) => about(desk, node, date),
            None => claim().map(|claim| claim_in_words(desk, claim))?,
        };
        return Some((words, span));
    }
    in_field(desk, file, byte)
}

/// What a field means, what a word of a closed set means, what a date says.
fn in_field(desk: &Desk, file: &FileName, byte: usize) -> Option<(String, Range<usize>)> {
    let text = desk.text(file);
    let toml = &**file == crate::config::FILE;
    let (root, front) = match desk.layout(file) {
        _ if toml => (&desk.shapes.site, 0..text.len()),
        layout => layout.map(|layout| (layout.shape, layout.front))?,
    };
    let yaml = text.get(front.clone()).filter(|_| front.contains(&byte))?;
    // The whole word counts, not only what stands before the cursor.
    let rest = &yaml[byte - front.start..];
    let end = rest.find([',', ']', '}', '\n', '\r', '"', '\'', '#', ' ', '=']).unwrap_or(rest.len());
    let end = if rest[..end].ends_with(':') { end - 1 } else { end };
    let at = byte - front.start + end;
    let cursor = if toml { Cursor::in_toml(yaml, at) } else { Cursor::at(yaml, at) };
    let word = &yaml[cursor.word.clone()];
    let span = cursor.word.start + front.start..cursor.word.end + front.start;
    if cursor.may_be_key && cursor.key.is_none() {
        let field = shape_at(root, &cursor.parents)?.as_record()?.field(word)?;
        let required = if field.required { " Required." } else { "" };
        return Some((format!("**{}**: {}.{required}", field.name, field.about), span));
    }
    let words = value_shape(root, &cursor)?.scalars().into_iter().find_map(|shape| match shape {
        Shape::Date => word.parse::<Edtf>().ok().map(|date| date.in_words()),
        Shape::Words(words) => {
            let found = words.iter().find(|found| found.word == word && !found.about.is_empty())?;
            Some(format!("**{}**: {}", found.word, found.about))
        }
        _ => None,
    })?;
    Some((words, span))
}

/// What a record is, in Markdown. `date` is that of the brief from which it is seen.
pub fn about(desk: &Desk, node: RecordId, date: Option<&Edtf>) -> String {
    let site = &desk.site;
    let mut lines = vec![format!("**{}**", site.title(node))];
    let summary = match node {
        RecordId::Brief(id) => {
            let brief = &site.briefs[id];
            lines.push(brief.when.clone());
            Some(brief.summary.as_str())
        }
        RecordId::Actor(id) => {
            let actor = &site.actors[id].written;
            let kind = actor.kind.map(|kind| kind.as_str());
            let what: Vec<&str> = kind.into_iter().chain(actor.country.as_deref()).collect();
            lines.push(what.join(", "));
            lines.extend(actor.offices.iter().filter(|office| holds(office, date)).map(office_in_words));
            actor.summary.as_deref()
        }
        RecordId::Source(id) => {
            let source = &site.sources[id].written;
            let published = source.published.as_ref().map(Edtf::in_words);
            let facts = source.publisher.iter().cloned().chain(published).chain([source.kind.as_str().to_owned()]);
            lines.push(facts.collect::<Vec<_>>().join(", "));
            lines.push(format!("{}: {}", source.reliability.as_str(), source.reliability.about()));
            lines.extend(source.url.clone());
            source.descriptor.as_deref()
        }
        RecordId::Topic(id) => site.topics[id].written.summary.as_deref(),
        RecordId::Place(id) => site.places[id].written.summary.as_deref(),
        RecordId::Question(id) => site.questions[id].written.summary.as_deref(),
        RecordId::Thread(id) => site.threads[id].written.summary.as_deref(),
        RecordId::Page(id) => site.pages[id].written.summary.as_deref(),
    };
    lines.extend(summary.map(str::to_owned));
    if !matches!(node, RecordId::Brief(_) | RecordId::Page(_)) {
        lines.push(count_of(site.briefs_of(node).len(), "brief"));
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n\n")
}

/// Whether an office may have been held on a date; without a date, every one.
fn holds(office: &Office, date: Option<&Edtf>) -> bool {
    let first = date.and_then(Edtf::earliest);
    let last = date.and_then(Edtf::latest);
    let began = office.from.as_ref().and_then(Edtf::earliest);
    let ended = office.to.as_ref().and_then(Edtf::latest);
    let begun = last.zip(began).is_none_or(|(last, began)| began <= last);
    let not_over = first.zip(ended).is_none_or(|(first, ended)| ended >= first);
    begun && not_over
}

fn office_in_words(office: &Office) -> String {
    let of = office.of.as_ref().map(|of| format!(", {of}")).unwrap_or_default();
    let from = office.from.as_ref().map(|from| format!(", from {}", from.in_words())).unwrap_or_default();
    let to = office.to.as_ref().map(|to| format!(", to {}", to.in_words())).unwrap_or_default();
    format!("{}{of}{from}{to}", office.title)
}

fn claim_in_words(desk: &Desk, claim: &crate::model::Claim) -> String {
    let speaker: Speaker = claim.by;
    let question = desk.site.title(RecordId::Question(claim.question));
    format!("**{}**: {}\n\n{question}", desk.site.speaker(speaker), claim.written.says)
}

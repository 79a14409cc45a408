//! What may be typed at a cursor: fields, words, names of records, headings.

use std::ops::Range;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, Documentation, MarkupContent, MarkupKind, TextEdit,
};

use crate::content::{Kind, ref_kinds};
use crate::diagnostic::FileName;
use crate::fold::{folded, slug_text};
use crate::front_matter::shape::{RefKinds, Shape};
use crate::lsp::cursor::YamlCursor;
use crate::lsp::describe;
use crate::lsp::workspace::Workspace;
use crate::markdown::{self, Heading};
use crate::model::RecordId;
use crate::rename::{CLAIMS, FileLayout, RecordKey};

/// How many candidates are sent; with another letter typed there are others.
const MOST: usize = 200;

/// A candidate for completion.
struct Candidate {
    /// What is put in.
    text: String,
    /// What stands beside it in the list.
    detail: String,
    /// What it means.
    about: CandidateDoc,
    kind: CompletionItemKind,
}

/// What a candidate means: put into words only for those that are shown.
enum CandidateDoc {
    Words(String),
    Record(RecordId),
}

impl CandidateDoc {
    fn in_words(&self, workspace: &Workspace) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.clone()).filter(|words| !words.is_empty()),
            Self::Record(node) => Some(describe::record(&workspace.site, *node, None)),
        }
    }
}

/// Returns what may be typed at a byte of a file.
pub(super) fn complete(workspace: &Workspace, file: &FileName, byte: usize) -> CompletionList {
    let text = workspace.text(file);
    let in_toml = || {
        let (cursor, shape) = (YamlCursor::in_toml(text, byte), &workspace.shapes.site);
        let quoted = text[..cursor.word.start].ends_with(['"', '\'']);
        let mut candidates = candidates(workspace, shape, &cursor, " = ");
        for candidate in
            candidates.iter_mut().filter(|candidate| !quoted && candidate.kind == CompletionItemKind::EnumMember)
        {
            candidate.text = format!("\"{}\"", candidate.text);
        }
        (cursor.word, candidates)
    };
    let in_record = workspace.layout(file).and_then(|layout| {
        if layout.front.start <= byte && byte <= layout.front.end {
            Some(in_front(workspace, file, &layout, &text[layout.front.clone()], byte - layout.front.start))
        } else {
            in_body(workspace, file, text, &layout, byte)
        }
    });
    let found = if &**file == crate::config::FILE { Some(in_toml()) } else { in_record };
    let Some((word, candidates)) = found else {
        return CompletionList::default();
    };
    let word = word.start.min(byte)..word.end.max(byte).min(text.len());
    let typed = folded(&text[word.start..byte]);
    let fits =
        |candidate: &&Candidate| folded(&candidate.text).contains(&typed) || folded(&candidate.detail).contains(&typed);
    let mut fitting: Vec<&Candidate> = candidates.iter().filter(fits).collect();
    fitting.sort_by_key(|candidate| !folded(&candidate.text).starts_with(&typed));
    let item = |(at, candidate): (usize, &&Candidate)| CompletionItem {
        label: candidate.text.trim_end_matches([':', '=', ' ']).to_owned(),
        kind: Some(candidate.kind),
        detail: Some(candidate.detail.clone()).filter(|detail| !detail.is_empty()),
        documentation: candidate.about.in_words(workspace).map(markdown),
        sort_text: Some(format!("{at:05}")),
        filter_text: Some(format!("{} {}", candidate.text, candidate.detail)),
        text_edit: Some(
            TextEdit { range: workspace.encoding.span(text, &word), new_text: candidate.text.clone() }.into(),
        ),
        ..CompletionItem::default()
    };
    CompletionList {
        is_incomplete: fitting.len() > MOST,
        items: fitting.iter().take(MOST).enumerate().map(item).collect(),
        ..CompletionList::default()
    }
}

fn markdown(value: String) -> Documentation {
    MarkupContent { kind: MarkupKind::Markdown, value }.into()
}

/// In front matter.
fn in_front(
    workspace: &Workspace,
    file: &FileName,
    layout: &FileLayout<'_>,
    yaml: &str,
    byte: usize,
) -> (Range<usize>, Vec<Candidate>) {
    let cursor = YamlCursor::at(yaml, byte);
    let colon = if yaml[cursor.word.end.max(byte)..].starts_with(':') { "" } else { ": " };
    let mut candidates = candidates(workspace, layout.shape, &cursor, colon);
    let word = slug_text(&yaml[cursor.word.start..cursor.word.end.max(byte)]);
    candidates.retain(|candidate| candidate.text != word || !is_made_of_a_word(workspace, file, candidate));
    (cursor.word.start + layout.front.start..cursor.word.end + layout.front.start, candidates)
}

/// Whether what is offered is a term without a file that nothing but this file names: what is being typed there is one.
fn is_made_of_a_word(workspace: &Workspace, file: &FileName, candidate: &Candidate) -> bool {
    let (site, CandidateDoc::Record(node)) = (&workspace.site, &candidate.about) else { return false };
    let below = match node {
        RecordId::Topic(id) => site.index.subtopics[*id].as_slice(),
        RecordId::Source(_) => return false,
        _ => &[],
    };
    let users = site.index.briefs_of(*node).iter().map(|id| &site.briefs[*id].written.origin);
    let mut users = users.chain(below.iter().map(|id| &site.topics[*id].written.origin));
    workspace.names.record_of(&site.record(*node).origin.file).is_none() && users.all(|origin| origin.file == *file)
}

/// The fields that are not there yet, and what the field at a cursor may hold.
fn candidates(workspace: &Workspace, root: &Shape, cursor: &YamlCursor, after_key: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    if let Some(shape) = cursor.value_shape(root) {
        for scalar in shape.scalars() {
            candidates.extend(values(workspace, scalar));
        }
    }
    if cursor.may_be_key
        && let Some(record) = cursor.mapping_shape(root).and_then(Shape::as_record)
    {
        let free = record.fields.iter().filter(|field| !cursor.siblings.iter().any(|sibling| sibling == field.name));
        candidates.extend(free.map(|field| Candidate {
            text: format!("{}{after_key}", field.name),
            detail: if field.required { "required".to_owned() } else { String::new() },
            about: CandidateDoc::Words(format!("{}.", field.about)),
            kind: CompletionItemKind::Field,
        }));
    }
    candidates
}

fn values(workspace: &Workspace, shape: &Shape) -> Vec<Candidate> {
    let word = |text: &str, about: &str| Candidate {
        text: text.to_owned(),
        detail: String::new(),
        about: CandidateDoc::Words(about.to_owned()),
        kind: CompletionItemKind::EnumMember,
    };
    match shape {
        Shape::Words(words) => words.iter().map(|found| word(&found.word, &found.about)).collect(),
        Shape::Bool => vec![word("true", ""), word("false", "")],
        Shape::Refers(to) => records(workspace, to).map(|key| candidate(workspace, key, key.id.clone())).collect(),
        _ => Vec::new(),
    }
}

fn records(workspace: &Workspace, to: RefKinds) -> impl Iterator<Item = &RecordKey> {
    workspace.names.all().filter(move |key| to.contains(&key.folder))
}

fn candidate(workspace: &Workspace, key: &RecordKey, text: String) -> Candidate {
    let node = workspace.names.node(key);
    let noun = key.kind().map_or("claim", Kind::noun);
    Candidate {
        text,
        detail: node.map_or_else(String::new, |node| workspace.site.title(node).to_owned()),
        about: node.map_or_else(|| CandidateDoc::Words(noun.to_owned()), CandidateDoc::Record),
        kind: CompletionItemKind::Reference,
    }
}

/// In a text: records after `[[`, sources after `[@`, headings after `#`.
fn in_body(
    workspace: &Workspace,
    file: &FileName,
    text: &str,
    layout: &FileLayout<'_>,
    byte: usize,
) -> Option<(Range<usize>, Vec<Candidate>)> {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1).max(layout.body.start.min(byte));
    let line = &text[start..byte];
    if let Some((open, typed)) = unclosed(line, "[[", "]]") {
        if typed.contains('|') {
            return None;
        }
        let from = start + open;
        return Some(match typed.split_once('#') {
            Some((id, heading)) => {
                let other = workspace.names.find_wiki(id).and_then(|key| workspace.names.file(&key).cloned());
                (byte - heading.len()..byte, headings(workspace, other.as_ref().unwrap_or(file)))
            }
            None => (from..byte, links(workspace)),
        });
    }
    if let Some((open, typed)) = unclosed(line, "](#", ")") {
        return Some((start + open..start + open + typed.len(), headings(workspace, file)));
    }
    let (open, typed) = unclosed(line, "[", "]")?;
    let at = typed.rfind('@').filter(|at| matches!(typed[..*at].trim_end().chars().last(), None | Some(';')))?;
    let sources = records(workspace, ref_kinds::SOURCES).map(|key| candidate(workspace, key, key.id.clone())).collect();
    Some((start + open + at + 1..byte, sources))
}

/// What was typed after the last `open` of a line, if no `close` follows it, and where it begins.
fn unclosed<'l>(line: &'l str, open: &str, close: &str) -> Option<(usize, &'l str)> {
    let at = line.rfind(open)? + open.len();
    (!line[at..].contains(close)).then_some((at, &line[at..]))
}

/// Every record as it is linked: by its id, or with its folder where several have it.
fn links(workspace: &Workspace) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for key in workspace.names.all().filter(|key| key.folder != CLAIMS) {
        let text = match workspace.names.find_wiki(&key.id).is_some() {
            true => key.id.clone(),
            false => format!("{}/{}", key.folder, key.id),
        };
        candidates.push(candidate(workspace, key, text));
    }
    candidates
}

fn headings(workspace: &Workspace, file: &FileName) -> Vec<Candidate> {
    let text = workspace.text(file);
    let Some(layout) = workspace.layout(file) else {
        return Vec::new();
    };
    let options = markdown::ParseOptions::default();
    let (body, _) = markdown::parse(file, &text[layout.body.clone()], layout.body.start, &options);
    let candidate = |heading: &Heading| Candidate {
        text: heading.id.clone(),
        detail: heading.text.clone(),
        about: CandidateDoc::Words(String::new()),
        kind: CompletionItemKind::Reference,
    };
    body.headings.iter().map(candidate).collect()
}

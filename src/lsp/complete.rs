//! What may be typed at a cursor: fields, words, names of records, headings.

use std::ops::Range;

use gen_lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, Documentation, MarkupContent, MarkupKind, TextEdit,
};

use crate::content::{Kind, to};
use crate::diagnostic::FileName;
use crate::fold::{folded, slug_text};
use crate::front_matter::shape::{RefKinds, Shape};
use crate::lsp::cursor::Cursor;
use crate::lsp::desk::Desk;
use crate::lsp::hover;
use crate::lsp::mentions::Layout;
use crate::lsp::names::{CLAIMS, Key};
use crate::markdown::{self, Heading};
use crate::model::RecordId;

/// As many as an author looks at; with another letter there are others.
const MOST: usize = 200;

/// One thing that may be typed.
struct Offer {
    /// What is put in.
    text: String,
    /// What stands beside it in the list.
    detail: String,
    /// What it means.
    about: About,
    kind: CompletionItemKind,
}

/// What an offer means: put into words only for those that are shown.
enum About {
    Words(String),
    Record(RecordId),
}

impl About {
    fn in_words(&self, desk: &Desk) -> Option<String> {
        match self {
            Self::Words(words) => Some(words.clone()).filter(|words| !words.is_empty()),
            Self::Record(node) => Some(hover::about(desk, *node, None)),
        }
    }
}

/// What may be typed at a byte of a file.
pub fn complete(desk: &Desk, file: &FileName, byte: usize) -> CompletionList {
    let text = desk.text(file);
    let in_toml = || {
        let (cursor, shape) = (Cursor::in_toml(text, byte), &desk.shapes.site);
        let quoted = text[..cursor.word.start].ends_with(['"', '\'']);
        let mut offers = offers(desk, shape, &cursor, " = ");
        for offer in offers.iter_mut().filter(|offer| !quoted && offer.kind == CompletionItemKind::EnumMember) {
            offer.text = format!("\"{}\"", offer.text);
        }
        (cursor.word, offers)
    };
    let in_record = desk.layout(file).and_then(|layout| {
        if layout.front.start <= byte && byte <= layout.front.end {
            Some(in_front(desk, file, &layout, &text[layout.front.clone()], byte - layout.front.start))
        } else {
            in_body(desk, file, text, &layout, byte)
        }
    });
    let found = if &**file == crate::config::FILE { Some(in_toml()) } else { in_record };
    let Some((word, offers)) = found else {
        return CompletionList::default();
    };
    let word = word.start.min(byte)..word.end.max(byte).min(text.len());
    let typed = folded(&text[word.start..byte]);
    let fits = |offer: &&Offer| folded(&offer.text).contains(&typed) || folded(&offer.detail).contains(&typed);
    let mut fitting: Vec<&Offer> = offers.iter().filter(fits).collect();
    fitting.sort_by_key(|offer| !folded(&offer.text).starts_with(&typed));
    let item = |(at, offer): (usize, &&Offer)| CompletionItem {
        label: offer.text.trim_end_matches([':', '=', ' ']).to_owned(),
        kind: Some(offer.kind),
        detail: Some(offer.detail.clone()).filter(|detail| !detail.is_empty()),
        documentation: offer.about.in_words(desk).map(markdown),
        sort_text: Some(format!("{at:05}")),
        filter_text: Some(format!("{} {}", offer.text, offer.detail)),
        text_edit: Some(TextEdit { range: desk.encoding.span(text, &word), new_text: offer.text.clone() }.into()),
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
fn in_front(desk: &Desk, file: &FileName, layout: &Layout<'_>, yaml: &str, byte: usize) -> (Range<usize>, Vec<Offer>) {
    let cursor = Cursor::at(yaml, byte);
    let colon = if yaml[cursor.word.end.max(byte)..].starts_with(':') { "" } else { ": " };
    let mut offers = offers(desk, layout.shape, &cursor, colon);
    let word = slug_text(&yaml[cursor.word.start..cursor.word.end.max(byte)]);
    offers.retain(|offer| offer.text != word || !is_made_of_a_word(desk, file, offer));
    (cursor.word.start + layout.front.start..cursor.word.end + layout.front.start, offers)
}

/// Whether what is offered is a term without a file that nothing but this file names: what is being typed there is one.
fn is_made_of_a_word(desk: &Desk, file: &FileName, offer: &Offer) -> bool {
    let (site, About::Record(node)) = (&desk.site, &offer.about) else { return false };
    let below = match node {
        RecordId::Topic(id) => site.topics[*id].children.as_slice(),
        RecordId::Source(_) => return false,
        _ => &[],
    };
    let users = site.briefs_of(*node).iter().map(|id| &site.briefs[*id].written.origin);
    let mut users = users.chain(below.iter().map(|id| site.topics[*id].origin()));
    desk.names.record_of(&site.known_as(*node).origin.file).is_none() && users.all(|origin| origin.file == *file)
}

/// The fields that are not there yet, and what the field at a cursor may hold.
fn offers(desk: &Desk, root: &Shape, cursor: &Cursor, after_key: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    if let Some(shape) = value_shape(root, cursor) {
        for scalar in shape.scalars() {
            offers.extend(values(desk, scalar));
        }
    }
    if cursor.may_be_key
        && let Some(record) = shape_at(root, &cursor.parents).and_then(Shape::as_record)
    {
        let free = record.fields.iter().filter(|field| !cursor.siblings.iter().any(|sibling| sibling == field.name));
        offers.extend(free.map(|field| Offer {
            text: format!("{}{after_key}", field.name),
            detail: if field.required { "required".to_owned() } else { String::new() },
            about: About::Words(format!("{}.", field.about)),
            kind: CompletionItemKind::Field,
        }));
    }
    offers
}

/// The shape of the value in which a cursor stands.
pub fn value_shape<'s>(root: &'s Shape, cursor: &Cursor) -> Option<&'s Shape> {
    let key = cursor.key.as_ref()?;
    let at = shape_at(root, &cursor.parents)?;
    // The word after a dash is an item of the list around it, and may be a key of a mapping as well.
    if cursor.may_be_key { Some(at) } else { at.below(key) }
}

/// The shape below some keys.
pub fn shape_at<'s>(root: &'s Shape, keys: &[String]) -> Option<&'s Shape> {
    keys.iter().try_fold(root, |shape, key| shape.below(key))
}

fn values(desk: &Desk, shape: &Shape) -> Vec<Offer> {
    let word = |text: &str, about: &str| Offer {
        text: text.to_owned(),
        detail: String::new(),
        about: About::Words(about.to_owned()),
        kind: CompletionItemKind::EnumMember,
    };
    match shape {
        Shape::Words(words) => words.iter().map(|found| word(&found.word, &found.about)).collect(),
        Shape::Bool => vec![word("true", ""), word("false", "")],
        Shape::Refers(to) => records(desk, to).map(|key| offer(desk, key, key.id.clone())).collect(),
        _ => Vec::new(),
    }
}

fn records(desk: &Desk, to: RefKinds) -> impl Iterator<Item = &Key> {
    desk.names.all().filter(move |key| to.contains(&key.folder))
}

fn offer(desk: &Desk, key: &Key, text: String) -> Offer {
    let node = desk.names.node(key);
    let noun = key.kind().map_or("claim", Kind::noun);
    Offer {
        text,
        detail: node.map_or_else(String::new, |node| desk.site.title(node).to_owned()),
        about: node.map_or_else(|| About::Words(noun.to_owned()), About::Record),
        kind: CompletionItemKind::Reference,
    }
}

/// In a text: records after `[[`, sources after `[@`, headings after `#`.
fn in_body(
    desk: &Desk,
    file: &FileName,
    text: &str,
    layout: &Layout<'_>,
    byte: usize,
) -> Option<(Range<usize>, Vec<Offer>)> {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1).max(layout.body.start.min(byte));
    let line = &text[start..byte];
    if let Some((open, typed)) = unclosed(line, "[[", "]]") {
        if typed.contains('|') {
            return None;
        }
        let from = start + open;
        return Some(match typed.split_once('#') {
            Some((id, heading)) => {
                let other = desk.names.find_wiki(id).and_then(|key| desk.names.file(&key).cloned());
                (byte - heading.len()..byte, headings(desk, other.as_ref().unwrap_or(file)))
            }
            None => (from..byte, links(desk)),
        });
    }
    if let Some((open, typed)) = unclosed(line, "](#", ")") {
        return Some((start + open..start + open + typed.len(), headings(desk, file)));
    }
    let (open, typed) = unclosed(line, "[", "]")?;
    let at = typed.rfind('@').filter(|at| matches!(typed[..*at].trim_end().chars().last(), None | Some(';')))?;
    let sources = records(desk, to::SOURCES).map(|key| offer(desk, key, key.id.clone())).collect();
    Some((start + open + at + 1..byte, sources))
}

/// What was typed after the last `open` of a line, if no `close` follows it, and where it begins.
fn unclosed<'l>(line: &'l str, open: &str, close: &str) -> Option<(usize, &'l str)> {
    let at = line.rfind(open)? + open.len();
    (!line[at..].contains(close)).then_some((at, &line[at..]))
}

/// Every record as it is linked: by its id, or with its folder where several have it.
fn links(desk: &Desk) -> Vec<Offer> {
    let mut offers = Vec::new();
    for key in desk.names.all().filter(|key| key.folder != CLAIMS) {
        let text = match desk.names.find_wiki(&key.id).is_some() {
            true => key.id.clone(),
            false => format!("{}/{}", key.folder, key.id),
        };
        offers.push(offer(desk, key, text));
    }
    offers
}

fn headings(desk: &Desk, file: &FileName) -> Vec<Offer> {
    let text = desk.text(file);
    let Some(layout) = desk.layout(file) else {
        return Vec::new();
    };
    let options = markdown::ParseOptions::default();
    let (body, _) = markdown::parse(file, &text[layout.body.clone()], layout.body.start, &options);
    let offer = |heading: &Heading| Offer {
        text: heading.id.clone(),
        detail: heading.text.clone(),
        about: About::Words(String::new()),
        kind: CompletionItemKind::Reference,
    };
    body.headings.iter().map(offer).collect()
}

//! Text → its links and pictures, each with the bytes of its head, words and tail, so that an address can be exchanged
//! or a link become its words.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::markdown::EXTENSIONS;

/// A link or a picture of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ScannedLink {
    /// All of it.
    pub range: Range<usize>,
    /// Its words, between the marks.
    pub words: Range<usize>,
    /// Its address; of a `[[link]]` what it names.
    pub address: String,
    /// The title behind the address.
    pub title: String,
    /// Whether it is a picture.
    pub image: bool,
    /// How it is written.
    pub form: WrittenForm,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WrittenForm {
    /// `[words](address)`, or by a definition.
    Words,
    /// `<https://…>`.
    Bare,
    /// `[[name]]`.
    Name,
    /// `[[name|words]]`.
    NameWithWords,
}

/// Finds the links and pictures of a text, in the order in which they end.
pub(crate) fn scan(text: &str) -> Vec<ScannedLink> {
    let mut found = Vec::new();
    let mut open: Vec<ScannedLink> = Vec::new();
    for (event, range) in Parser::new_ext(text, EXTENSIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                open.push(begun(text, link_type, &dest_url, &title, range, false));
            }
            Event::Start(Tag::Image { link_type, dest_url, title, .. }) => {
                open.push(begun(text, link_type, &dest_url, &title, range, true));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = open.pop() {
                    // What stands around a link holds its bytes as well.
                    if let Some(outer) = open.last_mut() {
                        outer.words.end = outer.words.end.max(link.range.end);
                    }
                    found.extend(closed(text, link));
                }
            }
            _ => {
                if let Some(link) = open.last_mut() {
                    link.words.end = link.words.end.max(range.end);
                }
            }
        }
    }
    found
}

fn begun(text: &str, kind: LinkType, address: &str, title: &str, range: Range<usize>, image: bool) -> ScannedLink {
    let (form, head) = match kind {
        LinkType::WikiLink { has_pothole: true } => (WrittenForm::NameWithWords, 2),
        LinkType::WikiLink { has_pothole: false } => (WrittenForm::Name, 2),
        LinkType::Autolink | LinkType::Email => (WrittenForm::Bare, 1),
        _ => (WrittenForm::Words, 1),
    };
    let begin = match form {
        // The words stand behind the bar.
        WrittenForm::NameWithWords => {
            let whole = &text[range.clone()];
            range.start + whole.find('|').map_or(head, |at| at + 1)
        }
        _ => range.start + head + usize::from(image),
    };
    let begin = begin.min(range.end);
    let (address, title) = (address.to_owned(), title.to_owned());
    ScannedLink { words: begin..begin, range, address, title, image, form }
}

/// A link whose words end where its tail begins; nothing where that cannot be told.
fn closed(text: &str, mut link: ScannedLink) -> Option<ScannedLink> {
    let tail = match link.form {
        WrittenForm::Words => "]",
        WrittenForm::Bare => ">",
        WrittenForm::Name | WrittenForm::NameWithWords => "]]",
    };
    let from = link.words.end.min(link.range.end);
    link.words.end = from + text.get(from..link.range.end)?.find(tail)?;
    text.get(link.words.clone())?;
    Some(link)
}

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkEdit {
    /// It is left.
    Keep,
    /// It has another address; the words are those of a bare name.
    Address(String, Option<String>),
    /// It has another address, and is a link although it was written as a picture.
    Link(String, Option<String>),
    /// Its words alone are left.
    Words,
    /// It was no link: `\<`.
    Escape,
}

/// Returns a text with its links changed.
pub(crate) fn rewritten(text: &str, edit: &mut impl FnMut(&ScannedLink) -> LinkEdit) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for link in scan(text) {
        let (head, tail) = (link.range.start..link.words.start, link.words.end..link.range.end);
        match edit(&link) {
            LinkEdit::Keep => {}
            LinkEdit::Escape => edits.push((link.range.start..link.range.start, "\\".to_owned())),
            LinkEdit::Words => {
                edits.push((head, String::new()));
                edits.push((tail, String::new()));
            }
            made @ (LinkEdit::Address(..) | LinkEdit::Link(..)) => {
                let begin = if link.image && matches!(made, LinkEdit::Address(..)) { "![" } else { "[" };
                let (LinkEdit::Address(address, name) | LinkEdit::Link(address, name)) = made else { continue };
                edits.push((head, format!("{begin}{}", name.unwrap_or_default())));
                edits.push((tail, format!("]({}{})", bracketed(&address), titled(&link.title))));
                if matches!(link.form, WrittenForm::Name | WrittenForm::Bare) {
                    edits.push((link.words.clone(), String::new()));
                }
            }
        }
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

fn bracketed(address: &str) -> String {
    let plain = !address.chars().any(|c| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>'));
    if plain { address.to_owned() } else { format!("<{}>", address.replace(['<', '>'], "")) }
}

fn titled(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\"")) }
}

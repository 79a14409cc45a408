//! HTML that stands in Markdown → Markdown. Comments stay; scripts, styles and embedded pages are told.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::note::{BodyNote, line_of};
use crate::import::notes;
use crate::import::to_markdown::{TextForm, markdown};

/// Returns a text in which no HTML is left but comments and `<br>`.
pub(super) fn to_markdown(text: &str, notes: &mut Vec<BodyNote>) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut inline = Inline { text, edits: Vec::new(), open: Vec::new() };
    let mut block: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                let range = block.take().unwrap_or(range);
                if let Some(made) = of_block(&text[range.clone()]) {
                    note(text, &range, notes);
                    inline.edits.push((range, made));
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell) => inline.close_all(),
            Event::InlineHtml(html) if inline.tag(&html, &range) => note(text, &range, notes),
            _ => {}
        }
    }
    inline.close_all();
    let mut edits = inline.edits;
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, made) in edits {
        // What stands in a block that was rewritten is rewritten with it.
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&made);
            at = range.end;
        }
    }
    out.push_str(&text[at..]);
    out
}

fn note(text: &str, range: &Range<usize>, notes: &mut Vec<BodyNote>) {
    let html = &text[range.clone()];
    let shown: String = html.trim().lines().next().unwrap_or_default().chars().take(60).collect();
    let name = name_of(html);
    if html.trim_start().starts_with("</") {
        return;
    }
    let kind = match &*name {
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "input" | "button" | "svg" => notes::DROPPED_HTML,
        _ => notes::HTML,
    };
    notes.push(BodyNote { kind, line: line_of(text, range.start), why: format!("`{shown}`") });
}

/// The name of the first tag.
fn name_of(html: &str) -> String {
    let html = html.trim_start().trim_start_matches('<').trim_start_matches('/');
    html.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// A block; nothing where it is a comment alone.
fn of_block(html: &str) -> Option<String> {
    let trimmed = html.trim();
    if trimmed.starts_with("<!--") && trimmed.ends_with("-->") && trimmed.matches("<!--").count() == 1 {
        return None;
    }
    let comments: String = comments(trimmed).concat();
    let indent: String = html.chars().take_while(|c| *c == ' ').collect();
    let shown = embedded(trimmed);
    let made = markdown(&format!("{trimmed}{shown}"), TextForm::Html);
    let made = [comments.as_str(), made.trim_end()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n");
    let lines: Vec<String> =
        made.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") }).collect();
    // A block ends at an empty line, which its Markdown needs after it.
    Some(if lines.is_empty() { "\n".to_owned() } else { format!("{}\n\n", lines.join("\n")) })
}

/// The comments of a block.
fn comments(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        let Some(end) = rest[at..].find("-->").map(|end| at + end + 3) else { break };
        found.push(&rest[at..end]);
        rest = &rest[end..];
    }
    found
}

/// Links to what a block embeds, for a page cannot hold it.
fn embedded(html: &str) -> String {
    let tags = html.match_indices('<').filter(|(at, _)| {
        let name = name_of(&html[*at..]);
        !html[at + 1..].starts_with('/') && matches!(&*name, "iframe" | "video" | "audio" | "source" | "embed")
    });
    let sources = tags.filter_map(|(at, _)| attribute(html[at..].split('>').next().unwrap_or_default(), "src"));
    sources.map(|source| crate::import::to_markdown::link(&source, &source)).collect()
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower.get(from..)?.find(name) {
        let at = from + found;
        let begins = lower[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let rest = tag[at + name.len()..].trim_start();
        if begins && let Some(value) = rest.strip_prefix('=').map(str::trim_start) {
            let value = match value.chars().next() {
                Some(mark @ ('"' | '\'')) => value[1..].split(mark).next()?,
                _ => value.split(|c: char| c.is_whitespace() || c == '>').next()?.trim_end_matches('/'),
            };
            return Some(value.replace("&amp;", "&").trim().to_owned()).filter(|value| !value.is_empty());
        }
        from = at + name.len();
    }
    None
}

/// The tags within paragraphs.
struct Inline<'t> {
    text: &'t str,
    edits: Vec<(Range<usize>, String)>,
    open: Vec<OpenTag>,
}

/// A tag whose end has not come.
struct OpenTag {
    name: String,
    /// The edit that wrote its beginning.
    edit: usize,
    /// What its end is to be.
    end: String,
}

impl Inline<'_> {
    /// Rewrites a tag; says whether it did.
    fn tag(&mut self, html: &str, range: &Range<usize>) -> bool {
        let name = name_of(html);
        if html.starts_with("<!") || html.starts_with("<?") || name == "br" {
            return false;
        }
        if html.starts_with("</") {
            let made = self.closed(&name, range.start);
            self.edits.push((range.clone(), made));
            return true;
        }
        let (begin, end) = match &*name {
            "em" | "i" | "cite" | "var" | "dfn" => ("*".to_owned(), "*".to_owned()),
            "strong" | "b" => ("**".to_owned(), "**".to_owned()),
            "del" | "s" | "strike" => ("~~".to_owned(), "~~".to_owned()),
            "code" | "tt" | "kbd" | "samp" => ("`".to_owned(), "`".to_owned()),
            "a" => match attribute(html, "href") {
                Some(address) => ("[".to_owned(), format!("](<{}>)", address.replace(['<', '>', '\n'], ""))),
                None => (String::new(), String::new()),
            },
            "img" => {
                let alt = attribute(html, "alt").unwrap_or_default().replace(['[', ']'], "");
                let source = attribute(html, "src").map(|source| source.replace(['<', '>', '\n'], ""));
                (source.map_or(alt.clone(), |source| format!("![{alt}](<{source}>)")), String::new())
            }
            "iframe" | "video" | "audio" => {
                let source = attribute(html, "src").map(|source| format!("[{source}](<{source}>)"));
                (source.unwrap_or_default(), String::new())
            }
            _ => (String::new(), String::new()),
        };
        // Marks beside a space are no marks.
        let spaced = self.text[range.end..].starts_with(char::is_whitespace);
        let is_mark = begin.starts_with(['*', '~', '`']);
        let (begin, end) = if is_mark && spaced { (String::new(), String::new()) } else { (begin, end) };
        if !html.ends_with("/>") && !end.is_empty() {
            self.open.push(OpenTag { name, edit: self.edits.len(), end });
        }
        self.edits.push((range.clone(), begin));
        true
    }

    /// Returns what a closing tag is to be.
    fn closed(&mut self, name: &str, at: usize) -> String {
        let Some(position) = self.open.iter().rposition(|open| open.name == name) else { return String::new() };
        let tag = self.open.remove(position);
        let empty = self.edits[tag.edit].0.end == at;
        let spaced = self.text[..at].ends_with(char::is_whitespace);
        if empty || (spaced && tag.end.starts_with(['*', '~', '`'])) {
            self.edits[tag.edit].1.clear();
            return String::new();
        }
        tag.end
    }

    /// What is still open at the end of a paragraph was never closed.
    fn close_all(&mut self) {
        for tag in self.open.drain(..) {
            self.edits[tag.edit].1.clear();
        }
    }
}

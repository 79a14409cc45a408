//! HTML that stands in Markdown: comments are dropped, the rest is passed on or shown as text, as the site allows.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::BodySource;
use super::errors;
use super::events::SpannedEvent;
use crate::diagnostic::Diagnostic;

/// Warns of each run of HTML that will be shown as text, and of comments without an end.
pub(super) fn check(
    source: &BodySource<'_>,
    events: &[SpannedEvent<'_>],
    allow_html: bool,
    faults: &mut Vec<Diagnostic>,
) {
    let mut block = String::new();
    let mut tags = BTreeSet::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => block.clear(),
            Event::Start(Tag::Paragraph) => tags.clear(),
            Event::Html(html) => block.push_str(html),
            Event::End(TagEnd::HtmlBlock) => {
                let (rest, closed) = without_comments(&block);
                if !closed {
                    faults.push(errors::unclosed_comment(source.place(range)));
                } else if !allow_html && !rest.trim().is_empty() {
                    faults.push(errors::raw_html(source.place(range)));
                }
            }
            Event::InlineHtml(html) if !allow_html && is_news(html, &mut tags) => {
                faults.push(errors::raw_html(source.place(range)));
            }
            _ => {}
        }
    }
}

/// The HTML that is passed on or shown: without comments, except in a block of HTML that is passed on and is none.
pub(super) fn visible(html: &str, allow_html: bool) -> String {
    if allow_html && !html.trim_start().starts_with("<!--") {
        return html.to_owned();
    }
    without_comments(html).0
}

/// `<br>`, the one tag that Markdown has no word for in a table.
pub(super) fn is_break(html: &str) -> bool {
    let inner = html.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/').trim_end();
    inner.eq_ignore_ascii_case("br")
}

/// Whether an inline tag is worth a warning: a closing one is not after its opening one.
fn is_news(html: &str, tags: &mut BTreeSet<String>) -> bool {
    if is_break(html) || html.starts_with("<!--") {
        return false;
    }
    let name = |html: &str| {
        let name: String = html.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        name.to_ascii_lowercase()
    };
    match html.strip_prefix("</") {
        Some(closing) => !tags.contains(&name(closing)),
        None => {
            tags.insert(name(html.trim_start_matches('<')));
            true
        }
    }
}

/// The HTML without its comments, and whether all of them end.
fn without_comments(html: &str) -> (String, bool) {
    let mut kept = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        kept.push_str(&rest[..start]);
        let inside = &rest[start + 4..];
        // A browser ends `<!-->` and `<!--->` at once.
        let end = ["->", ">"].iter().find(|end| inside.starts_with(**end)).map(|end| end.len());
        match end.or_else(|| inside.find("-->").map(|at| at + 3)) {
            Some(end) => rest = &inside[end..],
            None => return (kept, false),
        }
    }
    kept.push_str(rest);
    (kept, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_cut_out() {
        assert_eq!(without_comments("a<!-- b\n -->c<!-->d<!--->e"), ("acde".into(), true));
        assert_eq!(without_comments("a<!-- b"), ("a".into(), false));
    }

    #[test]
    fn a_break_is_known_in_all_its_forms() {
        assert!(["<br>", "<br/>", "<BR />"].into_iter().all(is_break));
        assert!(!["<b>", "<br class=x>", "</br>"].into_iter().any(is_break));
    }
}

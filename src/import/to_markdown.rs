//! Texts of cells → Markdown.

use std::rc::Rc;

use htmd::{HtmlToMarkdown, Node};
use pulldown_cmark_escape::escape_html_body_text;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TextForm {
    /// Plain: what looks like Markdown is no Markdown; an empty line parts paragraphs.
    #[default]
    Plain,
    /// Markdown, taken as it is.
    Markdown,
    /// HTML.
    Html,
}

/// Deeper HTML is not converted: the converter goes down one step for each element that stands in another.
const DEEPEST: usize = 100;

/// Longer HTML is not parsed: a parser that mends open tags takes the square of their number.
const MOST_TAGS: usize = 5_000;

/// A text as Markdown, with one line end after it; HTML that is nested too deep as plain text.
pub(super) fn markdown(text: &str, form: TextForm) -> String {
    let made = match form {
        TextForm::Markdown => text.to_owned(),
        TextForm::Html => from_html(text),
        TextForm::Plain => from_plain(text),
    };
    let made = made.trim();
    if made.is_empty() { String::new() } else { format!("{made}\n") }
}

/// A link to something that was shown beside a text.
pub(super) fn link(address: &str, words: &str) -> String {
    format!("<p><a href=\"{}\">{}</a></p>", escaped(address).replace('"', "&quot;"), escaped(words))
}

/// HTML as Markdown; what is too long or nested too deep for the converter as plain text.
fn from_html(html: &str) -> String {
    let within = html.matches('<').count() <= MOST_TAGS;
    within.then(|| converted(html)).flatten().unwrap_or_else(|| from_plain(html))
}

fn from_plain(text: &str) -> String {
    converted(&paragraphs(text)).unwrap_or_default()
}

/// Nothing where the HTML is nested too deep.
fn converted(html: &str) -> Option<String> {
    let converter = HtmlToMarkdown::builder().skip_tags(vec!["script", "style", "iframe"]).build();
    // Reading fails only where what is read from fails, and a text does not.
    let tree = converter.html_to_tree(html).ok()?;
    is_shallow(&tree).then(|| converter.tree_to_markdown(&tree))
}

/// Whether no element stands deeper than the converter may go.
fn is_shallow(tree: &Rc<Node>) -> bool {
    let mut level = vec![tree.clone()];
    for _ in 0..DEEPEST {
        level = level.iter().flat_map(|node| node.children.borrow().clone()).collect();
    }
    level.is_empty()
}

fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").map(|paragraph| format!("<p>{}</p>", escaped(paragraph).replace('\n', "<br>"))).collect()
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a text does not fail.
    let _ = escape_html_body_text(&mut escaped, text);
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown_and_plain_text_stays_plain() {
        assert_eq!(
            markdown("<p>A <b>b</b> <a href=\"https://x.org/\">c</a></p>", TextForm::Html),
            "A **b** [c](https://x.org/)\n"
        );
        assert_eq!(markdown("<script>alert(1)</script>", TextForm::Html), "");
        let plain = markdown("# no heading\n\n*no* <b> [[no link]] & [@none]", TextForm::Plain);
        let (body, faults) =
            crate::markdown::parse(&"a.md".into(), &plain, 0, &crate::markdown::ParseOptions::default());
        assert!(faults.is_empty() && body.references.is_empty() && body.headings.is_empty(), "{plain} {faults:?}");
    }
}

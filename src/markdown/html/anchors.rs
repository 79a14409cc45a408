//! Links, images and citations as HTML.

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::LinkType;

use super::writer::HtmlWriter;
use crate::markdown::plain_text::fallback;
use crate::markdown::reference::{Reference, ReferenceTarget};
use crate::markdown::resolved::{CitationMark, Resolved, ResolvedLink};
use crate::markdown::{address, citation, escape, events};

/// Whether a link leads to another site; a mail address does not.
fn is_elsewhere(target: &ReferenceTarget) -> bool {
    matches!(target, ReferenceTarget::External(address) if address.starts_with("http") || address.starts_with("ftp"))
}

impl HtmlWriter<'_> {
    pub(super) fn start_link(&mut self, kind: LinkType, title: &str, range: &Range<usize>) {
        let found = self.cursor.at(&self.body.in_file(range));
        if events::is_citation(kind) {
            return self.start_citation(found, range);
        }
        let Some((index, reference)) = found else {
            self.closers.push(String::new()); // A fault: the words alone are shown.
            return;
        };
        match self.resolved(index, reference) {
            Ok(link) => {
                self.anchor(&link, title, is_elsewhere(&reference.target));
                self.words(index, reference, link.text, "</a>");
            }
            Err(text) => self.words(index, reference, text, ""),
        }
    }

    pub(super) fn start_image(&mut self, title: &str, range: &Range<usize>) {
        let Some((index, reference)) = self.cursor.at(&self.body.in_file(range)) else {
            self.closers.push(String::new());
            return;
        };
        let alt = reference.text.as_deref().unwrap_or_default();
        match self.resolved(index, reference) {
            Ok(link) => {
                self.out.push_str("<img");
                escape::address(&mut self.out, "src", &link.href);
                escape::attribute(&mut self.out, "alt", alt);
                self.attributes(&[("title", title), ("loading", "lazy")]);
                self.out.push('>');
            }
            Err(text) => escape::text(&mut self.out, text.as_deref().unwrap_or(alt)),
        }
        self.skip = 1;
    }

    /// The link that a reference became, or the words that stand for it.
    fn resolved(&self, index: usize, reference: &Reference) -> Result<ResolvedLink, Option<String>> {
        let link = match ((self.resolve)(index, reference), &reference.target) {
            (Resolved::Link(link), _) => link,
            (Resolved::AsWritten, ReferenceTarget::External(address)) => ResolvedLink::to(address),
            (Resolved::AsWritten, ReferenceTarget::Heading(id)) => ResolvedLink::to(format!("{}#{id}", self.page)),
            (Resolved::Text(text), _) => return Err(text),
            (Resolved::AsWritten | Resolved::Citation(_), _) => return Err(None),
        };
        if address::is_safe(&link.href) { Ok(link) } else { Err(link.text) }
    }

    fn anchor(&mut self, link: &ResolvedLink, title: &str, external: bool) {
        self.out.push_str("<a");
        escape::address(&mut self.out, "href", &link.href);
        self.attributes(&[("title", title), ("rel", if external { "external noopener" } else { "" })]);
        self.out.push('>');
    }

    /// Those of the attributes that are not empty.
    fn attributes(&mut self, attributes: &[(&str, &str)]) {
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            escape::attribute(&mut self.out, name, value);
        }
    }

    /// The author's words up to the link's end; or, where there are none, the ones given, and nothing of the source.
    fn words(&mut self, index: usize, reference: &Reference, text: Option<String>, closer: &str) {
        let next = self.body.references.get(index + 1);
        let holds_image = next.is_some_and(|next| next.image && next.span.start < reference.span.end);
        if reference.text.is_some() || holds_image {
            self.closers.push(closer.to_owned());
            return;
        }
        escape::text(&mut self.out, text.as_deref().unwrap_or_else(|| fallback(&reference.target)));
        self.out.push_str(closer);
        self.skip = 1;
    }

    fn start_citation(&mut self, found: Option<(usize, &Reference)>, range: &Range<usize>) {
        let brackets = &self.body.text[range.clone()];
        let (Some((index, reference)), Ok(parts)) = (found, citation::read(brackets)) else {
            escape::text(&mut self.out, brackets);
            self.skip = 1;
            return;
        };
        let sources = match (self.resolve)(index, reference) {
            Resolved::Citation(sources) => sources,
            Resolved::Link(_) | Resolved::Text(_) | Resolved::AsWritten => Vec::new(),
        };
        let marks = citation_marks(&sources);
        if parts.text_before {
            self.out.push('[');
            self.closers.push(format!("]{marks}"));
            return;
        }
        self.close_up();
        self.out.push_str(&marks);
        if let Some(text) = parts.text_after {
            escape::text(&mut self.out, &format!("[{text}]"));
        }
        self.skip = 1;
    }
}

/// `<sup class="cite"><a …>[1]</a><a …>[2, p. 4]</a></sup>`
fn citation_marks(sources: &[CitationMark]) -> String {
    let mut out = String::new();
    let safe = sources.iter().filter(|source| address::is_safe(&source.href));
    for CitationMark { number, href, title, locator } in safe {
        let locator = locator.as_ref().map(|locator| format!(", {locator}")).unwrap_or_default();
        out.push_str(if out.is_empty() { "<sup class=\"cite\"><a" } else { "<a" });
        escape::address(&mut out, "href", href);
        out.push_str(" role=\"doc-biblioref\"");
        escape::attribute(&mut out, "aria-label", &format!("Source {number}{locator}"));
        if !title.is_empty() {
            escape::attribute(&mut out, "title", title);
        }
        let _ = write!(out, ">[{number}");
        escape::text(&mut out, &locator);
        out.push_str("]</a>");
    }
    if !out.is_empty() {
        out.push_str("</sup>");
    }
    out
}

//! `(Body, what each reference became)` → HTML5. Blocks are here; links in [`anchors`], notes in [`footnote_list`].
//!
//! Classes: `cite`, `footnote`, `footnotes`, `back`, `table`, `left`, `center`, `right`, `task`, `alert` with
//! `alert-note`, `alert-tip`, `alert-important`, `alert-warning`, `alert-caution`; `raw-html`; `language-…`.

mod anchors;
mod footnote_list;
mod writer;

use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::body::Body;
use super::reference::Reference;
use super::resolved::Resolved;
use super::{escape, headings, raw};

use writer::{HtmlWriter, TableState};

impl Body {
    /// The HTML. `resolve` is asked once for each of [`Body::references`], with its index, in order.
    pub fn html(&self, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        self.html_on("", resolve)
    }

    /// The HTML for another place than its page: links to its own headings and notes lead to that page, at an address.
    pub fn html_on(&self, page: &str, resolve: &dyn Fn(usize, &Reference) -> Resolved) -> String {
        let mut writer = HtmlWriter::new(self, page, resolve);
        for (event, range) in self.events() {
            writer.event(event, &range);
        }
        writer.endnotes();
        writer.out
    }
}

impl HtmlWriter<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if self.skip > 0 {
            match event {
                Event::Start(_) => self.skip += 1,
                Event::End(_) => self.skip -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => escape::text(&mut self.out, &text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                escape::text(&mut self.out, &text);
                self.out.push_str("</code>");
            }
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.block("<hr>\n"),
            Event::FootnoteReference(label) => self.note_mark(&label, range),
            Event::TaskListMarker(checked) => self.task(checked),
            // Mathematics is not switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => escape::text(&mut self.out, &text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => self.block("<p>"),
            Tag::Heading { classes, .. } => self.start_heading(&classes, range),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.html.clear(),
            Tag::List(None) => self.block("<ul>\n"),
            Tag::List(Some(1)) => self.block("<ol>\n"),
            Tag::List(Some(first)) => self.block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.block("<li>"),
            Tag::FootnoteDefinition(label) => {
                self.end_label();
                self.start_note(&label);
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => {
                self.out.push_str("<thead>\n<tr>");
                self.table.in_head = true;
                self.table.cell = 0;
            }
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, title, .. } => self.start_link(link_type, &title, range),
            Tag::Image { title, .. } => self.start_image(&title, range),
            // None of these is switched on.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) {
            self.end_label();
        }
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.out.push_str("</aside>\n"),
            TagEnd::CodeBlock => self.out.push_str("</code></pre>\n"),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => {
                self.out.push_str(if self.table.has_body { "</tbody>\n</table></div>\n" } else { "</table></div>\n" })
            }
            TagEnd::TableHead => self.out.push_str("</tr>\n</thead>\n"),
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.out.push_str(if self.table.in_head { "</th>" } else { "</td>" });
                self.table.cell += 1;
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => {
                let closer = self.closers.pop().unwrap_or_default();
                self.out.push_str(&closer);
            }
            TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn start_heading(&mut self, classes: &[CowStr<'_>], range: &Range<usize>) {
        let span = self.body.in_file(range);
        let Some(heading) = self.body.headings.get(self.heading).filter(|heading| heading.span == span) else {
            self.block(""); // It is empty.
            self.skip = 1;
            return;
        };
        self.heading += 1;
        let level = heading.level;
        self.block(&format!("<h{level}"));
        escape::attribute(&mut self.out, "id", &heading.id);
        let classes: Vec<&str> =
            classes.iter().map(|class| &**class).filter(|class| headings::is_name(class)).collect();
        if !classes.is_empty() {
            escape::attribute(&mut self.out, "class", &classes.join(" "));
        }
        self.out.push('>');
    }

    fn end_heading(&mut self) {
        let level = self.heading.checked_sub(1).map_or(2, |last| self.body.headings[last].level);
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let (class, title) = match kind {
            None => return self.block("<blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "Note"),
            Some(BlockQuoteKind::Tip) => ("tip", "Tip"),
            Some(BlockQuoteKind::Important) => ("important", "Important"),
            Some(BlockQuoteKind::Warning) => ("warning", "Warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "Caution"),
        };
        self.block(&format!("<aside class=\"alert alert-{class}\""));
        escape::attribute(&mut self.out, "aria-label", title);
        self.out.push_str(">\n<p class=\"alert-title\">");
        escape::text(&mut self.out, title);
        self.out.push_str("</p>\n");
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase(),
            CodeBlockKind::Indented => String::new(),
        };
        let is_plain = language.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-'));
        if language.is_empty() || !is_plain {
            self.block("<pre><code>");
        } else {
            self.block(&format!("<pre><code class=\"language-{language}\">"));
        }
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables += 1;
        self.table = TableState { alignments, ..TableState::default() };
        let name = match self.tables {
            1 => "Table".to_owned(),
            number => format!("Table {number}"),
        };
        self.block("<div class=\"table\" role=\"region\" tabindex=\"0\"");
        escape::attribute(&mut self.out, "aria-label", &name);
        self.out.push_str("><table>\n");
    }

    fn start_row(&mut self) {
        self.table.in_head = false;
        self.table.cell = 0;
        if !self.table.has_body {
            self.table.has_body = true;
            self.out.push_str("<tbody>\n");
        }
        self.out.push_str("<tr>");
    }

    fn start_cell(&mut self) {
        self.out.push_str(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        let class = match self.table.alignments.get(self.table.cell) {
            Some(Alignment::Left) => " class=\"left\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::None) | None => "",
        };
        self.out.push_str(class);
        self.out.push('>');
    }

    /// The box of a task; what follows it in its line is its label.
    fn task(&mut self, checked: bool) {
        if let Some(item) = self.out.rfind("<li>") {
            self.out.insert_str(item + "<li".len(), " class=\"task\"");
        }
        self.out.push_str("<label><input type=\"checkbox\" disabled");
        self.out.push_str(if checked { " checked> " } else { "> " });
        self.label = true;
    }

    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.html);
        let visible = raw::visible(&html, self.body.allow_html);
        if visible.trim().is_empty() {
            return;
        }
        if self.body.allow_html {
            self.block("");
            self.out.push_str(&escape::allowed(&visible));
        } else {
            self.block("<p class=\"raw-html\">");
            escape::text(&mut self.out, visible.trim());
            self.out.push_str("</p>\n");
        }
    }

    fn inline_html(&mut self, html: &str) {
        if raw::is_break(html) {
            self.out.push_str("<br>");
        } else if html.starts_with("<!--") {
            // A comment is for the author.
        } else if self.body.allow_html {
            self.out.push_str(&escape::allowed(html));
        } else {
            escape::text(&mut self.out, html);
        }
    }
}

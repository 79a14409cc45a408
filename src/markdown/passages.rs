//! Events → the runs of words in them: what a reader reads without a break.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::body::Body;
use super::events::SpannedEvent;

impl Body {
    /// The runs of words, each as it is written, with its bytes in the file: paragraphs, headings, cells; no code.
    pub fn passages(&self) -> Vec<(Range<usize>, &str)> {
        find(self.events())
            .into_iter()
            .filter_map(|range| Some((range.start + self.offset..range.end + self.offset, self.text.get(range)?)))
            .collect()
    }
}

/// The bytes of each paragraph, heading, cell and item.
fn find<'a>(events: impl Iterator<Item = SpannedEvent<'a>>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let mut in_code = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            _ => {}
        }
        if is_inline(&event) && !in_code {
            run = Some(run.map_or(range.clone(), |run| run.start.min(range.start)..run.end.max(range.end)));
        } else {
            found.extend(run.take());
        }
    }
    found.extend(run);
    found
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::End(tag) => {
            matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
        }
        Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::typography;
    use super::*;
    use crate::language::QuotationMarks;

    #[test]
    fn a_run_ends_where_a_block_ends() {
        let text = "# Head\n\nOne *two*\nthree.\n\n- a\n- b\n\n```\ncode\n```\n\n| c | d |\n|---|---|\n";
        let found: Vec<_> = find(typography::read(text, text, QuotationMarks::default()))
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["Head", "One *two*\nthree.", "a", "b", "c", "d"]);
    }
}

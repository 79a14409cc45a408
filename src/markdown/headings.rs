//! Events → headings: levels below the page's own title, and an id for each.
//!
//! The page's title is the `<h1>`, so a body's highest headings are shown as `<h2>`, whether written `#` or `##`; each
//! other one step below the heading it stands under, so that no level is left out, and none below 6. An id is the author's (`{#id}`) or made from the words; the author's come first, whatever their order.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::body::{BodySource, Heading};
use super::events::{self, SpannedEvent};
use super::{citation, errors};
use crate::diagnostic::Diagnostic;
use crate::fold::slug_text;

/// The headings that have something in them, in order.
pub(super) fn find(source: &BodySource<'_>, events: &[SpannedEvent<'_>], faults: &mut Vec<Diagnostic>) -> Vec<Heading> {
    let written = collect(source, events, faults);
    check_levels(source, &written, faults);
    let levels = shown_levels(&written);
    let mut ids = Ids::of(source, &written, faults);
    written
        .into_iter()
        .zip(levels)
        .map(|(heading, level)| Heading {
            level,
            id: ids.take(&heading),
            span: source.span(&heading.range),
            text: heading.text,
        })
        .collect()
}

/// Whether a name may be an id or a class: lower-case letters, digits, `-` and `_`.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

/// A heading as it was written.
struct WrittenHeading<'a> {
    level: u8,
    id: Option<&'a CowStr<'a>>,
    text: String,
    /// The words of which an id is made: without the ids of `[[id]]`, which a page may not be allowed to tell.
    words: String,
    empty: bool,
    range: Range<usize>,
}

fn collect<'a>(
    source: &BodySource<'_>,
    events: &'a [SpannedEvent<'a>],
    faults: &mut Vec<Diagnostic>,
) -> Vec<WrittenHeading<'a>> {
    let mut written = Vec::new();
    let mut open: Option<WrittenHeading<'a>> = None;
    let mut cited = false;
    let mut bare = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                if !attrs.is_empty() || !classes.iter().all(|class| is_name(class)) {
                    faults.push(errors::heading_attribute(source.place(range)));
                }
                let (id, range) = (id.as_ref(), range.clone());
                open = Some(WrittenHeading {
                    level: *level as u8,
                    id,
                    text: String::new(),
                    words: String::new(),
                    empty: true,
                    range,
                });
                continue;
            }
            Event::End(TagEnd::Heading(_)) => match open.take() {
                Some(heading) if heading.empty => faults.push(errors::empty_heading(source.place(&heading.range))),
                heading => written.extend(heading),
            },
            Event::Start(Tag::Link { link_type, .. }) if events::is_citation(*link_type) => {
                cited = citation::read(&source.text[range.clone()]).is_ok_and(|found| !found.text_before);
            }
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => bare = true,
            Event::End(TagEnd::Link) => (cited, bare) = (false, false),
            _ => {}
        }
        let Some(heading) = &mut open else { continue };
        heading.empty = false;
        match event {
            Event::Text(text) | Event::Code(text) if !cited => {
                heading.text.push_str(text);
                heading.words.push_str(if bare { "" } else { text });
            }
            Event::SoftBreak | Event::HardBreak => {
                heading.text.push(' ');
                heading.words.push(' ');
            }
            _ => {}
        }
    }
    for heading in &mut written {
        heading.text = heading.text.trim().to_owned();
    }
    written
}

/// One level below the nearest heading before that was written with fewer `#`; 2 where there is none.
fn shown_levels(headings: &[WrittenHeading<'_>]) -> Vec<u8> {
    let mut above: Vec<(u8, u8)> = Vec::new();
    let shown = headings.iter().map(|heading| {
        while above.last().is_some_and(|(written, _)| *written >= heading.level) {
            above.pop();
        }
        let level = above.last().map_or(2, |(_, shown)| (shown + 1).min(6));
        above.push((heading.level, level));
        level
    });
    shown.collect()
}

/// A level is at most one below the one before it; the first, below the page's title.
fn check_levels(source: &BodySource<'_>, headings: &[WrittenHeading<'_>], faults: &mut Vec<Diagnostic>) {
    let mut before = if headings.iter().any(|heading| heading.level == 1) { 0 } else { 1 };
    for heading in headings {
        if heading.level > before + 1 {
            faults.push(errors::heading_jump(source.place(&heading.range), heading.level, before + 1));
        }
        before = heading.level;
    }
}

/// The ids that are taken.
struct Ids<'a> {
    /// Taken by headings, by the author's word or by a heading before; and by the page.
    taken: BTreeSet<String>,
    /// The author's, by the first byte of their headings.
    explicit: BTreeMap<usize, &'a str>,
    /// The number to try next after words that were taken: `x-2`.
    next: BTreeMap<String, usize>,
}

impl<'a> Ids<'a> {
    /// With the author's ids taken. Those that cannot be had are faults, and their headings get one made from words.
    fn of(source: &BodySource<'_>, headings: &[WrittenHeading<'a>], faults: &mut Vec<Diagnostic>) -> Self {
        let mut explicit = BTreeMap::new();
        let mut first: BTreeMap<&str, &Range<usize>> = BTreeMap::new();
        for heading in headings {
            let Some(id) = heading.id else { continue };
            let place = source.place(&heading.range);
            if !is_name(id) {
                faults.push(errors::heading_id(place, id));
            } else if is_page_id(id) {
                faults.push(errors::reserved_id(place, id));
            } else if let Some(range) = first.get(&**id) {
                faults.push(errors::duplicate_heading_id(place, id, source.place(range)));
            } else {
                first.insert(id, &heading.range);
                explicit.insert(heading.range.start, &**id);
            }
        }
        let taken = explicit.values().map(|id| (*id).to_owned()).collect();
        Self { taken, explicit, next: BTreeMap::new() }
    }

    fn take(&mut self, heading: &WrittenHeading<'_>) -> String {
        if let Some(id) = self.explicit.get(&heading.range.start) {
            return (*id).to_owned();
        }
        let slug = slug_text(&heading.words);
        let base = if slug.is_empty() || is_page_id(&slug) { format!("section-{slug}") } else { slug };
        let base = base.trim_end_matches('-');
        if self.taken.insert(base.to_owned()) {
            return base.to_owned();
        }
        let number = self.next.entry(base.to_owned()).or_insert(2);
        loop {
            let id = format!("{base}-{number}");
            *number += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// Whether the page around a text may have an id: `source-1`, `fn-1`, `fnref-1-2`, `update-1`, `d06`, `y2025`, `latest`.
fn is_page_id(id: &str) -> bool {
    const WORDS: [&str; 5] = ["content", "timeline", "updates", "latest", "open"];
    const NUMBERED: [&str; 6] = ["source-", "fn-", "fnref-", "update-", "d", "y"];
    let is_number = |text: &str| {
        text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
    };
    WORDS.contains(&id) || NUMBERED.iter().any(|start| id.strip_prefix(start).is_some_and(is_number))
}

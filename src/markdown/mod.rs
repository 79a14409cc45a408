//! Markdown: a body as an author wrote it comes in; what it refers to, its headings and, later, its HTML go out.
//!
//! What the parser would misread is hidden from it first (`prepared`), and marks are printed as the language prints them
//! (`typography`). Nothing here knows of sites. [`parse`] reads a body once and lists its [`Reference`]s and faults; someone who knows
//! the site says what each reference became ([`Resolved`]); [`Body::html`] then reads the text again and writes HTML.
//! Reading again costs some 40 µs for 4 KB, and keeps a body as small as its text.
//!
//! ```text
//! text ─events→ [(Event, range)] ─┬─ refs       what it refers to      (citation: `[@source, p. 4]`; address: `(…)`)
//!                                 ├─ headings   levels, ids
//!                                 ├─ footnotes  numbers
//!                                 ├─ misread    what was read as text and was meant otherwise
//!                                 ├─ raw        HTML in Markdown
//!                                 └─ plain_text words, summary, search         html   (Body, Resolved) → HTML
//! ```
//!
//! `body`, `reference` and `resolved` are the types; no file of the room imports one that imports it.
//!
//! **Invariants.** Both readings see the same events, so a reference is known by its span. No address leaves here whose
//! scheme could run a script. No input makes it panic; nesting deeper than [`DEEPEST`] is refused before it costs time.

mod address;
mod body;
mod citation;
mod comments;
mod errors;
mod escape;
mod events;
mod footnotes;
mod headings;
mod html;
mod misread;
mod passages;
mod plain_text;
mod prepared;
mod raw;
mod reference;
mod refs;
mod resolved;
#[cfg(test)]
mod tests;
mod typography;

use crate::diagnostic::{Anchor, Diagnostic, FileName};

pub use body::{Body, Heading, ParseOptions, UnreadCitation};
pub use comments::comments;
pub use events::DEEPEST;
pub(crate) use events::EXTENSIONS;
pub use reference::{CitedSource, Reference, ReferenceTarget};
pub use resolved::{CitationMark, Resolved, ResolvedLink};

use body::BodySource;
use events::SpannedEvent;

/// Reads a body. `text` is the body alone; `offset` is where it starts in the file, so that every place is a place in
/// the file. The faults come in the order of their places.
pub fn parse(file: &FileName, text: &str, offset: usize, options: &ParseOptions<'_>) -> (Body, Vec<Diagnostic>) {
    let source = BodySource { file, text, offset };
    if let Some(line) = events::too_deep(text) {
        return (Body::of("", offset, options), vec![errors::deep_nesting(source.place(&line))]);
    }
    let mut body = Body::of(text, offset, options);
    let prepared = body.prepared.clone();
    let events: Vec<SpannedEvent<'_>> =
        typography::read(prepared.as_deref().unwrap_or(text), text, body.marks).collect();
    if let Some(range) = events::deepest(text, &events) {
        return (Body::of("", offset, options), vec![errors::deep_nesting(source.place(&range))]);
    }
    let mut faults = Vec::new();
    body.references = refs::find(&source, &events, &mut faults);
    body.headings = headings::find(&source, &events, &mut faults);
    body.notes = footnotes::number(&source, &events, &mut faults);
    body.unread_citations = misread::check(&source, &events, &mut faults);
    raw::check(&source, &events, options.allow_html, &mut faults);
    body.opening = plain_text::opening(&body, events.iter().cloned());
    body.words = plain_text::words(&body, events);
    faults.sort_by_key(|fault| match &fault.place.at {
        Anchor::Bytes(range) => range.start,
        _ => 0,
    });
    (body, faults)
}

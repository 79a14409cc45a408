//! A small body as one string goes in; HTML, or `code: the text at the place` a line, comes out.

mod any_input;
mod diagnostics;
mod found;
mod page;

use std::ops::Range;

use super::*;
use crate::diagnostic::Location;

/// A resolver for every kind of reference. Ids that begin with `no` are not in the site.
fn resolve(_: usize, reference: &Reference) -> Resolved {
    match &reference.target {
        ReferenceTarget::Record { id, .. } if id.starts_with("no") => Resolved::Text(Some(format!("Name of {id}"))),
        ReferenceTarget::Record { id, heading } => {
            let fragment = heading.as_ref().map(|heading| format!("#{heading}")).unwrap_or_default();
            Resolved::Link(ResolvedLink::to(format!("../{id}/{fragment}")).text(format!("Name of {id}")))
        }
        ReferenceTarget::File { path, .. } => Resolved::Link(ResolvedLink::to(path.replace(".md", "/"))),
        ReferenceTarget::Asset { path, .. } => Resolved::Link(ResolvedLink::to(path)),
        ReferenceTarget::Citation(cites) => Resolved::Citation(cites.iter().enumerate().map(numbered).collect()),
        ReferenceTarget::Heading(_) | ReferenceTarget::External(_) => Resolved::AsWritten,
    }
}

fn numbered((index, cite): (usize, &CitedSource)) -> CitationMark {
    let number = index + 1;
    CitationMark { number, href: format!("#source-{number}"), title: String::new(), locator: cite.locator.clone() }
}

fn read(text: &str) -> (Body, Vec<Diagnostic>) {
    parse(&FileName::from("a.md"), text, 0, &ParseOptions::default())
}

fn html(text: &str) -> String {
    read(text).0.html(&resolve)
}

fn allowed_html(text: &str) -> String {
    let options = ParseOptions { allow_html: true, ..ParseOptions::default() };
    parse(&FileName::from("a.md"), text, 0, &options).0.html(&resolve)
}

/// `code: the text at the place`, a fault to a line.
fn faults_of(text: &str) -> Vec<String> {
    let show = |fault: &Diagnostic| format!("{}: {}", fault.code, &text[bytes(&fault.place)]);
    read(text).1.iter().map(show).collect()
}

fn bytes(place: &Location) -> Range<usize> {
    match &place.at {
        Anchor::Bytes(range) => range.clone(),
        at => panic!("{at:?} is no place in the text"),
    }
}

//! “Cite this page”: a citation in words, and in the page itself files for reference managers: BibTeX, RIS and CSL-JSON.
//!
//! In goes a brief; out comes what the template of its page shows.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use chrono::{Datelike, NaiveDate};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::front_matter::DayOrInstant;
use crate::model::Brief;
use crate::pages::context::RenderContext;
use crate::pages::views::DateView;

/// The characters that a `data:` address must encode: all but those that may stand in a URL and mean nothing in it or in
/// HTML (RFC 3986: unreserved, and some of the reserved).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'=')
    .remove(b'?')
    .remove(b'@');

/// How to cite a page.
#[derive(Debug, Serialize)]
pub(super) struct PageCitation {
    /// Who wrote it: the authors, or the publisher, or the site.
    by: String,
    /// When it was published or last changed, where that is known.
    date: Option<DateView>,
    /// The address of the page.
    url: String,
    /// The same for reference managers.
    files: Vec<CitationFile>,
}

/// A file that stands in the page itself, so that it can be saved without a server or a script.
#[derive(Debug, Serialize)]
struct CitationFile {
    /// "BibTeX".
    format: &'static str,
    /// The name under which a browser saves it: "azal-crash.bib".
    name: String,
    /// A `data:` address.
    href: String,
}

/// Returns the citation of a brief.
pub(super) fn view(site: &RenderContext, brief: &Brief) -> PageCitation {
    let id = brief.written.origin.id.as_str();
    let file = |format, media_type: &str, extension: &str, content: String| CitationFile {
        format,
        name: format!("{id}.{extension}"),
        href: format!("data:{media_type};charset=utf-8,{}", utf8_percent_encode(&content, ENCODED)),
    };
    PageCitation {
        by: authors(site, brief).join(", "),
        date: day(brief).map(DateView::day),
        url: url(site, brief),
        files: vec![
            file("BibTeX", "application/x-bibtex", "bib", bibtex(site, brief)),
            file("RIS", "application/x-research-info-systems", "ris", ris(site, brief)),
            file("CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json(site, brief)),
        ],
    }
}

fn authors(site: &RenderContext, brief: &Brief) -> Vec<String> {
    if brief.written.authors.is_empty() {
        return vec![site.config.publisher.clone().unwrap_or_else(|| site.config.title.clone())];
    }
    brief.written.authors.clone()
}

fn url(site: &RenderContext, brief: &Brief) -> String {
    format!("{}{}", site.config.base_url, brief.page.address())
}

/// The day of the last change, or of publication.
fn day(brief: &Brief) -> Option<NaiveDate> {
    let changes: [Option<DayOrInstant>; 2] = [brief.written.updated, brief.written.published];
    changes.into_iter().flatten().map(|when| when.day).max()
}

fn bibtex(site: &RenderContext, brief: &Brief) -> String {
    let mut entry = Entry::new(brief.written.origin.id.to_string(), EntryType::Online);
    let text = |text: &str| vec![Spanned::zero(Chunk::Verbatim(text.to_owned()))];
    entry.set_title(text(&brief.written.title));
    // Each name verbatim: which part of it is the surname is not recorded.
    let mut names = Vec::new();
    for author in authors(site, brief) {
        if !names.is_empty() {
            names.push(Spanned::zero(Chunk::Normal(" and ".to_owned())));
        }
        names.push(Spanned::zero(Chunk::Verbatim(author)));
    }
    entry.set("author", names);
    entry.set("organization", text(&site.config.title));
    entry.set("url", text(&url(site, brief)));
    if let Some(day) = day(brief) {
        entry.set("date", text(&day.to_string()));
    }
    let mut bib = entry.to_biblatex_string();
    bib.push('\n');
    bib
}

/// RIS, by the field list of Reference Manager: a tag, two spaces, a hyphen, a space, the text.
fn ris(site: &RenderContext, brief: &Brief) -> String {
    let mut lines = vec![("TY", "ELEC".to_owned()), ("TI", brief.written.title.clone())];
    lines.extend(authors(site, brief).into_iter().map(|author| ("AU", author)));
    lines.push(("T2", site.config.title.clone()));
    lines.extend(day(brief).map(|day| ("DA", day.format("%Y/%m/%d").to_string())));
    lines.push(("UR", url(site, brief)));
    lines.push(("ER", String::new()));
    lines.into_iter().map(|(tag, text)| format!("{tag}  - {text}\r\n")).collect()
}

/// One item of a CSL-JSON file (schema of CSL 1.0.2).
#[derive(Serialize)]
struct CslItem<'s> {
    id: &'s str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'s str,
    author: Vec<CslName>,
    #[serde(rename = "container-title")]
    container: &'s str,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(rename = "URL")]
    url: String,
    language: &'s str,
}

#[derive(Serialize)]
struct CslName {
    literal: String,
}

#[derive(Serialize)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: [[i64; 3]; 1],
}

fn csl_json(site: &RenderContext, brief: &Brief) -> String {
    let item = CslItem {
        id: brief.written.origin.id.as_str(),
        kind: "webpage",
        title: &brief.written.title,
        author: authors(site, brief).into_iter().map(|literal| CslName { literal }).collect(),
        container: &site.config.title,
        issued: day(brief)
            .map(|day| CslDate { parts: [[i64::from(day.year()), i64::from(day.month()), i64::from(day.day())]] }),
        url: url(site, brief),
        language: brief.written.lang.as_deref().unwrap_or(&site.config.language),
    };
    let mut json = serde_json::to_string(&[item]).expect("texts and numbers are always JSON");
    json.push('\n');
    json
}

//! “Cite this page”: a citation in words, and in the page itself files for reference managers: BibTeX, RIS and CSL-JSON.
//!
//! In goes a brief; out comes what the template of its page shows.

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

/// BibLaTeX. Texts stand in two pairs of braces, so that nobody changes their capitals or looks for surnames in them: which
/// part of a name is the surname is not recorded. Dates and addresses are read as they are, and stand in one.
fn bibtex(site: &RenderContext, brief: &Brief) -> String {
    let text = |text: &str| format!("{{{}}}", tex(text));
    let authors = authors(site, brief).iter().map(|author| text(author)).collect::<Vec<_>>().join(" and ");
    let mut fields = vec![("author", authors)];
    fields.extend(day(brief).map(|day| ("date", day.to_string())));
    fields.push(("organization", text(&site.config.title)));
    fields.push(("title", text(&brief.written.title)));
    fields.push(("url", url(site, brief)));
    let fields: String = fields.into_iter().map(|(name, value)| format!("{name} = {{{value}}},\n")).collect();
    format!("@online{{{},\n{fields}}}\n", brief.written.origin.id)
}

/// A text as TeX sets it. BibTeX counts braces even where a backslash stands before them, so these have names.
fn tex(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
        match c {
            '{' => written.push_str("\\textbraceleft{}"),
            '}' => written.push_str("\\textbraceright{}"),
            '\\' => written.push_str("\\textbackslash{}"),
            '~' => written.push_str("\\textasciitilde{}"),
            '^' => written.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => written.extend(['\\', c]),
            c => written.push(c),
        }
    }
    written
}

/// A text without what a program may take for the end of a line.
fn on_one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

/// RIS, by the field list of Reference Manager: a tag, two spaces, a hyphen, a space, the text. A date ends with a slash, after
/// which more could be said of it.
fn ris(site: &RenderContext, brief: &Brief) -> String {
    let mut lines = vec![("TY", "ELEC".to_owned()), ("TI", brief.written.title.clone())];
    lines.extend(authors(site, brief).into_iter().map(|author| ("AU", author)));
    lines.push(("T2", site.config.title.clone()));
    if let Some(day) = day(brief) {
        lines.push(("PY", day.format("%Y").to_string()));
        lines.push(("DA", day.format("%Y/%m/%d/").to_string()));
    }
    lines.push(("LA", language(site, brief).to_owned()));
    lines.push(("UR", url(site, brief)));
    lines.push(("ER", String::new()));
    lines.into_iter().map(|(tag, text)| format!("{tag}  - {}\r\n", on_one_line(&text))).collect()
}

fn language<'s>(site: &'s RenderContext, brief: &'s Brief) -> &'s str {
    brief.written.lang.as_deref().unwrap_or(&site.config.language)
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
        language: language(site, brief),
    };
    let mut json = serde_json::to_string(&[item]).expect("texts and numbers are always JSON");
    json.push('\n');
    json
}

#[cfg(test)]
mod tests {
    use biblatex::{Bibliography, ChunksExt};

    use super::*;

    #[test]
    fn any_title_is_read_back_as_it_was() {
        for title in ["An open { brace", "}{", r"100 % of \ ~ ^ # $ & _", "Hacızadə", "a\u{2028}b"] {
            let bib = format!("@online{{x,\ntitle = {{{{{}}}}},\n}}\n", tex(title));
            let read = Bibliography::parse(&bib).expect("BibLaTeX");
            let read = read.get("x").and_then(|entry| entry.get("title")).map(ChunksExt::format_verbatim);
            assert_eq!(read.as_deref(), Some(title.replace('\u{2028}', " ").as_str()), "{bib}");
            // As BibTeX counts them.
            assert_eq!(bib.matches('{').count(), bib.matches('}').count(), "{bib}");
        }
    }
}

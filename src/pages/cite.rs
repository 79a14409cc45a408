//! “Cite this page”: a citation in words, and as files for reference managers: BibTeX, RIS and CSL-JSON.

use biblatex::{Chunk, Entry, EntryType, Spanned};
use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::digest::Digest;
use crate::front_matter::fields::When;
use crate::model::Brief;
use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::pages::view::{DateView, Link};
use crate::path::UrlPath;

/// How to cite a page.
#[derive(Debug, Serialize)]
pub struct Cite {
    /// Who wrote it: the authors, or the publisher, or the site.
    by: String,
    /// When it was published or last changed, where that is known.
    date: Option<DateView>,
    /// Where it stands.
    url: String,
    /// The files.
    files: Vec<Link>,
}

/// The citation of a brief.
pub(super) fn view(site: &RenderContext, brief: &Brief) -> Cite {
    let [bib, ris, csl] = files(brief);
    let file = |path: UrlPath, text: &str| Link { path: path.to_string(), text: text.to_owned() };
    Cite {
        by: authors(site, brief).join(", "),
        date: day(brief).map(DateView::day),
        url: url(site, brief),
        files: vec![file(bib, "BibTeX"), file(ris, "RIS"), file(csl, "CSL-JSON")],
    }
}

/// The files of every brief that is not withdrawn.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let mut pages = Vec::new();
    for (id, brief) in site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()) {
        let [bib_path, ris_path, csl_path] = files(brief);
        let file = |path, form: &'static str, make: fn(&RenderContext, &Brief) -> Vec<u8>| {
            Page::bytes_from(
                path,
                move |site| from(site, &site.briefs[id], form),
                move |site| make(site, &site.briefs[id]),
            )
        };
        pages.push(file(bib_path, "bib", bibtex));
        pages.push(file(ris_path, "ris", ris));
        pages.push(file(csl_path, "csl", csl_json));
    }
    pages
}

/// The digest of all that the file of a form is made from.
fn from(site: &RenderContext, brief: &Brief, form: &str) -> Digest {
    let written = &brief.written;
    let id = written.origin.id.as_str();
    let own = (&written.title, &written.authors, day(brief), &written.lang, brief.page.as_str());
    Digest::of(&(form, site.config_digest, id, own))
}

fn files(brief: &Brief) -> [UrlPath; 3] {
    let folder: Vec<&str> = brief.page.as_str().trim_end_matches("/index.html").split('/').collect();
    ["cite.bib", "cite.ris", "cite.json"].map(|name| UrlPath::file(&folder, name))
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
    let changes: [Option<When>; 2] = [brief.written.updated, brief.written.published];
    changes.into_iter().flatten().map(|when| when.day).max()
}

fn bibtex(site: &RenderContext, brief: &Brief) -> Vec<u8> {
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
    bib.into_bytes()
}

/// RIS, by the field list of Reference Manager: a tag, two spaces, a hyphen, a space, the text.
fn ris(site: &RenderContext, brief: &Brief) -> Vec<u8> {
    let mut lines = vec![("TY", "ELEC".to_owned()), ("TI", brief.written.title.clone())];
    lines.extend(authors(site, brief).into_iter().map(|author| ("AU", author)));
    lines.push(("T2", site.config.title.clone()));
    lines.extend(day(brief).map(|day| ("DA", day.format("%Y/%m/%d").to_string())));
    lines.push(("UR", url(site, brief)));
    lines.push(("ER", String::new()));
    lines.into_iter().flat_map(|(tag, text)| format!("{tag}  - {text}\r\n").into_bytes()).collect()
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

fn csl_json(site: &RenderContext, brief: &Brief) -> Vec<u8> {
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
    let mut bytes = serde_json::to_vec_pretty(&[item]).expect("texts and numbers are always JSON");
    bytes.push(b'\n');
    bytes
}

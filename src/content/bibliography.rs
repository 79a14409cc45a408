//! BibTeX and BibLaTeX files → sources.

use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, Entry};

use crate::content::kind::Origin;
use crate::content::source::{Reliability, SourceDocument, SourceType, UrlStatus};
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::edtf::Edtf;
use crate::fold::slug_text;
use crate::front_matter::DayOrInstant;
use crate::path::Slug;

/// Reads a BibTeX or BibLaTeX file.
pub(super) fn read_bib(file: &FileName, text: &str) -> (Vec<SourceDocument>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let bibliography = match Bibliography::parse(text) {
        Ok(bibliography) => bibliography,
        Err(error) => {
            let message = format!("this is not BibLaTeX: {}", error.kind);
            let fault = Diagnostic::error("bad-bib", Location::bytes(file, error.span), message)
                .help("an entry is `@online{key, title = {…}, date = {2025-02-06}}`; braces and commas must match");
            return (Vec::new(), vec![fault]);
        }
    };
    let mut sources = Vec::new();
    let mut from = 0;
    for entry in bibliography.iter() {
        let at = key_of(text, &entry.key, &mut from);
        sources.extend(bib_entry(file, at, entry, &mut faults));
    }
    (sources, faults)
}

/// Where the key of an entry stands; entries come in the order of the file, so the search goes on from the last one.
fn key_of(text: &str, key: &str, from: &mut usize) -> Range<usize> {
    let rest = &text[*from..];
    let opened = rest.match_indices('{').map(|(at, _)| at + 1).find_map(|at| {
        let inside = &rest[at..];
        let start = at + inside.len() - inside.trim_start().len();
        rest[start..].strip_prefix(key)?.trim_start().starts_with(',').then_some(start)
    });
    let at = *from + opened.unwrap_or(0);
    *from = at;
    at..at + if opened.is_some() { key.len() } else { 0 }
}

fn bib_entry(file: &FileName, at: Range<usize>, entry: &Entry, faults: &mut Vec<Diagnostic>) -> Option<SourceDocument> {
    let place = Location::bytes(file, at.clone());
    let id = match Slug::new(&slug_text(&entry.key)) {
        Ok(id) => Some(id),
        Err(error) => {
            faults.push(
                Diagnostic::error("bad-id", place.clone(), format!("the key `{}` makes no id: {error}", entry.key))
                    .help("give the entry a key of letters and digits, such as `turan-2025`"),
            );
            None
        }
    };
    let field = |name: &str| entry.get(name).map(ChunksExt::format_verbatim).filter(|text| !text.is_empty());
    let title = field("title");
    if title.is_none() {
        faults.push(
            Diagnostic::error("missing-field", place.clone(), format!("`title` of `{}` is missing", entry.key))
                .help("add `title = {…},`"),
        );
    }
    let date = |name: &str| field(name).and_then(|text| text.parse::<Edtf>().ok());
    let published = date("date").or_else(|| date("year"));
    if published.is_none() && (field("date").is_some() || field("year").is_some()) {
        faults.push(
            Diagnostic::warning("bib-date", place, format!("the date of `{}` is no EDTF date", entry.key))
                .help("write `date = {2025-02-06},`"),
        );
    }
    let url = field("url").or_else(|| field("doi").map(|doi| format!("https://doi.org/{doi}")));
    let accessed = field("urldate");
    let language = field("langid");
    let day = accessed.as_ref().map(|text| text.parse().ok());
    let tag = language.as_ref().map(|text| bib_language(text));
    let address =
        url.as_ref().map(|url| url::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https")));
    for (name, bad, wanted) in [
        ("url", matches!(address, Some(None)), "an address such as https://example.org/page"),
        ("urldate", matches!(day, Some(None)), "a day such as 2025-02-06"),
        ("langid", matches!(tag, Some(None)), "a language such as english, or a tag such as az"),
    ] {
        if bad {
            let message = format!("`{name}` of `{}` cannot be read", entry.key);
            faults.push(
                Diagnostic::warning("bad-field", Location::bytes(file, at.clone()), message)
                    .help(format!("write {wanted}")),
            );
        }
    }
    let authors = entry.author().map(|people| people.iter().map(person).collect()).unwrap_or_default();
    Some(SourceDocument {
        origin: Origin { file: file.clone(), id: id?, path: FieldPath::default(), bytes: Some(at) },
        kind: bib_kind(&entry.entry_type),
        title: title.unwrap_or_else(|| entry.key.clone()),
        trans_title: None,
        publisher: field("publisher")
            .or_else(|| field("journaltitle"))
            .or_else(|| field("journal"))
            .or_else(|| field("organization")),
        authors,
        published,
        url: address.flatten().map(String::from),
        url_status: UrlStatus::Unknown,
        archive_url: None,
        archived: None,
        accessed: day.flatten().map(|day| DayOrInstant { day, moment: None }),
        language: tag.flatten(),
        reliability: Reliability::F,
        descriptor: field("annotation"),
        sha256: None,
        extra: None,
    })
}

fn person(person: &biblatex::Person) -> String {
    [&person.given_name, &person.prefix, &person.name, &person.suffix]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

fn bib_language(name: &str) -> Option<String> {
    let tag = match name {
        "english" | "british" | "ukenglish" => "en-GB",
        "american" | "usenglish" => "en-US",
        "russian" => "ru",
        "azerbaijani" => "az",
        "turkish" => "tr",
        "german" | "ngerman" => "de",
        "french" => "fr",
        tag => tag,
    };
    tag.parse::<icu_locale_core::LanguageIdentifier>().ok().map(|tag| tag.to_string())
}

fn bib_kind(kind: &biblatex::EntryType) -> SourceType {
    use biblatex::EntryType as Bib;
    match kind {
        Bib::Article => SourceType::ArticleJournal,
        Bib::Book | Bib::MvBook | Bib::Collection | Bib::MvCollection => SourceType::Book,
        Bib::InBook | Bib::InCollection => SourceType::Chapter,
        Bib::InProceedings => SourceType::PaperConference,
        Bib::Periodical => SourceType::Periodical,
        Bib::Report | Bib::TechReport => SourceType::Report,
        Bib::Thesis | Bib::PhdThesis | Bib::MastersThesis => SourceType::Thesis,
        Bib::Dataset => SourceType::Dataset,
        Bib::Software => SourceType::Software,
        Bib::Online => SourceType::Webpage,
        _ => SourceType::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bib_file_is_read_as_sources() {
        let text = "@online{turan2025,\n  title = {A title},\n  author = {Doe, Jane},\n  date = {2025-02},\n  url = {https://example.org/},\n}\n";
        let (sources, faults) = read_bib(&FileName::from("a.bib"), text);
        assert!(faults.is_empty(), "{faults:?}");
        let source = &sources[0];
        assert_eq!((source.origin.id.as_str(), source.title.as_str()), ("turan2025", "A title"));
        assert_eq!(source.authors, ["Jane Doe"]);
        assert_eq!(source.published.as_ref().map(ToString::to_string).as_deref(), Some("2025-02"));
    }

    #[test]
    fn a_bad_bib_file_is_told() {
        let (_, faults) = read_bib(&FileName::from("a.bib"), "@online{x, title = {a}");
        assert_eq!(faults[0].code, "bad-bib");
    }
}

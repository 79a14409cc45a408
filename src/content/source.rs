//! Sources: the records of `sources.yaml`, of `*.bib` files beside it, and those written inline in a brief.

use std::ops::Range;

use biblatex::{Bibliography, ChunksExt, Entry};
use serde_yaml::Value;

use crate::config::{Language, WebAddress};
use crate::content::kind::Origin;
use crate::content::ref_kinds;
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::edtf::Edtf;
use crate::fold::slug_text;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::Shape;
use crate::front_matter::{DayOrInstant, Field, SingleLine, Text, YamlNode};
use crate::path::Slug;
use crate::{front_matter, vocabulary};

vocabulary! {
    /// Whether an address still answers.
    UrlStatus { Live = "live", Dead = "dead", Usurped = "usurped", Unknown = "unknown", }
}

vocabulary! {
    /// How far a source can be relied on: the letters of the Admiralty system.
    Reliability {
        /// Completely reliable.
        A = "A",
        /// Usually reliable.
        B = "B",
        /// Fairly reliable.
        C = "C",
        /// Not usually reliable.
        D = "D",
        /// Unreliable.
        E = "E",
        /// Cannot be judged.
        F = "F",
    }
}

vocabulary! {
    /// What a source is: the item types of CSL 1.0.2.
    SourceType {
        Article = "article", ArticleJournal = "article-journal", ArticleMagazine = "article-magazine",
        ArticleNewspaper = "article-newspaper", Bill = "bill", Book = "book", Broadcast = "broadcast",
        Chapter = "chapter", Collection = "collection", Dataset = "dataset", Document = "document", Entry = "entry",
        EntryDictionary = "entry-dictionary", EntryEncyclopedia = "entry-encyclopedia", Event = "event",
        Figure = "figure", Graphic = "graphic", Hearing = "hearing", Interview = "interview", LegalCase = "legal_case",
        Legislation = "legislation", Manuscript = "manuscript", Map = "map", MotionPicture = "motion_picture",
        PaperConference = "paper-conference", Pamphlet = "pamphlet", Performance = "performance", Periodical = "periodical",
        PersonalCommunication = "personal_communication", Post = "post", PostWeblog = "post-weblog",
        Regulation = "regulation", Report = "report", Review = "review", Software = "software", Song = "song",
        Speech = "speech", Standard = "standard", Thesis = "thesis", Treaty = "treaty", Webpage = "webpage",
    }
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceDocument {
    /// Its id and place.
    pub origin: Origin,
    /// What it is.
    pub kind: SourceType,
    /// Its title.
    pub title: String,
    /// Its title in the site's language.
    pub trans_title: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Edtf>,
    /// Where it stands; `None`: address not recorded.
    pub url: Option<String>,
    /// Whether it still stands there.
    pub url_status: UrlStatus,
    /// An archived copy.
    pub archive_url: Option<String>,
    /// When it was archived.
    pub archived: Option<DayOrInstant>,
    /// When an editor read it.
    pub accessed: Option<DayOrInstant>,
    /// Its language, by BCP 47.
    pub language: Option<String>,
    /// How far it can be relied on.
    pub reliability: Reliability,
    /// Access, bias and currency in a line (ICD 206).
    pub descriptor: Option<String>,
    /// SHA-256 of the copy that was read, in 64 hexadecimal digits.
    pub sha256: Option<String>,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

/// Reads `sources.yaml`: a list of records.
pub fn read_yaml(file: &FileName, text: &str) -> (Vec<SourceDocument>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(value) = front_matter::parse(file, yaml, text.len() - yaml.len(), &mut faults) else {
        return (Vec::new(), faults);
    };
    let mut node = YamlNode::whole(file, &value, &mut faults);
    if !matches!(value, Value::Sequence(_) | Value::Null) {
        node.fault(
            Diagnostic::error("bad-sources", Location::bytes(file, 0..0), "the sources are not a list")
                .help("write each source as `- id: …` with its fields below it"),
        );
        return (Vec::new(), faults);
    }
    let sources = node.items();
    (sources, faults)
}

impl Field for SourceDocument {
    const EXPECTED: &'static str = "a source: `id`, `title`, `publisher`, `published`, `url`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let place = node.place();
        let path = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let id = record.id("The source's id, by which it is cited", ref_kinds::SOURCES);
        let kind = record
            .optional::<SourceType>("type", "What it is (CSL); `webpage` if nothing is said")
            .unwrap_or(SourceType::Webpage);
        let title = record.required::<Text>("title", "Its title");
        let trans_title =
            record.optional::<Text>("trans_title", "Its title in the language of the site").map(|text| text.0);
        let publisher = record.optional::<SingleLine>("publisher", "Who publishes it").map(|line| line.0);
        let authors = record.list::<SingleLine>("author", "Who wrote it").into_iter().map(|line| line.0).collect();
        let published = record.optional::<Edtf>("published", "When it was published");
        let url = record
            .optional::<Address>("url", "Where it stands; `\"\"` where the address was not recorded")
            .and_then(|address| address.0);
        let url_status = record
            .optional::<UrlStatus>("url_status", "Whether it still stands there; `unknown` if nothing is said")
            .unwrap_or(UrlStatus::Unknown);
        let archive_url =
            record.optional::<Address>("archive_url", "Where an archived copy stands").and_then(|address| address.0);
        let archived = record.optional::<DayOrInstant>("archived", "When it was archived");
        let accessed = record.optional::<DayOrInstant>("accessed", "When you read it");
        let language = record.optional::<Language>("language", "Its language").map(|language| language.0);
        let reliability = record
            .optional::<Reliability>("reliability", "How far it can be relied on; `F` if nothing is said")
            .unwrap_or(Reliability::F);
        let descriptor =
            record.optional::<Text>("descriptor", "Access, bias and currency in a line (ICD 206)").map(|text| text.0);
        let sha256 = record.optional::<Sha256>("sha256", "SHA-256 of the copy that you read").map(|hash| hash.0);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        record.finish();
        let id = id?;
        Some(Self {
            title: title.map_or_else(|| id.to_string(), |text| text.0),
            origin: Origin { file: place.file, id, path, bytes: None },
            kind,
            trans_title,
            publisher,
            authors,
            published,
            url,
            url_status,
            archive_url,
            archived,
            accessed,
            language,
            reliability,
            descriptor,
            sha256,
            extra,
        })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

/// An address that may be empty: "not recorded".
struct Address(Option<String>);

impl Field for Address {
    const EXPECTED: &'static str = "an address as text, such as \"https://example.org/page\", or \"\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        if node.value().as_str().is_some_and(|text| text.trim().is_empty()) {
            return Some(Self(None));
        }
        WebAddress::read(node).map(|address| Self(Some(address.0.into())))
    }

    fn shape() -> Shape {
        Shape::Either(vec![WebAddress::shape(), Shape::pattern(Self::EXPECTED, r"^\s*$")])
    }
}

struct Sha256(String);

impl Field for Sha256 {
    const EXPECTED: &'static str = "64 hexadecimal digits as text";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let text = node.value().as_str().map(|text| text.trim().to_ascii_lowercase());
        match text.filter(|text| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())) {
            Some(text) => Some(Self(text)),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, r"^\s*[0-9A-Fa-f]{64}\s*$")
    }
}

/// Whatever an author keeps under `extra:`.
pub struct Extra(pub Value);

impl Field for Extra {
    const EXPECTED: &'static str = "fields of your own";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        match node.value() {
            Value::Mapping(_) => Some(Self(node.value().clone())),
            _ => node.expected("a mapping"),
        }
    }

    fn shape() -> Shape {
        Shape::Own
    }
}

/// Reads a BibTeX or BibLaTeX file.
pub fn read_bib(file: &FileName, text: &str) -> (Vec<SourceDocument>, Vec<Diagnostic>) {
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

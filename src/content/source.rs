//! Sources: the records of `sources.yaml`, and those written inline in a brief.

use serde_yaml::Value;

use crate::config::{Language, WebAddress};
use crate::content::kind::Origin;
use crate::content::ref_kinds;
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::edtf::Edtf;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::Shape;
use crate::front_matter::{DayOrInstant, Extra, Field, SingleLine, Text, YamlNode};
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

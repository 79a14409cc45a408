//! Sources: the records of `sources.yaml`, and those written inline in a brief.

use serde_yaml::Value;

use crate::config::{Language, WebAddress};
use crate::content::former_id::former_ids;
use crate::content::kind::Origin;
use crate::content::ref_kinds;
use crate::content::source_address::{SourceAddress, id_of_title};
use crate::diagnostic::{Diagnostic, FileName, Location};
use crate::edtf::Edtf;
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::Shape;
use crate::front_matter::{DayOrInstant, Extra, Field, SingleLine, Text, YamlNode};
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
    /// Whether nobody gave it an id: the one that it has is made of its address or its title.
    pub has_made_id: bool,
    /// What it is.
    pub kind: SourceType,
    /// Its title.
    pub title: String,
    /// Whether its address stands for its title, which nobody gave.
    pub has_made_title: bool,
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
    /// How far it can be relied on; `None`: nobody judged it.
    pub reliability: Option<Reliability>,
    /// Access, bias and currency in a line (ICD 206).
    pub descriptor: Option<String>,
    /// SHA-256 of the copy that was read, in 64 hexadecimal digits.
    pub sha256: Option<String>,
    /// Fields of the author's own.
    pub extra: Option<Value>,
}

/// Reads `sources.yaml`: a list of records. Returns them, whether they are all that it holds, and every fault.
pub(crate) fn read_yaml(file: &FileName, text: &str) -> (Vec<SourceDocument>, bool, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some(value) = front_matter::parse(file, yaml, text.len() - yaml.len(), &mut faults) else {
        return (Vec::new(), false, faults);
    };
    let mut node = YamlNode::whole(file, &value, &mut faults).typed_as(yaml);
    let count = match &value {
        Value::Sequence(items) => items.len(),
        Value::Null => 0,
        _ => {
            node.fault(
                Diagnostic::error("bad-sources", Location::bytes(file, 0..0), "the sources are not a list")
                    .help("write each source as `- title: …` with its fields below it"),
            );
            return (Vec::new(), false, faults);
        }
    };
    let sources: Vec<SourceDocument> = node.items();
    let is_whole = sources.len() == count;
    (sources, is_whole, faults)
}

impl Field for SourceDocument {
    const EXPECTED: &'static str = "a source: `title`, `url`, `publisher`, `published`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let place = node.place();
        let path = node.path().clone();
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let id =
            record.optional_id("The id by which it is cited; made of `url` if nothing is said", ref_kinds::SOURCES);
        let kind = record
            .optional::<SourceType>("type", "What it is (CSL); `webpage` if nothing is said")
            .unwrap_or(SourceType::Webpage);
        let about_title = "Its title; the address stands for it if nothing is said";
        let title = match record.has("url") {
            true => record.optional::<Text>("title", about_title),
            false => record.required::<Text>("title", about_title),
        };
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
        let reliability =
            record.optional::<Reliability>("reliability", "How far it can be relied on; not judged if nothing is said");
        let descriptor =
            record.optional::<Text>("descriptor", "Access, bias and currency in a line (ICD 206)").map(|text| text.0);
        let sha256 = record.optional::<Sha256>("sha256", "SHA-256 of the copy that you read").map(|hash| hash.0);
        let former = former_ids(&mut record);
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them").map(|extra| extra.0);
        let address = url.as_deref().and_then(SourceAddress::parse);
        if title.is_none() && address.is_none() && record.has("url") && !record.has("title") {
            record.fault(
                Diagnostic::error("missing-field", place.clone(), "a source has neither a title nor an address")
                    .label("expected `title:` or `url:`")
                    .help("add `title:` with its title"),
            );
        }
        // An id that cannot be one still says which source was meant: a reference to it is no second fault.
        let typed = record.typed("id").and_then(|typed| Slug::new(&crate::fold::slug_text(typed)).ok());
        record.finish();
        let title = title.map(|text| text.0);
        let has_made_id = id.is_none();
        let has_made_title = title.is_none() && address.is_some();
        let id = id.or(typed).unwrap_or_else(|| match &address {
            Some(address) => address.id(),
            None => {
                let published = published.as_ref().map(ToString::to_string);
                id_of_title(
                    title.as_deref().unwrap_or_default(),
                    &[publisher.as_deref(), published.as_deref()].map(Option::unwrap_or_default),
                )
            }
        });
        Some(Self {
            title: title.unwrap_or_else(|| address.map_or_else(|| id.to_string(), |address| address.title())),
            origin: Origin { path, former, ..Origin::of_file(place.file, id) },
            has_made_id,
            has_made_title,
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
        record_shape::<Self>().with_one_of(&["title", "url"])
    }
}

impl SourceDocument {
    /// Returns the source of which nothing is known but its address, as it was named at a place.
    pub(crate) fn of_address(address: &SourceAddress, origin: Origin) -> Self {
        Self {
            origin,
            has_made_id: true,
            kind: SourceType::Webpage,
            title: address.title(),
            has_made_title: true,
            trans_title: None,
            publisher: None,
            authors: Vec::new(),
            published: None,
            url: Some(address.as_str().to_owned()),
            url_status: UrlStatus::Unknown,
            archive_url: None,
            archived: None,
            accessed: None,
            language: None,
            reliability: None,
            descriptor: None,
            sha256: None,
            extra: None,
        }
    }

    /// The addresses at which it can be read, by which it may be named.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = SourceAddress> {
        [&self.url, &self.archive_url].into_iter().flatten().filter_map(|address| SourceAddress::parse(address))
    }

    /// Takes from another description of the same source what this one lacks.
    pub(crate) fn fill_from(&mut self, other: Self) {
        if self.has_made_title && !other.has_made_title {
            (self.title, self.has_made_title) = (other.title, other.has_made_title);
        }
        self.trans_title = self.trans_title.take().or(other.trans_title);
        self.publisher = self.publisher.take().or(other.publisher);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        self.published = self.published.take().or(other.published);
        if self.url_status == UrlStatus::Unknown {
            self.url_status = other.url_status;
        }
        self.archive_url = self.archive_url.take().or(other.archive_url);
        self.archived = self.archived.or(other.archived);
        self.accessed = self.accessed.or(other.accessed);
        self.language = self.language.take().or(other.language);
        self.reliability = self.reliability.or(other.reliability);
        self.descriptor = self.descriptor.take().or(other.descriptor);
        self.sha256 = self.sha256.take().or(other.sha256);
        self.extra = self.extra.take().or(other.extra);
        if self.kind == SourceType::Webpage {
            self.kind = other.kind;
        }
    }

    /// Whether nothing is known of it but its address.
    pub fn is_bare_address(&self) -> bool {
        let address = self.url.as_deref().and_then(SourceAddress::parse);
        self.has_made_title && address.is_some_and(|address| *self == Self::of_address(&address, self.origin.clone()))
    }

    /// Returns who publishes it: the publisher, or else the host that stands for its title, or the title.
    pub fn outlet(&self) -> &str {
        match &self.publisher {
            Some(publisher) => publisher,
            None if self.has_made_title => self.title.split(['/', '?']).next().unwrap_or(&self.title),
            None => &self.title,
        }
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

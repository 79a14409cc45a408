//! `site.toml` → [`Config`].
//!
//! Its keys are read and checked as front matter is: every fault at once, each at its place.

mod redirects;

use std::ops::Range;

use serde_yaml::Value;
use toml::de::{DeTable, DeValue};
use url::Url;

use crate::diagnostic::{Anchor, Diagnostic, FieldPath, FileName, Location, PathStep};
use crate::front_matter::recorder::record_shape;
use crate::front_matter::shape::Shape;
use crate::front_matter::{Extra, Field, IntIn, SingleLine, Text, YamlNode, Zone};
use crate::vocabulary;

pub(crate) use redirects::MovedPage;
use redirects::Redirects;

/// The name of the file.
pub(crate) const FILE: &str = "site.toml";

vocabulary! {
    /// What becomes of raw HTML in Markdown.
    RawHtml {
        /// It is shown as text, with a warning.
        Refuse = "refuse",
        /// It goes into the page as written.
        Allow = "allow",
    }
}

/// What holds for the whole site.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The name of the briefing.
    pub title: String,
    /// Where the site will stand, with a `/` at its end. Pages link to each other by relative addresses; this one is
    /// for feeds, the sitemap and canonical links.
    pub base_url: Url,
    /// What the briefing is, in a sentence or two, for the home page and for search engines.
    pub description: Option<String>,
    /// The language of the pages, by BCP 47.
    pub language: String,
    /// The zone of times and days that name none.
    pub timezone: Zone,
    /// Who publishes the briefing.
    pub publisher: Option<String>,
    /// The licence of the content, in words.
    pub licence: Option<String>,
    /// The address of the licence.
    pub licence_url: Option<Url>,
    /// What becomes of raw HTML in Markdown.
    pub raw_html: RawHtml,
    /// The quad class of PLOVER's SANCTION, 3 or 4: the codebook contradicts itself (see `content::codebook`).
    pub sanction_quad: u8,
    /// How many entries a feed holds.
    pub feed_limit: usize,
    /// Whether there is a page for each week in which something was published or corrected.
    pub weekly_digests: bool,
    /// Old addresses of pages that are no records' own, in the order typed.
    pub redirects: Vec<MovedPage>,
    /// Fields of the author's own, which templates see as `site.extra`.
    pub extra: Option<Value>,
}

impl Config {
    /// A config that stands in where `site.toml` is at fault, so that the faults of the content are told as well. No
    /// site is made with it.
    pub fn placeholder() -> Self {
        Self {
            title: String::new(),
            base_url: Url::parse("https://example.org/").expect("a literal address"),
            description: None,
            language: "en".to_owned(),
            timezone: Zone::utc(),
            publisher: None,
            licence: None,
            licence_url: None,
            raw_html: RawHtml::Refuse,
            sanction_quad: 4,
            feed_limit: 50,
            weekly_digests: false,
            redirects: Vec::new(),
            extra: None,
        }
    }
}

/// Reads `site.toml`. The config is `None` where a required key is missing or wrong.
pub(crate) fn read(file: &FileName, text: &str) -> (Option<Config>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let value: Value = match toml::from_str(text) {
        Ok(value) => value,
        Err(error) => {
            let span = error.span().unwrap_or(0..0);
            let message = format!("this is not TOML: {}", error.message().lines().next().unwrap_or_default());
            let fault = Diagnostic::error("bad-toml", Location::bytes(file, span), message).help(
                "write `key = \"text\"`, each key on a line of its own; a number or `true` stands without quotes",
            );
            return (None, vec![fault]);
        }
    };
    let config = Config::read(&mut YamlNode::whole(file, &value, &mut faults));
    (config, faults)
}

impl Field for Config {
    const EXPECTED: &'static str = "the keys of site.toml";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let mut record = node.record()?;
        let title = record.required::<SingleLine>("title", "The name of the briefing");
        let base_url = record.required::<BaseUrl>("base_url", "Where the site will stand");
        let description = record.optional::<Text>("description", "What the briefing is, in a sentence or two");
        let language = record.optional::<Language>("language", "The language of the pages; `en` if nothing is said");
        let timezone = record.optional::<Zone>(
            "timezone",
            "The zone of times and days that name none, such as those of an embargo; UTC if nothing is said",
        );
        let publisher = record.optional::<SingleLine>("publisher", "Who publishes the briefing");
        let licence = record.optional::<SingleLine>("licence", "The licence of the content, in words");
        let licence_url = record.optional::<WebAddress>("licence_url", "The address of the licence");
        let markdown = record.optional::<Markdown>("markdown", "How Markdown is read");
        let plover = record.optional::<Plover>("plover", "How events are scored");
        let feed = record.optional::<Feed>("feed", "How feeds are made");
        let digest = record.optional::<WeeklyDigests>("digest", "Digests of what was published and corrected");
        let redirects = record.optional::<Redirects>("redirects", "Old addresses, each with where it leads now");
        let extra = record.optional::<Extra>("extra", "Fields of your own; templates see them as `site.extra`");
        record.finish();
        Some(Self {
            title: title?.0,
            base_url: base_url?.0,
            description: description.map(|text| text.0),
            language: language.map_or_else(|| "en".to_owned(), |language| language.0),
            timezone: timezone.unwrap_or_else(Zone::utc),
            publisher: publisher.map(|line| line.0),
            licence: licence.map(|line| line.0),
            licence_url: licence_url.map(|address| address.0),
            raw_html: markdown.map_or(RawHtml::Refuse, |markdown| markdown.0),
            sanction_quad: plover.map_or(4, |plover| plover.0),
            feed_limit: feed.map_or(50, |feed| feed.0),
            weekly_digests: digest.is_some_and(|digest| digest.0),
            redirects: redirects.map_or_else(Vec::new, |redirects| redirects.0),
            extra: extra.map(|extra| dates_as_text(extra.0)),
        })
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

/// Returns a value with the dates of TOML as text, as they are written in YAML: the reader gives each as a table with one key.
fn dates_as_text(value: Value) -> Value {
    const DATE: &str = "$__toml_private_datetime";
    match value {
        Value::Mapping(mut table) if table.len() == 1 && table.contains_key(DATE) => {
            table.remove(DATE).unwrap_or_default()
        }
        Value::Mapping(table) => {
            Value::Mapping(table.into_iter().map(|(key, value)| (key, dates_as_text(value))).collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(dates_as_text).collect()),
        other => other,
    }
}

struct Markdown(RawHtml);

impl Field for Markdown {
    const EXPECTED: &'static str = "a table `[markdown]`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let raw_html = record.optional::<RawHtml>("raw_html", "What becomes of raw HTML; `refuse` if nothing is said");
        record.finish();
        Some(Self(raw_html.unwrap_or(RawHtml::Refuse)))
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

struct Plover(u8);

impl Field for Plover {
    const EXPECTED: &'static str = "a table `[plover]`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let quad = record.optional::<IntIn<3, 4>>("sanction_quad", "The quad class of SANCTION; 4 if nothing is said");
        record.finish();
        Some(Self(quad.map_or(4, |quad| if quad.0 == 3 { 3 } else { 4 })))
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

struct Feed(usize);

impl Field for Feed {
    const EXPECTED: &'static str = "a table `[feed]`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let limit = record.optional::<IntIn<1, 1000>>("limit", "How many entries a feed holds; 50 if nothing is said");
        record.finish();
        Some(Self(limit.and_then(|limit| usize::try_from(limit.0).ok()).unwrap_or(50)))
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

struct WeeklyDigests(bool);

impl Field for WeeklyDigests {
    const EXPECTED: &'static str = "a table `[digest]`";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let Some(mut record) = node.record() else {
            return node.expected(Self::EXPECTED);
        };
        let weekly = record.optional::<bool>("weekly", "Whether each week has a page, such as `digest/2025-w06/`");
        record.finish();
        Some(Self(weekly.unwrap_or(false)))
    }

    fn shape() -> Shape {
        record_shape::<Self>()
    }
}

/// What every address on the web looks like.
const WEB: &str = r"^\s*[Hh][Tt][Tt][Pp][Ss]?:";

/// An address on the web, `http` or `https`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebAddress(pub Url);

impl Field for WebAddress {
    const EXPECTED: &'static str = "an address as text, such as \"https://example.org/page\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let url = node.value().as_str().and_then(|text| Url::parse(text.trim()).ok());
        match url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
            Some(url) => Some(Self(url)),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, WEB)
    }
}

struct BaseUrl(Url);

impl Field for BaseUrl {
    const EXPECTED: &'static str = "the address of the site as text, such as \"https://example.org/briefing/\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let url = node.value().as_str().and_then(|text| Url::parse(text.trim()).ok());
        let plain = |url: &Url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.query().is_none()
                && url.fragment().is_none()
        };
        let Some(mut url) = url.filter(plain) else {
            return node.expected(Self::EXPECTED);
        };
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Some(Self(url))
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, WEB)
    }
}

/// A language tag by BCP 47, such as `en`, `az` or `ru-RU`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Language(pub String);

impl Field for Language {
    const EXPECTED: &'static str = "a language tag as text, such as \"en\", \"az\" or \"ru-RU\"";

    fn read(node: &mut YamlNode<'_, '_>) -> Option<Self> {
        let tag =
            node.value().as_str().and_then(|text| text.trim().parse::<icu_locale_core::LanguageIdentifier>().ok());
        match tag {
            Some(tag) => Some(Self(tag.to_string())),
            None => node.expected(Self::EXPECTED),
        }
    }

    fn shape() -> Shape {
        Shape::pattern(Self::EXPECTED, r"^\s*[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*\s*$")
    }
}

/// Where a place of `site.toml` stands, in bytes.
pub(crate) fn locate(text: &str, at: &Anchor) -> Option<Range<usize>> {
    let (Anchor::Key(path) | Anchor::Value(path) | Anchor::Within(path, _)) = at else {
        return None;
    };
    let table = DeTable::parse(text).ok()?;
    find(table.get_ref(), &path.0, matches!(at, Anchor::Key(_)))
}

fn find(table: &DeTable<'_>, steps: &[PathStep], key_wanted: bool) -> Option<Range<usize>> {
    let (PathStep::Key(name), rest) = steps.split_first()? else {
        return None;
    };
    let (key, value) = table.iter().find(|(key, _)| key.get_ref().as_ref() == &**name)?;
    match value.get_ref() {
        DeValue::Table(inner) if !rest.is_empty() => find(inner, rest, key_wanted).or(Some(key.span())),
        _ if rest.is_empty() && !key_wanted => Some(value.span()),
        _ => Some(key.span()),
    }
}

/// The bytes of every text in `site.toml`, if it can be read: what looks like a comment in them is none.
pub(crate) fn texts(text: &str) -> Vec<Range<usize>> {
    fn gather(value: &DeValue<'_>, span: Range<usize>, found: &mut Vec<Range<usize>>) {
        match value {
            DeValue::String(_) => found.push(span),
            DeValue::Array(items) => items.iter().for_each(|item| gather(item.get_ref(), item.span(), found)),
            DeValue::Table(table) => table.iter().for_each(|(_, item)| gather(item.get_ref(), item.span(), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(table) = DeTable::parse(text) {
        table.get_ref().iter().for_each(|(_, value)| gather(value.get_ref(), value.span(), &mut found));
    }
    found
}

/// The path of a key, for faults made elsewhere about the config.
pub(crate) fn field(name: &str) -> FieldPath {
    FieldPath::field(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> FileName {
        FileName::from(FILE)
    }

    #[test]
    fn two_keys_are_enough() {
        let (config, faults) = read(&file(), "title = \"A\"\nbase_url = \"https://example.org/x\"\n");
        let config = config.expect("whole");
        assert!(faults.is_empty());
        assert_eq!(config.base_url.as_str(), "https://example.org/x/");
        assert_eq!((config.language.as_str(), config.raw_html), ("en", RawHtml::Refuse));
    }

    #[test]
    fn every_bad_key_is_told_at_its_place() {
        let text = "titel = \"A\"\nbase_url = \"ftp://x\"\n[markdown]\nraw_html = \"alow\"\n";
        let (config, faults) = read(&file(), text);
        assert!(config.is_none());
        let said: Vec<_> =
            faults.iter().map(|fault| (fault.code, locate(text, &fault.place.at).map(|span| &text[span]))).collect();
        assert_eq!(
            said,
            [
                ("missing-field", None),
                ("wrong-type", Some("\"ftp://x\"")),
                ("unknown-value", Some("\"alow\"")),
                ("unknown-field", Some("titel")),
            ]
        );
        let help = faults[0].help.as_deref().unwrap_or_default();
        assert!(help.starts_with("add `title =` with"), "as TOML is written: {help}");
    }

    #[test]
    fn broken_toml_is_told_with_its_place() {
        let (_, faults) = read(&file(), "title = \"A\nbase_url = 1\n");
        assert_eq!(faults[0].code, "bad-toml");
    }
}

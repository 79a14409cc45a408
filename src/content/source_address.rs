//! Addresses by which sources are named: `https://…` in the place of an id.
//!
//! In goes a text as typed; out comes what is the same for every way of writing one address, and the id and the title of a
//! source of which no more is known. Neither depends on any other file.

use url::Url;

use crate::fold::slug_text;
use crate::path::Slug;

/// The most bytes that an id takes from the last part of an address, before its digest.
const LONGEST_WORDS: usize = 48;

/// The most characters of an address that stand for a title.
const LONGEST_TITLE: usize = 100;

/// How many hexadecimal digits keep two addresses of the same words apart, even among millions of one host.
const DIGEST_DIGITS: usize = 12;

/// How many digits more each next id has, where another source has the id.
const MORE_DIGITS: usize = 4;

/// An address on the web, read so that two spellings of one are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceAddress {
    /// As a browser writes it.
    url: Url,
}

impl SourceAddress {
    /// Reads a text that is an address, `http` or `https`; `None` for any other text.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !has_scheme(text) || text.contains(char::is_whitespace) {
            return None;
        }
        Url::parse(text).ok().filter(Url::has_host).map(|url| Self { url })
    }

    /// Returns the address as a browser writes it.
    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Returns the host without `www.`.
    pub(crate) fn host(&self) -> &str {
        let host = self.url.host_str().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }

    /// Returns what is the same however the address is written: without the scheme, `www.`, a slash at the end, a place in
    /// the page (`#…`) and the marks by which campaigns are counted.
    pub(crate) fn key(&self) -> String {
        let mut key = self.host().trim_end_matches('.').to_owned();
        if let Some(port) = self.url.port() {
            key.push_str(&format!(":{port}"));
        }
        key.push_str(self.url.path().trim_end_matches('/'));
        key.push_str(&self.query());
        // Some sites keep the name of the page behind the sign: `#!/talks`.
        if let Some(page) = self.url.fragment().filter(|page| page.starts_with(['!', '/'])) {
            key.push('#');
            key.push_str(page);
        }
        key
    }

    /// Returns what follows the path, with its `?`, without the marks of campaigns.
    fn query(&self) -> String {
        let parts = self.url.query().unwrap_or_default().split('&');
        let kept = |part: &&str| !part.is_empty() && !is_campaign_mark(part.split('=').next().unwrap_or_default());
        let kept: Vec<&str> = parts.filter(kept).collect();
        if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
    }

    /// Returns an id: the host, the words of the last part that has letters, and some digits of a digest.
    pub(crate) fn id(&self) -> Slug {
        self.id_with(DIGEST_DIGITS)
    }

    /// Returns the ids that it has in this order, where other sources have those before.
    pub(crate) fn next_ids(&self) -> impl Iterator<Item = Slug> {
        (DIGEST_DIGITS..=blake3::OUT_LEN * 2).step_by(MORE_DIGITS).skip(1).map(|digits| self.id_with(digits))
    }

    fn id_with(&self, digits: usize) -> Slug {
        let host = slug_text(self.host());
        let parts = self.url.path_segments().map(Iterator::collect::<Vec<_>>).unwrap_or_default();
        let last = parts.into_iter().rev().find(|part| part.chars().any(char::is_alphabetic)).unwrap_or_default();
        let last = percent_encoding::percent_decode_str(last).decode_utf8_lossy();
        let stem = last.rsplit_once('.').map_or(&*last, |(stem, _)| stem);
        with_digest(&[&cut_between_words(&host), &cut_between_words(&slug_text(stem))], &self.key(), digits)
    }

    /// Returns what stands for a title where nobody gave one: the address without its scheme.
    pub(crate) fn title(&self) -> String {
        let shown = percent_encoding::percent_decode_str(self.url.path()).decode_utf8_lossy().into_owned();
        let whole = format!("{}{}{}", self.host(), shown.trim_end_matches('/'), self.query());
        let plain: String = whole.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match plain.char_indices().nth(LONGEST_TITLE) {
            Some((end, _)) => format!("{}…", &plain[..end]),
            None => plain,
        }
    }
}

/// Returns an id for a source without an address, from its title and what else tells it from another of that title.
pub(crate) fn id_of_title(title: &str, beside: &[&str]) -> Slug {
    let whole = std::iter::once(title).chain(beside.iter().copied()).collect::<Vec<_>>().join("\n");
    with_digest(&[&cut_between_words(&slug_text(title))], &whole, DIGEST_DIGITS)
}

/// Whether a text begins as an address on the web does, whether or not the rest can be read.
pub(crate) fn has_scheme(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// Returns what to type in the place of a text that is meant as an address and is none of the web: `https://e.org/a b`,
/// `javascript:x`; `None` for an address of the web and for what is no address.
pub(crate) fn instead_of_address(text: &str) -> Option<String> {
    const OTHERS: [&str; 7] = ["javascript", "data", "mailto", "file", "ftp", "tel", "blob"];
    let text = text.trim();
    let url = Url::parse(text).ok();
    let is_other = url.as_ref().is_some_and(|url| OTHERS.contains(&url.scheme()));
    if SourceAddress::parse(text).is_some() || !(is_other || text.contains("://") || has_scheme(text)) {
        return None;
    }
    if text.split_whitespace().skip(1).any(has_scheme) {
        return Some("write each address as an item of its own".to_owned());
    }
    let whole = url.filter(|url| has_scheme(text) && url.has_host() && !url.as_str().contains(char::is_whitespace));
    Some(match whole {
        Some(url) => format!("an address holds no spaces: did you mean `{url}`?"),
        None => {
            "write an address such as \"https://example.org/page\", or the id of a source in `content/sources.yaml`"
                .to_owned()
        }
    })
}

/// A parameter that says from where a reader came, and nothing of the page.
fn is_campaign_mark(name: &str) -> bool {
    name.starts_with("utm_") || matches!(name, "fbclid" | "gclid" | "dclid" | "msclkid" | "yclid" | "mc_cid" | "mc_eid")
}

fn cut_between_words(slug: &str) -> String {
    match slug.char_indices().nth(LONGEST_WORDS) {
        None => slug.to_owned(),
        // A slug is ASCII, and its words are joined by hyphens.
        Some(_) => slug[..LONGEST_WORDS].rsplit_once('-').map_or(&slug[..LONGEST_WORDS], |(words, _)| words).to_owned(),
    }
}

fn with_digest(words: &[&str], whole: &str, digits: usize) -> Slug {
    let digest = blake3::hash(whole.as_bytes()).to_hex();
    let parts = words.iter().copied().filter(|words| !words.is_empty()).chain([&digest[..digits]]);
    Slug::new(&parts.collect::<Vec<_>>().join("-")).unwrap_or_else(|_| Slug::placeholder())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        SourceAddress::parse(text).expect("an address").key()
    }

    #[test]
    fn one_address_is_one_however_it_is_written() {
        for text in [
            "http://example.org/news/talks",
            "https://www.Example.org/news/talks/",
            "https://example.org:443/news/talks#minister",
            " https://example.org/news/talks?utm_source=x&fbclid=1 ",
        ] {
            assert_eq!(key(text), "example.org/news/talks", "{text}");
        }
        assert_eq!(key("https://example.org/?id=7&utm_medium=m&b=2"), "example.org?id=7&b=2");
        assert_ne!(key("https://example.org/?id=7"), key("https://example.org/?id=8"));
        assert_ne!(key("https://example.org/A"), key("https://example.org/a"), "a path may differ in capitals");
        assert_ne!(key("https://example.org/#!/a"), key("https://example.org/#!/b"));
        for text in ["turan", "mailto:a@b.az", "https://", "https://a b", "ftp://a.az/x"] {
            assert_eq!(SourceAddress::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_id_can_be_read_and_never_changes() {
        let id = |text: &str| SourceAddress::parse(text).expect("an address").id().to_string();
        let talks = id("https://www.reuters.com/world/iran-iraq-talks-2026-03-04/");
        assert!(talks.starts_with("reuters-com-iran-iraq-talks-2026-03-04-"), "{talks}");
        assert_eq!(talks, id("http://reuters.com/world/iran-iraq-talks-2026-03-04?utm_source=feed"));
        assert!(id("https://mfa.gov.ir/en/NewsView/761234").starts_with("mfa-gov-ir-newsview-"));
        assert_ne!(id("https://mfa.gov.ir/en/NewsView/761234"), id("https://mfa.gov.ir/en/NewsView/761235"));
        assert!(id("https://example.org/").starts_with("example-org-"));
        assert!(id("https://ru.wikipedia.org/wiki/%D0%A2%D0%B0%D0%BB%D1%8B%D1%88").contains("talysh"));
        let long = id(&format!("https://{}.example/{}", "a".repeat(60), "word-".repeat(200)));
        assert!(long.len() <= crate::path::LONGEST_SLUG, "{long}");
    }

    #[test]
    fn addresses_of_one_host_have_ids_of_their_own_and_each_has_more_than_one() {
        let address = |at: usize| SourceAddress::parse(&format!("https://e.org/p/{at}")).expect("an address");
        let ids: std::collections::BTreeSet<String> = (0..20_000).map(|at| address(at).id().to_string()).collect();
        assert_eq!(ids.len(), 20_000);
        let first = address(1).id();
        let next: Vec<Slug> = address(1).next_ids().collect();
        assert!(next[0].as_str().starts_with(first.as_str()) && next[0] != first && next[1] != next[0]);
    }

    #[test]
    fn what_to_type_for_an_address_that_is_none_of_the_web_is_told() {
        for (text, expected) in [
            ("https://e.org/a b", Some("https://e.org/a%20b")),
            ("https://e.org/a https://e.org/b", Some("an item of its own")),
            ("javascript:alert(1)", Some("https://example.org/page")),
            ("ftp://e.org/x", Some("https://example.org/page")),
            ("https://", Some("https://example.org/page")),
            ("https://e.org/a", None),
            ("Turan: the talks", None),
            ("turan", None),
        ] {
            let told = instead_of_address(text);
            assert_eq!(told.is_some(), expected.is_some(), "{text}");
            assert!(told.unwrap_or_default().contains(expected.unwrap_or_default()), "{text}");
        }
    }

    #[test]
    fn an_address_stands_for_a_title() {
        let title = |text: &str| SourceAddress::parse(text).expect("an address").title();
        assert_eq!(title("https://www.irna.ir/news/85/?utm_source=x"), "irna.ir/news/85");
        assert_eq!(title("https://e.org/%D1%8F?q=1"), "e.org/я?q=1");
        assert_eq!(title(&format!("https://e.org/{}", "x".repeat(300))).chars().count(), LONGEST_TITLE + 1);
    }
}

//! BibTeX and BibLaTeX files → sources.
//!
//! One bad field is told at that field and loses nothing else; an entry that cannot be read loses no other.

mod raw_entries;
mod tex;

use biblatex::EntryType;
use regex_lite::Regex;

use crate::content::bibliography::raw_entries::{FieldValue, RawEntries};
use crate::content::former_id::FormerId;
use crate::content::kind::Origin;
use crate::content::source::{SourceDocument, SourceType, UrlStatus};
use crate::content::source_address::SourceAddress;
use crate::diagnostic::{Diagnostic, FieldPath, FileName, Location};
use crate::edtf::Edtf;
use crate::fold::slug_text;
use crate::front_matter::DayOrInstant;
use crate::path::Slug;

/// Fields that an entry does not take from the one that its `crossref` names: they are that one's own.
const NOT_INHERITED: [&str; 4] = ["title", "subtitle", "author", "crossref"];

/// The fields of a date: an entry that has one of them takes none of the others from elsewhere.
const DATE_FIELDS: [&str; 4] = ["date", "year", "month", "day"];

/// Reads a BibTeX or BibLaTeX file. Returns the sources, whether they are all that it holds, and every fault.
pub(super) fn read_bib(file: &FileName, text: &str) -> (Vec<SourceDocument>, bool, Vec<Diagnostic>) {
    let mut raw = RawEntries::read(text);
    let mut faults = Vec::new();
    let mut sources = Vec::new();
    let mut is_whole = !raw.is_torn;
    for entry in 0..raw.entries.len() {
        if matches!(raw.entries[entry].kind.as_str(), "xdata" | "set") {
            continue;
        }
        let ancestors = raw.ancestors(entry);
        let mut reader = EntryReader { file, entry, raw: &mut raw, ancestors, faults: &mut faults };
        match reader.source() {
            Some(source) => sources.push(source),
            None => is_whole = false,
        }
    }
    raw.errors.dedup();
    for (at, why) in raw.errors {
        faults.push(
            Diagnostic::error("bad-bib", Location::bytes(file, at), why)
                .help("an entry is `@online{key, title = {…}, date = {2025-02-06}}`; braces and commas must match"),
        );
    }
    (sources, is_whole, faults)
}

/// One entry, its fields read one by one.
struct EntryReader<'a> {
    file: &'a FileName,
    entry: usize,
    raw: &'a mut RawEntries,
    ancestors: Vec<(usize, bool)>,
    faults: &'a mut Vec<Diagnostic>,
}

impl EntryReader<'_> {
    fn source(&mut self) -> Option<SourceDocument> {
        let (key, at) = (self.raw.entries[self.entry].key.clone(), self.raw.entries[self.entry].at.clone());
        let place = Location::bytes(self.file, at.clone());
        let id = match Slug::new(&slug_text(&key)) {
            Ok(id) => id,
            Err(error) => {
                self.faults.push(
                    Diagnostic::error("bad-id", place, format!("the key `{key}` makes no id: {error}"))
                        .help("give the entry a key of letters and digits, such as `turan-2025`"),
                );
                return None;
            }
        };
        let title = match (self.text("title"), self.text("subtitle")) {
            (Some(title), Some(subtitle)) if title.ends_with(['.', '?', '!', ':']) => {
                Some(format!("{title} {subtitle}"))
            }
            (Some(title), Some(subtitle)) => Some(format!("{title}: {subtitle}")),
            (title, subtitle) => title.or(subtitle),
        };
        let url = self.address();
        let address = url.as_deref().and_then(SourceAddress::parse);
        if title.is_none() && address.is_none() {
            self.faults.push(
                Diagnostic::error("missing-field", place, format!("`title` of `{key}` is missing"))
                    .help("add `title = {…},`"),
            );
        }
        let has_made_title = title.is_none() && address.is_some();
        let published = self.published();
        let accessed = self.read("urldate", "a day such as 2025-02-06", |text| text.parse().ok());
        let language = self.read("langid", "a language such as english, or a tag such as az", bib_language);
        let authors = self.value("author").and_then(|value| {
            let names = tex::names(&value.raw);
            self.told(&value, "author", names)
        });
        let publisher = ["publisher", "journaltitle", "journal", "organization", "institution"]
            .into_iter()
            .find_map(|name| self.text(name));
        let former = former_keys(self.text("ids"));
        Some(SourceDocument {
            origin: Origin { bytes: Some(at), former, ..Origin::of_file(self.file.clone(), id) },
            has_made_id: false,
            kind: bib_kind(&EntryType::new(&self.raw.entries[self.entry].kind)),
            title: title.unwrap_or_else(|| address.map_or(key, |address| address.title())),
            has_made_title,
            trans_title: None,
            publisher,
            authors: authors.unwrap_or_default(),
            published,
            url,
            url_status: UrlStatus::Unknown,
            archive_url: None,
            archived: None,
            accessed: accessed.map(|day| DayOrInstant { day, moment: None }),
            language,
            reliability: None,
            descriptor: self.text("annotation"),
            sha256: None,
            extra: None,
        })
    }

    /// A field of the entry, or of the nearest from which it inherits.
    fn value(&mut self, name: &str) -> Option<FieldValue> {
        let dated = DATE_FIELDS.contains(&name);
        for (at, gives_all) in self.ancestors.clone() {
            if !gives_all && NOT_INHERITED.contains(&name) {
                continue;
            }
            let value = self.raw.value(at, name).map(|value| FieldValue { is_own: at == self.entry, ..value });
            // The parts of a date come from one entry.
            let mut has_date = || DATE_FIELDS.iter().any(|other| self.raw.value(at, other).is_some());
            if value.is_some() || (dated && has_date()) {
                return value;
            }
        }
        None
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let value = self.value(name)?;
        self.told(&value, name, tex::text(&value.raw, false)).filter(|text| !text.is_empty())
    }

    /// A field that is read further; what it cannot be is told at its place.
    fn read<T>(&mut self, name: &str, wanted: &str, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = self.value(name)?;
        let text = self.told(&value, name, tex::text(&value.raw, false))?;
        let read = read(&text);
        if read.is_none() {
            self.bad_field(&value, name, format!("write {wanted}"));
        }
        read
    }

    fn told<T>(&mut self, value: &FieldValue, name: &str, read: Result<T, String>) -> Option<T> {
        read.map_err(|why| self.bad_field(value, name, why)).ok()
    }

    /// A fault of a field of the entry's own; what is inherited is told where it stands.
    fn bad_field(&mut self, value: &FieldValue, name: &str, help: String) {
        if !value.is_own {
            return;
        }
        let message = format!("`{name}` of `{}` cannot be read", self.raw.entries[self.entry].key);
        let place = Location::bytes(self.file, value.at.clone());
        self.faults.push(Diagnostic::warning("bad-field", place, message).help(help));
    }

    /// The address: `url`, `doi`, or one that stands in `howpublished` or `note`.
    fn address(&mut self) -> Option<String> {
        let wanted = "write an address such as https://example.org/page";
        for (name, before) in [("url", ""), ("doi", "https://doi.org/")] {
            let Some(value) = self.value(name) else { continue };
            let text = self.told(&value, name, tex::text(&value.raw, true))?;
            let text = if text.starts_with("http") { text } else { format!("{before}{text}") };
            match SourceAddress::parse(&text) {
                Some(address) => return Some(address.as_str().to_owned()),
                None => self.bad_field(&value, name, wanted.to_owned()),
            }
        }
        let in_words = Regex::new(r"\\url\s*\{([^{}]*)\}|^\s*(https?://\S+)\s*$").expect("a regular expression");
        ["howpublished", "note"].into_iter().find_map(|name| {
            let value = self.value(name)?;
            let found = in_words.captures(&value.raw)?;
            let raw = found.get(1).or(found.get(2))?.as_str();
            SourceAddress::parse(&tex::text(raw, true).ok()?).map(|address| address.as_str().to_owned())
        })
    }

    /// The date: `date`, or `year` with `month` and `day`.
    fn published(&mut self) -> Option<Edtf> {
        let date = |text: &str| text.parse::<Edtf>().ok();
        for name in ["date", "year"] {
            let Some(value) = self.value(name) else { continue };
            let text = self.told(&value, name, tex::text(&value.raw, false))?;
            if name == "date" || !is_year(&text) {
                let read = date(&text);
                if read.is_none() && value.is_own {
                    let message = format!("the date of `{}` is no EDTF date", self.raw.entries[self.entry].key);
                    self.faults.push(
                        Diagnostic::warning("bib-date", Location::bytes(self.file, value.at), message)
                            .help("write `date = {2025-02-06},`"),
                    );
                }
                return read;
            }
            let month = self.read("month", "a month such as feb or 2", tex::month);
            let day = month.and_then(|_| self.read("day", "a day of the month", day_of_month));
            return match (month, day) {
                (Some(month), Some(day)) => date(&format!("{text}-{month:02}-{day:02}")),
                (Some(month), None) => date(&format!("{text}-{month:02}")),
                (None, _) => date(&text),
            };
        }
        None
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn day_of_month(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|day| (1..=31).contains(day))
}

/// The keys that an entry had before: BibLaTeX's own field `ids`.
fn former_keys(ids: Option<String>) -> Vec<FormerId> {
    let keys = ids.iter().flat_map(|ids| ids.split(',')).filter_map(|key| Slug::new(&slug_text(key)).ok());
    keys.map(|id| FormerId { id, at: FieldPath::default() }).collect()
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

    fn read(text: &str) -> (Vec<SourceDocument>, Vec<String>) {
        let (sources, _, faults) = read_bib(&FileName::from("a.bib"), text);
        let told = |fault: &Diagnostic| match &fault.place.at {
            crate::diagnostic::Anchor::Bytes(at) => {
                format!("{} `{}`: {}", fault.code, text.get(at.clone()).unwrap_or_default(), fault.message)
            }
            _ => format!("{}: {}", fault.code, fault.message),
        };
        (sources, faults.iter().map(told).collect())
    }

    fn published(source: &SourceDocument) -> String {
        source.published.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    #[test]
    fn a_bib_file_is_read_as_sources() {
        let text = "@online{turan2025,\n  title = {A title},\n  author = {Doe, Jane},\n  date = {2025-02},\n  url = {https://example.org/},\n}\n";
        let (sources, faults) = read(text);
        assert!(faults.is_empty(), "{faults:?}");
        let source = &sources[0];
        assert_eq!((source.origin.id.as_str(), source.title.as_str()), ("turan2025", "A title"));
        assert_eq!(source.authors, ["Jane Doe"]);
        assert_eq!(published(source), "2025-02");
    }

    #[test]
    fn what_reference_managers_write_is_read() {
        let (sources, faults) = read(
            r#"@string{mfa = {Ministry}}
@misc{a, title={The \textit{note}}, subtitle={a ``reply''}, author={M\"uller, J\"org and others}, year=2025, month=feb,
  howpublished={\url{https://e.com/a_b}}, publisher = mfa # { of Trade}}
@misc{b, title={B}, year=2025, month={February}, day=6, doi={10.1/x}}
@misc{c, title={C}, year=2025, month={Lent}}
@book{d, year={c. 1999}, publisher={The Press}, title={The book}}
@inbook{e, title={A chapter}, crossref={d}, year=2020}
@inbook{f, title={Another}, crossref={d}}"#,
        );
        assert_eq!((sources[0].title.as_str(), published(&sources[0]).as_str()), ("The note: a “reply”", "2025-02"));
        assert_eq!(sources[0].authors, ["Jörg Müller", "and others"]);
        assert_eq!(sources[0].url.as_deref(), Some("https://e.com/a_b"));
        assert_eq!(sources[0].publisher.as_deref(), Some("Ministry of Trade"));
        assert_eq!(published(&sources[1]), "2025-02-06");
        assert_eq!(sources[1].url.as_deref(), Some("https://doi.org/10.1/x"));
        assert_eq!(published(&sources[2]), "2025");
        assert_eq!((published(&sources[4]).as_str(), sources[4].publisher.as_deref()), ("2020", Some("The Press")));
        assert_eq!(sources[5].title, "Another");
        assert_eq!(
            faults,
            [
                "bad-field `{Lent}`: `month` of `c` cannot be read",
                "bib-date `{c. 1999}`: the date of `d` is no EDTF date",
            ]
        );
    }

    #[test]
    fn one_bad_part_loses_no_other() {
        let (sources, faults) =
            read("@misc{a, title={A}}\n@misc{b, title={B\n@misc{c, title={C}}\n@misc{a, title={D}}\n");
        let ids: Vec<&str> = sources.iter().map(|source| source.origin.id.as_str()).collect();
        assert_eq!(ids, ["a", "c"]);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults.iter().any(|fault| fault.contains("two entries have the key `a`")), "{faults:?}");
    }

    #[test]
    fn nothing_that_a_file_holds_goes_on_without_end() {
        let chain = |count: usize, entry: &dyn Fn(usize) -> String| (0..count).map(entry).collect::<String>();
        for text in [
            "@online{a, title={x}, crossref={a}}".to_owned(),
            "@online{a, title={x}, crossref={b}}\n@online{b, title={y}, crossref={a}}".to_owned(),
            "@online{a, title={x}, xdata={a}}".to_owned(),
            "@string{a = a}\n@misc{x, title = a}".to_owned(),
            "@string{a = b}\n@string{b = a}\n@misc{x, title = a}".to_owned(),
            chain(3_000, &|n| format!("@misc{{a{n}, title={{x}}, crossref={{a{}}}}}\n", n + 1)),
            chain(30, &|n| format!("@xdata{{a{n}, xdata={{a{0},a{0}}}}}\n", n + 1)) + "@misc{x, title={x}, xdata={a0}}",
            chain(40, &|n| format!("@string{{a{} = a{n} # a{n}}}\n", n + 1)) + "@string{a0={x}}\n@misc{x, title = a40}",
            format!("@misc{{a, title={{{}x{}}}}}", "{".repeat(100_000), "}".repeat(100_000)),
            format!("@misc{{a, title={{{}x{}}}}}", "\\a{".repeat(100_000), "}".repeat(100_000)),
        ] {
            let begun = std::time::Instant::now();
            let (_, faults) = read(&text);
            assert!(begun.elapsed().as_secs() < 5, "{:.60}", text);
            if !text.starts_with("@xdata") {
                assert!(!faults.is_empty(), "{:.60}", text);
            }
        }
    }
}

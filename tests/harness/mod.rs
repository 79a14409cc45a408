//! A small site written as one string, and what an author sees of it: the words of a page, or the diagnostics.
//!
//! A file begins with a line `==> content/actors/aliyev.md`; a string without such a line is one brief, `note`. The files of
//! [`BASE`] stand beside those of the string, unless it brings its own. The expected text is a literal in the test;
//! `UPDATE_EXPECT=1 cargo test` writes what was found into all that differ.

#![allow(dead_code, unreachable_pub, reason = "each test file takes what it needs")]

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use demarche::content::brief::Tlp;
use demarche::diagnostic::{FileName, codes};
use demarche::input::{Input, InputContent, InputFile};
use demarche::located::LocatedDiagnostic;
use demarche::model::Audience;
use demarche::output::Content;
use demarche::output::Output;
use demarche::path::UrlPath;
use demarche::pipeline::{self, Build, BuildOptions, LinkOptions};
use expect_test::Expect;
use scraper::{ElementRef, Html, Selector};

/// The `site.toml` of most sites.
pub const SITE_TOML: &str = "title = \"A briefing\"\nbase_url = \"https://example.org/\"\n";

/// The files that every site has, unless it brings its own.
const BASE: [(&str, &str); 4] = [
    ("site.toml", SITE_TOML),
    ("content/topics/diplomacy.md", "---\nname: Diplomacy\n---\n"),
    ("content/actors/hacizade.md", "---\nname: Ayxan Hacızadə\n---\n"),
    (
        "content/sources.yaml",
        "- {id: turan, title: A report, publisher: Turan}\n- {id: apa, title: Another report, publisher: APA}\n",
    ),
];

/// The moment of every build: 1 January 2026, midnight UTC.
const NOW: i64 = 1_767_225_600;

/// Compares the words in `<main>` of the page at an address, such as `/briefs/note/`, with the expected text.
pub fn check_page(site: &str, address: &str, expected: Expect) {
    check_part(site, address, "main", expected);
}

/// Compares the words of those elements of a page that a CSS selector finds with the expected text.
pub fn check_part(site: &str, address: &str, selector: &str, expected: Expect) {
    expected.assert_eq(&Page::of(site, address).words(selector));
}

/// Compares the links within those elements of a page that a CSS selector finds, as `words → address`, with the expected
/// lines.
pub fn check_links(site: &str, address: &str, selector: &str, expected: Expect) {
    expected.assert_eq(&Page::of(site, address).links(selector));
}

/// Compares what `demarche check` has to say of a site with the expected lines: code, place and message, and the help
/// below them. That a file of [`BASE`] is not used is no news, and left out.
pub fn check_diagnostics(site: &str, expected: Expect) {
    expected.assert_eq(&diagnostics(&check(&input(site))));
}

/// A page of a site, built for readers of one kind on one day.
pub struct Page {
    html: Html,
}

impl Page {
    /// The page at an address of a site, as anybody may read it today.
    pub fn of(site: &str, address: &str) -> Self {
        Self::for_audience(site, address, audience())
    }

    /// The page as somebody else would read it, or on another day.
    pub fn for_audience(site: &str, address: &str, audience: Audience) -> Self {
        let path = if address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() };
        let path = UrlPath::new(path.trim_start_matches('/')).expect("an address of a site");
        let built = build(&input(site), audience);
        let told = diagnostics(&built.faults);
        let Some(output) = built.output else { panic!("the site has errors:\n{told}") };
        match output.get(&path) {
            Some(Content::Bytes(bytes)) => Self { html: Html::parse_document(&String::from_utf8_lossy(bytes)) },
            Some(Content::CopyOf(file)) => panic!("{address} is a copy of {}", file.display()),
            None => panic!("no page at {address}; there are:\n{}", paths(&output)),
        }
    }

    /// The page as HTML.
    pub fn html(&self) -> String {
        self.html.html()
    }

    /// The words of what a selector finds, a line for each block of text.
    pub fn words(&self, selector: &str) -> String {
        let mut lines = Lines::default();
        for element in self.find(selector) {
            lines.element(element);
            lines.end();
        }
        lines.done.iter().map(|line| format!("{line}\n")).collect()
    }

    /// The links within what a selector finds: `words → address`.
    pub fn links(&self, selector: &str) -> String {
        let anchor = Selector::parse("a[href]").expect("a selector");
        let links = self.find(selector).into_iter().flat_map(|element| element.select(&anchor).collect::<Vec<_>>());
        let line = |link: ElementRef<'_>| {
            let words: Vec<&str> = link.text().flat_map(str::split_whitespace).collect();
            format!("{} → {}\n", words.join(" "), link.attr("href").unwrap_or_default())
        };
        links.map(line).collect()
    }

    /// The named attributes of what a selector finds: `lang=ar dir=rtl; lang=en`.
    pub fn attributes(&self, selector: &str, names: &[&str]) -> String {
        let of = |element: ElementRef<'_>| {
            let named = names.iter().filter_map(|name| Some(format!("{name}={}", element.attr(name)?)));
            named.collect::<Vec<_>>().join(" ")
        };
        self.find(selector).into_iter().map(of).collect::<Vec<_>>().join("; ")
    }

    fn find(&self, selector: &str) -> Vec<ElementRef<'_>> {
        let parsed = Selector::parse(selector).expect("a CSS selector");
        let found: Vec<_> = self.html.select(&parsed).collect();
        assert!(!found.is_empty(), "nothing on the page is `{selector}`:\n{}", self.html.html());
        found
    }
}

/// The addresses of a site's pages, one a line, for those who read it today.
pub fn addresses(site: &str) -> String {
    addresses_for(site, audience())
}

/// The addresses of a site's pages, one a line, for a certain audience.
pub fn addresses_for(site: &str, audience: Audience) -> String {
    let built = build(&input(site), audience);
    let told = diagnostics(&built.faults);
    built.output.map(|output| paths(&output)).unwrap_or_else(|| panic!("the site has errors:\n{told}"))
}

fn paths(output: &demarche::output::Output) -> String {
    let pages = output.iter().filter_map(|(path, _)| path.as_str().strip_suffix("index.html"));
    pages.map(|address| format!("/{address}\n")).collect()
}

/// Anybody, today.
pub fn audience() -> Audience {
    Audience { tlp: Tlp::Clear, drafts: false, embargoed: false, as_of: None, now: now() }
}

/// Anybody, at the end of a day, such as `2025-03-01`.
pub fn audience_of(day: &str) -> Audience {
    Audience { as_of: Some(day.parse::<NaiveDate>().expect("a day")), ..audience() }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).expect("a moment")
}

/// The files of a site, and those of [`BASE`].
pub fn input(site: &str) -> Input {
    let mut files: BTreeMap<&str, &str> = BASE.into();
    files.extend(codes::files(site));
    input_of(files)
}

/// The files of a site, and those of [`BASE`], read at another moment, such as `2025-11-05T00:00:00Z`.
pub fn input_at(site: &str, now: &str) -> Input {
    Input { now: now.parse().expect("a moment"), ..input(site) }
}

/// These files and no others, as read from a disk: they need not be text.
pub fn input_of<P: AsRef<str>, T: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, T)>) -> Input {
    let file = |(path, bytes): (P, T)| InputFile {
        path: FileName::from(path.as_ref()),
        content: InputContent::Text(bytes.into()),
    };
    Input::new(files.into_iter().map(file).collect(), now())
}

/// Builds a site for an audience.
pub fn build(input: &Input, audience: Audience) -> Build<Output> {
    pipeline::build(input, &BuildOptions::new(audience))
}

/// The diagnostics of `demarche check`, but those that say of a file of [`BASE`] that nothing uses it.
pub fn check(input: &Input) -> Vec<LocatedDiagnostic> {
    let link = LinkOptions::with_lints(audience(), &[]);
    let options = BuildOptions { link, ..BuildOptions::new(audience()) };
    let mut found = pipeline::check(input, &options).faults;
    found.retain(|fault| fault.diagnostic.code != "orphan-record" || !is_of_base(input, &fault.diagnostic.place.file));
    found
}

fn is_of_base(input: &Input, file: &str) -> bool {
    let text = BASE.iter().find(|(path, _)| *path == file).map(|(_, text)| *text);
    let found = input.get(file).map(|file| &file.content);
    text.is_some_and(|text| found == Some(&InputContent::Text(text.into())))
}

/// Diagnostics as lines.
pub fn diagnostics(found: &[LocatedDiagnostic]) -> String {
    let line = |fault: &LocatedDiagnostic| {
        let diagnostic = &fault.diagnostic;
        let file = diagnostic.place.file.trim_start_matches("content/");
        let place = format!("{file}:{}:{}", fault.line, fault.column);
        let help = diagnostic.help.iter().map(|help| format!("    help: {help}\n")).collect::<String>();
        format!("{} at {place}: {}\n{help}", diagnostic.code, diagnostic.message)
    };
    found.iter().map(line).collect()
}

/// The words of a page, a line for each block.
#[derive(Default)]
struct Lines {
    done: Vec<String>,
    open: String,
}

impl Lines {
    fn element(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        if matches!(name, "script" | "style" | "template" | "svg") || element.attr("hidden").is_some() {
            return;
        }
        let is_block = !matches!(
            name,
            "a" | "abbr"
                | "b"
                | "bdi"
                | "cite"
                | "code"
                | "data"
                | "em"
                | "i"
                | "q"
                | "s"
                | "small"
                | "span"
                | "strong"
                | "sub"
                | "sup"
                | "td"
                | "th"
                | "time"
                | "u"
        );
        if is_block {
            self.end();
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.open.push_str(&format!("{} ", "#".repeat(level)));
            }
            "li" => self.open.push_str("- "),
            "dd" => self.open.push_str(": "),
            "td" | "th" if !self.open.is_empty() => self.open.push_str(" | "),
            _ => {}
        }
        for child in element.children() {
            match (ElementRef::wrap(child), child.value().as_text()) {
                (Some(child), _) => self.element(child),
                (None, Some(text)) => self.open.push_str(text),
                (None, None) => {}
            }
        }
        if is_block {
            self.end();
        }
    }

    /// Ends the line, if there are words in it; the sign of an item waits for the words that follow.
    fn end(&mut self) {
        let words: Vec<&str> = self.open.split_whitespace().collect();
        let is_sign = matches!(words.as_slice(), ["-" | ":"]);
        if is_sign {
            self.open = format!("{} ", words[0]);
            return;
        }
        if !words.is_empty() {
            self.done.push(words.join(" "));
        }
        self.open.clear();
    }
}

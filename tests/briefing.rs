//! The site that the tool makes of its own briefing, held against what the five documents say.
//!
//! The briefing is built once by the real binary into a folder of its own; each test then reads the pages as a reader
//! would. The numbered tests are the twelve points on which the briefing must not slip. Point 6, that a search for a
//! name in any spelling finds its bearer, is left out: the site has no search yet.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use scraper::{ElementRef, Html, Selector};

/// The two briefs of the September whose year no source states.
const SEPTEMBER: [&str; 2] = ["azerbaijan-statement-ukraine", "russian-demarche"];

/// Every arrow: what follows, what it follows, who links the two, and how strong the wording is. No other is drawn.
const ARROWS: [(&str, &str, &str, &str); 20] = [
    ("russian-demarche", "azerbaijan-statement-ukraine", "Unnamed publisher", "stated"),
    ("putin-call-apology", "azal-crash", "Turan", "adjacent"),
    ("putin-call-apology", "azal-crash", "Mena Today", "adjacent"),
    ("aliyev-external-interference", "azal-crash", "Turan", "adjacent"),
    ("kazakhstan-preliminary-report", "azal-crash", "Turan", "adjacent"),
    ("ambassador-summoned", "azal-crash", "Caucasus Watch", "stated"),
    ("lawmakers-expelled", "azal-crash", "Caucasus Watch", "stated"),
    ("russian-house-closed", "azal-crash", "Caucasus Watch", "adjacent"),
    ("russian-house-note", STRAIN, "Nəsimi Məmmədli", "stated"),
    ("zakharova-russian-house", "russian-house-note", "Turan", "stated"),
    ("russian-reaction-media-mps", "ambassador-summoned", "Caucasus Watch", "stated"),
    ("russian-reaction-media-mps", "lawmakers-expelled", "Caucasus Watch", "stated"),
    ("russian-reaction-media-mps", "russian-house-closed", "Caucasus Watch", "stated"),
    ("badamov-entry-ban", REMARKS, "Russian authorities", "stated"),
    ("badamov-protest", "badamov-entry-ban", "Caucasus Watch", "stated"),
    ("azerbaijan-rejects-findings", "ekaterinburg-deaths", "MENAFN", "inferred"),
    ("sputnik-raid", "ekaterinburg-deaths", "MENAFN", "stated"),
    ("cultural-events-suspended", "ekaterinburg-deaths", "MENAFN", "adjacent"),
    ("escalation-after-deaths", "ekaterinburg-deaths", "Mena Today", "adjacent"),
    ("peskov-tuesday", "aliyev-shusha", "MENAFN", "stated"),
];
const STRAIN: &str = "Relations that were already strained";
const REMARKS: &str = "Remarks by Azer Badamov that the Russian authorities call Russophobic";

/// Every event that the documents date or let a reader date, and the brief that tells of it.
const EVENTS: [(u8, &str); 31] = [
    (1, "allied-declaration"),
    (2, "azerbaijan-statement-ukraine"),
    (3, "azerbaijan-statement-ukraine"),
    (4, "russian-demarche"),
    (5, "russian-demarche"),
    (6, "azal-crash"),
    (7, "putin-call-apology"),
    (8, "aliyev-external-interference"),
    (9, "kazakhstan-preliminary-report"),
    (10, "ambassador-summoned"),
    (11, "lawmakers-expelled"),
    (12, "russian-house-note"),
    (13, "zakharova-russian-house"),
    (14, "primakov-eviction"),
    (15, "mollazade-interview"),
    (16, "mammadli-interview"),
    (17, "russian-house-closed"),
    (18, "russian-reaction-media-mps"),
    (19, "badamov-entry-ban"),
    (20, "badamov-protest"),
    (21, "victory-day-absence"),
    (22, "zakharova-may-15"),
    (23, "ekaterinburg-deaths"),
    (24, "safarov-funeral"),
    (25, "azerbaijan-rejects-findings"),
    (26, "sputnik-raid"),
    (27, "cultural-events-suspended"),
    (28, "aliyev-demand"),
    (29, "peskov-monday"),
    (30, "aliyev-shusha"),
    (31, "peskov-tuesday"),
];

#[test]
fn point_01_the_september_events_have_no_certain_year() {
    // In words: all three years and the remark, or no year at all.
    for (file, text) in texts() {
        for (at, _) in text.match_indices("September 20") {
            let tail = &text[at..];
            let head = &text[..at];
            assert!(
                tail.starts_with("September 2022, 2023 or 2024 (year not stated)")
                    && (head.ends_with("9 ") || head.ends_with("13 ")),
                "{file} gives a September a year: …{}",
                excerpt(&text, at)
            );
        }
    }
    // In machine form: only as the set of three.
    for (file, markup) in files() {
        if file.ends_with(".xml") {
            continue; // what a feed must date, the next test looks at
        }
        let markup = without_edtf(markup);
        for year in 2020..2030 {
            assert!(!markup.contains(&format!("{year}-09")), "{file} holds {year}-09 outside data-edtf");
        }
    }
    // In lists: under no year.
    for (file, page) in pages() {
        let in_year = file.starts_with("dates/2");
        for section in page.all("main section") {
            let year = section.attr("id").is_some_and(|id| id.starts_with("y2"));
            for id in brief_links(section).into_iter().filter(|_| in_year || year) {
                assert!(!SEPTEMBER.contains(&id.as_str()), "{file} holds {id} under a year");
            }
        }
    }
    for id in SEPTEMBER {
        assert!(page("dates/open/index.html").briefs().contains(&id.to_owned()), "{id} is not under the open year");
        let date = page(&brief_file(id)).one("article header .when").inner_html();
        assert!(!date.contains("<time") && date.contains("year not stated"), "{id} is dated {date}");
    }
}

#[test]
fn point_01_no_feed_gives_the_september_events_a_year() {
    for (file, markup) in files().filter(|(file, _)| file.ends_with("atom.xml")) {
        for entry in markup.split("<entry>").skip(1) {
            let september = SEPTEMBER.iter().any(|id| entry.contains(&format!("/briefs/{id}/</id>")));
            let updated = entry.split("<updated>").nth(1).unwrap_or_default();
            assert!(!september || updated.get(4..7) != Some("-09"), "{file}: {}", &updated[..10]);
        }
    }
}

#[test]
fn point_02_the_deaths_the_raid_and_the_closing_have_no_day() {
    let dated = [
        ("ekaterinburg-deaths", "June 2025"),
        ("sputnik-raid", "between 1 June and 23 July 2025"),
        ("russian-house-closed", "between 6 February and 15 May 2025"),
    ];
    for (id, words) in dated {
        let own = page(&brief_file(id));
        let date = own.one("article header .when");
        assert!(text_of(date).starts_with(words), "{id} is dated {}", text_of(date));
        assert_no_day(&brief_file(id), date);
        for (file, page) in pages() {
            let days = if file.starts_with("dates/") { page.days() } else { BTreeMap::new() };
            assert!(days.values().all(|briefs| !briefs.contains(&id.to_owned())), "{file} holds {id} under a day");
            for entry in page.entries().into_iter().filter(|entry| entry.id == id) {
                assert_no_day(&file, entry.when);
            }
        }
    }
    // No day of June 2025 is printed at all, but as the first of a span.
    for (file, text) in texts() {
        for (at, _) in text.match_indices(" June") {
            let number = text[..at].rsplit(' ').next().unwrap_or_default();
            let day = number.parse::<u8>().is_ok_and(|day| day < 32);
            let span = text[..at].to_lowercase().ends_with("between 1") && text[at..].starts_with(" June and");
            assert!(!day || span, "{file} prints a day of June: …{}", excerpt(&text, at));
        }
    }
    assert_eq!(page("dates/2025/06/index.html").days(), BTreeMap::new());
    // The one day of the closed House is that of the announcement; the raid has the day of the article alone.
    let raid = page(&brief_file("sputnik-raid"));
    assert_eq!(raid.days_in("article header, article > div:nth-of-type(1)"), ["1 June", "23 July", "23 July"]);
    let closing = page(&brief_file("russian-house-closed"));
    for day in closing.days_in("article header, article > div:nth-of-type(1)") {
        assert!(["6 February", "15 May"].contains(&day.as_str()), "the closing is told with {day}");
    }
}

#[test]
fn point_03_custody_and_operation_stand_side_by_side() {
    let question = page("questions/how-the-two-men-died/index.html");
    assert_eq!(text_of(question.one("main .meta .tag")), "outlets differ");
    for page in [question, page(&brief_file("ekaterinburg-deaths"))] {
        let accounts: Vec<(String, String)> = select(page.one("ul.accounts"), "li.panel")
            .into_iter()
            .map(|account| {
                let source = select(account, "cite a").first().map(|link| text_of(*link)).unwrap_or_default();
                let says = select(account, "p:not(.meta)").first().map(|says| text_of(*says)).unwrap_or_default();
                (source, says)
            })
            .collect();
        let [(first, custody), (second, operation)] = accounts.as_slice() else {
            panic!("two accounts, and not {accounts:?}");
        };
        assert_eq!([first.as_str(), second.as_str()], ["Mena Today", "MENAFN"]);
        assert!(custody.contains("custody") && !custody.contains("operation"), "{custody}");
        assert!(operation.contains("operation") && !operation.contains("custody"), "{operation}");
    }
}

#[test]
fn point_04_the_crash_and_the_russian_house_are_linked_by_order_only() {
    let file = brief_file("russian-house-closed");
    let closing = page(&file);
    let arrows: Vec<Arrow> = closing
        .arrows()
        .into_iter()
        .filter(|arrow| arrow.from == "russian-house-closed" && arrow.to == "azal-crash")
        .collect();
    assert_eq!(arrows.len(), 1, "{arrows:?}");
    assert_eq!(("adjacent", "Caucasus Watch"), (arrows[0].basis.as_str(), arrows[0].says.as_str()));
    // The words beside it claim no more.
    for (file, page) in pages() {
        for section in page.all("main section") {
            let heading = select(section, "h2").first().map(|heading| text_of(*heading)).unwrap_or_default();
            for arrow in select(section, "p.arrow[data-basis=adjacent]") {
                let words = format!("{heading} {}", text_of(arrow)).to_lowercase();
                assert!(!["response", "answer", "because"].iter().any(|word| words.contains(word)), "{file}: {words}");
            }
        }
    }
    // The official ground stands on the same page, and where the thread tells of the closing.
    assert!(closing.text("article").contains("registration"));
    assert!(closing.briefs().contains(&"russian-house-note".to_owned()));
    for thread in ["crash-and-measures", "house-in-baku"] {
        assert!(page(&format!("threads/{thread}/index.html")).text("main").contains("registration"), "{thread}");
    }
}

#[test]
fn point_05_the_saturday_and_the_monday_are_not_joined() {
    for (from, to) in [("aliyev-demand", "peskov-monday"), ("peskov-monday", "aliyev-demand")] {
        for (file, page) in pages() {
            for arrow in page.arrows().into_iter().chain(page.steps()) {
                assert!((arrow.from.as_str(), arrow.to.as_str()) != (from, to), "{file} draws {arrow:?}");
            }
        }
        assert!(page(&brief_file(from)).all("p.arrow").is_empty(), "{from} has an arrow");
    }
}

#[test]
fn point_07_a_source_without_an_address_has_its_page_and_its_mark() {
    let sources = page("sources/index.html");
    let lines = sources.all("ol.entries > li");
    let (gazetteers, documents): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| text_of(*line).contains("GeoNames"));
    assert_eq!((documents.len(), gazetteers.len()), (5, 1));
    for line in documents {
        assert!(text_of(line).contains("address not recorded"), "{}", text_of(line));
        let link = select(line, "cite a")[0].attr("href").unwrap_or_default().to_owned();
        let own = page(&format!("sources/{}", link.trim_start_matches("../sources/")));
        let record = own.text("aside dl.record");
        assert!(record.contains("Address not recorded"), "{link}: {record}");
        assert!(own.all("main a[href^=http]").is_empty(), "{link} has an address");
        assert!(!own.briefs().is_empty(), "{link} carries no brief");
    }
    assert!(sources.text("main").contains("5 without a recorded address"));
}

#[test]
fn point_08_july_2025_holds_each_of_its_briefs_once() {
    let july = page("dates/2025/07/index.html");
    let entries: BTreeMap<String, String> =
        july.entries().into_iter().map(|entry| (entry.id, text_of(entry.when))).collect();
    let expected = [
        ("aliyev-demand", "between 5 July and 27 December 2025 inferred"),
        ("aliyev-shusha", "by 22 July 2025 bounded"),
        ("azerbaijan-rejects-findings", "between 1 June and 23 July 2025 bounded"),
        ("cultural-events-suspended", "between 1 June and 23 July 2025 bounded"),
        ("escalation-after-deaths", "between 1 June and 29 December 2025 bounded"),
        ("peskov-monday", "between 7 July and 29 December 2025 inferred"),
        ("peskov-tuesday", "22 July 2025 inferred"),
        ("safarov-funeral", "1 July 2025"),
        ("sputnik-raid", "between 1 June and 23 July 2025 bounded"),
    ];
    let expected: BTreeMap<String, String> =
        expected.into_iter().map(|(id, date)| (id.to_owned(), date.to_owned())).collect();
    assert_eq!(entries, expected);
    assert_eq!(july.briefs().len(), expected.len(), "a brief is told twice: {:?}", july.briefs());
    let days = [("d01", vec!["safarov-funeral".to_owned()]), ("d22", vec!["peskov-tuesday".to_owned()])];
    assert_eq!(july.days(), days.map(|(day, briefs)| (day.to_owned(), briefs)).into());
    assert_eq!(text_of(july.one("#d22 h3")), "Tuesday 22 July");
}

#[test]
fn point_09_three_sources_agree_on_38_and_one_gives_67() {
    let crash = page(&brief_file("azal-crash"));
    let figures: BTreeMap<String, (String, usize)> = crash
        .all("dl.figures > div")
        .into_iter()
        .map(|figure| {
            let number = text_of(select(figure, "dd.num")[0]);
            let agreement = select(figure, "dd.meta")[0];
            (number, (text_of(agreement), select(agreement, "a").len()))
        })
        .collect();
    let three = "Three sources agree: Caucasus Watch, Mena Today, Turan".to_owned();
    assert_eq!(figures.get("38"), Some(&(three, 3)));
    assert_eq!(figures.get("67"), Some(&("One source: Turan".to_owned(), 1)));
    assert_eq!(figures.get("29"), Some(&("One source: Turan".to_owned(), 1)));
    assert!(crash.all("dl.figures .tag").is_empty(), "no two figures differ");
}

#[test]
fn point_10_both_names_of_the_declaration_lead_to_one_brief() {
    let brief = page(&brief_file("allied-declaration")).text("article");
    for (name, old) in [
        ("“Declaration on Allied Cooperation”", "declaration-on-allied-cooperation"),
        ("“Declaration on Allied Interaction”", "declaration-on-allied-interaction"),
    ] {
        assert!(brief.contains(name), "the brief does not give the name {name}");
        let moved = page(&brief_file(old));
        assert_eq!(
            moved.one("meta[http-equiv=refresh]").attr("content"),
            Some("0; url=../../briefs/allied-declaration/index.html")
        );
        assert_eq!(moved.briefs(), ["allied-declaration"]);
        assert!(!page("briefs/index.html").briefs().contains(&old.to_owned()), "{old} is a brief of its own");
    }
}

#[test]
fn point_11_no_furniture_of_the_sources_is_left() {
    const FURNITURE: [&str; 16] = [
        "cookie",
        "Cookie",
        "Mena banner",
        "Главная",
        "newsletter",
        "Leave a review",
        "Skip to main content",
        "GoodIdeas",
        "shutterstock",
        "See Also",
        "1 min Mena Today",
        "jet fuel",
        "Bhumjaithai",
        "Pashinyan",
        "SOCAR",
        "750-500-resize",
    ];
    for (file, text) in texts() {
        for furniture in FURNITURE {
            assert!(!text.contains(furniture), "{file} has “{furniture}”");
        }
        let words = || text.split(|letter: char| !letter.is_alphanumeric());
        assert!(words().all(|word| word != "403"), "{file} has 403");
    }
}

#[test]
fn point_12_the_countries_of_the_margins_are_no_places() {
    let places: BTreeSet<String> = page("places/index.html").all("main th a").into_iter().map(text_of).collect();
    let expected = [
        "Aktau",
        "Baku",
        "Ekaterinburg",
        "Four regions of Ukraine (not named)",
        "Grozny",
        "Hacibedelli",
        "Karabakh",
        "Moscow",
        "Red Square",
        "Russian airspace",
        "Shusha",
    ];
    assert_eq!(places, expected.into_iter().map(str::to_owned).collect());
    for (file, text) in texts() {
        for country in ["Cuba", "Thailand", "Albania", "Tirana"] {
            assert!(!text.contains(country), "{file} has {country}");
        }
    }
}

#[test]
fn every_arrow_has_its_author_and_no_other_is_drawn() {
    let expected: BTreeSet<(String, String, String, String)> = ARROWS
        .iter()
        .map(|(from, to, says, basis)| [from, to, says, basis].map(|part| (*part).to_owned()).into())
        .collect();
    let tuple = |arrow: Arrow| (arrow.from, arrow.to, arrow.says, arrow.basis);
    let on_threads: BTreeSet<_> = pages().flat_map(|(_, page)| page.steps()).map(tuple).collect();
    assert_eq!(on_threads, expected, "on the pages of the threads");
    let on_briefs: BTreeSet<_> = EVENTS
        .iter()
        .map(|(_, id)| *id)
        .chain(["escalation-after-deaths"])
        .flat_map(|id| page(&brief_file(id)).arrows())
        .filter(|arrow| arrow.forward)
        .map(tuple)
        .collect();
    assert_eq!(on_briefs, expected, "on the pages of the briefs");
}

#[test]
fn every_event_of_the_documents_is_told() {
    let listed = page("briefs/index.html").briefs();
    for (row, id) in EVENTS {
        assert!(listed.contains(&id.to_owned()), "event {row}: {id} is not in the list of briefs");
        assert!(!page(&brief_file(id)).all("article h1").is_empty(), "event {row}: {id} is no brief");
    }
    let told: BTreeSet<&str> = EVENTS.iter().map(|(_, id)| *id).chain(["escalation-after-deaths"]).collect();
    let listed: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    assert_eq!(listed, told, "a brief tells of something else");
    let statement = page(&brief_file("azerbaijan-statement-ukraine")).text("article");
    assert!(statement.contains("elections themselves have no entry"), "event 2 is told within another");
}

#[test]
fn every_brief_names_a_source_and_explains_a_date_that_is_not_stated() {
    for id in page("briefs/index.html").briefs() {
        let brief = page(&brief_file(&id));
        assert!(!brief.all("#source-1").is_empty(), "{id} names no source");
        assert!(!brief.all("article > div sup.cite").is_empty(), "{id} cites no source in its text");
        let inexact = !brief.all("article header .when .tag").is_empty();
        assert_eq!(inexact, !brief.all("article header .remark").is_empty(), "{id}: the date and its note");
    }
}

#[test]
fn the_briefing_is_built_without_a_warning() {
    assert!(!site().told.contains("warning"), "{}", site().told);
}

// The site, and how it is read.

struct Site {
    files: BTreeMap<String, String>,
    /// What the tool said while it built.
    told: String,
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder for the site");
        let output = folder.path().join("public");
        let made = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(["build", "--root", env!("CARGO_MANIFEST_DIR"), "--output"])
            .arg(&output)
            .output()
            .expect("the tool runs");
        let told = String::from_utf8_lossy(&made.stderr).into_owned();
        assert!(made.status.success(), "{told}");
        let mut files = BTreeMap::new();
        read(&output, &output, &mut files);
        assert!(files.len() > 100, "only {} files were made", files.len());
        Site { files, told }
    })
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    let entries = std::fs::read_dir(folder).expect("a folder of the site");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            read(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "html" || extension == "xml") {
            let name = path.strip_prefix(root).expect("a file of the site");
            let name = name.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            files.insert(name, std::fs::read_to_string(&path).expect("text"));
        }
    }
}

fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    site().files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
}

/// What each file says in words: a page with its title and description, but not the number of briefs after each month's
/// name, which would read as a day; a feed with the markup inside it.
fn texts() -> impl Iterator<Item = (&'static str, String)> {
    files().map(|(file, markup)| {
        if file.ends_with(".xml") {
            let inner = Html::parse_fragment(markup).root_element().text().collect::<String>();
            return (file, text_of(Html::parse_fragment(&inner).root_element()));
        }
        let page = Html::parse_document(&without(markup, "<ol class=\"months\">", "</ol>"));
        let described = Selector::parse("[content], [title], [alt], [aria-label]").expect("a selector");
        let attributes = page.select(&described).flat_map(|element| {
            ["content", "title", "alt", "aria-label"].into_iter().filter_map(move |name| element.attr(name))
        });
        (file, format!("{} {}", text_of(page.root_element()), attributes.collect::<Vec<_>>().join(" ")))
    })
}

fn pages() -> impl Iterator<Item = (String, Page)> {
    files()
        .filter(|(file, _)| file.ends_with(".html"))
        .map(|(file, markup)| (file.to_owned(), Page { file: file.to_owned(), html: Html::parse_document(markup) }))
}

fn page(file: &str) -> Page {
    let markup = site().files.get(file).unwrap_or_else(|| panic!("there is no {file}"));
    Page { file: file.to_owned(), html: Html::parse_document(markup) }
}

fn brief_file(id: &str) -> String {
    format!("briefs/{id}/index.html")
}

struct Page {
    file: String,
    html: Html,
}

/// A brief in a list, with what stands as its date.
struct Entry<'a> {
    id: String,
    when: ElementRef<'a>,
}

#[derive(Debug)]
struct Arrow {
    from: String,
    to: String,
    says: String,
    basis: String,
    /// Seen from what follows, and not from what it follows.
    forward: bool,
}

impl Page {
    fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        select(self.html.root_element(), selector)
    }

    fn one(&self, selector: &str) -> ElementRef<'_> {
        *self.all(selector).first().unwrap_or_else(|| panic!("{} has no {selector}", self.file))
    }

    fn text(&self, selector: &str) -> String {
        self.all(selector).into_iter().map(text_of).collect::<Vec<_>>().join(" ")
    }

    /// The briefs to which the page links, in order.
    fn briefs(&self) -> Vec<String> {
        self.all("main").into_iter().flat_map(brief_links).collect()
    }

    /// The briefs of each day of a month, by its anchor.
    fn days(&self) -> BTreeMap<String, Vec<String>> {
        let is_day =
            |id: &&str| id.len() == 3 && id.starts_with('d') && id[1..].bytes().all(|byte| byte.is_ascii_digit());
        let sections = self.all("main section section[id]").into_iter();
        sections
            .filter_map(|section| Some((section.attr("id").filter(is_day)?.to_owned(), brief_links(section))))
            .collect()
    }

    /// "23 July" wherever a text names a day of a month.
    fn days_in(&self, selector: &str) -> Vec<String> {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let text = self.text(selector);
        let words: Vec<&str> =
            text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let day = |pair: &&[&str]| pair[0].parse::<u8>().is_ok_and(|day| day < 32) && MONTHS.contains(&pair[1]);
        words.windows(2).filter(day).map(|pair| pair.join(" ")).collect()
    }

    /// The entries of all lists: a date, and a headline that leads to a brief.
    fn entries(&self) -> Vec<Entry<'_>> {
        let lists = self.all("ol.entries > li, ul.entries > li, ol.steps > li").into_iter();
        lists
            .filter_map(|line| {
                let headline = select(line, "h2 a, h3 a, h4 a, div > p > a").into_iter().next()?;
                Some(Entry { id: brief_of(headline)?, when: select(line, "p.when").into_iter().next()? })
            })
            .collect()
    }

    /// The arrows on the page of a brief, and those one step further on.
    fn arrows(&self) -> Vec<Arrow> {
        let Some(own) = self.file.strip_prefix("briefs/").and_then(|rest| rest.strip_suffix("/index.html")) else {
            return Vec::new();
        };
        let mut arrows = Vec::new();
        for section in self.all("main section") {
            let heading = select(section, "h2").first().map(|heading| text_of(*heading)).unwrap_or_default();
            let forward = heading == "What came before";
            let mut draw = |near: &str, line: ElementRef<'_>, arrow: ElementRef<'_>| {
                assert!(forward || heading == "What followed", "{}: an arrow under “{heading}”", self.file);
                let far = far_end(line);
                let (from, to) = if forward { (near, far.as_str()) } else { (far.as_str(), near) };
                let (from, to) = (from.to_owned(), to.to_owned());
                arrows.push(Arrow { from, to, says: author(arrow), basis: basis(arrow), forward });
                far
            };
            for line in select(section, "ul.entries > li") {
                let Some(far) = select(line, "div > p.arrow").into_iter().map(|arrow| draw(own, line, arrow)).last()
                else {
                    continue;
                };
                for next in select(line, "ul.further > li") {
                    for arrow in select(next, "p.arrow") {
                        draw(&far, next, arrow);
                    }
                }
            }
        }
        arrows
    }

    /// The arrows on the page of a thread.
    fn steps(&self) -> Vec<Arrow> {
        let steps: Vec<(String, ElementRef<'_>)> = self
            .all("ol.steps > li")
            .into_iter()
            .filter_map(|step| Some((brief_of(*select(step, "h3 a").first()?)?, step)))
            .collect();
        let mut arrows = Vec::new();
        for (from, step) in &steps {
            for arrow in select(*step, "p.arrow") {
                let words = text_of(arrow);
                let number = words
                    .split("step ")
                    .nth(1)
                    .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
                let to = match number.and_then(|number| number.parse::<usize>().ok()) {
                    Some(number) => steps[number - 1].0.clone(),
                    None => brief_links(arrow).into_iter().next().unwrap_or_else(|| {
                        words.split_once(": ").map(|(_, what)| what.trim_end_matches('.').to_owned()).unwrap_or(words)
                    }),
                };
                arrows.push(Arrow { from: from.clone(), to, says: author(arrow), basis: basis(arrow), forward: true });
            }
        }
        arrows
    }
}

fn select<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The words of an element, with one space between them.
fn text_of(element: ElementRef<'_>) -> String {
    let text: Vec<&str> = element.text().flat_map(str::split_whitespace).collect();
    let text = text.join(" ");
    text.replace(" .", ".").replace(" ,", ",")
}

/// The brief to which a link leads.
fn brief_of(link: ElementRef<'_>) -> Option<String> {
    let rest = link.attr("href")?.split("briefs/").nth(1)?;
    rest.strip_suffix("/index.html").map(str::to_owned)
}

fn brief_links(element: ElementRef<'_>) -> Vec<String> {
    select(element, "a[href]").into_iter().filter_map(brief_of).collect()
}

/// What stands at the other end of an arrow: a brief, or words where no brief tells of it.
fn far_end(line: ElementRef<'_>) -> String {
    let linked = brief_links(line).into_iter().next();
    linked.unwrap_or_else(|| select(line, "div > p").first().map_or_else(|| own_text(line), |words| text_of(*words)))
}

/// The words of an element without those of the elements in it.
fn own_text(element: ElementRef<'_>) -> String {
    element.children().filter_map(|node| node.value().as_text()).map(|text| text.trim()).collect()
}

/// Who draws an arrow.
fn author(arrow: ElementRef<'_>) -> String {
    let link = select(arrow, "a[href*=sources], a[href*=actors]").into_iter().next();
    link.map_or_else(|| "nobody".to_owned(), text_of)
}

fn basis(arrow: ElementRef<'_>) -> String {
    arrow.attr("data-basis").unwrap_or("none").to_owned()
}

fn assert_no_day(file: &str, date: ElementRef<'_>) {
    for time in select(date, "time") {
        let machine = time.attr("datetime").unwrap_or_default();
        assert!(machine.len() < "2025-06-01".len(), "{file} gives the day {machine}");
    }
}

/// Markup without the machine form of dates that are not exact.
fn without_edtf(markup: &str) -> String {
    without(markup, "data-edtf=\"", "\"")
}

fn without(markup: &str, from: &str, to: &str) -> String {
    let mut parts = markup.split(from);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(to).map_or("", |(_, rest)| rest))
}

fn excerpt(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(30).map_or(0, |(index, _)| index);
    text[from..].chars().take(100).collect()
}

//! What templates are given: small values, ready to be shown.
//!
//! Paths here start at the site's root; a template puts `root` before them.

use serde::{Serialize, Serializer};

use crate::content::Kind;
use crate::content::brief::DateBasis;
use crate::content::record::ActorType;
use crate::digest::Digest;
use crate::edtf::{Edtf, Placement};
use crate::markdown::{CitationMark, Reference, Resolved, ResolvedLink};
use crate::model::{Brief, Id, Prose, RecordId, Source, Speaker, Target, Topic, WITHHELD_TEXT};
use crate::pages::context::{Made, RenderContext, Shared};
use crate::path::UrlPath;

/// A link to a page of the site.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct Link {
    /// From the root.
    pub path: String,
    /// The words.
    pub text: String,
}

/// A link, and how many briefs stand behind it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct CountedLink {
    /// From the root.
    pub path: String,
    /// The words.
    pub text: String,
    /// How many.
    pub count: usize,
}

/// A date, as a reader sees it.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub struct DateView {
    /// "between 1 June and 23 July 2025".
    pub words: String,
    /// For `<time datetime>`, where HTML allows it.
    pub datetime: Option<String>,
    /// The EDTF string.
    pub edtf: String,
    /// On what it rests, where it is not simply stated.
    pub basis: Option<&'static str>,
}

impl DateView {
    /// A date of which nothing more is known.
    pub fn of(date: &Edtf) -> Self {
        Self::in_words(date, date.in_words())
    }

    fn in_words(date: &Edtf, words: String) -> Self {
        let datetime = date.html_datetime();
        // What HTML understands is the EDTF string itself.
        let edtf = datetime.clone().unwrap_or_else(|| date.to_string());
        Self { words, datetime, edtf, basis: None }
    }

    /// A day.
    pub fn day(day: chrono::NaiveDate) -> Self {
        Self::of(&Edtf::from_day(day))
    }

    /// The date of a brief with its basis.
    pub fn of_brief(brief: &Brief) -> Self {
        let basis = brief.written.date_basis;
        Self {
            basis: (basis != DateBasis::Stated).then(|| basis.as_str()),
            ..Self::in_words(&brief.written.date, brief.when.clone())
        }
    }
}

/// A brief in a list. Templates are given one map: what every list shows of it, and `note`.
#[derive(Debug, Clone)]
pub struct ListEntry {
    /// What every list shows of it.
    pub brief: Shared,
    /// Why it stands in this list, or what part the record has in it.
    pub note: Option<String>,
}

impl Serialize for ListEntry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return (&self.brief, &self.note).serialize(serializer);
        }
        match &self.note {
            Some(note) => self.brief.with("note", note).serialize(serializer),
            None => self.brief.serialize(serializer),
        }
    }
}

/// Briefs of one year.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// "2025", or "Year not stated".
    pub heading: String,
    /// For links within the page: "y2025", "open".
    pub anchor: String,
    /// The briefs, in the order of dates.
    pub entries: Vec<ListEntry>,
}

/// A source in the list of a page.
#[derive(Debug, Clone, Serialize)]
pub struct NumberedSource {
    /// Its number on the page, from 1.
    pub number: usize,
    /// What every list shows of it.
    pub source: Shared,
}

/// What a page needs in its head and its breadcrumb.
#[derive(Debug, Clone, Serialize)]
pub struct Head {
    /// The title.
    pub title: String,
    /// For search engines and previews.
    pub description: Option<String>,
    /// The pages above, from the first below home.
    pub crumbs: Vec<Link>,
    /// The item of the navigation to which the page belongs.
    pub section: &'static str,
    /// A feed of this page's own.
    pub feed: Option<String>,
    /// The language of the page, where it is not the site's.
    pub lang: Option<String>,
}

impl Head {
    /// The head of a page of a section.
    pub fn new(section: &'static str, title: impl Into<String>) -> Self {
        Self { title: title.into(), description: None, crumbs: Vec::new(), section, feed: None, lang: None }
    }

    /// Adds a page above.
    #[must_use]
    pub fn under(mut self, path: &UrlPath, text: impl Into<String>) -> Self {
        self.crumbs.push(Link { path: path.as_str().to_owned(), text: text.into() });
        self
    }

    /// Adds the index of a kind as the page above.
    #[must_use]
    pub fn under_kind(self, kind: Kind) -> Self {
        self.under(&UrlPath::page(&[kind.folder()]), heading(kind))
    }

    /// Adds a description.
    #[must_use]
    pub fn describe(mut self, description: Option<impl Into<String>>) -> Self {
        self.description = description.map(Into::into);
        self
    }

    /// Adds a feed.
    #[must_use]
    pub fn feed(mut self, path: &UrlPath) -> Self {
        self.feed = Some(path.as_str().to_owned());
        self
    }
}

/// The name of the index of a kind.
pub fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Brief => "Briefs",
        Kind::Topic => "Topics",
        Kind::Actor => "Actors",
        Kind::Place => "Places",
        Kind::Question => "Questions",
        Kind::Thread => "Threads",
        Kind::Source => "Sources",
        Kind::Page => "Pages",
    }
}

/// "1 brief", "3 briefs".
pub fn count_of(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A word with a capital.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Words of the model for a reader: "note-verbale" → "Note verbale".
pub fn words(word: &str) -> String {
    capital(&word.replace(['-', '_'], " "))
}

/// The name of a country by its ISO 3166-1 alpha-3 code.
fn country(code: &str) -> String {
    rust_iso3166::from_alpha3(code)
        .map_or_else(|| code.to_owned(), |country| country.name.split(" (").next().unwrap_or(country.name).to_owned())
}

/// The name of a language, or its code.
pub fn language(code: &str) -> &str {
    match code.split('-').next().unwrap_or(code) {
        "az" => "Azerbaijani",
        "en" => "English",
        "ru" => "Russian",
        "tr" => "Turkish",
        "hy" => "Armenian",
        "ka" => "Georgian",
        "uk" => "Ukrainian",
        "kk" => "Kazakh",
        "fa" => "Persian",
        "de" => "German",
        "fr" => "French",
        _ => code,
    }
}

/// Links and lists, made from the site.
impl RenderContext {
    /// A link to a record.
    pub fn link_to(&self, node: RecordId) -> Link {
        Link { path: self.page(node).as_str().to_owned(), text: self.title(node).to_owned() }
    }

    /// A link to whoever says something.
    pub fn speaker_link(&self, speaker: Speaker) -> Link {
        let node = match speaker {
            Speaker::Actor(id) => RecordId::Actor(id),
            Speaker::Source(id) => RecordId::Source(id),
        };
        Link { path: self.page(node).as_str().to_owned(), text: self.speaker(speaker).to_owned() }
    }

    /// A link to a source under the name of its outlet.
    pub fn outlet_link(&self, id: Id<Source>) -> Link {
        self.speaker_link(Speaker::Source(id))
    }

    /// What a country is called here: as its state among the actors, or else as in ISO 3166-1.
    pub fn country(&self, code: &str) -> String {
        let is_state = |actor: &&crate::model::Actor| {
            actor.written.kind == Some(ActorType::State) && actor.written.country.as_deref() == Some(code)
        };
        self.actors.iter().find(is_state).map_or_else(|| country(code), |actor| actor.written.names.name.clone())
    }

    /// Links to topics.
    pub fn topic_links(&self, topics: &[Id<Topic>]) -> Vec<Link> {
        topics.iter().map(|topic| self.link_to(RecordId::Topic(*topic))).collect()
    }

    /// A language, where it is not the site's.
    pub fn other_language(&self, lang: Option<&String>) -> Option<String> {
        lang.filter(|lang| **lang != self.config.language).cloned()
    }

    /// Briefs by year, the open year last.
    pub fn by_year(
        &self,
        briefs: impl IntoIterator<Item = ListEntry>,
        ids: impl IntoIterator<Item = Id<Brief>>,
    ) -> Vec<Group> {
        let mut groups: Vec<(Option<i32>, Group)> = Vec::new();
        for (entry, id) in briefs.into_iter().zip(ids) {
            let year = year_of(&self.briefs[id]);
            match groups.iter_mut().find(|(key, _)| *key == year) {
                Some((_, group)) => group.entries.push(entry),
                None => {
                    let heading = year.map_or_else(|| "Year not stated".to_owned(), |year| year.to_string());
                    let anchor = year.map_or_else(|| "open".to_owned(), |year| format!("y{year}"));
                    groups.push((year, Group { heading, anchor, entries: vec![entry] }));
                }
            }
        }
        groups.sort_by_key(|(year, _)| (year.is_none(), *year));
        groups.into_iter().map(|(_, group)| group).collect()
    }

    /// Briefs by year, as plain entries.
    pub fn years_of(&self, ids: &[Id<Brief>]) -> Vec<Group> {
        self.by_year(ids.iter().map(|id| self.entry(*id)), ids.iter().copied())
    }

    /// Sources with their numbers, from 1.
    pub fn numbered(&self, sources: &[Id<Source>]) -> Vec<NumberedSource> {
        sources
            .iter()
            .enumerate()
            .map(|(index, id)| NumberedSource { number: index + 1, source: self.source(*id) })
            .collect()
    }

    /// The sources that texts cite, in the order of their numbers.
    pub fn cited(&self, texts: &[Prose<'_>]) -> Vec<Id<Source>> {
        let mut cited: Vec<Id<Source>> = Vec::new();
        for target in texts.iter().flat_map(|text| text.targets) {
            if let Target::Citation(sources) = target {
                for (source, _) in sources {
                    if !cited.contains(source) {
                        cited.push(*source);
                    }
                }
            }
        }
        cited
    }

    /// A text as HTML for a page, where `sources` are numbered from 1 and listed at `#source-1`.
    pub fn html<'s>(&'s self, text: Prose<'s>, page: &UrlPath, sources: &[Id<Source>]) -> Made<'s> {
        let resolved = self.resolved(text, &page.root(), sources, |number| format!("#source-{number}"));
        Made::new(Digest::of(&(text.body.text(), &resolved)), move || {
            Some(text.body.html(&|index, _| resolved[index].clone()))
        })
    }

    /// What each reference of a text becomes, with what stands before each path and where citations lead.
    pub fn resolved(
        &self,
        text: Prose<'_>,
        root: &str,
        sources: &[Id<Source>],
        citation: impl Fn(usize) -> String,
    ) -> Vec<Resolved> {
        let resolve = |(index, reference): (usize, &Reference)| match text.targets.get(index) {
            Some(Target::Record(node, heading)) => {
                let fragment = heading.as_ref().map(|heading| format!("#{heading}")).unwrap_or_default();
                let href = format!("{root}{}{fragment}", self.page(*node));
                Resolved::Link(ResolvedLink::to(href).text(self.title(*node)))
            }
            Some(Target::Asset(path)) => {
                Resolved::Link(ResolvedLink::to(format!("{root}{path}{}", fragment_of(reference))))
            }
            Some(Target::Citation(cited)) => Resolved::Citation(
                cited.iter().filter_map(|(source, locator)| self.mark(*source, locator, sources, &citation)).collect(),
            ),
            Some(Target::Heading(_) | Target::External) => Resolved::AsWritten,
            Some(Target::Withheld) | None => Resolved::Text(Some(WITHHELD_TEXT.to_owned())),
        };
        text.body.references.iter().enumerate().map(resolve).collect()
    }

    fn mark(
        &self,
        source: Id<Source>,
        locator: &Option<String>,
        sources: &[Id<Source>],
        citation: impl Fn(usize) -> String,
    ) -> Option<CitationMark> {
        let number = sources.iter().position(|listed| *listed == source)? + 1;
        let title = self.outlet(source).to_owned();
        Some(CitationMark { number, href: citation(number), title, locator: locator.clone() })
    }

    /// What a brief answers, or what answers it, in words: "says Caucasus Watch".
    pub fn says(&self, says: Option<Speaker>) -> Option<Link> {
        says.map(|speaker| self.speaker_link(speaker))
    }
}

fn fragment_of(reference: &Reference) -> String {
    match &reference.target {
        crate::markdown::ReferenceTarget::Asset { fragment: Some(fragment), .. } => format!("#{fragment}"),
        _ => String::new(),
    }
}

/// The year under which a list shows a brief; `None`: not stated.
pub fn year_of(brief: &Brief) -> Option<i32> {
    use chrono::Datelike;
    match brief.placement {
        Placement::Day(day) => Some(day.year()),
        Placement::Month { year, .. } | Placement::Year(year) => Some(year),
        Placement::Span { start, end } => start.or(end).map(|day| day.year()),
        Placement::OpenYear => None,
    }
}

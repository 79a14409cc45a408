//! Atom feeds (RFC 4287): the site, each topic, each actor, and the corrections.
//!
//! The feed of the site holds its briefs whole; those of topics and actors hold summaries, because a brief stands in some
//! eight of them and its text would be told eight times.
//!
//! No date in a feed is the day of the build, so that the same content gives the same bytes; and none makes an event's
//! date surer than it is ([`changed`]).

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{DateTime, NaiveDate, NaiveTime};

use crate::diagnostic::Diagnostic;
use crate::edtf::Placement;
use crate::english::capitalise;
use crate::front_matter::DayOrInstant;
use crate::model::{Actor, Brief, Id, RecordId, Topic};
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::update::{UpdateView, corrections};
use crate::path::UrlPath;
use crate::routes;

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedPage {
    /// Of what it tells.
    pub of: FeedSubject,
    /// The moment of the entries that have none of their own: by then they were in the site.
    pub undated: FixedDateTime,
}

/// Of what a feed tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedSubject {
    /// The briefs of the site, whole.
    Site,
    /// The briefs of a topic.
    Topic(Id<Topic>),
    /// The briefs of an actor.
    Actor(Id<Actor>),
    /// The corrections.
    Corrections,
}

impl PageKind for FeedPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let undated = latest_known(site);
        let feed = |page: &UrlPath, of| PageOf::new(routes::feed_of(page), Self { of, undated });
        let topics = site.topics.entries().map(|(id, topic)| feed(&topic.page, FeedSubject::Topic(id)));
        let actors = site.actors.entries().map(|(id, actor)| feed(&actor.page, FeedSubject::Actor(id)));
        let site_wide = feed(&routes::home(), FeedSubject::Site);
        let corrections = feed(&routes::corrections(), FeedSubject::Corrections);
        [site_wide, corrections].into_iter().chain(topics).chain(actors).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = renderer.site;
        Ok(match self.of {
            FeedSubject::Corrections => corrections_of(site),
            FeedSubject::Site => {
                let briefs = latest(site, self.undated, site.listed());
                feed(site, renderer.path, &routes::home(), &site.config.title, &briefs, FeedText::Whole)
            }
            FeedSubject::Topic(id) => self.of_record(renderer, RecordId::Topic(id), site.index.briefs_of(id)),
            FeedSubject::Actor(id) => self.of_record(renderer, RecordId::Actor(id), site.index.briefs_of(id)),
        })
    }
}

impl FeedPage {
    fn of_record(&self, renderer: &Renderer<'_>, record: RecordId, briefs: &[Id<Brief>]) -> Vec<u8> {
        let site = renderer.site;
        let title = format!("{}: {}", site.config.title, site.title(record));
        let briefs = latest(site, self.undated, briefs.iter().copied());
        feed(site, renderer.path, site.page(record), &title, &briefs, FeedText::Summary)
    }
}

/// Returns the briefs a feed holds, each with its last change, the last changed first; of equals, the latest event first.
fn latest(
    site: &RenderContext,
    undated: FixedDateTime,
    briefs: impl Iterator<Item = Id<Brief>>,
) -> Vec<(FixedDateTime, Id<Brief>)> {
    let mut briefs: Vec<_> = briefs.map(|id| (changed(&site.briefs[id]).unwrap_or(undated), id)).collect();
    briefs.sort_by(|a, b| b.cmp(a));
    briefs.truncate(site.config.feed_limit);
    briefs
}

/// How much of a brief a feed tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FeedText {
    /// Its summary and its text.
    Whole,
    /// Its summary.
    Summary,
}

fn feed(
    site: &RenderContext,
    own: &UrlPath,
    page: &UrlPath,
    title: &str,
    briefs: &[(FixedDateTime, Id<Brief>)],
    text: FeedText,
) -> Vec<u8> {
    let entries: Vec<Entry> = briefs.iter().map(|(updated, id)| entry(site, *id, *updated, text)).collect();
    finish(site, own, page, title, entries)
}

fn finish(site: &RenderContext, own: &UrlPath, page: &UrlPath, title: &str, entries: Vec<Entry>) -> Vec<u8> {
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_else(epoch);
    let feed = Feed {
        title: Text::plain(title),
        subtitle: site.config.description.as_ref().map(|text| Text::plain(text.clone())),
        id: absolute(site, own.as_str()),
        updated,
        authors: vec![Person {
            name: site.config.publisher.clone().unwrap_or_else(|| site.config.title.clone()),
            ..Person::default()
        }],
        links: vec![link("self", absolute(site, own.as_str())), link("alternate", absolute(site, page.address()))],
        generator: Some(Generator { value: "Demarche".to_owned(), ..Generator::default() }),
        rights: site.config.licence.as_ref().map(|text| Text::plain(text.clone())),
        lang: Some(site.config.language.clone()),
        entries,
        ..Feed::default()
    };
    let mut bytes = feed.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn entry(site: &RenderContext, id: Id<Brief>, updated: FixedDateTime, text: FeedText) -> Entry {
    let brief = &site.briefs[id];
    let address = absolute(site, brief.page.address());
    let source = |number: usize| format!("{address}#source-{number}");
    let html = || {
        let resolved = site.resolved(brief.prose(), site.config.base_url.as_str(), &brief.sources, source);
        brief.prose().body.html(&|index, _| resolved[index].clone())
    };
    // A brief without text has no gist.
    let dated = format!("{}. {}", capitalise(&brief.written.date.in_words()), site.index.summaries[id]);
    Entry {
        title: Text::plain(brief.written.title.clone()),
        id: address.clone(),
        updated,
        published: brief.written.published.map(moment),
        authors: brief.written.authors.iter().map(|name| Person { name: name.clone(), ..Person::default() }).collect(),
        links: vec![link("alternate", address.clone())],
        categories: brief
            .topics
            .iter()
            .map(|topic| Category {
                term: site.topics[*topic].written.origin.id.to_string(),
                label: Some(site.title(RecordId::Topic(*topic)).to_owned()),
                ..Category::default()
            })
            .collect(),
        summary: Some(Text::plain(dated.trim_end())),
        content: (text == FeedText::Whole).then(|| Content {
            content_type: Some("html".to_owned()),
            value: Some(html()),
            lang: brief.written.lang.clone(),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

fn corrections_of(site: &RenderContext) -> Vec<u8> {
    let entries = corrections(site).into_iter().take(site.config.feed_limit).map(|item| {
        let brief = &site.briefs[item.brief];
        let update = UpdateView::of(brief, item.number);
        let address = absolute(site, brief.page.address());
        Entry {
            title: Text::plain(format!("{}: {}", capitalise(update.kind), brief.written.title)),
            id: format!("{address}#update-{}", update.number),
            updated: day(item.day),
            links: vec![link("alternate", format!("{address}#updates"))],
            summary: Some(Text::plain(update.text)),
            ..Entry::default()
        }
    });
    let title = format!("{}: corrections", site.config.title);
    finish(site, &routes::feed_of(&routes::corrections()), &routes::corrections(), &title, entries.collect())
}

fn absolute(site: &RenderContext, path: &str) -> String {
    format!("{}{path}", site.config.base_url)
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

/// When a brief last changed, as far as that is known: on the day of its last update, of its publication, or else on the
/// day or in the month of its event. A span or an open year says nothing of it.
fn changed(brief: &Brief) -> Option<FixedDateTime> {
    let written = &brief.written;
    let recorded =
        [written.updated, written.published].into_iter().flatten().max_by_key(|when| (when.day, when.moment));
    recorded.map(moment).or_else(|| match brief.placement {
        Placement::Day(_) | Placement::Month { .. } => written.date.latest().map(day),
        Placement::Year(_) | Placement::Span { .. } | Placement::OpenYear => None,
    })
}

/// The latest change that is known in the whole site, for the entries of which none is: by then they were in it.
fn latest_known(site: &RenderContext) -> FixedDateTime {
    site.listed().filter_map(|id| changed(&site.briefs[id])).max().unwrap_or_else(epoch)
}

fn moment(when: DayOrInstant) -> FixedDateTime {
    when.moment.unwrap_or_else(|| day(when.day))
}

fn day(day: NaiveDate) -> FixedDateTime {
    day.and_time(NaiveTime::MIN).and_utc().fixed_offset()
}

fn epoch() -> FixedDateTime {
    DateTime::UNIX_EPOCH.fixed_offset()
}

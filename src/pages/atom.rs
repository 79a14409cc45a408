//! Atom feeds (RFC 4287): the site, each topic, each actor, and the corrections.
//!
//! The feed of the site holds its briefs whole; those of topics and actors hold summaries, because a brief stands in some
//! eight of them and its text would be told eight times.
//!
//! The moments of an entry are those of its brief alone, so that no other brief moves them; and none is later than the build.
//! Links in the text of an entry are whole addresses: a reader of feeds knows no page that they could begin at.

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime};

use crate::content::claim::UpdateEntry;
use crate::diagnostic::Diagnostic;
use crate::edtf::Placement;
use crate::english::capitalise;
use crate::front_matter::DayOrInstant;
use crate::markdown::{Resolved, ResolvedLink};
use crate::model::{Actor, Brief, Id, RecordId, RedirectTarget, Topic};
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
    /// The last change in the whole site: a feed without entries is as old.
    pub last: FixedDateTime,
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
        let last = site.listed().map(|id| changed(site, &site.briefs[id])).max().unwrap_or_else(epoch);
        let feed = |page: &UrlPath, of| PageOf::new(routes::feed_of(page), Self { of, last });
        let topics = site.topics.entries().map(|(id, topic)| feed(&topic.page, FeedSubject::Topic(id)));
        let actors = site.actors.entries().map(|(id, actor)| feed(&actor.page, FeedSubject::Actor(id)));
        let site_wide = feed(&routes::home(), FeedSubject::Site);
        let corrections = feed(&routes::corrections(), FeedSubject::Corrections);
        // No HTML leads a reader of feeds on: where a record stood before, its feed goes on, and names the new address.
        let moved = site.index.redirects.iter().filter_map(|(page, redirect)| match redirect.to {
            RedirectTarget::Record(RecordId::Topic(id)) => Some(feed(page, FeedSubject::Topic(id))),
            RedirectTarget::Record(RecordId::Actor(id)) => Some(feed(page, FeedSubject::Actor(id))),
            _ => None,
        });
        [site_wide, corrections].into_iter().chain(topics).chain(actors).chain(moved).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let site = renderer.site;
        Ok(match self.of {
            FeedSubject::Corrections => {
                let title = format!("{}: corrections", site.config.title);
                self.finish(renderer, &routes::corrections(), &title, corrections_of(site))
            }
            FeedSubject::Site => {
                let entry = |id| entry(site, id, FeedText::Whole);
                let entries = latest(site, site.listed()).into_iter().map(entry).collect();
                self.finish(renderer, &routes::home(), &site.config.title, entries)
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
        let entry = |id| entry(site, id, FeedText::Summary);
        let entries = latest(site, briefs.iter().copied()).into_iter().map(entry).collect();
        self.finish(renderer, site.page(record), &title, entries)
    }

    /// Returns the feed that belongs to a page.
    fn finish(&self, renderer: &Renderer<'_>, page: &UrlPath, title: &str, entries: Vec<Entry>) -> Vec<u8> {
        let (site, own) = (renderer.site, routes::feed_of(page));
        let publisher = site.config.publisher.clone().unwrap_or_else(|| site.config.title.clone());
        let feed = Feed {
            title: Text::plain(title),
            subtitle: site.config.description.as_ref().map(|text| Text::plain(text.clone())),
            id: absolute(site, own.as_str()),
            updated: entries.iter().map(|entry| entry.updated).max().unwrap_or(self.last),
            authors: vec![Person { name: publisher, ..Person::default() }],
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
}

/// Returns the briefs a feed holds, the last published first; of equals, the latest event first.
fn latest(site: &RenderContext, briefs: impl Iterator<Item = Id<Brief>>) -> Vec<Id<Brief>> {
    let mut briefs: Vec<_> = briefs.map(|id| (published(site, &site.briefs[id]), id)).collect();
    briefs.sort_by(|a, b| b.cmp(a));
    briefs.truncate(site.config.feed_limit);
    briefs.into_iter().map(|(_, id)| id).collect()
}

/// How much of a brief a feed tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FeedText {
    /// Its summary and its text.
    Whole,
    /// Its summary.
    Summary,
}

fn entry(site: &RenderContext, id: Id<Brief>, text: FeedText) -> Entry {
    let brief = &site.briefs[id];
    let address = absolute(site, brief.page.address());
    let source = |number: usize| format!("{address}#source-{number}");
    let html = || {
        let resolved = site.resolved(brief.prose(), site.config.base_url.as_str(), &brief.sources, source);
        brief.prose().body.html_on(&address, &|index, _| with_short_address(resolved[index].clone()))
    };
    let lang = site.other_language(brief.written.lang.as_ref());
    let plain = |value: &str| Text { lang: lang.clone(), ..Text::plain(value) };
    // A brief without text has no gist.
    let dated = format!("{}. {}", capitalise(&brief.written.date.in_words()), site.index.summaries[id]);
    Entry {
        title: plain(&brief.written.title),
        id: address.clone(),
        updated: changed(site, brief),
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
        summary: Some(plain(dated.trim_end())),
        content: (text == FeedText::Whole).then(|| Content {
            content_type: Some("html".to_owned()),
            value: Some(html()),
            lang: brief.written.lang.clone(),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// A link as canonical addresses have it: to the folder of a page, not to its file.
fn with_short_address(resolved: Resolved) -> Resolved {
    match resolved {
        Resolved::Link(link) => {
            let (path, fragment) = link.href.split_at(link.href.find('#').unwrap_or(link.href.len()));
            let href = format!("{}{fragment}", path.strip_suffix("index.html").unwrap_or(path));
            Resolved::Link(ResolvedLink { href, ..link })
        }
        other => other,
    }
}

/// The id of a correction: of its day and of what was said, so that it stays when others are added before it.
fn id_of(address: &str, brief: &Brief, number: usize) -> String {
    let update = &brief.written.updates[number - 1];
    let said = |update: &UpdateEntry| format!("{}\n{}\n{}", update.date.day, update.kind.as_str(), update.text);
    let own = said(update);
    let hash = blake3::hash(own.as_bytes()).to_hex();
    // Two that say the same are told apart by their order.
    let again = brief.written.updates[..number - 1].iter().filter(|earlier| said(earlier) == own).count();
    let mark = if again == 0 { String::new() } else { format!("-{}", again + 1) };
    format!("{address}#update-{}-{}{mark}", update.date.day, &hash[..12])
}

fn corrections_of(site: &RenderContext) -> Vec<Entry> {
    let entries = corrections(site).into_iter().take(site.config.feed_limit).map(|item| {
        let brief = &site.briefs[item.brief];
        let update = UpdateView::of(brief, item.number);
        let address = absolute(site, brief.page.address());
        let lang = site.other_language(brief.written.lang.as_ref());
        let plain = |value: String| Text { lang: lang.clone(), ..Text::plain(value) };
        Entry {
            title: plain(format!("{}: {}", capitalise(update.kind), brief.written.title)),
            id: id_of(&address, brief, item.number),
            updated: told(site, moment(brief.written.updates[item.number - 1].date)),
            links: vec![link("alternate", format!("{address}#updates"))],
            summary: Some(plain(update.text)),
            ..Entry::default()
        }
    });
    entries.collect()
}

fn absolute(site: &RenderContext, path: &str) -> String {
    format!("{}{path}", site.config.base_url)
}

fn link(rel: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, ..Link::default() }
}

/// When a brief was published, as far as that is known; else by its event ([`event`]).
fn published(site: &RenderContext, brief: &Brief) -> FixedDateTime {
    brief.written.published.map_or_else(|| event(site, brief), |when| told(site, moment(when)))
}

/// When a brief last changed, as far as that is known: at its last update or its publication; else by its event. It is a
/// matter of the brief alone, whatever else is in the site.
fn changed(site: &RenderContext, brief: &Brief) -> FixedDateTime {
    let recorded = [brief.written.updated, brief.written.published].into_iter().flatten();
    match recorded.max_by_key(|when| (when.day, when.moment)) {
        Some(when) => told(site, moment(when)),
        None => event(site, brief),
    }
}

/// The end of a brief's event if that has come, else its start. Of an event whose year is not stated no feed gives a day: it
/// is told as of the beginning of the first year that it may be of.
fn event(site: &RenderContext, brief: &Brief) -> FixedDateTime {
    let date = &brief.written.date;
    let when = match brief.placement {
        Placement::OpenYear => date.earliest().and_then(|first| NaiveDate::from_ymd_opt(first.year(), 1, 1)),
        _ => date.latest().filter(|last| day(*last) <= now(site)).or_else(|| date.earliest()).or_else(|| date.latest()),
    };
    told(site, when.map_or_else(epoch, day))
}

/// The moment of the build, or the end of the day as of which it is made.
fn now(site: &RenderContext) -> FixedDateTime {
    let now = site.audience.now.fixed_offset();
    match site.audience.as_of.and_then(|day| day.succ_opt()) {
        Some(next) => now.min(day(next)),
        None => now,
    }
}

/// A moment as a feed can tell it: readers take none that is to come, and none before the epoch.
fn told(site: &RenderContext, at: FixedDateTime) -> FixedDateTime {
    at.min(now(site)).max(epoch())
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

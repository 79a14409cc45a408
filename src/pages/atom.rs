//! Atom feeds (RFC 4287): the site, each topic, each actor, and the corrections.
//!
//! The feed of the site holds its briefs whole; those of topics and actors hold summaries, because a brief stands in some
//! eight of them and its text would be told eight times.
//!
//! No date in a feed is the day of the build, so that the same content gives the same bytes; and none makes an event's
//! date surer than it is ([`changed`]).

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::{DateTime, NaiveDate, NaiveTime};

use crate::digest::Digest;
use crate::edtf::Placement;
use crate::english::capitalise;
use crate::front_matter::DayOrInstant;
use crate::model::{Brief, Id, RecordId};
use crate::pages::context::RenderContext;
use crate::pages::views::update::{UpdateView, corrections};
use crate::pages::{Page, Texts};
use crate::path::UrlPath;
use crate::routes;

/// Every feed.
pub(super) fn plan(site: &RenderContext) -> Vec<Page> {
    let known = latest_known(site);
    let topics = site.topics.entries().map(|(id, topic)| {
        part(site, routes::feed_of(&topic.page), RecordId::Topic(id), known, move |site| site.index.briefs_of(id))
    });
    let actors = site.actors.entries().map(|(id, actor)| {
        part(site, routes::feed_of(&actor.page), RecordId::Actor(id), known, move |site| site.index.briefs_of(id))
    });
    let whole = Page::bytes(routes::feed_of(&routes::home()), move |site| {
        let briefs = latest(site, known, site.listed());
        feed(site, &routes::feed_of(&routes::home()), &routes::home(), &site.config.title, &briefs, FeedText::Whole)
    });
    let corrections = Page::bytes(routes::feed_of(&routes::corrections()), corrections_of).telling(Texts::None);
    [whole, corrections].into_iter().chain(topics).chain(actors).collect()
}

/// The feed of a record, of which `briefs` are.
fn part(
    site: &RenderContext,
    path: UrlPath,
    node: RecordId,
    known: FixedDateTime,
    briefs: impl Fn(&RenderContext) -> &[Id<Brief>] + Copy + Send + Sync + 'static,
) -> Page {
    let title = format!("{}: {}", site.config.title, site.title(node));
    let own = path.clone();
    let from_title = title.clone();
    let from = move |site: &RenderContext| {
        let entry = |(updated, id): (FixedDateTime, Id<Brief>)| {
            let written = &site.briefs[id].written;
            (updated, site.brief(id), &written.authors, written.published.map(moment))
        };
        let entries: Vec<_> = latest(site, known, briefs(site).iter().copied()).into_iter().map(entry).collect();
        Digest::of(&(site.config_digest, &from_title, site.page(node).as_str(), entries))
    };
    Page::bytes_from(path, from, move |site| {
        let briefs = latest(site, known, briefs(site).iter().copied());
        feed(site, &own, site.page(node), &title, &briefs, FeedText::Summary)
    })
    .telling(Texts::None)
}

/// The briefs a feed holds, each with its last change, the last changed first; of equals, the latest event first.
fn latest(
    site: &RenderContext,
    known: FixedDateTime,
    briefs: impl Iterator<Item = Id<Brief>>,
) -> Vec<(FixedDateTime, Id<Brief>)> {
    let mut briefs: Vec<_> = briefs.map(|id| (changed(&site.briefs[id]).unwrap_or(known), id)).collect();
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

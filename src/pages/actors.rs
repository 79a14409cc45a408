//! Actors: the list, and a page for each with its names, offices, briefs and statements.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_yaml::Value;

use crate::charts::Caption;
use crate::charts::bars::{PeriodCount, sparkline};
use crate::content::Kind;
use crate::content::record::ActorType;
use crate::diagnostic::Diagnostic;
use crate::english::{count_of, humanise};
use crate::model::{Actor, Brief, Id};
use crate::pages::axis;
use crate::pages::context::RenderContext;
use crate::pages::listing::{BriefListPage, Listing, listing, render_list, year_pages};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::paginate::{ListPage, PAGINATE_COMPACT_AT, PageNav, list_pages, partition_by_title};
use crate::pages::views::claim::{Statement, statement};
use crate::pages::views::date::year_of;
use crate::pages::views::name::{NameView, names};
use crate::pages::views::{CountedLink, DateView, Head, NumberedSource};
use crate::routes;

/// How many years the small chart shows.
const YEARS: usize = 30;
/// How many others an actor is shown with.
const COMPANIONS: usize = 8;
/// How many statements the page of an actor shows.
const STATEMENTS: usize = 60;

#[derive(Serialize)]
struct ActorIndex<'p> {
    head: &'p Head,
    frame: &'p PageNav,
    count: String,
    letters: Vec<Letter>,
}

/// The actors under one letter.
#[derive(Serialize)]
struct Letter {
    letter: String,
    actors: Vec<ActorLine>,
}

#[derive(Serialize)]
struct ActorLine {
    path: String,
    name: String,
    kind: Option<String>,
    country: Option<String>,
    count: String,
}

#[derive(Serialize)]
struct View {
    head: Head,
    name: String,
    kind: Option<String>,
    country: Option<String>,
    aliases: Vec<String>,
    names: Vec<NameView>,
    offices: Vec<OfficeView>,
    summary: Option<String>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    claims: Vec<Statement>,
    claims_cut: bool,
    companions: Vec<CountedLink>,
    /// An SVG: briefs by year.
    chart: Option<String>,
    /// An SVG.
    timeline: Option<String>,
    listing: Listing,
    sources: Vec<NumberedSource>,
}

#[derive(Serialize)]
struct OfficeView {
    title: String,
    of: Option<String>,
    from: Option<DateView>,
    to: Option<DateView>,
}

/// A page of the list of actors, or of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActorPage {
    /// A page of the list.
    Index(ListPage<Id<Actor>>),
    /// An actor.
    Actor(Id<Actor>),
    /// A part of the briefs of an actor.
    Part(BriefListPage),
}

impl PageKind for ActorPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        let records = site.actors.entries().map(|(id, actor)| (id, actor.written.names.name.as_str(), &actor.page));
        let parts = partition_by_title(Kind::Actor, records, PAGINATE_COMPACT_AT);
        let head_of_all = Head::new("actors", "Actors")
            .describe(Some("The persons, organisations, states and groups in the briefs."));
        let first = if parts.is_empty() { site.actors.ids().collect() } else { Vec::new() };
        let index = list_pages(head_of_all, routes::index(Kind::Actor), &parts, first);
        let mut pages: Vec<PageOf<Self>> = index.into_iter().map(|page| page.map(Self::Index)).collect();
        for (id, actor) in site.actors.entries() {
            pages.push(PageOf::new(actor.page.clone(), Self::Actor(id)));
            let parts = year_pages(site, &actor.page, site.index.briefs_of(id), &head(actor));
            pages.extend(parts.into_iter().map(|page| page.map(Self::Part)));
        }
        pages
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self {
            Self::Index(page) => renderer.html("actors.html", &index_view(renderer.site, page)),
            Self::Actor(id) => renderer.html("actor.html", &view(renderer.site, *id)),
            Self::Part(part) => render_list(part, renderer),
        }
    }
}

fn index_view<'p>(site: &RenderContext, page: &'p ListPage<Id<Actor>>) -> ActorIndex<'p> {
    let mut letters: Vec<Letter> = Vec::new();
    for id in &page.items {
        let actor = &site.actors[*id];
        let letter = actor.written.names.name.chars().next().map(|letter| letter.to_uppercase().to_string());
        let letter = letter.unwrap_or_default();
        let line = ActorLine {
            path: actor.page.as_str().to_owned(),
            name: actor.written.names.name.clone(),
            kind: actor.written.kind.map(kind),
            country: actor.written.country.as_deref().map(|code| site.country(code)),
            count: count_of(site.index.briefs_of(*id).len(), "brief"),
        };
        match letters.last_mut().filter(|last| last.letter == letter) {
            Some(last) => last.actors.push(line),
            None => letters.push(Letter { letter, actors: vec![line] }),
        }
    }
    let count = if page.nav.whole.is_some() { page.items.len() } else { site.actors.len() };
    ActorIndex { head: &page.head, frame: &page.nav, count: count_of(count, "actor"), letters }
}

fn kind(kind: ActorType) -> String {
    match kind {
        ActorType::Organization => "Organisation".to_owned(),
        other => humanise(other.as_str()),
    }
}

fn head(actor: &Actor) -> Head {
    Head::new("actors", &actor.written.names.name)
        .under_kind(Kind::Actor)
        .describe(actor.written.summary.clone())
        .feed(&routes::feed_of(&actor.page))
}

fn view(site: &RenderContext, id: Id<Actor>) -> View {
    let actor = &site.actors[id];
    let written = &actor.written;
    let sources = site.cited(&[actor.prose()]);
    View {
        head: head(actor),
        name: written.names.name.clone(),
        kind: written.kind.map(kind),
        country: written.country.as_deref().map(|code| site.country(code)),
        aliases: written.names.aliases.clone(),
        names: names(&written.names.by_language),
        offices: written
            .offices
            .iter()
            .map(|office| OfficeView {
                title: office.title.clone(),
                of: office.of.clone(),
                from: office.from.as_ref().map(DateView::of),
                to: office.to.as_ref().map(DateView::of),
            })
            .collect(),
        summary: written.summary.clone(),
        extra: written.extra.clone(),
        html: site.html(actor.prose(), &actor.page, &sources),
        claims: site.index.claims_of(id).iter().take(STATEMENTS).map(|claim| statement(site, *claim)).collect(),
        claims_cut: site.index.claims_of(id).len() > STATEMENTS,
        companions: companions(site, id),
        chart: chart(site, id),
        timeline: axis::small(site, &written.names.name, &actor.page, site.index.briefs_of(id)),
        listing: listing(site, &actor.page, site.index.briefs_of(id), |brief| part(site, brief, id)),
        sources: site.numbered(&sources),
    }
}

/// The briefs of an actor by year, small; none where they are all of one year.
fn chart(site: &RenderContext, id: Id<Actor>) -> Option<String> {
    let actor = &site.actors[id];
    let mut years: BTreeMap<i32, u32> = BTreeMap::new();
    for year in site.index.briefs_of(id).iter().filter_map(|id| year_of(&site.briefs[*id])) {
        *years.entry(year).or_default() += 1;
    }
    let (first, last) = (*years.first_key_value()?.0, *years.last_key_value()?.0);
    if first == last {
        return None;
    }
    let count = |year: i32| PeriodCount {
        label: year.to_string(),
        href: years.contains_key(&year).then(|| format!("{}{}", actor.page.root(), routes::year(year))),
        value: years.get(&year).copied().unwrap_or(0),
    };
    let counts: Vec<PeriodCount> =
        (first..=last).rev().take(YEARS).map(count).collect::<Vec<_>>().into_iter().rev().collect();
    let caption = Caption { id: "by-year", title: "Briefs by year", desc: "" };
    sparkline(&counts, &caption).map(String::from)
}

/// With whom an actor appears in briefs, the most frequent first.
fn companions(site: &RenderContext, id: Id<Actor>) -> Vec<CountedLink> {
    let mut counts: BTreeMap<Id<Actor>, usize> = BTreeMap::new();
    for brief in site.index.briefs_of(id) {
        let others: BTreeSet<Id<Actor>> = site.briefs[*brief].actors.iter().map(|part| part.actor).collect();
        for other in others.into_iter().filter(|other| *other != id) {
            *counts.entry(other).or_default() += 1;
        }
    }
    let mut companions: Vec<(Id<Actor>, usize)> = counts.into_iter().collect();
    companions.sort_by_key(|(other, count)| (std::cmp::Reverse(*count), *other));
    companions
        .into_iter()
        .take(COMPANIONS)
        .map(|(other, count)| {
            let link = site.link_to(crate::model::RecordId::Actor(other));
            CountedLink { path: link.path, text: link.text, count }
        })
        .collect()
}

/// What part an actor had in a brief: "speaker · spokesperson".
fn part(site: &RenderContext, brief: Id<Brief>, actor: Id<Actor>) -> Option<String> {
    let part = site.briefs[brief].actors.iter().find(|part| part.actor == actor)?;
    let role = part.role.map(|role| humanise(role.as_str()));
    let words: Vec<String> = role.into_iter().chain(part.office.clone()).collect();
    (!words.is_empty()).then(|| words.join(" · "))
}

//! The page of a brief, and the list of what it says in records.

use serde::Serialize;
use serde_yaml::Value;

use crate::content::Kind;
use crate::content::brief::{BriefKind, Instrument, Tlp};
use crate::diagnostic::Diagnostic;
use crate::english::{capitalise, count_of, humanise, language_name};
use crate::model::{Brief, Claim, Id, Reason, RecordId, Topic, embargo_end};
use crate::pages::cite::{self, PageCitation};
use crate::pages::context::{CachedView, RenderContext};
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::pages::views::arrow::Arrow;
use crate::pages::views::event::EventView;
use crate::pages::views::figure::{FigureGroup, figures};
use crate::pages::views::update::UpdateView;
use crate::pages::views::{DateView, Head, Link, ListEntry, NumberedSource, arrow, event, not_published};

/// How many words a reader reads in a minute (Brysbaert 2019: 238 for non-fiction).
const WORDS_A_MINUTE: usize = 238;
/// How many accounts of a question a brief shows; its page shows all.
const ACCOUNTS: usize = 3;

#[derive(Serialize)]
struct View {
    head: Head,
    kind: String,
    title: String,
    summary: String,
    summary_given: bool,
    date: DateView,
    time: Option<String>,
    date_note: Option<String>,
    authors: Vec<String>,
    published: Option<DateView>,
    updated: Option<DateView>,
    minutes: String,
    translations: Vec<Translation>,
    withdrawn: bool,
    not_published: Option<String>,
    tlp: Option<&'static str>,
    corrections: Vec<UpdateView>,
    image: Option<Image>,
    /// Fields of the author's own.
    extra: Option<Value>,
    html: String,
    topics: Vec<Link>,
    actors: Vec<Participant>,
    places: Vec<Participant>,
    instrument: Option<String>,
    events: Vec<EventView>,
    contested: bool,
    threads: Vec<Link>,
    questions: Vec<Accounts>,
    figures: Vec<FigureGroup>,
    /// Whether some figure is given in one number only.
    single_figures: bool,
    cite: PageCitation,
    assessment: Vec<Assessment>,
    responses: Vec<Arrow>,
    answers: Vec<Arrow>,
    related: Vec<ListEntry>,
    backlinks: Vec<Backlink>,
    sources: Vec<NumberedSource>,
    updates: Vec<UpdateView>,
    pager: Vec<Neighbours>,
}

#[derive(Serialize)]
struct Translation {
    path: String,
    lang: String,
    name: String,
    title: String,
    /// It was changed before this one was.
    older: bool,
}

#[derive(Serialize)]
struct Image {
    path: String,
    alt: String,
    caption: Option<String>,
    credit: Option<String>,
    date: Option<DateView>,
    licence: Option<String>,
}

/// An actor or a place with its part.
#[derive(Serialize)]
struct Participant {
    link: Link,
    role: Option<String>,
    office: Option<String>,
}

/// The accounts of one question, as far as a brief shows them.
#[derive(Serialize)]
struct Accounts {
    question: Link,
    claims: Vec<CachedView>,
    /// "All 5 accounts", where there are more.
    all: Option<String>,
}

#[derive(Serialize)]
struct Assessment {
    judgement: String,
    likelihood: Option<String>,
    confidence: Option<String>,
    basis: Option<String>,
    by: Option<String>,
    date: Option<DateView>,
}

#[derive(Serialize)]
struct Backlink {
    link: Link,
    kind: String,
    date: Option<DateView>,
    summary: Option<String>,
}

/// The briefs before and after, in one order.
#[derive(Serialize)]
struct Neighbours {
    /// "By date", "In Russian House".
    order: String,
    previous: Option<Link>,
    next: Option<Link>,
}

/// The page of a brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefPage(pub Id<Brief>);

impl PageKind for BriefPage {
    fn plan(site: &RenderContext) -> Vec<PageOf<Self>> {
        site.briefs.entries().map(|(id, brief)| PageOf::new(brief.page.clone(), Self(id))).collect()
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        renderer.html("brief.html", &view(renderer.site, self.0))
    }
}

fn view(site: &RenderContext, id: Id<Brief>) -> View {
    let brief = &site.briefs[id];
    let written = &brief.written;
    let mut head =
        Head::new("briefs", &written.title).under_kind(Kind::Brief).describe(Some(site.index.summaries[id].clone()));
    head.lang = site.other_language(written.lang.as_ref());
    let updates = UpdateView::all_of(brief);
    if brief.is_withdrawn() {
        return withdrawn(site, head, brief, updates);
    }
    let figures = figures(site, &brief.figures);
    let until = embargo_end(written, site.config.timezone);
    View {
        head,
        kind: humanise(written.kind.as_str()),
        title: written.title.clone(),
        summary: site.index.summaries[id].clone(),
        summary_given: written.summary.is_some(),
        date: DateView::of_brief(brief),
        time: time(brief),
        date_note: written.date_note.clone(),
        authors: written.authors.clone(),
        published: written.published.map(|when| DateView::day(when.day)),
        updated: written.updated.map(|when| DateView::day(when.day)),
        minutes: count_of(written.body.words.div_ceil(WORDS_A_MINUTE).max(1), "minute"),
        translations: translations(site, brief),
        withdrawn: false,
        not_published: not_published(written.status, until.filter(|end| *end > site.audience.now)),
        tlp: (written.tlp > Tlp::Clear).then(|| written.tlp.as_str()),
        corrections: updates.iter().filter(|update| update.is_correction()).cloned().collect(),
        image: image(brief),
        extra: written.extra.clone(),
        html: site.html(brief.prose(), &brief.page, &brief.sources),
        topics: site.topic_links(&brief.topics),
        actors: actors(site, brief),
        places: places(site, brief),
        instrument: written.instrument.map(Instrument::as_str).map(humanise),
        events: event::of_brief(site, brief),
        contested: event::is_contested(site, brief),
        threads: brief.threads.iter().map(|thread| site.link_to(RecordId::Thread(*thread))).collect(),
        questions: accounts(site, brief),
        single_figures: figures.iter().any(|group| group.lines.len() == 1),
        figures,
        cite: cite::view(site, brief),
        assessment: assessment(brief),
        responses: arrow::led_to(site, id),
        answers: arrow::followed(site, id),
        related: related(site, id),
        backlinks: site.index.backlinks[id].iter().map(|node| backlink(site, *node)).collect(),
        sources: site.numbered(&brief.sources),
        updates,
        pager: pager(site, id),
    }
}

/// The tombstone of a withdrawn brief: that it stood here, and why it went.
fn withdrawn(site: &RenderContext, head: Head, brief: &Brief, updates: Vec<UpdateView>) -> View {
    View {
        head: head.describe(None::<String>),
        kind: humanise(BriefKind::as_str(brief.written.kind)),
        title: brief.written.title.clone(),
        summary: String::new(),
        summary_given: false,
        date: DateView::of_brief(brief),
        time: None,
        date_note: None,
        authors: Vec::new(),
        published: None,
        updated: None,
        minutes: String::new(),
        translations: Vec::new(),
        withdrawn: true,
        not_published: None,
        tlp: None,
        corrections: Vec::new(),
        image: None,
        extra: None,
        html: String::new(),
        topics: Vec::new(),
        actors: Vec::new(),
        places: Vec::new(),
        instrument: None,
        events: Vec::new(),
        contested: false,
        threads: Vec::new(),
        questions: Vec::new(),
        figures: Vec::new(),
        single_figures: false,
        cite: cite::view(site, brief),
        assessment: Vec::new(),
        responses: Vec::new(),
        answers: Vec::new(),
        related: Vec::new(),
        backlinks: Vec::new(),
        sources: Vec::new(),
        updates,
        pager: Vec::new(),
    }
}

fn time(brief: &Brief) -> Option<String> {
    let time = brief.written.time?.format("%H:%M");
    Some(match brief.written.zone {
        Some(zone) => format!("{time} ({})", zone.to_string().replace('_', " ")),
        None => time.to_string(),
    })
}

fn translations(site: &RenderContext, brief: &Brief) -> Vec<Translation> {
    let changed = |brief: &Brief| brief.written.updated.or(brief.written.published).map(|when| when.day);
    let view = |(lang, id): &(String, Id<Brief>)| {
        let other = &site.briefs[*id];
        Translation {
            path: other.page.as_str().to_owned(),
            lang: lang.clone(),
            name: language_name(lang).to_owned(),
            title: other.written.title.clone(),
            older: changed(other).zip(changed(brief)).is_some_and(|(theirs, ours)| theirs < ours),
        }
    };
    brief.translations.iter().map(view).collect()
}

fn image(brief: &Brief) -> Option<Image> {
    let (path, image) = brief.image.as_ref().zip(brief.written.image.as_ref())?;
    Some(Image {
        path: path.as_str().to_owned(),
        alt: image.alt.clone(),
        caption: image.caption.clone(),
        credit: image.credit.clone(),
        date: image.date.as_ref().map(DateView::of),
        licence: image.licence.clone(),
    })
}

fn actors(site: &RenderContext, brief: &Brief) -> Vec<Participant> {
    let view = |part: &crate::model::ActorPart| Participant {
        link: site.link_to(RecordId::Actor(part.actor)),
        role: part.role.map(|role| role.as_str().to_owned()),
        office: part.office.clone(),
    };
    brief.actors.iter().map(view).collect()
}

fn places(site: &RenderContext, brief: &Brief) -> Vec<Participant> {
    let view = |part: &crate::model::PlacePart| Participant {
        link: site.link_to(RecordId::Place(part.place)),
        role: part.role.map(|role| role.as_str().to_owned()),
        office: None,
    };
    brief.places.iter().map(view).collect()
}

fn accounts(site: &RenderContext, brief: &Brief) -> Vec<Accounts> {
    let mut questions: Vec<_> = brief.claims.iter().map(|claim| site.claims[*claim].question).collect();
    questions.dedup();
    let mut seen = Vec::new();
    questions.retain(|question| {
        !seen.contains(question) && {
            seen.push(*question);
            true
        }
    });
    let view = |question: crate::model::Id<crate::model::Question>| {
        let all = site.index.claims_of(question);
        // The brief's own claims first, then those of others, so that an account never stands alone.
        let own: Vec<Id<Claim>> =
            brief.claims.iter().copied().filter(|claim| site.claims[*claim].question == question).collect();
        let shown = own.len().max(ACCOUNTS);
        let others = all.iter().copied().filter(|claim| !own.contains(claim));
        let claims = own.iter().copied().chain(others).take(shown).map(|claim| site.claim(claim)).collect();
        Accounts {
            question: site.link_to(RecordId::Question(question)),
            claims,
            all: (all.len() > shown).then(|| format!("All {} accounts", all.len())),
        }
    };
    questions.into_iter().map(view).collect()
}

fn assessment(brief: &Brief) -> Vec<Assessment> {
    let view = |entry: &crate::content::claim::AssessmentEntry| Assessment {
        judgement: entry.judgement.clone(),
        likelihood: entry.likelihood.map(|likelihood| capitalise(likelihood.as_str())),
        confidence: entry.confidence.map(|confidence| capitalise(confidence.as_str())),
        basis: entry.basis.clone(),
        by: entry.by.clone(),
        date: entry.date.as_ref().map(DateView::of),
    };
    brief.written.assessment.iter().map(view).collect()
}

fn related(site: &RenderContext, id: Id<Brief>) -> Vec<ListEntry> {
    let view = |related: &crate::model::Related| {
        let note = match &related.why {
            Reason::Written(why) => capitalise(why),
            Reason::NamedThere => "That brief names this one".to_owned(),
            Reason::Question(id) => format!("Same question: {}", site.questions[*id].written.title),
            Reason::Thread(id) => format!("Same thread: {}", site.threads[*id].written.title),
            Reason::Shared(actors, topics) => {
                let actors = actors.iter().map(|id| site.actors[*id].written.names.name.as_str());
                let topics = topics.iter().map(|id| site.topics[*id].written.names.name.as_str());
                format!("In both: {}", actors.chain(topics).collect::<Vec<_>>().join(", "))
            }
        };
        ListEntry { brief: site.brief(related.brief), note: Some(note) }
    };
    site.index.related[id].iter().map(view).collect()
}

fn backlink(site: &RenderContext, node: RecordId) -> Backlink {
    let kind = match node.kind() {
        Kind::Place => "Location".to_owned(),
        kind => capitalise(kind.noun()),
    };
    let (date, summary) = match node {
        RecordId::Brief(id) => (Some(DateView::of_brief(&site.briefs[id])), Some(site.index.summaries[id].clone())),
        _ => {
            // What has a name is told by it; what has a title, by its summary too.
            let record = site.record(node);
            (None, record.summary.filter(|_| record.names.is_none()).map(str::to_owned))
        }
    };
    Backlink { link: site.link_to(node), kind, date, summary }
}

fn pager(site: &RenderContext, id: Id<Brief>) -> Vec<Neighbours> {
    let around = |order: String, list: &[Id<Brief>]| {
        let at = list.binary_search(&id).ok()?;
        let link = |id: &Id<Brief>| site.link_to(RecordId::Brief(*id));
        let previous = at.checked_sub(1).and_then(|at| list.get(at)).map(link);
        let next = list.get(at + 1).map(link);
        (previous.is_some() || next.is_some()).then_some(Neighbours { order, previous, next })
    };
    let topic = |topic: &Id<Topic>| {
        around(format!("In {}", site.topics[*topic].written.names.name), site.index.briefs_of(*topic))
    };
    let by_topic = site.briefs[id].topics.iter().filter_map(topic);
    around("By date".to_owned(), &site.by_date).into_iter().chain(by_topic).collect()
}

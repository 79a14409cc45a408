//! What the briefing tells: every record and how it hangs together, before a word of it is written in any format.

use fastrand::Rng;

use crate::dates::{DAYS, Date, Day, FIRST, date};
use crate::words::{
    BODIES, COUNTED, DEEDS, OFFICES, OUTLETS, STATES, THINGS, TOPICS, below, chance, person, pick, skewed, slug, town,
};

const ACTORS: usize = 300;
const PLACES: usize = 60;

/// How briefs name their sources.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SourceForm {
    /// By the ids of records that several briefs share: one record for ten briefs.
    Shared,
    /// As three or four sources of each brief's own, written in it.
    Inline,
}

/// The whole briefing.
pub struct Plan {
    pub seed: u64,
    pub source_form: SourceForm,
    pub topics: Vec<Topic>,
    pub actors: Vec<Actor>,
    pub places: Vec<Place>,
    /// Shared records in the order of their days, or the sources of each brief in the order of the briefs.
    pub sources: Vec<Source>,
    pub questions: Vec<Titled>,
    pub threads: Vec<Titled>,
    /// In the order of their first possible days.
    pub briefs: Vec<Brief>,
}

pub struct Topic {
    pub id: String,
    pub name: String,
    pub parent: Option<usize>,
}

pub struct Actor {
    pub id: String,
    pub name: String,
    pub kind: &'static str,
    pub country: &'static str,
    /// Offices with their first and last days.
    pub offices: Vec<(&'static str, Option<Day>, Option<Day>)>,
}

pub struct Place {
    pub id: String,
    pub name: String,
    pub country: &'static str,
    pub position: (f64, f64),
}

pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: &'static str,
    pub author: String,
    pub published: Day,
    pub language: &'static str,
    pub reliability: &'static str,
    pub is_archived: bool,
}

impl Source {
    /// Where it stands.
    pub fn address(&self) -> String {
        format!("https://news.example/{}", self.id)
    }

    /// Where its archived copy stands.
    pub fn archive_address(&self) -> String {
        format!("https://archive.example/2025/{}", self.address())
    }
}

/// A question or a thread.
pub struct Titled {
    pub id: String,
    pub title: String,
    pub topics: Vec<usize>,
}

pub struct Brief {
    pub id: String,
    pub title: String,
    pub day: Day,
    pub date: Date,
    pub instrument: Option<&'static str>,
    pub topics: Vec<usize>,
    /// Who, in what role and office.
    pub actors: Vec<(usize, &'static str, Option<&'static str>)>,
    pub places: Vec<usize>,
    pub sources: Vec<usize>,
    /// Earlier briefs that the text links to.
    pub links: Vec<usize>,
    pub response: Option<Response>,
    pub thread: Option<usize>,
    pub claims: Vec<Claim>,
    pub figures: Vec<(&'static str, u32, usize)>,
    pub has_summary: bool,
    pub is_published: bool,
    pub update: Option<&'static str>,
}

/// What a brief answers.
pub struct Response {
    pub to: usize,
    pub says: Option<usize>,
    pub basis: &'static str,
}

pub struct Claim {
    pub question: usize,
    /// An actor, or else the source itself.
    pub by: Option<usize>,
    pub source: usize,
    pub position: &'static str,
    /// Another brief whose first claim is on the same question.
    pub disputes: Option<usize>,
}

impl Plan {
    /// Plans a briefing of so many briefs. But for its sources, it is the same in both forms.
    pub fn of(briefs: usize, seed: u64, source_form: SourceForm) -> Self {
        let rng = &mut Rng::with_seed(seed);
        let topics = topics();
        let places = (0..PLACES).map(|number| place(rng, number)).collect();
        let actors = (0..ACTORS).map(|number| actor(rng, number)).collect();
        let sources = (0..(briefs / 10).max(5)).map(|number| source(rng, number, (briefs / 10).max(5))).collect();
        let questions = (0..(briefs / 20).max(2)).map(|number| titled(rng, "How did it come to", number)).collect();
        let threads = (0..(briefs / 50).max(2)).map(|number| titled(rng, "The affair of", number)).collect();
        let mut plan =
            Self { seed, source_form, topics, actors, places, sources, questions, threads, briefs: Vec::new() };
        let mut days: Vec<Day> = (0..briefs).map(|_| FIRST.plus(rng.i32(0..DAYS))).collect();
        days.sort();
        // The last brief with a claim on each question.
        let mut told = vec![None; plan.questions.len()];
        for (number, day) in days.into_iter().enumerate() {
            let brief = plan.brief(rng, number, briefs, day, &mut told);
            plan.briefs.push(brief);
        }
        if source_form == SourceForm::Inline {
            plan.give_own_sources();
        }
        plan
    }

    /// Gives each brief three or four sources of its own in place of the shared ones. A shared source that it names a
    /// second time, such as that of a claim, becomes the one at the same position of its list.
    fn give_own_sources(&mut self) {
        self.sources.clear();
        for number in 0..self.briefs.len() {
            let rng = &mut self.rng_of(30, number);
            let first = self.sources.len();
            let count = 3 + below(rng, 2);
            let day = self.briefs[number].day;
            for own in first..first + count {
                let published = day.plus(rng.i32(0..4));
                self.sources.push(Source { published, ..source(rng, own, 1) });
            }
            self.briefs[number].replace_sources(first, count);
        }
    }

    /// The text of a brief is made of chance of its own, so that it can be written at any time.
    pub fn rng_of(&self, kind: u64, number: usize) -> Rng {
        Rng::with_seed(self.seed ^ (kind << 56) ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn brief(&self, rng: &mut Rng, number: usize, all: usize, day: Day, told: &mut [Option<usize>]) -> Brief {
        let (deed, instrument) = DEEDS[below(rng, DEEDS.len())];
        let thing = pick(rng, &THINGS);
        let actors = self.actors_of(rng, day);
        let title = format!("{} {deed} {thing}", self.actors[actors[0].0].name);
        let sources = self.near(rng, number, all, self.sources.len(), 2, 5);
        let claims = self.claims_of(rng, number, all, &actors, &sources, told);
        let date = date(rng, day);
        let response = (number > 0 && chance(rng, 30)).then(|| Response {
            to: earlier(rng, number),
            says: chance(rng, 60).then_some(sources[0]),
            basis: pick(rng, &["stated", "adjacent", "inferred"]),
        });
        let links = match number {
            0 => Vec::new(),
            _ => distinct((0..below(rng, 4)).map(|_| earlier(rng, number))),
        };
        let figures = figures(rng, &sources);
        Brief {
            id: format!("{}-{}-{number:05}", instrument, slug(thing.trim_start_matches("the "))),
            title,
            day,
            date,
            instrument: chance(rng, 70).then_some(instrument).filter(|_| actors.len() > 1),
            topics: distinct((0..1 + below(rng, 4)).map(|_| skewed(rng, self.topics.len()))),
            places: distinct((0..below(rng, 4)).map(|_| skewed(rng, PLACES))),
            links,
            response,
            thread: chance(rng, 40).then(|| self.near(rng, number, all, self.threads.len(), 1, 1)[0]),
            claims,
            figures,
            has_summary: chance(rng, 70),
            is_published: chance(rng, 60),
            update: chance(rng, 3).then(|| pick(rng, &["update", "correction", "clarification"])),
            actors,
            sources,
        }
    }

    fn actors_of(&self, rng: &mut Rng, day: Day) -> Vec<(usize, &'static str, Option<&'static str>)> {
        let all = distinct((0..1 + below(rng, 5)).map(|_| skewed(rng, ACTORS)));
        let part = |(place, actor): (usize, usize)| {
            let role = match place {
                0 => "actor",
                1 => "recipient",
                _ => pick(rng, &["speaker", "mediator", "affected", "mentioned"]),
            };
            let held = |(_, from, to): &&(&str, Option<Day>, Option<Day>)| {
                from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
            };
            (actor, role, self.actors[actor].offices.iter().find(held).map(|(title, ..)| *title))
        };
        all.into_iter().enumerate().map(part).collect()
    }

    /// Some of a list whose order follows time: those near the brief's own place in time.
    fn near(&self, rng: &mut Rng, number: usize, all: usize, length: usize, least: usize, most: usize) -> Vec<usize> {
        let here = number * length / all;
        let around = |rng: &mut Rng| (here + below(rng, 41)).saturating_sub(20).min(length - 1);
        let count = least + below(rng, most - least + 1);
        distinct((0..count).map(|_| around(rng)))
    }

    fn claims_of(
        &self,
        rng: &mut Rng,
        number: usize,
        all: usize,
        actors: &[(usize, &'static str, Option<&'static str>)],
        sources: &[usize],
        told: &mut [Option<usize>],
    ) -> Vec<Claim> {
        if !chance(rng, 20) {
            return Vec::new();
        }
        let count = 1 + below(rng, 3);
        let question = self.near(rng, number, all, self.questions.len(), 1, 1)[0];
        let disputes = told[question].replace(number);
        let claim = |index: usize| Claim {
            question,
            by: chance(rng, 70).then(|| actors[below(rng, actors.len())].0),
            source: sources[below(rng, sources.len())],
            position: pick(rng, &["affirms", "denies", "qualifies", "no-comment", "unknown"]),
            disputes: disputes.filter(|_| index == 0 && chance(rng, 50)),
        };
        (0..count).map(claim).collect()
    }
}

impl Brief {
    /// Takes the sources `first..first + count` in place of those it has, of which it never has more than five.
    fn replace_sources(&mut self, first: usize, count: usize) {
        let shared = std::mem::replace(&mut self.sources, (first..first + count).collect());
        let own = |source: &mut usize| {
            let position = shared.iter().position(|one| one == source).expect("a brief names its own sources");
            *source = first + position % count;
        };
        self.response.iter_mut().filter_map(|response| response.says.as_mut()).for_each(own);
        self.claims.iter_mut().map(|claim| &mut claim.source).for_each(own);
        self.figures.iter_mut().map(|(_, _, source)| source).for_each(own);
    }
}

fn topics() -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for (name, below) in TOPICS {
        let parent = topics.len();
        topics.push(Topic { id: slug(name), name: name.to_owned(), parent: None });
        let below = below.map(|name| Topic { id: slug(name), name: name.to_owned(), parent: Some(parent) });
        topics.extend(below);
    }
    topics
}

fn actor(rng: &mut Rng, number: usize) -> Actor {
    let (state, country) = STATES[number % STATES.len()];
    let (name, kind) = match number {
        0..6 => (state.to_owned(), "state"),
        6..78 => (format!("{} of the {state}", BODIES[(number / 6 - 1) % BODIES.len()]), "organization"),
        78..90 => (format!("{} residents", town(number - 78)), "group"),
        _ => (person(number), "person"),
    };
    let offices = match kind {
        "person" => {
            let (first, second) = (pick(rng, &OFFICES), pick(rng, &OFFICES));
            let change = FIRST.plus(rng.i32(400..DAYS - 400));
            vec![
                (first, None, Some(change)),
                (if first == second { "adviser" } else { second }, Some(change.plus(1)), None),
            ]
        }
        _ => Vec::new(),
    };
    Actor { id: slug(&name), name, kind, country, offices }
}

fn place(rng: &mut Rng, number: usize) -> Place {
    let name = town(number);
    let position = (f64::from(rng.u32(38_000..56_000)) / 1000.0, f64::from(rng.u32(37_000..51_000)) / 1000.0);
    Place { id: slug(&name), name, country: STATES[number % STATES.len()].1, position }
}

fn source(rng: &mut Rng, number: usize, all: usize) -> Source {
    let publisher = pick(rng, &OUTLETS);
    let share = i32::try_from(number * 3_653 / all).expect("below ten years of days");
    let outlet = match publisher.is_ascii() {
        true => slug(publisher),
        false => "outlet".to_owned(),
    };
    Source {
        id: format!("{outlet}-{number:04}"),
        title: format!("{} and {}: what is known", capital(pick(rng, &THINGS)), pick(rng, &THINGS)),
        publisher,
        author: person(below(rng, 480)),
        published: FIRST.plus(share),
        language: pick(rng, &["en", "en", "en", "az", "ru"]),
        reliability: pick(rng, &["A", "B", "C", "D", "F"]),
        is_archived: chance(rng, 50),
    }
}

fn titled(rng: &mut Rng, opening: &str, number: usize) -> Titled {
    let (thing, place) = (pick(rng, &THINGS), town(below(rng, PLACES)));
    let mark = if opening.starts_with("How") { "?" } else { "" };
    Titled {
        id: format!("{}-{}-{number:04}", slug(opening), slug(thing)),
        title: format!("{opening} {thing} at {place}{mark}"),
        topics: distinct((0..1 + below(rng, 2)).map(|_| skewed(rng, 40))),
    }
}

fn figures(rng: &mut Rng, sources: &[usize]) -> Vec<(&'static str, u32, usize)> {
    if !chance(rng, 12) {
        return Vec::new();
    }
    let (what, value) = (pick(rng, &COUNTED), rng.u32(2..400));
    let differs = chance(rng, 40);
    let figure =
        |(index, source): (usize, &usize)| (what, if differs && index > 0 { value + 3 } else { value }, *source);
    sources.iter().enumerate().take(3).map(figure).collect()
}

/// A brief before this one, most often not long before.
fn earlier(rng: &mut Rng, number: usize) -> usize {
    match chance(rng, 80) {
        true => number - 1 - below(rng, number.min(200)),
        false => below(rng, number),
    }
}

/// Each once, in the order of their first coming.
fn distinct(items: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut distinct = Vec::new();
    for item in items {
        if !distinct.contains(&item) {
            distinct.push(item);
        }
    }
    distinct
}

/// A text with a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

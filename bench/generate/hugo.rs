//! The same briefing as a site for Hugo, made as one of its users would: topics, actors, places, questions, threads,
//! years, months and shared sources are taxonomies; lists are cut by a hundred. A brief's own sources stand in its front
//! matter, and its page shows them.
//!
//! Where such a user has a choice, the one that costs Hugo less is taken: links and the numbers of citations are written
//! out in the Markdown, so no shortcode and no `ref` is run for them, and nothing is asked that Hugo has no index for
//! (what links here, what answers a brief).

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::plan::{Brief, Plan, Source, SourceForm, Titled};
use crate::prose::{self, Dialect};
use crate::put;
use crate::words::cyrillic;
use crate::yaml::{list, quoted};

const FILES: [(&str, &str); 23] = [
    ("hugo.toml", include_str!("../hugo/hugo.toml")),
    ("assets/style.css", include_str!("../../theme/style.css")),
    ("layouts/baseof.html", include_str!("../hugo/baseof.html")),
    ("layouts/home.html", include_str!("../hugo/home.html")),
    ("layouts/page.html", include_str!("../hugo/page.html")),
    ("layouts/corrections.html", include_str!("../hugo/corrections.html")),
    ("layouts/section.html", include_str!("../hugo/section.html")),
    ("layouts/taxonomy.html", include_str!("../hugo/taxonomy.html")),
    ("layouts/term.html", include_str!("../hugo/term.html")),
    ("layouts/rss.xml", include_str!("../hugo/rss.xml")),
    ("layouts/briefs/page.html", include_str!("../hugo/briefs/page.html")),
    ("layouts/topics/term.html", include_str!("../hugo/topics/term.html")),
    ("layouts/actors/term.html", include_str!("../hugo/actors/term.html")),
    ("layouts/sources/term.html", include_str!("../hugo/sources/term.html")),
    ("layouts/questions/term.html", include_str!("../hugo/questions/term.html")),
    ("layouts/years/term.html", include_str!("../hugo/years/term.html")),
    ("layouts/months/term.html", include_str!("../hugo/months/term.html")),
    ("layouts/_partials/publisher.html", include_str!("../hugo/_partials/publisher.html")),
    ("layouts/_partials/when.html", include_str!("../hugo/_partials/when.html")),
    ("layouts/_partials/list.html", include_str!("../hugo/_partials/list.html")),
    ("layouts/_partials/claim.html", include_str!("../hugo/_partials/claim.html")),
    ("layouts/_partials/entry.html", include_str!("../hugo/_partials/entry.html")),
    ("layouts/_partials/line.html", include_str!("../hugo/_partials/line.html")),
];

struct Plain;

impl Dialect for Plain {
    fn cite(&self, number: usize, _: &str) -> String {
        format!("[\\[{number}\\]](#source-{number})")
    }
    fn link(&self, brief: &Brief, words: &str) -> String {
        format!("[{words}](/briefs/{}/)", brief.id)
    }
}

/// Writes the site.
pub fn write(plan: &Plan, out: &Path) -> io::Result<()> {
    for (path, text) in FILES {
        put(out, path, text)?;
    }
    put(out, "content/about.md", "---\ntitle: About\n---\nA briefing made by chance, to be measured.\n")?;
    put(out, "content/corrections.md", "---\ntitle: Corrections\nlayout: corrections\n---\n")?;
    put(out, "content/briefs/_index.md", "---\ntitle: Briefs\n---\n")?;
    records(plan, out)?;
    for (number, brief) in plan.briefs.iter().enumerate() {
        put(out, &format!("content/briefs/{}/{}.md", brief.day.civil().0, brief.id), &brief_file(plan, number, brief))?;
    }
    Ok(())
}

fn records(plan: &Plan, out: &Path) -> io::Result<()> {
    let record = |folder: &str, id: &str, front: &str, text: &str| {
        put(out, &format!("content/{folder}/{id}/_index.md"), &format!("---\n{front}---\n{text}\n"))
    };
    for (number, topic) in plan.topics.iter().enumerate() {
        let narrower = plan.topics.iter().filter(|other| other.parent == Some(number)).map(|other| &other.id);
        let front = format!("title: {}\noutputs: [html, rss]\nnarrower: {}\n", topic.name, list(narrower));
        record("topics", &topic.id, &front, &prose::of_record(plan, 2, number))?;
    }
    for (number, actor) in plan.actors.iter().enumerate() {
        let mut front = format!("title: {}\noutputs: [html, rss]\n", quoted(&actor.name));
        let _ = writeln!(front, "kind_of: {}\ncountry: {}", actor.kind, actor.country);
        if actor.kind == "person" {
            let _ = writeln!(front, "cyrillic: {}", quoted(&cyrillic(&actor.name)));
        }
        let _ = writeln!(front, "offices: {}", list(actor.offices.iter().map(|(title, ..)| title)));
        record("actors", &actor.id, &front, &prose::of_record(plan, 3, number))?;
    }
    for (number, place) in plan.places.iter().enumerate() {
        let front = format!("title: {}\ncountry: {}\n", quoted(&place.name), place.country);
        record("places", &place.id, &front, &prose::of_record(plan, 4, number))?;
    }
    for (folder, kind, all) in [("questions", 5, &plan.questions), ("threads", 6, &plan.threads)] {
        for (number, Titled { id, title, .. }) in all.iter().enumerate() {
            let summary = quoted(&prose::line(plan, kind + 10, number));
            let front = format!("title: {}\nsummary: {summary}\n", quoted(title));
            record(folder, id, &front, &prose::of_record(plan, kind, number))?;
        }
    }
    let shared = if plan.source_form == SourceForm::Shared { plan.sources.as_slice() } else { &[] };
    for (number, source) in shared.iter().enumerate() {
        let mut front = format!(
            "title: {}\npublisher: {}\nauthor: {}\npublished: \"{}\"\naddress: {}\nreliability: {}\ndescriptor: {}\n",
            quoted(&source.title),
            quoted(source.publisher),
            quoted(&source.author),
            source.published,
            source.address(),
            source.reliability,
            quoted(&prose::line(plan, 7, number)),
        );
        if source.is_archived {
            let _ = writeln!(front, "archive_url: {}", source.archive_address());
        }
        record("sources", &source.id, &front, "")?;
    }
    Ok(())
}

fn brief_file(plan: &Plan, number: usize, brief: &Brief) -> String {
    let mut file =
        format!("---\ntitle: {}\ndate: {}\nedtf: {}\n", quoted(&brief.title), brief.day, quoted(&brief.date.edtf));
    let _ = writeln!(file, "years: [\"{}\"]\nmonths: [\"{}\"]", brief.day.civil().0, brief.day.month());
    let _ = writeln!(file, "is_day: {}", brief.date.is_day);
    if let Some((basis, note)) = brief.date.basis {
        let _ = writeln!(file, "date_basis: {basis}\ndate_note: {note}");
    }
    if brief.has_summary {
        let _ = writeln!(file, "summary: {}", quoted(&prose::line(plan, 8, number)));
    }
    // Hugo knows no hierarchy of terms: its users name the term above as well.
    let mut topics: Vec<usize> = brief.topics.clone();
    for above in brief.topics.iter().filter_map(|topic| plan.topics[*topic].parent) {
        if !topics.contains(&above) {
            topics.push(above);
        }
    }
    let _ = writeln!(file, "topics: {}", list(topics.iter().map(|topic| &plan.topics[*topic].id)));
    let _ = writeln!(file, "actors: {}\nparts:", list(brief.actors.iter().map(|part| &plan.actors[part.0].id)));
    for (actor, role, office) in &brief.actors {
        let office = office.map(|office| format!(", as: {office}")).unwrap_or_default();
        let _ = writeln!(file, "  - {{id: {}, role: {role}{office}}}", plan.actors[*actor].id);
    }
    let _ = writeln!(file, "places: {}", list(brief.places.iter().map(|place| &plan.places[*place].id)));
    if let Some(instrument) = brief.instrument {
        let _ = writeln!(file, "instrument: {instrument}");
    }
    if let Some(response) = &brief.response {
        let says = response.says.map(|source| format!(", says: {}", source_name(plan, source))).unwrap_or_default();
        let to = &plan.briefs[response.to];
        let to = format!("{}/{}", to.day.civil().0, to.id);
        let _ = writeln!(file, "response: {{to: {to}{says}, basis: {}}}", response.basis);
    }
    if let Some(thread) = brief.thread {
        let _ = writeln!(file, "threads: [{}]", plan.threads[thread].id);
    }
    evidence(plan, number, brief, &mut file);
    match plan.source_form {
        SourceForm::Shared => {
            let _ = writeln!(file, "sources: {}", list(brief.sources.iter().map(|source| &plan.sources[*source].id)));
        }
        SourceForm::Inline => {
            file.push_str("own_sources:\n");
            brief.sources.iter().for_each(|source| own_source(&plan.sources[*source], &mut file));
        }
    }
    if brief.is_published {
        let _ = writeln!(file, "first_published: \"{}\"", brief.day.plus(2));
    }
    if let Some(kind) = brief.update {
        let text = quoted(&prose::line(plan, 9, number));
        let _ = writeln!(file, "update: {{date: \"{}\", type: {kind}, text: {text}}}", brief.day.plus(30));
    }
    file + "---\n" + &prose::of_brief(plan, number, &Plain)
}

/// How a figure, a claim or a response names its source: by the id of the record that has a page, or, since a brief's own
/// sources have none, by all that is shown of it.
fn source_name(plan: &Plan, source: usize) -> String {
    let source = &plan.sources[source];
    match plan.source_form {
        SourceForm::Shared => source.id.clone(),
        SourceForm::Inline => format!("{{publisher: {}, address: {}}}", quoted(source.publisher), source.address()),
    }
}

/// A source in the front matter of its brief.
fn own_source(source: &Source, file: &mut String) {
    let _ = writeln!(
        file,
        "  - title: {}\n    publisher: {}\n    published: \"{}\"\n    address: {}",
        quoted(&source.title),
        quoted(source.publisher),
        source.published,
        source.address(),
    );
    if source.is_archived {
        let _ = writeln!(file, "    archive_url: {}", source.archive_address());
    }
}

/// Figures and claims.
fn evidence(plan: &Plan, number: usize, brief: &Brief, file: &mut String) {
    if !brief.figures.is_empty() {
        file.push_str("figures:\n");
    }
    for (what, value, source) in &brief.figures {
        let _ = writeln!(file, "  - {{what: {what}, value: {value}, source: {}}}", source_name(plan, *source));
    }
    if let Some(claim) = brief.claims.first() {
        let _ = writeln!(file, "questions: [{}]\nclaims:", plan.questions[claim.question].id);
    }
    for (index, claim) in brief.claims.iter().enumerate() {
        let source = source_name(plan, claim.source);
        let (kind, by, attribution) = match claim.by {
            Some(actor) => ("actors", plan.actors[actor].id.clone(), "on-record"),
            None => ("sources", source.clone(), "unattributed"),
        };
        let says = quoted(&prose::line(plan, 20 + index as u64, number));
        let _ = writeln!(
            file,
            "  - {{kind: {kind}, by: {by}, says: {says}, said: \"{}\", source: {source}, attribution: {attribution}, \
             position: {}}}",
            brief.day, claim.position
        );
    }
}

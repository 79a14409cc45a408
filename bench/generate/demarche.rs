//! The briefing as a site for Demarche.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use crate::plan::{Actor, Brief, Plan, Source, SourceForm, Titled};
use crate::prose::{self, Dialect};
use crate::put;
use crate::words::cyrillic;
use crate::yaml::{list, quoted};

struct Wiki;

impl Dialect for Wiki {
    fn cite(&self, _: usize, source: &str) -> String {
        format!("[@{source}]")
    }
    fn link(&self, brief: &Brief, words: &str) -> String {
        format!("[[{}|{words}]]", brief.id)
    }
}

/// Writes the site.
pub fn write(plan: &Plan, out: &Path) -> io::Result<()> {
    put(out, "site.toml", SITE)?;
    put(out, "content/pages/about.md", "---\ntitle: About\n---\nA briefing made by chance, to be measured.\n")?;
    if plan.source_form == SourceForm::Shared {
        put(out, "content/sources.yaml", &sources(plan))?;
    }
    for (number, topic) in plan.topics.iter().enumerate() {
        let parent = topic.parent.map(|parent| format!("parent: {}\n", plan.topics[parent].id)).unwrap_or_default();
        let text = prose::of_record(plan, 2, number);
        put(
            out,
            &format!("content/topics/{}.md", topic.id),
            &format!("---\nname: {}\n{parent}---\n{text}\n", topic.name),
        )?;
    }
    for (number, actor) in plan.actors.iter().enumerate() {
        put(out, &format!("content/actors/{}.md", actor.id), &actor_file(plan, number, actor))?;
    }
    for (number, place) in plan.places.iter().enumerate() {
        let (lat, lon) = place.position;
        let text = prose::of_record(plan, 4, number);
        let file = format!(
            "---\nname: {}\nnames: {{ru: {}}}\ncountry: {}\nlat: {lat:.3}\nlon: {lon:.3}\nprecision: 2\n---\n{text}\n",
            quoted(&place.name),
            quoted(&cyrillic(&place.name)),
            place.country
        );
        put(out, &format!("content/places/{}.md", place.id), &file)?;
    }
    for (folder, kind, all) in [("questions", 5, &plan.questions), ("threads", 6, &plan.threads)] {
        for (number, titled) in all.iter().enumerate() {
            put(out, &format!("content/{folder}/{}.md", titled.id), &titled_file(plan, kind, number, titled))?;
        }
    }
    for (number, brief) in plan.briefs.iter().enumerate() {
        let day = if brief.date.is_day { format!("{}-", brief.day) } else { String::new() };
        let path = format!("content/briefs/{}/{day}{}.md", brief.day.civil().0, brief.id);
        put(out, &path, &brief_file(plan, number, brief))?;
    }
    Ok(())
}

const SITE: &str = "title = \"A briefing of any size\"
base_url = \"https://briefing.example/\"
description = \"Made by chance, to be measured.\"
language = \"en\"
licence = \"CC0\"
";

fn actor_file(plan: &Plan, number: usize, actor: &Actor) -> String {
    let mut file = format!("---\nname: {}\n", quoted(&actor.name));
    if actor.kind == "person" {
        let _ = writeln!(file, "names: {{az: {0}, ru: {1}}}", quoted(&actor.name), quoted(&cyrillic(&actor.name)));
    }
    let _ = writeln!(file, "type: {}\ncountry: {}", actor.kind, actor.country);
    if !actor.offices.is_empty() {
        file.push_str("roles:\n");
    }
    for (title, from, to) in &actor.offices {
        let from = from.map(|day| format!(", from: \"{day}\"")).unwrap_or_default();
        let to = to.map(|day| format!(", to: \"{day}\"")).unwrap_or_default();
        let _ = writeln!(file, "  - {{title: {title}{from}{to}}}");
    }
    file + "---\n" + &prose::of_record(plan, 3, number) + "\n"
}

fn titled_file(plan: &Plan, kind: u64, number: usize, titled: &Titled) -> String {
    format!(
        "---\ntitle: {}\nsummary: {}\ntopics: {}\n---\n{}\n",
        quoted(&titled.title),
        quoted(&prose::line(plan, kind + 10, number)),
        topics(plan, &titled.topics),
        prose::of_record(plan, kind, number)
    )
}

fn topics(plan: &Plan, topics: &[usize]) -> String {
    list(topics.iter().map(|topic| &plan.topics[*topic].id))
}

fn sources(plan: &Plan) -> String {
    let mut file = String::new();
    for (number, source) in plan.sources.iter().enumerate() {
        let url = source.address();
        let _ = writeln!(
            file,
            "- id: {}\n  type: webpage\n  title: {}\n  publisher: {}\n  author: {}\n  published: \"{}\"\n  url: {url}\n  \
             url_status: live\n  accessed: \"{}\"\n  language: {}\n  reliability: {}\n  descriptor: {}",
            source.id,
            quoted(&source.title),
            quoted(source.publisher),
            quoted(&source.author),
            source.published,
            source.published.plus(9),
            source.language,
            source.reliability,
            quoted(&prose::line(plan, 7, number)),
        );
        if source.is_archived {
            let _ = writeln!(
                file,
                "  archive_url: {}\n  archived: \"{}\"",
                source.archive_address(),
                source.published.plus(2)
            );
        }
    }
    file
}

fn brief_file(plan: &Plan, number: usize, brief: &Brief) -> String {
    let mut file = format!("---\ntitle: {}\ndate: {}\n", quoted(&brief.title), quoted(&brief.date.edtf));
    if let Some((basis, note)) = brief.date.basis {
        let _ = writeln!(file, "date_basis: {basis}\ndate_note: {note}");
    }
    if brief.has_summary {
        let _ = writeln!(file, "summary: {}", quoted(&prose::line(plan, 8, number)));
    }
    let _ = writeln!(file, "topics: {}\nactors:", topics(plan, &brief.topics));
    for (actor, role, office) in &brief.actors {
        let office = office.map(|office| format!(", as: {office}")).unwrap_or_default();
        let _ = writeln!(file, "  - {{id: {}, role: {role}{office}}}", plan.actors[*actor].id);
    }
    if !brief.places.is_empty() {
        let _ = writeln!(file, "places: {}", list(brief.places.iter().map(|place| &plan.places[*place].id)));
    }
    if let Some(instrument) = brief.instrument {
        let _ = writeln!(file, "instrument: {instrument}");
    }
    if let Some(response) = &brief.response {
        let says = response.says.map(|source| format!(", says: {}", plan.sources[source].id)).unwrap_or_default();
        let _ = writeln!(
            file,
            "in_response_to:\n  - {{id: {}{says}, basis: {}}}",
            plan.briefs[response.to].id, response.basis
        );
    }
    if let Some(thread) = brief.thread {
        let _ = writeln!(file, "threads: [{}]", plan.threads[thread].id);
    }
    figures(plan, brief, &mut file);
    claims(plan, number, brief, &mut file);
    match plan.source_form {
        SourceForm::Shared => {
            let _ = writeln!(file, "sources: {}", list(brief.sources.iter().map(|source| &plan.sources[*source].id)));
        }
        SourceForm::Inline => {
            file.push_str("sources:\n");
            brief.sources.iter().for_each(|source| inline_source(&plan.sources[*source], &mut file));
        }
    }
    if brief.is_published {
        let _ = writeln!(file, "published: {}", brief.day.plus(2));
    }
    if let Some(kind) = brief.update {
        let text = quoted(&prose::line(plan, 9, number));
        let _ = writeln!(file, "updates:\n  - {{date: {}, type: {kind}, text: {text}}}", brief.day.plus(30));
    }
    file + "---\n" + &prose::of_brief(plan, number, &Wiki)
}

/// A source as desks write one beside the brief: what it is, who has it, where and when.
fn inline_source(source: &Source, file: &mut String) {
    let url = source.address();
    let _ = writeln!(
        file,
        "  - id: {}\n    title: {}\n    publisher: {}\n    published: \"{}\"\n    url: {url}",
        source.id,
        quoted(&source.title),
        quoted(source.publisher),
        source.published,
    );
    if source.is_archived {
        let _ = writeln!(file, "    archive_url: {}", source.archive_address());
    }
}

fn figures(plan: &Plan, brief: &Brief, file: &mut String) {
    if !brief.figures.is_empty() {
        file.push_str("figures:\n");
    }
    for (what, value, source) in &brief.figures {
        let source = &plan.sources[*source].id;
        let _ = writeln!(file, "  - {{what: {what}, value: {value}, by: {source}, source: {source}}}");
    }
}

fn claims(plan: &Plan, number: usize, brief: &Brief, file: &mut String) {
    if !brief.claims.is_empty() {
        file.push_str("claims:\n");
    }
    for (index, claim) in brief.claims.iter().enumerate() {
        let source = &plan.sources[claim.source].id;
        let (by, attribution) = match claim.by {
            Some(actor) => (&plan.actors[actor].id, "on-record"),
            None => (source, "unattributed"),
        };
        let _ = writeln!(
            file,
            "  - id: account-{number}-{index}\n    question: {}\n    by: {by}\n    says: {}\n    said: \"{}\"\n    source: \
             {source}\n    attribution: {attribution}\n    position: {}",
            plan.questions[claim.question].id,
            quoted(&prose::line(plan, 20 + index as u64, number)),
            brief.day,
            claim.position,
        );
        if let Some(other) = claim.disputes {
            let _ = writeln!(file, "    disputes: [account-{other}-0]");
        }
    }
}

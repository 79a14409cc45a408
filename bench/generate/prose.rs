//! Texts: about five hundred words of Markdown a brief, with headings, lists, tables, notes and citations.

use fastrand::Rng;

use crate::plan::{Brief, Plan, capital};
use crate::words::{HEADINGS, PREDICATES, SUBJECTS, TAILS, THINGS, VERBS, below, chance, pick};

/// How a format writes what is not the same in every Markdown.
pub trait Dialect {
    /// A citation: the number on the page, from 1, and the source's id.
    fn cite(&self, number: usize, source: &str) -> String;
    /// A link to another brief.
    fn link(&self, brief: &Brief, words: &str) -> String;
}

/// The text of a brief.
pub fn of_brief(plan: &Plan, number: usize, dialect: &dyn Dialect) -> String {
    let brief = &plan.briefs[number];
    let rng = &mut plan.rng_of(1, number);
    let mut links = brief.links.iter();
    let mut text = String::new();
    let mut note = None;
    for part in 0..5 + below(rng, 3) {
        if part > 0 && chance(rng, 25) {
            text.push_str(&format!("## {}\n\n", HEADINGS[part + below(rng, 2)]));
        }
        let mut paragraph = paragraph(rng);
        if let Some(link) = links.next() {
            let other = &plan.briefs[*link];
            let words = other
                .instrument
                .map_or_else(|| "an earlier event".to_owned(), |what| format!("the {}", what.replace('-', " ")));
            paragraph.push_str(&format!(" It follows {}.", dialect.link(other, &words)));
        }
        let cited = part % brief.sources.len();
        paragraph.push_str(&format!(" {}", dialect.cite(cited + 1, &plan.sources[brief.sources[cited]].id)));
        if note.is_none() && part > 1 && chance(rng, 10) {
            paragraph.push_str("[^1]");
            note = Some(sentence(rng));
        }
        text.push_str(&paragraph);
        text.push_str("\n\n");
        match rng.u32(0..40) {
            0..4 => text.push_str(&list(rng)),
            4 => text.push_str(&table(rng)),
            5 => text.push_str(&format!("> [!NOTE]\n> {}\n\n", sentence(rng))),
            6 => text.push_str(&format!("> {}\n\n", sentence(rng))),
            _ => {}
        }
    }
    if let Some(note) = note {
        text.push_str(&format!("[^1]: {note}\n"));
    }
    text
}

/// A few sentences for a record's page.
pub fn of_record(plan: &Plan, kind: u64, number: usize) -> String {
    let rng = &mut plan.rng_of(kind, number);
    let paragraphs: Vec<String> = (0..1 + below(rng, 3)).map(|_| paragraph(rng)).collect();
    paragraphs.join("\n\n")
}

/// A sentence for a summary, a claim or an update.
pub fn line(plan: &Plan, kind: u64, number: usize) -> String {
    sentence(&mut plan.rng_of(kind, number)).replace('*', "")
}

fn paragraph(rng: &mut Rng) -> String {
    let sentences: Vec<String> = (0..3 + below(rng, 3)).map(|_| sentence(rng)).collect();
    sentences.join(" ")
}

fn sentence(rng: &mut Rng) -> String {
    let (subject, verb, thing) = (pick(rng, &SUBJECTS), pick(rng, &VERBS), pick(rng, &THINGS));
    let (predicate, tail) = (pick(rng, &PREDICATES), pick(rng, &TAILS));
    let thing = match rng.u32(0..20) {
        0 => format!("*{thing}*"),
        1 => format!("**{thing}**"),
        _ => thing.to_owned(),
    };
    format!("{subject} {verb} {thing} {predicate}{tail}.")
}

fn list(rng: &mut Rng) -> String {
    let mut list = String::new();
    for _ in 0..3 + below(rng, 3) {
        list.push_str(&format!("- {} {}\n", capital(pick(rng, &THINGS)), pick(rng, &PREDICATES)));
    }
    list + "\n"
}

fn table(rng: &mut Rng) -> String {
    let mut table = "| What | First report | Second report |\n|---|---:|---:|\n".to_owned();
    for _ in 0..3 + below(rng, 3) {
        let (what, first, second) = (pick(rng, &THINGS), rng.u32(1..900), rng.u32(1..900));
        table.push_str(&format!("| {} | {first} | {second} |\n", capital(what)));
    }
    table + "\n"
}

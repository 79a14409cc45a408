//! Whole sites around one large thing, built in memory: a chain of 200 briefs, a star of 300 answers, a question with 150
//! claims. `cargo bench --bench large`.

use chrono::{DateTime, Days, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use demarche::content::brief::Tlp;
use demarche::diagnostic::Severity;
use demarche::input::{Input, InputContent, InputFile};
use demarche::model::Audience;
use demarche::pipeline::{BuildOptions, build};

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("a site with");
    group.sample_size(10);
    for (name, input) in [
        ("a chain of 200 briefs", chain(200)),
        ("a star of 300 answers", star(300)),
        ("a question with 150 claims", question(150)),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| made(&input)));
    }
    group.finish();
}

fn made(input: &Input) -> usize {
    let audience = Audience { tlp: Tlp::Clear, drafts: false, embargoed: false, as_of: None, now: input.now };
    let build = build(input, &BuildOptions::new(audience));
    let error = build.faults.iter().find(|fault| fault.diagnostic.severity == Severity::Error);
    build.output.unwrap_or_else(|| panic!("the site is not sound: {error:?}")).len()
}

fn site(briefs: impl Iterator<Item = String>, others: &[(&str, &str)]) -> Input {
    let file = |path: String, text: String| InputFile { path: path.into(), content: InputContent::Text(text.into()) };
    let mut files = vec![
        file("site.toml".into(), "title = \"Large\"\nbase_url = \"https://example.org/\"\n".into()),
        file("content/sources.yaml".into(), "- {id: wire, title: A wire report}\n".into()),
    ];
    files.extend(others.iter().map(|(path, text)| file((*path).into(), (*text).into())));
    files.extend(briefs.enumerate().map(|(at, text)| file(format!("content/briefs/b{at}.md"), text)));
    Input::new(files, DateTime::UNIX_EPOCH)
}

fn brief(at: usize, more: &str) -> String {
    let day = NaiveDate::from_ymd_opt(2020, 1, 1).and_then(|day| day.checked_add_days(Days::new(at as u64)));
    let day = day.expect("some day of the twenties");
    format!(
        "---\ntitle: Step {at} of a long exchange of words and measures between two states\ndate: {day}\ntopics: [row]\nactors: [northland, the-south]\nsources: [wire]\n{more}---\nWhat happened on that day, as [@wire] has it.\n"
    )
}

fn chain(length: usize) -> Input {
    let answers = |at: usize| format!("threads: [row]\nin_response_to: [{{id: b{}, says: wire}}]\n", at - 1);
    site((0..length).map(|at| brief(at, &if at == 0 { "threads: [row]\n".into() } else { answers(at) })), &[])
}

fn star(answers: usize) -> Input {
    let answer = "threads: [row]\nin_response_to: [{id: b0, says: wire}]\n";
    site((0..=answers).map(|at| brief(at, if at == 0 { "threads: [row]\n" } else { answer })), &[])
}

fn question(claims: usize) -> Input {
    let claim = |at: usize| {
        let disputes = if at == 0 { String::new() } else { format!(", disputes: [c{}]", at - 1) };
        format!(
            "claims:\n  - {{id: c{at}, question: why, by: {}, says: It was for reason {at}., source: wire, position: affirms{disputes}}}\n",
            if at.is_multiple_of(2) { "northland" } else { "the-south" }
        )
    };
    let why = ("content/questions/why.md", "---\ntitle: Why was it done?\n---\n");
    site((0..claims).map(|at| brief(at, &claim(at))), &[why])
}

criterion_group!(all, benches);
criterion_main!(all);

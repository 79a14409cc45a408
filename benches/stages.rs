//! How long each stage of a build takes, on a briefing of 1,000 short briefs: `cargo bench --bench stages`.
//!
//! `bench/run` measures whole builds of realistic briefings beside Hugo; this tells which stage a change has moved.

use std::fs;
use std::hint::black_box;

use chrono::{DateTime, Days, NaiveDate};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use demarche::content::{self, brief::Tlp};
use demarche::edtf::Edtf;
use demarche::input::{Input, InputContent, InputFile};
use demarche::markdown;
use demarche::model::Audience;
use demarche::pages::{self, RenderContext};
use demarche::pipeline::{BuildOptions, OutputTarget, ParseCache, PreviewSite, build, link, publish};

const BRIEFS: usize = 1000;

fn options() -> BuildOptions<'static> {
    let audience =
        Audience { tlp: Tlp::Clear, drafts: false, embargoed: false, as_of: None, now: DateTime::UNIX_EPOCH };
    BuildOptions::new(audience)
}

fn brief(at: usize) -> String {
    let day = NaiveDate::from_ymd_opt(2015, 1, 1).and_then(|day| day.checked_add_days(Days::new(3 * at as u64)));
    let day = day.expect("some day of our time");
    let (topic, actor, other) = (at % 12, at % 40, at * 7 % 40);
    let answers = if at.is_multiple_of(4) {
        String::new()
    } else {
        format!("in_response_to: [{{id: b{}, says: wire}}]\n", at - 1)
    };
    let words = "What was said that day was said again the next, in other words and by others. ".repeat(20);
    format!(
        "---\ntitle: Step {at} of a long exchange of words between two states\ndate: {day}\ntopics: [t-{topic}x]\nactors: [{{id: a-{actor}x, role: speaker}}, a-{other}y]\nsources: [wire]\n{answers}---\n{words}[@wire, p. {at}] See [[t-{topic}x]].\n\n## After\n\n- {words}\n"
    )
}

fn input() -> Input {
    let file = |path: String, text: String| InputFile { path: path.into(), content: InputContent::Text(text.into()) };
    let mut files = vec![
        file("site.toml".into(), "title = \"Stages\"\nbase_url = \"https://example.org/\"\n".into()),
        file("content/sources.yaml".into(), "- {id: wire, title: A wire report}\n".into()),
    ];
    files.extend((0..12).map(|at| file(format!("content/topics/t-{at}x.md"), format!("---\nname: Topic {at}\n---\n"))));
    for (letter, count) in [("x", 40), ("y", 40)] {
        let actor =
            |at| file(format!("content/actors/a-{at}{letter}.md"), format!("---\nname: Actor {at} {letter}\n---\n"));
        files.extend((0..count).map(actor));
    }
    files.extend((0..BRIEFS).map(|at| file(format!("content/briefs/b{at}.md"), brief(at))));
    Input::new(files, DateTime::UNIX_EPOCH)
}

fn one_file(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one file");
    let text = brief(7);
    let (path, file) = ("briefs/b7.md", "content/briefs/b7.md".into());
    let options = markdown::ParseOptions::default();
    group.bench_function("read", |bencher| {
        bencher.iter(|| content::read(&file, path, black_box(text.as_bytes()), &options))
    });
    let (body, _) = markdown::parse(&file, text.rsplit("---\n").next().unwrap_or_default(), 0, &options);
    let resolve = |_: usize, _: &markdown::Reference| markdown::Resolved::AsWritten;
    group.bench_function("html", |bencher| bencher.iter(|| body.html(&resolve)));
    group.bench_function("a date", |bencher| {
        bencher.iter(|| black_box("[2025-06-01..2025-07-23]").parse::<Edtf>().map(|date| date.in_words()))
    });
}

fn in_memory(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("in memory");
    group.sample_size(10);
    let input = input();
    let options = options();
    group.bench_function("read and link", |bencher| bencher.iter(|| link(&input, &options.link, None)));
    let mut cache = ParseCache::default();
    link(&input, &options.link, Some(&mut cache));
    group.bench_function("link, nothing to parse", |bencher| {
        bencher.iter(|| link(&input, &options.link, Some(&mut cache)))
    });
    let linked = || link(&input, &options.link, None).site;
    group.bench_function("share", |bencher| bencher.iter_batched(linked, RenderContext::of, BatchSize::LargeInput));
    let shown = RenderContext::of(linked());
    group.bench_function("plan", |bencher| bencher.iter(|| pages::plan(&shown).len()));
    group.bench_function("whole", |bencher| bencher.iter(|| build(&input, &options).faults.len()));
    let (live, faults) = PreviewSite::link(&input, &options.link, &mut cache);
    let live = live.unwrap_or_else(|| panic!("the site is not sound: {faults:?}"));
    group.bench_function("one page of a live site", |bencher| bencher.iter(|| live.get("briefs/b500/index.html")));
}

fn on_disk(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("on disk");
    group.sample_size(10);
    let desk = tempfile::tempdir().expect("a temporary folder");
    let folder = desk.path().join("public");
    let run = |input: &mut Input| {
        let target = OutputTarget { folder: &folder, protect: &[] };
        let built = publish(input, &options(), target).expect("the disk is fine");
        built.output.expect("the site is sound").made
    };
    let clear = || {
        let _ = fs::remove_dir_all(&folder);
        input()
    };
    group.bench_function("from nothing", |bencher| {
        bencher.iter_batched(clear, |mut input| run(&mut input), BatchSize::PerIteration)
    });
    let mut edits = 0;
    let mut edited = || {
        edits += 1;
        let mut input = input();
        let file = input.files.iter_mut().find(|file| &*file.path == "content/briefs/b500.md").expect("a brief");
        file.content = InputContent::Text(format!("{}\nEdit {edits}.\n", brief(500)).into());
        input
    };
    group.bench_function("one body edited", |bencher| {
        bencher.iter_batched(&mut edited, |mut input| run(&mut input), BatchSize::PerIteration)
    });
    run(&mut input());
    group.bench_function("nothing changed", |bencher| {
        bencher.iter_batched(input, |mut input| run(&mut input), BatchSize::PerIteration)
    });
}

criterion_group!(benches, one_file, in_memory, on_disk);
criterion_main!(benches);

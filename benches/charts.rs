//! How long the largest charts take: `cargo bench --bench charts`.

use chrono::{Days, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use demarche::charts::Caption;
use demarche::charts::network::{Basis, NetworkEdge, NetworkNode, network};
use demarche::charts::timeline::{SpanKind, TimelineItem, timeline};

const CAPTION: Caption = Caption { id: "chart", title: "A chart", desc: "" };

fn networks(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("network");
    group.sample_size(10);
    let chain: Vec<_> = (1..200).map(|at| (at - 1, at)).collect();
    let star: Vec<_> = (1..=300).map(|at| (0, at)).collect();
    for (name, count, pairs) in
        [("chain of 200", 200, chain), ("star of 300", 301, star), ("layers of 300", 300, layered())]
    {
        let (nodes, edges) = graph(count, &pairs);
        println!("{name}: {} bytes", network(&nodes, &edges, &CAPTION).map_or(0, |svg| svg.as_str().len()));
        group.bench_function(name, |bencher| bencher.iter(|| network(&nodes, &edges, &CAPTION)));
    }
}

/// 300 nodes in thirty layers, and 450 edges from each layer to the next but one or two.
fn layered() -> Vec<(usize, usize)> {
    let first = (10..300).map(|at| (at - 10 + at * 7 % 3, at)).map(|(from, to)| (from.min(to / 10 * 10 - 1), to));
    let second = (20..180).map(|at| (at / 10 * 10 - 20 + at * 13 % 10, at));
    first.chain(second).collect()
}

fn graph(count: usize, pairs: &[(usize, usize)]) -> (Vec<NetworkNode>, Vec<NetworkEdge>) {
    let node = |at: usize| NetworkNode {
        label: "1 Jul 2025".to_owned(),
        title: format!("Azerbaijan summons the Russian ambassador for the time number {at}"),
        href: Some(format!("../../briefs/ambassador-summoned-{at}/index.html")),
    };
    let edge = |&(from, to): &(usize, usize)| NetworkEdge {
        from,
        to,
        basis: [Basis::Stated, Basis::Inferred, Basis::Adjacent][to % 3],
        says: "Caucasus Watch".to_owned(),
        says_href: Some("../../sources/caucasus-watch/index.html".to_owned()),
    };
    ((0..count).map(node).collect(), pairs.iter().map(edge).collect())
}

fn timelines(criterion: &mut Criterion) {
    let first = NaiveDate::from_ymd_opt(1975, 1, 1).expect("a day");
    let item = |at: u64| TimelineItem {
        start: first + Days::new(at * 7919 % 18_000),
        end: first + Days::new(at * 7919 % 18_000 + at % 90),
        kind: [SpanKind::Day, SpanKind::Period, SpanKind::OneDayIn, SpanKind::Lasts][at as usize % 4],
        title: format!("Azerbaijan summons the Russian ambassador for the time number {at}"),
        href: format!("../../briefs/ambassador-summoned-{at}/index.html"),
        open_start: false,
        open_end: false,
    };
    for count in [80, 10_000] {
        let items: Vec<TimelineItem> = (0..count).map(item).collect();
        let draw =
            || timeline(&items, 944, &CAPTION, |bin| Some(format!("../{}/index.html", bin.first.format("%Y/%m"))));
        println!("timeline of {count}: {} bytes", draw().map_or(0, |svg| svg.as_str().len()));
        criterion.bench_function(&format!("timeline of {count}"), |bencher| bencher.iter(draw));
    }
}

criterion_group!(charts, networks, timelines);
criterion_main!(charts);

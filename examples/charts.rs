//! Draws a page of sample charts: `cargo run --example charts > charts.html`, with theme/style.css beside it.

use demarche::charts::Caption;
use demarche::charts::bars::{EventCounts, MeanScore, PeriodCount, events, scores, sparkline};
use demarche::charts::network::{Basis, NetworkEdge, NetworkNode, network};
use demarche::charts::timeline::{SpanKind, TimelineBin, TimelineItem, timeline};

fn main() {
    println!("<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>Charts</title>");
    println!(
        "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"stylesheet\" href=\"style.css\"><body><main>"
    );
    section("The crash and the measures that followed", &crash("crash"));
    section("Every basis, several authors", &mixed());
    section("Thirty answers to one event", &star(30));
    section("Briefs in time", &line("few", 14, 40));
    section("Seventy briefs", &line("some", 70, 40));
    section("Ten thousand briefs", &line("many", 10_000, 40));
    section("Events by month", &months());
    section("Mean score by month", &means());
    section("Briefs by year", &years());
    println!("</main></body></html>");
}

fn section(title: &str, svg: &str) {
    println!(
        "<section><h2>{title}</h2><div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{title}\">{svg}</div></section>"
    );
}

fn node(label: &str, title: &str, is_told: bool) -> NetworkNode {
    let href = is_told.then(|| format!("briefs/{}/index.html", title.len()));
    NetworkNode { label: label.to_owned(), title: title.to_owned(), href }
}

fn edge(from: usize, to: usize, basis: Basis, says: &str) -> NetworkEdge {
    NetworkEdge { from, to, basis, says: says.to_owned(), says_href: Some("sources/a/index.html".to_owned()) }
}

fn draw(id: &str, nodes: &[NetworkNode], edges: &[NetworkEdge]) -> String {
    let caption = Caption { id, title: "What answered what", desc: "Causes stand above their effects." };
    network(nodes, edges, &caption).expect("there are boxes").to_string()
}

fn crash(id: &str) -> String {
    let span = "25 Dec 2024 – 15 May 2025";
    let nodes = [
        node("25 Dec 2024", "An AZAL plane crashes at Aktau", true),
        node(
            "25 Dec 2024 – 6 Feb 2025",
            "Putin telephones Aliyev and apologises that the crash happened in Russian airspace",
            true,
        ),
        node("25 Dec 2024 – 6 Feb 2025", "Aliyev says that interference over Russia made the plane lose control", true),
        node("25 Dec 2024 – 6 Feb 2025", "Kazakhstan's preliminary report is said to find outside interference", true),
        node(
            span,
            "Azerbaijan summons the Russian ambassador, in what one source calls retaliation for the crash",
            true,
        ),
        node(span, "Russian lawmakers who had spoken ill of Azerbaijan are expelled from it", true),
        node("6 Feb – 15 May 2025", "The Russian House in Baku is described as closed", true),
        node(span, "Russian state media criticise Azerbaijan, and some lawmakers propose counter-measures", true),
        node("", "Remarks by Azer Badamov that the Russian authorities call Russophobic", false),
        node(span, "Russia bars the Azerbaijani lawmaker Azer Badamov from entering the country", true),
        node(span, "Azerbaijan protests against the entry ban on Badamov", true),
        node("Jul – Dec 2025", "Aliyev demands a public acknowledgement and punishment", true),
    ];
    let edges = [
        edge(0, 1, Basis::Adjacent, "Turan"),
        edge(0, 1, Basis::Adjacent, "Mena Today"),
        edge(0, 2, Basis::Adjacent, "Turan"),
        edge(0, 3, Basis::Adjacent, "Turan"),
        edge(0, 4, Basis::Stated, "Caucasus Watch"),
        edge(0, 5, Basis::Stated, "Caucasus Watch"),
        edge(0, 6, Basis::Adjacent, "Caucasus Watch"),
        edge(4, 7, Basis::Stated, "Caucasus Watch"),
        edge(5, 7, Basis::Stated, "Caucasus Watch"),
        edge(6, 7, Basis::Stated, "Caucasus Watch"),
        edge(8, 9, Basis::Stated, "Russian authorities"),
        edge(9, 10, Basis::Stated, "Caucasus Watch"),
    ];
    draw(id, &nodes, &edges)
}

fn mixed() -> String {
    let nodes = [
        node("1 Jun 2025", "Two brothers die in custody at Yekaterinburg", true),
        node(
            "Jun 2025",
            "Azerbaijan rejects the findings of the Russian investigation and says that the police broke the law, again and again, and at length",
            true,
        ),
        node("Jun – 23 Jul 2025", "Azerbaijani authorities raid Sputnik's local office", true),
        node("Jul 2025", "Peskov answers <both> & more", true),
    ];
    let edges = [
        edge(0, 1, Basis::Inferred, "the editors"),
        edge(0, 2, Basis::Stated, "MENAFN"),
        edge(0, 2, Basis::Inferred, "the editors"),
        edge(1, 3, Basis::Stated, "Ministry of Foreign Affairs of Azerbaijan"),
        edge(2, 3, Basis::Adjacent, "Turan"),
        edge(0, 3, Basis::Inferred, "Caucasus Watch"),
    ];
    draw("mixed", &nodes, &edges)
}

fn star(answers: usize) -> String {
    let mut nodes = vec![node("1 Jun 2025", "Two brothers die in custody at Yekaterinburg", true)];
    nodes.extend(
        (1..=answers).map(|at| node(&format!("{at} Jul 2025"), &format!("Answer {at} to the deaths in custody"), true)),
    );
    let edges: Vec<NetworkEdge> = (1..=answers).map(|at| edge(0, at, Basis::Stated, "MENAFN")).collect();
    draw("star", &nodes, &edges)
}

fn line(id: &str, count: u32, months: u32) -> String {
    let item = |at: u32| {
        let month = at * 7 % months;
        let start = chrono::NaiveDate::from_ymd_opt(2022, 9, 13).expect("a day") + chrono::Months::new(month);
        let kind =
            [SpanKind::Day, SpanKind::OneDayIn, SpanKind::Period, SpanKind::Day, SpanKind::Lasts][at as usize % 5];
        let days = [0, 140, 29, 0, 60][at as usize % 5];
        TimelineItem {
            start,
            end: start + chrono::Days::new(days),
            kind,
            title: format!("Russia answers Azerbaijan's statement number {at} on Ukraine with a demarche"),
            href: format!("briefs/{at}/index.html"),
            open_start: at == 1,
            open_end: at == 4 || at == 6,
        }
    };
    let items: Vec<TimelineItem> = (0..count).map(item).collect();
    let caption = Caption { id, title: "Briefs in time", desc: "Each leads to its brief." };
    let href = |bin: TimelineBin| Some(format!("dates/{}/index.html", bin.first.format("%Y/%m")));
    timeline(&items, 944, &caption, href).expect("there are items").to_string()
}

fn month_name(at: u32) -> String {
    (chrono::NaiveDate::from_ymd_opt(2022, 9, 1).expect("a day") + chrono::Months::new(at)).format("%b %Y").to_string()
}

fn months() -> String {
    let month = |at: u32| EventCounts {
        label: month_name(at),
        href: (!at.is_multiple_of(3)).then(|| "dates/2025/index.html".to_owned()),
        verbal_cooperation: at * 5 % 4,
        material_cooperation: at * 3 % 7 / 5,
        verbal_conflict: at * 11 % 9,
        material_conflict: at * 13 % 5,
    };
    let months: Vec<EventCounts> = (0..40).map(month).collect();
    let caption = Caption { id: "events", title: "Events by month", desc: "Four rows of one scale." };
    events(&months, 944, &caption).expect("there are events").to_string()
}

fn means() -> String {
    let month = |at: u32| MeanScore {
        label: month_name(at),
        href: Some("dates/2025/index.html".to_owned()),
        mean: (!at.is_multiple_of(6)).then(|| f64::from(at * 7 % 15) - 9.3),
        events: at,
    };
    let months: Vec<MeanScore> = (0..40).map(month).collect();
    let caption = Caption { id: "scores", title: "Mean score by month", desc: "" };
    scores(&months, 944, &caption).expect("there are scores").to_string()
}

fn years() -> String {
    let year = |at: u32| PeriodCount {
        label: (2018 + at).to_string(),
        href: Some("dates/2025/index.html".to_owned()),
        value: at * 5 % 7,
    };
    let years: Vec<PeriodCount> = (0..8).map(year).collect();
    sparkline(&years, &Caption { id: "years", title: "Briefs by year", desc: "" })
        .expect("there are briefs")
        .to_string()
}

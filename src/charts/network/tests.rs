use proptest::prelude::*;

use super::*;

const CAPTION: Caption = Caption { id: "net", title: "What answered what", desc: "" };

fn node(title: &str) -> NetworkNode {
    NetworkNode { label: "1 Jul 2025".to_owned(), title: title.to_owned(), href: Some("a.html".to_owned()) }
}

fn crowd(count: usize) -> Vec<NetworkNode> {
    (0..count).map(|at| node(&format!("Event {at}"))).collect()
}

fn edge(from: usize, to: usize, basis: Basis, says: &str) -> NetworkEdge {
    NetworkEdge { from, to, basis, says: says.to_owned(), says_href: None }
}

fn stated(pairs: impl IntoIterator<Item = (usize, usize)>) -> Vec<NetworkEdge> {
    pairs.into_iter().map(|(from, to)| edge(from, to, Basis::Stated, "Turan")).collect()
}

fn draw(nodes: &[NetworkNode], edges: &[NetworkEdge]) -> String {
    network(nodes, edges, &CAPTION).expect("there are boxes").to_string()
}

fn lay_out(count: usize, pairs: &[(usize, usize)]) -> NetworkLayout {
    layout::layout(&vec![BoxSize { height: 60.0, lead: 30.0 }; count], pairs)
}

/// No two boxes overlap, all are in the picture, and every effect is below its cause, with room for a line.
fn check_layout(count: usize, pairs: &[(usize, usize)]) -> NetworkLayout {
    let layout = lay_out(count, pairs);
    for (at, a) in layout.places.iter().enumerate() {
        assert!(a.left >= 0.0 && a.left + BOX <= layout.width && a.foot() <= layout.height, "{a:?} is outside");
        for b in &layout.places[at + 1..] {
            let beside = a.left + BOX <= b.left || b.left + BOX <= a.left;
            assert!(beside || a.foot() <= b.top || b.foot() <= a.top, "{a:?} and {b:?} overlap");
        }
    }
    for &(from, to) in pairs {
        assert!(layout.places[to].top >= layout.places[from].foot() + 30.0, "{from} to {to} runs upward");
    }
    layout
}

#[test]
fn a_chain_runs_straight_down() {
    let pairs: Vec<_> = (1..200).map(|at| (at - 1, at)).collect();
    let layout = check_layout(200, &pairs);
    assert!(layout.places.iter().all(|place| place.left == layout.places[0].left));
}

#[test]
fn a_star_of_three_hundred_fits_the_page() {
    let pairs: Vec<_> = (1..=300).map(|at| (0, at)).collect();
    let layout = check_layout(301, &pairs);
    assert!(layout.width <= 944.0, "{} is wider than the page", layout.width);
}

#[test]
fn answers_to_one_event_stand_in_the_order_given() {
    let layout = lay_out(31, &(1..=30).map(|at| (0, at)).collect::<Vec<_>>());
    let order: Vec<usize> = layout.parts[0].rows[1..].iter().flat_map(|row| row.boxes.clone()).collect();
    assert_eq!(order, (1..=30).collect::<Vec<_>>());
}

#[test]
fn parts_that_do_not_hang_together_stand_beside_each_other_then_below() {
    let layout = check_layout(12, &(0..6).map(|at| (at * 2, at * 2 + 1)).collect::<Vec<_>>());
    assert_eq!(layout.parts.len(), 6);
    assert!(layout.width <= 944.0);
    assert!(layout.places[2].top == layout.places[0].top && layout.places[10].top > layout.places[1].top);
}

#[test]
fn a_circle_does_not_hang() {
    draw(&crowd(3), &stated([(0, 1), (1, 2), (2, 0), (1, 1), (0, 9)]));
}

#[test]
fn nothing_and_too_much_are_not_drawn() {
    assert_eq!(network(&[], &[], &CAPTION), None);
    assert_eq!(network(&crowd(1001), &[], &CAPTION), None);
}

#[test]
fn two_who_say_the_same_share_one_line_of_the_firmer_basis() {
    let edges = [
        edge(0, 1, Basis::Adjacent, "Turan"),
        edge(0, 1, Basis::Stated, "MENAFN"),
        edge(0, 1, Basis::Stated, "MENAFN"),
    ];
    let svg = draw(&crowd(2), &edges);
    assert_eq!(svg.matches("class=\"edge\"").count(), 1);
    assert!(svg.contains("data-basis=\"stated\"") && svg.contains(">MENAFN<") && svg.contains(">Turan (adjacent)<"));
}

#[test]
fn lines_on_one_authority_join_before_the_effect() {
    let svg = draw(&crowd(4), &stated([(0, 3), (1, 3), (2, 3)]));
    assert_eq!(svg.matches("marker-end").count(), 1);
    assert_eq!(svg.matches(">Turan<").count(), 1);
}

#[test]
fn a_dotted_line_is_never_hidden_by_a_solid_one() {
    // 0 leads to all; the last two stand in the second row, so that their lines pass through the first one.
    let basis = |at| if at % 2 == 0 { Basis::Stated } else { Basis::Adjacent };
    let edges: Vec<NetworkEdge> = (1..=8).map(|at| edge(0, at, basis(at), "Turan")).collect();
    let layout = lay_out(9, &edges.iter().map(|edge| (edge.from, edge.to)).collect::<Vec<_>>());
    let line = |at: usize| Connection { from: 0, to: at, port: layout.places[5].centre(), basis: basis(at) };
    let ways = route::routes(&layout, &[line(5), line(6), line(7)]);
    let first_bend = |d: &String| d.split('V').next().map(str::to_owned);
    assert_ne!(first_bend(&ways[0]), first_bend(&ways[1]));
    assert_eq!(first_bend(&ways[0]), first_bend(&ways[2]));
}

#[test]
fn what_only_follows_has_no_arrowhead() {
    let svg = draw(&crowd(2), &[edge(0, 1, Basis::Adjacent, "Turan")]);
    assert!(!svg.contains("marker-end") && svg.contains("data-basis=\"adjacent\""));
}

#[test]
fn what_no_brief_tells_of_has_a_border_of_its_own_and_no_link() {
    let svg = draw(&[NetworkNode { href: None, ..node("Remarks") }], &[]);
    assert!(svg.contains("class=\"node untold\"") && !svg.contains("<a "));
}

#[test]
fn words_and_addresses_are_escaped() {
    let hostile = "</title><script>alert(1)</script>\"'&";
    let nodes = [
        NetworkNode { label: hostile.to_owned(), title: hostile.to_owned(), href: Some(hostile.to_owned()) },
        NetworkNode { href: None, ..node(hostile) },
    ];
    let edges = [NetworkEdge { says_href: Some(hostile.to_owned()), ..edge(0, 1, Basis::Inferred, hostile) }];
    let caption = Caption { id: "a\"b", title: hostile, desc: hostile };
    let svg = network(&nodes, &edges, &caption).expect("there are boxes").to_string();
    assert!(!svg.contains("<script") && !svg.contains("alert(1)</script>"), "{svg}");
    assert!(svg.contains("id=\"a&quot;b-title\"") && svg.contains("href=\"&lt;/title&gt;"), "{svg}");
}

#[test]
fn a_long_title_stands_whole_in_its_tooltip() {
    let title = "word ".repeat(60);
    let svg = draw(&[node(&title)], &[]);
    assert!(svg.contains(&format!("<title>1 Jul 2025: {title}</title>")) && svg.contains('…'));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_graph_keeps_its_boxes_apart_and_its_lines_downward(
        count in 1..40_usize,
        picks in proptest::collection::vec((0..1000_usize, 0..1000_usize), 0..80),
    ) {
        let mut pairs: Vec<_> = picks.iter().map(|(a, b)| (a % count, b % count)).filter(|(a, b)| a < b).collect();
        pairs.sort_unstable();
        pairs.dedup();
        check_layout(count, &pairs);
        let (nodes, edges) = (crowd(count), stated(pairs));
        prop_assert_eq!(draw(&nodes, &edges), draw(&nodes, &edges));
    }
}

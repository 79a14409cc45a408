//! A chain of action and reaction: boxes for what happened, from causes above to effects below, and lines between them.
//!
//! In: what happened, and who says that what answers what. Out: an SVG that fits the page, if a tall one. A solid arrow
//! is stated, a dashed one inferred, a dotted line without a head only stands in this order; a box with a dashed border is
//! something that has no page. The names beside a line are those who say so. Lines that enter one box on the same
//! authority join before it, under one name.

mod graph;
mod layout;
mod route;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use graph::{Basis, NetworkEdge, NetworkNode};
use layout::{BOX, BoxSize, GAP, NetworkLayout, PlacedBox};
use route::Connection;

use super::{Canvas, Caption, Svg, float, num, text_fit};

/// A crowd of boxes above which a picture helps nobody.
const MOST: usize = 1000;
/// Letters of dates and titles, and of names beside lines; the theme sets the same.
const LETTERS: f64 = 12.0;
const SMALL: f64 = 11.0;
const LINE: f64 = 15.0;
const PAD: f64 = 10.0;
/// Lines of a title, and names beside a line, at most.
const TITLE_LINES: usize = 4;
const LABEL_LINES: usize = 2;
const NAMES: usize = 3;
/// The straight end of a line, without names.
const LEAD: f64 = 14.0;

/// Draws the network; none if there is nothing to draw, or more than a thousand boxes.
///
/// Edges that begin and end at one node, or name no node, are left out.
pub fn network(nodes: &[NetworkNode], edges: &[NetworkEdge], caption: &Caption) -> Option<Svg> {
    if nodes.is_empty() || nodes.len() > MOST {
        return None;
    }
    let words: Vec<BoxText> = nodes.iter().map(words).collect();
    let pairs = pairs(nodes.len(), edges);
    let arrivals = arrivals(&pairs);
    let needs: Vec<BoxSize> = (0..nodes.len()).map(|node| need(&words[node], arrivals.get(&node))).collect();
    let joined: Vec<(usize, usize)> = pairs.keys().copied().collect();
    let layout = layout::layout(&needs, &joined);

    let mut canvas = Canvas::new("network", (layout.width, layout.height), caption);
    define_head(&mut canvas, caption);
    draw_lines(&mut canvas, &layout, &arrivals, nodes, caption);
    for (at, node) in nodes.iter().enumerate() {
        draw_box(&mut canvas, node, &words[at], layout.places[at]);
        let here = arrivals.get(&at).map_or(&[][..], Vec::as_slice);
        for (arrival, port) in here.iter().zip(ports(layout.places[at], here)) {
            draw_names(&mut canvas, arrival, port);
        }
    }
    Some(canvas.finish())
}

/// Who says so, each once, by the basis.
type Authorities<'a> = Vec<(Basis, &'a str, Option<&'a str>)>;

/// Lines that enter one box together: the same people say them.
#[derive(Debug)]
struct Arrival<'a> {
    says: Authorities<'a>,
    causes: Vec<usize>,
}

impl Arrival<'_> {
    /// The firmest of those given.
    fn basis(&self) -> Basis {
        self.says[0].0
    }

    /// How many names stand beside the line.
    fn shown(&self) -> usize {
        self.says.len().min(NAMES)
    }
}

/// The edges, merged by cause and effect, with the firmest basis first.
fn pairs(count: usize, edges: &[NetworkEdge]) -> BTreeMap<(usize, usize), Authorities<'_>> {
    let mut pairs: BTreeMap<(usize, usize), Authorities> = BTreeMap::new();
    for edge in edges.iter().filter(|edge| edge.from != edge.to && edge.from < count && edge.to < count) {
        let says = (edge.basis, edge.says.as_str(), edge.says_href.as_deref());
        pairs.entry((edge.from, edge.to)).or_default().push(says);
    }
    for says in pairs.values_mut() {
        says.sort_unstable();
        says.dedup();
    }
    pairs
}

/// What enters each box.
fn arrivals<'a>(pairs: &BTreeMap<(usize, usize), Authorities<'a>>) -> BTreeMap<usize, Vec<Arrival<'a>>> {
    let mut arrivals: BTreeMap<usize, Vec<Arrival>> = BTreeMap::new();
    for (&(from, to), says) in pairs {
        let here = arrivals.entry(to).or_default();
        match here.iter_mut().find(|arrival| arrival.says == *says) {
            Some(arrival) => arrival.causes.push(from),
            None => here.push(Arrival { says: says.clone(), causes: vec![from] }),
        }
    }
    arrivals
}

/// What stands in a box, line by line.
struct BoxText {
    label: Vec<String>,
    title: Vec<String>,
}

fn words(node: &NetworkNode) -> BoxText {
    let wrap = |words, most| text_fit::wrap(words, LETTERS, BOX - 2.0 * PAD, most);
    BoxText { label: wrap(&node.label, LABEL_LINES), title: wrap(&node.title, TITLE_LINES) }
}

fn need(words: &BoxText, arrivals: Option<&Vec<Arrival>>) -> BoxSize {
    let arrivals = arrivals.map_or(&[][..], Vec::as_slice);
    let lines = words.label.len() + words.title.len();
    BoxSize { height: float(lines) * LINE + PAD + 4.0, lead: LEAD + float(levels(arrivals)) * LINE }
}

/// Where a line enters a box, and how much room its names have beside it.
#[derive(Debug, Clone, Copy)]
struct Port {
    x: f64,
    top: f64,
    /// On the left of the line, or else on the right.
    is_left: bool,
    room: f64,
    /// How many names of other lines are below its own, on the same side.
    below: usize,
}

/// The places where lines enter a box. The first has its names on its left, unless it is the only one; the others have them
/// on their right, each below the one before.
fn ports(place: PlacedBox, arrivals: &[Arrival]) -> Vec<Port> {
    let gaps = float(arrivals.len().saturating_sub(1));
    let apart = 24.0_f64.min((BOX - 2.0 * PAD) / gaps.max(1.0));
    let outside = GAP / 2.0 - 8.0;
    let port = |at: usize| {
        let x = place.centre() + (float(at) - gaps / 2.0) * apart;
        let is_left = at == 0 && arrivals.len() > 1;
        let room = if is_left { x - place.left } else { place.left + BOX - x } + outside;
        let below = if is_left { 0 } else { arrivals[at + 1..].iter().map(Arrival::shown).sum() };
        Port { x, top: place.top, is_left, room, below }
    };
    (0..arrivals.len()).map(port).collect()
}

/// How many lines of names stand above a box.
fn levels(arrivals: &[Arrival]) -> usize {
    match arrivals {
        [first, others @ ..] => first.shown().max(others.iter().map(Arrival::shown).sum()),
        [] => 0,
    }
}

fn head_id(caption: &Caption) -> String {
    format!("{}-head", caption.id)
}

fn define_head(canvas: &mut Canvas, caption: &Caption) {
    let id = head_id(caption);
    let size = [("markerWidth", "9"), ("markerHeight", "9"), ("refX", "8"), ("refY", "4.5")];
    canvas.open("defs", []);
    canvas
        .open("marker", [("id", &*id), ("orient", "auto"), ("markerUnits", "userSpaceOnUse")].into_iter().chain(size));
    canvas.shape("path", [("d", "M0 0.5L9 4.5L0 8.5z")]);
    canvas.close("marker");
    canvas.close("defs");
}

fn draw_lines(
    canvas: &mut Canvas,
    layout: &NetworkLayout,
    arrivals: &BTreeMap<usize, Vec<Arrival>>,
    nodes: &[NetworkNode],
    caption: &Caption,
) {
    let mut lines = Vec::new();
    for (&to, here) in arrivals {
        for (arrival, Port { x: port, .. }) in here.iter().zip(ports(layout.places[to], here)) {
            lines.extend(arrival.causes.iter().map(|&from| Connection { from, to, port, basis: arrival.basis() }));
        }
    }
    let mut routes = route::routes(layout, &lines).into_iter();
    let head = format!("url(#{})", head_id(caption));
    for (&to, here) in arrivals {
        let place = layout.places[to];
        let join = layout.parts[place.part].rows[place.row].join;
        for (arrival, port) in here.iter().zip(ports(place, here)) {
            let ways: String = routes.by_ref().take(arrival.causes.len()).collect();
            let trunk = format!("M{} {}V{}", num(port.x), num(join), num(port.top));
            canvas.open("g", [("class", "edge"), ("data-basis", arrival.basis().word())]);
            canvas.element("title", [], &in_words(arrival, &nodes[to], nodes));
            canvas.shape("path", [("d", &*ways)]);
            let head = (arrival.basis() != Basis::Adjacent).then_some(("marker-end", &*head));
            canvas.shape("path", [("d", &*trunk)].into_iter().chain(head));
            canvas.close("g");
        }
    }
}

/// What a line says, for those who point at it.
fn in_words(arrival: &Arrival, effect: &NetworkNode, nodes: &[NetworkNode]) -> String {
    let causes: Vec<&str> = arrival.causes.iter().map(|&cause| nodes[cause].title.as_str()).collect();
    let says: Vec<String> = arrival.says.iter().map(|(basis, who, _)| format!("{}: {who}", basis.word())).collect();
    format!("{} → {} ({})", causes.join("; "), effect.title, says.join("; "))
}

fn draw_box(canvas: &mut Canvas, node: &NetworkNode, words: &BoxText, place: PlacedBox) {
    let class = if node.href.is_some() { "node" } else { "node untold" };
    canvas.link(class, node.href.as_deref(), |canvas| {
        let name = [&*node.label, &*node.title].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>();
        canvas.element("title", [], &name.join(": "));
        canvas.rect("", (place.left, BOX), (place.top, place.height));
        let mut y = place.top + 2.0;
        for (class, lines) in [("day", &words.label), ("what", &words.title)] {
            draw_lines_of_text(canvas, class, lines, place.left + PAD, &mut y);
        }
    });
}

fn draw_lines_of_text(canvas: &mut Canvas, class: &str, lines: &[String], x: f64, y: &mut f64) {
    if lines.is_empty() {
        return;
    }
    let x = num(x);
    canvas.open("text", [("class", class)]);
    for (number, line) in lines.iter().enumerate() {
        *y += LINE;
        canvas.element("tspan", [("x", &*x), ("y", &*num(*y))], line);
        if number + 1 < lines.len() {
            canvas.text(" ");
        }
    }
    canvas.close("text");
}

/// The names beside the last piece of a line, one below the other. A basis less firm than the line's is put after its name.
fn draw_names(canvas: &mut Canvas, arrival: &Arrival, port: Port) {
    let side = if port.is_left { -6.0 } else { 6.0 };
    let x = num(port.x + side);
    let hidden = arrival.says.len() - arrival.shown();
    let mut y = port.top - LEAD - float(port.below + arrival.shown() - 1) * LINE;
    for (number, &(basis, who, href)) in arrival.says.iter().take(NAMES).enumerate() {
        let mut name = who.to_owned();
        if basis != arrival.basis() {
            name = format!("{name} ({})", basis.word());
        }
        if hidden > 0 && number + 1 == NAMES {
            name = format!("{name} +{hidden}");
        }
        let shown = text_fit::cut(&name, SMALL, port.room - 6.0);
        let anchor = port.is_left.then_some(("text-anchor", "end"));
        canvas.link("says", href, |canvas| {
            if shown != name {
                canvas.element("title", [], &name);
            }
            canvas.element("text", [("x", &*x), ("y", &*num(y))].into_iter().chain(anchor), &shown);
        });
        y += LINE;
    }
}

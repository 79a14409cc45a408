//! How the lines of a network run: from the foot of the cause, between the boxes on the way, to the head of the effect.
//!
//! In: the layout and what each line joins. Out: the `d` of each line, without its last straight piece. Lines share a
//! way between boxes only if they share an end and a basis, so that no line can be taken for another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::graph::Basis;
use super::layout::{BOX, BoxRow, NetworkLayout};
use crate::charts::{float, num};

/// Between a line and the boxes that it passes.
const CLEAR: f64 = 8.0;
/// Between two lines side by side.
const APART: f64 = 6.0;
/// A way so narrow is walked in its middle.
const NARROW: f64 = 60.0;

/// One cause and one effect.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connection {
    pub from: usize,
    pub to: usize,
    /// Where it enters the effect.
    pub port: f64,
    /// How it is drawn.
    pub basis: Basis,
}

/// What lines on one way have in common: the cause, or else the effect, and how they are drawn.
type Trunk = (bool, usize, Basis);

/// A gap in a row of a part: the one left of the first box is 0.
type RowGap = (usize, usize, usize);

/// The way that each line goes, as the `d` of a path that ends where its row's lines join.
pub(super) fn routes(layout: &NetworkLayout, lines: &[Connection]) -> Vec<String> {
    let trunks = trunks(lines);
    let mut walkers: BTreeMap<RowGap, BTreeSet<Trunk>> = BTreeMap::new();
    for (line, &trunk) in lines.iter().zip(&trunks) {
        for way in ways(layout, line) {
            walkers.entry(way).or_default().insert(trunk);
        }
    }
    lines.iter().zip(&trunks).map(|(line, trunk)| path(layout, line, |way| lane(&walkers[&way], trunk))).collect()
}

/// The end that each line shares with more others: `(true, cause)` or `(false, effect)`.
fn trunks(lines: &[Connection]) -> Vec<Trunk> {
    let mut ends: BTreeMap<(bool, usize), usize> = BTreeMap::new();
    for line in lines {
        *ends.entry((true, line.from)).or_default() += 1;
        *ends.entry((false, line.to)).or_default() += 1;
    }
    let end = |line: &Connection| match ends[&(false, line.to)] > ends[&(true, line.from)] {
        true => (false, line.to, line.basis),
        false => (true, line.from, line.basis),
    };
    lines.iter().map(end).collect()
}

/// How far from the middle of its way, in lines, one of them walks; and how many there are.
fn lane(walkers: &BTreeSet<Trunk>, trunk: &Trunk) -> (f64, f64) {
    let (before, all) = (float(walkers.range(..trunk).count()), float(walkers.len()));
    (before - (all - 1.0) / 2.0, all)
}

/// The gaps that a line passes on its way down.
fn ways(layout: &NetworkLayout, line: &Connection) -> Vec<RowGap> {
    let (from, to) = (layout.places[line.from], layout.places[line.to]);
    (from.row + 1..to.row).map(|row| (from.part, row, nearest(layout, from.part, row, line.port))).collect()
}

/// The gap of a row that is nearest to a point.
fn nearest(layout: &NetworkLayout, part: usize, row: usize, x: f64) -> usize {
    let gaps = 0..=layout.parts[part].rows[row].boxes.len();
    let away = |&gap: &usize| {
        let (left, right) = gap_sides(layout, (part, row, gap));
        (x - x.clamp(left, right)).abs()
    };
    gaps.min_by(|a, b| away(a).total_cmp(&away(b))).expect("a row has a gap on either side")
}

fn gap_sides(layout: &NetworkLayout, (part, row, gap): RowGap) -> (f64, f64) {
    let part = &layout.parts[part];
    let boxes = &part.rows[row].boxes;
    let before = gap.checked_sub(1).map_or(part.left, |at| layout.places[boxes[at]].left + BOX);
    let after = boxes.get(gap).map_or(part.right, |&node| layout.places[node].left);
    let (left, right) = (before + CLEAR, after - CLEAR);
    if left <= right { (left, right) } else { (before.midpoint(after), before.midpoint(after)) }
}

/// Down to the first row's foot, a bend and a straight piece for each row on the way, a bend to the effect.
fn path(layout: &NetworkLayout, line: &Connection, lane: impl Fn(RowGap) -> (f64, f64)) -> String {
    let (from, to) = (layout.places[line.from], layout.places[line.to]);
    let rows = &layout.parts[from.part].rows;
    let mut pen = PathPen::at(from.centre(), from.foot());
    pen.y = rows[from.row].foot;
    for way in ways(layout, line) {
        let (left, right) = gap_sides(layout, way);
        let (aside, all) = lane(way);
        let middle = if right - left < NARROW { left.midpoint(right) } else { line.port.clamp(left, right) };
        let x = (middle + aside * APART.min((right - left) / all)).clamp(left, right);
        let BoxRow { join, foot, .. } = rows[way.1];
        pen.bend(x, join);
        pen.y = foot;
    }
    pen.bend(line.port, rows[to.row].join);
    pen.straight();
    pen.d
}

/// A line so far, and the point that it has come to.
struct PathPen {
    d: String,
    x: f64,
    y: f64,
    /// Up to where it is written: straight pieces are written as one.
    written: f64,
}

impl PathPen {
    fn at(x: f64, y: f64) -> Self {
        Self { d: format!("M{} {}", num(x), num(y)), x, y, written: y }
    }

    /// A curve that leaves and arrives straight down; nothing yet, if the point is straight below.
    fn bend(&mut self, x: f64, y: f64) {
        if num(self.x) != num(x) {
            self.straight();
            let middle = num(self.y.midpoint(y));
            let curve = write!(self.d, "C{} {middle} {} {middle} {} {}", num(self.x), num(x), num(x), num(y));
            curve.expect("text takes every write");
            (self.x, self.written) = (x, y);
        }
        self.y = y;
    }

    fn straight(&mut self) {
        if num(self.written) != num(self.y) {
            write!(self.d, "V{}", num(self.y)).expect("text takes every write");
            self.written = self.y;
        }
    }
}

//! Where the boxes of a network stand: causes above effects, no two on each other.
//!
//! In: the height of each box, the room for names above it, and pairs of cause and effect. Out: rows of boxes, by
//! connected part. `rust-sugiyama` gives the layers and the order within them. A part wider than the page is broken into
//! rows of [`COLUMNS`] boxes; narrower ones keep the places that it gives.

use std::collections::{BTreeMap, BTreeSet};

use rust_sugiyama::configure::Config;
use rust_sugiyama::from_vertices_and_edges;

use crate::charts::float;

/// The width of every box: 12.5rem, so that four fit the page.
pub(super) const BOX: f64 = 200.0;
/// Between two boxes side by side.
pub(super) const GAP: f64 = 34.0;
/// Round the whole picture, and for lines that pass outside the boxes.
const MARGIN: f64 = 20.0;
/// Between the foot of a row and the names above the next one, for the lines to bend.
const BEND: f64 = 40.0;
/// The width of the page's column: 59rem.
const PAGE: f64 = 944.0;
/// Boxes side by side, at most, where a layer is broken into rows.
const COLUMNS: usize = 4;

/// One box.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PlacedBox {
    pub part: usize,
    /// Of that part.
    pub row: usize,
    pub left: f64,
    pub top: f64,
    pub height: f64,
}

impl PlacedBox {
    pub(super) fn centre(&self) -> f64 {
        self.left + BOX / 2.0
    }

    pub(super) fn foot(&self) -> f64 {
        self.top + self.height
    }
}

/// Boxes side by side, all with their heads at `top`.
#[derive(Debug)]
pub(super) struct BoxRow {
    /// Left to right.
    pub boxes: Vec<usize>,
    /// Where the lines begin their last, straight piece.
    pub join: f64,
    pub foot: f64,
}

/// What hangs together.
#[derive(Debug)]
pub(super) struct Component {
    pub rows: Vec<BoxRow>,
    pub left: f64,
    pub right: f64,
}

#[derive(Debug)]
pub(super) struct NetworkLayout {
    /// By node.
    pub places: Vec<PlacedBox>,
    pub parts: Vec<Component>,
    pub width: f64,
    pub height: f64,
}

/// What a box needs of its row.
#[derive(Debug, Clone, Copy)]
pub(super) struct BoxSize {
    pub height: f64,
    /// For names, above it.
    pub lead: f64,
}

/// A box on a layer, by the middle of it.
type LayerBox = (usize, f64);

pub(super) fn layout(needs: &[BoxSize], pairs: &[(usize, usize)]) -> NetworkLayout {
    let mut layout =
        NetworkLayout { places: vec![PlacedBox::default(); needs.len()], parts: Vec::new(), width: 0.0, height: 0.0 };
    // The next part stands beside the last one if the page is wide enough, else below all of its shelf.
    let (mut left, mut top, mut shelf_foot) = (0.0, 0.0, 0.0_f64);
    for layers in parts(needs.len(), pairs) {
        let (rows, width) = rows(layers, pairs);
        if left > 0.0 && left + width > PAGE {
            (left, top) = (0.0, shelf_foot);
        }
        let foot = layout.place(rows, needs, (left, top), width);
        left += width;
        shelf_foot = shelf_foot.max(foot);
        layout.width = layout.width.max(left);
        layout.height = layout.height.max(foot);
    }
    layout
}

impl NetworkLayout {
    /// Adds a part with its corner at this point; gives its foot.
    fn place(&mut self, rows: Vec<Vec<LayerBox>>, needs: &[BoxSize], (left, top): (f64, f64), width: f64) -> f64 {
        let mut part = Component { rows: Vec::new(), left, right: left + width };
        let mut foot = top + MARGIN;
        for (number, spots) in rows.into_iter().enumerate() {
            let most = |of: fn(&BoxSize) -> f64| spots.iter().map(|&(node, _)| of(&needs[node])).fold(0.0, f64::max);
            let join = if number == 0 { foot } else { foot + BEND };
            let top = join + most(|need| need.lead);
            for &(node, middle) in &spots {
                let place = PlacedBox {
                    part: self.parts.len(),
                    row: number,
                    left: left + middle - BOX / 2.0,
                    top,
                    height: needs[node].height,
                };
                self.places[node] = place;
            }
            foot = top + most(|need| need.height);
            part.rows.push(BoxRow { boxes: spots.iter().map(|&(node, _)| node).collect(), join, foot });
        }
        self.parts.push(part);
        foot + MARGIN
    }
}

/// The connected parts, each as layers from top to bottom of boxes from left to right; in the order of their first node.
fn parts(count: usize, pairs: &[(usize, usize)]) -> Vec<Vec<Vec<LayerBox>>> {
    let small = |node: usize| u32::try_from(node).expect("the caller draws no such crowd");
    let vertices: Vec<(u32, (f64, f64))> = (0..count).map(|node| (small(node), (BOX, 1.0))).collect();
    let edges: Vec<(u32, u32)> = pairs.iter().map(|&(from, to)| (small(from), small(to))).collect();
    let config = Config { vertex_spacing: GAP, dummy_size: 12.0, ..Config::default() };
    let mut parts: Vec<_> = from_vertices_and_edges(&vertices, &edges, &config)
        .into_iter()
        .map(|(mut spots, _, _)| {
            spots.sort_by_key(|&(node, _)| node);
            spots.retain(|&(node, _)| node < count);
            (spots[0].0, layers(spots, pairs))
        })
        .collect();
    parts.sort_by_key(|&(first, _)| first);
    parts.into_iter().map(|(_, layers)| layers).collect()
}

/// Boxes with one height are one layer.
fn layers(spots: Vec<(usize, (f64, f64))>, pairs: &[(usize, usize)]) -> Vec<Vec<LayerBox>> {
    let mut layers: Vec<(f64, Vec<LayerBox>)> = Vec::new();
    let mut by_height = spots;
    by_height.sort_by(|(a, (ax, ay)), (b, (bx, by))| ay.total_cmp(by).then(ax.total_cmp(bx)).then(a.cmp(b)));
    for (node, (x, y)) in by_height {
        match layers.last_mut() {
            Some((height, layer)) if (y - *height).abs() < 0.5 => layer.push((node, x)),
            _ => layers.push((y, vec![(node, x)])),
        }
    }
    layers.into_iter().map(|(_, layer)| in_order(layer, pairs)).collect()
}

/// Boxes with the same causes and the same effects may change places at no cost: they stand in the order of the input.
fn in_order(layer: Vec<LayerBox>, pairs: &[(usize, usize)]) -> Vec<LayerBox> {
    let mut alike: BTreeMap<Vec<(bool, usize)>, Vec<usize>> = BTreeMap::new();
    let mut kin: BTreeMap<usize, Vec<(bool, usize)>> = layer.iter().map(|&(node, _)| (node, Vec::new())).collect();
    for &(from, to) in pairs {
        if let Some(of) = kin.get_mut(&from) {
            of.push((true, to));
        }
        if let Some(of) = kin.get_mut(&to) {
            of.push((false, from));
        }
    }
    kin.values_mut().for_each(|of| of.sort_unstable());
    // From the last to the first, so that the first is taken off the end.
    for (&node, of) in kin.iter().rev() {
        alike.entry(of.clone()).or_default().push(node);
    }
    let next = |node: &usize| alike.get_mut(&kin[node]).and_then(Vec::pop).expect("as many nodes as places");
    let nodes: Vec<usize> = layer.iter().map(|(node, _)| node).map(next).collect();
    nodes.into_iter().zip(layer).map(|(node, (_, x))| (node, x)).collect()
}

/// The rows of a part, with the middles of boxes counted from its left side, and its width.
fn rows(layers: Vec<Vec<LayerBox>>, pairs: &[(usize, usize)]) -> (Vec<Vec<LayerBox>>, f64) {
    let middles = || layers.iter().flatten().map(|&(_, x)| x);
    let (first, last) = (middles().fold(f64::MAX, f64::min), middles().fold(f64::MIN, f64::max));
    let width = last - first + BOX + 2.0 * MARGIN;
    if width <= PAGE {
        let moved = |(node, x): LayerBox| (node, x - first + BOX / 2.0 + MARGIN);
        return (layers.into_iter().map(|layer| layer.into_iter().map(moved).collect()).collect(), width);
    }
    let columns = layers.iter().map(Vec::len).max().unwrap_or(1).min(COLUMNS);
    let width = across(columns) + 2.0 * MARGIN;
    (layers.into_iter().flat_map(|layer| broken(layer, pairs, width)).collect(), width)
}

/// A layer as rows of boxes that stand in columns, about the middle of the part. Boxes with effects come last, so that
/// their lines pass no row of their own layer.
fn broken(mut layer: Vec<LayerBox>, pairs: &[(usize, usize)], width: f64) -> Vec<Vec<LayerBox>> {
    let causes: BTreeSet<usize> = pairs.iter().map(|&(from, _)| from).collect();
    layer.sort_by_key(|(node, _)| causes.contains(node));
    let count = layer.len().div_ceil(COLUMNS);
    let columns = layer.len().div_ceil(count);
    let first = (width - across(columns)) / 2.0 + BOX / 2.0;
    let middles = || (0_u32..).map(|column| first + f64::from(column) * (BOX + GAP));
    layer.chunks(columns).map(|row| row.iter().map(|&(node, _)| node).zip(middles()).collect()).collect()
}

/// The width of so many boxes side by side.
fn across(columns: usize) -> f64 {
    float(columns) * (BOX + GAP) - GAP
}

//! Where names stand: beside their dots, and not upon one another.

use super::point::Point;

/// The mean width of a letter, in its size.
const LETTER: f64 = 0.56;
/// The size of the names of countries, in that of the names of places.
const SMALLER: f64 = 0.8;
/// From the middle of a dot to its name.
const GAP: f64 = 8.0;
/// The room that is kept free around the middle of a dot.
const DOT: f64 = 6.0;

/// How far the name of a country keeps from that of a place, so that none is read as the other's.
const APART: f64 = 4.0;

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PlacedLabel {
    pub(super) at: Point,
    /// How far down the line of letters stands, in their size.
    pub(super) drop: &'static str,
    /// Which part of the name stands at the point.
    pub(super) anchor: &'static str,
}

/// The room on a picture.
pub(super) struct LabelPlacer {
    size: Point,
    letter: f64,
    taken: Vec<LabelBox>,
}

/// From the upper left to the lower right.
#[derive(Debug, Clone, Copy)]
struct LabelBox {
    from: Point,
    to: Point,
}

impl LabelBox {
    fn wider(self, by: f64) -> Self {
        Self { from: self.from.map(|edge| edge - by), to: self.to.map(|edge| edge + by) }
    }

    fn meets(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.from[axis] < other.to[axis] && other.from[axis] < self.to[axis])
    }
}

impl LabelPlacer {
    pub(super) fn new(size: Point, letter: f64) -> Self {
        Self { size, letter, taken: Vec::new() }
    }

    /// Keeps names away from a dot.
    pub(super) fn keep_free(&mut self, [x, y]: Point) {
        self.taken.push(LabelBox { from: [x - DOT, y - DOT], to: [x + DOT, y + DOT] });
    }

    /// The first free side of a dot: right, left, above, below.
    pub(super) fn beside(&mut self, [x, y]: Point, name: &str) -> Option<PlacedLabel> {
        let sides = [
            PlacedLabel { at: [x + GAP, y], drop: ".35em", anchor: "start" },
            PlacedLabel { at: [x - GAP, y], drop: ".35em", anchor: "end" },
            PlacedLabel { at: [x, y - GAP], drop: "0", anchor: "middle" },
            PlacedLabel { at: [x, y + GAP], drop: ".75em", anchor: "middle" },
        ];
        sides.into_iter().find(|side| self.take(room(side, name, self.letter)))
    }

    /// The name of a country around a point, if there is room.
    pub(super) fn around(&mut self, at: Point, name: &str) -> Option<PlacedLabel> {
        let label = PlacedLabel { at, drop: ".35em", anchor: "middle" };
        self.take(room(&label, name, self.letter * SMALLER).wider(APART)).then_some(label)
    }

    fn take(&mut self, room: LabelBox) -> bool {
        let inside = (0..2).all(|axis| room.from[axis] >= 0.0 && room.to[axis] <= self.size[axis]);
        let free = inside && !self.taken.iter().any(|taken| taken.meets(&room));
        if free {
            self.taken.push(room);
        }
        free
    }
}

fn room(label: &PlacedLabel, name: &str, letter: f64) -> LabelBox {
    let letters = f64::from(u16::try_from(name.chars().count()).unwrap_or(u16::MAX));
    let width = letters * letter * LETTER;
    let left = match label.anchor {
        "start" => 0.0,
        "end" => width,
        _ => width / 2.0,
    };
    let rise = match label.drop {
        "0" => letter,
        ".75em" => 0.0,
        _ => letter / 2.0,
    };
    let from = [label.at[0] - left, label.at[1] - rise];
    LabelBox { from, to: [from[0] + width, from[1] + letter] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> LabelPlacer {
        LabelPlacer::new([200.0, 100.0], 10.0)
    }

    #[test]
    fn a_name_stands_right_of_its_dot_and_left_of_it_at_the_edge() {
        assert_eq!(labels().beside([50.0, 50.0], "Baku").map(|label| label.anchor), Some("start"));
        assert_eq!(labels().beside([190.0, 50.0], "Baku").map(|label| label.anchor), Some("end"));
    }

    #[test]
    fn a_name_gives_way_to_one_before_it() {
        let mut labels = labels();
        let sides: Vec<_> =
            (0..5).map(|_| labels.beside([90.0, 50.0], "Baku").map(|label| (label.anchor, label.drop))).collect();
        assert_eq!(sides[..2], [Some(("start", ".35em")), Some(("end", ".35em"))]);
        assert_eq!(sides[2..], [Some(("middle", "0")), Some(("middle", ".75em")), None]);
    }

    #[test]
    fn no_name_stands_upon_a_dot() {
        let mut labels = labels();
        labels.keep_free([70.0, 50.0]);
        assert_eq!(labels.beside([50.0, 50.0], "Baku").map(|label| label.anchor), Some("end"));
        assert_eq!(labels.around([70.0, 52.0], "Azerbaijan"), None);
    }
}

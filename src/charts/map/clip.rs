//! Lines and areas cut to the picture, on the screen.

use super::point::Point;

/// The edge at which outlines are cut.
pub(super) struct ClipRect {
    low: Point,
    high: Point,
}

impl ClipRect {
    /// The edge of a picture, and a little beyond.
    pub(super) fn around([width, height]: Point, beyond: f64) -> Self {
        Self { low: [-beyond, -beyond], high: [width + beyond, height + beyond] }
    }

    /// The part of an area that is inside: cut at one side after the other (Sutherland and Hodgman).
    pub(super) fn ring(&self, ring: Vec<Point>) -> Vec<Point> {
        let sides = [(0, self.low[0], 1.0), (0, self.high[0], -1.0), (1, self.low[1], 1.0), (1, self.high[1], -1.0)];
        sides.into_iter().fold(ring, |ring, (axis, limit, sign)| cut(&ring, axis, limit, sign))
    }

    /// The parts of a line whose steps come near the inside; what they show outside of it is out of sight.
    pub(super) fn runs(&self, line: &[Point]) -> Vec<Vec<Point>> {
        let mut runs: Vec<Vec<Point>> = Vec::new();
        let mut open = false;
        for step in line.windows(2) {
            let seen = (0..2).all(|axis| {
                step.iter().any(|at| at[axis] >= self.low[axis]) && step.iter().any(|at| at[axis] <= self.high[axis])
            });
            match runs.last_mut() {
                Some(run) if seen && open => run.push(step[1]),
                _ if seen => runs.push(step.to_vec()),
                _ => {}
            }
            open = seen;
        }
        runs
    }
}

/// The part of an area on one side of a line along an axis: above the limit where `sign` is 1, below it where it is −1.
fn cut(ring: &[Point], axis: usize, limit: f64, sign: f64) -> Vec<Point> {
    let inside = |at: Point| (at[axis] - limit) * sign >= 0.0;
    let mut kept = Vec::with_capacity(ring.len());
    let Some(mut last) = ring.last().copied() else {
        return kept;
    };
    for &at in ring {
        if inside(at) != inside(last) {
            let share = (limit - last[axis]) / (at[axis] - last[axis]);
            kept.push([last[0] + (at[0] - last[0]) * share, last[1] + (at[1] - last[1]) * share]);
        }
        if inside(at) {
            kept.push(at);
        }
        last = at;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge() -> ClipRect {
        ClipRect::around([10.0, 10.0], 0.0)
    }

    #[test]
    fn an_area_is_cut_at_the_edge() {
        let ring = edge().ring(vec![[5.0, 5.0], [15.0, 5.0], [15.0, 8.0], [5.0, 8.0]]);
        assert_eq!(ring, [[5.0, 5.0], [10.0, 5.0], [10.0, 8.0], [5.0, 8.0]]);
        assert!(edge().ring(vec![[20.0, 0.0], [30.0, 0.0], [30.0, 9.0]]).is_empty());
    }

    #[test]
    fn an_area_around_the_picture_fills_it() {
        let ring = edge().ring(vec![[-50.0, -50.0], [50.0, -50.0], [50.0, 50.0], [-50.0, 50.0]]);
        assert_eq!(ring.len(), 4);
        assert!(ring.iter().flatten().all(|part| [0.0, 10.0].contains(part)));
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let line = [[1.0, 1.0], [2.0, 1.0], [20.0, 1.0], [20.0, 5.0], [20.0, 9.0], [2.0, 9.0]];
        let runs = edge().runs(&line);
        assert_eq!(runs, [vec![[1.0, 1.0], [2.0, 1.0], [20.0, 1.0]], vec![[20.0, 9.0], [2.0, 9.0]]]);
    }
}

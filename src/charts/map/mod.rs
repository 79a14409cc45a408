//! A locator map: outlines and places go in, an SVG comes out.
//!
//! The picture is fitted to its places, whole degrees around them, and holds only that part of the outlines. Each place
//! is a dot and a link; a name that finds no room is left out, for the list beside the map has it.

mod clip;
mod labels;
mod outlines;
mod point;

pub use outlines::{MalformedMap, Outlines};

use super::{Canvas, Svg, num};
use labels::{LabelPlacer, PlacedLabel};
pub use point::Point;
use point::ends;

/// Width to height.
const SHAPE: f64 = 4.0 / 3.0;
/// From the middle to the upper edge, in degrees, where there is but one place.
const LEAST_HEIGHT: f64 = 6.0;
/// The room that places take of the picture; the rest is margin.
const FILLED: f64 = 0.82;
/// How far beyond the edge outlines are drawn, so that the strokes along the cut are out of sight.
const BEYOND: f64 = 3.0;

/// A place to be shown.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct MapMark {
    /// Its name.
    pub name: String,
    /// Where its link leads; `None`: the page on which the map stands.
    pub href: Option<String>,
    /// Longitude and latitude.
    pub at: Point,
    /// Whether the position stands for a region: then it is a ring, not a dot.
    pub region: bool,
}

/// What to draw.
#[derive(Debug, Clone, Copy)]
pub struct LocatorMap<'a> {
    /// The land and its borders.
    pub outlines: &'a Outlines,
    /// The places to which the picture is fitted, the most important first.
    pub marks: &'a [MapMark],
    /// Places that are shown too if they fall into it.
    pub around: &'a [MapMark],
    /// Its width.
    pub width: f64,
    /// The largest size that the style sheet gives to the letters of places, for the room they take.
    pub letter: f64,
    /// What it is, in words.
    pub label: &'a str,
}

/// Draws the map; `None` where none of the places is on it.
pub fn draw(map: &LocatorMap<'_>) -> Option<Svg> {
    let fitted: Vec<&MapMark> = map.marks.iter().filter(|mark| map.outlines.holds(mark.at)).collect();
    let view = Viewport::around(&fitted, map)?;
    let others = map.around.iter().filter(|mark| view.shows(mark.at));
    let marks: Vec<(&MapMark, &str)> =
        fitted.iter().map(|mark| (*mark, "map-place")).chain(others.map(|mark| (mark, "map-near"))).collect();
    let mut labels = LabelPlacer::new([view.width, view.height], map.letter);
    marks.iter().for_each(|(mark, _)| labels.keep_free(view.point(mark.at)));
    let placed: Vec<Option<PlacedLabel>> =
        marks.iter().map(|(mark, _)| labels.beside(view.point(mark.at), &mark.name)).collect();
    let frame = format!("0 0 {} {}", num(view.width), num(view.height));
    let mut svg = Canvas::with([("class", "map"), ("viewBox", &*frame), ("role", "group"), ("aria-label", map.label)]);
    svg.open("g", [("aria-hidden", "true")]);
    draw_ground(&mut svg, map.outlines, &view, &mut labels);
    svg.close("g");
    for ((mark, class), label) in marks.into_iter().zip(placed) {
        draw_mark(&mut svg, mark, class, view.point(mark.at), label);
    }
    Some(svg.finish())
}

/// Land, borders and the names of countries.
fn draw_ground(svg: &mut Canvas, outlines: &Outlines, view: &Viewport, labels: &mut LabelPlacer) {
    let edge = clip::ClipRect::around([view.width, view.height], BEYOND);
    let on_screen = |line: &[Point]| line.iter().map(|at| view.point(*at)).collect::<Vec<_>>();
    let land: Vec<_> = outlines.land.iter().map(|ring| edge.ring(on_screen(ring))).collect();
    let borders: Vec<_> = outlines.borders.iter().flat_map(|line| edge.runs(&on_screen(line))).collect();
    for (class, lines, end) in [("map-land", land, "Z"), ("map-border", borders, "")] {
        let path: String = lines.iter().map(|line| path(line, end)).collect();
        if !path.is_empty() {
            svg.shape("path", [("class", class), ("d", &*path)]);
        }
    }
    for (name, places) in &outlines.names {
        if let Some(label) = places.iter().find_map(|at| labels.around(view.point(*at), name)) {
            draw_label(svg, "map-name", &label, name);
        }
    }
}

fn draw_mark(svg: &mut Canvas, mark: &MapMark, class: &str, [x, y]: Point, label: Option<PlacedLabel>) {
    let element = if mark.href.is_some() { "a" } else { "g" };
    let href = mark.href.as_deref().map(|href| ("href", href));
    svg.open(element, [("class", class)].into_iter().chain(href));
    let (shape, radius) = if mark.region { ("map-ring", "10") } else { ("map-dot", "4") };
    let circle = [("class", shape), ("cx", &*num(x)), ("cy", &*num(y)), ("r", radius)];
    match label {
        Some(label) => {
            svg.shape("circle", circle);
            draw_label(svg, "map-label", &label, &mark.name);
        }
        None => {
            svg.open("circle", circle);
            svg.element("title", [], &mark.name);
            svg.close("circle");
        }
    }
    svg.close(element);
}

fn draw_label(svg: &mut Canvas, class: &str, label: &PlacedLabel, text: &str) {
    let [x, y] = label.at.map(num);
    let place = [("class", class), ("x", &*x), ("y", &*y), ("dy", label.drop), ("text-anchor", label.anchor)];
    svg.element("text", place, text);
}

/// The path of a line, in tenths, without the points that would fall on one another.
fn path(line: &[Point], end: &str) -> String {
    let mut path = String::new();
    let mut last: Option<Point> = None;
    let mut count = 0;
    for (position, [x, y]) in line.iter().enumerate() {
        let close = last.is_some_and(|[u, v]| (x - u).abs() + (y - v).abs() < 1.0);
        if close && position + 1 < line.len() {
            continue;
        }
        path.push(if last.is_none() { 'M' } else { ' ' });
        path.push_str(&num(*x));
        path.push(',');
        path.push_str(&num(*y));
        last = Some([*x, *y]);
        count += 1;
    }
    if count < 2 || (end == "Z" && count < 3) {
        return String::new();
    }
    path + end
}

/// What part of the world the picture shows: the degrees of its edges, and its size.
struct Viewport {
    west: f64,
    north: f64,
    /// Degrees of longitude and latitude.
    degrees: [f64; 2],
    width: f64,
    height: f64,
}

impl Viewport {
    /// The part around places, within what the outlines know.
    fn around(marks: &[&MapMark], map: &LocatorMap<'_>) -> Option<Self> {
        let (west, east) = ends(marks.iter().map(|mark| mark.at[0]))?;
        let (south, north) = ends(marks.iter().map(|mark| mark.at[1]))?;
        let latitude = f64::midpoint(south, north);
        // A degree of longitude is so much shorter there; near a pole the map is stretched instead.
        let shrink = latitude.to_radians().cos().max(0.1);
        let needed = ((north - south) / 2.0).max((east - west) * shrink / 2.0 / SHAPE) / FILLED;
        let half = needed.max(LEAST_HEIGHT);
        let reach = half * SHAPE / shrink;
        let [low, high] = map.outlines.bounds;
        let longitude = f64::midpoint(west, east);
        let (west, east) = within(longitude - reach, longitude + reach, low[0], high[0]);
        let (south, north) = within(latitude - half, latitude + half, low[1], high[1]);
        let degrees = [east - west, north - south];
        let height = map.width * degrees[1] / (degrees[0] * shrink);
        Some(Self { west, north, degrees, width: map.width, height })
    }

    /// Equirectangular, true along the middle.
    fn point(&self, [longitude, latitude]: Point) -> Point {
        let x = (longitude - self.west) / self.degrees[0] * self.width;
        let y = (self.north - latitude) / self.degrees[1] * self.height;
        [x, y]
    }

    fn shows(&self, at: Point) -> bool {
        let [x, y] = self.point(at);
        (0.0..=self.width).contains(&x) && (0.0..=self.height).contains(&y)
    }
}

/// A stretch moved, and if need be cut, so that it lies between two ends.
fn within(from: f64, to: f64, low: f64, high: f64) -> (f64, f64) {
    if to - from >= high - low {
        return (low, high);
    }
    let shift = (low - from).max(0.0) - (to - high).max(0.0);
    (from + shift, to + shift)
}

#[cfg(test)]
mod tests;

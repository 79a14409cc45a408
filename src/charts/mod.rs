//! Charts: numbers and words in, one inline SVG out.
//!
//! Nothing here knows of sites, files or themes. A chart carries classes, never a colour or a `style`, so the theme restyles
//! it for the dark and for paper, and a strict content security policy lets it stand. Its text stays text, its links are
//! `<a href>`, and its shapes carry a `<title>`; because it holds links it is a `group` and no `img`.
//!
//! **The same numbers give the same bytes**: coordinates are rounded to a tenth and every list is in a full order.

pub mod bars;
pub mod map;
pub mod network;
mod scale;
mod text_fit;
pub mod timeline;

use std::fmt;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// What a chart is called.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// The beginning of every id in the chart; no two charts on one page share it.
    pub id: &'a str,
    /// The name of the chart.
    pub title: &'a str,
    /// How to read it, or what it shows, in a sentence; may be empty.
    pub desc: &'a str,
}

/// A finished `<svg>` element, for the inside of an HTML page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Svg(String);

impl Svg {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Svg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Svg> for String {
    fn from(svg: Svg) -> Self {
        svg.0
    }
}

/// An `<svg>` being drawn. Escaping is by `quick-xml`.
struct Canvas(Writer<Vec<u8>>);

const INFALLIBLE: &str = "memory takes every write";

impl Canvas {
    /// An empty picture of its natural size: sixteen units are one `rem`, so it grows with the reader's letters.
    fn new(class: &str, (width, height): (f64, f64), caption: &Caption) -> Self {
        let (title, desc) = (format!("{}-title", caption.id), format!("{}-desc", caption.id));
        let (class, view) = (format!("chart {class}"), format!("0 0 {} {}", num(width), num(height)));
        let (wide, high) = (rem(width), rem(height));
        let root = [("class", &*class), ("role", "group"), ("aria-labelledby", &title), ("viewBox", &view)];
        let size = [("width", &*wide), ("height", &*high)];
        let described = (!caption.desc.is_empty()).then_some(("aria-describedby", &*desc));
        let mut canvas = Self::with(root.into_iter().chain(described).chain(size));
        canvas.element("title", [("id", &*title)], caption.title);
        if !caption.desc.is_empty() {
            canvas.element("desc", [("id", &*desc)], caption.desc);
        }
        canvas
    }

    /// An empty picture with attributes of its own.
    fn with<'a>(attributes: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut canvas = Self(Writer::new(Vec::new()));
        canvas.open("svg", attributes);
        canvas
    }

    fn open<'a>(&mut self, name: &str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>) {
        self.write(Event::Start(BytesStart::new(name).with_attributes(attributes)));
    }

    fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing in it.
    fn shape<'a>(&mut self, name: &str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>) {
        self.write(Event::Empty(BytesStart::new(name).with_attributes(attributes)));
    }

    fn text(&mut self, text: &str) {
        self.write(Event::Text(BytesText::new(text)));
    }

    /// An element with text in it.
    fn element<'a>(&mut self, name: &str, attributes: impl IntoIterator<Item = (&'a str, &'a str)>, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close(name);
    }

    /// Text that begins at a point.
    fn label(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        self.element("text", [("class", class), ("x", &*num(x)), ("y", &*num(y))], text);
    }

    /// A line from left to right.
    fn rule(&mut self, class: &str, (left, right): (f64, f64), y: f64) {
        let d = format!("M{} {}H{}", num(left), num(y), num(right));
        self.shape("path", [("class", class), ("d", &*d)]);
    }

    /// A rectangle, by its left side and width, and its top and height.
    fn rect(&mut self, class: &str, (left, width): (f64, f64), (top, height): (f64, f64)) {
        let (x, y, width, height) = (num(left), num(top), num(width), num(height));
        let class = (!class.is_empty()).then_some(("class", class));
        let sides = [("x", &*x), ("y", &*y), ("width", &*width), ("height", &*height)];
        self.shape("rect", class.into_iter().chain(sides));
    }

    /// What is drawn by `inside`, in a link if there is somewhere to go, else in a group.
    fn link(&mut self, class: &str, href: Option<&str>, inside: impl FnOnce(&mut Self)) {
        let name = if href.is_some() { "a" } else { "g" };
        let class = (!class.is_empty()).then_some(("class", class));
        self.open(name, href.map(|href| ("href", href)).into_iter().chain(class));
        inside(self);
        self.close(name);
    }

    fn finish(mut self) -> Svg {
        self.close("svg");
        Svg(String::from_utf8(self.0.into_inner()).expect("only text was written"))
    }

    fn write(&mut self, event: Event) {
        self.0.write_event(event).expect(INFALLIBLE);
    }
}

/// A count as a length; no chart has more than 2^32 of anything.
fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// A coordinate, rounded to a tenth: `12`, `12.5`, never `-0`.
fn num(value: f64) -> String {
    let tenths = (value * 10.0).round() + 0.0;
    format!("{}", tenths / 10.0)
}

/// A length of so many units, in `rem`.
fn rem(units: f64) -> String {
    format!("{}rem", (units / 16.0 * 1000.0).round() / 1000.0)
}

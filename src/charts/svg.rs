//! An SVG, tag by tag; quick-xml escapes what is put in.

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

const INFALLIBLE: &str = "memory takes every write";

/// A picture in the making.
pub struct Svg(Writer<Vec<u8>>);

impl Svg {
    /// The picture, from its opening tag on.
    pub fn new(attributes: &[(&str, &str)]) -> Self {
        let mut svg = Self(Writer::new(Vec::new()));
        svg.open("svg", attributes);
        svg
    }

    /// Opens an element.
    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Start(tag(name, attributes)));
    }

    /// Closes it.
    pub fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(tag(name, attributes)));
    }

    /// An element that holds text.
    pub fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.write(Event::Text(BytesText::new(text)));
        self.close(name);
    }

    /// The whole as text.
    pub fn finish(mut self) -> String {
        self.close("svg");
        String::from_utf8(self.0.into_inner()).expect("only text was written")
    }

    fn write(&mut self, event: Event<'_>) {
        self.0.write_event(event).expect(INFALLIBLE);
    }
}

fn tag<'t>(name: &'t str, attributes: &[(&str, &str)]) -> BytesStart<'t> {
    BytesStart::new(name).with_attributes(attributes.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_stays_text() {
        let mut svg = Svg::new(&[("aria-label", "\"><script>")]);
        svg.text("text", &[("x", "1")], "<b> & \"c\"");
        assert_eq!(
            svg.finish(),
            "<svg aria-label=\"&quot;&gt;&lt;script&gt;\"><text x=\"1\">&lt;b&gt; &amp; &quot;c&quot;</text></svg>"
        );
    }
}

//! Text → the comments in it: `<!-- … -->`, each with its bytes. What stands in code is none.

use std::ops::Range;

use pulldown_cmark::Event;

use super::events;

/// The bytes of each comment, to the end of the line on which it begins.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    if events::too_deep(text).is_some() {
        return Vec::new();
    }
    let html = events::parsed(text, text).filter_map(|(event, range)| match event {
        Event::Html(_) | Event::InlineHtml(_) => Some(range),
        _ => None,
    });
    html.flat_map(|range| {
        let (start, html) = (range.start, text.get(range).unwrap_or_default());
        html.match_indices("<!--").filter_map(move |(at, _)| {
            let line = html[at..].lines().next()?;
            let length = line.find("-->").map_or(line.trim_end().len(), |end| end + "-->".len());
            Some(start + at..start + at + length)
        })
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_but_not_in_code() {
        let text = "<!-- a -->\nText <!-- b --> and `<!-- c -->`.\n\n    <!-- d -->\n\n<!-- e\n-->\n";
        let found: Vec<_> = comments(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["<!-- a -->", "<!-- b -->", "<!-- e"]);
    }
}

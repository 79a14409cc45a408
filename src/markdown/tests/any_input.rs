//! What holds for any text at all.

use proptest::prelude::*;

use super::*;

/// Pieces of Markdown, well made and not, to be strung together.
const PIECES: &[&str] = &[
    "[[",
    "]]",
    "[",
    "]",
    "(",
    ")",
    "|",
    "\\",
    "!",
    "@a",
    "[@a]",
    "[@b, p. 4]",
    "[@a; @b]",
    "[^1]",
    "[^1]: ",
    "\n[^n]: ",
    "[[id]]",
    "[[id|text]]",
    "[[#h]]",
    "![[p.png]]",
    "![a](b.png)",
    "[x](y.md)",
    "[x](#h)",
    "(javascript:a)",
    "<https://a.az>",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "-->",
    "<div>\n",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "# ",
    "## ",
    "#### ",
    " {#h}",
    "{#h .c a=b}",
    "> [!NOTE]\n",
    "| a | b |\n|---|:-:|\n",
    "---\n",
    "=",
    "a",
    "ə",
    "И",
    "\"",
    "'",
    "--",
    "&amp;",
    "&#1;",
    "\u{0}",
    "\u{b}",
    "<",
    ">",
    "http://",
    "[r]: z\n",
    "[r]",
    "[q][r]",
    "[q][@a]",
    ":",
    ";",
    ",",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![9 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Names of elements that never end.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Elements end in the order in which they began, no link stands in a link, no id comes twice.
fn assert_well_formed(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    let tags = html.match_indices('<').map(|(at, _)| html[at + 1..].split('>').next().expect("split gives one"));
    for tag in tags {
        let name = tag.split(' ').next().expect("split gives one");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        assert!(!(open.contains(&name) && matches!(name, "a" | "label" | "p")), "<{name}> in <{name}>: {html}");
        if let Some((_, id)) = tag.split_once(" id=\"") {
            assert!(ids.insert(id.split('"').next()), "twice {id}: {html}");
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "{html}");
}

/// Everything that can be asked of a body.
fn assert_sound(text: &str, allow_html: bool) {
    let offset = 7;
    let in_text =
        |range: &Range<usize>| text.get(range.start - offset..range.end - offset).is_some_and(|text| !text.is_empty());
    let options = ParseOptions { allow_html, ..ParseOptions::default() };
    let (body, faults) = parse(&FileName::from("a.md"), text, offset, &options);
    assert!(faults.iter().all(|fault| in_text(&bytes(&fault.place))), "{text:?}: {faults:?}");
    assert!(body.references.iter().all(|reference| in_text(&reference.span)), "{text:?}: {body:?}");
    let asked = std::cell::RefCell::new(Vec::new());
    let html = body.html(&|index, reference| {
        asked.borrow_mut().push(index);
        resolve(index, reference)
    });
    assert_eq!(asked.into_inner(), (0..body.references.len()).collect::<Vec<_>>(), "{text:?}: {html}");
    if !allow_html {
        assert_well_formed(&html);
    }
    assert!(!html.contains(" href=\"javascript:") && !html.contains(" src=\"javascript:"), "{html}");
    let plain = body.plain_text(&resolve);
    assert!(plain.is_empty() || !html.is_empty(), "{text:?}");
    body.summary(&resolve);
}

proptest! {
    // A text that fails is put among the tests by hand: no file is written beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_page(text in text()) {
        assert_sound(&text, false);
        assert_sound(&text, true);
    }

    #[test]
    fn any_characters_make_a_page(text in "\\PC*") {
        assert_sound(&text, false);
    }
}

//! What stands in a text and no reader saw → nothing: comments of each generator, code that is never true, hidden HTML.
//!
//! Code blocks and code spans are left as they are, and so are comments of HTML, which no page shows. The ends of lines
//! stay, so that every line keeps its number.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::note::{BodyNote, line_of};
use super::template_code::{code_span, fence};
use crate::import::generator::Generator;
use crate::import::notes::{self, NoteKind};

/// A part that is not shown: its length, the part of it that is shown after all, and its kind.
struct HiddenPart<'t> {
    length: usize,
    shown: &'t str,
    kind: NoteKind,
}

/// The longest tag, in characters.
const LONGEST_TAG: usize = 4_000;

/// Elements that have no end.
const VOID: [&str; 8] = ["br", "embed", "hr", "img", "input", "link", "meta", "source"];

/// Elements whose end may be left out: they end with their paragraph.
const SHORT: [&str; 9] = ["dd", "dt", "li", "option", "p", "span", "td", "th", "tr"];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is written here")
}

static TAG: LazyLock<Regex> = LazyLock::new(|| regex(r"^\{%-?\s*(\w+)\s*(.*?)\s*-?%\}"));
static HUGO: LazyLock<Regex> = LazyLock::new(|| regex(r"^\{\{[<%]\s*comment(?:\s[^>%]*)?[%>]\}\}"));
static HUGO_END: LazyLock<Regex> = LazyLock::new(|| regex(r"\{\{[<%]\s*/\s*comment\s*[%>]\}\}"));
static KRAMDOWN: LazyLock<Regex> = LazyLock::new(|| regex(r"^\{::comment[^}]*\}"));
static KRAMDOWN_END: LazyLock<Regex> = LazyLock::new(|| regex(r"\{:/(?:comment)?\}"));

/// Returns the text without what no reader saw.
pub(super) fn dropped(generator: Generator, text: &str, notes: &mut Vec<BodyNote>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(hidden) = part(generator, rest) {
            let length = hidden.length.max(1);
            let first = rest.lines().next().unwrap_or_default();
            let why = format!("{} of {length} bytes", what(first));
            notes.push(BodyNote { kind: hidden.kind, line: line_of(text, at), why });
            let before = rest[..length].find(hidden.shown).filter(|_| !hidden.shown.is_empty()).unwrap_or(length);
            let ends = |text: &str| "\n".repeat(text.matches('\n').count());
            out.push_str(&ends(&rest[..before]));
            out.push_str(hidden.shown);
            out.push_str(&ends(&rest[(before + hidden.shown.len()).min(length)..length]));
            at += length;
        } else {
            let length = untouched(generator, rest, out.is_empty() || out.ends_with('\n'));
            out.push_str(&rest[..length]);
            at += length;
        }
    }
    out
}

/// The mark that a hidden part begins with, without its words: they were not public.
fn what(first: &str) -> String {
    let mark: String = first
        .chars()
        .enumerate()
        .take_while(|(at, c)| *at < 2 || matches!(c, ' ' | '-' | '<' | ':') || c.is_ascii_alphabetic())
        .map(|(_, c)| c)
        .take(24)
        .collect();
    let mark = if first.starts_with("%%") || first.starts_with("{#") { &first[..2] } else { mark.trim() };
    format!("what begins with `{mark}`")
}

/// The length of what is copied as it is.
fn untouched(generator: Generator, rest: &str, begins_line: bool) -> usize {
    if begins_line && let Some(length) = fence(rest) {
        return length;
    }
    if rest.starts_with('`') {
        return code_span(rest);
    }
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(4, |at| at + 3);
    }
    if is_liquid(generator)
        && let Some(tag) = TAG.captures(rest).filter(|tag| matches!(&tag[1], "raw" | "highlight" | "verbatim"))
    {
        return closing(rest, tag[0].len(), &tag[1]).map_or(tag[0].len(), |(_, end, _)| end);
    }
    let mut chars = rest.chars();
    let first = chars.next().map_or(1, char::len_utf8);
    // A mark after a backslash is no mark.
    let escaped = chars.next().filter(|c| rest.starts_with('\\') && c.is_ascii_punctuation());
    first + escaped.map_or(0, char::len_utf8)
}

fn is_liquid(generator: Generator) -> bool {
    matches!(generator, Generator::Jekyll | Generator::Eleventy)
}

/// The hidden part that a text begins with.
fn part(generator: Generator, rest: &str) -> Option<HiddenPart<'_>> {
    let comment = |length| Some(HiddenPart { length, shown: "", kind: notes::COMMENT });
    // What is never closed hides all that follows.
    let until = |begin: usize, end: &Regex| end.find_at(rest, begin).map_or(rest.len(), |found| found.end());
    match rest.as_bytes()[0] {
        b'%' if generator == Generator::Obsidian && rest.starts_with("%%") => {
            comment(rest[2..].find("%%").map_or(rest.len(), |at| at + 4))
        }
        b'{' if generator == Generator::Hugo => comment(until(HUGO.find(rest)?.end(), &HUGO_END)),
        b'{' if generator == Generator::Eleventy && rest.starts_with("{#") => {
            comment(rest.find("#}").map(|at| at + 2)?)
        }
        b'{' if generator == Generator::Jekyll && rest.starts_with("{::") => {
            let begin = KRAMDOWN.find(rest)?;
            if begin.as_str().ends_with("/}") {
                comment(begin.end())
            } else {
                comment(until(begin.end(), &KRAMDOWN_END))
            }
        }
        b'{' if is_liquid(generator) => never_true(rest),
        b'<' => hidden_html(rest),
        _ => None,
    }
}

/// `{% comment %}`, `{% if false %}`, `{% unless true %}`, with all up to what closes them; of an `else` the text is shown.
fn never_true(rest: &str) -> Option<HiddenPart<'_>> {
    let tag = TAG.captures(rest)?;
    let is_hidden = match &tag[1] {
        "comment" => true,
        "if" => matches!(&tag[2], "false" | "nil" | "null" | "none"),
        "unless" => &tag[2] == "true",
        _ => false,
    };
    if !is_hidden {
        return None;
    }
    let kind = notes::COMMENT;
    let Some((start, length, other)) = closing(rest, tag[0].len(), &tag[1]) else {
        return Some(HiddenPart { length: rest.len(), shown: "", kind });
    };
    let shown = other.filter(|_| &tag[1] != "comment").map_or("", |other| &rest[other..start]);
    Some(HiddenPart { length, shown, kind })
}

/// Where the code that closes a tag begins and ends, and where the text of its `else` begins.
fn closing(text: &str, from: usize, name: &str) -> Option<(usize, usize, Option<usize>)> {
    let (mut at, mut depth, mut other) = (from, 0, None);
    loop {
        let begin = at + text.get(at..)?.find("{%")?;
        let Some(tag) = TAG.captures(&text[begin..]) else {
            at = begin + 2;
            continue;
        };
        let end = begin + tag[0].len();
        match &tag[1] {
            closed if closed.strip_prefix("end") == Some(name) => match depth {
                0 => return Some((begin, end, other)),
                _ => depth -= 1,
            },
            opened if opened == name => depth += 1,
            "else" if depth == 0 => other = Some(end),
            _ => {}
        }
        at = end;
    }
}

/// A script, a style, a template, or an element that is hidden, with all that is in it.
fn hidden_html(rest: &str) -> Option<HiddenPart<'_>> {
    let name: String = rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let begin = tag_end(rest)?;
    let lower = name.to_ascii_lowercase();
    let is_code = matches!(&*lower, "script" | "style");
    if !is_code && lower != "template" && !is_hidden(&rest[1 + name.len()..begin]) {
        return None;
    }
    let kind = if is_code { notes::DROPPED_HTML } else { notes::COMMENT };
    let part = |length| Some(HiddenPart { length, shown: "", kind });
    if VOID.contains(&&*lower) {
        return part(begin);
    }
    let (mut at, mut depth) = (begin, 0);
    while let Some(found) = rest[at..].find('<') {
        at += found;
        let closes = rest[at..].starts_with("</");
        let typed = &rest[at + 1 + usize::from(closes)..];
        let same = typed.get(..lower.len()).is_some_and(|other| other.eq_ignore_ascii_case(&lower))
            && !typed[lower.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
        if same && closes {
            if depth == 0 || is_code {
                return part(typed.find('>').map_or(rest.len(), |end| at + 2 + end + 1));
            }
            depth -= 1;
        } else if same {
            depth += 1;
        }
        at += 1;
    }
    let paragraph = rest.find("\n\n").filter(|_| SHORT.contains(&&*lower));
    part(paragraph.unwrap_or(rest.len()))
}

/// Where a tag ends; a `>` in quotes ends none.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in rest.char_indices().take(LONGEST_TAG).skip(1) {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(mark), c) if mark == c => quote = None,
            (None, '<') => return None,
            _ => {}
        }
    }
    None
}

/// Whether attributes hide their element: `hidden`, or a style of `display: none`.
fn is_hidden(attributes: &str) -> bool {
    let mut rest = attributes.trim_end_matches(['>', '/']).trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=').map(str::trim_start) {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let inner = &after[quote.map_or(0, char::len_utf8)..];
            let end = inner.find(|c: char| quote.map_or(c.is_whitespace(), |mark| c == mark)).unwrap_or(inner.len());
            value = &inner[..end];
            rest = inner[end..].trim_start_matches(['"', '\'']).trim_start();
        }
        let plain: String = value.to_ascii_lowercase().split_whitespace().collect();
        if name == "hidden" || (name == "style" && plain.contains("display:none")) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_reader_saw_is_dropped_and_told() {
        use Generator::{Eleventy, Hugo, Jekyll, Obsidian, Zola};
        for (generator, text, expected) in [
            (Obsidian, "A %% secret %% b.", "A  b."),
            (Obsidian, "A\n\n%%\nsecret\n\n- secret\n%%\nB", "A\n\n\n\n\n\n\nB"),
            (Obsidian, "A %% never closed", "A "),
            (Obsidian, "`%% code %%`\n```\n%% code %%\n```\n", "`%% code %%`\n```\n%% code %%\n```\n"),
            (Hugo, "50 %% of %% it", "50 %% of %% it"),
            (Hugo, "A {{< comment >}}secret{{< /comment >}} b.", "A  b."),
            (Jekyll, "{::comment}\nsecret\n{:/comment}\nB", "\n\n\nB"),
            (Jekyll, "A {::comment}secret{:/} b.", "A  b."),
            (Jekyll, "A {% comment %}secret {% if x %}{% endcomment %} b.", "A  b."),
            (Jekyll, "{%- if false -%}secret{% if x %}more{% endif %}secret{%- endif -%}B", "B"),
            (Jekyll, "{% if false %}secret{% else %}B{% endif %}", "B"),
            (Jekyll, "{% unless true %}secret{% endunless %}B", "B"),
            (Jekyll, "{% if x %}A{% endif %}", "{% if x %}A{% endif %}"),
            (Jekyll, "{% raw %}{% comment %}{% endraw %}", "{% raw %}{% comment %}{% endraw %}"),
            (Eleventy, "A {# secret #} b.", "A  b."),
            (Zola, "A <script>secret()</script> b.", "A  b."),
            (Zola, "<STYLE>\np { x: y }\n\n</STYLE>\nB", "\n\n\n\nB"),
            (Hugo, "<template><p>secret</p></template>B", "B"),
            (Hugo, "<div class=\"a\" hidden><div>secret</div>\n\n*secret*\n</div>B", "\n\n\nB"),
            (Hugo, "A <span style='display: none'>secret</span> b.", "A  b."),
            (Hugo, "<p hidden>secret\n\nB", "\n\nB"),
            (Hugo, "A <input type=hidden value=x hidden> b.", "A  b."),
            (
                Hugo,
                "A <b aria-hidden=\"true\" title=\"hidden\">b</b> 1 < 2",
                "A <b aria-hidden=\"true\" title=\"hidden\">b</b> 1 < 2",
            ),
            (Hugo, "<!-- <script> -->B", "<!-- <script> -->B"),
        ] {
            let mut notes = Vec::new();
            assert_eq!(dropped(generator, text, &mut notes).trim_end_matches('\n'), expected.trim_end_matches('\n'));
            assert_eq!(notes.is_empty(), text == expected, "{text}: {notes:?}");
            assert!(notes.iter().all(|note| !note.why.contains("secret")), "{notes:?}");
        }
    }
}

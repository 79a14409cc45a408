//! Shortcodes, Liquid, Nunjucks and Tera → Markdown where they have a meaning here, else comments.
//!
//! Code blocks and code spans are left as they are. A comment is no part of the page, and stays in the file.

use std::collections::BTreeMap;

use super::note::{BY_FILE, BodyNote, UNRESOLVED, line_of};
use super::shortcode::Shortcode;
use crate::import::generator::Generator;
use crate::import::notes;

/// The marks of each generator's code in texts, each with the one that ends it.
fn marks(generator: Generator) -> &'static [(&'static str, &'static str)] {
    match generator {
        Generator::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
        Generator::Jekyll | Generator::Zola => &[("{{", "}}"), ("{%", "%}")],
        Generator::Eleventy => &[("{{", "}}"), ("{%", "%}"), ("{#", "#}")],
        Generator::Obsidian => &[],
    }
}

/// The longest code between two marks.
const LONGEST: usize = 4_000;

/// Returns the text with its template code rewritten.
pub(super) fn expanded(
    generator: Generator,
    text: &str,
    values: &BTreeMap<String, String>,
    notes: &mut Vec<BodyNote>,
) -> String {
    let marks = marks(generator);
    if !marks.iter().any(|(begin, _)| text.contains(begin)) {
        return text.to_owned();
    }
    let mut writer =
        CodeWriter { text, marks, out: String::with_capacity(text.len()), late: String::new(), values, notes };
    let mut at = 0;
    while let Some(next) = writer.step(at) {
        at = next;
    }
    writer.out
}

struct CodeWriter<'t, 'n> {
    text: &'t str,
    marks: &'static [(&'static str, &'static str)],
    out: String,
    /// Comments that wait for the end of the line: one that begins a line would hide its Markdown.
    late: String,
    values: &'t BTreeMap<String, String>,
    notes: &'n mut Vec<BodyNote>,
}

impl CodeWriter<'_, '_> {
    /// Writes what stands at a byte, and returns where the next thing begins.
    fn step(&mut self, at: usize) -> Option<usize> {
        let rest = self.text.get(at..).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else {
            self.end_line();
            return None;
        };
        if (self.out.is_empty() || self.out.ends_with('\n'))
            && let Some(length) = fence(rest)
        {
            self.out.push_str(&rest[..length]);
            return Some(at + length);
        }
        let c = rest.chars().next()?;
        match c {
            '\n' => {
                self.end_line();
                self.out.push('\n');
                Some(at + 1)
            }
            '`' => {
                let length = code_span(rest);
                self.out.push_str(&rest[..length]);
                Some(at + length)
            }
            '{' => match self.code(rest) {
                Some((code, length)) => Some(self.expand(at, code, length)),
                None => {
                    self.out.push('{');
                    Some(at + 1)
                }
            },
            _ => {
                self.out.push(c);
                Some(at + c.len_utf8())
            }
        }
    }

    fn end_line(&mut self) {
        if !self.late.is_empty() {
            let late = std::mem::take(&mut self.late);
            self.out.push(' ');
            self.out.push_str(&late);
        }
    }

    /// The code that a text begins with, and the length with its marks.
    fn code<'r>(&self, rest: &'r str) -> Option<(&'r str, usize)> {
        let (begin, end) = self.marks.iter().find(|(begin, _)| rest.starts_with(begin))?;
        let inner = &rest[begin.len()..];
        let length = inner.find(end).filter(|length| *length <= LONGEST)?;
        Some((inner[..length].trim_matches('-'), begin.len() + length + end.len()))
    }

    /// Writes what code stands for, and returns where the text goes on.
    fn expand(&mut self, at: usize, code: &str, length: usize) -> usize {
        let after = at + length;
        let whole = &self.text[at..after];
        // `{{</* x */>}}` shows a shortcode.
        if let Some(shown) = code.strip_prefix("/*").and_then(|code| code.trim_end().strip_suffix("*/")) {
            let (begin, end) = (&whole[..3], &whole[whole.len() - 3..]);
            self.out.push_str(&format!("`{begin}{shown}{end}`"));
            return after;
        }
        let shortcode = Shortcode::read(code);
        if !shortcode.closes
            && matches!(&*shortcode.name, "highlight" | "raw" | "verbatim" | "mermaid")
            && let Some((inner, end)) = self.until_closed(after, &shortcode.name)
        {
            self.block(&shortcode, inner);
            return end;
        }
        match self.value(code).or_else(|| meaning(code, &shortcode)) {
            Some(text) if text.starts_with(BY_FILE) && !self.in_address() => self.comment(at, whole),
            Some(text) => self.out.push_str(&text),
            None if self.in_address() => {
                self.out.push_str(UNRESOLVED);
                self.note(at, whole);
            }
            None => self.comment(at, whole),
        }
        after
    }

    /// The value of a setting: `site.repository`.
    fn value(&self, code: &str) -> Option<String> {
        let name = code.trim().strip_prefix("site.").or_else(|| code.trim().strip_prefix("config."))?;
        self.values.get(name).filter(|value| !value.contains(['<', '\n'])).cloned()
    }

    /// What stands before the code that closes another, and where that ends.
    fn until_closed(&self, from: usize, name: &str) -> Option<(String, usize)> {
        let mut at = from;
        loop {
            let begin = at + self.text.get(at..)?.find('{')?;
            match self.code(&self.text[begin..]) {
                Some((code, length)) => {
                    let read = Shortcode::read(code);
                    if read.closes && read.name == name {
                        return Some((self.text[from..begin].to_owned(), begin + length));
                    }
                    at = begin + 1;
                }
                None => at = begin + 1,
            }
        }
    }

    /// Writes what stands between two codes as it is: a code block, or the text that code would have read.
    fn block(&mut self, shortcode: &Shortcode, inner: String) {
        match &*shortcode.name {
            "raw" | "verbatim" => self.out.push_str(&inner),
            name => {
                let language = if name == "mermaid" { Some(name) } else { shortcode.get("lang", 0) };
                self.fenced(language.unwrap_or_default(), inner.trim_matches('\n'));
            }
        }
    }

    fn fenced(&mut self, language: &str, code: &str) {
        let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        let indent = if line.trim().is_empty() { line.to_owned() } else { String::new() };
        if !line.trim().is_empty() {
            self.out.push_str("\n\n");
        }
        let language: String = language.chars().filter(|c| !c.is_whitespace() && *c != '`').collect();
        self.out.push_str(&format!("{fence}{language}\n{code}\n{indent}{fence}"));
    }

    /// Whether the code stands in the address of a link or in the value of an HTML attribute.
    fn in_address(&self) -> bool {
        let line = &self.out[self.out.rfind('\n').map_or(0, |at| at + 1)..];
        let in_link = line.rfind("](").is_some_and(|at| !line[at..].contains([')', ' ']))
            || (line.trim_start().starts_with('[')
                && line.rfind("]: ").is_some_and(|at| !line[at + 3..].contains(' ')));
        let in_attribute = line
            .rfind("=\"")
            .or_else(|| line.rfind("='"))
            .is_some_and(|at| line[..at].contains('<') && !line[at + 2..].contains(['"', '\'', '>']));
        in_link || in_attribute
    }

    /// Writes code as a comment.
    fn comment(&mut self, at: usize, whole: &str) {
        self.note(at, whole);
        let words = whole.replace("-->", "-- >").split_whitespace().collect::<Vec<_>>().join(" ");
        let comment = format!("<!-- {words} -->");
        let line = self.out.rsplit('\n').next().unwrap_or_default();
        let begins = line.trim().trim_start_matches("> ").is_empty();
        let rest = self.text[at + whole.len()..].split('\n').next().unwrap_or_default();
        match begins && !rest.trim().is_empty() && !rest.trim_start().starts_with('|') {
            true => self.late.push_str(&comment),
            false => self.out.push_str(&comment),
        }
    }

    fn note(&mut self, at: usize, whole: &str) {
        let shown: String = whole.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
        let note = BodyNote { kind: notes::CODE, line: line_of(self.text, at), why: format!("`{shown}`") };
        self.notes.push(note);
    }
}

/// What code means in Markdown; nothing where it means nothing here.
fn meaning(code: &str, shortcode: &Shortcode) -> Option<String> {
    if shortcode.closes {
        return None;
    }
    if let Some(address) = filtered(code) {
        return Some(address);
    }
    let link = |words: &str, address: String| Some(format!("[{words}]({address})"));
    match &*shortcode.name {
        "ref" | "relref" | "post_url" | "link" => {
            let path = shortcode.get("path", 0)?;
            Some(format!("{BY_FILE}{}", path.replace(' ', "%20").replace('(', "%28").replace(')', "%29")))
        }
        "get_url" => shortcode.named("path").map(str::to_owned),
        "figure" | "image" | "img" | "picture" => picture(shortcode),
        "youtube" => {
            let id = shortcode.get("id", 0)?.rsplit(['/', '=']).next()?;
            link("Video on YouTube", format!("https://www.youtube.com/watch?v={}", word(id)?))
        }
        "vimeo" => link("Video on Vimeo", format!("https://vimeo.com/{}", word(shortcode.get("id", 0)?)?)),
        "gist" => {
            let parts: Option<Vec<String>> = shortcode.words.iter().take(2).map(|part| word(part)).collect();
            link(
                "Code on GitHub",
                format!("https://gist.github.com/{}", parts.filter(|parts| !parts.is_empty())?.join("/")),
            )
        }
        "tweet" | "twitter" | "x" => {
            let user = shortcode.get("user", 0).and_then(word)?;
            let id = shortcode.get("id", 1).and_then(word)?;
            link("Post on X", format!("https://x.com/{user}/status/{id}"))
        }
        "instagram" => {
            link("Picture on Instagram", format!("https://www.instagram.com/p/{}/", word(shortcode.get("id", 0)?)?))
        }
        "br" => Some("<br>".to_owned()),
        _ => None,
    }
}

/// A part of an address, if it is one.
fn word(text: &str) -> Option<String> {
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    (plain && !text.is_empty()).then(|| text.to_owned())
}

fn picture(shortcode: &Shortcode) -> Option<String> {
    let source = shortcode.get("src", 0).or_else(|| shortcode.named("path")).or_else(|| shortcode.named("url"))?;
    let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['[', ']'], "");
    let caption = shortcode.named("caption").or_else(|| shortcode.named("title")).map(clean);
    let alt = shortcode.get("alt", 1).map(clean).or_else(|| caption.clone()).unwrap_or_default();
    let picture = format!("![{alt}](<{}>)", source.replace(['<', '>'], ""));
    Some(match caption.filter(|caption| *caption != alt) {
        Some(caption) => format!("{picture}\n\n*{}*", caption.replace('*', "\\*")),
        None => picture,
    })
}

/// `"/x/" | url`, `'/x' | prepend: site.baseurl`, `site.baseurl`: an address, or nothing of one.
fn filtered(code: &str) -> Option<String> {
    let code = code.trim();
    let (value, filters) = code.split_once('|').map_or((code, ""), |(value, filters)| (value.trim(), filters.trim()));
    let quoted = value.strip_prefix(['"', '\'']).and_then(|value| value.strip_suffix(['"', '\'']));
    let known = filters.is_empty()
        || filters.split('|').map(str::trim).all(|filter| {
            let name = filter.split([':', '(']).next().unwrap_or_default().trim();
            matches!(name, "url" | "relative_url" | "absolute_url" | "prepend" | "safe" | "slugify" | "escape")
        });
    match (quoted, value) {
        (Some(text), _) if known && !filters.is_empty() => Some(text.to_owned()),
        (None, "site.baseurl" | "site.url" | "site.base_url" | "config.base_url" | "base_path" | "site.github.url")
            if known =>
        {
            Some(String::new())
        }
        _ => None,
    }
}

/// The length of a fenced code block that a text begins with.
pub(super) fn fence(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = trimmed.chars().take_while(|c| *c == mark).count();
    if length < 3 || indent > 12 || (mark == '`' && trimmed[length..].contains('`')) {
        return None;
    }
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let trimmed = line.trim();
        if number > 0 && trimmed.len() >= length && trimmed.chars().all(|c| c == mark) {
            return Some(at - usize::from(line.ends_with('\n')));
        }
    }
    // A fence that is never closed is closed by the end of the text.
    Some(at)
}

/// The length of a code span that a text begins with, or of its backticks where none closes them.
pub(super) fn code_span(text: &str) -> usize {
    let length = text.bytes().take_while(|byte| *byte == b'`').count();
    let within = &text[length..];
    let end = within.find("\n\n").unwrap_or(within.len());
    let mut at = 0;
    while let Some(found) = within[at..end].find('`') {
        let run = within[at + found..end].bytes().take_while(|byte| *byte == b'`').count();
        if run == length {
            return length + at + found + run;
        }
        at += found + run;
    }
    length
}

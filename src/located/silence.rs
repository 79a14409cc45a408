//! Silences: an author's word that one warning on one line is not to be given, and why.
//!
//! ```text
//! # demarche: allow(single-source): the ministry alone reported it            YAML and site.toml (`%` in *.bib)
//! <!-- demarche: allow(wrong-weekday): quoted as printed -->                  Markdown
//! ```
//!
//! In go the input's files; out come the silences in them and what is wrong with them. A silence holds for its own line
//! and, where it stands alone, if need be behind the sign of a list or a quotation, for the next one; a code that is about the whole file is silenced anywhere in the front
//! matter; one that stands alone in `site.toml` holds for the whole site. Errors cannot be silenced.

use std::ops::Range;

use memchr::memmem;
use winnow::Parser;
use winnow::ascii::{digit1, space0, space1, till_line_ending};
use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::error::ContextError;
use winnow::token::{one_of, take_till};

use super::LocatedDiagnostic;
use crate::diagnostic::codes::{self, Code, SeenBy};
use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location, Severity};
use crate::fold::nearest;
use crate::front_matter::{self, locate};
use crate::input::{Input, InputContent};
use crate::{config, markdown};

/// How every silence begins.
const WORD: &str = "demarche:";
/// What an author should type.
const SHAPE: &str = "write `demarche: allow(code): the reason`, all on one line";

/// Finds where one may stand.
pub(super) fn finder() -> memmem::Finder<'static> {
    memmem::Finder::new(WORD)
}

/// One silence that can be heard.
#[derive(Debug)]
pub(super) struct Silence {
    code: &'static Code,
    file: FileName,
    /// What is deleted to take it away.
    whole: Range<usize>,
    /// The comment.
    span: Range<usize>,
    /// The lines that it is for.
    lines: Vec<usize>,
    in_front_matter: bool,
    for_the_site: bool,
}

/// Every silence of the site, and what is wrong with them.
#[derive(Debug, Default)]
pub(super) struct Silences {
    list: Vec<Silence>,
    pub faults: Vec<Diagnostic>,
}

impl Silences {
    /// Finds them.
    pub fn of(input: &Input) -> Self {
        let mut silences = Self::default();
        let finder = finder();
        for file in &input.files {
            if let InputContent::Text(bytes) = &file.content
                && finder.find(bytes).is_some()
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                silences.read(&file.path, text);
            }
        }
        silences
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn read(&mut self, file: &FileName, text: &str) {
        for Comment { span, words, in_front_matter } in comments(file, text) {
            let place = Location::bytes(file, span.clone());
            match heard(words.trim()) {
                Ok(code) => {
                    let (lines, whole) = reach(text, &span);
                    let for_the_site = &**file == config::FILE && lines.len() > 1;
                    let silence =
                        Silence { code, file: file.clone(), whole, span, lines, in_front_matter, for_the_site };
                    self.list.push(silence);
                }
                Err(fault) => self.faults.push(fault.at(place)),
            }
        }
    }

    /// Takes away the faults that are silenced, and says which silences were of no use.
    pub fn quieten(&self, faults: &mut Vec<LocatedDiagnostic>) -> Vec<&Silence> {
        let unused = self.list.iter().filter(|silence| !faults.iter().any(|fault| silence.is_for(fault))).collect();
        faults.retain(|fault| !self.list.iter().any(|silence| silence.is_for(fault)));
        unused
    }
}

impl Silence {
    fn is_for(&self, fault: &LocatedDiagnostic) -> bool {
        let Diagnostic { code, severity, place, .. } = &fault.diagnostic;
        let here = || {
            self.file == place.file && (self.lines.contains(&fault.line) || (self.code.whole && self.in_front_matter))
        };
        *severity == Severity::Warning && self.code.name == *code && (self.for_the_site || here())
    }

    /// The warning that it silences nothing, if whoever asks has looked for what it is for.
    pub fn unused(&self, seen_by: SeenBy, shown: &dyn Fn(&str) -> bool) -> Option<Diagnostic> {
        let looked = self.code.seen_by <= seen_by && (self.for_the_site || shown(&self.file));
        let message = format!("nothing here is a fault of the kind `{}`", self.code.name);
        let place = Location::bytes(&self.file, self.span.clone());
        let edit = Edit::put(Location::bytes(&self.file, self.whole.clone()), "");
        looked.then(|| {
            Diagnostic::warning("unused-silence", place, message)
                .label("silences nothing")
                .help("delete it, or put it on the line of the fault or the one above")
                .fix(Fix::sure("delete the silence", edit))
        })
    }
}

/// Why a silence is not heard.
enum Refused<'t> {
    Unreadable,
    NoReason,
    Unknown(&'t str),
    Error(&'static Code),
}

impl Refused<'_> {
    fn at(self, place: Location) -> Diagnostic {
        match self {
            Self::Unreadable => Diagnostic::error("bad-silence", place, "this silence cannot be read").help(SHAPE),
            Self::NoReason => Diagnostic::error("bad-silence", place, "this silence gives no reason").help(SHAPE),
            Self::Unknown(code) => {
                let near = nearest(code, codes::all().into_iter().map(|code| code.name));
                Diagnostic::error("unknown-code", place, format!("no fault has the code `{code}`")).near_or(
                    code,
                    near,
                    "`demarche explain` lists the codes",
                )
            }
            Self::Error(code) => Diagnostic::error(
                "silenced-error",
                place,
                format!("`{}` is an error and cannot be silenced", code.name),
            )
            .help(format!("mend it: `demarche explain {}` says how", code.name)),
        }
    }
}

/// Reads `demarche: allow(code): reason`.
fn heard(words: &str) -> Result<&'static Code, Refused<'_>> {
    let code = preceded((WORD, space0, "allow", space0, '('), take_till(0.., ')'));
    let reason = preceded((')', space0, opt(':')), till_line_ending);
    let mut shape = (code, reason);
    let (code, reason): (&str, &str) =
        Parser::<_, _, ContextError>::parse(&mut shape, words).map_err(|_| Refused::Unreadable)?;
    let code = codes::find(code.trim()).ok_or(Refused::Unknown(code.trim()))?;
    match code.severity {
        _ if reason.trim().is_empty() => Err(Refused::NoReason),
        Severity::Error => Err(Refused::Error(code)),
        Severity::Warning => Ok(code),
    }
}

/// A comment that holds a silence.
struct Comment<'t> {
    span: Range<usize>,
    /// Its words without the signs of a comment.
    words: &'t str,
    in_front_matter: bool,
}

fn comments<'t>(file: &FileName, text: &'t str) -> Vec<Comment<'t>> {
    if file.ends_with(".md") {
        let Ok(parts) = front_matter::split(file, text) else { return Vec::new() };
        let texts = locate::texts(&text[parts.front.clone()]);
        let mut found = after_sign(text, parts.front, '#', true, &texts);
        let body = &text[parts.body.clone()];
        found.extend(markdown::comments(body).into_iter().filter_map(|range| {
            let inner = body[range.clone()].strip_prefix("<!--")?.trim_start();
            let span = range.start + parts.body.start..range.end + parts.body.start;
            // One that goes on in the next line says nothing that can be heard.
            let words = inner.strip_suffix("-->").map_or(WORD, str::trim);
            inner.starts_with(WORD).then_some(Comment { span, words, in_front_matter: false })
        }));
        return found;
    }
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("yaml" | "yml") => after_sign(text, 0..text.len(), '#', false, &locate::texts(text)),
        Some("toml") => after_sign(text, 0..text.len(), '#', false, &config::texts(text)),
        Some("bib") => after_sign(text, 0..text.len(), '%', false, &[]),
        _ => Vec::new(),
    }
}

/// The comments that go from a sign to the end of the line. `texts` are bytes of the block where the sign is a letter.
fn after_sign<'t>(
    text: &'t str,
    within: Range<usize>,
    sign: char,
    in_front_matter: bool,
    texts: &[Range<usize>],
) -> Vec<Comment<'t>> {
    let block = &text[within.clone()];
    let found = memmem::find_iter(block.as_bytes(), WORD).filter_map(|at| {
        let before = block[..at].trim_end_matches([' ', '\t']).strip_suffix(sign)?;
        let fits = (before.is_empty() || before.ends_with([' ', '\t', '\n', '\r']))
            && !texts.iter().any(|text| text.contains(&before.len()));
        let words = block[at..].lines().next()?.trim_end();
        let span = within.start + before.len()..within.start + at + words.len();
        fits.then_some(Comment { span, words, in_front_matter })
    });
    found.collect()
}

/// The lines, from 1, that a silence is for, and the bytes that go with it when it is taken away.
fn reach(text: &str, span: &Range<usize>) -> (Vec<usize>, Range<usize>) {
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    let line = text[..start].matches('\n').count() + 1;
    let before = &text[start..span.start];
    let alone = is_signs(before) && text[span.end..end].trim().is_empty();
    let lines = if alone {
        // Several silences may stand above one line.
        let more = text[end..].lines().take_while(|line| line.contains(WORD)).count();
        vec![line, line + 1 + more]
    } else {
        vec![line]
    };
    // The sign of a list belongs to the item, whose text follows in the next line.
    let whole = if alone && before.trim().is_empty() { start..end } else { start + before.trim_end().len()..span.end };
    (lines, whole)
}

/// Whether nothing stands here but the signs of lists and quotations in which a line stands.
fn is_signs(text: &str) -> bool {
    let item = alt((one_of(['-', '*', '+']).void(), (digit1, one_of(['.', ')'])).void()));
    let sign = alt(((item, space1).void(), ('>', space0).void()));
    let mut signs = (space0, repeat::<_, _, (), _, _>(0.., (sign, space0)));
    Parser::<_, _, ContextError>::parse(&mut signs, text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(words: &str) -> &'static str {
        match heard(words) {
            Ok(code) => code.name,
            Err(refused) => refused.at(Location::file(&FileName::from("a.md"))).code,
        }
    }

    #[test]
    fn a_silence_has_a_code_and_a_reason() {
        assert_eq!(told("demarche: allow(no-topic): it has none"), "no-topic");
        assert_eq!(told("demarche:allow( no-topic ) : it has none"), "no-topic");
        assert_eq!(told("demarche: allow(no-topic)"), "bad-silence");
        assert_eq!(told("demarche: allow(no-topic): "), "bad-silence");
        assert_eq!(told("demarche: allow no-topic"), "bad-silence");
        assert_eq!(told("demarche: allow(no-topc): why"), "unknown-code");
        assert_eq!(told("demarche: allow(bad-date): why"), "silenced-error");
    }

    #[test]
    fn a_silence_is_for_its_line_or_for_the_next() {
        let text = "a: b # demarche: x\n# demarche: y\n# demarche: z\nc: d\n";
        let found = comments(&FileName::from("a.yaml"), text);
        let lines: Vec<_> = found.iter().map(|comment| reach(text, &comment.span).0).collect();
        assert_eq!(lines, [vec![1], vec![2, 4], vec![3, 4]]);
    }

    #[test]
    fn the_signs_of_lists_and_quotations_leave_a_silence_alone() {
        let silence = "<!-- demarche: allow(repeated-word): as printed -->";
        let text = |sign: &str, next: &str| format!("---\n---\n{sign}{silence}\n{next}had had\n");
        for (sign, next, left) in
            [("- ", "  ", "-"), ("12) ", "    ", "12)"), ("> ", "> ", ">"), ("> 1. * ", ">      ", "> 1. *")]
        {
            let mut text = text(sign, next);
            let found = comments(&FileName::from("a.md"), &text);
            let (lines, whole) = reach(&text, &found[0].span);
            assert_eq!(lines, [3, 4], "{text}");
            text.replace_range(whole, "");
            assert_eq!(text, format!("---\n---\n{left}\n{next}had had\n"));
        }
        let words = text("- He ", "  ");
        assert_eq!(reach(&words, &comments(&FileName::from("a.md"), &words)[0].span).0, [3]);
    }

    #[test]
    fn what_stands_in_a_text_is_no_silence() {
        let silence = "# demarche: allow(no-topic): x";
        for (file, text, heard) in [
            ("a.yaml", format!("a: \"b {silence}\"\n"), 0),
            ("a.yaml", format!("a: 'b\n  {silence}'\n"), 0),
            ("a.yaml", format!("a: |\n  b\n  {silence}\n  c\nd: e\n"), 0),
            ("a.yaml", format!("a: |\n  b\n{silence}\nd: e\n"), 1),
            ("a.yaml", format!("a: >- {silence}\n  b\nd: 'e' {silence}\n"), 2),
            ("a.md", format!("---\na: >\n  b\n  {silence}\n---\n"), 0),
            ("site.toml", format!("a = \"b {silence}\"\nc = [\"{silence}\"] {silence}\n"), 1),
            ("site.toml", format!("[a]\nb = \"\"\"\n{silence}\n\"\"\"\n{silence}\n"), 1),
        ] {
            assert_eq!(comments(&FileName::from(file), &text).len(), heard, "{text}");
        }
    }

    #[test]
    fn words_that_are_no_comment_are_no_silence() {
        let text = "---\ntitle: a#demarche: x\n---\n`<!-- demarche: allow(no-topic): x -->` demarche: y\n";
        assert!(comments(&FileName::from("a.md"), text).is_empty());
    }
}

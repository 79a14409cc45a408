//! Suppressions: comments in which an author allows one warning on one line, with the reason.
//!
//! ```text
//! # demarche: allow(single-source): the ministry alone reported it            YAML and site.toml (`%` in *.bib)
//! <!-- demarche: allow(wrong-weekday): quoted as printed -->                  Markdown
//! ```
//!
//! In go the input's files and its diagnostics; out come the diagnostics without the suppressed warnings, and what is
//! wrong with the suppressions. Errors cannot be suppressed. The scope of a suppression:
//!
//! - its own line; and the next one, where it stands alone on its line (a sign of a list or quotation may stand before it);
//! - any place, for a code about the whole file, where it stands in the front matter;
//! - the whole site, where it stands alone on a line of `site.toml`.

use std::ops::Range;

use memchr::memmem;
use rustc_hash::FxHashSet;
use winnow::Parser;
use winnow::ascii::{digit1, space0, space1, till_line_ending};
use winnow::combinator::{alt, opt, preceded, repeat};
use winnow::error::ContextError;
use winnow::token::{one_of, take_till};

use crate::diagnostic::codes::{self, CheckLevel, Code};
use crate::diagnostic::{Diagnostic, Edit, FileName, Fix, Location, Severity};
use crate::fold::nearest;
use crate::front_matter::{self, quoted_texts};
use crate::input::{Input, InputContent};
use crate::located::locate::{LocatedDiagnostic, locate};
use crate::{config, markdown};

/// The word with which every suppression begins.
const WORD: &str = "demarche:";
/// The help for one that cannot be read.
const SHAPE: &str = "write `demarche: allow(code): the reason`, all on one line";

/// Removes the suppressed warnings, and adds what is wrong with the suppressions. One that suppresses nothing is a warning
/// if its code was looked for: at `check_level`, in a file that is `shown` in this build.
pub fn apply_suppressions(
    input: &Input,
    mut faults: Vec<Diagnostic>,
    check_level: CheckLevel,
    shown: &dyn Fn(&str) -> bool,
) -> Vec<Diagnostic> {
    let mut suppressions = Suppressions::of(input);
    faults.append(&mut suppressions.faults);
    if suppressions.is_empty() {
        return faults;
    }
    let mut located = locate(input, faults);
    let unused = suppressions.filter(&mut located);
    // An error may hide warnings for which a suppression is meant.
    let no_errors = located.iter().all(|fault| fault.diagnostic.severity == Severity::Warning);
    let unused =
        unused.into_iter().filter(|_| no_errors).filter_map(|suppression| suppression.unused(check_level, shown));
    located.into_iter().map(|fault| fault.diagnostic).chain(unused).collect()
}

/// Whether a text may hold a suppression.
pub fn has_suppression(text: &[u8]) -> bool {
    finder().find(text).is_some()
}

/// Finds where a suppression may begin.
fn finder() -> memmem::Finder<'static> {
    memmem::Finder::new(WORD)
}

/// A suppression that is well formed.
#[derive(Debug)]
struct Suppression {
    code: &'static Code,
    file: FileName,
    /// The bytes that a fix deletes.
    whole: Range<usize>,
    /// The bytes of the comment.
    span: Range<usize>,
    /// The lines in its scope, from 1.
    lines: Vec<usize>,
    in_front_matter: bool,
    for_the_site: bool,
}

/// Every suppression of the site, and what is wrong with them.
#[derive(Debug, Default)]
struct Suppressions {
    list: Vec<Suppression>,
    faults: Vec<Diagnostic>,
}

impl Suppressions {
    /// Finds the suppressions of all files.
    fn of(input: &Input) -> Self {
        let mut suppressions = Self::default();
        let finder = finder();
        for file in &input.files {
            if let InputContent::Text(bytes) = &file.content
                && finder.find(bytes).is_some()
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                suppressions.read(&file.path, text);
            }
        }
        suppressions
    }

    fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn read(&mut self, file: &FileName, text: &str) {
        let index = LineIndex::of(text);
        for Comment { span, words, in_front_matter } in comments(file, text) {
            let place = Location::bytes(file, span.clone());
            match parse_suppression(words.trim()) {
                Ok(code) => {
                    let (lines, whole) = index.scope(&span);
                    let for_the_site = &**file == config::FILE && lines.len() > 1;
                    let suppression =
                        Suppression { code, file: file.clone(), whole, span, lines, in_front_matter, for_the_site };
                    self.list.push(suppression);
                }
                Err(fault) => self.faults.push(fault.at(place)),
            }
        }
    }

    /// Removes the suppressed faults. Returns the suppressions that removed none.
    fn filter(&self, faults: &mut Vec<LocatedDiagnostic>) -> Vec<&Suppression> {
        let unused = {
            let at_fault: FxHashSet<Scope<'_>> = faults.iter().flat_map(scopes_around).collect();
            let is_unused = |suppression: &&Suppression| !suppression.scopes().any(|scope| at_fault.contains(&scope));
            self.list.iter().filter(is_unused).collect()
        };
        let suppressed: FxHashSet<Scope<'_>> = self.list.iter().flat_map(Suppression::scopes).collect();
        faults.retain(|fault| !scopes_around(fault).any(|scope| suppressed.contains(&scope)));
        unused
    }
}

/// Where warnings of one code may be suppressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scope<'s> {
    Site { code: &'s str },
    File { code: &'s str, file: &'s str },
    Line { code: &'s str, file: &'s str, line: usize },
}

/// Returns the scopes that a fault lies in: none if it is an error.
fn scopes_around(fault: &LocatedDiagnostic) -> impl Iterator<Item = Scope<'_>> {
    let Diagnostic { code, severity, place, .. } = &fault.diagnostic;
    let file = &*place.file;
    let around = [Scope::Site { code }, Scope::File { code, file }, Scope::Line { code, file, line: fault.line }];
    around.into_iter().filter(|_| *severity == Severity::Warning)
}

impl Suppression {
    /// Returns the scopes of which it suppresses all warnings of its code.
    fn scopes(&self) -> impl Iterator<Item = Scope<'_>> {
        let (code, file) = (self.code.name, &*self.file);
        let site = self.for_the_site.then_some(Scope::Site { code });
        let whole = (self.code.whole && self.in_front_matter).then_some(Scope::File { code, file });
        let lines = self.lines.iter().map(move |line| Scope::Line { code, file, line: *line });
        site.into_iter().chain(whole).chain(lines)
    }

    /// The warning that it suppresses nothing, if its code was looked for.
    fn unused(&self, check_level: CheckLevel, shown: &dyn Fn(&str) -> bool) -> Option<Diagnostic> {
        let looked = self.code.check_level <= check_level && (self.for_the_site || shown(&self.file));
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

/// Why a suppression has no effect.
enum SuppressionError<'t> {
    Unreadable,
    NoReason,
    Unknown(&'t str),
    Error(&'static Code),
}

impl SuppressionError<'_> {
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
fn parse_suppression(words: &str) -> Result<&'static Code, SuppressionError<'_>> {
    let code = preceded((WORD, space0, "allow", space0, '('), take_till(0.., ')'));
    let reason = preceded((')', space0, opt(':')), till_line_ending);
    let mut shape = (code, reason);
    let (code, reason): (&str, &str) =
        Parser::<_, _, ContextError>::parse(&mut shape, words).map_err(|_| SuppressionError::Unreadable)?;
    let code = codes::find(code.trim()).ok_or(SuppressionError::Unknown(code.trim()))?;
    match code.severity {
        _ if reason.trim().is_empty() => Err(SuppressionError::NoReason),
        Severity::Error => Err(SuppressionError::Error(code)),
        Severity::Warning => Ok(code),
    }
}

/// A comment that begins as a suppression.
struct Comment<'t> {
    span: Range<usize>,
    /// Its text without the comment signs.
    words: &'t str,
    in_front_matter: bool,
}

fn comments<'t>(file: &FileName, text: &'t str) -> Vec<Comment<'t>> {
    if file.ends_with(".md") {
        let Ok(parts) = front_matter::split(file, text) else { return Vec::new() };
        let texts = quoted_texts(&text[parts.front.clone()]);
        let mut found = after_sign(text, parts.front, '#', true, &texts);
        let body = &text[parts.body.clone()];
        found.extend(markdown::comments(body).into_iter().filter_map(|range| {
            let inner = body[range.clone()].strip_prefix("<!--")?.trim_start();
            let span = range.start + parts.body.start..range.end + parts.body.start;
            // A comment that goes on in the next line cannot be parsed.
            let words = inner.strip_suffix("-->").map_or(WORD, str::trim);
            inner.starts_with(WORD).then_some(Comment { span, words, in_front_matter: false })
        }));
        return found;
    }
    match file.rsplit_once('.').map(|(_, extension)| extension) {
        Some("yaml" | "yml") => after_sign(text, 0..text.len(), '#', false, &quoted_texts(text)),
        Some("toml") => after_sign(text, 0..text.len(), '#', false, &config::texts(text)),
        Some("bib") => after_sign(text, 0..text.len(), '%', false, &[]),
        _ => Vec::new(),
    }
}

/// The comments from a sign to the end of its line. In the byte ranges `texts` of the block the sign begins no comment.
fn after_sign<'t>(
    text: &'t str,
    within: Range<usize>,
    sign: char,
    in_front_matter: bool,
    texts: &[Range<usize>],
) -> Vec<Comment<'t>> {
    let block = &text[within.clone()];
    // No text lies in another.
    let mut texts = texts.to_vec();
    texts.sort_unstable_by_key(|text| text.start);
    let is_in_text = |at| {
        let next = texts.partition_point(|text| text.start <= at);
        next.checked_sub(1).is_some_and(|last| texts[last].contains(&at))
    };
    let found = memmem::find_iter(block.as_bytes(), WORD).filter_map(|at| {
        let before = block[..at].trim_end_matches([' ', '\t']).strip_suffix(sign)?;
        let fits = (before.is_empty() || before.ends_with([' ', '\t', '\n', '\r'])) && !is_in_text(before.len());
        let words = block[at..].lines().next()?.trim_end();
        let span = within.start + before.len()..within.start + at + words.len();
        fits.then_some(Comment { span, words, in_front_matter })
    });
    found.collect()
}

/// The lines of a file, for the scopes of its suppressions.
struct LineIndex<'t> {
    text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// For each line the next one, counted from 0, that has no suppression: several may stand above one line.
    next_plain: Vec<usize>,
}

impl<'t> LineIndex<'t> {
    fn of(text: &'t str) -> Self {
        let starts: Vec<usize> =
            std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        let mut next_plain: Vec<usize> = (1..=starts.len()).collect();
        let finder = finder();
        for line in (1..starts.len()).rev() {
            let end = starts.get(line + 1).copied().unwrap_or(text.len());
            if finder.find(&text.as_bytes()[starts[line]..end]).is_some() {
                next_plain[line - 1] = next_plain[line];
            }
        }
        Self { text, starts, next_plain }
    }

    /// Returns the lines, from 1, that a suppression covers, and the bytes that are deleted with it.
    fn scope(&self, span: &Range<usize>) -> (Vec<usize>, Range<usize>) {
        let text = self.text;
        let line = self.starts.partition_point(|start| *start <= span.start) - 1;
        let start = self.starts[line];
        let next = self.starts.partition_point(|start| *start <= span.end);
        let end = self.starts.get(next).copied().unwrap_or(text.len());
        let before = &text[start..span.start];
        let alone = is_signs(before) && text[span.end..end].trim().is_empty();
        let lines = if alone { vec![line + 1, self.next_plain[line] + 1] } else { vec![line + 1] };
        // The sign of a list belongs to the item, whose text follows in the next line.
        let whole =
            if alone && before.trim().is_empty() { start..end } else { start + before.trim_end().len()..span.end };
        (lines, whole)
    }
}

/// Whether a text is nothing but signs of lists and quotations.
fn is_signs(text: &str) -> bool {
    let item = alt((one_of(['-', '*', '+']).void(), (digit1, one_of(['.', ')'])).void()));
    let sign = alt(((item, space1).void(), ('>', space0).void()));
    let mut signs = (space0, repeat::<_, _, (), _, _>(0.., (sign, space0)));
    Parser::<_, _, ContextError>::parse(&mut signs, text).is_ok()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::input::InputFile;

    fn told(words: &str) -> &'static str {
        match parse_suppression(words) {
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
        let lines: Vec<_> = found.iter().map(|comment| LineIndex::of(text).scope(&comment.span).0).collect();
        assert_eq!(lines, [vec![1], vec![2, 4], vec![3, 4]]);
    }

    #[test]
    fn the_signs_of_lists_and_quotations_leave_a_silence_alone() {
        let suppression = "<!-- demarche: allow(repeated-word): as printed -->";
        let text = |sign: &str, next: &str| format!("---\n---\n{sign}{suppression}\n{next}had had\n");
        for (sign, next, left) in
            [("- ", "  ", "-"), ("12) ", "    ", "12)"), ("> ", "> ", ">"), ("> 1. * ", ">      ", "> 1. *")]
        {
            let mut text = text(sign, next);
            let found = comments(&FileName::from("a.md"), &text);
            let (lines, whole) = LineIndex::of(&text).scope(&found[0].span);
            assert_eq!(lines, [3, 4], "{text}");
            text.replace_range(whole, "");
            assert_eq!(text, format!("---\n---\n{left}\n{next}had had\n"));
        }
        let words = text("- He ", "  ");
        let found = comments(&FileName::from("a.md"), &words);
        assert_eq!(LineIndex::of(&words).scope(&found[0].span).0, [3]);
    }

    #[test]
    fn what_stands_in_a_text_is_no_silence() {
        let suppression = "# demarche: allow(no-topic): x";
        for (file, text, count) in [
            ("a.yaml", format!("a: \"b {suppression}\"\n"), 0),
            ("a.yaml", format!("a: 'b\n  {suppression}'\n"), 0),
            ("a.yaml", format!("a: |\n  b\n  {suppression}\n  c\nd: e\n"), 0),
            ("a.yaml", format!("a: |\n  b\n{suppression}\nd: e\n"), 1),
            ("a.yaml", format!("a: >- {suppression}\n  b\nd: 'e' {suppression}\n"), 2),
            ("a.md", format!("---\na: >\n  b\n  {suppression}\n---\n"), 0),
            ("site.toml", format!("a = \"b {suppression}\"\nc = [\"{suppression}\"] {suppression}\n"), 1),
            ("site.toml", format!("[a]\nb = \"\"\"\n{suppression}\n\"\"\"\n{suppression}\n"), 1),
        ] {
            assert_eq!(comments(&FileName::from(file), &text).len(), count, "{text}");
        }
    }

    /// Were each compared with each, these would be thousands of millions of comparisons.
    #[test]
    fn very_many_silences_are_each_for_their_own_line() {
        const COUNT: usize = 40_000;
        let suppression = "% demarche: allow(no-topic): x\n";
        let pair = format!("{suppression}a\n");
        // The last block stands alone: many above one line, where nothing is wrong.
        let text = format!("{}{}b\n", pair.repeat(COUNT), suppression.repeat(COUNT));
        let file = FileName::from("a.bib");
        let input = Input::new(
            vec![InputFile { path: file.clone(), content: InputContent::Text(text.into_bytes()) }],
            DateTime::UNIX_EPOCH,
        );
        let at = |number: usize| number * pair.len() + suppression.len();
        let fault = |number, code| Diagnostic::warning(code, Location::bytes(&file, at(number)..at(number) + 1), "x");
        let mut faults: Vec<Diagnostic> = (0..COUNT).map(|number| fault(number, "no-topic")).collect();
        faults.push(fault(COUNT / 2, "no-summary"));
        let left = apply_suppressions(&input, faults, CheckLevel::Check, &|_| true);
        let unused = left.iter().filter(|fault| fault.code == "unused-silence").count();
        assert_eq!((left.len(), unused), (COUNT + 1, COUNT));
        assert_eq!(left[0].code, "no-summary");
    }

    #[test]
    fn words_that_are_no_comment_are_no_silence() {
        let text = "---\ntitle: a#demarche: x\n---\n`<!-- demarche: allow(no-topic): x -->` demarche: y\n";
        assert!(comments(&FileName::from("a.md"), text).is_empty());
    }
}

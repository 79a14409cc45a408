//! What the command line prints: faults as rustc prints them, and a last line that says what was made.
//!
//! Faults and the last line go to the standard error; colours only to a terminal, and never where `NO_COLOR` is set.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};

use crate::cli::{by_code, other_tools, print};
use crate::diagnostic::{Location, Severity};
use crate::input::{Input, InputContent};
use crate::io::write::Written;
use crate::model::HeldBack;
use crate::pipeline::{LocatedDiagnostic, Timing};
use crate::serve::BuildReport;

/// More faults than these are told by code, with one example of each.
const MANY: usize = 50;

/// Prints faults in the order of files: each of them where they are few or `all` are wanted; else one of each code, and a
/// table of the codes.
pub(super) fn faults(input: &Input, faults: &[&LocatedDiagnostic], strict: bool, all: bool) {
    other_tools::hint(input, faults).into_iter().for_each(print::say);
    let renderer = Renderer::styled();
    let tell = |fault| print::say(format_args!("{}\n", renderer.render(&groups(input, fault, strict))));
    if all || faults.len() <= MANY {
        faults.iter().for_each(|fault| tell(fault));
        return;
    }
    let codes = by_code::of(faults, strict);
    codes.iter().for_each(|code| tell(code.example));
    print::say(by_code::table(&codes));
}

/// A fault as it is printed, without colours.
pub fn plain(input: &Input, fault: &LocatedDiagnostic, strict: bool) -> String {
    Renderer::plain().render(&groups(input, fault, strict))
}

fn groups<'f>(input: &'f Input, fault: &'f LocatedDiagnostic, strict: bool) -> Vec<Group<'f>> {
    let diagnostic = &fault.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning if strict => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group =
        level.primary_title(diagnostic.message.as_str()).id(diagnostic.code).elements(snippets(input, fault));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The lines of a fault as plain text: the fault's own, then those of other files. Its place stands above them already.
pub(super) fn excerpt(input: &Input, fault: &LocatedDiagnostic) -> String {
    let text = Renderer::plain().render(&[Group::with_level(Level::ERROR).elements(snippets(input, fault))]);
    text.split_once('\n').map_or_else(String::new, |(_, lines)| lines.to_owned())
}

/// The lines of a fault: its own, then those of other files.
fn snippets<'f>(input: &'f Input, fault: &'f LocatedDiagnostic) -> Vec<Snippet<'f, Annotation<'f>>> {
    let diagnostic = &fault.diagnostic;
    let here = |place: &Location| place.file == diagnostic.place.file;
    let also = || diagnostic.also.iter().zip(&fault.also);
    let near: Vec<&Range<usize>> = also().filter(|((place, _), _)| here(place)).map(|(_, span)| span).collect();
    let window = Window::of(text(input, &diagnostic.place.file), &fault.span, &near, fault.line);
    let mut primary = window
        .snippet(&diagnostic.place.file)
        .annotation(AnnotationKind::Primary.span(window.span(&fault.span)).label(diagnostic.label.as_str()));
    let mut elsewhere = Vec::new();
    for ((place, why), span) in also() {
        if here(place) {
            let context = AnnotationKind::Context.span(window.span(span)).label(why.as_str());
            primary = primary.annotation(context);
        } else {
            let other = text(input, &place.file);
            let line = other.get(..span.start).unwrap_or_default().matches('\n').count() + 1;
            let window = Window::of(other, span, &[], line);
            let context = AnnotationKind::Context.span(window.span(span)).label(why.as_str());
            elsewhere.push(window.snippet(&place.file).annotation(context));
        }
    }
    elsewhere.insert(0, primary);
    elsewhere
}

/// The lines of a file that a fault shows. The renderer reads all that it is given, for every fault.
struct Window<'f> {
    lines: &'f str,
    /// Where they begin in the file, in bytes.
    start: usize,
    /// The number of the first.
    first_line: usize,
}

impl<'f> Window<'f> {
    /// The lines of a span, which begins on `line`, and of others.
    fn of(text: &'f str, span: &Range<usize>, others: &[&Range<usize>], line: usize) -> Self {
        let first = others.iter().map(|other| other.start).fold(span.start, usize::min).min(text.len());
        let last = others.iter().map(|other| other.end).fold(span.end, usize::max).clamp(first, text.len());
        let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let end = text[last..].find('\n').map_or(text.len(), |length| last + length);
        // The sign of a Windows line end would be shown as a letter.
        let end = last.max(start + text[start..end].trim_end_matches('\r').len());
        let above = text[start..span.start.min(text.len())].matches('\n').count();
        Self { lines: &text[start..end], start, first_line: line - above }
    }

    fn snippet(&self, file: &'f str) -> Snippet<'f, Annotation<'f>> {
        Snippet::source(self.lines).path(file).line_start(self.first_line)
    }

    /// A span of the file as a span of these lines.
    fn span(&self, span: &Range<usize>) -> Range<usize> {
        let within = |at: usize| at.saturating_sub(self.start).min(self.lines.len());
        within(span.start)..within(span.end)
    }
}

/// The text of a file, or nothing where it is no text.
pub(super) fn text<'f>(input: &'f Input, file: &str) -> &'f str {
    match input.get(file).map(|file| &file.content) {
        Some(InputContent::Text(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
        },
        _ => "",
    }
}

/// Says that nothing was written, and why.
pub(super) fn nothing_written(faults: &[LocatedDiagnostic], strict: bool, target: &Path) {
    let stands = match crate::io::files::is_taken(target) {
        true => format!("{} is as it was", target.display()),
        false => "nothing was written".to_owned(),
    };
    print::say(format_args!("{}: {stands}", tally(faults, strict)));
}

/// Says that a new file was not written.
pub(super) fn not_written(faults: &[LocatedDiagnostic], place: &Path) {
    print::say(format_args!("{}: {} was not written", tally(faults, false), place.display()));
}

/// "3 errors and 1 warning".
pub(super) fn tally(faults: &[LocatedDiagnostic], strict: bool) -> String {
    let errors = faults.iter().filter(|fault| strict || fault.diagnostic.severity == Severity::Error).count();
    let warnings = faults.len() - errors;
    let of = |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    match warnings {
        0 => of(errors, "error"),
        _ if errors == 0 => of(warnings, "warning"),
        _ => format!("{} and {}", of(errors, "error"), of(warnings, "warning")),
    }
}

/// Says what was made, and how long each stage took.
pub(super) fn made(briefs: usize, written: &Written, target: &Path, timings: &[Timing]) {
    let total: f64 = timings.iter().map(|timing| timing.took.as_secs_f64()).sum();
    let stages: Vec<String> =
        timings.iter().map(|timing| format!("{} {}", timing.stage, milliseconds(timing.took.as_secs_f64()))).collect();
    print::say(format_args!(
        "{} → {} files, {}{} in {} ({}): {}",
        crate::english::count_of(briefs, "brief"),
        written.files,
        size(written.bytes),
        match written.made {
            0 => ", as they stood,".to_owned(),
            made if made < written.files => format!(", {made} of them new,"),
            _ => String::new(),
        },
        milliseconds(total),
        stages.join(", "),
        target.display()
    ));
}

/// Says how many briefs are not in the site, and why. It names none.
pub(super) fn held_back(held_back: &HeldBack) {
    if !held_back.is_empty() {
        print::say(format_args!("held back: {held_back}"));
    }
}

/// Says what `init` made, and what comes next.
pub(super) fn begun(folder: &Path, files: usize) {
    let shown = folder.display();
    print::say(format_args!(
        "A first site stands in {shown}: {files} files, and everything in it is an invented example.\n"
    ));
    print::say("Next:");
    if folder != Path::new(".") {
        print::say(format_args!("  cd {shown}"));
    }
    print::say("  demarche build                         then open public/index.html");
    print::say("  demarche serve --open                  the site in your browser, as you write");
    print::say("  demarche new brief \"What happened\"     your first brief");
    print::say("  demarche check                         what a sub-editor would say of it");
    print::say("README.md says what is where, and what to delete.");
}

/// Says where the site is to be seen.
pub(super) fn listening(address: &str) {
    print::say(format_args!("The site is at {address}/ until Ctrl-C"));
}

/// Says what came of the files of a site that is served.
pub(super) fn served(made: &BuildReport<'_>) {
    let why = match made.changed {
        [] => String::new(),
        [one] => format!("{} changed: ", one.display()),
        many => format!("{} files changed: ", many.len()),
    };
    let took = milliseconds(made.timings.iter().map(|timing| timing.took.as_secs_f64()).sum());
    match made.briefs {
        Some(briefs) => print::say(format_args!("{why}{} in {took}", crate::english::count_of(briefs, "brief"))),
        None => print::say(format_args!("{why}{} in {took}: no new site is shown", tally(made.faults, false))),
    }
}

/// How long each stage took, one to a line.
pub(super) fn stages(timings: &[Timing]) {
    for timing in timings {
        let took = timing.took.as_secs_f64() * 1000.0;
        print::say(format_args!("  {:<8}{took:>9.1} ms", timing.stage));
    }
}

fn milliseconds(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0} ms", seconds * 1000.0) } else { format!("{seconds:.2} s") }
}

fn size(bytes: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a size is shown with one decimal")]
    let bytes = bytes as f64;
    if bytes < 1e6 { format!("{:.0} kB", bytes / 1e3) } else { format!("{:.1} MB", bytes / 1e6) }
}

/// Says why the work could not be done.
pub(super) fn failure(error: &anyhow::Error) {
    let renderer = Renderer::styled();
    let title = format!("{error:#}");
    let group = Group::with_title(Level::ERROR.primary_title(title.as_str()));
    print::say(renderer.render(&[group]));
}

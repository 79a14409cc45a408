//! `demarche build`: reads, builds in memory, writes.

use std::io::IsTerminal;
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::voice::Voice;
use crate::cli::{BuildArgs, FAULTS, FINE, NO_TRACE, report, trace};
use crate::io;
use crate::pipeline::{self, Clock, Options, Target};

/// Where the site goes if nothing else is said.
const OUTPUT: &str = "public";
/// A bar is worth showing once this much time is gone.
const LONG: Duration = Duration::from_secs(1);

pub(super) fn run(args: &BuildArgs, voice: Voice) -> anyhow::Result<u8> {
    let mut clock = Clock::start();
    let (mut input, found) = pipeline::read(&args.edition.root)?;
    let reading = clock.lap("files");
    let audience = args.edition.audience(input.now);
    let bar = Bar::new(voice, "pages", 64);
    let progress = |done, all| bar.show(done, all);
    let options = Options { audience, strict: args.strict, progress: &progress };
    let folder = args.output.clone().unwrap_or_else(|| args.edition.root.join(OUTPUT));
    let target = Target { folder: &folder, protect: &io::protected(&args.edition.root), trace: args.trace().is_some() };
    let build = pipeline::publish(&mut input, found, &options, target);
    bar.clear();
    let build = build?;
    // The process is about to end.
    std::mem::forget(build.made_with);
    report::faults(&input, voice.told(&build.faults, args.strict), args.strict);
    let Some(written) = build.written else {
        report::nothing_written(&build.faults, args.strict, &folder);
        return Ok(FAULTS);
    };
    let timings: Vec<_> = [reading].into_iter().chain(build.timings).collect();
    if !voice.quiet {
        report::made(build.briefs, &written, &folder, &timings);
    }
    if voice.verbose || args.timings.is_some() {
        report::stages(&timings);
    }
    if let Some(place) = args.trace() {
        io::files::replace(place, &trace::json(&timings, &build.files))?;
    }
    Ok(FINE)
}

impl BuildArgs {
    /// Where a trace is to be written.
    fn trace(&self) -> Option<&Path> {
        self.timings.as_deref().filter(|place| *place != Path::new(NO_TRACE))
    }
}

/// A progress bar on a terminal, and only once the work is long.
pub(super) struct Bar {
    started: Instant,
    /// Shown after so many of them: asking for the time and drawing cost more than a page.
    each: usize,
    bar: Option<ProgressBar>,
}

impl Bar {
    /// A bar of so many of these.
    pub fn new(voice: Voice, what: &str, each: usize) -> Self {
        let bar = (std::io::stderr().is_terminal() && !voice.quiet).then(|| {
            let bar = ProgressBar::hidden();
            let style = ProgressStyle::with_template(&format!("  {{bar:40}} {{pos}} of {{len}} {what}"));
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { started: Instant::now(), each, bar }
    }

    pub fn show(&self, done: usize, all: usize) {
        if let Some(bar) = self.bar.as_ref().filter(|_| done.is_multiple_of(self.each) && self.started.elapsed() > LONG)
        {
            if bar.is_hidden() {
                bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            }
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    }

    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

//! A progress bar on the standard error.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::output_args::OutputArgs;
use crate::io::clock;

/// A bar is worth showing once this much time is gone.
const LONG: Duration = Duration::from_secs(1);

/// A progress bar on a terminal, and only once the work is long.
pub(super) struct Progress {
    started: Instant,
    /// Drawn after so many of them: asking for the time and drawing cost more than a page.
    each: usize,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// A bar that counts these, drawn once for every `each` of them.
    pub(super) fn new(output_args: OutputArgs, what: &str, each: usize) -> Self {
        let bar = (std::io::stderr().is_terminal() && !output_args.quiet).then(|| {
            let bar = ProgressBar::hidden();
            let style = ProgressStyle::with_template(&format!("  {{bar:40}} {{pos}} of {{len}} {what}"));
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar
        });
        Self { started: clock::instant(), each, bar }
    }

    /// Draws how many of how many are done.
    pub(super) fn show(&self, done: usize, all: usize) {
        if let Some(bar) = self.bar.as_ref().filter(|_| done.is_multiple_of(self.each) && self.started.elapsed() > LONG)
        {
            if bar.is_hidden() {
                bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            }
            bar.set_length(all as u64);
            bar.set_position(done as u64);
        }
    }

    /// Removes the bar.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

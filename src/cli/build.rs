//! `demarche build`: reads the site's folder, writes the output folder.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::exit::ExitStatus;
use crate::cli::output_args::OutputArgs;
use crate::cli::progress::Progress;
use crate::cli::site_args::SiteArgs;
use crate::cli::{report, trace};
use crate::io;
use crate::pipeline::{self, BuildOptions, Clock, LinkOptions, OutputTarget, RenderOptions};

/// Where the site goes if nothing else is said.
const OUTPUT: &str = "public";
/// What `--timings` without a name stands for.
const NO_TRACE: &str = "-";

pub(super) const EXAMPLES: &str = "\
Examples:
  demarche build                      the site in ./public
  demarche build --drafts -o /tmp/x   with drafts, elsewhere
  demarche build --drafts --as-of 2026-09-01 --audience AMBER -o /tmp/x
                                      what is held back until then, to be proofread
  demarche build --as-of 2025-05-15   as a reader would have seen it that day
  demarche build --strict             warnings are errors
  demarche build --timings=t.json     how long each stage and page took

Exit codes:
  0  the site was made
  1  the content is at fault; nothing was written
  2  the work could not be done";

#[derive(Debug, Args)]
pub(super) struct BuildArgs {
    #[command(flatten)]
    site_args: SiteArgs,
    /// The folder to put the site into [default: public, in the site's folder]
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// Tell how long each stage took; with a name, also write a trace of it
    ///
    /// A trace shows the stages and each file on its thread. ui.perfetto.dev and about:tracing in Chromium open it.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = NO_TRACE, require_equals = true)]
    timings: Option<PathBuf>,
}

pub(super) fn run(args: &BuildArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    if let Some(place) = args.trace() {
        io::read::refuse_of_site(&args.site_args.root, place)?;
    }
    let mut clock = Clock::start();
    let (mut input, found) = pipeline::read(&args.site_args.root)?;
    let reading = clock.lap("files");
    let audience = args.site_args.audience(input.now);
    let bar = Progress::new(output_args, "pages", 64);
    let progress = |done, all| bar.show(done, all);
    let link = LinkOptions::new(audience, &found);
    let render = RenderOptions { progress: &progress, trace: args.trace().is_some() };
    let options = BuildOptions { link, strict: args.strict, render };
    let folder = args.output.clone().unwrap_or_else(|| args.site_args.root.join(OUTPUT));
    let target = OutputTarget { folder: &folder, protect: &io::read::protected(&args.site_args.root) };
    let build = pipeline::publish(&mut input, &options, target);
    bar.clear();
    let build = build?;
    // The process is about to end.
    std::mem::forget(build.made_with);
    report::faults(&input, &output_args.shown(&build.faults, args.strict), args.strict, args.site_args.all);
    let Some(written) = build.output else {
        report::nothing_written(&build.faults, args.strict, &folder);
        return Ok(ExitStatus::ContentErrors);
    };
    let timings: Vec<_> = [reading].into_iter().chain(build.timings).collect();
    if !output_args.quiet {
        report::made(build.briefs, &written, &folder, &timings);
        report::held_back(&build.held_back);
    }
    if output_args.verbose || args.timings.is_some() {
        report::stages(&timings);
    }
    if let Some(place) = args.trace() {
        io::files::replace(place, &trace::json(&timings, &build.file_times))?;
    }
    Ok(ExitStatus::Done)
}

impl BuildArgs {
    /// Where a trace is to be written.
    fn trace(&self) -> Option<&Path> {
        self.timings.as_deref().filter(|place| *place != Path::new(NO_TRACE))
    }
}

//! `demarche check`: links and renders as a build does, runs all lints, and writes nothing but the fixes of `--fix`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::code_parser::CodeParser;
use crate::cli::exit::ExitStatus;
use crate::cli::formats::{DiagnosticReport, github, json, sarif};
use crate::cli::output_args::OutputArgs;
use crate::cli::progress::Progress;
use crate::cli::selection::Selection;
use crate::cli::site_args::SiteArgs;
use crate::cli::{apply_fixes, print, report};
use crate::diagnostic::Severity;
use crate::english::count_of;
use crate::input::Input;
use crate::located;
use crate::model::Site;
use crate::pipeline::{self, Build, BuildOptions, LinkOptions, LintSet, LocatedDiagnostic};
use crate::{io, lints};

pub(super) const EXAMPLES: &str = "\
Examples:
  demarche check                    faults and advice, for reading
  demarche check content/briefs/2025-02-06-note.md    one file, seen within the whole site
  demarche check --only unknown-actor --only missing-record
  demarche check --strict           for a gate: warnings fail too
  demarche check --fix              shows what can be mended, and asks
  demarche check --format github    in a workflow, at the lines of a pull request
  demarche check --external         are the pages that the site links to still there?
  demarche check --as-of 2026-09-01 --drafts          only what is in the briefing of that day

A warning is silenced on its line, or on the one above it, with the reason:
  # demarche: allow(single-source): the ministry alone reported it
  <!-- demarche: allow(wrong-weekday): quoted as printed -->

What is held back is checked as well: drafts, briefs in review, withheld, embargoed or marked for a narrower circle. With
--as-of the briefing of that day alone is.

Exit codes:
  0  no fault, or warnings alone
  1  the content is at fault
  2  the work could not be done";

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Tell the faults of these files or folders alone; the whole site is read all the same
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tell the faults of this code alone; may be given again
    #[arg(long, value_name = "CODE", value_parser = CodeParser, hide_possible_values = true)]
    only: Vec<String>,
    #[command(flatten)]
    site_args: SiteArgs,
    /// Take warnings for errors
    #[arg(long)]
    strict: bool,
    /// How to tell the faults; the formats for machines go to the standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ReportFormat,
    /// Mend what has one answer, or with `--fix=all` take the guesses too; shows the changes first
    #[arg(
        long,
        value_name = "WHICH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "sure"
    )]
    fix: Option<FixArg>,
    /// Write the fixes without asking
    #[arg(long, requires = "fix")]
    yes: bool,
    /// Ask the servers of outside links whether the pages are there
    ///
    /// One request at a time to each server, with a pause between two. Answers are kept for a week in
    /// .demarche/links.json in the site's folder; it may be deleted.
    #[arg(long)]
    external: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For reading, with the lines at fault
    Human,
    /// A document with one object for each fault
    Json,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Commands of GitHub's workflows
    Github,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FixArg {
    /// What has one answer
    Sure,
    /// Guesses as well, such as the nearest name
    All,
}

pub(super) fn run(args: &CheckArgs, output_args: OutputArgs) -> anyhow::Result<ExitStatus> {
    let mut checked = look(args, output_args)?;
    if let Some(which) = args.fix {
        let mended = located::apply_fixes(&checked.input, &checked.build.faults, which == FixArg::All);
        if mended.applied == 0 {
            print::say(format_args!("nothing to mend{}", guesses(&checked.build, which)));
        } else if apply_fixes::offer(&args.site_args.root, &mended, args.yes, args.format != ReportFormat::Human)? {
            checked = look(args, output_args)?;
        }
    }
    let status = if checked.build.output.is_some() { ExitStatus::Done } else { ExitStatus::ContentErrors };
    tell(args, output_args, &checked)?;
    Ok(status)
}

/// What came of a check.
struct CheckOutcome {
    input: Input,
    /// The faults that were asked for.
    build: Build<()>,
    /// How many errors were not asked for. While there is one, no lint is run on what it may concern.
    errors_elsewhere: usize,
    /// The files asked for that are no part of the briefing as of the day asked for.
    unseen: Vec<String>,
}

/// Checks the site, and keeps the faults that were asked for: they alone decide what comes of it.
fn look(args: &CheckArgs, output_args: OutputArgs) -> anyhow::Result<CheckOutcome> {
    let (input, found) = pipeline::read(&args.site_args.root)?;
    let selection = Selection::of(&input, &args.site_args.root, &args.files, &args.only)?;
    let ask_others = |site: &Site| ask(&args.site_args.root, output_args, site);
    let lints = if args.external { LintSet::AllAnd(&ask_others) } else { LintSet::All };
    let audience = args.site_args.audience(input.now);
    let link = LinkOptions { audience, scan_diagnostics: &found, lints };
    let mut build = pipeline::check(&input, &BuildOptions { link, strict: args.strict, ..BuildOptions::new(audience) });
    let errors = |faults: &[LocatedDiagnostic]| faults.iter().filter(|fault| is_error(fault)).count();
    let mut errors_elsewhere = 0;
    if selection.is_narrowed() {
        let all = errors(&build.faults);
        build.faults.retain(|fault| selection.holds(fault));
        errors_elsewhere = all - errors(&build.faults);
        let stops = |fault: &LocatedDiagnostic| args.strict || is_error(fault);
        build.output = (!build.faults.iter().any(stops)).then_some(());
    }
    let mut unseen = Vec::new();
    if audience.as_of.is_some() && selection.is_narrowed() {
        let site = pipeline::link(&input, &LinkOptions::new(audience, &found), None).site;
        unseen = selection.records_outside(&site.files());
    }
    Ok(CheckOutcome { input, build, errors_elsewhere, unseen })
}

fn is_error(fault: &LocatedDiagnostic) -> bool {
    fault.diagnostic.severity == Severity::Error
}

/// Asks for the pages that the site links to, and says what became of them.
fn ask(root: &Path, output_args: OutputArgs, site: &Site) -> Vec<crate::diagnostic::Diagnostic> {
    let links = lints::links::of(site);
    let addresses = links.iter().map(|link| link.address.clone()).collect();
    let bar = Progress::new(output_args, "links", 1);
    let answers =
        io::web::check_links(addresses, &io::web::LinkCheckOptions::cached_in(root), &|done, all| bar.show(done, all));
    bar.clear();
    lints::links::judge(&links, &answers)
}

fn tell(args: &CheckArgs, output_args: OutputArgs, checked: &CheckOutcome) -> anyhow::Result<()> {
    let CheckOutcome { input, build, errors_elsewhere, unseen } = checked;
    let folder = folder(&args.site_args.root);
    let found = DiagnosticReport { input, faults: &build.faults, strict: args.strict, folder: &folder };
    match args.format {
        ReportFormat::Human => {
            report::faults(input, &output_args.shown(&build.faults, args.strict), args.strict, args.site_args.all);
            if !output_args.quiet || build.output.is_none() {
                print::say(last_line(args, checked));
                held_back(args, build, unseen).into_iter().for_each(print::say);
                if *errors_elsewhere > 0 {
                    let errors = count_of(*errors_elsewhere, "error");
                    print::say(format_args!("{errors} elsewhere: until they are mended no advice is given"));
                }
            }
            if output_args.verbose {
                report::stages(&build.timings);
            }
        }
        ReportFormat::Json => print::output(json::document(found) + "\n")?,
        ReportFormat::Sarif => print::output(sarif::log(found) + "\n")?,
        ReportFormat::Github => print::output(github::commands(found))?,
    }
    Ok(())
}

fn last_line(args: &CheckArgs, CheckOutcome { build, unseen, .. }: &CheckOutcome) -> String {
    if build.faults.is_empty() {
        let asked: Vec<String> =
            args.files.iter().map(|file| file.display().to_string()).chain(args.only.clone()).collect();
        return match asked.is_empty() {
            true => format!("{}: nothing to say", count_of(build.briefs, "brief")),
            false if unseen.is_empty() => format!("{}: nothing to say", asked.join(", ")),
            false => format!("{}: nothing to say of what was looked at", asked.join(", ")),
        };
    }
    let sure = build.faults.iter().filter(|fault| fault.fix.as_ref().is_some_and(|fix| fix.sure)).count();
    let help = match sure {
        0 => "`demarche explain CODE` says more".to_owned(),
        _ => format!("--fix mends {sure}"),
    };
    format!("{}: {help}", report::tally(&build.faults, args.strict))
}

/// What is held back, and whether it was looked at.
fn held_back(args: &CheckArgs, build: &Build<()>, unseen: &[String]) -> Option<String> {
    match args.site_args.as_of {
        _ if build.held_back.is_empty() && unseen.is_empty() => None,
        None => Some(format!("held back, and checked as well: {}", build.held_back)),
        Some(_) if unseen.is_empty() => Some(format!("held back, not checked: {}", build.held_back)),
        Some(_) => Some(format!("held back, not checked: {}", unseen.join(", "))),
    }
}

fn guesses(build: &Build<()>, which: FixArg) -> &'static str {
    let any = build.faults.iter().any(|fault| fault.fix.is_some());
    if any && which == FixArg::Sure { " for sure; --fix=all takes the guesses" } else { "" }
}

/// The site's folder before the path of a file; nothing where the command runs in it.
fn folder(root: &Path) -> String {
    let path = root.to_string_lossy().replace('\\', "/");
    match path.trim_end_matches('/').trim_start_matches("./") {
        "." | "" => String::new(),
        path => format!("{path}/"),
    }
}

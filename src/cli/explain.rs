//! `demarche explain`: what a fault means, why it matters, and an example that is wrong and mended.

use anyhow::bail;
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::cli::code_parser::CodeParser;
use crate::cli::exit::ExitStatus;
use crate::cli::print;
use crate::diagnostic::codes::{self, CheckLevel, Code};
use crate::fold::nearest;

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The code, as it stands in brackets in a report: unknown-actor
    #[arg(value_name = "CODE", value_parser = CodeParser, hide_possible_values = true)]
    code: Option<String>,
    /// How to say it
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ExplainFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// Markdown, or a line for each code
    Human,
    /// An object for a code, or a list of them
    Json,
}

/// A code for a machine.
#[derive(Serialize)]
struct CodeEntry {
    code: &'static str,
    severity: &'static str,
    /// The command that sees it first.
    seen_by: &'static str,
    summary: &'static str,
    why: &'static str,
    wrong: Vec<ExampleFile>,
    right: Vec<ExampleFile>,
}

#[derive(Serialize)]
struct ExampleFile {
    path: &'static str,
    text: &'static str,
}

pub(super) fn run(args: &ExplainArgs) -> anyhow::Result<ExitStatus> {
    let text = match (&args.code, args.format) {
        (Some(code), format) => {
            let code = find(code)?;
            match format {
                ExplainFormat::Human => code.markdown(),
                ExplainFormat::Json => serde_json::to_string_pretty(&entry(code))?,
            }
        }
        (None, ExplainFormat::Human) => list(),
        (None, ExplainFormat::Json) => {
            serde_json::to_string_pretty(&codes::all().into_iter().map(entry).collect::<Vec<_>>())?
        }
    };
    print::output(format!("{}\n", text.trim_end()))?;
    Ok(ExitStatus::Done)
}

/// Returns the code that was typed, as it stands in a report.
///
/// # Errors
/// There is no such code.
pub(super) fn find(typed: &str) -> anyhow::Result<&'static Code> {
    // Copied from a report it may still have its brackets and its colon.
    let name = typed.trim_start_matches("error").trim_start_matches("warning").trim_matches(['[', ']', ':']);
    if let Some(code) = codes::find(name) {
        return Ok(code);
    }
    match nearest(name, codes::all().into_iter().map(|code| code.name)) {
        Some(near) => bail!("no fault has the code `{typed}`: did you mean `{near}`?"),
        None => bail!("no fault has the code `{typed}`: `demarche explain` lists them all"),
    }
}

fn list() -> String {
    let all = codes::all();
    let width = all.iter().map(|code| code.name.len()).max().unwrap_or_default();
    let line = |code: &&Code| format!("{:width$}  {:7}  {}", code.name, code.severity.as_str(), code.summary);
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn entry(code: &'static Code) -> CodeEntry {
    let seen_by = match code.check_level {
        CheckLevel::Build => "build",
        CheckLevel::Check => "check",
        CheckLevel::External => "check --external",
    };
    let files = |example| codes::files(example).into_iter().map(|(path, text)| ExampleFile { path, text }).collect();
    CodeEntry {
        code: code.name,
        severity: code.severity.as_str(),
        seen_by,
        summary: code.summary,
        why: code.why,
        wrong: files(code.wrong),
        right: files(code.right),
    }
}

//! Writes a briefing of any size: `generate --briefs 10000 --seed 1 --sources shared|inline --format demarche|hugo OUT`.
//!
//! With `--sources shared` (the default) briefs rest on records that several of them share; with `--sources inline` each
//! brief has three or four sources of its own, written in its front matter. All else is the same in both.
//!
//! The same arguments give the same bytes on every machine: all chance comes from one seeded generator, and nothing
//! depends on the clock, the environment or the width of `usize`.

mod dates;
mod demarche;
mod hugo;
mod plan;
mod prose;
mod words;
mod yaml;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use plan::{Plan, SourceForm};

/// For which program the site is written.
#[derive(Clone, Copy)]
enum Format {
    Demarche,
    Hugo,
}

struct Arguments {
    briefs: usize,
    seed: u64,
    sources: SourceForm,
    format: Format,
    out: PathBuf,
}

const USAGE: &str = "usage: generate [--briefs N] [--seed N] [--sources shared|inline] [--format demarche|hugo] OUT";

fn main() -> io::Result<()> {
    let arguments = match arguments(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            std::process::exit(2);
        }
    };
    let plan = Plan::of(arguments.briefs, arguments.seed, arguments.sources);
    match arguments.format {
        Format::Demarche => demarche::write(&plan, &arguments.out),
        Format::Hugo => hugo::write(&plan, &arguments.out),
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut briefs, mut seed, mut sources) = (1000, 1, SourceForm::Shared);
    let (mut format, mut out) = (Format::Demarche, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--briefs" => briefs = number(&value()?)?,
            "--seed" => seed = number(&value()?)?,
            "--sources" => {
                sources = match value()?.as_str() {
                    "shared" => SourceForm::Shared,
                    "inline" => SourceForm::Inline,
                    other => return Err(format!("no such form of sources: {other}")),
                }
            }
            "--format" => {
                format = match value()?.as_str() {
                    "demarche" => Format::Demarche,
                    "hugo" => Format::Hugo,
                    other => return Err(format!("no such format: {other}")),
                }
            }
            option if option.starts_with('-') => return Err(format!("no such option: {option}")),
            _ => out = Some(PathBuf::from(&word)),
        }
    }
    Ok(Arguments { briefs, seed, sources, format, out: out.ok_or("where to?")? })
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("no number: {text}"))
}

/// Writes one file, and the folders on the way to it.
fn put(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

//! Writes a briefing of any size: `generate --briefs 10000 --seed 1 [--format demarche|hugo] OUT`.
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

use plan::Plan;

/// For which program the site is written.
#[derive(Clone, Copy)]
enum Format {
    Demarche,
    Hugo,
}

struct Arguments {
    briefs: usize,
    seed: u64,
    format: Format,
    out: PathBuf,
}

const USAGE: &str = "usage: generate [--briefs N] [--seed N] [--format demarche|hugo] OUT";

fn main() -> io::Result<()> {
    let arguments = match arguments(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(why) => {
            eprintln!("{why}\n{USAGE}");
            std::process::exit(2);
        }
    };
    let plan = Plan::of(arguments.briefs, arguments.seed);
    match arguments.format {
        Format::Demarche => demarche::write(&plan, &arguments.out),
        Format::Hugo => hugo::write(&plan, &arguments.out),
    }
}

fn arguments(mut words: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut briefs, mut seed, mut format, mut out) = (1000, 1, Format::Demarche, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
        match word.as_str() {
            "--briefs" => briefs = number(&value()?)?,
            "--seed" => seed = number(&value()?)?,
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
    Ok(Arguments { briefs, seed, format, out: out.ok_or("where to?")? })
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

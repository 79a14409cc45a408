//! Every code of a diagnostic: its severity, its meaning, and an example, wrong and mended.
//!
//! In goes a code; out comes its entry. `tests/codes.rs` checks that exactly the codes of the sources are here, that each
//! wrong example has its fault, and that no mended one has it.

mod content;
mod entry;
mod fields;
mod files;
mod lints;
mod references;
mod suppressions;
mod text;
mod web;

pub use self::entry::{CheckLevel, Code};
use super::Severity;

impl Code {
    /// The entry as Markdown.
    pub fn markdown(&self) -> String {
        let severity = match self.severity {
            Severity::Error => "An error: nothing is written.",
            Severity::Warning => "A warning: the site is made all the same.",
        };
        let seen = match self.check_level {
            CheckLevel::Build => "",
            CheckLevel::Check => " `demarche check` gives it; `build` does not look.",
            CheckLevel::External => " `demarche check --external` gives it.",
        };
        let mut text = format!("# {}\n\n{}\n\n{severity}{seen}\n\n{}\n", self.name, sentence(self.summary), self.why);
        for (word, example) in [("Wrong", self.wrong), ("Mended", self.right)] {
            for (file, content) in files(example) {
                let language = if file.ends_with(".md") { "markdown" } else { extension(file) };
                text.push_str(&format!("\n{word}, `{file}`:\n\n````{language}\n{}\n````\n", content.trim_end()));
            }
        }
        text
    }
}

fn sentence(text: &str) -> String {
    // A file keeps its name.
    if text.split(' ').next().is_some_and(|word| word.contains('.')) {
        return format!("{text}.");
    }
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

fn extension(file: &str) -> &str {
    file.rsplit_once('.').map_or("text", |(_, extension)| extension)
}

/// The brief that an example is, if it names no file.
const BRIEF: &str = "content/briefs/2025-02-06-note.md";

/// The files of an example with their texts: each begins with a line `==> path`; without one the example is a brief.
pub fn files(example: &str) -> Vec<(&str, &str)> {
    if !example.starts_with("==> ") {
        return (!example.is_empty()).then_some((BRIEF, example)).into_iter().collect();
    }
    let parts = example["==> ".len()..].split("\n==> ");
    parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

/// Every code, in the order of the alphabet.
pub fn all() -> Vec<&'static Code> {
    let lists = [
        files::CODES,
        fields::CODES,
        content::CODES,
        references::CODES,
        text::CODES,
        lints::CODES,
        suppressions::CODES,
        web::CODES,
    ];
    let mut codes: Vec<&Code> = lists.into_iter().flatten().collect();
    codes.sort_by_key(|code| code.name);
    codes
}

/// The entry of a code.
pub fn find(name: &str) -> Option<&'static Code> {
    all().into_iter().find(|code| code.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_one_brief_or_several_files() {
        assert_eq!(files("---\n"), [(BRIEF, "---\n")]);
        assert_eq!(files("==> a.md\nx\n\n==> b.md\ny\n"), [("a.md", "x\n"), ("b.md", "y\n")]);
        assert_eq!(files(""), []);
    }
}

//! Marks that Obsidian alone knows: callouts, highlights, ids of blocks.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::import::generator::Generator;

/// Obsidian's callouts by the alert that says the same here.
const CALLOUTS: [(&str, &[&str]); 5] = [
    (
        "NOTE",
        &["note", "info", "todo", "abstract", "summary", "tldr", "example", "question", "help", "faq", "quote", "cite"],
    ),
    ("TIP", &["tip", "hint", "success", "check", "done"]),
    ("IMPORTANT", &["important"]),
    ("WARNING", &["warning", "attention"]),
    ("CAUTION", &["caution", "danger", "error", "failure", "fail", "missing", "bug"]),
];

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is written here")
}

static CALLOUT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(\s*(?:>\s*)+)\[!([A-Za-z-]+)(?:\|[^\]]*)?\][+-]?\s*(.*)$"));
static HIGHLIGHT: LazyLock<Regex> = LazyLock::new(|| regex(r"==([^\s=`](?:[^=`]*[^\s=`])?)=="));
static BLOCK_ID: LazyLock<Regex> = LazyLock::new(|| regex(r"(^|\s)\^[A-Za-z0-9-]+$"));

/// Returns a note's text with these marks as Markdown.
pub(super) fn rewritten(generator: Generator, text: &str) -> String {
    if generator != Generator::Obsidian {
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    let mut fence = false;
    for line in text.split('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fence = !fence;
        }
        if fence {
            out.push(line.to_owned());
        } else if let Some(parts) = CALLOUT.captures(line) {
            let kind = parts[2].to_lowercase();
            let known = CALLOUTS.iter().find(|(_, names)| names.contains(&&*kind)).map_or("NOTE", |(alert, _)| alert);
            out.push(format!("{}[!{known}]", &parts[1]));
            if !parts[3].trim().is_empty() {
                out.push(format!("{}**{}**", &parts[1], parts[3].trim().trim_matches('*')));
                out.push(parts[1].trim_end().to_owned());
            }
        } else {
            let line = HIGHLIGHT.replace_all(line, "**$1**");
            out.push(BLOCK_ID.replace(&line, "").into_owned());
        }
    }
    out.join("\n")
}

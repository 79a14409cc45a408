//! Marks that other Markdown readers know and ours does not: lists of attributes, contents, abbreviations, definitions,
//! ids of headings in any letters.

use super::note::BodyNote;
use crate::fold::slug_text;
use crate::import::generator::Generator;
use crate::import::notes;

/// Returns the text without marks that would be shown as text.
pub(super) fn rewritten(generator: Generator, text: &str, notes: &mut Vec<BodyNote>) -> String {
    let kramdown = generator == Generator::Jekyll;
    let mut out: Vec<String> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for (line, typed) in text.split('\n').enumerate() {
        let trimmed = typed.trim_start();
        if let Some((mark, length)) = fence {
            let closes = trimmed.trim_end().len() >= length && trimmed.trim_end().chars().all(|c| c == mark);
            fence = if closes { None } else { fence };
            out.push(typed.to_owned());
            continue;
        }
        if let Some(mark) = trimmed.chars().next().filter(|c| matches!(c, '`' | '~')) {
            let length = trimmed.chars().take_while(|c| *c == mark).count();
            if length >= 3 && !trimmed[length..].contains('`') {
                fence = Some((mark, length));
                out.push(typed.to_owned());
                continue;
            }
        }
        let mut note = |why: String| notes.push(BodyNote { kind: notes::KRAMDOWN, line, why });
        if kramdown && is_attributes(trimmed.trim_end()) {
            block_attributes(trimmed.trim_end(), &mut out, &mut note);
        } else if kramdown && trimmed.starts_with("*[") && trimmed.contains("]: ") {
            note(format!("the abbreviation `{}`", trimmed.trim_end()));
        } else if let Some(meaning) = definition(typed, &out) {
            define(meaning, &mut out);
        } else if typed.starts_with('#') {
            out.push(heading(typed));
        } else if kramdown && typed.contains("{:") {
            out.push(without_attributes(typed, &mut note));
        } else {
            out.push(typed.to_owned());
        }
    }
    out.join("\n")
}

/// `{: .x #y}`, `{:toc}`, `{::options /}`.
fn is_attributes(line: &str) -> bool {
    line.starts_with("{:") && line.ends_with('}') && !line[2..line.len() - 1].contains(['{', '}'])
}

/// A list of attributes on a line of its own is of the block before it: an id of a heading is kept.
fn block_attributes(line: &str, out: &mut Vec<String>, note: &mut impl FnMut(String)) {
    let inner = &line[2..line.len() - 1];
    let id = inner.split_whitespace().find_map(|part| part.strip_prefix('#'));
    match (id, out.last_mut().filter(|last| last.starts_with('#') && !last.contains("{#"))) {
        (Some(id), Some(heading)) => *heading = format!("{} {{#{}}}", heading.trim_end(), slug_text(id)),
        _ => note(format!("`{line}`")),
    }
    let is_contents = inner.trim_start_matches(':').split_whitespace().any(|part| part == "toc");
    // The item before `{:toc}` stands for the contents.
    if is_contents && out.last().is_some_and(|last| last.trim_start().starts_with(['*', '-', '+', '1'])) {
        out.pop();
    }
}

/// A line without `{:target="_blank"}`; what stands in code is left.
fn without_attributes(line: &str, note: &mut impl FnMut(String)) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("{:") {
        let end = rest[at..].find('}').map(|end| at + end + 1);
        let in_code = (out.matches('`').count() + rest[..at].matches('`').count()) % 2 == 1;
        let Some(end) = end.filter(|_| !in_code) else {
            out.push_str(&rest[..at + 2]);
            rest = &rest[at + 2..];
            continue;
        };
        out.push_str(&rest[..at]);
        note(format!("`{}`", &rest[at..end]));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// `: What it means`, below the line of a term.
fn definition<'l>(line: &'l str, before: &[String]) -> Option<&'l str> {
    let meaning = line.strip_prefix(": ").or_else(|| line.strip_prefix(":   ")).map(str::trim_start)?;
    let term = before.iter().rev().find(|line| !line.trim().is_empty())?;
    let plain = !term.starts_with(['#', '>', '|', '`', '~', '<']) && !term.starts_with("    ");
    (plain && !meaning.is_empty()).then_some(meaning)
}

/// Writes a term and its meaning as an item of a list.
fn define(meaning: &str, out: &mut Vec<String>) {
    while out.last().is_some_and(|line| line.trim().is_empty()) {
        out.pop();
    }
    let Some(last) = out.pop() else { return };
    if last.starts_with("- **") || last.starts_with("  ") {
        out.push(last);
        out.push(String::new());
        out.push(format!("  {meaning}"));
    } else {
        if out.last().is_some_and(|line| !line.trim().is_empty())
            && !out.last().is_some_and(|line| line.starts_with("- **"))
        {
            out.push(String::new());
        }
        out.push(format!("- **{}**: {meaning}", last.trim().trim_matches('*')));
    }
}

/// A heading whose id is made of letters that an id may have, with a space after its marks.
fn heading(line: &str) -> String {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    if level > 6 {
        return line.to_owned();
    }
    let Some(open) = line.rfind("{#") else { return line.to_owned() };
    let Some(end) = line[open..].find('}').map(|end| open + end).filter(|end| line[*end..].trim() == "}") else {
        return line.to_owned();
    };
    let id = line[open + 2..end].split_whitespace().next().unwrap_or_default();
    let clean = slug_text(id);
    let words = line[..open].trim_end();
    if clean.is_empty() { words.to_owned() } else { format!("{words} {{#{clean}}}") }
}

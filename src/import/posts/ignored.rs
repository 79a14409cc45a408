//! Settings that leave texts out of an old site: patterns of paths, each as a regular expression.

use regex_lite::{Regex, escape};

/// A setting that leaves texts out.
#[derive(Debug, Clone)]
pub(crate) struct Ignored {
    /// The words for the report.
    said: String,
    /// What the paths are like; a pattern that cannot be read counts for every text.
    pattern: Option<Regex>,
    /// Whether it takes back what others before it left out.
    takes_back: bool,
}

impl Ignored {
    fn new(setting: &str, typed: &str, pattern: &str) -> Self {
        let pattern = Regex::new(pattern).ok();
        let unread = if pattern.is_some() { "" } else { ", a pattern that could not be read" };
        Self { said: format!("`{setting}` names `{typed}`{unread}"), pattern, takes_back: false }
    }

    /// Jekyll's `exclude`: a file, or a folder with all that is in it.
    pub(super) fn jekyll(typed: &str) -> Self {
        let whole = typed.trim().trim_start_matches("./").trim_matches('/');
        Self::new("exclude", typed, &format!("^{}(?:/.*)?$", of_glob(whole, ".*")))
    }

    /// Zola's `ignored_content`.
    pub(super) fn zola(typed: &str) -> Self {
        Self::new("ignored_content", typed, &format!("^{}$", of_glob(typed.trim(), ".*")))
    }

    /// Hugo's `ignoreFiles`, which are regular expressions.
    pub(super) fn hugo(typed: &str) -> Self {
        Self::new("ignoreFiles", typed, typed)
    }

    /// A path that Eleventy's settings leave out.
    pub(super) fn eleventy(typed: &str) -> Self {
        let whole = typed.trim().trim_start_matches("./").trim_matches('/');
        Self::new("ignores", typed, &format!("^{}(?:/.*)?$", of_glob(whole, "[^/]*")))
    }

    /// The lines of a `.gitignore` or `.eleventyignore` that stands in a folder.
    pub(super) fn lines<'t>(file: &'t str, text: &'t str) -> impl Iterator<Item = Self> + 't {
        let (folder, name) = file.rsplit_once('/').map_or(("", file), |(folder, name)| (folder, name));
        let base = if folder.is_empty() { String::new() } else { format!("{}/", escape(folder)) };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(move |line| {
            let (takes_back, typed) = line.strip_prefix('!').map_or((false, line), |typed| (true, typed));
            let typed = typed.trim_start_matches("./");
            let whole = typed.trim_matches('/');
            let anywhere = if typed.trim_end_matches('/').contains('/') { "" } else { "(?:.*/)?" };
            let below = if typed.ends_with('/') { "/.*" } else { "(?:/.*)?" };
            let pattern = format!("^{base}{anywhere}{}{below}$", of_glob(whole, "[^/]*"));
            Self { takes_back, ..Self::new(name, line, &pattern) }
        })
    }
}

/// Returns which setting leaves a text out, by any of the paths that it has; the last that names it counts.
pub(super) fn left_out(settings: &[Ignored], paths: &[String]) -> Option<String> {
    let names = |setting: &&Ignored| match &setting.pattern {
        Some(pattern) => paths.iter().any(|path| pattern.is_match(path)),
        None => !setting.takes_back,
    };
    let last = settings.iter().rev().find(names)?;
    (!last.takes_back).then(|| last.said.clone())
}

/// The regular expression of a pattern with `*`, `**`, `?`, `[…]` and `{…,…}`; `star` is what `*` stands for.
pub(super) fn of_glob(glob: &str, star: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut chars = glob.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.next_if_eq(&'*').is_some() => match chars.next_if_eq(&'/') {
                Some(_) => out.push_str("(?:.*/)?"),
                None => out.push_str(".*"),
            },
            '*' => out.push_str(star),
            '?' => out.push('.'),
            '[' => {
                out.push('[');
                if chars.next_if(|c| matches!(c, '!' | '^')).is_some() {
                    out.push('^');
                }
                for c in chars.by_ref() {
                    match c {
                        ']' => break,
                        '-' => out.push('-'),
                        c => out.push_str(&escape(&c.to_string())),
                    }
                }
                out.push(']');
            }
            '{' => {
                depth += 1;
                out.push_str("(?:");
            }
            '}' if depth > 0 => {
                depth -= 1;
                out.push(')');
            }
            ',' if depth > 0 => out.push('|'),
            '\\' => out.push_str(&escape(&chars.next().unwrap_or('\\').to_string())),
            c => out.push_str(&escape(&c.to_string())),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_leaves_out_what_its_generator_would() {
        let lines = |text: &str| Ignored::lines(".eleventyignore", text).collect::<Vec<_>>();
        for (settings, path, is_out) in [
            (vec![Ignored::jekyll("secret/")], "secret/a/b.md", true),
            (vec![Ignored::jekyll("secret")], "secrets.md", false),
            (vec![Ignored::jekyll("*.draft.md")], "a/b.draft.md", true),
            (vec![Ignored::zola("*.{tmp,draft}.md")], "a/b.draft.md", true),
            (vec![Ignored::zola("drafts/**")], "drafts/a/b.md", true),
            (vec![Ignored::zola("drafts/**")], "posts/b.md", false),
            (vec![Ignored::hugo("\\.draft\\.md$")], "a/b.draft.md", true),
            (vec![Ignored::hugo("(never closed")], "a.md", true),
            (lines("# words\n/notes\n*.tmp.md\n"), "notes/a.md", true),
            (lines("/notes\n"), "a/notes/b.md", false),
            (lines("notes/\n"), "a/notes/b.md", true),
            (lines("notes/*\n!notes/a.md\n"), "notes/a.md", false),
            (lines("notes/*\n!notes/a.md\n"), "notes/b.md", true),
        ] {
            assert_eq!(left_out(&settings, &[path.to_owned()]).is_some(), is_out, "{settings:?} {path}");
        }
    }
}

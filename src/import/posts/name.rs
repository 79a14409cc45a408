//! What the name of a post's file says: a date, a language, the rest.

use chrono::NaiveDate;

/// The parts of a file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PostName {
    /// `2025-02-06`, where the name begins with it, or the folders around it are year, month and day.
    pub date: Option<String>,
    /// The rest of the name.
    pub rest: String,
    /// The language, in `post.ru.md`.
    pub lang: Option<String>,
}

impl PostName {
    pub(super) fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').collect();
        let (name, folders) = parts.split_last().map_or((path, &[][..]), |(name, folders)| (*name, folders));
        let stem = without_ending(name);
        let (stem, lang) = match stem.rsplit_once('.') {
            Some((stem, lang)) if is_language(lang) && !stem.is_empty() => (stem, Some(lang.to_owned())),
            _ => (stem, None),
        };
        // A bundle's text is `index.md` in a folder that has the name.
        let is_bundle = matches!(stem, "index" | "_index");
        let stem = if is_bundle { folders.last().copied().unwrap_or(stem) } else { stem };
        let folders = if is_bundle { folders.split_last().map_or(folders, |(_, rest)| rest) } else { folders };
        match dated(stem) {
            Some((day, rest)) => Self { date: Some(day), rest: rest.to_owned(), lang },
            None => {
                let (date, rest) = of_folders(folders, stem);
                Self { date, rest: rest.to_owned(), lang }
            }
        }
    }

    pub(super) fn slug(&self) -> String {
        match &self.lang {
            Some(lang) => format!("{}-{lang}", self.rest),
            None => self.rest.clone(),
        }
    }
}

/// A name without `.md` or `.markdown`.
pub(in crate::import) fn without_ending(name: &str) -> &str {
    let at = name.rfind('.').filter(|at| is_markdown(&name[*at..]));
    at.map_or(name, |at| &name[..at])
}

/// Whether a path ends as Markdown does, in any letters.
pub(super) fn is_markdown(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".md", ".markdown", ".mdx", ".mkd"].iter().any(|ending| lower.ends_with(ending))
}

/// `ru`, `zh-cn`, `pt_BR`: two or three letters, perhaps with a region.
fn is_language(text: &str) -> bool {
    let (language, region) = text.split_once(['-', '_']).unwrap_or((text, "xx"));
    (2..=3).contains(&language.len())
        && language.bytes().all(|c| c.is_ascii_lowercase())
        && (2..=4).contains(&region.len())
        && region.bytes().all(|c| c.is_ascii_alphabetic())
}

/// `2025-02-06-note`, `2025-2-6_note`, `2025-02-06T09:00:00Z-note`.
fn dated(stem: &str) -> Option<(String, &str)> {
    let mut parts = stem.splitn(3, '-');
    let (year, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (day, rest) = rest.split_at(end);
    // Zola lets a moment stand before the name.
    let rest = rest.strip_prefix('T').and_then(|clock| clock.find(['Z', '_']).map(|at| &clock[at..])).unwrap_or(rest);
    let rest = rest.trim_start_matches('Z').trim_start_matches(['-', '_', ' ']);
    let day = day_of(year, month, day).filter(|_| !rest.is_empty())?;
    Some((day, rest))
}

/// `2025/02/06/note` or `2025/02/06-note`: the day that the folders around a file name, and the rest of its name.
fn of_folders<'s>(folders: &[&str], stem: &'s str) -> (Option<String>, &'s str) {
    if let [.., year, month, day] = folders
        && let Some(day) = day_of(year, month, day)
    {
        return (Some(day), stem);
    }
    if let [.., year, month] = folders
        && let Some((day, rest)) = stem.split_once(['-', '_'])
        && let Some(day) = day_of(year, month, day)
    {
        return (Some(day), rest);
    }
    (None, stem)
}

/// The day that an address holds: `/2017/04/27/rust/`.
pub(super) fn date_in(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split('/').collect();
    parts.windows(3).find_map(|parts| day_of(parts[0], parts[1], parts[2]))
}

fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    Some(day.format("%Y-%m-%d").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_a_date_a_language_and_the_rest() {
        for (path, date, rest, lang) in [
            ("_posts/2025-02-06-note.md", Some("2025-02-06"), "note", None),
            ("_posts/2024-1-3-x.MD", Some("2024-01-03"), "x", None),
            ("2025-02-06_note.ru.md", Some("2025-02-06"), "note", Some("ru")),
            ("a/note.pt_BR.md", None, "note", Some("pt_BR")),
            ("posts/visas/index.md", None, "visas", None),
            ("2017/04/27/rust.md", Some("2017-04-27"), "rust", None),
            ("2017/04/27/rust/index.md", Some("2017-04-27"), "rust", None),
            ("2017/04/27-rust.md", Some("2017-04-27"), "rust", None),
            ("2025-02-06.md", None, "2025-02-06", None),
            ("2025-13-06-x.md", None, "2025-13-06-x", None),
            ("index.md", None, "index", None),
        ] {
            let name = PostName::of(path);
            assert_eq!((name.date.as_deref(), &*name.rest, name.lang.as_deref()), (date, rest, lang), "{path}");
        }
    }
}

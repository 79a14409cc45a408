//! Ids that are free.
//!
//! In go drafts whose stems are ids, the ids of the site and the paths of its files; out come the same drafts with stems
//! that are no other's. A draft whose file is there already was carried by an earlier run, and is left out.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::{Draft, Import};
use crate::compose::{dated_stem, slug_of};
use crate::content::{Kind, id_of_stem};
use crate::fold::slug_text;
use crate::path::Slug;
use crate::routes;

/// The longest id to which a number can still be added.
const LONGEST: usize = 110;

/// The id that a record asks for: the one that was given, or what its title makes.
pub(super) fn stem(title: &str, given: Option<&str>) -> String {
    let given = given.filter(|given| !given.is_empty()).and_then(|given| id_of_stem(Kind::Brief, given).ok());
    // A title of signs alone makes no id.
    given.or_else(|| slug_of(title).ok()).map_or_else(|| "brief".to_owned(), |slug| slug.to_string())
}

/// What stands in the site.
#[derive(Debug, Default)]
pub(crate) struct TakenIds {
    ids: BTreeSet<(Kind, Slug)>,
    files: BTreeSet<String>,
}

impl TakenIds {
    /// Whether the site has a record of a kind with this id.
    pub(crate) fn has(&self, kind: Kind, id: &str) -> bool {
        self.ids.iter().any(|(of, taken)| *of == kind && taken.as_str() == id)
    }

    /// Whether a record may have an id: no other has it, and no page of the site stands at its address.
    fn is_free(&self, kind: Kind, id: &Slug) -> bool {
        !self.ids.contains(&(kind, id.clone())) && !routes::is_reserved(kind, &routes::record(kind, id))
    }

    /// Of the paths of a site's files.
    pub(crate) fn of<'p>(paths: impl IntoIterator<Item = &'p str>) -> Self {
        let mut taken = Self::default();
        for path in paths {
            let folder = path.split('/').nth(1).unwrap_or_default();
            let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".md"));
            let kind = Kind::ALL.into_iter().find(|kind| kind.folder() == folder && path.starts_with("content/"));
            if let (Some(kind), Some(stem)) = (kind, stem)
                && let Ok(id) = id_of_stem(kind, stem)
            {
                taken.ids.insert((kind, id));
            }
            taken.files.insert(path.to_owned());
        }
        taken
    }
}

/// The names that a post may have before it is numbered: its own, that with its language, that with its folder. A number
/// says nothing without its folder.
fn others(draft: &Draft) -> Vec<String> {
    let Some(old) = &draft.old else { return Vec::new() };
    let own: String = draft.record.stem.chars().take(LONGEST).collect();
    let own = own.trim_end_matches('-').to_owned();
    let folders = old.file.rsplit('/').skip(1).map(slug_text).filter(|folder| {
        !folder.is_empty() && *folder != own && !matches!(&**folder, "posts" | "drafts" | "content" | "src")
    });
    let folder = folders.map(|folder| format!("{folder}-{own}")).next();
    let lang = draft.record.fields.get("lang").and_then(Value::as_str).map(slug_text);
    let lang = lang.filter(|lang| !own.ends_with(&format!("-{lang}"))).map(|lang| format!("{own}-{lang}"));
    let is_number = own.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let names = if is_number { vec![folder, Some(own), lang] } else { vec![Some(own), lang, folder] };
    names.into_iter().flatten().filter(|name| name.len() <= LONGEST && Slug::new(name).is_ok()).collect()
}

/// Gives every draft a name of its own.
pub(crate) fn assign_ids(import: &mut Import, mut taken: TakenIds) {
    let drafts = std::mem::take(&mut import.drafts);
    let mut tried = BTreeMap::new();
    let written = taken.files.clone();
    for mut draft in drafts {
        match free(&draft, &taken, &written, &mut tried) {
            Some((stem, id)) => {
                taken.ids.insert((draft.record.kind, id));
                draft.record.stem = stem;
                import.drafts.push(draft);
            }
            None => import.left_out(&draft.from, None, "a file of its name is there already"),
        }
    }
}

/// A stem that is free and its id; nothing where an earlier run wrote the draft's file. `tried` is the number to go on
/// with.
fn free(
    draft: &Draft,
    taken: &TakenIds,
    written: &BTreeSet<String>,
    tried: &mut BTreeMap<(Kind, String), usize>,
) -> Option<(String, Slug)> {
    let kind = draft.record.kind;
    let date = draft.record.fields.get("date").and_then(Value::as_str).unwrap_or_default();
    for plainer in others(draft) {
        let slug = Slug::new(&plainer).ok()?;
        let stem = dated_stem(date, &slug);
        let id = id_of_stem(kind, &stem).ok()?;
        if written.contains(&format!("content/{}/{stem}.md", kind.folder())) {
            return None;
        }
        if taken.is_free(kind, &id) {
            return Some((stem, id));
        }
    }
    let wanted: String = draft.record.stem.chars().take(LONGEST).collect();
    let next = tried.entry((kind, wanted.clone())).or_insert(1);
    loop {
        let numbered = if *next == 1 { wanted.clone() } else { format!("{}-{next}", wanted.trim_end_matches('-')) };
        // What is asked for is a slug; a number keeps it one.
        let slug = Slug::new(&numbered).or_else(|_| Slug::new("brief")).ok()?;
        let stem = dated_stem(date, &slug);
        let path = format!("content/{}/{stem}.md", kind.folder());
        if written.contains(&path) {
            return None;
        }
        // A year before a hyphen would be taken off: the file's id is what counts.
        let id = id_of_stem(kind, &stem).ok()?;
        if taken.is_free(kind, &id) {
            return Some((stem, id));
        }
        *next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::{NewRecord, put};
    use crate::import::DraftOrigin;
    use serde_yaml::Mapping;

    fn settled(drafts: &[(&str, &str)], there: &[&str]) -> (Vec<String>, usize) {
        let mut import = Import::default();
        for (row, (title, date)) in drafts.iter().enumerate() {
            let mut fields = Mapping::new();
            put(&mut fields, "date", Some(*date));
            let (stem, comments, body) = (stem(title, None), String::new(), String::new());
            let record = NewRecord { kind: Kind::Brief, stem, fields, comments, body };
            import.drafts.push(Draft { from: DraftOrigin::row("a.csv", row + 2), record, old: None });
        }
        assign_ids(&mut import, TakenIds::of(there.iter().copied()));
        (import.drafts.iter().map(|draft| draft.record.stem.clone()).collect(), import.notes.len())
    }

    #[test]
    fn two_of_one_title_are_two_files_and_a_second_run_writes_none() {
        let rows =
            [("A note", "2025-02-06"), ("A note", "2025-02-06"), ("A note", "2025-03"), ("!?", "2025"), ("…", "2026")];
        let (stems, notes) = settled(&rows, &["content/briefs/other/a-note-3.md"]);
        assert_eq!(
            stems,
            ["2025-02-06-a-note", "2025-02-06-a-note-2", "2025-03-a-note-4", "2025-brief", "2026-brief-2"]
        );
        assert_eq!(notes, 0);
        let written: Vec<String> = stems.iter().map(|stem| format!("content/briefs/{stem}.md")).collect();
        let mut there: Vec<&str> = written.iter().map(String::as_str).collect();
        there.push("content/briefs/other/a-note-3.md");
        assert_eq!(settled(&rows, &there), (Vec::new(), rows.len()), "carried before");
    }

    #[test]
    fn ten_thousand_of_one_title_take_no_time() {
        let rows = vec![("The same", "2025-02-06"); 10_000];
        let (stems, _) = settled(&rows, &[]);
        assert_eq!(stems.iter().collect::<BTreeSet<_>>().len(), 10_000);
    }
}

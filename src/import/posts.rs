//! The content folder of Hugo, Jekyll or Zola → briefs, and pages of what has no date.
//!
//! Titles, dates, terms, drafts, summaries, old addresses and texts are carried; every other field is kept under `extra:`.
//! Shortcodes and template code stay in the text as they are, each with a note.

use serde_yaml::{Mapping, Value};

use super::{DraftOrigin, Import, LeftOut, date_cells, draft_ids, post_front_matter};
use crate::compose::{NewRecord, put, put_all};
use crate::content::{self, Kind};
use crate::edtf::Edtf;
use crate::path::UrlPath;

/// Whose folder it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
}

/// How shortcodes, Liquid and Tera begin.
const CODE: [&str; 4] = ["{{<", "{{%", "{%", "{{"];

/// Where the text of a post begins to be more than its summary.
const MORE: [&str; 2] = ["<!--more-->", "<!-- more -->"];

/// Makes a brief of every post. `files` are paths below the folder, with `/`, and what they hold.
pub(crate) fn posts(generator: Generator, files: &[(String, Vec<u8>)], import: &mut Import) {
    for (path, bytes) in files {
        let from = DraftOrigin::file(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        if !(name.ends_with(".md") || name.ends_with(".markdown")) {
            import.lost(&from, None, "only Markdown is carried; copy what a brief shows into content/ by hand");
            continue;
        }
        import.seen += 1;
        let record = match std::str::from_utf8(bytes) {
            _ if name == "_index.md" => Err((None, "it is a section's own page, which has no brief".to_owned())),
            Err(error) => Err((None, format!("byte {} is not UTF-8", error.valid_up_to()))),
            Ok(text) => post(generator, path, text, import),
        };
        import.add(from, record);
    }
}

fn post(generator: Generator, path: &str, text: &str, import: &mut Import) -> Result<NewRecord, LeftOut<'static>> {
    let (fields, body) = match post_front_matter::split(text) {
        Ok((Some(fields), body)) => (fields, body),
        Ok((None, _)) => return Err((None, "the file has no front matter".to_owned())),
        Err(why) => return Err((None, format!("the front matter cannot be read: {why}"))),
    };
    let mut post = Post { fields, name: PostName::of(path), from: DraftOrigin::file(path), record: Mapping::new() };
    post.spell(generator);
    let title = post.title().ok_or_else(|| (Some("title"), "the file has no title".to_owned()))?;
    put(&mut post.record, "title", Some(title.as_str()));
    let date = post.date().map_err(|why| (Some("date"), why))?;
    let kind = if date.is_some() { Kind::Brief } else { Kind::Page };
    if date.is_none() {
        import.lost(&post.from, Some("date"), "the file has no date: it becomes a page, not a brief");
    }
    put(&mut post.record, "date", date);
    post.carry(path, import);
    code(path, text, text.len() - body.len(), import);
    let body = MORE.iter().fold(body.to_owned(), |body, more| body.replace(more, ""));
    let slug = post.take_text("slug").unwrap_or_else(|| post.name.slug());
    let stem = draft_ids::stem(&title, Some(&slug));
    Ok(NewRecord { kind, stem, fields: post.fitted(kind), comments: String::new(), body })
}

/// Notes the template code in a text, which begins at `start`.
fn code(path: &str, text: &str, start: usize, import: &mut Import) {
    let first = text[..start].matches('\n').count() + 1;
    for (index, line) in text[start..].lines().enumerate() {
        if let Some(found) = CODE.iter().find_map(|mark| line.find(mark)) {
            let shown: String = line[found..].chars().take(40).collect();
            let why = format!("template code is left in the text: `{shown}`");
            import.lost(&DraftOrigin::line(path, first + index), None, why);
        }
    }
}

/// What the name of a file says.
struct PostName {
    /// `2025-02-06`, where the name begins with it.
    date: Option<String>,
    /// The rest of the name.
    rest: String,
    /// The language, in `post.ru.md`.
    lang: Option<String>,
}

impl PostName {
    fn of(path: &str) -> Self {
        let mut parts = path.rsplit('/');
        let name = parts.next().unwrap_or(path);
        let stem = name.trim_end_matches(".markdown").trim_end_matches(".md");
        let (stem, lang) = match stem.rsplit_once('.') {
            Some((stem, lang)) if (2..=3).contains(&lang.len()) && lang.bytes().all(|c| c.is_ascii_lowercase()) => {
                (stem, Some(lang.to_owned()))
            }
            _ => (stem, None),
        };
        // A bundle's text is `index.md` in a folder that has the name.
        let stem = if stem == "index" { parts.next().unwrap_or(stem) } else { stem };
        let dated = stem.get(..10).filter(|day| day.parse::<Edtf>().is_ok()).zip(stem.get(11..));
        match dated.filter(|(_, rest)| !rest.is_empty()) {
            Some((day, rest)) => Self { date: Some(day.to_owned()), rest: rest.to_owned(), lang },
            None => Self { date: None, rest: stem.to_owned(), lang },
        }
    }

    fn slug(&self) -> String {
        match &self.lang {
            Some(lang) => format!("{}-{lang}", self.rest),
            None => self.rest.clone(),
        }
    }
}

struct Post {
    /// What is not carried yet.
    fields: Mapping,
    name: PostName,
    from: DraftOrigin,
    record: Mapping,
}

impl Post {
    /// Gives fields the names that are read below: each generator has words of its own.
    fn spell(&mut self, generator: Generator) {
        if generator == Generator::Hugo {
            // Hugo reads keys in any case.
            let fields = std::mem::take(&mut self.fields).into_iter();
            self.fields = fields.map(|(key, value)| (lower(key), value)).collect();
        }
        for group in ["taxonomies", "extra"] {
            if let Some(Value::Mapping(inner)) = self.fields.remove(group) {
                for (key, value) in inner {
                    self.fields.entry(key).or_insert(value);
                }
            }
        }
        if self.fields.get("published").is_some_and(Value::is_bool) {
            let shown = self.fields.remove("published").and_then(|value| value.as_bool());
            self.fields.entry("draft".into()).or_insert(Value::Bool(shown == Some(false)));
        }
    }

    fn title(&mut self) -> Option<String> {
        let title = self.take_text("title").map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        title.filter(|title| !title.is_empty()).or_else(|| {
            // Jekyll makes the title of the file's name.
            self.name.date.is_some().then(|| self.name.rest.replace(['-', '_'], " "))
        })
    }

    fn date(&mut self) -> Result<Option<String>, String> {
        match self.take_text("date") {
            Some(typed) => day(&typed).map(Some),
            None => Ok(self.name.date.clone()),
        }
    }

    /// Carries what has a place in a brief or a page.
    fn carry(&mut self, path: &str, import: &mut Import) {
        let summary = ["summary", "description", "excerpt"].into_iter().find_map(|name| self.take_text(name));
        put(&mut self.record, "summary", summary.filter(|text| !text.trim().is_empty()));
        let mut topics = Vec::new();
        for name in ["categories", "category", "tags", "tag", "topics"] {
            for topic in self.take_list(name) {
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            }
        }
        put_all(&mut self.record, "topics", topics);
        let authors: Vec<String> = ["authors", "author"].into_iter().flat_map(|name| self.take_list(name)).collect();
        put_all(&mut self.record, "authors", authors);
        let lang = self.take_text("lang").or_else(|| self.take_text("language")).or_else(|| self.name.lang.clone());
        put(&mut self.record, "lang", lang);
        let draft = self.fields.remove("draft").and_then(|value| value.as_bool()) == Some(true);
        put(&mut self.record, "status", (draft || path.starts_with("_drafts/")).then_some("draft"));
        for name in ["updated", "lastmod", "last_modified_at"] {
            if let Some(Ok(updated)) = self.take_text(name).map(|typed| day(&typed)) {
                put(&mut self.record, "updated", Some(updated).filter(|updated| updated.len() == 10));
            }
        }
        let mut old = Vec::new();
        for name in ["aliases", "redirect_from", "url", "permalink", "path"] {
            for address in self.take_list(name) {
                match UrlPath::new(address.trim_matches('/')) {
                    Ok(_) => old.push(address),
                    Err(why) => import.lost(&self.from, Some(name), format!("`{address}` can be no address: {why}")),
                }
            }
        }
        put_all(&mut self.record, "aliases", old);
    }

    /// The fields of a kind; what it has no place for is kept under `extra:`.
    fn fitted(self, kind: Kind) -> Mapping {
        let known = content::fields(kind);
        let fits = |key: &Value| key.as_str().is_some_and(|key| known.field(key).is_some());
        let (mut fields, rest): (Mapping, Mapping) = self.record.into_iter().partition(|(key, _)| fits(key));
        let extra: Mapping = rest.into_iter().chain(self.fields).collect();
        if !extra.is_empty() {
            fields.insert("extra".into(), Value::Mapping(extra));
        }
        fields
    }

    fn take_text(&mut self, name: &str) -> Option<String> {
        let text = self.fields.get(name).and_then(text_of)?;
        self.fields.remove(name);
        Some(text)
    }

    /// The texts of a list, or of one value. Jekyll parts the words of a text by spaces where it wants a list.
    fn take_list(&mut self, name: &str) -> Vec<String> {
        match self.fields.remove(name) {
            Some(Value::Sequence(items)) => items.iter().filter_map(text_of).collect(),
            Some(value) => text_of(&value).into_iter().filter(|text| !text.trim().is_empty()).collect(),
            None => Vec::new(),
        }
    }
}

fn lower(key: Value) -> Value {
    match key {
        Value::String(key) => Value::String(key.to_lowercase()),
        other => other,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Returns the day of a post. Its time of day is when it was posted, not when the event was, and is dropped.
fn day(typed: &str) -> Result<String, String> {
    let clocked = typed.get(10..).is_some_and(|rest| rest.starts_with(['T', 't', ' ']));
    let day = typed.get(..10).filter(|day| clocked && day.parse::<Edtf>().is_ok());
    day.map_or_else(|| date_cells::date(typed, None).map(|dated| dated.date), |day| Ok(day.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn import(generator: Generator, files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let files: Vec<(String, Vec<u8>)> =
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let mut import = Import::default();
        posts(generator, &files, &mut import);
        let notes = import.notes.iter().map(|note| format!("{}: {}", note.from, note.why)).collect();
        (import.drafts.iter().map(|draft| format!("{}\n{}", draft.record.path(), draft.record.text())).collect(), notes)
    }

    #[test]
    fn a_post_of_hugo_is_carried() {
        let (briefs, notes) = import(
            Generator::Hugo,
            &[(
                "posts/visas/index.md",
                "+++\nTitle = \"Visas: a note\"\ndate = 2025-02-06T09:00:00+04:00\ndraft = true\ntags = [\"Visas\"]\ncategories = [\"Visas\", \"Trade\"]\naliases = [\"/old/visas/\"]\nweight = 3\n[params]\nx = 1\n+++\nA text.\n<!--more-->\n{{< figure src=\"a.png\" >}}\n",
            )],
        );
        assert_eq!(
            briefs,
            [
                "content/briefs/visas.md\n---\ntitle: 'Visas: a note'\ndate: 2025-02-06\ntopics:\n- Visas\n- Trade\nstatus: draft\naliases:\n- /old/visas/\nextra:\n  weight: 3\n  params:\n    x: 1\n---\nA text.\n\n{{< figure src=\"a.png\" >}}\n"
            ]
        );
        assert_eq!(
            notes,
            ["posts/visas/index.md:14: template code is left in the text: `{{< figure src=\"a.png\" >}}`"]
        );
    }

    #[test]
    fn a_post_of_jekyll_has_its_date_and_title_in_its_name() {
        let (briefs, notes) = import(
            Generator::Jekyll,
            &[
                (
                    "_posts/2025-02-06-a-note-on-visas.markdown",
                    "---\nlayout: post\ntags: visas\npublished: false\npermalink: /a/b.html\n---\nA {% post_url x %}.\n",
                ),
                ("_drafts/soon.md", "---\ntitle: Soon\ndate: 2025-02-07 10:00:00 +0300\n---\n"),
                ("_posts/2025-02-08-plain.md", "No front matter.\n"),
            ],
        );
        assert_eq!(
            briefs[0],
            "content/briefs/a-note-on-visas.md\n---\ntitle: a note on visas\ndate: 2025-02-06\ntopics:\n- visas\nstatus: draft\naliases:\n- /a/b.html\nextra:\n  layout: post\n---\nA {% post_url x %}.\n"
        );
        assert!(briefs[1].contains("date: 2025-02-07\nstatus: draft"), "{}", briefs[1]);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[1].ends_with("the file has no front matter"));
    }

    #[test]
    fn a_folder_of_zola_has_taxonomies_languages_and_pages() {
        let (briefs, notes) = import(
            Generator::Zola,
            &[
                ("_index.md", "+++\ntitle = \"Home\"\n+++\n"),
                (
                    "2025-02-06_note.ru.md",
                    "+++\ntitle = \"Нота\"\nupdated = 2025-02-08\n[taxonomies]\ntags = [\"Визы\"]\n[extra]\nlead = \"x\"\n+++\nТекст.\n",
                ),
                ("about.md", "+++\ntitle = \"About\"\ntemplate = \"x.html\"\n+++\nUs.\n"),
                ("a.png", "…"),
                ("bad.md", "+++\ntitle = \n+++\n"),
            ],
        );
        assert_eq!(
            briefs,
            [
                "content/briefs/note-ru.md\n---\ntitle: Нота\ndate: 2025-02-06\ntopics:\n- Визы\nlang: ru\nupdated: 2025-02-08\nextra:\n  lead: x\n---\nТекст.\n",
                "content/pages/about.md\n---\ntitle: About\nextra:\n  template: x.html\n---\nUs.\n",
            ]
        );
        assert_eq!(notes.len(), 4, "{notes:?}");
    }
}

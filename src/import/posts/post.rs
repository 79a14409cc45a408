//! One text of an old site → a record: its fields carried, what has no place kept under `extra:`.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_yaml::Mapping;

use super::address::PostPlace;
use super::carried::{Carried, lower, text_of};
use super::folder::OldSite;
use super::front_matter::{self, FrontMatter};
use super::name::{PostName, date_in};
use super::visibility::{self, Hidden};
use crate::compose::{NewRecord, put, put_all};
use crate::content::Kind;
use crate::edtf::Edtf;
use crate::import::generator::Generator;
use crate::import::{DraftOrigin, Import, LeftOut, OldPlace, body, date_cells, draft_ids, notes};
use crate::path::UrlPath;

/// Where the text of a post begins to be more than its summary.
const MORE: [&str; 2] = ["<!--more-->", "<!-- more -->"];

/// One text, and what is known of it from outside.
pub(super) struct Post<'s> {
    pub generator: Generator,
    pub site: &'s OldSite,
    pub path: &'s str,
    pub from: DraftOrigin,
    pub now: DateTime<Utc>,
    /// Whether it is a part of another page.
    pub is_resource: bool,
}

impl Post<'_> {
    /// Returns the record of a text and where it stood; nothing where it was no page.
    ///
    /// # Errors
    /// Why there can be no record.
    pub(super) fn draft(
        &self,
        text: &str,
        import: &mut Import,
    ) -> Result<Option<(NewRecord, OldPlace)>, LeftOut<'static>> {
        let read =
            front_matter::split(text).map_err(|why| (None, format!("the front matter cannot be read: {why}")))?;
        let FrontMatter { fields, body, mended } = read;
        for name in &mended {
            let why = "it stood twice, or was no right YAML or TOML: what was typed is taken as it is";
            import.note(notes::FRONT, &self.from, Some(name), why);
        }
        let is_index = self.path.rsplit('/').next().is_some_and(|name| name.starts_with("_index."));
        let fields = match fields {
            Some(fields) => fields,
            None if matches!(self.generator, Generator::Jekyll | Generator::Zola) => {
                if self.path.contains("_posts/") || self.path.contains("_drafts/") {
                    return Err((None, "the file has no front matter".to_owned()));
                }
                import.note(
                    notes::NO_PAGE,
                    &self.from,
                    None,
                    "it has no front matter, and was no page of the old site",
                );
                return Ok(None);
            }
            None => Mapping::new(),
        };
        if is_index && body.trim().is_empty() {
            import.note(notes::NO_PAGE, &self.from, None, "it is a section's own page and has no text");
            return Ok(None);
        }
        let name = PostName::of(self.path);
        let mut carried = Carried { fields, record: Mapping::new() };
        carried.spell(self.generator);
        self.give(&mut carried.fields);
        let asked = carried.fields.clone();
        let (title, body) = self.title(&mut carried, &name, body, import);
        put(&mut carried.record, "title", Some(title.as_str()));
        let (date, future) = self.date(&mut carried, &name, import);
        let hidden = self.hidden(&mut carried.fields, body, future);
        let kind = if date.is_some() && !is_index { Kind::Brief } else { Kind::Page };
        let place = PostPlace { path: self.path, name: &name, fields: &asked, title: &title, date: date.as_deref() };
        let addresses = place.addresses(self.generator, &self.site.settings);
        if kind == Kind::Page && hidden.is_none() && !is_index {
            import.note(
                notes::UNDATED,
                &self.from,
                Some("date"),
                "the file has no date: it becomes a page, not a brief",
            );
        }
        put(&mut carried.record, "date", date);
        self.carry(&mut carried, &name, import);
        self.hide(&mut carried.record, kind, hidden, import);
        let body = self.body(text, body, import);
        let slug = carried.take_text("slug").unwrap_or_else(|| name.slug());
        let stem = draft_ids::stem(&title, Some(&slug));
        let old = OldPlace { file: self.path.to_owned(), addresses, text: text.to_owned() };
        let record = NewRecord { kind, stem, fields: carried.fitted(kind), comments: String::new(), body };
        Ok(Some((record, old)))
    }

    /// The text, rewritten.
    fn body(&self, whole: &str, body: &str, import: &mut Import) -> String {
        let first = whole[..whole.len() - body.len()].matches('\n').count() + 1;
        let body = MORE.iter().fold(body.to_owned(), |body, more| body.replace(more, ""));
        let mut told = Vec::new();
        let body = body::rewritten(self.generator, &body, &self.site.settings.values, &mut told);
        for note in told {
            import.note(note.kind, &DraftOrigin::line(self.path, first + note.line), None, note.why);
        }
        body
    }

    /// Adds the fields that the text's folder and the settings give it, and that it has not itself.
    fn give(&self, fields: &mut Mapping) {
        for given in self.site.settings.given.iter().rev().filter(|given| given.fits(self.path)) {
            for (key, value) in &given.fields {
                let key = if self.generator == Generator::Hugo { lower(key.clone()) } else { key.clone() };
                if key.as_str().is_some_and(|key| !matches!(key, "permalink" | "layout") || value.is_bool()) {
                    fields.entry(key).or_insert_with(|| value.clone());
                }
            }
        }
    }

    /// The title of the front matter, else the first heading, which is then no longer in the text, else the file's name.
    fn title<'b>(
        &self,
        carried: &mut Carried,
        name: &PostName,
        body: &'b str,
        import: &mut Import,
    ) -> (String, &'b str) {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let typed = carried.take_text("title").map(|title| one_line(&plain(&title))).filter(|title| !title.is_empty());
        if let Some(title) = typed {
            return (title, body);
        }
        let first = body.trim_start();
        let (line, rest) = first.split_once('\n').unwrap_or((first, ""));
        let heading = line.strip_prefix("# ").map(|words| one_line(words.trim_end_matches('#')));
        if let Some(title) = heading.filter(|title| !title.is_empty() && !title.contains(['[', '{', '<', '`'])) {
            import.note(notes::TITLE, &self.from, Some("title"), format!("of the first heading: `{title}`"));
            return (title, rest);
        }
        let words = one_line(&name.rest.replace(['-', '_'], " "));
        let title = if words.is_empty() || words == "index" { "Home".to_owned() } else { words };
        if self.generator != Generator::Obsidian && !(self.generator == Generator::Jekyll && name.date.is_some()) {
            import.note(notes::TITLE, &self.from, Some("title"), format!("of the file's name: `{title}`"));
        }
        (title, body)
    }

    /// The day of a post, and its moment if that is still to come and the generator would have waited for it.
    fn date(
        &self,
        carried: &mut Carried,
        name: &PostName,
        import: &mut Import,
    ) -> (Option<String>, Option<DateTime<Utc>>) {
        let waits = matches!(self.generator, Generator::Hugo | Generator::Jekyll) && !self.site.settings.shows_future;
        let to_come = |typed: &str| visibility::moment(&typed.into()).filter(|moment| waits && *moment > self.now);
        let Some(typed) = carried.fields.get("date").and_then(text_of) else {
            // Or an address of its own holds it: `path = "2017/04/27/rust"`.
            let mut addresses =
                ["path", "url", "permalink"].iter().filter_map(|field| carried.fields.get(*field)?.as_str());
            let date = name.date.clone().or_else(|| addresses.find_map(date_in));
            let future = date.as_deref().and_then(to_come);
            return (date, future);
        };
        if matches!(typed.as_str(), "Last Modified" | "Created" | "git Last Modified" | "git Created" | "") {
            return (name.date.clone(), None);
        }
        match day(&typed) {
            Ok((day, had_clock)) => {
                carried.fields.remove("date");
                if had_clock {
                    import.note(notes::CLOCK, &self.from, Some("date"), format!("`{typed}` gives the day alone"));
                }
                let future = to_come(&typed).or_else(|| to_come(&day));
                (Some(day), future)
            }
            Err(why) => {
                import.note(notes::FIELD, &self.from, Some("date"), why);
                (name.date.clone(), None)
            }
        }
    }

    /// Why readers of the old site did not see the text.
    fn hidden(&self, fields: &mut Mapping, body: &str, future: Option<DateTime<Utc>>) -> Option<Hidden> {
        let mut in_text = match self.generator {
            Generator::Obsidian => visibility::in_text(body),
            _ => Mapping::new(),
        };
        let unread = fields.contains_key(front_matter::UNREAD);
        let reasons = [
            visibility::take(self.generator, fields, self.now),
            visibility::take(self.generator, &mut in_text, self.now),
            unread
                .then(|| Hidden::Draft("its front matter, or a program that gives it fields, was not read".to_owned())),
            self.hidden_by_place().map(Hidden::Draft),
            future.map(Hidden::Until),
        ];
        reasons.into_iter().fold(None, visibility::strictest)
    }

    /// Why the place of the text kept it from being a page.
    fn hidden_by_place(&self) -> Option<String> {
        let (folders, name) = self.path.rsplit_once('/').unwrap_or(("", self.path));
        if folders.split('/').any(|part| part == "_drafts") {
            return Some("it stands in `_drafts`".to_owned());
        }
        if self.is_resource {
            return Some("it is a part of its folder's page and had no page of its own".to_owned());
        }
        let is_post = self.generator == Generator::Jekyll && folders.split('/').any(|part| part == "_posts");
        if is_post && PostName::of(name).date.is_none() {
            return Some("it stands in `_posts` and its name has no date, so it was no post".to_owned());
        }
        self.site.settings.left_out(self.generator, self.path)
    }

    /// Keeps from readers what they did not see.
    fn hide(&self, record: &mut Mapping, kind: Kind, hidden: Option<Hidden>, import: &mut Import) {
        let (note, status, why) = match hidden {
            None => return,
            Some(Hidden::Draft(why)) => (notes::DRAFT, "draft", format!("{why}: it has the status `draft`")),
            Some(Hidden::Expired(day)) => {
                (notes::EXPIRED, "withheld", format!("it was taken down on {day}: it has the status `withheld`"))
            }
            Some(Hidden::Until(moment)) if kind == Kind::Brief => {
                let moment = moment.to_rfc3339_opts(SecondsFormat::Secs, true);
                put(record, "embargoed", Some(moment.as_str()));
                import.note(notes::EMBARGO, &self.from, None, format!("it is embargoed until {moment}"));
                return;
            }
            Some(Hidden::Until(moment)) => {
                let why = format!(
                    "it was to appear on {}, and a page has no embargo: it has the status `draft`",
                    moment.date_naive()
                );
                (notes::EMBARGO, "draft", why)
            }
        };
        put(record, "status", Some(status));
        import.note(note, &self.from, None, why);
    }

    /// Carries what has a place in a brief or a page.
    fn carry(&self, carried: &mut Carried, name: &PostName, import: &mut Import) {
        let summary = ["summary", "description", "excerpt"].into_iter().find_map(|name| carried.take_text(name));
        put(&mut carried.record, "summary", summary.map(|text| plain(&text)).filter(|text| !text.trim().is_empty()));
        let mut topics: Vec<String> = Vec::new();
        for name in ["categories", "category", "tags", "tag", "topics"] {
            for topic in carried.take_list(name, self.generator) {
                if !topics.contains(&topic) {
                    topics.push(topic);
                }
            }
        }
        put_all(&mut carried.record, "topics", topics);
        let authors: Vec<String> =
            ["authors", "author"].into_iter().flat_map(|name| carried.take_list(name, Generator::Hugo)).collect();
        put_all(&mut carried.record, "authors", authors);
        let lang = ["lang", "language"].into_iter().find_map(|name| carried.fields.get(name).and_then(text_of));
        if let Some(lang) = lang.or_else(|| name.lang.clone()) {
            if let Ok(tag) = lang.replace('_', "-").parse::<icu_locale_core::LanguageIdentifier>() {
                carried.fields.remove("lang");
                carried.fields.remove("language");
                put(&mut carried.record, "lang", Some(tag.to_string()));
            } else {
                let why = format!("`{lang}` is no language tag; it is kept under `extra`");
                import.note(notes::FIELD, &self.from, Some("lang"), why);
            }
        }
        for name in ["updated", "lastmod", "last_modified_at"] {
            if let Some(Ok((updated, _))) = carried.take_text(name).map(|typed| day(&typed)) {
                put(&mut carried.record, "updated", Some(updated).filter(|updated| updated.len() == 10));
            }
        }
        let mut old = Vec::new();
        for name in ["aliases", "redirect_from", "url", "permalink", "path"] {
            for address in carried.take_list(name, Generator::Hugo) {
                let path = address.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
                match UrlPath::new(path) {
                    _ if path.is_empty() => {}
                    Ok(_) => old.push(format!("/{path}{}", if address.ends_with('/') { "/" } else { "" })),
                    Err(why) => {
                        import.note(
                            notes::FIELD,
                            &self.from,
                            Some(name),
                            format!("`{address}` can be no address: {why}"),
                        );
                    }
                }
            }
        }
        put_all(&mut carried.record, "aliases", old);
    }
}

/// A one-line text whose entities are characters: `Other &#43; more`.
fn plain(text: &str) -> String {
    match text.contains('&') && text.contains(';') {
        true => pulldown_cmark::Parser::new(text)
            .filter_map(|event| match event {
                pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => Some(text.to_string()),
                pulldown_cmark::Event::SoftBreak | pulldown_cmark::Event::HardBreak => Some(" ".to_owned()),
                _ => None,
            })
            .collect(),
        false => text.to_owned(),
    }
}

/// Returns the day of a post, and whether a time of day stood beside it: that is when it was posted, not when the event was.
fn day(typed: &str) -> Result<(String, bool), String> {
    let clocked = typed.get(10..).is_some_and(|rest| rest.starts_with(['T', 't', ' ']));
    let day = typed.get(..10).filter(|day| clocked && day.parse::<Edtf>().is_ok());
    match day {
        Some(day) => Ok((day.to_owned(), !typed[10..].trim_start_matches(['T', 't', ' ']).starts_with("00:00"))),
        None => date_cells::date(typed, None).map(|dated| (dated.date, dated.time.is_some())),
    }
}

//! What guards the visibility of a page in each generator: one table of fields, and what each of them means here.
//!
//! What was not public must not become public by an import. So whatever the generator itself would have kept from its
//! readers is a draft, an embargo or withheld, and a value that cannot be read counts as guarding.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use regex_lite::Regex;
use serde_yaml::{Mapping, Value};

use crate::import::generator::Generator;

/// Why readers of the old site did not see a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hidden {
    /// It was a draft, or was never made into a page; with the words for the report.
    Draft(String),
    /// It was to appear at this moment.
    Until(DateTime<Utc>),
    /// It had been taken down on this day.
    Expired(String),
}

/// What a value of a field says about visibility.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guard {
    /// `true` hides.
    HidesIfTrue,
    /// `false` hides.
    HidesIfFalse,
    /// A moment before which the page is hidden.
    From,
    /// A moment after which the page is hidden.
    Until,
    /// A mapping of Hugo's build options: `render`.
    Build,
    /// A word such as `draft` or `private`.
    Word,
}

use Guard::{Build, From as FromMoment, HidesIfFalse, HidesIfTrue, Until, Word};

/// The fields of all generators; those that are read by one alone follow in [`OWN`].
const ALL: &[(&str, Guard)] = &[
    ("draft", HidesIfTrue),
    ("drafts", HidesIfTrue),
    ("private", HidesIfTrue),
    ("published", HidesIfFalse),
    ("publish", HidesIfFalse),
    ("dg-publish", HidesIfFalse),
    ("public", HidesIfFalse),
    ("unpublished", HidesIfTrue),
    ("embargo", FromMoment),
    ("embargoed", FromMoment),
    ("status", Word),
    ("visibility", Word),
];

/// The fields that one generator reads.
const OWN: &[(Generator, &[(&str, Guard)])] = &[
    (
        Generator::Hugo,
        &[
            ("publishdate", FromMoment),
            ("pubdate", FromMoment),
            ("published", FromMoment),
            ("expirydate", Until),
            ("unpublishdate", Until),
            ("headless", HidesIfTrue),
            ("build", Build),
            ("_build", Build),
        ],
    ),
    (Generator::Zola, &[("render", HidesIfFalse)]),
    (Generator::Eleventy, &[("permalink", HidesIfFalse)]),
];

/// Words of a `status:` or `visibility:` that hide.
const HIDING: [&str; 12] = [
    "archived",
    "draft",
    "hidden",
    "in review",
    "inactive",
    "internal",
    "members",
    "pending",
    "private",
    "review",
    "unpublished",
    "wip",
];

/// Returns why readers did not see a page with these fields, and takes the fields that said so.
pub(super) fn take(generator: Generator, fields: &mut Mapping, now: DateTime<Utc>) -> Option<Hidden> {
    let own = OWN.iter().filter(|(of, _)| *of == generator).flat_map(|(_, fields)| fields.iter());
    let mut found = None;
    for (name, guard) in ALL.iter().chain(own) {
        let Some(value) = fields.get(*name) else { continue };
        let hidden = guard.hides(name, value, now);
        // What says nothing about visibility is a field like any other.
        if hidden.is_some() || guard.is_read(value) {
            fields.remove(*name);
        }
        found = strictest(found, hidden);
    }
    found
}

/// The fields that Obsidian's Dataview reads in a text, of those that say something about visibility: `publish:: false`.
pub(super) fn in_text(body: &str) -> Mapping {
    let mut fields = Mapping::new();
    for field in INLINE.captures_iter(body) {
        let name = field[1].to_lowercase();
        if ALL.iter().any(|(known, _)| *known == name) {
            fields.insert(name.into(), field[2].trim().into());
        }
    }
    fields
}

static INLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)(?:^[ \t>*+-]*|[\[(])\**([A-Za-z-]+)\**::\**[ \t]*([^\])\r\n]*)")
        .expect("the pattern is written here")
});

/// Returns the one that hides more: a draft is never shown by itself, an embargo ends.
pub(super) fn strictest(one: Option<Hidden>, other: Option<Hidden>) -> Option<Hidden> {
    let rank = |hidden: &Hidden| match hidden {
        Hidden::Until(_) => 0,
        Hidden::Expired(_) => 1,
        Hidden::Draft(_) => 2,
    };
    match (one, other) {
        (Some(Hidden::Until(one)), Some(Hidden::Until(other))) => Some(Hidden::Until(one.max(other))),
        (Some(one), Some(other)) => Some(if rank(&other) > rank(&one) { other } else { one }),
        (one, other) => one.or(other),
    }
}

impl Guard {
    fn hides(self, name: &str, value: &Value, now: DateTime<Utc>) -> Option<Hidden> {
        let draft = || Some(Hidden::Draft(format!("`{name}: {}`", shown(value))));
        match self {
            HidesIfTrue => truth(value)?.then(draft).flatten(),
            HidesIfFalse => (!truth(value)?).then(draft).flatten(),
            Word => value.as_str().filter(|word| HIDING.contains(&&*word.trim().to_lowercase())).and_then(|_| draft()),
            Build => {
                let render = value.get("render")?;
                let hides = match truth(render) {
                    Some(renders) => !renders,
                    None => matches!(render.as_str(), Some("never" | "link")),
                };
                hides.then(|| Hidden::Draft(format!("`{name}: {{render: {}}}`", shown(render))))
            }
            FromMoment | Until if truth(value).is_some() || value.is_null() => None,
            FromMoment => match moment(value) {
                Some(from) => (from > now).then_some(Hidden::Until(from)),
                None => Some(Hidden::Draft(format!("`{name}: {}`, which is no date that could be read", shown(value)))),
            },
            Until => match moment(value) {
                Some(until) if until.timestamp() <= 0 => None,
                Some(until) => (until <= now).then(|| Hidden::Expired(until.date_naive().to_string())),
                None => Some(Hidden::Draft(format!("`{name}: {}`, which is no date that could be read", shown(value)))),
            },
        }
    }

    /// Whether the field has said all that it had to say.
    fn is_read(self, value: &Value) -> bool {
        match self {
            HidesIfTrue | HidesIfFalse => truth(value).is_some(),
            FromMoment | Until => true,
            Build | Word => false,
        }
    }
}

/// `true`, `"false"`, `yes`, `0`.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) => match &*text.trim().to_lowercase() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_i64() {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    let text = crate::compose::yaml(value);
    text.trim().replace('\n', ", ")
}

/// Returns the moment of a field; a day begins at midnight, in UTC where no zone is named.
pub(super) fn moment(value: &Value) -> Option<DateTime<Utc>> {
    let text = value.as_str()?.trim();
    let zoned = ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S%:z", "%Y-%m-%d %H:%M %z", "%Y-%m-%dT%H:%M%:z"];
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let by_zone = DateTime::parse_from_rfc3339(text)
        .ok()
        .or_else(|| zoned.iter().find_map(|form| DateTime::parse_from_str(text, form).ok()));
    let by_clock = || local.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let by_day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    by_zone.map(|moment| moment.to_utc()).or_else(|| by_clock().or_else(by_day).map(|moment| moment.and_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(generator: Generator, yaml: &str) -> (Option<Hidden>, bool) {
        let mut fields: Mapping = serde_yaml::from_str(yaml).expect("YAML");
        let now = "2026-06-01T00:00:00Z".parse().expect("a moment");
        (take(generator, &mut fields, now), fields.is_empty())
    }

    #[test]
    fn each_field_that_guards_hides_and_leaves_no_trace() {
        use Generator::{Eleventy, Hugo, Jekyll, Zola};
        let until = |text: &str| Some(Hidden::Until(text.parse().expect("a moment")));
        let draft = |why: &str| Some(Hidden::Draft(why.to_owned()));
        for (generator, yaml, expected) in [
            (Hugo, "draft: true", draft("`draft: true`")),
            (Hugo, "draft: 'true'", draft("`draft: 'true'`")),
            (Hugo, "draft: false", None),
            (Hugo, "publishdate: 2099-01-01", until("2099-01-01T00:00:00Z")),
            (Hugo, "publishdate: 2099-01-01T09:00:00+04:00", until("2099-01-01T05:00:00Z")),
            (Hugo, "pubdate: 2099-01-01 09:00:00 +0400", until("2099-01-01T05:00:00Z")),
            (Hugo, "publishdate: 2020-01-01", None),
            (Hugo, "publishdate: soon", draft("`publishdate: soon`, which is no date that could be read")),
            (Hugo, "expirydate: 2024-02-01", Some(Hidden::Expired("2024-02-01".into()))),
            (Hugo, "unpublishdate: 2099-02-01", None),
            (Hugo, "headless: true", draft("`headless: true`")),
            (Hugo, "expirydate: 2024-02-01\ndraft: true", draft("`draft: true`")),
            (Jekyll, "published: false", draft("`published: false`")),
            (Jekyll, "published: true", None),
            (Zola, "render: false", draft("`render: false`")),
            (Eleventy, "permalink: false", draft("`permalink: false`")),
            (Jekyll, "status: private", draft("`status: private`")),
        ] {
            let (found, taken) = hidden(generator, yaml);
            assert_eq!(found, expected, "{yaml}");
            assert!(taken, "{yaml}");
        }
        assert_eq!(hidden(Hugo, "build: {render: never}").0, draft("`build: {render: never}`"));
        assert_eq!(hidden(Hugo, "_build: {render: false}").0, draft("`_build: {render: false}`"));
        assert_eq!(hidden(Hugo, "build: {list: never}"), (None, false));
        assert_eq!(hidden(Jekyll, "status: updated"), (None, false), "a field like any other");
        assert_eq!(hidden(Zola, "published: 2020-01-01"), (None, false), "a field like any other");
    }
}

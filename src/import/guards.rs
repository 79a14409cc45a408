//! Cells of the fields that say who may read a brief → values of these fields.
//!
//! Letter case, `TLP:` and a yes or no are read. What cannot be read is left as it was typed: whoever finds it at fault
//! makes its brief a draft, so that nothing becomes public because it was misspelt.

use serde_yaml::{Mapping, Value};

use crate::content::Kind;
use crate::fold::folded;

/// The fields that say who may read a brief, and from when.
pub(crate) const GUARDING: [&str; 4] = ["status", "embargoed", "tlp", "published"];

/// Whether [`GUARDING`] fields of a kind say who may read the record: those of a source or a claim say another thing.
pub(crate) fn is_guarded(kind: Kind) -> bool {
    matches!(kind, Kind::Brief | Kind::Page)
}

/// What columns that guard are often called, folded, by the field that they fill.
pub(super) const HEADINGS: &[(&str, &[&str])] = &[
    ("status", &["publication status", "publication_status", "visibility"]),
    ("status", &HIDING),
    (
        "embargoed",
        &[
            "embargo",
            "embargo date",
            "embargo_date",
            "embargo until",
            "embargo_until",
            "embargoed until",
            "embargoed_until",
            "under embargo",
        ],
    ),
    ("tlp", &["tlp label", "tlp_label", "tlp level", "tlp_level", "traffic light protocol"]),
    (
        "published",
        &[
            "is published",
            "is_published",
            "public",
            "publish",
            "publish date",
            "publish_date",
            "published at",
            "published_at",
            "published on",
            "published_on",
        ],
    ),
];

/// Headings under which a yes hides.
const HIDING: [&str; 6] = ["draft", "is draft", "is_draft", "hidden", "private", "unpublished"];

/// The values of a word that is one of an order, from the one that shows to the one that hides the most.
const STATUSES: [&str; 5] = ["usable", "canceled", "review", "withheld", "draft"];
const CIRCLES: [&str; 5] = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

/// A cell that fills a field which guards.
pub(super) struct GuardCell<'c> {
    /// The field.
    pub field: &'c str,
    /// The heading of its column.
    pub heading: &'c str,
    /// What stands there.
    pub cell: String,
}

/// Puts what the cells say; of several the strictest.
pub(super) fn put_guards<'c>(record: &mut Mapping, cells: impl IntoIterator<Item = GuardCell<'c>>) {
    let mut said: Vec<(&str, String)> = Vec::new();
    for cell in cells {
        said.extend(read(&cell).filter(|_| !cell.cell.trim().is_empty()));
    }
    for field in GUARDING {
        let mut values: Vec<&str> = Vec::new();
        for (_, value) in said.iter().filter(|(of, _)| *of == field) {
            if !values.contains(&value.as_str()) {
                values.push(value);
            }
        }
        let order: &[&str] = match field {
            "status" => &STATUSES,
            "tlp" => &CIRCLES,
            _ => &[],
        };
        let ranks: Option<Vec<usize>> =
            values.iter().map(|value| order.iter().position(|known| known == value)).collect();
        let value = match ranks.and_then(|ranks| ranks.into_iter().max()) {
            Some(strictest) => order[strictest].to_owned(),
            // What cannot be read is told whole.
            None => values.join("; "),
        };
        if !value.is_empty() {
            record.insert(field.into(), Value::from(value));
        }
    }
}

/// The field that a cell fills, and its value; nothing where it says that anybody may read the brief.
fn read(cell: &GuardCell<'_>) -> Option<(&'static str, String)> {
    let field = GUARDING.into_iter().find(|field| *field == cell.field)?;
    let typed = cell.cell.trim();
    let asks_whether = HIDING.contains(&&*folded(cell.heading));
    match (field, truth(typed)) {
        ("published", Some(true)) => None,
        ("published", Some(false)) => Some(("status", "draft".to_owned())),
        ("status", Some(is_hidden)) if asks_whether => is_hidden.then(|| ("status", "draft".to_owned())),
        _ => Some((field, spelt(field, typed))),
    }
}

/// A value as the model spells it; as it was typed where it is none.
fn spelt(field: &str, typed: &str) -> String {
    match field {
        "status" => match &*typed.to_lowercase() {
            "published" | "public" => "usable".to_owned(),
            known if STATUSES.contains(&known) => known.to_owned(),
            _ => typed.to_owned(),
        },
        "tlp" => {
            let upper = typed.to_uppercase();
            let plain: String = upper.strip_prefix("TLP").unwrap_or(&upper).trim_start_matches([':', '-', ' ']).into();
            let plain: String = plain.split_whitespace().collect();
            match &*plain {
                // The name of CLEAR in the first version.
                "WHITE" => "CLEAR".to_owned(),
                known if CIRCLES.contains(&known) => known.to_owned(),
                _ => typed.to_owned(),
            }
        }
        _ => typed.to_owned(),
    }
}

/// Whether a cell says yes or no.
fn truth(typed: &str) -> Option<bool> {
    match &*typed.to_lowercase() {
        "true" | "t" | "yes" | "y" | "x" | "1" | "on" | "✓" | "✔" => Some(true),
        "false" | "f" | "no" | "n" | "0" | "off" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(cells: &[(&str, &str, &str)]) -> String {
        let mut record = Mapping::new();
        let cells = cells.iter().map(|(field, heading, cell)| GuardCell { field, heading, cell: (*cell).to_owned() });
        put_guards(&mut record, cells);
        record
            .iter()
            .map(|(key, value)| format!("{}={};", key.as_str().expect("text"), value.as_str().expect("text")))
            .collect()
    }

    #[test]
    fn what_hides_is_read_in_any_spelling_and_the_strictest_counts() {
        for (cells, expected) in [
            (&[("status", "Status", "Draft")][..], "status=draft;"),
            (&[("status", "Status", "PUBLISHED")], "status=usable;"),
            (&[("status", "Status", "unpublished")], "status=unpublished;"),
            (&[("status", "Status", "no")], "status=no;"),
            (&[("status", "Draft", "no")], ""),
            (&[("status", "Draft", "x")], "status=draft;"),
            (&[("status", "Draft", "maybe")], "status=maybe;"),
            (&[("status", "Status", "usable"), ("status", "Draft", "TRUE")], "status=draft;"),
            (&[("status", "Status", "ready"), ("status", "Draft", "1")], "status=ready; draft;"),
            (&[("tlp", "TLP", "amber")], "tlp=AMBER;"),
            (&[("tlp", "TLP", "TLP:RED")], "tlp=RED;"),
            (&[("tlp", "TLP", "tlp: Amber+Strict")], "tlp=AMBER+STRICT;"),
            (&[("tlp", "TLP", "white")], "tlp=CLEAR;"),
            (&[("tlp", "TLP", "secret")], "tlp=secret;"),
            (&[("published", "Public", "no")], "status=draft;"),
            (&[("published", "Published", "yes")], ""),
            (&[("published", "Published", "2025-02-06")], "published=2025-02-06;"),
            (&[("embargoed", "Embargo", "soon")], "embargoed=soon;"),
        ] {
            assert_eq!(put(cells), expected, "{cells:?}");
        }
    }
}

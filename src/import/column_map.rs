//! The map of a table: which column fills which field.
//!
//! In goes TOML, or the headings of a table for which a map is to be proposed; out comes a [`ColumnMap`] whose fields are those
//! that a brief has.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::date_cells::DateOrder;
use super::guards::{GUARDING, HEADINGS};
use super::source_table::{Dialect, SourceTable};
use super::to_markdown::TextForm;
use crate::content::{self, Kind};
use crate::fold::{folded, nearest};
use crate::front_matter::shape::Shape;

/// What a column may fill besides the fields of a brief.
const MORE: [&str; 5] = ["body", "day", "end", "month", "year"];

/// Which column fills which field.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ColumnMap {
    /// How the file is read.
    pub table: Dialect,
    /// How cells are read.
    pub cells: CellOptions,
    /// Field → heading, or headings.
    pub columns: BTreeMap<String, OneOrMany>,
    /// Field → the value that every brief has where its row gives none.
    pub always: BTreeMap<String, OneOrMany>,
    /// Field → a value as it stands in the table → as it is to be written.
    pub replace: BTreeMap<String, BTreeMap<String, String>>,
}

/// How cells are read.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct CellOptions {
    /// How `06/02/2025` is read; without it a date of two readings is refused.
    pub order: Option<DateOrder>,
    /// What stands between two values of one cell.
    pub separator: String,
    /// What the text is.
    pub text: TextForm,
    /// What stands in a cell whose value is missing, such as `NA` or `-9`.
    pub missing: Vec<String>,
}

impl Default for CellOptions {
    fn default() -> Self {
        Self { order: None, separator: ";".to_owned(), text: TextForm::Plain, missing: Vec::new() }
    }
}

/// One text or several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// All of them.
    pub(crate) fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

/// Reads a map.
///
/// # Errors
/// Says where the text is no map.
pub(crate) fn read(text: &str) -> Result<ColumnMap, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

impl ColumnMap {
    /// What in the map is of no field, or of no column of the table; and what is missing.
    pub(crate) fn faults(&self, table: &SourceTable) -> Vec<String> {
        let mut faults = Vec::new();
        let fillable = fillable();
        let names = || fillable.iter().map(|(name, _)| *name).chain(MORE);
        for field in self.columns.keys().chain(self.always.keys()) {
            if !names().any(|name| name == field) {
                let near = nearest(field, names()).map(|near| format!(": did you mean `{near}`?"));
                faults.push(format!("`{field}` is no field that a column can fill{}", near.unwrap_or_default()));
            }
        }
        for heading in self.columns.values().flat_map(OneOrMany::all) {
            if table.column(heading).is_none() {
                let headings = table.headings.iter().map(String::as_str);
                let near = nearest(heading, headings).map(|near| format!(": did you mean `{near}`?"));
                let all = || format!("; there are `{}`", table.headings.join("`, `"));
                faults.push(format!("no column is headed `{heading}`{}", near.unwrap_or_else(all)));
            }
        }
        for (wanted, of) in [(&["title"][..], "title"), (&["date", "year"], "date")] {
            if !wanted.iter().any(|field| self.columns.contains_key(*field)) {
                faults.push(format!("no column fills `{of}`, and every brief has one"));
            }
        }
        faults
    }

    /// A map for a table, by what its columns are called.
    pub(crate) fn proposed(table: &SourceTable) -> Self {
        let mut map = Self::default();
        for heading in &table.headings {
            let wanted = folded(heading);
            let known = SYNONYMS
                .iter()
                .chain(HEADINGS)
                .find(|(_, words)| words.contains(&wanted.as_str()))
                .map(|(field, _)| *field);
            let own = || fillable().iter().map(|(name, _)| *name).chain(["body", "end"]).find(|name| *name == wanted);
            let field = known.or_else(own).or_else(|| by_words(&wanted));
            match field {
                Some(field) if !map.columns.contains_key(field) => {
                    map.columns.insert(field.to_owned(), OneOrMany::One(heading.clone()));
                }
                Some("end") if heading_part(&wanted).is_some() => map.join("end", heading),
                // Whatever may hide a brief counts.
                Some(field) if GUARDING.contains(&field) => map.join(field, heading),
                _ if heading.is_empty() => {}
                _ => map.keep(heading),
            }
        }
        map.cells.order = proven_order(table, &map);
        map.cells.missing = marks(table, &map);
        map
    }

    /// Adds a column to those that fill a field.
    fn join(&mut self, field: &str, heading: &str) {
        if let Some(known) = self.columns.get_mut(field) {
            let mut parts = known.all().to_vec();
            parts.push(heading.to_owned());
            *known = OneOrMany::Many(parts);
        }
    }

    /// Keeps a column below `extra:`.
    fn keep(&mut self, heading: &str) {
        let kept = self.columns.entry("extra".to_owned()).or_insert_with(|| OneOrMany::Many(Vec::new()));
        if let OneOrMany::Many(kept) = kept {
            kept.push(heading.to_owned());
        }
    }

    /// The map as a file, with a word on each part.
    pub(crate) fn to_toml(&self) -> String {
        let columns: BTreeMap<&str, &BTreeMap<String, OneOrMany>> = BTreeMap::from([("columns", &self.columns)]);
        let columns = toml::to_string(&columns).expect("texts and lists are TOML");
        let order = match self.cells.order {
            Some(DateOrder::Dmy) => "order = \"dmy\"        # as the table proves: one number is above 12",
            Some(DateOrder::Mdy) => "order = \"mdy\"        # as the table proves: one number is above 12",
            None => "# order = \"dmy\"      # how 06/02/2025 is read; or \"mdy\". Without it such a date is refused",
        };
        let missing = match self.cells.missing.as_slice() {
            [] => "# missing = [\"NA\"]   # what stands in a cell whose value is missing".to_owned(),
            marks => format!("missing = {marks:?}"),
        };
        format!("{HEAD}{columns}{CELLS}{order}\n{missing}\n{TAIL}")
    }
}

const HEAD: &str = "\
# Which column fills which field: FIELD = \"Heading\", or FIELD = [\"Heading\", \"Heading\"].
# Besides the fields of a brief: body; end, where a date has an end; year, month and day, where each has a column.
# Columns under extra are kept with each brief and shown nowhere.
";

const CELLS: &str = "
[cells]
separator = \";\"      # between two values of one cell
text = \"plain\"       # or \"markdown\", or \"html\"
";

const TAIL: &str = "
# [always]           # what every brief has whose row does not say it
# status = \"draft\"

# [replace.topics]   # a value as it stands in the table = as it is to be written
# \"Trade war\" = \"trade\"

# [table]
# delimiter = \";\"
# encoding = \"windows-1251\"
# sheet = \"Sheet1\"
";

/// The order of day and month that some cell of the date columns proves, where none proves the other.
pub(super) fn proven_order(table: &SourceTable, map: &ColumnMap) -> Option<DateOrder> {
    let headings = ["date", "end"].iter().filter_map(|field| map.columns.get(*field)).flat_map(OneOrMany::all);
    let columns: Vec<usize> = headings.filter_map(|heading| table.column(heading)).collect();
    let cells = table.rows.iter().flat_map(|(_, cells)| columns.iter().filter_map(|at| cells.get(*at)));
    let (mut day_first, mut month_first) = (false, false);
    for cell in cells {
        let parts: Vec<&str> = cell.trim().split(['/', '.', '-']).collect();
        let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.trim().parse().ok()).collect();
        if let Some([first, second, year]) = numbers.as_deref()
            && parts[2].trim().len() == 4
        {
            // A day that is none proves nothing.
            let year = i32::try_from(*year).unwrap_or(0);
            day_first |= *first > 12 && NaiveDate::from_ymd_opt(year, *second, *first).is_some();
            month_first |= *second > 12 && NaiveDate::from_ymd_opt(year, *first, *second).is_some();
        }
    }
    match (day_first, month_first) {
        (true, false) => Some(DateOrder::Dmy),
        (false, true) => Some(DateOrder::Mdy),
        _ => None,
    }
}

/// Marks of missing values that stand in the columns of dates.
fn marks(table: &SourceTable, map: &ColumnMap) -> Vec<String> {
    let fields = ["date", "end", "year", "month", "day"];
    let headings = fields.iter().filter_map(|field| map.columns.get(*field)).flat_map(OneOrMany::all);
    let columns: Vec<usize> = headings.filter_map(|heading| table.column(heading)).collect();
    let stands = |mark: &&&str| {
        table
            .rows
            .iter()
            .any(|(_, cells)| columns.iter().any(|at| cells.get(*at).is_some_and(|cell| cell.trim() == **mark)))
    };
    MISSING.iter().filter(stands).map(|mark| (*mark).to_owned()).collect()
}

/// What tables write where a value is missing.
const MISSING: [&str; 11] = ["NA", "N/A", "n/a", "NULL", "null", "-", "–", "-9", "-99", "-999", "."];

/// The field of a heading that holds a known word: `Exact Date`, `date_local`, `styear`.
fn by_words(heading: &str) -> Option<&'static str> {
    if let Some((of, part)) = heading_part(heading) {
        return Some(if of == "end" { "end" } else { part });
    }
    let mut words = heading.split(|c: char| !c.is_alphanumeric());
    words.any(|word| word == "date").then_some("date")
}

/// `styear`, `start_month`, `end day`: whether it begins or ends a span, and the part of the date.
fn heading_part(heading: &str) -> Option<(&'static str, &'static str)> {
    let plain: String = heading.chars().filter(|c| c.is_alphanumeric()).collect();
    let parts = [("year", "year"), ("month", "month"), ("mon", "month"), ("day", "day")];
    let (rest, part) = parts.iter().find_map(|(word, part)| Some((plain.strip_suffix(word)?, *part)))?;
    match rest {
        "st" | "start" | "s" => Some(("start", part)),
        "end" | "e" => Some(("end", part)),
        _ => None,
    }
}

/// The fields of a brief that a column can fill, each with its shape.
pub(super) fn fillable() -> Vec<(&'static str, Shape)> {
    let fields = content::fields(Kind::Brief).fields.into_iter();
    let plain = |shape: &Shape| matches!(shape, Shape::Own) || !shape.scalars().is_empty();
    fields.filter(|field| plain(&field.shape)).map(|field| (field.name, field.shape)).collect()
}

/// What columns are often called; folded.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("title", &["headline", "event", "name", "incident", "heading"]),
    ("date", &["event date", "event_date", "start date", "start_date", "start", "when", "day of event"]),
    ("end", &["end date", "end_date", "until", "to"]),
    ("body", &["text", "description", "notes", "note", "details", "content", "narrative"]),
    ("summary", &["abstract", "gist"]),
    ("topics", &["topic", "tags", "tag", "category", "categories", "subject", "theme", "event type", "event_type"]),
    ("actors", &["actor", "actor1", "actor 1", "who", "parties", "people"]),
    ("places", &["place", "location", "where", "city"]),
    ("sources", &["source", "url", "link", "source url", "source_url", "reference"]),
    ("authors", &["author", "coder", "by"]),
    ("lang", &["language"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn table(headings: &[&str]) -> SourceTable {
        let headings = headings.iter().map(|heading| (*heading).to_owned()).collect();
        SourceTable { file: "a.csv".into(), headings, rows: Vec::new() }
    }

    #[test]
    fn a_proposed_map_reads_and_fits_its_table() {
        let table =
            table(&["Event Date", "Headline", "Description", "Tags", "kind", "Fatalities", "Source", "", "URL"]);
        let text = ColumnMap::proposed(&table).to_toml();
        let map = read(&text).expect(&text);
        assert_eq!(map.faults(&table), [""; 0], "{text}");
        let filled = |field: &str| map.columns[field].all().join(",");
        assert_eq!(
            (filled("date"), filled("title"), filled("body")),
            ("Event Date".into(), "Headline".into(), "Description".into())
        );
        assert_eq!(
            (filled("topics"), filled("kind"), filled("extra")),
            ("Tags".into(), "kind".into(), "Fatalities,URL".into())
        );
    }

    #[test]
    fn a_heading_that_is_the_name_of_a_part_fills_it() {
        let table = table(&["Title", "Date", "End", "Body"]);
        let map = ColumnMap::proposed(&table);
        assert_eq!(map.faults(&table), [""; 0]);
        assert_eq!(map.columns["body"].all().join(","), "Body");
        assert_eq!(map.columns["end"].all().join(","), "End");
        assert!(!map.columns.contains_key("extra"));
    }

    #[test]
    fn columns_that_hide_fill_their_fields() {
        let table = table(&["Title", "Date", "Status", "Draft", "Embargo", "TLP", "Published", "Private"]);
        let map = ColumnMap::proposed(&table);
        assert_eq!(map.faults(&table), [""; 0]);
        let filled = ["status", "embargoed", "tlp", "published"].map(|field| map.columns[field].all().join(","));
        assert_eq!(filled, ["Status,Draft,Private", "Embargo", "TLP", "Published"]);
        assert!(!map.columns.contains_key("extra"));
    }

    #[test]
    fn what_does_not_fit_is_told_with_what_was_meant() {
        let map = read("[columns]\ntitel = \"Headline\"\nplaces = \"Wher\"\nclaims = \"Headline\"\n").expect("TOML");
        let faults = map.faults(&table(&["Headline", "Where"])).join("\n");
        for part in
            ["did you mean `title`?", "did you mean `Where`?", "no column fills `title`", "no column fills `date`"]
        {
            assert!(faults.contains(part), "{faults}");
        }
        assert!(read("[colums]\n").expect_err("unknown").contains("colums"));
        assert!(read("[cells]\norder = \"ymd\"\n").is_err());
    }
}

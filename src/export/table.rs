//! The records of a kind as a table of values.

use serde_yaml::{Mapping, Value};

use crate::content::claim::ClaimEntry;
use crate::content::{self, Kind, Origin};
use crate::export::gate::Gate;
use crate::export::source_fields::source_fields;
use crate::front_matter;
use crate::front_matter::Field;
use crate::front_matter::shape::{RecordShape, Shape};
use crate::input::{Input, InputContent};
use crate::model::{RecordId, RecordInfo, Site};

/// The heading of the column that says in which file a record stands.
pub(super) const FILE: &str = "file";
/// The heading of the column that holds the text below the front matter.
pub(super) const BODY: &str = "body";

/// What is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportKind {
    /// The records of a kind.
    Records(Kind),
    /// The claims of all briefs.
    Claims,
}

/// Headings, and rows of values; [`Value::Null`] is an empty cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ExportTable {
    /// The names of the fields that some record has.
    pub headings: Vec<&'static str>,
    /// A row for each record.
    pub rows: Vec<Vec<Value>>,
}

/// Returns the table of a kind, in the order of the site. Where not all is `open`, what the site's audience may not see is
/// left out of fields and texts too.
pub(crate) fn table(site: &Site, input: &Input, of: ExportKind, open: bool) -> ExportTable {
    let gate = (!open).then(|| Gate::of(site));
    match of {
        ExportKind::Records(kind) => {
            let shape = content::fields(kind);
            let records = site.records_of(kind).filter_map(|record| row(site, input, &record, gate.as_ref(), &shape));
            let names = shape.fields.iter().map(|field| field.name);
            of_rows([FILE].into_iter().chain(names).chain([BODY]).collect(), records.collect())
        }
        ExportKind::Claims => {
            let shape = content::fields(Kind::Brief);
            let briefs = site.records_of(Kind::Brief).filter_map(|brief| {
                Some((brief.origin.id.to_string(), row(site, input, &brief, gate.as_ref(), &shape)?))
            });
            let claims = briefs.flat_map(|(id, brief)| {
                let claims = match brief.get("claims") {
                    Some(Value::Sequence(claims)) => claims.clone(),
                    other => other.cloned().into_iter().collect(),
                };
                claims.into_iter().filter_map(move |claim| match claim {
                    Value::Mapping(mut claim) => {
                        claim.insert("brief".into(), id.as_str().into());
                        Some(claim)
                    }
                    _ => None,
                })
            });
            let names = match ClaimEntry::shape() {
                Shape::Record(claim) => claim.fields.iter().map(|field| field.name).collect(),
                _ => Vec::new(),
            };
            of_rows(["brief"].into_iter().chain(names).collect(), claims.collect())
        }
    }
}

/// A table of mappings, with the columns that any of them fills.
fn of_rows(names: Vec<&'static str>, rows: Vec<Mapping>) -> ExportTable {
    let headings: Vec<&str> = names.into_iter().filter(|name| rows.iter().any(|row| row.contains_key(*name))).collect();
    let cells = |row: &Mapping| headings.iter().map(|name| row.get(*name).cloned().unwrap_or_default()).collect();
    ExportTable { rows: rows.iter().map(cells).collect(), headings }
}

/// The fields of a record, with its file and its text; nothing for a record that no file describes.
fn row(
    site: &Site,
    input: &Input,
    record: &RecordInfo<'_>,
    gate: Option<&Gate>,
    shape: &RecordShape,
) -> Option<Mapping> {
    let mut row = Mapping::new();
    row.insert(FILE.into(), (&*record.origin.file).into());
    let (fields, body) = match record.id {
        RecordId::Source(id) => (source_fields(&site.sources[id].written), String::new()),
        _ => written(input, record.origin)?,
    };
    for field in &shape.fields {
        let Some(value) = fields.get(field.name).filter(|value| !value.is_null()) else { continue };
        let value = gate.map_or_else(|| Some(value.clone()), |gate| gate.value(&field.shape, value));
        row.extend(value.map(|value| (Value::from(field.name), value)));
    }
    let body = match (gate, record.prose) {
        (Some(gate), Some(prose)) => gate.body(prose, &body, body_start(input, record.origin)),
        _ => body,
    };
    if !body.trim().is_empty() {
        row.insert(BODY.into(), body.trim_matches('\n').into());
    }
    Some(row)
}

/// The front matter and the text of a record's file.
fn written(input: &Input, origin: &Origin) -> Option<(Mapping, String)> {
    let text = text_of(input, origin)?;
    let parts = front_matter::split(&origin.file, text).ok()?;
    let yaml = &text[parts.front.clone()];
    let fields = match front_matter::parse(&origin.file, yaml, parts.front.start, &mut Vec::new())? {
        Value::Mapping(fields) => fields,
        _ => Mapping::new(),
    };
    Some((fields, text[parts.body].to_owned()))
}

/// Where the text of a record begins in its file.
fn body_start(input: &Input, origin: &Origin) -> usize {
    let parts = text_of(input, origin).and_then(|text| front_matter::split(&origin.file, text).ok());
    parts.map_or(0, |parts| parts.body.start)
}

fn text_of<'i>(input: &'i Input, origin: &Origin) -> Option<&'i str> {
    match &input.get(&origin.file)?.content {
        InputContent::Text(bytes) => std::str::from_utf8(bytes).ok(),
        InputContent::Asset(_) => None,
    }
}

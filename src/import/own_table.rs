//! A table that `demarche export` wrote → the records that it was made of.
//!
//! Its first column says in which file each record stood, and every other heading is a field, or `body`; so it needs no map.

use serde_yaml::{Mapping, Value};

use super::draft_ids::TakenIds;
use super::guards::{GUARDING, GuardCell, is_guarded, put_guards};
use super::source_table::SourceTable;
use super::{DraftOrigin, Import, LeftOut};
use crate::compose::NewRecord;
use crate::content::{self, Kind, id_of_stem};
use crate::diagnostic::FileName;
use crate::front_matter::shape::{FieldShape, RecordShape, Shape};
use crate::model::Site;

/// Returns the kind of the records, where the table is one of ours.
pub(crate) fn kind_of(table: &SourceTable) -> Option<Kind> {
    let first = table.headings.first().filter(|heading| *heading == "file")?;
    let file = &table.rows.first()?.1[table.column(first)?];
    let path = file.strip_prefix("content/")?;
    let kind = Kind::ALL.into_iter().find(|kind| path.split('/').next() == Some(kind.folder()));
    // Sources have no folder: they stand in files of many, or in briefs.
    let is_source = |kind: &Kind| *kind == Kind::Source || table.headings.get(1).is_some_and(|second| second == "id");
    let kind = kind.filter(|kind| !is_source(kind)).unwrap_or(Kind::Source);
    let fields = content::fields(kind);
    let is_known = |heading: &String| fields.field(heading).is_some() || heading == "body";
    table.headings[1..].iter().all(is_known).then_some(kind)
}

/// Makes a record of every row.
pub(crate) fn records(table: &SourceTable, kind: Kind, import: &mut Import) {
    import.is_own = true;
    let shape = content::fields(kind);
    for (number, cells) in &table.rows {
        let from = DraftOrigin::row(&table.file, *number);
        let filled = table.headings.iter().zip(cells).filter(|(_, cell)| !cell.trim().is_empty());
        let cell_of = |name: &str| filled.clone().find(|(heading, _)| *heading == name).map(|(_, cell)| cell.as_str());
        let fields: Mapping = fields(&shape, kind, &cell_of);
        if kind == Kind::Source && cell_of("file").is_some_and(|file| file.trim().ends_with(".md")) {
            import.lost(&from, None, "the source stands in a brief, and comes with it");
            continue;
        }
        if kind == Kind::Source {
            match source_fault(&fields) {
                None => import.sources.push((from, fields)),
                Some(why) => import.left_out(&from, None, why),
            }
            continue;
        }
        let stem = cell_of("file").unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let record = match id_of_stem(kind, stem.trim_end_matches(".md")) {
            Ok(id) => {
                let body = cell_of("body").map(|body| format!("{}\n", body.trim_matches('\n'))).unwrap_or_default();
                Ok(NewRecord { kind, stem: id.to_string(), fields, comments: String::new(), body })
            }
            Err(error) => Err::<_, LeftOut<'_>>((Some("file"), format!("no id can be made of `{stem}`: {error}"))),
        };
        import.add(from, record);
    }
}

/// Leaves out what the site has already.
pub(crate) fn drop_known(import: &mut Import, taken: &TakenIds, site: &Site) {
    let drafts = std::mem::take(&mut import.drafts);
    for draft in drafts {
        match taken.has(draft.record.kind, &draft.record.stem) {
            true => import.left_out(
                &draft.from,
                None,
                format!("the {} `{}` is there already", draft.record.kind.noun(), draft.record.stem),
            ),
            false => import.drafts.push(draft),
        }
    }
    for (from, fields) in std::mem::take(&mut import.sources) {
        let id = fields.get("id").and_then(Value::as_str).unwrap_or_default();
        match site.sources.iter().any(|source| source.written.origin.id.as_str() == id) {
            true => import.left_out(&from, None, format!("the source `{id}` is there already")),
            false => import.sources.push((from, fields)),
        }
    }
}

fn fields<'c>(shape: &RecordShape, kind: Kind, cell_of: &dyn Fn(&str) -> Option<&'c str>) -> Mapping {
    let filled = shape.fields.iter().filter_map(|field| Some((field, cell_of(field.name)?)));
    let (guards, others): (Vec<_>, Vec<_>) =
        filled.partition(|(field, _)| is_guarded(kind) && GUARDING.contains(&field.name));
    let mut fields = others.iter().map(|(field, cell)| (Value::from(field.name), value(&field.shape, cell))).collect();
    let cell = |(field, cell): &(&FieldShape, &str)| GuardCell {
        field: field.name,
        heading: field.name,
        cell: (*cell).to_owned(),
    };
    put_guards(&mut fields, guards.iter().map(cell));
    fields
}

/// The value of a cell: JSON where a list or a mapping stands, the parts of a list, or what was typed.
fn value(shape: &Shape, cell: &str) -> Value {
    let whole = || Value::from(cell.trim());
    if shape.is_compound() && cell.trim_start().starts_with(['[', '{']) {
        return serde_json::from_str(cell).unwrap_or_else(|_| whole());
    }
    match shape {
        Shape::List(_) => {
            let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
            Value::Sequence(parts.map(Value::from).collect())
        }
        Shape::Number { .. } | Shape::Bool => serde_yaml::from_str(cell).unwrap_or_else(|_| whole()),
        _ => whole(),
    }
}

/// What is wrong with a source, seen by itself.
fn source_fault(fields: &Mapping) -> Option<String> {
    let text = crate::compose::yaml(&Value::Sequence(vec![Value::Mapping(fields.clone())]));
    let (_, _, faults) = content::source::read_yaml(&FileName::from("content/sources.yaml"), &text);
    let error = faults.into_iter().find(|fault| fault.severity == crate::diagnostic::Severity::Error)?;
    Some(error.message)
}

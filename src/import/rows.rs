//! A table of incidents and its map → briefs.

use serde_yaml::{Mapping, Value};

use super::column_map::{ColumnMap, OneOrMany, fillable, proven_order};
use super::date_cells::DateOrder;
use super::guards::{GUARDING, GuardCell, put_guards};
use super::source_table::SourceTable;
use super::to_markdown::markdown;
use super::{DraftOrigin, Import, LeftOut, date_cells, draft_ids};
use crate::compose::{NewRecord, put, put_all};
use crate::content::Kind;
use crate::front_matter::shape::Shape;

/// Makes a brief of every row.
pub(crate) fn briefs(table: &SourceTable, map: &ColumnMap, import: &mut Import) {
    unused(table, map, import);
    let fields = fillable();
    let proven = proven_order(table, map).filter(|_| map.cells.order.is_none());
    for (number, cells) in &table.rows {
        let from = DraftOrigin::row(&table.file, *number);
        let row = RowReader { table, map, cells, proven };
        import.add(from, row.brief(&fields));
    }
}

/// Notes the columns that the map leaves out.
fn unused(table: &SourceTable, map: &ColumnMap, import: &mut Import) {
    let used: Vec<usize> =
        map.columns.values().flat_map(OneOrMany::all).filter_map(|heading| table.column(heading)).collect();
    for (at, heading) in table.headings.iter().enumerate().filter(|(at, _)| !used.contains(at)) {
        let filled = table.rows.iter().filter(|(_, cells)| !cells[at].trim().is_empty()).count();
        if filled > 0 {
            let why = format!("the map leaves this column out: {filled} cells are lost; `extra` would keep them");
            import.lost(&DraftOrigin::file(&table.file), Some(heading), why);
        }
    }
}

struct RowReader<'t> {
    table: &'t SourceTable,
    map: &'t ColumnMap,
    cells: &'t [String],
    /// The order of day and month that other cells prove.
    proven: Option<DateOrder>,
}

impl RowReader<'_> {
    fn brief(&self, fields: &[(&'static str, Shape)]) -> Result<NewRecord, LeftOut<'_>> {
        let title = self.line("title");
        if title.is_empty() {
            return Err((self.heading("title"), "the title is empty".to_owned()));
        }
        let dated = self.dated().map_err(|(field, why)| (self.heading(field), why))?;
        let mut record = Mapping::new();
        put(&mut record, "title", Some(title.as_str()));
        put(&mut record, "date", Some(dated.date.as_str()));
        put(&mut record, "time", dated.time);
        put(&mut record, "tz", dated.zone);
        for (field, shape) in fields {
            if GUARDING.contains(field) {
                continue;
            }
            if !record.contains_key(*field) && *field != "slug" {
                self.fill(&mut record, field, shape);
            }
        }
        self.guard(&mut record);
        let text: Vec<&str> = self.values("body").filter(|text| !text.is_empty()).collect();
        let body = markdown(&text.join("\n\n"), self.map.cells.text);
        let stem = draft_ids::stem(&title, Some(&self.line("slug")));
        Ok(NewRecord { kind: Kind::Brief, stem, fields: record, comments: String::new(), body })
    }

    /// Fills the fields that say who may read the brief.
    fn guard(&self, record: &mut Mapping) {
        let cells = GUARDING.into_iter().flat_map(|field| {
            let filled = self.headings(field).filter_map(move |heading| {
                let cell = self.replaced(field, self.cell(heading)?);
                Some(GuardCell { field, heading, cell })
            });
            filled.collect::<Vec<_>>()
        });
        put_guards(record, cells);
        let always = GUARDING.into_iter().filter(|field| !record.contains_key(*field)).flat_map(|field| {
            let values = self.map.always.get(field).map(OneOrMany::all).unwrap_or_default().iter();
            values.map(move |value| GuardCell { field, heading: field, cell: value.clone() })
        });
        let always: Vec<GuardCell<'_>> = always.collect();
        put_guards(record, always);
    }

    /// Fills a field from its columns, or with what every brief has.
    fn fill(&self, record: &mut Mapping, field: &str, shape: &Shape) {
        let always = || self.map.always.get(field).map(OneOrMany::all).unwrap_or_default().iter();
        match shape {
            Shape::Own => {
                let kept = self.headings(field).filter_map(|heading| Some((heading, self.cell(heading)?)));
                let kept: Mapping = kept
                    .filter(|(_, cell)| !cell.is_empty())
                    .map(|(at, cell)| (Value::from(at), cell.into()))
                    .collect();
                if !kept.is_empty() {
                    record.insert(field.into(), Value::Mapping(kept));
                }
            }
            Shape::List(_) => {
                let parts = self.values(field).flat_map(|cell| cell.split(self.separator()));
                let mut values: Vec<String> = Vec::new();
                for value in parts.map(|part| self.replaced(field, part)).filter(|part| !part.is_empty()) {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                match values.is_empty() {
                    true => put_all(record, field, always()),
                    false => put_all(record, field, values),
                }
            }
            _ => {
                let value = self.replaced(field, &self.line(field));
                put(record, field, Some(value).filter(|value| !value.is_empty()).or_else(|| always().next().cloned()));
            }
        }
    }

    /// The date of the row, or the field that keeps it from having one, and why.
    fn dated(&self) -> Result<date_cells::Dated, (&'static str, String)> {
        let order = self.map.cells.order;
        let typed = self.line("date");
        let mut dated = if typed.is_empty() && self.heading("year").is_some() {
            let date = date_cells::of_parts(&self.line("year"), &self.line("month"), &self.line("day"));
            date_cells::Dated { date: date?, time: None, zone: None }
        } else if typed.is_empty() {
            return Err(("date", "the date is empty".to_owned()));
        } else {
            date_cells::date(&typed, order).map_err(|why| ("date", self.with_proof(why)))?
        };
        let end = self.line("end");
        if !end.is_empty() {
            let end = date_cells::date(&end, order).map_err(|why| ("end", self.with_proof(why)))?;
            dated.date = date_cells::interval(&dated.date, &end.date).map_err(|why| ("end", why))?;
        }
        Ok(dated)
    }

    /// A reason with the order that other cells prove.
    fn with_proof(&self, why: String) -> String {
        let order = match self.proven {
            Some(DateOrder::Dmy) => "dmy",
            Some(DateOrder::Mdy) => "mdy",
            None => return why,
        };
        let remedy = format!("other cells of the table prove `order = \"{order}\"`: say it in the map");
        why.replace(date_cells::ORDER_REMEDY, &remedy)
    }

    fn separator(&self) -> &str {
        // An empty text would part every letter from the next.
        if self.map.cells.separator.is_empty() { ";" } else { &self.map.cells.separator }
    }

    fn headings(&self, field: &str) -> impl Iterator<Item = &str> {
        self.map.columns.get(field).map(OneOrMany::all).unwrap_or_default().iter().map(String::as_str)
    }

    /// The first heading of a field, for notes.
    fn heading(&self, field: &str) -> Option<&str> {
        self.headings(field).next()
    }

    fn cell(&self, heading: &str) -> Option<&str> {
        let cell = self.cells.get(self.table.column(heading)?)?.trim();
        Some(if self.map.cells.missing.iter().any(|mark| mark == cell) { "" } else { cell })
    }

    fn values(&self, field: &str) -> impl Iterator<Item = &str> {
        self.headings(field).filter_map(|heading| self.cell(heading))
    }

    /// The cells of a field on one line.
    fn line(&self, field: &str) -> String {
        self.values(field).flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
    }

    fn replaced(&self, field: &str, value: &str) -> String {
        let value = value.trim();
        self.map.replace.get(field).and_then(|words| words.get(value)).map_or(value, String::as_str).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{column_map, source_table};

    fn import(csv: &str, map_text: &str) -> (Vec<String>, Vec<String>) {
        let mut import = Import::default();
        let map = column_map::read(map_text).expect("a map");
        let table = source_table::read("a.csv", csv.as_bytes(), &map.table, &mut import).expect("a table");
        assert_eq!(map.faults(&table), [""; 0]);
        briefs(&table, &map, &mut import);
        let notes = import.notes.iter().map(|note| format!("{}: {}", note.from, note.why)).collect();
        (import.drafts.iter().map(|draft| draft.record.text()).collect(), notes)
    }

    #[test]
    fn cells_become_fields_as_the_map_says() {
        let (briefs, notes) = import(
            "When;What;Tags;Deaths;Text;Kind\n06.02.2025;A  note;Trade war|Visas|Visas;3;It was *sent*.;\n",
            "[columns]\ntitle = \"what\"\ndate = \"When\"\ntopics = \"Tags\"\nextra = [\"Deaths\"]\nbody = \"Text\"\nkind = \"Kind\"\n\
             [cells]\norder = \"dmy\"\nseparator = \"|\"\n[always]\nkind = \"statement\"\n[replace.topics]\n\"Trade war\" = \"trade\"\n",
        );
        assert_eq!(notes, [""; 0]);
        assert_eq!(
            briefs,
            [
                "---\ntitle: A note\ndate: 2025-02-06\nkind: statement\ntopics:\n- trade\n- Visas\nextra:\n  Deaths: '3'\n---\nIt was \\*sent\\*.\n"
            ]
        );
    }

    #[test]
    fn a_row_without_a_title_or_a_date_is_left_out_with_the_reason() {
        let (briefs, notes) = import(
            "t,d,e,lost\n,2025,,\nA,,,\nA,06/02/2025,,\nA,2025-02-06,2025-01,\nA,2025-02,2025-03,x\n",
            "[columns]\ntitle = \"t\"\ndate = \"d\"\nend = \"e\"\n",
        );
        assert_eq!(briefs, ["---\ntitle: A\ndate: 2025-02/2025-03\n---\n"]);
        let starts = [
            "a.csv: the map leaves this column out: 1 cell",
            "a.csv, row 2: the title",
            "a.csv, row 3: the date",
            "a.csv, row 4: `06/02/2025`",
            "a.csv, row 5: `2025-02-06/2025-01`",
        ];
        assert_eq!(notes.len(), starts.len(), "{notes:?}");
        for (note, start) in notes.iter().zip(starts) {
            assert!(note.starts_with(start), "{note}");
        }
    }
}

//! The bytes of a table → its headings and rows.
//!
//! CSV in any of its dialects, or a spreadsheet. What a row lacks or has too much is noted; an encoding is never
//! guessed.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, Sheets};
use encoding_rs::Encoding;

use super::{DraftOrigin, Import, notes};
use crate::english::count_of;

/// Headings and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceTable {
    /// The file's name, for notes.
    pub file: String,
    /// The first row.
    pub headings: Vec<String>,
    /// The others that are not empty, each with its number; all have as many cells as there are headings.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// How to read the bytes, where they do not say it themselves.
#[derive(Debug, Clone, Default, serde::Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Dialect {
    /// What stands between two cells; else the one of `,`, `;`, tab and `|` that makes the most headings.
    pub delimiter: Option<char>,
    /// The encoding by its name on the web, such as `windows-1251`; else UTF-8, or what a byte order mark says.
    pub encoding: Option<String>,
    /// The sheet of a spreadsheet; else the first.
    pub sheet: Option<String>,
}

impl SourceTable {
    /// The position of a column.
    pub(crate) fn column(&self, heading: &str) -> Option<usize> {
        let same = |other: &String| other.trim().eq_ignore_ascii_case(heading.trim());
        self.headings.iter().position(same)
    }
}

/// Reads a spreadsheet where the name ends as one does, else CSV.
///
/// # Errors
/// Says why the bytes are no table.
pub(crate) fn read(file: &str, bytes: &[u8], dialect: &Dialect, import: &mut Import) -> Result<SourceTable, String> {
    let ending = file.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let rows = match ending.as_str() {
        "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" => {
            let (rows, others) = sheet(bytes, dialect)?;
            for (name, rows) in others {
                let why = format!("the sheet `{name}` is not read ({rows}): `[table] sheet` in the map chooses one");
                import.note(notes::SHEET, &DraftOrigin::file(file), None, why);
            }
            rows
        }
        _ => csv_rows(&decoded(bytes, dialect)?, dialect)?,
    };
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let (_, headings) = rows.next().ok_or("the table is empty: its first row holds the headings")?;
    let headings: Vec<String> = headings.into_iter().map(|heading| heading.trim().to_owned()).collect();
    let mut table = SourceTable { file: file.to_owned(), headings, rows: Vec::new() };
    for (number, mut cells) in rows {
        let extra = cells.split_off(cells.len().min(table.headings.len()));
        let lost: Vec<&str> = extra.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        if !lost.is_empty() {
            let why = format!("the row has more cells than there are headings: nothing holds `{}`", lost.join("`, `"));
            import.lost(&DraftOrigin::row(file, number), None, why);
        }
        cells.resize(table.headings.len(), String::new());
        table.rows.push((number, cells));
    }
    import.seen += table.rows.len();
    Ok(table)
}

/// The text that the bytes stand for.
fn decoded(bytes: &[u8], dialect: &Dialect) -> Result<String, String> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = match (&dialect.encoding, marked) {
        (Some(name), _) => Encoding::for_label(name.as_bytes())
            .ok_or_else(|| format!("`{name}` is no encoding: write a name such as windows-1251"))?,
        (None, Some(marked)) => marked,
        (None, None) => encoding_rs::UTF_8,
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        let remedy = "say what it is, such as --encoding windows-1251";
        return Err(format!("byte {at} is not {}: {remedy}", encoding.name()));
    }
    if text.contains('\0') {
        return Err("the file holds NUL characters: it is no text, or UTF-16 (--encoding utf-16le)".to_owned());
    }
    Ok(text.into_owned())
}

fn csv_rows(text: &str, dialect: &Dialect) -> Result<Vec<(usize, Vec<String>)>, String> {
    let reader = |delimiter: u8| {
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
    };
    let width = |delimiter: u8| reader(delimiter).records().next().and_then(Result::ok).map_or(0, |row| row.len());
    let delimiter = match dialect.delimiter {
        Some(typed) => {
            u8::try_from(typed).map_err(|_| format!("`{typed}` cannot part cells: it is no ASCII character"))?
        }
        // The first of those that make the most headings.
        None => [b',', b';', b'\t', b'|'].into_iter().rev().max_by_key(|delimiter| width(*delimiter)).unwrap_or(b','),
    };
    let mut rows = Vec::new();
    for (index, record) in reader(delimiter).records().enumerate() {
        let record = record.map_err(|error| format!("row {} cannot be read: {error}", index + 1))?;
        rows.push((index + 1, record.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

/// More columns than these are no table: a cell far to the right stands there by a slip.
const MOST_COLUMNS: u32 = 2_000;

/// The names of sheets, each with the number of its rows in words.
type OtherSheets = Vec<(String, String)>;

/// A row's number, and its cells.
type NumberedRow = (usize, Vec<String>);

/// The rows of a sheet, and the names of the others that hold any, each with the number of its rows.
fn sheet(bytes: &[u8], dialect: &Dialect) -> Result<(Vec<NumberedRow>, OtherSheets), String> {
    let book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut book: Sheets<_> = book.map_err(|error| format!("this is no spreadsheet: {error}"))?;
    let names = book.sheet_names();
    let name = match &dialect.sheet {
        Some(name) => name.clone(),
        None => names.first().cloned().ok_or("the spreadsheet has no sheet")?,
    };
    if !names.contains(&name) {
        return Err(format!("there is no sheet `{name}`; there are `{}`", names.join("`, `")));
    }
    let rows = sheet_rows(&mut book, &name)?;
    let others = names.into_iter().filter(|other| *other != name).filter_map(|other| {
        let filled = match sheet_rows(&mut book, &other) {
            Ok(rows) => rows.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).count(),
            Err(_) => return Some((other, "it cannot be read".to_owned())),
        };
        (filled > 0).then(|| (other, count_of(filled, "row")))
    });
    Ok((rows, others.collect()))
}

fn sheet_rows(book: &mut Sheets<Cursor<&[u8]>>, name: &str) -> Result<Vec<NumberedRow>, String> {
    let unreadable = |why: String| format!("the sheet `{name}` cannot be read: {why}");
    let Sheets::Xlsx(xlsx) = book else {
        let range = book.worksheet_range(name).map_err(|error| unreadable(error.to_string()))?;
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let rows = range.rows().enumerate();
        return Ok(rows.map(|(index, cells)| (first + index + 1, cells.iter().map(cell).collect())).collect());
    };
    // Cell by cell: a range holds every cell up to the farthest one, be it a stray space in the last row there can be.
    let mut reader = xlsx.worksheet_cells_reader(name).map_err(|error| unreadable(error.to_string()))?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    while let Some(found) = reader.next_cell().map_err(|error| unreadable(error.to_string()))? {
        let ((row, column), text) = (found.get_position(), cell(&Data::from(found.get_value().clone())));
        if text.trim().is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(unreadable(format!(
                "a cell of row {} stands in column {}, after {MOST_COLUMNS}",
                row + 1,
                column + 1
            )));
        }
        let cells = rows.entry(row).or_default();
        let at = column as usize;
        if cells.len() <= at {
            cells.resize(at + 1, String::new());
        }
        cells[at] = text;
    }
    let width = rows.values().map(Vec::len).max().unwrap_or(0);
    let rows = rows.into_iter().map(|(row, mut cells)| {
        cells.resize(width, String::new());
        (row as usize + 1, cells)
    });
    Ok(rows.collect())
}

/// A cell as a text; a day as `2025-02-06`, with its time where it has one.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(moment) => match moment.as_datetime() {
            Some(moment) => moment.format("%Y-%m-%dT%H:%M:%S").to_string().trim_end_matches("T00:00:00").to_owned(),
            None => data.to_string(),
        },
        Data::DateTimeIso(moment) => moment.trim_end_matches("T00:00:00").to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8], dialect: &Dialect) -> (Result<SourceTable, String>, Vec<String>) {
        let mut import = Import::default();
        let table = read("a.csv", bytes, dialect, &mut import);
        (table, import.notes.into_iter().map(|note| format!("{}: {}", note.from, note.why)).collect())
    }

    #[test]
    fn every_dialect_is_read() {
        for text in
            ["a,b\n1,\"2,5\n3\"\n", "\u{feff}a;b\r\n1;\"2,5\n3\"\r\n", "a\tb\n1\t\"2,5\n3\"", "a|b\n\n1|\"2,5\n3\"\n"]
        {
            let (table, notes) = table(text.as_bytes(), &Dialect::default());
            let table = table.expect(text);
            assert_eq!(
                (table.headings.join("/"), table.rows[0].1.join("/")),
                ("a/b".into(), "1/2,5\n3".into()),
                "{text}"
            );
            assert!(notes.is_empty());
        }
    }

    #[test]
    fn ragged_rows_are_filled_and_what_is_too_much_is_told() {
        let (table, notes) = table(b"a,b\n1\n2,3,4,\n5,6,,\n", &Dialect::default());
        assert_eq!(
            table.expect("a table").rows.iter().map(|(row, cells)| (*row, cells.len())).collect::<Vec<_>>(),
            [(2, 2), (3, 2), (4, 2)]
        );
        assert_eq!(notes, ["a.csv, row 3: the row has more cells than there are headings: nothing holds `4`"]);
    }

    #[test]
    fn an_encoding_is_said_or_told_never_guessed() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("заголовок,дата\nНота,2025\n");
        let (refused, _) = table(&bytes, &Dialect::default());
        let refused = refused.expect_err("no UTF-8");
        assert!(refused.contains("byte 0 is not UTF-8") && refused.contains("--encoding windows-1251"), "{refused}");
        let dialect = Dialect { encoding: Some("windows-1251".into()), ..Dialect::default() };
        assert_eq!(table(&bytes, &dialect).0.expect("said").headings, ["заголовок", "дата"]);
        let utf16: Vec<u8> = "\u{feff}a,b\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(table(&utf16, &Dialect::default()).0.expect("marked").headings, ["a", "b"]);
        assert!(table(&utf16[2..], &Dialect::default()).0.expect_err("not marked").contains("UTF-16"));
        let dialect = Dialect { encoding: Some("klingon".into()), ..Dialect::default() };
        assert!(table(b"a", &dialect).0.is_err());
    }

    #[test]
    fn what_is_no_table_is_told() {
        assert!(table(b"", &Dialect::default()).0.is_err());
        assert!(table(b"\n ,\n", &Dialect::default()).0.is_err());
        let mut import = Import::default();
        assert!(read("a.xlsx", b"PK nothing", &Dialect::default(), &mut import).is_err());
        assert!(read("a.ods", b"", &Dialect::default(), &mut import).is_err());
    }
}

//! A table as a spreadsheet of Office Open XML: one sheet, whose cells are all texts.
//!
//! Written here: five small parts and one kind of cell need no library, and the one that fits would add as much to the first
//! compile as the rest of the export.

use std::io::{Cursor, Write};

use quick_xml::escape::escape;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::export::cells::cell;
use crate::export::table::ExportTable;

/// The most characters that a cell may hold.
const LONGEST_CELL: usize = 32_767;

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// Returns the bytes of a spreadsheet whose sheet has this name.
///
/// # Errors
/// A cell is longer than a spreadsheet can hold; says which.
pub(crate) fn xlsx(table: &ExportTable, name: &str) -> Result<Vec<u8>, String> {
    let sheet = sheet(table)?;
    let book = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="{}" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        escape(name)
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", SHEETS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The same table gives the same bytes on any day.
        .last_modified_time(zip::DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let written = parts.iter().try_for_each(|(path, xml)| {
        writer.start_file(*path, options)?;
        writer.write_all(br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#)?;
        writer.write_all(xml.as_bytes())?;
        Ok::<_, zip::result::ZipError>(())
    });
    let finished = written.and_then(|()| writer.finish());
    finished.map(Cursor::into_inner).map_err(|error| error.to_string())
}

fn sheet(table: &ExportTable) -> Result<String, String> {
    let mut xml = String::from(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>"#,
    );
    let headings: Vec<String> = table.headings.iter().map(|heading| (*heading).to_owned()).collect();
    let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
    for (index, row) in std::iter::once(headings).chain(rows).enumerate() {
        let number = index + 1;
        xml.push_str(&format!(r#"<row r="{number}">"#));
        for (at, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let length = text.encode_utf16().count();
            if length > LONGEST_CELL {
                return Err(format!(
                    "row {number}, `{}`: {length} characters are more than a spreadsheet can hold in a cell ({LONGEST_CELL}); write \
                     csv or json",
                    table.headings[at]
                ));
            }
            let column = letters(at);
            xml.push_str(&format!(
                r#"<c r="{column}{number}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#,
                escape(text.as_str())
            ));
        }
        xml.push_str("</row>");
    }
    xml.push_str("</sheetData></worksheet>");
    Ok(xml)
}

/// The letters of a column, counted from 0: A, Z, AA.
fn letters(column: usize) -> String {
    let own = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => own.to_string(),
        rest => format!("{}{own}", letters(rest - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        assert_eq!([letters(0), letters(25), letters(26), letters(701), letters(702)], ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_no_cell_can_hold_is_refused() {
        let long = serde_yaml::Value::String("x".repeat(LONGEST_CELL + 1));
        let table = ExportTable { headings: vec!["body"], rows: vec![vec![long]] };
        assert!(xlsx(&table, "briefs").expect_err("too long").starts_with("row 2, `body`: 32768 characters"));
    }
}

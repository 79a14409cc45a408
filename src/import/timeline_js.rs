//! A sheet of TimelineJS → briefs.
//!
//! Its columns have fixed names: <https://timeline.knightlab.com/docs/using-spreadsheets.html>.

use serde_yaml::Mapping;

use super::source_table::SourceTable;
use super::to_markdown::{TextForm, link, markdown};
use super::{DraftOrigin, Import, LeftOut, date_cells, draft_ids};
use crate::compose::{NewRecord, put, put_all};
use crate::content::Kind;

/// Columns that say how a slide looks, which no brief does.
const LOOKS: [&str; 3] = ["Background", "Media Thumbnail", "Alt Text"];

/// Makes a brief of every event.
///
/// # Errors
/// Says why the table is no sheet of TimelineJS.
pub(crate) fn briefs(table: &SourceTable, import: &mut Import) -> Result<(), String> {
    for wanted in ["Year", "Headline"] {
        if table.column(wanted).is_none() {
            let there = table.headings.join("`, `");
            return Err(format!("no column is headed `{wanted}`, as in every TimelineJS sheet; there are `{there}`"));
        }
    }
    for (number, cells) in &table.rows {
        let from = DraftOrigin::row(&table.file, *number);
        let row = SlideReader { table, cells };
        let record = row.brief(&from, import);
        import.add(from, record);
    }
    Ok(())
}

struct SlideReader<'t> {
    table: &'t SourceTable,
    cells: &'t [String],
}

impl SlideReader<'_> {
    fn brief(&self, from: &DraftOrigin, import: &mut Import) -> Result<NewRecord, LeftOut<'static>> {
        let kind = self.cell("Type").to_lowercase();
        if matches!(kind.as_str(), "title" | "era") {
            return Err((Some("Type"), format!("a slide of type `{kind}` is no event")));
        }
        // A headline may hold HTML.
        let headline = markdown(self.cell("Headline"), TextForm::Html);
        let title = plain(&headline);
        if title.is_empty() {
            return Err((Some("Headline"), "the headline is empty".to_owned()));
        }
        let date = self.date()?;
        let mut fields = Mapping::new();
        put(&mut fields, "title", Some(title.as_str()));
        put(&mut fields, "date", Some(date));
        self.note(&mut fields);
        self.time(&mut fields, from, import);
        put_all(&mut fields, "topics", Some(self.cell("Group")).filter(|group| !group.is_empty()));
        for column in LOOKS.into_iter().filter(|column| !self.cell(column).is_empty()) {
            import.lost(from, Some(column), "a brief has no place for this");
        }
        let body = markdown(&format!("{}{}", self.cell("Text"), self.media(from, import)), TextForm::Html);
        let stem = draft_ids::stem(&title, None);
        Ok(NewRecord { kind: Kind::Brief, stem, fields, comments: String::new(), body })
    }

    fn date(&self) -> Result<String, LeftOut<'static>> {
        let parts = |prefix: &str| ["Year", "Month", "Day"].map(|name| self.cell(&format!("{prefix}{name}")));
        let [year, month, day] = parts("");
        let start = date_cells::of_parts(year, month, day).map_err(|(part, why)| (Some(column(part)), why))?;
        let [year, month, day] = parts("End ");
        if [year, month, day].iter().all(|part| part.is_empty()) {
            return Ok(start);
        }
        let end = date_cells::of_parts(year, month, day).map_err(|(part, why)| (Some(end_column(part)), why))?;
        date_cells::interval(&start, &end).map_err(|why| (Some("End Year"), why))
    }

    /// The words that stood in place of the date.
    fn note(&self, fields: &mut Mapping) {
        let shown = self.cell("Display Date");
        put(fields, "date_note", (!shown.is_empty()).then(|| format!("The timeline showed “{shown}”.")));
    }

    fn time(&self, fields: &mut Mapping, from: &DraftOrigin, import: &mut Import) {
        let typed = self.cell("Time");
        let clock = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"];
        let time = clock.iter().find_map(|form| chrono::NaiveTime::parse_from_str(typed, form).ok());
        match time {
            Some(time) => put(fields, "time", Some(time.format("%H:%M").to_string())),
            None if typed.is_empty() => {}
            None => import.lost(from, Some("Time"), format!("`{typed}` is no time of day")),
        }
        if !self.cell("End Time").is_empty() {
            import.lost(from, Some("End Time"), "a brief has no time for its end");
        }
    }

    /// A link to what stood beside the text.
    fn media(&self, from: &DraftOrigin, import: &mut Import) -> String {
        let (address, credit) = (self.cell("Media"), self.cell("Media Credit"));
        let caption = plain(&markdown(self.cell("Media Caption"), TextForm::Html));
        let words =
            [caption.as_str(), credit].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" – ");
        if address.is_empty() && words.is_empty() {
            return String::new();
        }
        if url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            import.lost(from, Some("Media"), "it was shown beside the text; the brief links to it");
            return link(address, if words.is_empty() { address } else { &words });
        }
        import.lost(from, Some("Media"), "this is no address on the web");
        String::new()
    }

    fn cell(&self, heading: &str) -> &str {
        self.table.column(heading).and_then(|at| self.cells.get(at)).map_or("", |cell| cell.trim())
    }
}

/// The column of a part of a date.
fn column(part: &str) -> &'static str {
    match part {
        "month" => "Month",
        "day" => "Day",
        _ => "Year",
    }
}

/// The column of a part of the date that ends a span.
fn end_column(part: &str) -> &'static str {
    match part {
        "month" => "End Month",
        "day" => "End Day",
        _ => "End Year",
    }
}

/// Markdown as a text on one line, without its marks.
fn plain(text: &str) -> String {
    let (body, _) = crate::markdown::parse(&"headline".into(), text, 0, &crate::markdown::ParseOptions::default());
    body.plain_text(&|_, _| crate::markdown::Resolved::AsWritten).split_whitespace().collect::<Vec<_>>().join(" ")
}

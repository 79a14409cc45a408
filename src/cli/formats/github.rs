//! Faults as commands of GitHub's workflows: `::error file=…,line=…::message`, shown at their lines in a pull request.

use super::DiagnosticReport;

/// One line for each fault.
pub fn commands(report: DiagnosticReport<'_>) -> String {
    let mut text = String::new();
    for fault in report.faults {
        let diagnostic = &fault.diagnostic;
        let file = &diagnostic.place.file;
        let lines = report.lines(file, &fault.span);
        let mut place = format!("file={},line={},endLine={}", property(&report.path(file)), lines.line, lines.end_line);
        // Columns are understood within one line alone.
        if lines.line == lines.end_line {
            place.push_str(&format!(",col={},endColumn={}", lines.column, lines.end_column));
        }
        let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", diagnostic.message));
        text.push_str(&format!("::{} {place},title={}::{message}\n", report.severity(fault), diagnostic.code));
    }
    text
}

/// A message by the rules of `@actions/core`: the sign of escapes first, then the ends of lines.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, in which a colon and a comma end something.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(data("100 %: a,\r\nb"), "100 %25: a,%0D%0Ab");
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
    }
}

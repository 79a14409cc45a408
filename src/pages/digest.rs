//! What was published and corrected in a span of days, and its forms for sending: Markdown, plain text, an e-mail page.
//!
//! A site and a span come in; texts with whole addresses go out. What an audience may not see is in no site of theirs, and so
//! in no digest.

use serde::Serialize;

use crate::content::claim::UpdateType;
use crate::diagnostic::Diagnostic;
use crate::edtf::DaySpan;
use crate::model::{Brief, Id};
use crate::pages::changes::{Change, changes};
use crate::pages::context::RenderContext;
use crate::theme::Theme;

/// The longest line of plain text, in columns.
const LINE: usize = 72;

/// What was published and corrected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Digest {
    /// Briefs that were published, in the order of their dates.
    pub new: Vec<Id<Brief>>,
    /// What was put right, withdrawn, written anew or made clear, each brief with the number of the change, the latest first.
    pub corrected: Vec<(Id<Brief>, usize)>,
    /// What was added to.
    pub updated: Vec<(Id<Brief>, usize)>,
}

impl Digest {
    /// Gathers what a span holds.
    pub(super) fn of(site: &RenderContext, span: DaySpan) -> Self {
        let mut digest = Self::default();
        for Change { brief, update, .. } in changes(site).into_iter().filter(|change| span.holds(change.day)) {
            let record = &site.briefs[brief];
            match update {
                None if record.is_withdrawn() => {}
                None => digest.new.push(brief),
                Some(number) => match record.written.updates[number - 1].kind {
                    UpdateType::Update => digest.updated.push((brief, number)),
                    _ => digest.corrected.push((brief, number)),
                },
            }
        }
        digest.new.sort_unstable();
        digest
    }
}

/// The form of a digest.
#[derive(Clone, Copy)]
pub enum DigestForm<'t> {
    /// Markdown.
    Markdown,
    /// Plain text, in lines for e-mail.
    Text,
    /// A page for e-mail: styles stand at their elements, addresses are whole.
    Mail(&'t Theme),
}

/// Returns what was published and corrected in a span of days.
///
/// # Errors
/// The diagnostic of the template of the e-mail page.
pub fn digest(site: &RenderContext, span: DaySpan, form: DigestForm<'_>) -> Result<String, Box<Diagnostic>> {
    let letter = DigestLetter::of(site, span);
    match form {
        DigestForm::Markdown => Ok(letter.markdown()),
        DigestForm::Text => Ok(letter.text()),
        DigestForm::Mail(theme) => {
            let mut context = tera::Context::new();
            context.insert("page", &letter);
            let page = theme.render("digest-mail.html", &context)?;
            Ok(String::from_utf8_lossy(&page).into_owned())
        }
    }
}

/// What is sent.
#[derive(Serialize)]
struct DigestLetter {
    /// The name of the briefing.
    title: String,
    /// Its address.
    home: String,
    /// "from 3 to 10 March 2025".
    span: String,
    parts: Vec<LetterPart>,
}

/// The part on what is new, or on one kind of change.
#[derive(Serialize)]
struct LetterPart {
    heading: &'static str,
    items: Vec<LetterItem>,
}

/// A brief, or a change of one.
#[derive(Serialize)]
struct LetterItem {
    title: String,
    address: String,
    /// Its language, where it is not the site's.
    lang: Option<String>,
    /// The date of the event, or the kind and the day of the change.
    when: String,
    /// The gist, or what was changed.
    text: String,
}

impl DigestLetter {
    fn of(site: &RenderContext, span: DaySpan) -> Self {
        let digest = Digest::of(site, span);
        let item = |id: Id<Brief>, when: String, text: &str| LetterItem {
            title: site.briefs[id].written.title.clone(),
            address: format!("{}{}", site.config.base_url, site.briefs[id].page.address()),
            lang: site.other_language(site.briefs[id].written.lang.as_ref()),
            when,
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let new = |id: &Id<Brief>| item(*id, site.briefs[*id].when.clone(), &site.index.summaries[*id]);
        let change = |(id, number): &(Id<Brief>, usize)| {
            let update = &site.briefs[*id].written.updates[number - 1];
            item(*id, format!("{} of {}", update.kind.as_str(), update.date.day.format("%-d %B %Y")), &update.text)
        };
        let mut parts = vec![
            LetterPart { heading: "New", items: digest.new.iter().map(new).collect() },
            LetterPart { heading: "Corrected", items: digest.corrected.iter().map(change).collect() },
            LetterPart { heading: "Updated", items: digest.updated.iter().map(change).collect() },
        ];
        parts.retain(|part| !part.items.is_empty());
        Self { title: site.config.title.clone(), home: site.config.base_url.to_string(), span: span.in_words(), parts }
    }

    fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{} {}.\n", escaped(&self.title), self.lead(), self.span);
        for part in &self.parts {
            text.push_str(&format!("\n## {}\n\n", part.heading));
            for item in &part.items {
                let gist = if item.text.is_empty() { String::new() } else { format!(": {}", escaped(&item.text)) };
                text.push_str(&format!("- [{}](<{}>), {}{gist}\n", escaped(&item.title), item.address, item.when));
            }
        }
        text
    }

    fn text(&self) -> String {
        let mut text = format!("{}\n{} {}.\n", self.title, self.lead(), self.span);
        for part in &self.parts {
            text.push_str(&format!("\n{}\n", part.heading.to_uppercase()));
            for item in &part.items {
                text.push_str(&format!("\n{}", wrapped("* ", &item.title)));
                text.push_str(&wrapped("  ", &item.when));
                text.push_str(&wrapped("  ", &item.text));
                text.push_str(&format!("  {}\n", item.address));
            }
        }
        text
    }

    /// The words before the span.
    fn lead(&self) -> &'static str {
        if self.parts.is_empty() { "Nothing was published or corrected" } else { "What was published and corrected" }
    }
}

/// A text in lines, the first of which begins with a mark, and all others with as many spaces.
fn wrapped(mark: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let indent = " ".repeat(mark.len());
    textwrap::fill(text, textwrap::Options::new(LINE).initial_indent(mark).subsequent_indent(&indent)) + "\n"
}

/// A text in which nothing is Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '|' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_title_is_markdown() {
        assert_eq!(escaped("A [b](c) *d* & <e>"), r"A \[b\](c) \*d\* \& \<e\>");
    }

    #[test]
    fn lines_are_set_in_below_their_mark() {
        let text = wrapped("* ", &"word ".repeat(20));
        assert!(text.starts_with("* word") && text.lines().count() == 2, "{text}");
        assert!(text.lines().all(|line| line.len() <= LINE) && text.contains("\n  word"), "{text}");
    }
}

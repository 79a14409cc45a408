//! The text of an old site → Markdown that means the same here.
//!
//! ```text
//! text ─hidden_text→ what was shown ─template_code→ code blocks, links, comments ─kramdown→ ─html→ Markdown ─old_links→ links to the new records
//! ```

mod hidden_text;
mod html;
mod kramdown;
pub(crate) mod link_scan;
mod note;
mod obsidian;
pub(crate) mod old_links;
mod shortcode;
mod template_code;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use note::BodyNote;

use super::generator::Generator;

/// Rewrites what the old generator and its Markdown would have read.
///
/// `values` are what the old site's settings call `site.x` or `config.x`.
pub(in crate::import) fn rewritten(
    generator: Generator,
    text: &str,
    values: &BTreeMap<String, String>,
    notes: &mut Vec<BodyNote>,
) -> String {
    let text = text.replace("\r\n", "\n");
    let text = hidden_text::dropped(generator, &text, notes);
    let text = template_code::expanded(generator, &text, values, notes);
    let text = obsidian::rewritten(generator, &text);
    let text = kramdown::rewritten(generator, &text, notes);
    html::to_markdown(&text, notes)
}

//! What stands at a cursor: a record, a field, a word of a closed set, a date.

use std::ops::Range;

use gen_lsp_types::{Hover, MarkupContent, MarkupKind};

use crate::diagnostic::FileName;
use crate::edtf::Edtf;
use crate::front_matter::shape::Shape;
use crate::lsp::cursor::YamlCursor;
use crate::lsp::describe;
use crate::lsp::workspace::Workspace;

/// Returns what stands at a byte, in words.
pub(super) fn hover(workspace: &Workspace, file: &FileName, byte: usize) -> Option<Hover> {
    let (value, span) = match workspace.named_at(file, byte) {
        Some((key, span)) => {
            let words = match workspace.names.node(&key) {
                Some(node) => describe::record(&workspace.site, node, workspace.date_of(file)),
                None => describe::claim(&workspace.site, workspace.claim(&key)?),
            };
            (words, span)
        }
        None => in_field(workspace, file, byte)?,
    };
    let range = workspace.encoding.span(workspace.text(file), &span);
    Some(Hover { contents: MarkupContent { kind: MarkupKind::Markdown, value }.into(), range: Some(range) })
}

/// Returns what a field, a word of a closed set or a date means, and its bytes.
fn in_field(workspace: &Workspace, file: &FileName, byte: usize) -> Option<(String, Range<usize>)> {
    let text = workspace.text(file);
    let toml = &**file == crate::config::FILE;
    let (root, front) = match workspace.layout(file) {
        _ if toml => (&workspace.shapes.site, 0..text.len()),
        layout => layout.map(|layout| (layout.shape, layout.front))?,
    };
    let yaml = text.get(front.clone()).filter(|_| front.contains(&byte))?;
    // The whole word counts, not only what stands before the cursor.
    let rest = &yaml[byte - front.start..];
    let end = rest.find([',', ']', '}', '\n', '\r', '"', '\'', '#', ' ', '=']).unwrap_or(rest.len());
    let end = if rest[..end].ends_with(':') { end - 1 } else { end };
    let at = byte - front.start + end;
    let cursor = if toml { YamlCursor::in_toml(yaml, at) } else { YamlCursor::at(yaml, at) };
    let word = &yaml[cursor.word.clone()];
    let span = cursor.word.start + front.start..cursor.word.end + front.start;
    if cursor.may_be_key && cursor.key.is_none() {
        let field = cursor.mapping_shape(root)?.as_record()?.field(word)?;
        let required = if field.required { " Required." } else { "" };
        return Some((format!("**{}**: {}.{required}", field.name, field.about), span));
    }
    let words = cursor.value_shape(root)?.scalars().into_iter().find_map(|shape| match shape {
        Shape::Date => word.parse::<Edtf>().ok().map(|date| date.in_words()),
        Shape::Words(words) => {
            let found = words.iter().find(|found| found.word == word && !found.about.is_empty())?;
            Some(format!("**{}**: {}", found.word, found.about))
        }
        _ => None,
    })?;
    Some((words, span))
}

//! The outline of a file: its fields, and the headings of its text.

use std::ops::Range;

use gen_lsp_types::SymbolKind;
use serde_json::{Value, json};

use crate::diagnostic::{Anchor, FieldPath, FileName};
use crate::front_matter::YamlIndex;
use crate::lsp::workspace::Workspace;
use crate::markdown;

/// The fields and headings of a file, in its order.
pub(super) fn outline(workspace: &Workspace, file: &FileName) -> Vec<Value> {
    let text = workspace.text(file);
    let Some(layout) = workspace.layout(file) else {
        return Vec::new();
    };
    let index = YamlIndex::of(&text[layout.front.clone()]);
    let whole = |span: Range<usize>| span.start + layout.front.start..span.end + layout.front.start;
    let mut found: Vec<(String, SymbolKind, Range<usize>, Range<usize>)> = Vec::new();
    match layout.shape.as_record().filter(|_| layout.kind.is_some()) {
        Some(record) => {
            for field in &record.fields {
                let path = FieldPath::field(field.name);
                let value = index.exact(&Anchor::Value(path.clone()));
                if let (Some(key), Some(value)) = (index.exact(&Anchor::Key(path)), value) {
                    let all = key.start..value.end.max(key.end);
                    found.push((field.name.to_owned(), SymbolKind::Field, whole(all), whole(key)));
                }
            }
        }
        None => {
            let item = |at: usize| FieldPath::default().item(at);
            let ids = (0..).map_while(|at| Some((index.exact(&Anchor::Value(item(at)))?, at)));
            for (all, at) in ids {
                let Some(id) = index.exact(&Anchor::Value(item(at).key("id"))) else { continue };
                let name = text[whole(id.clone())].to_owned();
                found.push((name, SymbolKind::Object, whole(all.start..all.end.max(id.end)), whole(id)));
            }
        }
    }
    let (body, _) =
        markdown::parse(file, &text[layout.body.clone()], layout.body.start, &markdown::ParseOptions::default());
    let headings = body.headings.iter();
    found.extend(
        headings.map(|heading| (heading.text.clone(), SymbolKind::String, heading.span.clone(), heading.span.clone())),
    );
    found.sort_by_key(|(.., own)| own.start);
    let span = |bytes: &Range<usize>| workspace.encoding.span(text, bytes);
    let symbol = |(name, kind, all, own): (String, SymbolKind, Range<usize>, Range<usize>)| {
        // An editor refuses an outline in which something has no name.
        let name = if name.trim().is_empty() { "–".to_owned() } else { name };
        json!({"name": name, "kind": kind, "range": span(&all), "selectionRange": span(&own)})
    };
    found.into_iter().map(symbol).collect()
}

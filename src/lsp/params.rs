//! What an editor's JSON says: addresses, positions and spans. Nothing where it says none.

use gen_lsp_types::{Position, Range as Span, Uri};
use serde_json::Value;

/// Returns the address of the file that a message is about.
pub(super) fn uri(params: &Value) -> Option<Uri> {
    params["textDocument"]["uri"].as_str()?.parse().ok()
}

/// Returns a position; a number that is too large or too small is the nearest `u32`.
pub(super) fn position(value: &Value) -> Option<Position> {
    let number = |name: &str| {
        let number = value[name].as_f64()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast to u32 takes the nearest")]
        let nearest = number as u32;
        Some(nearest)
    };
    Some(Position { line: number("line")?, character: number("character")? })
}

/// Returns a span; its end may stand before its start.
pub(super) fn span(value: &Value) -> Option<Span> {
    Some(Span { start: position(&value["start"])?, end: position(&value["end"])? })
}

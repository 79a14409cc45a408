//! A source that has no id gets one, where it was written: an address that was pasted becomes `{id: …, url: …}`.
//!
//! Whoever names it by its address still finds it: one address is one source.

use std::ops::Range;

use crate::content::source_address::SourceAddress;
use crate::content::{Kind, SourceDocument};
use crate::diagnostic::{FieldPath, FileName, PathStep};
use crate::front_matter::wording::yaml_scalar;
use crate::model::RecordId;
use crate::rename::change::RecordChange;
use crate::rename::entries::YamlEntry;
use crate::rename::mentions::Mention;
use crate::rename::name_index::RecordKey;
use crate::rename::view::NamedFiles;

/// Returns a source to which nobody gave an id.
pub(super) fn unnamed<'v>(view: NamedFiles<'v>, key: &RecordKey) -> Option<&'v SourceDocument> {
    let Some(RecordId::Source(id)) = view.names.node(key) else { return None };
    Some(&*view.site.sources[id].written).filter(|source| source.has_made_id)
}

/// Gives it one; the made one joins its `former_ids`.
///
/// # Errors
/// It stands where a name alone can stand, such as `by:` or a text.
pub(super) fn give_id(
    view: NamedFiles<'_>,
    key: &RecordKey,
    source: &SourceDocument,
    new: &str,
    change: &mut RecordChange,
) -> Result<(), String> {
    let former = [key.id.clone()];
    if let Some(entry) = YamlEntry::of(&view, key)
        && let Some((at, id)) = entry.first_field("id", new)
    {
        change.edit(&entry.file, at, id);
        let (span, text) = entry.names("former_ids", &former, &[]);
        change.edit(&entry.file, span, text);
        return Ok(());
    }
    let address = source.url.as_deref().and_then(SourceAddress::parse);
    let is_it = |mention: &Mention| {
        let named = SourceAddress::parse(&mention.name);
        named.zip(address.as_ref()).is_some_and(|(named, own)| named.key() == own.key())
    };
    let Some((file, mention)) = view.mentions().find(|(file, mention)| is_listed(file, mention) && is_it(mention))
    else {
        let place = &source.origin.file;
        let shown = source.url.as_deref().unwrap_or(&source.title);
        return Err(format!(
            "`{shown}` in {place} has no id to change: write it in the `sources:` of the brief as `{{id: {new}, url: …}}`"
        ));
    };
    let (span, url) = scalar(view.text(file), &mention.span);
    change.edit(file, span, format!("{{id: {new}, former_ids: [{}], url: {url}}}", key.id));
    Ok(())
}

/// Whether a name is an item of the `sources:` of a brief.
fn is_listed(file: &FileName, mention: &Mention) -> bool {
    let is_list = |path: &FieldPath| match path.0.as_slice() {
        [PathStep::Key(key)] | [PathStep::Key(key), PathStep::Item(_)] => &**key == "sources",
        _ => false,
    };
    file.starts_with(&format!("content/{}/", Kind::Brief.folder())) && mention.at.as_ref().is_some_and(is_list)
}

/// The bytes of an address with its quotes, and how it is written within braces.
fn scalar(text: &str, span: &Range<usize>) -> (Range<usize>, String) {
    let is_quoted =
        ['"', '\''].iter().any(|quote| text[..span.start].ends_with(*quote) && text[span.end..].starts_with(*quote));
    let whole = if is_quoted { span.start - 1..span.end + 1 } else { span.clone() };
    let typed = &text[whole.clone()];
    let written = match !is_quoted && typed.contains([',', '[', ']', '{', '}']) {
        true => yaml_scalar(typed),
        false => typed.to_owned(),
    };
    (whole, written)
}

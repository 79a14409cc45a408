//! The record that a word of the command line names.

use anyhow::bail;

use crate::content::Kind;
use crate::fold::{nearest, slug_text};
use crate::model::{RecordId, RecordInfo, Site};

/// Returns the record with this id or name: the very name before one that differs in case, marks or script.
///
/// # Errors
/// No record has it, or several do.
pub(super) fn find_record(site: &Site, kind: Kind, typed: &str) -> anyhow::Result<RecordId> {
    let all: Vec<RecordInfo<'_>> = site.records_of(kind).collect();
    let wanted = slug_text(typed);
    let is_id = |known: &&RecordInfo<'_>| known.origin.id.as_str() == typed;
    let is_name = |known: &&RecordInfo<'_>| known.spellings().any(|name| name == typed) || known.title == typed;
    let is_near = |known: &&RecordInfo<'_>| {
        let former = known.origin.former.iter().map(|former| former.id.as_str());
        let mut names = known.spellings().chain([known.origin.id.as_str(), known.title]).chain(former);
        !wanted.is_empty() && names.any(|name| slug_text(name) == wanted)
    };
    let with = |fits: &dyn Fn(&&RecordInfo<'_>) -> bool| all.iter().filter(fits).collect::<Vec<_>>();
    let found = [with(&is_id), with(&is_name), with(&is_near)].into_iter().find(|found| !found.is_empty());
    match found.unwrap_or_default().as_slice() {
        [only] => Ok(only.id),
        [] => {
            let ids = all.iter().map(|known| known.origin.id.as_str());
            let near = nearest(typed, ids).or_else(|| nearest(typed, all.iter().flat_map(|known| known.spellings())));
            let help = near.map(|near| format!(": did you mean `{near}`?"));
            bail!("unknown {} `{typed}`{}", kind.noun(), help.unwrap_or_default())
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|known| known.origin.id.as_str()).collect();
            bail!("`{typed}` is a name of several {}: write `{}`", kind.folder(), ids.join("` or `"))
        }
    }
}

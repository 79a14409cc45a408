//! The file of a record: none where briefs alone name it.

use crate::input::Input;
use crate::model::RecordInfo;

/// The file of a record; a term that briefs name needs none.
pub(super) fn record_file<'r>(known: &RecordInfo<'r>, input: &Input) -> Option<&'r str> {
    Some(&*known.origin.file).filter(|file| input.get(file).is_some())
}

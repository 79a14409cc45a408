//! The files of a site, with what stands in them.

use std::collections::HashMap;
use std::ops::Range;

use crate::content::Origin;
use crate::diagnostic::FileName;
use crate::input::{Input, InputContent};
use crate::model::{RecordId, Site};
use crate::rename::mentions::{FileLayout, FileShapes, Mention, MentionForm, mentions};
use crate::rename::name_index::{NameIndex, RecordKey};

/// Every name in each file that was looked at.
pub(crate) type MentionMap = HashMap<FileName, Vec<Mention>>;

/// The files of a site, and what was made of them.
#[derive(Clone, Copy)]
pub(crate) struct NamedFiles<'v> {
    /// The files.
    pub input: &'v Input,
    /// The site, as far as it could be linked.
    pub site: &'v Site,
    /// What every record is called.
    pub names: &'v NameIndex,
    /// What every kind of file may hold.
    pub shapes: &'v FileShapes,
    /// Every name in every file.
    pub mentions: &'v MentionMap,
}

impl<'v> NamedFiles<'v> {
    /// Returns the text of a file; nothing where it is no text.
    pub(crate) fn text(&self, file: &str) -> &'v str {
        text(self.input, file)
    }

    /// Returns what a file may hold, and where.
    pub(super) fn layout(&self, file: &FileName) -> Option<FileLayout<'v>> {
        self.shapes.layout(file, self.text(file))
    }

    /// Returns every name in every file, in the order of files.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = (&'v FileName, &'v Mention)> + use<'v> {
        let (files, mentions) = (self.input.files.iter(), self.mentions);
        files.flat_map(move |file| mentions.get(&file.path).into_iter().flatten().map(move |found| (&file.path, found)))
    }

    /// Returns where a record was written, if the site holds it.
    pub(super) fn origin(&self, key: &RecordKey) -> Option<&'v Origin> {
        self.names.node(key).map(|node| self.site.record(node).origin)
    }

    /// Returns where a record stands: its file and the bytes of its id, or the file's start.
    pub(crate) fn place_of(&self, key: &RecordKey) -> Option<(FileName, Range<usize>)> {
        if let Some(file) = self.names.file(key) {
            return Some((file.clone(), 0..0));
        }
        if let Some(RecordId::Source(id)) = self.names.node(key) {
            let origin = &self.site.sources[id].written.origin;
            if let Some(bytes) = &origin.bytes {
                return Some((origin.file.clone(), bytes.clone()));
            }
        }
        let own = |mention: &Mention| {
            let kind = mention.to.contains(&key.folder);
            mention.form == MentionForm::Own && kind && mention.name == key.id
        };
        self.mentions().find(|(_, mention)| own(mention)).map(|(file, mention)| (file.clone(), mention.span.clone()))
    }
}

/// Returns the text of a file; nothing where it is no text.
pub(super) fn text<'i>(input: &'i Input, file: &str) -> &'i str {
    match input.get(file).map(|file| &file.content) {
        Some(InputContent::Text(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
        _ => "",
    }
}

/// Finds the names in the files that are not among those found yet.
pub(crate) fn find_mentions(shapes: &FileShapes, input: &Input, found: &mut MentionMap) {
    for file in &input.files {
        if let InputContent::Text(bytes) = &file.content
            && !found.contains_key(&file.path)
        {
            let text = std::str::from_utf8(bytes).unwrap_or_default();
            found.insert(file.path.clone(), mentions(shapes, &file.path, text));
        }
    }
}

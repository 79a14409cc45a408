//! New files over the files of a site, in memory.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::input::{Input, InputContent, InputFile};
use crate::io;

/// Returns the files of a site with others in place of those of their names, or beside them.
pub(super) fn with<'f>(input: &Input, new: impl IntoIterator<Item = (&'f str, &'f str)>) -> Input {
    with_files(input, new, [])
}

/// Returns the files of a site with texts and with files that stand elsewhere on the disk.
pub(super) fn with_files<'f>(
    input: &Input,
    new: impl IntoIterator<Item = (&'f str, &'f str)>,
    elsewhere: impl IntoIterator<Item = (&'f str, PathBuf)>,
) -> Input {
    let elsewhere =
        elsewhere.into_iter().map(|(path, place)| InputFile { path: path.into(), content: InputContent::Asset(place) });
    let new: Vec<InputFile> = new
        .into_iter()
        .map(|(path, text)| InputFile { path: path.into(), content: InputContent::Text(text.as_bytes().to_vec()) })
        .chain(elsewhere)
        .collect();
    let replaced: BTreeSet<&str> = new.iter().map(|file| &*file.path).collect();
    let kept = input.files.iter().filter(|file| !replaced.contains(&*file.path)).cloned();
    let files = kept.chain(new.iter().cloned()).collect();
    Input::new(files, input.now)
}

/// Returns the text of a file of the site; nothing where there is none, or it is no UTF-8.
pub(super) fn text<'i>(input: &'i Input, path: &str) -> Option<&'i str> {
    match &input.get(path)?.content {
        InputContent::Text(bytes) => std::str::from_utf8(bytes).ok(),
        InputContent::Asset(_) => None,
    }
}

/// Returns the path of the file of sources that the site has, or the one that it would have.
pub(super) fn sources_path(input: &Input) -> &'static str {
    let paths = ["content/sources.yaml", "content/sources.yml"];
    paths.into_iter().find(|path| input.get(path).is_some()).unwrap_or(paths[0])
}

/// Returns the path of a file of the site, which is to be written, as seen from the working directory.
///
/// # Errors
/// A symbolic link on the way leads out of the site.
pub(super) fn place(root: &Path, path: &str) -> anyhow::Result<PathBuf> {
    let place = if root == Path::new(".") { PathBuf::from(path) } else { root.join(path) };
    io::files::require_within(root, &place)?;
    Ok(place)
}

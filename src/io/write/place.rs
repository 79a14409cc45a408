//! Files and folders of the new site, which may have grown on the spare one: whatever stands in the way there goes.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;

use anyhow::{Context, Result};
use rustc_hash::FxHashSet;

use super::Stamp;
use super::survey::Spare;

/// Makes a file, empty, with its folders. What stands there goes first: it may be a file of the standing site too, which
/// nothing may be written into.
pub(super) fn create(new: &Path, path: &str) -> io::Result<File> {
    let place = new.join(path);
    match File::create_new(&place) {
        Ok(file) => Ok(file),
        Err(_) => {
            clear_the_way(new, path)?;
            File::create_new(&place)
        }
    }
}

/// Links a file of the standing site into the new one, or copies it where the disk has no links.
pub(super) fn link(from: &Path, new: &Path, path: &str) -> Result<Stamp> {
    let place = new.join(path);
    if fs::hard_link(from, &place).is_err() {
        clear_the_way(new, path)?;
        if fs::hard_link(from, &place).is_err() {
            fs::copy(from, &place)?;
        }
    }
    Ok(Stamp::of(&place)?)
}

/// Makes the folders on the way to a path, and leaves nothing at it.
fn clear_the_way(new: &Path, path: &str) -> io::Result<()> {
    let place = new.join(path);
    let folder = place.parent().unwrap_or(new);
    if fs::create_dir_all(folder).is_err() {
        // Some part of the way is a file.
        for (end, _) in path.match_indices('/') {
            match fs::symlink_metadata(new.join(&path[..end])) {
                Ok(meta) if !meta.is_dir() => remove(&new.join(&path[..end]))?,
                _ => {}
            }
        }
        fs::create_dir_all(folder)?;
    }
    remove(&place)
}

/// Leaves nothing at a place.
pub(super) fn remove(place: &Path) -> io::Result<()> {
    let removed = match fs::symlink_metadata(place) {
        Ok(meta) if meta.is_dir() => fs::remove_dir_all(place),
        Ok(_) => fs::remove_file(place),
        Err(error) => Err(error),
    };
    // Where a folder was there may be a file by now.
    removed.or_else(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Ok(()),
        _ => Err(error),
    })
}

/// Removes from the new site what it began with and what is neither one of `files` nor a folder on the
/// way to one.
pub(super) fn sweep(new: &Path, began_with: &Spare, files: &FxHashSet<&str>) -> Result<()> {
    let ways = files.iter().flat_map(|file| file.match_indices('/').map(|(end, _)| &file[..end]));
    let ways: FxHashSet<&str> = ways.collect();
    let files_gone = began_with.files.keys().filter(|path| !files.contains(path.as_str()));
    let folders_gone = began_with.folders.iter().filter(|path| !ways.contains(path.as_str()));
    for path in files_gone.chain(folders_gone) {
        let place = new.join(path);
        remove(&place).with_context(|| format!("cannot remove {}", place.display()))?;
    }
    Ok(())
}

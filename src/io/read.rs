//! A folder comes in, every file of the site goes out.
//!
//! [`list`] finds the files and [`read`] reads one, so that the pipeline can read many at a time.
//! The site is `site.toml` and what is in `content`, `templates` and `theme`; nothing else below
//! the root is looked at. Hidden files and what editors leave behind are passed over.
//!
//! What the author can mend is a fault, and the walk goes on:
//!
//! | in the folder | code |
//! |---|---|
//! | a name that is not UTF-8, or has a control character or a backslash | `file-name` |
//! | a symbolic link that leads out of the root | `link-outside` |
//! | a symbolic link to what is hidden | `link-hidden` |
//! | a symbolic link to nothing, or in a circle | `link-broken`, `link-loop` |
//! | a pipe, a socket, a device; a file named `content`, a folder named `site.toml` | `file-kind` |
//!
//! What cannot be read ends the walk, with the name of the folder: a folder that is read in part is never taken for one that
//! holds less.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::{DirEntry, WalkDir};

use super::slashed;
use crate::diagnostic::{Diagnostic, FileName, Location, can_move_cursor};
use crate::input::{InputContent, InputFile};

/// The file that makes a folder a site.
pub const SITE_FILE: &str = "site.toml";

/// The folders of a site.
pub const SITE_FOLDERS: [&str; 3] = ["content", "templates", "theme"];

/// The places of a site that are only read, or are the author's own: no output folder may be one, be in one, or hold
/// one.
///
/// The root needs no place of its own here: whatever holds the root holds these.
pub fn protected(root: &Path) -> Vec<PathBuf> {
    let names = SITE_FOLDERS.into_iter().chain([SITE_FILE, ".git"]);
    names.map(|name| root.join(name)).collect()
}

/// Refuses a place of a site that is only read, as the file in which something is to be put.
///
/// # Errors
/// The place is one, or is below one.
pub fn refuse_of_site(root: &Path, place: &Path) -> Result<()> {
    if is_of_site(root, place) {
        bail!("{} belongs to the site: give the file another place", place.display());
    }
    Ok(())
}

/// Whether a place is one of a site that is only read, or is below one.
fn is_of_site(root: &Path, place: &Path) -> bool {
    // The file itself may not be there yet, or be a link into the site.
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = || Some(folder.canonicalize().ok()?.join(place.file_name()?));
    let Some(place) = place.canonicalize().ok().or_else(new) else { return false };
    protected(root).iter().filter_map(|part| part.canonicalize().ok()).any(|part| place.starts_with(part))
}

/// Files that some stage reads, by the ending of their name; all others only have a place on disk.
const READ_WHOLE: [&str; 16] = [
    "bib",
    "css",
    "csv",
    "geojson",
    "htm",
    "html",
    "js",
    "json",
    "md",
    "svg",
    "toml",
    "txt",
    "webmanifest",
    "xml",
    "yaml",
    "yml",
];

/// A file of a site, not read yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Where it stands below the site's root.
    pub path: FileName,
    /// Where it stands on disk.
    pub place: PathBuf,
}

/// Finds the files of a site, sorted by path.
///
/// # Errors
/// There is no site, or a folder cannot be read.
pub fn list(root: &Path) -> Result<(Vec<SiteFile>, Vec<Diagnostic>)> {
    let real = site_root(root)?;
    let mut found = Vec::new();
    let mut faults = Vec::new();
    let mut walk = WalkDir::new(root).min_depth(1).follow_links(true).into_iter();
    let mut way = Way::default();
    while let Some(step) = walk.next() {
        let (place, folder) = match &step {
            Ok(entry) => (entry.path().to_owned(), entry.file_type().is_dir()),
            Err(error) => (way.place_of(error, root), false),
        };
        let below = place.strip_prefix(root).unwrap_or(&place).to_owned();
        if folder {
            way.enter(place);
        }
        let is_root = below.as_os_str().is_empty();
        if let Err(error) = &step
            && is_root
        {
            return Err(unreadable(error)).with_context(|| format!("cannot read the folder {}", root.display()));
        }
        if !belongs(&below) {
            if folder {
                walk.skip_current_dir();
            }
            continue;
        }
        match classify_step(&below, step, &real)? {
            WalkStep::File(file) => found.push(file),
            WalkStep::Folder => {}
            WalkStep::Fault(fault) => {
                faults.push(*fault);
                if folder {
                    walk.skip_current_dir();
                }
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    faults.sort_by(|a, b| a.place.file.cmp(&b.place.file));
    Ok((found, faults))
}

/// The folder of a site, without symbolic links on the way to it.
///
/// # Errors
/// There is no site.
pub fn site_root(root: &Path) -> Result<PathBuf> {
    require_site(root)?;
    root.canonicalize().with_context(|| format!("cannot find the folder {}", root.display()))
}

/// The folders that a walk stands in, from the root down.
#[derive(Default)]
struct Way(Vec<PathBuf>);

impl Way {
    /// Notes a folder that the walk goes into.
    fn enter(&mut self, folder: PathBuf) {
        while self.0.last().is_some_and(|last| !folder.starts_with(last)) {
            self.0.pop();
        }
        self.0.push(folder);
    }

    /// Returns where an error stands: an error in the midst of a folder names none, and its depth tells which it is.
    fn place_of(&self, error: &walkdir::Error, root: &Path) -> PathBuf {
        let within = || error.depth().checked_sub(2).and_then(|above| self.0.get(above)).map(PathBuf::as_path);
        error.path().or_else(within).unwrap_or(root).to_owned()
    }
}

/// Returns the error of the system behind one of the walk.
fn unreadable(error: &walkdir::Error) -> std::io::Error {
    let system = error.io_error();
    // The system's own words, where it has some: "Input/output error (os error 5)".
    match system.and_then(std::io::Error::raw_os_error) {
        Some(code) => std::io::Error::from_raw_os_error(code),
        None => system.map_or(std::io::ErrorKind::Other, std::io::Error::kind).into(),
    }
}

/// Whether anything of a site is a symbolic link, or cannot be told to be none.
pub fn has_links(root: &Path) -> bool {
    let parts = SITE_FOLDERS.into_iter().chain([SITE_FILE]).map(|name| root.join(name));
    let there = parts.filter(|part| part.symlink_metadata().is_ok());
    there.flat_map(WalkDir::new).any(|entry| entry.map_or(true, |entry| entry.path_is_symlink()))
}

/// Whether a file stands at a place, and no symbolic link to one.
pub fn is_plain_file(place: &Path) -> bool {
    fs::symlink_metadata(place).is_ok_and(|meta| meta.is_file())
}

/// Reads one file, or only notes its place.
///
/// # Errors
/// The file cannot be read.
pub fn read(file: &SiteFile) -> Result<InputFile> {
    let ending = Path::new(&*file.path).extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    let content = if READ_WHOLE.contains(&&*ending) {
        let bytes = fs::read(&file.place).with_context(|| format!("cannot read {}", file.place.display()))?;
        InputContent::Text(bytes)
    } else {
        InputContent::Asset(file.place.clone())
    };
    Ok(InputFile { path: file.path.clone(), content })
}

/// The tool whose site a folder is, by the files that it keeps there, and the word for it in `demarche import`.
fn other_tool(root: &Path) -> Option<(&'static str, &'static str)> {
    let tools = [
        ("Hugo", "hugo", &["hugo.toml", "hugo.yaml", "hugo.yml", "archetypes"][..]),
        ("Jekyll", "jekyll", &["_config.yml", "_config.yaml", "_posts"]),
        ("Zola", "zola", &["zola.toml"]),
        ("Eleventy", "eleventy", &["eleventy.config.js", "eleventy.config.mjs", ".eleventy.js"]),
        ("Obsidian", "obsidian", &[".obsidian"]),
    ];
    let found = tools.into_iter().find(|(_, _, files)| files.iter().any(|file| root.join(file).exists()));
    found.map(|(tool, form, _)| (tool, form))
}

fn require_site(root: &Path) -> Result<()> {
    if !root.is_dir() {
        bail!("there is no folder {}: give the site's folder with --root", root.display());
    }
    match fs::metadata(root.join(SITE_FILE)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if let Some((tool, form)) = other_tool(root) {
                bail!(
                    "there is no {SITE_FILE} in {folder}; these look like {tool} content: make a site with `demarche init`, then \
                     `demarche import {form} {folder}` in it",
                    folder = root.display()
                );
            }
            bail!(
                "there is no {SITE_FILE} in {}: run demarche in the site's folder, give that folder with --root, or \
             make a first site with `demarche init`",
                root.display()
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", root.join(SITE_FILE).display())),
    }
}

/// Whether a path below the root is part of the site and meant to be read.
pub(super) fn belongs(below: &Path) -> bool {
    let top = below.iter().next().and_then(OsStr::to_str).unwrap_or_default();
    let name = below.file_name().unwrap_or_default().to_string_lossy();
    // Hosts ask for dot-files at the root: `.nojekyll`, `.well-known/`.
    let published = below.starts_with("theme/static") && !name.ends_with(".swp") && !name.starts_with(".#");
    let leftover = (name.starts_with('.') && (!published || name == ".DS_Store"))
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'))
        || matches!(&*name, "Thumbs.db" | "desktop.ini");
    (top == SITE_FILE || SITE_FOLDERS.contains(&top)) && !leftover
}

/// What the walk came upon.
enum WalkStep {
    File(SiteFile),
    /// To be gone into.
    Folder,
    /// Not to be gone into.
    Fault(Box<Diagnostic>),
}

/// Returns what one step of the walk came upon, at a path below the root; `real` is the root without symbolic links.
fn classify_step(below: &Path, step: walkdir::Result<DirEntry>, real: &Path) -> Result<WalkStep> {
    let Some(path) = slashed(below).filter(|path| !path.contains(|c: char| c.is_control() || c == '\\')) else {
        return Ok(errors::file_name(below));
    };
    let path = FileName::from(path);
    let entry = match step {
        Ok(entry) => entry,
        Err(error) if error.loop_ancestor().is_some() => return Ok(errors::link_loop(&path)),
        Err(error) if error.path().is_some_and(Path::is_symlink) => {
            return Ok(errors::link_broken(&path, error.io_error()));
        }
        Err(error) => return Err(unreadable(&error)).with_context(|| format!("cannot read {path}")),
    };
    if entry.path_is_symlink() {
        let aim = entry.path().canonicalize().with_context(|| format!("cannot follow the symbolic link {path}"))?;
        if !aim.starts_with(real) {
            return Ok(errors::link_outside(&path, &aim));
        }
        if let Some(hidden) = aim.strip_prefix(real).ok().filter(|aim| leads_to_hidden(aim)) {
            return Ok(errors::link_hidden(&path, hidden));
        }
    }
    if let Some(wanted) = wrong_kind(entry.depth(), &path, entry.file_type()) {
        return Ok(errors::file_kind(&path, wanted));
    }
    if entry.file_type().is_dir() {
        return Ok(WalkStep::Folder);
    }
    Ok(WalkStep::File(SiteFile { path, place: entry.into_path() }))
}

/// Whether a path below the root is hidden, or in a hidden folder. What is published from `theme/static` may be.
fn leads_to_hidden(aim: &Path) -> bool {
    let is_hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".");
    aim.iter().any(is_hidden) && !(aim.starts_with("theme/static") && belongs(aim))
}

/// What a path should have been and is not.
fn wrong_kind(depth: usize, path: &str, kind: FileType) -> Option<&'static str> {
    if depth == 1 && path == SITE_FILE {
        return (!kind.is_file()).then_some("a file");
    }
    if depth == 1 {
        return (!kind.is_dir()).then_some("a folder");
    }
    (!kind.is_file() && !kind.is_dir()).then_some("a file or a folder")
}

/// The faults of this module.
mod errors {
    use super::*;

    fn fault(code: &'static str, path: &FileName, message: String, help: &str) -> WalkStep {
        WalkStep::Fault(Box::new(Diagnostic::error(code, Location::file(path), message).help(help)))
    }

    pub(super) fn file_name(below: &Path) -> WalkStep {
        let name = below.to_string_lossy();
        let message = format!("the file name {name:?} cannot be read as text");
        // The place is printed too, and no name moves a cursor.
        let shown = FileName::from(name.replace(can_move_cursor, "\u{FFFD}"));
        fault("file-name", &shown, message, "rename it; a name is UTF-8, without control characters or backslashes")
    }

    pub(super) fn link_outside(path: &FileName, aim: &Path) -> WalkStep {
        let message = format!("the symbolic link `{path}` leads out of the site, to {}", aim.display());
        fault("link-outside", path, message, "copy the file into the site, or link to one inside it")
    }

    pub(super) fn link_hidden(path: &FileName, aim: &Path) -> WalkStep {
        let message = format!("the symbolic link `{path}` leads to what is hidden, `{}`", aim.display());
        fault("link-hidden", path, message, "copy what is to be read to a place without a dot before its name")
    }

    pub(super) fn link_broken(path: &FileName, error: Option<&std::io::Error>) -> WalkStep {
        let why = error.map(|error| format!(": {error}")).unwrap_or_default();
        let message = format!("the symbolic link `{path}` leads nowhere{why}");
        fault("link-broken", path, message, "remove the link, or bring back what it led to")
    }

    pub(super) fn link_loop(path: &FileName) -> WalkStep {
        let message = format!("the symbolic link `{path}` leads to a folder that it is in");
        fault("link-loop", path, message, "remove the link")
    }

    pub(super) fn file_kind(path: &FileName, wanted: &str) -> WalkStep {
        fault("file-kind", path, format!("`{path}` is not {wanted}"), "move it out of the site")
    }
}

#[cfg(test)]
mod tests;

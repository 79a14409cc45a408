//! The author's editor.
//!
//! In goes the place of a file; the editor that the environment names is opened on it, and waited for.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::clock::env;

/// A command that opens a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorCommand {
    words: Vec<String>,
}

/// The editor of `$VISUAL`, or else of `$EDITOR`, with the words that stand after its name.
///
/// # Errors
/// Neither is set, or its quotes do not match.
pub fn find() -> Result<EditorCommand> {
    let set = |name: &str| Ok::<_, anyhow::Error>(env(name)?.filter(|text| !text.trim().is_empty()));
    let Some(line) = set("VISUAL")?.map_or_else(|| set("EDITOR"), |line| Ok(Some(line)))? else {
        bail!("no editor is known: set EDITOR, such as EDITOR=nano");
    };
    let words = shell_words::split(&line).with_context(|| format!("the editor `{line}` cannot be read"))?;
    Ok(EditorCommand { words })
}

impl EditorCommand {
    /// Opens a file and waits until the editor is closed.
    ///
    /// # Errors
    /// The editor cannot be started, or says that it failed.
    pub fn open(&self, place: &Path) -> Result<()> {
        let Some((name, words)) = self.words.split_first() else {
            bail!("no editor is known: set EDITOR, such as EDITOR=nano");
        };
        let ended = Command::new(name).args(words).arg(place).status();
        let ended = ended.with_context(|| format!("cannot start the editor `{name}`"))?;
        if !ended.success() {
            bail!("the editor `{name}` ended with a fault; the file is {}", place.display());
        }
        Ok(())
    }
}

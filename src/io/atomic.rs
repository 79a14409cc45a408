//! One file, written whole or not at all: its bytes go to a file of another name in the same folder, which then takes its
//! place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::platform;

/// A file that is whole and has not taken its place yet. Dropped, it leaves no trace.
#[derive(Debug)]
pub(super) struct PendingFile(NamedTempFile);

impl PendingFile {
    /// Writes bytes beside the place where they are to stand, in a folder that is there. Where nothing stands yet, a new
    /// file may be read by whom any may; else by its owner alone, until it has taken its place.
    ///
    /// # Errors
    /// The disk refuses.
    pub(super) fn beside(place: &Path, bytes: &[u8]) -> io::Result<Self> {
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut builder = tempfile::Builder::new();
        let mut builder = builder.prefix(".demarche-");
        if !place.exists() {
            builder = platform::with_usual_permissions(builder);
        }
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        Ok(Self(file))
    }

    /// Takes its place, where nothing stands yet.
    ///
    /// # Errors
    /// Something stands there, or the disk refuses.
    pub(super) fn create(self, place: &Path) -> io::Result<()> {
        self.0.persist_noclobber(place).map(|_| ()).map_err(|error| error.error)
    }

    /// Takes its place; where a file stands there, with the permissions of that.
    ///
    /// # Errors
    /// The disk refuses; what stood there is then as it was.
    pub(super) fn replace(self, place: &Path) -> io::Result<()> {
        if let Ok(old) = fs::metadata(place) {
            self.0.as_file().set_permissions(old.permissions())?;
        }
        self.0.persist(place).map(|_| ()).map_err(|error| error.error)
    }

    /// Has the bytes on the disk before the file takes its place, so that no loss of power leaves it empty.
    ///
    /// # Errors
    /// The disk refuses.
    pub(super) fn synced(self) -> io::Result<Self> {
        self.0.as_file().sync_all()?;
        Ok(self)
    }
}

//! What a system says of files beyond the standard library: everything in `io` that differs between systems.
//!
//! Each function says what it does where a system cannot: it then returns a value that keeps its caller safe.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

/// The number of a file on its disk (its inode); 0 where the system has none.
#[cfg(unix)]
pub(super) fn inode(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
pub(super) fn inode(_: &Metadata) -> u64 {
    0
}

/// The number of the disk that a file lies on; 0 where the system has none.
#[cfg(unix)]
pub(super) fn device(meta: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(meta)
}

#[cfg(not(unix))]
pub(super) fn device(_: &Metadata) -> u64 {
    0
}

/// Whether two paths are one file or folder, though a disk may know it by two names (`Content` and `content`, a mount).
#[cfg(unix)]
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    let number = |path| fs::metadata(path).map(|meta| (device(&meta), inode(&meta))).ok();
    a == b || number(a).is_some_and(|a| number(b) == Some(a))
}

#[cfg(not(unix))]
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || a.as_os_str().eq_ignore_ascii_case(b.as_os_str())
}

/// Whether an open file still stands at the path it was opened at; where the system has no numbers, whether any file does.
pub(super) fn is_at(file: &fs::File, path: &Path) -> bool {
    if cfg!(not(unix)) {
        return path.is_file();
    }
    let number = |meta: io::Result<Metadata>| meta.map(|meta| (device(&meta), inode(&meta))).ok();
    number(file.metadata()).is_some_and(|file| number(fs::symlink_metadata(path)) == Some(file))
}

/// Makes a symbolic link at `to` that leads where the one at `from` does.
#[cfg(unix)]
pub(super) fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(windows)]
pub(super) fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    let aim = fs::read_link(from)?;
    if from.is_dir() { std::os::windows::fs::symlink_dir(aim, to) } else { std::os::windows::fs::symlink_file(aim, to) }
}

#[cfg(not(any(unix, windows)))]
pub(super) fn copy_symlink(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Exchanges two folders in one step; the kind of the error is `Unsupported` or `InvalidInput` where that cannot be.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Lets us remove what is in a folder of ours that is closed to writing. Elsewhere than on Unix folders are never closed.
#[cfg(unix)]
pub(super) fn open_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
pub(super) fn open_folder(_: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Gives a temporary file what any new file may have; the system takes the user's mask off.
#[cfg(unix)]
pub(super) fn with_usual_permissions<'b, 'p, 's>(
    builder: &'b mut tempfile::Builder<'p, 's>,
) -> &'b mut tempfile::Builder<'p, 's> {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
pub(super) fn with_usual_permissions<'b, 'p, 's>(
    builder: &'b mut tempfile::Builder<'p, 's>,
) -> &'b mut tempfile::Builder<'p, 's> {
    builder
}

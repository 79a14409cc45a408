//! The briefing as a site for Hugo.

use std::io;
use std::path::Path;

use crate::plan::Plan;

/// Writes the site.
pub fn write(_: &Plan, _: &Path) -> io::Result<()> {
    Err(io::Error::other("not yet written"))
}

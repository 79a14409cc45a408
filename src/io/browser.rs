//! The author's browser.

use anyhow::{Context, Result};

/// Opens an address in the browser that the system names, and does not wait for it.
///
/// # Errors
/// None can be started.
pub fn open(address: &str) -> Result<()> {
    open::that_detached(address).with_context(|| format!("cannot start a browser: open {address} in yours"))
}

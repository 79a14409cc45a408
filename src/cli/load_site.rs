//! What the commands for editors share: a site linked although some of its files are at fault.

use std::path::Path;

use chrono::NaiveDate;

use crate::cli::days::today;
use crate::cli::print;
use crate::diagnostic::Severity;
use crate::input::Input;
use crate::model::Audience;
use crate::pipeline::{self, LinkOptions, Linked};

/// A site, and the day on which it was read.
pub(super) struct LoadedSite {
    /// The day.
    pub(super) today: NaiveDate,
    /// Its files.
    pub(super) input: Input,
    /// The site.
    pub(super) linked: Linked,
}

/// Reads and links a site as its editors see it. Says how many faults keep some of it out of sight.
///
/// # Errors
/// There is no site, or something cannot be read.
pub(super) fn load_site(root: &Path) -> anyhow::Result<LoadedSite> {
    let (input, found) = pipeline::read(root)?;
    let linked = pipeline::link(&input, &LinkOptions::new(Audience::editors(), &found), None);
    let errors = linked.faults.iter().filter(|fault| fault.severity == Severity::Error).count();
    if errors > 0 {
        print::say(format_args!(
            "{} in the site: what is at fault may be missing here (`demarche check` tells each)",
            crate::english::count_of(errors, "error")
        ));
    }
    Ok(LoadedSite { today: today(&input), input, linked })
}

//! What a sub-editor would say of a site that is whole: warnings, one file a theme, that `demarche check` gives.
//!
//! In goes the site; out come warnings. Nothing here is needed to build, and nothing here stops a build.

mod briefs;
pub mod links;
mod records;
mod times;
mod words;

use crate::config::field;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::{Brief, Site};

/// All the advice there is.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (_, brief) in site.briefs.entries().filter(|(_, brief)| !brief.is_withdrawn()) {
        briefs::check(site, brief, &mut faults);
        times::check(site, brief, &mut faults);
    }
    words::check(site, &mut faults);
    records::check(site, &mut faults);
    faults
}

/// The name of a brief's field.
fn key(brief: &Brief, name: &str) -> Place {
    Place::key(&brief.written.origin.file, field(name))
}

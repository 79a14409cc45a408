//! What a sub-editor would say of a site that is whole: warnings, one file a theme, that `demarche check` gives.
//!
//! In goes the site; out come warnings. Nothing here is needed to build, and nothing here stops a build.

mod briefs;
pub(crate) mod links;
mod moments;
mod passage;
mod records;
mod times;
mod words;

use crate::content::Kind;
use crate::diagnostic::{Diagnostic, FileName};
use crate::markdown::Body;
use crate::model::Site;

/// All the advice there is.
pub(crate) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for brief in site.briefs.iter() {
        // The text is read once for all who look at its words.
        let passages = brief.written.body.passages();
        words::check(&brief.written.origin.file, &passages, &mut faults);
        if !brief.is_withdrawn() {
            briefs::check(site, brief, &passages, &mut faults);
            times::check(site, brief, &passages, &mut faults);
            moments::check(brief, &mut faults);
        }
    }
    for (file, body) in texts(site) {
        words::check(file, &body.passages(), &mut faults);
    }
    records::check(site, &mut faults);
    faults
}

/// Returns the texts of the records that are no briefs, each with its file.
fn texts(site: &Site) -> impl Iterator<Item = (&FileName, &Body)> {
    let others = site.records().filter(|record| record.kind() != Kind::Brief);
    others.filter_map(|record| Some((&record.origin.file, record.prose?.body)))
}

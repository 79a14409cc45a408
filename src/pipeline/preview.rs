//! A site in memory whose pages are made when they are asked for.
//!
//! Most edits are of the body of a brief. They change neither what it refers to nor what any page is planned from, so they
//! are patched into the site that is there ([`PreviewSite::body_patch`]); any other change links the site again.

use std::path::PathBuf;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use chrono::{DateTime, Utc};
use rustc_hash::{FxHashMap, FxHashSet};

use super::link::{LinkOptions, link, parse, parse_options};
use super::parse_cache::{CachedParse, ParseCache};
use super::plan::{Job, SitePlan, plan};
use super::timing::Timing;
use super::unread::CONTENT;
use super::validity::ValidityWindow;
use crate::content::Document;
use crate::diagnostic::{Diagnostic, FileName};
use crate::input::{Input, InputContent};
use crate::located::{self, LocatedDiagnostic, locate};
use crate::model::{BodyPatch, Brief, Id};
use crate::output::Content;
use crate::pages::RenderContext;
use crate::theme::Theme;

/// A site whose pages are made when they are asked for.
pub struct PreviewSite {
    context: RwLock<RenderContext>,
    theme: Theme,
    /// Every file of the site, by its path.
    jobs: FxHashMap<String, Job>,
    /// The path at which it will stand on its host.
    base: String,
    /// The briefs, by file.
    briefs: FxHashMap<FileName, Id<Brief>>,
    /// The files that have a diagnostic or a suppression: a new body may change the report.
    reported: FxHashSet<FileName>,
    /// What was found when the files were listed.
    scan_diagnostics: Vec<Diagnostic>,
    /// Every fault.
    faults: Vec<LocatedDiagnostic>,
    /// When the same files make the same site.
    validity: ValidityWindow,
    /// How many briefs the site tells of.
    pub brief_count: usize,
}

/// New bodies of some briefs; after they are swapped in, the old ones.
pub struct BodyPatches(Vec<BodyPatch>);

/// What came of linking, beside the site.
#[derive(Debug)]
pub struct LinkReport {
    /// Every fault.
    pub faults: Vec<LocatedDiagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
}

impl PreviewSite {
    /// Links a site and plans its files. There is none if a fault is an error; the faults come beside it.
    pub fn link(input: &Input, options: &LinkOptions<'_>, cache: &mut ParseCache) -> (Option<Self>, LinkReport) {
        let linked = link(input, options, Some(cache));
        let validity = linked.validity;
        let (planned, report) = plan(input, linked, false);
        let faults = locate(input, report.faults);
        let link_report = LinkReport { faults: faults.clone(), timings: report.timings };
        let preview = planned.map(|SitePlan { context, theme, jobs }| {
            let base = context.config.base_url.path().to_owned();
            let briefs = context.briefs.entries().map(|(id, brief)| (brief.written.origin.file.clone(), id)).collect();
            let jobs = jobs.into_iter().map(|job| (job.path().as_str().to_owned(), job)).collect();
            let (reported, scan_diagnostics) = (reported(&faults, input), options.scan_diagnostics.to_vec());
            let context = RwLock::new(context);
            let brief_count = report.briefs;
            Self { context, theme, jobs, base, briefs, reported, scan_diagnostics, faults, validity, brief_count }
        });
        (preview, link_report)
    }

    /// Returns a patch if only bodies of briefs changed in the files at `changed` and none of those files has a
    /// diagnostic or a suppression; else the site has to be linked again.
    pub fn body_patch(
        &self,
        input: &Input,
        scan_diagnostics: &[Diagnostic],
        changed: &[PathBuf],
        cache: &mut ParseCache,
    ) -> Option<BodyPatches> {
        if !self.validity.contains(input.now) || self.scan_diagnostics != scan_diagnostics {
            return None;
        }
        let context = self.context();
        let options = parse_options(Some(&context.config));
        let mut patch = BodyPatches(Vec::with_capacity(changed.len()));
        let mut parsed: Vec<CachedParse> = Vec::with_capacity(changed.len());
        for path in changed {
            let file = input.get(path.to_str()?)?;
            let id = *self.briefs.get(&file.path).filter(|_| !self.reported.contains(&file.path))?;
            let InputContent::Text(text) = &file.content else { return None };
            let below = file.path.strip_prefix(CONTENT).filter(|_| !located::has_suppression(text))?;
            let new = parse(file, below, &options, Some(cache))?;
            let old = cache.get(&file.path)?;
            let (Some(Document::Brief(brief)), Some(Document::Brief(before))) = (&new.parsed.document, &old.document)
            else {
                return None;
            };
            if !(new.parsed.faults.is_empty() && old.faults.is_empty() && brief.eq_ignoring_body(before)) {
                return None;
            }
            patch.0.push(context.body_patch(id, brief.body.clone()));
            parsed.push(new);
        }
        drop(context);
        cache.insert(parsed);
        Some(patch)
    }

    /// Swaps the patch in; afterwards it holds the old bodies, and undoes itself.
    pub fn swap_bodies(&self, patch: &mut BodyPatches) {
        let mut context = self.context.write().unwrap_or_else(PoisonError::into_inner);
        for body in &mut patch.0 {
            context.swap_body(body);
        }
    }

    fn context(&self) -> RwLockReadGuard<'_, RenderContext> {
        self.context.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the moment from which the same files make another site: the end of the next embargo.
    pub fn valid_until(&self) -> Option<DateTime<Utc>> {
        self.validity.until()
    }

    /// Returns every fault.
    pub fn faults(&self) -> &[LocatedDiagnostic] {
        &self.faults
    }

    /// Returns what stands at a path such as `briefs/azal-crash/index.html`; nothing where the site has no such file.
    ///
    /// # Errors
    /// The fault of the page's template.
    pub fn get(&self, path: &str) -> Result<Option<Content>, Box<Diagnostic>> {
        self.jobs.get(path).map(|job| job.render(&self.context(), &self.theme)).transpose()
    }

    /// Whether the site has a file at a path.
    pub fn has(&self, path: &str) -> bool {
        self.jobs.contains_key(path)
    }

    /// Returns the path at which the site will stand on its host, such as `/` or `/briefing/`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns every path of the site, in no order.
    pub fn paths(&self) -> Vec<String> {
        self.jobs.keys().cloned().collect()
    }
}

/// Returns the files that have a diagnostic or may have a suppression.
fn reported(faults: &[LocatedDiagnostic], input: &Input) -> FxHashSet<FileName> {
    let of_fault = |fault: &LocatedDiagnostic| {
        let diagnostic = &fault.diagnostic;
        let fixes = diagnostic.fix.iter().flat_map(|fix| fix.edits.iter().map(|edit| &edit.place));
        let also = diagnostic.also.iter().map(|(place, _)| place);
        let places = [&diagnostic.place].into_iter().chain(also).chain(fixes);
        places.map(|place| place.file.clone()).collect::<Vec<_>>()
    };
    let silenced = input.files.iter().filter(|file| match &file.content {
        InputContent::Text(text) => located::has_suppression(text),
        InputContent::Asset(_) => false,
    });
    faults.iter().flat_map(of_fault).chain(silenced.map(|file| file.path.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::build::{BuildOptions, build};
    use super::*;
    use crate::content::brief::Tlp;
    use crate::input::{InputContent, InputFile};
    use crate::model::Audience;

    fn input(body: &str) -> Input {
        let file = |path: &str, text: &str| InputFile { path: path.into(), content: InputContent::Text(text.into()) };
        let note = format!("---\ntitle: A note\ndate: 2025-02-06\n---\n{body}\n");
        let config = file("site.toml", "title = \"Live\"\nbase_url = \"https://example.org/\"\n");
        Input::new(vec![config, file("content/briefs/note.md", &note)], DateTime::UNIX_EPOCH)
    }

    #[test]
    fn a_page_that_is_asked_for_is_the_one_that_a_build_writes() {
        let audience =
            Audience { tlp: Tlp::Clear, drafts: false, embargoed: false, as_of: None, now: DateTime::UNIX_EPOCH };
        let options = BuildOptions::new(audience);
        let mut cache = ParseCache::default();
        for body in ["First.", "Second.", "[[nowhere]]", "Third."] {
            let input = input(body);
            let built = build(&input, &options).output;
            let (live, faults) = PreviewSite::link(&input, &options.link, &mut cache);
            assert_eq!(live.is_none(), built.is_none(), "{faults:?}");
            let Some((live, built)) = live.zip(built) else { continue };
            assert_eq!(live.paths().len(), built.len());
            for (path, content) in built.iter() {
                assert_eq!(live.get(path.as_str()).expect("no fault").as_ref(), Some(content), "{path}");
            }
            assert_eq!(live.get("none.html").expect("no fault"), None);
        }
    }

    #[test]
    fn an_edit_of_words_is_taken_and_any_other_is_linked() {
        let audience =
            Audience { tlp: Tlp::Clear, drafts: false, embargoed: false, as_of: None, now: DateTime::UNIX_EPOCH };
        let options = BuildOptions::new(audience);
        let note = |title: &str, body: &str| {
            let file =
                |path: &str, text: &str| InputFile { path: path.into(), content: InputContent::Text(text.into()) };
            let front =
                "date: 2025-02-06\ntopics: [row]\nsources: [{id: wire, title: A report, url: 'https://example.org/a'}]";
            let config = file("site.toml", "title = \"Live\"\nbase_url = \"https://example.org/\"\n");
            let topic = file("content/topics/row.md", "---\nname: Row\n---\n");
            let note = file("content/briefs/note.md", &format!("---\ntitle: {title}\n{front}\n---\n{body}\n"));
            Input::new(vec![config, topic, note], DateTime::UNIX_EPOCH)
        };
        let changed = [PathBuf::from("content/briefs/note.md")];
        let first = note("A note", "It is said [@wire].\n\n## Part");
        let mut cache = ParseCache::default();
        let (live, report) = PreviewSite::link(&first, &options.link, &mut cache);
        let live = live.unwrap_or_else(|| panic!("{:?}", report.faults));
        let page = |path: &str| live.get(path).expect("no fault").expect("a page");
        let before = page("briefs/note/index.html");
        for (title, body) in [
            ("Another", "It is said [@wire].\n\n## Part"),
            ("A note", "It is said.\n\n## Part"),
            ("A note", "It is said [@wire, p. 4].\n\n## Part"),
            ("A note", "It is said [@wire].\n\n## Another part"),
            ("A note", "It is said [@wire] of [[row]].\n\n## Part"),
            ("A note", "It is said [@wire].\n\n## Part\n<!-- demarche: allow(no-source): a test -->"),
            ("A note", "It is said [@wire].\n\n## Part\n<b>raw</b>"),
        ] {
            let patch = live.body_patch(&note(title, body), &[], &changed, &mut cache);
            assert!(patch.is_none(), "{title}: {body}");
        }
        let words = note("A note", "It is *whispered* [@wire].\n\n## Part\n\nMore.");
        let mut patch = live.body_patch(&words, &[], &changed, &mut cache).expect("words alone");
        live.swap_bodies(&mut patch);
        let built = build(&words, &options).output.expect("no fault");
        for (path, content) in built.iter() {
            assert_eq!(page(path.as_str()), *content, "{path}");
        }
        live.swap_bodies(&mut patch);
        assert_eq!(page("briefs/note/index.html"), before);
    }
}

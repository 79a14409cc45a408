//! A site in memory: every address is known, and a page is made when it is asked for.
//!
//! Most edits are of the words of a brief. They change neither what it refers to nor what any page is planned from, so they
//! take their place in the site that is there ([`Live::edit`]); any other change links the site again.

use std::path::PathBuf;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::{FxHashMap, FxHashSet};

use super::readings::Read;
use super::{CONTENT, Clock, Job, Linked, LocatedDiagnostic, Moments, Options, Readings, Timing};
use super::{jobs, locate, read_record, reading_options, ready, stops};
use crate::content::Document;
use crate::diagnostic::{Diagnostic, FileName};
use crate::input::{Input, InputContent};
use crate::located;
use crate::model::{Brief, Id, Words};
use crate::output::Content;
use crate::pages::{self, RenderContext};
use crate::theme::Theme;

/// A site whose pages are made when they are asked for.
pub struct Live {
    site: RwLock<RenderContext>,
    theme: Theme,
    /// Every file of the site, by its path.
    jobs: FxHashMap<String, Job>,
    /// The path at which it will stand on its host.
    base: String,
    /// The briefs, by file.
    briefs: FxHashMap<FileName, Id<Brief>>,
    /// The files in which a changed text may change what is told: of them there are faults, or silences in them.
    sensitive: FxHashSet<FileName>,
    /// What was told of finding the files.
    found: Vec<Diagnostic>,
    /// What was told of it all.
    faults: Vec<LocatedDiagnostic>,
    /// When the same files make the same site.
    moments: Moments,
    /// How many briefs the site tells of.
    pub listed: usize,
}

/// New words of some briefs.
pub struct Edit(Vec<Words>);

/// What came of linking, beside the site.
#[derive(Debug)]
pub struct Told {
    /// Every fault.
    pub faults: Vec<LocatedDiagnostic>,
    /// How long each stage took.
    pub timings: Vec<Timing>,
}

impl Live {
    /// Links the site. `found` are faults of reading the files; `readings` are those of the last time, and then of this.
    ///
    /// There is a site unless a fault is an error; the faults come with it.
    pub fn link(
        input: &Input,
        found: Vec<Diagnostic>,
        options: &Options<'_>,
        readings: &mut Readings,
    ) -> (Option<Self>, Told) {
        let Linked { site, mut theme, configured, mut faults, mut timings, moments } =
            super::link_again(input, found.clone(), options.audience, readings);
        if !configured || stops(&faults, options) {
            return (None, Told { faults: locate(input, faults), timings });
        }
        let mut clock = Clock::start();
        let listed = site.listed().count();
        let base = site.config.base_url.path().to_owned();
        let briefs = site.briefs.entries().map(|(id, brief)| (brief.written.origin.file.clone(), id)).collect();
        let site = ready(site, &mut theme);
        timings.push(clock.lap("prepare"));
        let jobs = jobs(input, &site, &theme, &mut faults);
        let jobs = jobs.into_iter().map(|job| (job.path().as_str().to_owned(), job)).collect();
        timings.push(clock.lap("plan"));
        let stopped = stops(&faults, options);
        let faults = locate(input, faults);
        let told = Told { faults: faults.clone(), timings };
        if stopped {
            return (None, told);
        }
        let site = RwLock::new(site);
        let sensitive = sensitive(&faults, input);
        (Some(Self { site, theme, jobs, base, briefs, sensitive, found, faults, moments, listed }), told)
    }

    /// The edit that the files at `changed` make of this site, if it is one of the words of briefs alone, of which there is
    /// nothing to tell. Else the site has to be linked again. `found` are faults of reading the files.
    pub fn edit(
        &self,
        input: &Input,
        found: &[Diagnostic],
        changed: &[PathBuf],
        readings: &mut Readings,
    ) -> Option<Edit> {
        if !self.moments.has(input.now) || self.found != found {
            return None;
        }
        let site = self.site();
        let options = reading_options(Some(&site.config));
        let mut edit = Edit(Vec::with_capacity(changed.len()));
        let mut now: Vec<Read> = Vec::with_capacity(changed.len());
        for path in changed {
            let file = input.get(path.to_str()?)?;
            let id = *self.briefs.get(&file.path).filter(|_| !self.sensitive.contains(&file.path))?;
            let InputContent::Text(text) = &file.content else { return None };
            let below = file.path.strip_prefix(CONTENT).filter(|_| !located::has_suppression(text))?;
            let read = read_record(file, below, &options, readings)?;
            let last = readings.held(&file.path)?;
            let (Some(Document::Brief(new)), Some(Document::Brief(old))) = (&read.reading.document, &last.document)
            else {
                return None;
            };
            if !(read.reading.faults.is_empty() && last.faults.is_empty() && new.eq_ignoring_body(old)) {
                return None;
            }
            edit.0.push(site.words_with(id, new.body.clone()));
            now.push(read);
        }
        drop(site);
        readings.hold(now);
        Some(edit)
    }

    /// Takes an edit of this site; `edit` is then the one that takes it back.
    pub fn exchange(&self, edit: &mut Edit) {
        let mut site = self.site.write().unwrap_or_else(PoisonError::into_inner);
        for words in &mut edit.0 {
            site.exchange(words);
        }
    }

    fn site(&self) -> RwLockReadGuard<'_, RenderContext> {
        self.site.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was told of the site.
    pub fn faults(&self) -> &[LocatedDiagnostic] {
        &self.faults
    }

    /// What stands at a path such as `briefs/azal-crash/index.html`; nothing where the site has no such file.
    ///
    /// # Errors
    /// The fault of the page's template.
    pub fn get(&self, path: &str) -> Result<Option<Content>, Box<Diagnostic>> {
        match self.jobs.get(path) {
            None => Ok(None),
            Some(Job::File(_, content)) => Ok(Some(content.clone())),
            Some(Job::Page(page)) => {
                let rendered = pages::render(page, &self.site(), &self.theme, None)?;
                Ok(rendered.bytes.map(Content::Bytes))
            }
        }
    }

    /// Whether the site has a file at a path.
    pub fn has(&self, path: &str) -> bool {
        self.jobs.contains_key(path)
    }

    /// The path at which the site will stand on its host, such as `/` or `/briefing/`.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Every path of the site, in no order.
    pub fn paths(&self) -> Vec<String> {
        self.jobs.keys().cloned().collect()
    }
}

/// The files that faults name, and those that may hold silences.
fn sensitive(faults: &[LocatedDiagnostic], input: &Input) -> FxHashSet<FileName> {
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
    use chrono::DateTime;

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
        let audience = Audience { tlp: Tlp::Clear, drafts: false, as_of: None, now: DateTime::UNIX_EPOCH };
        let options = Options { audience, strict: false, progress: &|_, _| {} };
        let mut readings = Readings::in_memory();
        for body in ["First.", "Second.", "[[nowhere]]", "Third."] {
            let input = input(body);
            let built = super::super::build(&input, Vec::new(), &options).output;
            let (live, faults) = Live::link(&input, Vec::new(), &options, &mut readings);
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
        let audience = Audience { tlp: Tlp::Clear, drafts: false, as_of: None, now: DateTime::UNIX_EPOCH };
        let options = Options { audience, strict: false, progress: &|_, _| {} };
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
        let mut readings = Readings::in_memory();
        let (live, told) = Live::link(&first, Vec::new(), &options, &mut readings);
        let live = live.unwrap_or_else(|| panic!("{:?}", told.faults));
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
            let edit = live.edit(&note(title, body), &[], &changed, &mut readings);
            assert!(edit.is_none(), "{title}: {body}");
        }
        let words = note("A note", "It is *whispered* [@wire].\n\n## Part\n\nMore.");
        let mut edit = live.edit(&words, &[], &changed, &mut readings).expect("words alone");
        live.exchange(&mut edit);
        let built = super::super::build(&words, Vec::new(), &options).output.expect("no fault");
        for (path, content) in built.iter() {
            assert_eq!(page(path.as_str()), *content, "{path}");
        }
        live.exchange(&mut edit);
        assert_eq!(page("briefs/note/index.html"), before);
    }
}

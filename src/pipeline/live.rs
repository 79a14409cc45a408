//! A site in memory: every address is known, and a page is made when it is asked for.

use rustc_hash::FxHashMap;

use super::{Clock, Fault, Job, Linked, Options, Readings, Timing, jobs, place, ready, stops};
use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::output::Content;
use crate::pages::{self, Shown};
use crate::theme::Theme;

/// A site whose pages are made when they are asked for.
pub struct Live {
    site: Shown,
    theme: Theme,
    /// Every file of the site, by its path.
    jobs: FxHashMap<String, Job>,
    /// How many briefs the site tells of.
    pub briefs: usize,
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
    ) -> (Option<Self>, Vec<Fault>) {
        let Linked { site, mut theme, configured, mut faults, mut timings, .. } =
            super::link_again(input, found, options.audience, readings);
        if !configured || stops(&faults, options) {
            return (None, place(input, faults));
        }
        let briefs = site.listed().count();
        let mut clock = Clock::start();
        let site = ready(site, &mut theme);
        timings.push(clock.lap("prepare"));
        let jobs = jobs(input, &site, &theme, &mut faults);
        let jobs = jobs.into_iter().map(|job| (job.path().as_str().to_owned(), job)).collect();
        timings.push(clock.lap("plan"));
        let live = (!stops(&faults, options)).then_some(Self { site, theme, jobs, briefs, timings });
        (live, place(input, faults))
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
                let rendered = pages::render(page, &self.site, &self.theme, None)?;
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
        self.site.config.base_url.path()
    }

    /// Every path of the site, in no order.
    pub fn paths(&self) -> Vec<String> {
        self.jobs.keys().cloned().collect()
    }
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
}

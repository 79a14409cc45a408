//! Texts as HTML: what each reference in a text becomes on a page.

use crate::markdown::{CitationMark, Reference, ReferenceTarget, Resolved, ResolvedLink};
use crate::model::{Id, Prose, Source, Target, WITHHELD_TEXT};
use crate::pages::context::RenderContext;
use crate::path::UrlPath;

impl RenderContext {
    /// Returns a text as HTML for a page, where `sources` are numbered from 1 and listed at `#source-1`.
    pub fn html(&self, text: Prose<'_>, page: &UrlPath, sources: &[Id<Source>]) -> String {
        let resolved = self.resolved(text, &page.root(), sources, |number| format!("#source-{number}"));
        text.body.html(&|index, _| resolved[index].clone())
    }

    /// Returns what each reference of a text becomes. `root` stands before each path; `citation` gives the address of a
    /// numbered source.
    pub fn resolved(
        &self,
        text: Prose<'_>,
        root: &str,
        sources: &[Id<Source>],
        citation: impl Fn(usize) -> String,
    ) -> Vec<Resolved> {
        let resolve = |(index, reference): (usize, &Reference)| match text.targets.get(index) {
            Some(Target::Record(record, heading)) => {
                let fragment = heading.as_ref().map(|heading| format!("#{heading}")).unwrap_or_default();
                let href = format!("{root}{}{fragment}", self.path(*record));
                Resolved::Link(ResolvedLink::to(href).text(self.title(*record)))
            }
            Some(Target::Asset(path)) => {
                Resolved::Link(ResolvedLink::to(format!("{root}{path}{}", fragment_of(reference))))
            }
            Some(Target::Citation(cited)) => Resolved::Citation(
                cited.iter().filter_map(|(source, locator)| self.mark(*source, locator, sources, &citation)).collect(),
            ),
            Some(Target::Heading(_) | Target::External) => Resolved::AsWritten,
            Some(Target::Withheld) | None => Resolved::Text(Some(WITHHELD_TEXT.to_owned())),
        };
        text.body.references.iter().enumerate().map(resolve).collect()
    }

    fn mark(
        &self,
        source: Id<Source>,
        locator: &Option<String>,
        sources: &[Id<Source>],
        citation: impl Fn(usize) -> String,
    ) -> Option<CitationMark> {
        let number = sources.iter().position(|listed| *listed == source)? + 1;
        let title = self.outlet(source).to_owned();
        Some(CitationMark { number, href: citation(number), title, locator: locator.clone() })
    }
}

fn fragment_of(reference: &Reference) -> String {
    match &reference.target {
        ReferenceTarget::Asset { fragment: Some(fragment), .. } => format!("#{fragment}"),
        _ => String::new(),
    }
}

//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::diagnostic::Diagnostic;
use crate::pages::context::RenderContext;
use crate::pages::page::{PageKind, PageOf, Renderer};
use crate::path::UrlPath;
use crate::routes;

/// The most addresses that the protocol allows in one file.
const ADDRESS_LIMIT: usize = 50_000;

/// A sitemap, or what leads crawlers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SitemapPage {
    /// `robots.txt`.
    Robots,
    /// The sitemap of these pages, each with the day of its last change, where that is known.
    Pages(Vec<DatedPath>),
    /// The sitemap of these sitemaps.
    Parts(Vec<UrlPath>),
}

/// A page, and the day of its last change.
pub(super) type DatedPath = (UrlPath, Option<NaiveDate>);

impl PageKind for SitemapPage {
    fn plan(_: &RenderContext) -> Vec<PageOf<Self>> {
        vec![PageOf::new(routes::robots(), Self::Robots)]
    }

    fn render(&self, renderer: &Renderer<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let base_url = renderer.site.config.base_url.as_str();
        Ok(match self {
            Self::Robots => format!("User-agent: *\nAllow: /\nSitemap: {base_url}{}\n", routes::sitemap()).into_bytes(),
            Self::Pages(pages) => write("urlset", "url", base_url, pages),
            Self::Parts(parts) => {
                let parts: Vec<DatedPath> = parts.iter().map(|part| (part.clone(), None)).collect();
                write("sitemapindex", "sitemap", base_url, &parts)
            }
        })
    }
}

/// Returns the sitemap of pages: one file, or an index and its parts where there are more than 50,000.
pub(super) fn plan_of(pages: Vec<DatedPath>) -> Vec<PageOf<SitemapPage>> {
    if pages.len() <= ADDRESS_LIMIT {
        return vec![PageOf::new(routes::sitemap(), SitemapPage::Pages(pages))];
    }
    let part = |(index, pages): (usize, &[DatedPath])| {
        PageOf::new(routes::sitemap_part(index + 1), SitemapPage::Pages(pages.to_vec()))
    };
    let mut sitemaps: Vec<PageOf<SitemapPage>> = pages.chunks(ADDRESS_LIMIT).enumerate().map(part).collect();
    let parts = sitemaps.iter().map(|page| page.path.clone()).collect();
    sitemaps.push(PageOf::new(routes::sitemap(), SitemapPage::Parts(parts)));
    sitemaps
}

fn write(root: &str, item: &str, base_url: &str, paths: &[DatedPath]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let mut put = |event: Event<'_>| writer.write_event(event).expect("writing to memory does not fail");
    let open = BytesStart::new(root).with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    put(Event::Start(open));
    for (path, changed) in paths {
        let address = format!("{base_url}{}", path.address());
        put(Event::Start(BytesStart::new(item)));
        put(Event::Start(BytesStart::new("loc")));
        put(Event::Text(BytesText::new(&address)));
        put(Event::End(BytesEnd::new("loc")));
        if let Some(changed) = changed {
            put(Event::Start(BytesStart::new("lastmod")));
            put(Event::Text(BytesText::new(&changed.to_string())));
            put(Event::End(BytesEnd::new("lastmod")));
        }
        put(Event::End(BytesEnd::new(item)));
    }
    put(Event::End(BytesEnd::new(root)));
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_whole_and_escaped() {
        let pages = [
            (UrlPath::page(&["a"]), NaiveDate::from_ymd_opt(2025, 2, 7)),
            (UrlPath::new("b & c.html").expect("a path"), None),
        ];
        let bytes = write("urlset", "url", "https://example.org/", &pages);
        let text = String::from_utf8(bytes).expect("XML is text");
        assert!(text.contains("<loc>https://example.org/a/</loc>\n  <lastmod>2025-02-07</lastmod>"), "{text}");
        assert_eq!(text.matches("<lastmod>").count(), 1, "{text}");
        assert!(text.contains("b &amp; c.html"), "{text}");
    }
}

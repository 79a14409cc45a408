//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::pages::Page;
use crate::pages::context::RenderContext;
use crate::path::UrlPath;

/// The most addresses that the protocol allows in one file.
const MOST: usize = 50_000;

/// The sitemap and what leads crawlers to it.
pub(super) fn plan(_: &RenderContext) -> Vec<Page> {
    let robots = Page::bytes(UrlPath::file(&[], "robots.txt"), |site| {
        format!("User-agent: *\nAllow: /\nSitemap: {}sitemap.xml\n", site.config.base_url).into_bytes()
    });
    vec![robots]
}

/// The sitemaps of the pages: one file, or an index and its parts where there are more than 50,000.
pub(super) fn of_pages(base_url: &str, pages: &[UrlPath]) -> Vec<(UrlPath, Vec<u8>)> {
    if pages.len() <= MOST {
        let addresses = pages.iter().map(|page| format!("{base_url}{}", page.address()));
        return vec![(UrlPath::file(&[], "sitemap.xml"), write("urlset", "url", addresses))];
    }
    let mut files = Vec::new();
    for (index, part) in pages.chunks(MOST).enumerate() {
        let addresses = part.iter().map(|page| format!("{base_url}{}", page.address()));
        files.push((UrlPath::file(&[], &format!("sitemap-{}.xml", index + 1)), write("urlset", "url", addresses)));
    }
    let parts: Vec<String> = files.iter().map(|(path, _)| format!("{base_url}{path}")).collect();
    files.push((UrlPath::file(&[], "sitemap.xml"), write("sitemapindex", "sitemap", parts.into_iter())));
    files
}

fn write(root: &str, item: &str, addresses: impl Iterator<Item = String>) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let mut put = |event: Event<'_>| writer.write_event(event).expect("writing to memory does not fail");
    let open = BytesStart::new(root).with_attributes([("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")]);
    put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    put(Event::Start(open));
    for address in addresses {
        put(Event::Start(BytesStart::new(item)));
        put(Event::Start(BytesStart::new("loc")));
        put(Event::Text(BytesText::new(&address)));
        put(Event::End(BytesEnd::new("loc")));
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
        let pages = [UrlPath::page(&["a"]), UrlPath::new("b & c.html").expect("a path")];
        let files = of_pages("https://example.org/", &pages);
        let text = String::from_utf8_lossy(&files[0].1).into_owned();
        assert!(text.contains("<loc>https://example.org/a/</loc>"), "{text}");
        assert!(text.contains("b &amp; c.html"), "{text}");
    }
}

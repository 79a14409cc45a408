//! What every template sees of the site, as `site`.

use serde::Serialize;
use serde_yaml::Value;

use super::date::DateView;
use super::head::index_title;
use super::link::Link;
use crate::content::Kind;
use crate::model::RecordId;
use crate::pages::context::RenderContext;
use crate::path::UrlPath;
use crate::routes;

/// What every template sees.
#[derive(Serialize)]
pub(crate) struct SiteView<'s> {
    title: &'s str,
    description: Option<&'s str>,
    language: &'s str,
    base_url: &'s str,
    publisher: Option<&'s str>,
    licence: Option<&'s str>,
    licence_url: Option<&'s str>,
    style: &'s str,
    feed: String,
    /// The digests by week, where there are any.
    digests: Option<String>,
    /// The authors' own pages.
    pages: Vec<Link>,
    as_of: Option<DateView>,
    extra: Option<&'s Value>,
    /// The navigation: key, path and words of each index.
    sections: Vec<(&'static str, String, String)>,
}

impl<'s> SiteView<'s> {
    /// What every template sees; `style` is the path of the style sheet.
    pub(crate) fn new(site: &'s RenderContext, style: &'s UrlPath) -> Self {
        let config = &site.config;
        Self {
            title: &config.title,
            description: config.description.as_deref(),
            language: &config.language,
            base_url: config.base_url.as_str(),
            publisher: config.publisher.as_deref(),
            licence: config.licence.as_deref(),
            licence_url: config.licence_url.as_ref().map(url::Url::as_str),
            style: style.as_str(),
            feed: routes::feed_of(&routes::home()).to_string(),
            digests: config.weekly_digests.then(|| routes::digests().to_string()),
            pages: site.pages.ids().map(|id| site.link_to(RecordId::Page(id))).collect(),
            as_of: site.audience.as_of.map(DateView::day),
            extra: config.extra.as_ref(),
            sections: sections(),
        }
    }
}

fn sections() -> Vec<(&'static str, String, String)> {
    let index = |kind: Kind| (kind.folder(), routes::index(kind).to_string(), index_title(kind));
    let dates = ("dates", routes::dates().to_string(), "Dates".to_owned());
    let timeline = ("timeline", routes::timeline().to_string(), "Timeline".to_owned());
    let others = Kind::ALL.into_iter().filter(|kind| !matches!(kind, Kind::Brief | Kind::Page));
    [index(Kind::Brief), dates, timeline].into_iter().chain(others.map(index)).collect()
}

//! Names: of countries and languages, and of a record in other languages.

use serde::Serialize;

use crate::content::record::ActorType;
use crate::english::language_name;
use crate::model::Actor;
use crate::pages::context::RenderContext;

/// A name in a language.
#[derive(Debug, Serialize)]
pub(crate) struct NameView {
    /// BCP 47.
    pub lang: String,
    /// "Azerbaijani".
    pub language: String,
    /// The name.
    pub name: String,
}

/// Returns names by language.
pub(crate) fn names(by_language: &[(String, String)]) -> Vec<NameView> {
    let view = |(lang, name): &(String, String)| NameView {
        lang: lang.clone(),
        language: language_name(lang).to_owned(),
        name: name.clone(),
    };
    by_language.iter().map(view).collect()
}

impl RenderContext {
    /// Returns what a country is called here: as its state among the actors, or else as in ISO 3166-1. `code` is alpha-3.
    pub fn country(&self, code: &str) -> String {
        let is_state = |actor: &&Actor| {
            actor.written.kind == Some(ActorType::State) && actor.written.country.as_deref() == Some(code)
        };
        self.actors.iter().find(is_state).map_or_else(|| iso_name(code), |actor| actor.written.names.name.clone())
    }

    /// Returns a language, where it is not the site's.
    pub fn other_language(&self, lang: Option<&String>) -> Option<String> {
        lang.filter(|lang| **lang != self.config.language).cloned()
    }
}

/// The name of a country by its ISO 3166-1 alpha-3 code.
fn iso_name(code: &str) -> String {
    rust_iso3166::from_alpha3(code)
        .map_or_else(|| code.to_owned(), |country| country.name.split(" (").next().unwrap_or(country.name).to_owned())
}

//! What other tools call a field.

/// Field → what others call it.
const OTHERS: &[(&str, &[&str])] = &[
    ("title", &["headline", "heading"]),
    ("name", &["title", "label"]),
    ("summary", &["description", "excerpt", "abstract", "lede"]),
    ("topics", &["tags", "tag", "categories", "category", "keywords", "subjects", "labels"]),
    ("actors", &["people", "persons", "participants", "parties", "who"]),
    ("places", &["locations", "location", "where"]),
    ("threads", &["series", "storyline", "storylines"]),
    ("sources", &["references", "citations", "links"]),
    ("authors", &["by", "byline", "writers"]),
    ("published", &["pubdate", "publishdate", "publication_date", "issued"]),
    ("updated", &["lastmod", "modified", "last_modified"]),
    ("embargoed", &["embargo", "embargo_until"]),
    ("lang", &["language", "locale"]),
    ("language", &["lang", "locale"]),
    ("url", &["link", "href", "address"]),
    ("lat", &["latitude"]),
    ("lon", &["longitude", "lng", "long"]),
    ("in_response_to", &["response_to", "answers", "reply_to", "responds_to"]),
    ("aliases", &["redirect_from", "alias"]),
];

/// Returns the field, one of the known, that others call by this name.
pub(super) fn called<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    let typed = typed.to_ascii_lowercase();
    let of = |field: &&&str| OTHERS.iter().any(|(name, others)| name == *field && others.contains(&typed.as_str()));
    known.iter().find(of).copied()
}

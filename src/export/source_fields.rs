//! A source as its fields: those of `*.bib` files have no YAML of their own.

use serde_yaml::{Mapping, Value};

use crate::compose::{put, put_all};
use crate::content::SourceDocument;
use crate::content::source::{SourceType, UrlStatus};

/// Returns the fields that say of a source what its record says.
pub(super) fn source_fields(source: &SourceDocument) -> Mapping {
    let mut fields = Mapping::new();
    put(&mut fields, "id", Some(source.origin.id.as_str()));
    put(&mut fields, "type", (source.kind != SourceType::Webpage).then(|| source.kind.as_str()));
    put(&mut fields, "title", (!source.has_made_title).then_some(source.title.as_str()));
    put(&mut fields, "trans_title", source.trans_title.as_deref());
    put(&mut fields, "publisher", source.publisher.as_deref());
    put_all(&mut fields, "author", source.authors.iter().map(String::as_str));
    put(&mut fields, "published", source.published.as_ref().map(ToString::to_string));
    put(&mut fields, "url", source.url.as_deref());
    put(&mut fields, "url_status", (source.url_status != UrlStatus::Unknown).then(|| source.url_status.as_str()));
    put(&mut fields, "archive_url", source.archive_url.as_deref());
    put(&mut fields, "archived", source.archived.map(|when| when.to_string()));
    put(&mut fields, "accessed", source.accessed.map(|when| when.to_string()));
    put(&mut fields, "language", source.language.as_deref());
    put(&mut fields, "reliability", source.reliability.map(|letter| letter.as_str()));
    put(&mut fields, "descriptor", source.descriptor.as_deref());
    put(&mut fields, "sha256", source.sha256.as_deref());
    put_all(&mut fields, "former_ids", source.origin.former.iter().map(|former| former.id.as_str()));
    fields.extend(source.extra.clone().map(|extra| (Value::from("extra"), extra)));
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{self, Kind};
    use crate::diagnostic::FileName;

    /// A source in which every field says something else than nothing.
    const WHOLE: &str = "- id: a\n  type: report\n  title: A report\n  trans_title: B\n  publisher: P\n  author: [X, Y]\n  published: 2025-02\n  \
         url: https://example.org/a\n  url_status: live\n  archive_url: https://example.org/b\n  archived: 2025-02-07\n  \
         accessed: 2025-02-07T09:00:00Z\n  language: ru\n  reliability: B\n  descriptor: D\n  \
         sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n  former_ids: [b]\n  extra: {mine: 1}\n";

    #[test]
    fn no_field_is_lost() {
        let file = FileName::from("content/sources.yaml");
        let (sources, _, faults) = content::source::read_yaml(&file, WHOLE);
        assert_eq!(faults, []);
        let fields = source_fields(&sources[0]);
        let names: Vec<&str> = fields.keys().filter_map(Value::as_str).collect();
        let all: Vec<&str> = content::fields(Kind::Source).fields.iter().map(|field| field.name).collect();
        assert_eq!(names, all);
        let text = crate::compose::yaml(&Value::Sequence(vec![Value::Mapping(fields)]));
        assert_eq!(content::source::read_yaml(&file, &text).0, sources);
    }
}

//! The faults that only the site as a whole can show, one function each.

use crate::content::source_address::instead_of_address;
use crate::content::{Kind, Origin};
use crate::diagnostic::{Anchor, Diagnostic, Edit, FieldPath, Fix, Location, PathStep};
use crate::fold::slugify;
use crate::front_matter::wording::{list_of, shortened, yaml_scalar};

/// A field names a record that nobody made.
pub(super) fn unknown_record(place: Location, kind: Kind, typed: &str, near: Option<String>) -> Diagnostic {
    let how = match kind {
        Kind::Source => "add it to `content/sources.yaml`, or check the spelling".to_owned(),
        _ => match slugify(&shortened(typed)) {
            Ok(id) => format!("make `content/{}/{id}.md`", kind.folder()),
            Err(_) => "write a name of letters and digits, such as `russian-house-note`".to_owned(),
        },
    };
    let list = as_list(&place, typed);
    if let (Kind::Source, None, Some(instead)) = (kind, &list, instead_of_address(typed)) {
        return Diagnostic::error(
            kind.unknown_code(),
            place,
            format!("`{}` is no address of the web", shortened(typed)),
        )
        .label("expected an address or a source")
        .help(instead);
    }
    let fault =
        Diagnostic::error(kind.unknown_code(), place, format!("unknown {} `{}`", kind.noun(), shortened(typed)))
            .label(format!("no {} has this id or name", kind.noun()));
    match list {
        Some(list) => with_brackets(fault, &list, &how),
        None => fault.near_or(typed, near.as_deref(), how),
    }
}

/// Returns what was typed as a list, where a field that takes one holds one text with commas: `topics: Trade, Visits`.
pub(super) fn as_list(place: &Location, typed: &str) -> Option<String> {
    const LISTS: [&str; 7] = ["topics", "actors", "places", "threads", "sources", "related", "in_response_to"];
    let Anchor::Value(FieldPath(steps)) = &place.at else { return None };
    let is_list = matches!(steps.as_slice(), [PathStep::Key(field)] if LISTS.contains(&&**field));
    let parts: Vec<&str> = typed.split([',', ';', '،', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // Between brackets a plain text may hold spaces and letters of any script.
    let scalar = |part: &&str| match part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-')) {
        true => (*part).to_owned(),
        false => yaml_scalar(part),
    };
    let list = || parts.iter().map(scalar).collect::<Vec<_>>().join(", ");
    (is_list && parts.len() > 1).then(|| format!("[{}]", list()))
}

/// Adds the question whether a list lost its brackets, with a fix that writes them.
pub(super) fn with_brackets(fault: Diagnostic, list: &str, otherwise: &str) -> Diagnostic {
    let fix = Fix::guess(format!("write `{list}`"), Edit::put(fault.place.clone(), list));
    fault.help(format!("a list has brackets: did you mean `{list}`? For one name {otherwise}")).fix(fix)
}

/// A claim, a figure or a response names nobody who is known.
pub(super) fn unknown_speaker(place: Location, typed: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-speaker", place, format!("`{}` is neither an actor nor a source", shortened(typed)))
        .label("expected an actor or a source")
        .near_or(
            typed,
            near.as_deref(),
            "make the actor's file in `content/actors/`, or add the source to `content/sources.yaml`",
        )
}

/// A claim names a claim that nobody made.
pub(super) fn unknown_claim(place: Location, typed: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-claim", place, format!("unknown claim `{}`", shortened(typed)))
        .label("no claim has this id")
        .near_or(typed, near.as_deref(), "write the `id` of a claim")
}

/// A topic stands above itself.
pub(super) fn topic_cycle(topic: &Origin) -> Diagnostic {
    let place = Location::value(&topic.file, crate::config::field("parent"));
    Diagnostic::error("topic-cycle", place, format!("the topic `{}` stands above itself", topic.id))
        .help("a hierarchy has a top: take one `parent:` away")
}

/// A topic has too many topics above it.
pub(super) fn deep_topic(topic: &Origin, levels: usize) -> Diagnostic {
    let place = Location::value(&topic.file, crate::config::field("parent"));
    Diagnostic::error("deep-topic", place, format!("the topic `{}` stands {levels} or more levels down", topic.id))
        .help("give it a `parent:` nearer to the top")
}

/// Two claims have one id.
pub(super) fn duplicate_claim(place: Location, id: &str, first: Location) -> Diagnostic {
    Diagnostic::error("duplicate-id", place, format!("two claims have the id `{id}`"))
        .label("again here")
        .also(first, "first here")
        .help("a claim's id is one in the whole site: change one of the two")
}

/// Brackets name a source and are no citation.
pub(super) fn unread_citation(place: Location, instead: Option<&(String, bool)>) -> Diagnostic {
    let fault = Diagnostic::error("citation-syntax", place.clone(), "this citation cannot be read")
        .label("it names a source and is shown as text");
    match instead {
        Some((text, is_sure)) => {
            let mut fix = Fix::guess(format!("write `{text}`"), Edit::put(place, text.as_str()));
            fix.sure = *is_sure;
            fault.help(format!("write `{text}`")).fix(fix)
        }
        None => fault.help("write `[@id]`, `[@id, p. 4]` or `[@a; @b]`, with the other words outside; for text in brackets write `\\[`"),
    }
}

/// A brief describes a source that is described elsewhere, and in other words.
pub(super) fn differing_source(source: &Origin, field: &str, first: Location) -> Diagnostic {
    let place = Location::value(&source.file, source.path.key(field));
    Diagnostic::warning(
        "differing-source",
        place,
        format!("the source of this address has another `{field}` elsewhere"),
    )
    .label("not shown")
    .also(first, "described first here")
    .help(format!("one address is one source: delete this `{field}:`, or correct the other"))
}

/// Two records have one id.
pub(super) fn duplicate_record(place: Location, kind: Kind, id: &str, first: Location) -> Diagnostic {
    Diagnostic::error("duplicate-id", place, format!("two {}s have the id `{id}`", kind.noun()))
        .also(first, "first here")
        .help(match kind {
            Kind::Source => "change the `id:` of one of the two",
            Kind::Brief => "the id is the file's name in Latin letters, without a leading date: rename one of the two",
            _ => "the id is the file's name in Latin letters: rename one of the two",
        })
}

/// A link in a text leads nowhere.
pub(super) fn unknown_link(place: Location, typed: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-link", place, format!("nothing has the id or name `{}`", shortened(typed)))
        .label("links to a brief, actor, topic, place, question, thread, source or page")
        .near_or(typed, near.as_deref(), "write the id of a record, which is its file's name without the date")
}

/// A link to a Markdown file leads nowhere.
pub(super) fn unknown_file(place: Location, path: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-file", place, format!("there is no file `{}`", shortened(path)))
        .help(near.map_or_else(|| "give the path from this file".to_owned(), |near| format!("write `[[{near}]]`?")))
}

/// A link in a text could lead to several records.
pub(super) fn ambiguous_link(place: Location, typed: &str, kinds: &[Kind]) -> Diagnostic {
    let ways: Vec<String> = kinds.iter().map(|kind| format!("[[{}/{typed}]]", kind.folder())).collect();
    let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
    Diagnostic::error("ambiguous-link", place, format!("`{typed}` is the id of {} records", kinds.len()))
        .help(format!("write {}", list_of(&ways)))
}

/// A link names a heading that its target does not have.
pub(super) fn unknown_heading(place: Location, heading: &str, near: Option<String>) -> Diagnostic {
    Diagnostic::error("unknown-heading", place, format!("there is no heading `#{}`", shortened(heading))).near_or(
        heading,
        near.as_deref(),
        "write the id of a heading: its words in lower case, joined by hyphens",
    )
}

/// A file that is to be published is not there.
pub(super) fn missing_asset(place: Location, path: &str, near: Option<String>) -> Diagnostic {
    let near = near.map(|near| from_file(&place.file, &near));
    Diagnostic::error("missing-asset", place, format!("there is no file `{}` below `content/`", shortened(path)))
        .near_or(path, near.as_deref(), "give the path from this file, such as `../images/plane.jpg`")
}

/// A path below `content/` as seen from a file of the site.
fn from_file(file: &str, path: &str) -> String {
    let own: Vec<&str> = file.strip_prefix("content/").unwrap_or(file).split('/').collect();
    let parts: Vec<&str> = path.split('/').collect();
    let folders = own.len() - 1;
    let common = own[..folders].iter().zip(&parts).take_while(|(one, other)| one == other).count();
    [vec![".."; folders - common], parts[common..].to_vec()].concat().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_given_from_the_file_that_needs_it() {
        assert_eq!(from_file("content/briefs/2025/a.md", "images/x.jpg"), "../../images/x.jpg");
        assert_eq!(from_file("content/briefs/a.md", "briefs/x.jpg"), "x.jpg");
    }
}

//! The faults of names: one that no record has, one that several have, and one that is found by other letters.

use crate::content::Kind;
use crate::diagnostic::{Diagnostic, Location};
use crate::front_matter::wording::{list_of, shortened, yaml_scalar};
use crate::model::errors::{as_list, with_brackets};

/// A term of a brief has no file: it gets a page, named as it was typed. `taken_by` is what has the id that its name makes.
pub(super) fn missing_record(place: Location, kind: Kind, typed: &str, id: &str, taken_by: Option<&str>) -> Diagnostic {
    let label = match taken_by {
        None => "its page is named from its id".to_owned(),
        Some(other) => format!("its id is `{id}`, for `{}` makes the same one", shortened(other)),
    };
    let list = as_list(&place, typed);
    let fault =
        Diagnostic::warning("missing-record", place, format!("the {} `{}` has no file", kind.noun(), shortened(typed)))
            .label(label);
    match list {
        Some(list) => with_brackets(fault, &list, &make_file(kind, typed, id)),
        None => fault.help(make_file(kind, typed, id)),
    }
}

/// How the file of a term is made.
fn make_file(kind: Kind, typed: &str, id: &str) -> String {
    let field = kind.heading_field();
    let name = if typed == id { String::new() } else { format!(" {}", yaml_scalar(&shortened(typed))) };
    format!("make `content/{}/{id}.md` with `{field}:{name}` between two `---` lines", kind.folder())
}

/// A term of a brief has no file, and its name is nearly another's. `first` is where that one was first typed, if it has no
/// file either.
pub(super) fn near_name(
    place: Location,
    kind: Kind,
    typed: &str,
    id: &str,
    other: &str,
    first: Option<Location>,
) -> Diagnostic {
    let message =
        format!("the {} `{}` has no file, and is nearly `{}`", kind.noun(), shortened(typed), shortened(other));
    let fault = Diagnostic::warning("near-name", place, message)
        .label(format!("another {}, or a slip?", kind.noun()))
        .help(format!("write `{}`; or, if it is another, {}", shortened(other), make_file(kind, typed, id)));
    match first {
        Some(first) => fault.also(first, "the other is typed here"),
        None => fault,
    }
}

/// A name was found by other letters or marks than the record has. `id` is the record's, if it has a file.
pub(super) fn folded_name(place: Location, kind: Kind, typed: &str, other: &str, id: Option<&str>) -> Diagnostic {
    let (typed, other) = (shortened(typed), shortened(other));
    let help = match id {
        Some(id) if kind.heading_field() == "name" => {
            format!("write `{id}`, or add `{typed}` to the `aliases:` of `{id}`")
        }
        Some(id) => format!("write `{id}`"),
        None => format!("write one of the two everywhere; if they are two {}s, make a file for each", kind.noun()),
    };
    Diagnostic::warning("folded-name", place, format!("`{typed}` is taken for `{other}`"))
        .label("the letters are others")
        .help(help)
}

/// An id is among those that a record had once, and is a record's now.
pub(super) fn living_former_id(place: Location, kind: Kind, id: &str) -> Diagnostic {
    Diagnostic::error("former-id", place, format!("`{id}` is the id of a {} that is there", kind.noun()))
        .help("an id leads to one record: take it out of `former_ids:`")
}

/// Two records claim to have had one id.
pub(super) fn shared_former_id(place: Location, kind: Kind, id: &str, first: Location) -> Diagnostic {
    Diagnostic::error("former-id", place, format!("two {}s claim the former id `{id}`", kind.noun()))
        .label("again here")
        .also(first, "first here")
        .help("an id leads to one record: take it out of one of the two")
}

/// A name is used that several records of a kind have.
pub(super) fn shared_name(place: Location, kind: Kind, name: &str, ids: &[String]) -> Diagnostic {
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let message = format!("`{}` is the name of {} {}s", shortened(name), ids.len(), kind.noun());
    Diagnostic::error("shared-name", place, message)
        .label("which one?")
        .help(format!("write the id: {}", list_of(&ids)))
}

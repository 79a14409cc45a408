//! The faults of a body, one function each, as a sub-editor would word them.

use super::events::DEEPEST;
use super::reference::AddressError;
use crate::diagnostic::{Diagnostic, Edit, Fix, Location};

pub(super) fn deep_nesting(place: Location) -> Diagnostic {
    Diagnostic::error("deep-nesting", place, format!("more than {DEEPEST} elements stand in one another"))
        .label("too deep from here")
        .help("take out the repeated `>`, `-`, `*` or brackets, or put them in a code block of their own file")
}

pub(super) fn refused(place: Location, refused: &AddressError, written: &str) -> Diagnostic {
    match refused {
        AddressError::Empty => Diagnostic::warning("empty-link", place, "this link leads nowhere")
            .help("write an address between the brackets, or escape the first one: `\\[`"),
        AddressError::Unsafe(scheme) => {
            Diagnostic::error("unsafe-link", place, format!("a link may not begin with `{scheme}:`"))
                .help("link to a page or a file")
        }
        AddressError::Scheme(scheme) => {
            Diagnostic::error("unknown-scheme", place, format!("`{scheme}:` is not an address a site can link to here"))
                .help("write http, https, mailto, tel or ftp; before a file name with a colon write `./`")
        }
        AddressError::NoScheme => {
            let whole = format!("https:{}", written.trim().replace('\\', "/"));
            let edit = Edit::swap(place.clone(), written, whole.as_str());
            Diagnostic::error("protocol-relative-link", place, "this address lacks its scheme")
                .help(format!("write `{whole}`"))
                .fix(Fix::sure(format!("write `{whole}`"), edit))
        }
        AddressError::Absolute => {
            Diagnostic::error("absolute-link", place, "an address inside the site is never absolute")
                .help("write `[[id]]` for a record, or a relative link to a file: `../briefs/id.md`")
        }
        AddressError::Unreadable(reason) => {
            Diagnostic::error("bad-address", place, format!("this is no address: {reason}"))
                .help("write it whole: `https://…`")
        }
    }
}

pub(super) fn empty_link_text(place: Location) -> Diagnostic {
    Diagnostic::warning("empty-link-text", place, "this link has no words")
        .help("write between the brackets what it leads to")
}

pub(super) fn nested_link(place: Location) -> Diagnostic {
    Diagnostic::warning("nested-link", place, "a link cannot stand in a link; this one is shown as text")
        .help("put it before or after the other")
}

pub(super) fn image_alt(place: Location) -> Diagnostic {
    Diagnostic::warning("image-alt", place, "this image has no alternative text")
        .help("say what it shows to those who do not see it: `![What it shows](path)` or `![[path|What it shows]]`")
}

pub(super) fn citation_syntax(place: Location) -> Diagnostic {
    Diagnostic::error("citation-syntax", place, "this citation cannot be read")
        .label("expected `]`, `; @id` or `, p. 4`")
        .help("write `[@id]`, `[@id, p. 4]` or `[@a; @b]`; for text in brackets write `\\[@…]`")
}

pub(super) fn double_brackets(place: Location, id: &str) -> Diagnostic {
    let fix = Fix::sure(format!("write `[{id}]`"), Edit::put(place.clone(), format!("[{id}]")));
    Diagnostic::error("citation-syntax", place, "a citation stands in one pair of brackets")
        .help(format!("write `[{id}]`"))
        .fix(fix)
}

pub(super) fn undefined_footnote(place: Location, label: &str) -> Diagnostic {
    Diagnostic::error("undefined-footnote", place, format!("there is no footnote `{label}`"))
        .help(format!("add a line `[^{label}]: …`, or escape the bracket: `\\[^{label}]`"))
}

pub(super) fn unused_footnote(place: Location, head: &str) -> Diagnostic {
    Diagnostic::warning("unused-footnote", place, "nothing leads to this footnote; it is left out")
        .help(format!("write `{}` where it belongs", head.trim_end_matches(':')))
}

pub(super) fn duplicate_footnote(place: Location, first: Location) -> Diagnostic {
    Diagnostic::error("duplicate-footnote", place, "this footnote has the label of another")
        .also(first, "the first is here")
        .help("give one of them another label")
}

pub(super) fn undefined_reference(place: Location, label: &str) -> Diagnostic {
    Diagnostic::warning("undefined-reference", place, format!("`{label}` is defined nowhere; this is shown as text"))
        .help(format!("add a line `{label}: https://…`, or escape the brackets: `\\[`"))
}

pub(super) fn broken_link(place: Location) -> Diagnostic {
    Diagnostic::warning("broken-link", place, "this looks like a link and is shown as text").help(
        "an address with spaces stands in `<…>`, and a link cannot hold another link, a citation or a note mark; \
         for plain text write `\\[`",
    )
}

pub(super) fn alert_syntax(place: Location, kind: &str, near: Option<&str>) -> Diagnostic {
    let how =
        "`[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` stands alone on the quotation's first line";
    let near = near.map(str::to_uppercase);
    let fault = Diagnostic::warning("alert-syntax", place, "this makes no alert and is shown as text");
    fault.near_or(kind, near.as_deref().filter(|near| *near != kind), how)
}

pub(super) fn table_row(place: Location) -> Diagnostic {
    Diagnostic::error("table-row", place, "this row has more cells than the table's head, and they would be lost")
        .help("add a column to the head, or write `\\|` for a bar in a cell, also in `[[id\\|text]]`")
}

pub(super) fn control_character(place: Location, c: char) -> Diagnostic {
    let fix = Fix::sure("delete the character", Edit::put(place.clone(), ""));
    Diagnostic::warning(
        "forbidden-character",
        place,
        format!("U+{:04X} may not stand in a page; it is shown as �", u32::from(c)),
    )
    .help("delete it; it was probably pasted")
    .fix(fix)
}

pub(super) fn heading_id(place: Location, id: &str) -> Diagnostic {
    Diagnostic::error("heading-id", place, format!("`{id}` is no id for a heading"))
        .help("an id is made of a–z, 0–9, `-` and `_`: `{#what-followed}`")
}

pub(super) fn reserved_id(place: Location, id: &str) -> Diagnostic {
    Diagnostic::error("heading-id", place, format!("the page itself uses the id `{id}`")).help("choose another id")
}

pub(super) fn duplicate_heading_id(place: Location, id: &str, first: Location) -> Diagnostic {
    Diagnostic::error("duplicate-heading-id", place, format!("two headings have the id `{id}`"))
        .also(first, "the first is here")
        .help("give one of them another id")
}

pub(super) fn heading_attribute(place: Location) -> Diagnostic {
    Diagnostic::warning("heading-attribute", place, "only an id and plain classes can be given to a heading")
        .help("write `{#id .class}`; what else stands in the braces is left out")
}

pub(super) fn heading_jump(place: Location, level: u8, expected: u8) -> Diagnostic {
    let [found, wanted] = [level, expected].map(|level| "#".repeat(usize::from(level)));
    let fix =
        Fix::sure(format!("write `{wanted}`"), Edit::swap(place.clone(), format!("{found} "), format!("{wanted} ")));
    Diagnostic::warning(
        "heading-jump",
        place,
        format!("a heading of level {level} where {expected} is the deepest that can follow"),
    )
    .help(format!("write `{wanted}` before it"))
    .fix(fix)
}

pub(super) fn empty_heading(place: Location) -> Diagnostic {
    Diagnostic::warning("empty-heading", place, "this heading has no words; it is left out")
        .help("write them, or delete it")
}

pub(super) fn raw_html(place: Location) -> Diagnostic {
    Diagnostic::warning("raw-html", place, "HTML is shown as text here")
        .help("write Markdown, or set `[markdown] raw_html = \"allow\"` in site.toml")
}

pub(super) fn unclosed_comment(place: Location) -> Diagnostic {
    Diagnostic::error("unclosed-comment", place, "this comment never ends and hides all that follows")
        .help("end it with `-->`")
}

//! The arguments of `demarche new source` → the file of sources with one more.

use anyhow::{Context, Result, anyhow, bail};
use serde_yaml::{Mapping, Value};

use super::args::SourceArgs;
use super::record::ProposedFile;
use crate::cli::days::today;
use crate::cli::overlay;
use crate::compose::{self, sources};
use crate::content::source_address::SourceAddress;
use crate::input::Input;
use crate::model::Site;
use crate::path::Slug;

/// Takes a lone address for what it is, and says that it was read today.
pub(super) fn complete(args: &mut SourceArgs, input: &Input) {
    if args.url.is_none() && args.title.as_deref().is_some_and(|title| SourceAddress::parse(title).is_some()) {
        args.url = args.title.take();
    }
    if args.url.is_some() && args.accessed.is_none() {
        args.accessed = Some(today(input).to_string());
    }
}

/// Returns the file of sources with one more: what was given, and the publisher that other sources of the host have.
pub(super) fn propose(args: &SourceArgs, mut fields: Mapping, input: &Input, site: &Site) -> Result<ProposedFile> {
    let address = args.url.as_deref().and_then(SourceAddress::parse);
    if let Some(address) = &address {
        let same = |of: SourceAddress| of.key() == address.key();
        if let Some(known) =
            site.sources.iter().find(|source| source.is_record() && source.written.addresses().any(same))
        {
            bail!("the source `{}` has this address already: cite it with [@{0}]", known.written.origin.id);
        }
    }
    let mut publisher = args.publisher.clone();
    if let (None, Some(address)) = (&publisher, &address) {
        publisher = publisher_of(address.host(), site).map(str::to_owned);
        compose::put(&mut fields, "publisher", publisher.as_deref());
    }
    let id = match &args.common.slug {
        Some(typed) => Slug::new(typed).with_context(|| format!("`{typed}` is no id for --slug"))?,
        None => free_id(&short_name(args, publisher.as_deref(), address.as_ref())?, site),
    };
    let own = (Value::from("id"), Value::from(id.as_str()));
    let fields: Mapping = std::iter::once(own).chain(fields).collect();
    let path = overlay::sources_path(input);
    let old = match input.get(path) {
        Some(_) => Some(overlay::text(input, path).with_context(|| format!("{path} is not UTF-8"))?),
        None => None,
    };
    let record = compose::yaml(&Value::Mapping(fields));
    let text = sources::appended(old.unwrap_or_default(), &record)
        .with_context(|| format!("nothing can be added to the end of {path}; add this to its list:\n{record}"))?;
    Ok(ProposedFile { path: path.to_owned(), text, from: old.map_or(0, str::len), old: old.map(str::to_owned) })
}

/// Returns the one publisher that the sources of a host name.
fn publisher_of<'s>(host: &str, site: &'s Site) -> Option<&'s str> {
    let is_there = |address: SourceAddress| address.host() == host;
    let of_host = site.sources.iter().filter(|source| source.written.addresses().any(is_there));
    let mut names = of_host.filter_map(|source| source.written.publisher.as_deref());
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)
}

/// Returns a name such as `turan-2025-02`: the publisher or the host, and the month; the title where there is neither.
fn short_name(args: &SourceArgs, publisher: Option<&str>, address: Option<&SourceAddress>) -> Result<String> {
    let title = args.title.as_deref().unwrap_or_default();
    let Some(who) = publisher.or(address.map(SourceAddress::host)) else {
        let why = |why| anyhow!("no id can be made of `{title}`: {why}; give one with --slug");
        return Ok(compose::slug_of(title).map_err(why)?.to_string());
    };
    let when = args.published.as_deref().or(args.accessed.as_deref()).unwrap_or_default();
    let month: String = when.chars().take_while(|c| c.is_ascii_digit() || *c == '-').take("2025-02".len()).collect();
    let name = format!("{who} {}", month.trim_end_matches('-'));
    let slug = compose::slug_of(&name).or_else(|_| compose::slug_of(title));
    Ok(slug.map_err(|why| anyhow!("no id can be made of `{name}`: {why}; give one with --slug"))?.to_string())
}

/// Returns the name, with a number where a source of the site has it.
fn free_id(name: &str, site: &Site) -> Slug {
    let is_taken = |id: &str| site.sources.iter().any(|source| source.written.origin.id.as_str() == id);
    let names = std::iter::once(name.to_owned()).chain((2..).map(|number| format!("{name}-{number}")));
    names.filter(|id| !is_taken(id)).find_map(|id| Slug::new(&id).ok()).unwrap_or_else(Slug::placeholder)
}

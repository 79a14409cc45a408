//! Links of the old site → links to the records that its texts became, and copies of the files that they show.
//!
//! In go drafts that have their ids, and the old site; out come the same drafts, in whose texts each link inside the old
//! site leads to a record or a file here, or is its words.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::link_scan::{LinkEdit, ScannedLink, WrittenForm, rewritten};
use super::note::{BY_FILE, UNRESOLVED};
use crate::fold::slug_text;
use crate::import::generator::Generator;
use crate::import::notes::{self, NoteKind};
use crate::import::posts::address::normal;
use crate::import::posts::folder::OldSite;
use crate::import::{Draft, Import};
use crate::markdown::ParseOptions;
use crate::path::UrlPath;

/// Rewrites the links of all texts.
pub(crate) fn resolve(generator: Generator, site: &OldSite, options: &ParseOptions<'static>, import: &mut Import) {
    let drafts = std::mem::take(&mut import.drafts);
    let map = OldMap::of(generator, site, options, &drafts);
    let mut bodies = Vec::with_capacity(drafts.len());
    let mut copies = Copies::default();
    let mut told = Vec::new();
    for draft in &drafts {
        let reader = LinkReader { map: &map, draft, drafts: &drafts };
        let body = &draft.record.body;
        let mut edit = |link: &ScannedLink| {
            let (edit, note) = reader.edit(link, &mut copies);
            if let Some((kind, why)) = note {
                let from = draft.old.as_ref().map_or_else(|| draft.from.clone(), |old| old.find(why.trim_matches('`')));
                told.push((kind, from, why));
            }
            edit
        };
        bodies.push(rewritten(body, &mut edit));
    }
    told.into_iter().for_each(|(kind, from, why)| import.note(kind, &from, None, why));
    import.copies = copies.by_target;
    import.drafts = drafts;
    for (draft, body) in import.drafts.iter_mut().zip(bodies) {
        draft.record.body = body;
    }
}

/// Files to be copied, each to a path of its own whatever the letters of its name.
#[derive(Default)]
struct Copies {
    by_target: BTreeMap<String, String>,
    folded: BTreeSet<String>,
    by_place: BTreeMap<String, String>,
}

impl Copies {
    /// The path below `content/` of a file of the old site.
    fn target(&mut self, old: &str, place: &str) -> String {
        if let Some(target) = self.by_place.get(place) {
            return target.clone();
        }
        let clean = |part: &str| -> String {
            part.chars().map(|c| if UrlPath::new(&format!("a{c}a")).is_ok() { c } else { '-' }).collect()
        };
        // Folders in small letters, as those of pages are: two that differ in capitals alone are one on some disks.
        let parts: Vec<String> = old.split('/').map(clean).collect();
        let mut target = match parts.split_last() {
            Some((name, [])) => name.clone(),
            Some((name, folders)) => format!("{}/{name}", folders.join("/").to_lowercase()),
            None => String::new(),
        };
        if UrlPath::new(&target).is_err() {
            let ending = old.rsplit('.').next().map(slug_text).unwrap_or_default();
            target = format!("files/{}.{ending}", slug_text(old));
        }
        let free = target.clone();
        for number in 2.. {
            if self.folded.insert(target.to_lowercase()) {
                break;
            }
            let (stem, ending) = free.rsplit_once('.').unwrap_or((&free, ""));
            target = format!("{stem}-{number}.{ending}");
        }
        self.by_target.insert(target.clone(), place.to_owned());
        self.by_place.insert(place.to_owned(), target.clone());
        target
    }
}

/// What a link led to.
enum OldTarget<'m> {
    Draft(usize),
    /// A file: its path in the old site and its place.
    File(&'m str, &'m str),
    Nowhere,
}

/// Where everything of the old site stood.
struct OldMap<'s> {
    generator: Generator,
    site: &'s OldSite,
    options: &'s ParseOptions<'static>,
    addresses: BTreeMap<String, usize>,
    files: BTreeMap<String, usize>,
    /// By the last part alone; nothing where several have it.
    names: BTreeMap<String, Option<usize>>,
    assets_by_name: BTreeMap<String, &'s str>,
    headings: Vec<OnceCell<Vec<(String, String)>>>,
}

impl<'s> OldMap<'s> {
    fn of(generator: Generator, site: &'s OldSite, options: &'s ParseOptions<'static>, drafts: &[Draft]) -> Self {
        let (mut addresses, mut files, mut names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (at, draft) in drafts.iter().enumerate() {
            let Some(old) = &draft.old else { continue };
            let file = normal(&old.file);
            let short =
                file.strip_suffix("/index").or_else(|| file.strip_suffix("/_index")).unwrap_or(&file).to_owned();
            let name = short.rsplit('/').next().unwrap_or_default().to_owned();
            names.entry(name).and_modify(|known| *known = None).or_insert(Some(at));
            files.entry(short).or_insert(at);
            files.entry(file).or_insert(at);
        }
        // The likeliest address of one goes before an unlikely one of another.
        let longest = drafts.iter().filter_map(|draft| Some(draft.old.as_ref()?.addresses.len())).max().unwrap_or(0);
        for rank in 0..longest {
            for (at, draft) in drafts.iter().enumerate() {
                if let Some(address) = draft.old.as_ref().and_then(|old| old.addresses.get(rank)) {
                    addresses.entry(address.clone()).or_insert(at);
                }
            }
        }
        let by_name =
            site.files.keys().map(|path| (path.rsplit('/').next().unwrap_or(path).to_lowercase(), path.as_str()));
        let assets_by_name = if generator == Generator::Obsidian { by_name.collect() } else { BTreeMap::new() };
        let headings = drafts.iter().map(|_| OnceCell::new()).collect();
        Self { generator, site, options, addresses, files, names, assets_by_name, headings }
    }

    /// What stands at a path from the root of the old site.
    fn at(&self, path: &str) -> OldTarget<'_> {
        let path = path.trim_start_matches('/');
        let plain = normal(path);
        if let Some(at) = self.files.get(&plain).or_else(|| self.addresses.get(&plain)) {
            return OldTarget::Draft(*at);
        }
        let inner = ["static/", "public/", "assets/", "content/"].iter().find_map(|top| path.strip_prefix(top));
        [Some(path), inner].into_iter().flatten().find_map(|path| self.file(path)).unwrap_or(OldTarget::Nowhere)
    }

    fn file(&self, path: &str) -> Option<OldTarget<'_>> {
        self.site.files.get_key_value(path).map(|(path, place)| OldTarget::File(path, place))
    }

    /// What a name stands for: `posts/b.md`, `b`.
    fn named(&self, name: &str) -> OldTarget<'_> {
        let name = name.trim_start_matches('/');
        if let found @ (OldTarget::Draft(_) | OldTarget::File(..)) = self.at(name) {
            return found;
        }
        let plain = normal(name);
        let last = plain.rsplit('/').next().unwrap_or_default();
        if let Some(Some(at)) = self.names.get(&plain).or_else(|| self.names.get(last)) {
            return OldTarget::Draft(*at);
        }
        let post = [format!("_posts/{plain}"), format!("{plain}/index")];
        if let Some(at) = post.iter().find_map(|path| self.files.get(path)) {
            return OldTarget::Draft(*at);
        }
        let asset = self.assets_by_name.get(&*name.rsplit('/').next().unwrap_or(name).to_lowercase());
        asset.and_then(|path| self.file(path)).unwrap_or(OldTarget::Nowhere)
    }

    /// The id that a heading of a draft has here, by the anchor that it had: as names are compared.
    fn anchor(&self, drafts: &[Draft], at: usize, typed: &str) -> Option<String> {
        let headings = self.headings[at].get_or_init(|| {
            let file = drafts[at].record.path().as_str().into();
            let (body, _) = crate::markdown::parse(&file, &drafts[at].record.body, 0, self.options);
            body.headings.into_iter().map(|heading| (heading.id, folded(&heading.text))).collect()
        });
        let decoded = percent_encoding::percent_decode_str(typed).decode_utf8_lossy().into_owned();
        let wanted = folded(decoded.trim_start_matches(['^', '#']));
        let by_id = headings.iter().find(|(id, _)| *id == decoded || folded(id) == wanted);
        let by_words = || headings.iter().find(|(_, words)| *words == wanted && !words.is_empty());
        // `x-1` is the second heading of these words.
        let numbered = || {
            let (words, number) = decoded.rsplit_once('-')?;
            let number: usize = number.parse().ok()?;
            headings.iter().filter(|(_, heading)| *heading == folded(words)).nth(number)
        };
        by_id.or_else(by_words).or_else(numbered).map(|(id, _)| id.clone())
    }
}

fn folded(text: &str) -> String {
    slug_text(text).replace('-', "")
}

struct LinkReader<'m> {
    map: &'m OldMap<'m>,
    draft: &'m Draft,
    drafts: &'m [Draft],
}

impl LinkReader<'_> {
    /// What becomes of a link, and what is told of it.
    fn edit(&self, link: &ScannedLink, copies: &mut Copies) -> (LinkEdit, Option<(NoteKind, String)>) {
        let is_name = matches!(link.form, WrittenForm::Name | WrittenForm::NameWithWords);
        if is_name && self.map.generator != Generator::Obsidian {
            return (LinkEdit::Keep, None);
        }
        let address = link.address.trim();
        let lost = |kind: NoteKind| (LinkEdit::Words, Some((kind, format!("`{}`", short(address)))));
        let nowhere = if link.image { notes::PICTURE } else { notes::LINK };
        if address.starts_with(UNRESOLVED) {
            return lost(nowhere);
        }
        if is_outside(address) && self.own_path(address).is_none() {
            return (LinkEdit::Keep, None);
        }
        if address.is_empty() {
            return if is_name { lost(nowhere) } else { (LinkEdit::Keep, None) };
        }
        if link.form == WrittenForm::Bare {
            return (
                if address.contains('@') || is_outside(address) { LinkEdit::Keep } else { LinkEdit::Escape },
                None,
            );
        }
        if let Some(rest) = address.strip_prefix("//") {
            return (LinkEdit::Address(format!("https://{rest}"), None), None);
        }
        let own = self.own_path(address);
        let path = own.as_deref().unwrap_or(address);
        let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
        let fragment = fragment.filter(|fragment| !fragment.is_empty());
        if path.is_empty() {
            let own = self.drafts.iter().position(|draft| std::ptr::eq(draft, self.draft));
            let id = own.zip(fragment).and_then(|(own, fragment)| self.map.anchor(self.drafts, own, fragment));
            return match id {
                Some(id) => (LinkEdit::Address(format!("#{id}"), self.name(link, None)), None),
                None => lost(notes::ANCHOR),
            };
        }
        match self.target(path, is_name) {
            OldTarget::Draft(at) if link.image => {
                // A text that is shown within another: a link leads to it.
                (LinkEdit::Link(self.way_to(at, None), self.name(link, Some(at))), None)
            }
            OldTarget::Draft(at) => {
                let id = fragment.map(|fragment| self.map.anchor(self.drafts, at, fragment));
                let note = matches!(id, Some(None)).then(|| (notes::ANCHOR, format!("`{}`", short(address))));
                (LinkEdit::Address(self.way_to(at, id.flatten().as_deref()), self.name(link, Some(at))), note)
            }
            OldTarget::File(old, place) if link.image && !is_picture(old) => {
                let name = link.words.is_empty() || matches!(link.form, WrittenForm::Name);
                let name = name.then(|| old.rsplit('/').next().unwrap_or(old).to_owned());
                (LinkEdit::Link(format!("../{}", encoded(&copies.target(old, place))), name), None)
            }
            OldTarget::File(old, place) => {
                let target = copies.target(old, place);
                let name =
                    matches!(link.form, WrittenForm::Name).then(|| old.rsplit('/').next().unwrap_or(old).to_owned());
                (LinkEdit::Address(format!("../{}", encoded(&target)), name), None)
            }
            OldTarget::Nowhere if own.is_some() => (LinkEdit::Keep, None),
            OldTarget::Nowhere => lost(nowhere),
        }
    }

    /// The words of a link that has none of its own: the title of what it leads to.
    fn name(&self, link: &ScannedLink, at: Option<usize>) -> Option<String> {
        let title = at.and_then(|at| self.drafts[at].record.fields.get("title")).and_then(serde_yaml::Value::as_str);
        let plain = |text: &str| text.replace(['[', ']', '|'], "");
        (link.form == WrittenForm::Name).then(|| plain(title.unwrap_or(link.address.trim_start_matches('#'))))
    }

    /// The way from this record's file to another's.
    fn way_to(&self, at: usize, heading: Option<&str>) -> String {
        let record = &self.drafts[at].record;
        let file = format!("{}.md", record.stem);
        let way =
            if record.kind == self.draft.record.kind { file } else { format!("../{}/{file}", record.kind.folder()) };
        heading.map_or(way.clone(), |heading| format!("{way}#{heading}"))
    }

    /// The path of a whole address of the old site itself.
    fn own_path(&self, address: &str) -> Option<String> {
        let base = self.map.site.settings.base.as_ref()?;
        let url = url::Url::parse(address).ok().filter(|url| url.host_str() == base.host_str())?;
        let path = url.path().strip_prefix(base.path().trim_end_matches('/')).unwrap_or(url.path());
        Some(url.fragment().map_or(path.to_owned(), |fragment| format!("{path}#{fragment}")))
    }

    fn target(&self, path: &str, is_name: bool) -> OldTarget<'_> {
        let path = path.split('?').next().unwrap_or_default();
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
        let path = decoded.as_str();
        if let Some(name) = path.strip_prefix(BY_FILE).or_else(|| path.strip_prefix("@/")) {
            return self.map.named(name);
        }
        let Some(old) = &self.draft.old else { return OldTarget::Nowhere };
        if path.starts_with('/') {
            let base = self.map.site.settings.base.as_ref().map_or("", |base| base.path()).trim_end_matches('/');
            let found = self.map.at(path);
            return match (found, path.strip_prefix(base).filter(|_| !base.is_empty())) {
                (OldTarget::Nowhere, Some(inner)) => self.map.at(inner),
                (found, _) => found,
            };
        }
        let folder = old.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let pages = old.addresses.first().map_or("", String::as_str);
        let above = pages.rsplit_once('/').map_or("", |(above, _)| above);
        let named = crate::import::posts::without_ending(&old.file);
        for from in [folder, pages, above, named, ""] {
            if let Some(whole) = joined(from, path)
                && let found @ (OldTarget::Draft(_) | OldTarget::File(..)) = self.map.at(&whole)
            {
                return found;
            }
        }
        let by_name = is_name || self.map.generator == Generator::Obsidian;
        if by_name { self.map.named(path) } else { OldTarget::Nowhere }
    }
}

/// Whether an address has a scheme with which a page may lead out of the site.
fn is_outside(address: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:", "ftp://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)))
}

/// A relative path from a folder; nothing where it leads out of the site.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Whether a file can be shown in its place.
fn is_picture(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(&*ending, "png" | "jpg" | "jpeg" | "gif" | "svg" | "webp" | "avif" | "bmp" | "ico" | "apng" | "jfif")
}

fn encoded(path: &str) -> String {
    path.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

fn short(address: &str) -> String {
    if address == UNRESOLVED {
        return "an address of template code".to_owned();
    }
    let address = address.strip_prefix(BY_FILE).or_else(|| address.strip_prefix(UNRESOLVED)).unwrap_or(address);
    address.chars().take(80).collect()
}

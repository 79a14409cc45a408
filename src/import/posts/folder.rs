//! The files of an old site, sorted: its settings, its texts, what fields a folder gives to its texts, and the files
//! beside them.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use super::front_matter::{self, of_toml};
use super::given_fields::{GivenFields, cascaded, of_section, text_items};
use super::ignored::{self, Ignored};
use super::name::is_markdown;
use crate::import::generator::Generator;

/// An old site.
#[derive(Debug, Default)]
pub(crate) struct OldSite {
    /// Its texts: the path below its content folder, and the bytes.
    pub texts: Vec<(String, Vec<u8>)>,
    /// Its other files: the path in the old site → the place below the folder that was read.
    pub files: BTreeMap<String, String>,
    /// Its settings.
    pub settings: Settings,
}

/// What an old site's settings say that an import needs.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// The address of the site.
    pub base: Option<url::Url>,
    /// Section or collection → the pattern of its addresses; `/` is that of all others.
    pub permalinks: BTreeMap<String, String>,
    /// Whether posts of the future are shown.
    pub shows_future: bool,
    /// The folder of an Eleventy site in which its texts stand.
    pub input: Option<String>,
    /// Its values of one text, by name.
    pub values: BTreeMap<String, String>,
    /// Fields that folders give to their texts, the nearest last.
    pub given: Vec<GivenFields>,
    /// What leaves texts out.
    pub ignored: Vec<Ignored>,
    /// Programs that give fields to texts.
    pub programs: Vec<String>,
}

/// Folders that hold what a generator made, or what its own tools need.
const NO_CONTENT: [&str; 9] =
    ["node_modules", "vendor", "_site", "public", "resources", "themes", "archetypes", "_includes", "_data"];

/// Files that tell programmers of a repository.
const OF_REPOSITORIES: [&str; 6] = ["readme", "contributing", "changelog", "license", "code_of_conduct", "security"];

/// Endings of files that are not copied: they are pages or programs of the old site.
const NOT_COPIED: [&str; 22] = [
    "html", "htm", "xhtml", "js", "mjs", "ts", "css", "scss", "sass", "less", "xml", "php", "toml", "yml", "yaml",
    "rb", "py", "lock", "njk", "liquid", "mdx", "json",
];

/// Whether the bytes of a file are needed; of all others the path is enough.
pub(crate) fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    if name.starts_with('.') {
        return is_ignore_file(name);
    }
    is_markdown(path) || is_setting(path) || name.starts_with("_index.")
}

/// Whether a file names what Eleventy leaves out.
fn is_ignore_file(name: &str) -> bool {
    matches!(name, ".eleventyignore" | ".gitignore")
}

/// Whether a program gives fields to a text or a folder of Eleventy.
fn is_data_program(path: &str) -> bool {
    [".11tydata.js", ".11tydata.cjs", ".11tydata.mjs", ".11tydata.ts"].iter().any(|ending| path.ends_with(ending))
}

/// Words of a program that may hide a text.
const HIDING: [&str; 5] = ["draft", "hidden", "permalink", "private", "publish"];

fn is_setting(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_config = matches!(
        name,
        "_config.yml"
            | "_config.yaml"
            | "_config.toml"
            | "zola.toml"
            | "config.toml"
            | "config.yaml"
            | "config.yml"
            | "hugo.toml"
            | "hugo.yaml"
            | "hugo.yml"
            | "permalinks.toml"
            | "permalinks.yaml"
            | "cascade.toml"
            | "cascade.yaml"
            | "cascade.yml"
            | "hugo.json"
            | "config.json"
            | "cascade.json"
    );
    is_script(path)
        || is_data_program(path)
        || is_ignore_file(name)
        || (is_config && (!path.contains('/') || path.starts_with("config/_default/")))
        || (name.ends_with(".json") && !path.contains("node_modules"))
}

/// Whether a file holds the settings of Eleventy, which are a program.
fn is_script(path: &str) -> bool {
    path.starts_with("eleventy.config.") && !path.contains('/')
}

/// `input: "content"` in a program.
fn input_folder(program: &str) -> Option<String> {
    let rest = program.split("input:").nth(1)?.trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    let folder = rest[1..].split(mark).next()?.trim_start_matches("./").trim_matches('/');
    (!folder.is_empty() && folder != ".").then(|| folder.to_owned())
}

/// Sorts the files below a folder; those that [`is_read`] have their bytes.
pub(crate) fn sort(generator: Generator, files: Vec<(String, Vec<u8>)>) -> OldSite {
    let mut site = OldSite { settings: settings(generator, &files), ..OldSite::default() };
    let has_content = matches!(generator, Generator::Hugo | Generator::Zola)
        && files.iter().any(|(path, _)| path.starts_with("content/"));
    let collections: Vec<String> = site.settings.permalinks.keys().map(|name| format!("_{name}")).collect();
    let mut html_cascades = Vec::new();
    for (path, bytes) in files {
        let old = match generator {
            Generator::Hugo | Generator::Zola => match (has_content, path.split_once('/')) {
                (false, _) => Some(path.as_str()),
                (true, Some(("content" | "static" | "assets", inner))) => Some(inner),
                (true, _) => None,
            },
            Generator::Jekyll => jekyll_path(&path, &collections),
            Generator::Eleventy => eleventy_path(&path, site.settings.input.as_deref()),
            Generator::Obsidian => Some(path.as_str()),
        };
        let Some(old) = old.filter(|old| !NO_CONTENT.iter().any(|folder| old.split('/').any(|part| part == *folder)))
        else {
            continue;
        };
        let is_static = has_content && !path.starts_with("content/");
        if is_markdown(old) && !is_static {
            site.texts.push((old.to_owned(), bytes));
            continue;
        }
        if generator == Generator::Hugo && !is_static {
            html_cascades.extend(of_section(generator, old, &bytes));
        }
        if is_copied(old) && !is_ignore_file(old.rsplit('/').next().unwrap_or(old)) {
            site.files.entry(old.to_owned()).or_insert(path);
        }
    }
    site.settings.given.append(&mut html_cascades);
    give(generator, &mut site);
    site
}

/// Whether a file that no text is may be shown or linked to.
fn is_copied(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| !NOT_COPIED.contains(&&*ending))
}

/// The path of an Eleventy site: below its input folder, where its settings name one.
fn eleventy_path<'p>(path: &'p str, input: Option<&str>) -> Option<&'p str> {
    match input {
        Some(input) if is_markdown(path) => path.strip_prefix(input)?.strip_prefix('/'),
        Some(input) => Some(path.strip_prefix(input).and_then(|inner| inner.strip_prefix('/')).unwrap_or(path)),
        None => (!is_of_repository(path)).then_some(path),
    }
}

/// Whether a file tells programmers of the repository in which the site is kept.
fn is_of_repository(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    !path.contains('/') && OF_REPOSITORIES.iter().any(|stem| name.starts_with(&format!("{stem}.")))
}

/// The path in a Jekyll site, where folders that begin with `_` are no pages but for posts, drafts and collections.
fn jekyll_path<'p>(path: &'p str, collections: &[String]) -> Option<&'p str> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let hidden = folders.split('/').any(|part| {
        part.starts_with('_') && !matches!(part, "_posts" | "_drafts") && !collections.iter().any(|known| known == part)
    });
    (!hidden && !name.starts_with('_') && !is_of_repository(path)).then_some(path)
}

/// Fields that sections, folders and settings give to their texts.
fn give(generator: Generator, site: &mut OldSite) {
    let mut given = Vec::new();
    for (path, bytes) in &site.texts {
        given.extend(of_section(generator, path, bytes));
    }
    site.settings.given.append(&mut given);
    if let Some(input) = site.settings.input.as_ref().map(|input| format!("{input}/")) {
        // Texts are named below the input folder.
        for given in &mut site.settings.given {
            given.prefix = given.prefix.strip_prefix(&*input).unwrap_or(&given.prefix).to_owned();
        }
    }
    site.settings.given.sort_by_key(|given| given.prefix.len());
}

fn settings(generator: Generator, files: &[(String, Vec<u8>)]) -> Settings {
    let mut settings = Settings::default();
    for (path, bytes) in files.iter().filter(|(path, _)| is_setting(path)) {
        let text = String::from_utf8_lossy(bytes);
        let ending = path.rsplit('.').next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or(path);
        if is_ignore_file(name) {
            if generator == Generator::Eleventy {
                settings.ignored.extend(Ignored::lines(path, &text));
            }
            continue;
        }
        if is_data_program(path) {
            if generator == Generator::Eleventy {
                settings.add_program(path, &text);
            }
            continue;
        }
        if is_script(path) {
            settings.input = input_folder(&text).or(settings.input.take());
            let ignored = text.split("ignores.add(").skip(1).filter_map(first_text);
            settings.ignored.extend(ignored.map(Ignored::eleventy));
            continue;
        }
        let value: Option<Value> = match ending {
            "toml" => toml::from_str::<toml::Table>(&text).ok().map(|table| of_toml(toml::Value::Table(table))),
            "json" => serde_json::from_str(&text).ok(),
            _ => serde_yaml::from_str(&text).ok(),
        };
        let Some(Value::Mapping(fields)) = value else { continue };
        if ending == "json" && generator == Generator::Eleventy {
            settings.given.extend(data_of_folder(path, fields));
            continue;
        }
        if ending == "json" && !(generator == Generator::Hugo && is_config_json(path)) {
            continue;
        }
        if name.starts_with("cascade.") {
            settings.given.extend(cascaded(&fields.get("cascade").cloned().unwrap_or(Value::Mapping(fields)), ""));
        } else if path.ends_with("permalinks.toml") || path.ends_with("permalinks.yaml") {
            settings.add_permalinks(&Value::Mapping(fields));
        } else {
            settings.add(generator, &fields);
        }
    }
    settings.given.sort_by_key(|given| given.prefix.len());
    settings
}

/// Eleventy's data of a folder or a file: `posts/posts.json`, `posts/a.11tydata.json`.
fn data_of_folder(path: &str, fields: Mapping) -> Option<GivenFields> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.trim_end_matches(".json").trim_end_matches(".11tydata");
    let slash = if folder.is_empty() { "" } else { "/" };
    let is_of_folder = folder.rsplit('/').next() == Some(stem);
    let prefix = if is_of_folder { format!("{folder}{slash}") } else { format!("{folder}{slash}{stem}.") };
    let is_data = is_of_folder || name.ends_with(".11tydata.json");
    is_data.then_some(GivenFields { prefix, target: None, of: None, fields })
}

/// Whether a JSON file holds settings of Hugo.
fn is_config_json(path: &str) -> bool {
    let name = path.strip_prefix("config/_default/").unwrap_or(path);
    matches!(name, "hugo.json" | "config.json" | "cascade.json")
}

/// The text in quotes that a piece of a program begins with.
fn first_text(program: &str) -> Option<&str> {
    let program = program.trim_start();
    let mark = program.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
    program[1..].split(mark).next()
}

impl Settings {
    /// Which setting leaves a text out.
    pub(super) fn left_out(&self, generator: Generator, path: &str) -> Option<String> {
        let mut paths = vec![path.to_owned()];
        match (generator, &self.input) {
            (Generator::Eleventy, Some(input)) => paths = vec![format!("{input}/{path}")],
            (Generator::Hugo, _) => paths.extend([format!("content/{path}"), format!("/content/{path}")]),
            _ => {}
        }
        ignored::left_out(&self.ignored, &paths)
    }

    /// A program that may hide texts makes them drafts.
    fn add_program(&mut self, path: &str, text: &str) {
        self.programs.push(path.to_owned());
        let as_data = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let fields = Mapping::from_iter([(front_matter::UNREAD.into(), path.into())]);
        if HIDING.iter().any(|word| text.to_lowercase().contains(word)) {
            self.given.extend(data_of_folder(&format!("{as_data}.json"), fields));
        }
    }

    fn add(&mut self, generator: Generator, fields: &Mapping) {
        let field = |name: &str| {
            fields
                .iter()
                .find(|(key, _)| key.as_str().is_some_and(|key| key.eq_ignore_ascii_case(name)))
                .map(|(_, value)| value)
        };
        let base = ["baseurl", "base_url", "url"].iter().filter_map(|name| field(name)).filter_map(Value::as_str);
        self.base = base.filter_map(|text| url::Url::parse(text).ok()).find(url::Url::has_host).or(self.base.take());
        let future = ["buildfuture", "future"].iter().filter_map(|name| field(name)).filter_map(Value::as_bool);
        self.shows_future |= future.into_iter().any(|future| future);
        let unlinked = |name: &str| !matches!(name, "baseurl" | "base_url" | "url");
        let texts = fields.iter().filter_map(|(key, value)| Some((key.as_str()?, value.as_str()?)));
        self.values
            .extend(texts.filter(|(name, _)| unlinked(name)).map(|(name, text)| (name.to_owned(), text.to_owned())));
        match generator {
            Generator::Hugo => {
                field("permalinks").into_iter().for_each(|permalinks| self.add_permalinks(permalinks));
                let ignored = field("ignoreFiles").map(text_items).unwrap_or_default();
                self.ignored.extend(ignored.into_iter().map(Ignored::hugo));
                field("cascade").into_iter().for_each(|cascade| self.given.extend(cascaded(cascade, "")));
            }
            Generator::Zola => {
                let ignored = field("ignored_content").map(text_items).unwrap_or_default();
                self.ignored.extend(ignored.into_iter().map(Ignored::zola));
            }
            Generator::Jekyll => {
                let ignored = field("exclude").map(text_items).unwrap_or_default();
                self.ignored.extend(ignored.into_iter().map(Ignored::jekyll));
                if let Some(style) = field("permalink").and_then(Value::as_str) {
                    self.permalinks.insert("/".to_owned(), style.to_owned());
                }
                self.add_collections(field("collections"));
                for default in field("defaults").and_then(Value::as_sequence).into_iter().flatten() {
                    self.given.extend(jekyll_default(default));
                }
            }
            _ => {}
        }
    }

    fn add_permalinks(&mut self, permalinks: &Value) {
        let Value::Mapping(by_section) = permalinks else { return };
        for (section, pattern) in by_section {
            match (section.as_str(), pattern) {
                (Some(section), Value::String(pattern)) => {
                    self.permalinks.insert(section.to_owned(), pattern.clone());
                }
                (Some("page"), pages) => self.add_permalinks(pages),
                _ => {}
            }
        }
    }

    /// A collection that has no output of its own gives its texts `published: false`.
    fn add_collections(&mut self, collections: Option<&Value>) {
        let Some(Value::Mapping(collections)) = collections else { return };
        for (name, options) in collections {
            let Some(name) = name.as_str().filter(|name| *name != "posts") else { continue };
            let option = |wanted: &str| options.get(wanted);
            let pattern =
                option("permalink").and_then(Value::as_str).map_or_else(|| format!("/{name}/:path"), str::to_owned);
            self.permalinks.insert(name.to_owned(), pattern);
            if option("output").and_then(Value::as_bool) != Some(true) {
                let fields = Mapping::from_iter([("published".into(), false.into())]);
                self.given.push(GivenFields { prefix: String::new(), target: None, of: Some(name.to_owned()), fields });
            }
        }
    }
}

/// One of Jekyll's `defaults:`.
fn jekyll_default(default: &Value) -> Option<GivenFields> {
    let fields = default.get("values")?.as_mapping()?.clone();
    let scope = default.get("scope");
    let text = |name: &str| scope.and_then(|scope| scope.get(name)).and_then(Value::as_str).map(str::to_owned);
    let prefix = text("path").unwrap_or_default();
    let prefix = prefix.split('*').next().unwrap_or_default().trim_start_matches('/').to_owned();
    Some(GivenFields { prefix, target: None, of: text("type").filter(|of| !of.is_empty()), fields })
}

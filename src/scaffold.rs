//! The files of a first site: what `demarche init` writes.
//!
//! Nothing goes in; out come the files of the folder `scaffold/`, each with its path, in the order of paths.

#![allow(clippy::disallowed_methods, reason = "`rust-embed` looks at the folder itself in a debug build")]

use std::collections::BTreeMap;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "scaffold/"]
struct Scaffold;

/// The bytes of every file, by its path below the site's folder, with `/` between its parts.
pub(crate) fn files() -> BTreeMap<String, Vec<u8>> {
    Scaffold::iter()
        .filter_map(|name| Some((name.clone().into_owned(), Scaffold::get(&name)?.data.into_owned())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_scaffold_is_there_hidden_ones_too() {
        let files = files();
        for path in
            ["site.toml", ".gitignore", ".github/workflows/pages.yml", ".gitlab-ci.yml", ".vscode/settings.json"]
        {
            assert!(files.contains_key(path), "{path}: {:?}", files.keys());
        }
        assert_eq!(files.keys().filter(|path| path.starts_with("content/briefs/")).count(), 3);
    }

    #[test]
    fn the_workflows_run_by_themselves_and_only_errors_stop_them() {
        let files = files();
        let text = |path: &str| String::from_utf8(files[path].clone()).expect("UTF-8");
        let (github, gitlab) = (text(".github/workflows/pages.yml"), text(".gitlab-ci.yml"));
        let workflow: serde_yaml::Value = serde_yaml::from_str(&github).expect("YAML");
        assert_eq!(workflow["on"]["schedule"][0]["cron"], "7 * * * *");
        assert!(gitlab.contains("Pipeline schedules"));
        for text in [github, gitlab] {
            assert!(!text.contains("--strict") && text.contains("demarche build") && text.contains("demarche check"));
            assert!(text.contains("sha256sum --check") && text.contains("--rev \"$DEMARCHE_REV\""));
        }
    }

    #[test]
    fn what_other_programs_read_is_of_their_kind() {
        for (path, bytes) in files() {
            let text = String::from_utf8(bytes).expect("UTF-8");
            match path.rsplit('.').next() {
                Some("json") => drop(serde_json::from_str::<serde_json::Value>(&text).expect(&path)),
                Some("yml" | "yaml") => drop(serde_yaml::from_str::<serde_yaml::Value>(&text).expect(&path)),
                Some("toml") => drop(toml::from_str::<toml::Table>(&text).expect(&path)),
                _ => {}
            }
        }
    }
}

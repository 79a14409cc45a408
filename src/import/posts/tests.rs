//! Whole posts of each generator.

use super::folder::sort;
use super::*;

fn import(generator: Generator, files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let mut import = Import::default();
    let now = "2026-06-01T00:00:00Z".parse().expect("a moment");
    posts(generator, &sort(generator, files), now, &mut import);
    let notes = import.notes.iter().map(|note| format!("{}: {}", note.from, note.why)).collect();
    (import.drafts.iter().map(|draft| format!("{}\n{}", draft.record.path(), draft.record.text())).collect(), notes)
}

#[test]
fn a_post_of_hugo_is_carried() {
    let (briefs, notes) = import(
        Generator::Hugo,
        &[(
            "posts/visas/index.md",
            "+++\nTitle = \"Visas: a note\"\ndate = 2025-02-06T09:00:00+04:00\ndraft = true\ntags = [\"Visas\"]\ncategories = [\"Visas\", \"Trade\"]\naliases = [\"/old/visas/\"]\nweight = 3\n[params]\nx = 1\n+++\nA text.\n<!--more-->\n{{< figure src=\"a.png\" >}}\n",
        )],
    );
    assert_eq!(
        briefs,
        [
            "content/briefs/visas.md\n---\ntitle: 'Visas: a note'\ndate: 2025-02-06\ntopics:\n- Visas\n- Trade\naliases:\n- /old/visas/\nstatus: draft\nextra:\n  weight: 3\n  params:\n    x: 1\n---\nA text.\n\n![](<a.png>)\n"
        ]
    );
    assert_eq!(
        notes,
        [
            "posts/visas/index.md: `2025-02-06T09:00:00+04:00` gives the day alone",
            "posts/visas/index.md: `draft: true`: it has the status `draft`"
        ]
    );
}

#[test]
fn a_post_of_jekyll_has_its_date_and_title_in_its_name() {
    let (briefs, notes) = import(
        Generator::Jekyll,
        &[
            (
                "_posts/2025-02-06-a-note-on-visas.markdown",
                "---\nlayout: post\ntags: visas\npublished: false\npermalink: /a/b.html\n---\nA {% post_url x %}.\n",
            ),
            ("_drafts/soon.md", "---\ntitle: Soon\ndate: 2025-02-07 10:00:00 +0300\n---\n"),
            ("_posts/2025-02-08-plain.md", "No front matter.\n"),
        ],
    );
    assert_eq!(
        briefs[0],
        "content/briefs/a-note-on-visas.md\n---\ntitle: a note on visas\ndate: 2025-02-06\ntopics:\n- visas\naliases:\n- /a/b.html\nstatus: draft\nextra:\n  layout: post\n---\nA <!-- {% post_url x %} -->.\n"
    );
    assert!(briefs[1].contains("date: 2025-02-07\nstatus: draft"), "{}", briefs[1]);
    assert_eq!(notes.len(), 5, "{notes:?}");
    assert!(notes[4].ends_with("the file has no front matter"));
}

#[test]
fn a_folder_of_zola_has_taxonomies_languages_and_pages() {
    let (briefs, notes) = import(
        Generator::Zola,
        &[
            ("_index.md", "+++\ntitle = \"Home\"\n+++\n"),
            (
                "2025-02-06_note.ru.md",
                "+++\ntitle = \"Нота\"\nupdated = 2025-02-08\n[taxonomies]\ntags = [\"Визы\"]\n[extra]\nlead = \"x\"\n+++\nТекст.\n",
            ),
            ("about.md", "+++\ntitle = \"About\"\ntemplate = \"x.html\"\n+++\nUs.\n"),
            ("a.png", "…"),
            ("bad.md", "+++\ntitle = \n+++\n"),
        ],
    );
    assert_eq!(
        briefs,
        [
            "content/briefs/note-ru.md\n---\ntitle: Нота\ndate: 2025-02-06\ntopics:\n- Визы\nlang: ru\nupdated: 2025-02-08\nextra:\n  lead: x\n---\nТекст.\n",
            "content/pages/about.md\n---\ntitle: About\nextra:\n  template: x.html\n---\nUs.\n",
            "content/pages/bad.md\n---\ntitle: bad\n---\n",
        ]
    );
    assert_eq!(notes.len(), 5, "{notes:?}");
}

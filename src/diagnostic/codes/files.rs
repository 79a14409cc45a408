//! Codes of files as such: names, kinds, encodings, YAML and TOML, templates.

use super::entry::Code;

pub(super) const CODES: &[Code] = &[
    Code::error("bad-toml", "site.toml is not TOML")
        .why("The settings of the site cannot be read, so nothing can be made with them. The rest is checked all the same.")
        .example(
            "==> site.toml\ntitle = A briefing\nbase_url = \"https://example.org/\"\n",
            "==> site.toml\ntitle = \"A briefing\"\nbase_url = \"https://example.org/\"\n",
        ),
    Code::error("bad-yaml", "the front matter is not YAML")
        .why("No field after the place can be read. Most often a text with `: ` or ` #` in it wants quotes.")
        .example(
            "---\ntitle: Ministry: the note was sent\ndate: 2025-02-06\n---\nThe note was sent.\n",
            "---\ntitle: \"Ministry: the note was sent\"\ndate: 2025-02-06\n---\nThe note was sent.\n",
        ),
    Code::error("duplicate-key", "a field is given twice")
        .why("YAML allows no two values for one key, and which of them was meant nobody can tell.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: diplomacy\ntopics: security\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: [diplomacy, security]\n---\n",
        ),
    Code::error("yaml-too-large", "YAML aliases unfold into more than can be read")
        .why("A few lines of `&` and `*` can stand for billions of values. Front matter has no need of them.")
        .example(
            "---\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\na1: &a1 [*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0,*a0]\na2: &a2 \
             [*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1,*a1]\na3: &a3 [*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2,*a2]\na4: &a4 \
             [*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3,*a3]\na5: &a5 [*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4,*a4]\na6: &a6 \
             [*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5,*a5]\na7: &a7 [*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6,*a6]\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("yaml-too-deep", "lists or mappings stand in each other more than a hundred deep")
        .why("No field needs more than four levels; a bracket too many was probably typed, or pasted.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: \
             [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
             [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n---\n",
            "---\ntitle: A note\ndate: 2025-02-06\ntopics: [diplomacy]\n---\n",
        ),
    Code::error("no-front-matter", "a file does not begin with front matter")
        .why("A record's fields stand between two `---` lines at the top of its file; without them it has no title and no date.")
        .example(
            "The foreign ministry’s spokesman said that a note had been sent.\n",
            "---\ntitle: The ministry sends a note\ndate: 2025-02-06\n---\nThe foreign ministry’s spokesman said that a note had \
             been sent.\n",
        ),
    Code::error("unclosed-front-matter", "the front matter has no end")
        .why("Without the second `---` line the whole text would be read as fields.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\n\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\n---\nThe note was sent.\n",
        ),
    Code::error("not-utf8", "a file is not UTF-8").why(
        "Text is read as UTF-8 and as nothing else, because a guess at another encoding spoils names without a word. Save the \
         file as UTF-8.",
    ),
    Code::error("misplaced-file", "a file stands in no folder of a kind")
        .why("A folder is a kind: `briefs`, `topics`, `actors` and so on. What a file elsewhere is meant to be cannot be told.")
        .example(
            "==> content/notes/a.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
            "==> content/briefs/a.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::error("not-md", "a Markdown file does not end with `.md`")
        .why(
            "Records are read from files that end with `.md`, in small letters. Another ending, such as `.MD` or `.markdown`, would \
             leave a brief out of the site without a word.",
        )
        .example(
            "==> content/briefs/a.markdown\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
            "==> content/briefs/a.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::warning("unread-file", "a file looks like records and is read as none")
        .why(
            "Sources are read from `content/sources.yaml` and from `*.bib` files beside it, all other records from `.md` files. A \
             file of another name or in another folder is only published where a page links to it.",
        )
        .example(
            "==> content/sources/more.bib\n@online{a, title = {A report}}\n",
            "==> content/more.bib\n@online{a, title = {A report}}\n",
        ),
    Code::error("no-content", "no record was read").why(
        "A site without one record is most often a wrong folder, a folder that was renamed, or a submodule that was not fetched. To \
         build it would empty the site that stands.",
    ),
    Code::warning("no-brief", "there is no brief among the records")
        .why("A briefing without briefs is most often one whose folder `content/briefs/` was renamed or not fetched.")
        .whole()
        .example(
            "==> content/pages/about.md\n---\ntitle: About\n---\nOf this site.\n",
            "==> content/briefs/a.md\n---\ntitle: A note\ndate: 2025-02-06\n---\nIt was sent.\n",
        ),
    Code::error("bad-file-name", "no id can be made of a file’s name")
        .why("A record’s id and its address come from its file’s name, without a date at its front.")
        .example(
            "==> content/briefs/–.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
            "==> content/briefs/2025-02-06-note.md\n---\ntitle: A note\ndate: 2025-02-06\n---\n",
        ),
    Code::warning("unpublished-file", "a file beside the records cannot be published")
        .why("Its name can be no address on the web, so no page can show it.")
        .example("==> content/images/what?.txt\nx\n", "==> content/images/what.txt\nx\n"),
    Code::error("file-name", "a file’s name cannot be read as text").why(
        "Names are UTF-8, without control characters and backslashes, so that a site can be moved between computers. Rename it.",
    ),
    Code::error("file-kind", "something is a file where a folder belongs, or the other way about")
        .why("`content`, `templates` and `theme` are folders, `site.toml` is a file; sockets and devices belong nowhere here."),
    Code::error("link-outside", "a symbolic link leads out of the site")
        .why("A site is read from its own folder alone: a link out of it could publish what was never meant to be read."),
    Code::error("link-hidden", "a symbolic link leads to a hidden file or folder").why(
        "Hidden files are passed over: `.git/config` and `.env` hold what nobody is to read. A link would publish them.",
    ),
    Code::error("link-broken", "a symbolic link leads nowhere").why("Remove the link, or bring back what it led to."),
    Code::error("link-loop", "a symbolic link leads to a folder that it is in")
        .why("Whoever follows it never comes to an end. Remove the link."),
    Code::error("bad-template", "a template cannot be read or rendered")
        .why(
            "A file in the site’s `templates/` takes the place of the one in the binary and must give and ask for the same. Delete \
             it to go back.",
        )
        .example("==> templates/topic.html\n{% if %}\n", ""),
    Code::warning("unused-template", "nothing uses a template of the site")
        .why(
            "A file in `templates/` takes the place of the template of the same name in the binary, or is included by another. One \
             of another name changes nothing.",
        )
        .example("==> templates/breif.html\n<p>{{ page.title }}</p>\n", "==> templates/404.html\n<p>Not here.</p>\n"),
    Code::error("bad-map", "theme/map.geojson is no map")
        .why("The maps of places are drawn from GeoJSON: areas, lines and named points.")
        .example("==> theme/map.geojson\n{\"type\": \"Feature\"\n", ""),
];

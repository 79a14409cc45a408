//! Codes of Markdown: links, notes, headings, tables, HTML.

use super::entry::Code;

macro_rules! body {
    ($body:literal) => {
        concat!("---\ntitle: A note\ndate: 2025-02-06\n---\n", $body, "\n")
    };
}

pub(super) const CODES: &[Code] = &[
    Code::error("deep-nesting", "more elements stand in one another than can be read")
        .why("A hundred levels of quotation or list are no text; they were pasted, or mean harm.")
        .example(
            body!(
                ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep"
            ),
            body!("> deep"),
        ),
    Code::warning("empty-link", "a link leads nowhere")
        .why("There is no address between its brackets.")
        .example(body!("The note was [sent]()."), body!("The note was [sent](https://example.org/).")),
    Code::error("unsafe-link", "a link could run a script")
        .why("Whoever follows it would run what it holds. Link to a page or a file.")
        .example(body!("The note was [sent](javascript:alert(1))."), body!("The note was [sent](https://example.org/).")),
    Code::error("unknown-scheme", "an address is of a kind that the site cannot link to")
        .why("http, https, mailto, tel and ftp are known. A file name with a colon begins with `./`.")
        .example(body!("The note was [sent](gopher://example.org/)."), body!("The note was [sent](https://example.org/).")),
    Code::error("protocol-relative-link", "an address lacks its scheme")
        .why("`//example.org` leads elsewhere when a page is read from a disk.")
        .example(body!("The note was [sent](//example.org/)."), body!("The note was [sent](https://example.org/).")),
    Code::error("absolute-link", "an address inside the site is absolute")
        .why("The site can stand at any address, so what begins with `/` may lead out of it.")
        .example(body!("See [the topic](/topics/diplomacy/)."), body!("See [[diplomacy|the topic]].")),
    Code::warning("empty-link-text", "a link has no words")
        .why("Nothing can be clicked, and nothing read aloud.")
        .example(body!("The note was sent [](https://example.org/)."), body!("The note was [sent](https://example.org/).")),
    Code::warning("nested-link", "a link stands in a link")
        .why("HTML knows no such thing; the inner one is shown as text.")
        .example(
            body!("[The note <https://example.org/>](https://example.org/)"),
            body!("[The note](https://example.org/), <https://example.org/>"),
        ),
    Code::warning("image-alt", "an image has no alternative text")
        .why("Who does not see the image has nothing (WCAG 1.1.1).")
        .example(
            "==> content/images/house.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\n---\n![](../images/house.svg)\n",
            "==> content/images/house.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n\n==> content/briefs/note.md\n---\ntitle: A \
             note\ndate: 2025-02-06\n---\n![The Russian House in Baku](../images/house.svg)\n",
        ),
    Code::error("citation-syntax", "a citation cannot be read")
        .why("A citation is `[@id]`, `[@id, p. 4]` or `[@a; @b]`.")
        .example(body!("The note was sent. [[@turan]]"), body!("The note was sent. [@turan]")),
    Code::error("undefined-footnote", "a footnote is called that is not there")
        .why("The mark would be shown as text.")
        .example(body!("The note was sent.[^1]"), body!("The note was sent.[^1]\n\n[^1]: By courier.")),
    Code::warning("unused-footnote", "nothing leads to a footnote")
        .why("It is left out of the page, and so is the break it makes.")
        .example(body!("The note was sent.\n\n[^1]: By courier."), body!("The note was sent.[^1]\n\n[^1]: By courier.")),
    Code::error("duplicate-footnote", "two footnotes have one label")
        .why("Both marks would lead to the first.")
        .example(
            body!("It was sent.[^1] It was read.[^1]\n\n[^1]: By courier.\n\n[^1]: Aloud."),
            body!("It was sent.[^1] It was read.[^2]\n\n[^1]: By courier.\n\n[^2]: Aloud."),
        ),
    Code::warning("undefined-reference", "a link’s label is defined nowhere")
        .why("The link is shown as text, brackets and all.")
        .example(
            body!("The note was [sent][report]."),
            body!("The note was [sent][report].\n\n[report]: https://example.org/"),
        ),
    Code::warning("broken-link", "something looks like a link and is none")
        .why("It is shown as text. An address with spaces stands in `<…>`.")
        .example(body!("See [the note](the note.txt)."), body!("See [the note](https://example.org/).")),
    Code::warning("alert-syntax", "something looks like an alert and is none")
        .why("It is shown as text. `[!NOTE]` and its like stand alone on a quotation’s first line.")
        .example(body!("> [!NOTES]\n> The note was sent."), body!("> [!NOTE]\n> The note was sent.")),
    Code::error("table-row", "a row has more cells than the table’s head")
        .why("The cells beyond the head would be lost.")
        .example(body!("| a | b |\n|---|---|\n| 1 | 2 | 3 |"), body!("| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |")),
    Code::warning("forbidden-character", "a text holds a character that no page may hold")
        .why("It is shown as �. It was probably pasted.")
        .example(body!("The note\u{1} was sent."), body!("The note was sent.")),
    Code::error("heading-id", "a heading’s id cannot be used")
        .why("An id is made of a–z, 0–9, `-` and `_`, and is none of the page’s own.")
        .example(body!("## What followed {#What?}"), body!("## What followed {#what-followed}")),
    Code::error("duplicate-heading-id", "two headings have one id")
        .why("A link to it would lead to the first.")
        .example(body!("## The note {#a}\n\nx\n\n## The reply {#a}\n\ny"), body!("## The note {#a}\n\nx\n\n## The reply {#b}\n\ny")),
    Code::warning("heading-attribute", "a heading is given more than an id and classes")
        .why("What else stands in the braces is left out.")
        .example(body!("## The note {#a onclick=x}"), body!("## The note {#a}")),
    Code::warning("markup-in-field", "a link or a citation stands in a field")
        .why("Titles, summaries, claims and notes on dates are plain words: they stand in lists, feeds and descriptions too.")
        .example(
            "---\ntitle: A note\ndate: 2025-02-06\nsummary: See [[note]].\n---\nThe note was sent.\n",
            "---\ntitle: A note\ndate: 2025-02-06\nsummary: A note was sent.\n---\nThe note was sent.\n",
        ),
    Code::warning("cut-text", "a text ends before ` #`, where YAML begins a comment")
        .why("What follows is shown nowhere. A comment has a space after its `#`.")
        .example(
            "---\ntitle: Decree #5 is published\ndate: 2025-02-06\n---\nThe note was sent.\n",
            "---\ntitle: \"Decree #5 is published\"\ndate: 2025-02-06\n---\nThe note was sent.\n",
        ),
    Code::warning("heading-jump", "a heading skips a level")
        .why("Who reads by headings takes the gap for a part that is missing.")
        .example(body!("## The note\n\nx\n\n#### The reply\n\ny"), body!("## The note\n\nx\n\n### The reply\n\ny")),
    Code::warning("empty-heading", "a heading has no words")
        .why("It is left out of the page, and so is the break it makes.")
        .example(body!("##\n\nThe note was sent."), body!("## The note\n\nThe note was sent.")),
    Code::warning("raw-html", "HTML stands in the text")
        .why("It is shown as text, because HTML of an author’s could do anything to a page. site.toml may allow it.")
        .example(body!("The note was <b>sent</b>."), body!("The note was **sent**.")),
    Code::error("unclosed-comment", "a comment never ends")
        .why("It hides all that follows, to the end of the page.")
        .example(body!("<!-- to do\n\nThe note was sent."), body!("<!-- to do -->\n\nThe note was sent.")),
];

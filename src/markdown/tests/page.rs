//! What a reader gets.

use super::*;

#[test]
fn a_citation_is_a_numbered_mark_close_to_its_word() {
    assert_eq!(
        html("So [@a; @b, p. <4>].").replace(" role=\"doc-biblioref\"", ""),
        "<p>So<sup class=\"cite\"><a href=\"#source-1\" aria-label=\"Source 1\">[1]</a>\
         <a href=\"#source-2\" aria-label=\"Source 2, p. &lt;4&gt;\">[2, p. &lt;4&gt;]</a></sup>.</p>\n"
    );
    assert_eq!(read("So [@a].").0.html(&|_, _| Resolved::Text(None)), "<p>So.</p>\n");
    assert!(html("He [sic][@a].").starts_with("<p>He [sic]<sup class=\"cite\">"));
}

#[test]
fn a_record_without_words_gets_its_name() {
    assert_eq!(
        html("[[a]] [[a#h|b]] [[nobody]]"),
        "<p><a href=\"../a/\">Name of a</a> <a href=\"../a/#h\">b</a> Name of nobody</p>\n"
    );
    assert_eq!(read("[[a]] [[a|b]]").0.html(&|_, _| Resolved::AsWritten), "<p>a b</p>\n");
}

#[test]
fn a_link_outside_says_so() {
    assert_eq!(
        html("[a](https://b.az \"t\")"),
        "<p><a href=\"https://b.az/\" title=\"t\" rel=\"external noopener\">a</a></p>\n"
    );
}

#[test]
fn footnotes_stand_at_the_end_with_a_way_back_for_each_mark() {
    let page = read("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n\n    - z").0.html(&resolve);
    for part in [
        "<p>a<sup class=\"footnote\"><a id=\"fnref-1\" href=\"#fn-1\" aria-label=\"Footnote 1\" role=\"doc-noteref\">1</a></sup> b",
        "<a id=\"fnref-1-2\" href=\"#fn-1\"",
        "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n<li id=\"fn-1\"><p>X</p>\n<ul>\n<li>z</li>\n</ul>\n<p><a class=\"back\" href=\"#fnref-1\" aria-label=\"Back to reference 1\"",
        "<a class=\"back\" href=\"#fnref-1-2\" aria-label=\"Back to reference 1-2\" role=\"doc-backlink\">↩\u{fe0e}<sup>2</sup></a></p>\n</li>\n",
        "<li id=\"fn-2\"><p>Y <a class=\"back\" href=\"#fnref-2\"",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn headings_stand_under_the_pages_own() {
    assert_eq!(html("# A\n\n## B {#c .d}"), "<h2 id=\"a\">A</h2>\n<h3 id=\"c\" class=\"d\">B</h3>\n");
    let body = read("# A\n\n## B\n\n[[#a]]").0;
    assert_eq!(body.html(&resolve), "<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<p><a href=\"#a\">a</a></p>\n");
    assert_eq!(html("##\n\na"), "<p>a</p>\n");
}

#[test]
fn html_is_shown_as_text_unless_it_is_allowed() {
    let text = "a <b>c</b><br> <!-- d -->\n\n<i>\n<!-- e -->f\n\n<!-- g -->\n";
    assert_eq!(html(text), "<p>a &lt;b&gt;c&lt;/b&gt;<br> </p>\n<p class=\"raw-html\">&lt;i&gt;\nf</p>\n");
    assert_eq!(allowed_html(text), "<p>a <b>c</b><br> </p>\n<i>\n<!-- e -->f\n");
}

#[test]
fn a_table_can_be_scrolled_by_key() {
    assert_eq!(
        html("|a|b|\n|:-|-:|\n|1||\n\n|c|\n|-|"),
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\"><table>\n<thead>\n\
         <tr><th scope=\"col\" class=\"left\">a</th><th scope=\"col\" class=\"right\">b</th></tr>\n</thead>\n<tbody>\n\
         <tr><td class=\"left\">1</td><td class=\"right\"></td></tr>\n</tbody>\n</table></div>\n\
         <div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table 2\"><table>\n<thead>\n\
         <tr><th scope=\"col\">c</th></tr>\n</thead>\n</table></div>\n"
    );
}

#[test]
fn a_task_is_the_label_of_its_box() {
    assert_eq!(
        html("- [ ] a\n  - [x] b\n- c"),
        "<ul>\n<li class=\"task\"><label><input type=\"checkbox\" disabled> a</label>\n<ul>\n\
         <li class=\"task\"><label><input type=\"checkbox\" disabled checked> b</label></li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"
    );
}

#[test]
fn an_alert_is_an_aside() {
    let body = read("> [!WARNING]\n> a").0;
    assert_eq!(
        body.html(&resolve),
        "<aside class=\"alert alert-warning\" aria-label=\"Warning\">\n<p class=\"alert-title\">Warning</p>\n<p>a</p>\n</aside>\n"
    );
}

#[test]
fn code_is_shown_as_it_is_and_names_only_plain_languages() {
    assert_eq!(html("```C++ x\na < [[b]]\n```"), "<pre><code class=\"language-c++\">a &lt; [[b]]\n</code></pre>\n");
    assert_eq!(html("```\"x\na\n```\n\n    b\n"), "<pre><code>a\n</code></pre>\n<pre><code>b\n</code></pre>\n");
}

#[test]
fn an_image_keeps_its_words() {
    assert_eq!(html("![a \"*b*\"](c d.png)"), "<p>![a “<em>b</em>”](c d.png)</p>\n");
    assert_eq!(html("![a *b*](c.png \"t\")"), "<p><img src=\"c.png\" alt=\"a b\" title=\"t\" loading=\"lazy\"></p>\n");
    assert_eq!(read("![a](c.png)").0.html(&|_, _| Resolved::Text(None)), "<p>a</p>\n");
}

#[test]
fn line_ends_make_no_difference() {
    let text = "# A\n\n- b\n- [ ] c\n\n```\nd\n```\n\n| e |\n|---|\n| f |\n\n> g\n> h[^1]\n\n<i>\n\n[^1]: j\n";
    assert_eq!(html(&text.replace('\n', "\r\n")), html(text));
}

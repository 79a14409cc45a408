//! Texts of each generator, rewritten.

use super::*;

fn of(generator: Generator, text: &str) -> String {
    let values = BTreeMap::from([("repository".to_owned(), "https://example.org/r".to_owned())]);
    rewritten(generator, text, &values, &mut Vec::new())
}

#[test]
fn code_in_tags_becomes_a_fenced_block_and_is_not_touched() {
    let hugo = "{{< highlight go \"linenos=table\" >}}\na := [b](c)\n{{< /highlight >}}\n";
    assert_eq!(of(Generator::Hugo, hugo), "```go\na := [b](c)\n```\n");
    let jekyll = "{% highlight ruby %}\nx = Thing.new  # => #<Thing:0x12>\n{% endhighlight %}\n";
    assert_eq!(of(Generator::Jekyll, jekyll), "```ruby\nx = Thing.new  # => #<Thing:0x12>\n```\n");
    let fenced = "```\n{{< x >}} <b>{: .y}\n```\n";
    for generator in [Generator::Hugo, Generator::Jekyll] {
        assert_eq!(of(generator, fenced), fenced);
    }
    assert_eq!(of(Generator::Jekyll, "{% raw %}a {{ b }}{% endraw %}"), "a {{ b }}");
    assert_eq!(of(Generator::Hugo, "Write {{</* x */>}}."), "Write `{{< x >}}`.");
}

#[test]
fn shortcodes_with_a_meaning_are_carried_and_others_are_comments() {
    for (generator, text, expected) in [
        (Generator::Hugo, "{{< youtube abc >}}", "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
        (Generator::Hugo, "{{< figure src=\"a.png\" alt=\"A pier\" >}}", "![A pier](<a.png>)"),
        (Generator::Hugo, "{{< x >}}", "<!-- {{< x >}} -->"),
        (Generator::Hugo, "{{< x >}} and *so*", " and *so* <!-- {{< x >}} -->"),
        (Generator::Hugo, "[b]({{< ref \"b.md\" >}})", "[b](old-file:b.md)"),
        (Generator::Hugo, "{{ x }} {% y %}", "{{ x }} {% y %}"),
        (Generator::Jekyll, "[b]({% post_url 2024-01-02-two %})", "[b](old-file:2024-01-02-two)"),
        (Generator::Jekyll, "[b]({{ site.baseurl }}/x)", "[b](/x)"),
        (Generator::Jekyll, "[b]({{ page.x }})", "[b](unresolved:)"),
        (Generator::Jekyll, "[b]({{ site.repository }}/issues/1)", "[b](https://example.org/r/issues/1)"),
        (Generator::Eleventy, "[b]({{ \"/x/\" | url }})", "[b](/x/)"),
        (Generator::Zola, "{{ youtube(id=\"abc\") }}", "[Video on YouTube](https://www.youtube.com/watch?v=abc)"),
    ] {
        assert_eq!(of(generator, text), expected, "{text}");
    }
}

#[test]
fn html_becomes_markdown() {
    for (text, expected) in [
        ("A <b>b</b> <a href=\"/x\">c</a> <sup>2</sup>", "A **b** [c](</x>) 2"),
        ("[<img alt=\"Pier\" src=\"p.png\">](u)", "[![Pier](<p.png>)](u)"),
        ("A <b>never closed", "A never closed"),
        ("a<br>b <!-- c -->", "a<br>b <!-- c -->"),
        ("<div class=\"x\">\n\n*text*\n\n</div>\n", "\n\n*text*\n\n\n"),
        ("`<b>` stays", "`<b>` stays"),
    ] {
        assert_eq!(of(Generator::Hugo, text), expected, "{text}");
    }
    let table = of(Generator::Hugo, "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>\n");
    assert!(table.contains("| A"), "{table}");
}

#[test]
fn marks_of_kramdown_are_read_or_told() {
    let mut notes = Vec::new();
    let text = "## A\n{: #The-Id .x}\n\nText [b](c){:target=\"_blank\"}.\n{: .summary}\n\n* TOC\n{:toc}\n\nTerm\n: What it is\n\n*[HTML]: Hyper\n";
    let made = rewritten(Generator::Jekyll, text, &BTreeMap::new(), &mut notes);
    assert_eq!(made, "## A {#the-id}\n\nText [b](c).\n\n\n- **Term**: What it is\n\n");
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert_eq!(of(Generator::Hugo, "## Let’s go {#let’s-go}"), "## Let’s go {#lets-go}");
}

#[test]
fn callouts_of_obsidian_become_alerts() {
    let text = "> [!tip]- A title\n> Text ==marked== here. ^abc123\n\n%%\nhidden\n%%\n> [!faq]\n> What?\n";
    let made = of(Generator::Obsidian, text);
    let expected = "> [!TIP]\n> **A title**\n>\n> Text **marked** here.\n\n\n\n\n> [!NOTE]\n> What?\n";
    assert_eq!(made, expected);
}

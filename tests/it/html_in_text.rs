//! Raw HTML in Markdown, as authors paste it from other programs: no word may be lost.

use super::markdown::{html, is, page, shown};

/// The HTML of a body in which something is reported, and the reports.
fn reported(body: &str) -> (String, Vec<String>) {
    let built = page(body).build().fine();
    (shown(&built), built.warnings())
}

#[test]
fn tags_that_mean_nothing_to_markdown_go_and_their_words_stay() {
    let (text, warnings) =
        reported("A <blink>word</blink>.\n\n<center>Our <font color=red>motto</font> hangs here.</center>\n");
    assert_eq!(text, "<p>A word.</p>\n<p>Our motto hangs here.</p>");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(
        warnings[0].starts_with("TXT-04 content/case-studies/a.md:10:3 `<blink>`, `<center>`, `<font>` are left out; your text is kept"),
        "{warnings:?}"
    );
}

#[test]
fn what_markdown_can_say_is_kept_without_a_word() {
    is(
        "A <b>bold</b> <i>word</i>, 2<sup>nd</sup> term.",
        "<p>A <b>bold</b> <i>word</i>, 2<sup>nd</sup> term.</p>",
    );
    is("Room 12<br>Second floor", "<p>Room 12<br />\nSecond floor</p>");
    is("<p>One</p>\n<p>Two</p>\n", "<p>One</p>\n<p>Two</p>");
    is(
        "<h2>Approach</h2>\n### Begin with one team\nWe began small.\n",
        "<h2 id=\"approach\">Approach</h2>\n<h3 id=\"begin-with-one-team\">Begin with one team</h3>\n<p>We began small.</p>",
    );
    is(
        "<ul>\n  <li>One</li>\n  <li>Two\n    <ol><li>a</li><li>b</li></ol>\n  </li>\n  <li>Three</li>\n</ul>\n",
        "<ul>\n<li>One</li>\n<li>Two\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n</li>\n<li>Three</li>\n</ul>",
    );
    is(
        "<blockquote><p>One</p><p>Two</p></blockquote>\n",
        "<blockquote>\n<p>One</p>\n<p>Two</p>\n</blockquote>",
    );
    is("<pre>\na  &lt;b&gt;\n  c\n</pre>\n", "<pre><code>a  &lt;b&gt;\n  c\n</code></pre>");
}

#[test]
fn a_line_break_before_a_text_and_one_in_a_cell_lose_no_words() {
    is("<br>\nThis sentence stands under a break.\n", "<p>This sentence stands under a break.</p>");
    let text = html("| Who | When |\n|---|---|\n| Science<br>Art | Monday |\n");
    assert!(text.contains("<td>Science<br />\nArt</td>"), "{text}");
}

#[test]
fn a_text_beside_a_comment_stays() {
    is("<!-- check with the board --> The board met twice.\n", "<p>The board met twice.</p>");
    is("Before.\n\n<!--\nzq\n--> After *it*.\n", "<p>Before.</p>\n<p>After <em>it</em>.</p>");
}

#[test]
fn a_table_of_html_is_a_table() {
    let text = html(
        "<table><tr><th>Who</th><th>When</th></tr>\n<tr><td>Art | Music</td><td><b>Monday</b></td></tr></table>\n",
    );
    assert!(text.contains("<th>Who</th><th>When</th>"), "{text}");
    assert!(text.contains("<td>Art | Music</td><td><b>Monday</b></td>"), "{text}");
    // One that only arranges a page is no table.
    is("<table><tr><td>One</td></tr><tr><td>Two</td></tr></table>\n", "<p>One</p>\n<p>Two</p>");
}

#[test]
fn links_and_pictures_of_html_are_links_and_pictures() {
    is(
        "<div><a href=\"https://example.org/?a=1&amp;b=2\" target=_blank onclick=\"x()\">The [board]</a></div>\n",
        "<p><a href=\"https://example.org/?a=1&amp;b=2\">The [board]</a></p>",
    );
    is("See <a href=\"https://example.org/\">it</a>.", "<p>See <a href=\"https://example.org/\">it</a>.</p>");
    page("<img src=\"../files/no.png\" alt=\"A\">").build().fails("LNK-01 content/case-studies/a.md:10:11 ");
    page("See <a href=\"b.md\">it</a>.").build().fails("LNK-01 content/case-studies/a.md:10:5 ");
    let (text, warnings) = reported("See <a href=\"javascript:alert(1)\">it</a>.");
    assert_eq!(text, "<p>See it.</p>");
    assert!(warnings[0].contains("LNK-03"), "{warnings:?}");
}

#[test]
fn an_embedded_page_is_a_link_to_it() {
    let (text, warnings) =
        reported("<iframe width=560 src=\"https://maps.example.org/x\" title=\"The way here\">zq</iframe>\n");
    assert_eq!(text, "<p><a href=\"https://maps.example.org/x\">The way here</a></p>");
    assert!(
        warnings[0].contains("TXT-04")
            && warnings[0].contains("`https://maps.example.org/x` is shown as a link"),
        "{warnings:?}"
    );
}

#[test]
fn a_disclosure_stays_one_over_several_blocks() {
    is(
        "<details>\n<summary>The <b>minutes</b></summary>\n\nText *here*.\n\n</details>\n\nAfter.\n",
        "<details>\n<summary>The minutes</summary>\n<p>Text <em>here</em>.</p>\n</details>\n<p>After.</p>",
    );
    // What is opened in a list and never closed there is taken out.
    let (text, _) = reported("- <details>\n  a\n\n</details>\n\nB.\n");
    assert!(!text.contains("details") && text.contains('a') && text.contains("<p>B.</p>"), "{text}");
}

#[test]
fn scripts_and_forms_are_removed_with_what_is_in_them_and_told() {
    let (text, warnings) = reported(
        "<script>zq()</script>\n\n<style>zq {}</style>\n\n<select><option>zq</select>\n\nIn <script>zq()</script> line.\n",
    );
    assert!(!text.contains("zq") && text.contains("line."), "{text}");
    assert!(
        warnings[0].contains("`<script>`, `<style>`, `<select>` are removed, with everything inside"),
        "{warnings:?}"
    );
}

#[test]
fn no_attribute_and_no_unclosed_tag_reaches_the_page() {
    for body in [
        "<b onclick=\"zq()\">a</b>",
        "<p style=\"zq\">a</p>",
        "a <b>never closed\n\nnext </b> paragraph",
        "*a <sup>b* c</sup>",
        "<div>\n<strong>\nx</div>\n\n</section>\n",
        "<details><summary>a",
        "<a href=\"#x\"><a href=\"#y\">b</a></a>",
        "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr><tr><td>d</td></tr></table></td></tr>",
    ] {
        let built = page(body).build();
        let text = shown(&built);
        assert!(!text.contains("zq"), "{body}: {text}");
        for name in ["b", "sup", "strong", "details", "summary", "p", "a"] {
            let count = |open: &str| text.matches(open).count();
            let opened = count(&format!("<{name}>")) + count(&format!("<{name} "));
            assert_eq!(opened, count(&format!("</{name}>")), "{body}: {text}");
        }
    }
}

#[test]
fn blocks_within_a_line_are_set_apart_and_words_between_angle_brackets_stay() {
    is("One<p>Two</p>three<div>four</div>", "<p>One<br />\nTwo<br />\nthree<br />\nfour</p>");
    is("Dear <your name>, a Vec<String> here", "<p>Dear &lt;your name&gt;, a Vec&lt;String&gt; here</p>");
    is("In <o:p></o:p><st1:place>Fairmoor</st1:place> our\n", "<p>In Fairmoor our</p>");
    let text = html("| A | B |\n|---|---|\n| <ul><li>One</li><li>Two</li></ul> | x<hr>y |\n");
    assert!(text.contains("<td>One<br />\nTwo</td><td>x<br />\ny</td>"), "{text}");
}

#[test]
fn an_element_that_is_removed_ends_with_its_line() {
    let (text, _) = reported("Use the <select> tag.\n\n- one\n- two\n\n## Three\n");
    assert_eq!(
        text,
        "<p>Use the  tag.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<h2 id=\"three\">Three</h2>"
    );
    let (text, warnings) = reported("A <script>![zq](no.png) *zq*</script> b\n");
    assert_eq!(text, "<p>A  b</p>");
    assert!(warnings[0].contains("`<script>` is removed"), "{warnings:?}");
}

#[test]
fn headings_links_and_cells_hold_together_over_lines_and_omitted_end_tags() {
    is("<h2>\n  Why we\n  began<br>here\n</h2>\n", "<h2 id=\"why-we-began-here\">Why we began here</h2>");
    is(
        "<div><a href=\"https://example.org/\"><div>Click</div></a></div>\n",
        "<p><a href=\"https://example.org/\">Click</a></p>",
    );
    is(
        "<p>See <a href=\"https://example.org/\">the page</p>\n",
        "<p>See <a href=\"https://example.org/\">the page</a></p>",
    );
    let text = html("<TABLE><TR><TD>Month<TD>Who<TR><TD>May<TD>An aide</TABLE>\n");
    assert!(
        text.contains("<th>Month</th><th>Who</th>") && text.contains("<td>May</td><td>An aide</td>"),
        "{text}"
    );
    let spans = html(
        "<table><tr><th>T</th><th>Q1</th><th>Q2</th></tr><tr><td rowspan=2>Mobile</td><td>7</td><td>8</td></tr><tr><td>6</td><td>5</td></tr></table>\n",
    );
    assert!(spans.contains("<td></td><td>6</td><td>5</td>"), "{spans}");
    is(
        "<details><summary>See <a href=\"https://example.org/\">it</a><br>now</summary>x</details>\n",
        "<details>\n<summary>See it now</summary>\n<p>x</p>\n</details>",
    );
    is(
        "<ol start=\"3\"><li>a</li></ol>\n\n<p>1986. It began.</p>\n",
        "<ol start=\"3\">\n<li>a</li>\n</ol>\n<p>1986. It began.</p>",
    );
    is("<p>It cost $5–$10, or $20.</p>\n", "<p>It cost $5–$10, or $20.</p>");
}

#[test]
fn code_of_html_is_code() {
    is("<pre><code>a <b>b</b>\n~~~~\n</code></pre>\n", "<pre><code>a b\n~~~~\n</code></pre>");
    is("<p><code>[x](y) **z**</code></p>\n", "<p><code>[x](y) **z**</code></p>");
    is("Run <code>say \"x\" --y</code> \"now\"", "<p>Run <code>say \"x\" --y</code> “now”</p>");
}

#[test]
fn a_comment_with_empty_lines_is_no_text_and_one_without_an_end_is_reported() {
    is("Text <!-- zqa\n\nzqb --> c\n", "<p>Text  c</p>");
    let (text, _) = reported("<div>\n<!-- zqa\n\nzqb -->\n</div>\n\nAfter.\n");
    assert_eq!(text, "<p>After.</p>");
    let (text, warnings) = reported("Before.\n\nText <!-- zqa\n\nzqb\n");
    assert_eq!(text, "<p>Before.</p>\n<p>Text</p>");
    assert!(
        warnings[0].contains("TXT-06") && warnings[0].contains("this comment never ends"),
        "{warnings:?}"
    );
    is("`<!--` and\n\n    <!-- x\n", "<p><code>&lt;!--</code> and</p>\n<pre><code>&lt;!-- x\n</code></pre>");
}

#[test]
fn very_many_tags_take_time_in_proportion() {
    for body in [
        "<b>".repeat(20_000) + &"</i>".repeat(20_000),
        "<p>".to_owned() + &"<table><tr><td>".repeat(5_000),
        format!(
            "<table><tr>{}</tr>{}</table>",
            "<td>x</td>".repeat(1000),
            "<tr><td>y</td></tr>".repeat(1000)
        ),
        format!("<div>{}{}", "word ".repeat(80_000), "<p>".repeat(20_000)),
        format!("\"{}", "a".repeat(100_000)),
        "[a](b c.d)\n".repeat(20_000),
        (0..10_000).map(|number| format!("<x{number}:y>")).collect(),
        "<!-- ".repeat(20_000),
        "$x^{".repeat(10_000),
    ] {
        page(&body).build();
    }
}

#[test]
fn text_within_tags_knows_the_links_and_footnotes_of_the_page() {
    let rest = "\n\n[The  Plan]: https://example.org/plan \"It\"\n\n[^1]: In May.\n";
    let link = |words: &str| format!("<a href=\"https://example.org/plan\" title=\"It\">{words}</a>");
    let note =
        |times: &str| format!("<a href=\"#fn-1\" id=\"fnref-1{times}\" aria-label=\"Footnote 1\">1</a>");
    for (block, words) in [
        ("<div>\nSee [the plan], or [it][the\nplan].[^1]\n</div>", ["the plan", "it"]),
        ("<ul>\n<li>See [the plan] and [it][THE PLAN][^1]</li>\n</ul>", ["the plan", "it"]),
        (
            "<details>\n<summary>More</summary>\n\n<p>See [the plan] and [it][the plan][^1]</p>\n</details>",
            ["the plan", "it"],
        ),
    ] {
        let text = html(&format!("{block}{rest}"));
        for words in words {
            assert!(text.contains(&link(words)), "{words}: {text}");
        }
        assert_eq!(text.matches(&note("")).count(), 1, "{text}");
        assert_eq!(text.matches("In May.").count(), 1, "{text}");
    }
    // Before and after the same footnote outside of tags, and with what would belong to a footnote before it.
    let text = html(&format!("One[^1].\n\n<div>\n    Two[^1]\n\n- x[^1]\n</div>{rest}"));
    assert_eq!((text.matches("[^1]").count(), text.matches("In May.").count()), (0, 1), "{text}");
    assert!(text.contains(&note("-2")), "{text}");
    // What the page does not define stays as it is.
    for (body, expected) in [
        ("<div>\nSee [nothing] and[^2].\n</div>\n\n[^1]: In May.\n\nText[^1].", "See [nothing] and[^2]."),
        ("<div>\nSee [nothing] and[^2].\n</div>", "See [nothing] and[^2]."),
    ] {
        assert!(html(body).contains(expected), "{}", html(body));
    }
}

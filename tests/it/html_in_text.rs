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
        warnings[0].starts_with("TXT-04 content/case-studies/a.md:10:3 `<blink>`, `<center>`, `<font>` are left out; the words stay"),
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
    is("<pre>\na  &lt;b&gt;\n  c\n</pre>\n", "<pre><code>\na  &lt;b&gt;\n  c\n</code></pre>");
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
    page("<img src=\"../files/no.png\" alt=\"A\">").build().fails("LNK-01 content/case-studies/a.md:10:1 ");
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
        warnings[0].contains("`<script>`, `<style>`, `<select>` are left out, with everything inside"),
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

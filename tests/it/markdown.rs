//! Markdown as readers see it: the dialect, what is bound into it, what is left out of it.
//!
//! Bodies are printed by a theme of the test, so these hold for any theme.

use leadfolio::content::enums::Visibility;

use super::support::{Built, PLAIN, Site, site, study};

const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;

pub(crate) fn page(body: &str) -> Site {
    site(&format!("{PLAIN}--- content/case-studies/a.md\n{}", study(body)))
}

pub(crate) fn shown(built: &Built) -> String {
    built.text("case-studies/a/index.html").trim().to_owned()
}

/// The HTML of a body in which nothing is wrong.
#[track_caller]
pub(crate) fn html(body: &str) -> String {
    let built = page(body).build().fine();
    assert!(built.warnings().is_empty(), "{}", built.report());
    shown(&built)
}

/// The same when HTML is allowed.
fn raw(body: &str) -> String {
    let settings = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: t\nraw_html: true\nprofile: { name: Rowan Ellery }\n";
    let built =
        site(&format!("{PLAIN}{settings}--- content/case-studies/a.md\n{}", study(body))).build().fine();
    assert!(built.warnings().is_empty(), "{}", built.report());
    shown(&built)
}

#[track_caller]
pub(crate) fn is(body: &str, expected: &str) {
    assert_eq!(html(body), expected);
}

#[test]
fn paragraphs_emphasis_lists_code_and_rules_are_commonmark() {
    is(
        "One *two* **three** `<four>`  \nfive\n\n1. a\n2. b\n\n- c\n\n      code\n\n***\n\n> q\n",
        "<p>One <em>two</em> <strong>three</strong> <code>&lt;four&gt;</code><br />\nfive</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n<ul>\n<li>\n<p>c</p>\n<pre><code>code\n</code></pre>\n</li>\n</ul>\n<hr />\n<blockquote>\n<p>q</p>\n</blockquote>",
    );
}

#[test]
fn a_fenced_block_names_its_language_and_escapes_what_it_holds() {
    is(
        "```html\n<script>alert(\"1\") & 2</script>\n```\n",
        "<pre><code class=\"language-html\">&lt;script&gt;alert(\"1\") &amp; 2&lt;/script&gt;\n</code></pre>",
    );
}

#[test]
fn a_table_can_be_scrolled_with_the_keyboard_and_keeps_its_alignment() {
    is(
        "| a | b |\n|:--|--:|\n| 1 | 2 |\n",
        "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table 1\"><table><thead><tr><th class=\"left\">a</th><th class=\"right\">b</th></tr></thead><tbody>\n<tr><td class=\"left\">1</td><td class=\"right\">2</td></tr>\n</tbody></table>\n</div>",
    );
    assert!(html("| a |\n|---|\n\nText.\n\n| b |\n|---|\n").contains("aria-label=\"Table 2\""));
}

#[test]
fn words_are_struck_through() {
    is("~~gone~~ and ~one~", "<p><del>gone</del> and <del>one</del></p>");
}

#[test]
fn tasks_say_whether_they_are_done() {
    is(
        "- [x] a\n- [ ] b\n",
        "<ul>\n<li><input type=\"checkbox\" disabled checked aria-label=\"done\"> a</li>\n<li><input type=\"checkbox\" disabled aria-label=\"to do\"> b</li>\n</ul>",
    );
}

#[test]
fn a_definition_list_pairs_words_and_meanings() {
    is(
        "Handover\n: A decision given away.\n",
        "<dl>\n<dt>Handover</dt>\n<dd>A decision given away.</dd>\n</dl>",
    );
}

#[test]
fn quotes_dashes_and_dots_are_set_and_code_stays_as_it_is() {
    is("\"It's\" -- so --- and... `\"--\"`", "<p>“It’s” – so — and… <code>\"--\"</code></p>");
}

#[test]
fn a_callout_has_a_kind_and_a_title() {
    for (word, id, title) in [
        ("NOTE", "note", "Note"),
        ("TIP", "tip", "Tip"),
        ("IMPORTANT", "important", "Important"),
        ("WARNING", "warning", "Warning"),
        ("CAUTION", "caution", "Caution"),
    ] {
        is(
            &format!("> [!{word}]\n> Words.\n"),
            &format!(
                "<div class=\"callout\" data-kind=\"{id}\" role=\"note\"><p class=\"callout-title\">{title}</p>\n<p>Words.</p>\n</div>"
            ),
        );
    }
}

#[test]
fn a_quotation_within_a_callout_closes_each_in_its_turn() {
    is(
        "> [!NOTE]\n> a\n>\n> > b\n>\n> c\n",
        "<div class=\"callout\" data-kind=\"note\" role=\"note\"><p class=\"callout-title\">Note</p>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n<p>c</p>\n</div>",
    );
}

#[test]
fn footnotes_stand_at_the_end_in_the_order_of_their_marks_with_a_way_back() {
    is(
        "One[^b] two[^a] again[^b].\n\n[^a]: A.\n[^b]: B.\n",
        "<p>One<sup class=\"footnote-mark\"><a href=\"#fn-1\" id=\"fnref-1\" aria-label=\"Footnote 1\">1</a></sup> two<sup class=\"footnote-mark\"><a href=\"#fn-2\" id=\"fnref-2\" aria-label=\"Footnote 2\">2</a></sup> again<sup class=\"footnote-mark\"><a href=\"#fn-1\" id=\"fnref-1-2\" aria-label=\"Footnote 1\">1</a></sup>.</p>\n<section class=\"footnotes\" aria-label=\"Footnotes\"><ol>\n<li id=\"fn-1\"><p>B.</p>\n<a class=\"footnote-back\" href=\"#fnref-1\" aria-label=\"Back to the text, footnote 1\">↩</a></li>\n<li id=\"fn-2\"><p>A.</p>\n<a class=\"footnote-back\" href=\"#fnref-2\" aria-label=\"Back to the text, footnote 2\">↩</a></li>\n</ol></section>",
    );
}

#[test]
fn a_footnote_that_nobody_refers_to_is_not_printed() {
    is("Text.\n\n[^a]: zqlost.\n", "<p>Text.</p>");
}

#[test]
fn a_mark_without_a_footnote_stays_as_written_and_is_told() {
    let built = page("Text[^a].").build();
    assert!(built.text("case-studies/a/index.html").contains("<p>Text[^a].</p>"));
    built.warns("TXT-06 content/case-studies/a.md:10:5 there is no footnote `a`");
}

#[test]
fn a_footnote_holds_links_and_several_paragraphs() {
    let it = html("Text[^a].\n\n[^a]: One [link](https://example.org/).\n\n    Two.\n");
    assert!(it.contains("<p>One <a href=\"https://example.org/\">link</a>.</p>\n<p>Two.</p>"), "{it}");
}

#[test]
fn a_footnote_that_only_an_unprinted_one_refers_to_is_not_printed() {
    is("Text.\n\n[^a]: See[^b].\n\n[^b]: zqlost.\n", "<p>Text.</p>");
}

#[test]
fn headings_have_ids_that_are_readable_and_unique() {
    is(
        "## What I kept\n\na\n\n## What I kept\n\nb\n\n## What I kept-1\n\nc\n\n## *Em* `code` & [link](https://example.org/)!\n\nd\n",
        "<h2 id=\"what-i-kept\">What I kept</h2>\n<p>a</p>\n<h2 id=\"what-i-kept-1\">What I kept</h2>\n<p>b</p>\n<h2 id=\"what-i-kept-1-1\">What I kept-1</h2>\n<p>c</p>\n<h2 id=\"em-code-link\"><em>Em</em> <code>code</code> &amp; <a href=\"https://example.org/\">link</a>!</h2>\n<p>d</p>",
    );
}

#[test]
fn an_author_may_choose_the_id_and_classes_of_a_heading() {
    is("## Results {#figures .wide .red}\n", "<h2 id=\"figures\" class=\"wide red\">Results</h2>");
    assert!(html("## One {#a}\n\n## Two {#a}\n").contains("<h2 id=\"a-1\">Two</h2>"));
}

#[test]
fn ids_that_a_theme_uses_are_out_of_reach() {
    for id in ["main", "lf-x", "outcome-x", "artifact-x", "testimonial-x", "fn-1", "fnref-1"] {
        assert!(html(&format!("## T {{#{id}}}\n")).contains(&format!("<h2 id=\"h-{id}\">")), "{id}");
        let title = id.replace('-', " ");
        assert!(html(&format!("## {title}\n")).contains(&format!("<h2 id=\"h-{id}\">")), "{title}");
    }
}

#[test]
fn a_heading_in_any_script_has_an_id_and_one_without_letters_too() {
    is("## Über uns\n", "<h2 id=\"über-uns\">Über uns</h2>");
    is("## 结果\n", "<h2 id=\"结果\">结果</h2>");
    is("## !?\n\nText.\n", "<h2 id=\"section\">!?</h2>\n<p>Text.</p>");
}

#[test]
fn headings_go_one_level_down_when_one_of_them_is_the_page_s_own() {
    is(
        "# One\n\na\n\n## Two\n\nb\n\n###### Six\n",
        "<h2 id=\"one\">One</h2>\n<p>a</p>\n<h3 id=\"two\">Two</h3>\n<p>b</p>\n<h6 id=\"six\">Six</h6>",
    );
    is("## Two\n\n### Three\n", "<h2 id=\"two\">Two</h2>\n<h3 id=\"three\">Three</h3>");
}

#[test]
fn html_is_published_when_the_author_says_so() {
    assert_eq!(
        raw("A <b>bold</b> word.\n\n<div>\n\nText.\n\n</div>\n"),
        "<p>A <b>bold</b> word.</p>\n<div>\n<p>Text.</p>\n</div>"
    );
}

#[test]
fn comments_are_never_published() {
    let body = "One <!-- zqa --> two.\n\n<!-- zqb -->\n\n<!--\nzqc\n\nzqd\n-->\n\nThree.\n\n- <!-- zqe -->\n- b <!-- zqf\nzqg -->\n\n<!-- zqh --><!-- zqi -->\n";
    for text in [html(body), raw(body)] {
        assert!(!text.contains("zq") && !text.contains("<!--"), "{text}");
        assert!(text.contains("<p>Three.</p>"), "{text}");
    }
}

#[test]
fn comments_within_html_are_never_published_either() {
    let body = "<div>\n<!-- zqa -->\n<p>One</p>\n</div>\n\n<!-- zqb --> <b>Two</b>\n\n<p>Three</p> <!-- zqc\nzqd -->\n";
    let text = raw(body);
    assert!(!text.contains("zq") && !text.contains("<!--"), "{text}");
    for word in ["<p>One</p>", "<b>Two</b>", "<p>Three</p>"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_paragraph_of_nothing_but_a_comment_is_no_paragraph() {
    is("A.\n\n<!-- zq -->\n\nB.\n", "<p>A.</p>\n<p>B.</p>");
}

#[test]
fn a_link_that_would_run_a_script_is_dead_with_a_warning() {
    for target in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java%0Ascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ] {
        let built = page(&format!("See [words](<{target}>).")).build();
        let text = shown(&built);
        assert!(!text.contains("<a"), "{target}: {text}");
        assert!(text.contains("words"), "{target}: {text}");
        let found = built.report();
        assert!(found.contains("LNK-03") || found.contains("LNK-01"), "{target}: {found}");
    }
}

#[test]
fn addresses_and_mail_are_linked_as_written() {
    is(
        "<https://example.org/?a=1&b=2> and <me@example.org> and [tel](tel:+15550100)",
        "<p><a href=\"https://example.org/?a=1&amp;b=2\">https://example.org/?a=1&amp;b=2</a> and <a href=\"mailto:me@example.org\">me@example.org</a> and <a href=\"tel:+15550100\">tel</a></p>",
    );
    is("[x](//example.org/)", "<p><a href=\"https://example.org/\">x</a></p>");
    is(
        "[x](https://example.org/ \"A \\\"title\\\"\")",
        "<p><a href=\"https://example.org/\" title=\"A &quot;title&quot;\">x</a></p>",
    );
}

fn with_picture(body: &str) -> Site {
    page(body).file("content/files/x.svg", DRAWING)
}

#[test]
fn a_picture_knows_its_size_and_only_the_first_is_loaded_at_once() {
    let built =
        with_picture("![A \"chart\"](../files/x.svg)\n\nIn ![a](../files/x.svg) line.\n").build().fine();
    assert_eq!(
        shown(&built),
        "<p><img src=\"/files/x.svg\" alt=\"A “chart”\" width=\"20\" height=\"10\" decoding=\"async\"></p>\n<p>In <img src=\"/files/x.svg\" alt=\"a\" width=\"20\" height=\"10\" loading=\"lazy\" decoding=\"async\"> line.</p>"
    );
}

#[test]
fn a_picture_that_stands_alone_with_a_title_is_a_figure() {
    let built = with_picture("![A](../files/x.svg \"The <title>\")\n").build().fine();
    assert_eq!(shown(&built), "[picture files/x.svg 20x10 alt=A caption=The &lt;title&gt;]");
    let inline = with_picture("In ![A](../files/x.svg \"T\") line.\n").build().fine();
    assert!(shown(&inline).starts_with("<p>In <img src="), "{}", shown(&inline));
}

#[test]
fn the_alternative_of_a_picture_is_plain_text() {
    let built = with_picture("![A *b* `c` [d](https://example.org/) ![e](../files/x.svg)](../files/x.svg)\n")
        .build()
        .fine();
    assert!(shown(&built).contains("alt=\"A b c d e\""), "{}", shown(&built));
}

#[test]
fn a_picture_may_be_a_link() {
    let built = with_picture("[![A](../files/x.svg)](https://example.org/)\n").build().fine();
    assert!(
        shown(&built).starts_with("<p><a href=\"https://example.org/\"><img src=\"/files/x.svg\""),
        "{}",
        shown(&built)
    );
}

#[test]
fn a_picture_from_elsewhere_or_that_is_none_is_refused() {
    page("![x](https://example.org/x.png)").build().fails("MED-12 content/case-studies/a.md:10:1 ");
    page("![x](a.md)").build().fails("MED-13 content/case-studies/a.md:10:1 `a.md` isn't a picture");
    page("![x](#t)\n\n## T\n").build().fails("MED-13 content/case-studies/a.md:10:1 ");
    page("![x](../files/no.png)").build().fails("LNK-01 content/case-studies/a.md:10:1 ");
}

/// A case study with one of each that a figure can show.
fn with_figures(body: &str) -> Site {
    let fields = "outcomes: [{ id: o, kind: qualitative, statement: S }]\nartifacts: [{ id: x, type: link, title: T, href: \"https://example.org/\" }]\ntimeline: [{ date: 2024-09, kind: decision, event: E }]\nstart:";
    let front = study(body).replacen("start:", fields, 1).replacen(
        "{ level: 5 }",
        "{ level: 5, decisions: [{ area: Rooms }] }",
        1,
    );
    page("Text.")
        .file("content/case-studies/a.md", front)
        .file("content/testimonials.yaml", "testimonials: [{ id: t, from: p-lead, text: Words, permission: { status: given } }]\n")
        .file("content/people.yaml", "people:\n  - { id: p-owner, kind: owner, role: P, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: T, minor: false, consent: { status: given, scope: [quote] } }\n")
}

#[test]
fn a_figure_takes_the_place_of_an_image_that_names_it() {
    let built = with_figures(
        "![Cap](outcome:o)\n\n![](artifact:x)\n\n![](testimonial:t)\n\n![](decisions:)\n\n![](timeline:)\n",
    )
    .build()
    .fine();
    // What belongs to the case study itself has an id, so that its evidence can link to it.
    let placed = |id: &str, figure: &str| format!("<div class=\"placed\" id=\"{id}\">\n[{figure}]\n</div>");
    let expected = [
        placed("outcome-o", "outcome o caption=Cap"),
        placed("artifact-x", "artifact x caption=none"),
        "[testimonial t]".to_owned(),
        placed("lf-decisions", "decisions Rooms;"),
        placed("lf-timeline", "timeline Work began;E;"),
    ];
    assert_eq!(shown(&built), expected.join("\n"));
}

#[test]
fn a_figure_of_another_page_is_named_with_its_case_study() {
    let built = with_figures("Text.")
        .file("content/pages/p.md", "---\ntitle: P\n---\n![](outcome:a/o)\n\n![](artifact:a/x)\n\n![](decisions:a)\n\n![](timeline:a)\n")
        .build()
        .fine();
    assert_eq!(
        built.text("pages/p/index.html").trim(),
        "[outcome o caption=none]\n[artifact x caption=none]\n[decisions Rooms;]\n[timeline Work began;E;]"
    );
}

#[test]
fn a_figure_that_does_not_exist_is_told_with_the_nearest_one() {
    let built = with_figures("![](outcome:oo)\n\n![](artifact:b/x)\n")
        .file("content/pages/p.md", "---\ntitle: P\n---\n![](decisions:)\n")
        .build()
        .fails("LNK-02 content/case-studies/a.md:13:1 there is no outcome `a/oo` in this build")
        .fails("LNK-02 content/case-studies/a.md:15:1 there is no artifact `b/x` in this build")
        .fails("LNK-02 content/pages/p.md:4:1 `decisions:` is on a page that isn't a case study");
    assert!(built.report().contains("did you mean `outcome:a/o`?"), "{}", built.report());
}

#[test]
fn a_figure_needs_a_paragraph_of_its_own() {
    with_figures("See ![](outcome:o) here.").build().fails("FIG-01 content/case-studies/a.md:13:5 ");
    with_figures("- ![](outcome:o)\n").build().fails("FIG-01 ");
    with_figures("![](outcome:o) ![](artifact:x)\n").build().fails("FIG-01 ");
    with_figures("**![](outcome:o)**\n").build().fails("FIG-01 ");
}

#[test]
fn a_figure_is_never_lost_without_a_word() {
    for beside in ["[^1]", " <!-- note -->", "\\\n**x**"] {
        let built = with_figures(&format!("![](outcome:o){beside}\n\nText[^1].\n\n[^1]: N.\n")).build();
        let told = built.report().contains("FIG-01");
        assert!(told || shown(&built).contains("[outcome o"), "{beside}: {}", shown(&built));
    }
}

#[test]
fn a_link_to_a_film_that_stands_alone_is_a_plain_link_that_says_where_it_leads() {
    for (url, host) in [
        ("https://www.youtube.com/watch?v=1&t=2", "youtube.com"),
        ("https://youtu.be/1", "youtu.be"),
        ("https://player.vimeo.com/video/1", "player.vimeo.com"),
    ] {
        let built = page(&format!("[A \"talk\"]({url})\n")).build().fine();
        let shown = shown(&built).replace("&amp;", "&");
        assert_eq!(shown, format!("[video {url} title=A “talk” host={host}]"));
    }
    is("See [it](https://youtu.be/1).", "<p>See <a href=\"https://youtu.be/1\">it</a>.</p>");
    is("[x](https://notyoutube.com/)", "<p><a href=\"https://notyoutube.com/\">x</a></p>");
}

// Private blocks.

fn seen(body: &str, audience: Visibility) -> String {
    shown(&page(body).audience(audience).build().fine())
}

#[test]
fn blocks_nest_and_each_audience_reads_its_own() {
    let body = "a<!-- panel --> b<!-- private --> c<!-- /private --> d<!-- /panel --> e";
    assert_eq!(seen(body, Visibility::Public), "<p>a e</p>");
    assert_eq!(seen(body, Visibility::Panel), "<p>a b d e</p>");
    assert_eq!(seen(body, Visibility::Private), "<p>a b c d e</p>");
    let body = "a<!-- private --> b<!-- panel --> c<!-- /panel --> d<!-- /private --> e";
    assert_eq!(seen(body, Visibility::Panel), "<p>a e</p>");
    let body = "a<!-- private --> b<!-- private --> c<!-- /private --> d<!-- /private --> e";
    assert_eq!(seen(body, Visibility::Public), "<p>a e</p>");
}

#[test]
fn a_marker_may_be_written_in_any_case_and_with_any_space() {
    for (open, close) in [
        ("<!--private-->", "<!--/private-->"),
        ("<!-- PRIVATE -->", "<!-- / Private -->"),
        ("<!--\nprivate\n-->", "<!--  /private  -->"),
    ] {
        assert_eq!(seen(&format!("a{open} b{close} c"), Visibility::Public), "<p>a c</p>", "{open}");
    }
}

#[test]
fn markers_work_within_code_so_that_no_quoting_publishes_a_secret() {
    assert_eq!(
        seen("```\na<!-- private -->b<!-- /private -->c\n```\n", Visibility::Public),
        "<pre><code>ac\n</code></pre>"
    );
    assert_eq!(seen("`a<!-- private -->b<!-- /private -->c`", Visibility::Public), "<p><code>ac</code></p>");
    assert_eq!(seen("`a<!-- private -->b` <!-- /private -->c", Visibility::Public), "<p>`ac</p>");
}

#[test]
fn a_block_cuts_across_lists_tables_and_headings() {
    let body = "- a\n<!-- private -->\n- b\n\n## Secret\n\n| c |\n|---|\n<!-- /private -->\n- d\n";
    assert_eq!(seen(body, Visibility::Public), "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>d</p>\n</li>\n</ul>");
}

#[test]
fn a_block_that_never_closes_hides_the_rest_and_is_an_error_at_its_opening() {
    let built = page("a\n\n<!-- private -->\n\nzqb\n\n<!-- panel -->zqc<!-- /panel -->\n").build();
    assert_eq!(shown(&built), "<p>a</p>");
    built.fails("PRV-01 content/case-studies/a.md:12:1 this marker has no matching marker");
}

#[test]
fn a_block_that_closes_without_opening_is_an_error_at_its_place() {
    let built = page("a<!-- private -->b<!-- /private -->\n\nc <!-- /panel --> d\n").build();
    assert_eq!(shown(&built), "<p>a</p>\n<p>c  d</p>");
    built.fails("PRV-01 content/case-studies/a.md:12:3 ");
}

#[test]
fn blocks_that_cross_are_an_error_at_the_one_that_never_closes() {
    page("a<!-- panel -->b<!-- private -->c<!-- /panel -->d<!-- /private -->e")
        .build()
        .fails("PRV-01 content/case-studies/a.md:10:17 ")
        .fails("PRV-01 content/case-studies/a.md:10:50 ");
}

#[test]
fn what_is_between_markers_is_hidden_even_if_another_block_crosses_it() {
    let built = page("a<!-- panel -->b<!-- private -->c<!-- /panel -->zqd<!-- /private -->e").build();
    assert_eq!(shown(&built), "<p>ae</p>");
    let built =
        page("a<!-- panel -->b<!-- private -->c<!-- /panel -->zqd").audience(Visibility::Panel).build();
    assert_eq!(shown(&built), "<p>ab</p>");
    built.fails("PRV-01 content/case-studies/a.md:10:17 ");
}

#[test]
fn a_closing_marker_that_lacks_its_end_does_not_take_the_next_opening_one_with_it() {
    let built = page("a<!-- private -->b<!-- /private: c\n\n<!-- private -->zqd<!-- /private -->e").build();
    assert_eq!(shown(&built), "<p>ae</p>");
    let built = page("<!-- /panel <!-- private -->zqa<!-- /private -->b").build();
    assert_eq!(shown(&built), "<p>b</p>");
    built.fails("PRV-01 content/case-studies/a.md:10:1 this marker has no matching marker");
}

#[test]
fn a_marker_may_stand_after_any_amount_of_space() {
    let space = " \n".repeat(50);
    assert_eq!(
        seen(&format!("a<!--{space}private -->zqb<!--{space}/private -->c"), Visibility::Public),
        "<p>ac</p>"
    );
}

#[test]
fn faults_after_a_cut_are_told_at_their_place_in_the_file() {
    page("<!-- private -->\nSecret with [dead](no.md).\n<!-- /private -->\n\nSee <!-- panel -->x<!-- /panel --> [b](c.md).\n\n<!-- private -->y<!-- /private -->\n\n<font>h</font> ![i](no.png)\n")
        .build()
        .fails("LNK-01 content/case-studies/a.md:14:36 there is no `case-studies/c.md`")
        .fails("LNK-01 content/case-studies/a.md:18:16 there is no `case-studies/no.png`")
        .warns("TXT-04 content/case-studies/a.md:18:1 ");
}

#[test]
fn a_fault_right_after_a_cut_is_told_after_it() {
    page("<!-- private -->é<!-- /private -->[b](c.md)")
        .build()
        .fails("LNK-01 content/case-studies/a.md:10:35 ");
}

#[test]
fn a_marker_in_front_matter_is_an_error() {
    page("Text.")
        .file(
            "content/case-studies/a.md",
            study("Text.").replace("summary: S.", "summary: \"a <!-- private -->b\""),
        )
        .build()
        .fails("PRV-01 content/case-studies/a.md:3:13 a marker hides nothing here");
}

#[test]
fn a_page_without_text_is_a_warning_also_when_all_of_it_is_private() {
    page("").build().fine().warns("POR-04 content/case-studies/a.md the page has no text");
    page("<!-- private -->\n\nText.\n\n<!-- /private -->\n").build().fine().warns("POR-04 ");
    page("![x](../files/x.svg)").file("content/files/x.svg", DRAWING).build().fine();
}

#[test]
fn words_are_counted_and_a_minute_has_238() {
    let minutes = |words: usize| {
        let built = page(&"word ".repeat(words)).build().fine();
        (built.study("a").body.outline.word_count, built.study("a").body.outline.reading_minutes())
    };
    assert_eq!(minutes(1), (1, 1));
    assert_eq!(minutes(238), (238, 1));
    assert_eq!(minutes(239), (239, 2));
    let built = page("One, *two* – `three`!\n\n<!-- four -->\n\n- five\n").build().fine();
    assert_eq!(built.study("a").body.outline.word_count, 4);
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_nothing() {
    let text = format!("\u{feff}{}", study("One.\n\n- two\n\n[x](no.md)")).replace('\n', "\r\n");
    let built = page("Text.").file("content/case-studies/a.md", text).build();
    assert_eq!(shown(&built), "<p>One.</p>\n<ul>\n<li>two</li>\n</ul>\n<p>x</p>");
    built.fails("LNK-01 content/case-studies/a.md:14:1 ");
}

//! Text that was written for another program: it means here what its author meant, or it is reported.

use super::markdown::{html, is, page, shown};
use super::support::{Bench, PLAIN, site, study};

const DRAWING: &str =
    r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;

#[track_caller]
fn warns(body: &str, expected: &str) {
    page(body).build().fine().warns(expected);
}

/// No rule about texts has found anything.
#[track_caller]
fn is_silent(body: &str) {
    let found: Vec<String> =
        page(body).build().warnings().into_iter().filter(|it| it.starts_with("TXT")).collect();
    assert!(found.is_empty(), "{body}: {found:?}");
}

fn with_settings(settings: &str, body: &str) -> String {
    let settings = format!(
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: t\n{settings}\nprofile: {{ name: Rowan Ellery }}\n"
    );
    shown(&site(&format!("{PLAIN}{settings}--- content/case-studies/a.md\n{}", study(body))).build().fine())
}

#[test]
fn a_definition_takes_a_space_after_its_colon() {
    is(
        "The agenda is short.\n\n:calendar: Monday, room 4\n",
        "<p>The agenda is short.</p>\n<p>📆 Monday, room 4</p>",
    );
    is(
        "She asked for three things\n:time, trust and a key.\n",
        "<p>She asked for three things\n:time, trust and a key.</p>",
    );
    is("A smile\n:)\n", "<p>A smile\n:)</p>");
    is(
        "Handover\n:   A decision given away.\n\nTerm\n\n: One more.\n",
        "<dl>\n<dt>Handover</dt>\n<dd>\n<p>A decision given away.</p>\n</dd>\n<dt>Term</dt>\n<dd>\n<p>One more.</p>\n</dd>\n</dl>",
    );
}

#[test]
fn a_container_is_a_callout() {
    let callout = "<div class=\"callout\" data-kind=\"note\" role=\"note\"><p class=\"callout-title\">Note</p>\n<p>It is a draft.</p>\n</div>";
    for fence in ["::: {.note}", "::: note", ":::note", "::: {.callout-note collapse=true}"] {
        is(
            &format!("Three drew up the plan.\n\n{fence}\nIt is a draft.\n:::\n\nThe board agreed.\n"),
            &format!("<p>Three drew up the plan.</p>\n{callout}\n<p>The board agreed.</p>"),
        );
    }
    warns(
        "::: {.columns}\nText.\n:::\n",
        "TXT-07 content/case-studies/a.md:10:1 `::: {.columns}` isn't Markdown",
    );
    is("```\n::: note\n```\n", "<pre><code>::: note\n</code></pre>");
}

#[test]
fn the_name_of_a_file_may_have_spaces() {
    let built = page("![The team](../files/team photo.svg)\n\nThe [plan](../files/Our plan (new).txt \"Read it\") is here.\n")
        .file("content/files/team photo.svg", DRAWING)
        .file("content/files/Our plan (new).txt", "Text.")
        .build()
        .fine();
    assert!(built.warnings().is_empty(), "{}", built.report());
    let text = shown(&built);
    assert!(
        text.contains("<img src=\"/files/team-photo.svg\" alt=\"The team\"")
            || text.contains("team%20photo.svg"),
        "{text}"
    );
    assert!(text.contains(">plan</a> is here."), "{text}");
    let linked = page("[![The team](../files/team photo.svg)](https://example.org/)\n")
        .file("content/files/team photo.svg", DRAWING)
        .build()
        .fine();
    assert!(shown(&linked).contains("<a href=\"https://example.org/\"><img"), "{}", shown(&linked));
    is("`[a](b c.txt)`", "<p><code>[a](b c.txt)</code></p>");
    page("[plan](../files/no such.txt)").build().fails("LNK-01 content/case-studies/a.md:10:1 ");
    warns(
        "See [it](https://example.org/a b).",
        "TXT-06 content/case-studies/a.md:10:5 this isn't read as a link",
    );
}

#[test]
fn markup_of_other_programs_is_reported() {
    for (body, expected) in [
        ("{% include banner.html id=\"3\" %}", "10:1 `{% include banner.html id=\"3\" %}` is a Liquid tag"),
        ("{{< figure src=\"bed.png\" >}}", "10:1 `{{< figure src=\"bed.png\" >}}` is a Hugo shortcode"),
        ("By {{ page.author }}.", "10:4 `{{ page.author }}` is a template placeholder"),
        ("{: .lead }\nThe lead.", "10:1 `{: .lead }` is a Kramdown attribute list"),
        (
            "[the bed](https://example.org/){width=50%}",
            "10:32 `{width=50%}` is a Pandoc (Quarto) attribute list",
        ),
        ("See [[The garden]].", "10:5 `[[The garden]]` is a wiki link"),
    ] {
        warns(body, &format!("TXT-05 content/case-studies/a.md:{expected}"));
    }
    for harmless in
        ["`{% x %}`", "Set {a, b} and {x}.", "```\n{{ x }}\n```", "An [aside] and [[]].", "A {: } b"]
    {
        html(harmless);
    }
}

#[test]
fn shortcodes_are_found_over_several_lines_and_without_spaces() {
    for (body, expected) in [
        ("{{<figure src=\"x.jpg\">}}", "10:1 `{{<figure src=\"x.jpg\">}}` is a Hugo shortcode"),
        ("See {{</details>}} it.", "10:5 `{{</details>}}` is a Hugo shortcode"),
        ("{{%name%}}", "10:1 `{{%name%}}` is a Hugo shortcode"),
        (
            "{{< figure\n  src=\"x.jpg\"\n  title=\"*Beds*\"\n>}}",
            "10:1 `{{< figure src=\"x.jpg\" title=\"*Beds*\" >}}` is a Hugo shortcode",
        ),
        (
            "Text.\n\n{% include figure.html\n  - x\n%}",
            "12:1 `{% include figure.html - x %}` is a Liquid tag",
        ),
        ("- {{% a\n# b\n%}}", "10:3 `{{% a # b %}}` is a Hugo shortcode"),
    ] {
        let built = page(body).build().fine().warns(&format!("TXT-05 content/case-studies/a.md:{expected}"));
        let found = built.warnings().into_iter().filter(|it| it.starts_with("TXT"));
        assert_eq!(found.count(), 1, "{body}: {:?}", built.warnings());
    }
    let long = format!("{{{{< gallery\n{}>}}}}", "  src=\"a-picture-of-the-beds.jpg\"\n".repeat(20));
    warns(&long, "TXT-05 content/case-studies/a.md:10:1 `{{< gallery src=\"a-picture-of-the-beds.jpg\" ");
    for harmless in [
        "```\n{{<figure\n>}}\n```",
        "`{{<figure>}}`",
        "<!-- {{<figure\n\n src=\"x\">}} -->\n\nText.",
        "A {{<b",
        "A {{ and <b",
        "\\{{x}}",
        "It is \\{% x %}.",
    ] {
        is_silent(harmless);
    }
    is("One {% is open.\n\n- two\n", "<p>One {% is open.</p>\n<ul>\n<li>two</li>\n</ul>");
}

#[test]
fn citations_and_cross_references_are_reported() {
    for (body, at, what) in [
        ("It helps [@harris2014].", "10:10 `[@harris2014]`", "a Pandoc (Quarto) citation"),
        ("It helps [@harris].", "10:10 `[@harris]`", "a Pandoc (Quarto) citation"),
        (
            "It helps [see @harris, pp. 33-35].",
            "10:10 `[see @harris, pp. 33-35]`",
            "a Pandoc (Quarto) citation",
        ),
        ("It helps [-@harris, p. 3].", "10:10 `[-@harris, p. 3]`", "a Pandoc (Quarto) citation"),
        ("[@a; @b, p. 3] says so.", "10:1 `[@a; @b, p. 3]`", "a Pandoc (Quarto) citation"),
        (
            "It helps [*see* @harris2014, chap. 2].",
            "10:10 `[see @harris2014, chap. 2]`",
            "a Pandoc (Quarto) citation",
        ),
        ("The plan (@fig-plan) holds.", "10:11 `@fig-plan`", "a Quarto (Pandoc) cross-reference"),
        ("@tbl:shares shows it.", "10:1 `@tbl:shares`", "a Quarto (Pandoc) cross-reference"),
        ("As [@eq-share] says.", "10:4 `[@eq-share]`", "a Quarto (Pandoc) cross-reference"),
        ("In [Figure @fig-plan] it is.", "10:4 `[Figure @fig-plan]`", "a Quarto (Pandoc) cross-reference"),
        ("$$\na + b\n$$ {#eq-share}", "12:4 `{#eq-share}`", "a Quarto (Pandoc) label"),
        (
            "| a |\n|---|\n| b |\n\nThe shares {#tbl-shares .striped}",
            "14:12 `{#tbl-shares .striped}`",
            "a Quarto (Pandoc) label",
        ),
    ] {
        let built =
            page(body).build().fine().warns(&format!("TXT-05 content/case-studies/a.md:{at} is {what}, and"));
        let found = built.warnings().into_iter().filter(|it| it.starts_with("TXT"));
        assert_eq!(found.count(), 1, "{body}: {:?}", built.warnings());
    }
    for harmless in [
        "Write to name@example.org or [name@example.org].",
        "See you [@ 5 pm] or [@5pm] or @ home.",
        "Ask [Jane at @jane] or @jane, or follow @ncms2024.",
        "[@jane](https://example.org/) and [@jane will check this] and [@jane, please check].",
        "[Instagram @school1999], [follow us: @school1999] and [X @school2020].",
        "On [@lead@social.example] or @fig-tree@social.example.",
        "`[@harris2014]` and `@fig-plan` are code.",
        "```\n[@harris2014]\n{#eq-x}\n```",
        "<!-- [@harris2014] -->\n\nText.",
        "As in \\[@harris2014] and \\@fig-plan and \\{#eq-share}.",
        "Set {#1} and {# x} and me@fig-x.example.",
        "## Results {#sec-results}\n\nText.",
    ] {
        is_silent(harmless);
    }
}

#[test]
fn notes_to_oneself_and_what_word_leaves_are_reported() {
    for (body, rule) in
        [("[INSERT PHOTO HERE]", "TXT-09"), ("See Error! Reference source not found. for more.", "TXT-06")]
    {
        page(body).build().fine().warns(&format!("{rule} content/case-studies/a.md:10:"));
    }
    is_silent("Insert the card, and 1 << 2 >> 1.");
}

#[test]
fn a_note_within_a_line_is_reported_and_becomes_a_footnote() {
    for (body, at) in [
        ("Trust rose.^[As they *told* us.]", "10:12 `^[As they told us.]`"),
        ("In 2024^[See [the report](https://example.org/).] it rose.", "10:8 `^[See the report.]`"),
        ("A note^[note].", "10:7 `^[note]`"),
        ("## Trust^[As they told us.]\n\nText.", "10:9 `^[As they told us.]`"),
    ] {
        warns(body, &format!("TXT-05 content/case-studies/a.md:{at} is a Pandoc (Quarto) note"));
    }
    for harmless in [
        "It is 2^[3] or x^[n] or 10^[-2] or 10^[minus 3 grams].",
        "The pattern ^[a-z]+ and ^[abc]+ and ^[A-Za-z ]*$.",
        "`^[a note]` and \\^[a note].",
        "A[^1].\n\n[^1]: A note.",
        "An open ^[ bracket.",
        "^[é[a[b[c[d[e[f[g[h[i[j]]]]]]]]]]].",
        "It is $x^[abc]$ here.",
    ] {
        is_silent(harmless);
    }
    let fixed =
        fixed("One^[The *first*\nnote.] and two^[A second note, see [^1].] here[^1].\n\n[^1]: Old.\n\nMore.");
    assert_eq!(
        fixed,
        "One[^note-1] and two[^note-2] here[^1].\n\n[^note-2]: A second note, see [^1].\n\n[^note-1]: The *first* note.\n\n[^1]: Old.\n\nMore.\n"
    );
    // Under a list item or a quotation it is not certain where the text goes.
    for body in ["- One^[A first note.]", "> One^[A first note.]", "One^[A first note.].\n\n    let code = 1"]
    {
        assert!(page(body).build().findings().all(|it| it.fix.is_none()));
    }
}

#[test]
fn a_grid_table_is_reported_and_becomes_a_table() {
    let grid = "+--------+-------+\n| Name   | Share |\n+:=======+======:+\n| Trust, | 61%   |\n| *high* |       |\n+--------+-------+\n| Time   |       |\n+--------+-------+";
    warns(grid, "TXT-05 content/case-studies/a.md:10:1 this Pandoc grid table isn't read as a table");
    let quoted = format!("> {}", grid.replace('\n', "\n> "));
    warns(&quoted, "TXT-05 content/case-studies/a.md:10:3 this Pandoc grid table");
    let table = "| Name | Share |\n| :--- | ---: |\n| Trust, *high* | 61% |\n| Time |  |\n";
    assert_eq!(fixed(grid), table);
    assert_eq!(fixed(&format!("Before:\n{grid}\n\nAfter.")), format!("Before:\n\n{table}\nAfter.\n"));
    // Without a header, with cells over several columns, lists in cells, or a footer, the author decides.
    for uncertain in [
        "+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+",
        "+---+---+\n| a | b |\n+===+===+\n| over  |\n+---+---+",
        "+-----+---+\n| a   | b |\n+=====+===+\n| - c | d |\n| - e |   |\n+-----+---+",
        "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+===+===+\n| e | f |\n+===+===+",
    ] {
        let built = page(uncertain).build().fine();
        assert!(built.findings().any(|it| it.rule == "TXT-05" && it.fix.is_none()), "{uncertain}");
        assert!(built.findings().all(|it| it.fix.is_none()), "{uncertain}");
    }
    for harmless in [
        "a+b and +--+ and +1 or 2 + 3",
        "+---+\n+---+",
        "```\n+---+---+\n| a | b |\n+---+---+\n```",
        "+ one\n+ two",
    ] {
        is_silent(harmless);
    }
}

/// The body after `check --fix`.
fn fixed(body: &str) -> String {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study(body)));
    bench.run("check --fix");
    let text = bench.read("content/case-studies/a.md");
    text.split_once("\n---\n").unwrap().1.to_owned()
}

#[test]
fn leavings_of_word_processors_are_reported() {
    for (body, expected) in [
        ("• One\n• Two", "10:1 `•` doesn't start a list item"),
        ("Three things:\n– One\n– Two", "11:1 `–` doesn't start a list item"),
        ("— one;\n— two;", "10:1 `—` doesn't start a list item"),
        ("o\tOne\no\tTwo", "10:1 `o` doesn't start a list item"),
        ("a) One\nb) Two", "10:1 `a)` doesn't start a list item"),
        ("(1) One\n(2) Two", "10:1 `(1)` doesn't start a list item"),
        ("1)One\n2)Two", "10:1 `1)` doesn't start a list item"),
        ("##Reflection", "10:1 there is no space after these marks"),
        ("##\u{a0}Reflection", "10:1 there is a no-break space after these marks"),
        ("Some ** bold ** words.", "10:6 this isn't bold, because there are spaces inside the `**`"),
        ("\tThe committee met every month.", "10:2 this paragraph starts with a tab or four spaces"),
        ("| Year | Belonging |\n| 2024 | 52 |", "10:1 these lines aren't a table"),
        ("Some **bold words.", "10:6 this `**` is never closed"),
    ] {
        warns(body, &format!("TXT-06 content/case-studies/a.md:{expected}"));
    }
    for harmless in [
        "2 ** 3",
        "– Where were you?\n– At school.",
        "— I was there.\n— So was I.",
        "We met\n– as always – at noon.",
        "We met – as always –\n– at noon.",
        "We agreed on a) time and b) money.",
        "We agreed on\na) time and b) money.",
        "b) One\nc) Two",
        "– One  \n– Two",
        "o One\no Two",
        "1) One\n2) Two",
        "(2024) One\n(2025) Two",
        "“Try again.”\n— The band",
        "#1 was trust",
        "#hashtag",
        "A · B",
        "`**x`",
        "\\*\\*x",
        "**a** and **b**",
        "***a***",
        "    Let x = 1; and then some more",
        "| alone |",
    ] {
        html(harmless);
    }
}

#[test]
fn a_comment_within_what_looks_like_a_shortcode_stays_hidden() {
    for body in [
        "A {{< figure\n<!-- zqsecret -->\n>}} here",
        "A {% include\n\n<!-- zqsecret -->\n\n# Heading\n\n%}",
        "Text {{<a <!-- zqsecret >}} --> seen",
        "A {{< figure <!-- note\n>}} zqsecret -->",
        "A <!-- note\n- zqsecret -->",
        "> <!-- note\nzqsecret -->",
        "- <!-- note\n# zqsecret -->",
    ] {
        let html = page(body).build().text("case-studies/a/index.html");
        assert!(!html.contains("zqsecret") && !html.contains('‹'), "{body}: {html}");
    }
    let after = "{{<figure src=\"x.jpg\">}}\n\nMore text.\n\n<!-- a note -->\n\nThe end.";
    warns(after, "TXT-05 content/case-studies/a.md:10:1 `{{<figure src=\"x.jpg\">}}` is a Hugo shortcode");
    let html = html("50 {% of\n\n- them\n- others\n\n%}");
    assert!(html.contains("<li>them</li>"), "{html}");
}

#[test]
fn lists_of_word_processors_become_lists() {
    for (body, fixed) in [
        ("Three:\n– One\n– **Two** and more\n–\u{a0}Three", "Three:\n- One\n- **Two** and more\n- Three"),
        ("o\tOne\no\tTwo", "- One\n- Two"),
        ("a) One\nb) Two\nc)\tThree", "1. One\n2. Two\n3. Three"),
        ("(1) One\n(2) and `(3)`", "1. One\n2. and `(3)`"),
        // Where the list ends or begins, or what else it would take along, is not certain.
        ("– One\n– Two\nand so on", "– One\n– Two\nand so on"),
        ("From 1990\n– 2000\n– 2010", "From 1990\n– 2000\n– 2010"),
        ("– One\n– Two\n\n    let code = 1", "– One\n– Two\n\n    let code = 1"),
        ("> – One\n> – Two", "> – One\n> – Two"),
        ("Text[^1].\n\n[^1]: Note\n– One\n– Two", "Text[^1].\n\n[^1]: Note\n– One\n– Two"),
        ("**– First** point\n**– Second** point", "**– First** point\n**– Second** point"),
    ] {
        let bench = Bench::with("");
        let page = |body: &str| format!("---\ntitle: P\n---\n\n{body}\n");
        bench.write("content/pages/p.md", page(body));
        bench.run("check --fix");
        assert_eq!(bench.read("content/pages/p.md"), page(fixed));
    }
}

#[test]
fn a_table_row_with_more_cells_than_columns_is_reported() {
    let body = "| Decision | Who |\n|---|---|\n| Rooms | Leads | by May |\n| `a | b` | both |\n| c \\| d | e |\n| f | g |  |\n";
    let built = page(body).build().fine();
    let warnings = built.warnings();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(
        warnings[0].contains("TXT-08 content/case-studies/a.md:12") && warnings[0].contains("`by May |`"),
        "{warnings:?}"
    );
    assert!(warnings[1].contains("TXT-08 content/case-studies/a.md:13"), "{warnings:?}");
}

#[test]
fn bare_addresses_are_links() {
    is(
        "See https://example.org/a_b?c=d (or www.example.org), and write to me@example.org.",
        "<p>See <a href=\"https://example.org/a_b?c=d\">https://example.org/a_b?c=d</a> (or <a href=\"https://www.example.org\">www.example.org</a>), and write to <a href=\"mailto:me@example.org\">me@example.org</a>.</p>",
    );
    is(
        "[see www.example.org](https://example.org/) `https://a.org`",
        "<p><a href=\"https://example.org/\">see www.example.org</a> <code>https://a.org</code></p>",
    );
    is(
        "Files such as a.md and example.org stay, 3/4 too.",
        "<p>Files such as a.md and example.org stay, 3/4 too.</p>",
    );
}

#[test]
fn shortcodes_of_emoji_are_emoji_and_other_colons_stay() {
    is(":tada: at 10:30: it is :not_one:", "<p>🎉 at 10:30: it is :not_one:</p>");
    is("12:1234:56 and 1:100:5", "<p>12:1234:56 and 1:100:5</p>");
    is("`:tada:` and \\:tada:", "<p><code>:tada:</code> and :tada:</p>");
}

#[test]
fn quotes_are_turned_across_markup_and_in_the_language_of_the_site() {
    is("The **PLC**'s \"*own*\" plan", "<p>The <strong>PLC</strong>’s “<em>own</em>” plan</p>");
    is(
        "The [board](https://example.org/)'s plan",
        "<p>The <a href=\"https://example.org/\">board</a>’s plan</p>",
    );
    is("\\\"so\\\" &quot;so&quot;", "<p>\"so\" \"so\"</p>");
    assert_eq!(
        with_settings("language: de", "Sie sagte: \"Das entscheidet ihr.\""),
        "<p>Sie sagte: „Das entscheidet ihr.“</p>"
    );
}

#[test]
fn marks_and_scripts_are_options() {
    let off = page("==a== H~2~O x^2^").build();
    assert!(off.text("case-studies/a/index.html").contains("<p>==a== H~2~O x^2^</p>"));
    assert_eq!(
        with_settings(
            "markdown: { mark: on, sub_and_superscript: on }",
            "Some ==marked words==, a == b, H~2~O x^2^ ~~c~~"
        ),
        "<p>Some <mark>marked words</mark>, a == b, H<sub>2</sub>O x<sup>2</sup> <del>c</del></p>"
    );
}

#[test]
fn ids_keep_the_marks_of_letters() {
    is(
        "## विद्यालय का नेतृत्व\n\n[Back](#विद्यालय-का-नेतृत्व)\n",
        "<h2 id=\"विद्यालय-का-नेतृत्व\">विद्यालय का नेतृत्व</h2>\n<p><a href=\"#%E0%A4%B5%E0%A4%BF%E0%A4%A6%E0%A5%8D%E0%A4%AF%E0%A4%BE%E0%A4%B2%E0%A4%AF-%E0%A4%95%E0%A4%BE-%E0%A4%A8%E0%A5%87%E0%A4%A4%E0%A5%83%E0%A4%A4%E0%A5%8D%E0%A4%B5\">Back</a></p>",
    );
    let decomposed = html("## U\u{308}bersicht\n\nText.\n\n[Back](#übersicht)\n");
    assert!(decomposed.contains("<h2 id=\"übersicht\">"), "{decomposed}");
    let voiced = html("## がく\n\nOne.\n\n## かく\n\nTwo.\n");
    assert!(voiced.contains("id=\"がく\"") && voiced.contains("id=\"かく\""), "{voiced}");
}

#[test]
fn an_excerpt_is_the_first_paragraph_of_prose() {
    let excerpt = |body: &str| {
        let built = page(body).file("content/files/x.svg", DRAWING).build().fine();
        built.study("a").body.outline.excerpt.clone().unwrap_or_default()
    };
    assert_eq!(excerpt("![A red banner](../files/x.svg)\n\nThe committee met.\n"), "The committee met.");
    assert_eq!(excerpt("[^1]: See the minutes.\n\nThe committee[^1] met.\n"), "The committee met.");
    assert_eq!(excerpt("[One](#t) | [Two](#t)\n\n## T\n\nThe committee met.\n"), "The committee met.");
    let long = excerpt(&format!("我 {}。\n", "学校的领导者把决定交给教师团队".repeat(40)));
    assert_eq!(long.chars().count(), 301);
}

#[test]
fn reading_time_counts_scripts_without_spaces() {
    let words = |body: &str| page(body).build().study("a").body.outline.word_count;
    assert_eq!(words("one two 3 - four"), 4);
    assert_eq!(words(&"学".repeat(640)), 576);
    assert_eq!(words("ครูตัดสินใจ"), 3);
    assert_eq!(words("iPad 学校"), 3);
}

#[test]
fn films_sounds_and_tables_are_shown_in_place() {
    let shows = |body: &str, files: &[(&str, &str)]| {
        let site = files.iter().fold(page(body), |site, (path, text)| site.file(path, *text));
        site.file(
            "themes/t/templates/partials/figure-recording.html",
            "[{{ media_type }} {{ path }} {{ title }} captions={{ captions or \"none\" }} caption={{ caption or \"none\" }}]",
        )
        .build()
        .fine()
    };
    let film = ("content/files/x.mp4", "\u{1}film");
    let built =
        shows("![A film](../files/x.mp4 \"How it went\")\n", &[film, ("content/files/x.vtt", "WEBVTT\n")]);
    assert_eq!(shown(&built), "[video/mp4 files/x.mp4 A film captions=files/x.vtt caption=How it went]");
    assert!(built.warnings().is_empty(), "{}", built.report());
    shows("![A film](../files/x.mp4)\n", &[film])
        .warns("MED-08 content/case-studies/a.md:10:1 the video `../files/x.mp4` has no captions");
    let sound = shows("![](../files/a song.mp3)\n", &[("content/files/a song.mp3", "ID3")]);
    assert!(
        shown(&sound).starts_with("[audio/mpeg ") && shown(&sound).contains("a song.mp3 captions=none"),
        "{}",
        shown(&sound)
    );
    let table = shows(
        "![Days](../files/d.csv \"Days present\")\n",
        &[("content/files/d.csv", "Year;Days\n2024;\"<1,5\"\n2025;3\n")],
    );
    let html = shown(&table);
    assert!(html.contains("<caption>Days present</caption>") && html.contains("<td>&lt;1,5</td>"), "{html}");
    assert!(html.contains("<a href=\"/files/d.csv\">Days</a>"), "{html}");
    let bars = [("content/files/d.csv", "Year,Days,Note\n2024,150,a\n2025,180,b\n")];
    let chart = shown(&shows("![Days](../files/d.csv \"chart: Days present\")\n", &bars));
    assert!(
        chart.contains("aria-label=\"Days present: 2024 150, 2025 180\"") && chart.contains("<table>"),
        "{chart}"
    );
    let inline = shows("See ![it](../files/x.mp4).\n", &[film]);
    assert!(shown(&inline).contains("See <a href=\"/files/x.mp4\">it</a>."), "{}", shown(&inline));
    inline.warns("MED-13 content/case-studies/a.md:10:5 `../files/x.mp4` is in the middle of a line of text");
    shows("![Plan](../files/plan.txt)\n", &[("content/files/plan.txt", "Text.")])
        .warns("MED-13 content/case-studies/a.md:10:1 `../files/plan.txt` can't be shown on a page");
}

#[test]
fn formulas_are_mathml_and_amounts_of_money_are_text() {
    let text = html("The rate is $r = \\frac{a}{b}$ and\n\n$$\\sum_{i=1}^n x_i$$\n");
    assert!(
        text.contains("<math") && text.contains("<mfrac>") && text.contains("display=\"block\""),
        "{text}"
    );
    is("It cost $5–$10, *not* $20k–$30k.", "<p>It cost $5–$10, <em>not</em> $20k–$30k.</p>");
    is(
        "It was $5 or `a$b`, ($4,500) *in all* to ($950).",
        "<p>It was $5 or <code>a$b</code>, ($4,500) <em>in all</em> to ($950).</p>",
    );
    is("Between $5 and $10.", "<p>Between $5 and $10.</p>");
    warns("Here $\\nosuch x$ ends.", "TXT-06 content/case-studies/a.md:10:6 this formula can't be read");
}

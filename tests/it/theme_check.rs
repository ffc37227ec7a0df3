//! Mistakes of theme authors are reported with their file, place and remedy: templates, style sheets, places of
//! files, and what the security policy of a published site blocks.

use super::support::{Bench, Built, study, with_study};

/// Everything about themes, one line each: rule, file and place, message, help.
fn about_themes(built: &Built) -> Vec<String> {
    let lines = built.report();
    lines.lines().filter(|line| line.contains(" themes/")).map(str::to_owned).collect()
}

#[track_caller]
fn only_finding(files: &str, wanted: &[&str]) {
    let found = about_themes(&with_study(files).build());
    assert!(
        found.len() == 1 && wanted.iter().all(|words| found[0].contains(words)),
        "{wanted:?}: {found:#?}"
    );
}

#[test]
fn a_name_that_the_engine_does_not_know_is_told_at_its_place_with_the_nearest_one() {
    let template = |code: &str| format!("--- themes/commons/templates/study.html\n<p>\n{code}\n");
    for (code, wanted) in [
        (
            "{{ study.card.title | capitalise }}",
            ["there is no filter `capitalise`", "did you mean `capitalize`?"],
        ),
        ("{{ study.card.title | zzzz }}", ["there is no filter `zzzz`", "lists the filters"]),
        ("{% if study is defind %}x{% endif %}", ["there is no test `defind`", "did you mean `defined`?"]),
        ("{{ rang(end=3) }}", ["there is no function `rang`", "did you mean `range`?"]),
        ("{{ <whe date={1} /> }}", ["there is no component `whe`", "did you mean `when`?"]),
        (
            "{% include \"partials/crad.html\" %}",
            ["there is no template `partials/crad.html`", "did you mean `partials/card.html`?"],
        ),
    ] {
        only_finding(
            &template(code),
            &["error THM-03 themes/commons/templates/study.html ", wanted[0], wanted[1]],
        );
    }
    let child = "--- themes/commons/templates/study.html\n{% extends \"layout.html\" %}{% block mian %}x{% endblock mian %}\n";
    only_finding(child, &["study.html", "has no block `mian`", "did you mean `main`?"]);
    let child = "--- themes/commons/templates/study.html\n{% extends \"layuot.html\" %}\n";
    only_finding(
        child,
        &["study.html", "it extends `layuot.html`, which does not exist", "did you mean `layout.html`?"],
    );
}

#[test]
fn a_theme_that_is_misspelled_in_the_name_of_a_template_is_told() {
    let child = "--- themes/commons/templates/study.html\n{% extends \"bse:study.html\" %}\n";
    only_finding(child, &["it extends `bse:study.html`", "did you mean `base:study.html`?"]);
}

#[test]
fn a_template_that_extends_itself_is_told_what_it_replaces() {
    let layout = "--- themes/commons/templates/layout.html\n";
    let study = "--- themes/commons/templates/study.html\n";
    for (files, wanted) in [
        (
            format!("{layout}{{% extends \"layout.html\" %}}\n"),
            ["layout.html", "the template extends itself [", "write `{% extends \"base:layout.html\" %}`"],
        ),
        // The layer of the author has the name of the built-in theme, which has no such template.
        (
            format!("{layout}\n{{% extends \"commons:layout.html\" %}}\n"),
            ["layout.html", "it extends `commons:layout.html`", "did you mean `base:layout.html`?"],
        ),
        (
            format!("{layout}{{% extends \"own-commons:layout.html\" %}}\n"),
            ["layout.html", "the template extends itself [", "write `{% extends \"base:layout.html\" %}`"],
        ),
        (
            format!("{study}{{% extends \"study.html\" %}}\n"),
            ["study.html", "the template extends itself [", "write `{% extends \"base:study.html\" %}`"],
        ),
        (
            format!("{layout}{{% extends \"study.html\" %}}\n"),
            ["layout.html", "extends itself by way of `study.html`", "`{% extends \"base:layout.html\" %}`"],
        ),
        (
            "--- themes/commons/templates/a.html\n{% extends \"b.html\" %}\n--- themes/commons/templates/b.html\n{% extends \"a.html\" %}\n".to_owned(),
            ["a.html", "the template extends itself by way of `b.html`", "`{% extends \"layout.html\" %}`"],
        ),
        (
            "--- themes/commons/templates/partials/card.html\n<b>\n{% include \"partials/card.html\" %}\n".to_owned(),
            ["card.html", "the template includes itself [", "write `{% include \"base:partials/card.html\" %}`"],
        ),
    ] {
        only_finding(&files, &["error THM-03 themes/commons/templates/", wanted[0], wanted[1], wanted[2]]);
    }
    for fixed in [
        format!("{layout}{{% extends \"base:layout.html\" %}}\n"),
        "--- themes/commons/templates/partials/card.html\n{% include \"base:partials/card.html\" %}\n"
            .to_owned(),
    ] {
        assert_eq!(about_themes(&with_study(&fixed).build()), Vec::<String>::new(), "{fixed}");
    }
    let own = format!(
        "--- content/portfolio.yaml\nprofile: {{ name: R }}\ntheme: mine\n--- themes/mine/theme.yaml\nextends: commons\n{}{{% extends \"layout.html\" %}}\n",
        layout.replace("commons", "mine")
    );
    only_finding(&own, &["themes/mine/templates/layout.html", "write `{% extends \"base:layout.html\" %}`"]);
    let bench = Bench::with(&format!("{layout}\n{{% extends \"layout.html\" %}}\n"));
    bench.run("build").ends(1).says("themes/commons/templates/layout.html:2:1");
}

#[test]
fn two_mistakes_are_two_findings() {
    let built = with_study(
        "--- themes/commons/templates/study.html\n{{ study.card.title | uper }}\n--- themes/commons/templates/missing.html\n{% if page is defind %}{% endif %}\n",
    )
    .build();
    let found = about_themes(&built);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found[0].contains("missing.html") && found[1].contains("study.html"), "{found:#?}");
}

#[test]
fn a_tag_that_is_not_closed_is_named() {
    let bench = Bench::with(
        "--- themes/commons/templates/study.html\n{% extends \"layout.html\" %}\n{% block main %}\n<p>x\n",
    );
    bench
        .run("build")
        .ends(1)
        .says("`{% block main %}` isn't closed")
        .says("themes/commons/templates/study.html:2:1")
        .says("add `{% endblock main %}` where it ends");
    bench.write(
        "themes/commons/templates/study.html",
        "{% extends \"layout.html\" %}\n{% block main %}\n{% if study %}\n{% endblock main %}\n",
    );
    bench.run("build").ends(1).says("`{% if study %}` isn't closed").says("study.html:3:1");
}

#[test]
fn a_value_that_does_not_exist_is_told_once_with_the_nearest_one() {
    let bench = Bench::with(&format!(
        "--- themes/commons/templates/partials/card.html\n{{{{ nothing }}}}\n--- content/case-studies/a.md\n{}",
        study("Text.")
    ));
    let ran = bench.run("theme check commons").ends(1).says("there is no value `nothing`");
    assert_eq!(ran.stderr.matches("there is no value `nothing`").count(), 1, "{}", ran.stderr);
    bench.write("themes/commons/templates/partials/card.html", "{{ study.titel }}");
    bench.run("build").ends(1).says("there is no field `titel`").says("did you mean `title`?");
    bench.write("themes/commons/templates/partials/card.html", "{{ \"lessn\" | t }}");
    bench.run("build").ends(1).says("there is no message `lessn`").says("did you mean `lesson`?");
}

#[test]
fn a_built_in_template_that_cannot_be_used_there_is_told_at_the_author_s_line() {
    let page = "--- content/pages/a.md\n---\ntitle: Page\ntemplate: gallery\n---\nWords.\n";
    for (line, name) in [
        ("<p>\n{% include \"partials/card.html\" %}", "partials/card.html"),
        ("\n{% extends \"base:study.html\" %}", "study.html"),
    ] {
        let bench = Bench::with(&format!("{page}--- themes/commons/templates/gallery.html\n{line}\n"));
        bench
            .run("build")
            .ends(1)
            .says(&format!("`{name}` can't be used here: there is no value `"))
            .says("themes/commons/templates/gallery.html:2:1");
    }
}

#[test]
fn what_a_style_sheet_loads_is_looked_for() {
    let font = "--- themes/commons/assets/fonts/my.woff2\nx\n";
    let sheet = |css: &str| format!("{font}--- themes/commons/assets/css/own.css\n{css}\n");
    for (css, wanted) in [
        (
            "p { src: url(../fonts/my.woff2) }",
            ["THM-10", "leads out of the theme's `assets/`", "write `fonts/my.woff2`"],
        ),
        (
            "p { src: url(/assets/fonts/my.woff2) }",
            ["THM-10", "starts at the root of the host", "write `fonts/my.woff2`"],
        ),
        (
            "p { src: url('fonts/mi.woff2') }",
            ["THM-10", "there is no `fonts/mi.woff2`", "did you mean `fonts/my.woff2`?"],
        ),
        (
            "p { src: url(\"pictures/zebra.png\") }",
            ["THM-10", "there is no `pictures/zebra.png`", "as `assets/pictures/zebra.png`"],
        ),
        ("@import \"other.css\";", ["THM-10", "`@import` has no effect", "remove the line"]),
        (
            "p { src: url(https://fonts.example/a.woff2) }",
            ["THM-06", "is on another host", "in the theme's `assets/`"],
        ),
        (
            "@font-face { src: url(data:font/woff2;base64,AAAA) }",
            ["THM-11", "fonts that are embedded", "save the font as a file"],
        ),
    ] {
        only_finding(
            &sheet(css),
            &["warning ", "themes/commons/assets/css/own.css", wanted[0], wanted[1], wanted[2]],
        );
    }
    for fine in [
        "@font-face { font-family: M; src: local(\"M\"), url(\"fonts/my.woff2?v=1#x\") format(\"woff2\") }",
        "p { background: url(data:image/png;base64,AAAA); mask: url(#m); content: \"url(x)\" } /* url(y) */",
        "p { background: url(../files/photo.jpg) }",
    ] {
        assert_eq!(about_themes(&with_study(&sheet(fine)).build()), Vec::<String>::new(), "{fine}");
    }
    let linked = format!(
        "{font}--- themes/commons/assets/print/a.css\np {{ src: url(../fonts/my.woff2), url(no.png) }}\n--- themes/commons/templates/missing.html\n<link href=\"print/a.css\">\n"
    );
    only_finding(&linked, &["themes/commons/assets/print/a.css", "there is no `print/no.png`"]);
}

#[test]
fn a_brace_that_is_not_closed_is_told_and_spoils_no_other_sheet() {
    let files = "--- themes/commons/assets/css/aaa.css\n.a { color: red\n--- themes/commons/assets/css/bbb.css\n.b { color: red }\n";
    let built =
        with_study(files).build().warns("THM-10 themes/commons/assets/css/aaa.css this is never closed");
    let css = built.sheet().replace('\n', "");
    assert!(css.ends_with(".a{color:red}.b{color:red}"), "{css}");
    only_finding(
        "--- themes/commons/assets/css/aaa.css\n.a { color: red } }\n",
        &["THM-10", "this doesn't match"],
    );
    let bench = Bench::with("--- themes/commons/assets/css/aaa.css\n.a { color: red\n");
    bench.run("build").ends(0).says("warning[THM-10]").says("aaa.css:1:4");
    let ran = bench.run("theme check commons").ends(1).says("error[THM-10]");
    assert_eq!(ran.stderr.matches("THM-10").count(), 1, "{}", ran.stderr);
}

#[test]
fn a_file_in_the_wrong_place_is_told_with_the_right_one() {
    for (path, place) in [
        ("partials/card.html", "templates/partials/card.html"),
        ("card.html", "templates/partials/card.html"),
        ("study.html", "templates/study.html"),
        ("card.svg", "templates/card.svg"),
        ("templates/card.html", "templates/partials/card.html"),
        ("templates/study.htm", "templates/study.html"),
        ("templates/own.css", "assets/css/own.css"),
        ("css/custom.css", "assets/css/custom.css"),
        ("custom.css", "assets/css/custom.css"),
        ("assets/custom.css", "assets/css/custom.css"),
        ("assets/css/fonts/my.woff2", "assets/fonts/my.woff2"),
        ("fonts/my.woff2", "assets/fonts/my.woff2"),
        ("photo.apng", "assets/photo.apng"),
        ("img/photo.jfif", "assets/img/photo.jfif"),
        ("theme.yml", "theme.yaml"),
        ("site.js", "assets/js/site.js"),
        ("js/site.js", "assets/js/site.js"),
        ("template/study.html", "templates/study.html"),
        ("template/gallery.html", "templates/gallery.html"),
        ("_layouts/study.html", "templates/study.html"),
        ("layouts/partials/card.html", "templates/partials/card.html"),
    ] {
        let file = format!("themes/commons/{path}");
        let found = about_themes(&with_study("").file(&file, "x").build());
        assert!(
            found.len() == 1
                && found[0].contains(&format!("THM-04 {file} "))
                && found[0].contains(&format!("move it to `themes/commons/{place}`")),
            "{path}: {found:#?}"
        );
    }
    let both =
        with_study("--- themes/commons/partials/card.html\nx\n--- themes/commons/templates/card.html\nx\n")
            .build();
    assert_eq!(both.report().matches("move it to `themes/commons/templates/partials/card.html`").count(), 2);
    for (path, help) in [
        ("custom.css", "move it to `themes/commons/assets/css/custom.css`"),
        ("templates/study.html", "move it into the folder of a theme, such as `themes/commons`"),
        ("commons/assets/css/own.scss", "convert it to CSS"),
        ("site.js", "move it to `themes/commons/assets/js/site.js`"),
        ("comons/assets/css/own.css", "did you mean `commons`?"),
        ("Commons/assets/css/own.css", "did you mean `commons`?"),
        ("commons/templates/404.html", "rename it to `themes/commons/templates/missing.html`"),
        ("commons/templates/index.html", "rename it to `themes/commons/templates/home.html`"),
        (
            "commons/assets/js/site.js",
            "create `themes/commons/theme.yaml` with the line `scripts: [js/site.js]`",
        ),
    ] {
        let found = about_themes(&with_study("").file(&format!("themes/{path}"), "x").build());
        assert!(
            found.len() == 1 && found[0].contains("THM-04") && found[0].contains(help),
            "{path}: {found:#?}"
        );
    }
    for fine in ["README.md", "LICENSE", "theme.yaml", "assets/a/b.woff2", "assets/css/own/a.css"] {
        let built = with_study("").file(&format!("themes/commons/{fine}"), "").build();
        assert_eq!(about_themes(&built), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn a_theme_has_no_name_of_another_one_in_other_capitals() {
    let manifest = |folder: &str| format!("--- themes/{folder}/theme.yaml\ndescription: \"Own.\"\n");
    only_finding(
        &manifest("Commons"),
        &[
            "THM-02",
            "themes/Commons",
            "theme `commons` in other capital letters",
            "rename it to `themes/commons`",
        ],
    );
    only_finding(
        &format!("{}{}", manifest("Night"), manifest("night")),
        &["THM-02", "themes/Night", "put its files into `themes/night`"],
    );
    // One that is chosen, and has no manifest.
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\ntheme: Commons\n";
    only_finding(
        &format!("{settings}--- themes/Commons/assets/css/own.css\np {{ color: red }}\n"),
        &["THM-02", "rename it to `themes/commons`"],
    );
    let both = format!("{}{}", manifest("commons"), manifest("night"));
    assert_eq!(about_themes(&with_study(&both).build()), Vec::<String>::new());
    let bench =
        Bench::with(&format!("{}--- content/case-studies/a.md\n{}", manifest("Night"), study("Text.")));
    bench.run("build").ends(0);
    bench.run("theme new night").ends(2).says("there is already a theme `night`");
}

#[test]
fn every_command_names_the_same_place_for_a_script() {
    let manifest = "--- themes/commons/theme.yaml\n";
    let bench = Bench::with("--- themes/commons/site.js\n1\n");
    for command in ["build", "theme check"] {
        bench.run(command).says("move it to `themes/commons/assets/js/site.js`");
    }
    let declared = format!("{manifest}scripts: [own/site.js]\n--- themes/commons/site.js\n1\n");
    let found = about_themes(&with_study(&declared).build());
    let place = |found: &String| found.contains("`themes/commons/assets/own/site.js`");
    assert!(found.len() == 2 && found.iter().all(place), "{found:#?}");
    only_finding(
        &format!("{manifest}extends: base\n--- themes/commons/assets/js/site.js\n1\n"),
        &[
            "THM-04",
            "no page loads this script",
            "add the line `scripts: [js/site.js]` to `themes/commons/theme.yaml`",
        ],
    );
    for fine in [
        format!("{manifest}scripts: [js/a.js]\n--- themes/commons/assets/js/a.js\nimport './b.js'\n--- themes/commons/assets/js/b.js\n1\n"),
        "--- themes/commons/assets/js/a.js\n1\n--- themes/commons/templates/missing.html\n<a href=\"{{ root }}assets/js/a.js\">a</a>\n".to_owned(),
    ] {
        assert_eq!(about_themes(&with_study(&fine).build()), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn a_template_named_as_in_other_programs_is_told_by_the_check_of_a_theme_too() {
    let bench = Bench::with("--- themes/commons/templates/404.html\n<p>Gone.</p>\n");
    bench.run("theme check").says("rename it to `themes/commons/templates/missing.html`");
}

#[test]
fn a_token_that_is_spelled_almost_like_another_is_told() {
    let sheet = |css: &str| format!("--- themes/commons/assets/css/custom.css\n{css}\n");
    only_finding(
        &sheet("/* --mesure: 1ch */\n:root { --mesure: 60ch; }"),
        &[
            "warning THM-08 themes/commons/assets/css/custom.css",
            "nothing uses the token `--mesure`",
            "did you mean `--measure`?",
        ],
    );
    for fine in [
        ":root { --measure: 60ch; --own: red } p { color: var(--own) }",
        ":root { --mesure: 60ch } p { width: var(--mesure) }",
        ":root { --zebra-stripes: 1 }",
    ] {
        assert_eq!(about_themes(&with_study(&sheet(fine)).build()), Vec::<String>::new(), "{fine}");
    }
}

#[test]
fn an_import_by_url_and_an_empty_tag_are_told() {
    let bench = Bench::with(
        "--- themes/commons/assets/css/custom.css\n@import url(\"other.css\");\n--- themes/commons/assets/css/other.css\np{}\n",
    );
    let ran = bench.run("theme check commons").ends(1);
    assert!(ran.stderr.contains("@import"), "{}", ran.stderr);
    let bench = Bench::with("--- themes/commons/templates/partials/card.html\n{% if x %}{%}\n");
    let ran = bench.run("theme check commons").ends(1);
    assert!(ran.stderr.contains("partials/card.html"), "{}", ran.stderr);
}

#[test]
fn what_the_security_policy_blocks_is_told_by_the_check_of_a_theme() {
    let layout = "--- themes/commons/templates/layout.html\n\
        {% extends \"base:layout.html\" %}{% block head_extra %}<style>h1{}</style>{% endblock head_extra %}\n\
        {% block body_extra %}<p style=\"color:red\" onclick=\"x()\">p</p><script>1</script>\n\
        <script defer src=\"{{ root }}assets/js/site.js\"></script>\n\
        <script defer src=\"https://stats.example/x.js\"></script>{% endblock body_extra %}\n\
        --- themes/commons/assets/js/site.js\n1\n";
    let bench = Bench::with(layout);
    let ran = bench.run("theme check commons").ends(1);
    for words in [
        "`<style>` in the page is blocked by the site's security policy",
        "`style=` on `<p>` is blocked",
        "`onclick=` on `<p>` is blocked",
        "a script in the page is blocked",
        "assets/js/site.js` is blocked by the site's security policy",
        "`https://stats.example/x.js` is on another host, so the site's security policy blocks it",
        "themes/commons/templates/layout.html:1:",
        "themes/commons/templates/layout.html:2:",
        "themes/commons/templates/layout.html:4:",
    ] {
        assert!(ran.stderr.contains(words), "{words}\n{}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("assets/js/site.js` is blocked").count(), 1, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("https://stats.example/x.js` is on").count(), 1, "{}", ran.stderr);
    let plain = Bench::with("");
    for theme in super::support::built_in_themes() {
        plain.run(&format!("theme check {theme}")).ends(0).says("0 errors, 0 warnings");
    }
}

#[test]
fn what_the_security_policy_blocks_of_a_template_is_told_once_by_every_command() {
    let tag = "<script defer src=\"https://stats.example/x.js\"></script>";
    let layout = format!(
        "--- themes/commons/templates/layout.html\n{{% extends \"base:layout.html\" %}}\n{{% block body_extra %}}{tag}<script>1</script>{{% endblock body_extra %}}\n"
    );
    let settings = |privacy: &str| {
        format!(
            "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: \"Rowan Ellery\" }}\n{privacy}\n"
        )
    };
    let study = format!("--- content/case-studies/a.md\n{}", study("Words."));
    let bench = Bench::with(&format!("{}{layout}{study}", settings("")));
    let [host, inline] =
        ["`https://stats.example/x.js` is on another host", "a script in the page is blocked"];
    for command in ["build", "check"] {
        let ran = bench.run(command).ends(0);
        let said = format!("{}{}", ran.stdout, ran.stderr);
        for words in [host, inline] {
            assert_eq!(said.matches(words).count(), 1, "{command}: {words}\n{said}");
        }
        assert!(said.contains("themes/commons/templates/layout.html:2:"), "{command}\n{said}");
    }
    bench.run("build --strict").ends(1).says(host).says("the existing site in `dist` was not changed");
    let bench =
        Bench::with(&format!("{}{layout}{study}", settings("privacy: { allow_hosts: [\"stats.example\"] }")));
    let ran = bench.run("build").ends(0).says(inline);
    assert!(!ran.stderr.contains(host), "{}", ran.stderr);
    // What no template has in this form is told with the first page.
    let bench = Bench::with(&format!(
        "{}--- themes/commons/templates/missing.html\n{{% set host = \"https://stats.example\" %}}<script src=\"{{{{ host }}}}/x.js\"></script>\n{study}",
        settings("")
    ));
    bench.run("build").ends(0).says("`404.html`: ").says(host);
}

#[test]
fn html_of_the_author_s_own_that_the_policy_blocks_is_told_where_it_stands() {
    let page = "--- content/pages/a.md\n---\ntitle: Page\n---\nWords.\n\n<p style=\"color: red\">Red.</p>\n\n<p class=\"red\">Fine.</p>\n";
    let settings =
        "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\n";
    let bench = Bench::with(&format!("{settings}raw_html: true\n{page}"));
    bench.run("build").ends(0).says("content/pages/a.md:6:4").says("`style=` on `<p>` is blocked");
    let ran = bench.run("check --format short").ends(0);
    let found: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("THM-11")).collect();
    assert!(
        found.len() == 1
            && found[0].starts_with("content/pages/a.md:6:4: warning THM-11: `style=` on `<p>` is blocked"),
        "{found:?}"
    );
    let bench = Bench::with(&format!("{settings}{page}"));
    assert!(!bench.run("check --format short").ends(0).stdout.contains("THM-11"));
}

#[test]
fn nothing_is_told_once_for_each_page_or_portfolio() {
    let bench = Bench::with(
        "--- themes/commons/templates/layout.html\n{% extends \"base:layout.html\" %}\n{% block body_extra %}<a href=\"nowhere/\">x</a><a href=\"{{ root }}elsewhere/\">x</a><b>y{% endblock body_extra %}\n",
    );
    let ran = bench.run("theme check").ends(1);
    for words in ["nowhere/`, which doesn't exist", "elsewhere/`, which doesn't exist", "`<b>` isn't closed"]
    {
        assert_eq!(ran.stderr.matches(words).count(), 1, "{words}\n{}", ran.stderr);
    }
    assert_eq!(ran.stderr.matches("themes/commons/templates/layout.html:2:").count(), 2, "{}", ran.stderr);
}

//! What an author may change without a copy of a whole template: the menu, the template of one page, figures of their own, a
//! script and a host for statistics. Mistakes in each are reported, and each recipe of the documentation is tried once.

use super::support::{Bench, Built, Site, built_in_themes, rounds, settings, site, study, with_study};

const VISION: &str = "--- content/pages/vision.md\n---\ntitle: My vision\nnavigation: Vision\n---\nWords.\n";

/// The menu of a page: text and address of each item.
fn menu(built: &Built, page: &str) -> Vec<String> {
    let html = built.text(page);
    let nav = html.split("<nav class=\"site-nav\" aria-label=\"Main\"").nth(1).unwrap_or_default();
    let nav = nav.split("</nav>").next().unwrap_or_default();
    let item = |link: &str| {
        let (tag, rest) = link.split_once('>').unwrap();
        let address = tag.split('"').nth(1).unwrap();
        let current = if tag.contains("aria-current") { "*" } else { "" };
        format!("{}{current} {address}", rest.split('<').next().unwrap())
    };
    nav.split("<a ").skip(1).map(item).collect()
}

#[test]
fn the_author_orders_the_menu_and_adds_links() {
    let chosen = "menu:\n  - { page: resume }\n  - { page: vision }\n  - { page: /overview/, title: At a glance }\n  - { page: a }\n  - { url: \"https://school.example/\", title: Our school }\nskills: [{ name: Mentoring }]";
    let built = with_study(&format!("{}{VISION}", settings(chosen))).build().fine();
    let items = [
        "Résumé /resume/",
        "Vision /pages/vision/",
        "At a glance /overview/",
        "A /case-studies/a/",
        "Our school https://school.example/",
    ];
    assert_eq!(menu(&built, "index.html"), items);
    assert_eq!(menu(&built, "overview/index.html")[2], "At a glance* /overview/");
    let spanish =
        "--- content/pages/vision.es.md\n---\ntitle: Mi visión\nnavigation: Visión\n---\nPalabras.\n";
    let translated = with_study(&format!("{}{VISION}{spanish}", settings(chosen))).build().fine();
    let home = translated.text("es/index.html");
    assert!(home.contains(">Visión</a>") && home.contains(">Panorama general</a>"), "{home}");
    assert!(!home.contains("At a glance"), "{home}");
    let none = with_study(&settings("menu: []")).build().fine();
    assert_eq!(menu(&none, "index.html"), Vec::<String>::new());
    assert!(
        menu(&with_study(VISION).build().fine(), "index.html").contains(&"Vision /pages/vision/".to_owned())
    );
}

#[test]
fn at_most_five_items_are_at_the_head_and_the_others_at_the_foot() {
    let page = |name: &str| format!("--- content/pages/{name}.md\n---\ntitle: My {name}\n---\nWords.\n");
    let files: String = ["about", "service", "vision"].map(page).concat();
    let approach = "--- content/approaches/b.md\n---\ntitle: Listening\nsummary: Words.\n---\nWords.\n";
    let built =
        with_study(&format!("{}{files}{approach}", settings("search: on\nskills: [{ name: Mentoring }]")))
            .build()
            .fine();
    let head =
        ["Work /case-studies/", "How I lead /approaches/", "Résumé /resume/", "My about /pages/about/"];
    let head: Vec<String> =
        head.map(str::to_owned).into_iter().chain(["My service /pages/service/".to_owned()]).collect();
    assert_eq!(menu(&built, "index.html"), head);
    let html = built.text("index.html");
    let foot = html.split_once("<footer class=\"site-footer\">").unwrap().1;
    for item in ["/pages/vision/\">My vision<", "/overview/\">Overview<", "/summary/\">One-page summary<"] {
        assert!(foot.contains(item), "{item}: {foot}");
    }
    assert!(!foot.contains("/pages/about/"), "{foot}");
    assert!(html.contains("class=\"site-search\" href=\"/search/\" aria-label=\"Search\">"), "{html}");
    let chosen = with_study(&format!("{}{files}", settings("menu: [{ page: vision }]"))).build().fine();
    assert_eq!(menu(&chosen, "index.html"), ["My vision /pages/vision/"]);
    assert!(!chosen.text("index.html").contains("class=\"more-pages\""));
}

#[test]
fn the_menu_and_the_hosts_are_found_under_other_names() {
    for (written, meant) in
        [("navigation: []", "`menu`"), ("nav: []", "`menu`"), ("allow_hosts: []", "`privacy`")]
    {
        let report = with_study(&settings(written)).build().report();
        assert!(
            report.contains("error YML-01 content/portfolio.yaml:3:1") && report.contains(meant),
            "{report}"
        );
    }
}

#[test]
fn a_menu_leaves_out_what_a_build_does_not_have() {
    let draft = "--- content/pages/vision.md\n---\ntitle: My vision\ndraft: true\n---\nWords.\n";
    let chosen = settings(
        "menu: [{ page: vision }, { page: approaches }, { page: resume }]\nskills: [{ name: Mentoring }]",
    );
    let built = with_study(&format!("{chosen}{draft}")).build().fine();
    assert_eq!(menu(&built, "index.html"), ["Résumé /resume/"]);
}

#[test]
fn a_mistake_in_the_menu_is_told_at_its_item() {
    for (item, error, help) in [
        (
            "{ page: visoin }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `visoin`",
            "did you mean `vision`?",
        ),
        (
            "{ page: /overvew/ }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `/overvew/`",
            "did you mean `overview`?",
        ),
        (
            "{ page: zzzz }",
            "LNK-02 content/portfolio.yaml:3:16 there is no page `zzzz`",
            "such as `/overview/`",
        ),
        (
            "{ page: \"https://a.example/\" }",
            "REQ-03 content/portfolio.yaml:3:16 `https://a.example/` is on another site",
            "write `url: https://a.example/`",
        ),
        (
            "{ page: vision, url: \"https://a.example/\" }",
            "REQ-03 content/portfolio.yaml:3:8 an item of the menu has",
            "two items",
        ),
        ("{ url: \"https://a.example/\" }", "REQ-01 content/portfolio.yaml:3:8 ", "title"),
        (
            "{ url: nowhere, title: N }",
            "LNK-03 content/portfolio.yaml:3:15 `nowhere` isn't a web address",
            "https://",
        ),
        ("{ title: N }", "REQ-01 content/portfolio.yaml:3:8 ", "page"),
        ("vision", "YML-03 content/portfolio.yaml:3:8 ", "write `{ page: vision }`"),
    ] {
        let built = with_study(&format!("{}{VISION}", settings(&format!("menu: [{item}]")))).build();
        let report = built.report();
        assert!(built.errors().iter().any(|line| line.starts_with(error)), "{item}\n{report}");
        assert!(report.contains(help), "{item}\n{report}");
    }
}

const POSTER: &str = "--- themes/commons/templates/poster.html\n{% extends \"layout.html\" %}{% block main %}POSTER {{ prose.title }}: {{ prose.body | safe }}{% endblock main %}\n";

fn page(front_matter: &str) -> String {
    format!("--- content/pages/vision.md\n---\ntitle: My vision\n{front_matter}\n---\nWords.\n")
}

#[test]
fn a_page_may_have_a_template_of_its_own() {
    for name in ["poster", "poster.html", "templates/poster.html"] {
        let built = with_study(&format!("{POSTER}{}", page(&format!("template: {name}")))).build().fine();
        assert!(built.text("pages/vision/index.html").contains("POSTER My vision: <p>Words.</p>"));
        assert!(!built.text("case-studies/a/index.html").contains("POSTER"));
        assert!(!built.report().contains("THM-04"), "{}", built.report());
    }
    let of_study = "--- themes/commons/templates/plain.html\nPLAIN {{ study.card.title }}\n--- themes/commons/templates/front.html\nFRONT {{ study_count }}\n--- content/index.md\n---\ntemplate: front\n---\nHome.\n";
    let built = site(of_study)
        .file("content/case-studies/a.md", study("Text.").replace("title: A", "title: A\ntemplate: plain"))
        .build()
        .fine();
    assert_eq!(built.text("case-studies/a/index.html").trim(), "PLAIN A");
    assert_eq!(built.text("index.html").trim(), "FRONT 1");
}

#[test]
fn a_template_that_the_theme_does_not_have_is_told_at_the_page() {
    let built = with_study(&format!("{POSTER}{}", page("template: postr"))).build();
    let error = "LNK-02 content/pages/vision.md:3:11 the theme has no template `postr`";
    assert_eq!(built.errors(), [error], "{}", built.report());
    assert!(built.report().contains("did you mean `poster`?"), "{}", built.report());
    for (name, wanted) in [
        ("layout", "`layout` is the frame of all pages"),
        ("study", "the template `study` is for pages of another kind"),
        ("home", "the template `home` is for pages of another kind"),
        ("book", "the template `book` is for pages of another kind"),
    ] {
        let report = with_study(&page(&format!("template: {name}"))).build().report();
        let errors: Vec<&str> = report.lines().filter(|line| line.starts_with("error ")).collect();
        assert!(
            errors.len() == 1 && errors[0].contains(wanted) && errors[0].contains("content/pages/vision.md:"),
            "{name}: {report}"
        );
    }
    with_study(&page("template: page")).build().fine();
    let built = with_study(&page("template: zzzz")).build();
    assert!(built.report().contains("create `themes/commons/templates/zzzz.html`"), "{}", built.report());
    let elsewhere = POSTER.replace("templates/poster", "templates/partials/poster");
    let report = with_study(&format!("{elsewhere}{}", page("template: poster"))).build().report();
    let help =
        "move `themes/commons/templates/partials/poster.html` to `themes/commons/templates/poster.html`";
    assert!(report.contains(help), "{report}");
    let unused = with_study(POSTER).build().warns("THM-04 themes/commons/templates/poster.html");
    assert!(unused.report().contains("add `template: poster` to the front matter"), "{}", unused.report());
}

const VALUES: &str = "--- themes/commons/templates/partials/figures/values.html\n<figure class=\"values\"><b>{{ root }}</b>{% if caption %}<figcaption>{{ caption }}</figcaption>{% endif %}</figure>\n";

fn text(body: &str) -> String {
    format!("--- content/pages/vision.md\n---\ntitle: My vision\n---\n{body}\n")
}

#[test]
fn a_text_shows_a_figure_that_the_author_added_to_the_theme() {
    let built = with_study(&format!(
        "{VALUES}{}",
        text("Words.\n\n![We < agree](figure:values)\n\n![](Figure:values)")
    ))
    .build()
    .fine();
    let page = built.text("pages/vision/index.html");
    assert!(
        page.contains("<figure class=\"values\"><b>/</b><figcaption>We &lt; agree</figcaption></figure>"),
        "{page}"
    );
    assert!(page.contains("<figure class=\"values\"><b>/</b></figure>"), "{page}");
    assert!(!built.report().contains("THM-04"), "{}", built.report());
}

#[test]
fn a_figure_that_the_theme_does_not_have_is_told_in_the_text() {
    for (body, error, help) in [
        (
            "![](figure:valeus)",
            "LNK-02 content/pages/vision.md:4:1 the theme has no figure `valeus`",
            "did you mean `values`?",
        ),
        (
            "![](figure:zzzz)",
            "LNK-02 content/pages/vision.md:4:1 the theme has no figure `zzzz`",
            "create `themes/commons/templates/partials/figures/zzzz.html`",
        ),
        ("![](figure:)", "LNK-02 content/pages/vision.md:4:1 `figure:` needs the name", "figure:values"),
        (
            "![](figur:values)",
            "LNK-02 content/pages/vision.md:4:1 `figur:values` isn't a figure",
            "did you mean `figure:values`?",
        ),
        ("Words ![](figure:values).", "FIG-01 content/pages/vision.md:4:7 ", "blank line"),
    ] {
        let built = with_study(&format!("{VALUES}{}", text(body))).build();
        let errors = built.errors();
        assert!(errors.len() == 1 && errors[0].starts_with(error), "{body}\n{}", built.report());
        assert!(built.report().contains(help), "{body}\n{}", built.report());
    }
    let elsewhere = VALUES.replace("partials/figures", "figures");
    let report = with_study(&format!("{elsewhere}{}", text("![](figure:values)"))).build().report();
    assert!(report.contains("to `themes/commons/templates/partials/figures/values.html`"), "{report}");
    let unused =
        with_study(VALUES).build().warns("THM-04 themes/commons/templates/partials/figures/values.html");
    assert!(unused.report().contains("write `![Caption](figure:values)` in a text"), "{}", unused.report());
}

fn scripted(scripts: &str) -> Site {
    let theme = format!("--- themes/mine/theme.yaml\nextends: commons\nscripts: {scripts}\n");
    with_study(&format!(
        "{}{theme}--- themes/mine/assets/js/site.js\nconsole.log(1);\n--- themes/mine/assets/js/part.js\n1;\n",
        settings("theme: mine")
    ))
}

#[test]
fn every_page_loads_the_scripts_that_a_theme_declares() {
    for written in ["[js/site.js]", "[assets/js/site.js, ./js/site.js]"] {
        let built = scripted(written).build().fine();
        let scripts: Vec<String> = built.paths().into_iter().filter(|path| path.ends_with(".js")).collect();
        assert!(scripts.len() == 2 && scripts.contains(&"assets/js/part.js".to_owned()), "{scripts:?}");
        let script = scripts.iter().find(|path| path.starts_with("assets/js/site.")).unwrap();
        assert_eq!(script.split('.').nth(1).unwrap().len(), 8, "its content decides its address: {script}");
        assert_eq!(built.text(script).trim(), "console.log(1);");
        for page in ["index.html", "case-studies/a/index.html", "404.html"] {
            let tag = format!("<script defer src=\"/{script}\"></script>");
            assert_eq!(built.text(page).matches(&tag).count(), 1, "{page}");
        }
    }
    assert!(!with_study("").build().fine().text("index.html").contains("<script defer"));
}

#[test]
fn a_script_that_is_not_in_the_theme_is_told_at_its_line() {
    for (scripts, error, help) in [
        (
            "[js/siet.js]",
            "there is no script `js/siet.js` in the theme's `assets/`",
            "did you mean `js/site.js`?",
        ),
        ("[zebra.js]", "there is no script `zebra.js`", "`themes/mine/assets/zebra.js`"),
        (
            "[\"https://stats.example/x.js\"]",
            "`https://stats.example/x.js` is on another host",
            "`privacy: { allow_hosts: […] }`",
        ),
    ] {
        let report = scripted(scripts).build().report();
        assert!(
            report.contains(&format!("error LNK-02 themes/mine/theme.yaml {error}")),
            "{scripts}\n{report}"
        );
        assert!(report.contains(help), "{scripts}\n{report}");
    }
    let report =
        with_study(&format!("{}--- themes/mine/theme.yaml\nscript: [a.js]\n", settings("theme: mine")))
            .build()
            .report();
    assert!(report.contains("did you mean `scripts`?"), "{report}");
}

/// The security policy that a host is given for a portfolio.
fn policy(bench: &Bench) -> String {
    let settings = bench.read("content/portfolio.yaml");
    let target = "deploy: { t: { kind: folder, path: out/site, headers: _headers } }\n";
    bench.write("content/portfolio.yaml", format!("{settings}{target}"));
    bench.write("out/.keep", "");
    bench.run("deploy --yes").ends(0);
    bench.write("content/portfolio.yaml", settings);
    let headers = bench.read("out/site/_headers");
    headers.lines().find(|line| line.contains("Content-Security-Policy")).unwrap().to_owned()
}

#[test]
fn a_host_is_told_to_run_the_scripts_of_a_theme_and_to_load_from_the_hosts_that_the_author_allows() {
    let bench = Bench::with("");
    assert!(policy(&bench).contains("script-src 'none'"));
    bench.write("themes/commons/theme.yaml", "scripts: [js/site.js]\n");
    bench.write("themes/commons/assets/js/site.js", "1;\n");
    assert!(policy(&bench).contains("script-src 'self';"), "{}", policy(&bench));
    let settings = bench.read("content/portfolio.yaml");
    bench.write(
        "content/portfolio.yaml",
        format!("{settings}privacy: {{ allow_hosts: [stats.example.org] }}\n"),
    );
    let policy = policy(&bench);
    for directive in [
        "script-src 'self' https://stats.example.org;",
        "img-src 'self' data: https://stats.example.org;",
        "connect-src 'self' https://stats.example.org",
    ] {
        assert!(policy.contains(directive), "{directive}\n{policy}");
    }
    bench.write("themes/commons/templates/layout.html", "{% extends \"base:layout.html\" %}{% block head_extra %}<script defer src=\"https://stats.example.org/x.js\"></script>{% endblock head_extra %}");
    bench.run("theme check").ends(0).says("0 errors, 0 warnings");
    bench.run("check").ends(0);
}

#[test]
fn an_allowed_host_is_a_name_and_the_author_is_told_who_sees_readers() {
    let privacy =
        |host: &str| with_study(&settings(&format!("privacy: {{ allow_hosts: [{host}] }}"))).build();
    for host in ["stats.example.org", "\"https://stats.example.org/\"", "\"stats.example.org:8443\""] {
        let built = privacy(host).fine().warns("POR-08 content/portfolio.yaml:3:26 `stats.example.org");
        assert!(built.report().contains("sees who reads your pages"), "{}", built.report());
    }
    for (host, error, help) in [
        (
            "\"http://stats.example.org\"",
            "`http://stats.example.org` isn't encrypted",
            "write `stats.example.org`",
        ),
        (
            "\"https://stats.example.org/x.js\"",
            "`https://stats.example.org/x.js` is more than",
            "write `stats.example.org`",
        ),
        ("stats", "`stats` isn't the name of a host", "such as `stats.example.org`"),
        ("\"*.example.org\"", "`*.example.org` isn't the name of a host", "in full"),
        ("\"10.0.0.1\"", "`10.0.0.1` isn't the name of a host", "in full"),
    ] {
        let built = privacy(host).fails(&format!("REQ-03 content/portfolio.yaml:3:26 {error}"));
        assert!(built.report().contains(help), "{host}\n{}", built.report());
    }
    let report = with_study(&settings("privacy: { allow_host: [a.example] }")).build().report();
    assert!(report.contains("did you mean `allow_hosts`?"), "{report}");
}

#[test]
fn the_check_of_a_theme_renders_the_templates_and_figures_that_the_author_added() {
    let bench = Bench::with(&format!("{POSTER}{VALUES}"));
    bench.run("theme check").ends(0).says("THM-09");
    bench.write(
        "themes/commons/templates/poster.html",
        "{% extends \"layout.html\" %}{% block main %}<h1>{{ prose.titel }}</h1>{% endblock main %}",
    );
    bench.run("theme check").ends(1).says("there is no field `titel`").says("templates/poster.html:1:");
    bench.write(
        "themes/commons/templates/poster.html",
        "{% extends \"layout.html\" %}{% block main %}<h1>{{ prose.title }}</h1>{% endblock main %}",
    );
    bench.run("theme check").ends(0).says("0 errors, 0 warnings");
    bench.write(
        "themes/commons/templates/partials/figures/values.html",
        "<p style=\"color: red\">{{ nothing }}</p>",
    );
    bench.run("theme check").ends(1).says("there is no value `nothing`");
}

/// The recipes of the documentation: the title of each, with its files.
fn recipes() -> Vec<(String, Vec<(String, String)>)> {
    let page = include_str!("../../docs/content/pages/themes.md");
    let (_, recipes) = page.split_once("\n## Recipes\n").unwrap();
    let recipes = recipes.split("\n## ").next().unwrap();
    let recipe = |section: &str| {
        let (title, rest) = section.split_once('\n').unwrap();
        let mut files = Vec::new();
        let mut rest = rest;
        while let Some((before, code)) = rest.split_once("\n```") {
            let (code, after) = code.split_once("\n```").unwrap();
            let path = before.rsplit_once("`:").unwrap().0.rsplit_once('`').unwrap().1;
            files.push((path.to_owned(), format!("{}\n", code.split_once('\n').unwrap().1)));
            rest = after;
        }
        (title.to_owned(), files)
    };
    recipes.split("\n### ").skip(1).map(recipe).collect()
}

#[test]
fn every_recipe_of_the_documentation_works() {
    let recipes = recipes();
    assert_eq!(recipes.iter().filter(|recipe| !recipe.1.is_empty()).count(), 12, "{recipes:?}");
    // The check of a theme builds all pages of the sample, and again with each option.
    let checked = rounds(4, recipes.len());
    for (number, (title, files)) in recipes.iter().enumerate() {
        let bench = try_recipe(title, files, "commons");
        if number % (recipes.len() / checked) == 0 {
            let ran = bench.run("theme check").ends(0);
            assert!(ran.stderr.contains("0 errors, 0 warnings"), "{title}\n{}", ran.stderr);
        }
    }
}

#[test]
fn every_recipe_works_in_every_theme() {
    let themes: Vec<String> = built_in_themes().into_iter().filter(|theme| theme != "commons").collect();
    for (number, (title, files)) in recipes().iter().enumerate() {
        let mut others = themes.iter().cycle().skip(number);
        for theme in others.by_ref().take(rounds(1, themes.len())) {
            try_recipe(title, files, theme);
        }
    }
}

/// Follows a recipe with a theme, and looks for what it promises in the site.
fn try_recipe(title: &str, files: &[(String, String)], theme: &str) -> Bench {
    let drawing =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#;
    let bench = Bench::with(&format!("{VISION}--- content/case-studies/a.md\n{}", study("Text.")));
    bench.write("content/files/library.svg", drawing);
    bench.write("content/files/garden.svg", drawing);
    bench.write(&format!("themes/{theme}/assets/favicon.svg"), drawing);
    bench.write(&format!("themes/{theme}/assets/fonts/literata.woff2"), "a font");
    let settings = "content/portfolio.yaml";
    bench.write(settings, format!("{}theme: {theme}\n", bench.read(settings)));
    for (path, text) in files {
        let before = if path == settings { bench.read(path) } else { String::new() };
        bench.write(&path.replace("themes/commons/", &format!("themes/{theme}/")), format!("{before}{text}"));
    }
    let ran = bench.run("build").ends(0);
    assert!(!ran.stderr.contains("warning"), "{theme}: {title}\n{}", ran.stderr);
    if title != "Anything else" {
        let (shown, wanted) = promise(title, &bench);
        assert!(shown.contains(wanted), "{theme}: {title}: no `{wanted}` in\n{shown}");
    }
    bench
}

/// The file of the site in which the effect of a recipe shows, and what is there.
fn promise(title: &str, bench: &Bench) -> (String, &'static str) {
    let sheet = || {
        let assets = std::fs::read_dir(bench.path("dist/assets")).unwrap();
        let mut names = assets.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        bench.read(&format!("dist/assets/{}", names.find(|name| name.starts_with("site.")).unwrap()))
    };
    match title {
        "Your own CSS" => (sheet(), ":root{--measure:60ch}"),
        "A web font" => (sheet(), "src:url(fonts/literata."),
        "The menu" => (bench.read("dist/index.html"), ">Our school</a>"),
        "Other words" => (bench.read("dist/case-studies/index.html"), "<h1>What we did</h1>"),
        "A template for one page" => {
            (bench.read("dist/pages/vision/index.html"), "<article class=\"poster\">")
        }
        "A gallery" => (bench.read("dist/pages/our-year/index.html"), "alt=\"The garden in May\""),
        "Your own figure" => {
            (bench.read("dist/pages/vision/index.html"), "<figcaption>What we agreed on</figcaption>")
        }
        "The card" => {
            let wanted = if cfg!(feature = "cards") { "og:image:width" } else { "og:title" };
            (bench.read("dist/index.html"), wanted)
        }
        "The icon" => (bench.read("dist/index.html"), "<link rel=\"icon\" href=\"./assets/favicon."),
        "The 404 page" => (bench.read("dist/404.html"), "<h1>This page has moved</h1>"),
        "A script" => (bench.read("dist/index.html"), "<script defer src=\"./assets/js/site."),
        "Statistics" => (bench.read("dist/index.html"), "src=\"https://stats.example.org/count.js\""),
        other => panic!("no assertion for the recipe `{other}`"),
    }
}

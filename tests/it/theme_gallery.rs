//! `leadfolio theme preview`: the author's own pages in every theme and with every option, and wrong values of options.

use super::support::{Bench, built_in_themes, study};

const SETTINGS: &str = "--- content/portfolio.yaml\nprofile: { name: \"Rowan & Ellery\" }\ntheme: dossier\ntheme_options: { accent: \"#8a1c1c\" }\n";

fn one_study() -> String {
    let figure =
        "![A garden](../files/garden.svg)\n\n[Notes](../files/notes.txt) and [the vision](/pages/vision/)";
    let garden = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><path d=\"M0 0h20v10z\"/></svg>";
    format!(
        "{SETTINGS}--- content/case-studies/a.md\n{}--- content/files/garden.svg\n{garden}\n--- content/files/notes.txt\nNotes\n--- content/pages/vision.md\n---\ntitle: V\ndraft: true\n---\nText.\n",
        study(figure)
    )
}

/// Addresses that a page names in an attribute.
fn addresses(html: &str) -> Vec<String> {
    let values = [" href=\"", " src=\""].into_iter().flat_map(|attribute| html.split(attribute).skip(1));
    values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn all_themes_and_their_options_are_shown_with_the_author_s_own_pages() {
    let bench = Bench::with(&one_study());
    let ran =
        bench.run("theme preview").ends(0).says("4 themes with ").says("open .leadfolio/themes/index.html");
    assert_eq!(ran.stdout, "");
    assert_eq!(bench.read(".leadfolio/.gitignore"), "*\n");
    let gallery = bench.read(".leadfolio/themes/index.html");
    for words in [
        "dossier <small>your theme now</small>",
        "for the portfolio of Rowan &amp; Ellery</h1>",
        "<pre>theme: field\ntheme_options: { accent: &quot;#8a1c1c&quot; }</pre>",
        "<pre>theme: dossier\ntheme_options: { accent: &quot;#1d3a63&quot; }</pre>",
        "<pre>theme: base\ntheme_options: { accent: &quot;#8a1c1c&quot;, dark: &quot;on&quot; }</pre>",
        "<iframe loading=\"lazy\" tabindex=\"-1\" title=\"Home page in field, fonts: formal\" src=\"field/fonts-formal/index.html\">",
        "title=\"Case study in commons, commons\" src=\"commons/case-studies/a/index.html\">",
    ] {
        assert!(gallery.contains(words), "no {words} in\n{gallery}");
    }
    assert!(!gallery.contains("dossier/accent-8a1c1c"), "the accent that the site has is no other one");
    for theme in built_in_themes() {
        for (folder, attribute) in [
            ("fonts-friendly", "data-fonts=\"friendly\""),
            ("portrait-round", "data-portrait=\"round\""),
            ("hero-above", "data-hero=\"above\""),
            ("cards-plain", "data-cards=\"plain\""),
            ("dark-on", "data-dark=\"on\""),
        ] {
            for page in ["index.html", "case-studies/a/index.html"] {
                let html = bench.read(&format!(".leadfolio/themes/{theme}/{folder}/{page}"));
                assert!(html.contains(attribute), "{theme} {folder} {page}");
            }
        }
        let density = if theme == "dossier" { "density-comfortable" } else { "density-compact" };
        assert!(bench.has(&format!(".leadfolio/themes/{theme}/{density}/index.html")));
    }
    assert!(!bench.has("dist"), "nothing is published");
}

#[test]
fn every_address_in_the_gallery_leads_to_a_file_of_it() {
    let bench = Bench::with(&one_study());
    bench.run("themes --preview --output shown").ends(0).says("open shown/index.html");
    let pages = [
        "index.html",
        "field/index.html",
        "field/dark-on/index.html",
        "field/dark-on/case-studies/a/index.html",
    ];
    for page in pages {
        let html = bench.read(&format!("shown/{page}"));
        let folder = bench.path("shown").join(page).parent().unwrap().to_owned();
        for address in addresses(&html) {
            let path = address.split('#').next().unwrap();
            let is_elsewhere = path.is_empty() || path.contains(':');
            assert!(
                is_elsewhere || folder.join(path).is_file(),
                "{page} leads to {address}, which is not there"
            );
        }
    }
    let study = bench.read("shown/field/dark-on/case-studies/a/index.html");
    assert!(study.contains("src=\"../../../../files/garden.svg\""), "{study}");
    assert!(
        study.contains("href=\"../../../../field/dark-on/index.html\""),
        "home is in the same variant: {study}"
    );
    assert!(
        study.contains("<a>the vision</a>"),
        "a link to a page that the gallery does not have is text: {study}"
    );
    assert!(!bench.has("shown/files/notes.txt"), "downloads are not copied");
    bench.run("theme preview --output content").ends(2).says("cannot publish to `content`");
    bench.run("themes --output shown").ends(2).says("--preview");
}

#[test]
fn a_gallery_without_a_case_study_shows_the_home_page() {
    let bench = Bench::with(SETTINGS);
    bench.run("theme preview").ends(0);
    let gallery = bench.read(".leadfolio/themes/index.html");
    assert!(
        gallery.contains("There is no case study yet") && !gallery.contains("Case study in"),
        "{gallery}"
    );
    assert!(bench.has(".leadfolio/themes/commons/fonts-bold/index.html"));
}

#[test]
fn a_theme_with_an_error_is_told_and_the_others_are_shown() {
    let bench = Bench::with(&format!(
        "{}--- themes/harbor/theme.yaml\nextends: field\noptions: {{ stripe: {{ kind: switch, default: true }} }}\n--- themes/harbor/templates/home.html\n{{{{ nothing.here }}}}\n--- themes/wreck/theme.yaml\nextends: nothing\n--- themes/sound/theme.yaml\nextends: field\noptions: {{ \"a/../b\": {{ kind: switch }}, note: {{ kind: text }} }}\n",
        one_study()
    ));
    bench
        .run("theme preview")
        .ends(1)
        .says("themes/harbor/templates/home.html:1:")
        .says("themes/wreck/theme.yaml")
        .says("themes with");
    let gallery = bench.read(".leadfolio/themes/index.html");
    assert!(gallery.contains("<h2>wreck</h2>") && gallery.contains("This theme can’t be shown"), "{gallery}");
    assert!(
        bench.has(".leadfolio/themes/harbor/stripe-false/case-studies/a/index.html"),
        "its other page is there"
    );
    assert!(bench.has(".leadfolio/themes/sound/a-b-true/index.html"), "{gallery}");
    assert!(bench.has(".leadfolio/themes/commons/index.html"));
}

#[test]
fn a_gallery_of_a_portfolio_with_an_error_says_so() {
    let bench = Bench::with(&one_study());
    bench.write("content/pages/b.md", "---\ntitel: x\n---\n");
    bench.run("theme preview").ends(0).says("the portfolio has ").says("leadfolio check");
    std::fs::remove_file(bench.path("content/portfolio.yaml")).unwrap();
    bench.run("theme preview --root .").ends(2).says("there is no portfolio");
}

#[test]
fn a_value_that_no_choice_has_is_told_with_the_nearest_and_all_choices() {
    for (option, help) in [
        ("portrait: circle", "did you mean `round`? use one of `tall`, `square`, `round`"),
        ("portrait: sqare", "did you mean `square`? use one of `tall`, `square`, `round`"),
        ("portrait: true", "`portrait` can't be `true`"),
        ("portrait: 3", "help: use one of `tall`, `square`, `round`"),
        ("cards: cover", "did you mean `covers`? use one of `covers`, `plain`"),
        ("cards: false", "did you mean `plain`? use one of `covers`, `plain`"),
        ("hero: left", "did you mean `beside`? use one of `beside`, `above`, `plain`"),
        ("density: tight", "did you mean `compact`? use one of `comfortable`, `compact`"),
        (
            "fonts: freindly",
            "did you mean `friendly`? use one of `magazine`, `friendly`, `formal`, `bold`, `system`",
        ),
        ("dark: always", "did you mean `on`? use one of `auto`, `off`, `on`"),
        ("dark: never", "did you mean `off`? use one of `auto`, `off`, `on`"),
        ("dark: maybe", "help: use one of `auto`, `off`, `on`"),
    ] {
        let settings =
            format!("--- content/portfolio.yaml\nprofile: {{ name: R }}\ntheme_options: {{ {option} }}\n");
        Bench::with(&settings).run("build").ends(1).says("THM-01").says(help);
    }
}

#[test]
fn what_people_write_for_a_choice_is_understood() {
    let dark = |words: &[&str], value: &str| -> Vec<(String, String)> {
        words.iter().map(|word| (format!("dark: {word}"), format!("data-dark=\"{value}\""))).collect()
    };
    let mut rows = dark(&["on", "true", "yes", "On", "YES", "\"yes\"", "\"true\""], "on");
    rows.extend(dark(&["off", "false", "no", "OFF", "\"no\"", "\"off\""], "off"));
    rows.extend(dark(&["auto", "", "null"], "auto"));
    rows.push(("fonts: humanist".to_owned(), "data-fonts=\"magazine\"".to_owned()));
    let bench = Bench::new();
    for (option, attribute) in rows {
        bench
            .write("content/portfolio.yaml", format!("profile: {{ name: R }}\ntheme_options:\n  {option}\n"));
        bench.run("build --root .").ends(0);
        assert!(bench.read("dist/index.html").contains(&attribute), "{option}");
    }
}

//! Themes: one file overrides one file, options are typed, and a fault in a template is told at its place.

use super::support::{Built, Site, built_in_themes, settings, site, study, with_study};

const STUDY: &str = "case-studies/a/index.html";

/// What keeps pages from being made.
fn faults(built: &Built) -> Vec<String> {
    let Err(fault) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| built.text(STUDY))) else {
        return Vec::new();
    };
    vec![fault.downcast_ref::<String>().cloned().unwrap_or_default()]
}

#[test]
fn every_built_in_theme_makes_every_page() {
    let themes = built_in_themes();
    assert!(themes.iter().any(|it| it == "base") && themes.len() > 3, "{themes:?}");
    let page = include_str!("../../docs/content/pages/themes.md");
    for theme in themes {
        let rows = page.matches(&format!("\n| `{theme}` |")).count();
        assert!(
            rows == 2 || theme == "base",
            "{theme} has no row in both tables of docs/content/pages/themes.md"
        );
        let built = with_study(&settings(&format!("theme: {theme}"))).build().fine();
        let pages = built.everything();
        assert!(pages.iter().any(|it| it.0 == STUDY && it.1.contains("Words of the body.")), "{theme}");
    }
}

/// Colors of all hues in all strengths.
fn accents() -> impl Iterator<Item = String> {
    const HUES: [[u32; 3]; 7] = [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1], [1, 1, 1]];
    let colors =
        (0..=255_u32).step_by(15).flat_map(|level| HUES.map(|hue| hue.map(|channel| channel * level)));
    colors.map(|[red, green, blue]| format!("#{red:02x}{green:02x}{blue:02x}"))
}

#[test]
fn text_is_readable_in_every_theme_with_every_accent() {
    for theme in built_in_themes() {
        let css = with_study(&settings(&format!("theme: {theme}"))).build().sheet();
        let contrasts = leadfolio::theme::text_contrasts(&css);
        // Seven texts on two backgrounds and two on a panel, in two schemes.
        assert!(contrasts.len() >= 32, "{theme}: {contrasts:#?}");
        let low: Vec<_> = contrasts.iter().filter(|pair| pair.contrast < 7.0).collect();
        assert!(low.is_empty(), "{theme}: {low:#?}");
        let (before, seed) = css.split_once("--accent-seed:").unwrap();
        let rest = &seed[seed.find(['}', ';']).unwrap()..];
        for accent in accents() {
            let css = format!("{before}--accent-seed:{accent}{rest}");
            assert_eq!(leadfolio::theme::check_tokens(&css), [], "{theme} {accent}");
        }
    }
}

/// The default portfolio in a theme with these options.
fn in_theme(theme: &str, options: &str) -> Built {
    with_study(&settings(&format!("theme: {theme}\ntheme_options: {{ {options} }}"))).build().fine()
}

#[test]
fn a_site_has_the_fonts_of_its_option_with_their_licenses_and_no_others() {
    for theme in built_in_themes() {
        for fonts in ["magazine", "friendly", "formal", "bold"] {
            let built = in_theme(&theme, &format!("fonts: {fonts}"));
            let (css, paths) = (built.sheet(), built.paths());
            let in_folder: Vec<&String> =
                paths.iter().filter(|path| path.starts_with("assets/fonts/")).collect();
            let files = in_folder.iter().filter(|path| path.ends_with(".woff2"));
            let sizes: Vec<usize> = files.clone().map(|path| built.bytes(path).len()).collect();
            assert!(!sizes.is_empty() && sizes.iter().sum::<usize>() <= 60_000, "{theme} {fonts}: {sizes:?}");
            for path in files {
                assert!(css.contains(&format!("url({})", &path["assets/".len()..])), "{path}: {css}");
            }
            assert_eq!(css.matches("font-display:optional").count(), sizes.len(), "{css}");
            let license = |path: &&&String| {
                path.contains("/OFL-") && built.text(path).contains("SIL OPEN FONT LICENSE")
            };
            assert!(in_folder.iter().filter(license).count() >= 1, "{theme} {fonts}: {in_folder:?}");
            assert!(css.contains("size-adjust:"), "{css}");
        }
        let built = in_theme(&theme, "fonts: system");
        assert!(!built.paths().iter().any(|path| path.starts_with("assets/fonts/")), "{theme}");
        assert!(!built.sheet().contains("@font-face"), "{theme}");
    }
}

#[test]
fn a_font_that_the_author_s_style_sheet_names_is_published_too() {
    let own = "--- themes/commons/assets/css/own.css\n@font-face { font-family: W; src: url(fonts/archivo-wide.woff2) }\n";
    let built = with_study(&format!("{}{own}", settings("theme_options: { fonts: system }"))).build().fine();
    let fonts: Vec<String> = built.paths().into_iter().filter(|path| path.contains("fonts/")).collect();
    assert!(fonts.len() == 1 && fonts[0].contains("archivo-wide"), "{fonts:?}");
}

#[test]
fn options_of_all_built_in_themes_reach_the_pages_and_old_words_still_count() {
    let html = |theme: &str, options: &str| {
        let page = in_theme(theme, options).text(STUDY);
        page.split_once("<html ").unwrap().1.split_once('>').unwrap().0.to_owned()
    };
    for theme in built_in_themes() {
        let defaults = "data-portrait=\"tall\" data-hero=\"beside\" data-cards=\"covers\" data-dark=\"auto\"";
        assert!(html(&theme, "").ends_with(defaults), "{theme}: {}", html(&theme, ""));
        let set = html(&theme, "portrait: round, hero: above, cards: plain, dark: \"on\", density: compact");
        for attribute in
            ["portrait=\"round", "hero=\"above", "cards=\"plain", "dark=\"on", "density=\"compact"]
        {
            assert!(set.contains(attribute), "{theme} {attribute}: {set}");
        }
    }
    for (theme, options, attribute) in [
        ("commons", "fonts: serif", "data-fonts=\"magazine\""),
        ("commons", "fonts: humanist", "data-fonts=\"magazine\""),
        ("dossier", "fonts: serif", "data-fonts=\"formal\""),
        ("field", "fonts: humanist", "data-fonts=\"friendly\""),
        ("field", "dark: false", "data-dark=\"off\""),
        ("field", "dark: off", "data-dark=\"off\""),
    ] {
        assert!(html(theme, options).contains(attribute), "{theme} {options}: {}", html(theme, options));
    }
    let wrong = with_study(&settings("theme_options: { dark: maybe }")).build();
    assert!(wrong.report().contains("use one of `auto`, `off`, `on`"), "{}", wrong.report());
    let dark = in_theme("commons", "dark: \"on\"").text(STUDY);
    assert!(dark.contains("<meta name=\"color-scheme\" content=\"dark\">"), "{dark}");
}

#[test]
fn one_template_takes_the_place_of_one_template() {
    let built =
        with_study("--- themes/commons/templates/study.html\nOnly {{ study.card.title }}.\n").build().fine();
    assert_eq!(built.text(STUDY).trim(), "Only A.");
    assert!(built.text("index.html").starts_with("<!doctype html>"), "all others are the built-in ones");
}

#[test]
fn a_partial_takes_the_place_of_a_partial_in_every_template_that_uses_it() {
    let built =
        with_study("--- themes/commons/templates/partials/card.html\nCARD MADE HERE\n").build().fine();
    assert!(built.text("case-studies/index.html").contains("CARD MADE HERE"));
    assert!(built.text("index.html").contains("CARD MADE HERE"));
}

#[test]
fn a_template_may_extend_the_one_that_it_overrides_by_the_name_of_its_theme() {
    for (theme, parent) in [("commons", "base:layout.html"), ("base", "base:layout.html")] {
        let built = with_study(&format!(
            "{}--- themes/{theme}/templates/layout.html\n{{% extends \"{parent}\" %}}\n{{% block head_extra %}}<meta name=\"marker\">{{% endblock head_extra %}}\n",
            settings(&format!("theme: {theme}"))
        ))
        .build()
        .fine();
        for path in [STUDY, "index.html", "404.html"] {
            let text = built.text(path);
            assert!(
                text.starts_with("<!doctype html>") && text.contains("<meta name=\"marker\">"),
                "{theme} {path}"
            );
        }
    }
}

#[test]
fn a_template_that_extends_itself_is_told_with_the_way_out() {
    let built = with_study("--- themes/commons/templates/study.html\n{% extends \"study.html\" %}\n").build();
    let report = built.report();
    assert!(report.contains("THM-03 themes/commons/templates/study.html"), "{report}");
    assert!(report.contains("write `{% extends \"base:study.html\" %}`"), "{report}");
}

#[test]
fn a_theme_of_one_s_own_stands_on_base_or_on_what_it_extends() {
    let own = |extends: &str| {
        with_study(&format!("{}--- themes/mine/theme.yaml\nname: mine\n{extends}\n--- themes/mine/templates/missing.html\nGone.\n", settings("theme: mine")))
            .build()
            .fine()
    };
    let base = own("");
    assert_eq!(base.text("404.html").trim(), "Gone.");
    let commons = own("extends: commons");
    assert!(commons.text(STUDY).contains("Words of the body."));
    assert_ne!(base.sheet(), commons.sheet(), "the sheets of commons are below it");
}

#[test]
fn a_theme_of_one_s_own_needs_no_description() {
    let built =
        with_study(&format!("{}--- themes/mine/templates/missing.html\nGone.\n", settings("theme: mine")))
            .build()
            .fine();
    assert_eq!(built.text("404.html").trim(), "Gone.");
}

#[test]
fn a_chain_of_themes_gives_each_file_from_the_nearest() {
    let built = with_study(&format!(
        "{}--- themes/top/theme.yaml\nextends: middle\n--- themes/top/templates/missing.html\nTop.\n--- themes/middle/theme.yaml\nextends: commons\n--- themes/middle/templates/missing.html\nMiddle.\n--- themes/middle/templates/study.html\nMiddle.\n",
        settings("theme: top")
    ))
    .build()
    .fine();
    assert_eq!(built.text("404.html").trim(), "Top.");
    assert_eq!(built.text(STUDY).trim(), "Middle.");
}

#[test]
fn one_style_sheet_takes_the_place_of_one_layer() {
    // What is for paper has a file of its own.
    let print_sheet = |built: &Built| {
        let path = built.paths().into_iter().find(|path| path.starts_with("assets/print.")).unwrap();
        built.text(&path)
    };
    let before = print_sheet(&with_study("").build().fine());
    let own = "--- themes/commons/assets/css/print.css\n.marker-print { color: red }\n";
    let built = with_study(own).build().fine();
    assert_eq!(print_sheet(&built).trim(), "@layer print{.marker-print{color:red}}");
    assert!(before.starts_with("@layer print{@media print{") && !built.sheet().contains("@layer print{"));
}

#[test]
fn the_order_of_layers_is_declared_once_and_what_is_added_comes_last_outside_of_them() {
    let css = with_study("--- themes/commons/assets/css/custom.css\n.marker-custom { color: red }\n--- themes/commons/assets/css/utilities.css\n.marker-utility { color: red }\n").build().fine().sheet();
    assert!(
        css.starts_with("@layer reset,tokens,base,layout,components,pages,theme,utilities,print;"),
        "{css}"
    );
    assert!(css.trim_end().ends_with(".marker-custom{color:red}"), "{css}");
    let own = css.find(".marker-custom").unwrap();
    assert!(css.find(".marker-utility").unwrap() < own);
    assert!(!css[own..].contains("@layer"), "{css}");
}

#[test]
fn other_assets_are_published_and_the_nearest_one_wins() {
    let files = "--- themes/mine/theme.yaml\nextends: other\n--- themes/mine/assets/fonts/a.txt\nmine\n--- themes/other/assets/fonts/a.txt\nother\n--- themes/other/assets/b.txt\nother\n";
    let built = with_study(&format!("{}{files}", settings("theme: mine"))).build().fine();
    assert_eq!(built.text("assets/fonts/a.txt").trim(), "mine");
    assert_eq!(built.text("assets/b.txt").trim(), "other");
    assert!(!built.paths().iter().any(|it| it.ends_with("theme.yaml") || it.starts_with("assets/css/")));
}

/// A theme with an option of each kind, all of them printed.
const OPTIONS: &str = r##"
--- themes/mine/theme.yaml
options:
  accent: { kind: colour, default: "#0b5c55", description: "Colour" }
  glow: { kind: color, default: "#333333" }
  type: { kind: choice, choices: [serif, system], default: serif }
  motto: { kind: text, default: "None yet" }
  wide: { kind: switch, default: false }
  mark: { kind: picture, default: null }
--- themes/mine/templates/missing.html
{{ site.options.accent }} {{ site.options.type }} {{ site.options.motto }} {{ site.options.wide }} {% if site.options.mark %}{{ site.options.mark.path }} {{ site.options.mark.width }}{% else %}no mark{% endif %}
"##;

fn optioned(set: &str) -> Site {
    with_study(&format!("{OPTIONS}{}", settings(&format!("theme: mine\ntheme_options: {{ {set} }}")))).file(
        "content/files/mark.svg",
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h20v10z"/></svg>"#,
    )
}

#[test]
fn options_have_defaults() {
    let built = optioned("").build().fine();
    assert_eq!(built.text("404.html").trim(), "#0b5c55 serif None yet false no mark");
    assert!(!built.paths().contains(&"files/mark.svg".to_owned()));
}

#[test]
fn options_that_are_set_reach_templates_and_the_style_sheet() {
    let built = optioned("accent: \"#A01020\", type: system, motto: \"Onwards\", wide: true, mark: mark.svg")
        .build()
        .fine();
    assert_eq!(built.text("404.html").trim(), "#a01020 system Onwards true files/mark.svg 20");
    assert!(built.sheet().contains("--accent-seed:#a01020"), "{}", built.sheet());
    assert!(
        built.paths().contains(&"files/mark.svg".to_owned()),
        "a picture that an option names is published"
    );
}

#[test]
fn an_option_that_the_theme_does_not_have_is_told_with_the_nearest_one() {
    let built = optioned("acent: \"#0b5c55\", zzz: 1")
        .build()
        .fails("THM-01 content/portfolio.yaml:4:25 the theme `mine` has no option `acent`")
        .fails("THM-01 content/portfolio.yaml:4:41 the theme `mine` has no option `zzz`");
    let report = built.report();
    assert!(report.contains("did you mean `accent`?") && report.contains("it has `accent`, "), "{report}");
}

#[test]
fn a_value_that_an_option_does_not_take_is_told_at_the_value() {
    for (set, message) in [
        ("accent: teal", "`teal` isn't a color"),
        ("accent: \"#12345\"", "`#12345` isn't a color"),
        ("accent: \"#ggg000\"", "`#ggg000` isn't a color"),
        ("accent: \"#éé00\"", "`#éé00` isn't a color"),
        ("accent: true", "`accent` can't be `true`"),
        ("glow: \"#808080\"", "`#808080` is too light to read on paper: its contrast is 3.9 to 1"),
        ("glow: \"#ffffff\"", "`#ffffff` is too light to read on paper: its contrast is 1.0 to 1"),
        ("type: comic", "`type` can't be `comic`"),
        ("wide: \"yes\"", "`wide` is a switch"),
        ("wide: 1", "`wide` is a switch"),
        ("motto: false", "`motto` can't be `false`"),
    ] {
        let built = optioned(set).build();
        assert!(
            built
                .errors()
                .iter()
                .any(|it| it.starts_with("THM-01 content/portfolio.yaml:4:") && it.contains(message)),
            "{set}: {}",
            built.report()
        );
    }
    optioned("glow: \"#767676\"").build().fine();
    optioned("glow: \"#777777\"").build().fails("THM-01 ");
    optioned("accent: null").build().fine();
}

#[test]
fn a_bright_accent_is_darker_where_there_is_text_and_the_author_is_told_which_color_that_is() {
    for theme in built_in_themes() {
        let set = settings(&format!("theme: {theme}\ntheme_options: {{ accent: \"#FFD400\" }}"));
        let built = with_study(&set).build().fine();
        assert!(built.sheet().contains("--accent-seed:#ffd400"), "{theme}: {}", built.sheet());
        let report = built.report();
        let (_, told) =
            report.split_once("`#ffd400` is too bright for text: its contrast is 1.4 to 1").unwrap();
        let color = told.split("text and links are `").nth(1).unwrap().split('`').next().unwrap();
        let is_dark = [1, 3].map(|at| u8::from_str_radix(&color[at..at + 2], 16).unwrap() < 0x80);
        assert_eq!(is_dark, [true, true], "{theme}: {color}");
    }
    let dark_enough = with_study(&settings("theme_options: { accent: \"#0b5c55\" }")).build();
    assert!(!dark_enough.report().contains("THM-12"), "{}", dark_enough.report());
}

#[test]
fn a_picture_that_an_option_names_and_that_does_not_exist_is_told() {
    let built = optioned("mark: nothing.svg").build();
    assert!(built.errors().iter().any(|it| it.contains("nothing.svg")), "{}", built.report());
}

#[test]
fn an_override_of_a_built_in_theme_keeps_its_options() {
    let built = with_study(&format!(
        "{}--- themes/commons/templates/missing.html\n{{{{ site.options.density }}}}\n",
        settings("theme_options: { density: compact }")
    ))
    .build()
    .fine();
    assert_eq!(built.text("404.html").trim(), "compact");
}

#[test]
fn a_theme_that_does_not_exist_is_told_with_those_that_do() {
    let built = with_study(&settings("theme: comons"))
        .build()
        .fails("THM-02 content/portfolio.yaml:3:8 there is no theme `comons`");
    assert!(built.report().contains("`base`, `commons`"), "{}", built.report());
    let own =
        with_study(&format!("{}--- themes/mine/theme.yaml\nextends: nothing\n", settings("theme: mine")))
            .build();
    own.fails("THM-02 themes/mine/theme.yaml there is no theme `nothing`");
}

#[test]
fn themes_that_extend_each_other_in_a_circle_are_told() {
    let one = with_study(&format!("{}--- themes/mine/theme.yaml\nextends: mine\n", settings("theme: mine")))
        .build();
    one.fails("THM-02 themes/mine/theme.yaml the theme `mine` extends itself");
    let two = with_study(&format!(
        "{}--- themes/a/theme.yaml\nextends: b\n--- themes/b/theme.yaml\nextends: a\n",
        settings("theme: a")
    ))
    .build();
    two.fails("THM-02 themes/a/theme.yaml the theme `a` extends itself");
}

#[test]
fn a_fault_in_a_theme_s_description_is_told_with_its_place() {
    let built = with_study(&format!(
        "{}--- themes/mine/theme.yaml\nextend: base\noptions: {{ a: {{ kind: shade }} }}\n",
        settings("theme: mine")
    ))
    .build();
    let report = built.report();
    assert!(
        report.contains("themes/mine/theme.yaml") && report.contains("did you mean `extends`?"),
        "{report}"
    );
    assert!(report.contains("`color`"), "{report}");
}

#[test]
fn a_template_that_cannot_be_read_is_told_with_its_file_and_place() {
    let bench = super::support::Bench::with(&format!(
        "--- themes/commons/templates/study.html\n<p>\n{{% if study %}}\n<b>{{{{ study.card.title }}</b>\n--- content/case-studies/a.md\n{}",
        study("Text.")
    ));
    bench.run("build").ends(1).says("THM-03").says("themes/commons/templates/study.html:3:");
    assert!(!bench.has("dist"), "nothing is published");
}

#[test]
fn a_value_that_does_not_exist_is_an_error_that_names_file_and_place() {
    let bench = super::support::Bench::with(&format!(
        "--- themes/commons/templates/study.html\n<p>\n{{{{ study.card.titel }}}}\n--- content/case-studies/a.md\n{}",
        study("Text.")
    ));
    bench.run("build").ends(1).says("THM-03").says("themes/commons/templates/study.html:2:").says("titel");
    assert!(!bench.has("dist"), "nothing is published");
}

#[test]
fn a_fault_in_a_partial_names_the_partial() {
    let bench = super::support::Bench::with(&format!(
        "--- themes/commons/templates/partials/card.html\n{{{{ nothing }}}}\n--- content/case-studies/a.md\n{}",
        study("Text.")
    ));
    bench.run("build").ends(1).says("themes/commons/templates/partials/card.html:1:");
}

#[test]
fn a_fault_in_one_page_leaves_the_others_to_look_at() {
    let built = with_study("--- themes/commons/templates/study.html\n{{ nothing }}\n").build();
    assert!(faults(&built)[0].contains("themes/commons/templates/study.html"), "{:?}", faults(&built));
    assert!(built.text("index.html").starts_with("<!doctype html>"));
}

#[test]
fn a_template_that_does_not_exist_is_told_with_the_one_that_wants_it() {
    let built =
        with_study("--- themes/commons/templates/study.html\n{% include \"partials/nothing.html\" %}\n")
            .build();
    let found = format!("{}{}", built.report(), faults(&built).concat());
    assert!(found.contains("THM-03") && found.contains("partials/nothing.html"), "{found}");
    let built =
        with_study("--- themes/commons/templates/study.html\n{% extends \"nothing.html\" %}\n").build();
    assert!(built.report().contains("it extends `nothing.html`, which does not exist"), "{}", built.report());
}

#[test]
fn every_value_is_escaped_unless_the_template_says_that_it_is_safe() {
    let built = with_study("--- themes/commons/templates/study.html\n{{ study.card.title }}|{{ study.body }}|{{ study.body | safe }}\n")
        .file("content/case-studies/a.md", study("*x*").replace("title: A", "title: \"<b>`\\\"`&\""))
        .build()
        .fine();
    let text = built.text(STUDY);
    assert!(text.starts_with("&lt;b&gt;`&quot;`&amp;|&lt;p&gt;&lt;em&gt;"), "{text}");
    assert!(text.contains("|<p><em>x</em></p>"), "{text}");
}

#[test]
fn a_template_that_is_not_utf_8_is_told() {
    let built = with_study("").file("themes/commons/templates/study.html", b"<p>\xff</p>".to_vec()).build();
    built.fails("TXT-01 themes/commons/templates/study.html");
}

#[test]
fn comments_and_notes_of_templates_are_not_published() {
    let built = with_study("--- themes/commons/templates/study.html\n{# zqnote #}{{ study.card.title }}\n")
        .build()
        .fine();
    assert_eq!(built.text(STUDY).trim(), "A");
}

#[test]
fn a_colour_that_a_comment_swallowed_is_told() {
    let built = site("\n--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\ntheme_options:\n  accent: #8a1c1c\n").build();
    built.warns("THM-01 content/portfolio.yaml:3:3 `accent` has no value");
}

#[test]
fn a_template_that_takes_the_place_of_nothing_is_told_and_one_that_is_named_is_not() {
    let warned = |path: &str, text: &str| {
        let built = site("").file(path, text).build();
        let warned = built.warnings().into_iter().find(|it| it.starts_with("THM-04"));
        warned.map(|it| (it, built.report()))
    };
    let (line, report) = warned("themes/commons/templates/partials/crad.html", "x").unwrap();
    assert!(line.starts_with("THM-04 themes/commons/templates/partials/crad.html "), "{line}");
    assert!(report.contains("did you mean `partials/card.html`?"), "{report}");
    let (line, report) = warned("themes/comons/templates/partials/card.html", "x").unwrap();
    assert!(line.starts_with("THM-04 themes/comons "), "{line}");
    assert!(report.contains("did you mean `commons`?"), "{report}");
    assert_eq!(warned("themes/commons/templates/partials/card.html", "x"), None);
    assert_eq!(warned("themes/waiting/theme.yaml", "name: waiting\n"), None);
    let named = site("")
        .file("themes/commons/templates/partials/mine.html", "x")
        .file("themes/commons/templates/partials/card.html", "{% include \"partials/mine.html\" %}")
        .build();
    assert!(named.warnings().iter().all(|it| !it.starts_with("THM-04")), "{}", named.report());
}

//! A portfolio in several languages: translated pages, what they take from their originals, and how readers get from one
//! language to another.

use leadfolio::content::enums::Visibility;

use super::support::{Bench, MINIMUM, site, study};

const ORIGINAL: &str = "content/case-studies/a.md";
const TRANSLATION: &str = "content/case-studies/a.es.md";

/// A case study with everything that a translation can differ in.
fn original() -> String {
    let more = "lesson: Ask first.\nupdated: 2024-09\noutcomes:\n  - { id: visits, kind: quantitative, metric: Visits, unit: count, direction: increase, baseline: { value: 10, date: 2024-08 }, result: { value: 31, date: 2025-05 } }\npitfalls: [{ kind: other, what: Noise, mitigation: Doors }]\n";
    study("The [plan](../pages/p.md).\n\n## Reflection\n\nWell.")
        .replace("title: A\n", &format!("title: A\n{more}"))
}

fn translated(front_matter: &str, body: &str) -> String {
    format!("---\n{front_matter}---\n\n{body}\n")
}

const PAGE: &str = "--- content/pages/p.md\n---\ntitle: Plan\n---\n\nOur plan.\n";

/// The site with a translation of its case study.
fn bilingual(front_matter: &str, body: &str) -> super::support::Site {
    site(PAGE).file(ORIGINAL, original()).file(TRANSLATION, translated(front_matter, body))
}

#[test]
fn a_translation_has_its_own_address_words_and_menu() {
    let built =
        bilingual("title: Un comité\nsummary: Resumen.\n", "Véase el [plan](../pages/p.md) y \"la nota\".")
            .build();
    let page = built.text("es/case-studies/a/index.html");
    assert!(page.contains("<html lang=\"es\" dir=\"ltr\""), "{page}");
    assert!(page.contains("<h1>Un comité</h1>") && page.contains("«la nota»"), "{page}");
    // What it does not say comes from the original, in the words of its language.
    assert!(page.contains(">Ask first.<") && page.contains("Visits") && page.contains(">31<"), "{page}");
    assert!(page.contains("agosto de 2024"), "{page}");
    // A page that nobody has translated is that of the portfolio, and says in which language it is.
    assert!(page.contains("href=\"/pages/p/\" lang=\"en\" hreflang=\"en\">Plan (English)</a>"), "{page}");
    assert!(page.contains("<a href=\"/pages/p/\">plan</a>"), "{page}");
    // The whole list is there, in both languages.
    assert!(built.text("es/case-studies/index.html").contains("href=\"/es/case-studies/a/\">Un comité"));
    assert!(built.text("case-studies/index.html").contains("href=\"/case-studies/a/\">A<"));
    // What the site has once stays where it is.
    let paths = built.paths();
    for path in ["es/404.html", "es/robots.txt", "es/sitemap.xml", "es/pages/p/index.html"] {
        assert!(!paths.contains(&path.to_owned()), "{path}");
    }
    assert_eq!(paths.iter().filter(|path| path.starts_with("es/assets/")).count(), 0);
}

#[test]
fn readers_and_search_engines_find_the_other_language() {
    let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.").build();
    for path in ["case-studies/a/index.html", "es/case-studies/a/index.html"] {
        let page = built.text(path);
        for link in [
            "<link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/case-studies/a/\">",
            "<link rel=\"alternate\" hreflang=\"es\" href=\"https://example.org/es/case-studies/a/\">",
        ] {
            assert!(page.contains(link), "{path}: {page}");
        }
    }
    let page = built.text("case-studies/a/index.html");
    assert!(
        page.contains("<a href=\"/es/case-studies/a/\" lang=\"es\" hreflang=\"es\">Español</a>"),
        "{page}"
    );
    // Where there is no translation, the link leads to the home page, and search engines get none.
    let plan = built.text("pages/p/index.html");
    assert!(plan.contains("<a href=\"/es/\" lang=\"es\" hreflang=\"es\">Español</a>"), "{plan}");
    assert!(!plan.contains("rel=\"alternate\" hreflang"), "{plan}");
    let sitemap = built.text("sitemap.xml");
    assert!(sitemap.contains("<loc>https://example.org/es/case-studies/a/</loc>"), "{sitemap}");
    assert!(built.text("es/feed.xml").contains("<title>Un comité</title>"));
    // In one language there is no switch.
    let single = site("").file(ORIGINAL, original()).build();
    assert!(!single.text("case-studies/a/index.html").contains("hreflang"));
}

#[test]
fn a_site_in_two_languages_works_from_a_folder() {
    let built =
        bilingual("title: Un comité\nsummary: Resumen.\n", "Véase [esto](a.md) y [eso](../pages/p.md).")
            .relative()
            .build();
    let page = built.text("es/case-studies/a/index.html");
    assert!(page.contains("href=\"../../../es/case-studies/a/index.html\">esto</a>"), "{page}");
    assert!(page.contains("href=\"../../../pages/p/index.html\">eso</a>"), "{page}");
    assert!(page.contains("href=\"../../../assets/site."), "{page}");
    assert!(built.text("case-studies/a/index.html").contains("href=\"../../es/case-studies/a/index.html\""));
}

#[test]
fn facts_are_those_of_the_original() {
    let facts = "title: Un comité\nsummary: Resumen.\nstatus: completed\nled_by: [p-owner]\ndelegation: { level: 2 }\noutcomes:\n  - { id: visits, metric: Visitas, result: { value: 99 } }\n  - { id: more, metric: Otras }\npitfalls: [{ what: Ruido }, { what: Otro }]\n";
    let built = bilingual(facts, "Texto.").build();
    let mut built = built;
    for field in ["4:9", "5:10", "6:22"] {
        built = built.warns(&format!("LNG-06 {TRANSLATION}:{field} this differs from `{ORIGINAL}`"));
    }
    assert_eq!(
        built.warnings().iter().filter(|it| it.starts_with("LNG-06")).count(),
        6,
        "{:?}",
        built.warnings()
    );
    let page = built.text("es/case-studies/a/index.html");
    assert!(page.contains("Visitas") && page.contains(">31<") && !page.contains("99"), "{page}");
}

#[test]
fn what_is_not_translated_is_a_suggestion_and_never_a_fault() {
    let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.").build();
    let rules = built.rules();
    assert!(!rules.iter().any(|rule| rule.starts_with("E ")), "{rules:?}");
    for rule in ["I LNG-07", "I LNG-08", "I LNG-09"] {
        assert!(rules.contains(rule), "{rules:?}");
    }
    // The advice about the work is given once, in the file of the original.
    let advice = built.advice(TRANSLATION);
    assert!(advice.iter().all(|it| it.rule.starts_with("LNG")), "{advice:?}");
    let current = bilingual(
        "title: Un comité\nsummary: Resumen.\nupdated: 2024-09\nlesson: L\noutcomes: []\n",
        "Texto.",
    );
    assert!(!current.build().rules().contains("I LNG-08"));
}

#[test]
fn errors_in_a_translation_are_those_of_its_file() {
    let built = bilingual("title: Un comité\nsumary: Resumen.\n", "[x](nada.md)").build();
    let built = built.fails(&format!("YML-01 {TRANSLATION}:3:1")).fails(&format!("LNK-01 {TRANSLATION}:6:1"));
    assert!(built.errors().iter().all(|it| it.contains(TRANSLATION)), "{:?}", built.errors());
}

#[test]
fn a_translation_needs_an_original_in_another_language() {
    let alone = site("").file("content/pages/b.es.md", "---\ntitle: B\n---\n\nTexto.\n").build();
    alone.fails(
        "LNG-05 content/pages/b.es.md this is the translation of `content/pages/b.md`, which doesn't exist",
    );
    let same = site(PAGE).file("content/pages/p.en.md", "---\ntitle: P\n---\n\nText.\n").build();
    same.fails("LNG-05 content/pages/p.en.md the portfolio itself is in `en`");
}

#[test]
fn drafts_and_private_translations_are_not_published() {
    for line in ["draft: true", "visibility: private", "date: 2999-01-01"] {
        let built = bilingual(&format!("title: Un comité\nsummary: Resumen.\n{line}\n"), "Texto.").build();
        assert!(!built.paths().contains(&"es/case-studies/a/index.html".to_owned()), "{line}");
        assert!(built.held_back().iter().any(|it| it.contains("a.es.md")), "{line}: {:?}", built.held_back());
        assert!(
            built.text("es/case-studies/index.html").contains("href=\"/case-studies/a/\" lang=\"en\""),
            "{line}"
        );
    }
    // A translation is never shown to more people than its original.
    let hidden = original().replace("title: A\n", "title: A\nvisibility: private\n");
    let translation = translated("title: Un comité\nsummary: Resumen.\nvisibility: public\n", "Texto.");
    let built = site(PAGE).file(ORIGINAL, hidden.clone()).file(TRANSLATION, translation.clone()).build();
    assert!(!built.everything().iter().any(|(_, text)| text.contains("Un comité")));
    let private = site(PAGE)
        .file(ORIGINAL, hidden)
        .file(TRANSLATION, translation)
        .audience(Visibility::Private)
        .build();
    assert!(private.paths().contains(&"es/case-studies/a/index.html".to_owned()));
}

#[test]
fn names_are_looked_for_in_translations_too() {
    let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Gracias a Dana Whitfield.");
    built.watched("p-lead", &["Dana Whitfield"]).build().fails(&format!("PPL-01 {TRANSLATION}:6:11"));
    let people = "people: [{ id: p-lead, role: Docente, name: { full: Dana Whitfield }, consent: { status: given } }]\n";
    let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/people.es.yaml", people)
        .build();
    let page = built.text("es/case-studies/a/index.html");
    assert!(page.contains("Docente") && !page.contains("Dana"), "{page}");
}

#[test]
fn settings_people_and_standards_are_translated() {
    let framework = "--- content/standards/f.yaml\nid: f\nname: Standards\nshort: ST\nstandards: [{ id: 1, title: Care }]\n--- content/standards/f.es.yaml\nname: Estándares locales\nstandards: [{ id: 1, title: Cuidado }]\n";
    let settings = "--- content/portfolio.es.yaml\ntitle: Mi portafolio\nprofile: { headline: Directora }\nurl: \"https://other.example/\"\ntheme: none\n";
    let built = site(&format!(
        "{PAGE}{framework}{settings}--- content/index.md\n---\ntitle: Start\n---\n\nWelcome.\n--- content/index.es.md\n---\ntitle: Inicio\n---\n\nBienvenidos.\n"
    ))
    .file(ORIGINAL, original().replace("title: A\n", "title: A\nstandards: [{ ref: f/1, why: W }]\n"))
    .build();
    let home = built.text("es/index.html");
    assert!(home.contains("<title>Mi portafolio</title>") && home.contains("Bienvenidos"), "{home}");
    assert!(home.contains("https://example.org/es/"), "{home}");
    let standard = built.text("es/standards/f/1/index.html");
    assert!(standard.contains("Cuidado"), "{standard}");
    assert!(built.text("standards/f/1/index.html").contains("Care"));
}

#[test]
fn a_page_in_another_language_says_so() {
    let page = "---\ntitle: Carta\nlanguage: es\nsummary: Para las familias.\n---\n\n\"Bienvenidos\".\n";
    let built = site("").file("content/pages/carta.md", page).build();
    let html = built.text("pages/carta/index.html");
    assert!(
        html.contains("<html lang=\"en\"") && html.contains("<h1 lang=\"es\" dir=\"ltr\">Carta</h1>"),
        "{html}"
    );
    assert!(html.contains("«Bienvenidos»"), "{html}");
    let wrong = site("").file("content/pages/carta.md", page.replace(": es", ": Spanish please")).build();
    wrong.fails("REQ-03 content/pages/carta.md:3:11 `Spanish please` isn't a language code");
}

#[test]
fn a_page_below_the_folder_of_a_language_is_a_collision() {
    // Some file systems take both for one.
    for address in ["/es/case-studies/a/", "/ES/Case-Studies/a/"] {
        let page = format!("---\ntitle: B\nurl: {address}\n---\n\nText.\n");
        let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
            .file("content/pages/b.md", page)
            .build();
        assert!(built.errors().iter().any(|it| it.starts_with("URL-02")), "{address}: {:?}", built.errors());
    }
}

#[test]
fn every_page_of_a_bilingual_site_checks_out_in_the_real_program() {
    let bench = Bench::with(PAGE);
    bench.write(ORIGINAL, original());
    bench.write(TRANSLATION, translated("title: Un comité\nsummary: Resumen.\n", "Véase [esto](a.md)."));
    let front = MINIMUM.replace("title: A", "title: B").replace("start: 2024-08", "start: 2023-08");
    bench
        .write("content/case-studies/b/index.md", format!("---\n{front}---\n\nText.\n\n![Door](door.svg)\n"));
    bench.write(
        "content/case-studies/b/index.es.md",
        "---\ntitle: B en español\n---\n\nTexto.\n\n![Puerta](door.svg)\n",
    );
    bench.write(
        "content/case-studies/b/door.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0h1v1z\"/></svg>",
    );
    let run = bench.run("check");
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    bench.run("build --output out").ends(0);
    let page = bench.read("out/es/case-studies/b/index.html");
    assert!(
        page.contains("../../../case-studies/b/door.svg") && bench.has("out/case-studies/b/door.svg"),
        "{page}"
    );
}

#[test]
fn a_list_with_another_number_of_entries_is_that_of_the_original() {
    let more = "title: A\ndelegation: { level: 5, limits: [One, Two] }\ntimeline: [{ date: 2024-09, kind: milestone, event: First }, { date: 2024-10, kind: milestone, event: Second }]\n";
    let first = study("Text.").replace("delegation: { level: 5 }\n", "").replace("title: A\n", more);
    let with = |lines: &str| {
        let text = translated(&format!("title: Un comité\nsummary: Resumen.\n{lines}"), "Texto.");
        site("").file(ORIGINAL, first.clone()).file(TRANSLATION, text).build()
    };
    let same =
        with("delegation: { limits: [Uno, Dos] }\ntimeline: [{ event: Primero }, { event: Segundo }]\n")
            .fine();
    let page = same.text("es/case-studies/a/index.html");
    assert!(page.contains("Uno") && page.contains("Segundo") && !page.contains("Second<"), "{page}");
    for lines in [
        "delegation: { limits: [Uno] }\n",
        "timeline: [{ event: Primero }]\n",
        "timeline: [{ event: A }, { event: B }, { event: C }]\n",
    ] {
        let built = with(lines);
        assert!(built.errors().is_empty(), "{:?}", built.errors());
        assert_eq!(
            built.warnings().iter().filter(|it| it.starts_with("LNG-06")).count(),
            1,
            "{:?}",
            built.warnings()
        );
        let page = built.text("es/case-studies/a/index.html");
        assert!(page.contains("Two") && page.contains("Second"), "{page}");
    }
}

#[test]
fn an_old_address_of_a_translation_leads_to_it() {
    let built =
        bilingual("title: Un comité\nsummary: Resumen.\naliases: [/comite/]\n", "Texto.").relative().build();
    assert!(
        built.text("comite/index.html").contains("../es/case-studies/a/index.html"),
        "{}",
        built.text("comite/index.html")
    );
}

#[test]
fn a_home_page_without_a_translation_keeps_its_words_and_says_their_language() {
    let built = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/index.md", "---\ntitle: Welcome\n---\n\nHello.\n")
        .build();
    let home = built.text("es/index.html");
    assert!(
        home.contains("<h2 lang=\"en\" dir=\"ltr\" id=\"lf-welcome\">Welcome</h2>")
            && home.contains("<div class=\"prose\" lang=\"en\" dir=\"ltr\">"),
        "{home}"
    );
    assert!(!built.text("index.html").contains("<h2 lang"), "{}", built.text("index.html"));
}

#[test]
fn a_file_that_is_nearly_named_like_a_translation_is_one_error() {
    for name in ["p_es.md", "p.ES.md", "p.spanish.md", "p español.md", "p-spanish.md"] {
        let path = format!("content/pages/{name}");
        let built = site(PAGE).file(&path, "---\ntitle: Plan\n---\n\nNuestro plan.\n").build();
        let errors = built.errors();
        assert!(errors.iter().any(|it| it.starts_with(&format!("LNG-05 {path}"))), "{name}: {errors:?}");
        assert!(built.report().contains("rename it to `content/pages/p.es.md`"), "{}", built.report());
    }
    let study = site(PAGE)
        .file(ORIGINAL, original())
        .file("content/case-studies/a_es.md", "---\ntitle: A\nsummary: S.\n---\n\nTexto.\n")
        .build();
    assert_eq!(study.errors().len(), 1, "{:?}", study.errors());
    study.fails("LNG-05 content/case-studies/a_es.md");
    for name in ["portfolio_es.yaml", "portfolio.es.yml", "people-es.yaml"] {
        let built = site("").file(&format!("content/{name}"), "title: T\n").build();
        assert!(built.errors().iter().any(|it| it.starts_with("LNG-05")), "{name}: {:?}", built.errors());
    }
    // Two letters may mean something else: then it is a warning.
    for name in ["p-es.md", "es/p.md"] {
        let path = format!("content/pages/{name}");
        let page = "---\ntitle: Plan B\nslug: plan-b\nid: plan-b\n---\n\nNuestro plan.\n";
        site(PAGE).file(&path, page).build().fine().warns(&format!("LNG-05 {path}"));
    }
    // A name may end like a word of another language.
    site(PAGE).file("content/pages/p-it.md", "---\ntitle: Plan it\n---\n\nText.\n").build().fine();
}

#[test]
fn what_cannot_be_translated_says_so() {
    let pack = "title: Panel\nuntil: 2030-01\ncases: [{ case: a }]\n";
    let files =
        bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.").file("content/packs/k.yaml", pack);
    let built = files.build();
    assert!(
        built.paths().iter().any(|it| it == "packs/k/index.html")
            && !built.paths().iter().any(|it| it.starts_with("es/packs/"))
    );
    let translated_pack = site(PAGE)
        .file(ORIGINAL, original())
        .file("content/packs/k.yaml", pack)
        .file("content/packs/k.es.yaml", "title: P\n")
        .build();
    assert_eq!(
        translated_pack.errors(),
        ["LNG-05 content/packs/k.es.yaml `content/packs/k.yaml` can't be translated"]
    );
    let settings = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/portfolio.es.yaml", "url: \"https://other.example/\"\ntheme: none\n")
        .build();
    settings
        .warns("LNG-06 content/portfolio.es.yaml:1:6 `url` is set for the whole site")
        .warns("LNG-06 content/portfolio.es.yaml:2:8");
}

#[test]
fn a_translated_marker_of_privacy_is_an_error() {
    for marker in ["privado", "privé", "privat", "privada"] {
        let built = bilingual(
            "title: Un comité\nsummary: Resumen.\n",
            &format!("A\n\n<!-- {marker} -->\nB\n<!-- /{marker} -->"),
        )
        .build();
        assert!(built.errors().iter().any(|it| it.starts_with("PRV-01")), "{marker}: {:?}", built.errors());
    }
}

#[test]
fn a_translation_without_its_text_is_reported() {
    bilingual("title: Un comité\nsummary: Resumen.\n", "").build().warns(&format!("POR-04 {TRANSLATION}"));
    let anchor = bilingual("title: Un comité\nsummary: Resumen.\n", "Véase [esto](a.md#reflection).").build();
    anchor.fails(&format!(
        "LNK-01 {TRANSLATION}:6:7 there is no heading `#reflection` in `case-studies/a.es.md`"
    ));
}

#[test]
fn a_translation_adds_no_facts() {
    let first = study("Text.\n\n## Reflection\n\nWell.");
    let text = translated(
        "title: Un comité\nsummary: Resumen.\noutcomes: [{ id: y, metric: Z, result: { value: 90 } }]\n",
        "Texto.",
    );
    let built = site("").file(ORIGINAL, first).file(TRANSLATION, text).build();
    let page = built.text("es/case-studies/a/index.html");
    assert!(!page.contains(">90<"), "{page}");
    built.warns(&format!("LNG-06 {TRANSLATION}:4:11 `{ORIGINAL}` has 0 of these and this has 1"));
    let settings = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/portfolio.es.yaml", "privacy: { comments: on, min_group_size: 1 }\n")
        .build()
        .warns("LNG-06 content/portfolio.es.yaml:1:22")
        .warns("LNG-06 content/portfolio.es.yaml:1:42");
    let mut editions = settings.output().portfolios();
    assert!(editions.all(|it| it.settings.comments.is_none() && it.settings.min_group_size > 1));
}

#[test]
fn a_name_that_only_a_translation_gives_is_looked_for() {
    let people = "people: [{ id: p-lead, name: { full: \"هدى السالم\" } }]\n";
    let text = translated("title: لجنة\nsummary: ملخص.\n", "شكرا هدى السالم.");
    let built = site(PAGE)
        .file(ORIGINAL, original())
        .file("content/case-studies/a.ar.md", text)
        .file("content/people.ar.yaml", people)
        .build();
    built.fails("PPL-01 content/case-studies/a.ar.md:6:");
}

#[test]
fn addresses_are_the_same_and_menus_are_not() {
    let original = "---\ntitle: Plan\nurl: /plan/\nnavigation: Plan\n---\n\nOur plan.\n";
    let translation = "---\ntitle: Nuestro plan\nurl: /mi-plan/\nnavigation: Visión\n---\n\nTexto.\n";
    let built =
        site("").file("content/pages/p.md", original).file("content/pages/p.es.md", translation).build();
    let page = built.text("es/plan/index.html");
    assert!(page.contains(">Visión</a>"), "{page}");
    assert!(page.contains("hreflang=\"en\" href=\"https://example.org/plan/\""), "{page}");
    assert_eq!(built.warnings().iter().filter(|it| it.starts_with("LNG-06")).count(), 1);
    built.warns("LNG-06 content/pages/p.es.md:3:6");
}

#[test]
fn a_link_to_a_translation_that_is_not_published_is_only_a_warning() {
    let draft = translated("title: Un comité\nsummary: Resumen.\ndraft: true\n", "Texto.");
    let page = "---\ntitle: Nuestro plan\n---\n\n[Texto](../case-studies/a.es.md)\n";
    let built = site(PAGE)
        .file(ORIGINAL, original())
        .file(TRANSLATION, draft)
        .file("content/pages/p.es.md", page)
        .build();
    built.fine().warns("LNK-04 content/pages/p.es.md");
    let linking = PAGE.replace("Our plan.", "[x](../case-studies/a.es.md)");
    let broken =
        site(&linking).file(ORIGINAL, original()).file(TRANSLATION, "---\ntitle: [\n---\nText.\n").build();
    assert!(!broken.errors().is_empty());
    assert!(broken.errors().iter().all(|it| it.contains(TRANSLATION)), "{:?}", broken.errors());
}

#[test]
fn a_fault_of_the_original_is_not_one_of_its_translation() {
    let wrong = original().replace("status: ongoing", "status: complted");
    let text = translated("title: Un comité\nsummary: Resumen.\n", "Texto.");
    let built = site(PAGE).file(ORIGINAL, wrong).file(TRANSLATION, text).build();
    assert_eq!(built.errors().len(), 1, "{:?}", built.errors());
}

#[test]
fn a_feed_without_an_address_leads_to_the_pages() {
    let files = format!("--- content/portfolio.yaml\nprofile: {{ name: \"Rowan Ellery\" }}\n{PAGE}");
    let text = translated("title: Un comité\nsummary: Resumen.\n", "Texto.");
    let built = site(&files).file(ORIGINAL, original()).file(TRANSLATION, text).relative().build();
    let (main, spanish) = (built.text("feed.xml"), built.text("es/feed.xml"));
    assert!(spanish.contains("href=\"../es/case-studies/a/index.html\""), "{spanish}");
    let id = |feed: &str| feed.split("<id>").nth(2).unwrap().split('<').next().unwrap().to_owned();
    assert_ne!(id(&main), id(&spanish));
}

#[test]
fn what_is_wrong_in_a_translated_data_file_is_found_there() {
    let people = "people: [{ id: p-lead, role: Docente }, { id: p-owner, role: Directora }, { id: p-lead, role: Otra }]\n";
    bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/people.es.yaml", people)
        .build()
        .warns("LNG-06 content/people.es.yaml:1:75 there is already an entry for `p-lead`");
    let links = |address: &str| format!("  links: [{{ network: Web, url: \"{address}\" }}]\n");
    let original = format!("profile:\n  name: Rowan Ellery\n{}", links("https://host.example/"));
    let report = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file("content/portfolio.yaml", original)
        .file("content/portfolio.es.yaml", format!("profile:\n{}", links("ftp://host.example/x")))
        .build()
        .report();
    assert!(report.contains("content/portfolio.es.yaml:2:32"), "{report}");
}

#[test]
fn faults_of_moved_entries_are_shown_at_their_own_place() {
    let report = bilingual("title: Un comité\nsummary: Resumen.\n", "Texto.")
        .file(
            "content/people.es.yaml",
            "people:\n  - { id: p-lead, role: \" \" }\n  - { id: p-owner, role: Directora }\n",
        )
        .build()
        .report();
    assert!(report.contains("content/people.es.yaml:2:"), "{report}");
}

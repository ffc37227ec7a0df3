//! Cards: the picture of a page that other sites show beside a link to it.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, Rgb, RgbImage};
use leadfolio::content::enums::Visibility;
use leadfolio::media::{CARD_VERSION, COPY_VERSION, PictureCache as _};

use super::pictures::copies;
use super::support::{Bench, Built, MINIMUM, MemoryCache, Site, site, study};

/// Where the card of the case study `a` is.
const CARD: &str = "assets/cards/case-studies/a/index.png";

/// The line of a page that names its card.
fn named(path: &str) -> String {
    format!(
        "<meta property=\"og:image\" content=\"https://example.org/{path}\">\n<meta property=\"og:image:width\" content=\"1200\">"
    )
}

/// A site with a case study of this title, with an outcome.
fn titled(title: &str) -> Site {
    let outcome = "outcomes: [{ id: o, kind: quantitative, primary: true, metric: Belonging, unit: percent, direction: increase, \
                   baseline: { value: 52 }, target: { value: 65 }, result: { value: 63 } }]\nverdict: partly_met\n";
    let front_matter = MINIMUM.replace("title: A\n", &format!("title: {title}\n{outcome}"));
    site("").file("content/case-studies/a.md", format!("---\n{front_matter}---\nText.\n")).cards()
}

/// The SVG that a card is drawn from.
fn svg(built: &Built, path: &str) -> String {
    built.output().card_svg(path).unwrap().unwrap()
}

fn cards(built: &Built) -> Vec<String> {
    built.paths().into_iter().filter(|path| path.starts_with("assets/cards/")).collect()
}

#[test]
fn every_page_names_a_card_of_its_own() {
    let more = "--- content/approaches/d.md\n---\ntitle: D\n---\nText.\n--- content/pages/p.md\n---\ntitle: P\n---\nText.\n";
    let built = site(more).file("content/case-studies/a.md", study("Text.")).cards().build().fine();
    let found = cards(&built);
    for path in [
        "index",
        "case-studies/index",
        "case-studies/a/index",
        "approaches/d/index",
        "pages/p/index",
        "resume/index",
    ] {
        let card = format!("assets/cards/{path}.png");
        assert!(built.text(&format!("{path}.html")).contains(&named(&card)), "{path}");
        assert!(found.contains(&card), "{found:?}");
    }
    // Nobody passes on the address of an error page, or of a file for programs.
    assert!(!found.iter().any(|path| path.contains("404") || path.contains("feed")), "{found:?}");
    assert!(!built.text("404.html").contains("og:image"));
    let page = built.text("case-studies/a/index.html");
    assert!(page.contains("<meta property=\"og:image:alt\" content=\"A – Rowan Ellery\">"), "{page}");
    assert!(page.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"), "{page}");
    assert!(built.text("index.html").contains("og:image:alt\" content=\"Rowan Ellery\">"));
}

#[test]
fn a_card_is_a_light_picture_of_1200_by_630_pixels_in_the_colors_of_the_theme() {
    let built = titled("Who decides when the bell rings").build().fine();
    let bytes = built.bytes(CARD);
    assert!(bytes.len() < 60_000, "{}", bytes.len());
    let card = image::load_from_memory_with_format(&bytes, ImageFormat::Png).unwrap().to_rgb8();
    assert_eq!(card.dimensions(), (1200, 630));
    // The accent and the paper of the default theme.
    assert_eq!(card.get_pixel(600, 4).0, [0x00, 0x57, 0x50]);
    assert_eq!(card.get_pixel(600, 25).0, [0xfd, 0xfc, 0xf9]);
    // The right margin is empty.
    assert!((1130..1200).all(|x| (20..530).all(|y| card.get_pixel(x, y).0 == [0xfd, 0xfc, 0xf9])));
}

#[test]
fn a_card_says_what_the_page_says() {
    let svg = svg(&titled("Who decides").build().fine(), CARD);
    for text in [
        ">Who decides<",
        ">63%<",
        ">Belonging<",
        ">Target: 65%. Before: 52%<",
        ">Goal partly met<",
        ">Rowan Ellery<",
        ">example.org<",
    ] {
        assert!(svg.contains(text), "{text}: {svg}");
    }
}

#[test]
fn titles_of_every_kind_fit() {
    let long = "Word and another ".repeat(30);
    let whole = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    for title in [
        "\"R&D <b>: 'it' \\\"works\\\" & </text>\"",
        "X",
        &long,
        whole,
        "2024",
        "Ελληνικά и кирилиця",
        "a\u{ad}b\u{200b}c",
    ] {
        let built = titled(title).build();
        let svg = svg(&built, CARD);
        assert!(svg.matches("<text x=\"86\"").count() <= 3, "{svg}");
        assert_eq!(svg.contains('…'), title == long, "{svg}");
        let card = image::load_from_memory(&built.bytes(CARD)).unwrap().to_rgb8();
        assert!((1125..1200).all(|x| card.get_pixel(x, 200) == card.get_pixel(1199, 200)), "{title}");
    }
    let svg = svg(&titled("\"R&D <b>\"").build(), CARD);
    assert!(svg.contains(">R&amp;D &lt;b&gt;<"), "{svg}");
}

#[test]
fn where_a_letter_is_missing_in_the_fonts_the_portrait_stays() {
    let photo = saved(&RgbImage::from_pixel(300, 300, Rgb([9, 9, 9])), ImageFormat::Png);
    let settings = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\", photo: { file: me.png, alt: Me } }\n";
    for title in ["漢字", "שלום", "مرحبا", "Done 🎉"] {
        let built = site(settings)
            .file("content/files/me.png", photo.clone())
            .file(
                "content/case-studies/a.md",
                study("Text.").replace("title: A", &format!("title: \"{title}\"")),
            )
            .cards()
            .build()
            .fine();
        assert!(!cards(&built).contains(&CARD.to_owned()), "{title}");
        let page = built.text("case-studies/a/index.html");
        assert!(
            page.contains("<meta property=\"og:image\" content=\"https://example.org/files/me.png\">"),
            "{page}"
        );
        assert!(!page.contains("og:image:width"), "{page}");
        assert!(cards(&built).contains(&"assets/cards/index.png".to_owned()));
    }
}

#[test]
fn a_site_without_an_address_has_no_cards_and_neither_has_one_that_wants_none() {
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\n";
    assert!(cards(&site(settings).cards().build()).is_empty());
    let settings = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ncard: false\nprofile: { name: \"Rowan Ellery\" }\n--- content/pages/p.md\n---\ntitle: P\ncard: true\n---\nText.\n";
    let built = site(settings).cards().build().fine();
    assert_eq!(cards(&built), ["assets/cards/pages/p/index.png"]);
    assert!(!built.text("index.html").contains("og:image"));
}

fn saved(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A page with this line in its front matter.
fn choosing(card: &str) -> Site {
    site(&format!("--- content/pages/p.md\n---\ntitle: P\n{card}\n---\nText.\n")).cards()
}

#[test]
fn a_picture_of_the_author_s_is_cropped_to_its_middle() {
    // Red, with a wide green band in the middle that has the shape of a card.
    let color = |_, y: u32| if (300..1350).contains(&y) { Rgb([0, 200, 0]) } else { Rgb([200, 0, 0]) };
    let tall = saved(&RgbImage::from_fn(2000, 1650, color), ImageFormat::Png);
    let built = choosing("card: tall.png").file("content/files/tall.png", tall).build().fine();
    let card = picture_card(&built);
    for (x, y) in [(10, 10), (1190, 10), (600, 315), (1190, 620)] {
        let [red, green, _] = card.get_pixel(x, y).0;
        assert!(red < 20 && green > 180, "{x},{y}");
    }
}

#[test]
fn a_card_of_the_picture_of_a_cover_is_cut_around_the_same_point() {
    // Green to the left of 400, red to the right.
    let color = |x: u32, _| if x < 400 { Rgb([0, 200, 0]) } else { Rgb([200, 0, 0]) };
    let wide = saved(&RgbImage::from_fn(4000, 630, color), ImageFormat::Png);
    let cover = "cover: { file: wide.png, alt: Wide, focus: [0, 0.5] }";
    let of_page = choosing(&format!("{cover}\ncard: wide.png"));
    let settings = "url: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\ncard: wide.png\n";
    let of_all = choosing(cover).file("content/portfolio.yaml", settings);
    for site in [of_page, of_all] {
        let built = site.file("content/files/wide.png", wide.clone()).build().fine();
        let page = built.text("pages/p/index.html");
        let card = page.split("og:image\" content=\"https://example.org/").nth(1).unwrap();
        let card = built.bytes(card.split('"').next().unwrap());
        let card = image::load_from_memory_with_format(&card, ImageFormat::Jpeg).unwrap().to_rgb8();
        assert!(card.get_pixel(10, 300).0[1] > 180 && card.get_pixel(1190, 300).0[0] > 180);
    }
    // Other pages show the middle.
    let built =
        choosing(cover).file("content/portfolio.yaml", settings).file("content/files/wide.png", wide).build();
    let cards: Vec<String> = built.paths().into_iter().filter(|path| path.contains("wide-card")).collect();
    assert_eq!(cards.len(), 2, "{cards:?}");
}

/// The only file of a site that is published for a card, as the page `p` names it.
fn picture_card(built: &Built) -> RgbImage {
    let files: Vec<String> = built.paths().into_iter().filter(|path| path.starts_with("files/")).collect();
    let [path] = files.as_slice() else { panic!("{files:?}") };
    assert!(built.text("pages/p/index.html").contains(&named(path)));
    let card = image::load_from_memory_with_format(&built.bytes(path), ImageFormat::Jpeg).unwrap().to_rgb8();
    assert_eq!(card.dimensions(), (1200, 630));
    card
}

/// A picture with stripes of one pixel in its middle, as wide as a card of its height.
fn panorama() -> Vec<u8> {
    let stripe = |x: u32| if (4600..5400).contains(&x) && x % 8 < 4 { 0 } else { 255 };
    saved(&RgbImage::from_fn(10_000, 500, |x, _| Rgb([stripe(x); 3])), ImageFormat::Png)
}

#[test]
fn of_a_picture_that_is_only_a_card_nothing_else_is_published() {
    let built = choosing("card: wide.png").file("content/files/wide.png", panorama()).build().fine();
    assert_eq!(copies(&built), ["files/wide-card.jpg"]);
    // Without an address no page names it.
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\ncard: wide.png\n";
    let built = site(settings).file("content/files/wide.png", panorama()).cards().build();
    assert!(copies(&built).is_empty());
}

#[test]
fn what_a_cover_cuts_off_is_not_published_for_a_card_of_the_same_picture() {
    let cover = "cover: { file: wide.png, alt: Wide, focus: [0.1, 0.5] }\ncard: wide.png";
    let built = choosing(cover).file("content/files/wide.png", panorama()).build().fine();
    let found = copies(&built);
    assert!(found.contains(&"files/wide-card.jpg".to_owned()), "{found:?}");
    for path in built.paths().iter().filter(|path| path.starts_with("files/")) {
        let picture = image::load_from_memory(&built.bytes(path)).unwrap();
        assert!(picture.width() < picture.height() * 2, "{path} shows more than a part");
    }
}

#[test]
fn a_picture_is_described_only_in_words_of_the_author_s() {
    let page = |card: &str| {
        let built = choosing(card).file("content/files/wide.png", panorama());
        built.file("content/files/other.png", panorama()).build().fine().text("pages/p/index.html")
    };
    let cover = |file: &str| page(&format!("cover: {{ file: {file}, alt: The wide river }}\ncard: wide.png"));
    assert!(cover("wide.png").contains("<meta property=\"og:image:alt\" content=\"The wide river\">"));
    for html in [cover("other.png"), page("card: wide.png")] {
        assert!(html.contains("og:image:height") && !html.contains("og:image:alt"), "{html}");
    }
    let portrait = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ncard: wide.png\nprofile: { name: \"Rowan Ellery\", photo: { file: wide.png, alt: Me } }\n";
    let built = site(portrait).file("content/files/wide.png", panorama()).build().fine();
    assert!(built.text("index.html").contains("<meta property=\"og:image:alt\" content=\"Me\">"));
}

#[test]
fn a_panorama_is_cut_before_it_is_scaled() {
    let built = choosing("card: wide.png").file("content/files/wide.png", panorama()).build().fine();
    let card = picture_card(&built);
    let dark = (400..800).filter(|x| card.get_pixel(*x, 315).0[0] < 60).count();
    let light = (400..800).filter(|x| card.get_pixel(*x, 315).0[0] > 195).count();
    assert!(dark > 120 && light > 120, "the stripes are blurred: {dark} dark, {light} light");
}

#[test]
fn what_can_be_seen_through_is_white_on_a_card() {
    let glass = image::RgbaImage::from_pixel(600, 600, image::Rgba([0, 0, 0, 0]));
    let mut bytes = Cursor::new(Vec::new());
    glass.write_to(&mut bytes, ImageFormat::Png).unwrap();
    let built =
        choosing("card: glass.png").file("content/files/glass.png", bytes.into_inner()).build().fine();
    assert_eq!(picture_card(&built).get_pixel(600, 315).0, [255; 3]);
}

#[test]
fn a_card_for_all_pages_is_one_file_in_every_language() {
    let settings = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\ncard: wide.png\n";
    let built = site(settings)
        .file("content/files/wide.png", panorama())
        .file("content/case-studies/a.md", study("Text."))
        .file("content/case-studies/a.es.md", "---\ntitle: Un comité\nsummary: Resumen.\n---\nTexto.\n")
        .cards()
        .build();
    let files: Vec<String> = built.paths().into_iter().filter(|path| path.contains("wide")).collect();
    let [path] = files.as_slice() else { panic!("{files:?}") };
    assert!(cards(&built).is_empty());
    for page in
        ["index.html", "case-studies/a/index.html", "resume/index.html", "es/case-studies/a/index.html"]
    {
        assert!(built.text(page).contains(&named(path)), "{page}");
    }
}

#[test]
fn a_card_that_is_no_picture_is_told() {
    let missing = [
        ("https://example.org/a/team.png", "save it in `content/files/`, and write `team.png`"),
        ("../team.png", "write its name only: `team.png`"),
        ("5", "with its ending, such as `picture.jpg`"),
        ("team.png", "the name must be `team.png`"),
    ];
    for (name, help) in missing {
        let report =
            choosing(&format!("card: {name}")).build().fails("MED-09 content/pages/p.md:3:7").report();
        assert!(report.contains(help), "{report}");
    }
    let svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";
    choosing("card: a.svg")
        .file("content/files/a.svg", svg)
        .build()
        .fails("MED-13 content/pages/p.md:3:7 `a.svg` can't be a card");
    choosing("card: a.txt").file("content/files/a.txt", "a").build().fails("MED-13 content/pages/p.md:3:7");
    let moving = saved(&RgbImage::from_pixel(9, 9, Rgb([9; 3])), ImageFormat::Gif);
    choosing("card: a.gif")
        .file("content/files/a.gif", moving)
        .build()
        .fails("MED-13 content/pages/p.md:3:7 `files/a.gif` can't be a card");
    choosing("card: a.png").file("content/files/a.png", "a").build().fails("MED-14 content/pages/p.md:3:7");
    for none in ["card: false", "card: no", "card: none", "card: \"false\""] {
        assert!(!choosing(none).build().fine().text("pages/p/index.html").contains("og:image"));
    }
}

#[test]
fn what_is_not_for_an_audience_is_on_no_card() {
    let secret = study("Text.").replace("title: A", "title: zqsecret\nvisibility: private");
    let built = |audience| {
        let files = site("").file("content/case-studies/zqsecret.md", secret.clone());
        files.file("content/case-studies/a.md", study("Text.")).audience(audience).cards().build().fine()
    };
    let public = built(Visibility::Public);
    for path in cards(&public) {
        assert!(!path.contains("zqsecret") && !svg(&public, &path).contains("zqsecret"), "{path}");
    }
    assert!(cards(&public).contains(&CARD.to_owned()));
    let private = built(Visibility::Private);
    assert!(svg(&private, "assets/cards/case-studies/zqsecret/index.png").contains(">zqsecret<"));
    // Pages for the owner alone are passed on to nobody.
    assert!(!cards(&private).iter().any(|path| path.contains("interview") || path.contains("consent")));
}

#[test]
fn a_name_that_only_the_card_says_is_found() {
    let bench = Bench::with(
        "--- content/people.private.yaml\nwatch_for: [{ person: p-lead, names: [\"Mabel Quent\"] }]\n--- content/case-studies/a.md\n",
    );
    bench.write("content/case-studies/a.md", study("Text."));
    bench.write(
        "themes/commons/templates/card.svg",
        "<svg width=\"1200\" height=\"630\"><text>Mabel Quent</text></svg>",
    );
    let ran = bench.run("check").ends(1);
    assert!(ran.stdout.contains("Mabel Quent") && ran.stdout.contains("assets/cards/"), "{}", ran.stdout);
}

#[test]
fn a_translation_has_cards_in_its_language() {
    let built = site("")
        .file("content/case-studies/a.md", study("Text."))
        .file("content/case-studies/a.es.md", "---\ntitle: Un comité\nsummary: Resumen.\n---\nTexto.\n")
        .cards()
        .build();
    let path = format!("es/{CARD}");
    assert!(built.text("es/case-studies/a/index.html").contains(&named(&path)));
    let svg = svg(&built, &path);
    assert!(svg.contains(">Un comité<") && svg.contains(">Estudio de caso<"), "{svg}");
    assert!(built.text("case-studies/a/index.html").contains(&named(CARD)));
}

#[test]
fn a_card_is_drawn_when_it_is_requested_and_once() {
    let memory = Arc::new(MemoryCache::default());
    let build = |title| titled(title).picture_cache(memory.clone()).build();
    let first = build("One");
    first.text("case-studies/a/index.html");
    assert_eq!(memory.keys(), Vec::<String>::new());
    let cold = first.bytes(CARD);
    let key = memory.keys().remove(0);
    // As the folder on disk wants it.
    assert!(key.split('-').next().unwrap().len() == 64 && key.ends_with(".png"), "{key}");
    // Another version of what draws or encodes it takes none of this one's.
    assert!(key.contains(&format!("-{CARD_VERSION}-{COPY_VERSION}-")), "{key}");
    memory.write(&key, b"from the cache");
    assert_eq!(build("One").bytes(CARD), b"from the cache");
    assert_ne!(build("Two").bytes(CARD), b"from the cache");
    assert_eq!(titled("One").build().bytes(CARD), cold);
}

/// The keys of copies and cards, without those of what was found in pictures.
fn made(memory: &MemoryCache) -> impl Iterator<Item = String> {
    memory.keys().into_iter().filter(|key| !key.contains("-examined-"))
}

#[test]
fn what_a_site_shows_counts_as_needed_in_the_cache() {
    let memory = Arc::new(MemoryCache::default());
    let cover = "cover: { file: wide.png, alt: Wide }\ncard: wide.png";
    let site = choosing(cover).file("content/files/wide.png", panorama()).picture_cache(memory.clone());
    let built = site.build().fine();
    built.paths().iter().for_each(|path| drop(built.bytes(path)));
    let kept: BTreeSet<String> = made(&memory).collect();
    assert!(
        kept.iter().any(|key| key.ends_with("-card.png")) && kept.iter().any(|key| key.ends_with("w.png"))
    );
    assert_eq!(built.output().picture_keys(), kept);
}

#[test]
fn the_picture_of_a_card_is_kept_under_the_version_of_the_encoder() {
    let memory = Arc::new(MemoryCache::default());
    let wide = choosing("card: wide.png").file("content/files/wide.png", panorama());
    picture_card(&wide.picture_cache(memory.clone()).build().fine());
    let keys: Vec<String> = made(&memory).collect();
    let hash = blake3::hash(&panorama()).to_hex();
    // The part of 1200 to 630 around the middle.
    assert_eq!(keys, [format!("{hash}-{COPY_VERSION}-card-4524-0-952-500-card.jpg")]);
}

/// A site with this template of cards.
fn with_template(svg: &str) -> Site {
    site("").file("themes/commons/templates/card.svg", svg)
}

#[test]
fn a_template_of_the_author_s_takes_the_place_of_the_theme_s() {
    let template = "{% extends \"base:card.svg\" %}{% block name %}<text x=\"88\" y=\"586\">{{ page.title }} & more</text>{% endblock name %}";
    let built = with_template(&template.replace(" & ", " &amp; ")).cards().build().fine();
    assert!(built.warnings().is_empty(), "{}", built.report());
    assert!(svg(&built, "assets/cards/resume/index.png").contains(">Résumé &amp; more<"));
}

#[test]
fn a_template_that_would_read_a_file_or_take_long_is_told() {
    let long = "<rect width=\"1200\" height=\"630\" opacity=\".5\"/>".repeat(900);
    for (inner, message) in [
        (
            "<image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>",
            "a card can't have a link to something outside the file (`file:///etc/passwd`)",
        ),
        ("<g id=\"a\"/><use href=\"#a\"/>", "a card can't have the element `use`"),
        ("<filter id=\"f\"/>", "a card can't have the element `filter`"),
        ("<text>漢</text>", "the fonts of cards have no `漢`"),
        ("<text>&nbsp;</text>", "the SVG isn't valid XML: an unknown entity (line 1)"),
        ("<g>", "the SVG"),
        (&long, "the card would take too long to draw: it has the effort of more than 600 elements"),
    ] {
        let built =
            with_template(&format!("<svg width=\"1200\" height=\"630\">{inner}</svg>")).cards().build();
        let error = built.output().render_file("assets/cards/index.png").unwrap().unwrap_err();
        assert_eq!((error.rule, error.path.as_str()), ("THM-03", "themes/commons/templates/card.svg"));
        assert!(error.message.starts_with(message), "{}", error.message);
        let help = error.help.unwrap_or_default();
        assert!(!help.contains("export"), "nobody exported the template: {help}");
    }
    let small = with_template("<svg width=\"600\" height=\"315\"/>").cards().build();
    let error = small.output().render_file("assets/cards/index.png").unwrap().unwrap_err();
    assert_eq!(error.message, "a card is 1200 × 630 pixels; this one is 600 × 315");
}

#[test]
fn the_check_of_a_theme_looks_at_its_cards() {
    let bench = Bench::with("");
    bench.write(
        "themes/commons/templates/card.svg",
        "<svg width=\"1200\" height=\"630\"><use href=\"#a\"/></svg>",
    );
    bench.run("theme check commons").ends(1).says("a card can't have the element `use`");
    bench.write(
        "themes/commons/templates/card.svg",
        "<svg width=\"1200\" height=\"630\">{{ \"a\" | wrap(sizes=[]) }}</svg>",
    );
    bench.run("build").ends(1).says("`wrap` takes 1 to 20 sizes and lines");
    // Each letter counts as often as it is measured.
    let text = "word ".repeat(200);
    bench.write(
        "themes/commons/templates/card.svg",
        format!("{{% for i in range(end=500) %}}{{% set a = \"{text}\" | wrap(sizes=[60]) %}}{{% endfor %}}"),
    );
    bench.run("build").ends(1).says("more than 10 million steps");
}

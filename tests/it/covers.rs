//! Pictures at the head of pages and beside case studies in lists, and how they are cut.

use image::{GenericImageView as _, ImageFormat, Rgb, RgbImage};
use leadfolio::content::enums::Visibility;

use super::pictures::{assert_color, copies, copy, copy_path, phone_jpeg, photo, saved};
use super::support::{Built, MINIMUM, Site, built_in_themes, site};

/// A drawing without pixels.
const DRAWING: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>"#;

/// A JPEG of one color from top to a third, of another below.
fn striped(width: u32, height: u32) -> Vec<u8> {
    let noise = |x: u32, y: u32| (x.wrapping_mul(7919) ^ y.wrapping_mul(104_729)) as u8 % 3;
    let color = |x, y| {
        if y < height / 3 { Rgb([200 - noise(x, y), 40, 40]) } else { Rgb([40, 40, 200 - noise(x, y)]) }
    };
    saved(&RgbImage::from_fn(width, height, color).into(), ImageFormat::Jpeg)
}

/// A case study with a cover.
fn covered(cover: &str) -> Site {
    site("").file("content/case-studies/a.md", format!("---\n{MINIMUM}cover: {cover}\n---\nThe story.\n"))
}

fn main_of(built: &Built, path: &str) -> String {
    built.text(path).split("<main").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_cover_is_cut_around_its_focus_and_what_is_cut_off_is_not_published() {
    let cover = |more: &str| {
        let cover = covered(&format!("{{ file: team.jpg, alt: The team{more} }}"));
        cover.file("content/files/team.jpg", striped(1000, 2000)).build().fine()
    };
    let built = cover("");
    assert_eq!(copies(&built), ["files/team-1000w.jpg", "files/team-480w.jpg", "files/team-960w.jpg"]);
    assert_eq!(copy(&built, 960, "jpg").dimensions(), (960, 540));
    assert_color(&copy(&built, 960, "jpg"), (400, 10), [40, 40, 199]);
    // The edge between the colors is in the middle.
    let built = cover(", focus: [0.5, 0.3333]");
    assert_color(&copy(&built, 960, "jpg"), (400, 200), [199, 40, 40]);
    assert_color(&copy(&built, 960, "jpg"), (400, 340), [40, 40, 199]);
}

#[test]
fn a_cover_of_a_phone_is_cut_upright() {
    // Stored on its side: the left half is the upper one.
    let stored = photo(1600, 900, [234, 51, 35], [0, 0, 245]);
    let built = covered("{ file: big.jpg, alt: Big, focus: [0.5, 0] }")
        .file("content/files/big.jpg", phone_jpeg(&stored))
        .build()
        .fine();
    assert_eq!(copy(&built, 900, "jpg").dimensions(), (900, 506));
    assert_color(&copy(&built, 480, "jpg"), (240, 250), [254, 0, 0]);
}

#[test]
fn a_page_and_lists_of_every_theme_show_the_cover() {
    for theme in built_in_themes() {
        let settings = format!(
            "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: {theme}\nprofile: {{ name: Rowan Ellery }}\n"
        );
        let page = |title: &str| {
            format!("---\ntitle: {title}\ncover: {{ file: ../files/team.jpg, alt: The team }}\n---\nText.\n")
        };
        let built = site(&settings)
            .file(
                "content/case-studies/a.md",
                format!("---\n{MINIMUM}cover: {{ file: team.jpg, alt: The team }}\n---\nThe story.\n"),
            )
            .file("content/approaches/b.md", page("Coaching"))
            .file("content/pages/c.md", page("About"))
            .file("content/files/team.jpg", striped(1000, 1000))
            .build()
            .fine();
        let large = copy_path(&built, 1000, "jpg");
        for path in ["case-studies/a/", "approaches/b/", "pages/c/"] {
            let html = built.text(&format!("{path}index.html"));
            let main = html.split("<main").nth(1).unwrap();
            let tag = main.split("<img ").nth(1).unwrap().split('>').next().unwrap();
            assert!(tag.contains("alt=\"The team\" width=\"1000\" height=\"562\""), "{theme} {path}: {tag}");
            assert!(!tag.contains("lazy") && tag.contains(&large), "{theme} {path}: {tag}");
            assert!(html.contains(&format!("og:image\" content=\"https://example.org/{large}\"")), "{html}");
        }
        // The lists of dossier are ledgers, and in field only the first tile of the home page has a picture.
        let lists: &[&str] = match theme.as_str() {
            "dossier" => &[],
            "field" => &["index.html"],
            _ => &["index.html", "case-studies/index.html"],
        };
        for path in lists {
            let main = main_of(&built, path);
            // The title beside it is the link, which covers the whole card.
            assert!(main.contains("<div class=\"card-panel\">"), "{theme} {path}: {main}");
            assert!(main.contains(&large) && !main.contains("The team"), "{theme} {path}: {main}");
        }
    }
}

#[test]
fn without_a_cover_nothing_is_shown() {
    let built =
        site("").file("content/case-studies/a.md", super::support::study("The story.")).build().fine();
    for path in ["index.html", "case-studies/index.html", "case-studies/a/index.html"] {
        let main = main_of(&built, path);
        assert!(!main.contains("<img") && !main.contains("cover"), "{main}");
    }
}

#[test]
fn drawings_and_pictures_of_the_format_are_published_as_they_are() {
    let drawing = covered("{ file: plan.svg, alt: Plan, focus: [0, 0] }");
    let built = drawing.file("content/files/plan.svg", DRAWING).build().fine();
    assert_eq!(copies(&built), ["files/plan.svg"]);
    let built = covered("{ file: small.jpg, alt: Small }")
        .file("content/files/small.jpg", striped(320, 180))
        .build()
        .fine();
    assert_eq!(copies(&built), ["files/small.jpg"]);
    let built = covered("{ file: small.jpg, alt: Small }")
        .file("content/files/small.jpg", striped(320, 320))
        .build()
        .fine();
    assert_eq!(copies(&built), ["files/small-320w.jpg"]);
}

#[test]
fn a_picture_that_the_text_shows_too_is_published_whole_and_cut() {
    let text = format!(
        "---\n{MINIMUM}cover: {{ file: team.jpg, alt: The team }}\n---\n![The team](../files/team.jpg)\n"
    );
    let built = site("")
        .file("content/case-studies/a.md", text)
        .file("content/files/team.jpg", striped(600, 600))
        .build()
        .fine();
    let sizes: Vec<(u32, u32)> = built
        .paths()
        .iter()
        .filter(|path| path.starts_with("files/"))
        .map(|path| image::load_from_memory(&built.bytes(path)).unwrap().dimensions())
        .collect();
    assert_eq!(sizes.len(), 4);
    for size in [(480, 480), (600, 600), (480, 270), (600, 337)] {
        assert!(sizes.contains(&size), "{size:?} in {sizes:?}");
    }
}

#[test]
fn a_cover_belongs_to_those_who_may_see_its_page() {
    let held_back = |line: &str, audience| {
        let page =
            format!("---\n{MINIMUM}{line}\ncover: {{ file: team.jpg, alt: The team }}\n---\nThe story.\n");
        let site = site("").file("content/case-studies/a.md", page);
        site.file("content/files/team.jpg", striped(600, 600)).audience(audience).build().fine()
    };
    for line in ["visibility: private", "visibility: panel", "draft: true", "date: 2099-01-01"] {
        assert_eq!(copies(&held_back(line, Visibility::Public)), [""; 0], "{line}");
    }
    assert_eq!(copies(&held_back("visibility: private", Visibility::Private)).len(), 2);
    // A withheld artifact can't be a cover.
    let artifact = format!(
        "---\n{MINIMUM}cover: {{ file: team.jpg, alt: The team }}\nartifacts:\n  - {{ id: t, type: photo, title: T, caption: C, \
         date: 2024-09, file: team.jpg, alt: The team, visibility: private }}\n---\nThe story.\n"
    );
    site("")
        .file("content/case-studies/a.md", artifact)
        .file("content/files/team.jpg", striped(600, 600))
        .build()
        .fails(
            "PRV-02 content/case-studies/a.md:9:16 `files/team.jpg` is shown here but held back elsewhere",
        );
}

#[test]
fn what_is_wrong_with_a_cover_is_told_where_it_is_written() {
    let fails = |cover: &str, expected: &str, help: &str| {
        let built = covered(cover).file("content/files/team.jpg", striped(600, 600)).build().fails(expected);
        assert!(built.report().contains(help), "{}", built.report());
    };
    fails("{ file: taem.jpg, alt: T }", "MED-09 content/case-studies/a.md:9:16 ", "did you mean `team.jpg`?");
    fails(
        "{ file: notes.pdf, alt: T }",
        "MED-13 content/case-studies/a.md:9:16 `notes.pdf` isn't a picture",
        "JPEG",
    );
    fails(
        "{ file: team.jpg }",
        "MED-03 content/case-studies/a.md:9:8 the picture has no `alt` text",
        "`alt: ",
    );
    fails("{ alt: T }", "REQ-01 content/case-studies/a.md:9:8 the picture has no `file`", "file: team.jpg");
    let point = |focus: &str| format!("{{ file: team.jpg, alt: T, focus: {focus} }}");
    let expected = "REQ-03 content/case-studies/a.md:9:41 `focus` isn't a point in the picture";
    fails(&point("[50, 30]"), expected, "if this is percent, write `focus: [50%, 30%]`");
    fails(&point("[2, 0.5]"), expected, "write two numbers from 0 to 1");
    fails(&point("[0.5]"), expected, "write `focus: [0.5, 0.5]`");
    fails(&point("center"), expected, "write `focus: [0.5, 0.5]`");
    fails(&point("top left"), expected, "write `focus: [0.1, 0.1]`");
    fails(&point("\"50% 30%\""), expected, "write `focus: [50%, 30%]`");
    fails(&point("[-1, 0]"), expected, "write two numbers from 0 to 1");
    fails("false", "", "to show none, remove the line");
    fails(
        "{ src: team.jpg, alt: T }",
        "YML-01 content/case-studies/a.md:9:10 unknown field `src`",
        "write `file` instead of `src`",
    );
    // Other programs have the name alone, and fields of their own.
    fails("team.jpg", "", "write `cover: { file: \"team.jpg\", alt: \"TODO: what the picture shows\" }`");
    let other =
        site("").file("content/case-studies/a.md", format!("---\n{MINIMUM}cover_alt: T\n---\nText.\n"));
    assert!(other.build().report().contains("cover: { file: picture.jpg, alt: \"What it shows\" }"));
}

#[test]
fn a_portrait_with_a_focus_is_cut_upright() {
    let portrait = |more: &str| {
        let settings = format!(
            "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: {{ name: Rowan Ellery, photo: {{ file: me.jpg, alt: Me{more} }} }}\n"
        );
        site(&settings).file("content/files/me.jpg", striped(1500, 1000)).build().fine()
    };
    assert_eq!(copy(&portrait(""), 960, "jpg").dimensions(), (960, 640));
    let built = portrait(", focus: [0.2, 0.5]");
    assert_eq!(copies(&built), ["files/me-480w.jpg", "files/me-800w.jpg"]);
    assert_eq!(copy(&built, 800, "jpg").dimensions(), (800, 1000));
    assert!(main_of(&built, "index.html").contains("width=\"800\" height=\"1000\""));
}

#[test]
fn a_translation_describes_the_cover_of_its_original() {
    let original =
        format!("---\n{MINIMUM}cover: {{ file: team.jpg, alt: The team, focus: [0, 0] }}\n---\nThe story.\n");
    let built = site("")
        .file("content/case-studies/a.md", original)
        .file(
            "content/case-studies/a.es.md",
            "---\ntitle: A\nsummary: S.\ncover: { alt: El equipo }\n---\nLa historia.\n",
        )
        .file("content/files/team.jpg", striped(600, 600))
        .build();
    let main = main_of(&built, "es/case-studies/a/index.html");
    assert!(
        main.contains("alt=\"El equipo\"") && main.contains(&copy_path(&built, 600, "jpg")),
        "{}",
        built.report()
    );
    assert_eq!(copies(&built).len(), 2);
}

// Only a program that draws cards looks at them.
#[cfg(feature = "cards")]
#[test]
fn a_picture_that_looks_blurred_is_told_where_it_is_a_cover_or_a_card() {
    let hints_for = |cover: &str, width: u32, height: u32| -> Vec<String> {
        let site = covered(cover).cards().file("content/files/team.jpg", striped(width, height));
        let built = site.build().fine();
        let hints = built.findings().filter(|finding| finding.rule == "MED-22");
        hints.map(|hint| format!("{}: {}", hint.message, built.help(hint))).collect()
    };
    let cover = "{ file: team.jpg, alt: The team }";
    // Of an upright picture, all of the width is left; of a wide one, a part.
    for (width, height, left) in [(640, 1200, 640), (2000, 450, 800)] {
        let hints = hints_for(cover, width, height);
        let [hint] = hints.as_slice() else { panic!("{hints:?}") };
        assert!(
            hint.starts_with(&format!(
                "as a cover, `files/team.jpg` is {left} pixels wide, and looks blurred"
            ))
        );
        assert!(hint.contains("at least 960 pixels"), "{hint}");
    }
    assert!(hints_for(cover, 1280, 1280).is_empty());
    let both = hints_for(&format!("{cover}\ncard: team.jpg"), 500, 500);
    assert!(
        both.iter().any(|hint| hint.starts_with("as a card, ") && hint.contains("at least 600")),
        "{both:?}"
    );
    assert_eq!(both.len(), 2);
}

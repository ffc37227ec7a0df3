//! The theme `field`: results as tiles, a choice of results without a script, and drawings for the tabs of phones.

use super::support::{Built, MINIMUM, site, study};

/// A portfolio in field with case studies of these words of front matter each.
fn in_field(cases: &[&str]) -> Built {
    let mut files = "--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: field\nprofile: { name: \"Rowan Ellery\" }\n".to_owned();
    for (index, words) in cases.iter().enumerate() {
        let text = study("Text.").replace(MINIMUM, &MINIMUM.replace("status: ongoing", words));
        files += &format!(
            "--- content/case-studies/s{index}.md\n{}",
            text.replace("title: A", &format!("title: T{index}"))
        );
    }
    site(&files).build()
}

const MET: &str = "status: completed\nend: 2025-06\nverdict: met";
const STOPPED: &str = "status: stopped\nstatus_reason: R.\nend: 2025-06\nverdict: not_met";
const ONGOING: &str = "status: ongoing";

/// Values of the choice of results with their numbers: "met 2".
fn choices(html: &str) -> Vec<String> {
    let choice = |label: &str| {
        let value = label.split('"').next().unwrap();
        let number = label.split_once("<b>").unwrap().1.split('<').next().unwrap();
        format!("{value} {number}")
    };
    html.split("name=\"lf-state\" value=\"").skip(1).map(choice).collect()
}

#[test]
fn the_counts_stand_as_tiles_below_the_name() {
    let home = in_field(&[MET, MET, STOPPED, ONGOING]).text("index.html");
    let (_, tiles) = home.split_once("<ul class=\"proof\">").expect("there are tiles");
    assert!(
        tiles.starts_with("\n<li><a href=\"/case-studies/\"><b>4</b> <span>Case studies</span></a></li>"),
        "{tiles}"
    );
    let met = "<li><b>2</b> <span class=\"verdict\" data-standing=\"met\">Goal met</span></li>";
    assert!(tiles.contains(met), "{tiles}");
    assert!(
        !in_field(&[MET, ONGOING]).text("index.html").contains("class=\"proof\""),
        "two are not worth a count"
    );
}

#[test]
fn a_tile_begins_with_its_status_and_has_one_link() {
    let list = in_field(&[MET, STOPPED]).text("case-studies/index.html");
    let tiles: Vec<&str> = list.split("<article class=\"card tile\">").skip(1).collect();
    assert_eq!(tiles.len(), 2);
    for tile in tiles {
        let tile = tile.split_once("</article>").unwrap().0;
        assert!(
            tile.find("class=\"standing\"").unwrap() < tile.find("<h2 class=\"card-title\">").unwrap(),
            "{tile}"
        );
        assert_eq!(tile.matches("<a ").count(), 1, "{tile}");
    }
}

#[test]
fn readers_choose_among_the_results_that_the_list_has() {
    let few = in_field(&[MET, STOPPED]).text("case-studies/index.html");
    assert!(!few.contains("lf-state"), "{few}");
    let built = in_field(&[MET, MET, MET, STOPPED, ONGOING, ONGOING]);
    let list = built.text("case-studies/index.html");
    assert_eq!(choices(&list), ["met 3", "stopped 1", "ongoing 2"]);
    assert!(list.contains("<input type=\"radio\" name=\"lf-state\" checked>6 case studies"), "{list}");
    assert!(!list.contains("class=\"year\""), "a few tiles stand together");
}

#[test]
fn many_case_studies_are_lines_by_year_with_a_choice_for_each_page() {
    let built = in_field(&[[MET; 15].as_slice(), &[ONGOING; 10]].concat());
    let first = built.text("case-studies/index.html");
    assert!(first.contains("<ul class=\"cards\" data-rows>") && first.contains("class=\"year\""), "{first}");
    let numbers = choices(&first);
    let sum: usize =
        numbers.iter().map(|it| it.split(' ').next_back().unwrap().parse::<usize>().unwrap()).sum();
    assert_eq!(sum, first.matches("<article class=\"card tile\">").count(), "{numbers:?}");
}

#[test]
fn items_of_the_main_menu_have_drawings_and_those_at_the_foot_have_none() {
    let home = in_field(&[MET]).text("index.html");
    let (head, foot) = home.split_once("<footer class=\"site-footer\">").unwrap();
    let menu = head.split_once("<nav class=\"site-nav\"").unwrap().1.split_once("</nav>").unwrap().0;
    assert_eq!(menu.matches("<li>").count(), menu.matches("<svg class=\"icon\"").count(), "{menu}");
    let more = foot.split_once("<nav class=\"more-pages\"").unwrap().1.split_once("</nav>").unwrap().0;
    assert!(!more.contains("<svg"), "{more}");
}

#[test]
fn without_a_photo_the_initials_stand_on_a_panel() {
    assert!(in_field(&[MET]).text("index.html").contains("<path class=\"monogram-rings\""));
}

//! The theme `dossier`: numbers that a panel can cite, the same in contents and headings, and ledgers in place of cards.

use super::support::{Built, MINIMUM, bare_site, sample_files, site, study};

/// The sample in dossier.
fn sample() -> Built {
    let mut all = bare_site("");
    for (path, blob) in sample_files("dossier").iter() {
        all = all.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    all.build()
}

fn in_dossier(files: &str) -> Built {
    site(&format!("--- content/portfolio.yaml\nurl: \"https://example.org/\"\ntheme: dossier\nprofile: {{ name: \"Rowan Ellery\" }}\n{files}")).build()
}

/// What is numbered, without its tags: "1.2 Results".
fn numbered(html: &str) -> Vec<String> {
    let words = |piece: &str| {
        let end = ["</h2>", "</h3>", "</li>", "</p>"].iter().filter_map(|it| piece.find(it)).min().unwrap();
        let text = piece[..end].split('<').map(|it| it.rsplit('>').next().unwrap()).collect::<String>();
        text.trim().to_owned()
    };
    html.split("<span class=\"number\">").skip(1).map(words).collect()
}

/// The contents of the page of a case study and its numbered headings.
fn contents_and_headings(html: &str) -> (Vec<String>, Vec<String>) {
    let (before, rest) = html.split_once("<details class=\"contents\">").expect("there are contents");
    let (contents, after) = rest.split_once("</details>").unwrap();
    (numbered(contents), numbered(&format!("{before}{after}")))
}

#[test]
fn headings_of_every_case_study_have_the_numbers_of_the_contents() {
    let built = sample();
    let list = built.text("case-studies/index.html");
    let pages: Vec<&str> =
        list.split("class=\"card-title\"").skip(1).map(|it| it.split('"').nth(3).unwrap()).collect();
    assert!(pages.len() > 5, "{pages:?}");
    for page in pages {
        let html = built.text(&format!("{}index.html", page.trim_start_matches('/')));
        let (mut contents, headings) = contents_and_headings(&html);
        assert_eq!(contents.remove(0), "1 The story", "{page}");
        assert_eq!(contents, headings, "{page}");
        assert!(headings.contains(&"2 The evidence".to_owned()), "{page}: {headings:?}");
        assert_eq!(
            html.matches("<summary><h3>").count(),
            html.matches("<summary><h3><span class=\"number\">2.").count()
        );
    }
}

#[test]
fn numbers_follow_the_levels_of_headings_and_leave_out_what_is_not_there() {
    let page = |body: &str| {
        let events = "timeline: [{ date: 2024-09, kind: milestone, event: \"E\" }]\n";
        let text = study(body).replace(MINIMUM, &format!("{MINIMUM}{events}"));
        in_dossier(&format!("--- content/case-studies/a.md\n{text}")).text("case-studies/a/index.html")
    };
    let evidence = ["2 The evidence", "2.1 Who decided what", "2.2 People", "2.3 Timeline"];
    let (contents, headings) =
        contents_and_headings(&page("## One\n\n### Deep\n\nText.\n\n### Deeper\n\n![](timeline:a)\n"));
    let story = ["1.1 One", "1.1.1 Deep", "1.1.2 Deeper"];
    assert_eq!(headings, [&story[..], &evidence].concat());
    assert_eq!(contents[1..], headings, "the timeline that the story shows keeps its number");
    let (contents, headings) = contents_and_headings(&page("Text alone."));
    assert_eq!(contents, evidence);
    assert_eq!(headings, evidence);
}

#[test]
fn parts_of_the_home_page_and_what_is_in_them_are_numbered() {
    let home = sample().text("index.html");
    let numbers: Vec<String> =
        numbered(&home).iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(numbers, ["1", "1.1", "1.2", "1.3", "1.4", "2", "3", "3.1", "3.2", "3.3"]);
    assert!(home.contains("<span class=\"seal\" aria-hidden=\"true\">RE</span>"), "{home}");
}

#[test]
fn the_ledger_counts_through_its_years_and_pages() {
    let one = |index: usize| {
        let text = study("Text.")
            .replace("2024-08", &format!("{}-08", 2000 + index / 4))
            .replace("title: A", &format!("title: T{index}"));
        format!("--- content/case-studies/s{index}.md\n{text}")
    };
    let built = in_dossier(&(0..45).map(one).collect::<String>());
    let mut path = "case-studies/index.html".to_owned();
    let mut all = Vec::new();
    loop {
        let html = built.text(&path);
        all.extend(numbered(&html).iter().map(|it| it.split(' ').next().unwrap().parse::<usize>().unwrap()));
        let Some((_, next)) = html.split_once("<a rel=\"next\" href=\"/") else { break };
        path = format!("{}index.html", next.split('"').next().unwrap());
    }
    assert_eq!(all, (1..=45).collect::<Vec<_>>());
}

#[test]
fn without_a_photo_the_panel_is_engraved_and_a_logo_takes_the_place_of_the_seal() {
    let home = in_dossier(&format!("--- content/case-studies/a.md\n{}", study("Text."))).text("index.html");
    assert!(home.contains("<g class=\"guilloche\">"), "{home}");
    let logo = "theme_options: { logo: logo.svg }\n--- content/files/logo.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>\n";
    assert!(!in_dossier(logo).text("index.html").contains("class=\"seal\""));
}

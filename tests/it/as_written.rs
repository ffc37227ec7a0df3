//! The author's words are printed as they were written.

use std::fs;
use std::path::Path;

use super::support::{Bench, Built, site, study};

fn tagged(tags: &[&str]) -> Built {
    let page = |(index, tag): (usize, &&str)| {
        let text = study("Text.").replacen("start:", &format!("tags: [\"{tag}\"]\nstart:"), 1);
        format!("--- content/case-studies/s{index}.md\n{text}")
    };
    site(&tags.iter().enumerate().map(page).collect::<String>()).build().fine()
}

/// Address and title of each tag.
fn tags(built: &Built) -> Vec<(String, String)> {
    built.portfolio().tags.iter().map(|tag| (tag.path.clone(), tag.title.clone())).collect()
}

#[test]
fn tags_and_units_keep_their_capitals() {
    let built = tagged(&["STEM", "R&D", "iPad use"]);
    let list = built.text("tags/index.html");
    for title in [">STEM<", ">R&amp;D<", ">iPad use<"] {
        assert!(list.contains(title), "{title}: {list}");
    }
    assert!(built.text("tags/stem/index.html").contains("<h1>STEM</h1>"));
    assert!(built.text("tags/r-d/index.html").contains("<h1>R&amp;D</h1>"));
    let outcome = "outcomes: [{ id: o, kind: quantitative, metric: M, unit: \"RIT points\", direction: increase, baseline: { value: 1, date: 2023 }, result: { value: 12, date: 2025 } }]\nstart:";
    let page = study("Text.").replacen("start:", outcome, 1);
    let built = site(&format!("--- content/case-studies/a.md\n{page}")).build().fine();
    let html = built.text("case-studies/a/index.html");
    assert!(html.contains("Up 11 RIT points"), "{html}");
}

#[test]
fn tags_that_differ_in_a_sign_or_in_a_letter_of_another_script_are_kept_apart() {
    let built = tagged(&["C", "C++", "C#", "領導", "領道", "school-culture", "School culture"]);
    let own = |path: &str, title: &str| (path.to_owned(), title.to_owned());
    assert_eq!(
        tags(&built),
        [
            own("tags/c/", "C"),
            own("tags/c-sharp/", "C#"),
            own("tags/c-plus-plus/", "C++"),
            own("tags/school-culture/", "school-culture"),
            own("tags/領導/", "領導"),
            own("tags/領道/", "領道"),
        ]
    );
    assert!(built.text("tags/領導/index.html").contains("<h1>領導</h1>"));
    assert!(built.text("tags/index.html").contains("href=\"/tags/%E9%A0%98%E9%81%93/\""));
}

#[test]
fn tags_whose_addresses_meet_all_the_same_are_numbered() {
    let paths: Vec<String> = tags(&tagged(&["C++", "C plus plus"])).into_iter().map(|tag| tag.0).collect();
    assert_eq!(paths, ["tags/c-plus-plus/", "tags/c-plus-plus-2/"]);
}

#[test]
fn tags_keep_their_addresses_when_others_come() {
    let before = tagged(&["C++", "Equity"]);
    let after = tagged(&["C", "C#", "C++", "Equity", "Family"]);
    for tag in tags(&before) {
        assert!(tags(&after).contains(&tag), "{tag:?}");
    }
}

/// Filters that change letters, each with the values that it may be used on: our own words (dates, too), and the start of a unit.
const LETTER_FILTERS: [(&str, &[&str]); 4] = [
    ("capitalize", &[".label", ".period", "outcome.change", "framework.unit"]),
    ("lower", &["set name = network"]),
    ("upper", &[]),
    ("title", &[]),
];

#[test]
fn no_template_changes_the_letters_of_an_author_s_words() {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("themes")];
    let (mut faults, mut count) = (Vec::new(), 0);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            if path.extension().is_none_or(|it| it != "html") {
                continue;
            }
            count += 1;
            let text = fs::read_to_string(&path).unwrap();
            for (filter, allowed) in LETTER_FILTERS {
                for (at, _) in text.match_indices(&format!("| {filter}")) {
                    let rest = &text[at + 2 + filter.len()..];
                    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                        continue;
                    }
                    let value = text[..at].trim_end();
                    if !allowed.iter().any(|end| value.ends_with(end)) {
                        let line = text[..at].matches('\n').count() + 1;
                        faults.push(format!("{}:{line}: `{filter}`", path.display()));
                    }
                }
            }
            let css = text.contains("text-transform");
            assert!(!css, "{}", path.display());
        }
    }
    assert!(count > 30, "{count}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_theme_of_one_s_own_capitalizes_the_first_letter_only() {
    let bench = Bench::with(&format!(
        "--- content/case-studies/a.md\n{}",
        study("Text.").replacen("start:", "tags: [\"the STEM lab\"]\nstart:", 1)
    ));
    bench.write("themes/commons/templates/tag.html", "{{ page.title | capitalize }}");
    bench.run("build").ends(0);
    assert_eq!(bench.read("dist/tags/the-stem-lab/index.html"), "The STEM lab");
}

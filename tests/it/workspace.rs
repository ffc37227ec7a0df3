//! A workspace: many portfolios, built by one command.

use serde_json::Value;

use super::support::{Bench, Ran, files, study};

const PROGRAM: &str =
    "name: \"Principal preparation\"\nframework: ours\nartifacts: { least: 2 }\npages: [vision]\n";
const STANDARDS: &str = "id: ours\nname: \"Standards of our district\"\nshort: District\nstandards:\n  - { id: 1, title: Culture }\n";

/// Three portfolios, one of them with an error, beside a folder that is none.
fn bench() -> Bench {
    let bench = Bench::new();
    for (folder, name) in [("rowan", "Rowan Ellery"), ("bo & co", "Bo <Bly>"), ("nia", "Nia Voss")] {
        bench.write(
            &format!("cohort 27/{folder}/content/portfolio.yaml"),
            format!("profile: {{ name: \"{name}\" }}\nframeworks: [ours]\n"),
        );
        let people = format!(
            "people:\n  - {{ id: p-owner, kind: owner, role: Principal, show_as: full_name, name: {{ full: \"{name}\" }}, minor: false, \
             consent: {{ status: not_needed }} }}\n  - {{ id: p-lead, kind: staff, role: Teacher, minor: false, consent: {{ status: not_asked }} }}\n"
        );
        bench.write(&format!("cohort 27/{folder}/content/people.yaml"), people);
        bench.write(&format!("cohort 27/{folder}/content/case-studies/a.md"), study("Text."));
    }
    bench.write("cohort 27/nia/content/case-studies/b.md", "---\ntitle: \"no end\n---\n");
    bench.write("cohort 27/notes/plan.md", "Mine.");
    bench.write("cohort 27/content/program.yaml", PROGRAM);
    bench.write("cohort 27/content/standards/ours.yaml", STANDARDS);
    // One has a theme of its own, of the same name as a shared one.
    for (theme, color) in [("cohort 27", "#123456"), ("cohort 27/rowan", "#654321")] {
        bench.write(
            &format!("{theme}/themes/ours/theme.yaml"),
            "name: ours\nextends: commons\ndescription: Ours.\n",
        );
        bench.write(
            &format!("{theme}/themes/ours/assets/css/theme.css"),
            format!("h1 {{ color: {color} }}\n"),
        );
    }
    for folder in ["rowan", "bo & co"] {
        let settings = bench.read(&format!("cohort 27/{folder}/content/portfolio.yaml"));
        bench.write(&format!("cohort 27/{folder}/content/portfolio.yaml"), settings + "theme: ours\n");
    }
    bench
}

fn build(bench: &Bench, arguments: &[&str]) -> Ran {
    let mut command = bench.command("build --today 2026-11-23 --workspace");
    super::support::run(command.arg("cohort 27").args(arguments))
}

#[test]
fn one_portfolio_that_fails_stops_no_other_and_a_page_says_how_far_each_is() {
    let bench = bench();
    let ran = build(&bench, &[]).ends(1).says("built 2 of 3 portfolios in ");
    let line = |name: &str| ran.stderr.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("rowan: ").contains("0 of 2 requirements met"), "{}", ran.stderr);
    assert_eq!(line("nia: not built: 1 error "), "nia: not built: 1 error and 0 warnings");
    assert!(ran.stderr.contains("--> content/case-studies/b.md:"), "{}", ran.stderr);
    for (folder, is_built) in [("rowan", true), ("bo & co", true), ("nia", false)] {
        assert_eq!(bench.has(&format!("cohort 27/{folder}/dist/index.html")), is_built, "{folder}");
    }
    let page = bench.read("cohort 27/cohort/index.html");
    for part in [
        "2 of 3 portfolios built; 0 of them with all that the program requires",
        "<a href=\"../rowan/dist/index.html\">Rowan Ellery</a><td>0 of 2",
        "<a href=\"../bo%20%26%20co/dist/index.html\">Bo &lt;Bly&gt;</a>",
        "<th scope=\"row\">Nia Voss <small>not built</small><td>",
        "<meta name=\"robots\" content=\"noindex\">",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    assert_eq!(bench.read("cohort 27/cohort/.gitignore"), "*\n");
    let sheets = |folder: &str| -> String {
        let site = files(&bench.path(&format!("cohort 27/{folder}/dist")));
        let sheets = site.into_iter().filter(|(path, _)| path.ends_with(".css"));
        sheets.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).collect()
    };
    assert!(sheets("rowan").contains("#654321") && !sheets("rowan").contains("#123456"));
    assert!(sheets("bo & co").contains("#123456"));
    // What is shared is not copied into a portfolio, and the folder of the page is none.
    assert!(!bench.has("cohort 27/rowan/content/program.yaml"));
    build(&bench, &[]).ends(1).says("built 2 of 3 portfolios in ");
    // Each is as if it were built alone.
    let together = files(&bench.path("cohort 27/rowan/dist"));
    bench.write("cohort 27/rowan/content/program.yaml", PROGRAM);
    bench.write("cohort 27/rowan/content/standards/ours.yaml", STANDARDS);
    let mut alone = bench.command("build --today 2026-11-23 --root");
    super::support::run(alone.arg("cohort 27/rowan").args(["--output", "alone"])).ends(0);
    assert_eq!(files(&bench.path("alone")), together);
}

#[test]
fn shards_build_each_portfolio_once_and_scripts_read_what_became_of_it() {
    let bench = bench();
    let mut folders: Vec<String> = Vec::new();
    for shard in ["1/2", "2/2"] {
        let ran = build(&bench, &["--json", "--output", "sites", "--shard", shard]);
        let said: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(said["schema_version"], 1);
        for portfolio in said["portfolios"].as_array().unwrap() {
            let folder = portfolio["folder"].as_str().unwrap();
            let is_built = folder != "nia";
            assert_eq!(portfolio["built"], is_built, "{portfolio:#}");
            assert_eq!(portfolio["errors"].as_u64().unwrap() == 0, is_built, "{portfolio:#}");
            assert_eq!(bench.has(&format!("sites/{folder}/index.html")), is_built, "{folder}");
            assert_eq!(portfolio["readiness"].as_array().unwrap().len(), 2, "{portfolio:#}");
            folders.push(folder.to_owned());
        }
    }
    folders.sort_unstable();
    assert_eq!(folders, ["bo & co", "nia", "rowan"]);
    assert!(
        bench.has("cohort 27/cohort-1-of-2/index.html") && bench.has("cohort 27/cohort-2-of-2/index.html")
    );
}

#[test]
fn a_folder_without_portfolios_and_a_part_that_does_not_exist_are_explained() {
    let bench = Bench::new();
    bench.write("empty/notes.txt", "Mine.");
    bench.run("build --workspace empty").ends(2).says("there is no portfolio in `empty`");
    bench.run("build --workspace nowhere").ends(2).says("nowhere");
    bench.run("build --workspace empty --shard 3/2").ends(2).says("such as `3/8`");
    bench.run("build --shard 1/2").ends(2).says("--workspace");
    assert!(!bench.has("empty/cohort"));
}

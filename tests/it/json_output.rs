//! What commands print for scripts: JSON on stdout, with a version, whatever else they say.

use serde_json::Value;

use super::support::{Bench, Ran, study};

fn bench() -> Bench {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    bench.write(
        "content/portfolio.yaml",
        "profile: { name: \"Rowan Ellery\" }\ndeploy:\n  here: { kind: folder, path: published, url: \"http://127.0.0.1:9/\" }\n",
    );
    bench
}

fn json(ran: &Ran) -> Value {
    let value: Value =
        serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout));
    assert_eq!(value["schema_version"], 1, "{value:#}");
    value
}

#[test]
fn every_command_that_scripts_read_takes_the_same_option() {
    let bench = bench();
    for command in ["check", "evidence", "themes", "doctor", "export", "build", "deploy --dry-run"] {
        json(&bench.run(&format!("{command} --json")).ends(0));
    }
    let check = json(&bench.run("check --json").ends(0));
    assert_eq!(check, json(&bench.run("check --format json").ends(0)));
    let themes = json(&bench.run("themes --json").ends(0));
    let field = themes["themes"].as_array().unwrap().iter().find(|theme| theme["name"] == "field").unwrap();
    assert_eq!((&field["own"], &field["extends"]), (&false.into(), &"base".into()));
    assert!(field["options"].as_array().is_some_and(|options| !options.is_empty()));
}

#[test]
fn a_build_says_what_it_wrote_or_that_it_did_not() {
    let bench = bench();
    bench.write("content/case-studies/later.md", study("T.").replacen("---\n", "---\ndate: 2999-01-01\n", 1));
    let built = json(&bench.run("build --json").ends(0).says("built "));
    assert_eq!(
        (&built["built"], &built["output"], &built["audience"]),
        (&true.into(), &"dist".into(), &"public".into())
    );
    assert!(built["pages"].as_u64().unwrap() > 1 && built["bytes"].as_u64().unwrap() > 1000, "{built:#}");
    assert_eq!(built["not_published"][0]["path"], "content/case-studies/later.md");
    bench.write("content/case-studies/b.md", "---\ntitle: \"no end\n---\n");
    let refused = json(&bench.run("build --json").ends(1));
    assert_eq!((&refused["built"], &refused["errors"]), (&false.into(), &1.into()));
}

#[test]
fn a_build_says_where_its_time_went_to_people_browsers_and_scripts() {
    let bench = bench();
    let said = bench.run("build --timings").ends(0).says("Stages, one after another:");
    assert!(said.stderr.contains(" s  case studies (1 file)\n") && said.stdout.is_empty(), "{}", said.stderr);
    let page = bench.run("build --timings=html").ends(0).stdout;
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<td>case studies (1 file)\n"), "{page}");
    let times = json(&bench.run("build --timings --json").ends(0))["timings"].take();
    let seconds = |list: &str| -> f64 {
        times[list].as_array().unwrap().iter().map(|row| row["seconds"].as_f64().unwrap()).sum()
    };
    assert!(seconds("stages") > 0.0 && seconds("kinds") > 0.0, "{times:#}");
    let kind = times["kinds"].as_array().unwrap().iter().find(|row| row["kind"] == "case studies").unwrap();
    assert_eq!(kind["files"], 1);
    bench.run("build --timings=html --json").ends(2).says("use `--json --timings`");
    assert!(json(&bench.run("build --json").ends(0))["timings"].is_null());
}

#[test]
fn a_deploy_says_what_it_planned_and_what_became_of_it() {
    let bench = bench();
    let planned = json(&bench.run("deploy --dry-run --json").ends(0));
    assert_eq!((&planned["result"], &planned["target"]), (&"planned".into(), &"here".into()));
    assert!(planned["uploads"].as_array().unwrap().contains(&"index.html".into()), "{planned:#}");
    assert!(!bench.has("published"));
    bench.write(
        "content/portfolio.yaml",
        "profile: { name: \"Rowan Ellery\" }\ndeploy:\n  here: { kind: folder, path: published }\n",
    );
    let published = json(&bench.run("deploy --yes --json").ends(0));
    assert_eq!(published["result"], "published");
    assert!(bench.has("published/index.html"));
    assert_eq!(json(&bench.run("deploy --yes --json").ends(0))["result"], "up_to_date");
}

//! `leadfolio doctor` says what is missing on a computer, and takes what it could not ask for unknown.

use serde_json::Value;

use super::support::{Bench, run, study};

fn bench() -> Bench {
    Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")))
}

/// Runs `doctor --json` and gives its exit code and its checks.
fn checks(bench: &Bench, arguments: &str) -> (Option<i32>, Value) {
    let ran = run(bench.command(&format!("doctor --json {arguments}")).env("LC_ALL", "C.UTF-8"));
    let value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stdout));
    (ran.code, value)
}

/// The check of this name.
#[track_caller]
fn check<'a>(report: &'a Value, name: &str) -> &'a Value {
    let all = report["checks"].as_array().unwrap();
    all.iter().find(|check| check["name"] == name).unwrap_or_else(|| panic!("no `{name}` in {report:#}"))
}

#[test]
fn a_portfolio_that_can_be_built_is_ready_and_nothing_is_left_behind() {
    let bench = bench();
    let (code, report) = checks(&bench, "");
    assert_eq!(code, Some(0), "{report:#}");
    assert_eq!(report["schema_version"], 1);
    assert_eq!(report["ready"], true);
    for name in ["features", "browser", "git", "output", "file_watching", "clock", "time_zone", "locale"] {
        assert!(
            check(&report, name)["message"].as_str().is_some_and(|message| !message.is_empty()),
            "{name}"
        );
    }
    for name in ["portfolio", "theme", "old_names", "output", "clock"] {
        assert_eq!(check(&report, name)["status"], "ok", "{name}: {report:#}");
    }
    let left: Vec<_> =
        std::fs::read_dir(bench.path(".")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["content"], "what it tried is gone");
    let ran = bench.run("doctor").ends(0).says("nothing essential is missing");
    assert!(ran.stdout.starts_with("leadfolio 0."), "{}", ran.stdout);
    assert!(ran.stdout.contains("✓ theme: `commons`\n"), "{}", ran.stdout);
}

#[test]
fn what_keeps_a_site_from_being_built_ends_with_one() {
    let bench = bench();
    bench.write("dist", "a file in the way");
    let (code, report) = checks(&bench, "");
    assert_eq!(code, Some(1));
    assert_eq!((&check(&report, "output")["status"], &report["ready"]), (&"problem".into(), &false.into()));

    std::fs::remove_file(bench.path("dist")).unwrap();
    bench.write("content/portfolio.yaml", "theme: nothing\nprofile: { name: \"Rowan Ellery\" }\n");
    let ran = bench.run("doctor").ends(1).says("not ready: 2 essential problems");
    assert!(ran.stdout.contains("✗ there is no theme `nothing`"), "{}", ran.stdout);
    assert!(ran.stdout.contains("can't be built: 1 error"), "{}", ran.stdout);

    bench.write("content/portfolio.yaml", "theme: [no end\n");
    let (code, report) = checks(&bench, "");
    assert_eq!(code, Some(1));
    assert_eq!(check(&report, "old_names")["status"], "unknown", "{report:#}");
}

#[test]
fn what_is_missing_comes_with_the_way_to_get_it() {
    let bench = bench();
    bench.write("content/case-studies/b.md", study("T.").replacen("---\n", "---\nthemes: [a]\n", 1));
    let mut command = bench.command("doctor");
    let ran = run(command.env("PATH", bench.path("empty")).env("LC_ALL", "C")).ends(0);
    assert!(ran.stdout.contains("! git can't be started"), "{}", ran.stdout);
    assert!(ran.stdout.contains("    to publish with Git, "), "{}", ran.stdout);
    assert!(ran.stdout.contains("! `LC_ALL` is `C`"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("! 1 place uses names from an earlier version\n    run `leadfolio upgrade`"),
        "{}",
        ran.stdout
    );
    // A repository that nobody can ask about may hold the list of real names.
    bench.write(".git/HEAD", "ref: refs/heads/main\n");
    let ran = run(bench.command("doctor").env("PATH", bench.path("empty"))).ends(1);
    assert!(ran.stdout.contains("✗ git can't be started"), "{}", ran.stdout);
}

#[test]
fn targets_on_other_machines_are_asked_only_if_that_is_wanted() {
    let bench = bench();
    bench.write(
        "content/portfolio.yaml",
        "profile: { name: \"Rowan Ellery\" }\ndeploy:\n  here: { kind: folder, path: published }\n  file: { kind: zip, path: site.zip }\n  lost: { kind: zip, path: nowhere/site.zip }\n  gone: { kind: git, remote: nowhere, branch: pages }\n",
    );
    let (code, report) = checks(&bench, "");
    assert_eq!(code, Some(0));
    for (name, status) in [("here", "ok"), ("file", "ok"), ("lost", "problem"), ("gone", "not_asked")] {
        assert_eq!(check(&report, &format!("target:{name}"))["status"], status, "{report:#}");
    }
    let ran = bench.run("doctor").ends(0);
    let open = ran.stdout.lines().filter(|line| line.starts_with('?')).count();
    assert!(
        open > 0 && ran.stderr.contains(&format!("; {open} unknown or not checked, marked ?")),
        "{}",
        ran.stderr
    );
    let (code, report) = checks(&bench, "--online");
    assert_eq!(code, Some(0), "a target is not essential");
    assert_eq!(check(&report, "target:here")["status"], "ok", "{report:#}");
    assert_eq!(check(&report, "target:gone")["status"], "problem", "{report:#}");
    assert!(!bench.has("published"), "nothing is created there");
}

#[test]
fn files_that_were_not_looked_through_are_named() {
    let bench = bench();
    let todo = study("T.").replace("summary: S.", "summary: \"TODO: what came of it\"\ndraft: true");
    bench.write("content/case-studies/todo.md", todo);
    let (_, report) = checks(&bench, "");
    assert_eq!(check(&report, "old_names")["status"], "ok", "only a text is missing: {report:#}");
    bench.write("content/case-studies/link.md", study("A [broken link](../pages/nowhere.md)."));
    let (_, report) = checks(&bench, "");
    assert_eq!(check(&report, "old_names")["status"], "ok", "a file with a broken link is read: {report:#}");
    let broken = study("T.").replace("level: 5", "levl: 5").replace("status:", "draft: true\nstatus:");
    bench.write("content/case-studies/broken.md", broken);
    let (_, report) = checks(&bench, "");
    let found = check(&report, "old_names");
    assert_eq!(found["status"], "unknown");
    assert_eq!(
        found["message"],
        "can't tell whether names from an earlier version are in `content/case-studies/broken.md`"
    );
    let help = found["help"].as_str().unwrap();
    assert!(help.contains("`leadfolio check --profile draft` says why"), "{help}");
    let listed = bench.run("check --profile draft").ends(1).stdout;
    assert!(listed.contains("content/case-studies/broken.md"), "{listed}");
}

#[test]
fn without_a_portfolio_the_system_is_still_looked_at() {
    let bench = Bench::new();
    let (code, report) = checks(&bench, "");
    assert_eq!(code, Some(0));
    assert_eq!(check(&report, "portfolio")["status"], "unknown");
    bench.run("doctor --root nowhere").ends(2).says("cannot open the folder");
}

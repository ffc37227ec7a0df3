//! The workflows that `deploy --setup` writes: what they say, and each of their steps run as the CI service runs it.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use leadfolio::deploy::CiNeeds;
use leadfolio::deploy::setup::{CiService, workflow};
use serde_json::Value;

use super::deploy::{bench, git, set_up, with_remote};
use super::support::{Bench, Ran, files, run};

const VERSION: &str = env!("CARGO_PKG_VERSION");

#[test]
fn a_workflow_is_written_for_the_service_that_deploys() {
    let yaml = |text: &str| -> serde_json::Value { serde_yaml::from_str(text).unwrap() };
    let bench = bench("  drop: { kind: zip, path: out.zip }");
    set_up(&bench, "1\nrowan/portfolio\n\npages\n2\n").ends(0).says("people.private.yaml");
    let file = ".github/workflows/portfolio.yml";
    let read = yaml(&bench.read(file));
    assert_eq!(read["permissions"]["contents"], "write");
    let steps = read["jobs"]["portfolio"]["steps"].as_array().unwrap();
    assert_eq!(steps[3]["run"], "leadfolio check");
    assert_eq!(steps[4]["run"], "leadfolio deploy pages --yes\n");
    assert_eq!(steps[4]["env"]["GITHUB_TOKEN"], "${{ secrets.GITHUB_TOKEN }}");
    assert_eq!(
        read["on"]["schedule"][0]["cron"], "23 10 * * *",
        "pages with a future date are published on their day"
    );
    bench.write(file, "mine");
    set_up(&bench, "2\nme.netlify.app\n\n\n2\n").ends(0).says("already exists");
    assert_eq!(bench.read(file), "mine");
    set_up(&bench, "8\nwww.example.org\nme\nweb\n\n\n3\n")
        .ends(0)
        .says("SSH_KEY, KNOWN_HOSTS")
        .says("daily schedule");
    let script = yaml(&bench.read(".gitlab-ci.yml"))["portfolio"]["script"].to_string();
    assert!(script.contains("leadfolio deploy rsync --yes") && script.contains("known_hosts"), "{script}");
}

#[test]
fn a_workflow_names_any_folder_as_it_is_called() {
    let needs = CiNeeds { commands: &["mkdir -p ~/.ssh"], ..CiNeeds::secrets(&["T"]) };
    let folders = [
        "plain",
        "it's",
        "a b",
        "$(touch x)",
        "`touch x`",
        "${{ secrets.T }}",
        "a\nb",
        "a\r\u{85}\u{2028}b",
        "-x",
        "#a",
        "a: b",
        "a #b",
        "\"q\"",
        "a\\b",
        "%a",
        "a; b",
        "${{ '${{' }}",
        "größe",
    ];
    for (folder, service) in
        folders.iter().flat_map(|folder| [(folder, CiService::Github), (folder, CiService::Gitlab)])
    {
        let text = workflow(service, "web", &needs, folder);
        let yaml: serde_json::Value =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let commands = match service {
            CiService::Github => {
                let steps = yaml["jobs"]["portfolio"]["steps"].as_array().unwrap();
                let run =
                    |step: &serde_json::Value| step["run"].as_str().unwrap().replace("${{ '${{' }}", "\u{1}");
                let (check, deploy) = (run(&steps[3]), run(&steps[4]));
                assert!(!check.contains("${{") && !deploy.contains("${{"), "{text}");
                format!("{check}\n{deploy}").replace('\u{1}', "${{")
            }
            CiService::Gitlab => {
                let script = yaml["portfolio"]["script"].as_array().unwrap();
                script[1..].iter().map(|line| line.as_str().unwrap().to_owned() + "\n").collect()
            }
        };
        let shell = format!("mkdir() {{ :; }}\nleadfolio() {{ printf '%s\\0' \"$@\"; }}\n{commands}");
        let ran = Command::new("sh").arg("-c").arg(shell).env_clear().output().unwrap();
        let named = if folder.starts_with('-') { format!("./{folder}") } else { (*folder).to_owned() };
        let expected = format!("check\0--root\0{named}\0deploy\0web\0--yes\0--root\0{named}\0");
        assert_eq!(String::from_utf8(ran.stdout).unwrap(), expected, "{text}");
    }
}

/// A portfolio that was pushed with the workflow of a service, which deploys it to a branch, and the workflow's file.
fn pushed(service: CiService) -> (Bench, &'static str) {
    let (choice, file) = match service {
        CiService::Github => ("2", ".github/workflows/portfolio.yml"),
        CiService::Gitlab => ("3", ".gitlab-ci.yml"),
    };
    let portfolio = with_remote("  drop: { kind: zip, path: out.zip }");
    set_up(&portfolio, &format!("7\norigin\n\npages\n{choice}\n")).ends(0);
    git(&portfolio.path("."), &["add", "content", file]);
    git(&portfolio.path("."), &["commit", "--quiet", "--message", "Begin"]);
    (portfolio, file)
}

/// An empty folder with the portfolio as it was pushed, and a `pip` that writes down what it is asked for.
fn runner(portfolio: &Bench, pip: &str) -> Bench {
    let runner = Bench::new();
    let [pushed, checkout] = [portfolio.path("."), runner.path("checkout")];
    git(&runner.path("."), &["clone", "--quiet", pushed.to_str().unwrap(), checkout.to_str().unwrap()]);
    git(&checkout, &["remote", "set-url", "origin", portfolio.path("remote.git").to_str().unwrap()]);
    runner.write("bin/pip", format!("#!/bin/sh\necho \"$@\" >> ../pip.log\n{pip}\n"));
    fs::set_permissions(runner.path("bin/pip"), fs::Permissions::from_mode(0o755)).unwrap();
    runner
}

/// What a `pip` does that has the wheel.
const INSTALL: &str = concat!("ln -s '", env!("CARGO_BIN_EXE_leadfolio"), "' ../bin/leadfolio");

/// Runs the scripts of a workflow one by one as the service does, up to the first that fails, and returns the last.
fn run_steps(runner: &Bench, file: &str, source: &str) -> Ran {
    let read: Value = serde_yaml::from_str(&runner.read(&format!("checkout/{file}"))).unwrap();
    let scripts: Vec<&str> = match read["portfolio"]["script"].as_array() {
        Some(lines) => lines.iter().map(|line| line.as_str().unwrap()).collect(),
        None => {
            let steps = read["jobs"]["portfolio"]["steps"].as_array().unwrap();
            steps.iter().filter_map(|step| step["run"].as_str()).collect()
        }
    };
    let path = format!("{}:/usr/local/bin:/usr/bin:/bin", runner.path("bin").display());
    let mut runs = scripts.iter().map(|script| {
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", script]).current_dir(runner.path("checkout")).env_clear();
        bash.env("HOME", runner.path(".")).env("PATH", &path).env("LEADFOLIO_SOURCE", source);
        run(bash.envs([("CI_COMMIT_BRANCH", "main"), ("CI_DEFAULT_BRANCH", "main")]))
    });
    let mut ran = runs.next().unwrap();
    for next in runs {
        if ran.code != Some(0) {
            break;
        }
        ran = next;
    }
    ran
}

#[test]
fn every_step_of_a_workflow_runs_in_an_empty_folder() {
    for service in [CiService::Github, CiService::Gitlab] {
        let (portfolio, file) = pushed(service);
        let runner = runner(&portfolio, INSTALL);
        run_steps(&runner, file, "").ends(0);
        assert_eq!(runner.read("pip.log"), format!("install leadfolio=={VERSION}\n"));
        let published = git(&portfolio.path("remote.git"), &["ls-tree", "-r", "--name-only", "gh-pages"]);
        assert!(published.lines().any(|path| path == "case-studies/a/index.html"), "{published}");
    }
}

#[test]
fn a_version_that_is_not_on_pypi_is_built_from_its_source_code() {
    for service in [CiService::Github, CiService::Gitlab] {
        let (portfolio, file) = pushed(service);
        let pip = format!("case $2 in leadfolio==*) exit 1 ;; esac\n{INSTALL}");
        let with_source = runner(&portfolio, &pip);
        run_steps(&with_source, file, "https://example.org/leadfolio@main").ends(0);
        let asked = format!("install leadfolio=={VERSION}\ninstall git+https://example.org/leadfolio@main\n");
        assert_eq!(with_source.read("pip.log"), asked);
        if env!("CARGO_PKG_REPOSITORY").is_empty() {
            let without = run_steps(&runner(&portfolio, &pip), file, "");
            assert_ne!(without.code, Some(0));
            without.says(&format!("LEADFOLIO_SOURCE: is empty, and leadfolio {VERSION} is not on PyPI"));
        }
    }
}

/// The actions that a workflow uses, each with its commit and its version.
fn actions(workflow: &str) -> BTreeSet<&str> {
    workflow.lines().filter_map(|line| line.trim_start_matches(['-', ' ']).strip_prefix("uses: ")).collect()
}

#[test]
fn actions_are_pinned_to_commits_and_written_workflows_use_those_of_our_own() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let ours: Vec<String> =
        files(&folder).into_iter().map(|(_, text)| String::from_utf8(text).unwrap()).collect();
    let ours: BTreeSet<&str> = ours.iter().flat_map(|text| actions(text)).collect();
    for action in &ours {
        let (_, pin) = action.split_once('@').unwrap();
        let (commit, version) = pin.split_once(" # v").unwrap_or_else(|| panic!("{action} is not pinned"));
        assert!(commit.len() == 40 && commit.chars().all(|digit| digit.is_ascii_hexdigit()), "{action}");
        assert!(version.starts_with(|first: char| first.is_ascii_digit()), "{action}");
    }
    let text = workflow(CiService::Github, "web", &CiNeeds::secrets(&[]), ".");
    let written = actions(&text);
    assert!(!written.is_empty() && written.is_subset(&ours), "{written:?} are not among {ours:?}");
}

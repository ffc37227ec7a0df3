//! Putting a site somewhere: folders, zip files, branches; and runs that are cut off at every step.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, bail};
use leadfolio::deploy::manifest::{Digest, MANIFEST, StoredManifest};
use leadfolio::deploy::plan::Plan;
use leadfolio::deploy::verify::verify;
use leadfolio::deploy::{
    CompareBy, HOSTS, ReadFile, Remote, RemoteDiff, RemoteState, apply, find_foreign_files,
};
use leadfolio::vfs::Blob;

use super::support::{Bench, files, run, study, symlink};

/// A portfolio of one's own with targets.
pub(super) fn bench(targets: &str) -> Bench {
    Bench::with(&format!(
        r#"
--- content/portfolio.yaml
card: false
url: "https://example.org/"
profile: {{ name: "Rowan Ellery" }}
deploy:
{targets}
--- content/people.yaml
people:
  - {{ id: p-owner, kind: owner, role: "Principal", show_as: full_name, name: {{ full: "Rowan Ellery" }}, minor: false, consent: {{ status: not_needed }} }}
  - {{ id: p-lead, kind: staff, role: "Science teacher", minor: false, consent: {{ status: not_asked }} }}
--- content/case-studies/a.md
{}--- content/case-studies/b.md
{}"#,
        study("First."),
        study("Second.")
    ))
}

const SCHOOL: &str = "  school: { kind: folder, path: out/site }";

fn school() -> Bench {
    let bench = bench(SCHOOL);
    bench.write("out/.keep", "");
    bench
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_iter().map(|it| it.0).collect()
}

#[test]
fn a_folder_gets_the_site_and_after_that_what_changed() {
    let bench = school();
    bench
        .run("deploy --yes")
        .ends(0)
        .says("  upload 38 files, ")
        .says("done: the site should be at https://example.org/");
    bench.run("build --output built --base-url https://example.org/").ends(0);
    let told = |it: &(String, Vec<u8>)| !it.0.starts_with(".leadfolio");
    let (put, built): (Vec<_>, Vec<_>) = (
        files(&bench.path("out/site")).into_iter().filter(told).collect(),
        files(&bench.path("built")).into_iter().filter(told).collect(),
    );
    assert!(put == built, "what is put is what is built");
    bench.run("deploy --yes").ends(0).says("nothing to do");

    bench.write("content/case-studies/a.md", study("Other words."));
    bench.run("deploy school --dry-run").ends(0).says("case-studies/a/index.html").says("dry run");
    assert!(!bench.read("out/site/case-studies/a/index.html").contains("Other words."));
    bench.run("deploy --yes").ends(0).says("upload 1 file, ").says("`case-studies/a/index.html`");
    assert!(bench.read("out/site/case-studies/a/index.html").contains("Other words."));
}

#[test]
fn what_was_deleted_or_changed_in_the_folder_is_put_again() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    let (page, feed) = ("out/site/case-studies/a/index.html", "out/site/feed.xml");
    let whole = bench.read(page);
    std::fs::remove_file(bench.path("out/site/index.html")).unwrap();
    // Of the same length, so that only its content differs.
    bench.write(page, whole.replace("First.", "Fixed."));
    std::fs::rename(bench.path(feed), bench.path("out/site/mine.xml")).unwrap();
    symlink(bench.path("out/site/mine.xml"), bench.path(feed)).unwrap();
    bench
        .run("deploy --dry-run")
        .ends(0)
        .says("3 published files were changed or deleted since the last deploy: `case-studies/a/index.html`");
    bench.run("deploy --yes").ends(0).says("upload 3 files, ");
    assert_eq!(bench.read(page), whole);
    assert!(bench.has("out/site/index.html") && bench.path(feed).symlink_metadata().unwrap().is_file());
    bench.run("deploy --yes").ends(0).says("nothing to do");
    bench.run("deploy --yes --again").ends(0).says("upload 38 files, ");
    bench.run("deploy --yes").ends(0).says("nothing to do");
}

#[test]
fn a_page_that_somebody_edited_there_is_not_replaced_in_silence() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    let (changed, gone) = ("case-studies/a/index.html", "case-studies/b/index.html");
    for path in [changed, gone] {
        let path = format!("out/site/{path}");
        bench.write(&path, bench.read(&path).replace("First.", "Fixed.").replace("Second.", "Repaired."));
    }
    bench.write("content/case-studies/a.md", study("Other words."));
    std::fs::remove_file(bench.path("content/case-studies/b.md")).unwrap();
    let told = format!("2 published files were edited there since the last deploy: `{changed}`, `{gone}`");
    bench.run("deploy --dry-run").ends(0).says(&told).says("these edits will be lost");
    bench.run("deploy --yes").ends(0).says(&told);
    let ran = bench.run("deploy --yes").ends(0).says("nothing to do");
    assert!(!ran.stderr.contains("edited"), "{}", ran.stderr);
}

#[test]
fn what_is_renamed_moves_and_what_is_not_ours_stays() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    bench.write("out/site/case-studies/b/notes.txt", "mine");
    bench.write("out/site/mine.txt", "mine");
    std::fs::rename(bench.path("content/case-studies/b.md"), bench.path("content/case-studies/c.md"))
        .unwrap();
    std::fs::remove_file(bench.path("content/case-studies/a.md")).unwrap();
    bench.run("deploy --yes --max-deletes 0").ends(2).says("`--max-deletes` allows only 0");
    bench.run("deploy --yes").ends(0).says("delete 2 files");
    assert!(
        bench.has("out/site/case-studies/c/index.html") && !bench.has("out/site/case-studies/b/index.html")
    );
    assert!(!bench.has("out/site/case-studies/a"), "an empty folder goes with its page");
    assert_eq!(bench.read("out/site/case-studies/b/notes.txt"), "mine");
    bench.run("undeploy school --yes").ends(0).says("taken down");
    assert_eq!(names(&bench.path("out/site")), ["case-studies/b/notes.txt", "mine.txt"]);
    bench.run("undeploy school --yes").ends(0).says("nothing to do");
}

#[test]
fn a_file_of_somebody_else_s_is_not_written_over_by_oversight() {
    let bench = school();
    bench.write("out/site/index.html", "mine");
    bench.run("deploy --yes").ends(2).says("`index.html`").says("--overwrite");
    assert_eq!(bench.read("out/site/index.html"), "mine");
    bench.run("deploy --yes --overwrite").ends(0);
    assert_ne!(bench.read("out/site/index.html"), "mine");
}

#[test]
fn a_deploy_that_fails_leaves_no_half_of_a_file() {
    let bench = school();
    bench.write("out/site/feed.xml/mine.txt", "mine");
    bench
        .run("deploy --yes --overwrite")
        .ends(2)
        .says("the deploy is not finished")
        .says("cannot write `feed.xml`");
    let left: Vec<String> = names(&bench.path("out/site"));
    assert!(!left.iter().any(|path| path.contains("leadfolio-half")), "{left:?}");
    std::fs::remove_dir_all(bench.path("out/site/feed.xml")).unwrap();
    bench.run("deploy --yes").ends(0);
}

#[test]
fn a_manifest_that_is_no_file_is_not_waited_for() {
    let bench = school();
    std::fs::create_dir_all(bench.path("out/site")).unwrap();
    let pipe = bench.path("out/site").join(MANIFEST);
    assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
    bench.run("deploy --yes").ends(2).says("it is not a file");
    // Nor is one read from where a link leads.
    std::fs::remove_file(bench.path("out/site").join(MANIFEST)).unwrap();
    bench.write("victim", r#"{"version":1,"run":"x","files":{}}"#);
    symlink(bench.path("victim"), bench.path("out/site").join(MANIFEST)).unwrap();
    bench.run("deploy --yes").ends(2).says("it is a link");
    assert_eq!(names(&bench.path("out/site")), [MANIFEST]);
}

#[test]
fn no_link_under_any_name_is_written_through_and_half_files_of_others_stay() {
    let bench = school();
    bench.write("victim", "ORIGINAL");
    let victim = bench.path("victim");
    let theirs = ["index.html.leadfolio-half", "404.html.leadfolio-half-0123456789abcdef"];
    bench.write("out/site/feed.xml.leadfolio-half", "theirs");
    for name in theirs.iter().chain(&["resume.json"]) {
        symlink(&victim, bench.path("out/site").join(name)).unwrap();
    }
    bench.run("deploy --yes").ends(2).says("a file is in the way").says("`resume.json`");
    bench.run("deploy --yes --overwrite").ends(0);
    bench.write("content/case-studies/a.md", study("Other words."));
    bench.run("deploy --yes").ends(0);
    assert_eq!(bench.read("victim"), "ORIGINAL");
    assert!(bench.path("out/site/resume.json").symlink_metadata().unwrap().is_file());
    bench.run("undeploy school --yes").ends(0);
    assert_eq!(
        names(&bench.path("out/site")),
        [theirs[1], "feed.xml.leadfolio-half", theirs[0]],
        "what is not ours stays"
    );
}

#[test]
fn what_a_killed_run_left_under_temporary_names_is_removed_by_the_next() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    let path = format!("out/site/{MANIFEST}");
    let mut manifest: serde_json::Value = serde_json::from_str(&bench.read(&path)).unwrap();
    let run = manifest["run"].as_str().unwrap().to_owned();
    let page = "case-studies/a/index.html";
    manifest["unsure"] = serde_json::json!([key(page)]);
    manifest["files"].as_object_mut().unwrap().remove(&key(page));
    bench.write(&path, manifest.to_string());
    // A manifest is written before it can say which run this is.
    for file in [page, MANIFEST] {
        bench.write(&format!("out/site/{file}.leadfolio-half-{run}"), "half");
    }
    bench.run("deploy --yes").ends(0).says("upload 1 file, ");
    let left = names(&bench.path("out/site"));
    assert!(!left.iter().any(|name| name.contains("leadfolio-half")), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_zip_file_is_not_written_through_a_link_and_a_pipe_is_not_waited_for() {
    let bench = bench("  drop: { kind: zip, path: out.zip }");
    bench.write("victim", "ORIGINAL");
    symlink(bench.path("victim"), bench.path("out.zip")).unwrap();
    bench.run("deploy --yes").ends(2).says("--overwrite");
    bench.run("deploy --yes --overwrite").ends(0);
    assert_eq!(bench.read("victim"), "ORIGINAL");
    assert!(bench.path("out.zip").symlink_metadata().unwrap().is_file());
    let mode =
        std::os::unix::fs::PermissionsExt::mode(&bench.path("out.zip").metadata().unwrap().permissions());
    assert_eq!(mode & 0o444, 0o444, "others may read it, as any new file");
    std::fs::remove_file(bench.path("out.zip")).unwrap();
    assert!(Command::new("mkfifo").arg(bench.path("out.zip")).status().unwrap().success());
    bench.run("deploy --yes").ends(2).says("--overwrite");
}

#[test]
fn a_deploy_is_unfinished_only_if_it_has_begun() {
    let bench = bench("  drive: { kind: folder, path: /not-mounted/at/all }");
    let ran = bench.run("deploy --yes").ends(2).says("nothing was changed").says("is the drive connected?");
    assert!(!ran.stderr.contains("not finished"), "{}", ran.stderr);
}

#[test]
fn a_path_that_cannot_be_written_to_is_explained_before_anything_is_asked() {
    let refused = |target: &str, says: &str| {
        let bench = bench(&format!("  t: {{ {target} }}"));
        bench.write("file", "mine");
        bench.write("folder/x", "mine");
        for command in ["deploy --dry-run", "deploy --yes"] {
            let ran = bench.run(command).ends(2).says("nothing was changed").says(says);
            assert!(!ran.stderr.contains("os error"), "{}", ran.stderr);
        }
        bench
    };
    refused("kind: folder, path: nowhere/at/all", "create that folder first");
    refused("kind: folder, path: file", "is a file, and the site needs a folder");
    refused("kind: zip, path: nowhere/site.zip", "for the zip file");
    refused("kind: zip, path: folder", "folder/site.zip`");
    let wrong =
        |target: &str| bench(&format!("  t: {{ {target} }}")).run("deploy --yes").ends(1).says("DPL-04");
    wrong("kind: folder, path: $HOME/public_html").says("write `~/public_html`");
    wrong("kind: zip, path: \"${HOME}/site.zip\"").says("write `~/site.zip`");
    wrong("kind: folder, path: ~rowan/public_html").says("write the whole path");
    wrong("kind: folder, path: $WEB").says("variables are not replaced here");
}

#[test]
fn a_path_may_begin_at_home() {
    let bench = bench(
        "  folder: { kind: folder, path: \"~/public_html\" }\n  zip: { kind: zip, path: \"~/site.zip\" }",
    );
    std::fs::create_dir(bench.path("home")).unwrap();
    let deploy =
        |name: &str| run(bench.command(&format!("deploy {name} --yes")).env("HOME", bench.path("home")));
    deploy("folder").ends(0);
    deploy("zip").ends(0).says("home/site.zip");
    assert!(bench.has("home/public_html/index.html") && bench.has("home/site.zip") && !bench.has("~"));
}

#[test]
fn a_link_in_the_folder_is_not_followed_out_of_it() {
    let bench = school();
    bench.write("elsewhere/x", "");
    bench.write("out/site/x", "");
    symlink(bench.path("elsewhere"), bench.path("out/site/case-studies")).unwrap();
    bench.run("deploy --yes").ends(2).says("is a link");
    assert_eq!(names(&bench.path("elsewhere")), ["x"]);
}

#[test]
fn the_portfolio_itself_is_no_place_for_a_site() {
    for path in [".", "content", "themes/x", ".."] {
        let bench = bench(&format!("  school: {{ kind: folder, path: \"{path}\" }}"));
        bench.run("deploy --yes").ends(2).says("contains the portfolio");
    }
    let bench = bench("  school: { kind: folder, path: /nowhere/at/all }");
    bench.run("deploy --yes").ends(2).says("is the drive connected?");
}

#[test]
fn what_must_not_be_read_is_not_put_anywhere() {
    let bench = school();
    bench.write("content/case-studies/a.md", study("[b](nothing.md)"));
    bench.run("deploy --yes").ends(1).says("LNK-01").says("not deployed: 1 error");
    bench.write("content/case-studies/a.md", study("Text.").replacen("title:", "sample: true\ntitle:", 1));
    bench.run("deploy --yes").ends(1).says("invented sample content: `content/case-studies/a.md`");
    bench.write("content/case-studies/a.md", study("Jane Zqname was here."));
    bench.write("content/people.private.yaml", "watch_for: [{ person: p-lead, names: [\"Jane Zqname\"] }]\n");
    bench.run("deploy --yes").ends(1).says("PPL-01");
    assert!(!bench.has("out/site"));
}

#[test]
fn other_commands_say_what_a_deploy_will_refuse() {
    let bench = school();
    let sample = study("First.").replace("title: A", "title: A\nsample: true");
    bench.write("content/case-studies/a.md", sample);
    let refusal = "the portfolio still has invented sample content: `content/case-studies/a.md`";
    for command in ["build", "check"] {
        bench.run(command).ends(0).says("`leadfolio deploy` won't publish this yet: ").says(refusal);
    }
    bench.run("deploy --yes").ends(1).says("not deployed: ").says(refusal);
    bench
        .write("content/people.private.yaml", "watch_for: [{ person: p-lead, names: [\"Kim Realname\"] }]\n");
    bench.run("build").ends(0).says("a build doesn't look for the names on your private list");
}

#[test]
fn nobody_is_asked_who_cannot_answer() {
    let bench = school();
    bench.run("deploy").ends(2).says("--yes");
    assert!(!bench.has("out/site"));
    let bench = Bench::with("--- content/portfolio.yaml\nprofile: { name: R }\n");
    bench.run("deploy").ends(2).says("you have no target yet");
    let bench = self::bench("  one: { kind: zip, path: a.zip }\n  two: { kind: zip, path: b.zip }");
    bench.run("deploy").ends(2).says("which target? your targets are `one`, `two`");
    bench.run("deploy three").ends(2).says("there is no target `three`");
}

#[test]
fn a_target_is_described_in_full_and_without_secrets() {
    let wrong = |target: &str| bench(&format!("  t: {{ {target} }}")).run("deploy --yes").ends(1);
    wrong("path: x").says("`kind` is missing");
    wrong("kind: folder").says("`path` is missing");
    wrong("kind: folder, path: x, audience: private").says("DPL-01");
    wrong("kind: git, remote: \"https://me:zqsecret@example.org/a.git\"").says("DPL-02");
    wrong("kind: folder, path: x, password: zqsecret")
        .says("unknown field `password`")
        .says("passwords and tokens don't belong");
    wrong("kind: github, repo: me/site, api_token: zqsecret").says("`GITHUB_TOKEN`");
    wrong("kind: folder, path: x, url: nowhere").says("URL-03");
    wrong("kind: sftp, host: \"me:zqsecret@example.org\", user: me, path: x").says("DPL-04");
    wrong("kind: rsync, host: \"-oProxyCommand=x\", path: x").says("DPL-04");
    wrong("kind: sftp, path: x").says("`host` is missing").says("`user` is missing");
    wrong("kind: github, repo: portfolio").says("DPL-04");
    wrong("kind: netlify").says("`site` is missing");
    wrong("kind: azure").says("`account` is missing");
}

#[test]
fn every_build_tells_of_a_target_that_is_wrong() {
    let bench = bench("  t: { kind: github, repo: portfolio }\n  u: { kind: zip, path: a.zip, bucket: b }");
    bench.run("build --output out/site").ends(1).says("DPL-04").says("DPL-03");
}

#[test]
fn a_site_is_taken_down_whatever_is_wrong_with_its_pages() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    assert!(bench.has("out/site/index.html"));
    bench.write("content/case-studies/a.md", study("[b](nothing.md)"));
    bench.run("undeploy school --yes").ends(0).says("taken down");
    assert!(!bench.has("out/site/index.html"));
}

#[test]
fn a_field_that_a_target_does_not_read_is_told() {
    let bench = bench("  drop: { kind: zip, path: out.zip, bucket: mine }");
    bench
        .run("deploy --yes")
        .ends(0)
        .says("DPL-03")
        .says("`bucket` has no effect on a target of the kind `zip`");
}

#[test]
fn a_host_that_nobody_gave_a_key_for_is_told_where_to_get_one() {
    let told = |target: &str, env: &[(&str, &str)], what: &str| {
        let bench = bench(&format!("  t: {{ {target} }}"));
        let home = bench.path("home").display().to_string();
        let none =
            ["GITHUB_TOKEN", "GH_TOKEN", "NETLIFY_AUTH_TOKEN", "CLOUDFLARE_API_TOKEN", "AWS_ACCESS_KEY_ID"];
        let mut all: Vec<(&str, &str)> = none.iter().map(|it| (*it, "")).collect();
        all.extend([("HOME", home.as_str()), ("PATH", "")]);
        all.extend(env);
        run(bench.command("deploy --yes").envs(all)).ends(2).says(what);
    };
    if cfg!(feature = "https") {
        told("kind: github, repo: me/site", &[], "https://github.com/settings/tokens");
        told("kind: netlify, site: me", &[], "set NETLIFY_AUTH_TOKEN");
        told("kind: cloudflare-pages, project: me", &[], "has no `account`");
        told("kind: cloudflare-pages, project: me, account: a", &[], "set CLOUDFLARE_API_TOKEN");
    }
    if cfg!(feature = "object-storage") {
        told("kind: gcs, bucket: me", &[], "gcloud auth application-default login");
        told("kind: s3, bucket: me", &[], "set AWS_ACCESS_KEY_ID");
    }
    let secret = [("NETLIFY_AUTH_TOKEN", "zqsecret")];
    told("kind: netlify, site: me, endpoint: \"http://example.org\"", &secret, "is not a secure address");
}

#[test]
fn a_target_that_was_left_out_of_the_program_tells_how_to_get_it() {
    let left_out = |target: &str, name: &str| {
        bench(&format!("  t: {{ {target} }}"))
            .run("deploy --yes")
            .ends(2)
            .says(&format!("this copy of leadfolio was built without {name}"))
            .says("run `cargo install --path . --all-features`");
    };
    if cfg!(not(feature = "object-storage")) {
        left_out("kind: s3, bucket: me", "Amazon S3");
        left_out("kind: gcs, bucket: me", "Google Cloud Storage");
        left_out("kind: azure, account: me", "Azure Blob Storage");
    }
    if cfg!(not(feature = "https")) {
        left_out("kind: github, repo: me/portfolio", "HTTPS");
    }
    if cfg!(not(feature = "ssh")) {
        left_out("kind: sftp, host: example.org, user: me, path: web", "SFTP");
    }
}

#[test]
fn hosts_are_told_of_headers_in_their_own_form() {
    let file = |name: &str| {
        let bench = bench(&format!("  t: {{ kind: folder, path: out/site, headers: {name} }}"));
        bench.write("out/.keep", "");
        bench.run("deploy --yes").ends(0);
        let text = bench.read(&format!("out/site/{name}"));
        assert!(
            text.contains("default-src 'none'") && text.contains("nosniff") && text.contains("immutable"),
            "{text}"
        );
        text
    };
    file("_headers");
    file("netlify.toml");
    assert!(file(".htaccess").contains("<IfModule mod_headers.c>"));
    let json: serde_json::Value = serde_json::from_str(&file("staticwebapp.config.json")).unwrap();
    assert!(json["globalHeaders"]["Content-Security-Policy"].is_string());
    let bench = bench("  t: { kind: zip, path: out.zip, headers: none }");
    bench.run("deploy --yes").ends(0);
    let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path("out.zip")).unwrap()).unwrap();
    assert!(zip.by_name("_headers").is_err());
}

#[test]
fn browsers_keep_only_what_is_named_by_its_content() {
    for name in ["_headers", "netlify.toml", ".htaccess", "staticwebapp.config.json"] {
        let bench = bench(&format!("  t: {{ kind: zip, path: out.zip, headers: {name} }}"));
        bench.write("themes/commons/assets/js/site.min.js", "1");
        bench.write("themes/commons/assets/img/logo.svg", "<svg/>");
        bench.write("themes/commons/assets/img/seal.svg", "<svg/>");
        bench.write("themes/commons/assets/unused.txt", "x");
        bench.write("themes/commons/assets/css/own.css", "h1 { background: url(img/logo.svg) }");
        bench.write(
            "themes/commons/templates/layout.html",
            "{% extends \"base:layout.html\" %}{% block head_extra %}<script defer src=\"{{ root }}assets/js/site.min.js\"></script>\
             <link rel=\"icon\" href=\"{{ root }}assets/img/{{ \"seal\" }}.svg\">{% endblock head_extra %}",
        );
        bench.run("deploy --yes").ends(0);
        let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path("out.zip")).unwrap()).unwrap();
        let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
        let mut text = |path: &str| std::io::read_to_string(zip.by_name(path).unwrap()).unwrap();
        let find = |start: &str, end: &str| {
            let is_it = |path: &&String| path.starts_with(start) && path.ends_with(end);
            names.iter().find(is_it).unwrap_or_else(|| panic!("{start}…{end} in {names:?}")).clone()
        };
        let (script, logo, sheet) = (
            find("assets/js/site.min.", ".js"),
            find("assets/img/logo.", ".svg"),
            find("assets/site.", ".css"),
        );
        let last = |path: &str| path.rsplit('/').next().unwrap().to_owned();
        assert!(script.len() > "assets/js/site.min.js".len() && logo.len() > "assets/img/logo.svg".len());
        assert!(text("case-studies/a/index.html").contains(&script));
        assert!(text(&sheet).contains(&format!("url(img/{})", last(&logo))));
        assert!(text("index.html").contains("assets/img/seal.svg"));
        // Names of files, in `.htaccess` as a regular expression.
        let headers = text(name).replace('\\', "");
        for path in [&script, &logo, &sheet] {
            assert!(headers.contains(&last(path)), "{path} in\n{headers}");
        }
        assert!(!headers.contains("seal") && !headers.contains("unused") && !headers.contains("assets/*"));
        assert!(names.iter().any(|path| path == "assets/unused.txt"));
    }
}

#[test]
fn a_zip_file_is_the_same_for_the_same_site_and_never_somebody_else_s() {
    let bench = bench("  drop: { kind: zip, path: out.zip }");
    bench.run("deploy --yes").ends(0).says("upload `");
    let first = std::fs::read(bench.path("out.zip")).unwrap();
    bench.run("deploy --yes").ends(0).says("nothing to do");
    bench.run("deploy --yes --again").ends(0);
    assert!(std::fs::read(bench.path("out.zip")).unwrap() == first, "two runs make the same bytes");
    let page = bench.read("content/case-studies/b.md");
    std::fs::remove_file(bench.path("content/case-studies/b.md")).unwrap();
    bench.run("deploy --yes").ends(0).says("delete 1 file: `case-studies/b/index.html`");
    bench.write("content/case-studies/b.md", page);
    bench.run("deploy --yes").ends(0);
    assert!(std::fs::read(bench.path("out.zip")).unwrap() == first, "and so does a way back");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    let page = std::io::read_to_string(zip.by_name("case-studies/a/index.html").unwrap()).unwrap();
    assert!(page.contains("First."));
    assert!(zip.by_name(MANIFEST).is_err(), "a host shows what it is given");
    bench.write("out.zip", "somebody else's");
    bench.run("deploy --yes").ends(2).says("--overwrite");
    assert_eq!(bench.read("out.zip"), "somebody else's");
}

pub(super) fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]);
    let told = git.args(arguments).output().unwrap();
    assert!(told.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&told.stderr));
    String::from_utf8_lossy(&told.stdout).trim().to_owned()
}

/// A portfolio whose folder is a repository with the remote `origin`.
pub(super) fn with_remote(target: &str) -> Bench {
    let bench = bench(target);
    std::fs::create_dir(bench.path("remote.git")).unwrap();
    git(&bench.path("remote.git"), &["init", "--quiet", "--bare"]);
    git(&bench.path("."), &["init", "--quiet"]);
    git(&bench.path("."), &["remote", "add", "origin", bench.path("remote.git").to_str().unwrap()]);
    bench
}

#[test]
fn a_branch_gets_a_commit_for_every_change_and_none_for_nothing() {
    let bench = with_remote("  pages: { kind: git, domain: me.example.org }");
    let remote = bench.path("remote.git");
    bench.run("deploy --yes").ends(0).says("the branch `gh-pages`");
    let list = || git(&remote, &["ls-tree", "-r", "--name-only", "gh-pages"]);
    for path in ["index.html", ".nojekyll", "CNAME", MANIFEST, "case-studies/a/index.html"] {
        assert!(list().lines().any(|it| it == path), "{path} is not in\n{}", list());
    }
    assert_eq!(git(&remote, &["show", "gh-pages:CNAME"]), "me.example.org");
    bench.run("deploy --yes").ends(0).says("nothing to do");
    bench.write("content/case-studies/a.md", study("Other words."));
    bench.run("deploy --yes").ends(0).says("upload 1 file");
    assert_eq!(git(&remote, &["rev-list", "--count", "gh-pages"]), "2");
    assert!(git(&remote, &["show", "gh-pages:case-studies/a/index.html"]).contains("Other words."));
    assert!(
        !git(&bench.path("."), &["status", "--short"]).contains("index.html"),
        "the author's tree is untouched"
    );

    bench.run("undeploy pages --yes").ends(0);
    let left = list();
    assert_eq!(
        left.lines().collect::<Vec<_>>(),
        [".nojekyll", "CNAME"],
        "history and what the host needs stay"
    );
}

#[test]
fn what_somebody_changed_on_the_branch_is_put_again() {
    let bench = with_remote("  pages: { kind: git, domain: me.example.org }");
    let (remote, work) = (bench.path("remote.git"), bench.path("work"));
    bench.run("deploy --yes").ends(0);
    git(&bench.path("."), &["clone", "--quiet", "--branch", "gh-pages", remote.to_str().unwrap(), "work"]);
    bench.write("work/index.html", "changed");
    git(&work, &["rm", "--quiet", "case-studies/a/index.html"]);
    let push = || {
        git(&work, &["commit", "--quiet", "--all", "-m", "Mine"]);
        git(&work, &["push", "--quiet"]);
    };
    push();
    bench
        .run("deploy --yes")
        .ends(0)
        .says("2 published files were changed or deleted")
        .says("upload 2 files");
    assert!(git(&remote, &["show", "gh-pages:case-studies/a/index.html"]).contains("First."));
    // The address of the site is a file too.
    git(&work, &["pull", "--quiet"]);
    git(&work, &["rm", "--quiet", "CNAME"]);
    push();
    bench.run("deploy --yes").ends(0).says("rewrite host files such as `CNAME`");
    assert_eq!(git(&remote, &["show", "gh-pages:CNAME"]), "me.example.org");
    bench.run("deploy --yes").ends(0).says("nothing to do");
}

#[test]
fn a_page_that_somebody_edited_on_the_branch_is_not_replaced_in_silence() {
    let bench = with_remote("  pages: { kind: git }");
    let (remote, work) = (bench.path("remote.git"), bench.path("work"));
    bench.run("deploy --yes").ends(0);
    git(&bench.path("."), &["clone", "--quiet", "--branch", "gh-pages", remote.to_str().unwrap(), "work"]);
    let push = |message: &str| {
        git(&work, &["add", "--all"]);
        git(&work, &["commit", "--quiet", "-m", message]);
        git(&work, &["push", "--quiet"]);
    };
    // As long as before, and with the message of a deploy.
    let (changed, gone) = ("case-studies/a/index.html", "case-studies/b/index.html");
    for path in [changed, gone] {
        let path = format!("work/{path}");
        bench.write(&path, bench.read(&path).replace("First.", "Fixed.").replace("Second.", "Mended."));
    }
    push("Publish the site with leadfolio");
    bench.write("content/case-studies/a.md", study("Other words."));
    std::fs::remove_file(bench.path("content/case-studies/b.md")).unwrap();
    let told = format!("2 published files were edited there since the last deploy: `{changed}`, `{gone}`");
    bench.run("deploy --yes").ends(0).says(&told).says("these edits will be lost");
    // A commit that changes no page of the site.
    git(&work, &["pull", "--quiet"]);
    bench.write("work/README.md", "mine");
    push("Mine");
    bench.write("content/case-studies/a.md", study("More words."));
    let ran = bench.run("deploy --yes").ends(0).says("upload");
    assert!(!ran.stderr.contains("edited"), "{}", ran.stderr);
}

#[test]
fn files_of_others_stay_on_a_branch_and_its_history_too() {
    let bench = with_remote("  pages: { kind: git, remote: ./remote.git, branch: web }");
    let (remote, work) = (bench.path("remote.git"), bench.path("work"));
    git(&bench.path("."), &["clone", "--quiet", remote.to_str().unwrap(), "work"]);
    bench.write("work/README.md", "mine");
    git(&work, &["add", "."]);
    git(&work, &["commit", "--quiet", "-m", "Mine"]);
    git(&work, &["push", "--quiet", "origin", "HEAD:refs/heads/web"]);
    bench.run("deploy --yes").ends(0);
    assert_eq!(git(&remote, &["show", "web:README.md"]), "mine");
    assert_eq!(git(&remote, &["rev-list", "--count", "web"]), "2");
}

#[cfg(unix)]
#[test]
fn a_repository_that_refuses_keeps_what_it_had() {
    let bench = with_remote("  pages: { kind: git }");
    let hook = "remote.git/hooks/pre-receive";
    bench.write(hook, "#!/bin/sh\necho 'big.mp4 exceeds the limit' >&2\necho 'ask for more' >&2\nexit 1\n");
    let mut mode = std::fs::metadata(bench.path(hook)).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut mode, 0o755);
    std::fs::set_permissions(bench.path(hook), mode).unwrap();
    bench
        .run("deploy --yes")
        .ends(2)
        .says("the published site was not changed")
        .says("does not accept this branch")
        .says("big.mp4 exceeds the limit")
        .says("ask for more");
    assert_eq!(git(&bench.path("remote.git"), &["branch", "--list"]), "");
    let bench = self::bench("  pages: { kind: git }");
    bench.run("deploy --yes").ends(2).says("no Git remote `origin`");
}

#[test]
fn git_that_does_not_answer_has_not_said_that_there_is_no_remote() {
    let bench = with_remote("  pages: { kind: git }\n  away: { kind: git, remote: elsewhere }");
    let deploy = |name: &str| {
        let mut command = bench.command(&format!("deploy {name} --yes"));
        command.env("GIT_CONFIG_GLOBAL", "/dev/null");
        command
    };
    let refused = run(deploy("pages").env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")).ends(2);
    let refused = refused.says("git could not be asked").says("dubious ownership").says("safe.directory");
    assert!(!refused.stderr.contains("no Git remote"), "{}", refused.stderr);
    run(deploy("pages").env("PATH", "/none")).ends(2).says("cannot start `git`. Is it installed?");
    run(&mut deploy("away")).ends(2).says("no Git remote `elsewhere`");
    // As a hook of another repository runs it.
    run(deploy("pages").env("GIT_DIR", bench.path("remote.git"))).ends(0).says("done");
}

#[test]
fn a_password_in_the_address_of_a_remote_is_not_shown() {
    let bench = with_remote("  pages: { kind: git }");
    git(&bench.path("."), &["remote", "set-url", "origin", "http://me:zqsecret@127.0.0.1:9/a.git"]);
    let ran = bench.run("deploy --yes").ends(2).says("http://127.0.0.1:9/a.git");
    assert!(!ran.stderr.contains("zqsecret"), "{}", ran.stderr);
}

/// A host that answers every request with what it was sent, as its error; its address.
fn echo() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            let sent: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let body = serde_json::json!({ "message": sent.join(" | ") }).to_string();
            let head = "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Type: application/json\r\n";
            let _ = write!(&stream, "{head}Content-Length: {}\r\n\r\n{body}", body.len());
        }
    });
    address
}

#[test]
fn a_token_is_not_sent_to_an_address_that_nobody_confirmed() {
    let elsewhere = "https://nobody.invalid/api/v1";
    for (target, variable) in [
        ("kind: netlify, site: me", "NETLIFY_AUTH_TOKEN"),
        ("kind: github, repo: me/site", "GITHUB_TOKEN"),
        ("kind: cloudflare-pages, project: me, account: a", "CLOUDFLARE_API_TOKEN"),
    ] {
        let bench = bench(&format!("  t: {{ {target}, endpoint: \"{elsewhere}\" }}"));
        let mut command = bench.command("deploy --yes");
        command.env(variable, "zqsecret").env("LEADFOLIO_TRUSTED_ENDPOINT", "https://other.invalid");
        let ran = run(&mut command).ends(2).says(&format!("would be sent to `{elsewhere}`"));
        ran.says(&format!("set LEADFOLIO_TRUSTED_ENDPOINT to `{elsewhere}`"));
    }
    if cfg!(feature = "object-storage") {
        let bench = bench(&format!("  t: {{ kind: azure, account: me, endpoint: \"{elsewhere}\" }}"));
        let mut command = bench.command("deploy --yes");
        run(command.env("AZURE_STORAGE_ACCOUNT_KEY", "enFzZWNyZXQ=")).ends(2).says("would be sent to");
    }
}

#[test]
fn a_token_that_a_host_repeats_is_not_shown() {
    let endpoint = echo();
    for (target, variable) in [
        ("kind: netlify, site: me", "NETLIFY_AUTH_TOKEN"),
        ("kind: github, repo: me/site", "GH_TOKEN"),
        ("kind: cloudflare-pages, project: me, account: a", "CLOUDFLARE_API_TOKEN"),
    ] {
        let bench = bench(&format!("  t: {{ {target}, endpoint: \"{endpoint}\" }}"));
        let mut command = bench.command("deploy --yes");
        command.env_remove("GITHUB_TOKEN").env(variable, "zqsecret/zq");
        let ran = run(&mut command).ends(2).says("Bearer [hidden]");
        assert!(!format!("{}{}", ran.stderr, ran.stdout).contains("zqsecret"), "{}", ran.stderr);
    }
}

/// A place in memory that is cut off after so many steps.
struct Place {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    steps: AtomicUsize,
}

impl Place {
    fn step(&self) -> Result<()> {
        let left = self.steps.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |it| it.checked_sub(1));
        if left.is_err() {
            bail!("cut off");
        }
        Ok(())
    }

    fn files(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap()
    }
}

impl Remote for Place {
    fn describe(&self) -> String {
        "memory".to_owned()
    }

    fn read_manifest(&self) -> Result<Option<Vec<u8>>> {
        Ok(self.files().get(MANIFEST).cloned())
    }

    fn existing(&self, paths: &[&str]) -> Result<Vec<String>> {
        let files = self.files();
        Ok(paths.iter().filter(|it| files.contains_key(**it)).map(|it| (*it).to_owned()).collect())
    }

    fn list_paths(&self, _: &dyn Fn(&str) -> bool) -> Result<Option<Vec<String>>> {
        Ok(Some(self.files().keys().cloned().collect()))
    }

    fn compare(
        &self,
        files: &BTreeMap<String, Digest>,
        by: CompareBy,
        _: &ReadFile<'_>,
    ) -> Result<RemoteDiff> {
        let there = self.files();
        let is_same = |path: &str, digest: &Digest| {
            there.get(path).is_some_and(|bytes| Digest::from_content(bytes) == *digest)
        };
        let altered = files.iter().filter(|(path, digest)| !is_same(path, digest));
        Ok(RemoteDiff::new(by, altered.map(|(path, _)| path.clone()).collect()))
    }

    fn write_manifest(&self, manifest: Option<&[u8]>, before: Option<&[u8]>) -> Result<()> {
        self.step()?;
        let mut files = self.files();
        if files.get(MANIFEST).map(Vec::as_slice) != before {
            bail!("another run");
        }
        match manifest {
            Some(bytes) => files.insert(MANIFEST.to_owned(), bytes.to_vec()),
            None => files.remove(MANIFEST),
        };
        Ok(())
    }

    fn put(&self, path: &str, blob: &Blob) -> Result<()> {
        self.step()?;
        self.files().insert(path.to_owned(), blob.read()?.into_owned());
        Ok(())
    }

    fn delete(&self, path: &str) -> Result<()> {
        self.step()?;
        self.files().remove(path);
        Ok(())
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn tree(of: &[(&str, &str)]) -> Files {
    of.iter().map(|it| (it.0.to_owned(), it.1.as_bytes().to_vec())).collect()
}

/// Puts a site there, as far as the place lets it.
fn put(place: &Place, site: &Files, run: &str) -> Result<()> {
    let digests: BTreeMap<String, Digest> =
        site.iter().map(|(path, bytes)| (path.clone(), Digest::from_content(bytes))).collect();
    let there = RemoteState::read(place, digests.keys().map(String::as_str))?;
    let plan = Plan::diff(&there.manifest, &digests);
    assert_eq!(find_foreign_files(place, &plan)?, Vec::<String>::new());
    apply(place, &plan, &there, run, &|it| Ok(site[it].clone().into()), &|_| {})
}

const OLD: [(&str, &str); 4] =
    [("index.html", "old a.css"), ("a.css", "old"), ("gone.html", "x"), ("feed.xml", "old")];
const NEW: [(&str, &str); 5] = [
    ("index.html", "new b.css"),
    ("b.css", "new"),
    ("more.html", "x b.css"),
    ("feed.xml", "new more.html"),
    ("pic.png", "p"),
];
const MINE: (&str, &str) = ("mine.txt", "mine");

#[test]
fn a_run_that_is_cut_off_anywhere_is_finished_by_the_next_and_no_reader_meets_half_a_page() {
    let mut cut = 0;
    loop {
        let place = Place { files: Mutex::new(tree(&[MINE])), steps: AtomicUsize::new(usize::MAX) };
        put(&place, &tree(&OLD), "1").unwrap();
        place.steps.store(cut, Ordering::Relaxed);
        let done = put(&place, &tree(&NEW), "2").is_ok();
        // What a page names is there, whichever of the two it is.
        let seen = place.files().clone();
        for (path, bytes) in seen.iter().filter(|it| it.0.ends_with(".html") || it.0.ends_with(".xml")) {
            let text = String::from_utf8_lossy(bytes).into_owned();
            for named in text.split(' ').filter(|it| it.contains('.')) {
                assert!(seen.contains_key(named), "{path} names {named}, after {cut} steps");
            }
        }
        place.steps.store(usize::MAX, Ordering::Relaxed);
        put(&place, &tree(&NEW), "3").unwrap();
        let mut found = place.files().clone();
        let manifest = StoredManifest::parse(&found.remove(MANIFEST).unwrap()).unwrap();
        assert!(manifest.pending.is_empty() && manifest.files.len() == NEW.len());
        let mut wanted = tree(&NEW);
        wanted.extend(tree(&[MINE]));
        assert_eq!(found, wanted, "cut off after {cut} steps");
        if done {
            break;
        }
        cut += 1;
    }
    // Two notes, five files, two deletions.
    assert_eq!(cut, 9);
}

#[test]
fn a_run_that_is_cut_off_and_then_changes_its_mind_leaves_nothing_behind() {
    for cut in 0..9 {
        let place = Place { files: Mutex::new(tree(&[MINE])), steps: AtomicUsize::new(usize::MAX) };
        put(&place, &tree(&OLD), "1").unwrap();
        place.steps.store(cut, Ordering::Relaxed);
        assert!(put(&place, &tree(&NEW), "2").is_err());
        place.steps.store(usize::MAX, Ordering::Relaxed);
        put(&place, &BTreeMap::new(), "3").unwrap();
        assert_eq!(*place.files(), tree(&[MINE]), "cut off after {cut} steps");
    }
}

#[test]
fn two_runs_at_once_do_not_mix() {
    let place = Place { files: Mutex::new(Files::new()), steps: AtomicUsize::new(usize::MAX) };
    put(&place, &tree(&OLD), "1").unwrap();
    let late = RemoteState::read(&place, OLD.iter().map(|it| it.0)).unwrap();
    put(&place, &tree(&NEW), "2").unwrap();
    let site = tree(&[("index.html", "late")]);
    let digests = site.iter().map(|(path, bytes)| (path.clone(), Digest::from_content(bytes))).collect();
    let plan = Plan::diff(&late.manifest, &digests);
    let done = apply(&place, &plan, &late, "3", &|it| Ok(site[it].clone().into()), &|_| {});
    assert_eq!(format!("{:#}", done.unwrap_err()), "nothing was changed: another run");
    assert_eq!(place.files()["index.html"], b"new b.css");
}

#[test]
fn a_run_that_was_overtaken_stops_before_its_pages() {
    let place = Place { files: Mutex::new(Files::new()), steps: AtomicUsize::new(usize::MAX) };
    put(&place, &tree(&OLD), "1").unwrap();
    let early = RemoteState::read(&place, OLD.iter().map(|it| it.0)).unwrap();
    let site = tree(&[("a.css", "early"), ("index.html", "early a.css")]);
    let digests = site.iter().map(|(path, bytes)| (path.clone(), Digest::from_content(bytes))).collect();
    let plan = Plan::diff(&early.manifest, &digests);
    // Another run begins and ends while the first file of this one is on its way.
    let make = |path: &str| {
        if path == "a.css" {
            put(&place, &tree(&NEW), "3")?;
        }
        Ok(site[path].clone().into())
    };
    let done = apply(&place, &plan, &early, "2", &make, &|_| {});
    let error = format!("{:#}", done.unwrap_err());
    assert!(error.contains("not finished") && error.contains("someone else is publishing"), "{error}");
    assert_eq!(place.files()["index.html"], b"new b.css");
}

#[test]
fn a_manifest_that_was_tampered_with_deletes_nothing() {
    for text in [
        r#"{"version":1,"run":"x","files":{"../../etc/passwd":{"hash":"","bytes":1}}}"#,
        r#"{"version":1,"run":"x","files":{"/etc/passwd":{"hash":"","bytes":1}}}"#,
        r#"{"version":1,"run":"x","files":{".git/config":{"hash":"","bytes":1}}}"#,
        r#"{"version":1,"run":"x","files":{},"unsure":["C:\\x"]}"#,
        r#"{"version":2,"run":"x","files":{"index.html":{"hash":"","bytes":1}}}"#,
        r#"{"version":3,"run":"x","files":{}}"#,
        r#"{"version":1}"#,
        "nonsense",
    ] {
        assert!(StoredManifest::parse(text.as_bytes()).is_err(), "{text}");
        let bench = school();
        bench.write(&format!("out/site/{MANIFEST}"), text);
        bench.run("deploy --yes").ends(2).says(MANIFEST_OR_LATER);
    }
}

/// What a manifest has in place of a path.
fn key(path: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leadfolio: path in a list of published files");
    hasher.update(path.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

#[test]
fn a_manifest_that_names_what_a_host_or_a_repository_reads_deletes_nothing() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    let path = format!("out/site/{MANIFEST}");
    let ours = bench.read(&path);
    let theirs = [".git/config", ".htaccess", "_headers"];
    theirs.iter().for_each(|name| bench.write(&format!("out/site/{name}"), "theirs"));
    let with = |name: &str, version: u32| {
        let mut manifest: serde_json::Value = serde_json::from_str(&ours).unwrap();
        let name = if version == 1 {
            manifest["files"] = serde_json::json!({});
            name.to_owned()
        } else {
            let folders = manifest["folders"].as_array_mut().unwrap();
            name.split_once('/').iter().for_each(|(folder, _)| folders.push(key(folder).into()));
            key(name)
        };
        manifest["version"] = version.into();
        manifest["files"][name] = serde_json::json!({ "hash": "", "bytes": 6 });
        bench.write(&path, manifest.to_string());
    };
    for (name, version) in theirs.iter().flat_map(|name| [(name, 1), (name, 2)]) {
        with(name, version);
        for command in ["deploy --yes --overwrite", "undeploy school --yes"] {
            match *name {
                ".git/config" => bench.run(command).ends(2).says("names `.git/config`, which"),
                name => bench.run(command).ends(0).says(&format!("leave `{name}` there")),
            };
            with(name, version);
        }
        assert_eq!(bench.read(&format!("out/site/{name}")), "theirs");
    }
    // One that is gone is forgotten.
    with(".htaccess", 2);
    std::fs::remove_file(bench.path("out/site/.htaccess")).unwrap();
    bench.run("deploy --yes").ends(0).says("rewrite leadfolio's own list of the published files");
    bench.run("deploy --yes").ends(0).says("nothing to do");
}

#[test]
fn a_file_with_headers_that_the_target_asks_for_is_its_own() {
    let bench = bench("  school: { kind: folder, path: out/site, headers: .htaccess }");
    bench.write("out/.keep", "");
    bench.write("content/files/_headers", "/*\n");
    bench.run("deploy --yes").ends(0);
    bench.run("deploy --yes").ends(0).says("nothing to do");
    assert!(bench.has("out/site/.htaccess") && bench.has("out/site/_headers"));
    bench.run("undeploy school --yes").ends(0).says("taken down");
    assert_eq!(names(&bench.path("out/site")), Vec::<String>::new());
}

#[test]
fn the_list_of_published_files_tells_no_names() {
    let bench = school();
    bench.write(
        "content/packs/larkmere.yaml",
        "title: For Larkmere\ncases: [{ case: a, why: \"They decided.\" }]\n",
    );
    bench.run("deploy --yes").ends(0);
    let pack = "out/site/packs/larkmere/index.html";
    assert!(bench.has(pack));
    let manifest = bench.read(&format!("out/site/{MANIFEST}"));
    assert!(!manifest.contains("larkmere") && !manifest.contains("index.html"), "{manifest}");
    // A page that is gone is found by its name on the host.
    std::fs::remove_file(bench.path("content/packs/larkmere.yaml")).unwrap();
    bench.run("deploy --yes").ends(0).says("delete 3 files: ").says("`packs/larkmere/index.html`");
    assert!(!bench.has("out/site/packs"));
}

#[test]
fn a_list_that_tells_names_is_read_and_replaced() {
    let bench = school();
    bench.run("deploy --yes").ends(0);
    let path = format!("out/site/{MANIFEST}");
    let published = files(&bench.path("out/site")).into_iter().filter(|it| it.0 != MANIFEST);
    let mut all: BTreeMap<String, Digest> =
        published.map(|(path, bytes)| (path, Digest::from_content(&bytes))).collect();
    bench.write("out/site/old/index.html", "old");
    all.insert("old/index.html".to_owned(), Digest::from_content(b"old"));
    let old = |files: &BTreeMap<String, Digest>| {
        serde_json::json!({ "version": 1, "run": "0123456789abcdef", "files": files }).to_string()
    };
    bench.write(&path, old(&all));
    bench.run("deploy --yes").ends(0).says("keep 38 files unchanged").says("delete 1 file: `old/index.html`");
    all.remove("old/index.html");
    bench.write(&path, old(&all));
    let run = bench.run("deploy --yes").ends(0).says("rewrite leadfolio's own list of the published files");
    assert!(!run.stderr.contains("upload "), "{}", run.stderr);
    assert!(!bench.read(&path).contains("index.html"));
    bench.run("deploy --yes").ends(0).says("nothing to do");
}

/// What every such refusal says.
const MANIFEST_OR_LATER: &str = "leadfolio";

/// Shows a folder on this machine, as it is when it is asked; its address.
fn shown(folder: PathBuf) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut lines = BufReader::new(&stream).lines();
            let line = lines.next().unwrap().unwrap();
            lines.map_while(Result::ok).take_while(|it| !it.is_empty()).for_each(drop);
            let path = line.split(' ').nth(1).unwrap().trim_start_matches('/');
            let path = if path.is_empty() || path.ends_with('/') {
                format!("{path}index.html")
            } else {
                path.to_owned()
            };
            let (status, body) = match std::fs::read(folder.join(path)) {
                Ok(bytes) => ("200 OK", bytes),
                Err(_) => ("404 Not Found", Vec::new()),
            };
            let head =
                format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = (&stream).write_all(&[head.into_bytes(), body].concat());
        }
    });
    address
}

#[test]
fn after_a_deploy_the_site_is_looked_at_as_readers_see_it() {
    let bench = bench("  none: { kind: zip, path: a.zip }");
    let address = shown(bench.path("out/site"));
    let settings = bench.read("content/portfolio.yaml");
    let target = format!("  school: {{ kind: folder, path: out/site, url: \"{address}\" }}");
    bench.write("content/portfolio.yaml", settings.replace("  none: { kind: zip, path: a.zip }", &target));
    bench.write("out/.keep", "");
    bench.run("deploy --yes").ends(0).says(&format!("done: the site is live at {address}"));
    assert!(
        bench.read("out/site/index.html").contains(&format!("<link rel=\"canonical\" href=\"{address}\">"))
    );
    // Nothing is hidden in this portfolio, and yet somebody may have put the owner's own pages there by hand.
    bench.write("out/site/consent/index.html", "for the owner");
    bench.write("content/case-studies/a.md", study("Changed."));
    bench.run("deploy --yes").ends(0).says(&format!("{address}consent/ is still public"));
    // An author's own page may have that address: then it belongs there.
    std::fs::remove_file(bench.path("out/site/consent/index.html")).unwrap();
    bench.write("content/pages/consent.md", "---\ntitle: Consent forms\nurl: /consent/\n---\nForms.\n");
    bench.run("deploy --yes").ends(0).says(&format!("done: the site is live at {address}"));
}

#[test]
fn what_readers_do_not_see_is_told() {
    let bench = Bench::new();
    bench.write("site/index.html", "old");
    let address = shown(bench.path("site"));
    let digest = |text: &str| Digest::from_content(text.as_bytes());
    let files = BTreeMap::from([
        ("index.html".to_owned(), digest("new")),
        ("assets/site.1.css".to_owned(), digest("css")),
        ("other.html".to_owned(), digest("x")),
    ]);
    assert_eq!(
        verify(&address, &files, &[], &[]),
        [
            format!("{address} does not show what was uploaded"),
            format!("{address}assets/site.1.css responds with status 404")
        ]
    );
    bench.write("site/private/index.html", "for me");
    let hidden = ["private/index.html".to_owned(), "nothing/index.html".to_owned()];
    let told = verify(&address, &BTreeMap::new(), &hidden, &[]);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with(&format!("{address}private/ is still public")), "{told:?}");
    let unanswered = verify("http://127.0.0.1:9/", &BTreeMap::new(), &hidden, &[]);
    assert_eq!(unanswered.len(), 2, "{unanswered:?}");
    assert!(unanswered[0].contains("private/ must not be public, but does not respond"), "{unanswered:?}");
    let nobody = verify("http://127.0.0.1:9/", &files, &[], &[]);
    assert!(nobody[0].starts_with("http://127.0.0.1:9/ does not respond"), "{nobody:?}");
}

#[test]
fn a_policy_lets_in_what_the_owner_chose_and_nobody_else() {
    let policy_of = |more: &str| {
        let bench = bench("  drop: { kind: zip, path: out.zip }");
        let settings = bench.read("content/portfolio.yaml");
        bench.write("content/portfolio.yaml", format!("{settings}\n{more}\n"));
        bench.run("deploy --yes").ends(0);
        let mut zip = zip::ZipArchive::new(std::fs::File::open(bench.path("out.zip")).unwrap()).unwrap();
        std::io::read_to_string(zip.by_name("_headers").unwrap()).unwrap()
    };
    let plain = policy_of("");
    assert!(plain.contains("default-src 'none'; script-src 'none'; style-src 'self';"), "{plain}");
    assert!(!plain.contains("http") && !plain.contains("unsafe"), "{plain}");
    assert!(plain.contains("X-Content-Type-Options: nosniff") && plain.contains("immutable"));
    let searched =
        if cfg!(feature = "search") { "script-src 'self' 'wasm-unsafe-eval';" } else { "script-src 'none';" };
    assert!(policy_of("search: on").contains(searched));
    let isso = policy_of(
        "privacy: { comments: on }\ncomments: { by: isso, server: \"https://talk.example.org/isso\" }",
    );
    assert!(isso.contains("connect-src 'self' https://talk.example.org;"), "{isso}");
}

/// Answers the questions of `deploy --setup`.
pub(super) fn set_up(bench: &Bench, answers: &str) -> super::support::Ran {
    bench.write("answers", answers);
    run(bench.command("deploy --setup").stdin(std::fs::File::open(bench.path("answers")).unwrap()))
}

#[test]
fn a_few_questions_write_a_target_that_can_be_deployed_to() {
    let bench = school();
    // A folder; its name is taken.
    set_up(&bench, "5\n\nout/two\nhttps://two.example.org/\nschool\ntwo\n")
        .ends(0)
        .says("Please enter a value")
        .says("You already have a target `school`")
        .says("leadfolio deploy two --dry-run");
    let settings = bench.read("content/portfolio.yaml");
    let wanted = "  two:\n    kind: folder\n    path: \"out/two\"\n    url: \"https://two.example.org/\"\n";
    assert!(settings.contains(&format!("{SCHOOL}\n{wanted}")), "{settings}");
    bench.run("deploy two --yes --dry-run").ends(0).says("`two`");

    set_up(&bench, "1\nnonsense\n\npages\n").ends(1).says("DPL-04").says("nothing was saved");
    set_up(&bench, "1\n").ends(2).says("an answer is missing");
    assert_eq!(bench.read("content/portfolio.yaml"), settings);
}

#[test]
fn every_kind_of_target_is_in_the_docs_and_is_tried_by_the_browser_checks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let page = read("docs/content/pages/publishing.md");
    // Another section has a table of credentials, with rows of the same names.
    let targets = page.split("\n## ").find(|it| it.starts_with("Where you can publish\n")).unwrap();
    let checks = read("tests/browser/targets.mjs") + &read("tests/browser/deploy.mjs");
    for spec in HOSTS {
        let kind = spec.kind.id();
        assert!(
            targets.contains(&format!("\n| `{kind}` |")),
            "docs/content/pages/publishing.md has no row for `{kind}`"
        );
        assert!(checks.contains(&format!("{{ kind: {kind},")), "`TARGETS` in targets.mjs has no `{kind}`");
    }
}

#[test]
fn nothing_is_taken_down_that_was_not_named() {
    let bench = bench("  drop: { kind: zip, path: site.zip }\n  out: { kind: folder, path: out }");
    bench.run("undeploy --yes").ends(2).says("which target? your targets are `drop`, `out`");
    let bench = self::bench(SCHOOL);
    bench.run("undeploy --yes").ends(2).says("your only target is `school`: leadfolio undeploy school");
    let bench = Bench::with("");
    bench.run("undeploy").ends(2).says("you have no target yet");
}

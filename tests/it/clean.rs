//! `leadfolio clean` deletes caches and nothing else.

use std::fs;
use std::time::{Duration, SystemTime};

use image::ImageFormat;

use super::media::{flag, jpeg, saved};
use super::support::{Bench, study, symlink};

/// A portfolio whose cache has a copy of a picture, and the results of a check.
fn bench() -> (Bench, String) {
    let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
    let copy = format!(".leadfolio/cache/pictures/{}-480w.jpg", "ab".repeat(32));
    bench.write(&copy, jpeg());
    bench.write(".leadfolio/links.json", "{}");
    bench.write(".leadfolio/.gitignore", "*\n");
    (bench, copy)
}

#[test]
fn caches_are_deleted_and_what_is_not_a_cache_stays() {
    let (bench, copy) = bench();
    bench.write(".leadfolio/cache/pictures/letter.jpg", "mine");
    bench
        .run("clean --dry-run")
        .ends(0)
        .says("would delete 1 picture that leadfolio made in `.leadfolio/cache/pictures`");
    assert!(bench.has(&copy));
    bench
        .run("clean")
        .ends(0)
        .says("deleted 1 picture that leadfolio made")
        .says("deleted 1 list of web addresses");
    assert!(!bench.has(&copy) && !bench.has(".leadfolio/links.json"));
    assert_eq!(bench.read(".leadfolio/cache/pictures/letter.jpg"), "mine");
    assert!(bench.has("content/portfolio.yaml"));
    bench.run("clean").ends(0).says("nothing to delete: there is no cache\n");
    fs::remove_file(bench.path(".leadfolio/cache/pictures/letter.jpg")).unwrap();
    bench.run("clean").ends(0);
    assert!(!bench.has(".leadfolio/cache"), "empty folders go, too");
    bench.run("build").ends(0);
}

#[test]
fn what_was_used_lately_can_stay() {
    let (bench, copy) = bench();
    let file = fs::File::options().append(true).open(bench.path(".leadfolio/links.json")).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(11 * 24 * 60 * 60)).unwrap();
    bench.run("clean --older-than 10").ends(0).says("deleted 1 list");
    assert!(bench.has(&copy) && !bench.has(".leadfolio/links.json"));
    bench.run("clean --older-than 10").ends(0).says("that has not been used for 10 days");
    bench.run("clean --older-than 4000000000").ends(0);
    assert!(bench.has(&copy));
}

#[test]
fn no_link_is_followed() {
    let (bench, copy) = bench();
    let name = copy.rsplit('/').next().unwrap();
    bench.write(&format!("elsewhere/{name}"), "mine");
    symlink(bench.path(&format!("elsewhere/{name}")), bench.path(&copy.replace("abab", "cdcd"))).unwrap();
    bench.run("clean").ends(0).says("deleted 1 picture that leadfolio made");
    assert_eq!(bench.read(&format!("elsewhere/{name}")), "mine");

    fs::remove_dir_all(bench.path(".leadfolio/cache")).unwrap();
    symlink(bench.path("elsewhere"), bench.path(".leadfolio/cache")).unwrap();
    bench.write(&format!("elsewhere/pictures/{name}"), "mine");
    bench.run("clean").ends(2).says("cannot look into `.leadfolio/cache/pictures`").says("it is a link");
    assert_eq!(bench.read(&format!("elsewhere/pictures/{name}")), "mine");
}

#[test]
fn a_build_deletes_copies_that_have_not_been_needed_for_a_month() {
    let (bench, copy) = bench();
    let kept = copy.replace("abab", "cdcd");
    bench.write(&kept, "used by another audience");
    let file = fs::File::options().append(true).open(bench.path(&copy)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(31 * 24 * 60 * 60)).unwrap();
    bench.write("content/case-studies/b.md", "---\ntitle: \"no end\n---\n");
    bench.run("build").ends(1);
    assert!(bench.has(&copy), "after errors nobody knows what is needed");
    fs::remove_file(bench.path("content/case-studies/b.md")).unwrap();
    let ran = bench.run("build").ends(0);
    assert!(!ran.stderr.contains("writing "), "no progress is drawn where no terminal is");
    assert!(!bench.has(&copy) && bench.has(&kept));
}

#[test]
fn a_folder_without_a_portfolio_is_none_that_is_clean() {
    let (bench, copy) = bench();
    bench.run("clean --root content/case-studies").ends(2).says("there is no portfolio in `");
    assert!(bench.has(&copy));
}

#[test]
fn a_build_writes_no_copies_through_a_link_and_waits_for_no_pipe() {
    let bench =
        Bench::with(&format!("--- content/case-studies/a.md\n{}", study("![A wall](../files/wall.jpg)")));
    bench.write("content/files/wall.jpg", saved(&flag(900, 600), ImageFormat::Jpeg));
    bench.write("elsewhere/mine.txt", "mine");
    fs::create_dir(bench.path(".leadfolio")).unwrap();
    symlink(bench.path("elsewhere"), bench.path(".leadfolio/cache")).unwrap();
    bench.run("build").ends(0);
    assert_eq!(fs::read_dir(bench.path("elsewhere")).unwrap().count(), 1);
    fs::remove_file(bench.path(".leadfolio/cache")).unwrap();
    bench.run("build").ends(0);
    let pictures = bench.path(".leadfolio/cache/pictures");
    let copies: Vec<_> = fs::read_dir(&pictures).unwrap().map(|it| it.unwrap().path()).collect();
    assert!(!copies.is_empty());
    for copy in copies {
        fs::remove_file(&copy).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&copy).status().unwrap().success());
    }
    bench.run("build").ends(0);
}

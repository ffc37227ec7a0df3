//! P28 to P36: where a site is written, and what stands there after everything that can go wrong.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime};

use super::super::support::{Bench, Ran, files, rounds, run, site, study};
use super::{BUILD, is_tidy, refused, skip, snapshot, standing, study_with};

#[test]
fn a_page_that_was_deleted_renamed_or_became_a_draft_is_gone() {
    // P28
    let bench = standing();
    for name in ["deleted", "renamed", "drafted"] {
        bench.write(&format!("content/case-studies/{name}.md"), study("Text."));
    }
    bench.write("content/files/plan.txt", "Plan");
    bench.write("content/case-studies/deleted.md", study("[Plan](../files/plan.txt)"));
    bench.run(BUILD).ends(0);
    assert!(bench.has("dist/case-studies/deleted/index.html") && bench.has("dist/files/plan.txt"));
    fs::remove_file(bench.path("content/case-studies/deleted.md")).unwrap();
    bench.write("content/case-studies/renamed.md", study_with("slug: other\n", "Text."));
    bench.write("content/case-studies/drafted.md", study_with("draft: true\n", "Text."));
    bench.run(BUILD).ends(0);
    for name in ["deleted", "renamed", "drafted"] {
        assert!(!bench.has(&format!("dist/case-studies/{name}")), "{name}");
        assert!(!bench.read("dist/sitemap.xml").contains(&format!("case-studies/{name}/")), "{name}");
    }
    assert!(!bench.has("dist/files"), "empty folders go too");
    assert!(bench.has("dist/case-studies/other/index.html"));
    is_tidy(&bench);
}

#[test]
fn a_folder_that_is_not_ours_is_refused_and_kept() {
    // P29
    let bench = standing();
    bench.write("photos/holiday.jpg", "the only copy");
    refused(&bench, "--output photos", 2)
        .says("cannot publish to `photos`")
        .says("leadfolio did not create it");
    for (path, named) in [
        ("dist/letter.txt", "`letter.txt`"),
        ("dist/case-studies/a/letter.txt", "`case-studies/a/letter.txt`"),
        ("dist/.git/config", "`.git`"),
    ] {
        bench.write(path, "the only copy");
        refused(&bench, "", 2).says(named).says("leadfolio did not create");
        assert_eq!(bench.read(path), "the only copy");
    }
    symlink("/etc", bench.path("dist/etc")).unwrap();
    refused(&bench, "", 2)
        .says("leadfolio did not create `.git`, `case-studies/a/letter.txt`, `etc` and 1 more in it");
}

#[test]
fn a_forged_or_broken_list_of_files_deletes_nothing_of_others() {
    // P29
    let bench = standing();
    bench.write("photos/holiday.jpg", "the only copy");
    bench.write("outside.txt", "the only copy");
    for list in
        ["", "{", "{\"leadfolio\":1,\"files\":[]}", "{\"leadfolio\":9,\"files\":[\"holiday.jpg\"]}", "[]"]
    {
        bench.write("photos/.leadfolio-manifest.json", list);
        refused(&bench, "--output photos", 2);
    }
    let site = files(&bench.path("dist"));
    bench.write(
        "dist/.leadfolio-manifest.json",
        "{\"leadfolio\":1,\"files\":[\"../outside.txt\",\"/etc/hostname\"]}",
    );
    bench.run(BUILD);
    assert_eq!(bench.read("outside.txt"), "the only copy");
    assert!(files(&bench.path("dist")).len() >= site.len());
}

#[test]
fn an_output_that_would_harm_something_is_refused() {
    // P30
    let bench = standing();
    bench.write("themes/mine/theme.yaml", "extends: commons\n");
    bench.write("home/letter.txt", "dear");
    bench.write("file", "a file");
    symlink("content", bench.path("to-content")).unwrap();
    symlink("dist", bench.path("to-dist")).unwrap();
    symlink("nothing", bench.path("to-nothing")).unwrap();
    let outputs = [
        ".",
        "..",
        "./",
        "content",
        "content/",
        "content/site",
        "content/case-studies",
        "content/../content/x",
        "themes",
        "themes/mine",
        "/",
        "/..",
        "//",
        "dist/..",
        "dist/../..",
        "to-content",
        "to-content/x",
        "to-dist",
        "to-nothing",
        "file",
        "file/x",
        "home",
        "/dev/null",
        "/proc",
    ];
    for output in outputs {
        let before = snapshot(&bench.path(""));
        let mut command = bench.command(&format!("{BUILD} --output {output}"));
        let ran = run(command.env("HOME", bench.path("home"))).ends(2);
        assert!(ran.stderr.contains("cannot "), "{output}: {}", ran.stderr);
        assert!(snapshot(&bench.path("")) == before, "{output} touches something\n{}", ran.stderr);
    }
    let root = bench.path("").canonicalize().unwrap();
    for output in [root.clone(), root.join("content"), root.parent().unwrap().to_owned()] {
        refused(&bench, &format!("--output {}", output.display()), 2).says("cannot publish to");
    }
    let before = snapshot(&bench.path(""));
    run(bench.command("build --output").arg("")).ends(2);
    assert!(snapshot(&bench.path("")) == before);
}

#[test]
fn a_home_folder_is_refused_even_when_it_is_empty() {
    // P30
    let bench = standing();
    fs::create_dir_all(bench.path("people/rowan")).unwrap();
    for output in ["people/rowan", "people"] {
        let mut command = bench.command(&format!("{BUILD} --output {output}"));
        run(command.env("HOME", bench.path("people/rowan"))).ends(2).says("your home folder");
        assert!(snapshot(&bench.path("people")).len() == 1);
    }
}

/// A file system in memory, for as long as it is needed; only root can have one.
struct Mount(PathBuf);

impl Mount {
    fn new(at: &Path, options: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).stderr(Stdio::null()).status();
        done.is_ok_and(|it| it.success()).then(|| Self(at.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_site_before_it_whole() {
    // P31: room for the pages, none for the document; then no room for another file at all.
    let bench = standing();
    fs::create_dir(bench.path("disk")).unwrap();
    for (options, document) in [("size=1m", 1_500_000), ("nr_inodes=90", 10)] {
        let Some(_mount) = Mount::new(&bench.path("disk"), options) else {
            return skip("only root can mount a small disk");
        };
        bench.write("content/case-studies/a.md", study("Text."));
        bench.run(&format!("{BUILD} --output disk/dist")).ends(0);
        let before = snapshot(&bench.path("disk"));
        let cited: String = (0..40).map(|it| format!("[{it}](../files/plan-{it}.pdf)\n")).collect();
        for number in 0..40 {
            bench.write(&format!("content/files/plan-{number}.pdf"), vec![b'x'; document]);
        }
        bench.write("content/case-studies/a.md", study(&cited));
        let ran = bench.run(&format!("{BUILD} --output disk/dist")).ends(2);
        assert!(
            ran.stderr.contains("no space left on device; free up space and build again"),
            "{}",
            ran.stderr
        );
        assert!(snapshot(&bench.path("disk")) == before, "{options}: the old site, and nothing else");
    }
}

#[test]
fn a_first_site_that_does_not_fit_leaves_nothing() {
    // P31
    let bench = standing();
    fs::create_dir(bench.path("disk")).unwrap();
    let Some(_mount) = Mount::new(&bench.path("disk"), "size=16k") else {
        return skip("only root can mount a small disk");
    };
    bench.run(&format!("{BUILD} --output disk/some/dist")).ends(2).says("no space left on device");
    assert!(snapshot(&bench.path("disk")).is_empty());
}

#[test]
fn an_output_that_cannot_be_written_to_is_told_and_leaves_no_trace() {
    // P32
    let bench = standing();
    fs::create_dir(bench.path("disk")).unwrap();
    let mount = Mount::new(&bench.path("disk"), "ro");
    fs::set_permissions(bench.path("disk"), Permissions::from_mode(0o555)).ok();
    if mount.is_none() && fs::create_dir(bench.path("disk/probe")).is_ok() {
        return skip("this user may write everywhere and not mount");
    }
    refused(&bench, "--output disk/dist", 2).says("cannot create `disk/.dist.leadfolio`");
    refused(&bench, "--output disk", 2);
}

/// A folder of two portfolios, `a` and `b`, that are built to one output; and the two sites.
struct Rivals {
    bench: Bench,
    sites: [BTreeMap<String, Vec<u8>>; 2],
}

impl Rivals {
    fn new(pages: usize) -> Self {
        let bench = Bench::new();
        let basics = standing();
        for name in ["a", "b"] {
            for file in ["portfolio.yaml", "people.yaml"] {
                bench.write(&format!("{name}/content/{file}"), basics.read(&format!("content/{file}")));
            }
            for number in 0..pages {
                let own = if number % 2 == 0 { name } else { "common" };
                let text = study(&format!("Words of {name}."));
                bench.write(&format!("{name}/content/case-studies/{own}-{number}.md"), text);
            }
        }
        let build = |name: &str| {
            bench.run(&format!("{BUILD} --root {name} --output dist")).ends(0);
            snapshot(&bench.path("dist"))
        };
        let sites = ["a", "b"].map(build);
        assert!(sites[0] != sites[1]);
        Self { bench, sites }
    }

    fn start(&self, name: &str) -> Child {
        let mut command = self.bench.command(&format!("{BUILD} --root {name} --output dist"));
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// The portfolio whose site does not stand there now: a build of it has something to write.
    fn absent(&self) -> &'static str {
        if snapshot(&self.bench.path("dist")) == self.sites[0] { "b" } else { "a" }
    }

    /// Follows a run until so many files of the new site are there, or it ended by itself.
    fn follow(&self, child: &mut Child, files: usize) {
        let half = self.bench.path(".dist.leadfolio/half/case-studies");
        let count = || fs::read_dir(&half).map_or(0, Iterator::count);
        while count() < files && child.try_wait().unwrap().is_none() {
            std::hint::spin_loop();
        }
    }

    #[track_caller]
    fn is_whole(&self) {
        let now = snapshot(&self.bench.path("dist"));
        assert!(self.sites.contains(&now), "neither one site nor the other: {:?}", now.keys());
    }

    #[track_caller]
    fn heals(&self) {
        self.bench.run(&format!("{BUILD} --root a --output dist")).ends(0);
        assert!(snapshot(&self.bench.path("dist")) == self.sites[0]);
        is_tidy(&self.bench);
    }
}

#[test]
fn a_build_that_is_killed_leaves_one_site_or_the_other_and_the_next_is_clean() {
    // P33: at a hundred moments in a full run, from the start of the program over every page to the exchange.
    let rivals = Rivals::new(24);
    for round in 0..rounds(28, 100) {
        let mut child = rivals.start(rivals.absent());
        match round % 4 {
            // Somewhere before, between and after the pages: a number of looks at the folder is a moment.
            0 => (0..round * 20).for_each(|_| _ = child.try_wait().unwrap()),
            _ => rivals.follow(&mut child, round % 27),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        rivals.is_whole();
        if round % 10 == 9 {
            rivals.heals();
        }
    }
}

#[test]
fn a_build_that_is_interrupted_leaves_one_site_or_the_other_and_no_litter() {
    // P34
    let rivals = Rivals::new(24);
    for round in (0..26).step_by(26 / rounds(6, 26)) {
        for signal in ["-INT", "-TERM"] {
            let mut child = rivals.start(rivals.absent());
            rivals.follow(&mut child, round);
            let sent =
                Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status();
            if sent.is_err() {
                return skip("there is no `kill`");
            }
            let ended = child.wait().unwrap();
            assert!(matches!(ended.code(), None | Some(0 | 2)), "{ended}");
            rivals.is_whole();
            is_tidy(&rivals.bench);
        }
    }
    rivals.heals();
}

#[test]
fn a_build_that_is_killed_at_an_exact_step_leaves_one_site_or_the_other() {
    // P33: strace ends the program as it makes the nth call of a kind.
    let rivals = Rivals::new(24);
    for (call, most) in
        [("mkdir", 3), ("linkat", 2), ("rename", 1), ("renameat2", 1), ("unlink", 4), ("rmdir", 3)]
    {
        for number in 1..=most {
            let Some(ran) = traced(&rivals, &format!("{call}:signal=SIGKILL:when={number}")) else {
                return skip("there is no `strace`, or it may not trace");
            };
            assert!(matches!(ran.code, None | Some(0)), "{call} {number}: {}", ran.stderr);
            rivals.is_whole();
            rivals.heals();
        }
    }
}

#[test]
fn a_disk_that_fails_at_any_step_leaves_one_site_or_the_other_and_no_litter() {
    // P31, P32
    let rivals = Rivals::new(24);
    for fault in [
        "mkdir:error=EACCES:when=2",
        "linkat:error=EIO:when=3",
        "rename:error=EIO:when=1",
        "renameat2:error=EIO:when=1",
        "renameat2:error=ENOSYS:when=1",
        "syncfs:error=EIO:when=1",
        "fchmod:error=EPERM:when=1",
        "chmod:error=EPERM:when=1",
        "unlink:error=EIO:when=2",
        "rmdir:error=EIO:when=1",
    ] {
        let Some(ran) = traced(&rivals, fault) else {
            return skip("there is no `strace`, or it may not trace");
        };
        assert!(matches!(ran.code, Some(0 | 2)), "{fault}: {}", ran.stderr);
        rivals.is_whole();
        if ran.code == Some(2) {
            is_tidy(&rivals.bench);
        }
        rivals.bench.run(&format!("{BUILD} --root a --output dist")).ends(0);
        assert!(snapshot(&rivals.bench.path("dist")) == rivals.sites[0], "{fault}");
    }
}

/// A build of the site that does not stand there, with a fault put into its calls; none without strace.
fn traced(rivals: &Rivals, fault: &str) -> Option<Ran> {
    let build = rivals.bench.command(&format!("{BUILD} --root {} --output dist", rivals.absent()));
    let (call, _) = fault.split_once(':')?;
    let mut strace = Command::new("strace");
    strace.args([
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        &format!("trace={call}"),
        "-e",
        &format!("inject={fault}"),
    ]);
    strace.arg(build.get_program()).args(build.get_args()).current_dir(rivals.bench.path(""));
    let works =
        Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    works.is_ok_and(|it| it.success()).then(|| run(&mut strace))
}

#[test]
fn builds_at_once_take_turns_and_the_result_is_whole() {
    // P35
    let rivals = Rivals::new(24);
    let children: Vec<Child> = ["a", "b", "a", "b", "b", "a"].map(|it| rivals.start(it)).into();
    for mut child in children {
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
    rivals.is_whole();
    is_tidy(&rivals.bench);
}

#[test]
fn a_build_waits_while_another_holds_the_lock() {
    // P35
    let rivals = Rivals::new(4);
    fs::create_dir(rivals.bench.path(".dist.leadfolio")).unwrap();
    let lock = File::create(rivals.bench.path(".dist.leadfolio/lock")).unwrap();
    lock.lock().unwrap();
    let mut child = rivals.start("a");
    // It must get as far as the lock; a process that waits there has made nothing of a new site.
    for _ in 0..1_000 {
        assert_eq!(child.try_wait().unwrap(), None, "it waits");
        assert!(!rivals.bench.has(".dist.leadfolio/half"));
    }
    drop(lock);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(snapshot(&rivals.bench.path("dist")) == rivals.sites[0]);
}

/// Files of a portfolio with words, tags and pictures in many scripts.
fn portfolio() -> Vec<(String, Vec<u8>)> {
    let words =
        ["Ärzte", "zebra", "İstanbul", "ılık", "Éclair", "łódź", "日本", "مرحبا", "Apple", "apple pie"];
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (number, word) in words.iter().enumerate() {
        let fields = format!("tags: [\"{word}\", shared]\ndate: 2025-0{}-01\n", number % 9 + 1);
        let text = study_with(&fields, "# I\n\nWords. ![A plan](../files/plan.png) [x](../files/x.txt)");
        let text = text.replace("title: A\n", &format!("title: \"{word}\"\n"));
        files.push((format!("content/case-studies/s-{number}.md"), text.into_bytes()));
        files.push((
            format!("content/pages/p-{number}.md"),
            format!("---\ntitle: \"{word}\"\n---\nText.\n").into(),
        ));
    }
    files.push(("content/files/plan.png".into(), super::media::png(40, 30)));
    files.push(("content/files/x.txt".into(), b"x".to_vec()));
    files.push(("content/files/.env".into(), b"x".to_vec()));
    files
}

#[test]
fn time_zone_language_order_of_files_threads_and_folder_change_no_byte() {
    // P36
    let places = [
        ("UTC", "C", "1", "0"),
        ("Pacific/Kiritimati", "tr_TR.UTF-8", "2", "1000000000"),
        ("America/Adak", "de_DE.ISO-8859-1", "7", "4000000000"),
        ("<+25>-25", "ar_EG.UTF-8", "3", "1"),
    ];
    let mut sites = Vec::new();
    for (number, (zone, language, threads, time)) in places.into_iter().enumerate() {
        let bench = Bench::with("");
        let mut files = portfolio();
        if number % 2 == 1 {
            files.reverse();
        }
        for (path, bytes) in files {
            bench.write(&path, bytes);
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(time.parse().unwrap());
            File::options().write(true).open(bench.path(&path)).unwrap().set_modified(time).unwrap();
        }
        let output = bench.path(["dist", "site", "some/where/else", "d"][number]);
        let mut command = bench.command(BUILD);
        command
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language)
            .env("RAYON_NUM_THREADS", threads);
        command
            .env("SOURCE_DATE_EPOCH", time)
            .env("LEADFOLIO_URL", "https://evil.example/")
            .env("USER", zone);
        run(command.arg("--output").arg(&output)).ends(0);
        sites.push(snapshot(&output));
    }
    for other in &sites[1..] {
        let differs: Vec<&String> =
            sites[0].keys().filter(|it| sites[0].get(*it) != other.get(*it)).collect();
        assert!(other == &sites[0], "{differs:?}");
    }
}

#[test]
fn a_build_without_an_environment_is_the_same() {
    // P36
    let bench = standing();
    let before = snapshot(&bench.path("dist"));
    run(bench.command(BUILD).env_clear()).ends(0);
    assert!(snapshot(&bench.path("dist")) == before);
}

#[test]
fn the_order_in_which_files_are_given_changes_no_byte() {
    // P36
    let build = |files: Vec<(String, Vec<u8>)>| {
        let site = files.into_iter().fold(site(""), |site, (path, bytes)| site.file(&path, bytes));
        site.build().fine().everything()
    };
    let backwards = portfolio().into_iter().rev().filter(|it| !it.0.contains(".env"));
    let forwards = portfolio().into_iter().filter(|it| !it.0.contains(".env"));
    assert!(build(forwards.collect()) == build(backwards.collect()));
}

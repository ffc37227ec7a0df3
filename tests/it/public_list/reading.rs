//! P24 to P26 and what else lies in folders: links, pipes, files that cannot be read, files that nobody means to
//! publish.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::os::unix::process::CommandExt;
use std::process::Command;

use super::super::support::{Bench, Ran, files, run, study};
use super::{BUILD, is_tidy, skip, standing};

/// Who nobody is on most systems.
const NOBODY: u32 = 65_534;

#[track_caller]
fn left_out(bench: &Bench, path: &str, reason: &str) {
    bench.run(&format!("{BUILD} --verbose")).ends(0).says(&format!("{path}: file: {reason}"));
}

#[test]
fn a_link_that_leads_out_is_left_out_and_told() {
    // P24
    let bench = standing();
    let site = files(&bench.path("dist"));
    bench.write("outside.md", "---\ntitle: Outside\n---\nOutside.\n");
    for (at, target) in [
        ("content/files/host.txt", "/etc/hostname"),
        ("content/case-studies/host.md", "/etc/hostname"),
        ("content/pages/outside.md", "../../outside.md"),
        ("content/standards", "/etc"),
        ("content/files/zero.txt", "/dev/zero"),
        ("content/pages/zero.md", "/dev/zero"),
        ("content/files/environ", "/proc/self/environ"),
    ] {
        fs::create_dir_all(bench.path(at).parent().unwrap()).unwrap();
        symlink(target, bench.path(at)).unwrap();
        left_out(&bench, at, "a symbolic link that points outside the folder");
    }
    assert!(files(&bench.path("dist")) == site);
}

#[test]
fn a_link_that_leads_out_and_is_cited_is_a_fault_of_the_page() {
    // P24
    let bench = standing();
    fs::create_dir(bench.path("content/files")).unwrap();
    symlink("/etc/hostname", bench.path("content/files/host.txt")).unwrap();
    bench.write("content/case-studies/a.md", study("[Host](../files/host.txt)"));
    bench
        .run(BUILD)
        .ends(1)
        .says("`files/host.txt` is left out: a symbolic link that points outside the folder")
        .says("a.md:10:1");
}

#[test]
fn a_link_within_the_portfolio_is_followed() {
    // P24
    let bench = standing();
    bench.write("content/files/plan.txt", "Plan");
    symlink("plan.txt", bench.path("content/files/same.txt")).unwrap();
    bench.write("content/case-studies/a.md", study("[Plan](../files/same.txt)"));
    bench.run(BUILD).ends(0);
    assert_eq!(bench.read("dist/files/same.txt"), "Plan");
}

#[test]
fn loops_of_links_are_left_out_and_told() {
    // P25
    let bench = standing();
    let site = files(&bench.path("dist"));
    fs::create_dir(bench.path("content/files")).unwrap();
    symlink("..", bench.path("content/files/up")).unwrap();
    symlink(".", bench.path("content/files/here")).unwrap();
    left_out(&bench, "content/files/up", "a symbolic link that points back");
    left_out(&bench, "content/files/here", "a symbolic link that points back");
    symlink("b.md", bench.path("content/case-studies/c.md")).unwrap();
    symlink("c.md", bench.path("content/case-studies/b.md")).unwrap();
    symlink("self.md", bench.path("content/case-studies/self.md")).unwrap();
    symlink("nothing.md", bench.path("content/case-studies/broken.md")).unwrap();
    for name in ["b", "c", "self", "broken"] {
        left_out(&bench, &format!("content/case-studies/{name}.md"), "a symbolic link");
    }
    assert!(files(&bench.path("dist")) == site);
}

#[test]
fn links_that_multiply_end() {
    // P25: every folder holds two links to the next, so that there are a billion ways to the last.
    let bench = standing();
    for number in 0..30 {
        bench.write(&format!("content/files/f{number}/x.txt"), "x");
        for link in ["one", "two"] {
            symlink(format!("../f{}", number + 1), bench.path(&format!("content/files/f{number}/{link}")))
                .unwrap();
        }
    }
    left_out(&bench, "content/files/f0/one/one", "a linked folder inside a linked folder");
}

#[test]
fn what_nobody_means_to_publish_is_left_out_and_told() {
    // P26
    let litter = [
        ".env",
        ".git/config",
        ".DS_Store",
        ".htpasswd",
        "x.md~",
        "#x.md#",
        ".x.md.swp",
        "x.bak",
        "x.orig",
        "id_rsa",
        "id_rsa.pub",
        "server.key",
        "cert.pem",
        "Thumbs.db",
        "node_modules/a.js",
        ".well-known/.env",
    ];
    let wanted =
        [".well-known/security.txt", ".well-known/acme-challenge/token", "CNAME", "_headers", "_redirects"];
    let bench = standing();
    for name in litter.iter().chain(&wanted) {
        bench.write(&format!("content/files/{name}"), format!("{name} is here"));
    }
    bench.write("content/case-studies/.hidden.md", "---\ntitel: Oh\n---\n");
    bench.write("content/case-studies/a.md~", "---\ntitel: Oh\n---\n");
    let ran = bench.run(&format!("{BUILD} --verbose")).ends(0);
    for name in litter {
        let shown = match name.split_once('/') {
            Some((folder @ (".git" | "node_modules"), _)) => folder,
            _ => name,
        };
        assert!(ran.stderr.contains(&format!("content/files/{shown}: file: ")), "{name}:\n{}", ran.stderr);
    }
    let site = files(&bench.path("dist"));
    for name in litter {
        assert!(!site.iter().any(|it| it.1 == format!("{name} is here").into_bytes()), "{name}");
    }
    for name in wanted {
        assert_eq!(bench.read(&format!("dist/{name}")), format!("{name} is here"));
    }
}

#[test]
fn what_nobody_means_to_publish_cannot_be_cited() {
    // P26
    let bench = standing();
    bench.write("content/files/.env", "KEY=1");
    bench.write("content/case-studies/a.md", study("[Key](../files/.env)"));
    bench.run(BUILD).ends(1).says("`files/.env` is left out: a hidden file").says("a.md:10:1");
}

#[test]
fn real_names_beside_the_portfolio_are_never_opened() {
    let bench = standing();
    bench.write("content/people.private.yaml", b"\xff people: [not, YAML");
    left_out(&bench, "content/people.private.yaml", "it is private, so a build never opens it");
}

#[test]
fn a_pipe_or_a_socket_is_left_out_and_nobody_waits_for_it() {
    let bench = standing();
    fs::create_dir(bench.path("content/files")).unwrap();
    let pipes = ["content/files/pipe.txt", "content/case-studies/pipe.md", "content/portfolio.yml"];
    for pipe in pipes {
        if !Command::new("mkfifo").arg(bench.path(pipe)).status().is_ok_and(|it| it.success()) {
            return skip("there is no `mkfifo`");
        }
    }
    let _listener = UnixListener::bind(bench.path("content/files/socket")).unwrap();
    for path in pipes.into_iter().chain(["content/files/socket"]) {
        left_out(&bench, path, "it isn't a regular file");
    }
}

#[test]
fn a_pipe_in_the_place_of_the_portfolio_is_no_portfolio() {
    let bench = standing();
    fs::remove_file(bench.path("content/portfolio.yaml")).unwrap();
    if !Command::new("mkfifo").arg(bench.path("content/portfolio.yaml")).status().is_ok_and(|it| it.success())
    {
        return skip("there is no `mkfifo`");
    }
    bench.run(&format!("{BUILD} --root .")).ends(1).says("there is no `content/portfolio.yaml`");
}

#[test]
fn a_name_that_is_no_text_is_left_out_and_told() {
    let bench = standing();
    fs::create_dir(bench.path("content/files")).unwrap();
    let name = OsStr::from_bytes(b"caf\xe9.txt");
    if fs::write(bench.path("content/files").join(name), "x").is_err() {
        return skip("this file system knows only UTF-8");
    }
    left_out(&bench, "content/files/caf\u{fffd}.txt", "its name isn't valid UTF-8");
}

#[test]
fn folders_without_end_are_left_out_and_told() {
    let bench = standing();
    let deep = format!("content/files/{}", vec!["d"; 200].join("/"));
    bench.write(&format!("{deep}/x.txt"), "x");
    let deepest = format!("content/files/{}", vec!["d"; 63].join("/"));
    left_out(&bench, &deepest, "a folder that is nested too deeply");
}

/// A build by somebody who owns nothing here; none when that cannot be had.
fn build_by_nobody(bench: &Bench) -> Option<Ran> {
    fs::set_permissions(bench.path(""), Permissions::from_mode(0o777)).unwrap();
    let probe = Command::new("id").arg("-u").output().ok()?;
    let mut command = bench.command(BUILD);
    if probe.stdout == b"0\n" {
        command.uid(NOBODY).gid(NOBODY);
        // The program itself may lie where nobody may look.
        command.output().ok()?;
    }
    Some(run(&mut command))
}

#[test]
fn a_file_or_folder_that_cannot_be_read_is_an_error_and_nothing_is_published_without_it() {
    for path in ["content/pages/p.md", "content/files", "content/people.yaml"] {
        let bench = Bench::with(&format!("--- content/case-studies/a.md\n{}", study("Text.")));
        bench.write("content/pages/p.md", "---\ntitle: P\n---\nText.\n");
        bench.write("content/files/plan.txt", "Plan");
        fs::set_permissions(bench.path(path), Permissions::from_mode(0o000)).unwrap();
        let Some(ran) = build_by_nobody(&bench) else { return skip("nobody cannot run the program") };
        fs::set_permissions(bench.path(path), Permissions::from_mode(0o755)).unwrap();
        ran.ends(1).says(path).says("ermission denied");
        assert!(!bench.has("dist"));
        is_tidy(&bench);
    }
}

#[test]
fn a_document_that_cannot_be_read_is_an_error_that_names_it() {
    let bench =
        Bench::with(&format!("--- content/case-studies/a.md\n{}", study("[Plan](../files/plan.pdf)")));
    bench.write("content/files/plan.pdf", "Plan");
    fs::set_permissions(bench.path("content/files/plan.pdf"), Permissions::from_mode(0o000)).unwrap();
    let Some(ran) = build_by_nobody(&bench) else { return skip("nobody cannot run the program") };
    fs::set_permissions(bench.path("content/files/plan.pdf"), Permissions::from_mode(0o644)).unwrap();
    let ran = ran.ends(1).says("content/case-studies/a.md:10:1").says("content/files/plan.pdf");
    ran.says("ermission denied").says("make sure your account can read it");
    assert!(!bench.has("dist"));
    is_tidy(&bench);
}

//! The writing door: what stands on disk after a publication, and after one that went wrong.

use std::collections::{BTreeMap, BTreeSet};
#[cfg(unix)]
use std::fs::Permissions;
use std::fs::{self, File};
#[cfg(unix)]
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, mpsc};
use std::thread;
use std::time::Duration;

use anyhow::{Result, anyhow};
use leadfolio::vfs::publish::{Destination, LOCK_TIMEOUT, MANIFEST_FILE, PublishReport, publish};
use leadfolio::vfs::{Blob, DiskFile, Piece, PieceContent};
use tempfile::TempDir;

use super::support::{identity, symlink, with_slashes};

/// A portfolio with `content/` and `themes/`, and nothing published yet.
struct Portfolio {
    root: PathBuf,
    sources: Vec<PathBuf>,
    _dir: Option<TempDir>,
}

type Files<'a> = &'a [(&'a str, &'a str)];

const FIRST: Files<'_> = &[("cases/a/index.html", "a"), ("cases/b/index.html", "b"), ("index.html", "home")];
const SECOND: Files<'_> =
    &[("cases/a/index.html", "a"), ("cases/c/index.html", "c"), ("index.html", "changed")];

impl Portfolio {
    fn new() -> Self {
        let dir = TempDir::new().expect("a temporary folder");
        let root = dir.path().join("portfolio");
        Self { _dir: Some(dir), ..Self::at(&root) }
    }

    fn at(root: &Path) -> Self {
        let sources = vec![root.join("content"), root.join("themes")];
        for source in &sources {
            fs::create_dir_all(source.join("inner")).expect("folders");
            fs::write(source.join("kept.md"), "source").expect("a source");
        }
        Self { root: root.to_owned(), sources, _dir: None }
    }

    fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    fn destination<'a>(&'a self, output: &'a Path) -> Destination<'a> {
        let Self { root, sources, .. } = self;
        Destination { output, root, sources, home: None, lock_timeout: LOCK_TIMEOUT, durable: false }
    }

    fn publish(&self, files: Files<'_>) -> Result<PublishReport> {
        self.publish_to(&self.dist(), files)
    }

    fn publish_to(&self, output: &Path, files: Files<'_>) -> Result<PublishReport> {
        publish_blobs(&self.destination(output), &blobs(files))
    }

    /// What publishing to a folder is refused with.
    fn refusal(&self, output: &Path) -> String {
        let before = snapshot(&self.root);
        let error = self.publish_to(output, FIRST).expect_err("it is refused").to_string();
        assert_eq!(snapshot(&self.root), before, "a refusal touches nothing");
        error.replace(&format!("{}{}", self.root.display(), std::path::MAIN_SEPARATOR), "")
    }

    /// The site and nothing else: no staging is left beside it.
    fn holds(&self, files: Files<'_>) {
        let mut expected: BTreeMap<String, String> =
            files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let folders = expected.keys().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at]));
        let keys = |paths: &mut dyn Iterator<Item = &str>| {
            serde_json::to_string(&paths.map(key).collect::<BTreeSet<_>>()).expect("a list")
        };
        let files = keys(&mut expected.keys().map(String::as_str));
        let folders = keys(&mut folders.into_iter());
        let list = format!(r#"{{"leadfolio":2,"files":{files},"folders":{folders}}}"#);
        expected.insert(MANIFEST_FILE.to_owned(), list);
        assert_eq!(snapshot(&self.dist()), expected);
        self.is_tidy();
    }

    fn is_tidy(&self) {
        let names = fs::read_dir(&self.root).expect("a folder").map(|it| it.expect("an entry").file_name());
        let mut names: Vec<_> = names.map(|it| it.to_string_lossy().into_owned()).collect();
        names.retain(|it| it != "dist");
        names.sort();
        assert_eq!(names, ["content", "themes"]);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// What a manifest has in place of a path.
fn key(path: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("leadfolio: path in a list of published files");
    hasher.update(path.as_bytes());
    hasher.finalize().to_hex()[..32].to_owned()
}

fn blobs(files: Files<'_>) -> BTreeMap<&str, Blob> {
    files.iter().map(|(path, text)| (*path, Blob::from((*text).to_owned()))).collect()
}

fn publish_blobs(to: &Destination<'_>, files: &BTreeMap<&str, Blob>) -> Result<PublishReport> {
    let paths: Vec<&str> = files.keys().copied().collect();
    publish(to, &paths, |path| Ok(files[path].clone()), || {})
}

/// All files under a folder with their text, links with where they lead, and folders that hold nothing.
fn snapshot(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let mut bare = true;
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = with_slashes(path.strip_prefix(folder).expect("it lies inside"));
            let meta = fs::symlink_metadata(&path).expect("it is there");
            bare = false;
            if meta.is_dir() {
                open.push(path);
            } else if meta.is_symlink() {
                found.insert(name, format!("-> {}", fs::read_link(&path).expect("a link").display()));
            } else {
                found.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
        if bare {
            found.insert(
                format!("{}/", with_slashes(next.strip_prefix(folder).expect("inside"))),
                String::new(),
            );
        }
    }
    found
}

#[cfg(unix)]
fn skip(reason: &str) {
    _ = writeln!(io::stderr(), "skipped: {reason}");
}

/// A file system in memory, for as long as it is needed; only root can have one.
#[cfg(unix)]
struct Mount(PathBuf);

#[cfg(unix)]
impl Mount {
    fn new(at: &Path, options: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        let done = mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(at).stderr(Stdio::null()).status();
        done.is_ok_and(|it| it.success()).then(|| Self(at.to_owned()))
    }
}

#[cfg(unix)]
impl Drop for Mount {
    fn drop(&mut self) {
        _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_first_site_is_written_whole() {
    let portfolio = Portfolio::new();
    let published = portfolio.publish(FIRST).expect("it is published");
    assert_eq!(published, PublishReport { files: 3, bytes: 6, written: 3, ..PublishReport::default() });
    portfolio.holds(FIRST);
}

#[test]
fn folders_above_the_output_are_made() {
    let portfolio = Portfolio::new();
    portfolio.publish_to(&portfolio.root.join("out/of/the/way"), FIRST).expect("it is published");
    assert_eq!(snapshot(&portfolio.root.join("out")).len(), FIRST.len() + 1);
}

#[test]
fn a_second_site_replaces_the_first() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let published = portfolio.publish(SECOND).expect("the second");
    let expected = PublishReport {
        files: 3,
        bytes: 9,
        written: 2,
        unchanged: 1,
        removed: 1,
        ..PublishReport::default()
    };
    assert_eq!(published, expected);
    portfolio.holds(SECOND);
}

#[test]
fn a_file_may_become_a_folder_and_back() {
    let portfolio = Portfolio::new();
    for files in [&[("a", "file")], &[("a/b", "inside")], &[("a/b/c", "deeper")], &[("a", "file")]] {
        portfolio.publish(files).expect("it is published");
        portfolio.holds(files);
    }
}

#[test]
fn a_site_may_lose_all_its_files() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    portfolio.publish(&[]).expect("the empty one");
    assert_eq!(snapshot(&portfolio.dist()).len(), 1);
}

#[test]
fn an_unchanged_file_stays_the_same_file() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let (same, other) = (portfolio.dist().join("cases/a/index.html"), portfolio.dist().join("index.html"));
    let before = (identity(&same), identity(&other));
    portfolio.publish(SECOND).expect("the second");
    assert_eq!(identity(&same), before.0);
    assert_ne!(identity(&other).0, before.1.0);
    #[cfg(unix)]
    assert_eq!(fs::metadata(&same).expect("it is there").nlink(), 1);
}

#[test]
fn an_unchanged_site_is_left_alone() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let before = (identity(&portfolio.dist()), identity(&portfolio.dist().join("index.html")));
    let published = portfolio.publish(FIRST).expect("the same again");
    assert_eq!(published, PublishReport { files: 3, bytes: 6, unchanged: 3, ..PublishReport::default() });
    assert_eq!((identity(&portfolio.dist()), identity(&portfolio.dist().join("index.html"))), before);
    portfolio.is_tidy();
}

#[test]
fn a_published_file_that_was_edited_or_deleted_is_written_again() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let home = portfolio.dist().join("index.html");
    let time = fs::metadata(&home).expect("it is there").modified().expect("a time");
    fs::write(&home, "HOME").expect("an edit of the same length");
    File::options().write(true).open(&home).expect("the file").set_modified(time).expect("the same time");
    fs::remove_file(portfolio.dist().join("cases/b/index.html")).expect("a deletion");
    assert_eq!(portfolio.publish(FIRST).expect("the same again").written, 2);
    portfolio.holds(FIRST);
}

#[test]
fn two_publications_of_one_site_are_byte_identical() {
    let (one, two) = (Portfolio::new(), Portfolio::new());
    one.publish(SECOND).expect("another before");
    one.publish(FIRST).expect("the site");
    two.publish(FIRST).expect("the site");
    assert_eq!(snapshot(&one.dist()), snapshot(&two.dist()));
}

#[cfg(unix)]
#[test]
fn the_mode_of_the_folder_is_kept() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    fs::set_permissions(portfolio.dist(), Permissions::from_mode(0o750)).expect("a mode");
    portfolio.publish(SECOND).expect("the second");
    assert_eq!(fs::metadata(portfolio.dist()).expect("it is there").mode() & 0o777, 0o750);
}

#[test]
fn every_file_ticks_once_and_durable_is_the_same_site() {
    let portfolio = Portfolio::new();
    let (files, ticks) = (blobs(FIRST), AtomicUsize::new(0));
    let paths: Vec<&str> = files.keys().copied().collect();
    let dist = portfolio.dist();
    let to = Destination { durable: true, ..portfolio.destination(&dist) };
    let tick = || _ = ticks.fetch_add(1, Ordering::Relaxed);
    publish(&to, &paths, |path| Ok(files[path].clone()), tick).expect("it is published");
    assert_eq!(ticks.into_inner(), 3);
    portfolio.holds(FIRST);
}

#[cfg(unix)]
#[test]
fn a_file_on_disk_is_copied_without_its_mode() {
    let portfolio = Portfolio::new();
    let film = portfolio.root.join("content/film.mp4");
    let bytes: Vec<u8> = (0..200_000_u32).map(|it| it.to_le_bytes()[0]).collect();
    fs::write(&film, &bytes).expect("a film");
    fs::set_permissions(&film, Permissions::from_mode(0o600)).expect("a private mode");
    let files = BTreeMap::from([(
        "film.mp4",
        Blob::Disk(DiskFile { path: film.clone(), len: 200_000, stamp: None }),
    )]);
    let dist = portfolio.dist();
    let to = portfolio.destination(&dist);
    assert_eq!(publish_blobs(&to, &files).expect("it is published").written, 1);
    assert_eq!(fs::read(dist.join("film.mp4")).expect("the copy"), bytes);
    assert_ne!(fs::metadata(dist.join("film.mp4")).expect("the copy").mode() & 0o044, 0);
    assert_eq!(publish_blobs(&to, &files).expect("again").unchanged, 1);
    fs::write(&film, vec![0; 200_000]).expect("another film of the same length");
    assert_eq!(publish_blobs(&to, &files).expect("again").written, 1);
}

#[test]
fn a_patched_file_is_published_without_what_was_left_out() {
    let portfolio = Portfolio::new();
    let film = portfolio.root.join("content/film.mp4");
    fs::write(&film, "0123456789").expect("a film");
    let file = DiskFile { path: film.clone(), len: 10, stamp: None };
    let pieces = vec![
        Piece { len: 3, content: PieceContent::Original(2) },
        Piece { len: 2, content: PieceContent::Zeros },
        Piece { len: 3, content: PieceContent::Bytes(b"abc".to_vec()) },
        Piece { len: 1, content: PieceContent::Original(9) },
    ];
    let copy = b"234\0\0abc9";
    let blob = Blob::Disk(file).patched(pieces.clone());
    assert_eq!(blob.len(), 9);
    for first in 0..=10 {
        for len in 0..=10 {
            let start = first.min(copy.len());
            let end = (start + len).min(copy.len());
            assert_eq!(&*blob.read_range(first as u64, len).expect("a range"), &copy[start..end]);
        }
    }
    assert_eq!(&*Blob::from(b"0123456789".to_vec()).patched(pieces).read().unwrap(), copy);
    let part = |from: u64, len: u64| Piece { len, content: PieceContent::Original(from) };
    let again = blob.patched(vec![part(1, 3), Piece { len: 1, content: PieceContent::Zeros }, part(6, 3)]);
    assert_eq!(&*again.read().unwrap(), b"34\0\0bc9");
    let files = BTreeMap::from([("film.mp4", blob)]);
    let dist = portfolio.dist();
    let to = portfolio.destination(&dist);
    assert_eq!(publish_blobs(&to, &files).expect("it is published").written, 1);
    assert_eq!(fs::read(dist.join("film.mp4")).expect("the copy"), copy);
    assert_eq!(publish_blobs(&to, &files).expect("again").unchanged, 1);
    fs::write(&film, "0123456789+").expect("another film");
    publish_blobs(&to, &files).expect_err("what must not be published may be elsewhere");
}

#[test]
fn a_file_that_changed_during_the_build_is_named() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let path = portfolio.root.join("content/kept.md");
    let files = BTreeMap::from([("a.md", Blob::Disk(DiskFile { path, len: 2, stamp: None }))]);
    let error = publish_blobs(&portfolio.destination(&portfolio.dist()), &files).expect_err("it changed");
    assert!(error.to_string().ends_with("content/kept.md` changed while it was being copied; build again"));
    portfolio.holds(FIRST);
}

#[test]
fn a_page_that_cannot_be_made_leaves_the_old_site() {
    let portfolio = Portfolio::new();
    let make = |path: &str| match path {
        "index.html" => Err(anyhow!("no such template")),
        _ => Ok(Blob::from("new".to_owned())),
    };
    let paths = ["a.html", "b/c.html", "index.html"];
    let deep = portfolio.root.join("not/yet/dist");
    publish(&portfolio.destination(&deep), &paths, make, || {}).expect_err("it fails");
    portfolio.is_tidy();
    portfolio.publish(FIRST).expect("the first");
    let error =
        publish(&portfolio.destination(&portfolio.dist()), &paths, make, || {}).expect_err("it fails");
    assert_eq!(error.to_string(), "no such template");
    portfolio.holds(FIRST);
}

#[test]
fn a_panic_leaves_the_old_site() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let attempt = std::panic::AssertUnwindSafe(|| {
        publish(&portfolio.destination(&portfolio.dist()), &["a", "b"], |_| panic!("a bug"), || {})
    });
    std::panic::catch_unwind(attempt).expect_err("it panics");
    portfolio.holds(FIRST);
}

#[test]
fn folders_that_are_no_place_for_a_site_are_refused() {
    let portfolio = Portfolio::new();
    let root = &portfolio.root;
    let way_out = "; choose another folder, such as `dist`";
    for (output, reason) in [
        ("/", "`/`: it is the whole file system".to_owned()),
        ("content", "`content`: it contains what the site is built from".to_owned()),
        ("content/dist", "`content/dist`: it is inside `content`, which the site is built from".to_owned()),
        (
            "themes/new/dist",
            "`themes/new/dist`: it is inside `themes`, which the site is built from".to_owned(),
        ),
        ("x/../themes", "`x/../themes`: it contains what the site is built from".to_owned()),
        ("..", "`..`: it contains the portfolio".to_owned()),
    ] {
        fs::create_dir_all(root.join("x")).expect("a folder");
        assert_eq!(
            portfolio.refusal(&root.join(output)),
            format!("cannot publish to {reason}{way_out}"),
            "{output}"
        );
    }
    let refusal = portfolio.refusal(&root.join("."));
    assert!(refusal.contains("it is the portfolio;"), "{refusal}");
    assert!(portfolio.refusal(&root.join("not/there/../content")).contains("cannot find"));
}

#[test]
fn a_folder_that_holds_sources_from_elsewhere_is_refused() {
    let mut portfolio = Portfolio::new();
    portfolio.sources.push(portfolio.root.join("shared/themes"));
    let refusal = portfolio.refusal(&portfolio.root.join("shared"));
    assert!(
        refusal.contains("`shared`: it contains `shared/themes`, which the site is built from"),
        "{refusal}"
    );
}

#[test]
fn home_is_refused() {
    let portfolio = Portfolio::new();
    let home = portfolio.root.parent().expect("a folder").join("home/author");
    fs::create_dir_all(&home).expect("a home");
    for (output, reason) in
        [(home.as_path(), "it is your"), (home.parent().expect("one"), "it contains your")]
    {
        let to = Destination { home: Some(&home), ..portfolio.destination(output) };
        let error = publish_blobs(&to, &blobs(FIRST)).expect_err("it is refused").to_string();
        assert!(error.contains(&format!("{reason} home folder")), "{error}");
    }
    let to = home.join("dist");
    let to = Destination { home: Some(&home), ..portfolio.destination(&to) };
    publish_blobs(&to, &blobs(FIRST)).expect("a folder in it is fine");
}

#[test]
fn a_link_or_a_file_is_no_output() {
    let portfolio = Portfolio::new();
    fs::create_dir(portfolio.root.join("elsewhere")).expect("a folder");
    symlink("elsewhere", portfolio.dist()).expect("a link");
    let refusal = "cannot publish to `dist`: it is a symbolic link; name the folder it points to";
    assert_eq!(portfolio.refusal(&portfolio.dist()), refusal);
    assert!(portfolio.refusal(&portfolio.root.join("dist/")).ends_with("name the folder it points to"));
    let source = portfolio.root.join("link");
    symlink("content", &source).expect("a link");
    assert!(portfolio.refusal(&source.join("dist")).contains("it is inside `content`"));
    portfolio.write("file", "text");
    let refusal = "cannot publish to `file`: it is a file; choose a folder, such as `dist`";
    assert_eq!(portfolio.refusal(&portfolio.root.join("file")), refusal);
}

#[test]
fn no_link_beside_the_output_is_written_through() {
    let portfolio = Portfolio::new();
    fs::create_dir(portfolio.root.join("elsewhere")).expect("a folder");
    portfolio.write("victim", "ORIGINAL");
    let staging = portfolio.root.join(".dist.leadfolio");
    symlink(portfolio.root.join("elsewhere"), &staging).expect("a link");
    assert!(portfolio.refusal(&portfolio.dist()).contains("it is a link; remove it and build again"));
    fs::remove_dir(portfolio.root.join("elsewhere")).expect("nothing was written there");
    fs::remove_file(&staging).expect("a deletion");
    fs::create_dir(&staging).expect("a folder");
    symlink(portfolio.root.join("victim"), staging.join("lock")).expect("a link");
    assert!(portfolio.refusal(&portfolio.dist()).contains("its file `lock` is a link"));
    assert_eq!(fs::read_to_string(portfolio.root.join("victim")).expect("it is there"), "ORIGINAL");
}

#[test]
fn a_strangers_folder_is_refused() {
    let portfolio = Portfolio::new();
    portfolio.write("dist/thesis.tex", "years of work");
    assert_eq!(
        portfolio.refusal(&portfolio.dist()),
        "cannot publish to `dist`: it is not empty, and leadfolio did not create it; \
         choose another folder, or empty this one"
    );
}

#[test]
fn an_empty_folder_is_taken() {
    let portfolio = Portfolio::new();
    fs::create_dir(portfolio.dist()).expect("a folder");
    portfolio.publish(FIRST).expect("it is published");
    portfolio.holds(FIRST);
}

#[test]
fn strangers_in_the_site_are_named_and_kept() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    portfolio.write("dist/notes.txt", "mine");
    let refusal = "cannot publish to `dist`: leadfolio did not create `notes.txt` in it; move them elsewhere, or put \
                   them in `content/files/` so that they are published";
    assert_eq!(portfolio.refusal(&portfolio.dist()), refusal);
    portfolio.write("dist/cases/extra.html", "mine");
    portfolio.write("dist/x/y.html", "mine");
    fs::create_dir(portfolio.dist().join("bare")).expect("a folder");
    symlink("/etc/hostname", portfolio.dist().join("cases/link")).expect("a link");
    let refusal = portfolio.refusal(&portfolio.dist());
    assert!(
        refusal.contains("did not create `bare`, `cases/extra.html`, `cases/link` and 2 more in"),
        "{refusal}"
    );
}

#[test]
fn what_a_file_manager_leaves_in_a_folder_stops_nothing() {
    let portfolio = Portfolio::new();
    // Somebody looked at the folder before the first build.
    portfolio.write("dist/.DS_Store", "");
    portfolio.publish(FIRST).expect("the first");
    portfolio.holds(FIRST);
    for path in ["dist/.DS_Store", "dist/cases/b/Thumbs.db", "dist/cases/desktop.ini", "dist/._index.html"] {
        portfolio.write(path, "");
    }
    portfolio.publish(FIRST).expect("the same");
    portfolio.publish(SECOND).expect("the second");
    portfolio.holds(SECOND);
    portfolio.write("dist/.DS_Store/mine.txt", "mine");
    assert!(portfolio.refusal(&portfolio.dist()).contains("did not create `.DS_Store` in it"));
}

#[test]
fn a_listed_file_that_became_a_link_is_a_stranger() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    portfolio.write("mine/index.html", "mine");
    fs::remove_dir_all(portfolio.dist().join("cases/a")).expect("a folder of ours");
    symlink("../../mine", portfolio.dist().join("cases/a")).expect("a link");
    assert!(portfolio.refusal(&portfolio.dist()).contains("did not create `cases/a` in it"));
}

#[test]
fn a_manifest_cannot_lead_out_of_the_folder() {
    let portfolio = Portfolio::new();
    portfolio.write("precious.txt", "mine");
    let root = with_slashes(&portfolio.root);
    let list = format!(r#"{{"leadfolio":1,"files":["../precious.txt","{root}/precious.txt","a"]}}"#);
    portfolio.write(&format!("dist/{MANIFEST_FILE}"), &list);
    portfolio.write("dist/a", "a");
    portfolio.publish(FIRST).expect("it is published");
    assert!(portfolio.root.join("precious.txt").exists());
}

#[test]
fn a_manifest_that_names_files_is_read_and_replaced() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("it is published");
    let list = r#"{"leadfolio":1,"files":["cases/a/index.html","cases/b/index.html","gone","index.html"]}"#;
    portfolio.write(&format!("dist/{MANIFEST_FILE}"), list);
    portfolio.write("dist/gone", "of an earlier site");
    assert_eq!(portfolio.publish(FIRST).expect("it is published").removed, 1);
    portfolio.holds(FIRST);
    let list = r#"{"leadfolio":1,"files":["cases/a/index.html","cases/b/index.html","index.html"]}"#;
    portfolio.write(&format!("dist/{MANIFEST_FILE}"), list);
    portfolio.publish(FIRST).expect("it is published");
    portfolio.holds(FIRST);
}

#[test]
fn a_manifest_that_is_broken_or_later_is_refused() {
    let portfolio = Portfolio::new();
    portfolio.write(&format!("dist/{MANIFEST_FILE}"), r#"{"leadfolio":3,"files":[]}"#);
    let refusal = "cannot read `dist/.leadfolio-manifest.json`: it was written by a newer version of leadfolio; \
                   remove the folder and build again";
    assert_eq!(portfolio.refusal(&portfolio.dist()), refusal);
    portfolio.write(&format!("dist/{MANIFEST_FILE}"), "{");
    assert!(
        portfolio.refusal(&portfolio.dist()).starts_with("cannot read `dist/.leadfolio-manifest.json`: ")
    );
}

#[test]
fn what_a_stranger_adds_during_the_build_is_kept() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let dist = portfolio.dist();
    let files = blobs(SECOND);
    let paths: Vec<&str> = files.keys().copied().collect();
    let make = |path: &str| {
        portfolio.write("dist/cases/b/late.txt", "mine");
        Ok(files[path].clone())
    };
    let published = publish(&portfolio.destination(&dist), &paths, make, || {}).expect("it is published");
    let kept = portfolio.root.join("dist-kept-1");
    assert_eq!(published.kept_folders, [kept.as_path()]);
    assert_eq!(snapshot(&kept), BTreeMap::from([("cases/b/late.txt".to_owned(), "mine".to_owned())]));
    fs::remove_dir_all(&kept).expect("the author saw it");
    portfolio.holds(SECOND);
}

#[test]
fn litter_of_a_killed_run_is_cleared() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    portfolio.write(".dist.leadfolio/lock", "4194305");
    portfolio.write(".dist.leadfolio/half/cases/b/index.html", "half a pa");
    portfolio.publish(SECOND).expect("the second");
    portfolio.holds(SECOND);
}

#[test]
fn a_run_killed_before_the_exchange_left_a_whole_site_that_is_cleared() {
    let portfolio = Portfolio::new();
    portfolio.publish_to(&portfolio.root.join(".dist.leadfolio/new"), SECOND).expect("a site on its way in");
    portfolio.publish_to(&portfolio.dist(), FIRST).expect("another run");
    portfolio.holds(FIRST);
}

#[test]
fn a_run_killed_after_the_exchange_left_a_site_that_is_cleared_but_for_strangers() {
    let portfolio = Portfolio::new();
    portfolio.publish_to(&portfolio.root.join(".dist.leadfolio/new"), FIRST).expect("a site on its way out");
    portfolio.write(".dist.leadfolio/new/late.txt", "mine");
    let published = portfolio.publish(SECOND).expect("another run");
    let kept = portfolio.root.join("dist-kept-1");
    assert_eq!(published.kept_folders, [kept.as_path()]);
    assert_eq!(snapshot(&kept), BTreeMap::from([("late.txt".to_owned(), "mine".to_owned())]));
    fs::remove_dir_all(&kept).expect("the author saw it");
    portfolio.holds(SECOND);
}

#[test]
fn a_run_killed_between_two_renames_is_undone() {
    let portfolio = Portfolio::new();
    portfolio.publish_to(&portfolio.root.join(".dist.leadfolio/old"), FIRST).expect("a site on its way out");
    portfolio.publish_to(&portfolio.root.join(".dist.leadfolio/new"), SECOND).expect("a site on its way in");
    let (dist, fails) = (portfolio.dist(), |_: &str| Err(anyhow!("it fails")));
    publish(&portfolio.destination(&dist), &["a"], fails, || {}).expect_err("it fails");
    portfolio.holds(FIRST);
}

#[test]
fn a_run_killed_after_two_renames_is_finished() {
    let portfolio = Portfolio::new();
    portfolio.publish_to(&portfolio.root.join(".dist.leadfolio/old"), FIRST).expect("a site on its way out");
    portfolio.publish_to(&portfolio.root.join("dist"), SECOND).expect("the new site");
    portfolio.holds(SECOND);
}

#[test]
fn two_runs_take_turns() {
    let portfolio = Portfolio::new();
    let (start, at_work) = (Barrier::new(4), AtomicUsize::new(0));
    let run = |files: Files<'_>| {
        let (files, dist) = (blobs(files), portfolio.dist());
        let paths: Vec<&str> = files.keys().copied().collect();
        start.wait();
        publish(
            &portfolio.destination(&dist),
            &paths[..1],
            |_| {
                assert_eq!(at_work.fetch_add(1, Ordering::SeqCst), 0, "one run at a time");
                thread::yield_now();
                at_work.fetch_sub(1, Ordering::SeqCst);
                Ok(files[paths[0]].clone())
            },
            || {},
        )
        .expect("each has its turn");
    };
    thread::scope(|scope| {
        for turn in 0..4 {
            scope.spawn(move || run(if turn % 2 == 0 { FIRST } else { SECOND }));
        }
    });
    portfolio.holds(&FIRST[..1]);
}

#[test]
fn a_run_that_waits_too_long_says_for_whom() {
    let portfolio = Portfolio::new();
    let dist = portfolio.dist();
    let (entered, waits) = mpsc::channel();
    let (leave, goes_on) = mpsc::channel::<()>();
    let goes_on = std::sync::Mutex::new(goes_on);
    thread::scope(|scope| {
        let first = scope.spawn(|| {
            let make = |_: &str| {
                entered.send(()).expect("the other waits");
                goes_on.lock().expect("one thread").recv().expect("the other says when");
                Ok(Blob::from("first".to_owned()))
            };
            publish(&portfolio.destination(&dist), &["a"], make, || {})
        });
        waits.recv().expect("the first is at work");
        let to = Destination { lock_timeout: Duration::from_millis(60), ..portfolio.destination(&dist) };
        let error = publish_blobs(&to, &blobs(FIRST)).expect_err("it waits in vain").to_string();
        leave.send(()).expect("the first waits");
        assert!(first.join().expect("no panic").is_ok());
        // On Windows, a file that another program has locked may not be read, and who that is stays unknown.
        let holder = format!("another leadfolio (process {}) is writing to `", std::process::id());
        let is_named = error.starts_with(&holder);
        assert!(
            is_named || cfg!(windows) && error.starts_with("another leadfolio is writing to `"),
            "{error}"
        );
        assert!(error.ends_with("dist`; wait until it is done, or stop it"), "{error}");
    });
    portfolio.holds(&[("a", "first")]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    let portfolio = Portfolio::new();
    let locked = portfolio.root.join("locked");
    fs::create_dir(&locked).expect("a folder");
    let mount = Mount::new(&locked, "ro");
    fs::set_permissions(&locked, Permissions::from_mode(0o555)).ok();
    if mount.is_none() && fs::create_dir(locked.join("probe")).is_ok() {
        return skip("this user may write everywhere and not mount");
    }
    let refusal = portfolio.refusal(&locked.join("dist"));
    assert!(refusal.starts_with("cannot create `locked/.dist.leadfolio`: "), "{refusal}");
    assert!(refusal.ends_with("; choose a folder that you can write to"), "{refusal}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let portfolio = Portfolio::new();
    let Some(_mount) = Mount::new(&portfolio.root, "size=1m,mode=755") else {
        return skip("only root can mount a small disk");
    };
    let portfolio = Portfolio::at(&portfolio.root);
    portfolio.publish(FIRST).expect("the first");
    let long = "x".repeat(300_000);
    let files = [("a", long.as_str()), ("b", &long), ("cases/c", &long), ("d", &long)];
    let error = portfolio.publish(&files).expect_err("the disk is full").to_string();
    assert!(error.starts_with("cannot write `"), "{error}");
    assert!(!error.contains(".leadfolio/"), "{error}");
    let end = "`: no space left on device; free up space and build again, nothing was changed";
    assert!(error.ends_with(end), "{error}");
    portfolio.holds(FIRST);
}

#[cfg(unix)]
#[test]
fn a_disk_that_is_mounted_as_the_output_is_written_file_by_file() {
    let portfolio = Portfolio::new();
    fs::create_dir(portfolio.dist()).expect("a folder");
    let Some(_mount) = Mount::new(&portfolio.dist(), "size=1m") else {
        return skip("only root can mount a disk");
    };
    let device = fs::metadata(portfolio.dist()).expect("a folder").dev();
    for site in [FIRST, SECOND, FIRST] {
        portfolio.publish(site).expect("published");
        portfolio.holds(site);
    }
    assert_eq!(fs::metadata(portfolio.dist()).expect("a folder").dev(), device);
    portfolio.write("dist/notes.txt", "mine");
    assert!(portfolio.refusal(&portfolio.dist()).contains("leadfolio did not create `notes.txt` in it"));
}

#[cfg(unix)]
#[test]
fn whoever_stands_in_the_output_folder_sees_the_next_site() {
    let portfolio = Portfolio::new();
    portfolio.publish(FIRST).expect("the first");
    let folder = || fs::metadata(portfolio.dist()).expect("a folder").ino();
    let before = folder();
    for site in [SECOND, FIRST] {
        portfolio.publish(site).expect("the next");
        assert_eq!(folder(), before, "it is the same folder");
        portfolio.holds(site);
        portfolio.is_tidy();
    }
}

/// What the two sites of the killed runs hold: alike in part, and each whole only with all its files.
fn site_of(letter: char) -> BTreeMap<String, Blob> {
    let common = (0..40).map(|it| (format!("cases/{it}/index.html"), Blob::from("common".to_owned())));
    let own = (0..40).map(|it| (format!("{letter}/{it}/index.html"), Blob::from(letter.to_string())));
    let home = [("index.html".to_owned(), Blob::from(letter.to_string()))];
    common.chain(own).chain(home).collect()
}

fn publish_site(portfolio: &Portfolio, letter: char) -> Result<PublishReport> {
    let site = site_of(letter);
    let files = site.iter().map(|(path, blob)| (path.as_str(), blob.clone())).collect();
    publish_blobs(&portfolio.destination(&portfolio.dist()), &files)
}

/// Names the portfolio of a run that is to be killed.
const TO_BE_KILLED: &str = "LEADFOLIO_TEST_TO_BE_KILLED";

#[test]
#[ignore = "run by the test below, to be killed"]
fn a_run_to_be_killed() {
    // Whoever runs all ignored tests must not have a site published where they stand.
    let Some(root) = std::env::var_os(TO_BE_KILLED) else { return };
    let portfolio = Portfolio::at(Path::new(&root));
    loop {
        for letter in ['a', 'b'] {
            publish_site(&portfolio, letter).expect("it is published, or killed");
        }
    }
}

#[test]
fn a_killed_run_leaves_one_site_or_the_other() {
    let portfolio = Portfolio::new();
    let sites: Vec<BTreeMap<String, String>> = ['a', 'b']
        .map(|letter| {
            publish_site(&portfolio, letter).expect("it is published");
            snapshot(&portfolio.dist())
        })
        .into();
    for round in 0..20_u64 {
        let mut run = Command::new(std::env::current_exe().expect("this program"));
        run.args(["--exact", "--ignored", "publish::a_run_to_be_killed"]).env(TO_BE_KILLED, &portfolio.root);
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        while !portfolio.root.join(".dist.leadfolio").exists() {
            assert!(run.try_wait().expect("it runs").is_none(), "it publishes until it is killed");
        }
        // The moment differs from round to round; any moment must do.
        (0..round * 733).for_each(|_| thread::yield_now());
        run.kill().expect("it is killed");
        run.wait().expect("it ends");
        // Windows can't exchange two folders: between two renames there is no site.
        if cfg!(unix) || portfolio.dist().exists() {
            assert!(sites.contains(&snapshot(&portfolio.dist())), "one site or the other, whole");
        }
        publish_site(&portfolio, 'b').expect("the next run works");
        assert_eq!(snapshot(&portfolio.dist()), sites[1]);
        portfolio.is_tidy();
    }
}

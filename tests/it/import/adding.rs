//! Files are added to a portfolio all together or not at all, and nothing is replaced.

use std::fs;

use leadfolio::vfs::FileTree;
use leadfolio::vfs::write::add_files;

use crate::support::{files, symlink};

fn tree(files: &[(&str, &str)]) -> FileTree {
    let mut tree = FileTree::default();
    for (path, text) in files {
        tree.insert(*path, (*text).to_owned());
    }
    tree
}

fn names(folder: &std::path::Path) -> Vec<String> {
    files(folder).into_iter().map(|(path, _)| path).collect()
}

#[test]
fn files_are_added_with_their_folders() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("new/portfolio");
    add_files(&folder, &tree(&[("content/pages/a.md", "a"), ("content/pages/b.md", "b"), ("list.md", "c")]))
        .unwrap();
    assert_eq!(names(&folder), ["content/pages/a.md", "content/pages/b.md", "list.md"]);
    assert_eq!(fs::read_to_string(folder.join("content/pages/b.md")).unwrap(), "b");
}

#[test]
fn a_file_that_exists_stays_and_nothing_else_is_added() {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("content")).unwrap();
    fs::write(temp.path().join("content/b.md"), "mine").unwrap();
    let error =
        add_files(temp.path(), &tree(&[("content/a.md", "a"), ("content/b.md", "b"), ("new/c.md", "c")]));
    let error = format!("{:#}", error.unwrap_err());
    assert!(error.contains("content/b.md"), "{error}");
    assert_eq!(names(temp.path()), ["content/b.md"]);
    assert_eq!(fs::read_to_string(temp.path().join("content/b.md")).unwrap(), "mine");
    assert!(!temp.path().join("new").exists(), "folders are removed, too");
}

#[test]
fn nothing_is_written_through_a_link() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, victim) = (temp.path().join("portfolio"), temp.path().join("victim"));
    fs::create_dir_all(&folder).unwrap();
    fs::create_dir_all(&victim).unwrap();
    symlink(&victim, folder.join("content")).unwrap();
    add_files(&folder, &tree(&[("content/a.md", "a")])).unwrap_err();
    assert!(names(&victim).is_empty());
    fs::remove_file(folder.join("content")).or_else(|_| fs::remove_dir(folder.join("content"))).unwrap();
    symlink(victim.join("gone.md"), folder.join("list.md")).unwrap();
    add_files(&folder, &tree(&[("list.md", "a")])).unwrap_err();
    assert!(names(&victim).is_empty());
}

//! Reads what is imported: files, folders, web pages with their pictures, and standard input.
#![expect(clippy::disallowed_methods, reason = "the command line reads the files that a person names")]

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use leadfolio::import::source::{COMPANION_FOLDERS, STANDARD_INPUT};
use leadfolio::import::{Omitted, Source};
use leadfolio::vfs::{FileTree, disk};

/// Bytes of a file that is imported.
const MAX_BYTES: u64 = 1_000_000_000;

/// Bytes of an earlier list that is compared.
const MAX_LIST_BYTES: u64 = 16_000_000;

/// What is imported, and what of it was not even opened.
pub(super) struct SourceFiles {
    pub(super) source: Source,
    pub(super) skipped: Vec<Omitted>,
}

/// Reads a source that a person names; `-` is standard input.
///
/// # Errors
/// If it doesn't exist, can't be read, or is too large.
pub(super) fn read_source(path: &Path) -> Result<SourceFiles> {
    if path == Path::new("-") {
        let mut tree = FileTree::default();
        tree.insert(STANDARD_INPUT, read_limited(io::stdin().lock(), "standard input")?);
        let source = Source { name: STANDARD_INPUT.to_owned(), files: tree };
        return Ok(SourceFiles { source, skipped: Vec::new() });
    }
    let shown = path.display().to_string();
    if shown.starts_with("http:") || shown.starts_with("https:") {
        bail!(
            "`{shown}` is a web address, and leadfolio imports files only\n\
             open it in your browser, save it as “Web page, complete”, and import that file"
        );
    }
    let meta = fs::metadata(path).with_context(|| format!("cannot open `{shown}`"))?;
    let name = leadfolio::platform::canonicalize(path)?;
    let name = name.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
    if meta.is_dir() {
        return read_folder(path, name);
    }
    if !meta.is_file() {
        bail!("`{shown}` is neither a file nor a folder");
    }
    let file = File::open(path).with_context(|| format!("cannot open `{shown}`"))?;
    let mut tree = FileTree::default();
    tree.insert(name.clone(), read_limited(file, &shown)?);
    let mut skipped = Vec::new();
    let stem = name.rsplit_once('.').filter(|(_, ending)| ending.to_ascii_lowercase().contains("htm"));
    for folder in stem.iter().flat_map(|(stem, _)| COMPANION_FOLDERS.map(|ending| format!("{stem}{ending}")))
    {
        let beside = path.with_file_name(&folder);
        if beside.is_dir() {
            let found = read_folder(&beside, folder.clone())?;
            for (path, blob) in found.source.files.iter() {
                tree.insert(format!("{folder}/{path}"), blob.clone());
            }
            skipped.extend(found.skipped);
        }
    }
    Ok(SourceFiles { source: Source { name, files: tree }, skipped })
}

fn read_folder(path: &Path, name: String) -> Result<SourceFiles> {
    let disk::FolderContents { tree, skipped } = disk::read_folder(path, &|_| None)?;
    let is_hidden = |path: &str| path.split('/').any(|part| part.starts_with('.'));
    let skipped = skipped.into_iter().filter(|file| !is_hidden(&file.path));
    let skipped = skipped.map(|file| Omitted { what: file.path, reason: file.reason, origin: name.clone() });
    Ok(SourceFiles { skipped: skipped.collect(), source: Source { name: name.clone(), files: tree } })
}

fn read_limited(reader: impl io::Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).with_context(|| format!("cannot read `{name}`"))?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("`{name}` is larger than {} MB\nimport parts of it", MAX_BYTES / 1_000_000);
    }
    Ok(bytes)
}

/// Whether anything is at a path, a broken link included.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Whether version control keeps the list out already.
pub(super) fn is_list_ignored(folder: &Path) -> bool {
    fs::read_to_string(folder.join(".gitignore")).is_ok_and(|text| text.contains("/IMPORT-TODO*.md"))
}

/// The texts of the lists that earlier imports left in a folder.
pub(super) fn earlier_lists(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_list = |name: &str| name.starts_with("IMPORT-TODO") && name.ends_with(".md");
    let lists = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_list));
    let read = |path: &Path| {
        let mut text = String::new();
        File::open(path)?.take(MAX_LIST_BYTES).read_to_string(&mut text)?;
        io::Result::Ok(text)
    };
    lists.filter_map(|entry| read(&entry.path()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(source: &SourceFiles) -> Vec<&str> {
        source.source.files.iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn a_saved_page_brings_the_folder_beside_it() {
        let temp = tempfile::tempdir().unwrap();
        let page = temp.path().join("My site.html");
        fs::write(&page, "<p>Words").unwrap();
        fs::create_dir(temp.path().join("My site_files")).unwrap();
        fs::write(temp.path().join("My site_files/a.png"), "x").unwrap();
        fs::write(temp.path().join("other.png"), "x").unwrap();
        let source = read_source(&page).unwrap();
        assert_eq!(paths(&source), ["My site.html", "My site_files/a.png"]);
        assert_eq!(source.source.name, "My site.html");
    }

    #[test]
    fn a_folder_is_read_with_what_is_in_it_but_not_what_is_hidden() {
        let temp = tempfile::tempdir().unwrap();
        fs::create_dir_all(temp.path().join("site/posts")).unwrap();
        fs::create_dir_all(temp.path().join("site/.git")).unwrap();
        fs::write(temp.path().join("site/posts/a.md"), "x").unwrap();
        fs::write(temp.path().join("site/.git/config"), "x").unwrap();
        let source = read_source(&temp.path().join("site")).unwrap();
        assert_eq!(paths(&source), ["posts/a.md"]);
        assert_eq!(source.source.name, "site");
        assert!(source.skipped.is_empty());
    }

    #[test]
    fn a_file_that_does_not_exist_is_an_error() {
        let temp = tempfile::tempdir().unwrap();
        let error = read_source(&temp.path().join("gone.html")).map(drop).unwrap_err();
        assert!(format!("{error:#}").contains("gone.html"));
    }
}

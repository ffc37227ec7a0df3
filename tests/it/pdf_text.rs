//! The text of PDF files, compared with what `pdftotext` reads. `tests/run --full` makes the files (`tests/reference/pdf_files.py`).

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

use leadfolio::documents::pdf::clean;
use leadfolio::documents::read_document;

/// Words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let letters = |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    text.split_whitespace()
        .map(letters)
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase())
        .collect()
}

/// Most words of all files are found; `pdftotext` guesses, too, so some aren't.
#[test]
fn every_word_that_pdftotext_reads_is_read() {
    let Ok(folder) = std::env::var("LEADFOLIO_PDF_FOLDER") else { return };
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|it| it == "pdf")).collect();
    paths.sort();
    assert!(paths.len() >= 10, "there are too few files");
    let (mut all, mut missed) = (0, Vec::new());
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy();
        let reference = Command::new("pdftotext").arg(path).arg("-").output().unwrap();
        let content = read_document("a.pdf", &std::fs::read(path).unwrap()).unwrap();
        assert_eq!(content.unread, None, "{name}");
        let texts = content.texts.iter().chain(&content.hidden);
        let own: BTreeSet<String> = texts.flat_map(|text| words(text)).collect();
        let expected = words(&String::from_utf8_lossy(&reference.stdout));
        all += expected.len();
        let is_missed = |word: &&String| !own.contains(*word);
        missed.extend(expected.iter().filter(is_missed).map(|word| format!("{name}: {word}")));
    }
    assert!(missed.len() * 200 <= all, "{} of {all} words are missed: {missed:#?}", missed.len());
}

/// The copy that is published shows the same and tells nothing of who made it.
#[test]
fn copies_without_properties_show_the_same() {
    let Ok(folder) = std::env::var("LEADFOLIO_PDF_FOLDER") else { return };
    let copies = tempfile::tempdir().unwrap();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned(), output.stdout)
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|it| it != "pdf") {
            continue;
        }
        let cleaned = clean(&std::fs::read(&path).unwrap()).unwrap_or_else(|| panic!("{}", path.display()));
        let copy = copies.path().join(path.file_name().unwrap());
        std::fs::write(&copy, &cleaned).unwrap();
        let (before, after) = (path.to_str().unwrap(), copy.to_str().unwrap());
        assert!(run("qpdf", &["--check", after]).0, "{after}");
        assert_eq!(
            words(&run("pdftotext", &[before, "-"]).1),
            words(&run("pdftotext", &[after, "-"]).1),
            "{after}"
        );
        let draw = |path| run("pdftoppm", &["-r", "60", path]).2;
        assert!(draw(before) == draw(after), "{after} looks different");
        let properties = run("pdfinfo", &[after]).1;
        for key in ["Author:", "Creator:", "Producer:", "CreationDate:", "ModDate:"] {
            assert!(!properties.contains(key), "{after}: {properties}");
        }
        assert!(properties.contains("Metadata Stream: no") && properties.contains("JavaScript:      no"));
        assert_eq!(clean(&cleaned), Some(cleaned), "{after}");
    }
}

//! Building again after an edit gives what building from nothing gives: bytes, paths and findings.

use std::sync::Arc;

use jiff::civil::date;
use leadfolio::content::enums::Visibility;
use leadfolio::embedded;
use leadfolio::media::PictureCache;
use leadfolio::pipeline::{Build, BuildCache, Inputs, Options, build, rebuild};

use super::media;
use super::support::MemoryCache;

/// Numbers that look random and are the same on every run (Knuth's MMIX).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

pub(crate) fn options(audience: Visibility) -> Options {
    Options::new(audience, date(2026, 11, 23))
}

/// Everything that a build gives, in words.
fn told(build: &Build) -> (Vec<String>, Vec<(String, Vec<u8>)>) {
    let found = build.diagnostics.iter().map(|it| format!("{it:?}")).collect();
    let output = build.output.as_ref();
    let files = output.map(|output| {
        let bytes = |path: &str| match output.render_file(path).unwrap() {
            Ok(blob) => blob.read().unwrap().into_owned(),
            Err(fault) => format!("{fault:?}").into_bytes(),
        };
        output.paths().map(|it| (it.to_owned(), bytes(it))).collect()
    });
    (found, files.unwrap_or_default())
}

/// One edit of the kind that authors make, a good one or a bad one; says what it was.
fn edit(inputs: &mut Inputs, dice: &mut Dice, shelf: &mut Vec<(String, Vec<u8>)>) -> String {
    let texts: Vec<String> = inputs
        .content
        .iter()
        .filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml"))
        .map(|it| it.0.to_owned())
        .collect();
    let path = texts[dice.below(texts.len())].clone();
    let text = String::from_utf8(inputs.content.get(&path).unwrap().read().unwrap().into_owned()).unwrap();
    let edits: [(&str, String); 7] = [
        ("more words", format!("{text}\n# more words {}\n", dice.below(1000))),
        ("another title", text.replacen("title: \"", &format!("title: \"T{} ", dice.below(1000)), 1)),
        ("a quote that never closes", text.replacen("title: \"", "title: \"\"", 1)),
        ("a field that does not exist", text.replacen("schema: 1", "schema: 1\nzq: 1", 1)),
        ("for the panel", text.replacen("visibility: public", "visibility: panel", 1)),
        ("another link", text.replacen("](../", &format!("](../zq{}/", dice.below(3)), 1)),
        ("another role", text.replacen("role: \"", "role: \"Acting ", 1)),
    ];
    match dice.below(10) {
        0 => {
            shelf.push((path.clone(), text.into_bytes()));
            inputs.content = without(inputs, &path);
            format!("{path}: deleted")
        }
        1 | 2 if !shelf.is_empty() => {
            let (path, bytes) = shelf.swap_remove(dice.below(shelf.len()));
            inputs.content.insert(path.clone(), bytes);
            format!("{path}: as it was")
        }
        _ => {
            let (what, changed) = &edits[dice.below(edits.len())];
            shelf.push((path.clone(), text.into_bytes()));
            inputs.content.insert(path.clone(), changed.clone().into_bytes());
            format!("{path}: {what}")
        }
    }
}

/// The starter portfolio with small pictures: to draw light copies of large ones for every build would take a minute here.
fn starter_with_small_pictures() -> leadfolio::vfs::FileTree {
    let mut tree = embedded::starter_content();
    let pictures: Vec<String> = tree
        .iter()
        .map(|it| it.0.to_owned())
        .filter(|path| path.ends_with(".png") || path.ends_with(".jpg"))
        .collect();
    for path in pictures {
        let bytes = if path.ends_with(".jpg") { media::jpeg() } else { media::png() };
        tree.insert(path, bytes);
    }
    tree
}

fn without(inputs: &Inputs, path: &str) -> leadfolio::vfs::FileTree {
    let mut tree = leadfolio::vfs::FileTree::default();
    for (other, blob) in inputs.content.iter().filter(|it| it.0 != path) {
        tree.insert(other, blob.clone());
    }
    tree
}

#[test]
fn building_again_after_any_edit_gives_what_building_from_nothing_gives() {
    // Copies are encoded once for all builds. `pictures.rs` tests that builds without them are the same.
    let copies = Arc::new(MemoryCache::default());
    let options = |audience| Options {
        picture_cache: Some(Arc::clone(&copies) as Arc<dyn PictureCache>),
        ..options(audience)
    };
    for seed in 1..=2 {
        let mut dice = Dice(seed);
        let mut inputs = Inputs { content: starter_with_small_pictures(), ..Inputs::default() };
        // Somebody whose name is what a page says, so that names are looked for again too.
        let people =
            String::from_utf8(inputs.content.get("people.yaml").unwrap().read().unwrap().into_owned())
                .unwrap();
        let somebody = "  - { id: p-zq, kind: staff, role: \"Zq\", name: { full: \"Lunch Line\" }, minor: false, consent: { status: not_asked } }\n";
        inputs.content.insert("people.yaml", people + somebody);
        let (mut memo, mut shelf, mut story) = (BuildCache::default(), Vec::new(), Vec::new());
        let mut names_told = false;
        for _ in 0..12 {
            story.push(edit(&mut inputs, &mut dice, &mut shelf));
            let audience = if dice.below(5) == 0 { Visibility::Panel } else { Visibility::Public };
            let again = told(&rebuild(&inputs, &options(audience), &mut memo));
            let fresh = told(&build(&inputs, &options(audience)));
            names_told |= fresh.0.iter().any(|it| it.contains("PPL-01"));
            assert_eq!(again.0, fresh.0, "seed {seed}: {story:#?}");
            let unlike: Vec<&String> =
                again.1.iter().zip(&fresh.1).filter(|(a, b)| a != b).map(|it| &it.0.0).collect();
            assert!(
                unlike.is_empty() && again.1.len() == fresh.1.len(),
                "seed {seed}: {unlike:?} {story:#?}"
            );
        }
        assert!(names_told, "seed {seed}: the name was never found: {story:#?}");
    }
}

#[test]
fn building_other_portfolios_in_between_changes_nothing() {
    let study = |title: &str, rest: &str| {
        let page = super::support::study("Text.").replace("title: A", &format!("title: {title}"));
        super::support::site(rest).file("content/case-studies/a.md", page)
    };
    let sites = [
        study("One", ""),
        study("Two", "theme: field\n"),
        study("One", "theme: dossier\n"),
        study("One", ""),
    ];
    let mut cache = BuildCache::default();
    for (inputs, options) in sites.iter().chain(&sites).map(super::support::Site::parts) {
        assert_eq!(told(&rebuild(inputs, options, &mut cache)), told(&build(inputs, options)));
    }
}

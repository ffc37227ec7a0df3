//! Small sites for the fuzz targets, built through `pipeline::rebuild`, and their diagnostics as text.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Mutex;

use jiff::civil::date;
use leadfolio::content::enums::Visibility;
use leadfolio::content::{document, text};
use leadfolio::diagnostic::{Diagnostic, Diagnostics, Location};
use leadfolio::pipeline::{self, Build, BuildCache, Inputs, Options};
use leadfolio::render::RenderedSite;
use leadfolio::vfs::FileTree;

/// Front matter of a case study that needs nothing more, with its fences.
pub const MINIMUM: &str = "---\ntitle: A\nsummary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024-08\n---\n";

/// The least that a portfolio needs.
const BASICS: [(&str, &str); 2] = [
    ("portfolio.yaml", "url: \"https://example.org/\"\ntheme: t\nprofile: { name: \"Rowan Ellery\" }\n"),
    (
        "people.yaml",
        "people:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Science teacher\", minor: false, consent: { status: not_asked } }\n",
    ),
];

/// Templates that print the body and little else: most of the time should go into the code under test.
const THEME: [(&str, &str); 4] = [
    ("t/templates/study.html", "{{ study.body | safe }}"),
    ("t/templates/approach.html", "{{ approach.body | safe }}"),
    ("t/templates/page.html", "{{ prose.body | safe }}"),
    ("t/templates/home.html", "{% if prose %}{{ prose.body | safe }}{% endif %}"),
];

/// The theme and the unchanged pages of the build before.
static CACHE: Mutex<Option<BuildCache>> = Mutex::new(None);

/// A site, built for the public.
pub struct Built {
    build: Build,
}

/// Builds a site with the least that a portfolio needs, and these files of `content/` over it.
pub fn build(files: &[(&str, &[u8])]) -> Built {
    let mut inputs = Inputs {
        content: FileTree::default(),
        themes: FileTree::default(),
        diagnostics: Diagnostics::default(),
        skipped: Vec::new(),
    };
    BASICS.iter().for_each(|(path, text)| inputs.content.insert(*path, text.as_bytes().to_vec()));
    files.iter().for_each(|(path, bytes)| inputs.content.insert(*path, bytes.to_vec()));
    THEME.iter().for_each(|(path, text)| inputs.themes.insert(*path, text.as_bytes().to_vec()));
    let options = Options::new(Visibility::Public, date(2026, 11, 23));
    let mut cache = CACHE.lock().expect("no build panicked before");
    let build = pipeline::rebuild(&inputs, &options, cache.get_or_insert_default());
    Built { build }
}

impl Built {
    pub fn output(&self) -> &RenderedSite {
        self.build.output.as_ref().expect("the settings and the theme are good")
    }

    /// A file of the output; one that cannot be rendered is a finding.
    pub fn render(&self, path: &str) -> Option<Vec<u8>> {
        let file = self.output().render_file(path)?;
        let blob = file.unwrap_or_else(|error| panic!("{path}: {error:?}"));
        Some(blob.read().expect("the site is in memory").into_owned())
    }

    /// The diagnostics about a file of `content/` as text.
    pub fn report(&self, path: &str, bytes: &[u8]) -> String {
        report(&format!("content/{path}"), bytes, &self.build.diagnostics)
    }
}

/// Whether an input is one of those few that are also built as a site, which takes a hundred times as long.
pub fn is_built(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(64)
}

/// The diagnostics about a file as text. Places outside of the file or inside a character are findings.
pub fn report(path: &str, bytes: &[u8], diagnostics: &Diagnostics) -> String {
    let mut report = String::new();
    let source = text::decode(bytes).unwrap_or_default();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.path == path) {
        let at = place(&source, &diagnostic.location);
        let Diagnostic { rule, message, help, related, fix, .. } = diagnostic;
        let _ = writeln!(report, "{rule} {path}:{at:?} {message} [{help:?}]");
        if let Some(related) = related {
            let (range, label) = related.as_ref();
            let _ = writeln!(report, "  {label}: {:?}", line_column(&source, range));
        }
        if let Some(fix) = fix {
            let _ = writeln!(report, "  {:?} becomes {}", place(&source, &fix.location), fix.text);
        }
    }
    report
}

fn place(source: &str, location: &Location) -> Option<(usize, usize)> {
    match location {
        Location::File => None,
        Location::Field(field) => Some(line_column(source, &document::locate_field(source, field)?)),
        Location::Range(range) => Some(line_column(source, range)),
    }
}

fn line_column(source: &str, range: &Range<usize>) -> (usize, usize) {
    assert!(source.get(range.clone()).is_some(), "{range:?} is not a part of the {} bytes", source.len());
    text::line_column(source, range.start)
}

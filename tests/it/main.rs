//! One integration binary: a module a subject. `README.md` beside this folder tells how to add a test.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_names,
    reason = "tests use the disk and may panic; their short closures call their argument `it`"
)]

mod again;
mod as_written;
mod audience;
mod book;
#[cfg(feature = "cards")]
mod cards;
mod charts;
mod check;
mod clean;
mod completions;
mod consent;
mod contract;
mod covers;
mod deploy;
mod docs;
mod docs_blocks;
mod docs_generated;
mod doctor;
mod documents;
mod dossier;
mod editions;
mod empties;
mod evidence;
mod export;
mod field;
mod fields;
mod first_mistakes;
mod fonts;
mod foreign_text;
/// The helpers of the fuzz targets, which no other check compiles.
#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, reason = "the fuzz targets use what the test does not")]
mod fuzz_sites;
mod fuzzing;
mod golden;
mod highlight;
mod home;
mod html_in_text;
mod i18n;
#[cfg(feature = "import")]
mod import;
mod init;
mod json_output;
mod links;
mod lint;
mod local_reading;
mod lone_values;
mod markdown;
mod measure;
mod media;
mod mutated;
mod names;
mod packs;
mod pages;
mod pdf;
mod pdf_text;
mod pdf_tricks;
mod people_entries;
mod pictures;

mod planted;
mod print;
mod printed_marks;
mod program;
// Links, permissions, pipes and signals, as only Unix has them.
#[cfg(unix)]
mod public_list;
mod publication_report;
mod publish;
mod published_pdfs;
mod reading;
mod recordings;
mod revisions;
mod sample_remains;
mod schema;
mod search;
mod serve;
mod study_page;
mod support;
mod systems;
mod template_limits;
mod theme_check;
mod theme_gallery;
mod theme_recipes;
mod themes;
mod tidy;
mod upgrade;
mod views;
mod web;
mod withheld;
mod workspace;
// Its programs are scripts for a shell.
#[cfg(unix)]
mod workflow;
mod yaml;

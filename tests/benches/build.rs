//! The phases of a build, at 100 and at 1,000 case studies: `cargo bench`.
//!
//! The portfolio is the sample with copies of one of its case studies. Publishing needs a disk: `TMPDIR=/dev/shm
//! cargo bench publish` measures it in memory.

use std::collections::BTreeMap;

use divan::{Bencher, black_box};
use jiff::civil::{Date, date};
use leadfolio::content::enums::Visibility;
use leadfolio::content::load::collect;
use leadfolio::diagnostic::Diagnostics;
use leadfolio::embedded::starter_content;
use leadfolio::pipeline::{self, Inputs, Options};
use leadfolio::render::RenderedSite;
use leadfolio::resolve::{Drafts, PublishOptions, resolve_editions};
use leadfolio::vfs::publish::{Destination, LOCK_TIMEOUT, publish};
use leadfolio::vfs::{Blob, FileTree};
use rayon::prelude::*;
use tempfile::TempDir;

const SIZES: [usize; 2] = [100, 1000];
const MODEL: &str = "case-studies/culture-committee.md";
const TODAY: Date = date(2026, 11, 23);

fn main() {
    divan::main();
}

/// The sample, filled up to `size` case studies.
fn content(size: usize) -> FileTree {
    let mut tree = starter_content();
    let model = tree.get(MODEL).expect("the sample has it").read().expect("it is in the binary").into_owned();
    let model = String::from_utf8(model).expect("it is text");
    let missing = size.saturating_sub(tree.files_in("case-studies").count());
    for number in 0..missing {
        let copy = model.replacen("id: culture-committee", &format!("id: copy-{number}"), 1);
        tree.insert(format!("case-studies/copy-{number}.md"), copy.into_bytes());
    }
    tree
}

fn site(size: usize) -> RenderedSite {
    let inputs = Inputs { content: content(size), ..Inputs::default() };
    let options = Options::new(Visibility::Public, TODAY);
    let build = pipeline::build(&inputs, &options);
    assert!(!build.diagnostics.has_errors(), "the sample has no errors");
    build.output.expect("there is a site without errors")
}

fn render(site: &RenderedSite, path: &str) -> Blob {
    site.render_file(path).expect("the site has the path").expect("every page can be rendered")
}

/// Front matter and Markdown of every file are parsed.
#[divan::bench(args = SIZES)]
fn collect_files(bencher: Bencher<'_, '_>, size: usize) {
    let tree = content(size);
    bencher.bench_local(|| collect(black_box(&tree), Visibility::Public, &mut Diagnostics::default()));
}

/// The parsed files are validated and become a portfolio.
#[divan::bench(args = SIZES)]
fn resolve_portfolio(bencher: Bencher<'_, '_>, size: usize) {
    let options = PublishOptions {
        audience: Visibility::Public,
        drafts: Drafts::Hide,
        today: TODAY,
        invalid_pages: BTreeMap::new(),
        base_url: None,
        search_index: true,
        webp: false,
        picture_cache: None,
    };
    bencher
        .with_inputs(|| collect(&content(size), Visibility::Public, &mut Diagnostics::default()))
        .bench_local_values(|raw| resolve_editions(raw, &options, None, &mut Diagnostics::default()));
}

/// Every file of the site is rendered, on all threads.
#[divan::bench(args = SIZES)]
fn render_site(bencher: Bencher<'_, '_>, size: usize) {
    let site = site(size);
    let paths: Vec<&str> = site.paths().collect();
    bencher.bench_local(|| paths.par_iter().map(|path| render(&site, path).len()).sum::<u64>());
}

/// Rendered files are written and exchanged for the site before, which does not exist yet.
#[divan::bench(args = SIZES)]
fn publish_site(bencher: Bencher<'_, '_>, size: usize) {
    let site = site(size);
    let files: BTreeMap<&str, Blob> = site.paths().map(|path| (path, render(&site, path))).collect();
    let paths: Vec<&str> = files.keys().copied().collect();
    bencher
        .with_inputs(|| TempDir::new().expect("there is a folder for temporary files"))
        .bench_local_values(|root| {
            let destination = Destination {
                output: &root.path().join("dist"),
                root: root.path(),
                sources: &[],
                home: None,
                lock_timeout: LOCK_TIMEOUT,
                durable: false,
            };
            publish(&destination, &paths, |path| Ok(files[path].clone()), || ())
                .expect("the folder can be written");
            root
        });
}

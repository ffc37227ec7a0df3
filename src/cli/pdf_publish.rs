//! `leadfolio pdf --publish`: keeps the PDF files to which pages link up to date, in the folder `pdf` of `content/`.
#![expect(clippy::disallowed_methods, reason = "writes and deletes the documents")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use leadfolio::content::load::SETTINGS_FILE;
use leadfolio::content::printed_pages::{PRINTED_PAGES_FILE, PrintedPage, PrintedPages, pdf_path};
use leadfolio::documents;
use leadfolio::render::RenderedSite;
use leadfolio::vfs::FileTree;

use super::common::pluralize;
use super::print_browser::Paper;
use super::report;

/// The PDF files of an earlier run.
#[derive(Debug, Default)]
pub(super) struct PublishedPdfs {
    printed: PrintedPages,
    /// By path in `content/`, as far as they are there.
    files: FileTree,
}

impl PublishedPdfs {
    /// Takes the files of an earlier run out of the content: they are no part of what is printed, and one that holds a
    /// name by now would keep the next from being printed.
    ///
    /// # Errors
    /// When the list of them can't be read.
    pub(super) fn take_from(content: &mut FileTree) -> Result<Self> {
        let Some(list) = content.get(PRINTED_PAGES_FILE) else { return Ok(Self::default()) };
        let bytes = list.read().with_context(|| format!("cannot read `content/{PRINTED_PAGES_FILE}`"))?;
        let printed = PrintedPages::parse(&bytes).map_err(|error| {
            anyhow!(
                "`content/{PRINTED_PAGES_FILE}` can't be read: {error}\ndelete it, and the PDF files in its folder"
            )
        })?;
        let sources: BTreeSet<String> = printed.pages.keys().map(|page| pdf_path(page)).collect();
        let (mut files, mut others) = (FileTree::default(), FileTree::default());
        for (path, blob) in content.iter() {
            let tree = if sources.contains(path) { &mut files } else { &mut others };
            tree.insert(path, blob.clone());
        }
        *content = others;
        Ok(Self { printed, files })
    }

    /// Prints each page whose PDF is missing or out of date, and deletes the PDFs of pages that have none any more. `print`
    /// prints the page at a path to a file, here to `document`.
    pub(super) fn update(
        mut self,
        site: &RenderedSite,
        root: &Path,
        paper: Paper,
        document: &Path,
        print: impl Fn(&str, &Path) -> Result<()>,
    ) -> Result<()> {
        let content = root.join("content");
        let pages: Vec<&str> = site.paths_with_pdf().collect();
        self.delete_outdated(&pages, &content)?;
        let mut printed = 0;
        for page in &pages {
            let digest = site.print_digest(page).context("it is not a page")?;
            let digest = digest.map_err(|error| anyhow!("{}", error.message))?;
            if self.is_current(page, &digest, paper) {
                continue;
            }
            print(page, document)?;
            let bytes = fs::read(document).with_context(|| format!("cannot read the PDF of `{page}`"))?;
            // The browser must not seem to have printed the next page to it.
            fs::remove_file(document).context("cannot delete a temporary file")?;
            let bytes = documents::clean_document("page.pdf", &bytes).map_or(bytes, |clean| clean.bytes);
            self.write(page, digest, paper, &bytes, &content)?;
            printed += 1;
        }
        report::print_message(&format!(
            "{} up to date in `content/pdf`, {printed} of them new",
            pluralize(pages.len(), "document is", "documents are")
        ));
        if !site.portfolio().settings.publish_pdf {
            let message = format!("to link to them, write `publish_pdf: on` in `{SETTINGS_FILE}`");
            report::print_message(&message);
        }
        Ok(())
    }

    /// Whether the PDF of a page shows what the page shows now, on such paper.
    fn is_current(&self, page: &str, digest: &str, paper: Paper) -> bool {
        let bytes = self.files.get(&pdf_path(page)).and_then(|blob| blob.read().ok());
        let printed = self.printed.pages.get(page).zip(bytes);
        printed.is_some_and(|(printed, bytes)| {
            printed.page == digest && printed.paper == paper.css_name() && printed.has_pdf(&bytes)
        })
    }

    /// Writes a PDF. The list comes first: if the run is interrupted, it lists a PDF that is not there, and no build takes the
    /// old one for it.
    fn write(
        &mut self,
        page: &str,
        digest: String,
        paper: Paper,
        bytes: &[u8],
        content: &Path,
    ) -> Result<()> {
        let file = content.join(pdf_path(page));
        if !self.printed.pages.contains_key(page) && fs::symlink_metadata(&file).is_ok() {
            bail!("`{}` is not a file that leadfolio made\nmove it to another folder", file.display());
        }
        self.printed.pages.insert(page.to_owned(), PrintedPage::new(digest, bytes, paper.css_name()));
        let folder = file.parent().unwrap_or(content);
        fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
        self.write_list(content)?;
        fs::write(&file, bytes).with_context(|| format!("cannot write `{}`", file.display()))?;
        report::print_message(&format!("saved {}", file.display()));
        Ok(())
    }

    fn write_list(&self, content: &Path) -> Result<()> {
        let list = content.join(PRINTED_PAGES_FILE);
        fs::write(&list, self.printed.to_json()).with_context(|| format!("cannot write `{}`", list.display()))
    }

    /// Deletes the PDFs of pages that readers don't find any more. One that was changed since is not deleted, and is listed no
    /// more.
    fn delete_outdated(&mut self, pages: &[&str], content: &Path) -> Result<()> {
        let outdated: Vec<String> =
            self.printed.pages.keys().filter(|page| !pages.contains(&page.as_str())).cloned().collect();
        for page in &outdated {
            let source = pdf_path(page);
            let printed = self.printed.pages.remove(page);
            let bytes = self.files.get(&source).and_then(|blob| blob.read().ok());
            if printed.zip(bytes).is_some_and(|(printed, bytes)| printed.has_pdf(&bytes)) {
                let file = content.join(&source);
                fs::remove_file(&file).with_context(|| format!("cannot delete `{}`", file.display()))?;
                report::print_message(&format!("deleted {}", file.display()));
            }
        }
        if outdated.is_empty() { Ok(()) } else { self.write_list(content) }
    }
}

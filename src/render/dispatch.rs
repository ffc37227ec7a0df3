//! Which function renders which output file. Every kind of page is named here, so a new one does not compile without
//! its builder.

use super::page::{HtmlPage, PageContent};
use super::pictures::picture_error;
use super::renderer::Renderer;
use super::routes::{PageRoute, Route};
use crate::diagnostic::Diagnostic;
use crate::documents;
use crate::media::{self, CleanReport, CleanedImage, Crop};
use crate::model::file::PublishedFile;
use crate::model::generated_pages::GeneratedPage;
use crate::vfs::Blob;

/// The path of a picture in `content/`, and how it is cut.
type CutPicture<'a> = (&'a str, Option<Crop>);

impl Renderer<'_> {
    /// The bytes of an output file.
    ///
    /// # Errors
    /// When a template fails, or a file of the author's cannot be read or cleaned; the diagnostic names the file.
    pub(super) fn render_route(&self, route: &Route) -> Result<Blob, Diagnostic> {
        match route {
            Route::Page(page) => self.render_page(*page).map(Into::into),
            Route::Redirect { from, to, title } => {
                self.render_html(self.redirect_page(from, to, title)).map(Into::into)
            }
            Route::Card(page) => self.render_card(*page),
            Route::Stylesheet => Ok(self.theme.stylesheet.clone().into()),
            Route::PageStylesheet(kind) => Ok(self.theme.page_stylesheets[kind].clone().into()),
            Route::Script(script) => Ok(script.source().to_owned().into()),
            Route::ThemeScript(index) => Ok(self.theme.scripts[*index].blob.clone()),
            Route::Asset(asset) => Ok(self.theme.assets[asset].clone()),
            Route::Picture { source, crop, index } => self.render_picture_copy((source, *crop), *index),
            Route::File(source) => clean_file(source, &self.portfolio.files[source]).map(|(blob, _)| blob),
        }
    }

    /// The author's file of a route, and what was removed from it; `None` for other routes.
    pub(super) fn clean_file(&self, route: &Route) -> Option<Result<(Blob, Vec<String>), Diagnostic>> {
        match route {
            Route::File(source) => Some(clean_file(source, &self.portfolio.files[source])),
            Route::Picture { source, crop, index } => {
                let copy = self.render_picture_copy((source, *crop), *index);
                Some(copy.map(|blob| (blob, removed_metadata(self.cut_picture((source, *crop))))))
            }
            _ => None,
        }
    }

    fn render_picture_copy(&self, picture: CutPicture<'_>, index: usize) -> Result<Blob, Diagnostic> {
        self.state.pictures.render_copy(picture.0, self.cut_picture(picture), index)
    }

    /// The file of a route, which has copies: a route is made from it.
    fn cut_picture(&self, (source, crop): CutPicture<'_>) -> &PublishedFile {
        self.portfolio.cut_picture(source, crop).expect("a route of a picture is made from a published file")
    }

    /// The text of a page.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn render_page(&self, route: PageRoute) -> Result<String, Diagnostic> {
        match self.page_content(route)? {
            PageContent::Html(page) => self.render_html(*page),
            PageContent::Text(text) => Ok(text),
        }
    }

    /// What is on a page, before it is rendered.
    ///
    /// # Errors
    /// When the template of a figure fails.
    pub(super) fn page_content(&self, route: PageRoute) -> Result<PageContent, Diagnostic> {
        Ok(PageContent::Html(Box::new(match route {
            PageRoute::Study(id) => self.study_page(id)?,
            PageRoute::Approach(id) => self.approach_page(id)?,
            PageRoute::Authored(id) => self.authored_page(id)?,
            PageRoute::Generated(page) => return self.generated_content(page),
        })))
    }

    fn generated_content(&self, page: GeneratedPage) -> Result<PageContent, Diagnostic> {
        let page: HtmlPage = match page {
            GeneratedPage::Home => self.home_page()?,
            GeneratedPage::Studies(number) => self.studies_page(number),
            GeneratedPage::Approaches => self.approaches_page(),
            GeneratedPage::Overview => self.overview_page(),
            GeneratedPage::Summary => self.summary_page(),
            GeneratedPage::Levels => self.levels_page(),
            GeneratedPage::Pitfalls => self.pitfalls_page(),
            GeneratedPage::Interview => self.interview_page(),
            GeneratedPage::Consent => self.consent_page(),
            GeneratedPage::Search => self.search_page(),
            GeneratedPage::Resume => self.resume_page(),
            GeneratedPage::Standards => self.standards_page(),
            GeneratedPage::Tags => self.tags_page(),
            GeneratedPage::NotFound => self.not_found_page(),
            GeneratedPage::Standard(id) => self.standard_page(id),
            GeneratedPage::Pack(id) => self.pack_page(id),
            GeneratedPage::Tag(id, number) => self.tag_page(id, number),
            GeneratedPage::ResumeJson => return Ok(PageContent::Text(self.resume_json())),
            GeneratedPage::Feed => return Ok(PageContent::Text(self.atom_feed())),
            GeneratedPage::Robots => return Ok(PageContent::Text(self.robots_txt())),
            GeneratedPage::Sitemap => return Ok(PageContent::Text(self.sitemap())),
        };
        Ok(PageContent::Html(Box::new(page)))
    }
}

/// What a picture has besides its pixels, which its light copies lack.
fn removed_metadata(file: &PublishedFile) -> Vec<String> {
    let bytes = file.blob.read().ok();
    let cleaned = file
        .picture
        .zip(bytes)
        .and_then(|(picture, bytes)| media::strip_metadata(picture.format, &bytes).ok());
    cleaned.map(|(_, CleanReport { removed, stripped })| [removed, stripped].concat()).unwrap_or_default()
}

/// The published bytes of an author's file, and what was removed from them: pictures and documents lose their metadata. That
/// of recordings was removed when the file was found.
fn clean_file(source: &str, file: &PublishedFile) -> Result<(Blob, Vec<String>), Diagnostic> {
    let path = || format!("content/{source}");
    if file.picture.is_none() && !documents::is_cleaned(source) {
        let is_changed = matches!(file.blob, Blob::Patched(_));
        let removed = is_changed.then(|| "tags and other metadata".to_owned());
        return Ok((file.blob.clone(), removed.into_iter().collect()));
    }
    let bytes = file.blob.read().map_err(|error| Diagnostic::unreadable(path(), &error))?;
    if file.picture.is_none() {
        if file.accepts_revisions {
            return accept_revisions(source, &bytes);
        }
        return Ok(match documents::clean_document(source, &bytes) {
            Some(cleaned) => (cleaned.bytes.into(), vec![cleaned.removed.to_owned()]),
            None => (file.blob.clone(), Vec::new()),
        });
    }
    let CleanedImage { bytes, report: CleanReport { removed, stripped } } =
        media::clean(source, &bytes).map_err(|error| picture_error(source, error))?;
    Ok((bytes.into_owned().into(), [removed, stripped].concat()))
}

/// The copy of an office document without comments and changes.
fn accept_revisions(source: &str, bytes: &[u8]) -> Result<(Blob, Vec<String>), Diagnostic> {
    let removed = "properties, comments and tracked changes, if it had any";
    match documents::accept_revisions(source, bytes) {
        Some(accepted) => Ok((accepted.into(), vec![removed.to_owned()])),
        None => {
            let message = "it can't be published without its comments and changes: it is signed, protected by a password or damaged";
            let help = "save it again without signature and password, or delete `clean` from its artifact";
            Err(Diagnostic::error("MED-20", format!("content/{source}"), message).help(help))
        }
    }
}

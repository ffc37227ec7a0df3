//! Renders Markdown bodies: resolves their links and turns their images into pictures, figures and video links.

use super::context::page::{ProseContext, VersionContext};
use super::context::shared::{GalleryPicture, HeadingContext};
use super::parts::evidence::{artifact_anchor, outcome_anchor, testimonial_anchor};
use super::renderer::Renderer;
use super::shown_files;
use crate::content::checker::non_blank;
use crate::content::date::PartialDate;
use crate::content::document::Body;
use crate::content::markdown::{self, BodyLabel, Heading, Image, Outline, RenderHooks, RenderedLink, escape};
use crate::diagnostic::Diagnostic;
use crate::model::case_study::CaseStudy;
use crate::model::file::{PublishedFile, ShownAs, captions_source, recording_type};
use crate::model::ids::StudyId;
use crate::model::links::{Figure, ResolvedLink};
use crate::model::page::{Page, PageHead};
use crate::theme::{TemplateValues, theme_figure_template};

/// A table of contents: the headings of levels 2 and 3, without those whose id is among `skipped`.
pub(super) fn table_of_contents(outline: &Outline, skipped: &[&str]) -> Vec<HeadingContext> {
    let demote = u8::from(outline.needs_demotion(skipped));
    let headings = outline.headings.iter().filter(|heading| !skipped.contains(&heading.id.as_str()));
    headings
        .map(|heading| HeadingContext {
            level: heading.level + demote,
            title: heading.title.clone(),
            id: heading.id.clone(),
        })
        .filter(|heading| heading.level <= 3 && !heading.title.is_empty())
        .collect()
}

/// What a short list of contents shows: the sections, and where there is only one, its subsections too.
pub(super) fn listed_sections(contents: &[HeadingContext]) -> Vec<HeadingContext> {
    let is_section = |heading: &&HeadingContext| heading.level == 2;
    let all = contents.iter().filter(is_section).count() < 2;
    contents.iter().filter(|heading| all || is_section(heading)).cloned().collect()
}

impl Renderer<'_> {
    /// Renders a body to HTML, without the headings whose ids are in `skipped`.
    ///
    /// # Errors
    /// When the template of a figure, picture or video link fails.
    pub(super) fn render_body(
        &self,
        head: &PageHead,
        body: &Body,
        skipped: &[&str],
    ) -> Result<String, Diagnostic> {
        self.render_with_figures(head, body, None, skipped).map(|body| body.html)
    }

    /// Renders the story of a case study. What it shows of the case study's own evidence gets an id, and says there all that
    /// is known of it.
    ///
    /// # Errors
    /// When the template of a figure, picture or video link fails.
    pub(super) fn render_story(
        &self,
        study: &CaseStudy,
        skipped: &[&str],
    ) -> Result<RenderedBody, Diagnostic> {
        self.render_with_figures(&study.head, &study.body, Some(study), skipped)
    }

    fn render_with_figures(
        &self,
        head: &PageHead,
        body: &Body,
        study: Option<&CaseStudy>,
        skipped: &[&str],
    ) -> Result<RenderedBody, Diagnostic> {
        let root = self.root_prefix(&head.path);
        let mut hooks =
            MarkdownHooks { renderer: self, head, root, study, figure_ids: Vec::new(), error: None };
        let html = markdown::render_html(body.text(), &body.outline, body.dialect, skipped, &mut hooks);
        let rendered = RenderedBody { html, figure_ids: hooks.figure_ids };
        hooks.error.map_or(Ok(rendered), Err)
    }

    /// The context of a page of the author's own, the home page among them.
    ///
    /// # Errors
    /// When the template of a figure, picture or video link fails.
    pub(super) fn prose_context(&self, page: &Page) -> Result<ProseContext, Diagnostic> {
        let outline = &page.body.outline;
        let title_id = find_title_heading(&page.head, &page.body);
        let contents = table_of_contents(outline, title_id.as_slice());
        let versions = page.versions.iter().map(|(date, note, current)| VersionContext {
            date: self.date(*date),
            note: note.clone(),
            current: *current,
            anchor: version_anchor(&outline.headings, *date, &self.date(*date).text),
        });
        Ok(ProseContext {
            kind: page.kind.id(),
            title: page.head.title.clone(),
            summary: page.summary.clone(),
            cover: self.named_picture_context(page.head.cover.as_ref()),
            updated: page.head.updated.map(|date| self.date(date)),
            versions: versions.collect(),
            sections: listed_sections(&contents),
            contents,
            body: self.render_body(&page.head, &page.body, title_id.as_slice())?,
            title_id: title_id.map(str::to_owned),
            reading_minutes: outline.reading_minutes(),
        })
    }
}

/// Id of the heading that names the date of a version, as pages write it or in another spelling.
fn version_anchor(headings: &[Heading], date: PartialDate, written: &str) -> Option<String> {
    let is_date =
        |heading: &&Heading| heading.title == written || PartialDate::guess(&heading.title) == Some(date);
    headings.iter().find(is_date).map(|heading| heading.id.clone())
}

/// A body as HTML.
pub(super) struct RenderedBody {
    pub html: String,
    /// In the story of a case study, the ids of its own figures, in their order.
    pub figure_ids: Vec<String>,
}

/// Callbacks of the Markdown printer for one page.
struct MarkdownHooks<'a> {
    renderer: &'a Renderer<'a>,
    head: &'a PageHead,
    root: String,
    /// The case study whose story it is.
    study: Option<&'a CaseStudy>,
    /// Ids of its own figures so far.
    figure_ids: Vec<String>,
    /// The first template error: the printer cannot return one, so it is kept until the body is done.
    error: Option<Diagnostic>,
}

impl MarkdownHooks<'_> {
    fn render_partial(&mut self, template: &str, values: TemplateValues) -> String {
        let values = values.with_serialized("root", &self.root);
        match self.renderer.engine().render(template, &values) {
            Ok(html) => html,
            Err(error) => {
                self.error.get_or_insert(error);
                String::new()
            }
        }
    }

    /// A figure of the case study whose story it is stands in an element with its id, so that its evidence can link to it.
    /// A second time, it is like a figure of another page.
    fn render_figure(&mut self, figure: Figure, caption: &str) -> String {
        let Some(id) = self.own_figure_id(&figure).filter(|id| !self.figure_ids.contains(id)) else {
            return self.figure_html(figure, caption, TemplateValues::default());
        };
        // With a level for its heading, an outcome says all that is known.
        let has_headings = self.study.is_some_and(|study| !study.body.outline.headings.is_empty());
        let level = if has_headings { 3 } else { 2 };
        let html =
            self.figure_html(figure, caption, TemplateValues::default().with_serialized("level", &level));
        let element = format!("<div class=\"placed\" id=\"{}\">\n{}\n</div>\n", escape(&id), html.trim());
        self.figure_ids.push(id);
        element
    }

    /// Id of a figure that shows evidence of the case study whose story it is.
    fn own_figure_id(&self, figure: &Figure) -> Option<String> {
        let (study, portfolio) = (self.study?, self.renderer.portfolio);
        let is_own = |id: &StudyId| portfolio.study(*id).head.path == study.head.path;
        match figure {
            Figure::Outcome(id, index) if is_own(id) => Some(outcome_anchor(&study.outcomes[index.0])),
            Figure::Artifact(id, index) if is_own(id) => Some(artifact_anchor(&study.artifacts[index.0])),
            Figure::Decisions(id) if is_own(id) => Some("lf-decisions".to_owned()),
            Figure::Timeline(id) if is_own(id) => Some("lf-timeline".to_owned()),
            Figure::Testimonial(index) => {
                let testimonial = &portfolio.testimonials[index.0];
                testimonial.about.iter().any(is_own).then(|| testimonial_anchor(testimonial))
            }
            _ => None,
        }
    }

    fn figure_html(&mut self, figure: Figure, caption: &str, values: TemplateValues) -> String {
        let caption = (!caption.is_empty()).then_some(caption);
        let (renderer, portfolio) = (self.renderer, self.renderer.portfolio);
        let values = values.with_serialized("caption", &caption);
        match figure {
            Figure::Outcome(study, index) => {
                let study = portfolio.study(study);
                let outcome = renderer.outcome_context(study, &study.outcomes[index.0]);
                self.render_partial(
                    "partials/figure-outcome.html",
                    values.with_serialized("outcome", &outcome),
                )
            }
            Figure::Artifact(study, index) => {
                let artifact = renderer.artifact_context(&portfolio.study(study).artifacts[index.0]);
                self.render_partial(
                    "partials/figure-artifact.html",
                    values.with_serialized("artifact", &artifact),
                )
            }
            Figure::Testimonial(index) => {
                let testimonial = renderer.testimonial_context(&portfolio.testimonials[index.0]);
                self.render_partial(
                    "partials/figure-testimonial.html",
                    values.with_serialized("testimonial", &testimonial),
                )
            }
            Figure::Decisions(study) => {
                let decisions = renderer.decision_contexts(portfolio.study(study));
                self.render_partial(
                    "partials/figure-decisions.html",
                    values.with_serialized("decisions", &decisions),
                )
            }
            Figure::Theme(name) => {
                let template = theme_figure_template(&name);
                // One that does not exist is reported once, where the author wrote it.
                if renderer.engine().has_template(&template) {
                    self.render_partial(&template, values)
                } else {
                    escape(caption.unwrap_or_default())
                }
            }
            Figure::Timeline(study) => {
                let events = renderer.timeline_events(portfolio.study(study));
                self.render_partial(
                    "partials/figure-timeline.html",
                    values.with_serialized("events", &events),
                )
            }
        }
    }

    /// The published file that an image target names.
    fn find_picture(&self, target: &str) -> Option<&PublishedFile> {
        match self.renderer.portfolio.links.resolve_image(&self.head.source, target) {
            ResolvedLink::File { source, fragment: _ } => self.renderer.portfolio.files.get(&source),
            _ => None,
        }
    }

    fn render_picture(&mut self, source: &str, image: &Image<'_>) -> String {
        let renderer = self.renderer;
        let Some(file) = renderer.portfolio.files.get(source) else { return escape(image.alt) };
        let Some(picture) = renderer.picture_context(file, image.alt.to_owned()) else {
            return self.render_other_file(source, file, image);
        };
        let values = TemplateValues::default().with_serialized("picture", &picture);
        if !image.title.is_empty() && image.is_standalone {
            let values = values.with_serialized("caption", &image.title);
            return self.render_partial("partials/figure-picture.html", values);
        }
        let tag = self.render_partial("partials/picture.html", values);
        if image.is_standalone { format!("<p>{tag}</p>\n") } else { tag }
    }

    /// A film or sound as a player, a CSV file as a table, any other file as a link to it.
    fn render_other_file(&mut self, source: &str, file: &PublishedFile, image: &Image<'_>) -> String {
        let name = source.rsplit('/').next().unwrap_or(source);
        let title = if image.alt.trim().is_empty() { name } else { image.alt };
        let link = format!(
            "<a href=\"{}{}\">{}</a>",
            escape(&self.root),
            self.renderer.href(&file.path),
            escape(title)
        );
        if !image.is_standalone {
            return link;
        }
        let is_table = ShownAs::from_path(source) == ShownAs::Table;
        let (wants_chart, caption) = match image.title.strip_prefix("chart:") {
            Some(caption) => (true, caption.trim()),
            None => (false, image.title),
        };
        let label = if caption.is_empty() { title } else { caption };
        if let Some(rows) = is_table.then(|| shown_files::read_csv(file)).flatten() {
            let chart =
                wants_chart.then(|| shown_files::csv_chart(&rows, label)).flatten().unwrap_or_default();
            let table = shown_files::csv_table(&rows, label).unwrap_or_default();
            return format!("{chart}{table}<p class=\"fine\">{link}</p>\n");
        }
        let Some(media_type) = recording_type(&file.path) else { return format!("<p>{link}</p>\n") };
        let captions = captions_source(source);
        let captions = captions.and_then(|captions| self.renderer.portfolio.files.get(&captions));
        let values = TemplateValues::default()
            .with_serialized("path", &file.path)
            .with_serialized("media_type", media_type)
            .with_serialized("title", title)
            .with_serialized("language", &self.renderer.portfolio.settings.language)
            .with_serialized("captions", &captions.map(|captions| &captions.path))
            .with_serialized("caption", &(!image.title.is_empty()).then_some(image.title));
        self.render_partial("partials/figure-recording.html", values)
    }
}

impl RenderHooks for MarkdownHooks<'_> {
    fn resolve_link(&mut self, target: &str) -> RenderedLink {
        match self.renderer.portfolio.links.resolve(&self.head.source, target) {
            ResolvedLink::Page { path, fragment } => {
                RenderedLink::Href(format!("{}{}{fragment}", self.root, self.renderer.href(&path)))
            }
            ResolvedLink::SamePage(fragment) => RenderedLink::Href(fragment),
            ResolvedLink::External(href) => RenderedLink::Href(href),
            ResolvedLink::File { source, fragment } => match self.renderer.portfolio.files.get(&source) {
                Some(file) => {
                    RenderedLink::Href(format!("{}{}{fragment}", self.root, self.renderer.href(&file.path)))
                }
                None => RenderedLink::TextOnly,
            },
            ResolvedLink::Unavailable(_) | ResolvedLink::Figure(_) | ResolvedLink::Broken(_) => {
                RenderedLink::TextOnly
            }
        }
    }

    fn render_image(&mut self, image: &Image<'_>) -> String {
        match self.renderer.portfolio.links.resolve_image(&self.head.source, image.target) {
            ResolvedLink::Figure(figure) if image.is_standalone => self.render_figure(figure, image.alt),
            ResolvedLink::File { source, fragment: _ } => self.render_picture(&source, image),
            _ => escape(image.alt),
        }
    }

    fn is_picture(&self, target: &str) -> bool {
        self.find_picture(target).is_some_and(|file| file.picture.is_some())
    }

    fn render_gallery(&mut self, images: &[Image<'_>]) -> String {
        let picture = |image: &Image<'_>| {
            let file = self.find_picture(image.target)?;
            let picture = self.renderer.picture_context(file, image.alt.to_owned())?;
            Some(GalleryPicture { picture, caption: non_blank(Some(image.title.to_owned())) })
        };
        let pictures: Vec<GalleryPicture> = images.iter().filter_map(picture).collect();
        let values = TemplateValues::default()
            .with_serialized("pictures", &pictures)
            .with_serialized("shape", gallery_shape(&pictures));
        self.render_partial("partials/figure-gallery.html", values)
    }

    fn label(&self, label: BodyLabel) -> String {
        let numbered = |key: &str, number: usize| self.renderer.text_with(key, [("number", number.into())]);
        match label {
            BodyLabel::Table(number) => numbered("body-table", number),
            BodyLabel::Footnotes => self.renderer.text("body-footnotes"),
            BodyLabel::Footnote(number) => numbered("body-footnote", number),
            BodyLabel::FootnoteBack(number) => numbered("body-footnote-back", number),
            BodyLabel::TaskDone => self.renderer.text("body-task-done"),
            BodyLabel::TaskOpen => self.renderer.text("body-task-open"),
            BodyLabel::Callout(kind) => self.renderer.text(&format!("callout-{kind}")),
        }
    }

    fn glossary(&self) -> &[(String, String)] {
        &self.renderer.portfolio.settings.glossary
    }

    fn render_video(&mut self, url: &str, title: &str) -> String {
        let host = url.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let title = if title.trim().is_empty() { host } else { title };
        let values = TemplateValues::default()
            .with_serialized("url", url)
            .with_serialized("title", title)
            .with_serialized("host", host);
        self.render_partial("partials/video-link.html", values)
    }
}

/// What all pictures of a gallery have in common: a theme cuts them to one format.
fn gallery_shape(pictures: &[GalleryPicture]) -> &'static str {
    let is_upright = |entry: &GalleryPicture| entry.picture.height > entry.picture.width;
    match pictures.iter().filter(|entry| is_upright(entry)).count() {
        0 => "landscape",
        upright if upright == pictures.len() => "portrait",
        _ => "mixed",
    }
}

/// Id of a body's first heading, if it repeats the title of the page, which stands above the body already.
pub(super) fn find_title_heading<'a>(head: &PageHead, body: &'a Body) -> Option<&'a str> {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut headings = body.outline.headings.iter();
    let first = headings.next()?;
    // Without a heading of level 2, those of level 3 below it would follow the title directly.
    let is_replaceable = match first.level {
        1 => true,
        2 => headings.next().is_none_or(|second| second.level <= 2),
        _ => false,
    };
    let title = letters(&first.title);
    (is_replaceable && !title.is_empty() && title == letters(&head.title)).then_some(first.id.as_str())
}

/// The author's own heading for an approach's generated last section.
pub(super) enum UsedHeading<'a> {
    /// The essay's last heading, with nothing under it: the generated section continues it.
    Empty(&'a Heading),
    /// A heading with text of the author's under it: the generated section needs another title.
    WithText,
}

/// The heading of the essay whose title contains the word "used": the last one, or one like the generated title.
pub(super) fn find_used_heading<'a>(body: &'a Body, generated_title: &str) -> Option<UsedHeading<'a>> {
    let words = |title: &str| -> Vec<String> {
        let title = title.to_lowercase();
        title
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let last = body.outline.headings.last()?;
    if !last.has_content && words(&last.title).iter().any(|word| word == "used") {
        return Some(UsedHeading::Empty(last));
    }
    let generated = words(generated_title);
    let is_same = |heading: &Heading| words(&heading.title) == generated;
    body.outline.headings.iter().any(is_same).then_some(UsedHeading::WithText)
}

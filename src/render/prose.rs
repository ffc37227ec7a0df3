//! Bodies: the answers that Markdown asks for when it is printed.

use std::collections::HashMap;

use super::context::{HeadingContext, PictureContext, ProseContext, VersionContext};
use super::site::Site;
use super::words;
use crate::content::document::Body;
use crate::content::markdown::{self, Heading, Image, LinkTarget, Outline, Printer, RawHtml, escape};
use crate::diagnostic::Diagnostic;
use crate::portfolio::links::{Bound, Figure};
use crate::portfolio::model::{Page, PageHead};
use crate::theme::Values;

/// Headings for a list of contents: those of the two upper levels.
pub(super) fn contents(outline: &Outline, how_many: usize) -> Vec<HeadingContext> {
    let demote = u8::from(outline.demotes());
    let headings = outline.headings.iter().take(how_many);
    headings
        .map(|it| HeadingContext { level: it.level + demote, title: it.title.clone(), id: it.id.clone() })
        .filter(|it| it.level <= 3 && !it.title.is_empty())
        .collect()
}

impl Site<'_> {
    /// Prints a body, without the heading of an id.
    ///
    /// # Errors
    /// When a template of a figure cannot be rendered.
    pub(super) fn print(
        &self,
        head: &PageHead,
        body: &Body,
        left_out: Option<&str>,
    ) -> Result<String, Diagnostic> {
        let mut answers = Answers { site: self, head, root: self.root(&head.path), pictures: 0, fault: None };
        let raw_html = if self.portfolio.settings.raw_html { RawHtml::Publish } else { RawHtml::LeaveOut };
        let html = markdown::print(body.text(), &body.outline, raw_html, left_out, &mut answers);
        answers.fault.map_or(Ok(html), Err)
    }

    /// A page of the author's own.
    ///
    /// # Errors
    /// When a template of a figure cannot be rendered.
    pub(super) fn prose(&self, page: &Page) -> Result<ProseContext, Diagnostic> {
        let outline = &page.body.outline;
        let mut anchors = HashMap::new();
        for heading in outline.headings.iter().rev() {
            anchors.insert(heading.title.as_str(), &heading.id);
        }
        let versions = page.versions.iter().map(|(date, note, current)| VersionContext {
            date: words::date(*date),
            note: note.clone(),
            current: *current,
            anchor: anchors.get(date.in_words().as_str()).map(|it| (*it).clone()),
        });
        Ok(ProseContext {
            kind: page.kind.id(),
            title: page.head.title.clone(),
            summary: page.summary.clone(),
            updated: page.head.updated.map(words::date),
            versions: versions.collect(),
            contents: contents(outline, outline.headings.len()),
            body: self.print(&page.head, &page.body, None)?,
            reading_minutes: outline.reading_minutes(),
        })
    }
}

/// What Markdown asks of a site while a page is printed.
struct Answers<'a> {
    site: &'a Site<'a>,
    head: &'a PageHead,
    root: String,
    /// Pictures so far: the first is loaded at once, the others when they come near.
    pictures: usize,
    /// The first template that failed.
    fault: Option<Diagnostic>,
}

impl Answers<'_> {
    fn render(&mut self, template: &str, values: Values) -> String {
        let values = values.and("root", &self.root);
        match self.site.engine().render(template, &values) {
            Ok(html) => html,
            Err(fault) => {
                self.fault.get_or_insert(fault);
                String::new()
            }
        }
    }

    fn figure(&mut self, figure: Figure, caption: &str) -> String {
        let caption = (!caption.is_empty()).then_some(caption);
        let (site, portfolio) = (self.site, self.site.portfolio);
        let values = Values::default().and("caption", &caption);
        match figure {
            Figure::Outcome(study, at) => {
                let study = portfolio.study(study);
                let outcome = site.outcome(study, &study.outcomes[at]);
                self.render("partials/figure-outcome.html", values.and("outcome", &outcome))
            }
            Figure::Artifact(study, at) => {
                let artifact = site.artifact(&portfolio.study(study).artifacts[at]);
                self.render("partials/figure-artifact.html", values.and("artifact", &artifact))
            }
            Figure::Testimonial(at) => {
                let testimonial = site.testimonial(&portfolio.testimonials[at]);
                self.render("partials/figure-testimonial.html", values.and("testimonial", &testimonial))
            }
            Figure::Decisions(study) => {
                let decisions = site.decisions(&portfolio.study(study).delegation.decisions);
                self.render("partials/figure-decisions.html", values.and("decisions", &decisions))
            }
            Figure::Timeline(study) => {
                let events = site.timeline(portfolio.study(study));
                self.render("partials/figure-timeline.html", values.and("events", &events))
            }
        }
    }

    fn picture(&mut self, source: &str, image: &Image<'_>) -> String {
        let site = self.site;
        let Some(file) = site.portfolio.files.get(source) else { return escape(image.alt) };
        let Some(picture) = site.picture(file, image.alt.to_owned()) else { return escape(image.alt) };
        self.pictures += 1;
        if !image.title.is_empty() && image.alone {
            let values = Values::default().and("picture", &picture).and("caption", &image.title);
            return self.render("partials/figure-picture.html", values);
        }
        let tag = self.tag(&picture);
        if image.alone { format!("<p>{tag}</p>\n") } else { tag }
    }

    fn tag(&self, picture: &PictureContext) -> String {
        let lazy = if self.pictures > 1 { " loading=\"lazy\"" } else { "" };
        let PictureContext { path, width, height, alt } = picture;
        let (root, alt) = (escape(&self.root), escape(alt));
        format!("<img src=\"{root}{path}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\"{lazy}>")
    }
}

impl Printer for Answers<'_> {
    fn link(&mut self, target: &str) -> LinkTarget {
        match self.site.portfolio.links.bind(&self.head.source, target) {
            Bound::Page { path, fragment } => {
                LinkTarget::To(format!("{}{}{fragment}", self.root, self.site.shown(&path)))
            }
            Bound::Here(fragment) => LinkTarget::To(fragment),
            Bound::Elsewhere(href) => LinkTarget::To(href),
            Bound::File { source, fragment } => match self.site.portfolio.files.get(&source) {
                Some(file) => {
                    LinkTarget::To(format!("{}{}{fragment}", self.root, self.site.shown(&file.path)))
                }
                None => LinkTarget::Nowhere,
            },
            Bound::Absent(_) | Bound::Figure(_) | Bound::Nothing(_) => LinkTarget::Nowhere,
        }
    }

    fn image(&mut self, image: &Image<'_>) -> String {
        match self.site.portfolio.links.bind_image(&self.head.source, image.target) {
            Bound::Figure(figure) if image.alone => self.figure(figure, image.alt),
            Bound::File { source, fragment: _ } => self.picture(&source, image),
            _ => escape(image.alt),
        }
    }

    fn video(&mut self, url: &str, title: &str) -> String {
        let host = url.split("://").nth(1).and_then(|it| it.split('/').next()).unwrap_or_default();
        let host = host.strip_prefix("www.").unwrap_or(host);
        let title = if title.trim().is_empty() { host } else { title };
        let values = Values::default().and("url", url).and("title", title).and("host", host);
        self.render("partials/video-link.html", values)
    }
}

/// The heading of an approach's generated last section, when the essay ends with one that asks how it was used and
/// says nothing more.
pub(super) fn generated_section(body: &Body) -> Option<&Heading> {
    let heading = body.outline.headings.last()?;
    let asks = heading.title.to_lowercase().split(|it: char| !it.is_alphanumeric()).any(|it| it == "used");
    (asks && !heading.has_content).then_some(heading)
}

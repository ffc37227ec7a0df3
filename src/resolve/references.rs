//! Resolves the references of all pages once: reports broken links, and publishes the files that pages cite.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::base::Base;
use super::cards::find_card_pictures;
use super::exclusions::Exclusions;
use super::inspect::InspectionCache;
use super::printed_pages::cite_printed_pages;
use super::published_files::{CitedFiles, PublishedFiles, publish_files};
use super::resolved_pages::ResolvedPages;
use super::site::SiteConfig;
use crate::content::document::Body;
use crate::content::load::SETTINGS_FILE;
use crate::content::markdown::{HtmlReport, MarkdownFinding, MarkdownReference, ReferenceKind};
use crate::content::scalar::Scalar;
use crate::diagnostic::{Diagnostic, Diagnostics, Fix, Location, Severity};
use crate::model::case_study::CaseStudy;
use crate::model::file::{NamedPicture, ShownAs, captions_source};
use crate::model::link_mistakes::begins_with_www;
use crate::model::links::{BrokenLink, LinkHelp, LinkIndex, ResolvedLink, Unavailable};
use crate::rules::{self, RuleTrait};
use crate::vfs::Blob;

/// (file, byte range of the reference in the page's file, whether it is shown) of each file that a body cites.
type Citations = Vec<(String, Range<usize>, bool)>;

/// The result of checking a body: cited files, broken links, and other diagnostics.
type BodyReferences = (Citations, Vec<BrokenReference>, Diagnostics);

/// A link that leads nowhere, as it stands in a body.
struct BrokenReference {
    /// Bytes of the page's file.
    range: Range<usize>,
    broken: BrokenLink,
    fix: Option<Fix>,
    /// Whether it is written as HTML, where an address has quotation marks and no angle brackets.
    is_html: bool,
}

/// Broken links per build that get a suggestion: each one searches all names.
const MAX_SUGGESTIONS: usize = 100;

/// The largest number of figures on one page; more are an error (FIG-02).
const MAX_FIGURES_PER_PAGE: usize = 100;

/// Resolves all references; returns the published files and the excluded ones.
pub(super) fn resolve_references(
    base: &Base,
    pages: &ResolvedPages,
    files: &[(String, Blob)],
    inspections: &mut InspectionCache,
    diagnostics: &mut Diagnostics,
) -> (PublishedFiles, Exclusions) {
    let mut cited = CitedFiles::default();
    resolve_bodies(pages, &mut cited, diagnostics);
    for study in &pages.studies {
        cite_artifacts(study, &mut cited);
    }
    for (head, _) in pages.heads_and_bodies() {
        let Some(NamedPicture { file, crop, alt: _ }) = &head.cover else { continue };
        cited.add_picture(file, *crop, &head.source, Location::Field("cover.file".to_owned()));
    }
    cite_profile(&base.site, &pages.links, &mut cited, diagnostics);
    for (file, crop, source) in find_card_pictures(&base.site, pages, diagnostics) {
        cited.add_card(&file, crop, source);
    }
    let printed_pages = if base.site.settings.publish_pdf {
        cite_printed_pages(files, &mut cited, diagnostics)
    } else {
        BTreeMap::new()
    };
    let (published, exclusions) = publish_files(cited, base, &pages.links, files, inspections, diagnostics);
    (PublishedFiles { printed_pages, ..published }, exclusions)
}

/// Resolves the references of all bodies in parallel, and adds the files that they cite to `cited`.
fn resolve_bodies(pages: &ResolvedPages, cited: &mut CitedFiles, diagnostics: &mut Diagnostics) {
    let links = &pages.links;
    let published = pages.heads_and_bodies().map(|(head, body)| (head.source.as_str(), body, true));
    let invalid = pages.invalid_bodies.iter().map(|(source, body)| (source.as_str(), body, false));
    let bodies: Vec<(&str, &Body, bool)> = published.chain(invalid).collect();
    let followed: Vec<BodyReferences> = bodies
        .par_iter()
        .map(|(source, body, is_published)| resolve_body(source, body, *is_published, links))
        .collect();
    let mut suggestions = 0;
    for ((source, _, is_published), (files, broken, page_diagnostics)) in bodies.into_iter().zip(followed) {
        for (file, range, is_shown) in files.into_iter().filter(|_| is_published) {
            let add = if is_shown { CitedFiles::add_shown } else { CitedFiles::add };
            add(cited, &file, source, Location::Range(range));
        }
        for mut reference in broken {
            suggestions += 1;
            if suggestions > MAX_SUGGESTIONS && matches!(reference.broken.help, LinkHelp::Suggest(..)) {
                let help = "check the spelling, including capital letters".to_owned();
                reference.broken.help = LinkHelp::Text(help);
            }
            diagnostics.push(report_broken(source, reference, links));
        }
        diagnostics.append(page_diagnostics);
    }
}

/// Resolves the references of one body. Those of an invalid page to itself are not followed: what it holds is not known.
fn resolve_body(source: &str, body: &Body, is_published: bool, links: &LinkIndex) -> BodyReferences {
    let mut files = Vec::new();
    let mut broken_links = Vec::new();
    let mut figures = 0;
    let mut diagnostics = Diagnostics::default();
    let is_followed = |reference: &&MarkdownReference| is_published || leads_elsewhere(&reference.target);
    for reference in body.outline.references.iter().filter(is_followed) {
        let place = locate_target(reference, body.text());
        let range = body.to_file_range(&place);
        let resolved = match reference.kind {
            ReferenceKind::Link => links.resolve(source, &reference.target),
            ReferenceKind::Image => links.resolve_image(source, &reference.target),
        };
        if let Some(found) = check_reference(reference, &resolved, source) {
            diagnostics.push(found.at(range.clone()));
        }
        match resolved {
            ResolvedLink::File { source: file, fragment: _ } => {
                if reference.kind == ReferenceKind::Image {
                    let found = check_shown_file(reference, &file, source, links, &range, &mut files);
                    found.into_iter().for_each(|found| diagnostics.push(found));
                }
                files.push((file, range, reference.kind == ReferenceKind::Image));
            }
            ResolvedLink::Broken(broken) => {
                let written = body.text().get(reference.range.clone());
                let is_html = written.is_some_and(is_html);
                let fix = fix_missing_scheme(reference, body);
                broken_links.push(BrokenReference { range, broken, fix, is_html });
            }
            ResolvedLink::Figure(_) if reference.is_standalone => {
                figures += 1;
                if figures == MAX_FIGURES_PER_PAGE + 1 {
                    let message = format!("the page shows more than {MAX_FIGURES_PER_PAGE} figures");
                    let help = "remove some, or split the page";
                    diagnostics.push(Diagnostic::error("FIG-02", source, message).at(range).help(help));
                }
            }
            _ => {}
        }
    }
    report_html(source, body, &mut diagnostics);
    report_findings(source, body, &mut diagnostics);
    let has_html = !body.outline.html.kept.is_empty();
    if body.outline.word_count == 0 && body.outline.references.is_empty() && !has_html {
        let help = "write your text below the closing `---`";
        diagnostics.push(Diagnostic::warning("POR-04", source, "the page has no text").help(help));
    }
    (files, broken_links, diagnostics)
}

/// Whether a reference leads to another page, a file or another site, not to a part or a figure of the page itself.
fn leads_elsewhere(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    !target.starts_with('#') && scheme.is_none_or(|scheme| matches!(scheme, "http" | "https"))
}

/// Whether a reference is written as HTML.
fn is_html(written: &str) -> bool {
    written.starts_with('<')
}

/// Where a reference stands. All references in a block of HTML have the range of the block: there it is the place of the
/// address, if it is written like that.
fn locate_target(reference: &MarkdownReference, text: &str) -> Range<usize> {
    let range = &reference.range;
    /// Bytes. In a longer block, the search for every link would take too long.
    const MAX_BLOCK: usize = 64 * 1024;
    let block = text.get(range.clone()).filter(|written| is_html(written) && written.contains('\n'));
    let block = block.filter(|block| block.len() <= MAX_BLOCK && !reference.target.is_empty());
    let begins_value = |block: &str, at: usize| block[..at].ends_with(['"', '\'', '=', '(']);
    let found = block.and_then(|block| {
        let mut found = block.match_indices(&reference.target).map(|(at, _)| at);
        found.find(|at| begins_value(block, *at))
    });
    match found {
        Some(at) => range.start + at..range.start + at + reference.target.len(),
        None => range.clone(),
    }
}

/// What is wrong with a reference that leads somewhere; broken links are reported elsewhere.
fn check_reference(
    reference: &MarkdownReference,
    resolved: &ResolvedLink,
    source: &str,
) -> Option<Diagnostic> {
    let MarkdownReference { target, .. } = reference;
    let is_image = reference.kind == ReferenceKind::Image;
    Some(match resolved {
        ResolvedLink::File { source: file, .. }
            if is_image
                && reference.text.trim().is_empty()
                && ShownAs::from_path(file) == ShownAs::Picture =>
        {
            let message = format!("the picture `{target}` has no alt text");
            let help = "say what it shows between the brackets: `![A chart of …](…)`";
            Diagnostic::warning("MED-03", source, message).help(help)
        }
        ResolvedLink::Unavailable(Unavailable::Excluded(reason)) => {
            let message = format!("`{target}` isn't part of this build: {reason}");
            Diagnostic::warning("LNK-04", source, message).help("the text stays, but the link is removed")
        }
        ResolvedLink::Figure(_) if !reference.is_standalone => {
            let message = "a figure needs its own paragraph";
            Diagnostic::error("FIG-01", source, message).help("put a blank line before and after it")
        }
        ResolvedLink::External(_) if is_image => {
            let message = "loading a picture from another site would tell that site who reads yours";
            let help = "save it in `content/files/` and use that copy";
            Diagnostic::error("MED-12", source, message).help(help)
        }
        ResolvedLink::Page { .. } | ResolvedLink::SamePage(_) if is_image => {
            let message = format!("`{target}` isn't a picture");
            Diagnostic::error("MED-13", source, message).help("remove the `!` to make it a link")
        }
        _ => return None,
    })
}

/// Cites the captions of a film, and says what keeps a file that is no picture from being shown well.
fn check_shown_file(
    reference: &MarkdownReference,
    file: &str,
    source: &str,
    links: &LinkIndex,
    range: &Range<usize>,
    files: &mut Citations,
) -> Option<Diagnostic> {
    let MarkdownReference { target, is_standalone, .. } = reference;
    let shown_as = ShownAs::from_path(file);
    let found = match shown_as {
        ShownAs::Picture => return None,
        ShownAs::Link => {
            let message = format!("`{target}` can't be shown on a page, so it becomes a link");
            Diagnostic::warning("MED-13", source, message).help("remove the `!` to make it a link")
        }
        _ if !is_standalone => {
            let message = format!("`{target}` is in the middle of a line of text, so it becomes a link");
            let help = "to show it here, put a blank line before and after it";
            Diagnostic::warning("MED-13", source, message).help(help)
        }
        ShownAs::Film => {
            let captions = captions_source(file)?;
            if links.file_path(&captions).is_some() {
                files.push((captions, range.clone(), false));
                return None;
            }
            let message = format!("the video `{target}` has no captions");
            let name = captions.rsplit('/').next().unwrap_or(&captions);
            let help =
                format!("for viewers who are deaf or hard of hearing, save captions next to it as `{name}`");
            Diagnostic::warning("MED-08", source, message).help(help)
        }
        ShownAs::Sound | ShownAs::Table => return None,
    };
    Some(found.at(range.clone()))
}

/// Writes `https://` before an address that begins with `www.`, where it stands as it was read.
fn fix_missing_scheme(reference: &MarkdownReference, body: &Body) -> Option<Fix> {
    let written = body.text().get(reference.range.clone())?;
    let at = written.rfind(&format!("]({}", reference.target)).map(|at| reference.range.start + at + 2)?;
    let is_certain = reference.kind == ReferenceKind::Link && begins_with_www(&reference.target);
    let location = Location::Range(body.to_file_range(&(at..at)));
    is_certain.then(|| Fix { location, text: "https://".to_owned() })
}

fn report_broken(source: &str, reference: BrokenReference, links: &LinkIndex) -> Diagnostic {
    let BrokenReference { range, broken, fix, is_html } = reference;
    let is_harmless = rules::has_trait(broken.rule, RuleTrait::HarmlessInText);
    let severity = if is_harmless { Severity::Warning } else { Severity::Error };
    let mut diagnostic = links.to_diagnostic(broken, severity, source).at(range);
    if is_html {
        diagnostic.help = diagnostic.help.map(|help| help.replace("`<", "`").replace(">`", "`"));
    }
    Diagnostic { fix, ..diagnostic }
}

/// Says which HTML of a body is not published, and what became of the words in it: one warning of each kind.
fn report_html(source: &str, body: &Body, diagnostics: &mut Diagnostics) {
    let HtmlReport { dropped, removed, embeds, kept: _ } = &body.outline.html;
    let allow =
        "remove the tag; to publish HTML as written on every page, set `raw_html: true` in `portfolio.yaml`";
    let mut report = |found: &[(String, Range<usize>)], message: String, help: &str| {
        let Some((name, range)) = found.first() else { return };
        let warning = Diagnostic::warning("TXT-04", source, message);
        let place = locate_html(body.text(), name, range);
        diagnostics.push(warning.at(body.to_file_range(&place)).help(help));
    };
    let tags = |found| list_tags(found, |name| format!("`<{name}>`"));
    report(dropped, format!("{} left out; your text is kept", tags(dropped)), allow);
    report(removed, format!("{} removed, with everything inside", tags(removed)), allow);
    let addresses = list_tags(embeds, |address| format!("`{address}`"));
    let message = format!("{addresses} shown as a link, because an embedded page would track your readers");
    report(
        embeds,
        message,
        "the link works as it is; to describe it, write `[what it shows](address)` yourself",
    );
}

/// Where a tag or an address stands in a block of HTML; the whole block if it is written in another way.
fn locate_html(text: &str, name: &str, block: &Range<usize>) -> Range<usize> {
    let Some(html) = text.get(block.clone()) else { return block.clone() };
    let lower = html.to_ascii_lowercase();
    let tag = format!("<{name}");
    let is_tag = |at: usize| !lower[at + tag.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let tags = lower.match_indices(&tag).map(|(at, _)| at).find(|at| is_tag(*at));
    let found = tags.map(|at| (at, tag.len())).or_else(|| Some((html.find(name)?, name.len())));
    found.map_or_else(|| block.clone(), |(at, length)| block.start + at..block.start + at + length)
}

/// Names in the order of their first appearance, each once, with the verb that they need.
fn list_tags(found: &[(String, Range<usize>)], format: impl Fn(&str) -> String) -> String {
    const MAX_LISTED: usize = 5;
    let mut seen = BTreeSet::new();
    let names: Vec<&str> =
        found.iter().map(|(name, _)| name.as_str()).filter(|name| seen.insert(*name)).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    let listed: Vec<String> = names.iter().take(MAX_LISTED).map(|name| format(name)).collect();
    let more = match names.len().saturating_sub(MAX_LISTED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more} {verb}", listed.join(", "))
}

fn report_findings(source: &str, body: &Body, diagnostics: &mut Diagnostics) {
    for finding in &body.outline.findings {
        let MarkdownFinding { rule, range, message, help, fix } = finding;
        let mut diagnostic =
            Diagnostic::warning(rule, source, message).at(body.to_file_range(range)).help(help);
        // A fix never spans a part that this audience does not see: it would delete that part.
        diagnostic.fix = fix.as_ref().and_then(|(range, text)| {
            let location = body.to_file_range(range);
            let is_whole = location.len() == range.len();
            is_whole.then(|| Fix { location: Location::Range(location), text: text.clone() })
        });
        diagnostics.push(diagnostic);
    }
}

fn cite_artifacts(study: &CaseStudy, cited: &mut CitedFiles) {
    for artifact in &study.artifacts {
        for (role, file) in artifact.files() {
            let location = Location::Field(format!("artifacts[{}].{}", artifact.index, role.field()));
            cited.add_shown(file, &study.head.source, location);
        }
        cited.accept_revisions(artifact.file.as_deref().filter(|_| artifact.clean));
    }
}

/// Adds the files that `portfolio.yaml` cites: the photo, and theme options that name files.
fn cite_profile(site: &SiteConfig, links: &LinkIndex, cited: &mut CitedFiles, diagnostics: &mut Diagnostics) {
    if let Some(NamedPicture { file, crop, alt: _ }) = &site.profile.photo {
        match links.find_file(SETTINGS_FILE, file) {
            Ok(file) => {
                cited.add_picture(
                    &file,
                    *crop,
                    SETTINGS_FILE,
                    Location::Field("profile.photo.file".to_owned()),
                );
            }
            Err(broken) => {
                let diagnostic = links.to_diagnostic(broken, Severity::Error, SETTINGS_FILE);
                diagnostics.push(diagnostic.field("profile.photo.file"));
            }
        }
    }
    // Themes may take images such as a logo: any option whose value is the path of a file cites that file.
    for (name, value) in &site.settings.theme_options {
        let Scalar::Text(file) = value else { continue };
        if let Ok(file) = links.find_file(SETTINGS_FILE, file) {
            cited.add_shown(&file, SETTINGS_FILE, Location::Field(format!("theme_options.{name}")));
        }
    }
}

//! Each kind of page: its template and the values that the template reads.

use super::context::shared::{Link, PagerContext};
use super::context::standard::{FrameworkContext, StandardContext, StandardUse};
use super::meta::PageMeta;
use super::renderer::Renderer;
use super::routes::Route;
use super::text;
use crate::content::enums::FrameworkStatus;
use crate::diagnostic::Diagnostic;
use crate::model::framework::Framework;
use crate::model::generated_pages;
use crate::model::generated_pages::{ENTRIES_PER_PAGE, list_path, page_count};
use crate::model::ids::{StandardId, StudyId};
use crate::model::page::PageHead;
use crate::theme::{Value, Values};

// Title and path of each list or view that other pages link to or name in their breadcrumbs.
const STUDIES: (&str, &str) = ("Case studies", "case-studies/");
const APPROACHES: (&str, &str) = ("Approaches", "approaches/");
const STANDARDS: (&str, &str) = ("Standards", "standards/");
const OVERVIEW: (&str, &str) = ("At a glance", "overview/");
const SUMMARY: (&str, &str) = ("On one page", "summary/");
const INTERVIEW: (&str, &str) = ("Interview cards", "interview/");
const CONSENT: (&str, &str) = ("Consent", "consent/");
const LEVELS: (&str, &str) = ("How levels changed", "overview/levels/");
const PITFALLS: (&str, &str) = ("What got in the way", "overview/pitfalls/");
const SEARCH: (&str, &str) = ("Search", "search/");
const TAGS: (&str, &str) = ("Themes", "themes/");

/// Breadcrumbs of the pages in order, outermost first.
fn to_breadcrumbs(pages: &[(&str, &str)]) -> Vec<(String, String)> {
    pages.iter().map(|(title, path)| ((*title).to_owned(), (*path).to_owned())).collect()
}

impl Renderer<'_> {
    /// Renders a page of HTML.
    ///
    /// # Errors
    /// When a template fails.
    pub(super) fn render_html(&self, route: &Route) -> Result<String, Diagnostic> {
        let (template, subject, values) = match route {
            Route::Generated(generated_pages::GeneratedPage::Home) => self.home_page()?,
            Route::Generated(generated_pages::GeneratedPage::Studies(page)) => self.studies_page(*page),
            Route::Study(id) => self.study_page(*id)?,
            Route::Generated(generated_pages::GeneratedPage::Approaches) => self.approaches_page(),
            Route::Approach(number) => self.approach_page(*number)?,
            Route::Page(number) => self.authored_page(*number)?,
            Route::Generated(generated_pages::GeneratedPage::Resume) => self.resume_page(),
            Route::Generated(generated_pages::GeneratedPage::Standards) => self.standards_page(),
            Route::Generated(generated_pages::GeneratedPage::Standard(id)) => self.standard_page(*id),
            Route::Generated(generated_pages::GeneratedPage::Overview) => self.overview_page(),
            Route::Generated(generated_pages::GeneratedPage::Summary) => self.summary_page(),
            Route::Generated(generated_pages::GeneratedPage::Pack(number)) => self.pack_page(number.0),
            Route::Generated(generated_pages::GeneratedPage::Search) => self.search_page(),
            Route::Generated(generated_pages::GeneratedPage::Interview) => self.interview_page(),
            Route::Generated(generated_pages::GeneratedPage::Consent) => self.consent_page(),
            Route::Generated(generated_pages::GeneratedPage::Levels) => self.levels_page(),
            Route::Generated(generated_pages::GeneratedPage::Pitfalls) => self.pitfalls_page(),
            Route::Generated(generated_pages::GeneratedPage::Tags) => self.tags_page(),
            Route::Generated(generated_pages::GeneratedPage::Tag(number, page)) => {
                self.tag_page(number.0, *page)
            }
            Route::Redirect { from, to, title } => self.redirect_page(from, to, title),
            _ => self.not_found_page(),
        };
        let root = self.root_prefix(&subject.path);
        let values =
            values.with_serialized("page", &self.page_context(subject)).with_serialized("root", &root);
        self.engine().render_page(template, &values)
    }

    fn home_page(&self) -> Result<(&'static str, PageMeta, Values), Diagnostic> {
        let portfolio = self.portfolio;
        let home = portfolio.home.as_ref();
        let prose = home.map(|page| self.prose_context(page)).transpose()?;
        let general = portfolio.testimonials.iter().filter(|testimonial| testimonial.about.is_empty());
        let testimonials: Vec<_> = general.map(|testimonial| self.testimonial_context(testimonial)).collect();
        let values = Values::default()
            .with_serialized("prose", &prose)
            .with("featured", self.study_cards(&self.featured_or_newest()))
            .with_serialized("approaches", &self.approach_cards())
            .with_serialized("testimonials", &testimonials)
            .with_serialized("study_count", &portfolio.studies.len());
        let subject = PageMeta {
            kind: "home",
            title: portfolio.settings.title.clone(),
            description: home
                .and_then(|page| page.summary.clone())
                .or_else(|| portfolio.profile.headline.clone()),
            path: String::new(),
            section: String::new(),
            sample: home.is_some_and(|page| page.head.sample),
            draft: home.and_then(|page| page.head.draft_reason.clone()),
            breadcrumbs: Vec::new(),
            dates: None,
        };
        Ok(("home.html", subject, values))
    }

    /// Metadata of a generated page: it has no author, so it has no date and is no sample content.
    fn generated_page_meta(&self, kind: &'static str, title: &str, path: &str, section: &str) -> PageMeta {
        PageMeta {
            kind,
            title: title.to_owned(),
            description: meta_description(kind, title, &self.portfolio.profile.name),
            path: path.to_owned(),
            section: section.to_owned(),
            sample: false,
            draft: None,
            breadcrumbs: Vec::new(),
            dates: None,
        }
    }

    fn studies_page(&self, page: usize) -> (&'static str, PageMeta, Values) {
        let all: Vec<StudyId> = (0..self.portfolio.studies.len()).map(StudyId).collect();
        let (cards, pager) = self.paginate_cards(&all, STUDIES.1, page);
        let values = Values::default()
            .with("studies", cards)
            .with_serialized("pager", &pager)
            .with_serialized("themes", &self.tag_contexts());
        let subject = self.generated_page_meta(
            "studies",
            &numbered_title(STUDIES.0, page),
            &list_path(STUDIES.1, page),
            STUDIES.1,
        );
        ("studies.html", subject, values)
    }

    fn study_page(&self, id: StudyId) -> Result<(&'static str, PageMeta, Values), Diagnostic> {
        let study = self.portfolio.study(id);
        let body = self.render_body(&study.head, &study.body, None)?;
        let values = Values::default()
            .with_serialized("study", &self.study_context(id, body))
            .with_serialized("comments", &self.comment_contexts(&study.head.source))
            .with("related", self.study_cards(&self.related_studies(id)));
        let subject = article_meta("study", &study.head, Some(study.summary.clone()), STUDIES);
        Ok(("study.html", subject, values))
    }

    fn approaches_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("approaches", &self.approach_cards());
        (
            "approaches.html",
            self.generated_page_meta("approaches", APPROACHES.0, APPROACHES.1, APPROACHES.1),
            values,
        )
    }

    fn approach_page(&self, number: usize) -> Result<(&'static str, PageMeta, Values), Diagnostic> {
        let approach = &self.portfolio.approaches[number];
        let values = Values::default()
            .with_serialized("approach", &self.approach_context(approach)?)
            .with_serialized("comments", &self.comment_contexts(&approach.head.source))
            .with("studies", self.study_cards(&approach.studies));
        let summary = approach.summary.clone().or_else(|| approach.body.outline.excerpt.clone());
        Ok(("approach.html", article_meta("approach", &approach.head, summary, APPROACHES), values))
    }

    fn authored_page(&self, number: usize) -> Result<(&'static str, PageMeta, Values), Diagnostic> {
        let page = &self.portfolio.pages[number];
        let values = Values::default()
            .with_serialized("prose", &self.prose_context(page)?)
            .with_serialized("comments", &self.comment_contexts(&page.head.source));
        let subject = PageMeta {
            kind: "page",
            title: page.head.title.clone(),
            description: page.summary.clone().or_else(|| page.body.outline.excerpt.clone()),
            path: page.head.path.clone(),
            section: page.head.path.clone(),
            sample: page.head.sample,
            draft: page.head.draft_reason.clone(),
            breadcrumbs: Vec::new(),
            dates: Some((page.head.date, page.head.updated)),
        };
        Ok(("page.html", subject, values))
    }

    fn resume_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("resume", &self.resume_context());
        ("resume.html", self.generated_page_meta("resume", "Résumé", "resume/", "resume/"), values)
    }

    fn standards_page(&self) -> (&'static str, PageMeta, Values) {
        let listed = self.portfolio.frameworks.iter().enumerate().filter(|(_, framework)| framework.listed);
        let frameworks: Vec<_> =
            listed.map(|(index, framework)| self.matrix_context(index, framework)).collect();
        let values = Values::default().with_serialized("frameworks", &frameworks);
        (
            "standards.html",
            self.generated_page_meta("standards", STANDARDS.0, STANDARDS.1, STANDARDS.1),
            values,
        )
    }

    /// A framework without its standards, matrix and years.
    pub(super) fn framework_context(&self, number: usize, framework: &Framework) -> FrameworkContext {
        let name_of = |id: &String| {
            let successor = self.portfolio.frameworks.iter().find(|other| other.id == *id);
            successor.map_or_else(|| id.clone(), |other| other.short.clone())
        };
        let superseded = (framework.status == FrameworkStatus::Superseded)
            .then(|| framework.superseded_by.as_ref().map_or_else(|| "a later edition".to_owned(), name_of));
        FrameworkContext {
            id: framework.id.clone(),
            name: framework.name.clone(),
            short: framework.short.clone(),
            publisher: framework.publisher.clone(),
            year: framework.year.map(|year| year.to_string()),
            source_url: framework.source_url.clone(),
            licence_note: framework.licence_note.clone(),
            superseded,
            status_note: framework.status_note.clone(),
            unit: framework.unit.clone(),
            year_note: framework.year_note.clone(),
            country: framework.country.clone(),
            titles_official: framework.titles_official,
            primary: number == 0,
            standards: Vec::new(),
            columns: Vec::new(),
            others: 0,
            years: None,
            program: None,
        }
    }

    /// A standard without the cells of its framework's matrix.
    pub(super) fn standard_context(&self, id: StandardId) -> StandardContext {
        let (framework, standard) = self.portfolio.standard(id);
        let evidence = standard
            .cited_by
            .iter()
            .map(|(study, claim)| self.portfolio.study(*study).standards[*claim].evidence.len());
        let qualified = format!("{}/{}", framework.id, standard.id);
        let crosswalk =
            framework.crosswalk.iter().filter(|line| line.from == standard.id || line.from == qualified);
        StandardContext {
            number: standard.id.clone(),
            title: standard.title.clone(),
            group: standard.group.clone(),
            path: self.href(&standard.path),
            studies: standard.cited_by.len(),
            evidence: evidence.sum(),
            crosswalk: crosswalk.map(|line| self.crosswalk_text(line)).collect(),
            cells: Vec::new(),
            need: self.requirement_context(id),
        }
    }

    fn crosswalk_text(&self, line: &crate::model::framework::Crosswalk) -> String {
        let mut text = line.to.clone();
        for remark in [&line.note, &line.by].into_iter().flatten() {
            text = format!("{text}, {remark}");
        }
        text
    }

    fn standard_page(&self, id: StandardId) -> (&'static str, PageMeta, Values) {
        let (framework, standard) = self.portfolio.standard(id);
        let uses = standard.cited_by.iter().map(|(study, claim)| {
            let study = self.portfolio.study(*study);
            let claim = &study.standards[*claim];
            StandardUse {
                title: study.head.title.clone(),
                path: self.href(&study.head.path),
                status: text::label(study.status.id(), study.status.label()),
                verdict: study.verdict.map(|verdict| text::label(verdict.id(), verdict.label())),
                why: claim.why.clone(),
                evidence: self.evidence_contexts(study, claim),
            }
        });
        let neighbour = |index: Option<usize>| {
            let standard = framework.standards.get(index?)?;
            let title = format!("{} {}", standard.id, standard.title);
            Some(Link { title, path: self.href(&standard.path) })
        };
        let values = Values::default()
            .with_serialized("framework", &self.framework_context(id.0, framework))
            .with_serialized("standard", &self.standard_context(id))
            .with_serialized("uses", &uses.collect::<Vec<_>>())
            .with_serialized("previous", &neighbour(id.1.checked_sub(1)))
            .with_serialized("next", &neighbour(Some(id.1 + 1)));
        let title = format!("{} {}: {}", framework.short, standard.id, standard.title);
        let subject = PageMeta {
            breadcrumbs: to_breadcrumbs(&[STANDARDS]),
            ..self.generated_page_meta("standard", &title, &standard.path, STANDARDS.1)
        };
        ("standard.html", subject, values)
    }

    fn overview_page(&self) -> (&'static str, PageMeta, Values) {
        let generated = self.portfolio.generated_pages();
        let link = |exists: bool, (title, path): (&str, &str)| {
            exists.then(|| Link { title: title.to_owned(), path: self.href(path) })
        };
        let more = [
            link(true, SUMMARY),
            link(generated.has_level_changes, LEVELS),
            link(generated.has_pitfalls, PITFALLS),
            link(generated.owner_only, INTERVIEW),
            link(generated.owner_only, CONSENT),
        ];
        let more: Vec<Link> = more.into_iter().flatten().collect();
        let values = Values::default()
            .with_serialized("timeline", &self.timeline_chart())
            .with_serialized("groups", &self.level_groups())
            .with_serialized("more", &more);
        ("overview.html", self.generated_page_meta("overview", OVERVIEW.0, OVERVIEW.1, OVERVIEW.1), values)
    }

    fn summary_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("summary", &self.summary_context());
        ("summary.html", self.generated_page_meta("summary", SUMMARY.0, SUMMARY.1, OVERVIEW.1), values)
    }

    fn pack_page(&self, number: usize) -> (&'static str, PageMeta, Values) {
        let pack = &self.portfolio.packs[number];
        let values = Values::default().with_serialized("pack", &self.pack_context(pack));
        let subject = self.generated_page_meta("pack", &pack.title, &pack.path, "");
        ("pack.html", PageMeta { sample: pack.sample, description: pack.intro.clone(), ..subject }, values)
    }

    fn search_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("search", &self.search_context());
        ("search.html", self.generated_page_meta("search", SEARCH.0, SEARCH.1, SEARCH.1), values)
    }

    fn interview_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("cards", &self.interview_cards());
        let subject = self.generated_page_meta("interview", INTERVIEW.0, INTERVIEW.1, OVERVIEW.1);
        ("interview.html", PageMeta { breadcrumbs: to_breadcrumbs(&[OVERVIEW]), ..subject }, values)
    }

    fn consent_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("consents", &self.consent_context());
        let subject = self.generated_page_meta("consent", CONSENT.0, CONSENT.1, OVERVIEW.1);
        ("consent.html", PageMeta { breadcrumbs: to_breadcrumbs(&[OVERVIEW]), ..subject }, values)
    }

    fn levels_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("growth", &self.level_histories());
        let subject = self.generated_page_meta("levels", LEVELS.0, LEVELS.1, OVERVIEW.1);
        ("levels.html", PageMeta { breadcrumbs: to_breadcrumbs(&[OVERVIEW]), ..subject }, values)
    }

    fn pitfalls_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("ledger", &self.pitfall_ledger());
        let subject = self.generated_page_meta("pitfalls", PITFALLS.0, PITFALLS.1, OVERVIEW.1);
        ("pitfalls.html", PageMeta { breadcrumbs: to_breadcrumbs(&[OVERVIEW]), ..subject }, values)
    }

    fn tags_page(&self) -> (&'static str, PageMeta, Values) {
        let values = Values::default().with_serialized("themes", &self.tag_contexts());
        ("themes.html", self.generated_page_meta("themes", TAGS.0, TAGS.1, STUDIES.1), values)
    }

    fn tag_page(&self, number: usize, page: usize) -> (&'static str, PageMeta, Values) {
        let theme = &self.portfolio.tags[number];
        let (cards, pager) = self.paginate_cards(&theme.studies, &theme.path, page);
        let values = Values::default()
            .with_serialized("theme", &self.tag_context(theme))
            .with("studies", cards)
            .with_serialized("pager", &pager);
        let title = numbered_title(&theme.title, page);
        let subject = self.generated_page_meta("theme", &title, &list_path(&theme.path, page), STUDIES.1);
        ("theme.html", PageMeta { breadcrumbs: to_breadcrumbs(&[TAGS]), ..subject }, values)
    }

    fn not_found_page(&self) -> (&'static str, PageMeta, Values) {
        (
            "missing.html",
            self.generated_page_meta("missing", "Page not found", "404.html", ""),
            Values::default(),
        )
    }

    fn redirect_page(&self, from: &str, to: &str, title: &str) -> (&'static str, PageMeta, Values) {
        let target = Link { title: title.to_owned(), path: self.href(to) };
        let values = Values::default()
            .with_serialized("target", &target)
            .with_serialized("target_url", &self.absolute_url(to));
        ("redirect.html", self.generated_page_meta("redirect", title, from, ""), values)
    }

    /// The study cards of one page of a list, with the links to the pages before and after it. `page` counts from 1.
    fn paginate_cards(&self, all: &[StudyId], path: &str, page: usize) -> (Value, PagerContext) {
        let of = page_count(all.len());
        let start = (page - 1) * ENTRIES_PER_PAGE;
        let ids = &all[start..all.len().min(start + ENTRIES_PER_PAGE)];
        let link = |title: &str, page: usize| {
            (1..=of)
                .contains(&page)
                .then(|| Link { title: title.to_owned(), path: self.href(&list_path(path, page)) })
        };
        let pager = PagerContext {
            number: page,
            of,
            total: all.len(),
            newer: link("Newer", page - 1),
            older: link("Older", page + 1),
        };
        (self.study_cards(ids), pager)
    }
}

/// Metadata of a page that the author wrote, with its list as breadcrumb and section.
fn article_meta(
    kind: &'static str,
    head: &PageHead,
    description: Option<String>,
    list: (&str, &str),
) -> PageMeta {
    PageMeta {
        kind,
        title: head.title.clone(),
        description,
        path: head.path.clone(),
        section: list.1.to_owned(),
        sample: head.sample,
        draft: head.draft_reason.clone(),
        breadcrumbs: to_breadcrumbs(&[list]),
        dates: Some((head.date, head.updated)),
    }
}

/// The meta description of a generated page; `None` for kinds that search engines are not meant to show.
fn meta_description(kind: &str, title: &str, owner: &str) -> Option<String> {
    Some(match kind {
        "studies" => {
            format!("Work that {owner} handed over: who led it, how much they decided, what came of it.")
        }
        "approaches" => format!("How {owner} works, and what goes wrong with it."),
        "resume" => format!("Posts, degrees and learning of {owner}."),
        "standards" => format!("What the work of {owner} shows for each standard, gaps included."),
        "standard" => format!("What the work of {owner} shows for {title}."),
        "overview" => format!("When the work of {owner} went on, who led it, and how much they decided."),
        "levels" => format!("How {owner} handed more over, or took decisions back, and why."),
        "pitfalls" => format!("What got in the way of the work of {owner}, and what was done about it."),
        "summary" => format!("The portfolio of {owner} on one page."),
        "search" => format!("Search the portfolio of {owner}."),
        "themes" => format!("Themes of the work of {owner}."),
        "theme" => format!("Work of {owner} on {title}."),
        _ => return None,
    })
}

/// The title of a page of a list: "Case studies, page 2".
fn numbered_title(title: &str, page: usize) -> String {
    if page == 1 { title.to_owned() } else { format!("{title}, page {page}") }
}

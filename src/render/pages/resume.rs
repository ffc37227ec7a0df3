//! The résumé as a page and in the JSON Resume format.

use crate::model::case_study::CaseStudy;
use crate::model::generated_pages::GeneratedPage;
use crate::model::ids::{PositionId, StudyId};
use crate::model::resume::{Credential, Education, Learning, Position, Service};
use crate::model::units::Unit;
use crate::render::context::resume::{
    CredentialContext, EducationContext, PositionContext, PositionStudy, ResumeContext, ResumeEntry,
    ServiceContext, SkillContext,
};
use crate::render::page::HtmlPage;
use crate::render::renderer::Renderer;
use crate::theme::TemplateValues;

/// Maximum number of case studies below a position: a panel reads two pages.
const MAX_POSITION_STUDIES: usize = 6;

impl Renderer<'_> {
    /// The context of the résumé page.
    pub(crate) fn resume_context(&self) -> ResumeContext {
        let resume = &self.portfolio.resume;
        let general = self.portfolio.testimonials.iter().filter(|testimonial| testimonial.about.is_empty());
        ResumeContext {
            positions: resume
                .positions
                .iter()
                .enumerate()
                .map(|(index, position)| self.position_context(index, position))
                .collect(),
            education: resume.education.iter().map(|education| self.education_context(education)).collect(),
            credentials: resume
                .credentials
                .iter()
                .map(|credential| self.credential_context(credential))
                .collect(),
            learning: resume.learning.iter().map(|learning| self.learning_entry(learning)).collect(),
            awards: resume
                .awards
                .iter()
                .map(|award| ResumeEntry {
                    title: award.title.clone(),
                    by: award.awarder.clone(),
                    date: award.date.map(|date| self.date(date)),
                    note: None,
                    summary: award.summary.clone(),
                    url: None,
                })
                .collect(),
            publications: resume
                .publications
                .iter()
                .map(|publication| ResumeEntry {
                    title: publication.name.clone(),
                    by: publication.publisher.clone(),
                    date: publication.release_date.map(|date| self.date(date)),
                    note: None,
                    summary: publication.summary.clone(),
                    url: publication.url.clone(),
                })
                .collect(),
            skills: resume
                .skills
                .iter()
                .map(|skill| SkillContext { name: skill.name.clone(), keywords: skill.keywords.clone() })
                .collect(),
            service: resume.service.iter().map(|service| self.service_context(service)).collect(),
            languages: resume
                .languages
                .iter()
                .map(|(name, fluency)| match fluency {
                    Some(fluency) => format!("{name} ({fluency})"),
                    None => name.clone(),
                })
                .collect(),
            testimonials: general.map(|testimonial| self.testimonial_context(testimonial)).collect(),
            json: self.href(GeneratedPage::ResumeJson.path()),
        }
    }

    fn position_context(&self, number: usize, position: &Position) -> PositionContext {
        let roll = position
            .roll
            .map(|count| self.text_with("on-roll", [("number", self.number(f64::from(count)).into())]));
        let of_position = |id: &StudyId| self.portfolio.study(*id).position == Some(PositionId(number));
        let mut studies: Vec<StudyId> = self.featured_first().filter(of_position).collect();
        let more = studies.len().saturating_sub(MAX_POSITION_STUDIES);
        studies.truncate(MAX_POSITION_STUDIES);
        PositionContext {
            title: position.title.clone(),
            organisation: position.organisation.clone(),
            anonymised: position.anonymised,
            period: self.period(position.start, position.end, true).unwrap_or_default(),
            setting: [position.phase.clone(), roll, position.context.clone()].into_iter().flatten().collect(),
            summary: position.summary.clone(),
            highlights: position.highlights.clone(),
            studies: studies.iter().map(|id| self.position_study(self.portfolio.study(*id))).collect(),
            more,
        }
    }

    fn position_study(&self, study: &CaseStudy) -> PositionStudy {
        let outcome = study.primary_outcome();
        let result = outcome.and_then(|outcome| self.summary_line(outcome));
        PositionStudy {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            status: self.label(study.status),
            verdict: study.verdict.map(|verdict| self.label(verdict)),
            metric: result.as_ref().and(outcome).map(|outcome| outcome.title.clone()),
            result,
        }
    }

    fn service_context(&self, service: &Service) -> ServiceContext {
        ServiceContext {
            role: service.role.clone(),
            organisation: service.organisation.clone(),
            period: self.period(service.start, service.end, true),
            summary: service.summary.clone(),
            url: service.url.clone(),
        }
    }

    fn credential_context(&self, credential: &Credential) -> CredentialContext {
        CredentialContext {
            name: credential.name.clone(),
            issuer: credential.issuer.clone(),
            date: credential.date.map(|date| self.date(date)),
            expires: credential.expires.map(|date| self.date(date)),
            expired: credential.expires.is_some_and(|date| date.last_day() < self.state.today),
        }
    }

    pub(crate) fn resume_page(&self) -> HtmlPage {
        let values = TemplateValues::default().with_serialized("resume", &self.resume_context());
        let description = self.text_about_owner("about-resume");
        let meta = self.generated_meta(GeneratedPage::Resume, Some(description));
        HtmlPage { meta, values }
    }

    fn education_context(&self, education: &Education) -> EducationContext {
        let award: Vec<&str> =
            [&education.award, &education.area].into_iter().flatten().map(String::as_str).collect();
        EducationContext {
            institution: education.institution.clone(),
            award: (!award.is_empty()).then(|| award.join(&self.text("list-separator"))),
            period: self.period(education.start, education.end, false),
        }
    }

    fn learning_entry(&self, learning: &Learning) -> ResumeEntry {
        let hours = learning.hours.map(|hours| self.figure(&Unit::Hours, hours));
        ResumeEntry {
            title: learning.name.clone(),
            by: learning.provider.clone(),
            date: learning.date.map(|date| self.date(date)),
            note: hours,
            summary: learning.summary.clone(),
            url: learning.url.clone(),
        }
    }
}

//! Template contexts of a case study and its parts.

use crate::content::enums::{ComparisonKind, DelegationLevel, PersonKind, ShowAs, WorkStatus};
use crate::model::case_study::{Artifact, CaseStudy, Evidence, StandardClaim};
use crate::model::delegation::{Decision, SharedRecord, Support};
use crate::model::file::PublishedFile;
use crate::model::ids::{PersonId, PositionId, StudyId};
use crate::model::outcome::{Measure, Outcome};
use crate::model::person::Testimonial;
use crate::model::tag::Tag;
use crate::model::units;
use crate::privacy::consent::lower_first;
use crate::render::context::case_study::{
    CheckContext, CheckInContext, CommunicationContext, DecisionContext, DelegationContext, EventContext,
    InitiatedContext, LogicContext, LogicStepContext, PitfallContext, StudyCard, StudyContext,
    SupportContext,
};
use crate::render::context::evidence::{
    ArtifactContext, EvidenceContext, StandardClaimContext, TestimonialContext,
};
use crate::render::context::outcome::{
    ComparisonContext, MeasureContext, OutcomeContext, QuoteContext, SourceContext,
};
use crate::render::context::shared::{Label, LevelContext, Link, PersonContext, PictureContext};
use crate::render::renderer::Renderer;
use crate::render::{chart, text};

impl Renderer<'_> {
    /// The card of a case study for lists.
    pub(crate) fn study_card(&self, study: &CaseStudy) -> StudyCard {
        StudyCard {
            title: study.head.title.clone(),
            path: self.href(&study.head.path),
            summary: study.summary.clone(),
            status: text::label(study.status.id(), study.status.label()),
            verdict: study.verdict.map(|verdict| text::label(verdict.id(), verdict.label())),
            period: self.period_text(study),
            led_by: self.join_names(&study.led_by),
            level: level_context(study.delegation.level),
            result: study.primary_outcome().and_then(Outcome::summary_line),
            lesson: study.lesson.clone(),
            themes: study.tags.iter().filter_map(|tag| self.tag_link(tag)).collect(),
            reading_minutes: study.body.outline.reading_minutes(),
            sample: study.head.sample,
        }
    }

    /// Names in one line: "Nadia, grade 7 science teacher and grade 8 humanities teacher". A role begins with a small
    /// letter except at the start of the line.
    pub(crate) fn join_names(&self, people: &[PersonId]) -> String {
        let name = |(index, id): (usize, &PersonId)| {
            let shown = &self.portfolio.person(*id).identity;
            let is_role = shown.show_as == ShowAs::Role;
            if index > 0 && is_role { lower_first(&shown.label) } else { shown.label.clone() }
        };
        text::join_list(&people.iter().enumerate().map(name).collect::<Vec<_>>())
    }

    pub(crate) fn period_text(&self, study: &CaseStudy) -> String {
        let ongoing = matches!(study.status, WorkStatus::Ongoing);
        let period = text::period(Some(study.start), study.end, ongoing).unwrap_or_default();
        if study.status == WorkStatus::Proposed { format!("planned from {period}") } else { period }
    }

    fn tag_link(&self, tag: &Tag) -> Option<Link> {
        let theme = self.portfolio.tag_page(tag)?;
        Some(Link { title: theme.title.clone(), path: self.href(&theme.path) })
    }

    /// A person as their consent allows: hidden people lose kind and group size.
    pub(crate) fn person_context(&self, id: PersonId) -> PersonContext {
        let person = self.portfolio.person(id);
        let hidden = person.identity.show_as == ShowAs::Hidden;
        PersonContext {
            label: person.identity.label.clone(),
            role: person.identity.role.clone(),
            kind: (!hidden).then(|| person.kind.id()),
            owner: person.kind == PersonKind::Owner,
            size: person.size.filter(|_| !hidden),
        }
    }

    fn people_contexts(&self, ids: &[PersonId]) -> Vec<PersonContext> {
        ids.iter().map(|id| self.person_context(*id)).collect()
    }

    /// The context of a case study's own page; `body` is its rendered story.
    pub(crate) fn study_context(&self, id: StudyId, body: String) -> StudyContext {
        let study = self.portfolio.study(id);
        let neighbour = |index: Option<usize>| {
            let study = self.portfolio.studies.get(index?)?;
            Some(Link { title: study.head.title.clone(), path: self.href(&study.head.path) })
        };
        let approaches = study.approaches.iter().map(|index| {
            let head = &self.portfolio.approaches[index.0].head;
            Link { title: head.title.clone(), path: self.href(&head.path) }
        });
        let testimonials =
            self.portfolio.testimonials.iter().filter(|testimonial| testimonial.about.contains(&id));
        StudyContext {
            card: self.study_card(study),
            status_reason: study.status_reason.clone(),
            updated: study.head.updated.map(text::date),
            date: study.head.date.map(text::date),
            problem: study.problem.clone(),
            approaches: approaches.collect(),
            position: study.position.map(|PositionId(index)| self.position_title(index)),
            start: text::date(study.start),
            end: study.end.map(text::date),
            duration: study.end.and_then(|end| text::duration(study.start, end)),
            initiated_by: study.initiated_by.as_ref().map(|(kind, people)| InitiatedContext {
                kind: kind.map(|kind| text::label(kind.id(), kind.label())),
                people: self.people_contexts(people),
            }),
            led_by: self.people_contexts(&study.led_by),
            accountable: self.person_context(study.accountable),
            accountable_note: study.accountable_note.clone(),
            team: self.people_contexts(&study.team),
            consulted: self.people_contexts(&study.consulted),
            informed: self.people_contexts(&study.informed),
            raci: self.raci_rows(study),
            delegation: self.delegation_context(study),
            communication: self.communication_context(study),
            timeline: self.timeline_events(study),
            logic: logic_context(study),
            outcomes: study.outcomes.iter().map(|outcome| self.outcome_context(study, outcome)).collect(),
            pitfalls: study.pitfalls.iter().map(pitfall_context).collect(),
            standards: study
                .standards
                .iter()
                .map(|claim| self.standard_claim_context(study, claim))
                .collect(),
            artifacts: study.artifacts.iter().map(|artifact| self.artifact_context(artifact)).collect(),
            checked_with: study
                .checked_with
                .iter()
                .map(|check| CheckContext {
                    person: self.person_context(check.person),
                    date: check.date.map(text::date),
                    note: check.note.clone(),
                })
                .collect(),
            testimonials: testimonials.map(|testimonial| self.testimonial_context(testimonial)).collect(),
            words: study.body.outline.word_count,
            contents: crate::render::markdown_hooks::table_of_contents(
                &study.body.outline,
                study.body.outline.headings.len(),
            ),
            body,
            // Case studies are sorted from the newest to the oldest.
            previous: neighbour(Some(id.0 + 1)),
            next: neighbour(id.0.checked_sub(1)),
        }
    }

    fn position_title(&self, number: usize) -> String {
        let position = &self.portfolio.resume.positions[number];
        match &position.organisation {
            Some(organisation) => format!("{}, {organisation}", position.title),
            None => position.title.clone(),
        }
    }

    fn delegation_context(&self, study: &CaseStudy) -> DelegationContext {
        let handover = &study.delegation;
        DelegationContext {
            level: level_context(handover.level),
            joined: handover.joined.map(|joined| text::label(joined.id(), joined.label())),
            history: super::overview::level_changes(study),
            authority: handover.authority.clone(),
            limits: handover.limits.clone(),
            retained: handover.retained.clone(),
            decisions: self.decision_contexts(&handover.decisions),
            support: handover.support.iter().map(support_context).collect(),
            take_back: handover.take_back.clone(),
        }
    }

    /// Areas of decision, each with the people who decide.
    pub(crate) fn decision_contexts(&self, decisions: &[Decision]) -> Vec<DecisionContext> {
        let context = |decision: &Decision| DecisionContext {
            area: decision.area.clone(),
            decided_by: self.people_contexts(&decision.decided_by),
            level: decision.level.map(level_context),
            limit: decision.limit.clone(),
        };
        decisions.iter().map(context).collect()
    }

    fn communication_context(&self, study: &CaseStudy) -> CommunicationContext {
        let talk = &study.communication;
        let (record, record_anchor) = match &talk.record {
            Some(SharedRecord::Text(words)) => (Some(words.clone()), None),
            Some(SharedRecord::Artifact(number)) => {
                let artifact = &study.artifacts[number.0];
                (Some(artifact.title.clone()), Some(artifact_anchor(artifact)))
            }
            None => (None, None),
        };
        let check_ins: Vec<CheckInContext> = talk
            .check_ins
            .iter()
            .map(|check_in| CheckInContext {
                with: self.people_contexts(&check_in.with),
                cadence: check_in.cadence.map(|cadence| text::label(cadence.id(), cadence.label())),
                minutes: check_in.minutes,
                purpose: check_in.purpose.clone(),
            })
            .collect();
        CommunicationContext {
            any: !talk.channels.is_empty()
                || !check_ins.is_empty()
                || talk.escalation.is_some()
                || record.is_some(),
            channels: talk.channels.clone(),
            check_ins,
            escalation: talk.escalation.clone(),
            record,
            record_anchor,
        }
    }

    /// Events between the start and the end of the work, both included; empty when the author listed no events.
    pub(crate) fn timeline_events(&self, study: &CaseStudy) -> Vec<EventContext> {
        if study.timeline.is_empty() {
            return Vec::new();
        }
        let edge = |date, id, event: &str| EventContext {
            date: Some(text::date(date)),
            kind: text::label(id, id),
            event: event.to_owned(),
        };
        let mut events = vec![edge(study.start, "start", "Work began")];
        events.extend(study.timeline.iter().map(|event| EventContext {
            date: event.date.map(text::date),
            kind: text::label(event.kind.id(), event.kind.label()),
            event: event.event.clone(),
        }));
        if let Some(end) = study.end {
            let stopped = study.status == WorkStatus::Stopped;
            events.push(edge(end, "end", if stopped { "Work stopped" } else { "Work ended" }));
        }
        events
    }

    /// An outcome with its charts.
    pub(crate) fn outcome_context(&self, study: &CaseStudy, outcome: &Outcome) -> OutcomeContext {
        let show = |measure: &Option<Measure>| {
            measure.as_ref().map(|measure| self.measure_context(outcome, measure))
        };
        let (reached, reached_label) = outcome.target_status().key_and_label();
        let comparison =
            outcome.comparison.as_ref().filter(|comparison| comparison.kind != ComparisonKind::None);
        OutcomeContext {
            id: outcome.id.clone(),
            anchor: outcome_anchor(outcome),
            kind: text::label(outcome.kind.id(), outcome.kind.label()),
            primary: outcome.primary,
            title: outcome.title.clone(),
            population: outcome.population.clone(),
            direction: outcome.direction.map(|direction| text::label(direction.id(), direction.label())),
            baseline: show(&outcome.baseline),
            baseline_note: outcome.baseline_note.clone(),
            target: show(&outcome.target),
            result: show(&outcome.result),
            series: outcome.series.iter().map(|point| self.measure_context(outcome, point)).collect(),
            change: outcome.describe_change(),
            reached: text::label(reached, reached_label),
            comparison: comparison.map(|comparison| ComparisonContext {
                kind: text::label(comparison.kind.id(), comparison.kind.label()),
                label: comparison.label.clone(),
                baseline: comparison.baseline.map(|value| outcome.unit.format(value)),
                result: comparison.result.map(|value| outcome.unit.format(value)),
            }),
            source: outcome.source.as_ref().map(|source| SourceContext {
                name: source.name.clone(),
                kind: source.kind.map(|kind| text::label(kind.id(), kind.label())),
                collected_by: source
                    .collected_by
                    .map(|collector| text::label(collector.id(), collector.label())),
                url: source.url.clone(),
                anchor: source.artifact.map(|index| artifact_anchor(&study.artifacts[index.0])),
            }),
            claim: text::label(outcome.claim.id(), outcome.claim.label()),
            contribution: outcome.contribution.clone(),
            evaluation_level: outcome.evaluation_level.map(|level| level.label().to_owned()),
            unintended: outcome.unintended,
            caveats: outcome.caveats.clone(),
            method: outcome.method.clone(),
            selection: outcome.selection.map(|selection| text::label(selection.id(), selection.label())),
            date: outcome.date.map(text::date),
            quote: outcome.quote.as_ref().map(|(text, speaker)| QuoteContext {
                text: text.clone(),
                speaker: speaker.map(|id| self.person_context(id)),
            }),
            chart: chart::outcome_chart(outcome),
            series_chart: chart::series_chart(outcome),
        }
    }

    fn measure_context(&self, outcome: &Outcome, measure: &Measure) -> MeasureContext {
        MeasureContext {
            value: outcome.unit.format(measure.value),
            date: measure.date.map(text::date),
            n: measure.n,
            note: measure.note.clone(),
        }
    }

    fn standard_claim_context(&self, study: &CaseStudy, claim: &StandardClaim) -> StandardClaimContext {
        let (framework, standard) = self.portfolio.standard(claim.standard);
        StandardClaimContext {
            framework: framework.short.clone(),
            number: standard.id.clone(),
            title: standard.title.clone(),
            path: self.href(&standard.path),
            why: claim.why.clone(),
            evidence: self.evidence_contexts(study, claim),
        }
    }

    /// The evidence for a standard, as links to its elements on the case study's page.
    pub(crate) fn evidence_contexts(&self, study: &CaseStudy, claim: &StandardClaim) -> Vec<EvidenceContext> {
        let page = self.href(&study.head.path);
        let context = |evidence: &Evidence| {
            let (kind, title, anchor) = match evidence {
                Evidence::Outcome(index) => {
                    let outcome = &study.outcomes[index.0];
                    ("outcome", outcome.title.clone(), outcome_anchor(outcome))
                }
                Evidence::Artifact(index) => {
                    let artifact = &study.artifacts[index.0];
                    ("artifact", artifact.title.clone(), artifact_anchor(artifact))
                }
            };
            EvidenceContext { kind, title, path: format!("{page}#{anchor}") }
        };
        claim.evidence.iter().map(context).collect()
    }

    /// An artifact with the paths of its published files.
    pub(crate) fn artifact_context(&self, artifact: &Artifact) -> ArtifactContext {
        let file = artifact.file.as_ref().and_then(|source| self.portfolio.files.get(source));
        let path_of = |name: &Option<String>| {
            let file = self.portfolio.files.get(name.as_ref()?)?;
            Some(self.href(&file.path))
        };
        ArtifactContext {
            id: artifact.id.clone(),
            anchor: artifact_anchor(artifact),
            kind: text::label(artifact.kind.id(), artifact.kind.label()),
            title: artifact.title.clone(),
            caption: artifact.caption.clone(),
            date: artifact.date.map(text::date),
            made_by: artifact.made_by.clone(),
            path: path_of(&artifact.file),
            href: artifact.href.clone(),
            file_note: file.map(file_note),
            picture: file
                .and_then(|file| self.picture_context(file, artifact.alt.clone().unwrap_or_default())),
            media_type: file.and_then(media_type),
            captions: path_of(&artifact.captions),
            transcript: path_of(&artifact.transcript),
            redaction: artifact.redaction.map(|redaction| text::label(redaction.id(), redaction.label())),
            contains: artifact
                .contains
                .iter()
                .map(|content| text::label(content.id(), content.label()))
                .collect(),
            faces: artifact.faces,
            people: self.people_contexts(&artifact.people),
            release: artifact.release.map(|release| text::label(release.id(), release.label())),
            permission: artifact.permission.map(|status| text::label(status.id(), status.label())),
            licence: artifact.licence.clone(),
        }
    }

    /// A picture with its size in CSS pixels; `None` when the file is no picture.
    pub(crate) fn picture_context(&self, file: &PublishedFile, alt: String) -> Option<PictureContext> {
        let picture = file.picture?;
        Some(PictureContext {
            path: self.href(&file.path),
            width: picture.width,
            height: picture.height,
            alt,
        })
    }

    pub(crate) fn testimonial_context(&self, testimonial: &Testimonial) -> TestimonialContext {
        TestimonialContext {
            id: testimonial.id.clone(),
            text: testimonial.text.clone(),
            from: self.person_context(testimonial.from),
            relation: testimonial.relation.clone(),
            date: testimonial.date.map(text::date),
            source: testimonial.source.map(|source| text::label(source.id(), source.label())),
        }
    }
}

fn outcome_anchor(outcome: &Outcome) -> String {
    format!("outcome-{}", outcome.id)
}

fn artifact_anchor(artifact: &Artifact) -> String {
    format!("artifact-{}", artifact.id)
}

/// A level of delegation with its number, name and meaning.
pub(crate) fn level_context(level: DelegationLevel) -> LevelContext {
    LevelContext { number: level.number(), name: level.name(), meaning: level.description() }
}

fn support_context(support: &Support) -> SupportContext {
    let amount = support.amount.map(|amount| match &support.unit {
        Some(unit) => format!("{} {unit}", units::format_number(amount)),
        None => units::format_number(amount),
    });
    SupportContext {
        kind: text::label(support.kind.id(), support.kind.label()),
        what: support.what.clone(),
        amount,
    }
}

fn pitfall_context(pitfall: &crate::model::case_study::Pitfall) -> PitfallContext {
    PitfallContext {
        kind: text::label(pitfall.kind.id(), pitfall.kind.label()),
        what: pitfall.what.clone(),
        mitigation: pitfall.mitigation.clone(),
        resolved: pitfall.resolved.map(|resolved| text::label(resolved.id(), resolved.label())),
        date: pitfall.date.map(text::date),
    }
}

fn logic_context(study: &CaseStudy) -> Option<LogicContext> {
    let steps: Vec<LogicStepContext> =
        study.logic.iter().map(|(name, items)| LogicStepContext { name, items: items.clone() }).collect();
    (!steps.is_empty()).then_some(LogicContext { steps })
}

/// Type and size of a file: "PDF, 24 kB".
fn file_note(file: &PublishedFile) -> String {
    let extension = file.path.rsplit_once('.').map_or("file", |(_, extension)| extension);
    format!("{}, {}", extension.to_uppercase(), text::file_size(file.blob.len()))
}

/// MIME type of a video or audio file, by its extension; `None` for any other.
fn media_type(file: &PublishedFile) -> Option<&'static str> {
    let extension = file.path.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match extension.as_str() {
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        _ => return None,
    })
}

/// The verdict of a case study, or without one its status; for summaries.
pub(crate) fn state_label(study: &CaseStudy) -> Label {
    match study.verdict {
        Some(verdict) => text::label(verdict.id(), verdict.label()),
        None => text::label(study.status.id(), study.status.label()),
    }
}

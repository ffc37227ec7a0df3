//! A case study as templates read it.

use super::chart;
use super::context::{
    ArtifactContext, CheckContext, CheckInContext, CommunicationContext, ComparisonContext, DecisionContext,
    DelegationContext, EventContext, EvidenceContext, InitiatedContext, Label, LevelContext, Link,
    LogicContext, LogicStepContext, MeasureContext, OutcomeContext, PersonContext, PictureContext,
    PitfallContext, QuoteContext, SourceContext, StandardClaimContext, StudyCard, StudyContext,
    SupportContext, TestimonialContext,
};
use super::site::Site;
use super::words;
use crate::content::vocabulary::{ComparisonKind, Level, PersonKind, ShowAs, Status};
use crate::portfolio::consent::lower_first;
use crate::portfolio::measure;
use crate::portfolio::model::{
    Artifact, CaseStudy, Decision, Evidence, Measure, Outcome, PersonId, PublishedFile, Record,
    StandardClaim, StudyId, Support, Tag, Testimonial,
};

impl Site<'_> {
    /// A case study as lists show it.
    pub(super) fn card(&self, study: &CaseStudy) -> StudyCard {
        StudyCard {
            title: study.head.title.clone(),
            path: self.shown(&study.head.path),
            summary: study.summary.clone(),
            status: words::label(study.status.id(), study.status.label()),
            verdict: study.verdict.map(|it| words::label(it.id(), it.label())),
            period: self.period_of(study),
            led_by: self.names_of(&study.led_by),
            level: level(study.delegation.level),
            result: study.primary_outcome().and_then(Outcome::in_a_line),
            lesson: study.lesson.clone(),
            themes: study.tags.iter().filter_map(|it| self.theme_link(it)).collect(),
            reading_minutes: study.body.outline.reading_minutes(),
            sample: study.head.sample,
        }
    }

    /// "Nadia, grade 7 science teacher and grade 8 humanities teacher": a role within a line begins small.
    pub(super) fn names_of(&self, people: &[PersonId]) -> String {
        let name = |(at, id): (usize, &PersonId)| {
            let shown = &self.portfolio.person(*id).shown;
            let is_role = shown.show_as == ShowAs::Role;
            if at > 0 && is_role { lower_first(&shown.label) } else { shown.label.clone() }
        };
        words::listed(&people.iter().enumerate().map(name).collect::<Vec<_>>())
    }

    pub(super) fn period_of(&self, study: &CaseStudy) -> String {
        let ongoing = matches!(study.status, Status::Ongoing);
        let period = words::period(Some(study.start), study.end, ongoing).unwrap_or_default();
        if study.status == Status::Proposed { format!("planned from {period}") } else { period }
    }

    fn theme_link(&self, tag: &Tag) -> Option<Link> {
        let theme = self.portfolio.theme(tag)?;
        Some(Link { title: theme.title.clone(), path: self.shown(&theme.path) })
    }

    /// A person, shown as agreed.
    pub(super) fn person(&self, id: PersonId) -> PersonContext {
        let person = self.portfolio.person(id);
        let hidden = person.shown.show_as == ShowAs::Hidden;
        PersonContext {
            label: person.shown.label.clone(),
            role: person.shown.role.clone(),
            kind: (!hidden).then(|| person.kind.id()),
            owner: person.kind == PersonKind::Owner,
            size: person.size.filter(|_| !hidden),
        }
    }

    fn people(&self, ids: &[PersonId]) -> Vec<PersonContext> {
        ids.iter().map(|it| self.person(*it)).collect()
    }

    /// A case study on its own page; `body` is its story as HTML.
    pub(super) fn study(&self, id: StudyId, body: String) -> StudyContext {
        let study = self.portfolio.study(id);
        let neighbour = |at: Option<usize>| {
            let study = self.portfolio.studies.get(at?)?;
            Some(Link { title: study.head.title.clone(), path: self.shown(&study.head.path) })
        };
        let approaches = study.approaches.iter().map(|it| {
            let head = &self.portfolio.approaches[*it].head;
            Link { title: head.title.clone(), path: self.shown(&head.path) }
        });
        let spoken = self.portfolio.testimonials.iter().filter(|it| it.about.contains(&id));
        StudyContext {
            card: self.card(study),
            status_reason: study.status_reason.clone(),
            updated: study.head.updated.map(words::date),
            date: study.head.date.map(words::date),
            problem: study.problem.clone(),
            approaches: approaches.collect(),
            position: study.position.map(|it| self.position_line(it)),
            start: words::date(study.start),
            end: study.end.map(words::date),
            duration: study.end.and_then(|it| words::duration(study.start, it)),
            initiated_by: study.initiated_by.as_ref().map(|(kind, people)| InitiatedContext {
                kind: kind.map(|it| words::label(it.id(), it.label())),
                people: self.people(people),
            }),
            led_by: self.people(&study.led_by),
            accountable: self.person(study.accountable),
            accountable_note: study.accountable_note.clone(),
            team: self.people(&study.team),
            consulted: self.people(&study.consulted),
            informed: self.people(&study.informed),
            raci: self.raci(study),
            delegation: self.delegation(study),
            communication: self.communication(study),
            timeline: self.timeline(study),
            logic: logic(study),
            outcomes: study.outcomes.iter().map(|it| self.outcome(study, it)).collect(),
            pitfalls: study.pitfalls.iter().map(pitfall).collect(),
            standards: study.standards.iter().map(|it| self.claim(study, it)).collect(),
            artifacts: study.artifacts.iter().map(|it| self.artifact(it)).collect(),
            checked_with: study
                .checked_with
                .iter()
                .map(|it| CheckContext {
                    person: self.person(it.person),
                    date: it.date.map(words::date),
                    note: it.note.clone(),
                })
                .collect(),
            testimonials: spoken.map(|it| self.testimonial(it)).collect(),
            words: study.body.outline.words,
            contents: super::prose::contents(&study.body.outline, study.body.outline.headings.len()),
            body,
            previous: neighbour(Some(id.0 + 1)),
            next: neighbour(id.0.checked_sub(1)),
        }
    }

    fn position_line(&self, number: usize) -> String {
        let position = &self.portfolio.resume.positions[number];
        match &position.organisation {
            Some(place) => format!("{}, {place}", position.title),
            None => position.title.clone(),
        }
    }

    fn delegation(&self, study: &CaseStudy) -> DelegationContext {
        let handover = &study.delegation;
        DelegationContext {
            level: level(handover.level),
            joined: handover.joined.map(|it| words::label(it.id(), it.label())),
            history: super::views::changes_of(study),
            authority: handover.authority.clone(),
            limits: handover.limits.clone(),
            retained: handover.retained.clone(),
            decisions: self.decisions(&handover.decisions),
            support: handover.support.iter().map(support).collect(),
            take_back: handover.take_back.clone(),
        }
    }

    /// Who decides what.
    pub(super) fn decisions(&self, decisions: &[Decision]) -> Vec<DecisionContext> {
        let one = |it: &Decision| DecisionContext {
            area: it.area.clone(),
            decided_by: self.people(&it.decided_by),
            level: it.level.map(level),
            limit: it.limit.clone(),
        };
        decisions.iter().map(one).collect()
    }

    fn communication(&self, study: &CaseStudy) -> CommunicationContext {
        let talk = &study.communication;
        let (record, record_anchor) = match &talk.record {
            Some(Record::Words(words)) => (Some(words.clone()), None),
            Some(Record::Artifact(number)) => {
                let artifact = &study.artifacts[*number];
                (Some(artifact.title.clone()), Some(artifact_anchor(artifact)))
            }
            None => (None, None),
        };
        let check_ins: Vec<CheckInContext> = talk
            .check_ins
            .iter()
            .map(|it| CheckInContext {
                with: self.people(&it.with),
                cadence: it.cadence.map(|it| words::label(it.id(), it.label())),
                minutes: it.minutes,
                purpose: it.purpose.clone(),
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

    /// What happened, with the start and the end of the work around it.
    pub(super) fn timeline(&self, study: &CaseStudy) -> Vec<EventContext> {
        if study.timeline.is_empty() {
            return Vec::new();
        }
        let edge = |date, id, event: &str| EventContext {
            date: Some(words::date(date)),
            kind: words::label(id, id),
            event: event.to_owned(),
        };
        let mut events = vec![edge(study.start, "start", "Work began")];
        events.extend(study.timeline.iter().map(|it| EventContext {
            date: it.date.map(words::date),
            kind: words::label(it.kind.id(), it.kind.label()),
            event: it.event.clone(),
        }));
        if let Some(end) = study.end {
            let stopped = study.status == Status::Stopped;
            events.push(edge(end, "end", if stopped { "Work stopped" } else { "Work ended" }));
        }
        events
    }

    /// A result, with its drawing.
    pub(super) fn outcome(&self, study: &CaseStudy, outcome: &Outcome) -> OutcomeContext {
        let show = |it: &Option<Measure>| it.as_ref().map(|it| self.measure(outcome, it));
        let (reached, reached_words) = outcome.reached().words();
        OutcomeContext {
            id: outcome.id.clone(),
            anchor: outcome_anchor(outcome),
            kind: words::label(outcome.kind.id(), outcome.kind.label()),
            primary: outcome.primary,
            title: outcome.title.clone(),
            population: outcome.population.clone(),
            direction: outcome.direction.map(|it| words::label(it.id(), it.label())),
            baseline: show(&outcome.baseline),
            baseline_note: outcome.baseline_note.clone(),
            target: show(&outcome.target),
            result: show(&outcome.result),
            series: outcome.series.iter().map(|it| self.measure(outcome, it)).collect(),
            change: outcome.change(),
            reached: words::label(reached, reached_words),
            comparison: outcome.comparison.as_ref().filter(|it| it.kind != ComparisonKind::None).map(|it| {
                ComparisonContext {
                    kind: words::label(it.kind.id(), it.kind.label()),
                    label: it.label.clone(),
                    baseline: it.baseline.map(|it| outcome.unit.show(it)),
                    result: it.result.map(|it| outcome.unit.show(it)),
                }
            }),
            source: outcome.source.as_ref().map(|it| SourceContext {
                name: it.name.clone(),
                kind: it.kind.map(|it| words::label(it.id(), it.label())),
                collected_by: it.collected_by.map(|it| words::label(it.id(), it.label())),
                url: it.url.clone(),
                anchor: it.artifact.map(|it| artifact_anchor(&study.artifacts[it])),
            }),
            claim: words::label(outcome.claim.id(), outcome.claim.label()),
            contribution: outcome.contribution.clone(),
            evaluation_level: outcome.evaluation_level.map(|it| it.label().to_owned()),
            unintended: outcome.unintended,
            caveats: outcome.caveats.clone(),
            method: outcome.method.clone(),
            selection: outcome.selection.map(|it| words::label(it.id(), it.label())),
            date: outcome.date.map(words::date),
            quote: outcome.quote.as_ref().map(|(text, speaker)| QuoteContext {
                text: text.clone(),
                speaker: speaker.map(|it| self.person(it)),
            }),
            chart: chart::outcome(outcome),
            series_chart: chart::series(outcome),
        }
    }

    fn measure(&self, outcome: &Outcome, measure: &Measure) -> MeasureContext {
        MeasureContext {
            value: outcome.unit.show(measure.value),
            date: measure.date.map(words::date),
            n: measure.n,
            note: measure.note.clone(),
        }
    }

    fn claim(&self, study: &CaseStudy, claim: &StandardClaim) -> StandardClaimContext {
        let (framework, standard) = self.portfolio.standard(claim.standard);
        StandardClaimContext {
            framework: framework.short.clone(),
            number: standard.id.clone(),
            title: standard.title.clone(),
            path: self.shown(&standard.path),
            why: claim.why.clone(),
            evidence: self.evidence(study, claim),
        }
    }

    /// What shows that a standard is met, as links to it.
    pub(super) fn evidence(&self, study: &CaseStudy, claim: &StandardClaim) -> Vec<EvidenceContext> {
        let page = self.shown(&study.head.path);
        let one = |it: &Evidence| {
            let (kind, title, anchor) = match it {
                Evidence::Outcome(at) => {
                    let outcome = &study.outcomes[*at];
                    ("outcome", outcome.title.clone(), outcome_anchor(outcome))
                }
                Evidence::Artifact(at) => {
                    let artifact = &study.artifacts[*at];
                    ("artifact", artifact.title.clone(), artifact_anchor(artifact))
                }
            };
            EvidenceContext { kind, title, path: format!("{page}#{anchor}") }
        };
        claim.evidence.iter().map(one).collect()
    }

    /// A piece of proof.
    pub(super) fn artifact(&self, artifact: &Artifact) -> ArtifactContext {
        let file = artifact.file.as_ref().and_then(|it| self.portfolio.files.get(it));
        let path_of = |name: &Option<String>| {
            let file = self.portfolio.files.get(name.as_ref()?)?;
            Some(self.shown(&file.path))
        };
        ArtifactContext {
            id: artifact.id.clone(),
            anchor: artifact_anchor(artifact),
            kind: words::label(artifact.kind.id(), artifact.kind.label()),
            title: artifact.title.clone(),
            caption: artifact.caption.clone(),
            date: artifact.date.map(words::date),
            made_by: artifact.made_by.clone(),
            path: path_of(&artifact.file),
            href: artifact.href.clone(),
            file_note: file.map(file_note),
            picture: file.and_then(|it| self.picture(it, artifact.alt.clone().unwrap_or_default())),
            media_type: file.and_then(media_type),
            captions: path_of(&artifact.captions),
            transcript: path_of(&artifact.transcript),
            redaction: artifact.redaction.map(|it| words::label(it.id(), it.label())),
            contains: artifact.contains.iter().map(|it| words::label(it.id(), it.label())).collect(),
            faces: artifact.faces,
            people: self.people(&artifact.people),
            release: artifact.release.map(|it| words::label(it.id(), it.label())),
            permission: artifact.permission.map(|it| words::label(it.id(), it.label())),
            licence: artifact.licence.clone(),
        }
    }

    /// A picture with its size.
    pub(super) fn picture(&self, file: &PublishedFile, alt: String) -> Option<PictureContext> {
        let picture = file.picture?;
        Some(PictureContext {
            path: self.shown(&file.path),
            width: picture.width,
            height: picture.height,
            alt,
        })
    }

    /// What someone said.
    pub(super) fn testimonial(&self, testimonial: &Testimonial) -> TestimonialContext {
        TestimonialContext {
            id: testimonial.id.clone(),
            text: testimonial.text.clone(),
            from: self.person(testimonial.from),
            relation: testimonial.relation.clone(),
            date: testimonial.date.map(words::date),
            source: testimonial.source.map(|it| words::label(it.id(), it.label())),
        }
    }
}

fn outcome_anchor(outcome: &Outcome) -> String {
    format!("outcome-{}", outcome.id)
}

fn artifact_anchor(artifact: &Artifact) -> String {
    format!("artifact-{}", artifact.id)
}

/// A level with its words.
pub(super) fn level(level: Level) -> LevelContext {
    LevelContext { number: level.number(), name: level.name(), meaning: level.meaning() }
}

fn support(support: &Support) -> SupportContext {
    let amount = support.amount.map(|amount| match &support.unit {
        Some(unit) => format!("{} {unit}", measure::number(amount)),
        None => measure::number(amount),
    });
    SupportContext {
        kind: words::label(support.kind.id(), support.kind.label()),
        what: support.what.clone(),
        amount,
    }
}

fn pitfall(pitfall: &crate::portfolio::model::Pitfall) -> PitfallContext {
    PitfallContext {
        kind: words::label(pitfall.kind.id(), pitfall.kind.label()),
        what: pitfall.what.clone(),
        mitigation: pitfall.mitigation.clone(),
        resolved: pitfall.resolved.map(|it| words::label(it.id(), it.label())),
        date: pitfall.date.map(words::date),
    }
}

fn logic(study: &CaseStudy) -> Option<LogicContext> {
    let steps: Vec<LogicStepContext> =
        study.logic.iter().map(|(name, items)| LogicStepContext { name, items: items.clone() }).collect();
    (!steps.is_empty()).then_some(LogicContext { steps })
}

/// "PDF, 24 kB".
fn file_note(file: &PublishedFile) -> String {
    let extension = file.path.rsplit_once('.').map_or("file", |it| it.1);
    format!("{}, {}", extension.to_uppercase(), words::size(file.blob.len()))
}

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

/// How far a case study has come, for summaries: its verdict, or its status.
pub(super) fn state(study: &CaseStudy) -> Label {
    match study.verdict {
        Some(verdict) => words::label(verdict.id(), verdict.label()),
        None => words::label(study.status.id(), study.status.label()),
    }
}

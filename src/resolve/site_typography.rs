//! Sets the texts of everything but case studies, which are set as each is resolved: see [`super::typography`].

use super::typography::{Typesetter, typeset_head};
use crate::model::framework::{Crosswalk, Framework, Standard};
use crate::model::pack::{Pack, PackCase};
use crate::model::page::{Approach, ApproachPitfall, Comment, LiteratureReference, Page};
use crate::model::person::{DisplayIdentity, Person, Testimonial};
use crate::model::portfolio::Portfolio;
use crate::model::requirements::{ProgramReport, Requirement};
use crate::model::resume::{
    Award, Credential, Education, Learning, Position, Profile, Publication, Resume, Service, Skill,
};
use crate::model::settings::{Copyright, MenuItem, SiteSettings};

/// Sets the texts of a portfolio, in the language of its site or of each page.
pub(super) fn typeset_portfolio(portfolio: &mut Portfolio) {
    let language = portfolio.settings.language.clone();
    let set = Typesetter::for_language(&language);
    let Portfolio {
        settings,
        profile,
        resume,
        people,
        testimonials,
        frameworks,
        studies: _,
        approaches,
        pages,
        home,
        tags: _, // Case studies have set the titles of their tags.
        files: _,
        cut_pictures: _,
        printed_pages: _,
        links: _,
        excluded: _,
        invalid_studies: _,
        requirements,
        packs,
        comments,
        owner_only: _,
    } = portfolio;
    typeset_settings(settings, set);
    typeset_profile(profile, set);
    typeset_resume(resume, set);
    people.iter_mut().for_each(|person| typeset_person(person, set));
    for Testimonial { id: _, from: _, relation, date: _, about: _, text, source: _ } in testimonials {
        set.text(text);
        set.some([relation]);
    }
    frameworks.iter_mut().for_each(|framework| typeset_framework(framework, set));
    for approach in approaches {
        let set = Typesetter::for_page(&approach.head, &language);
        typeset_approach(approach, set);
    }
    for page in pages.iter_mut().chain(home) {
        let set = Typesetter::for_page(&page.head, &language);
        typeset_page(page, set);
    }
    if let Some(report) = requirements {
        typeset_requirements(report, set);
    }
    packs.iter_mut().for_each(|pack| typeset_pack(pack, set));
    for Comment { from: _, text, date: _, reply } in comments.values_mut().flatten() {
        set.text(text);
        set.some([reply]);
    }
}

fn typeset_settings(settings: &mut SiteSettings, set: Typesetter) {
    // Of the settings, only these are read by visitors.
    let SiteSettings { title, menu, copyright, .. } = settings;
    set.text(title);
    for MenuItem { target: _, title, group } in menu.iter_mut().flatten() {
        set.some([title, group]);
    }
    if let Some(Copyright { holder, since: _, licence }) = copyright {
        set.text(holder);
        set.some([licence]);
    }
}

fn typeset_profile(profile: &mut Profile, set: Typesetter) {
    let Profile { name, headline, bio, photo, city, region, country_code: _, email: _, phone: _, links: _ } =
        profile;
    set.text(name);
    set.some([headline, bio, city, region]);
    set.texts(photo.as_mut().map(|photo| &mut photo.alt));
}

fn typeset_resume(resume: &mut Resume, set: Typesetter) {
    let Resume {
        positions,
        education,
        credentials,
        learning,
        awards,
        publications,
        skills,
        service,
        languages,
    } = resume;
    positions.iter_mut().for_each(|position| typeset_position(position, set));
    for Education { institution, award, area, start: _, end: _ } in education {
        set.text(institution);
        set.some([award, area]);
    }
    for Credential { name, issuer, date: _, expires: _ } in credentials {
        set.text(name);
        set.some([issuer]);
    }
    for Learning { name, provider, date: _, hours: _, summary, url: _ } in learning {
        set.text(name);
        set.some([provider, summary]);
    }
    for Award { title, date: _, awarder, summary } in awards {
        set.text(title);
        set.some([awarder, summary]);
    }
    for Publication { name, publisher, release_date: _, url: _, summary } in publications {
        set.text(name);
        set.some([publisher, summary]);
    }
    for Skill { name, keywords } in skills {
        set.text(name);
        set.texts(keywords);
    }
    for Service { role, organisation, start: _, end: _, summary, url: _ } in service {
        set.text(role);
        set.some([organisation, summary]);
    }
    for (language, fluency) in languages {
        set.text(language);
        set.some([fluency]);
    }
}

fn typeset_position(position: &mut Position, set: Typesetter) {
    let Position {
        id: _,
        title,
        organisation,
        anonymised: _,
        start: _,
        end: _,
        phase,
        roll: _,
        context,
        summary,
        highlights,
    } = position;
    set.text(title);
    set.some([organisation, phase, context, summary]);
    set.texts(highlights);
}

fn typeset_person(person: &mut Person, set: Typesetter) {
    let DisplayIdentity { label, role, show_as: _, scopes: _ } = &mut person.identity;
    set.texts([label, role]);
}

fn typeset_framework(framework: &mut Framework, set: Typesetter) {
    let Framework {
        source: _,
        id: _,
        name,
        short,
        publisher,
        year: _,
        year_note,
        country: _,
        status: _,
        status_note,
        superseded_by: _,
        source_url: _,
        attribution,
        titles_official: _,
        unit,
        listed: _,
        standards,
        crosswalk,
    } = framework;
    set.texts([name, short, unit]);
    set.some([publisher, year_note, status_note, attribution]);
    for Standard { id: _, title, group, path: _, cited_by: _ } in standards {
        set.text(title);
        set.some([group]);
    }
    for Crosswalk { from: _, to: _, note, by } in crosswalk {
        set.some([note, by]);
    }
}

fn typeset_approach(approach: &mut Approach, set: Typesetter) {
    let Approach {
        head,
        aka,
        summary,
        stance,
        sources,
        pitfalls,
        leader_keeps,
        checklist,
        related: _,
        studies: _,
        body: _,
    } = approach;
    typeset_head(head, set);
    set.some([summary, stance]);
    for LiteratureReference { who, year: _, what, idea, url: _ } in sources {
        set.text(who);
        set.some([what, idea]);
    }
    for ApproachPitfall { kind: _, title, signs, guard } in pitfalls {
        set.text(title);
        set.texts(signs);
        set.some([guard]);
    }
    set.texts([aka, leader_keeps, checklist].into_iter().flatten());
}

fn typeset_page(page: &mut Page, set: Typesetter) {
    let Page { head, summary, kind: _, versions, nav_label, body: _ } = page;
    typeset_head(head, set);
    set.some([summary, nav_label]);
    set.texts(versions.iter_mut().filter_map(|(_, note, _)| note.as_mut()));
}

fn typeset_requirements(report: &mut ProgramReport, set: Typesetter) {
    let ProgramReport { program, requirements } = report;
    set.text(program);
    for Requirement { description, status, met: _, parts: _, standard: _ } in requirements {
        set.texts([description, status]);
    }
}

fn typeset_pack(pack: &mut Pack, set: Typesetter) {
    let Pack { source: _, path: _, title, intro, until: _, sample: _, cases } = pack;
    set.text(title);
    set.some([intro]);
    for PackCase { study: _, criterion, why } in cases {
        set.some([criterion, why]);
    }
}

//! What an import proposes for a portfolio, and that its list leads to pages that can be published.

use leadfolio::content::document;
use leadfolio::content::enums::Visibility;
use leadfolio::content::markdown::Dialect;
use leadfolio::content::schema::case_study::RawCaseStudy;
use leadfolio::content::schema::portfolio::RawPortfolio;
use leadfolio::diagnostic::Diagnostics;
use leadfolio::import::imported::DocumentKind;
use leadfolio::import::proposal::propose;
use leadfolio::import::proposal::proposed::{KeptState, Proposal};
use leadfolio::import::proposal::todo::write_todo_list;
use leadfolio::import::{
    Imported, ImportedDocument, ImportedFile, ImportedFramework, Omitted, document_link,
};
use leadfolio::vfs::FileTree;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::{Built, Site, bare_site, proptest_config};

/// The smallest picture: one pixel.
const GIF: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

fn document(kind: DocumentKind, title: &str, body: &str) -> ImportedDocument {
    ImportedDocument {
        kind: Some(kind),
        title: title.to_owned(),
        body: body.to_owned(),
        origin: "old-site.txt".to_owned(),
        ..ImportedDocument::default()
    }
}

fn fields(value: Value) -> Map<String, Value> {
    let Value::Object(fields) = value else { panic!("{value} has no fields") };
    fields
}

fn picture(path: &str) -> ImportedFile {
    ImportedFile { path: path.to_owned(), blob: GIF.to_vec().into(), alt: None }
}

/// An approach and a case study with a picture, and the name of their owner.
fn source() -> Imported {
    let approach = ImportedDocument {
        old_paths: vec!["/distributed/".to_owned()],
        ..document(
            DocumentKind::Approach,
            "Distributed leadership",
            "## What is it?\n\nPeople step up. [One case](/culture/) shows it.\n\n![The team](files/team.gif \"In May\")\n",
        )
    };
    let study = ImportedDocument {
        old_paths: vec!["/culture/".to_owned()],
        tags: vec!["School culture".to_owned(), "no".to_owned()],
        ..document(
            DocumentKind::CaseStudy,
            "The culture committee",
            "Ms. Abara led it. Here is [the plan](files/plan.pdf \"As a file\").\n\n![](files/team.gif)\n",
        )
    };
    Imported {
        documents: vec![approach, study],
        files: vec![
            picture("team.gif"),
            ImportedFile { path: "plan.pdf".to_owned(), blob: b"%PDF-1.4".to_vec().into(), alt: None },
        ],
        settings: fields(json!({ "profile": { "name": "Rowan Ellery", "headline": "Principal" } })),
        omitted: vec![Omitted {
            what: "Home\nAbout".to_owned(),
            reason: "menu of the site".to_owned(),
            origin: "old-site.txt".to_owned(),
        }],
        ..Imported::default()
    }
}

/// The files of `content/` after an import.
fn imported_into(existing: &FileTree, proposal: &Proposal) -> FileTree {
    let mut content = existing.clone();
    for (path, blob) in proposal.files.iter() {
        let path = path.strip_prefix("content/").unwrap_or_else(|| panic!("`{path}` is not in content/"));
        assert!(!existing.contains(path), "{path} exists");
        content.insert(path, blob.clone());
    }
    content
}

fn text(tree: &FileTree, path: &str) -> String {
    let paths = || tree.iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    tree.get(path).unwrap_or_else(|| panic!("no `{path}` in {:?}", paths())).read_text().unwrap()
}

fn site_of(content: &FileTree) -> Site {
    let mut site = bare_site("");
    for (path, blob) in content.iter() {
        site = site.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    site
}

/// A case study that can be resolved, for the previews of drafts.
fn complete(content: &FileTree) -> FileTree {
    let mut content = content.clone();
    let path = "case-studies/the-culture-committee.md";
    let facts = "summary: S.\nstatus: ongoing\nled_by: [p-lead]\naccountable: p-owner\ndelegation: { level: 5 }\nstart: 2024\n";
    content.insert(path, text(&content, path).replace("\nvisibility: private\n", &format!("\n{facts}")));
    content.insert(
        "people.yaml",
        "people:\n  - { id: p-owner, kind: owner, role: Principal, show_as: full_name, name: { full: Rowan Ellery }, minor: false, \
         consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: Teacher, minor: false, consent: { status: \
         not_asked } }\n"
            .to_owned(),
    );
    content
}

fn everything(built: &Built) -> String {
    built.everything().into_iter().map(|(path, text)| format!("{path}\n{text}\n")).collect()
}

#[test]
fn a_new_portfolio_builds_and_everything_in_it_is_a_draft() {
    let proposal = propose(&source(), &FileTree::default());
    let content = imported_into(&FileTree::default(), &proposal);
    let built = site_of(&content).build().fine();
    assert!(!everything(&built).contains("People step up"));
    // The preview shows drafts, except case studies that lack what every one of them needs.
    let built = site_of(&content).drafts().build().fine();
    assert!(everything(&built).contains("People step up"));
    assert!(built.paths().iter().all(|path| !path.contains("culture-committee")), "{:?}", built.paths());
    let study = text(&content, "case-studies/the-culture-committee.md");
    assert!(study.contains("\ndraft: true\n---\n"), "{study}");
    assert!(study.contains("tags: [\"School culture\", \"no\"]\n"), "{study}");
    assert!(study.contains("aliases: [\"/culture/\"]\n"), "{study}");
    let settings = text(&content, "portfolio.yaml");
    assert_eq!(settings, "profile:\n  name: \"Rowan Ellery\"\n  headline: Principal\n");
}

#[test]
fn pictures_and_files_are_shown_to_nobody_but_their_owner() {
    let proposal = propose(&source(), &FileTree::default());
    let content = complete(&imported_into(&FileTree::default(), &proposal));
    for audience in [Visibility::Public, Visibility::Panel] {
        let built = site_of(&content).drafts().audience(audience).build().fine();
        let pages = everything(&built);
        assert!(pages.contains("People step up") && pages.contains("the plan"), "{pages}");
        assert!(!pages.contains("team") && !pages.contains("plan.pdf"), "{:?}", built.paths());
    }
    let built = site_of(&content).drafts().audience(Visibility::Private).build().fine();
    let pages = everything(&built);
    assert!(pages.contains("In May") && pages.contains("plan.pdf"), "{pages}");
    assert!(built.paths().iter().any(|path| path.ends_with("team.gif")), "{:?}", built.paths());
    // Links between imported pages lead to their new places.
    assert!(
        text(&content, "approaches/distributed-leadership.md")
            .contains("[One case](../case-studies/the-culture-committee.md)")
    );
}

#[test]
fn a_picture_is_public_once_its_markers_and_its_private_line_are_gone() {
    let proposal = propose(&source(), &FileTree::default());
    let mut content = complete(&imported_into(&FileTree::default(), &proposal));
    for path in ["approaches/distributed-leadership.md", "case-studies/the-culture-committee.md"] {
        let shown = text(&content, path).replace("<!-- private -->", "").replace("<!-- /private -->", "");
        content.insert(
            path,
            shown.replace("visibility: private", "visibility: public").replace("![](", "![A team]("),
        );
    }
    let built = site_of(&content).drafts().build();
    assert!(built.paths().iter().any(|path| path.ends_with("team.gif")), "{}", built.report());
}

#[test]
fn a_second_import_of_the_same_source_adds_nothing() {
    let first = propose(&source(), &FileTree::default());
    let content = imported_into(&FileTree::default(), &first);
    let second = propose(&source(), &content);
    assert!(second.files.is_empty(), "{:?}", second.files.iter().map(|(path, _)| path).collect::<Vec<_>>());
    assert!(second.settings.is_empty(), "{:?}", second.settings);
    assert_eq!(second.kept.len(), 2);
    assert!(second.kept.iter().all(|file| file.state == KeptState::Imported), "{:?}", second.kept);
}

#[test]
fn what_its_author_has_edited_renamed_or_deleted_is_left_alone() {
    let first = propose(&source(), &FileTree::default());
    let mut content = FileTree::default();
    for (path, blob) in imported_into(&FileTree::default(), &first).iter() {
        match path {
            "approaches/distributed-leadership.md" => {
                content.insert(
                    "pages/shared.md",
                    blob.read_text().unwrap().replace("People step up", "Staff lead"),
                );
            }
            "files/team.gif" => content.insert(path, b"GIF89a, with faces blurred".to_vec()),
            path => content.insert(path, blob.clone()),
        }
    }
    let second = propose(&source(), &content);
    assert!(second.files.is_empty(), "{:?}", second.files.iter().map(|(path, _)| path).collect::<Vec<_>>());
    let states: Vec<_> = second.kept.iter().map(|file| (file.path.as_str(), file.state)).collect();
    assert_eq!(
        states,
        [
            ("content/pages/shared.md", KeptState::Edited),
            ("content/case-studies/the-culture-committee.md", KeptState::Imported)
        ]
    );
}

#[test]
fn of_a_source_with_new_texts_only_these_are_added() {
    let first = propose(&source(), &FileTree::default());
    let content = imported_into(&FileTree::default(), &first);
    let mut changed = source();
    changed.documents[0].body.push_str("\nA new sentence.\n");
    changed.documents.push(document(DocumentKind::Page, "My vision", "Every child reads."));
    let second = propose(&changed, &content);
    let paths: Vec<&str> = second.files.iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["content/pages/my-vision.md"]);
    assert_eq!(second.kept[0].state, KeptState::SourceChanged);
}

#[test]
fn an_id_that_exists_and_a_file_with_another_content_keep_their_names() {
    let mut content = FileTree::default();
    let own = "---\ntitle: Mine\nid: the-culture-committee\naliases: [/culture/]\n---\nText.\n";
    content.insert("pages/mine.md", own.to_owned());
    content.insert("approaches/distributed-leadership.md", "---\ntitle: Mine\n---\nText.\n".to_owned());
    content.insert("files/TEAM.gif", b"GIF89a another".to_vec());
    content.insert("files/plan.pdf", b"%PDF-1.4".to_vec());
    let proposal = propose(&source(), &content);
    let paths: Vec<&str> = proposal.files.iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "content/approaches/distributed-leadership-2.md",
            "content/case-studies/the-culture-committee-2.md",
            "content/files/team-2.gif",
            "content/portfolio.yaml"
        ]
    );
    let study = text(&proposal.files, "content/case-studies/the-culture-committee-2.md");
    assert!(study.contains("../files/team-2.gif") && study.contains("../files/plan.pdf"), "{study}");
    assert!(!study.contains("aliases"), "{study}");
    let tasks = &proposal.documents[1].tasks;
    assert!(
        tasks.iter().any(|task| task.contains("`/culture/`") && task.contains("another page has it")),
        "{tasks:?}"
    );
}

#[test]
fn links_that_lead_nowhere_lose_their_target_and_pictures_elsewhere_become_links() {
    let body = "See [our *plan*](/gone/) and [the end](#end), [a site](https://example.org/).\n\n\
        ![A bed of beans](https://example.org/beans.jpg \"In June\")\n\n\
        [![Logo](https://example.org/logo.png)](https://example.org/)\n\n![Lost](lost.png) [x][ref]\n\n\
        [![The team](files/team.gif)](files/team.gif)\n\n[ref]: files/team.gif\n\n## End\n";
    let imported = Imported {
        documents: vec![document(DocumentKind::Page, "A", body)],
        files: vec![picture("team.gif")],
        settings: fields(json!({ "profile": { "name": "Rowan Ellery" } })),
        ..Imported::default()
    };
    let proposal = propose(&imported, &FileTree::default());
    let content = imported_into(&FileTree::default(), &proposal);
    let page = text(&content, "pages/a.md");
    for expected in [
        "See our *plan* and [the end](#end), [a site](https://example.org/).",
        "[A bed of beans](https://example.org/beans.jpg \"In June\")",
        "[Logo](https://example.org/)",
        "Lost <!-- private -->[<!-- /private -->x<!-- private -->](../files/team.gif)<!-- /private -->",
        "<!-- private -->[![The team](../files/team.gif)](../files/team.gif)<!-- /private -->",
    ] {
        assert!(page.contains(expected), "no {expected} in\n{page}");
    }
    let tasks = proposal.documents[0].tasks.join("\n");
    assert!(
        tasks.contains("`/gone/`") && tasks.contains("`lost.png`") && tasks.contains("beans.jpg"),
        "{tasks}"
    );
    for audience in [Visibility::Public, Visibility::Private] {
        site_of(&content).drafts().audience(audience).build().fine();
    }
}

#[test]
fn links_between_documents_lead_to_their_pages_and_to_headings_in_them() {
    let mut plan = document(DocumentKind::Page, "The plan", "## Dates\n\nIn May.\n");
    plan.origin = "notes/my plan.md".to_owned();
    let address = document_link(&plan.origin, Some("dates"));
    let home = document(DocumentKind::Approach, "Coaching", &format!("See [the dates]({address}).\n"));
    let imported = Imported { documents: vec![home, plan], ..Imported::default() };
    let tree = imported_into(&FileTree::default(), &propose(&imported, &FileTree::default()));
    let body = text(&tree, "approaches/coaching.md");
    assert!(body.contains("See [the dates](../pages/the-plan.md#dates)."), "{body}");
}

#[test]
fn no_word_around_html_is_lost_and_no_picture_in_it_is_public() {
    let body = "<div>Before <img src=\"files/team.gif\" alt=\"Us\"> and <a href=\"files/team.gif\">the *words* inside</a> after.</div>\n\n\
        A <img src=\"files/team.gif\"> in a line, <https://example.org/> too.\n";
    let imported = Imported {
        documents: vec![document(DocumentKind::Page, "A", body)],
        files: vec![picture("team.gif")],
        settings: fields(json!({ "profile": { "name": "Rowan Ellery" } })),
        ..Imported::default()
    };
    let proposal = propose(&imported, &FileTree::default());
    let content = imported_into(&FileTree::default(), &proposal);
    let page = text(&content, "pages/a.md");
    for words in ["Before", "and", "the *words* inside", "after.", "in a line", "<https://example.org/>"] {
        assert!(page.contains(words), "no {words} in\n{page}");
    }
    let built = site_of(&content).drafts().build();
    assert!(built.paths().iter().all(|path| !path.contains("team")), "{page}\n{:?}", built.paths());
}

#[test]
fn names_are_listed_with_their_places_but_not_the_owner() {
    let mut imported = source();
    imported.documents.push(document(
        DocumentKind::Page,
        "News",
        "Rowan Ellery wrote it; Ms. Ellery, too. Daniel Okafor’s class won.\n\n![Photo by Ngozi Adeyemi](files/team.gif)\n\nSo did \
         James Example (2006).\n\nMirembe Kato",
    ));
    let proposal = propose(&imported, &FileTree::default());
    let names: Vec<(&str, &str, usize)> = proposal
        .names
        .iter()
        .map(|name| (name.name.as_str(), name.places[0].0.as_str(), name.places[0].1))
        .collect();
    let study = "content/case-studies/the-culture-committee.md";
    let news = "content/pages/news.md";
    let line = |path: &str, name: &str| {
        let page = text(&proposal.files, path);
        page.lines().position(|line| line.contains(name)).unwrap() + 1
    };
    assert_eq!(
        names,
        [
            ("Ms. Abara", study, line(study, "Abara")),
            ("Daniel Okafor", news, line(news, "Okafor")),
            ("Ngozi Adeyemi", news, line(news, "Adeyemi")),
            ("Mirembe Kato", news, line(news, "Kato")),
        ]
    );
}

/// The lines to paste of a list, each with the text above it.
fn lines_to_paste(list: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut parts = list.split("\n```yaml\n");
    let mut before = parts.next().unwrap().to_owned();
    for part in parts {
        let (lines, after) = part.split_once("```\n").unwrap();
        let lines = lines.lines().map(|line| format!("{line}\n"));
        let instruction = before.trim().lines().last().unwrap().to_owned();
        found.push((instruction, lines.collect()));
        after.clone_into(&mut before);
    }
    found
}

/// Replaces every placeholder by what an author might write.
fn fill_in(lines: &str) -> String {
    let answers = [
        ("one or two sentences", "The committee set its own goals."),
        ("proposed, ongoing", "ongoing"),
        ("who really led", "p-person-1"),
        ("1 (you decide)", "5"),
        ("when the work began", "2024-08"),
        ("your role", "Principal"),
        ("their role", "Grade 7 teacher"),
        ("met, partly_met", "met"),
        ("what came of it", "Staff say that they are heard."),
        ("how you know", "A survey of all staff"),
        ("your full name", "Rowan Ellery"),
    ];
    let mut filled = lines.to_owned();
    while let Some(start) = filled.find("\"TODO: ") {
        let end = start + 1 + filled[start + 1..].find('"').unwrap() + 1;
        let (_, answer) = answers
            .iter()
            .find(|(what, _)| filled[start..end].contains(what))
            .unwrap_or_else(|| panic!("no answer to {}", &filled[start..end]));
        filled.replace_range(start..end, answer);
    }
    filled
}

#[test]
fn whoever_follows_the_list_can_publish_an_approach_and_a_case_study() {
    let proposal = propose(&source(), &FileTree::default());
    let mut content = imported_into(&FileTree::default(), &proposal);
    let list = write_todo_list(&[("old-site.txt".to_owned(), proposal.clone())], &[]);
    assert!(list.contains("> Home\n  > About") && list.contains("Menu of the site"), "{list}");
    assert!(list.contains("“Ms. Abara”") && list.contains("`content/files/team.gif`"), "{list}");
    let mut facts = String::new();
    let mut watched = String::new();
    for (instruction, lines) in lines_to_paste(&list) {
        let lines = fill_in(&lines);
        if instruction.contains("`content/people.yaml`") {
            content.insert("people.yaml", lines);
        } else if instruction.contains("people.private.yaml") {
            watched = lines;
        } else if instruction.contains("in place of the line `visibility: private`") {
            facts = lines;
        } else {
            assert!(instruction.contains("completed or stopped"), "{instruction}");
        }
    }
    assert!(watched.contains("{ person: p-person-1, names: [\"Ms. Abara\"] }"), "{watched}");
    let study = "case-studies/the-culture-committee.md";
    let written = text(&content, study)
        .replace("\nvisibility: private\n", &format!("\n{facts}"))
        .replace("Ms. Abara", "A Grade 7 teacher")
        .replace("![](", "![Six teachers at a table](");
    content.insert(study, written);
    for path in [study, "approaches/distributed-leadership.md"] {
        let text = text(&content, path).replace("draft: true\n", "");
        content.insert(path, text);
    }
    let built = site_of(&content).watched("p-person-1", &["Ms. Abara"]).build().fine();
    let warnings: Vec<String> =
        built.warnings().into_iter().filter(|line| !line.starts_with("URL-04")).collect();
    assert!(warnings.is_empty(), "{warnings:?}");
    assert!(
        built.paths().contains(&"case-studies/the-culture-committee/index.html".to_owned()),
        "{:?}",
        built.paths()
    );
    assert!(built.paths().contains(&"distributed/index.html".to_owned()), "{:?}", built.paths());
    assert!(built.text("approaches/distributed-leadership/index.html").contains("People step up"));
}

#[test]
fn completed_work_has_its_lines_in_the_list_too() {
    let proposal = propose(&source(), &FileTree::default());
    let mut content = imported_into(&FileTree::default(), &proposal);
    let list = write_todo_list(&[("old-site.txt".to_owned(), proposal)], &[]);
    let mut facts = String::new();
    for (instruction, lines) in lines_to_paste(&list) {
        if instruction.contains("`content/people.yaml`") {
            content.insert("people.yaml", fill_in(&lines));
        } else if !instruction.contains("people.private.yaml") {
            facts += &fill_in(&lines);
        }
    }
    let path = "case-studies/the-culture-committee.md";
    let facts = facts.replace("status: ongoing", "status: completed\nend: 2025");
    let study = text(&content, path).replace("\nvisibility: private\ndraft: true\n", &format!("\n{facts}"));
    let reflection =
        "I would hand over the budget earlier, because the committee waited for it twice. ".repeat(3);
    content.insert(path, format!("{study}\n## Reflection\n\n{reflection}\n"));
    site_of(&content).build().fine();
}

/// Follows the instructions for `portfolio.yaml`.
fn paste_settings(own: &str, proposal: &Proposal) -> String {
    let mut lines: Vec<String> = own.lines().map(str::to_owned).collect();
    for setting in &proposal.settings {
        let new = setting.yaml.trim_end().to_owned();
        let instruction = &setting.instruction;
        let profile = || lines.iter().position(|line| line.starts_with("profile:")).unwrap();
        if instruction.contains("in place of the lines of `profile`") {
            let at = profile();
            lines[at] = new;
        } else if instruction.contains("right below the line `profile:`") {
            let at = profile() + 1;
            lines.insert(at, new);
        } else if instruction.contains("before the `}` that closes `profile`") {
            let at = profile();
            lines[at] = format!("{}{new} }}", lines[at].trim_end_matches('}').trim_end());
        } else {
            assert!(instruction.contains("At the end"), "{instruction}");
            lines.push(new);
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_owners_picture_waits_for_a_line_that_works_when_it_is_pasted() {
    let mut imported = source();
    imported.settings["profile"]["photo"] =
        json!({ "file": "files/me.gif", "alt": "Rowan Ellery in a classroom" });
    let mut portrait = GIF.to_vec();
    // Another color, or it would be a copy of a private picture.
    portrait[13] = 1;
    imported.files.push(ImportedFile { path: "me.gif".to_owned(), blob: portrait.into(), alt: None });
    let proposal = propose(&imported, &FileTree::default());
    let mut content = imported_into(&FileTree::default(), &proposal);
    let settings = text(&content, "portfolio.yaml");
    assert!(!settings.contains("photo"), "{settings}");
    content.insert("portfolio.yaml", paste_settings(&settings, &proposal));
    let built = site_of(&content).build().fine();
    assert!(built.paths().iter().any(|path| path.ends_with("me.gif")), "{:?}", built.paths());
}

#[test]
fn settings_that_the_author_lacks_work_when_they_are_pasted() {
    let imported = Imported {
        settings: fields(json!({
            "profile": { "name": "Another Name", "headline": "Leads: by asking", "location": { "city": "Eastmere" }, "photo": { "file": "team.gif", "alt": "Me" } },
            "copyright": { "holder": "Rowan Ellery", "since": "2023" },
            "positions": [{ "id": "principal", "title": "Principal", "organisation": "Larkmere", "start": "2019-08" }],
            "language": "en-US",
            "no_such_field": 1,
        })),
        files: vec![picture("team.gif")],
        ..Imported::default()
    };
    for own in [
        "profile: { name: \"Rowan Ellery\" }\n",
        "profile:\n    name: Rowan Ellery\n",
        "language: en\nprofile:\n  name: R\n",
        "profile: { name: \"Rowan Ellery\", bio: \"Forty words or so that say who the owner is, what she believes in, and why \
         she thinks that others should decide more than they do today in schools.\" }\n",
    ] {
        let mut content = FileTree::default();
        content.insert("portfolio.yaml", own.to_owned());
        let proposal = propose(&imported, &content);
        assert!(proposal.files.iter().all(|(path, _)| path == "content/files/team.gif"));
        let pasted = paste_settings(own, &proposal);
        let mut found = Diagnostics::default();
        let raw: RawPortfolio = document::read_data_file("p", pasted.as_bytes(), &mut found).unwrap();
        assert_eq!(found.iter().count(), 0, "{pasted}");
        let profile = raw.profile.unwrap();
        assert_eq!(profile.headline.as_deref(), Some("Leads: by asking"), "{pasted}");
        assert_ne!(profile.name.as_deref(), Some("Another Name"), "{pasted}");
        assert_eq!(raw.positions.unwrap().len(), 1, "{pasted}");
        assert_eq!(profile.photo.unwrap().file.as_deref(), Some("team.gif"), "{pasted}");
        assert!(proposal.omitted.iter().any(|omitted| omitted.what.contains("no_such_field")));
    }
}

#[test]
fn without_the_owners_name_the_new_settings_ask_for_it() {
    let imported = Imported { settings: Map::new(), ..source() };
    let proposal = propose(&imported, &FileTree::default());
    assert!(proposal.needs_owner_name);
    let settings = text(&proposal.files, "content/portfolio.yaml");
    assert!(settings.contains("TODO: your full name"), "{settings}");
    let list = write_todo_list(&[("x".to_owned(), proposal)], &[]);
    assert!(list.contains("Write your name into `content/portfolio.yaml`"), "{list}");
}

#[test]
fn fields_that_a_page_cannot_have_are_in_the_list_and_a_cover_waits_for_its_author() {
    let mut imported = source();
    imported.documents[1].fields = fields(json!({
        "status": "done", "problem": "Few spoke up.", "led_by": ["p-abara"], "start": "2023-08",
        "cover": { "file": "team.gif", "alt": "A team" }, "visibility": "panel", "draft": false, "odd": { "a": 1 },
    }));
    let proposal = propose(&imported, &FileTree::default());
    let study = text(&proposal.files, "content/case-studies/the-culture-committee.md");
    assert!(study.contains("start: 2023-08\n") && study.contains("problem: \"Few spoke up.\"\n"), "{study}");
    assert!(study.contains("\nvisibility: private\ndraft: true\n"), "{study}");
    assert!(!study.contains("cover") && !study.contains("odd") && !study.contains("p-abara"), "{study}");
    let list = write_todo_list(&[("x".to_owned(), proposal)], &[]);
    for expected in [
        "status: done",
        "\nvisibility: panel\n",
        "p-abara",
        "odd:",
        "cover: { file: \"team.gif\", alt: \"A team\" }",
    ] {
        assert!(list.contains(expected), "no `{expected}` in\n{list}");
    }
}

#[test]
fn standards_come_as_files_unless_the_author_has_them() {
    let framework = ImportedFramework {
        id: "Larkmere 2020".to_owned(),
        fields: fields(
            json!({ "name": "Larkmere Standards", "standards": [{ "id": "1", "title": "Vision" }] }),
        ),
    };
    let imported = Imported { frameworks: vec![framework], ..Imported::default() };
    let mut content = FileTree::default();
    content.insert(
        "portfolio.yaml",
        "profile: { name: \"Rowan Ellery\" }\nframeworks: [larkmere-2020]\n".to_owned(),
    );
    let proposal = propose(&imported, &content);
    let after = imported_into(&content, &proposal);
    site_of(&after).build().fine();
    assert!(text(&after, "standards/larkmere-2020.yaml").contains("title: Vision"));
    assert!(propose(&imported, &after).files.is_empty());
    content.insert("standards/larkmere-2020.yaml", "name: Mine\n".to_owned());
    let proposal = propose(&imported, &content);
    assert!(proposal.files.is_empty());
    assert_eq!(proposal.kept[0].state, KeptState::Own);
}

#[test]
fn a_text_that_the_source_has_twice_is_imported_once() {
    let mut imported = source();
    imported.documents.push(ImportedDocument { title: "Again".to_owned(), ..imported.documents[0].clone() });
    let proposal = propose(&imported, &FileTree::default());
    assert_eq!(proposal.documents.len(), 2);
    let last = proposal.omitted.last().unwrap();
    assert_eq!(
        (last.what.as_str(), last.reason.as_str()),
        ("Again", "a page with the same text as “Distributed leadership”")
    );
    site_of(&imported_into(&FileTree::default(), &proposal)).build().fine();
}

#[test]
fn kinds_follow_from_headings() {
    let kind_of = |body: &str| {
        let imported = Imported {
            documents: vec![ImportedDocument { kind: None, ..document(DocumentKind::Page, "A", body) }],
            ..Imported::default()
        };
        propose(&imported, &FileTree::default()).documents[0].kind
    };
    let approach = "## What is coaching?\n\nA.\n\n## What are some potential pitfalls?\n\nB.\n";
    assert_eq!(kind_of(approach), DocumentKind::Approach);
    assert_eq!(kind_of("## The problem\n\nA.\n\n## Results\n\nB.\n"), DocumentKind::CaseStudy);
    assert_eq!(kind_of("## Hobbies\n\nA.\n"), DocumentKind::Page);
}

#[test]
fn hostile_sources_end_in_files_with_safe_names() {
    let titles = [
        "",
        "..",
        "CON",
        "index",
        "2023",
        "🙂",
        &"long ".repeat(500),
        "a<!-- private -->b",
        "A\nB\u{2028}C",
        "Same",
        "Same",
    ];
    let mut documents: Vec<ImportedDocument> = titles
        .iter()
        .enumerate()
        .map(|(number, title)| {
            let links = "<!-- private -->![x](files/../../etc/passwd)[y](<files/a b%.gif>)";
            let body = format!("{number}\n\n{links}\n\n---\ntitle: x\n---\n");
            ImportedDocument {
                old_paths: vec!["/a/../b".to_owned(), "//".to_owned(), "?p=1".to_owned(), "/x/".to_owned()],
                ..document(DocumentKind::Page, title, &body)
            }
        })
        .collect();
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    documents[0].fields =
        fields(json!({ "title": 5, "summary": deep, "aliases": "x", "": "y", "artifacts": 7, "cover": 3 }));
    documents[1].tags = vec!["x".repeat(100_000)];
    documents[2].summary = Some("y".repeat(100_000));
    let files = [
        "../../etc/passwd",
        "a b%.gif",
        "/abs.gif",
        "nul",
        ".hidden",
        "A B%.GIF",
        "x\\..\\y.gif",
        "a\u{0}b?.gif",
    ];
    let imported = Imported {
        documents,
        files: files.iter().map(|path| picture(path)).collect(),
        settings: fields(json!({ "profile": [1], "theme_options": { "x": { "y": 1 } } })),
        ..Imported::default()
    };
    let proposal = propose(&imported, &FileTree::default());
    for (path, _) in proposal.files.iter() {
        assert!(leadfolio::vfs::is_safe_relative_path(path) && path.starts_with("content/"), "{path}");
        assert!(
            !path.split('/').any(|part| part.starts_with('.') || part.contains(['\\', ':', '?', '\0'])),
            "{path}"
        );
    }
    assert_eq!(proposal.documents.len(), titles.len());
    let content = imported_into(&FileTree::default(), &proposal);
    assert!(propose(&imported, &content).documents.is_empty());
    let list = write_todo_list(&[("x".to_owned(), proposal)], &[]);
    assert!(list.contains("`?p=1`"), "{list}");
}

proptest! {
    #![proptest_config(proptest_config(300))]

    /// Texts that YAML could misread: its marks, line breaks, spaces, words for numbers and switches.
    #[test]
    fn front_matter_is_read_back_as_it_was(
        summary in "(\\PC|[\"'#:&*!|>%@`{}\\[\\],? \\n\\t\u{a0}\u{85}\u{2028}\u{feff}-]){0,60}",
        tags in proptest::collection::vec("([a-z]{1,3}|[0-9.e+-]{1,5}|yes|no|null|~|[\"'#:&*!|>%@`{}\\[\\],? \u{a0}-]){1,3}", 0..4),
        problem in "([A-Za-z# :\"'-]{1,12}\\n){1,4}[a-z]{1,5}",
    ) {
        let document = ImportedDocument {
            tags: tags.clone(),
            fields: fields(json!({ "lesson": summary, "problem": problem, "start": "2024-08", "delegation": { "retained": [summary, problem] } })),
            ..document(DocumentKind::CaseStudy, "A", "Text.")
        };
        let imported = Imported { documents: vec![document], ..Imported::default() };
        let proposal = propose(&imported, &FileTree::default());
        let file = text(&proposal.files, "content/case-studies/a.md");
        let mut found = Diagnostics::default();
        let read = document::read_document::<RawCaseStudy>(
            "a.md", file.as_bytes(), Visibility::Private, |_| Dialect::default(), &mut found,
        ).unwrap();
        // What is left to the author, such as a text with a marker, is not in the file.
        let tasks = &proposal.documents[0].tasks;
        prop_assert!(tasks.is_empty() || summary.contains("<!--"), "{:?}", tasks);
        if tasks.is_empty() {
            prop_assert_eq!(read.raw.lesson.as_deref(), Some(summary.as_str()), "{}", file);
            prop_assert_eq!(read.raw.problem.as_deref(), Some(problem.as_str()), "{}", file);
            prop_assert_eq!(read.raw.delegation.unwrap().retained.unwrap(), vec![summary, problem], "{}", file);
            let mut kept: Vec<&str> = Vec::new();
            for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
                if !kept.contains(&tag) { kept.push(tag); }
            }
            prop_assert_eq!(read.raw.tags.unwrap_or_default(), kept, "{}", file);
        }
        prop_assert_eq!(found.iter().filter(|found| found.rule != "TXT-09").count(), 0, "{}\n{:?}", file, found);
    }
}

#[test]
fn pages_of_another_source_are_other_pages_and_a_new_text_is_listed() {
    let page = |source: &str, body: &str| Imported {
        source: source.to_owned(),
        documents: vec![document(DocumentKind::Page, "About", body)],
        ..Imported::default()
    };
    let first = page("one", "The first of two texts.\n");
    let tree = imported_into(&FileTree::default(), &propose(&first, &FileTree::default()));
    let other = propose(&page("two", "The second of two texts.\n"), &tree);
    assert_eq!(other.documents.len(), 1, "it is another page");
    let changed = propose(&page("one", "The first of two texts, later.\n"), &tree);
    assert_eq!(changed.kept[0].state, KeptState::SourceChanged);
    assert_eq!(changed.omitted[0].what, "The first of two texts, later.\n");
    let typed = |body: &str| propose(&page("standard-input.txt", body), &tree).documents.len();
    assert_eq!((typed("One text."), typed("Another text.")), (1, 1));
}

#[test]
fn addresses_in_html_lead_to_pages_and_files_too() {
    let mut plan = document(DocumentKind::Page, "The plan", "## Dates\n\nIn May.\n");
    plan.origin = "plan.md".to_owned();
    let body = format!(
        "<a href=\"{}\">dates</a> and <a href=\"files/plan.pdf\">a file</a>\n",
        document_link("plan.md", None)
    );
    let imported = Imported {
        documents: vec![document(DocumentKind::Approach, "Coaching", &body), plan],
        files: vec![ImportedFile {
            path: "plan.pdf".to_owned(),
            blob: b"%PDF-1.4".to_vec().into(),
            alt: None,
        }],
        ..Imported::default()
    };
    let tree = imported_into(&FileTree::default(), &propose(&imported, &FileTree::default()));
    let body = text(&tree, "approaches/coaching.md");
    assert!(
        body.contains("href=\"../pages/the-plan.md\"") && body.contains("href=\"../files/plan.pdf\""),
        "{body}"
    );
    assert!(body.contains("visibility: private"), "{body}");
}

#[test]
fn a_title_that_is_too_long_for_a_case_study_is_cut_at_a_word_and_kept_in_the_text() {
    let long = "Implemented an interdisciplinary professional-development collaboration between departments throughout the district";
    let page = |title: &str, body: &str, kind: DocumentKind| {
        let document = ImportedDocument {
            kind: Some(kind),
            title: title.to_owned(),
            body: body.to_owned(),
            origin: "a.txt".to_owned(),
            ..ImportedDocument::default()
        };
        let imported =
            Imported { source: "a.txt".to_owned(), documents: vec![document], ..Imported::default() };
        let proposal = propose(&imported, &FileTree::default());
        let text = proposal.files.get(&proposal.documents[0].path).unwrap().read_text().unwrap();
        (proposal.documents[0].title.clone(), text)
    };
    let short = "Implemented an interdisciplinary professional-development collaboration between…";
    let (title, text) = page(long, "We met every week.", DocumentKind::CaseStudy);
    assert_eq!(title, short);
    assert!(text.contains(&format!("---\n\n{long}\n\nWe met every week.\n")), "{text}");
    let quoted = format!("> I **{}** and more.", long.to_lowercase());
    let (title, text) = page(long, &quoted, DocumentKind::CaseStudy);
    assert_eq!(title, short);
    assert!(text.ends_with(&format!("---\n\n{quoted}\n")), "its words are in the text: {text}");
    // 90 characters are not too long, and other pages have no limit.
    let fits = "a ".repeat(44) + "ab";
    assert_eq!(page(&fits, "Text.", DocumentKind::CaseStudy).0, fits);
    assert_eq!(page(long, "We met every week.", DocumentKind::Approach).0, long);
}

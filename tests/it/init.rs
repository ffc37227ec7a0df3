//! New portfolios: the questions that are asked, what is written from the answers, and the complete samples.

use std::collections::VecDeque;

use anyhow::{Result, bail};
use jiff::civil::date;
use leadfolio::scaffold::interview::{
    Answers, Conversation, KnownAnswers, LOOKS, StandardsChoice, confirm, interview,
};
use leadfolio::scaffold::kinds::{LEADER_KINDS, LeaderKind};
use leadfolio::scaffold::own_portfolio::{NewFiles, NewPortfolio, language_of_locale};
use leadfolio::scaffold::sample_project;
use leadfolio::vfs::FileTree;

use super::support::{Bench, Built, Site, bare_site, built_in_themes};

/// Answers that are typed one after the other, and what was shown.
struct Script {
    answers: VecDeque<String>,
    shown: String,
}

impl Conversation for Script {
    fn say(&mut self, text: &str) {
        self.shown += text;
        self.shown.push('\n');
    }

    fn ask(&mut self, question: &str) -> Result<String> {
        self.say(question);
        match self.answers.pop_front() {
            Some(answer) => Ok(answer),
            None => bail!("nobody answers any more"),
        }
    }
}

fn script(answers: &[&str]) -> Script {
    Script { answers: answers.iter().map(|it| (*it).to_owned()).collect(), shown: String::new() }
}

/// What somebody answers who knows everything at once.
const NURSE: [&str; 7] = [
    "Dana Whitfield",
    "Nurse manager of a ward in Ortheim",
    "",
    "own",
    "3",
    "The night shift wrote a huddle.",
    "y",
];

fn nurse() -> Answers {
    interview(&mut script(&NURSE), &KnownAnswers::default()).unwrap()
}

fn own_files(answers: &Answers, program: Option<&str>) -> NewFiles {
    NewPortfolio { answers, program, today: date(2026, 11, 23), language: "en" }.files().unwrap()
}

/// A site of the files in `content/`; no build reads lists of private names.
fn site_of(tree: &FileTree) -> Site {
    let mut site = bare_site("");
    for (path, blob) in tree.files_in("content").filter(|(path, _)| !path.contains(".private")) {
        site = site.file(&format!("content/{path}"), blob.read().unwrap().into_owned());
    }
    site
}

fn text(tree: &FileTree, path: &str) -> String {
    tree.get(path).unwrap_or_else(|| panic!("no {path}")).read_text().unwrap()
}

/// A draft with a summary and a text, to be published.
fn filled_in(draft: &str) -> String {
    let summary = |line: &str| {
        if line.starts_with("summary: \"TODO") {
            "summary: \"The night shift decided.\"".to_owned()
        } else if line.starts_with("problem: \"TODO") {
            "problem: \"Nobody had asked the night shift.\"".to_owned()
        } else {
            line.replace("draft: true", "draft: false")
        }
    };
    let lines: Vec<String> = draft.lines().map(summary).collect();
    lines.join("\n") + "\n\nThe night shift decided, and I answered for it.\n"
}

#[track_caller]
fn is_clean(built: &Built, what: &str) {
    assert!(built.errors().is_empty() && built.warnings().is_empty(), "{what}:\n{}", built.report());
}

#[test]
fn six_questions_are_asked_and_the_answers_summed_up_before_anything_is_written() {
    let mut talk = script(&NURSE);
    let answers = interview(&mut talk, &KnownAnswers::default()).unwrap();
    assert_eq!(answers.name.as_deref(), Some("Dana Whitfield"));
    assert_eq!(answers.kind.id, "nurse-manager", "the description of the work suggests it");
    assert_eq!(answers.standards, StandardsChoice::Own);
    assert_eq!(answers.theme, "field");
    for number in 1..=6 {
        assert_eq!(talk.shown.matches(&format!("{number}/6 ")).count(), 1, "{}", talk.shown);
    }
    let summary = talk.shown.split("Your answers:").nth(1).unwrap();
    for words in
        ["Dana Whitfield", "Ortheim", "Nurse manager or another", "field", "The night shift wrote a huddle."]
    {
        assert!(summary.contains(words), "{words} is not in {summary}");
    }
    assert!(talk.answers.is_empty());
}

#[test]
fn who_presses_enter_at_every_question_gets_what_blank_gives() {
    let known = KnownAnswers::default();
    let answers = interview(&mut script(&[""; 7]), &known).unwrap();
    assert_eq!(answers, Answers::skipped(&known));
}

#[test]
fn a_wrong_answer_is_asked_again_with_the_reason() {
    let long = "word ".repeat(61);
    let mut talk = script(&[
        "dana@example.org",
        "42",
        "Dana",
        &"x".repeat(161),
        "Dean",
        "9",
        "zero",
        "1",
        "12",
        "5",
        "commonz",
        "1",
        &long,
        "TODO: later",
        "They planned it",
        "maybe",
        "y",
    ]);
    let answers = interview(&mut talk, &KnownAnswers::default()).unwrap();
    assert_eq!(answers.name.as_deref(), Some("Dana"));
    assert_eq!(answers.work.as_deref(), Some("They planned it"));
    for reason in [
        "looks like an email address",
        "needs a letter",
        "has 161 characters",
        "a number from 1 to 6",
        "has 61 words",
        "write it out",
        "answer y or n",
    ] {
        assert!(talk.shown.contains(reason), "{reason} is not in {}", talk.shown);
    }
}

#[test]
fn who_does_not_agree_is_asked_again_and_enter_keeps_an_answer() {
    let answers = [
        "Dana",
        "Captain",
        "",
        "1",
        "2",
        "Sergeants planned it",
        "n",
        "Dana Whitfield",
        "",
        "",
        "",
        "",
        "",
        "y",
    ];
    let answers = interview(&mut script(&answers), &KnownAnswers::default()).unwrap();
    assert_eq!(answers.name.as_deref(), Some("Dana Whitfield"));
    assert_eq!(answers.headline.as_deref(), Some("Captain"));
    assert_eq!(answers.kind.id, "officer");
    assert_eq!(answers.standards, StandardsChoice::Framework("us-army-lrm-2019"));
    assert_eq!(answers.theme, "dossier");
    assert_eq!(answers.work.as_deref(), Some("Sergeants planned it"));
}

#[test]
fn what_the_command_says_is_not_asked() {
    let known = KnownAnswers {
        kind: Some(LeaderKind::parse("candidate").unwrap()),
        theme: Some("dossier".to_owned()),
    };
    let mut talk = script(&["", "", "", "", "y"]);
    let answers = interview(&mut talk, &known).unwrap();
    assert_eq!((answers.kind.id, answers.theme.as_str()), ("candidate", "dossier"));
    assert!(!talk.shown.contains("3/6") && !talk.shown.contains("5/6"), "{}", talk.shown);
}

#[test]
fn an_interview_that_ends_early_is_an_error() {
    assert!(interview(&mut script(&NURSE[..5]), &KnownAnswers::default()).is_err());
    assert!(confirm(&mut script(&[]), "Now?").is_err());
}

#[test]
fn a_portfolio_of_one_s_own_is_clean_whatever_was_answered() {
    for kind in &LEADER_KINDS {
        let known = KnownAnswers { kind: Some(kind), theme: None };
        let skipped = Answers::skipped(&known);
        let first = kind.frameworks.first().copied();
        let answered = Answers {
            name: Some("Dana Whitfield".to_owned()),
            headline: Some(kind.headline_example.to_owned()),
            standards: first.map_or(StandardsChoice::Own, StandardsChoice::Framework),
            work: Some(kind.work_example.to_owned()),
            ..skipped.clone()
        };
        for answers in [skipped, answered] {
            let files = own_files(&answers, None);
            // As it is begun, and once the first case study has a text.
            let draft = text(&files.tree, &files.first_text);
            let built = site_of(&files.tree).build();
            is_clean(&built, kind.id);
            assert!(built.portfolio().studies.is_empty(), "it is a draft");
            let built = site_of(&files.tree).file(&files.first_text, filled_in(&draft)).build();
            is_clean(&built, kind.id);
            assert_eq!(built.portfolio().studies.len(), 1);
        }
    }
}

#[test]
fn every_framework_that_is_offered_comes_with_the_program() {
    for kind in &LEADER_KINDS {
        for id in kind.frameworks {
            let answers = Answers { standards: StandardsChoice::Framework(id), ..nurse() };
            let files = own_files(&answers, None);
            let written: Vec<&str> = files.tree.files_in("content/standards").map(|(path, _)| path).collect();
            assert_eq!(written.len(), 1, "{id}");
            assert!(text(&files.tree, "content/portfolio.yaml").contains(&format!("frameworks: [{id}]\n")));
        }
    }
}

#[test]
fn the_author_s_words_are_on_the_first_pages() {
    let files = own_files(&nurse(), None);
    assert_eq!(files.first_text, "content/case-studies/the-night-shift-wrote-a-huddle.md");
    let draft = text(&files.tree, &files.first_text);
    assert!(draft.contains("title: \"The night shift wrote a huddle\"\n"), "{draft}");
    assert!(draft.contains("start: 2026-11\n") && draft.contains("\ndraft: true "), "{draft}");
    let built = site_of(&files.tree).drafts().build();
    let home = built.text("index.html");
    for words in ["I am Dana Whitfield, nurse manager of a ward in Ortheim.", "nurses and nursing assistants"]
    {
        assert!(home.contains(words), "{words}");
    }
    assert!(home.contains("Ortheim"));
    assert!(built.text("standards/index.html").contains("Title of the first standard"));
    assert!(files.tree.get("examples/nurse-manager.md").is_some());
}

#[test]
fn the_author_is_introduced_in_one_sentence() {
    for (name, headline, words) in [
        (Some("Åsa Müller"), Some("Nurse manager, Ward 7"), "I am Åsa Müller, nurse manager, Ward 7. This"),
        (
            Some("Åsa Müller"),
            Some("A principal in Ortheim."),
            "I am Åsa Müller, a principal in Ortheim. This",
        ),
        (
            Some("Åsa Müller"),
            Some("Lakeside School, principal"),
            "I am Åsa Müller, Lakeside School, principal. This",
        ),
        (Some("Åsa Müller"), Some("ICT lead"), "I am Åsa Müller, ICT lead. This"),
        (Some("Åsa Müller"), Some("I lead a ward"), "I am Åsa Müller. I lead a ward. This"),
        (Some("Åsa Müller"), None, "I am Åsa Müller. This"),
        (None, Some("Nurse manager"), "What I do: Nurse manager. This"),
    ] {
        let answers =
            Answers { name: name.map(str::to_owned), headline: headline.map(str::to_owned), ..nurse() };
        let home = text(&own_files(&answers, None).tree, "content/index.md");
        assert!(home.contains(&format!("\n{words} portfolio")), "no {words} in {home}");
    }
}

#[test]
fn marks_in_an_answer_are_neither_yaml_nor_markdown() {
    let answers = Answers {
        name: Some("D. \"Dee\" %name% Whit*field*: #1".to_owned()),
        headline: Some("[Dean] of `x` <b>now</b> \\ 'quoted' %standards%".to_owned()),
        work: Some("They wrote {{ it }}: \"a\" & 'b' # c %title% <!-- d --> ".repeat(3)),
        ..nurse()
    };
    let files = own_files(&answers, None);
    let built = site_of(&files.tree).drafts().build();
    assert!(built.errors().iter().all(|error| error.contains("TXT-09")), "{}", built.report());
    let portfolio = built.portfolio();
    assert_eq!(portfolio.studies.len(), 1);
    let home = built.text("index.html");
    assert!(home.contains("%name% Whit*field*: #1") && home.contains("[Dean]"), "{home}");
    assert!(home.contains("&lt;b&gt;now&lt;/b&gt;"), "{home}");
}

#[test]
fn a_candidate_gets_a_program_and_any_built_in_program_can_be_added() {
    let candidate = Answers { kind: LeaderKind::parse("candidate").unwrap(), ..nurse() };
    let files = own_files(&Answers { standards: StandardsChoice::None, ..candidate.clone() }, None);
    assert!(text(&files.tree, "content/program.yaml").contains("\nframework: nelp-2018-building\n"));
    for program in ["two-artifacts", "four-domains", "promotion"] {
        let files = own_files(&candidate, Some(program));
        is_clean(&site_of(&files.tree).build(), program);
    }
    assert!(
        NewPortfolio { answers: &candidate, program: Some("x"), today: date(2026, 1, 1), language: "en" }
            .files()
            .is_err()
    );
}

#[test]
fn the_language_of_the_site_is_that_of_the_system_if_pages_have_its_words() {
    for (locale, language) in [
        ("de_DE.UTF-8", "de"),
        ("pt_BR", "pt-BR"),
        ("en_GB.UTF-8", "en-GB"),
        ("en_US.UTF-8", "en"),
        ("C", "en"),
        ("", "en"),
        ("es_MX@x", "es"),
        ("xx_YY", "en"),
    ] {
        assert_eq!(language_of_locale(locale), language, "{locale}");
    }
}

#[test]
fn the_example_of_each_kind_is_a_complete_case_study() {
    for kind in &LEADER_KINDS {
        let known = KnownAnswers { kind: Some(kind), theme: None };
        let files = own_files(&Answers::skipped(&known), None);
        let example = text(&files.tree, &format!("examples/{}.md", kind.id));
        let settings = text(&files.tree, "content/portfolio.yaml") + "sample: true\n";
        let site = site_of(&files.tree)
            .file("content/portfolio.yaml", settings)
            .file("content/case-studies/example.md", example.clone());
        let built = site.build();
        is_clean(&built, kind.id);
        let advice: Vec<&str> =
            built.advice("content/case-studies/example.md").iter().map(|it| it.rule).collect();
        assert!(advice.is_empty(), "{}: {advice:?}", kind.id);
        assert!(example.lines().count() < 100, "{}: it is to be short", kind.id);
    }
}

#[test]
fn an_example_in_a_portfolio_of_one_s_own_is_an_error() {
    let files = own_files(&nurse(), None);
    let example = text(&files.tree, "examples/nurse-manager.md").replace("sample: true\n", "");
    site_of(&files.tree)
        .file("content/case-studies/example.md", example)
        .build()
        .fails("POR-02 content/case-studies/example.md");
}

#[test]
fn every_sample_is_clean_in_every_theme() {
    for kind in LEADER_KINDS.iter().filter(|kind| kind.sample == kind.id) {
        for theme in built_in_themes().iter().map(String::as_str).filter(|it| *it != "base") {
            let tree = sample_project(kind.id, Some(theme), None).unwrap();
            let built = site_of(&tree).build();
            is_clean(&built, &format!("{} in {theme}", kind.id));
            let portfolio = built.portfolio();
            assert!((4..=15).contains(&portfolio.studies.len()), "{}", kind.id);
            let study = format!("case-studies/{}/index.html", portfolio.studies[0].head.id);
            for page in ["index.html", study.as_str(), "standards/index.html"] {
                assert!(built.text(page).contains("<main"), "{}: {page} in {theme}", kind.id);
            }
        }
    }
}

#[test]
fn a_sample_has_work_that_missed_its_target_and_work_that_was_stopped() {
    for kind in &LEADER_KINDS {
        let tree = sample_project(kind.id, None, None).unwrap();
        let studies: Vec<String> =
            tree.files_in("content/case-studies").map(|(_, blob)| blob.read_text().unwrap()).collect();
        for line in
            ["\nverdict: met\n", "\nverdict: partly_met\n", "\nverdict: not_met\n", "\nstatus: stopped\n"]
        {
            assert!(studies.iter().any(|it| it.contains(line)), "{}: {line}", kind.id);
        }
    }
}

#[test]
fn what_remains_of_any_sample_is_an_error_in_a_portfolio_of_one_s_own() {
    for (text, sample) in [
        ("Odile Marchbank", "nurse-manager"),
        ("Tidewell Parcels", "engineering-manager"),
        ("Dismissed by nobody", "officer"),
    ] {
        let is_sample = sample != "officer";
        let settings = format!(
            "--- content/portfolio.yaml\nprofile: {{ name: \"Dana\", bio: \"I am {text}.\" }}\nawards: [{{ title: \"{text}\" }}]\n"
        );
        let errors = bare_site(&settings).build().errors();
        assert_eq!(errors.iter().any(|it| it.contains("POR-02")), is_sample, "{text}: {errors:?}");
    }
    // Whoever is called like the owner of a sample may say so.
    let settings = "--- content/portfolio.yaml\nprofile: { name: \"Odile Marchbank\" }\ncopyright: { holder: \"Odile Marchbank\" }\n";
    bare_site(settings).build().fine();
}

#[test]
fn a_portfolio_of_one_s_own_is_deployed_after_its_first_text_without_deleting_anything() {
    let bench = Bench::new();
    bench.run("init mine --blank --kind nurse-manager").ends(0).says("created your portfolio in `mine`");
    let before: Vec<String> =
        super::support::files(&bench.path("mine")).into_iter().map(|(path, _)| path).collect();
    bench.run("check --root mine").ends(0);
    bench.run("build --root mine").ends(0);
    let draft = "mine/content/case-studies/my-first-case-study.md";
    // Without a summary and a problem it is not published by mistake.
    bench.write(draft, bench.read(draft).replace("draft: true ", "draft: false "));
    bench.run("build --root mine").ends(1).says("TXT-09");
    bench.write(draft, filled_in(&bench.read(draft)));
    let settings = bench.read("mine/content/portfolio.yaml").replace("Your Name", "Dana Whitfield");
    bench.write(
        "mine/content/portfolio.yaml",
        settings + "deploy:\n  school: { kind: folder, path: ../site }\n",
    );
    let people = bench.read("mine/content/people.yaml").replace("Your Name", "Dana Whitfield");
    bench.write("mine/content/people.yaml", people);
    bench.run("check --root mine").ends(0);
    bench.run("deploy --yes --root mine").ends(0);
    assert!(
        bench.read("site/case-studies/my-first-case-study/index.html").contains("The night shift decided")
    );
    assert!(!bench.read("site/index.html").contains("invented"));
    for path in before {
        assert!(bench.has(&format!("mine/{path}")), "{path} is still there");
    }
}

#[test]
fn who_gives_no_name_gets_a_place_for_it() {
    let bench = Bench::new();
    bench.run("init mine --blank").ends(0);
    assert!(bench.read("mine/content/portfolio.yaml").contains("name: \"Your Name\""));
    assert!(!bench.read("mine/content/index.md").contains("I am"));
    // It is a place, and no name that readers may see.
    let settings = bench.read("mine/content/portfolio.yaml");
    bench.write(
        "mine/content/portfolio.yaml",
        settings + "deploy:\n  school: { kind: folder, path: ../site }\n",
    );
    let reason = "`name` in `content/portfolio.yaml` is still `Your Name`";
    bench.run("build --root mine").ends(0).says(reason);
    bench.run("check --root mine").ends(0).says(reason);
    bench.run("deploy --yes --root mine").ends(1).says(reason).says("write your name there");
    assert!(!bench.has("site"));
}

#[test]
fn without_a_folder_the_portfolio_is_here_if_nothing_else_is() {
    let bench = Bench::new();
    let ran = bench.run("init --blank").ends(0).says("created your portfolio in this folder");
    assert!(
        ran.stderr.contains(
            "\n  leadfolio serve --open --drafts\n  leadfolio check --profile draft\n  leadfolio build\n"
        ),
        "{}",
        ran.stderr
    );
    assert!(bench.has("content/portfolio.yaml"));
    bench.run("init").ends(2).says("this folder is not empty").says("leadfolio init my-portfolio");
}

#[test]
fn without_a_terminal_nothing_is_asked_and_the_way_to_a_sample_is_named() {
    let bench = Bench::new();
    bench.run("init mine").ends(0).says("nothing was asked").says("leadfolio init --sample principal");
    assert!(!bench.read("mine/content/portfolio.yaml").contains("sample: true"));
}

#[test]
fn samples_and_kinds_that_do_not_exist_are_refused_with_the_list() {
    let bench = Bench::new();
    bench
        .run("init --sample my-folder")
        .ends(2)
        .says("`nurse-manager`")
        .says("leadfolio init my-folder --sample");
    bench.run("init mine --sample nurse-manger").ends(2).says("did you mean `nurse-manager`?");
    bench.run("init mine --kind boss").ends(2).says("there is no kind of leader `boss`");
    bench.run("init mine --blank --theme nothing").ends(2).says("there is no theme `nothing`");
    assert!(!bench.has("mine"));
    assert_eq!(LOOKS.len(), 3);
}

#[test]
fn the_guide_names_the_command_that_writes_an_example_of_the_private_list() {
    let guide = include_str!("../../docs/content/pages/people-and-privacy.md");
    assert!(
        guide.contains(
            "`leadfolio init example --sample`) has an example of it, `people.private.example.yaml`"
        )
    );
    let bench = Bench::new();
    bench.run("init example --sample").ends(0);
    assert!(bench.has("example/content/people.private.example.yaml"));
    assert!(bench.read("example/.gitignore").lines().any(|line| line.ends_with("people.private.yaml")));
}

//! A new portfolio of the author's own: nothing in it is invented, so there is nothing to delete before it is published.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::civil::Date;

use super::editor_settings::project_settings;
use super::interview::{Answers, LOOKS, StandardsChoice};
use super::kinds::{LEADER_KINDS, LeaderKind};
use super::programs::find_program;
use crate::urls::Slug;
use crate::vfs::FileTree;
use crate::{embedded, i18n, yaml};

/// Stands in for a name that the author has not given yet.
pub const NO_NAME: &str = "Your Name";
/// Id of the framework that the author fills in.
const OWN_FRAMEWORK: &str = "my-standards";
/// The title of a case study is cut to so many characters, between two words.
const MAX_TITLE_CHARS: usize = 90;
/// So many words of the title make the name of its file.
const MAX_FILE_NAME_WORDS: usize = 8;

/// What a new portfolio depends on beside the answers of its author.
#[derive(Clone, Copy, Debug)]
pub struct NewPortfolio<'a> {
    /// What the author said.
    pub answers: &'a Answers,
    /// Name of a built-in program whose requirements are added.
    pub program: Option<&'a str>,
    /// The day on which the portfolio begins.
    pub today: Date,
    /// Tag of the language of the site.
    pub language: &'a str,
}

/// The files of a new portfolio, and the path of the one to begin with.
#[derive(Clone, Debug)]
pub struct NewFiles {
    /// All files, from the root of the project.
    pub tree: FileTree,
    /// The first case study.
    pub first_text: String,
}

impl NewPortfolio<'_> {
    /// The files of the portfolio: settings, the people in it, a home page, drafts of a case study and of an approach, and
    /// beside `content/` a complete case study to look at.
    ///
    /// # Errors
    /// If there is no such built-in program.
    pub fn files(&self) -> Result<NewFiles> {
        let kind = self.answers.kind;
        let mut tree = FileTree::default();
        let frameworks = self.add_standards_and_program(&mut tree)?;
        tree.insert("content/portfolio.yaml", self.settings(&frameworks));
        tree.insert("content/people.yaml", self.people());
        tree.insert("content/index.md", self.home());
        tree.insert("content/approaches/how-i-hand-over-work.md", APPROACH.to_owned());
        let title = self.title();
        let first_text = format!("content/case-studies/{}.md", file_name(&title));
        tree.insert(first_text.clone(), self.case_study(&title));
        if let Some(example) = embedded::example_case_study(kind.id) {
            tree.insert(format!("examples/{}.md", kind.id), example.to_owned());
        }
        tree.overlay(project_settings());
        Ok(NewFiles { tree, first_text })
    }

    fn name(&self) -> &str {
        self.answers.name.as_deref().unwrap_or(NO_NAME)
    }

    /// Adds the files of standards and of the program, and returns the ids of the frameworks, the main one first.
    fn add_standards_and_program(&self, tree: &mut FileTree) -> Result<Vec<String>> {
        let kind = self.answers.kind;
        let mut ids: Vec<String> = match self.answers.standards {
            StandardsChoice::None => Vec::new(),
            StandardsChoice::Framework(id) => vec![id.to_owned()],
            StandardsChoice::Own => vec![OWN_FRAMEWORK.to_owned()],
        };
        if self.answers.standards == StandardsChoice::Own {
            tree.insert(format!("content/standards/{OWN_FRAMEWORK}.yaml"), OWN_STANDARDS.to_owned());
        }
        if let Some(name) = self.program {
            let program = find_program(name)?;
            tree.insert("content/program.yaml", program.replace("sample: true\n", ""));
            let id = program.lines().find_map(|line| line.strip_prefix("framework: "));
            ids.extend(id.map(str::to_owned));
        } else if kind.id == "candidate" {
            if ids.is_empty() {
                ids.extend(kind.frameworks.first().map(|id| (*id).to_owned()));
            }
            let framework = ids.first().map_or("", String::as_str);
            tree.insert("content/program.yaml", fill(PROGRAM, &[("framework", framework)]));
        }
        let mut seen = BTreeSet::new();
        ids.retain(|id| seen.insert(id.clone()));
        for (path, blob) in ids.iter().filter_map(|id| embedded::framework(id)) {
            tree.insert(format!("content/{path}"), blob);
        }
        Ok(ids)
    }

    fn settings(&self, frameworks: &[String]) -> String {
        let Answers { headline, kind, theme, .. } = self.answers;
        let name = yaml::quote(self.name());
        let headline = match headline {
            Some(headline) => format!("headline: {}", yaml::quote(headline)),
            None => format!("# headline: {}", yaml::quote(kind.headline_example)),
        };
        let standards = match frameworks.first() {
            Some(first) => format!("frameworks: [{}]\nprimary_framework: {first}\n", frameworks.join(", ")),
            None => "# frameworks: [my-standards]      # files in content/standards/; \
                     see `leadfolio schema standards`\n"
                .to_owned(),
        };
        let looks = LOOKS.map(|(id, _)| id).join(", ");
        let year = self.today.year().to_string();
        let values = [
            ("language", self.language),
            ("theme", theme),
            ("looks", &looks),
            ("role", kind.role),
            ("year", &year),
            ("standards", &standards),
            ("headline", &headline),
            ("name", &name),
        ];
        fill(SETTINGS, &values)
    }

    fn people(&self) -> String {
        let kind = self.answers.kind;
        let [role, colleague, name] = [kind.role, kind.colleague, self.name()].map(yaml::quote);
        fill(PEOPLE, &[("role", &role), ("colleague", &colleague), ("name", &name)])
    }

    fn home(&self) -> String {
        let mut first = self.introduction();
        first.push(format!(
            "This portfolio shows work that {} led, with real authority to decide. I stayed responsible \
             for the results.",
            self.answers.kind.people
        ));
        format!("{HOME_HEAD}{}\n\n{HOME_TEXT}", first.join(" "))
    }

    /// The sentences in which the author says who they are; none if nothing is known.
    fn introduction(&self) -> Vec<String> {
        let text = |text: &str| end_without_dot(&escape_markdown(text)).to_owned();
        match (&self.answers.name, &self.answers.headline) {
            (Some(name), Some(headline)) if is_sentence(headline) => {
                vec![format!("I am {}.", text(name)), format!("{}.", text(headline))]
            }
            (Some(name), Some(headline)) => {
                let headline = headline_in_sentence(headline, self.language);
                vec![format!("I am {}, {}.", text(name), text(&headline))]
            }
            (Some(name), None) => vec![format!("I am {}.", text(name))],
            (None, Some(headline)) => vec![format!("What I do: {}.", text(headline))],
            (None, None) => Vec::new(),
        }
    }

    fn title(&self) -> String {
        let Some(work) = &self.answers.work else { return "My first case study".to_owned() };
        let work = end_without_dot(work);
        if work.chars().count() <= MAX_TITLE_CHARS {
            return work.to_owned();
        }
        let mut title = String::new();
        for word in work.split_whitespace() {
            if title.chars().count() + word.chars().count() + 2 > MAX_TITLE_CHARS {
                break;
            }
            if !title.is_empty() {
                title.push(' ');
            }
            title += word;
        }
        if title.is_empty() {
            title = work.chars().take(MAX_TITLE_CHARS - 1).collect();
        }
        title.trim_end_matches([',', ';', ':']).to_owned() + "…"
    }

    fn case_study(&self, title: &str) -> String {
        let LeaderKind { id, work_example, .. } = self.answers.kind;
        let summary = match &self.answers.work {
            Some(work) => yaml::quote(&format!("{}.", end_without_dot(work))),
            // Keeps the page from being published until it is filled in.
            None => {
                yaml::placeholder("one or two sentences: what you handed over to whom, and what came of it")
            }
        };
        let values = [
            ("example_file", format!("examples/{id}.md")),
            ("work_example", (*work_example).to_owned()),
            ("start", self.today.strftime("%Y-%m").to_string()),
            ("title", yaml::quote(title)),
            ("summary", summary),
        ];
        fill(CASE_STUDY, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
    }
}

/// Whether the author wrote a sentence about what they do, such as `I lead a ward`.
fn is_sentence(headline: &str) -> bool {
    let first = headline.split_whitespace().next().unwrap_or_default();
    ["I", "I'm", "I’m", "My", "We"].contains(&first)
}

/// The headline as it goes on after the author's name. It begins with a small letter only if its first word is known to be no
/// name: `Nurse manager`, but not `Lakeside School`.
fn headline_in_sentence(headline: &str, language: &str) -> String {
    const TITLES: [&str; 16] = [
        "acting",
        "assistant",
        "associate",
        "chief",
        "coordinator",
        "deputy",
        "director",
        "executive",
        "head",
        "interim",
        "lead",
        "leader",
        "manager",
        "supervisor",
        "team",
        "vice",
    ];
    let first_word =
        |text: &str| text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    let first = first_word(headline);
    let mut roles = LEADER_KINDS.iter().flat_map(|kind| [kind.role, kind.colleague]);
    if TITLES.contains(&first.as_str()) || roles.any(|role| first_word(role) == first) {
        i18n::role_in_sentence(headline, language)
    } else {
        i18n::text_in_sentence(headline, language)
    }
}

/// Fills in a template in which `%name%` stands for a value.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len());
    for (index, part) in template.split('%').enumerate() {
        let is_name = index % 2 == 1;
        let value = values.iter().find(|(name, _)| is_name && *name == part).map(|(_, value)| *value);
        text += value.unwrap_or(part);
    }
    text
}

/// The name of a file after a title, without its ending.
fn file_name(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().take(MAX_FILE_NAME_WORDS).collect();
    let slug = Slug::from_title(&words.join(" "));
    slug.map_or_else(|| "first-case-study".to_owned(), |slug| slug.as_str().to_owned())
}

fn end_without_dot(text: &str) -> &str {
    text.trim_end_matches(['.', ' '])
}

/// A text in which no character is a mark of Markdown.
fn escape_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>#~|${}^=".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// The language of a site for a locale of the system, such as `de_DE.UTF-8`: one that has words for pages, or English.
pub fn language_of_locale(locale: &str) -> String {
    let tag = locale.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let is_tag = |tag: &str| i18n::built_in(tag).is_some();
    let known =
        if is_tag(&tag) { Some(tag) } else { Some(i18n::main_language(&tag)).filter(|main| is_tag(main)) };
    known.unwrap_or_else(|| "en".to_owned())
}

const SETTINGS: &str = r#"# The settings of your portfolio. Lines that begin with # are notes; delete the # to use one.
# `leadfolio schema --markdown` lists every field.
schema: 1
language: %language%
theme: %theme%                      # %looks%; `leadfolio theme preview` shows your pages in each
# url: "https://www.example.org/"    # the web address, once you have one

profile:
  name: %name%            # also in people.yaml
  %headline%
  # bio: "Two or three sentences about you, for the top of the resume."
  # photo: { file: portrait.jpg, alt: "Portrait" }      # put the picture into content/files/
  # location: { city: "City", region: "State", country_code: US }
  # contact: { email: "you@example.org" }

# Where you work and have worked, the newest first. It makes the resume page.
# positions:
#   - { id: current, title: "%role%", organisation: "Name of the organization", start: 2022-08, end: null }

# education:
#   - { institution: "University", award: "M.A.", area: "Field of study", end: 2017 }

%standards%
# Which case studies the home page shows, by the names of their files; three or four are plenty.
# featured: [name-of-a-file]

copyright: { holder: %name%, since: %year% }

# Where `leadfolio deploy` publishes the site; `leadfolio deploy --setup` asks and writes it here.
"#;

const PEOPLE: &str = r#"# Everyone your pages mention, and how much of each person may be shown. Write roles: a name belongs here only if
# the person has agreed to be named. Names of children never do.
schema: 1
people:
  - id: p-owner
    kind: owner
    role: %role%
    show_as: full_name
    name: { full: %name% }       # also in portfolio.yaml
    minor: false
    consent: { status: not_needed }

  # Who led your first piece of work. Change the role to theirs, and ask them before you publish.
  - id: p-lead
    kind: staff
    role: %colleague%
    show_as: role
    minor: false
    reports_to_owner: true
    consent: { status: not_asked }
    # Once they have agreed:
    # consent: { status: given, scope: [role, quote], date: 2026-06-20, by: self, record: "where the e-mail or form is kept", free_to_refuse: true }
"#;

const HOME_HEAD: &str = "---\nschema: 1\ntitle: \"Work that others led\"\n---\n\n\
    <!-- Your welcome text, in your own words. Comments like this one are never published. -->\n\n";

const HOME_TEXT: &str = "Each case study says who decided what, what support they had, what was measured before and \
    after, and what I would\ndo differently.\n";

const APPROACH: &str = r#"---
schema: 1
draft: true                      # delete this line once the text is yours
title: "How I hand over work"
# summary: "One or two sentences on the way you work."
# stance: "When you use it, in one sentence."
# pitfalls:
#   - { kind: unclear_roles, title: "Nobody knows who decides", signs: ["Two answers to one question"], guard: "One name per decision, in writing" }
---

<!-- What readers ask:
What is it, in words that everybody understands?
Why do you use it? A short story is better than a theory.
Where has it gone wrong, and how did you notice?
Link it to a case study: `approaches: [how-i-hand-over-work]` in the case study makes the list of examples below this text. -->
"#;

const CASE_STUDY: &str = r#"---
# A complete example to look at: %example_file%
schema: 1
draft: true                      # delete this line once the text is yours; `leadfolio serve --drafts` shows it before
title: %title%
summary: %summary%
status: ongoing                  # proposed, ongoing, completed or stopped
led_by: [p-lead]                 # who really led it; ids from people.yaml
accountable: p-owner             # who answers for the result: you
delegation:
  level: 5                       # 1 you decide … 4 you decide together … 7 they decide
  # joined: volunteered          # or invited, elected, assigned, mixed: could they say no?
  # authority: ["What they may decide, spend or change without asking"]
  # retained: ["What stays with you"]
  # take_back: "What would make you step in, and how they would learn of it"
  # support:
  #   - { kind: time, what: "What for", amount: 2, unit: hours a week }
# communication:
#   channels: ["How everybody hears the same"]
#   check_ins:
#     - { with: [p-lead], cadence: weekly, minutes: 15, purpose: "What for" }
#   escalation: "How a problem reaches you"
start: %start%
# The lines above are guesses. Make them true, then write this one: until then, nothing is published.
problem: "TODO: what was wrong before, in one sentence"
# outcomes:
#   - id: main
#     kind: quantitative
#     metric: "What was counted"
#     unit: percent              # or count, hours, minutes, points, rate
#     direction: increase        # or decrease, maintain
#     baseline: { value: 40, date: 2026-01-15, n: 120 }
#     target: { value: 60, date: 2026-06-15 }
#     result: { value: 55, date: 2026-06-12, n: 118 }
#     source: { name: "Where the figures come from", type: survey, collected_by: delegate }
---

<!-- Write the story here: 300 to 600 words are enough. Readers look for answers to these questions, in this order. Copy the
headings that you use out of this comment; comments are never published.

## Situation
What was wrong, for whom, and how did you know?

## What I handed over, and what I kept
Which decisions became theirs? Which stayed yours, and why? Such as: %work_example%.

## What they did
Two or three decisions that they made, ideally some that you would have made differently.

## Results
What was measured before and after? Say what was missed, too.

## Reflection
What would you do differently? (It is required once the work is completed or stopped.) -->
"#;

const PROGRAM: &str = r#"# What your program requires. If it gave you a file of this kind, put it here instead; if not, change these lines to what its
# handbook says. `leadfolio check` then lists how much of it is there.
schema: 1
name: "My program"
framework: %framework%
each_standard: { artifacts: 2, narrative: true }
# pages: [vision, resume]
# reflection_words: { least: 100, most: 800 }
# releases: true
"#;

const OWN_STANDARDS: &str = r#"# The standards that you are measured by, such as those of your organization. Copy the titles only: the text belongs to
# its publisher. A case study then refers to `my-standards/1`.
schema: 1
id: my-standards
name: "My standards"
short: "My standards"
status: current
titles_official: false
standards:
  - { id: "1", title: "Title of the first standard" }
  - { id: "2", title: "Title of the second standard" }
"#;

//! Makes approaches of documents whose headings ask what an approach is, why, and how it was used; and of each example in
//! them, the beginning of a case study.
//!
//! The words are those of the source: a title is cut out of its sentence, and nothing is concluded that is not written.

use serde_json::{Value, json};

use super::example_sentences::{begins_example, capitalized, has_proper_name, title_of};
use super::imported::{DocumentKind, Imported, ImportedDocument};
use super::markdown_outline::{demote_headings, lines};
use super::sentences::{plain_text, sentences};
use crate::urls::Slug;

/// Most examples that are taken from a document.
const MAX_EXAMPLES: usize = 50;

/// What a section of an approach is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Meaning,
    Reasons,
    Pitfalls,
    Use,
    Examples,
}

/// Makes approaches and case studies of the documents that have no kind yet, where their headings tell.
pub(super) fn arrange(imported: &mut Imported) {
    let documents = std::mem::take(&mut imported.documents);
    for mut document in documents {
        if document.kind.is_some() {
            imported.documents.push(document);
            continue;
        }
        let body = with_headings(&document.body);
        let sections = sections(&body);
        let mut topics: Vec<Topic> = sections.iter().filter_map(|section| section.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        // `Challenges` and `Examples` may be headings of any text, and case studies ask why and how, too.
        let is_case = !topics.contains(&Topic::Meaning)
            && sections.iter().any(|section| is_of_case_study(&section.title));
        let is_approach = topics.len() >= 2
            && !is_case
            && topics.iter().any(|topic| matches!(topic, Topic::Meaning | Topic::Reasons | Topic::Use));
        if !is_approach {
            imported.documents.push(document);
            continue;
        }
        if document.title.is_empty() {
            document.title = title_from_question(&sections).unwrap_or_default();
        }
        document.kind = Some(DocumentKind::Approach);
        let stubs = stubs(&document, &sections);
        document.body = body;
        imported.documents.push(document);
        imported.documents.extend(stubs);
    }
}

/// A heading and what is below it.
struct Section {
    title: String,
    level: usize,
    topic: Option<Topic>,
    blocks: Vec<String>,
}

/// The body with lines that are headings of an approach in all but their form as headings: those in bold, or alone.
fn with_headings(body: &str) -> String {
    let written = lines(body);
    let level = written.iter().map(|line| line.level).filter(|level| *level > 0).min().unwrap_or(2).max(2);
    let mut out = Vec::with_capacity(written.len());
    for (index, line) in written.iter().enumerate() {
        let is_blank = |index: Option<usize>| {
            index.and_then(|index| written.get(index)).is_none_or(|line| line.text.trim().is_empty())
        };
        let is_alone =
            is_blank(index.checked_sub(1)) && is_blank(Some(index + 1)) && index + 1 < written.len();
        let is_bold =
            line.text.starts_with("**") && line.text.ends_with("**") && line.text.matches("**").count() == 2;
        let plain = plain_text(line.text);
        let may_be =
            line.level == 0 && is_alone && plain.chars().count() <= 90 && (is_bold || plain.ends_with('?'));
        if may_be && topic_of(&plain).is_some() {
            out.push(format!("{} {}", "#".repeat(level), line.text.trim_matches('*').trim()));
        } else {
            out.push(line.text.to_owned());
        }
    }
    // The sections of an approach are of the second level.
    let is_deep = lines(&out.join("\n")).iter().all(|line| line.level == 0 || line.level > 2);
    let text = out.join("\n");
    if !is_deep {
        return demote_headings(&text);
    }
    let highest = lines(&text).iter().map(|line| line.level).filter(|level| *level > 0).min().unwrap_or(2);
    let raised = lines(&text)
        .into_iter()
        .map(|line| if line.level > 0 { line.text[highest - 2..].to_owned() } else { line.text.to_owned() })
        .collect::<Vec<_>>();
    raised.join("\n")
}

fn sections(body: &str) -> Vec<Section> {
    let mut sections = vec![Section { title: String::new(), level: 0, topic: None, blocks: Vec::new() }];
    let mut block = String::new();
    for line in lines(body) {
        if line.text.trim().is_empty() || line.level > 0 {
            if let Some(section) = sections.last_mut() {
                section.blocks.extend(Some(std::mem::take(&mut block)).filter(|block| !block.is_empty()));
            }
            if line.level > 0 {
                let title = plain_text(line.text[line.level..].trim());
                let topic = topic_of(&title);
                sections.push(Section { title, level: line.level, topic, blocks: Vec::new() });
            }
        } else {
            if !block.is_empty() {
                block.push('\n');
            }
            block.push_str(line.text);
        }
    }
    if let Some(section) = sections.last_mut() {
        section.blocks.extend(Some(block).filter(|block| !block.is_empty()));
    }
    sections
}

/// Words of headings about what can go wrong.
const PITFALL_WORDS: &[&str] = &[
    "pitfall",
    "pitfalls",
    "challenge",
    "challenges",
    "risk",
    "risks",
    "drawback",
    "drawbacks",
    "downside",
    "downsides",
    "limitation",
    "limitations",
    "weaknesses",
    "disadvantages",
    "caution",
    "cautions",
    "dangers",
];

/// Words of headings about what the author did with an approach.
const USE_WORDS: &[&str] = &[
    "use",
    "used",
    "using",
    "apply",
    "applied",
    "practice",
    "practiced",
    "practised",
    "do",
    "done",
    "lead",
    "led",
    "implemented",
    "implement",
];

/// Words of headings that case studies have, and approaches do not.
const CASE_WORDS: &[&str] = &[
    "result",
    "results",
    "outcome",
    "outcomes",
    "impact",
    "evidence",
    "timeline",
    "situation",
    "context",
    "reflection",
    "lessons",
    "happened",
    "changed",
    "action",
    "actions",
];

/// The words of a heading in small letters.
fn heading_words(title: &str) -> Vec<String> {
    let title = title.to_lowercase().replace('’', "'");
    title
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a heading is one of a case study.
fn is_of_case_study(title: &str) -> bool {
    heading_words(title).iter().any(|word| CASE_WORDS.contains(&word.as_str()))
}

/// What a heading asks.
fn topic_of(title: &str) -> Option<Topic> {
    let words = heading_words(title);
    let sentence = words.join(" ");
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    let begins = |starts: &[&str]| starts.iter().any(|start| sentence.starts_with(start));
    let is_mine = has(&["i", "i've", "my", "me", "we", "our"]);
    let is_use = begins(&["how ", "where ", "when "]) && is_mine && has(USE_WORDS);
    if words.len() > 14 || is_of_case_study(title) {
        None
    } else if has(PITFALL_WORDS) {
        Some(Topic::Pitfalls)
    } else if begins(&["example", "some example", "my example", "case stud", "in practice", "stories"]) {
        Some(Topic::Examples)
    } else if is_use || begins(&["my experience", "how it looks", "what it looks like", "how this looks"]) {
        Some(Topic::Use)
    } else if begins(&["why "]) || has(&["benefits", "advantages", "strengths"]) && words.len() <= 8 {
        Some(Topic::Reasons)
    } else if begins(&[
        "what is ",
        "what's ",
        "what are ",
        "what does ",
        "what do i mean",
        "definition",
        "about this approach",
    ]) {
        Some(Topic::Meaning)
    } else {
        None
    }
}

/// The name of an approach from `What is NAME?`.
fn title_from_question(sections: &[Section]) -> Option<String> {
    let question = &sections.iter().find(|section| section.topic == Some(Topic::Meaning))?.title;
    let name = ["What is ", "What’s ", "What's ", "What are "]
        .iter()
        .find_map(|start| question.strip_prefix(start))?;
    let name = name.trim_end_matches('?').trim();
    let name =
        name.rsplit_once(" (").filter(|(_, short)| short.ends_with(')')).map_or(name, |(name, _)| name);
    Some(capitalized(name)).filter(|name| !name.is_empty())
}

/// An example in the words of the source.
struct Example {
    title: String,
    /// Its sentences, as Markdown.
    text: String,
}

/// The beginnings of case studies.
fn stubs(approach: &ImportedDocument, sections: &[Section]) -> Vec<ImportedDocument> {
    let id = Slug::from_title(&approach.title);
    let mut examples = Vec::new();
    let mut within: Option<(usize, Topic)> = None;
    for section in sections {
        within = match (section.topic, within) {
            (Some(topic @ (Topic::Use | Topic::Examples)), _) => Some((section.level, topic)),
            (None, Some((level, topic))) if section.level > level => {
                // Each heading below “Examples” is an example by itself.
                examples.push(Example { title: section.title.clone(), text: section.blocks.join("\n\n") });
                Some((level, topic))
            }
            _ => None,
        };
        if section.topic.is_some()
            && let Some((_, topic)) = within
        {
            examples.extend(examples_in(section, topic));
        }
    }
    examples.retain(|example| !example.text.trim().is_empty() && !example.title.is_empty());
    examples.truncate(MAX_EXAMPLES);
    examples
        .into_iter()
        .map(|example| {
            let mut stub = ImportedDocument {
                kind: Some(DocumentKind::CaseStudy),
                title: example.title,
                body: stub_body(&approach.title, &example.text),
                origin: approach.origin.clone(),
                ..ImportedDocument::default()
            };
            if let Some(id) = &id {
                stub.fields.insert("approaches".to_owned(), Value::Array(vec![json!(id.as_str())]));
            }
            stub
        })
        .collect()
}

fn stub_body(approach: &str, text: &str) -> String {
    let quoted: Vec<String> = text.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    let quoted = quoted.join("\n");
    format!(
        "## From “{approach}”\n\n{quoted}\n\n<!-- Questions to answer. This comment is never published:\n\n\
         - What was the problem, and how did you know?\n\
         - Who led the work, and who else took part?\n\
         - What could they decide without asking you, and what did you keep?\n\
         - How did you support them, and how often did you talk?\n\
         - What changed, by how much, and by when?\n\
         - What did not work, and what would you do differently?\n\n-->"
    )
}

/// The examples in a section: items of lists, and sentences that begin one, with those that follow.
fn examples_in(section: &Section, topic: Topic) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for block in &section.blocks {
        if let Some(items) = items(block) {
            examples.extend(items.into_iter().map(|item| Example { title: title_of(&item), text: item }));
            continue;
        }
        let is_quotable = !block.starts_with(['|', '<', '`', '!', '>']);
        let paragraph = block.replace('\n', " ");
        let all = sentences(&paragraph);
        let has_name = all.iter().any(|sentence| has_proper_name(&plain_text(sentence)));
        let mut is_open = false;
        for (index, sentence) in all.iter().enumerate().filter(|_| is_quotable) {
            let begins = begins_example(sentence) || (index == 0 && (topic == Topic::Examples || has_name));
            match examples.last_mut().filter(|_| is_open && !begins) {
                Some(example) => {
                    example.text.push(' ');
                    example.text.push_str(sentence);
                }
                None if begins => {
                    is_open = true;
                    examples.push(Example { title: title_of(sentence), text: (*sentence).to_owned() });
                }
                None => {}
            }
        }
    }
    examples
}

/// The items of a list; `None` if a block is no list.
fn items(block: &str) -> Option<Vec<String>> {
    let marker = |line: &str| {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after =
            if digits > 0 { line[digits..].strip_prefix(['.', ')']) } else { line.strip_prefix(['-', '*']) };
        after.filter(|after| after.starts_with(' ')).map(|after| after.trim().to_owned())
    };
    let mut items: Vec<String> = Vec::new();
    for line in block.lines() {
        match (marker(line), items.last_mut()) {
            (Some(item), _) => items.push(item),
            (None, Some(item)) => {
                item.push('\n');
                item.push_str(line.trim());
            }
            (None, None) => return None,
        }
    }
    Some(items)
}

//! The questions of `leadfolio init`: six, each with an example, and none that has to be answered.

use anyhow::Result;

use super::kinds::{DEFAULT_KIND, LEADER_KINDS, LeaderKind, framework_label};
use crate::yaml;

/// Shows texts and reads answers: a terminal, or the script of a test.
pub trait Conversation {
    /// Shows a text of one or more lines.
    fn say(&mut self, text: &str);

    /// Shows a question and reads a line, without spaces around it.
    ///
    /// # Errors
    /// If there is no further answer.
    fn ask(&mut self, question: &str) -> Result<String>;
}

/// The standards that a new portfolio begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StandardsChoice {
    /// None yet.
    #[default]
    None,
    /// A framework that comes with the program, by its id.
    Framework(&'static str),
    /// An example of a framework of the author's own, to fill in.
    Own,
}

/// What the author has said; `None` is what was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// Name, as the site shows it.
    pub name: Option<String>,
    /// What the author does, and where.
    pub headline: Option<String>,
    /// Kind of leader.
    pub kind: &'static LeaderKind,
    /// Standards to be measured by.
    pub standards: StandardsChoice,
    /// Name of the theme.
    pub theme: String,
    /// The first piece of work that others led, in one sentence.
    pub work: Option<String>,
}

/// What is already known, such as from options of the command: it is not asked.
#[derive(Clone, Debug, Default)]
pub struct KnownAnswers {
    /// Kind of leader.
    pub kind: Option<&'static LeaderKind>,
    /// Name of the theme, which exists.
    pub theme: Option<String>,
}

/// The looks to choose from, with a line on each. The first is the default.
pub const LOOKS: [(&str, &str); 3] = [
    ("commons", "warm and open, with pictures; suits schools and most others"),
    ("dossier", "a formal file with numbered sections that a panel can cite"),
    ("field", "bold and direct, with results as large figures"),
];

const MAX_NAME_CHARS: usize = 80;
const MAX_HEADLINE_CHARS: usize = 160;
const MAX_WORK_CHARS: usize = 300;
/// As many words as the summary of a case study may have.
const MAX_WORK_WORDS: usize = 60;

impl Answers {
    /// The answers of somebody who skips every question.
    pub fn skipped(known: &KnownAnswers) -> Self {
        let default = LEADER_KINDS.iter().find(|kind| kind.id == DEFAULT_KIND).unwrap_or(&LEADER_KINDS[0]);
        Self {
            name: None,
            headline: None,
            kind: known.kind.unwrap_or(default),
            standards: StandardsChoice::None,
            theme: known.theme.clone().unwrap_or_else(|| LOOKS[0].0.to_owned()),
            work: None,
        }
    }

    /// What was answered, a line each.
    fn summary(&self) -> String {
        let or_later = |answer: &Option<String>| answer.clone().unwrap_or_else(|| "(later)".to_owned());
        format!(
            "  Name:           {}\n  Work:           {}\n  Kind of leader: {}\n  Standards:      {}\n  \
             Look:           {}\n  First piece:    {}",
            or_later(&self.name),
            or_later(&self.headline),
            self.kind.label,
            self.standards.label(),
            self.theme,
            or_later(&self.work)
        )
    }
}

impl StandardsChoice {
    fn label(self) -> &'static str {
        match self {
            Self::None => "none for now",
            Self::Framework(id) => framework_label(id),
            Self::Own => "a framework of your own: an example to fill in",
        }
    }
}

/// Asks the questions, sums the answers up, and asks again until the author agrees.
///
/// # Errors
/// If the conversation ends before that.
pub fn interview(conversation: &mut dyn Conversation, known: &KnownAnswers) -> Result<Answers> {
    conversation.say(
        "Six short questions. Press Enter to skip one: you can change everything later, in plain text files.",
    );
    let mut answers = Answers::skipped(known);
    let mut is_first_round = true;
    loop {
        answers = ask_all(conversation, known, &answers, is_first_round)?;
        is_first_round = false;
        conversation.say(&format!("\nYour answers:\n{}", answers.summary()));
        if confirm(conversation, "Write the portfolio with these?")? {
            return Ok(answers);
        }
        conversation.say("Let's go through them again. Press Enter to keep an answer.");
    }
}

fn ask_all(
    conversation: &mut dyn Conversation,
    known: &KnownAnswers,
    before: &Answers,
    is_first_round: bool,
) -> Result<Answers> {
    let name = ask_text(
        conversation,
        &TextQuestion {
            text: "1/6 What is your name, as the site should show it?",
            example: "Rowan Ellery",
            before: before.name.as_deref(),
            check: check_name,
        },
    )?;
    let headline = ask_text(
        conversation,
        &TextQuestion {
            text: "2/6 What do you do, and where?",
            example: before.kind.headline_example,
            before: before.headline.as_deref(),
            check: check_headline,
        },
    )?;
    let guessed = headline.as_deref().and_then(LeaderKind::guess).filter(|_| is_first_round);
    let kind = match known.kind {
        Some(kind) => kind,
        None => ask_kind(conversation, guessed.unwrap_or(before.kind))?,
    };
    let standards = ask_standards(conversation, kind, before.standards)?;
    let theme = match &known.theme {
        Some(theme) => theme.clone(),
        None => ask_look(conversation, &before.theme)?,
    };
    let work = ask_text(
        conversation,
        &TextQuestion {
            text: "6/6 What is one piece of work that others led while you stayed responsible? One sentence is enough.",
            example: kind.work_example,
            before: before.work.as_deref(),
            check: check_work,
        },
    )?;
    Ok(Answers { name, headline, kind, standards, theme, work })
}

/// A question that is answered in words.
struct TextQuestion<'a> {
    text: &'a str,
    example: &'a str,
    /// The answer of an earlier round, which Enter keeps.
    before: Option<&'a str>,
    /// Says what is wrong with an answer.
    check: fn(&str) -> Result<(), String>,
}

/// Asks until an answer is acceptable; `None` if the question is skipped.
fn ask_text(conversation: &mut dyn Conversation, question: &TextQuestion<'_>) -> Result<Option<String>> {
    let hint = match question.before {
        Some(before) => format!("Press Enter to keep: {before}"),
        None => format!("For example: {}. Press Enter to skip.", question.example),
    };
    conversation.say(&format!("\n{}\n    {hint}", question.text));
    loop {
        let answer = conversation.ask(">")?;
        if answer.is_empty() {
            return Ok(question.before.map(str::to_owned));
        }
        match check_line(&answer).and_then(|()| (question.check)(&answer)) {
            Ok(()) => return Ok(Some(answer)),
            Err(reason) => conversation.say(&reason),
        }
    }
}

/// Asks for one of several options, by number or by one of its names, and returns its index. Enter chooses the default.
fn ask_choice(
    conversation: &mut dyn Conversation,
    question: &str,
    options: &[(&str, String)],
    default: usize,
) -> Result<usize> {
    conversation.say(&format!("\n{question}"));
    for (index, (_, label)) in options.iter().enumerate() {
        conversation.say(&format!("    {} {label}", index + 1));
    }
    conversation.say(&format!("    Press Enter for {}.", default + 1));
    loop {
        let answer = conversation.ask("Number?")?;
        if answer.is_empty() {
            return Ok(default);
        }
        let by_number =
            answer.trim_end_matches('.').parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let by_name = options.iter().position(|(id, _)| !id.is_empty() && id.eq_ignore_ascii_case(&answer));
        match by_number.or(by_name).filter(|index| *index < options.len()) {
            Some(index) => return Ok(index),
            None => conversation
                .say(&format!("Please enter a number from 1 to {}, or press Enter", options.len())),
        }
    }
}

fn ask_kind(conversation: &mut dyn Conversation, default: &LeaderKind) -> Result<&'static LeaderKind> {
    let options = LEADER_KINDS.map(|kind| (kind.id, kind.label.to_owned()));
    let default = LEADER_KINDS.iter().position(|kind| kind.id == default.id).unwrap_or(0);
    let question = "3/6 Which of these comes closest to your work? Your wording and examples depend on it.";
    Ok(&LEADER_KINDS[ask_choice(conversation, question, &options, default)?])
}

fn ask_standards(
    conversation: &mut dyn Conversation,
    kind: &LeaderKind,
    before: StandardsChoice,
) -> Result<StandardsChoice> {
    let mut choices: Vec<StandardsChoice> =
        kind.frameworks.iter().copied().map(StandardsChoice::Framework).collect();
    choices.push(StandardsChoice::Own);
    choices.push(StandardsChoice::None);
    let id = |choice: &StandardsChoice| match choice {
        StandardsChoice::Framework(id) => *id,
        StandardsChoice::Own => "own",
        StandardsChoice::None => "none",
    };
    let options: Vec<(&str, String)> =
        choices.iter().map(|choice| (id(choice), choice.label().to_owned())).collect();
    let default = choices.iter().position(|choice| *choice == before).unwrap_or(choices.len() - 1);
    let question = "4/6 Which standards are you measured by, if any?";
    Ok(choices[ask_choice(conversation, question, &options, default)?])
}

fn ask_look(conversation: &mut dyn Conversation, before: &str) -> Result<String> {
    let options = LOOKS.map(|(id, line)| (id, format!("{id}: {line}")));
    let default = LOOKS.iter().position(|(id, _)| *id == before).unwrap_or(0);
    let index = ask_choice(conversation, "5/6 Which look do you prefer?", &options, default)?;
    Ok(LOOKS[index].0.to_owned())
}

/// Asks a question with yes or no; Enter is yes.
///
/// # Errors
/// If the conversation ends.
pub fn confirm(conversation: &mut dyn Conversation, question: &str) -> Result<bool> {
    loop {
        match conversation.ask(&format!("{question} [Y/n]"))?.to_ascii_lowercase().as_str() {
            "" | "y" | "yes" => return Ok(true),
            "n" | "no" => return Ok(false),
            _ => conversation.say("Please answer y or n"),
        }
    }
}

fn check_line(text: &str) -> Result<(), String> {
    if text.contains('\u{1b}') {
        return Err("The arrow keys don't work here. Please type it again; Backspace deletes".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Err("There is a character in it that can't be printed. Please type it again".to_owned());
    }
    if yaml::is_placeholder(text) {
        return Err("Please write it out, or press Enter to skip".to_owned());
    }
    Ok(())
}

fn check_length(text: &str, most: usize) -> Result<(), String> {
    let length = text.chars().count();
    if length > most {
        return Err(format!("That has {length} characters. Please keep it to {most}"));
    }
    Ok(())
}

fn check_name(text: &str) -> Result<(), String> {
    if text.contains('@') {
        return Err("That looks like an email address. Please enter your name".to_owned());
    }
    if !text.chars().any(char::is_alphabetic) {
        return Err("A name needs a letter. Please enter your name".to_owned());
    }
    check_length(text, MAX_NAME_CHARS)
}

fn check_headline(text: &str) -> Result<(), String> {
    check_length(text, MAX_HEADLINE_CHARS)
}

fn check_work(text: &str) -> Result<(), String> {
    let words = text.split_whitespace().count();
    if words > MAX_WORK_WORDS {
        return Err(format!(
            "That has {words} words. Please keep it to {MAX_WORK_WORDS}: the story comes later"
        ));
    }
    if !text.chars().any(char::is_alphabetic) {
        return Err("Please say in a few words what they did".to_owned());
    }
    check_length(text, MAX_WORK_CHARS)
}

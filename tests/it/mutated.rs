//! Two hundred mistakes that authors make, one at a time: is each told on the right line, with the name of the field?

use std::collections::BTreeSet;

use leadfolio::content::enums::Visibility;
use leadfolio::content::{document, text};
use leadfolio::diagnostic::{Diagnostic, Location};
use leadfolio::embedded;
use leadfolio::pipeline::{Inputs, build};
use leadfolio::vfs::FileTree;

use super::again::{Dice, options};
use super::support::rounds;

const CASES: [&str; 3] =
    ["case-studies/culture-committee.md", "case-studies/student-news.md", "case-studies/teacher-led-pd.md"];

/// Fields whose absence is told.
const NEEDED: [&str; 14] = [
    "title",
    "summary",
    "status",
    "led_by",
    "accountable",
    "delegation",
    "start",
    "level",
    "joined",
    "support",
    "retained",
    "metric",
    "kind",
    "source",
];

/// A mistake: the text, the line of it, and the name of the field.
struct Mistake {
    text: String,
    line: usize,
    key: String,
    what: &'static str,
}

/// `    unit: percent` is a key within `outcomes`.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let bare = line.trim_start().trim_start_matches("- ");
    let (key, value) = bare.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|it| it.is_ascii_lowercase() || it == '_');
    is_key.then_some((key, value.trim()))
}

/// One mistake of a kind on a line, when the line allows it.
fn mistake(lines: &[&str], at: usize, kind: usize, dice: &mut Dice) -> Option<Mistake> {
    let line = lines[at];
    let (key, value) = key_of(line)?;
    let finished = !lines.contains(&"status: ongoing");
    let is_date = value.len() == 10 && value.as_bytes()[4] == b'-';
    let with = |changed: String| {
        let all: Vec<&str> =
            lines.iter().enumerate().map(|(n, it)| if n == at { changed.as_str() } else { it }).collect();
        all.join("\n")
    };
    let (what, text) = match kind {
        0 if (NEEDED.contains(&key) || finished && ["verdict", "lesson", "end"].contains(&key))
            && !value.is_empty()
            && !value.starts_with('>') =>
        {
            ("a deleted key", with("# taken out".to_owned()))
        }
        1 if key.len() > 3 => {
            let cut = 1 + dice.below(key.len() - 2);
            let typo = format!("{}{}", &key[..cut], &key[cut + 1..]);
            ("a typo in a key", with(line.replacen(key, &typo, 1)))
        }
        2 if !value.is_empty() && !value.starts_with('>') && value != "null" => {
            let wrong = match value.chars().next()? {
                '[' | '{' => "7",
                '"' => "{ a: 1 }",
                it if it.is_ascii_digit() => "soon",
                _ => "[1, 2]",
            };
            ("a wrong type", with(line.replacen(value, wrong, 1)))
        }
        3 if line.starts_with("  ") && !line.trim_start().starts_with("- ") && !value.is_empty() => {
            ("a wrong indent", with(format!(" {line}")))
        }
        4 if value.len() > 3
            && value.starts_with('"')
            && value.ends_with('"')
            && value.matches('"').count() == 2 =>
        {
            ("an unclosed quote", with(line.trim_end().trim_end_matches('"').to_owned()))
        }
        5 if is_date => {
            let shuffled = format!("{}.{}.{}", &value[8..], &value[5..7], &value[..4]);
            ("a shuffled date", with(line.replacen(value, &shuffled, 1)))
        }
        _ => return None,
    };
    Some(Mistake { text, line: at + 1, key: key.to_owned(), what })
}

fn inputs(path: &str, text: &str) -> Inputs {
    let mut content = FileTree::default();
    let around =
        |it: &str| !it.starts_with("case-studies/") && it != "testimonials.yaml" && !it.ends_with("index.md");
    for (other, blob) in
        embedded::starter_content().iter().filter(|it| around(it.0) || it.0.ends_with(".pdf"))
    {
        content.insert(other, blob.clone());
    }
    content.insert(path, text.to_owned());
    Inputs { content, ..Inputs::default() }
}

fn found(path: &str, text: &str) -> Vec<(usize, String)> {
    let build = build(&inputs(path, text), &options(Visibility::Public));
    let own = format!("content/{path}");
    let told = |it: &Diagnostic| {
        let source = text::decode(text.as_bytes()).unwrap();
        let at = match &it.location {
            Location::File => 0,
            Location::Field(field) => document::locate_field(&source, field).map_or(0, |it| it.start),
            Location::Range(range) => range.start,
        };
        let field = if let Location::Field(field) = &it.location { field.as_str() } else { "" };
        let words = format!("{field} {} {}", it.message, it.help.as_deref().unwrap_or_default());
        (text::line_column(&source, at).0, words)
    };
    build.diagnostics.iter().filter(|it| it.path == own).map(told).collect()
}

#[test]
fn nearly_every_mistake_is_told_on_its_line_with_the_name_of_the_field() {
    let all = rounds(60, 200);
    let mut dice = Dice(7);
    let texts: Vec<(&str, String)> = CASES
        .iter()
        .map(|it| {
            let blob = embedded::starter_content().get(it).unwrap().clone();
            (*it, String::from_utf8(blob.read().unwrap().into_owned()).unwrap())
        })
        .collect();
    let usual: Vec<BTreeSet<String>> =
        texts.iter().map(|(path, text)| found(path, text).into_iter().map(|it| it.1).collect()).collect();
    let mut misses = Vec::new();
    let mut tried = 0;
    while tried < all {
        let which = dice.below(texts.len());
        let (path, text) = &texts[which];
        let lines: Vec<&str> = text.lines().collect();
        let end = lines.iter().skip(1).position(|it| *it == "---").unwrap() + 1;
        let Some(Mistake { text, line, key, what }) =
            mistake(&lines, 1 + dice.below(end - 1), tried % 6, &mut dice)
        else {
            continue;
        };
        tried += 1;
        let new: Vec<(usize, String)> =
            found(path, &text).into_iter().filter(|it| !usual[which].contains(&it.1)).collect();
        // What is not there any more stands nowhere: the group that it belongs to, or the first line, is its place.
        let near = |it: usize| if what == "a deleted key" { it <= line } else { it == line };
        if !new.iter().any(|(at, words)| near(*at) && words.contains(key.as_str())) {
            misses.push(format!("{path}:{line} {what} `{key}`: {new:?}"));
        }
    }
    assert!(misses.len() * 20 <= all, "{} of {all} told; misses:\n{}", all - misses.len(), misses.join("\n"));
}

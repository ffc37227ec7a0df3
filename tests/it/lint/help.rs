//! The help of every rule is applied to the file that provoked it: then the finding is gone, and no error has come.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::date;
use leadfolio::content::document;
use leadfolio::diagnostic::{Diagnostic, Location};
use leadfolio::rules::Rule;

use super::{AROUND, GOOD, ROWS};
use crate::support::{Built, Site, bare_site};

/// How the help of a finding is applied.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// As it says at its end: `add the line`, `write`, `did you mean`, or the first of the names that it lists.
    Paste,
    /// As it says at its end, after a file was made that it asks for.
    PasteWith(&'static str, &'static str),
    /// The code in the help that begins so, as a paragraph at the end of the text.
    Paragraph(&'static str),
    /// The fix that comes with it.
    Fix,
    /// What it asks of a person: parts of the case study, each with what it becomes.
    Edit(&'static [(&'static str, &'static str)]),
    /// What it asks of a person, in another file.
    EditFile(&'static str, &'static str, &'static str),
    /// What it asks of a person: a file to make.
    Write(&'static str, &'static str),
    /// What it asks of a person: a file to take away or to name in another way.
    Remove(&'static str),
}

/// A portfolio as files, to be changed and built again.
#[derive(Clone)]
struct Files(Vec<(String, Vec<u8>)>);

const STUDY: &str = "content/case-studies/a.md";

impl Files {
    fn new(files: &str, study: &str) -> Self {
        let mut all = Self(Vec::new());
        let mut path = String::new();
        for line in files.trim_start_matches('\n').split_inclusive('\n') {
            match line.strip_prefix("--- ").map(str::trim).filter(|it| !it.is_empty()) {
                Some(next) => next.clone_into(&mut path),
                None => all.append(&path, line),
            }
        }
        all.write(STUDY, study);
        all
    }

    fn append(&mut self, path: &str, line: &str) {
        match self.0.iter_mut().find(|it| it.0 == path) {
            Some((_, text)) => text.extend(line.bytes()),
            None => self.0.push((path.to_owned(), line.into())),
        }
    }

    fn write(&mut self, path: &str, text: &str) {
        self.remove(path);
        self.0.push((path.to_owned(), text.into()));
    }

    fn remove(&mut self, path: &str) {
        self.0.retain(|it| it.0 != path);
    }

    fn text(&self, path: &str) -> String {
        let found = self.0.iter().find(|it| it.0 == path).unwrap_or_else(|| panic!("no file {path}"));
        String::from_utf8(found.1.clone()).unwrap()
    }

    fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} does not hold {from:?}\n{text}");
        self.write(path, &text.replacen(from, to, 1));
    }

    fn build(&self) -> Built {
        let site: Site = bare_site("").today(date(2025, 9, 1)).watched("p-lead", &["Zebulon Quince"]);
        self.0.iter().fold(site, |site, (path, text)| site.file(path, text.clone())).build()
    }
}

/// Applies the help of the finding; an error says why that is not possible.
fn apply(files: &mut Files, how: How, finding: &Diagnostic, help: &str) -> Result<(), String> {
    match how {
        How::Paste => paste(files, finding, help)?,
        How::PasteWith(path, text) => {
            files.write(path, text);
            paste(files, finding, help)?;
        }
        How::Paragraph(start) => {
            let code = codes(help).find(|it| it.starts_with(start)).ok_or("no such code in the help")?;
            files.append(&finding.path, &format!("\n{code}\n"));
        }
        How::Fix => {
            let fix = finding.fix.as_ref().ok_or("no fix")?;
            let source = files.text(&finding.path);
            let at = range(&source, &fix.location).ok_or("the fix has no place")?;
            files.write(&finding.path, &format!("{}{}{}", &source[..at.start], fix.text, &source[at.end..]));
        }
        How::Edit(edits) => edits.iter().for_each(|(from, to)| files.edit(STUDY, from, to)),
        How::EditFile(path, from, to) => files.edit(path, from, to),
        How::Write(path, text) => files.write(path, text),
        How::Remove(path) => files.remove(path),
    }
    Ok(())
}

fn range(source: &str, location: &Location) -> Option<Range<usize>> {
    match location {
        Location::File => None,
        Location::Field(field) => document::locate_field(source, field),
        Location::Range(range) => Some(range.clone()),
    }
}

/// The parts of a text in backticks.
fn codes(help: &str) -> impl Iterator<Item = &str> {
    help.split('`').skip(1).step_by(2)
}

/// The code after the last of these words.
fn code_after<'h>(help: &'h str, words: &str) -> Option<&'h str> {
    help.rfind(words).and_then(|at| codes(&help[at + words.len() - 1..]).next())
}

/// Does what the help says at its end, as somebody would who only copies and pastes.
fn paste(files: &mut Files, finding: &Diagnostic, help: &str) -> Result<(), String> {
    let source = files.text(&finding.path);
    let at = range(&source, &finding.location).unwrap_or(0..0);
    let line_start = source[..at.start].rfind('\n').map_or(0, |newline| newline + 1);
    let new = if let Some(line) = code_after(help, "add the line `") {
        let before = &help[..help.rfind("add the line `").unwrap()];
        if let Some(key) = before.strip_suffix("`, ").and_then(|it| it.rsplit_once("under `")) {
            let key = find_key(&source, key.1, line_start).ok_or("no such key")?;
            insert_after_line(&source, key, line, None)
        } else if before.ends_with("in this entry, ") {
            let first = &source[line_start..];
            let indent = first.len() - first.trim_start_matches([' ', '-']).len();
            insert_after_line(&source, at.start, line, Some(indent))
        } else if source.starts_with("---\n") {
            source.replacen("---\n", &format!("---\n{line}\n"), 1)
        } else {
            format!("{line}\n{source}")
        }
    } else if let Some(before) =
        help.rfind(" write `").map(|at| &help[..at]).filter(|it| it.contains(" that closes "))
    {
        let text = code_after(help, " write `").ok_or("nothing to write")?;
        let start = match before.rsplit_once(" that closes `") {
            Some((_, key)) => {
                let key =
                    find_key(&source, key.trim_end_matches(['`', ',']), line_start).ok_or("no such key")?;
                key + source[key..].find(['{', '[']).ok_or("no bracket")?
            }
            None => at.start,
        };
        let end = start + value_length(&source[start..]) - 1;
        format!("{}{text}{}", &source[..end], &source[end..])
    } else if let Some(text) = code_after(help, "write `") {
        let at = match text.split_once(": ").filter(|_| !text.starts_with(['{', '['])) {
            Some((key, _)) => {
                let key = find_key(&source, key, line_start).ok_or("no such key")?;
                let value = key + source[key..].find(':').unwrap() + 1;
                let value = value + source[value..].len() - source[value..].trim_start_matches(' ').len();
                key..value + value_length(&source[value..])
            }
            None => at.start..at.start + value_length(&source[at.start..]),
        };
        format!("{}{text}{}", &source[..at.start], &source[at.end..])
    } else {
        let words = [
            "did you mean `",
            "there are `",
            "there is only `",
            "such as `",
            "of this page: `",
            "standards are `",
        ];
        let name = words.iter().find_map(|words| code_after(help, words)).ok_or("nothing to paste")?;
        // In a text, the target of the link is what was meant.
        let target = source[at.clone()].find("](").map(|open| at.start + open + 2..at.end - 1);
        let at = target.unwrap_or(at);
        format!("{}{name}{}", &source[..at.start], &source[at.end..])
    };
    files.write(&finding.path, &new);
    Ok(())
}

/// Where a key stands: on the line of the finding, else at the start of a line, else anywhere.
fn find_key(source: &str, key: &str, line_start: usize) -> Option<usize> {
    let wanted = format!("{key}:");
    let is_key = |at: &usize| !source[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
    let all = || source.match_indices(&wanted).map(|(at, _)| at).filter(is_key);
    let line_end = source[line_start..].find('\n').map_or(source.len(), |newline| line_start + newline);
    let begins = |at: &usize| source[..*at].ends_with('\n');
    all()
        .find(|at| (line_start..line_end).contains(at))
        .or_else(|| all().find(begins))
        .or_else(|| all().next())
}

/// Puts a line after the one at a position, indented like the next one unless told otherwise.
fn insert_after_line(source: &str, at: usize, line: &str, indent: Option<usize>) -> String {
    let end = source[at..].find('\n').map_or(source.len(), |newline| at + newline + 1);
    let next = source[end..].lines().next().unwrap_or_default();
    let indent = indent.unwrap_or(next.len() - next.trim_start().len());
    format!("{}{}{line}\n{}", &source[..end], " ".repeat(indent), &source[end..])
}

/// The length of a YAML value in one line: up to its closing bracket, or to the end of the text in it.
fn value_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '\n' => return at,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted && depth == 0 => return text[..at].trim_end().len(),
            '}' | ']' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ',' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

/// Provokes a rule and applies its help. Returns what is still to be filled in afterwards; an error says what is wrong.
fn try_help(rule: &str, mut files: Files, how: How) -> Result<Vec<String>, String> {
    let before = files.build();
    let (severity, id) = rule.split_once(' ').unwrap_or(("", rule));
    let is_meant = |it: &&Diagnostic| {
        it.rule == id && it.accepted.is_none() && it.severity.name().to_uppercase().starts_with(severity)
    };
    let Some(finding) = before.findings().find(is_meant) else {
        return Err(format!("{rule} is not found\n{}", before.report()));
    };
    let help = before.help(finding);
    if let Err(error) = apply(&mut files, how, finding, &help) {
        return Err(format!("{rule} [{help}]: {error}"));
    }
    let after = files.build();
    let count = |built: &Built| {
        built.findings().filter(|it| it.accepted.is_none() && it.message == finding.message).count()
    };
    let errors: BTreeSet<String> = before.errors().iter().map(|it| without_place(it)).collect();
    let new = after.errors().into_iter().filter(|it| !errors.contains(&without_place(it)));
    let (to_fill_in, new): (Vec<String>, Vec<String>) = new.partition(|it| it.starts_with("TXT-09 "));
    let shown = files.0.iter().find(|it| it.0 == finding.path).map(|it| String::from_utf8_lossy(&it.1));
    if count(&after) >= count(&before) {
        return Err(format!("{rule} [{help}] is still there in\n{}", shown.unwrap_or_default()));
    }
    if !new.is_empty() {
        return Err(format!("{rule} [{help}] makes {new:?} of\n{}", shown.unwrap_or_default()));
    }
    // The field or the text that the message quotes.
    Ok(to_fill_in.iter().filter_map(|line| codes(line).next()).map(str::to_owned).collect())
}

/// Fails if the help of a rule did not work, or left other things to fill in than the table says.
#[track_caller]
fn check_help(
    tried: impl Iterator<Item = (&'static str, Result<Vec<String>, String>)>,
    expected: &[(&str, &[&str])],
) {
    let (mut failures, mut left) = (Vec::new(), BTreeMap::<&str, BTreeSet<String>>::new());
    for (rule, result) in tried {
        match result {
            Ok(to_fill_in) if to_fill_in.is_empty() => {}
            Ok(to_fill_in) => left.entry(rule).or_default().extend(to_fill_in),
            Err(failure) => failures.push(failure),
        }
    }
    assert!(failures.is_empty(), "{} fail\n{}", failures.len(), failures.join("\n\n"));
    let expected: BTreeMap<&str, BTreeSet<String>> = expected
        .iter()
        .map(|(rule, texts)| (*rule, texts.iter().map(|text| (*text).to_owned()).collect()))
        .collect();
    assert_eq!(left, expected);
}

/// A line of a report without line and column, which move.
fn without_place(line: &str) -> String {
    line.split(' ').map(|word| word.split(':').next().unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

/// Rules that are about other files than the good case, or about its text: what is added to its files or replaces them,
/// and what replaces a part of it.
type OtherRow = (&'static str, &'static str, (&'static str, &'static str), How);

const TEXT: &str = "Belonging rose from 52%";
const SETTINGS: &str = "content/portfolio.yaml";
const PEOPLE: &str = "content/people.yaml";

#[rustfmt::skip]
const OTHERS: &[OtherRow] = &[
    ("LNG-02", "--- content/i18n/en.ftl\nlesson What I learned\n", ("", ""), How::EditFile("content/i18n/en.ftl", "lesson What", "lesson = What")),
    ("LNG-03", "--- content/i18n/en.ftl\nleson = What I learned\n", ("", ""), How::EditFile("content/i18n/en.ftl", "leson", "lesson")),
    ("APR-02", "--- content/approaches/other.md\n---\ntitle: O\n---\nT.\n", ("", ""), How::Edit(&[("instructional]", "instructional, other]")])),
    ("APR-03", "--- content/approaches/instructional.md\n---\ntitle: I\n---\nT.\n", ("", ""), How::Paste),
    ("FIG-01", "", (TEXT, "![x](outcome:belonging) Belonging rose from 52%"), How::Edit(&[("![x](outcome:belonging) ", "![x](outcome:belonging)\n\n")])),
    ("FIL-01", "--- content/notes.yaml\na: b\n", ("", ""), How::Remove("content/notes.yaml")),
    ("LNK-01", "", (TEXT, "[x](../files/chrat.pdf) Belonging rose from 52%"), How::Paste),
    ("LNK-01", "", (TEXT, "[x](garden.jpg) Belonging rose from 52%"), How::Edit(&[("[x](garden.jpg) ", "")])),
    ("LNK-01", "", (TEXT, "[x](#reflexion) Belonging rose from 52%"), How::Edit(&[("#reflexion", "#reflection")])),
    ("LNK-02", "", (TEXT, "![](outcome:nothing)\n\nBelonging rose from 52%"), How::Paste),
    ("LNK-02", "", ("evidence: [belonging]", "evidence: [zzz]"), How::Paste),
    ("LNK-02", "", ("position: principal", "position: zzz"), How::Paste),
    ("LNK-03", "", (TEXT, "[x](ftp://example.org/a) Belonging rose from 52%"), How::Edit(&[("ftp:", "https:")])),
    ("LNK-04", "--- content/pages/p.md\n---\ntitle: P\ndraft: true\n---\nT.\n", (TEXT, "[x](../pages/p.md) Belonging rose from 52%"), How::Edit(&[("[x](../pages/p.md)", "x")])),
    ("MED-02", "", (TEXT, "[x](../files/zebulon-quince.pdf) Belonging rose from 52%"), How::Edit(&[("zebulon-quince", "chart")])),
    ("MED-12", "", (TEXT, "![x](https://example.org/x.png)\n\nBelonging rose from 52%"), How::Edit(&[("https://example.org/x.png", "../files/dot.svg")])),
    ("MED-13", "", (TEXT, "![x](../approaches/instructional.md)\n\nBelonging rose from 52%"), How::Edit(&[("![x](../app", "[x](../app")])),
    ("MED-14", "--- content/files/bad.png\nno picture\n", (TEXT, "![x](../files/bad.png)\n\nBelonging rose from 52%"), How::Edit(&[("bad.png", "dot.svg")])),
    ("PAK-01", "--- content/packs/k.yaml\ntitle: K\ncases: [{ case: a }, { case: a }, { case: a }, { case: a }, { case: a }, { case: a }]\n", ("", ""), How::EditFile("content/packs/k.yaml", ", { case: a }", "")),
    ("POR-02", "", ("tags: [culture]", "sample: true"), How::Edit(&[("sample: true\n", "")])),
    ("POR-03", "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nprivacy: { comments: true }\n", ("position: principal\n", ""), How::EditFile(SETTINGS, "privacy: { comments: true }\n", "")),
    ("POR-08", "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nprivacy: { allow_hosts: [stats.example.org] }\n", ("position: principal\n", ""), How::EditFile(SETTINGS, "privacy: { allow_hosts: [stats.example.org] }\n", "")),
    ("POR-04", "--- content/pages/p.md\n---\ntitle: P\n---\n", ("", ""), How::EditFile("content/pages/p.md", "title: P\n---\n", "title: P\n---\nWords.\n")),
    ("POR-05", "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\ncomments: { by: isso, server: \"https://comments.example.org/\" }\n", ("position: principal\n", ""), How::Paste),
    ("PPL-01", "", (TEXT, "Zebulon Quince came. Belonging rose from 52%"), How::Edit(&[("Zebulon Quince", "The lead")])),
    ("PPL-03", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Lead\", show_as: full_name, name: { full: \"Nadia X\" }, minor: false, consent: { status: not_asked } }\n", ("decided_by: [p-owner], level: 3", "level: 3"), How::EditFile(PEOPLE, "show_as: full_name, name: { full: \"Nadia X\" }, ", "")),
    ("PPL-08", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Lead\", show_as: first_name_role, name: { first: \"Nadia\" }, minor: false, reports_to_owner: true, consent: { status: given, scope: [name, role] } }\n", ("", ""), How::Paste),
    ("PPL-09", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Lead\", minor: false, consent: { status: given, scope: [role], expires: 2025-10-01 } }\n", ("", ""), How::EditFile(PEOPLE, "2025-10-01", "2027-10-01")),
    ("PPL-13", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: owner, role: \"Lead\", minor: false, consent: { status: not_needed } }\n", ("", ""), How::EditFile(PEOPLE, "p-lead, kind: owner", "p-lead, kind: staff")),
    ("PPL-14", "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"R. Ellery\" }\n", ("position: principal\n", ""), How::EditFile(SETTINGS, "R. Ellery", "Rowan Ellery")),
    ("PPL-17", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - { id: p-lead, kind: staff, role: \"Lead\", minor: false, consent: { status: not_asked } }\n  - { id: Denise Halloran, kind: staff, role: \"Nurse\", minor: false, consent: { status: not_asked } }\n", ("decided_by: [p-owner], level: 3", "level: 3"), How::EditFile(PEOPLE, "id: Denise Halloran", "id: p-nurse")),
    ("PRV-01", "", (TEXT, "<!-- privat -->\n\nBelonging rose from 52%"), How::Edit(&[("<!-- privat -->\n\n", "")])),
    ("REQ-01", "", ("title: \"Handing over routines\"\n", ""), How::Paste),
    ("REQ-01", "", ("    metric: \"Students who feel that they belong\"\n", ""), How::Paste),
    ("REQ-01", "", ("kind: overload, what: \"Lunch time\"", "kind: overload"), How::Paste),
    ("REQ-01", "", ("value: 63, date", "date"), How::Edit(&[("result: { date", "result: { value: 63, date")])),
    ("REQ-01", "", ("title: \"Chart\", ", ""), How::Paste),
    ("REQ-01", "", ("verdict: met\n", ""), How::Paste),
    ("REQ-01", "--- content/people.yaml\npeople:\n  - { id: p-owner, kind: owner, role: \"Principal\", show_as: full_name, name: { full: \"Rowan Ellery\" }, minor: false, consent: { status: not_needed } }\n  - id: p-lead\n    kind: staff\n    role: Lead\n    minor: false\n", ("", ""), How::Paste),
    ("REQ-01", "--- content/packs/k.yaml\ntitle: K\n", ("", ""), How::Paste),
    ("REQ-02", "", ("tags: [culture]", "schema: 7"), How::Edit(&[("schema: 7", "schema: 1")])),
    ("REQ-03", "--- content/portfolio.yaml\nurl: \"https://example.org/\"\nprofile: { name: \"Rowan Ellery\" }\nyear_starts: 14\n", ("position: principal\n", ""), How::EditFile(SETTINGS, "14", "8")),
    ("STD-02", "", ("ref: psel-2015/1", "ref: zzz"), How::Paste),
    ("STD-08", "--- content/standards/m.matrix\n{}\n", ("", ""), How::Remove("content/standards/m.matrix")),
    ("TXT-02", "", ("", ""), How::Remove("content/pages/long.md")),
    ("TXT-03", "", ("summary: \"A committee", "summary: \"One two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten one two three four five six seven eight nine ten A committee"), How::Edit(&[("One two three four five six seven eight nine ten ", "")])),
    ("TXT-04", "", (TEXT, "<blink>x</blink>\n\nBelonging rose from 52%"), How::Edit(&[("<blink>x</blink>", "**x**")])),
    ("TXT-05", "", (TEXT, "By {{ author }}.\n\nBelonging rose from 52%"), How::Edit(&[("{{ author }}", "the owner")])),
    ("TXT-05", "", (TEXT, "Trust rose [@harris2014].\n\nBelonging rose from 52%"), How::Edit(&[("[@harris2014].", "(Harris 2014).[^harris]\n\n[^harris]: The source.")])),
    ("TXT-05", "", (TEXT, "Trust rose, see @fig-trust.\n\nBelonging rose from 52%"), How::Edit(&[("@fig-trust", "the table above")])),
    ("TXT-05", "", (TEXT, "Trust rose.^[As they told us.]\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-05", "", (TEXT, "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-06", "", (TEXT, "##Results\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-06", "", (TEXT, "Some ** bold ** words.\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-06", "", (TEXT, "• One\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-06", "", (TEXT, "| a | b |\n| c | d |\n\nBelonging rose from 52%"), How::Fix),
    ("TXT-07", "", (TEXT, "::: columns\nx\n:::\n\nBelonging rose from 52%"), How::Edit(&[("::: columns\nx\n:::", "x")])),
    ("TXT-08", "", (TEXT, "| a | b |\n|---|---|\n| c | d | e |\n\nBelonging rose from 52%"), How::Edit(&[("| a | b |\n|---|---|", "| a | b | f |\n|---|---|---|")])),
    ("TXT-09", "", ("tags: [culture]", "problem: \"…\""), How::Edit(&[("problem: \"…\"\n", "")])),
    ("URL-01", "", ("tags: [culture]", "slug: \"a/b\""), How::Edit(&[("a/b", "a-b")])),
    ("URL-02", "", ("artifacts: [{ id: art-chart", "artifacts: [{ id: art-chart, type: link, title: \"L\", caption: \"C\", date: 2024-09, href: \"https://example.org/\" }, { id: art-chart"), How::Edit(&[("[{ id: art-chart", "[{ id: art-two")])),
    ("URL-03", "--- content/portfolio.yaml\nurl: nowhere\nprofile: { name: \"Rowan Ellery\" }\n", ("position: principal\n", ""), How::EditFile(SETTINGS, "nowhere", "https://example.org/")),
    ("URL-04", "--- content/portfolio.yaml\nprofile: { name: \"Rowan Ellery\" }\n", ("position: principal\n", ""), How::Paste),
    ("YML-01", "", ("lesson: ", "leson: "), How::Fix),
    ("YML-02", "", ("tags: [culture]", "problem: 12:30"), How::Edit(&[("problem: 12:30", "problem: \"12:30\"")])),
    ("YML-03", "", ("tags: [culture]", "tags: culture"), How::Paste),
    ("YML-03", "", ("baseline: { value: 52, date: 2024-05-14, n: 408 }", "baseline: 52"), How::Paste),
    ("YML-04", "", ("verdict: met", "verdict: fully met"), How::Paste),
    ("YML-04", "", ("status: completed", "status: finished"), How::Paste),
    ("YML-05", "", ("lesson: ", "position: principal\nlesson: "), How::Edit(&[("position: principal\nlesson", "lesson")])),
    ("YML-06", "", ("lesson: \"Agree the chart before the first meeting.\"", "lesson: \"Agree"), How::Edit(&[("lesson: \"Agree", "lesson: \"Agree\"")])),
    ("YML-07", "", ("tags: [culture]", "tags: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"), How::Edit(&[("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "[a]")])),
    ("YML-08", "", ("start: 2024-08-19", "start: 8/19/2024"), How::Edit(&[("8/19/2024", "2024-08-19")])),
    ("YML-09", "--- content/pages/p.md\nWords.\n", ("", ""), How::EditFile("content/pages/p.md", "Words.", "---\ntitle: P\n---\nWords.")),
    ("YML-11", "", ("status: completed", "status:\u{a0}completed"), How::Fix),
    ("YML-12", "", ("lesson: \"Agree the chart before the first meeting.\"", "lesson: “Agree the chart before the first meeting.”"), How::Fix),
    ("YML-13", "", ("lesson: \"Agree the chart before the first meeting.\"", "lesson: Agree the chart # 2 before the first meeting."), How::Edit(&[("lesson: Agree the chart # 2 before the first meeting.", "lesson: \"Agree the chart # 2 before the first meeting.\"")])),
    ("YML-10", "", ("tags: [culture]", "themes: [culture]"), How::Fix),
];

/// What is still to be filled in after the help of [`ROWS`] was applied.
#[rustfmt::skip]
const TO_FILL_IN: &[(&str, &[&str])] = &[
    ("E DEL-03", &["TODO: p-lead, p-deputy or p-board"]),
    ("E MED-03", &["TODO: what the picture shows"]),
    ("E STA-01", &["TODO: how you know", "TODO: what came of it"]),
    ("E STA-02", &["TODO: why the work was stopped"]),
    ("I CHK-01", &["date"]),
    ("I COM-03", &["TODO: where the page says how you heard about problems in time"]),
    ("I DEL-09", &["TODO: where the page says why you decided in the end"]),
    ("I DEL-11", &["TODO: where the page says how they could refuse"]),
    ("I PIT-01", &["TODO: what went wrong", "TODO: what you did about it, or “None at the time”"]),
    ("I STD-03", &["TODO: who asks for the old one"]),
    ("W CLM-04", &["TODO: how it worked, and what else could explain it"]),
    ("W COM-01", &["cadence"]),
    ("W COM-02", &["TODO: where notes are kept"]),
    ("W COM-04", &["TODO: how a problem reaches you"]),
    ("W DEL-02", &["TODO: why they were accountable, and what your part was"]),
    ("W DEL-06", &["TODO: what stayed with you"]),
    ("W DEL-07", &["TODO: when you would step in, and how they would find out"]),
    ("W DEL-10", &["TODO: the time, training, or money they got"]),
    ("W DEL-11", &["joined"]),
    ("W DEL-12", &["TODO: what happened, and why the decision came back to you"]),
    ("W MED-07", &["TODO: what it shows and why it matters"]),
    ("W OUT-01", &["TODO: why there is no baseline"]),
    ("W OUT-02", &["type"]),
    ("W OUT-09", &["TODO: who is missing or new"]),
    ("W OUT-15", &["TODO: why no target was set"]),
    ("W PIT-02", &["TODO: what you did about it, or “None at the time”"]),
    ("W REF-02", &["TODO: what you learned, in one sentence"]),
];

/// What is still to be filled in after the help of [`OTHERS`] was applied.
#[rustfmt::skip]
const OTHERS_TO_FILL_IN: &[(&str, &[&str])] = &[
    ("APR-03", &["TODO: what goes wrong", "TODO: what guards against it"]),
    ("REQ-01", &["TODO: the title of the page", "TODO: what the artifact is called", "TODO: what was counted", "TODO: what went wrong"]),
    ("URL-04", &["TODO: the address of your site, https://…"]),
    ("YML-03", &["date"]),
];

/// Rules that the build of a small portfolio cannot provoke, each with where its help is tried.
const ELSEWHERE: &[(&str, &str)] = &[
    ("LNG-01", "i18n.rs: needs another language"),
    ("LNG-05", "editions.rs: asks for another file name"),
    ("LNG-06", "editions.rs: asks to take a fact out"),
    ("LNG-07", "editions.rs: a hint that pages are not translated"),
    ("LNG-08", "editions.rs: asks to bring a translation up to date"),
    ("LNG-09", "editions.rs: asks to translate what is left"),
    ("LNG-04", "i18n.rs: asks for every message of a language"),
    ("DEL-14", "needs four case studies; asks for other work, or for a reason"),
    ("DPL-01", "deploy.rs: a target in `portfolio.yaml`"),
    ("DPL-02", "deploy.rs: a target in `portfolio.yaml`"),
    ("DPL-03", "deploy.rs: a target in `portfolio.yaml`"),
    ("DPL-04", "deploy.rs: a target in `portfolio.yaml`"),
    ("FIG-02", "needs a hundred figures; asks to take some out"),
    ("PPL-18", "check.rs: asks to correct the private list"),
    ("PRV-03", "check.rs: asks for another file name"),
    ("FIL-02", "publish.rs: needs a file that cannot be read"),
    ("MED-16", "check.rs: asks for another format, or to accept the file"),
    ("MED-18", "evidence.rs: asks to export a PDF again"),
    ("MED-19", "evidence.rs: asks for a picture of a film"),
    ("MED-22", "covers.rs: asks for a larger picture"),
    ("MED-17", "check.rs: asks to correct the entry"),
    ("FIL-03", "first_mistakes.rs: which of the two to delete"),
    ("LNK-05", "check.rs: needs a template that is wrong"),
    ("MED-04", "check.rs: needs a document with an author"),
    ("MED-15", "media.rs: says that a picture was cleaned, and asks for nothing"),
    ("OUT-16", "needs four case studies; asks to show work that fell short"),
    ("POR-01", "lint/mod.rs: asks to feature less"),
    ("POR-09", "published_pdfs.rs: asks to run a command"),
    ("POR-07", "first_mistakes.rs: asks for another title"),
    ("POR-06", "search.rs and highlight.rs: depends on how the program was compiled"),
    ("TXT-11", "reading.rs: asks to spell out a word of the text"),
    ("TXT-12", "reading.rs: asks for shorter sentences"),
    ("TXT-13", "reading.rs: asks for plainer words"),
    ("PPL-02", "consent.rs: as PPL-01, for a child"),
    ("PPL-10", "check.rs: needs a repository"),
    ("PRV-02", "audience.rs: needs a file that two pages show differently"),
    ("STD-05", "a hint that a gap is known; asks for nothing"),
    ("STD-07", "lint/mod.rs: asks for a shorter title"),
    ("THM-01", "themes.rs"),
    ("THM-02", "themes.rs"),
    ("THM-03", "themes.rs"),
    ("THM-04", "themes.rs"),
    ("THM-05", "themes.rs: `theme check`"),
    ("THM-06", "themes.rs: asks for a copy of a file"),
    ("THM-07", "themes.rs: `theme check`"),
    ("THM-08", "themes.rs: `theme check`"),
    ("THM-09", "themes.rs: `theme check`"),
    ("THM-10", "themes.rs: asks to correct a style sheet"),
    ("THM-11", "theme_check.rs: every command"),
    ("THM-12", "themes.rs"),
    ("PPL-16", "consent.rs: a comment or a testimonial"),
    ("PPL-15", "empties.rs: a comment or a testimonial"),
    ("TXT-01", "public_list/content.rs: asks to save the file as UTF-8"),
    ("WEB-01", "web.rs: needs a server"),
    ("WEB-02", "web.rs: needs a server"),
    ("WEB-03", "web.rs: needs a server"),
    ("WEB-04", "web.rs: needs a server"),
];

/// A portfolio that breaks a rule about a case study.
fn with_edits(edits: &[(&str, &str)]) -> Files {
    let mut files = Files::new(AROUND, GOOD);
    edits.iter().for_each(|(from, to)| files.edit(STUDY, from, to));
    files
}

/// Every rule as `check --explain` has it, with the messages and helps that the rows provoke, to be read in one go.
#[test]
fn the_messages_of_all_rules_read_as_they_did() {
    let mut messages: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (rule, edits, _) in ROWS {
        let id = rule.split(' ').next_back().unwrap();
        let built = with_edits(edits).build();
        let Some(finding) = built.findings().find(|it| it.rule == id) else { continue };
        let severity = finding.severity.name();
        let line = format!("{severity}: {}\n  help: {}\n", finding.message, built.help(finding));
        messages.entry(id).or_default().insert(line);
    }
    let mut text = String::new();
    for rule in Rule::all() {
        let source = rule.source.map(|source| format!(" Source: {source}.")).unwrap_or_default();
        text.push_str(&format!("## {}: {}\n\nWhy: {}.{source}\n", rule.id, rule.finds, rule.why));
        let of_rule = messages.get(rule.id).into_iter().flatten();
        of_rule.for_each(|line| text.push_str(&format!("\n{line}")));
        text.push('\n');
    }
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/messages.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(golden, &text).unwrap();
    }
    let known = std::fs::read_to_string(golden).unwrap_or_default();
    let other =
        text.lines().find(|line| !known.lines().any(|known| known == *line)).unwrap_or("a line is gone");
    assert!(
        known == text,
        "the messages changed: run `UPDATE_GOLDEN=1 cargo test --test it the_messages_of_all_rules`, and read \
         `git diff tests/golden/messages.txt`; new is: {other}"
    );
}

#[test]
fn the_help_of_a_rule_about_a_case_study_resolves_it() {
    let tried = ROWS.iter().map(|(rule, edits, how)| (*rule, try_help(rule, with_edits(edits), *how)));
    check_help(tried, TO_FILL_IN);
}

#[test]
fn the_help_of_the_other_rules_resolves_them() {
    let dot = "--- content/files/dot.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"></svg>\n";
    let tried = OTHERS.iter().map(|(rule, added, (from, to), how)| {
        let mut files = Files::new(&format!("{AROUND}{dot}"), GOOD);
        for (path, text) in Files::new(added, "").0.into_iter().filter(|it| it.0 != STUDY) {
            files.write(&path, &String::from_utf8(text).unwrap());
        }
        if *rule == "MED-02" {
            files.write("content/files/zebulon-quince.pdf", "%PDF-1.4\n");
        }
        if *rule == "TXT-02" {
            let long = format!("---\ntitle: L\n---\n{}", "word ".repeat(900_000));
            files.write("content/pages/long.md", &long);
        }
        files.edit(STUDY, from, to);
        (*rule, try_help(rule, files, *how))
    });
    check_help(tried, OTHERS_TO_FILL_IN);
}

#[test]
fn every_rule_has_a_row_that_applies_its_help() {
    let rows = ROWS.iter().map(|it| it.0.split(' ').next_back().unwrap());
    let others = OTHERS.iter().map(|it| it.0).chain(ELSEWHERE.iter().map(|it| it.0));
    let known: BTreeSet<&str> = rows.chain(others).collect();
    let rules: BTreeSet<&str> = Rule::all().iter().map(|it| it.id).collect();
    assert_eq!(
        rules.difference(&known).collect::<Vec<_>>(),
        Vec::<&&str>::new(),
        "have no row: add one to `ROWS` in `mod.rs`, or to `OTHERS` or `ELSEWHERE`"
    );
    assert_eq!(known.difference(&rules).collect::<Vec<_>>(), Vec::<&&str>::new(), "are no rules");
    assert!(ELSEWHERE.iter().all(|(rule, why)| !why.is_empty() && !OTHERS.iter().any(|it| it.0 == *rule)));
}

/// The help of the first finding of a rule in a case study with this line in place of another.
fn help_of(rule: &str, from: &str, to: &str) -> String {
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, from, to);
    let built = files.build();
    let finding = built.findings().find(|it| it.rule == rule);
    built.help(finding.unwrap_or_else(|| panic!("no {rule}\n{}", built.report())))
}

#[test]
fn a_level_that_does_not_exist_is_answered_with_one_that_does() {
    for (level, suggested) in [("0", "`level: 5`"), ("9", "`level: 5`"), ("high", "1 (tell), 2 (sell)")] {
        let rule = if level == "high" { "YML-08" } else { "DEL-08" };
        let help = help_of(rule, "  level: 5\n", &format!("  level: {level}\n"));
        assert!(help.contains(suggested), "{level}: {help}");
    }
    let from = GOOD.find("delegation:").map(|at| at..GOOD.find("communication:").unwrap()).unwrap();
    let help = help_of("YML-03", &GOOD[from], "delegation: 5\n");
    assert!(help.starts_with("write `delegation: { level: 5 }`"), "{help}");
}

#[test]
fn a_word_that_authors_use_is_answered_with_ours() {
    for (from, to, meant) in [
        ("status: completed", "status: finished", "`completed`"),
        ("verdict: met", "verdict: partially met", "`partly_met`"),
        ("cadence: fortnightly", "cadence: every two weeks", "`fortnightly`"),
    ] {
        let help = help_of("YML-04", from, to);
        assert!(help.ends_with(&format!("did you mean {meant}?")), "{to}: {help}");
    }
}

#[test]
fn a_value_that_cannot_be_read_is_not_missing() {
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, "verdict: met", "verdict: partially met");
    assert_eq!(files.build().errors().len(), 1, "{}", files.build().report());
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, "retained: [\"Safety\"]", "retained: []");
    files.edit(STUDY, "  level: 5\n", "  level: 9\n");
    files.edit(STUDY, "2024-11, level: 5", "2024-11, level: 4");
    assert!(!files.build().report().contains("level 9 was given"), "{}", files.build().report());
}

#[test]
fn a_name_in_place_of_an_id_is_not_put_into_brackets() {
    let help = help_of("YML-03", "led_by: [p-lead]", "led_by: Mrs. Alvarez");
    assert!(
        help.starts_with("name people by their `id`, in brackets: write `led_by: [p-new-person]`"),
        "{help}"
    );
    let help = help_of("YML-03", "led_by: [p-lead]", "led_by: p-lead");
    assert!(help.ends_with("`led_by: [p-lead]`"), "{help}");
}

#[test]
fn help_for_a_missing_file_names_one_like_it_or_where_to_put_it() {
    let link = |target: &str| help_of("LNK-01", TEXT, &format!("![x]({target})\n\n{TEXT}"));
    assert_eq!(link("../files/Chart.PDF"), "did you mean `../files/chart.pdf`?");
    assert_eq!(link("chart.pdf"), "did you mean `../files/chart.pdf`?");
    for target in ["../files/committee.jpg", "committee.jpg"] {
        let help = link(target);
        assert!(
            help.contains("put `committee.jpg` in `content/files/` and write `../files/committee.jpg`"),
            "{help}"
        );
    }
}

#[test]
fn help_is_written_in_the_style_of_the_page() {
    let block = &GOOD[GOOD.find("delegation:").unwrap()..GOOD.find("communication:").unwrap()];
    let help = help_of("DEL-06", block, "delegation: { level: 5 } # mine\n");
    assert!(help.contains("write `delegation: { level: 5, decisions: [{"), "{help}");
    assert!(help.contains("retained: [\"TODO: what stayed with you\"], "), "{help}");
    let help = help_of("DEL-06", block, "delegation:\n  level: 5\n");
    assert!(
        help.ends_with("under `delegation`, add the line `retained: [\"TODO: what stayed with you\"]`, indented like the others"),
        "{help}"
    );
}

#[test]
fn the_help_of_one_finding_does_not_undo_that_of_another_in_the_same_line() {
    let block = &GOOD[GOOD.find("delegation:").unwrap()..GOOD.find("communication:").unwrap()];
    let outcome = &GOOD[GOOD.find("outcomes:").unwrap()..GOOD.find("pitfalls:").unwrap()];
    let entry = "outcomes: [{ id: belonging, kind: quantitative, primary: true, unit: percent, result: { value: 63 }, source: { name: S } }]\n";
    for (old, new, rules) in [
        (block, "delegation: { level: 5 }\n", ["DEL-05", "DEL-06", "DEL-07", "DEL-10", "DEL-11"].as_slice()),
        (outcome, entry, &["REQ-01", "OUT-01", "OUT-02", "OUT-08"]),
    ] {
        let mut before = Files::new(AROUND, GOOD);
        before.edit(STUDY, old, new);
        let built = before.build();
        let mut found: Vec<Diagnostic> =
            built.findings().filter(|it| rules.contains(&it.rule)).cloned().collect();
        assert!(found.len() >= rules.len(), "{}", built.report());
        for _ in ["in order", "the other way around"] {
            let mut files = before.clone();
            for finding in &found {
                paste(&mut files, finding, &built.help(finding)).unwrap();
            }
            let after = files.build();
            let left: Vec<&str> =
                after.findings().map(|it| it.rule).filter(|rule| rules.contains(rule)).collect();
            assert_eq!(left, Vec::<&str>::new(), "{}\n{}", files.text(STUDY), after.report());
            found.reverse();
        }
    }
}

#[test]
fn a_group_that_is_too_long_to_be_written_again_is_extended_at_its_end() {
    let block = &GOOD[GOOD.find("delegation:").unwrap()..GOOD.find("communication:").unwrap()];
    let long = "delegation: { level: 5, joined: invited, retained: [\"Safety\", \"The budget\"], decisions: [{ area: \"Routines\", decided_by: [p-lead], level: 5 }], take_back: \"Only for safety, and I say so first\" }\n";
    let help = help_of("DEL-10", block, long);
    assert!(help.contains("just before the `}` that closes `delegation`, write `, support: ["), "{help}");
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, block, long);
    let left = try_help("W DEL-10", files, How::Paste);
    assert_eq!(left, Ok(vec!["TODO: the time, training, or money they got".to_owned()]));
}

#[test]
fn advice_has_a_rank_and_examples_are_of_this_portfolio() {
    for (rule, edits, _) in ROWS {
        let (severity, id) = rule.split_once(' ').unwrap();
        assert!(
            severity == "E" || Rule::rank_of(id).is_some(),
            "{rule} has no rank: write one, such as `@53`, after its id in `src/rules.rs`"
        );
        let mut files = Files::new(AROUND, GOOD);
        edits.iter().for_each(|(from, to)| files.edit(STUDY, from, to));
        let built = files.build();
        for finding in built.findings() {
            let help = built.help(finding);
            assert!(
                !help.contains("p-science-lead") && !help.contains("culture-committee"),
                "{rule}: {help}"
            );
        }
    }
}

#[test]
fn a_line_that_was_pasted_and_not_filled_in_is_reported_by_every_build() {
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, "lesson: \"Agree the chart before the first meeting.\"\n", "");
    let built = files.build();
    let finding = built.findings().find(|it| it.rule == "REF-02").unwrap();
    paste(&mut files, finding, &built.help(finding)).unwrap();
    files.build().fails("TXT-09 content/case-studies/a.md:2:9 `TODO: what you learned");
    files.edit(STUDY, "lesson: \"TODO: what you learned, in one sentence\"", "lesson: \"…\"");
    let built = files.build().fine().warns("TXT-09 content/case-studies/a.md:2:9 there are three dots here");
    assert!(built.warnings().iter().any(|it| it.starts_with("TXT-09")), "{}", built.report());
    files.edit(STUDY, "lesson: \"…\"", "lesson: \"And so on … with one TODO: left\"");
    assert!(!files.build().report().contains("TXT-09"), "{}", files.build().report());
}

#[test]
fn a_choice_or_a_date_that_is_still_to_be_filled_in_is_told_once_with_the_choices() {
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, "joined: invited", "joined: \"TODO: how they came to lead\"");
    files.edit(STUDY, "start: 2024-08-19", "start: \"TODO: when\"");
    files.edit(STUDY, "what: \"Lunch time\"", "what: \"TODO: what\"");
    let built = files.build();
    assert_eq!(
        built.errors(),
        [
            "TXT-09 content/case-studies/a.md:14:11 `joined` isn't filled in yet",
            "TXT-09 content/case-studies/a.md:24:8 `start` isn't filled in yet",
            "TXT-09 content/case-studies/a.md:41:36 `TODO: what` isn't filled in yet",
        ],
        "{}",
        built.report()
    );
    let finding = built.findings().find(|it| it.message.starts_with("`joined`")).unwrap();
    assert!(built.help(finding).contains("`invited`"), "{}", built.help(finding));
}

#[test]
fn a_page_that_is_not_published_may_hold_what_is_still_to_be_filled_in() {
    let mut files = Files::new(AROUND, GOOD);
    files.edit(STUDY, "joined: invited", "joined: \"TODO: how they came to lead\"");
    files.edit(STUDY, "what: \"Lunch time\"", "what: \"TODO: what\"");
    assert_eq!(files.build().errors().len(), 2, "{}", files.build().report());
    files.edit(STUDY, "title: ", "draft: true\ntitle: ");
    assert!(!files.build().report().contains("TXT-09"), "{}", files.build().report());
}

#[test]
fn a_first_draft_has_neither_errors_nor_warnings_and_some_suggestions() {
    for level in 1..=7 {
        let study = crate::support::study("Text.").replace("level: 5", &format!("level: {level}"));
        let built = crate::support::site(&format!("--- {STUDY}\n{study}")).build().fine();
        assert!(built.warnings().is_empty(), "level {level}\n{}", built.report());
        let first: Vec<&str> = built.advice(STUDY).iter().take(3).map(|it| it.rule).collect();
        let expected: &[&str] =
            if level >= 5 { &["DEL-05", "DEL-06", "COM-01"] } else { &["DEL-05", "COM-01", "CHK-01"] };
        assert_eq!(first, expected, "level {level}");
    }
}

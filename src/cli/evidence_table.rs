//! The list of artifacts as a table that fits a terminal of 80 columns.

use console::{Alignment, measure_text_width, pad_str};
use leadfolio::check::evidence::{DepictedPerson, EvidenceFile, EvidenceItem, EvidenceList, UrlStatus};
use leadfolio::check::publication_report::format_size;
use leadfolio::content::enums::{PermissionStatus, Visibility};
use leadfolio::model::case_study::FileRole;

use super::common::pluralize;
use super::report::escape_control;

/// Columns of a terminal.
const WIDTH: usize = 80;
/// The columns of the table and their widths; one space is between two of them.
const COLUMNS: [(&str, usize); 6] =
    [("", 3), ("Title", 33), ("Type", 12), ("Size", 9), ("For", 7), ("Readable?", 11)];
/// Where the title begins, and with it the details below it.
const INDENT: usize = 4;

/// The list as text.
pub(super) fn format_table(list: &EvidenceList) -> String {
    if list.artifacts.is_empty() {
        return "no artifacts; list them under `artifacts` in the front matter of a case study\n".to_owned();
    }
    let mut text = format_row(&COLUMNS.map(|(name, _)| name.to_owned()));
    for item in &list.artifacts {
        let cells = [
            item.number.to_string(),
            escape_control(&item.title),
            item.kind.label().to_owned(),
            item.files.first().and_then(|file| file.bytes).map(format_size).unwrap_or_default(),
            audience_word(item).to_owned(),
            reachable_word(item).to_owned(),
        ];
        text.push('\n');
        text += &format_row(&cells);
        for line in details(item) {
            for part in wrap(&escape_control(&line), WIDTH - INDENT) {
                text += &format!("{:INDENT$}{part}\n", "");
            }
        }
    }
    let all: u64 = list.artifacts.iter().flat_map(|item| &item.files).filter_map(|file| file.bytes).sum();
    let count = pluralize(list.artifacts.len(), "artifact", "artifacts");
    text + &format!("\n{count}, {}\n", format_size(all))
}

/// A row of the table; cells that are too long go on in the lines below.
fn format_row(cells: &[String; 6]) -> String {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(COLUMNS).map(|(cell, (_, width))| wrap(cell, width)).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(1);
    let mut text = String::new();
    for line in 0..lines {
        let parts: Vec<String> = wrapped
            .iter()
            .zip(COLUMNS)
            .map(|(cell, (_, width))| {
                let part = cell.get(line).map_or("", String::as_str);
                pad_str(part, width, Alignment::Left, None).into_owned()
            })
            .collect();
        text += &format!("{}\n", parts.join(" ").trim_end());
    }
    text
}

/// A text in lines of at most so many columns; a word that is longer is cut.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest = word;
        let line = lines.last().map_or(0, |line| measure_text_width(line));
        if line > 0 && line + 1 + measure_text_width(rest) <= width {
            if let Some(line) = lines.last_mut() {
                line.push(' ');
            }
        } else if line > 0 {
            lines.push(String::new());
        }
        while measure_text_width(rest) > width {
            let mut end = rest.len();
            while measure_text_width(&rest[..end]) > width {
                end = rest.floor_char_boundary(end - 1);
            }
            // A column that is narrower than one letter still takes it.
            let end = end.max(rest.chars().next().map_or(1, char::len_utf8));
            if let Some(line) = lines.last_mut() {
                line.push_str(&rest[..end]);
            }
            lines.push(String::new());
            rest = &rest[end..];
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(rest);
        }
    }
    // After a letter that is wider than the column, nothing may be left.
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

fn audience_word(item: &EvidenceItem) -> &'static str {
    match item.visibility {
        _ if item.blocked => "no one yet",
        _ if item.draft => "draft",
        Visibility::Public => "anyone",
        Visibility::Panel => "panel",
        Visibility::Private => "you",
    }
}

/// Whether the artifact can be read, in a word. What was not checked is neither yes nor no.
fn reachable_word(item: &EvidenceItem) -> &'static str {
    let is_artifact = |file: &&EvidenceFile| file.role == FileRole::Artifact;
    match (item.files.iter().find(is_artifact), &item.url_status) {
        (Some(EvidenceFile { problem: Some(_), .. }), _) => "unreadable",
        (_, Some(UrlStatus::NotChecked)) => "not checked",
        (_, Some(UrlStatus::Reachable)) => "yes",
        (_, Some(UrlStatus::SignIn)) => "sign-in",
        (_, Some(UrlStatus::Unreachable(_))) => "no",
        (_, Some(UrlStatus::Unclear(_))) => "unclear",
        (Some(_), None) => "yes",
        (None, None) => "no",
    }
}

/// The lines below a row: files with their hashes, where the artifact is cited, and whether it may be shown.
fn details(item: &EvidenceItem) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &item.files {
        let role = file.role.label().map(|label| format!("{label}, {}: ", size_of(file))).unwrap_or_default();
        lines.push(format!("{role}{}", file.path));
        lines.extend(file.sha256.as_ref().map(|hash| format!("SHA-256 {hash}")));
        lines.extend(file.problem.as_ref().map(|problem| format!("can't be read: {problem}")));
    }
    lines.extend(item.url.clone());
    if let Some(UrlStatus::Unreachable(why) | UrlStatus::Unclear(why)) = &item.url_status {
        lines.push(format!("the web address: {why}"));
    }
    if item.files.is_empty() && item.url.is_none() {
        lines.push("its file wasn't found, and it has no web address".to_owned());
    }
    let pages: Vec<&str> = item.cited_on.iter().map(|page| page.title.as_str()).collect();
    lines.push(format!("cited on: {}", pages.join("; ")));
    lines.extend(rights(item));
    lines
}

fn size_of(file: &EvidenceFile) -> String {
    file.bytes.map_or_else(|| "no size".to_owned(), format_size)
}

/// Permission, release and consents in one line; `None` if nothing is recorded.
fn rights(item: &EvidenceItem) -> Option<String> {
    let permission = item.permission.map(|status| format!("permission: {}", status.label()));
    let until =
        |date: &Option<String>| date.as_ref().map(|date| format!(" until {date}")).unwrap_or_default();
    let release = match (item.release, item.release_expired) {
        (_, true) => Some(format!("release: expired, valid{}", until(&item.release_until))),
        (Some(status), false) => Some(format!("release: {}{}", status.label(), until(&item.release_until))),
        (None, false) => None,
    };
    let people = item.people.iter().map(|person| {
        let DepictedPerson { id, consent, until: last, expired, missing, hidden } = person;
        let limit = match (consent, missing) {
            (Some(PermissionStatus::Given), Some(_)) if *expired => ", expired".to_owned(),
            (Some(PermissionStatus::Given), Some(_)) if item.blocked && *hidden => {
                ", but they are hidden (`show_as` or `privacy.minors`)".to_owned()
            }
            (Some(PermissionStatus::Given), Some(scope)) if item.blocked => {
                format!(", but not to {}", scope.exposure())
            }
            _ => String::new(),
        };
        let consent = consent.map_or("not recorded", PermissionStatus::label);
        format!("consent of {id}: {consent}{}{limit}", until(last))
    });
    let parts: Vec<String> = permission.into_iter().chain(release).chain(people).collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_go_on_in_the_next_line_and_long_words_are_cut() {
        assert_eq!(wrap("Norms of the meeting", 8), ["Norms of", "the", "meeting"]);
        assert_eq!(wrap("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrap("会議の規範", 4), ["会議", "の規", "範"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(wrap("会議", 1), ["会", "議"]);
    }
}

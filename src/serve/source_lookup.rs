//! Finds the source of a text on a page: the file and the line to open in the editor.
//!
//! Pages carry no source annotations, because the preview serves what a build writes. Therefore the selected text is
//! searched for in the content files. Only letters and digits are compared, so that markup, quotes, folded lines and
//! smart punctuation make no difference.

use crate::content::text;
use crate::pipeline::Inputs;

/// Letters and digits of the selected text that are compared: a longer text may span what a template inserts.
const MAX_MATCH_CHARS: usize = 60;

/// Files whose text may appear on any page; searched after the page's own file.
const SHARED_FILES: [&str; 3] =
    ["content/portfolio.yaml", "content/people.yaml", "content/testimonials.yaml"];

/// A line of one of the author's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourcePosition {
    /// Path from the root of the portfolio, such as `content/people.yaml`.
    pub(super) path: String,
    /// Line number, from 1.
    pub(super) line: usize,
}

/// Finds the source line of a text: in the page's own file first, then in the shared files, then in all content files.
///
/// A text that none of them contains is attributed to line 1 of the page's own file; `None` if the page has none.
pub(super) fn find_source(inputs: &Inputs, own: Option<&str>, words: &str) -> Option<SourcePosition> {
    let wanted: Vec<char> = alphanumeric_chars(words).map(|(_, c)| c).take(MAX_MATCH_CHARS).collect();
    let others =
        inputs.content.iter().map(|(path, _)| format!("content/{path}")).filter(|path| is_text_file(path));
    let files = own.into_iter().chain(SHARED_FILES).map(str::to_owned).chain(others);
    let found = files.filter(|_| !wanted.is_empty()).find_map(|path| {
        let line = find_line(inputs, &path, &wanted)?;
        Some(SourcePosition { path, line })
    });
    found.or_else(|| own.map(|path| SourcePosition { path: path.to_owned(), line: 1 }))
}

fn is_text_file(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".yaml")
}

fn find_line(inputs: &Inputs, path: &str, wanted: &[char]) -> Option<usize> {
    let bytes = inputs.content.get(path.strip_prefix("content/")?)?.read().ok()?;
    let source = text::decode(&bytes).ok()?;
    let known: Vec<(usize, char)> = alphanumeric_chars(&source).collect();
    let start = known
        .windows(wanted.len())
        .position(|window| window.iter().map(|(_, c)| *c).eq(wanted.iter().copied()))?;
    let (line, _) = text::line_column(&source, known[start].0);
    Some(line)
}

/// Letters and digits in lower case, with their byte offsets. Link targets of Markdown are skipped: pages do not show
/// them.
fn alphanumeric_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut in_target = false;
    let mut previous = ' ';
    text.char_indices().filter_map(move |(offset, c)| {
        if previous == ']' && c == '(' {
            in_target = true;
        } else if in_target && (c == ')' || c == '\n') {
            in_target = false;
        }
        previous = c;
        let is_visible = !in_target && c.is_alphanumeric();
        is_visible.then(|| (offset, c.to_lowercase().next().unwrap_or(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inputs() -> Inputs {
        let mut inputs = Inputs::default();
        let page = "---\ntitle: \"On trust\"\nlesson: >-\n  Agree the chart\n  before you meet.\n---\n\nFirst words.\n\nThen **we** met the [board](../x.md) -- \"twice\".\n\n- one item\n- another\n";
        inputs.content.insert("case-studies/a.md", page.to_owned());
        inputs.content.insert("people.yaml", "people:\n  - { id: p, role: \"Head of maths\" }\n".to_owned());
        inputs.content.insert("approaches/b.md", "---\ntitle: Coaching\n---\nAsk first.\n".to_owned());
        inputs
    }

    #[test]
    fn words_are_found_whatever_stands_between_their_letters() {
        let own = Some("content/case-studies/a.md");
        for (words, path, line) in [
            ("On trust", "content/case-studies/a.md", 2),
            ("Agree the chart before you meet.", "content/case-studies/a.md", 4),
            ("First words.", "content/case-studies/a.md", 8),
            ("Then we met the board — “twice”.", "content/case-studies/a.md", 10),
            ("another", "content/case-studies/a.md", 13),
            ("head of maths", "content/people.yaml", 2),
            ("Ask first.", "content/approaches/b.md", 4),
            ("nowhere at all", "content/case-studies/a.md", 1),
            ("…", "content/case-studies/a.md", 1),
        ] {
            let found = find_source(&inputs(), own, words);
            assert_eq!(found, Some(SourcePosition { path: path.to_owned(), line }), "{words}");
        }
        assert_eq!(find_source(&inputs(), None, "nowhere at all"), None);
    }
}

//! Where the words on a page come from: the file and the line to open in the editor.
//!
//! Pages carry no marks of their sources, for what is served is what is built. So the words that the author points at
//! are looked for in the files: letters and digits alone are compared, which makes markup, quotes, folded lines and
//! smart punctuation alike on both sides.

use crate::content::text;
use crate::pipeline::Inputs;

/// How many letters of a block are looked for; more would only find what a template put between.
const ENOUGH: usize = 60;

/// Files that any page shows words of, after its own.
const SHARED: [&str; 3] = ["content/portfolio.yaml", "content/people.yaml", "content/testimonials.yaml"];

/// A place in a file of the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    /// The file, from the root of the portfolio.
    pub(super) path: String,
    /// From 1.
    pub(super) line: usize,
}

/// Finds words that a page shows: in its own file first, then in those that pages share, then in all texts. Words
/// that stand in none of them lead to the beginning of the page's own file.
pub(super) fn find(inputs: &Inputs, own: Option<&str>, words: &str) -> Option<Origin> {
    let wanted: Vec<char> = letters(words).map(|it| it.1).take(ENOUGH).collect();
    let others = inputs.content.iter().map(|it| format!("content/{}", it.0)).filter(|it| is_text(it));
    let files = own.into_iter().chain(SHARED).map(str::to_owned).chain(others);
    let found = files.filter(|_| !wanted.is_empty()).find_map(|path| {
        let line = line_of(inputs, &path, &wanted)?;
        Some(Origin { path, line })
    });
    found.or_else(|| own.map(|it| Origin { path: it.to_owned(), line: 1 }))
}

fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".yaml")
}

fn line_of(inputs: &Inputs, path: &str, wanted: &[char]) -> Option<usize> {
    let bytes = inputs.content.get(path.strip_prefix("content/")?)?.read().ok()?;
    let source = text::decode(&bytes).ok()?;
    let known: Vec<(usize, char)> = letters(&source).collect();
    let at =
        known.windows(wanted.len()).position(|it| it.iter().map(|it| it.1).eq(wanted.iter().copied()))?;
    Some(text::line_column(&source, known[at].0).0)
}

/// Letters and digits, in lower case, with their places; without the targets of links, which no page shows.
fn letters(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut in_target = false;
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, letter)| {
        if before == ']' && letter == '(' {
            in_target = true;
        } else if in_target && (letter == ')' || letter == '\n') {
            in_target = false;
        }
        before = letter;
        let is_shown = !in_target && letter.is_alphanumeric();
        is_shown.then(|| (at, letter.to_lowercase().next().unwrap_or(letter)))
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
            let found = find(&inputs(), own, words);
            assert_eq!(found, Some(Origin { path: path.to_owned(), line }), "{words}");
        }
        assert_eq!(find(&inputs(), None, "nowhere at all"), None);
    }
}

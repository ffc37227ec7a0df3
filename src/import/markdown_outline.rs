//! Finds the headings of Markdown that an import has written.

/// A line of Markdown, with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct MarkdownLine<'t> {
    pub(super) text: &'t str,
    /// Level of the heading that it is; 0 for other lines.
    pub(super) level: usize,
}

/// The lines of Markdown. Lines of code are no headings.
pub(super) fn lines(markdown: &str) -> Vec<MarkdownLine<'_>> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for text in markdown.lines() {
        let start = text.trim_start();
        let ticks = &start[..start.len() - start.trim_start_matches('`').len()];
        let mut level = 0;
        match fence {
            Some(open) if ticks.len() >= open.len() && start.trim_end() == ticks => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                let marks = text.len() - text.trim_start_matches('#').len();
                if (1..=6).contains(&marks) && text[marks..].starts_with(' ') {
                    level = marks;
                }
            }
        }
        lines.push(MarkdownLine { text, level });
    }
    lines
}

/// Moves headings down one level if one of them is of the first level, which is that of the title.
pub(super) fn demote_headings(markdown: &str) -> String {
    let lines = lines(markdown);
    if !lines.iter().any(|line| line.level == 1) {
        return markdown.to_owned();
    }
    let moved = lines.iter().map(|line| {
        if (1..6).contains(&line.level) { format!("#{}", line.text) } else { line.text.to_owned() }
    });
    moved.collect::<Vec<_>>().join("\n")
}

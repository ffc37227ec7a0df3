//! What elements of a page are for: data or layout, shown or hidden, text or a form.

use super::html_table::MAX_COLUMNS;
use super::html_tree::HtmlTree;

/// Whether a table holds data, and does not just lay out the page.
pub(super) fn is_data_table(tree: &HtmlTree, node: usize, rows: &[usize]) -> bool {
    let cells = |row: &usize| tree.children(*row).filter(|cell| matches!(tree.name(*cell), "td" | "th"));
    let columns = rows.iter().map(|row| cells(row).count()).max().unwrap_or(0);
    let is_grid = rows.len() > 1 && (2..=MAX_COLUMNS).contains(&columns);
    let is_layout = matches!(tree.attribute(node, "role"), Some("presentation" | "none"));
    let holds = |names: &[&str]| tree.descendants(node).any(|inner| names.contains(&tree.name(inner)));
    if !is_grid
        || is_layout
        || holds(&["table", "h1", "h2", "h3", "h4", "iframe", "video", "audio", "pre", "blockquote"])
    {
        return false;
    }
    let is_filled = |row: &&usize| cells(row).filter(|cell| !tree.text(*cell).is_empty()).count() > 1;
    let filled_rows = rows.iter().filter(is_filled).take(2).count();
    let is_long = |cell: usize| {
        let parts = tree
            .descendants(cell)
            .filter(|part| matches!(tree.name(*part), "p" | "li" | "div"))
            .take(3)
            .count();
        parts > 2 || tree.text(cell).chars().count() > 300
    };
    filled_rows == 2 && (holds(&["th", "caption"]) || !rows.iter().flat_map(cells).any(is_long))
}

/// Whether an element is not shown, and no panel that a click opens.
pub(super) fn is_hidden(tree: &HtmlTree, node: usize) -> bool {
    let style = tree.attribute(node, "style").unwrap_or_default();
    let style: String = style.split_whitespace().collect::<String>().to_ascii_lowercase();
    let is_hidden = tree.has_attribute(node, "hidden")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    let opens = || {
        tree.attribute(node, "aria-labelledby").is_some()
            || tree.marks(node).iter().any(|mark| {
                ["accordion", "collaps", "panel", "tab", "toggle", "answer", "content"]
                    .iter()
                    .any(|word| mark.contains(word))
            })
    };
    is_hidden && !opens()
}

/// Whether a form holds fields and their labels, and is not the whole page, as on some servers.
pub(super) fn is_small_form(tree: &HtmlTree, node: usize) -> bool {
    let has_prose = tree.elements(node, "p").any(|paragraph| tree.text(paragraph).chars().count() > 200);
    let has_fields = tree
        .descendants(node)
        .any(|inner| matches!(tree.name(inner), "input" | "textarea" | "select" | "button"));
    has_fields && !has_prose && tree.text(node).chars().count() < 1500
}

/// The page on which readers watch what a player shows.
pub(super) fn watch_address(source: &str) -> String {
    let source = if source.starts_with("//") { format!("https:{source}") } else { source.to_owned() };
    let id = |rest: &str| rest.split(['?', '&', '/']).next().unwrap_or_default().to_owned();
    for (player, page) in [
        ("youtube.com/embed/", "https://www.youtube.com/watch?v="),
        ("youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="),
        ("player.vimeo.com/video/", "https://vimeo.com/"),
    ] {
        if let Some((_, rest)) = source.split_once(player)
            && !id(rest).is_empty()
            && id(rest) != "videoseries"
        {
            return format!("{page}{}", id(rest));
        }
    }
    source
}

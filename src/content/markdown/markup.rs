//! What is known of markup of another program.

/// Longest markup that is looked for, in bytes.
pub(super) const MAX_MARKUP: usize = 300;

/// Longest shortcode or tag, in bytes: these go over several lines.
pub(super) const MAX_SHORTCODE: usize = 2_000;

/// Markup of another program at the start of a text.
pub(super) struct Markup {
    /// Length in bytes.
    pub(super) length: usize,
    /// The program and its name for it.
    pub(super) what: &'static str,
    pub(super) help: &'static str,
}

/// The start of a text, up to a number of bytes.
pub(super) fn head(text: &str, length: usize) -> &str {
    &text[..text.floor_char_boundary(length)]
}

/// What stands between two marks at the start of a text, in at most `max` bytes with the marks: up to the next opening
/// mark, so that one without an end takes nothing with it.
pub(super) fn between<'t>(text: &'t str, open: &str, close: &str, max: usize) -> Option<&'t str> {
    let inside = head(text, max).strip_prefix(open)?;
    let inside = inside.split(open).next()?;
    Some(&inside[..inside.find(close)?])
}

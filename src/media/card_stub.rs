//! Stub of the `card` module for builds without the `cards` feature: no page has a card.

use super::{CardFont, WrappedText};
use crate::diagnostic::Problem;

/// No text can be drawn.
pub fn can_draw(_text: &str) -> bool {
    false
}

/// Never called: without the feature, no page has a card.
///
/// # Errors
/// Never.
pub fn check_card(_svg: &str) -> Result<(), Problem> {
    Ok(())
}

/// Never called: without the feature, no page has a card.
///
/// # Errors
/// Always.
pub fn draw_card(_svg: &str) -> Result<Vec<u8>, Problem> {
    Err(Problem::new("this build of leadfolio can't draw cards", "install a released one"))
}

/// One line: nothing can be measured.
pub fn wrap_text(text: &str, _: CardFont, sizes: &[f32], _: f32, _: usize) -> WrappedText {
    WrappedText { size: sizes.first().copied().unwrap_or_default(), width: 0.0, lines: vec![text.to_owned()] }
}

/// Nothing is measured.
pub fn count_wrap_steps(_text: &str, _sizes: usize) -> u64 {
    0
}

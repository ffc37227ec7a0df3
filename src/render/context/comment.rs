//! What templates of comments read.

use serde::Serialize;

use super::shared::{DateText, PersonContext};

/// A reader's comment on the page.
#[derive(Clone, Debug, Serialize)]
pub struct CommentContext {
    /// The commenter, as their consent allows.
    pub from: PersonContext,
    /// The comment, as plain text; line breaks are significant.
    pub text: String,
    /// Date of the comment.
    pub date: Option<DateText>,
    /// The owner's reply, as plain text.
    pub reply: Option<String>,
}

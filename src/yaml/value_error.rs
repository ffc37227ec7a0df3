//! Errors of `Deserialize` implementations outside of this module.

use std::fmt;

use crate::diagnostic::Problem;

/// Why a `Deserialize` implementation rejects a value; pass it to `serde::de::Error::custom`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    problem: Problem,
    correction: Option<String>,
}

/// Stands between the parts of an error, none of which contains it.
const SEPARATOR: char = '\u{1f}';

impl ValueError {
    /// An error with a message, such as `` `3/4` is no date ``, and help.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        // The message may quote the author's text, which may hold anything; a message is one line.
        let on_one_line = |text: String| text.replace(char::is_control, " ");
        Self {
            problem: Problem::new(on_one_line(message.into()), on_one_line(help.into())),
            correction: None,
        }
    }

    /// Sets the only value that the author can have meant; it becomes the fix.
    pub fn correction(self, value: impl fmt::Display) -> Self {
        Self { correction: Some(value.to_string()), ..self }
    }

    /// Message, help and correction of the error behind a text; `None` if the text is of another error.
    pub(super) fn parts(text: &str) -> Option<(&str, &str, Option<&str>)> {
        let mut parts = text.split(SEPARATOR);
        Some((parts.next()?, parts.next()?, parts.next()))
    }
}

impl fmt::Display for ValueError {
    // serde passes the errors of `Deserialize` implementations on as text only, so the parts travel in one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{SEPARATOR}{}", self.problem.message, self.problem.help)?;
        self.correction.as_ref().map_or(Ok(()), |value| write!(f, "{SEPARATOR}{value}"))
    }
}

impl std::error::Error for ValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_survive_the_way_through_text() {
        let error = ValueError::new("`a\u{1f}b\nc` is no date", "write `2025`").correction(2025);
        let wanted = Some(("`a b c` is no date", "write `2025`", Some("2025")));
        assert_eq!(ValueError::parts(&error.to_string()), wanted);
        let error = ValueError::new("no", "yes");
        assert_eq!(ValueError::parts(&error.to_string()), Some(("no", "yes", None)));
        assert_eq!(ValueError::parts("another error"), None);
    }
}

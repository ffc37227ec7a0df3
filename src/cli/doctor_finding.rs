//! What `leadfolio doctor` found.

use serde::Serialize;

/// How something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// It is there and works.
    Ok,
    /// It is missing, or doesn't work.
    Problem,
    /// It could not be found out.
    Unknown,
    /// It was not looked at, because that takes an option.
    NotAsked,
}

/// One thing that was looked at.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    /// Name for scripts, such as `browser`; the same in every version.
    pub(super) name: String,
    pub(super) status: Status,
    /// Whether leadfolio can't do its work without it.
    pub(super) essential: bool,
    /// What was found, for a person.
    pub(super) message: String,
    /// What to do about it.
    pub(super) help: Option<String>,
}

impl Finding {
    fn new(name: impl Into<String>, status: Status, message: impl Into<String>) -> Self {
        Self { name: name.into(), status, essential: false, message: message.into(), help: None }
    }

    pub(super) fn ok(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(name, Status::Ok, message)
    }

    pub(super) fn problem(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(name, Status::Problem, message)
    }

    pub(super) fn unknown(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(name, Status::Unknown, message)
    }

    pub(super) fn not_asked(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(name, Status::NotAsked, message)
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(super) fn essential(self) -> Self {
        Self { essential: true, ..self }
    }

    pub(super) fn is_essential_problem(&self) -> bool {
        self.essential && self.status == Status::Problem
    }
}

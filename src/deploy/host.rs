//! What describes a host: one [`HostSpec`] for each kind of deploy target, and a [`Host`] for each target of that kind.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::remote::{Prompt, Remote};
use super::target_fields::TargetFields;
use crate::content::enums::{DeployTargetKind, HeaderFile};
use crate::content::schema::portfolio::RawDeployTarget;

/// All that leadfolio knows of one kind of deploy target.
#[derive(Debug)]
pub struct HostSpec {
    /// The kind, as `portfolio.yaml` names it.
    pub kind: DeployTargetKind,
    /// Description in the menu of `deploy --setup`.
    pub menu_text: &'static str,
    /// Name that `deploy --setup` proposes for a target.
    pub default_name: &'static str,
    /// Fields of `portfolio.yaml` that it reads, besides those common to all kinds.
    pub fields: &'static [&'static str],
    /// Questions of `deploy --setup`, in this order; each answer is written to a field.
    pub questions: &'static [Question],
    /// What a CI job needs to deploy there; `None` if a CI job cannot reach such a target.
    pub ci: Option<CiNeeds>,
    /// Configuration file for HTTP headers that is written when the target names none.
    pub default_headers: HeaderFile,
    /// Whether the host shows a site only minutes after it has received it.
    pub publishes_late: bool,
    /// Validates the fields of a target; `None` after an error.
    pub(super) resolve: fn(RawDeployTarget, &mut TargetFields<'_, '_>) -> Option<Box<dyn Host>>,
}

/// A host with the settings of one target.
pub trait Host: Debug + Send + Sync {
    /// Opens the remote. `root` is the portfolio's root folder, which relative paths start from.
    ///
    /// # Errors
    /// If the target overlaps the portfolio's own files or cannot be reached, or if a credential, a program or a
    /// compile-time feature that it needs is missing.
    fn open(&self, root: &Path, prompt: &dyn Prompt) -> Result<Box<dyn Remote>>;

    /// Whether the site stays on this machine, so that looking at it takes no network.
    fn is_local(&self) -> bool {
        false
    }

    /// The file that the user has to give to a host by hand; `None` if the site needs no such step. It is not checked
    /// on the web afterwards, and cannot be taken down from here.
    fn manual_upload(&self, _root: &Path) -> Option<PathBuf> {
        None
    }
}

/// What a CI job needs to deploy to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CiNeeds {
    /// Environment variables of the job, which hold secrets.
    pub secrets: &'static [&'static str],
    /// Whether the job writes to the repository that it runs in, for which GitHub has to give it the permission.
    pub writes_repository: bool,
    /// Whether it pushes with `git`, which is signed in at every CI service, so that no token for GitHub is needed.
    pub pushes_with_git: bool,
    /// Shell commands that put secrets where programs look for them, before the deploy.
    pub commands: &'static [&'static str],
    /// Debian packages that a bare image lacks.
    pub packages: &'static [&'static str],
}

impl CiNeeds {
    /// Needs only secrets in the environment.
    pub const fn secrets(secrets: &'static [&'static str]) -> Self {
        Self { secrets, writes_repository: false, pushes_with_git: false, commands: &[], packages: &[] }
    }
}

/// A question about one field of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Name of the field in `portfolio.yaml`.
    pub field: &'static str,
    /// Text of the question.
    pub text: &'static str,
    /// Example answer.
    pub example: &'static str,
    /// Whether an empty answer is allowed; the field is left out then.
    pub optional: bool,
}

impl Question {
    /// A question that has to be answered.
    pub const fn required(field: &'static str, text: &'static str, example: &'static str) -> Self {
        Self { field, text, example, optional: false }
    }

    /// A question that may be left unanswered.
    pub const fn optional(field: &'static str, text: &'static str, example: &'static str) -> Self {
        Self { field, text, example, optional: true }
    }
}

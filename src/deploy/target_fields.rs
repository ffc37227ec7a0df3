//! Validation of the fields of one deploy target: what hosts use to require fields and to report errors in them.

use super::redact::secret_user_info;
use crate::content::checker::{Checker, non_blank};
use crate::resolve::web_url::resolve_web_url;

/// Reports errors in the fields of one target.
pub(super) struct TargetFields<'a, 'b> {
    /// Name of the target in `portfolio.yaml`.
    target: &'a str,
    checker: &'a mut Checker<'b>,
}

impl<'a, 'b> TargetFields<'a, 'b> {
    pub(super) fn new(target: &'a str, checker: &'a mut Checker<'b>) -> Self {
        Self { target, checker }
    }

    /// Path of a field in `portfolio.yaml`.
    fn path(&self, field: &str) -> String {
        format!("deploy.{}.{field}", self.target)
    }

    pub(super) fn error(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.checker.error(rule, &self.path(field), message, help);
    }

    pub(super) fn warning(
        &mut self,
        rule: &'static str,
        field: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.checker.warning(rule, &self.path(field), message, help);
    }

    /// Reports a missing value; `example` is one for the help text.
    pub(super) fn require<T>(&mut self, value: Option<T>, field: &str, example: &str) -> Option<T> {
        self.checker.require(value, &self.path(field), || example.to_owned())
    }

    /// Like [`require`](Self::require), for text that must not be blank.
    pub(super) fn require_text(
        &mut self,
        value: Option<String>,
        field: &str,
        example: &str,
    ) -> Option<String> {
        self.require(non_blank(value), field, example)
    }

    /// Like [`require_text`](Self::require_text), for the path of a file or folder on this computer. What a shell would
    /// replace is an error, not the name of a folder.
    pub(super) fn require_path(&mut self, value: Option<String>, example: &str) -> Option<String> {
        let path = self.require_text(value, "path", example)?;
        let (first, rest) = path.split_once('/').unwrap_or((&path, ""));
        let help = match first {
            "$HOME" | "${HOME}" => format!("write `~/{rest}`, which begins at your home folder"),
            _ if first.starts_with('$') => "write the folder itself: variables are not replaced here".to_owned(),
            _ if first.starts_with('~') && first != "~" => {
                "write the whole path, such as `/home/rowan/public_html`: only `~/`, your own home folder, has a short form"
                    .to_owned()
            }
            _ => return Some(path),
        };
        self.error("DPL-04", "path", format!("`{first}` is not the name of a folder"), help);
        None
    }

    /// Whether an address may be written in `portfolio.yaml`; reports one that contains a password or token.
    pub(super) fn reject_secret(&mut self, address: &str, field: &str) -> Option<()> {
        if !has_secret(address) {
            return Some(());
        }
        let help = "write the address without a user name and password: git has its own password manager, and the key of a bucket comes from the environment";
        self.error(
            "DPL-02",
            field,
            "the address contains a password, but other people may see this file",
            help,
        );
        None
    }

    /// Validates an optional web address without secrets; the outer `None` after an error.
    pub(super) fn web_address(&mut self, address: Option<String>, field: &str) -> Option<Option<String>> {
        let Some(address) = non_blank(address) else { return Some(None) };
        self.reject_secret(&address, field)?;
        resolve_web_url(Some(address), &self.path(field), self.checker).map(Some)
    }
}

/// Whether a URL contains a password or token: `https://me:secret@host/`, `https://token@host/`.
fn has_secret(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    secret_user_info(rest, scheme.starts_with("http")).is_some()
}

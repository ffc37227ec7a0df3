//! What `sftp` and `rsync` share: the fields of a server that is reached over SSH, and its preparation in a CI job.

use crate::content::checker::non_blank;
use crate::content::schema::portfolio::RawDeployTarget;
use crate::deploy::host::Question;
use crate::deploy::target_fields::TargetFields;

/// Default port of SSH.
pub(super) const DEFAULT_PORT: u16 = 22;
/// Fields of `portfolio.yaml` that describe a server.
pub(super) const FIELDS: &[&str] = &["host", "port", "user", "path", "key"];
/// Question for the server's name.
pub(super) const ASK_HOST: Question =
    Question::required("host", "What is the name of the server?", "www.example.org");
/// Question for the user, where one has to be named.
pub(super) const ASK_USER: Question =
    Question::required("user", "What is your user name on the server?", "rowan");
/// Question for the folder.
pub(super) const ASK_PATH: Question =
    Question::required("path", "Which folder on the server is the website in?", "public_html");
/// Shell command of a CI job: makes the folder for keys.
pub(super) const MAKE_SSH_FOLDER: &str = "mkdir -p ~/.ssh";
/// Shell command of a CI job: makes the server known, by its keys in a secret.
pub(super) const ADD_KNOWN_HOSTS: &str = "printf '%s\\n' \"$KNOWN_HOSTS\" >> ~/.ssh/known_hosts";

/// A folder on a server that is reached over SSH.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SshServer {
    /// Host name of the server.
    pub(super) host: String,
    /// SSH port; 22 by default.
    pub(super) port: u16,
    /// User name; `None` if the SSH configuration is to supply it.
    pub(super) user: Option<String>,
    /// Remote folder; a path without a leading slash is relative to the user's home folder.
    pub(super) path: String,
    /// Private key file; `None` tries the usual files in `~/.ssh`.
    pub(super) key: Option<String>,
}

impl SshServer {
    /// Validates the fields; `None` after an error.
    pub(super) fn resolve(
        raw: RawDeployTarget,
        needs_user: bool,
        fields: &mut TargetFields<'_, '_>,
    ) -> Option<Self> {
        let host = fields.require_text(raw.host, "host", "www.example.org");
        let path = fields.require_text(raw.path, "path", "public_html");
        let user = match needs_user {
            true => Some(fields.require_text(raw.user, "user", "rowan")?),
            false => non_blank(raw.user),
        };
        let (host, path) = (without_brackets(host?), path?);
        if let Some((field, help)) = invalid_field(&host, user.as_deref()) {
            fields.error("DPL-04", field, "this is more than a name", help);
            return None;
        }
        Some(Self { host, port: raw.port.unwrap_or(DEFAULT_PORT), user, path, key: non_blank(raw.key) })
    }
}

/// An IPv6 address as programs take it; in a URL it is in brackets.
fn without_brackets(host: String) -> String {
    let address = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    address.filter(|address| address.contains(':')).map(str::to_owned).unwrap_or(host)
}

/// The field and the help text for a host or user name that a program could take for an option or for a URL.
fn invalid_field(host: &str, user: Option<&str>) -> Option<(&'static str, &'static str)> {
    let is_plain = |name: &str| {
        !name.starts_with('-') && !name.contains(|c: char| c.is_whitespace() || "/@:[]".contains(c))
    };
    // IPv6 addresses contain colons.
    if !is_plain(&host.replace(':', "")) {
        return Some(("host", "write only the name of the server, such as `host: www.example.org`"));
    }
    let user = user.filter(|user| !is_plain(user));
    user.map(|_| {
        ("user", "write only your user name on the server, without a password: leadfolio asks for it")
    })
}

#[cfg(test)]
mod tests {
    use super::{invalid_field, without_brackets};

    #[test]
    fn an_address_may_be_in_brackets() {
        for (written, host) in [("[::1]", "::1"), ("::1", "::1"), ("www.example.org", "www.example.org")] {
            let resolved = without_brackets(written.to_owned());
            assert_eq!((resolved.as_str(), invalid_field(&resolved, None)), (host, None));
        }
        for wrong in ["[www]", "a]b", "-oProxyCommand=x", "me@host"] {
            assert!(invalid_field(&without_brackets(wrong.to_owned()), None).is_some(), "{wrong}");
        }
    }
}

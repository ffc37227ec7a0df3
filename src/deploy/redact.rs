//! Keeps secrets out of what is printed: a [`Secret`] registers itself when it is created, and [`redact`] hides every one
//! that is registered. A target that holds its password or token in this type can't print it, nor can a host that repeats
//! it in an error.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::{env, fmt};

use super::helpers::lock;
use crate::urls::encode;

/// What is printed in place of a secret.
const HIDDEN: &str = "[hidden]";

/// Secrets shorter than this are not hidden: a message would become illegible, and tell by its gaps what they are.
const MIN_LENGTH: usize = 4;

/// All secrets of this process.
static SECRETS: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// A password or token, which is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Holds a secret, and has it hidden from now on in everything that is printed.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        register(&text);
        Self(text)
    }

    /// The secret itself, to send it to its host.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HIDDEN)
    }
}

fn register(secret: &str) {
    let secret = secret.trim();
    if secret.len() >= MIN_LENGTH {
        // In an address, some characters are written differently.
        lock(&SECRETS).extend([secret.to_owned(), encode(secret)]);
    }
}

/// Registers the variables of the environment that hold secrets by their names, such as `NETLIFY_AUTH_TOKEN`: some
/// libraries read them on their own. The name of a file is none.
pub fn register_environment() {
    let is_secret = |name: &str| {
        ["TOKEN", "PASSWORD", "PASSPHRASE", "SECRET", "_KEY"].iter().any(|word| name.contains(word))
            && !name.ends_with("_ID")
    };
    // Values such as `1` and `true` are settings.
    let long = env::vars_os().filter(|(_, value)| value.len() >= 8);
    for (_, value) in long.filter(|(name, _)| is_secret(&name.to_string_lossy())) {
        if !Path::new(&value).exists() {
            register(&value.to_string_lossy());
        }
    }
}

/// Hides every registered secret in a text, and the user and password in every URL.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut result = hide_user_info(text);
    let secrets = lock(&SECRETS);
    let mut found: Vec<&String> = secrets.iter().filter(|secret| text.contains(secret.as_str())).collect();
    // One may be part of another.
    found.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
    for secret in found {
        result = result.replace(secret.as_str(), HIDDEN).into();
    }
    result
}

/// What is before `@` in an address without its scheme, if that holds a secret: a password, or with `http` a user alone, who
/// may be a token. A password that isn't encoded may hold `#`, `?` or a quotation mark.
pub(super) fn secret_user_info(address: &str, is_http: bool) -> Option<&str> {
    let authority = address.split(|c: char| c == '/' || c.is_whitespace()).next().unwrap_or_default();
    let (user_info, _) = authority.rsplit_once('@')?;
    let is_secret = !user_info.is_empty() && (is_http || user_info.contains(':'));
    is_secret.then_some(user_info)
}

/// Hides what is before `@` in the URLs of a text: `https://me:secret@host/` becomes `https://[hidden]@host/`. A user alone,
/// as in `ssh://git@host/`, stays, but for `http`, where it may be a token.
fn hide_user_info(text: &str) -> Cow<'_, str> {
    let mut result = Cow::Borrowed(text);
    let mut start = 0;
    while let Some(at) = result[start..].find("://") {
        let scheme_end = start + at;
        start = scheme_end + "://".len();
        let is_http = result[..scheme_end].ends_with("http") || result[..scheme_end].ends_with("https");
        if let Some(user_info) = secret_user_info(&result[start..], is_http) {
            let end = start + user_info.len();
            result.to_mut().replace_range(start..end, HIDDEN);
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::{Secret, redact};

    #[test]
    fn a_secret_is_hidden_wherever_it_is_printed() {
        let secrets = ["zqone/two=", "zqone"].map(Secret::new);
        assert_eq!(format!("{secrets:?}"), "[[hidden], [hidden]]");
        assert_eq!(
            redact("Bearer zqone/two= and zqone, zqone/two%3D"),
            "Bearer [hidden] and [hidden], [hidden]"
        );
        assert_eq!(redact("nothing of that"), "nothing of that");
    }

    #[test]
    fn what_an_address_holds_before_its_host_is_hidden_and_nothing_else() {
        let hidden = [
            (
                "at https://me:pass@host/a and ssh://me:pass@host",
                "at https://[hidden]@host/a and ssh://[hidden]@host",
            ),
            ("`https://ghp_x@github.com/a.git`", "`https://[hidden]@github.com/a.git`"),
            ("\"https://me:pa#ss@host/x\"", "\"https://[hidden]@host/x\""),
            ("https://me:pa?s's@host/x", "https://[hidden]@host/x"),
        ];
        for (text, expected) in hidden {
            assert_eq!(redact(text), expected);
        }
        for text in [
            "https://mastodon.example/@rowan",
            "ssh://git@host/a",
            "mailto:me@example.org",
            "a ://@ b",
            "://",
        ] {
            assert_eq!(redact(text), text);
        }
    }
}

//! Credentials for Amazon S3 from the environment, or from the file that `aws configure` writes.
#![expect(
    clippy::disallowed_methods,
    reason = "I/O boundary: keys come from the environment and the author's own file"
)]

use std::path::PathBuf;

use crate::deploy::redact::Secret;
use std::{env, fs};

use super::bucket::is_env_set;

/// Whether the environment holds AWS credentials or says how to get them, as on AWS machines and in CI with OIDC.
pub(super) fn has_aws_credentials() -> bool {
    let variables = [
        "AWS_ACCESS_KEY_ID",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ];
    variables.into_iter().any(is_env_set)
}

/// AWS credentials. Deliberately without `Debug`, so that they cannot end up in a message.
pub(super) struct AwsCredentials {
    pub(super) id: String,
    pub(super) secret: Secret,
    pub(super) token: Option<Secret>,
}

/// Reads the credentials that `aws configure` wrote, for the profile named by `AWS_PROFILE` or else `default`.
pub(super) fn read_aws_credentials() -> Option<AwsCredentials> {
    let default_file = || env::home_dir().map(|home| home.join(".aws/credentials"));
    let file = env::var_os("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(default_file)?;
    let text = fs::read_to_string(file).ok()?;
    parse_aws_credentials(&text, &env::var("AWS_PROFILE").unwrap_or_else(|_| "default".to_owned()))
}

fn parse_aws_credentials(text: &str, profile: &str) -> Option<AwsCredentials> {
    let section = |line: &str| Some(line.trim().strip_prefix('[')?.strip_suffix(']')?.trim().to_owned());
    let after_header = text.lines().skip_while(|line| section(line).as_deref() != Some(profile)).skip(1);
    let lines: Vec<&str> = after_header.take_while(|line| section(line).is_none()).collect();
    let value = |name: &str| {
        let mut pairs = lines.iter().filter_map(|line| line.split_once('='));
        let (_, value) = pairs.find(|(key, _)| key.trim() == name)?;
        Some(value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    Some(AwsCredentials {
        id: value("aws_access_key_id")?,
        secret: Secret::new(value("aws_secret_access_key")?),
        token: value("aws_session_token").map(Secret::new),
    })
}

#[cfg(test)]
mod tests {
    use super::parse_aws_credentials;

    #[test]
    fn the_key_of_a_profile_is_found_in_the_file() {
        let text = "[default]\naws_access_key_id = a\naws_secret_access_key=b\n\n[ school ]\naws_access_key_id=c\naws_secret_access_key = d=\naws_session_token = e\n";
        let parse = |profile: &str| {
            parse_aws_credentials(text, profile).map(|key| {
                let token = key.token.map(|token| token.expose().to_owned());
                (key.id, key.secret.expose().to_owned(), token)
            })
        };
        assert_eq!(parse("default"), Some(("a".to_owned(), "b".to_owned(), None)));
        assert_eq!(parse("school"), Some(("c".to_owned(), "d=".to_owned(), Some("e".to_owned()))));
        assert_eq!(parse("other"), None);
    }
}

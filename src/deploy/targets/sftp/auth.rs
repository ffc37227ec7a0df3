//! Authenticates with a private key, an SSH agent or a password.
#![expect(
    clippy::disallowed_methods,
    reason = "I/O boundary: keys are in the author's own folder, a password may be in the environment"
)]

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use russh::MethodKind;
use russh::client::{AuthResult, Handle, KeyboardInteractiveAuthResponse};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::AgentClient;
use russh::keys::ssh_key::{Algorithm, HashAlg};
use russh::keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKey};

use super::server::{HostKeyVerifier, ServerAddress};
use crate::deploy::redact::Secret;
use crate::deploy::remote::Prompt;
use crate::platform::connect_ssh_agent;

/// Environment variable with the password, for unattended runs such as in CI.
const PASSWORD_VARIABLE: &str = "LEADFOLIO_SFTP_PASSWORD";

/// Names of private keys in `~/.ssh` that are tried without being configured, in this order.
const DEFAULT_KEY_FILES: [&str; 3] = ["id_ed25519", "id_ecdsa", "id_rsa"];

/// A credential that the server has accepted or may accept. Deliberately without `Debug`.
pub(super) enum SshCredential {
    Key(Arc<PrivateKey>),
    /// Public half of a key that the SSH agent holds.
    Agent(Arc<PublicKey>),
    Password(Secret),
}

/// Connects and authenticates with the configured key; else with the password from the environment; else with the
/// agent's keys, the default keys and a password that the user is asked for, in this order.
pub(super) async fn authenticate(
    server: ServerAddress<'_>,
    user: &str,
    key: Option<PathBuf>,
    prompt: &dyn Prompt,
) -> Result<(Handle<HostKeyVerifier>, SshCredential)> {
    let mut ssh = server.connect(Some(prompt)).await?;
    let mut tried = Vec::new();
    let mut credentials: Vec<(String, SshCredential)> = Vec::new();
    let password = env::var(PASSWORD_VARIABLE).ok().filter(|password| !password.is_empty());
    match (&key, password) {
        (Some(file), _) => {
            let key = read_key(file, prompt)?;
            credentials.push((format!("the key `{}`", file.display()), SshCredential::Key(Arc::new(key))));
        }
        (None, Some(password)) => {
            credentials.push((
                format!("the password in {PASSWORD_VARIABLE}"),
                SshCredential::Password(Secret::new(password)),
            ));
        }
        (None, None) => credentials.extend(default_credentials(prompt).await),
    }
    for (name, credential) in credentials {
        if credential.authenticate(&mut ssh, user).await? {
            return Ok((ssh, credential));
        }
        tried.push(name);
        if ssh.is_closed() {
            // Servers disconnect after a number of failed attempts.
            ssh = server.connect(None).await?;
        }
    }
    // A configured key or password that was rejected is an error; the user is not asked for another one.
    let may_ask = key.is_none() && !tried.iter().any(|name| name.contains(PASSWORD_VARIABLE));
    let question = format!("password for {user}@{}", server.host);
    if may_ask && let Some(password) = prompt.read_secret(&question)? {
        let credential = SshCredential::Password(password);
        if credential.authenticate(&mut ssh, user).await? {
            return Ok((ssh, credential));
        }
        tried.push("the password".to_owned());
    }
    let tried = if tried.is_empty() { "there was no key or password".to_owned() } else { tried.join(", ") };
    bail!(
        "the server `{}` did not let `{user}` in (tried: {tried})\n\
         check `user` of the target; put your key in ~/.ssh, or name it as `key`, or set {PASSWORD_VARIABLE}",
        server.host
    )
}

impl SshCredential {
    /// Authenticates with this credential; returns whether the server accepts it.
    pub(super) async fn authenticate(&self, ssh: &mut Handle<HostKeyVerifier>, user: &str) -> Result<bool> {
        let result = match self {
            Self::Key(key) => {
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                ssh.authenticate_publickey(user, PrivateKeyWithHashAlg::new(Arc::clone(key), hash)).await
            }
            Self::Agent(key) => {
                let Ok(agent) = connect_ssh_agent().await else { return Ok(false) };
                let mut agent = AgentClient::connect(agent);
                let hash = rsa_hash(ssh, &key.algorithm()).await;
                let result =
                    ssh.authenticate_publickey_with(user, PublicKey::clone(key), hash, &mut agent).await;
                // An agent may refuse to sign with a key; the next one is tried then.
                return Ok(result.is_ok_and(|outcome| outcome.success()));
            }
            Self::Password(password) => match ssh.authenticate_password(user, password.expose()).await {
                // Many servers accept a password only through keyboard-interactive authentication.
                Ok(AuthResult::Failure { remaining_methods, .. })
                    if remaining_methods.contains(&MethodKind::KeyboardInteractive) =>
                {
                    return Ok(answer_prompts(ssh, user, password.expose()).await.unwrap_or(false));
                }
                result => result,
            },
        };
        match result {
            Ok(outcome) => Ok(outcome.success()),
            // Servers disconnect after a number of failed attempts.
            Err(_) if ssh.is_closed() => Ok(false),
            Err(error) => Err(anyhow!("the server closed the connection: {error}\nrun it again")),
        }
    }
}

/// Keyboard-interactive authentication: answers each prompt with the password, for at most three rounds.
async fn answer_prompts(
    ssh: &mut Handle<HostKeyVerifier>,
    user: &str,
    password: &str,
) -> Result<bool, russh::Error> {
    let mut response = ssh.authenticate_keyboard_interactive_start(user, None).await?;
    for _ in 0..3 {
        match response {
            KeyboardInteractiveAuthResponse::Success => return Ok(true),
            KeyboardInteractiveAuthResponse::Failure { .. } => return Ok(false),
            KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => {
                let answers = prompts.iter().map(|_| password.to_owned()).collect();
                response = ssh.authenticate_keyboard_interactive_respond(answers).await?;
            }
        }
    }
    Ok(matches!(response, KeyboardInteractiveAuthResponse::Success))
}

/// Hash algorithm to sign with: the best that the server supports for an RSA key, `None` for other keys.
async fn rsa_hash(ssh: &Handle<HostKeyVerifier>, algorithm: &Algorithm) -> Option<HashAlg> {
    if !matches!(algorithm, Algorithm::Rsa { .. }) {
        return None;
    }
    ssh.best_supported_rsa_hash().await.ok().flatten().flatten().or(Some(HashAlg::Sha256))
}

/// Credentials that need no configuration: the SSH agent's keys, and the default keys in `~/.ssh`. Each has a
/// description for messages.
async fn default_credentials(prompt: &dyn Prompt) -> Vec<(String, SshCredential)> {
    let mut credentials = Vec::new();
    if let Ok(agent) = connect_ssh_agent().await {
        let identities = AgentClient::connect(agent).request_identities().await.unwrap_or_default();
        for identity in identities {
            if let AgentIdentity::PublicKey { key, .. } = identity {
                credentials.push(("a key from the agent".to_owned(), SshCredential::Agent(Arc::new(key))));
            }
        }
    }
    let Some(home) = env::home_dir() else { return credentials };
    for name in DEFAULT_KEY_FILES {
        let file = home.join(".ssh").join(name);
        if file.is_file()
            && let Ok(key) = read_key(&file, prompt)
        {
            credentials.push((format!("the key `{}`", file.display()), SshCredential::Key(Arc::new(key))));
        }
    }
    credentials
}

/// Reads a private key, and asks the user for the passphrase if it is encrypted.
fn read_key(file: &Path, prompt: &dyn Prompt) -> Result<PrivateKey> {
    let path = file.display();
    match russh::keys::load_secret_key(file, None) {
        Ok(key) => Ok(key),
        Err(russh::keys::Error::KeyIsEncrypted) => {
            let passphrase = prompt.read_secret(&format!("passphrase for the key `{path}`"))?;
            let passphrase = passphrase.with_context(|| {
                format!("the key `{path}` has a passphrase, but this is not a terminal, so leadfolio can't ask for it\nadd the key to an agent: `ssh-add {path}`")
            })?;
            russh::keys::load_secret_key(file, Some(passphrase.expose()))
                .map_err(|_| anyhow!("that is not the passphrase of the key `{path}`"))
        }
        Err(russh::keys::Error::IO(error)) => {
            Err(anyhow!(error).context(format!("cannot read the key `{path}`")))
        }
        Err(_) => bail!("`{path}` is not an OpenSSH private key\nuse the file without `.pub` at the end"),
    }
}

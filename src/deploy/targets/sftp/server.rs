//! Connects to a server and checks its key against `known_hosts`.

use std::env;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use russh::client::{self, Handle};
use russh::keys::ssh_key::{Algorithm, HashAlg};
use russh::keys::{PublicKey, PublicKeyOrCertificate, known_hosts};

use crate::deploy::helpers::lock;
use crate::deploy::remote::Prompt;

/// Limit for establishing a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// Host and port of a server.
#[derive(Clone, Copy)]
pub(super) struct ServerAddress<'a> {
    pub(super) host: &'a str,
    pub(super) port: u16,
}

/// Checks the server's key against the known hosts files.
pub(super) struct HostKeyVerifier {
    host: String,
    port: u16,
    /// The key that the server presented, known or not.
    offered_key: Arc<Mutex<Option<PublicKey>>>,
}

impl client::Handler for HostKeyVerifier {
    type Error = russh::Error;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        // Host certificates are not supported.
        let PublicKeyOrCertificate::PublicKey { key, .. } = key else { return Ok(false) };
        *lock(&self.offered_key) = Some(key.clone());
        for file in known_hosts_files() {
            if known_hosts::check_known_hosts_path(&self.host, self.port, key, file)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Known hosts files: the user's own first, then the system's.
fn known_hosts_files() -> Vec<PathBuf> {
    let user_file = env::home_dir().map(|home| home.join(".ssh/known_hosts"));
    user_file.into_iter().chain([PathBuf::from("/etc/ssh/ssh_known_hosts")]).collect()
}

impl ServerAddress<'_> {
    /// Connects without authenticating. If the server is not known, asks the user to trust its key and remembers it, or
    /// fails if there is no `prompt`.
    pub(super) async fn connect(self, prompt: Option<&dyn Prompt>) -> Result<Handle<HostKeyVerifier>> {
        let Self { host, port } = self;
        let offered_key = Arc::default();
        let verifier = HostKeyVerifier { host: host.to_owned(), port, offered_key: Arc::clone(&offered_key) };
        let connecting = client::connect(self.client_config(), (host, port), verifier);
        let error = match tokio::time::timeout(CONNECT_TIMEOUT, connecting).await {
            Ok(Ok(ssh)) => return Ok(ssh),
            Ok(Err(error)) => error,
            Err(_) => bail!(
                "the server `{host}` does not respond on port {port}\ncheck `host` and `port` of the target"
            ),
        };
        let key = lock(&offered_key).clone();
        let fingerprint = |key: &PublicKey| key.fingerprint(HashAlg::Sha256).to_string();
        match (error, key) {
            (
                russh::Error::KeyChanged { line }
                | russh::Error::Keys(russh::keys::Error::KeyChanged { line }),
                key,
            ) => {
                let now = key.map(|key| fingerprint(&key)).unwrap_or_default();
                bail!(
                    "the key of `{host}` has changed ({now}): someone may be intercepting the connection\n\
                     ask your host; if it has a new key, delete line {line} of ~/.ssh/known_hosts"
                )
            }
            (russh::Error::UnknownKey, Some(key)) => {
                let now = fingerprint(&key);
                let Some(prompt) = prompt else { bail!("this computer no longer knows the server `{host}`") };
                let question = format!(
                    "this computer does not know the server `{host}` yet. Its key is\n  {now}\n\
                     compare it with the key your host publishes. Is it the same?"
                );
                let is_trusted = prompt.confirm(&question).map_err(|_| {
                    anyhow!(
                        "this computer does not know the server `{host}`, and its key is {now}\n\
                         connect once with `sftp` or `ssh`, and compare the key with the one your host publishes"
                    )
                })?;
                if !is_trusted {
                    bail!("you did not trust the server `{host}`");
                }
                let file = known_hosts_files()
                    .into_iter()
                    .next()
                    .context("there is no home folder in which to save its key")?;
                known_hosts::learn_known_hosts_path(host, port, &key, &file)
                    .with_context(|| format!("cannot write `{}`", file.display()))?;
                // The key is known now; boxed, because an async function cannot contain its own future.
                Box::pin(self.connect(None)).await
            }
            (error, _) if error.to_string().contains("failed to lookup address information") => bail!(
                "no server has the name `{host}`\ncheck the spelling of `host`, and your internet connection"
            ),
            (error, _) => bail!(
                "cannot reach the server `{host}` on port {port}: {error}\ncheck `host` and `port` of the target"
            ),
        }
    }

    /// Client settings. Prefers the key types that are known for this host.
    fn client_config(self) -> Arc<client::Config> {
        let mut config = client::Config {
            keepalive_interval: Some(Duration::from_secs(15)),
            nodelay: true,
            ..client::Config::default()
        };
        // A server has several keys, and would otherwise present one of a type that known_hosts does not list.
        let known: Vec<Algorithm> = known_hosts_files()
            .into_iter()
            .filter_map(|file| known_hosts::known_host_keys_path(self.host, self.port, file).ok())
            .flatten()
            .map(|(_, key)| key.algorithm())
            .collect();
        // RSA keys match whatever their hash algorithm is.
        let is_known = |algorithm: &Algorithm| match algorithm {
            Algorithm::Rsa { .. } => known.iter().any(|other| matches!(other, Algorithm::Rsa { .. })),
            other => known.contains(other),
        };
        let mut keys = config.preferred.key.to_vec();
        keys.sort_by_key(|algorithm| !is_known(algorithm));
        config.preferred.key = keys.into();
        Arc::new(config)
    }
}

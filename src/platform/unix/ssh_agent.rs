//! The SSH agent, which holds the keys of the author.

use std::{env, io};

use tokio::net::UnixStream;

/// Connects to the agent that the environment names.
pub(crate) async fn connect_ssh_agent() -> io::Result<UnixStream> {
    let socket = env::var_os("SSH_AUTH_SOCK").ok_or(io::ErrorKind::NotFound)?;
    UnixStream::connect(socket).await
}

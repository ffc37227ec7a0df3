//! The SSH agent, which holds the keys of the author.

use std::io;

use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient};

/// Connects to the agent that comes with Windows.
pub(crate) async fn connect_ssh_agent() -> io::Result<NamedPipeClient> {
    ClientOptions::new().open(r"\\.\pipe\openssh-ssh-agent")
}

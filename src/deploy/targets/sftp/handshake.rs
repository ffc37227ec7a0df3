//! Starts SFTP on a connection. A server that does not offer it, or whose shell prints text where SFTP is expected, is
//! named at once: the protocol itself would wait for an answer that never comes.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use std::{fmt, io};

use russh::client::{self, Handle, Msg};
use russh::{Channel, ChannelMsg, ChannelStream};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::oneshot;

/// Length of the start of a packet: four bytes for its length, big-endian, and one for its type.
const PACKET_START: usize = 5;
/// Type of the packet with which a server begins, `SSH_FXP_VERSION` (draft-ietf-secsh-filexfer-02, section 4).
const VERSION_PACKET: u8 = 2;
/// Longest first packet that is taken for one, in bytes. It holds a number and the names of some extensions.
const MAX_FIRST_PACKET: u32 = 256 << 10;
/// How long a server may take to accept or refuse the request. Generous, because shared servers are slow.
const ACCEPT_TIMEOUT: Duration = Duration::from_secs(60);
/// Longest text of a shell that is shown, in characters.
const MAX_SHOWN_TEXT: usize = 120;

/// Why there is no SFTP on a connection that was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoSftp {
    /// The server says that it has none.
    NotOffered,
    /// A program on the server prints this text first.
    TextBefore(String),
    /// The server closed the channel.
    Closed,
    /// Something else, in the words of the library.
    Failed(String),
}

impl fmt::Display for NoSftp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOffered => f.write_str(
                "the server let you in but does not offer SFTP\n\
                 ask your host to turn SFTP on; if you can use `ssh` there, `kind: rsync` may work",
            ),
            Self::TextBefore(text) => write!(
                f,
                "the server let you in, but a program there prints text where SFTP is expected: \"{text}\"\n\
                 remove the line that prints it from `.bashrc` or `.profile` on the server, or ask your host to"
            ),
            Self::Closed => f.write_str(
                "the server let you in, but closed the connection when SFTP was started\n\
                 ask your host whether SFTP is turned on for your account",
            ),
            Self::Failed(reason) => write!(
                f,
                "the server let you in, but SFTP did not start: {reason}\nask your host whether SFTP is turned on"
            ),
        }
    }
}

impl From<russh::Error> for NoSftp {
    fn from(error: russh::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Opens a channel and starts SFTP on it with `start`, which sends the first packet and waits for that of the server.
pub(super) async fn start_sftp<H: client::Handler, T>(
    ssh: &Handle<H>,
    start: impl AsyncFnOnce(CheckedStream) -> Result<T, String>,
) -> Result<T, NoSftp> {
    let mut channel = ssh.channel_open_session().await?;
    channel.request_subsystem(true, "sftp").await?;
    let accepted = tokio::time::timeout(ACCEPT_TIMEOUT, wait_for_acceptance(&mut channel)).await;
    accepted.map_err(|_| NoSftp::Failed("it does not respond".to_owned()))??;
    let (report, mut refusal) = oneshot::channel();
    let stream = CheckedStream {
        inner: channel.into_stream(),
        start: Vec::new(),
        state: StreamState::Unknown(report),
    };
    let session = tokio::select! {
        biased;
        Ok(reason) = &mut refusal => return Err(reason),
        session = start(stream) => session,
    };
    // Where the session fails first, the reason may have been reported meanwhile.
    session.map_err(|error| refusal.try_recv().unwrap_or(NoSftp::Failed(error)))
}

/// Waits until the server has accepted the request for SFTP.
async fn wait_for_acceptance(channel: &mut Channel<Msg>) -> Result<(), NoSftp> {
    loop {
        match channel.wait().await {
            Some(ChannelMsg::Success) => return Ok(()),
            Some(ChannelMsg::Failure) => return Err(NoSftp::NotOffered),
            // The server of SFTP speaks only when it is spoken to.
            Some(ChannelMsg::Data { data }) => return Err(NoSftp::TextBefore(shown_text(&data))),
            Some(ChannelMsg::Close | ChannelMsg::Eof) | None => return Err(NoSftp::Closed),
            Some(_) => {}
        }
    }
}

/// The first line of what a program printed, without control characters.
fn shown_text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(MAX_SHOWN_TEXT).collect()
}

/// The stream of a channel, which reports if what the server sends first is not SFTP.
pub(super) struct CheckedStream {
    inner: ChannelStream<Msg>,
    /// What the server has sent and nobody has read yet.
    start: Vec<u8>,
    state: StreamState,
}

/// What is known of the server at the other end.
enum StreamState {
    /// Nothing yet; a refusal is reported here.
    Unknown(oneshot::Sender<NoSftp>),
    Sftp,
    NotSftp,
}

impl CheckedStream {
    /// Looks at what has just been read; nothing means the end of the stream.
    fn check(&mut self, read: &[u8]) {
        self.start.extend(read);
        let reason = match read {
            [] if self.start.is_empty() => NoSftp::Closed,
            [] => NoSftp::TextBefore(shown_text(&self.start)),
            _ if self.start.len() < PACKET_START => return,
            _ if is_version_packet(&self.start) => {
                self.state = StreamState::Sftp;
                return;
            }
            _ => NoSftp::TextBefore(shown_text(&self.start)),
        };
        if let StreamState::Unknown(report) = std::mem::replace(&mut self.state, StreamState::NotSftp) {
            // Nobody waits for it any longer if the session has failed already.
            let _ = report.send(reason);
        }
    }
}

/// Whether a packet begins like the first one of an SFTP server.
fn is_version_packet(start: &[u8]) -> bool {
    match start {
        [a, b, c, d, kind, ..] => {
            u32::from_be_bytes([*a, *b, *c, *d]) <= MAX_FIRST_PACKET && *kind == VERSION_PACKET
        }
        _ => false,
    }
}

impl AsyncRead for CheckedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        while matches!(self.state, StreamState::Unknown(_)) {
            let mut chunk = [0; 512];
            let mut chunk = ReadBuf::new(&mut chunk);
            match Pin::new(&mut self.inner).poll_read(context, &mut chunk) {
                Poll::Ready(Ok(())) => self.check(chunk.filled()),
                other => return other,
            }
        }
        if matches!(self.state, StreamState::NotSftp) {
            return Poll::Ready(Err(io::Error::other("the server does not speak SFTP")));
        }
        if self.start.is_empty() {
            return Pin::new(&mut self.inner).poll_read(context, buffer);
        }
        let length = self.start.len().min(buffer.remaining());
        buffer.put_slice(&self.start[..length]);
        self.start.drain(..length);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for CheckedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.inner).poll_write(context, buffer)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use russh::keys::ssh_key::private::Ed25519Keypair;
    use russh::keys::{PrivateKey, PublicKeyOrCertificate};
    use russh::server::{self, Auth, ChannelOpenHandle, Session};
    use russh::{Channel, ChannelId, client};
    use russh_sftp::client::SftpSession;

    use super::{NoSftp, start_sftp};

    /// What a server does when it is asked for SFTP.
    #[derive(Clone, Copy)]
    enum Answer {
        Refuse,
        Say(&'static str),
        Close,
    }

    struct TestServer(Answer);

    impl server::Handler for TestServer {
        type Error = russh::Error;

        async fn auth_none(&mut self, _: &str) -> Result<Auth, russh::Error> {
            Ok(Auth::Accept)
        }

        async fn channel_open_session(
            &mut self,
            _: Channel<server::Msg>,
            reply: ChannelOpenHandle,
            _: &mut Session,
        ) -> Result<(), russh::Error> {
            reply.accept().await;
            Ok(())
        }

        async fn subsystem_request(
            &mut self,
            channel: ChannelId,
            _: &str,
            session: &mut Session,
        ) -> Result<(), russh::Error> {
            match self.0 {
                Answer::Refuse => session.channel_failure(channel),
                Answer::Say(text) => {
                    session.channel_success(channel)?;
                    session.data(channel, text.as_bytes())
                }
                Answer::Close => {
                    session.channel_success(channel)?;
                    session.eof(channel)?;
                    session.close(channel)
                }
            }
        }
    }

    struct AnyKey;

    impl client::Handler for AnyKey {
        type Error = russh::Error;

        async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
            Ok(true)
        }
    }

    /// Why no SFTP session starts on a server, in memory.
    fn refusal(answer: Answer) -> NoSftp {
        crate::deploy::helpers::new_runtime().unwrap().block_on(async {
            let (near, far) = tokio::io::duplex(1 << 16);
            let key = PrivateKey::from(Ed25519Keypair::from_seed(&[7; 32]));
            let config = server::Config { keys: vec![key], ..server::Config::default() };
            let serving = tokio::spawn(server::run_stream(Arc::new(config), far, TestServer(answer)));
            let mut ssh = client::connect_stream(Arc::default(), near, AnyKey).await.unwrap();
            let _running = serving.await.unwrap().unwrap();
            assert!(ssh.authenticate_none("dana").await.unwrap().success());
            let session = start_sftp(&ssh, async |stream| {
                SftpSession::new(stream).await.map_err(|error| error.to_string())
            });
            session.await.err().expect("there is no SFTP")
        })
    }

    #[test]
    fn a_server_without_sftp_is_named_as_one() {
        assert_eq!(refusal(Answer::Refuse), NoSftp::NotOffered);
        assert_eq!(refusal(Answer::Close), NoSftp::Closed);
    }

    #[test]
    fn text_that_a_shell_prints_is_shown() {
        for text in ["Welcome to the school\r\nHave fun\r\n", "Welcome to the school"] {
            assert_eq!(refusal(Answer::Say(text)), NoSftp::TextBefore("Welcome to the school".to_owned()));
        }
    }
}

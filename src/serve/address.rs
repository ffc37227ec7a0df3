//! The address of a preview: binds a port, and says under which URL other devices reach it.

use std::net::{IpAddr, SocketAddr, TcpListener, UdpSocket};

use anyhow::{Context, Result, anyhow};

/// Ports that are tried, the requested one included.
const MAX_PORT_ATTEMPTS: u16 = 50;

/// The address that a preview is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PreviewAddress {
    /// IP address and port; the IP address is unspecified (0.0.0.0 or ::) when all interfaces are bound.
    pub socket: SocketAddr,
    /// Whether the requested port was in use, so that another one was bound.
    pub port_was_taken: bool,
}

impl PreviewAddress {
    /// URL for other devices, such as `http://192.168.1.7:4000/`; `None` on a loopback address, or if the
    /// outbound address is unknown.
    pub fn lan_url(&self) -> Option<String> {
        let ip = if self.socket.ip().is_unspecified() { outbound_ip()? } else { self.socket.ip() };
        let host = if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() };
        (!ip.is_loopback()).then(|| format!("http://{host}:{}/", self.socket.port()))
    }
}

/// The local IP address of the default route.
///
/// Connecting a UDP socket selects the route and sends nothing; the destination is a documentation address (RFC 5737).
fn outbound_ip() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip())
}

/// Binds the requested port, or the next free one.
///
/// # Errors
/// If the address is not one of this machine, or none of the 50 ports from `port` on is free.
pub(super) fn bind_port(host: IpAddr, port: u16) -> Result<(TcpListener, PreviewAddress)> {
    let mut in_use = None;
    for candidate in (port..=u16::MAX).take(usize::from(MAX_PORT_ATTEMPTS)) {
        match TcpListener::bind((host, candidate)) {
            Ok(listener) => {
                let address = listener.local_addr().context("cannot find out the port of the preview")?;
                return Ok((listener, PreviewAddress { socket: address, port_was_taken: candidate != port }));
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => in_use = Some(error),
            Err(error) => {
                return Err(error).with_context(|| format!("cannot listen on {host}, port {candidate}"));
            }
        }
    }
    let reason = in_use.map_or_else(|| "no port is free".to_owned(), |error| error.to_string());
    Err(anyhow!("cannot listen on {host}: {reason}\nchoose another port with `--port`"))
}

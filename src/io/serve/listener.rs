//! A port of this computer, on every loopback address.

use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};

use anyhow::{Context, Result, bail};

/// Where the server listens if nothing else is said: as Zola.
pub const USUAL_PORT: u16 = 1111;
/// How many ports are tried from there on.
const PORTS_TRIED: u16 = 100;
/// A port of this computer, taken.
pub struct Listener {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Listener {
    /// Takes a port: this one (0: any that is free), or else the first that is free from [`USUAL_PORT`] on.
    ///
    /// # Errors
    /// It is taken, or the system refuses.
    pub fn open(port: Option<u16>) -> Result<Self> {
        if let Some(port) = port {
            return Self::at(port)?
                .with_context(|| format!("port {port} is taken: leave --port away to have the next that is free"));
        }
        for port in USUAL_PORT..USUAL_PORT + PORTS_TRIED {
            if let Some(listener) = Self::at(port)? {
                return Ok(listener);
            }
        }
        bail!("all ports from {USUAL_PORT} to {} are taken: choose one with --port", USUAL_PORT + PORTS_TRIED - 1)
    }

    /// Takes a port on every loopback address, since `localhost` may be either; nothing if it is taken on one.
    fn at(port: u16) -> Result<Option<Self>> {
        let tries = if port == 0 { 16 } else { 1 };
        for _ in 0..tries {
            let first = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
                Ok(first) => first,
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => return Ok(None),
                Err(error) => return Err(error).with_context(|| format!("cannot listen on port {port}")),
            };
            let got = first.local_addr().context("cannot listen")?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, got)) {
                Ok(second) => return Ok(Some(Self { listeners: vec![first, second], port: got })),
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
                // A computer without IPv6.
                Err(_) => return Ok(Some(Self { listeners: vec![first], port: got })),
            }
        }
        Ok(None)
    }

    /// Returns its sockets.
    pub(super) fn into_sockets(self) -> Vec<TcpListener> {
        self.listeners
    }

    /// Returns the port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the address for a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

//! What looks for viruses in what people send: clamd, by its own protocol.

use bytes::Bytes;
use clamav_client::tokio::{Socket, Tcp, scan_stream};
use futures::Stream;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// Nobody waits longer, whatever they sent: an upload altogether has five minutes.
const PATIENCE: Duration = Duration::from_mins(4);

/// Where clamd listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanner {
    /// `HOST:PORT`.
    Tcp(String),
    /// A socket of this machine.
    Socket(PathBuf),
}

/// What it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    Clean,
    /// A virus, or what its rules take for one.
    Infected,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
pub enum Unscanned {
    /// It can't be reached or broke off.
    #[error("the scanner can't be reached")]
    Unreached(#[from] io::Error),
    /// It took too long.
    #[error("the scanner gave no answer within {PATIENCE:?}")]
    Late,
    /// It said something else than a verdict.
    #[error("the scanner gave no verdict: {0:?}")]
    NoVerdict(String),
}

impl Scanner {
    /// From `tcp://HOST:PORT` or `unix:PATH`.
    pub fn new(address: &str) -> Option<Self> {
        if let Some(path) = address.strip_prefix("unix:") {
            let path = PathBuf::from(path);
            return path.is_absolute().then_some(Self::Socket(path));
        }
        let host = address.strip_prefix("tcp://")?;
        let (name, port) = host.rsplit_once(':')?;
        let is_port = port.parse::<u16>().is_ok_and(|port| port != 0);
        (is_port && !name.is_empty()).then(|| Self::Tcp(host.to_owned()))
    }

    /// Lets it look at a file, part by part. Only its plain word counts as clean.
    pub async fn scan(
        &self,
        file: impl Stream<Item = io::Result<Bytes>>,
    ) -> Result<Verdict, Unscanned> {
        let asked = async {
            match self {
                Self::Tcp(host_address) => {
                    let host_address = host_address.as_str();
                    scan_stream(file, Tcp { host_address }, None).await
                }
                Self::Socket(socket_path) => scan_stream(file, Socket { socket_path }, None).await,
            }
        };
        let said = tokio::time::timeout(PATIENCE, asked).await;
        let said = said.map_err(|_| Unscanned::Late)??;
        let said = String::from_utf8_lossy(&said);
        let said = said.trim_matches(['\0', '\n', ' ']);
        match said.strip_prefix("stream: ") {
            Some("OK") => Ok(Verdict::Clean),
            Some(found) if found.ends_with(" FOUND") => Ok(Verdict::Infected),
            _ => Err(Unscanned::NoVerdict(said.chars().take(80).collect())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_is_named_by_an_address_or_by_a_path() {
        let tcp = Scanner::Tcp("127.0.0.1:3310".to_owned());
        assert_eq!(Scanner::new("tcp://127.0.0.1:3310"), Some(tcp));
        let socket = Scanner::Socket("/run/clamav/clamd.ctl".into());
        assert_eq!(Scanner::new("unix:/run/clamav/clamd.ctl"), Some(socket));
        for wrong in [
            "",
            "127.0.0.1:3310",
            "tcp://:3310",
            "tcp://a:0",
            "tcp://a",
            "unix:here",
        ] {
            assert_eq!(Scanner::new(wrong), None, "{wrong}");
        }
    }
}

//! Another time than the machine's, told to servers by libfaketime.

use crate::deployment::{Deployment, Server};
use std::path::{Path, PathBuf};

/// A clock that servers go by, as many seconds from the machine's as it was told.
pub(crate) struct Clock {
    library: PathBuf,
    offset: PathBuf,
}

impl Clock {
    /// One for the servers of a deployment; none where Debian's libfaketime isn't installed.
    pub(crate) fn of(deployment: &Deployment) -> Option<Self> {
        let folders = std::fs::read_dir("/usr/lib")
            .into_iter()
            .flatten()
            .flatten();
        let mut found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"));
        let this = Self {
            library: found.find(|library| Path::exists(library))?,
            offset: deployment.folder().join("offset"),
        };
        this.jump(0);
        Some(this)
    }

    /// Is so many seconds ahead from now on, or behind. Whole: it is read while it is written.
    pub(crate) fn jump(&self, seconds: i64) {
        let fresh = self.offset.with_extension("fresh");
        std::fs::write(&fresh, format!("{seconds:+}")).unwrap();
        std::fs::rename(&fresh, &self.offset).unwrap();
    }

    /// A server that goes by it.
    pub(crate) fn serve(&self, deployment: &Deployment, address: &str) -> Server {
        let mut command = deployment.mingzheng(&["serve", "--listen", address]);
        command
            .env("LD_PRELOAD", &self.library)
            .env("FAKETIME_TIMESTAMP_FILE", &self.offset)
            .env("FAKETIME_NO_CACHE", "1")
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        Server::start(command, address)
    }
}

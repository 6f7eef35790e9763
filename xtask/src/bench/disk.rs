//! How long does this disk take to make a small write durable? And a disk that takes longer, played by strace.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::setup::debian;

/// What the mark of filing allows a disk: this much longer than this machine's own.
const SLOWER: Duration = Duration::from_millis(3);
const WRITES: usize = 50;
const PAGE: [u8; 4096] = [7; 4096];

/// The times of some synchronised writes of one page each, in a file beside the database.
pub(crate) fn probe(folder: &Path) -> Result<Vec<Duration>> {
    let path = folder.join("fsync-probe");
    let mut file = File::create(&path)?;
    file.write_all(&PAGE)?;
    file.sync_all()?;
    let mut times = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        file.seek(SeekFrom::Start(0))?;
        let started = Instant::now();
        file.write_all(&PAGE)?;
        file.sync_data()?;
        times.push(started.elapsed());
    }
    fs::remove_file(path)?;
    Ok(times)
}

/// Sees to it that [`slower`] can be played.
pub(crate) fn ensure_slower() -> Result<()> {
    debian::ensure(&["strace"], "filings on a slower disk")
}

/// The same program on a slower disk: each of its writes that has to be durable is held up.
pub(crate) fn slower(program: &Command) -> Command {
    let durable = "fsync,fdatasync";
    let mut strace = Command::new("strace");
    strace
        // Detached, so that the process that is started is the program, whose processor time is measured.
        .args(["-D", "-f", "--seccomp-bpf", "-q", "-o", "/dev/null"])
        .args(["-e", &format!("trace={durable}")])
        .args([
            "-e",
            &format!("inject={durable}:delay_exit={}", SLOWER.as_micros()),
        ])
        .arg(program.get_program())
        .args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => strace.env(name, value),
            None => strace.env_remove(name),
        };
    }
    if let Some(folder) = program.get_current_dir() {
        strace.current_dir(folder);
    }
    strace
}

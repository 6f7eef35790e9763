//! A small disk of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system in memory, gone with this.
pub(crate) struct Volume(PathBuf);

impl Volume {
    /// Mounts one over a folder; none where that isn't allowed.
    pub(crate) fn over(folder: &Path, bytes: u64) -> Option<Self> {
        std::fs::create_dir_all(folder).unwrap();
        let options = format!("size={bytes}");
        let this = Self(folder.to_owned());
        if this.mount(&["-t", "tmpfs", "-o", &options, "none"]) {
            return Some(this);
        }
        // Nothing is mounted that would have to go.
        std::mem::forget(this);
        eprintln!("not drilled: mounting a small disk takes root");
        None
    }

    /// With another size, or only to be read.
    pub(crate) fn change(&self, option: &str) {
        assert!(
            self.mount(&["-o", &format!("remount,{option}")]),
            "{option}"
        );
    }

    fn mount(&self, options: &[&str]) -> bool {
        let done = Command::new("mount").args(options).arg(&self.0).output();
        done.is_ok_and(|done| done.status.success())
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        let gone = Command::new("umount").arg("--lazy").arg(&self.0).status();
        assert!(
            gone.is_ok_and(|gone| gone.success()),
            "{}",
            self.0.display()
        );
    }
}

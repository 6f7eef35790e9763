//! A small disk of its own.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Whether this is where file systems can be mounted. Where it isn't, the drill is run once more in namespaces of its own, in
/// which everybody may; where the kernel doesn't let everybody make them, it says so.
pub(crate) fn is_ours() -> bool {
    if std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0) {
        return true;
    }
    let apart = || {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount"]);
        command
    };
    if !apart()
        .arg("true")
        .status()
        .is_ok_and(|done| done.success())
    {
        eprintln!(
            "not drilled: mounting takes root, or a kernel that lets everybody make namespaces (unshare -Urm true)"
        );
        return false;
    }
    let thread = std::thread::current();
    let drill = std::env::current_exe().unwrap();
    let done = apart()
        .arg(drill)
        .args(["--exact", thread.name().unwrap(), "--nocapture"])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(
        done.status.success() && told.contains("1 passed"),
        "{done:?}"
    );
    false
}

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
        eprintln!("not drilled: this root may not mount anything");
        None
    }

    /// With another size, or only to be read. Its source is named so that the options that it has aren't given again: the owner
    /// among them has no number in a namespace of its own.
    pub(crate) fn change(&self, option: &str) {
        assert!(
            self.mount(&["-o", &format!("remount,{option}"), "none"]),
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

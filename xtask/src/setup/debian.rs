//! Debian's packages: which are missing, and installing them when we may.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::shell;

/// Whether packages can be had from Debian at all.
pub(crate) fn is_here() -> bool {
    Path::new("/usr/bin/apt-get").exists() && Path::new("/usr/bin/dpkg-query").exists()
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> bool {
    shell::quietly(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// Sees to it that the packages are installed; as anybody but root it says what to type.
pub(crate) fn ensure(packages: &[&str], purpose: &str) -> Result<()> {
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !is_root() {
        bail!("missing for {purpose}: sudo apt-get install --no-install-recommends {list}");
    }
    shell::say(&format!("installing with apt-get for {purpose}: {list}"));
    let mut install = apt_get();
    install
        .args(["-qy", "--no-install-recommends", "install"])
        .args(missing);
    shell::quietly(apt_get().args(["-q", "update"]))
        .and_then(|_| shell::quietly(&mut install))
        .with_context(|| format!("Debian's packages for {purpose} cannot be had"))?;
    Ok(())
}

/// The files of a package below `target`, without its being installed: a daemon's installation would start it.
pub(crate) fn unpacked(package: &str) -> Result<PathBuf> {
    let folder = shell::target("debian").join(package);
    let (files, unpacked) = (folder.join("files"), folder.join("unpacked"));
    if unpacked.exists() {
        return Ok(files);
    }
    fs::create_dir_all(&folder)?;
    let mut download = apt_get();
    download
        .args(["-q", "download", package])
        .current_dir(&folder);
    if shell::quietly(&mut download).is_err() {
        shell::quietly(apt_get().args(["-q", "update"]))
            .and_then(|_| shell::quietly(&mut download))
            .with_context(|| format!("Debian's package {package} cannot be had"))?;
    }
    for file in fs::read_dir(&folder)? {
        let path = file?.path();
        if path.extension().is_some_and(|end| end == "deb") {
            shell::quietly(Command::new("dpkg").arg("-x").arg(&path).arg(&files))?;
        }
    }
    fs::write(unpacked, "")?;
    Ok(files)
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]);
    shell::quietly(&mut query).is_ok_and(|status| status == "installed")
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    // Another installation may be under way: wait for it instead of failing.
    command
        .args(["-o", "DPkg::Lock::Timeout=300"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

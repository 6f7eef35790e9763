//! How are folders of a copy made, and files copied so that they are there after a power cut?

use super::Fault;
use std::fs;
use std::io;
use std::path::Path;

/// A folder that is there, empty, and that nobody else looks into.
pub(super) fn new_folder(path: &Path) -> Result<(), Fault> {
    match fs::read_dir(path) {
        Ok(mut entries) => match entries.next() {
            Some(_) => Err(Fault::FolderTaken(path.display().to_string())),
            None => Ok(()),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(make_folder(path)?),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
    folder.create(path)
}

/// Copies a file durably, for its owner alone.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    settle(to)
}

/// Makes what was written to a file durable and its owner's alone.
pub(super) fn settle(path: &Path) -> io::Result<()> {
    let file = fs::OpenOptions::new().write(true).open(path)?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.sync_all()
}

/// Makes the names in a folder durable.
pub(super) fn settle_folder(path: &Path) -> io::Result<()> {
    fs::File::open(path)?.sync_all()
}

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
            None => Ok(close(path)?),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(make_folder(path)?),
        Err(error) => Err(error.into()),
    }
}

/// What was open to others when it was made is its owner's alone before anything lies in it.
fn close(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    Ok(())
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    #[test]
    fn an_empty_folder_that_others_could_look_into_is_its_owners_alone() {
        let place = tempfile::tempdir().unwrap();
        for mode in [0o777, 0o755, 0o700] {
            let folder = place.path().join(mode.to_string());
            fs::create_dir(&folder).unwrap();
            fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
            new_folder(&folder).unwrap();
            let is = fs::metadata(&folder).unwrap().permissions().mode();
            assert_eq!(is & 0o777, 0o700, "{mode:o}");
        }
    }

    #[test]
    fn a_folder_with_something_in_it_is_left_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        fs::set_permissions(place.path(), fs::Permissions::from_mode(0o755)).unwrap();
        fs::write(place.path().join("here"), "x").unwrap();
        assert!(matches!(
            new_folder(place.path()),
            Err(Fault::FolderTaken(_))
        ));
        let is = fs::metadata(place.path()).unwrap().permissions().mode();
        assert_eq!(is & 0o777, 0o755);
    }
}

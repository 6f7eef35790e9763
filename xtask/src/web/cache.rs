//! Results that are dear to make, kept under the content that they were made from.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::Result;

/// A folder of results; those that a run did not ask for are forgotten at its end.
pub(crate) struct Cache {
    folder: PathBuf,
    used: BTreeSet<String>,
}

impl Cache {
    /// Opens the cache, making its folder when it is missing.
    pub(crate) fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder)?;
        Ok(Self {
            folder,
            used: BTreeSet::new(),
        })
    }

    /// The result under `key`, made now if it is not there.
    pub(crate) fn get(
        &mut self,
        key: String,
        make: impl FnOnce() -> Result<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let path = self.folder.join(&key);
        self.used.insert(key);
        if let Ok(known) = fs::read(&path) {
            return Ok(known);
        }
        let result = make()?;
        // Renamed into place, so that an interrupted run leaves no half result.
        let unfinished = path.with_extension("unfinished");
        fs::write(&unfinished, &result)?;
        fs::rename(unfinished, path)?;
        Ok(result)
    }

    /// Removes the results that nobody asked for in this run.
    pub(crate) fn forget_unused(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if !self
                .used
                .contains(entry.file_name().to_string_lossy().as_ref())
            {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

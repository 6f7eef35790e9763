//! Where are files of evidence and of imports kept? In one folder, sealed, each under the keyed hash of its content, written before the
//! row that names it and removed after the last one that did.

use super::sealed_file::{self, Sealer};
use super::{Error, Result, admitting};
use crate::app::App;
use crate::crypto::Vault;
use crate::store::{Tx, evidence, imports};
use crate::upload::Kind;
use domain::objection::filing::EVIDENCE_BYTES_MAX;
use domain::problem::ProblemCode;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::fs;
use tokio::io::AsyncWriteExt;

/// Enough of the beginning to know a type by.
const HEAD: usize = 512;
/// Bytes that are written at once.
const PART: usize = 64 * 1024;
/// A file without a row that is younger may belong to an upload that goes on.
const ORPHAN_AGE: Duration = Duration::from_hours(24);

/// A file that is being uploaded. Dropped unfinished, it leaves nothing.
pub struct Incoming {
    file: fs::File,
    path: tempfile::TempPath,
    sealer: Sealer,
    head: Vec<u8>,
    size: usize,
    most: usize,
}

/// A file that is there for good, if a row comes to name it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The keyed hash of the content, hexadecimal.
    pub content_hash: String,
    /// By content: PNG, JPEG or PDF.
    pub media_type: &'static str,
    /// Bytes.
    pub size: usize,
}

impl Incoming {
    /// Begins the upload of a file of evidence.
    pub async fn begin(app: &App) -> Result<Self> {
        Self::begin_of(app, EVIDENCE_BYTES_MAX).await
    }

    /// Begins the upload of a file of at most so many bytes.
    pub async fn begin_of(app: &App, most: usize) -> Result<Self> {
        make_folder(&app.files).await?;
        let (sealer, head) = Sealer::begin(&app.vault)?;
        let path = tempfile::Builder::new()
            .prefix("incoming-")
            .tempfile_in(&app.files)?
            .into_temp_path();
        let mut file = fs::OpenOptions::new().write(true).open(&path).await?;
        file.write_all(&head).await?;
        Ok(Self {
            file,
            path,
            sealer,
            head: Vec::with_capacity(HEAD),
            size: 0,
            most,
        })
    }

    /// Adds what arrived; refused once it is more than the file may have.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.size += bytes.len();
        if self.size > self.most {
            return Err(ProblemCode::TooLarge.into());
        }
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend(bytes.iter().take(room));
        let sealed = self.sealer.push(bytes)?;
        Ok(self.file.write_all(&sealed).await?)
    }

    /// The keyed hash of what arrived so far.
    pub fn digest(&self) -> [u8; 32] {
        self.sealer.hash()
    }

    /// Examines it and makes what may be kept of it durable under the keyed hash of its content; refused if it isn't what
    /// evidence is.
    pub(super) async fn keep(mut self, app: &App) -> Result<Kept> {
        Kind::of(&self.head).ok_or(ProblemCode::WrongFileType)?;
        self.file.write_all(&self.sealer.finish()?).await?;
        self.file.flush().await?;
        let clean = admitting::admitted(app, &self.path, self.sealer.name()).await?;
        let mut kept = Self::begin_of(app, usize::MAX).await?;
        for part in clean.bytes.chunks(PART) {
            kept.write(part).await?;
        }
        Ok(Kept {
            content_hash: kept.keep_any(app).await?,
            media_type: clean.media_type,
            size: clean.bytes.len(),
        })
    }

    /// Makes a file of any type durable as it is; what its rows name it by.
    pub(super) async fn keep_any(mut self, app: &App) -> Result<String> {
        let content_hash = self.sealer.name();
        self.file.write_all(&self.sealer.finish()?).await?;
        self.file.flush().await?;
        self.file.sync_all().await?;
        settle(app, self.path, &content_hash).await?;
        Ok(content_hash)
    }
}

/// Puts a durable file where its name says.
async fn settle(app: &App, from: tempfile::TempPath, content_hash: &str) -> Result<()> {
    let path = path(&app.files, content_hash)?;
    let folder = path.parent().unwrap_or(&app.files).to_owned();
    make_folder(&folder).await?;
    fs::rename(&from, &path).await?;
    // It has moved; there is nothing left to remove.
    let _ = from.keep();
    Ok(fs::File::open(&folder).await?.sync_all().await?)
}

/// Writes a file anew under the key of today; what the new one is called.
pub(super) async fn seal_anew(app: &App, content_hash: &str) -> Result<String> {
    let old = std::fs::File::open(path(&app.files, content_hash)?)?;
    let new = tempfile::Builder::new()
        .prefix("incoming-")
        .tempfile_in(&app.files)?;
    let (vault, name) = (app.vault.clone(), content_hash.to_owned());
    let seal = move || {
        let mut new = new;
        let name = sealed_file::seal_anew(&vault, (old, &name), &mut new)?;
        new.as_file().sync_all()?;
        Ok::<_, Error>((new.into_temp_path(), name))
    };
    let sealed = tokio::task::spawn_blocking(seal).await;
    let (path, name) = sealed.map_err(Error::fault)??;
    settle(app, path, &name).await?;
    Ok(name)
}

/// A file's content.
pub(super) async fn read(app: &App, content_hash: &str) -> Result<Vec<u8>> {
    let file = fs::read(path(&app.files, content_hash)?).await?;
    let (vault, content_hash) = (app.vault.clone(), content_hash.to_owned());
    let open = move || sealed_file::open(&vault, &file, &content_hash);
    tokio::task::spawn_blocking(open)
        .await
        .map_err(Error::fault)?
}

/// A file's content, to be read part by part.
pub(super) fn reader(app: &App, content_hash: &str) -> Result<sealed_file::Reader> {
    let file = std::fs::File::open(path(&app.files, content_hash)?)?;
    sealed_file::Reader::open(&app.vault, file)
}

/// Whether a file lies there that can hold so many bytes sealed.
pub(super) async fn is_whole(folder: &Path, content_hash: &str, size: i64) -> bool {
    let Ok(path) = path(folder, content_hash) else {
        return false;
    };
    let about = fs::metadata(path).await;
    about.is_ok_and(|about| i64::try_from(about.len()).is_ok_and(|len| len > size))
}

/// Keeps a content without an upload; the name that its rows have.
pub(crate) async fn lay(folder: &Path, vault: &Vault, content: &[u8]) -> Result<String> {
    let (content_hash, file) = sealed_file::seal(vault, content)?;
    let path = path(folder, &content_hash)?;
    make_folder(path.parent().unwrap_or(folder)).await?;
    fs::write(&path, file).await?;
    Ok(content_hash)
}

/// Nobody else looks into it.
async fn make_folder(path: &Path) -> io::Result<()> {
    let mut folder = fs::DirBuilder::new();
    folder.recursive(true);
    #[cfg(unix)]
    folder.mode(0o700);
    folder.create(path).await
}

/// Removes those of these files that no row names any more.
pub(super) async fn sweep(app: &App, hashes: impl IntoIterator<Item = String>) -> Result<()> {
    for content_hash in hashes {
        let _alone = app.files_lock().write().await;
        let mut read = app.db.read().await?;
        if !is_named(&mut read, &content_hash).await? {
            remove(&path(&app.files, &content_hash)?).await?;
        }
    }
    Ok(())
}

/// Removes files that were written for a row that never came; how many.
pub(crate) async fn sweep_orphans(app: &App) -> Result<usize> {
    let mut removed = 0;
    let mut folders = vec![app.files.clone()];
    while let Some(folder) = folders.pop() {
        let mut entries = fs::read_dir(&folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            if entry.file_type().await?.is_dir() {
                folders.push(entry.path());
            } else if is_old(&entry).await && sweep_orphan(app, &entry).await? {
                removed += 1;
            }
        }
    }
    Ok(removed)
}

async fn sweep_orphan(app: &App, file: &fs::DirEntry) -> Result<bool> {
    let _alone = app.files_lock().write().await;
    let mut read = app.db.read().await?;
    let orphaned = !is_named(&mut read, &file.file_name().to_string_lossy()).await?;
    if orphaned {
        remove(&file.path()).await?;
    }
    Ok(orphaned)
}

/// Whether a row names the file.
async fn is_named(read: &mut Tx, name: &str) -> Result<bool> {
    Ok(evidence::in_use(read, name).await? || imports::file_in_use(read, name).await?)
}

async fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().await.and_then(|about| about.modified());
    modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age > ORPHAN_AGE))
}

async fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path).await {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Where a content lies. Its hash comes from a row; anything else would lead out of the folder.
pub(super) fn path(files: &Path, content_hash: &str) -> Result<PathBuf> {
    let is_hash = content_hash.len() == 64 && content_hash.bytes().all(|b| b.is_ascii_hexdigit());
    match content_hash.get(..2).filter(|_| is_hash) {
        Some(folder) => Ok(files.join(folder).join(content_hash)),
        None => Err(Error::fault("a row of evidence names no content")),
    }
}

//! How does a file come to support an objection, and who may open it?

use super::files::{self, Incoming};
use super::once::Once;
use super::{Citizen, Ctx, Error, Result, audit as read_audit, drafts};
use crate::crypto::Vault;
use crate::store::audit::{self, Action, Kind, Object};
use crate::store::evidence::{self, Found, Row};
use crate::store::{self, At, Id};
use domain::access::{self, Actor, Record};
use domain::id::{DraftId, EvidenceId, HolderId};
use domain::objection::filing::EVIDENCE_MAX;
use domain::problem::ProblemCode;
use domain::wire::draft::Evidence;

/// Longest name that is kept, in characters.
const NAME_MAX: usize = 80;
/// What a file is called whose name says nothing.
const NAMELESS: &str = "附件";

/// A file with its content.
#[derive(Clone, Debug)]
pub struct Content {
    /// As the objector named it, cleaned.
    pub name: String,
    /// By content.
    pub media_type: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Adds a file to a draft.
pub async fn add(
    ctx: &Ctx<Citizen>,
    draft: DraftId,
    name: &str,
    incoming: Incoming,
    once: &Once,
) -> Result<Evidence> {
    let holder = ctx.actor.holder;
    let vault = &ctx.app.vault;
    drafts::own(&mut *ctx.app.db.read().await?, holder, draft).await?;
    // Until the row is there, nobody may take the file for one that no row names.
    let uploading = ctx.app.files_lock().read().await;
    let kept = incoming.keep(&ctx.app).await?;
    let content_hash = kept.content_hash.clone();
    let id = EvidenceId(ctx.new_id());
    let name = vault.seal_evidence_name(id, &clean_name(name))?;
    let row = Row {
        holder_id: holder.into(),
        id: id.into(),
        draft_id: Some(draft.into()),
        name_sealed: name.bytes,
        key_id: name.key_id,
        media_type: kept.media_type.to_owned(),
        size: i64::try_from(kept.size).map_err(Error::fault)?,
        content_hash: kept.content_hash,
        created_at: At(ctx.now),
    };
    let claim = once.claim(ctx, id.0);
    let object = Object::of(Kind::Evidence, id.0, holder);
    let entry = ctx.entry(Action::AddEvidence, object);
    let written = ctx
        .app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = claim.settle(tx).await? {
                    return Ok(first);
                }
                insert(tx, &row).await?;
                audit::record(tx, &entry).await?;
                Ok::<_, Error>(row.id.0)
            })
        })
        .await;
    drop(uploading);
    let written = match written {
        Ok(written) => written,
        Err(refused) => {
            // Whoever is refused again and again must not fill the disk. What can't be removed now is an orphan later.
            drop(files::sweep(&ctx.app, [content_hash]).await);
            return Err(refused);
        }
    };
    let mut read = ctx.app.db.read().await?;
    let found = evidence::find(&mut read, EvidenceId(written)).await?;
    let found = found.ok_or(ProblemCode::NotFound)?;
    evidence_view(vault, &found.row)
}

async fn insert(tx: &mut store::Tx, row: &Row) -> Result<()> {
    let draft = row.draft_id.ok_or(ProblemCode::NotFound)?;
    if !store::drafts::touch(tx, row.holder_id, draft, row.created_at).await? {
        return Err(ProblemCode::NotFound.into());
    }
    let files = evidence::count(tx, row.holder_id, draft).await?;
    if usize::try_from(files).is_ok_and(|files| files >= EVIDENCE_MAX) {
        return Err(ProblemCode::TooManyFiles.into());
    }
    Ok(evidence::insert(tx, row).await?)
}

/// Removes a file from a draft.
pub async fn remove(ctx: &Ctx<Citizen>, draft: DraftId, id: EvidenceId) -> Result<()> {
    let holder = ctx.actor.holder;
    let found = evidence::find(&mut *ctx.app.db.read().await?, id)
        .await?
        .filter(|found| {
            found.row.holder_id == Id::from(holder) && found.row.draft_id == Some(draft.into())
        })
        .ok_or(ProblemCode::NotFound)?;
    let object = Object::of(Kind::Evidence, id.0, holder);
    let entry = ctx.entry(Action::RemoveEvidence, object);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                if evidence::delete(tx, holder.into(), draft.into(), id.into()).await? {
                    audit::record(tx, &entry).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    files::sweep(&ctx.app, [found.row.content_hash]).await
}

/// Opens a file.
pub async fn read(ctx: &Ctx<Actor>, id: EvidenceId) -> Result<Content> {
    let found = evidence::find(&mut *ctx.app.db.read().await?, id)
        .await?
        .filter(|found| may_read(&ctx.actor, found))
        .ok_or(ProblemCode::NotFound)?;
    let row = &found.row;
    let bytes = files::read(&ctx.app, &row.content_hash).await?;
    let name = evidence_view(&ctx.app.vault, row)?.name;
    let whose = [(HolderId(row.holder_id.0), vec![row.id.0])];
    read_audit::reads(ctx, Action::ReadEvidence, Kind::Evidence, whose).await?;
    Ok(Content {
        name,
        media_type: found.row.media_type,
        bytes,
    })
}

/// A draft's files are its writer's alone; a case's go by the access table.
fn may_read(actor: &Actor, found: &Found) -> bool {
    let holder = HolderId(found.row.holder_id.0);
    match found.issuer_id {
        Some(issuer) => {
            let record = Record {
                holder,
                issuer: issuer.into(),
            };
            let partner = found.partner_id.map(Into::into);
            actor.may_in_case(access::Action::ReadEvidence, record, partner)
        }
        None => *actor == Actor::Holder { holder },
    }
}

/// A file as lists show it.
pub(super) fn evidence_view(vault: &Vault, row: &Row) -> Result<Evidence> {
    Ok(Evidence {
        id: row.id.into(),
        name: vault.open_evidence_name(row.id.0, (&row.key_id, &row.name_sealed))?,
        media_type: row.media_type.clone(),
        size: u64::try_from(row.size).unwrap_or_default(),
    })
}

/// The last part of a path, without what can't be seen and without what steers the direction of writing. Browsers send
/// a quotation mark as `%22`.
pub(super) fn clean_name(name: &str) -> String {
    let name = name.replace("%22", "\"");
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .map(|c| {
            if matches!(c, '"' | '<' | '>' | ':' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let name = visible.trim().trim_matches('.');
    if name.is_empty() {
        return NAMELESS.to_owned();
    }
    let length = name.chars().count();
    if length <= NAME_MAX {
        return name.to_owned();
    }
    // The end holds the extension and often the number of the page.
    let head = name.chars().take(NAME_MAX - 21);
    let tail = name.chars().skip(length - 20);
    head.chain(['…']).chain(tail).collect()
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn a_name_is_cleaned_of_paths_and_tricks() {
        for (name, cleaned) in [
            ("房产证 第1页.jpg", "房产证 第1页.jpg"),
            ("../../etc/passwd", "passwd"),
            ("C:\\照片\\门牌.png", "门牌.png"),
            ("a\u{202e}gpj.exe", "agpj.exe"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
            ("\"><script>.pdf", "___script_.pdf"),
            ("他说%22对%22.png", "他说_对_.png"),
            ("...", "附件"),
            ("", "附件"),
        ] {
            assert_eq!(clean_name(name), cleaned);
        }
        let long = clean_name(&format!("{}.pdf", "照".repeat(300)));
        assert_eq!(long.chars().count(), 80);
        assert_eq!(long.rsplit('.').next(), Some("pdf"));
    }
}

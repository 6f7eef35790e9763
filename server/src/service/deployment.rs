//! What is this deployment, and are these its keys?
//!
//! Kind, rulebook and the fingerprints of keys stand in the database. A kind never changes (a trigger sees to it): no
//! production database can become a demonstration, in which everybody may be anybody.

use super::{Ctx, Error, Result, System};
use crate::crypto::keys::{KeySet, Keyring};
use crate::store::audit::{self, Action, Kind as ObjectKind, Object};
use crate::store::{Db, Tx, deployment};
use jiff::Timestamp;
use std::collections::BTreeMap;

const KIND: &str = "kind";
const MADE_AT: &str = "made-at";
const RULEBOOK: &str = "rulebook";

/// What a database is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Invented people; anybody may be any of them.
    Demonstration,
    /// Real people.
    Production,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Demonstration => "demonstration",
            Self::Production => "production",
        }
    }
}

/// What the database says about itself.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// What it is for.
    pub kind: Kind,
    /// When it was set up.
    pub made_at: Timestamp,
    /// Its rulebook's id.
    pub rulebook: String,
    facts: BTreeMap<String, String>,
}

/// Reads it; none on a database that nobody has set up.
pub async fn read(db: &Db) -> Result<Option<Deployment>> {
    let mut read = db.read().await?;
    let facts: BTreeMap<String, String> = deployment::all(&mut read).await?.into_iter().collect();
    if facts.is_empty() {
        return Ok(None);
    }
    let fact = |name: &str| {
        facts
            .get(name)
            .ok_or_else(|| Error::fault(format!("the table deployment lacks {name}")))
    };
    let kind = match fact(KIND)?.as_str() {
        "demonstration" => Kind::Demonstration,
        "production" => Kind::Production,
        other => return Err(Error::fault(format!("deployment.kind is {other:?}"))),
    };
    Ok(Some(Deployment {
        kind,
        made_at: fact(MADE_AT)?.parse().map_err(Error::fault)?,
        rulebook: fact(RULEBOOK)?.clone(),
        facts,
    }))
}

/// Sets a database up, in the transaction of whatever else is set up.
pub async fn set_up(
    tx: &mut Tx,
    kind: Kind,
    made_at: Timestamp,
    rulebook: &str,
    keys: &Keyring,
) -> Result<()> {
    deployment::insert(tx, KIND, kind.as_str()).await?;
    deployment::insert(tx, MADE_AT, &made_at.to_string()).await?;
    deployment::insert(tx, RULEBOOK, rulebook).await?;
    for (name, fingerprint) in fingerprints(keys) {
        deployment::insert(tx, &name, &fingerprint).await?;
    }
    Ok(())
}

/// Sets an empty database up for real people.
pub async fn set_up_production(ctx: &Ctx<System>, keys: Keyring) -> Result<()> {
    let entry = set_up_entry(ctx);
    let now = ctx.now;
    let rulebook = ctx.app.rules.rulebook.id.clone();
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                set_up(tx, Kind::Production, now, &rulebook, &keys).await?;
                Ok(audit::record(tx, &entry).await?)
            })
        })
        .await
}

fn set_up_entry(ctx: &Ctx<System>) -> audit::Entry {
    let object = Object {
        kind: ObjectKind::Deployment,
        ids: Vec::new(),
        holder: None,
    };
    ctx.entry(Action::SetUp, object)
}

/// Why the keys at hand can't be used with this database.
#[derive(Debug, thiserror::Error)]
pub enum WrongKeys {
    /// One is missing.
    #[error(
        "数据库使用过密钥 {0}，但密钥文件中没有它；没有它就无法读取已加密的内容。The database uses the key {0}, which isn't among the keys given; what it sealed can't be read without it"
    )]
    Missing(String),
    /// One has a known id and isn't the one.
    #[error(
        "密钥 {0} 与数据库登记的不一致，可能用错了密钥文件。The key {0} isn't the one that this database was used with; is this the right key file?"
    )]
    Other(String),
}

impl Deployment {
    /// Compares keys with those that the database was used with; answers those that it doesn't know yet.
    pub fn check_keys(
        &self,
        keys: &Keyring,
    ) -> std::result::Result<Vec<(String, String)>, WrongKeys> {
        let ours: BTreeMap<String, String> = fingerprints(keys).collect();
        let known = self.facts.iter().filter(|(name, _)| name.starts_with(KEY));
        for (name, fingerprint) in known {
            let id = name.trim_start_matches(KEY).to_owned();
            match ours.get(name) {
                None => return Err(WrongKeys::Missing(id)),
                Some(given) if given != fingerprint => return Err(WrongKeys::Other(id)),
                Some(_) => {}
            }
        }
        let is_new = |(name, _): &(String, String)| !self.facts.contains_key(name);
        Ok(ours.into_iter().filter(is_new).collect())
    }
}

/// Notes keys that are used from now on.
pub async fn note_keys(ctx: &Ctx<System>, new: Vec<(String, String)>) -> Result<()> {
    let entry = set_up_entry(ctx);
    ctx.app
        .db
        .write(move |tx| {
            Box::pin(async move {
                for (name, fingerprint) in &new {
                    deployment::insert(tx, name, fingerprint).await?;
                }
                Ok(audit::record(tx, &entry).await?)
            })
        })
        .await
}

const KEY: &str = "key ";

/// Name and fingerprint of each key, as they stand in the table.
fn fingerprints(keys: &Keyring) -> impl Iterator<Item = (String, String)> {
    let named = |purpose: &'static str, set: &KeySet| {
        set.iter()
            .map(|(id, key)| (format!("{KEY}{purpose}/{id}"), key.fingerprint()))
            .collect::<Vec<_>>()
    };
    named("sealing", &keys.sealing)
        .into_iter()
        .chain(named("index", &keys.index))
}

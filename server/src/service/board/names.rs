//! What do people call what stands in the board's rows by its key?

use crate::service::{Clerk, Ctx, Result};
use crate::store::board as rows;
use crate::store::{Tx, agencies, inspections};
use domain::board::Dimension;
use std::collections::BTreeMap;

/// Names by key.
pub(super) struct Names {
    issuers: BTreeMap<String, String>,
    pub(super) types: BTreeMap<String, String>,
    handlers: BTreeMap<String, String>,
    procedures: BTreeMap<String, String>,
}

impl Names {
    pub(super) async fn read(ctx: &Ctx<Clerk>, read: &mut Tx) -> Result<Self> {
        let issuers = agencies::all(read).await?;
        let handlers = rows::handlers(read).await?;
        let procedures = ctx.app.rules.rulebook.procedures.iter();
        Ok(Self {
            issuers: issuers
                .into_iter()
                .map(|one| (one.id.0.to_string(), one.name))
                .collect(),
            types: inspections::types(read).await?.into_iter().collect(),
            handlers: handlers
                .into_iter()
                .map(|(id, name)| (id.0.to_string(), name))
                .collect(),
            procedures: procedures
                .map(|one| (one.id.clone(), one.title.clone()))
                .collect(),
        })
    }

    /// Channels and grounds are words that the reader has a name for.
    pub(super) fn of(&self, dimension: Dimension, key: &str) -> String {
        let names = match dimension {
            Dimension::Issuer => &self.issuers,
            Dimension::Type => &self.types,
            Dimension::Handler => &self.handlers,
            Dimension::Procedure => &self.procedures,
            Dimension::Channel | Dimension::Ground => return String::new(),
        };
        names.get(key).cloned().unwrap_or_default()
    }
}

//! Who holds what a row says? People whom the library knows, or who are added with it.

use super::Building;
use crate::crypto::BlindIndex;
use crate::service::importing::reading::Ready;
use crate::service::{Error, Result, library};
use crate::store::bulk::{self, CoHolder};
use crate::store::{At, Id, holders};
use domain::issuing::{CODE_TYPES, RecordHolder, is_person};

/// Who holds a licence.
pub(super) struct HeldBy {
    pub(super) leading: Id,
    pub(super) others: Vec<Id>,
}

impl HeldBy {
    /// The rows of those who hold it together with the leading one.
    pub(super) fn co_holders(self, licence_id: Id) -> impl Iterator<Item = CoHolder> {
        let leading_id = self.leading;
        let others = self.others.into_iter().filter(move |id| *id != leading_id);
        others.map(move |holder_id| CoHolder {
            holder_id,
            leading_id,
            licence_id,
        })
    }
}

impl Building<'_> {
    /// Who holds what a row says; who isn't known yet is added.
    pub(super) fn held_by(&mut self, ready: &Ready) -> Result<HeldBy> {
        let all = ready.collected.content.holders.iter().zip(&ready.indexes);
        let mut ids = Vec::with_capacity(ready.indexes.len());
        for (holder, indexes) in all {
            let known = |index: &BlindIndex| {
                let library = self.library.holders().get(&index.bytes);
                library.or_else(|| self.added.get(&index.bytes)).copied()
            };
            let id = match indexes.iter().find_map(known) {
                Some(id) => id,
                None => self.add_holder(holder, indexes)?,
            };
            ids.push(id);
        }
        let mut ids = ids.into_iter();
        Ok(HeldBy {
            leading: ids.next().unwrap_or(library::NOBODY),
            others: ids.collect(),
        })
    }

    fn add_holder(&mut self, holder: &RecordHolder, indexes: &[BlindIndex]) -> Result<Id> {
        let maker = self.maker;
        let id = maker.ids.new_id(maker.now);
        let sealed = maker
            .vault
            .seal(holders::NUMBER, id, holder.code.as_bytes())?;
        let active = maker.vault.active_index_key();
        let index = indexes.iter().find(|index| index.key_id == active);
        let index = index.ok_or_else(|| Error::fault("no index by today's key"))?;
        let person = is_person(&holder.code_type);
        let code_type = CODE_TYPES
            .iter()
            .find(|(code, _)| *code == holder.code_type);
        self.built.rows.holders.push(bulk::Holder {
            id: Id(id),
            kind: if person { "person" } else { "organisation" },
            name: holder.name.clone(),
            code_type: code_type.map_or("", |(code, _)| *code),
            number_sealed: sealed.bytes,
            key_id: sealed.key_id,
            number_index: index.bytes.clone(),
            index_key_id: index.key_id.clone(),
            created_at: At(maker.now),
        });
        self.added.insert(index.bytes.clone(), Id(id));
        Ok(Id(id))
    }
}

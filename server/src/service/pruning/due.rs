//! What would go if it were permitted today? Counted up to a limit, from where the last permit had swept.

use super::carrying::{first_id, last_id};
use crate::service::{Clerk, Ctx, Result};
use crate::store::prunings as rows;
use crate::store::{At, Id, Tx};
use domain::retention::gone_before;
use domain::rulebook::RecordClass;
use domain::wire::pruning::{COUNTED, DueRecords};
use uuid::Uuid;

/// Of each class that doesn't stay for good.
pub(super) async fn count(ctx: &Ctx<Clerk>, read: &mut Tx) -> Result<Vec<DueRecords>> {
    let rules = &ctx.app.rules.rulebook.retention;
    let mut due = Vec::new();
    for class in RecordClass::ALL {
        let Some(before) = gone_before(rules, class, ctx.now).map(At) else {
            continue;
        };
        let swept = rows::swept(read, class).await?;
        let after = swept.map_or(Id(Uuid::nil()), first_id);
        let ids = (after, last_id(before));
        let found = rows::due(read, (class, before), ids, COUNTED + 1).await?;
        due.push(DueRecords {
            class,
            before: before.0,
            records: found.records.min(COUNTED),
            has_more: found.records > COUNTED,
            first_at: found.first_at.map(|at| at.0),
        });
    }
    Ok(due)
}

//! What stands in the database behind the server, and states that no service makes.

use super::TestApp;
use crate::service::Error;
use crate::store::{StoreError, Tx, on};
use futures::future::BoxFuture;

impl TestApp {
    /// How many rows a table has.
    ///
    /// # Panics
    /// When it can't.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT COUNT(*) FROM {table}");
        let mut read = self.app.db.read().await.expect("a connection");
        let (count,): (i64,) = on!(&mut *read, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_one(c)
            .await)
        .expect("a count");
        count
    }

    /// Lets rows be changed that are append-only, as somebody could who holds the database.
    ///
    /// # Panics
    /// When it can't.
    pub async fn without_triggers(&self) {
        const SQLITE: [&str; 14] = [
            "DROP TRIGGER licence_version_no_update",
            "DROP TRIGGER licence_version_key_alone",
            "DROP TRIGGER licence_version_no_delete",
            "DROP TRIGGER licence_event_no_update",
            "DROP TRIGGER licence_event_key_alone",
            "DROP TRIGGER licence_event_no_delete",
            "DROP TRIGGER licence_approval_no_update",
            "DROP TRIGGER licence_approval_no_delete",
            "DROP TRIGGER licence_seal_no_update",
            "DROP TRIGGER licence_seal_no_delete",
            "DROP TRIGGER entry_quality_no_delete",
            "DROP TRIGGER objection_event_no_update",
            "DROP TRIGGER objection_event_key_alone",
            "DROP TRIGGER objection_event_no_delete",
        ];
        const POSTGRES: [&str; 6] = [
            "ALTER TABLE licence_version DISABLE TRIGGER USER",
            "ALTER TABLE licence_event DISABLE TRIGGER USER",
            "ALTER TABLE licence_approval DISABLE TRIGGER USER",
            "ALTER TABLE licence_seal DISABLE TRIGGER USER",
            "ALTER TABLE entry_quality DISABLE TRIGGER USER",
            "ALTER TABLE objection_event DISABLE TRIGGER USER",
        ];
        let statements = if self.app.db.is_sqlite() {
            SQLITE.as_slice()
        } else {
            POSTGRES.as_slice()
        };
        for statement in statements {
            self.execute(statement).await.expect("no trigger");
        }
    }

    /// Runs any statement, for states that no service makes.
    ///
    /// # Errors
    /// Where the database refuses it.
    pub async fn execute(&self, sql: &'static str) -> Result<(), Error> {
        self.app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let done = on!(tx, |c| sqlx::query(sql).execute(c).await.map(drop));
                    Ok(done.map_err(StoreError::from)?)
                })
            })
            .await
    }

    pub(super) async fn write<F>(&self, body: F)
    where
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<(), Error>> + Send + 'static,
    {
        self.app.db.write(body).await.expect("a write");
    }
}

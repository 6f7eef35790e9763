//! A world in which things are spoilt behind the triggers' back, one after the other.

use crate::demo::Size;
use crate::service::verifying::{Report, verify};
use crate::store::on;
use crate::store::testing::Backend;
use crate::testing::TestApp;
use std::collections::BTreeSet;

pub(super) const SIZE: Size = Size::of(300, 60);

pub(super) type Broken = BTreeSet<(String, String)>;

/// A world in which things are spoilt one after the other.
pub(super) struct Spoilt {
    pub(super) app: TestApp,
    pub(super) known: Broken,
    pub(super) singles: Vec<String>,
    pub(super) pairs: Vec<String>,
}

impl Spoilt {
    pub(super) async fn new(on: Backend) -> Option<Self> {
        let app = TestApp::with_world(on, SIZE).await?;
        app.without_triggers().await;
        let mut this = Self {
            app,
            known: Broken::new(),
            singles: Vec::new(),
            pairs: Vec::new(),
        };
        this.singles = this
            .identifiers(
                "SELECT v.identifier FROM licence l \
                 JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id \
                 JOIN licence_seal x ON x.holder_id = l.holder_id AND x.licence_id = l.id AND x.version = v.version \
                 WHERE l.version = 1 AND l.revision = 1 AND l.status = 'valid' ORDER BY v.identifier DESC",
            )
            .await;
        this.pairs = this
            .identifiers(
                "SELECT v.identifier FROM licence l \
                 JOIN licence_version v ON v.holder_id = l.holder_id AND v.licence_id = l.id AND v.version = 1 \
                 WHERE l.version = 2 AND l.revision = 2 \
                    AND NOT EXISTS (SELECT 1 FROM awaiting_seal w WHERE w.licence_id = l.id) ORDER BY v.identifier DESC",
            )
            .await;
        Some(this)
    }

    pub(super) async fn identifiers(&self, sql: &'static str) -> Vec<String> {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(sql).fetch_all(c).await).unwrap()
    }

    pub(super) async fn report(&self) -> Report {
        verify(&self.app.app.db, &self.app.app.vault, |_| ())
            .await
            .unwrap()
    }

    /// What is broken that wasn't before.
    pub(super) async fn new_flaws(&mut self) -> Broken {
        let now: Broken = self.report().await.broken.into_iter().collect();
        let new = now.difference(&self.known).cloned().collect();
        assert!(self.known.is_subset(&now), "nothing mends itself");
        self.known = now;
        new
    }

    /// Spoils something of the version `name` and asserts what is found: each time this version and these flaws.
    pub(super) async fn expect(&mut self, sql: &'static str, name: &str, flaws: &[&str]) {
        self.run(sql, name, None).await;
        self.found(sql, name, flaws).await;
    }

    pub(super) async fn found(&mut self, what: &str, name: &str, flaws: &[&str]) {
        let found = self.new_flaws().await;
        let words: Vec<_> = found
            .iter()
            .map(|(_, flaw)| flaw.split(':').next().unwrap())
            .collect();
        assert_eq!(words, flaws, "{what}: {found:?}");
        assert!(found.iter().all(|(of, _)| of == name), "{name}: {found:?}");
    }

    pub(super) async fn run(&self, sql: &'static str, name: &str, bytes: Option<Vec<u8>>) {
        let name = name.to_owned();
        let done: Result<(), crate::store::StoreError> = self
            .app
            .app
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let rows = on!(tx, |c| {
                        let mut query = sqlx::query(sql).bind(name);
                        if let Some(bytes) = bytes {
                            query = query.bind(bytes);
                        }
                        query.execute(c).await.map(|done| done.rows_affected())
                    })?;
                    assert!(rows > 0, "{sql}");
                    Ok(())
                })
            })
            .await;
        done.unwrap();
    }

    pub(super) async fn bytes(&self, sql: &'static str, name: &str) -> Vec<u8> {
        let mut read = self.app.app.db.read().await.unwrap();
        on!(&mut *read, |c| sqlx::query_scalar(sql)
            .bind(name)
            .fetch_one(c)
            .await)
        .unwrap()
    }
}

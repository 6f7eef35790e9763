//! A server that is killed in the middle of the sweep.

use crate::deployment::{A_MOMENT, Deployment, free};
use rstest::rstest;
use server::store::testing::Backend;
use std::time::{Duration, Instant};

const WARNED: &str =
    "SELECT COUNT(*) FROM objection_clock WHERE warned > 0 AND warned < 1000000000";
/// Each clock once: said, and on record.
pub(crate) const SAID: &str = "SELECT COUNT(*) FROM (SELECT DISTINCT objection_id, step, kind FROM notice \
    WHERE kind IN ('due-tomorrow', 'due-today', 'overdue') AND step IS NOT NULL AND objection_id IS NOT NULL) said";
pub(crate) const RECORDED: &str =
    "SELECT COUNT(*) FROM audit WHERE action = 'warn' AND object_kind = 'objection'";
/// Of each kind and agency all or none were told: how many numbers of people were told at once.
const DIFFERING: &str = "SELECT COUNT(*) FROM (SELECT kind, issuer_id FROM ( \
        SELECT n.kind, o.issuer_id, n.objection_id, n.step, COUNT(*) AS people FROM notice n \
        JOIN objection o ON o.id = n.objection_id \
        WHERE n.kind IN ('due-tomorrow', 'due-today', 'overdue') AND n.step IS NOT NULL AND o.partner_id IS NULL \
        GROUP BY n.kind, o.issuer_id, n.objection_id, n.step) told \
    GROUP BY kind, issuer_id HAVING MIN(people) <> MAX(people)) differing";

#[rstest]
#[tokio::test]
async fn a_server_that_is_killed_in_the_middle_of_the_sweep_warns_of_each_clock_once_in_the_end(
    #[values(Backend::Sqlite, Backend::Postgres)] on: Backend,
) {
    let size = ["--licences", "1300", "--cases", "1000"];
    let Some(this) = Deployment::with(on, size).await else {
        return;
    };
    let address = free();
    for _ in 0..3 {
        let before = this.number(WARNED).await;
        let begun = Instant::now();
        let server = this.serve(&address);
        // It sweeps as it starts: as soon as some more were warned of, or nothing is left to warn of.
        while this.number(WARNED).await == before && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(A_MOMENT);
        }
        server.kill();
    }
    this.serve(&address).stop();
    let warned = this.number(WARNED).await;
    assert!(warned > 250, "more than one transaction: {warned}");
    assert_eq!(this.number(SAID).await, warned);
    assert_eq!(this.number(RECORDED).await, warned);
    assert_eq!(this.number(DIFFERING).await, 0);
    // Another run has nothing to add.
    this.serve(&address).stop();
    assert_eq!(this.number(RECORDED).await, warned);
    this.doctor();
}

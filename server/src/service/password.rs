//! Which passwords may staff choose, and how are they checked without stopping everybody else?

use super::{Error, Result, day};
use crate::app::App;
use crate::crypto::password as hashes;
use crate::store::{At, staff};
use domain::password::{self, GIVEN_GROUP, GIVEN_GROUPS, Owner};
use domain::problem::{FieldCode, FieldProblem};
use domain::wire::session::ChangePassword;
use jiff::civil::Date;
use rand::RngExt as _;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// Each takes 19 MiB and a core for a while.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Whether it is the password that was kept. Where none was, it takes as long to say no.
pub(super) async fn is(given: &str, kept: Option<&str>) -> Result<bool> {
    let given = Zeroizing::new(given.to_owned());
    let kept = kept.map(ToOwned::to_owned);
    off_the_way(move || match kept {
        Some(kept) => Ok(hashes::is(&given, &kept)),
        None => Ok(hashes::hash(&given).map(|_| false)?),
    })
    .await
}

/// The hash to keep.
pub(super) async fn hash(given: &str) -> Result<String> {
    let given = Zeroizing::new(given.to_owned());
    off_the_way(move || Ok(hashes::hash(&given)?)).await
}

/// What is wrong with a new password, after the rulebook and for not being new.
pub(super) fn faults(
    app: &App,
    change: &ChangePassword,
    account: &staff::Row,
) -> Vec<FieldProblem> {
    let owner = Owner {
        username: &account.username,
        name: &account.name,
    };
    let faults = password::faults(&app.rules.rulebook.passwords, &change.new, owner);
    if faults.is_empty() && change.new == change.current {
        return vec![FieldProblem::new("/new", FieldCode::Unchanged)];
    }
    faults
}

/// Whether a password has to be changed because of its age.
pub(super) fn has_expired(app: &App, chosen_at: Option<At>, today: Date) -> bool {
    let chosen = chosen_at.map(|at| day::today(at.0));
    password::has_expired(&app.rules.rulebook.passwords, chosen, today)
}

/// A password that nobody can guess and everybody can read out: letters and digits in groups.
pub(super) fn random() -> String {
    const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut rng = rand::rng();
    let mut sign = || {
        let place = rng.random_range(..SIGNS.len());
        SIGNS.get(place).copied().map_or('x', char::from)
    };
    let mut group = |_| (0..GIVEN_GROUP).map(|_| sign()).collect::<String>();
    let groups: Vec<String> = (0..GIVEN_GROUPS).map(&mut group).collect();
    groups.join("-")
}

async fn off_the_way<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::fault)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::fault)?
}

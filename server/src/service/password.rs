//! Which passwords may staff choose, and how are they checked without stopping everybody else?

use super::{Error, Result};
use crate::crypto::password;
use domain::problem::{FieldCode, FieldProblem};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// 兰安 一百二十六.
const SHORTEST: usize = 8;
const LONGEST: usize = 256;
/// Each takes 19 MiB and a core for a while.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Whether it is the password that was kept. Where none was, it takes as long to say no.
pub(super) async fn is(given: &str, kept: Option<&str>) -> Result<bool> {
    let given = Zeroizing::new(given.to_owned());
    let kept = kept.map(ToOwned::to_owned);
    off_the_way(move || match kept {
        Some(kept) => Ok(password::is(&given, &kept)),
        None => Ok(password::hash(&given).map(|_| false)?),
    })
    .await
}

/// The hash to keep.
pub(super) async fn hash(given: &str) -> Result<String> {
    let given = Zeroizing::new(given.to_owned());
    off_the_way(move || Ok(password::hash(&given)?)).await
}

/// What is wrong with a new password, after 兰安 一百二十六: at least 8 characters, letters and digits, not the user's
/// name nor around it, and another one than before.
pub fn faults(new: &str, username: &str, current: &str) -> Vec<FieldProblem> {
    const AT: &str = "/new";
    let length = new.chars().count();
    if length < SHORTEST {
        return vec![FieldProblem::limited(AT, FieldCode::TooShort, SHORTEST)];
    }
    if length > LONGEST {
        return vec![FieldProblem::limited(AT, FieldCode::TooLong, LONGEST)];
    }
    let folded = folded(new);
    let has = |wanted: fn(&char) -> bool| folded.chars().any(|c| wanted(&c));
    let weak = !has(char::is_ascii_alphabetic)
        || !has(char::is_ascii_digit)
        || folded.contains(&self::folded(username));
    if weak {
        return vec![FieldProblem::new(AT, FieldCode::WeakPassword)];
    }
    if new == current {
        return vec![FieldProblem::new(AT, FieldCode::Unchanged)];
    }
    Vec::new()
}

/// Without case and full width, in which a name would hide.
fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

async fn off_the_way<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _permit = AT_ONCE.acquire().await.map_err(Error::fault)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::fault)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("abc1234", FieldCode::TooShort)]
    #[case("12345678", FieldCode::WeakPassword)]
    #[case("abcdefgh", FieldCode::WeakPassword)]
    #[case("!!!!!!!!", FieldCode::WeakPassword)]
    #[case("wangmin2026", FieldCode::WeakPassword)]
    #[case("x-WangMin-1", FieldCode::WeakPassword)]
    #[case("ｗａｎｇｍｉｎ2026", FieldCode::WeakPassword)]
    #[case("old-secret-1", FieldCode::Unchanged)]
    fn a_password_that_breaks_a_rule_is_refused(#[case] new: &str, #[case] code: FieldCode) {
        let faults = faults(new, "wangmin", "old-secret-1");
        assert_eq!(
            faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
            [code],
            "{new}"
        );
    }

    #[rstest]
    #[case("abcd1234")]
    #[case("correct horse 9")]
    #[case("密码密码密码ab12")]
    fn a_password_with_letters_and_digits_will_do(#[case] new: &str) {
        assert_eq!(faults(new, "wangmin", "old-secret-1"), []);
    }
}

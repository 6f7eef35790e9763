//! How do the key of an authenticator and its codes go together? RFC 6238 as every program for telephones has it: SHA-1, six
//! digits, thirty seconds.

use crate::crypto::Vault;
use crate::service::{Error, Result};
use domain::second_factor::{DIGITS, STEP};
use jiff::Timestamp;
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

/// As long as SHA-1 asks it (RFC 4226).
const BYTES: usize = 20;
/// So many steps may a clock be wrong, either way.
const SKEW: u16 = 1;
/// Whose codes they are, as the telephone shows it.
const ISSUER: &str = "明证 Mingzheng";

/// The key that server and authenticator share.
pub(super) struct Key(Zeroizing<Vec<u8>>);

impl From<Zeroizing<Vec<u8>>> for Key {
    fn from(bytes: Zeroizing<Vec<u8>>) -> Self {
        Self(bytes)
    }
}

impl Key {
    /// One that nobody has.
    pub(super) fn fresh(vault: &Vault) -> Self {
        let secret = Zeroizing::new(vault.secret());
        Self(Zeroizing::new(secret.iter().copied().take(BYTES).collect()))
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// In base32, in groups of four for typing it off.
    pub(super) fn text(&self) -> String {
        let text = self.totp("").map(|totp| totp.secret().to_base32());
        let text: Vec<char> = text.unwrap_or_default().chars().collect();
        let groups = text.chunks(4).map(|group| group.iter().collect::<String>());
        groups.collect::<Vec<_>>().join(" ")
    }

    /// What an authenticator reads from a picture.
    pub(super) fn address(&self, username: &str) -> Result<String> {
        self.totp(username)?.to_url().map_err(Error::fault)
    }

    /// The step of the clock that these digits are of, if they are of one about now.
    pub(super) fn step_of(&self, digits: &str, now: Timestamp) -> Result<Option<i64>> {
        let seconds = u64::try_from(now.as_second()).unwrap_or_default();
        let step = self.totp("")?.check(digits, seconds);
        Ok(step.and_then(|step| i64::try_from(step).ok()))
    }

    fn totp(&self, username: &str) -> Result<Totp> {
        let builder = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_skew(SKEW)
            .with_step_duration(STEP)
            .with_secret(self.0.to_vec())
            .with_account_name(username)
            .with_issuer(Some(ISSUER));
        builder.build().map_err(Error::fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, for SHA-1; six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let key = Key::from(Zeroizing::new(b"12345678901234567890".to_vec()));
        for (second, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let at = |second| Timestamp::from_second(second).unwrap();
            let step = Some(second / 30);
            assert_eq!(key.step_of(digits, at(second)).unwrap(), step);
            for near in [second - 30, second + 30] {
                assert_eq!(key.step_of(digits, at(near)).unwrap(), step, "{second}");
            }
            assert_eq!(key.step_of(digits, at(second + 60)).unwrap(), None);
        }
        assert_eq!(key.text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let address = key.address("wangmin").unwrap();
        assert!(
            address.starts_with("otpauth://totp/") && address.contains("secret=GEZD"),
            "{address}"
        );
    }

    #[test]
    fn no_two_keys_are_alike() {
        let vault = Vault::new(&crate::crypto::keys::Keyring::fresh());
        let (one, other) = (Key::fresh(&vault), Key::fresh(&vault));
        assert_eq!(one.bytes().len(), BYTES);
        assert_ne!(one.bytes(), other.bytes());
    }
}

//! What ties the browser that comes back to the one that was sent?
//!
//! One secret, which the browser keeps in a cookie. What the provider is told is derived from it, and the database holds
//! only its hash: neither the provider, nor who reads the address or the database, can finish a log-in in another browser.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::Rng as _;
use sha2::Sha256;
use zeroize::Zeroizing;

/// A log-in that was begun. Neither printed nor serialised.
pub struct Attempt(Zeroizing<[u8; 32]>);

impl Attempt {
    /// A new one.
    pub fn fresh() -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rand::rng().fill_bytes(&mut *secret);
        Self(secret)
    }

    /// The one of a cookie.
    pub fn read(cookie: &str) -> Option<Self> {
        let secret = Zeroizing::new(URL_SAFE_NO_PAD.decode(cookie).ok()?);
        let secret = <[u8; 32]>::try_from(secret.as_slice()).ok()?;
        Some(Self(Zeroizing::new(secret)))
    }

    /// As the cookie holds it.
    pub fn cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(*self.0)
    }

    /// What it is known by here.
    pub fn id_hash(&self) -> Vec<u8> {
        self.derived("id")
    }

    /// What the provider hands back by way of the browser.
    pub fn state(&self) -> String {
        self.text("state")
    }

    /// What the provider puts into what it signs.
    pub fn nonce(&self) -> String {
        self.text("nonce")
    }

    /// What only who began it can show for the code (PKCE).
    pub fn verifier(&self) -> String {
        self.text("verifier")
    }

    fn text(&self, label: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.derived(label))
    }

    fn derived(&self, label: &str) -> Vec<u8> {
        // A MAC of SHA-256 takes a key of any length.
        let mac = Hmac::<Sha256>::new_from_slice(&*self.0);
        mac.map(|mac| mac.chain_update(label).finalize().into_bytes().to_vec())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_an_attempt_is_the_same_from_its_cookie_and_tells_nothing_else_of_it() {
        let attempt = Attempt::fresh();
        let again = Attempt::read(&attempt.cookie()).unwrap();
        let told = [
            attempt.state(),
            attempt.nonce(),
            attempt.verifier(),
            attempt.cookie(),
        ];
        assert_eq!(
            told,
            [
                again.state(),
                again.nonce(),
                again.verifier(),
                again.cookie()
            ]
        );
        for (place, one) in told.iter().enumerate() {
            assert_eq!(one.len(), 43, "as PKCE asks");
            assert!(told.iter().skip(place + 1).all(|other| other != one));
        }
        assert_ne!(attempt.id_hash(), Attempt::fresh().id_hash());
    }

    #[test]
    fn what_is_no_cookie_of_ours_is_no_attempt() {
        for cookie in ["", "AAAA", "not base64 at all, but 43 characters long.."] {
            assert!(Attempt::read(cookie).is_none(), "{cookie}");
        }
    }
}

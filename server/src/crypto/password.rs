//! How is a password kept and checked? Slow on purpose (argon2id): call these where blocking is allowed.

use super::CryptoError;
use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// The hash to keep, with its own salt.
pub fn hash(password: &str) -> Result<String, CryptoError> {
    let hash: Result<PasswordHash, _> = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string())
        .map_err(|_| CryptoError::WrongContent {
            place: "staff.password_hash",
        })
}

/// Whether it is the password that was kept.
pub fn is(password: &str, kept: &str) -> bool {
    PasswordHash::new(kept).is_ok_and(|kept| {
        Argon2::default()
            .verify_password(password.as_bytes(), &kept)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_itself_opens_and_no_two_hashes_are_alike() {
        let kept = hash("mingzheng2026").unwrap();
        assert!(kept.starts_with("$argon2id$") && kept != hash("mingzheng2026").unwrap());
        assert!(is("mingzheng2026", &kept));
        assert!(!is("mingzheng2027", &kept) && !is("", &kept));
        assert!(!is("mingzheng2026", "") && !is("mingzheng2026", "$argon2id$broken"));
    }
}

//! How is what people write about people kept unreadable for whoever steals the database?
//!
//! [`Vault`] seals values (AES-256-GCM-SIV, bound to their column and row) and makes blind indexes (HMAC-SHA-256).
//! Its keys come from a [`keys::Keyring`] outside the database. [`sm2`] makes the keys of seals and signs with them, and
//! [`certificate`] makes their certificates or [`request`] asks an authority for them; verifying is `domain::seal`'s.

pub mod certificate;
pub mod keys;
pub mod password;
pub mod request;
pub mod sm2;
mod vault;

pub use vault::{BlindIndex, ContentHash, CryptoError, Sealed, Vault};

//! Where are the private keys of seals, and who signs with them?
//!
//! A key is made for one seal and answers with its public half and a handle, which stands in the seal's row and opens
//! the key again. In software the handle is the private key itself, sealed by the [`Vault`]. A hardware module (SDF,
//! PKCS#11) becomes another variant here and another inside of [`SealKey`]: it keeps the key, and its handle is what it
//! calls it. Nobody else sees which.
//!
//! All of this computes or waits for a device: call it where blocking is allowed.

use crate::crypto::sm2::{PrivateKey, PublicKey};
use crate::crypto::{CryptoError, Sealed, Vault};
use uuid::Uuid;

/// The column that holds a handle.
pub const KEY: &str = "seal.key";

/// Where keys of seals are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SealKeys {
    /// In the database, sealed with a key that isn't in it.
    Software,
}

/// A key that was just made.
pub struct NewSealKey {
    /// For the seal's certificate.
    pub public: PublicKey,
    /// To be kept in the seal's row.
    pub handle: Sealed,
}

/// A key that was opened, for as many signatures as there are; wiped from memory when it is dropped.
pub struct SealKey(PrivateKey);

impl SealKeys {
    /// Makes a key for the seal in this row.
    pub fn create(self, vault: &Vault, seal: Uuid) -> Result<NewSealKey, CryptoError> {
        match self {
            Self::Software => {
                let key = PrivateKey::random();
                Ok(NewSealKey {
                    public: key.public(),
                    handle: vault.seal(KEY, seal, &key.to_pkcs8()?)?,
                })
            }
        }
    }

    /// Opens the key of the seal in this row.
    pub fn open(self, vault: &Vault, seal: Uuid, handle: &Sealed) -> Result<SealKey, CryptoError> {
        match self {
            Self::Software => {
                let der = vault.open(KEY, seal, &handle.key_id, &handle.bytes)?;
                PrivateKey::from_pkcs8(KEY, &der).map(SealKey)
            }
        }
    }
}

impl SealKey {
    /// The other half, for a request.
    pub fn public(&self) -> PublicKey {
        self.0.public()
    }

    /// Signs each message: SM2 over SM3 under the usual user id, as DER of (r, s).
    pub fn sign<M: AsRef<[u8]>>(&self, messages: &[M]) -> Result<Vec<Vec<u8>>, CryptoError> {
        self.0.sign(messages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::keys::Keyring;

    const SEAL: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_key_opened_once_signs_many_messages() {
        let vault = Vault::new(&Keyring::fresh());
        let made = SealKeys::Software.create(&vault, SEAL).unwrap();
        let key = SealKeys::Software.open(&vault, SEAL, &made.handle).unwrap();
        let messages: Vec<String> = (0..50).map(|n| format!("record {n}")).collect();
        let signatures = key.sign(&messages).unwrap();
        assert_eq!(signatures.len(), messages.len());
        for (message, signature) in messages.iter().zip(&signatures) {
            assert!(made.public.fits(message.as_bytes(), signature));
        }
    }

    #[test]
    fn a_handle_opens_in_no_other_row_and_in_no_other_vault() {
        let vault = Vault::new(&Keyring::fresh());
        let made = SealKeys::Software.create(&vault, SEAL).unwrap();
        let other_row = SealKeys::Software.open(&vault, Uuid::from_u128(8), &made.handle);
        assert!(matches!(other_row, Err(CryptoError::Broken { place: KEY })));
        let other_vault = Vault::new(&Keyring::fresh());
        assert!(
            SealKeys::Software
                .open(&other_vault, SEAL, &made.handle)
                .is_err()
        );
        let mut changed = made.handle.clone();
        *changed.bytes.last_mut().unwrap() ^= 1;
        assert!(SealKeys::Software.open(&vault, SEAL, &changed).is_err());
    }

    #[test]
    fn a_handle_does_not_show_the_key() {
        let vault = Vault::new(&Keyring::fresh());
        let handle = SealKeys::Software.create(&vault, SEAL).unwrap().handle;
        let key = vault
            .open(KEY, SEAL, &handle.key_id, &handle.bytes)
            .unwrap();
        assert!(key.len() > 64);
        let shown = |part: &[u8]| handle.bytes.windows(part.len()).any(|other| other == part);
        assert!(!key.windows(8).any(shown));
    }
}

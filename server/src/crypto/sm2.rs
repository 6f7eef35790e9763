//! How are SM2 keys made and kept, and what do they sign?

use super::CryptoError;
use domain::seal::USER_ID;
use sm2::SecretKey;
use sm2::dsa::signature::{RandomizedSigner as _, Verifier as _};
use sm2::dsa::{Signature, SigningKey, VerifyingKey};
use sm2::elliptic_curve::Generate as _;
use sm2::pkcs8::{DecodePrivateKey as _, DecodePublicKey as _};
use sm2::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use zeroize::Zeroizing;

/// A private key, wiped from memory when it is dropped. Neither printed nor serialised.
pub struct PrivateKey(SecretKey);

/// What everybody may know of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(sm2::PublicKey);

impl PrivateKey {
    /// A new one from the system's randomness.
    pub fn random() -> Self {
        Self(SecretKey::generate_from_rng(&mut rand::rng()))
    }

    /// Reads PKCS#8 (DER); `place` is where it was kept, for the complaint.
    pub(crate) fn from_pkcs8(place: &'static str, der: &[u8]) -> Result<Self, CryptoError> {
        SecretKey::from_pkcs8_der(der)
            .map(Self)
            .map_err(|_| CryptoError::WrongContent { place })
    }

    /// As PKCS#8 (DER), to be sealed.
    pub(crate) fn to_pkcs8(&self) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let document = self.0.to_pkcs8_der();
        document
            .map(|document| document.to_bytes())
            .map_err(|_| CryptoError::Unusable)
    }

    /// The other half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.public_key())
    }

    /// Signs each message: SM2 over SM3 under the usual user id, as DER of (r, s).
    pub fn sign<M: AsRef<[u8]>>(&self, messages: &[M]) -> Result<Vec<Vec<u8>>, CryptoError> {
        // sm2's signer doesn't wipe itself, so it lives no longer than this.
        let key = SigningKey::new(USER_ID, &self.0).map_err(|_| CryptoError::Unusable)?;
        let mut random = rand::rng();
        messages
            .iter()
            .map(|message| {
                let signature: Result<Signature, _> =
                    key.try_sign_with_rng(&mut random, message.as_ref());
                signature
                    .map(|signature| signature.to_der().to_vec())
                    .map_err(|_| CryptoError::Unusable)
            })
            .collect()
    }
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` (DER); `place` is where it was kept, for the complaint.
    pub fn from_der(place: &'static str, der: &[u8]) -> Result<Self, CryptoError> {
        sm2::PublicKey::from_public_key_der(der)
            .map(Self)
            .map_err(|_| CryptoError::WrongContent { place })
    }

    /// As `SubjectPublicKeyInfo` (DER).
    pub fn to_der(&self) -> Result<Vec<u8>, CryptoError> {
        self.0
            .to_public_key_der()
            .map(|document| document.to_vec())
            .map_err(|_| CryptoError::Unusable)
    }

    /// Whether the key signed this message.
    pub fn fits(&self, message: &[u8], signature_der: &[u8]) -> bool {
        let signature = Signature::from_der(signature_der);
        signature.is_ok_and(|signature| {
            self.verifying()
                .is_ok_and(|key| key.verify(message, &signature).is_ok())
        })
    }

    /// For a certificate's builder.
    pub(super) fn verifying(&self) -> Result<VerifyingKey, CryptoError> {
        VerifyingKey::new(USER_ID, self.0).map_err(|_| CryptoError::Unusable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_from_pkcs8_and_signs_as_before() {
        let key = PrivateKey::random();
        let again = PrivateKey::from_pkcs8("test", &key.to_pkcs8().unwrap()).unwrap();
        assert_eq!(again.public(), key.public());
        let signatures = again.sign(&["one", "two"]).unwrap();
        for (message, signature) in ["one", "two"].iter().zip(&signatures) {
            assert!(key.public().fits(message.as_bytes(), signature));
        }
        assert!(!key.public().fits(b"one", &signatures[1]));
        assert!(PrivateKey::from_pkcs8("test", b"no key").is_err());
    }

    #[test]
    fn a_public_key_comes_back_from_its_der() {
        let key = PrivateKey::random().public();
        let der = key.to_der().unwrap();
        assert_eq!(PublicKey::from_der("test", &der).unwrap(), key);
        assert!(PublicKey::from_der("test", &der[1..]).is_err());
    }

    #[test]
    fn no_two_keys_and_no_two_signatures_are_alike() {
        let key = PrivateKey::random();
        assert_ne!(key.public(), PrivateKey::random().public());
        let signatures = key.sign(&["same", "same"]).unwrap();
        assert_ne!(signatures[0], signatures[1]);
    }
}

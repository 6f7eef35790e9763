//! The file with its signature: SM2 over SM3, as seals are, over the exact bytes of the record in it.

use super::MakingFault;
use crate::crypto::certificate;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use domain::seal::{self, SealFault, SealedBy, USER_ID};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One signed file.
#[derive(Clone, Debug, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// What was signed, to the byte: JSON in the form of RFC 8785, UTF-8.
    pub record: String,
    /// DER of (r, s), in base64.
    pub signature: String,
    /// When: the certificates have to hold then.
    pub signed_at: Timestamp,
    /// Certificates as PEM, the signer's first and the root last.
    pub certificates: Vec<String>,
}

/// Why a file is not to be trusted.
#[derive(Debug, thiserror::Error)]
pub enum Untrue {
    /// A part of it can't be read.
    #[error("{0} can't be read")]
    Unreadable(&'static str),
    /// The record is no canonical JSON: nobody here wrote it so.
    #[error("the record is not JSON in the form of RFC 8785")]
    NotCanonical,
    /// The signature doesn't stand on it.
    #[error(transparent)]
    Signature(#[from] SealFault),
}

/// What a file says of itself, once it is checked.
pub struct Checked {
    /// Whose signature it is, and under which root.
    pub by: SealedBy,
    /// The record.
    pub record: Value,
}

impl Signed {
    pub(super) fn of(
        record: Vec<u8>,
        signature: &[u8],
        chain: &[Vec<u8>],
        at: Timestamp,
    ) -> Result<Self, MakingFault> {
        let pem: Result<Vec<String>, _> = chain.iter().map(|der| certificate::pem(der)).collect();
        Ok(Self {
            record: String::from_utf8(record).map_err(|_| MakingFault::Unsigned)?,
            signature: BASE64.encode(signature),
            signed_at: at,
            certificates: pem?,
        })
    }

    /// The signature as DER.
    pub fn signature_der(&self) -> Result<Vec<u8>, Untrue> {
        let signature = BASE64.decode(&self.signature);
        signature.map_err(|_| Untrue::Unreadable("the signature"))
    }

    /// Whether everything about it holds; whether the root is the deployment's is for the reader to compare.
    pub fn check(&self) -> Result<Checked, Untrue> {
        let chain = certificate::all_in(&self.certificates.concat())
            .ok_or(Untrue::Unreadable("a certificate"))?;
        let signature = self.signature_der()?;
        let by = seal::verify(self.record.as_bytes(), &signature, &chain, self.signed_at)?;
        let record: Value =
            serde_json::from_str(&self.record).map_err(|_| Untrue::Unreadable("the record"))?;
        match serde_json_canonicalizer::to_string(&record) {
            Ok(canonical) if canonical == self.record => Ok(Checked { by, record }),
            _ => Err(Untrue::NotCanonical),
        }
    }

    /// The command lines that check the files `record.json`, `signature.der`, `certificate.pem` and `chain.pem`.
    pub fn commands(&self) -> [String; 2] {
        [
            format!(
                "openssl x509 -in certificate.pem -noout -pubkey | openssl dgst -sm3 -verify /dev/stdin -sigopt distid:{USER_ID} -signature signature.der record.json"
            ),
            format!(
                "openssl verify -x509_strict -attime {} -vfyopt distid:{USER_ID} -CAfile chain.pem certificate.pem",
                self.signed_at.as_second()
            ),
        ]
    }
}

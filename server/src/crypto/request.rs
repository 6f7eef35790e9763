//! How is an authority asked for a certificate? By a PKCS#10 request, made in two steps as a certificate is.

use super::certificate::{CertificateError, Issuer, Subject, name};
use super::sm2::PublicKey;
use x509_cert::builder::Builder as _;
use x509_cert::der::EncodePem as _;
use x509_cert::der::asn1::BitString;
use x509_cert::der::pem::LineEnding;
use x509_cert::request::RequestBuilder;

/// A request that waits for the signature of the key that it is about.
pub struct Request {
    builder: RequestBuilder,
    signer: Issuer,
    key: PublicKey,
    bytes: Vec<u8>,
}

/// Asks that this key be certified for this subject.
pub fn request(subject: &Subject, key: &PublicKey) -> Result<Request, CertificateError> {
    let mut builder = RequestBuilder::new(name(subject)?)?;
    let signer = Issuer(key.verifying()?);
    let bytes = builder.finalize(&signer)?;
    Ok(Request {
        builder,
        signer,
        key: *key,
        bytes,
    })
}

impl Request {
    /// What the key is to sign.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The request (PEM) with the key's signature.
    pub fn signed(self, signature_der: &[u8]) -> Result<String, CertificateError> {
        if !self.key.fits(&self.bytes, signature_der) {
            return Err(CertificateError::OtherKey);
        }
        let signature = BitString::from_bytes(signature_der)?;
        let request = self.builder.assemble(signature, &self.signer)?;
        Ok(request.to_pem(LineEnding::LF)?)
    }
}

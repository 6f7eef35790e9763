//! How are the certificates of roots and seals made?
//!
//! In two steps, so that the key can be anywhere: [`root`] and [`sealing`] say what is to be signed, and
//! [`Unsigned::signed`] takes the signature and notices one that another key made. Nothing here reads a clock or makes
//! an id.

use super::CryptoError;
use super::sm2::PublicKey;
use jiff::Timestamp;
use sm2::dsa::VerifyingKey;
use sm2::dsa::signature::Keypair;
use sm2::pkcs8::spki::{AlgorithmIdentifier, SignatureAlgorithmIdentifier};
use sm2::pkcs8::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use std::time::Duration;
use uuid::Uuid;
use x509_cert::Certificate;
use x509_cert::TbsCertificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder as _, CertificateBuilder};
use x509_cert::der::asn1::{Any, BitString, GeneralizedTime, ObjectIdentifier, SetOfVec};
use x509_cert::der::pem::LineEnding;
use x509_cert::der::{self, AnyRef, Decode as _, Document, Encode as _, EncodePem as _, Tag};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANISATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const END: &str = "-----END CERTIFICATE-----";
/// X.520's bound for an organisation's and a common name.
const LONGEST_NAME: usize = 64;

/// Whom a certificate is for. The country is always CN.
#[derive(Clone, Debug)]
pub struct Subject {
    /// 单位名称.
    pub organisation: String,
    /// 统一社会信用代码; a root may do without.
    pub organisation_code: Option<String>,
    /// 印章名称, or what the root is called.
    pub name: String,
}

/// What the caller decides about a certificate.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// Becomes the serial number; unique under a root.
    pub serial: Uuid,
    /// Valid from this second on.
    pub from: Timestamp,
    /// Valid through this second.
    pub to: Timestamp,
}

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum CertificateError {
    /// A part of the subject is empty or too long.
    #[error("{field} of a certificate has from 1 to {LONGEST_NAME} characters")]
    Name {
        /// Which part.
        field: &'static str,
    },
    /// It ends before it begins, or begins before X.509 can say.
    #[error("a certificate begins in 1970 or later, and ends no earlier than it begins")]
    Validity,
    /// The root is no certificate with an SM2 key.
    #[error("the root's certificate can't be read")]
    Root,
    /// The signature isn't the issuer's.
    #[error("the certificate wasn't signed with the issuer's key")]
    OtherKey,
    /// It can't be written down.
    #[error("the certificate can't be written: {0}")]
    Unwritable(#[from] builder::Error),
    /// A key that can't be used.
    #[error(transparent)]
    Crypto(#[from] CryptoError),
}

impl From<der::Error> for CertificateError {
    fn from(error: der::Error) -> Self {
        Self::Unwritable(error.into())
    }
}

/// A certificate that waits for its issuer's signature.
pub struct Unsigned {
    builder: CertificateBuilder<Profile>,
    issuer: Issuer,
    issuer_key: PublicKey,
    bytes: Vec<u8>,
}

impl Unsigned {
    /// What the issuer's key is to sign.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The certificate (DER) with the issuer's signature.
    pub fn signed(self, signature_der: &[u8]) -> Result<Vec<u8>, CertificateError> {
        if !self.issuer_key.fits(&self.bytes, signature_der) {
            return Err(CertificateError::OtherKey);
        }
        let signature = BitString::from_bytes(signature_der)?;
        Ok(self.builder.assemble(signature, &self.issuer)?.to_der()?)
    }
}

/// A root that signs itself and certifies seals, but no other authorities.
pub fn root(
    subject: &Subject,
    key: &PublicKey,
    terms: &Terms,
) -> Result<Unsigned, CertificateError> {
    let profile = Profile {
        subject: name(subject)?,
        issuer: None,
    };
    unsigned(profile, key, key, terms)
}

/// A seal's certificate under a root (DER).
pub fn sealing(
    subject: &Subject,
    key: &PublicKey,
    root_der: &[u8],
    terms: &Terms,
) -> Result<Unsigned, CertificateError> {
    let root = Certificate::from_der(root_der).map_err(|_| CertificateError::Root)?;
    let root = root.tbs_certificate();
    let root_key = root.subject_public_key_info().to_der()?;
    let root_key =
        PublicKey::from_der("seal.chain", &root_key).map_err(|_| CertificateError::Root)?;
    let profile = Profile {
        subject: name(subject)?,
        issuer: Some(root.subject().clone()),
    };
    unsigned(profile, key, &root_key, terms)
}

/// A certificate as text, as other programs read it.
pub fn pem(der: &[u8]) -> Result<String, CertificateError> {
    Ok(Certificate::from_der(der)?.to_pem(LineEnding::LF)?)
}

/// The certificates (DER, byte for byte) that stand in a text among whatever else; none where one of them is broken.
pub fn all_in(pem: &str) -> Option<Vec<Vec<u8>>> {
    pem.split_inclusive(END)
        .filter(|part| part.contains(BEGIN))
        .map(|part| {
            let (_, certificate) = part.split_once(BEGIN)?;
            let whole = [BEGIN, certificate].concat();
            let (_, document) = Document::from_pem(&whole).ok()?;
            Some(document.into_vec())
        })
        .collect()
}

fn unsigned(
    profile: Profile,
    key: &PublicKey,
    issuer_key: &PublicKey,
    terms: &Terms,
) -> Result<Unsigned, CertificateError> {
    if terms.from > terms.to {
        return Err(CertificateError::Validity);
    }
    let validity = Validity::new(time(terms.from)?, time(terms.to)?);
    let serial = SerialNumber::new(terms.serial.as_bytes())?;
    let key = SubjectPublicKeyInfo::from_der(&key.to_der()?)?;
    let issuer = Issuer(issuer_key.verifying()?);
    let mut builder = CertificateBuilder::new(profile, serial, validity, key)?;
    let bytes = builder.finalize(&issuer)?;
    Ok(Unsigned {
        builder,
        issuer,
        issuer_key: *issuer_key,
        bytes,
    })
}

fn time(at: Timestamp) -> Result<Time, CertificateError> {
    let seconds = u64::try_from(at.as_second()).map_err(|_| CertificateError::Validity)?;
    let time = GeneralizedTime::from_unix_duration(Duration::from_secs(seconds))?;
    Ok(time.into())
}

/// A subject as X.509 writes it.
pub(super) fn name(subject: &Subject) -> Result<Name, CertificateError> {
    let mut rdns = RdnSequence::default();
    rdns.push(part(COUNTRY, Tag::PrintableString, "C", "CN")?);
    rdns.push(part(
        ORGANISATION,
        Tag::Utf8String,
        "O",
        &subject.organisation,
    )?);
    if let Some(code) = &subject.organisation_code {
        let field = "organizationIdentifier";
        rdns.push(part(ORGANISATION_IDENTIFIER, Tag::Utf8String, field, code)?);
    }
    rdns.push(part(COMMON_NAME, Tag::Utf8String, "CN", &subject.name)?);
    Ok(Name::from_der(&rdns.to_der()?)?)
}

fn part(
    oid: ObjectIdentifier,
    tag: Tag,
    field: &'static str,
    text: &str,
) -> Result<RelativeDistinguishedName, CertificateError> {
    if !(1..=LONGEST_NAME).contains(&text.chars().count()) {
        return Err(CertificateError::Name { field });
    }
    let value = Any::new(tag, text.as_bytes())?;
    Ok(SetOfVec::try_from([AttributeTypeAndValue { oid, value }])?.into())
}

/// What the builder asks of whoever signs; the private key isn't here.
pub(super) struct Issuer(pub(super) VerifyingKey);

impl Keypair for Issuer {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.0.clone()
    }
}

impl SignatureAlgorithmIdentifier for Issuer {
    type Params = AnyRef<'static>;

    const SIGNATURE_ALGORITHM_IDENTIFIER: AlgorithmIdentifier<Self::Params> =
        VerifyingKey::SIGNATURE_ALGORITHM_IDENTIFIER;
}

/// Names and extensions: a root where there is no issuer, else a seal.
struct Profile {
    subject: Name,
    issuer: Option<Name>,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, subject: &Name) -> Name {
        self.issuer.as_ref().unwrap_or(subject).clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let is_root = self.issuer.is_none();
        let constraints = BasicConstraints {
            ca: is_root,
            path_len_constraint: is_root.then_some(0),
        };
        let usage = if is_root {
            KeyUsages::KeyCertSign | KeyUsages::CRLSign
        } else {
            KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
        };
        let issuer = AuthorityKeyIdentifier {
            key_identifier: Some(SubjectKeyIdentifier::try_from(issuer_key)?.0),
            ..AuthorityKeyIdentifier::default()
        };
        Ok(vec![
            constraints.to_extension(tbs.subject(), &[])?,
            KeyUsage(usage).to_extension(tbs.subject(), &[])?,
            SubjectKeyIdentifier::try_from(key)?.to_extension(tbs.subject(), &[])?,
            issuer.to_extension(tbs.subject(), &[])?,
        ])
    }
}

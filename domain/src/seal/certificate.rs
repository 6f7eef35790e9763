//! One X.509 certificate with an SM2 key, as far as a seal asks.

use super::{Hex, SealFault, USER_ID, Unreadable, fits};
use jiff::Timestamp;
use sm2::PublicKey;
use sm2::dsa::VerifyingKey;
use x509_cert::Certificate as X509;
use x509_cert::TbsCertificate;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::referenced::OwnedToRef as _;
use x509_cert::der::{Decode as _, Header, Reader as _, SliceReader};
use x509_cert::ext::pkix::name::DirectoryString;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};
use x509_cert::name::Name;
use x509_cert::time::Time;

/// SM2 with SM3, GM/T 0006.
const SM2_WITH_SM3: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.156.10197.1.501");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");
const KEY_USAGE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.15");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION_IDENTIFIER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.97");

/// A certificate that was read; nobody has vouched for it yet.
pub(super) struct Certificate {
    x509: X509,
    /// The signed part as it came: what was signed is these bytes and not what we would write for them.
    signed: Vec<u8>,
    key: VerifyingKey,
    constraints: Option<BasicConstraints>,
    usage: Option<KeyUsage>,
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

impl Certificate {
    pub(super) fn read(der: &[u8], place: usize) -> Result<Self, SealFault> {
        let unreadable = |_| SealFault::UnreadableCertificate { place };
        let x509 = X509::from_der(der)
            .map_err(|_| Unreadable)
            .map_err(unreadable)?;
        let signed = signed_part(der).map_err(unreadable)?;
        let tbs = x509.tbs_certificate();
        let key = key_of(&x509).ok_or_else(|| SealFault::OtherAlgorithm {
            subject: name(tbs.subject()),
        })?;
        let (constraints, usage) = conditions(tbs).map_err(unreadable)?;
        let from = instant(tbs.validity().not_before).map_err(unreadable)?;
        let to = instant(tbs.validity().not_after).map_err(unreadable)?;
        let certificate = Self {
            x509,
            signed,
            key,
            constraints,
            usage,
            from,
            to,
        };
        certificate.knows_its_conditions()?;
        Ok(certificate)
    }

    fn tbs(&self) -> &TbsCertificate {
        self.x509.tbs_certificate()
    }

    fn knows_its_conditions(&self) -> Result<(), SealFault> {
        let known = [BASIC_CONSTRAINTS, KEY_USAGE];
        let unknown = self.tbs().extensions().and_then(|extensions| {
            extensions
                .iter()
                .find(|one| one.critical && !known.contains(&one.extn_id))
        });
        match unknown {
            None => Ok(()),
            Some(one) => Err(SealFault::UnknownCondition {
                subject: self.subject(),
                oid: one.extn_id.to_string(),
            }),
        }
    }

    pub(super) fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Whom it names, for people.
    pub(super) fn subject(&self) -> String {
        name(self.tbs().subject())
    }

    pub(super) fn issuer(&self) -> String {
        name(self.tbs().issuer())
    }

    pub(super) fn organisation(&self) -> Option<String> {
        text(self.tbs().subject(), ORGANISATION)
    }

    pub(super) fn organisation_code(&self) -> Option<String> {
        text(self.tbs().subject(), ORGANISATION_IDENTIFIER)
    }

    pub(super) fn serial(&self) -> String {
        let bytes = self.tbs().serial_number().as_bytes();
        // DER puts a zero before a number that would look negative; people leave it out.
        let bytes = match bytes {
            [0, number @ ..] if !number.is_empty() => number,
            number => number,
        };
        Hex(bytes).to_string()
    }

    pub(super) fn is_self_issued(&self) -> bool {
        self.tbs().issuer() == self.tbs().subject()
    }

    pub(super) fn is_authority(&self) -> bool {
        self.constraints
            .as_ref()
            .is_some_and(|constraints| constraints.ca)
    }

    /// Whether it may certify, with this many authorities between it and the seal.
    pub(super) fn certifies(&self, between: usize) -> Result<(), SealFault> {
        if !self.is_authority() || !self.usage.is_none_or(|usage| usage.key_cert_sign()) {
            return Err(SealFault::NoAuthority {
                subject: self.subject(),
            });
        }
        let allowed = self
            .constraints
            .as_ref()
            .and_then(|c| c.path_len_constraint);
        if allowed.is_some_and(|allowed| usize::from(allowed) < between) {
            return Err(SealFault::TooDeep {
                subject: self.subject(),
            });
        }
        Ok(())
    }

    /// Whether it may stand for a seal.
    pub(super) fn seals(&self) -> Result<(), SealFault> {
        if self.is_authority() {
            return Err(SealFault::AuthorityAsSeal {
                subject: self.subject(),
            });
        }
        let signs = |usage: KeyUsage| usage.digital_signature() || usage.non_repudiation();
        if self.usage.is_none_or(signs) {
            Ok(())
        } else {
            Err(SealFault::OtherUse {
                subject: self.subject(),
            })
        }
    }

    /// Whether `issuer` vouches for it, in name and by its key.
    pub(super) fn is_vouched_for_by(&self, issuer: &Self) -> Result<(), SealFault> {
        if self.tbs().issuer() != issuer.tbs().subject() {
            return Err(SealFault::OtherIssuer {
                subject: self.subject(),
                issuer: issuer.subject(),
            });
        }
        let signature = self.x509.signature().as_bytes().unwrap_or_default();
        if fits(&issuer.key, &self.signed, signature).unwrap_or(false) {
            Ok(())
        } else {
            Err(SealFault::NotSigned {
                subject: self.subject(),
                issuer: issuer.subject(),
            })
        }
    }

    /// Whether it was valid then; both ends count (RFC 5280 4.1.2.5), and a second is the least that it knows.
    pub(super) fn was_valid(&self, at: Timestamp) -> Result<(), SealFault> {
        let second = at.as_second();
        if (self.from.as_second()..=self.to.as_second()).contains(&second) {
            Ok(())
        } else {
            Err(SealFault::NotValidThen {
                subject: self.subject(),
                from: self.from,
                to: self.to,
            })
        }
    }
}

/// The first element of the outer sequence, byte for byte.
fn signed_part(der: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let part = || {
        let mut reader = SliceReader::new(der)?;
        Header::decode(&mut reader)?;
        reader.tlv_bytes().map(<[u8]>::to_vec)
    };
    part().map_err(|_: x509_cert::der::Error| Unreadable)
}

/// The key, if the key and the signature over it are SM2.
fn key_of(x509: &X509) -> Option<VerifyingKey> {
    let tbs = x509.tbs_certificate();
    let is_ours =
        x509.signature_algorithm() == tbs.signature() && tbs.signature().oid == SM2_WITH_SM3;
    let key = PublicKey::try_from(tbs.subject_public_key_info().owned_to_ref()).ok()?;
    let key = VerifyingKey::new(USER_ID, key).ok()?;
    is_ours.then_some(key)
}

fn conditions(
    tbs: &TbsCertificate,
) -> Result<(Option<BasicConstraints>, Option<KeyUsage>), Unreadable> {
    let constraints = tbs.get_extension().map_err(|_| Unreadable)?;
    let usage = tbs.get_extension().map_err(|_| Unreadable)?;
    Ok((constraints.map(|(_, it)| it), usage.map(|(_, it)| it)))
}

fn instant(time: Time) -> Result<Timestamp, Unreadable> {
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| Unreadable)?;
    Timestamp::from_second(seconds).map_err(|_| Unreadable)
}

/// The common name, or all of it where there is none.
fn name(name: &Name) -> String {
    text(name, COMMON_NAME).unwrap_or_else(|| name.to_string())
}

fn text(name: &Name, oid: ObjectIdentifier) -> Option<String> {
    let value = |one: &AttributeTypeAndValue| one.value.decode_as::<DirectoryString>().ok();
    let found = name.iter().find(|one| one.oid == oid).and_then(value)?;
    Some(found.value().into_owned())
}

//! What holds and what does not, on certificates that are made here for the purpose.

mod certified;
mod chains;
mod records;

use super::*;
use sm2::SecretKey;
use sm2::dsa::{SigningKey, signature::Signer as _};
use sm2::pkcs8::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::TbsCertificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{self, Builder as _, CertificateBuilder};
use x509_cert::der::asn1::BitString;
use x509_cert::der::flagset::FlagSet;
use x509_cert::der::{DateTime, Encode as _};
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages};
use x509_cert::ext::{Extension, ToExtension as _};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

const ROOT: &str = "CN=示例根,O=示例市数据局,C=CN";
const SEAL: &str =
    "CN=电子证照专用章,2.5.4.97=#0C12313231303030303030303333333333333833,O=示例市市场监管局,C=CN";
const ROOT_KEY: u8 = 1;
const SEAL_KEY: u8 = 2;
const OTHER_KEY: u8 = 3;
const RECORD: &[u8] = "{\"证照名称\":\"食品经营许可证\"}".as_bytes();

fn signing(key: u8, user: &str) -> SigningKey {
    SigningKey::new(user, &SecretKey::from_slice(&[key; 32]).unwrap()).unwrap()
}

fn signed(key: u8, message: &[u8]) -> Vec<u8> {
    signing(key, USER_ID).sign(message).to_der().to_vec()
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-11-24T08:00:00Z")
}

/// A certificate that is to be made.
#[derive(Clone)]
struct Plan {
    subject: &'static str,
    issuer: &'static str,
    key: u8,
    issuer_key: u8,
    user: &'static str,
    until: u16,
    constraints: Option<BasicConstraints>,
    usage: Option<FlagSet<KeyUsages>>,
    more: Option<Extension>,
}

fn root() -> Plan {
    Plan {
        subject: ROOT,
        issuer: ROOT,
        key: ROOT_KEY,
        issuer_key: ROOT_KEY,
        user: USER_ID,
        until: 2036,
        constraints: Some(authority(None)),
        usage: Some(KeyUsages::KeyCertSign.into()),
        more: None,
    }
}

fn seal() -> Plan {
    Plan {
        subject: SEAL,
        key: SEAL_KEY,
        until: 2028,
        constraints: None,
        usage: Some(KeyUsages::DigitalSignature.into()),
        ..root()
    }
}

/// An authority between the two.
fn middle() -> Plan {
    Plan {
        subject: "CN=中级,O=示例市数据局,C=CN",
        key: 4,
        ..root()
    }
}

fn authority(path_len_constraint: Option<u8>) -> BasicConstraints {
    BasicConstraints {
        ca: true,
        path_len_constraint,
    }
}

impl Plan {
    fn made(&self) -> Vec<u8> {
        let day = |year| Time::from(DateTime::new(year, 1, 1, 0, 0, 0).unwrap());
        let key = SubjectPublicKeyInfo::from_key(signing(self.key, USER_ID).verifying_key());
        let mut builder = CertificateBuilder::new(
            self.clone(),
            SerialNumber::from(0xabcd_u32),
            Validity::new(day(2026), day(self.until)),
            key.unwrap(),
        )
        .unwrap();
        let issuer = signing(self.issuer_key, self.user);
        let bytes = builder.finalize(&issuer).unwrap();
        let signature = issuer.sign(&bytes).to_der();
        let signature = BitString::from_bytes(signature.as_bytes()).unwrap();
        let certificate = builder.assemble(signature, &issuer).unwrap();
        certificate.to_der().unwrap()
    }
}

impl BuilderProfile for Plan {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.parse().unwrap()
    }

    fn get_subject(&self) -> Name {
        self.subject.parse().unwrap()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let mut all: Vec<Extension> = self.more.iter().cloned().collect();
        if let Some(constraints) = &self.constraints {
            all.push(constraints.to_extension(tbs.subject(), &[])?);
        }
        if let Some(usage) = self.usage {
            all.push(KeyUsage(usage).to_extension(tbs.subject(), &[])?);
        }
        Ok(all)
    }
}

fn chain(plans: &[Plan]) -> Vec<Vec<u8>> {
    plans.iter().map(Plan::made).collect()
}

fn verified(plans: &[Plan]) -> Result<SealedBy, SealFault> {
    verify(RECORD, &signed(SEAL_KEY, RECORD), &chain(plans), now())
}

//! What is wrong with a seal, in words.

use super::{Lang, date};
use crate::deadline::local_date;
use crate::seal::SealFault;
use jiff::Timestamp;

/// One sentence; certificates are named by their subject.
pub fn fault(fault: &SealFault, lang: Lang) -> String {
    match lang {
        Lang::Zh => chinese(fault),
        Lang::En => english(fault),
    }
}

fn chinese(fault: &SealFault) -> String {
    use SealFault as F;
    match fault {
        F::UnreadableSignature => "印章的签名无法读取".to_owned(),
        F::OtherRecord => "签名与证照内容不符:内容被改动过,或者印章属于另一份证照".to_owned(),
        F::UnreadableCertificate { place } => format!("证书链中第{place}张证书无法读取"),
        F::OtherAlgorithm { subject } => format!("“{subject}”的证书不是SM2/SM3证书"),
        F::NotValidThen { subject, from, to } => {
            let (from, to) = (day(*from, Lang::Zh), day(*to, Lang::Zh));
            format!("盖章时“{subject}”的证书不在有效期内({from}至{to})")
        }
        F::OtherIssuer { subject, issuer } => {
            format!("证书链断开:“{subject}”的证书不是“{issuer}”签发的")
        }
        F::NotSigned { subject, issuer } => {
            format!("证书链断开:“{subject}”的证书上没有“{issuer}”的有效签名")
        }
        F::NoAuthority { subject } => format!("“{subject}”无权签发证书"),
        F::TooDeep { subject } => format!("“{subject}”之下的签发层级超过其证书所允许的层数"),
        F::AuthorityAsSeal { subject } => format!("“{subject}”的证书是签发机构的证书,不是印章的"),
        F::OtherUse { subject } => format!("“{subject}”的证书不能用于签名"),
        F::UnknownCondition { subject, oid } => {
            format!("“{subject}”的证书附有本系统无法判断的条件({oid})")
        }
        F::Length { found, longest } => format!("证书链应有2至{longest}张证书,实有{found}张"),
        F::NoRoot { subject } => format!("证书链没有以根证书结束,最后一张是“{subject}”的证书"),
        F::UnknownRoot { root } => format!("根证书不受本系统信任(SM3指纹{root})"),
    }
}

fn english(fault: &SealFault) -> String {
    use SealFault as F;
    match fault {
        F::UnreadableSignature => "The seal's signature can't be read".to_owned(),
        F::OtherRecord => "The signature doesn't fit the content: it was changed, or the seal belongs to another licence".to_owned(),
        F::UnreadableCertificate { place } => format!("Certificate {place} of the chain can't be read"),
        F::OtherAlgorithm { subject } => format!("The certificate of “{subject}” isn't SM2 with SM3"),
        F::NotValidThen { subject, from, to } => {
            let (from, to) = (day(*from, Lang::En), day(*to, Lang::En));
            format!("The certificate of “{subject}” wasn't valid when the seal was put ({from} to {to})")
        }
        F::OtherIssuer { subject, issuer } => {
            format!("The chain is broken: “{issuer}” didn't issue the certificate of “{subject}”")
        }
        F::NotSigned { subject, issuer } => {
            format!("The chain is broken: “{issuer}” didn't sign the certificate of “{subject}”")
        }
        F::NoAuthority { subject } => format!("“{subject}” may not issue certificates"),
        F::TooDeep { subject } => {
            format!("There are more authorities under “{subject}” than its certificate allows")
        }
        F::AuthorityAsSeal { subject } => {
            format!("The certificate of “{subject}” is an authority's, not a seal's")
        }
        F::OtherUse { subject } => format!("The certificate of “{subject}” isn't for signatures"),
        F::UnknownCondition { subject, oid } => {
            format!("The certificate of “{subject}” sets a condition that can't be judged here ({oid})")
        }
        F::Length { found, longest } => {
            format!("A chain has from 2 to {longest} certificates; this one has {found}")
        }
        F::NoRoot { subject } => {
            format!("The chain doesn't end in a root; its last certificate is that of “{subject}”")
        }
        F::UnknownRoot { root } => {
            format!("The root isn't trusted here (SM3 fingerprint {root})")
        }
    }
}

fn day(at: Timestamp, lang: Lang) -> String {
    date::full_day(local_date(at), lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificates_days_are_those_of_china() {
        let late = SealFault::NotValidThen {
            subject: "专用章".to_owned(),
            from: "2025-12-31T16:00:00Z".parse().unwrap(),
            to: "2027-12-31T15:59:59Z".parse().unwrap(),
        };
        assert_eq!(
            fault(&late, Lang::Zh),
            "盖章时“专用章”的证书不在有效期内(2026年1月1日至2027年12月31日)"
        );
        assert_eq!(
            fault(&late, Lang::En),
            "The certificate of “专用章” wasn't valid when the seal was put (1 January 2026 to 31 December 2027)"
        );
    }
}

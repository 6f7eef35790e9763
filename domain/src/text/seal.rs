//! What is wrong with a seal, in words.

use super::{Lang, date};
use crate::deadline::local_date;
use crate::seal::{SealFault, Unfit};
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
        F::OtherRecord => "签名与证照内容不符：内容被改动过，或者印章属于另一份证照".to_owned(),
        F::UnreadableCertificate { place } => format!("证书链中第{place}张证书无法读取"),
        F::OtherAlgorithm { subject } => format!("“{subject}”的证书不是SM2/SM3证书"),
        F::NotValidThen { subject, from, to } => {
            let (from, to) = (day(*from, Lang::Zh), day(*to, Lang::Zh));
            format!("盖章时“{subject}”的证书不在有效期内({from}至{to})")
        }
        F::OtherIssuer { subject, issuer } => {
            format!("证书链断开：“{subject}”的证书不是“{issuer}”签发的")
        }
        F::NotSigned { subject, issuer } => {
            format!("证书链断开：“{subject}”的证书上没有“{issuer}”的有效签名")
        }
        F::NoAuthority { subject } => format!("“{subject}”无权签发证书"),
        F::TooDeep { subject } => format!("“{subject}”之下的签发层级超过其证书所允许的层数"),
        F::AuthorityAsSeal { subject } => format!("“{subject}”的证书是签发机构的证书，不是印章的"),
        F::OtherUse { subject } => format!("“{subject}”的证书不能用于签名"),
        F::UnknownCondition { subject, oid } => {
            format!("“{subject}”的证书附有本系统无法判断的条件({oid})")
        }
        F::Length { found, longest } => format!("证书链应有2至{longest}张证书，实有{found}张"),
        F::NoRoot { subject } => format!("证书链没有以根证书结束，最后一张是“{subject}”的证书"),
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

/// Why the certificate that an authority answered with isn't taken, and what to do about it.
pub fn unfit(unfit: &Unfit, lang: Lang) -> String {
    let (wrong, remedy) = match unfit {
        Unfit::Nothing => (
            lang.pick("没有读到证书", "There is no certificate in it")
                .to_owned(),
            lang.pick(
                "请把认证机构发回的证书(PEM 文本)完整地粘贴进来，印章的证书在前",
                "Paste all of what the authority sent as PEM, the seal's own certificate first",
            ),
        ),
        Unfit::OtherKey { subject } => (
            match lang {
                Lang::Zh => format!("“{subject}”的证书不是为这枚印章的密钥签发的"),
                Lang::En => {
                    format!("The certificate of “{subject}” is for another key than this seal's")
                }
            },
            lang.pick(
                "请核对是否贴错了证书，印章的证书是否在最前；否则请用这枚印章的证书请求重新申请",
                "See that it is the right one and stands first; or ask again with this seal's request",
            ),
        ),
        Unfit::NotNow { subject, from, to } => {
            let (from, to) = (day(*from, lang), day(*to, lang));
            (
                match lang {
                    Lang::Zh => format!("“{subject}”的证书现在不在有效期内({from}至{to})"),
                    Lang::En => {
                        format!("The certificate of “{subject}” isn't valid now ({from} to {to})")
                    }
                },
                lang.pick(
                    "请等它生效后再来，或者请认证机构重新签发",
                    "Come back when it is, or have the authority issue it again",
                ),
            )
        }
        Unfit::Chain(found) => (fault(found, lang), chain_remedy(found, lang)),
    };
    match lang {
        Lang::Zh => format!("{wrong}。{remedy}。"),
        Lang::En => format!("{wrong}. {remedy}."),
    }
}

const fn chain_remedy(fault: &SealFault, lang: Lang) -> &'static str {
    match fault {
        SealFault::UnknownRoot { .. } => lang.pick(
            "请核对证书的来源；确属依法设立的认证机构的，请管理员把根证书加入配置 seals.roots",
            "See where it comes from; if its authority is accredited, have the root added to seals.roots",
        ),
        SealFault::NoRoot { .. } | SealFault::Length { .. } | SealFault::OtherIssuer { .. } => {
            lang.pick(
                "请按印章、签发机构、根的顺序把各级证书一并粘贴，或者请管理员把根证书加入配置 seals.roots",
                "Paste all certificates, from the seal's to the root's, or have the root added to seals.roots",
            )
        }
        _ => lang.pick(
            "请认证机构重新签发印章的证书",
            "Have the authority issue the seal's certificate again",
        ),
    }
}

fn day(at: Timestamp, lang: Lang) -> String {
    date::full_day(local_date(at), lang)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seal::Fingerprint;

    #[test]
    fn every_certificate_that_is_not_taken_is_told_with_a_remedy() {
        let subject = || "专用章".to_owned();
        let at = "2025-12-31T16:00:00Z".parse().unwrap();
        let root = Fingerprint::of(b"root");
        for refused in [
            Unfit::Nothing,
            Unfit::OtherKey { subject: subject() },
            Unfit::NotNow {
                subject: subject(),
                from: at,
                to: at,
            },
            Unfit::Chain(SealFault::UnknownRoot { root }),
            Unfit::Chain(SealFault::NoRoot { subject: subject() }),
            Unfit::Chain(SealFault::OtherUse { subject: subject() }),
        ] {
            let told = unfit(&refused, Lang::Zh);
            let remedy = told.split_terminator('。').nth(1);
            assert!(remedy.is_some_and(|remedy| remedy.contains('请')), "{told}");
            assert_eq!(told.matches('。').count(), 2, "{told}");
        }
    }

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

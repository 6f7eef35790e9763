//! How do messages leave the deployment, and at what hours?

use super::given::Given;
use crate::ports::post::gateway::{Gateway, WrongGateway};
use crate::ports::post::mail::{MailServer, WrongMail};
use crate::ports::post::{PATIENCE, Post};
use domain::delivery::{Digest, Quiet};

/// What the settings say; what is wrong with them is noted.
pub(super) fn post(given: &mut Given) -> Option<Post> {
    let quiet = given.read("notices.quiet", quiet);
    let digest = given.read("notices.digest", |text| {
        Digest::parse(text)
            .ok_or_else(|| "应为时刻，如 08:30。Give a time, such as 08:30".to_owned())
    });
    let mail = mail(given);
    let gateway = gateway(given);
    Some(Post {
        mail,
        gateway,
        quiet: quiet?,
        digest: digest?,
        patience: PATIENCE,
    })
}

fn quiet(text: &str) -> Result<Option<Quiet>, String> {
    if text == "none" {
        return Ok(None);
    }
    let quiet = Quiet::parse(text).map(Some);
    quiet.ok_or_else(|| {
        "应为起止时刻，如 21:00-08:00，或 none。Give hours such as 21:00-08:00, or none".to_owned()
    })
}

fn mail(given: &mut Given) -> Option<MailServer> {
    let url = given.read_optional("mail.url", |text| Ok(text.to_owned()));
    let from = given.read_optional("mail.from", |text| Ok(text.to_owned()));
    let (url, from) = match (url, from) {
        (None, None) => return None,
        (Some(url), Some(from)) => (url, from),
        (None, Some(_)) => return half(given, "mail.url", "mail.from"),
        (Some(_), None) => return half(given, "mail.from", "mail.url"),
    };
    match MailServer::new(&url, &from) {
        Ok(mail) => Some(mail),
        Err(WrongMail::Url) => wrong(
            given,
            "mail.url",
            "应为 smtps://用户：密码@主机 或 smtp://主机：端口？tls=required。Give smtps://USER:PASSWORD@HOST or smtp://HOST:PORT?tls=required",
        ),
        Err(WrongMail::InClear) => wrong(
            given,
            "mail.url",
            "除本机外，须用 smtps:// 或加 ?tls=required。Use smtps:// or add ?tls=required, but for a server on this machine",
        ),
        Err(WrongMail::From) => wrong(
            given,
            "mail.from",
            "应为邮件地址，如 明证 <noreply@example.gov.cn>。Give an address, such as Mingzheng <noreply@example.gov.cn>",
        ),
    }
}

fn gateway(given: &mut Given) -> Option<Gateway> {
    let url = given.read_optional("messages.url", |text| Ok(text.to_owned()));
    let key = given.read_optional("messages.key", |text| Ok(text.to_owned()));
    let (url, key) = match (url, key) {
        (None, None) => return None,
        (Some(url), Some(key)) => (url, key),
        (None, Some(_)) => return half(given, "messages.url", "messages.key"),
        (Some(_), None) => return half(given, "messages.key", "messages.url"),
    };
    match Gateway::new(&url, &key) {
        Ok(gateway) => Some(gateway),
        Err(WrongGateway::Url) => wrong(
            given,
            "messages.url",
            "应为 https:// 地址。Give an https:// address",
        ),
        Err(WrongGateway::InClear) => wrong(
            given,
            "messages.url",
            "除本机外，须用 https://。Use https://, but for a gateway on this machine",
        ),
        Err(WrongGateway::Key) => wrong(
            given,
            "messages.key",
            "应为 whsec_ 加 24 至 64 字节的 base64。Give whsec_ and 24 to 64 bytes as base64",
        ),
        Err(WrongGateway::NoTrust) => wrong(
            given,
            "messages.url",
            "本机没有任何可信的根证书。This machine trusts no certificate authority",
        ),
    }
}

pub(super) fn half<T>(given: &mut Given, key: &str, other: &str) -> Option<T> {
    wrong(
        given,
        key,
        &format!("设了 {other} 就要设这一项。It goes with {other}"),
    )
}

pub(super) fn wrong<T>(given: &mut Given, key: &str, what: &str) -> Option<T> {
    given.fault(key, what);
    None
}

//! Short messages by the city's gateway: one signed POST each, in the form of Standard Webhooks
//! (<https://www.standardwebhooks.com>), for which receivers find a library in their language.
//!
//! `webhook-id` is the parcel's and stays the same at each try, `webhook-timestamp` is the try's, and `webhook-signature` is
//! HMAC-SHA256 over id, timestamp and body. A receiver drops what is older than five minutes and ids that it knows.

use super::Parcel;
use crate::ports::outgoing::{self, Web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use domain::delivery::DeliveryFault;
use hmac::{Hmac, KeyInit as _, Mac as _};
use http_body_util::Full;
use jiff::Timestamp;
use serde::Serialize;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Keys are as long as the standard asks.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
const KEY_PREFIX: &str = "whsec_";

/// A gateway and the key that it knows us by.
#[derive(Clone)]
pub struct Gateway {
    url: http::Uri,
    key: Zeroizing<Vec<u8>>,
    client: Web,
}

/// What travels.
#[derive(Serialize)]
struct Body<'a> {
    r#type: &'static str,
    timestamp: Timestamp,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    to: &'a str,
    text: &'a str,
}

/// What is wrong with the settings of a gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongGateway {
    /// The address.
    Url,
    /// It would be spoken to in clear over a network.
    InClear,
    /// The key.
    Key,
    /// The machine trusts no authority.
    NoTrust,
}

impl Gateway {
    /// From an https address, or any on this machine, and a key `whsec_...`.
    pub fn new(url: &str, key: &str) -> Result<Self, WrongGateway> {
        let url: http::Uri = url.parse().map_err(|_| WrongGateway::Url)?;
        let is_address = matches!(url.scheme_str(), Some("https" | "http"));
        if !is_address || url.host().is_none() {
            return Err(WrongGateway::Url);
        }
        if !outgoing::is_private(&url) {
            return Err(WrongGateway::InClear);
        }
        let key = read_key(key).ok_or(WrongGateway::Key)?;
        let client = outgoing::web().map_err(|_| WrongGateway::NoTrust)?;
        Ok(Self { url, key, client })
    }

    pub(super) async fn send(&self, parcel: Parcel<'_>) -> Result<(), DeliveryFault> {
        let request = self.request(parcel).ok_or(DeliveryFault::Unwritable)?;
        match self.client.request(request).await {
            Ok(answer) => judge(answer.status().as_u16()),
            Err(error) if error.is_connect() => Err(unconnected(&error)),
            Err(_) => Err(DeliveryFault::CutOff),
        }
        .inspect_err(|fault| tracing::warn!(parcel = %parcel.id, ?fault, "a message was not sent"))
    }

    fn request(&self, parcel: Parcel<'_>) -> Option<http::Request<Full<Bytes>>> {
        let body = Body {
            r#type: "message.send",
            timestamp: parcel.at,
            data: Data {
                to: parcel.to.as_str(),
                text: &parcel.letter.body,
            },
        };
        let body = serde_json::to_vec(&body).ok()?;
        let (id, second) = (parcel.id.to_string(), parcel.at.as_second().to_string());
        let signature = sign(&self.key, &id, &second, &body)?;
        http::Request::post(self.url.clone())
            .header("content-type", "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", second)
            .header("webhook-signature", signature)
            .body(Full::from(body))
            .ok()
    }
}

fn read_key(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let text = text.strip_prefix(KEY_PREFIX)?;
    let key = Zeroizing::new(STANDARD.decode(text).ok()?);
    KEY_BYTES.contains(&key.len()).then_some(key)
}

fn sign(key: &[u8], id: &str, second: &str, body: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    for part in [id.as_bytes(), b".", second.as_bytes(), b".", body] {
        mac.update(part);
    }
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    Some(["v1,", &signature].concat())
}

/// Only what is about this message is refused for good; a wrong key or address of ours costs nobody a message.
const fn judge(status: u16) -> Result<(), DeliveryFault> {
    match status {
        200..=299 => Ok(()),
        400 | 413 | 422 => Err(DeliveryFault::Refused),
        _ => Err(DeliveryFault::Busy),
    }
}

fn unconnected(error: &hyper_util::client::legacy::Error) -> DeliveryFault {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            let wrong_tls = error.kind() == std::io::ErrorKind::InvalidData;
            return if wrong_tls {
                DeliveryFault::NotTrusted
            } else {
                DeliveryFault::Unreachable
            };
        }
        cause = error.source();
    }
    DeliveryFault::Unreachable
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the standard's specification.
    #[test]
    fn a_signature_is_the_standards() {
        let key = read_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let body = br#"{"test": 2432232314}"#;
        let signature = sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body);
        assert_eq!(
            signature.as_deref(),
            Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        );
    }

    #[test]
    fn a_gateway_is_spoken_to_in_clear_on_this_machine_alone_and_has_a_long_key() {
        let key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let made = |url, key| Gateway::new(url, key).err();
        assert_eq!(made("https://sms.example.gov.cn/send", key), None);
        assert_eq!(made("http://127.0.0.1:9000/send", key), None);
        assert_eq!(
            made("http://sms.example.gov.cn/send", key),
            Some(WrongGateway::InClear)
        );
        for url in ["ftp://127.0.0.1/", "sms.example.gov.cn", ""] {
            assert_eq!(made(url, key), Some(WrongGateway::Url), "{url}");
        }
        for key in [
            "",
            "whsec_",
            "whsec_c2hvcnQ=",
            "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_?",
        ] {
            assert_eq!(
                made("https://sms.example.gov.cn/send", key),
                Some(WrongGateway::Key),
                "{key}"
            );
        }
    }

    #[test]
    fn what_is_no_fault_of_the_message_is_tried_again() {
        assert_eq!(judge(204), Ok(()));
        assert_eq!(judge(422), Err(DeliveryFault::Refused));
        for status in [301, 401, 403, 404, 408, 429, 500, 503] {
            assert_eq!(judge(status), Err(DeliveryFault::Busy), "{status}");
        }
    }
}

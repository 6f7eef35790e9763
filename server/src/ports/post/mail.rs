//! E-mail by SMTP. TLS trusts what the machine trusts.

use super::Parcel;
use domain::delivery::DeliveryFault;
use domain::text::letter::page;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use std::time::SystemTime;

/// Answers (RFC 5321) that are about this recipient or this letter, and will be the same tomorrow. Other refusals, such as
/// of our own log-in, are the deployment's, and cost nobody a message.
const FOR_GOOD: [u16; 4] = [550, 551, 552, 553];

/// A mail server and who writes.
#[derive(Clone)]
pub struct MailServer {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl MailServer {
    /// From `smtps://USER:PASSWORD@HOST`, `smtp://HOST?tls=required`, and of a server on this machine `smtp://127.0.0.1:25`.
    pub fn new(url: &str, from: &str) -> Result<Self, WrongMail> {
        if !is_sealed(url) && !is_on_this_machine(url) {
            return Err(WrongMail::InClear);
        }
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| WrongMail::Url)?
            .timeout(None)
            .build();
        let from = from.parse().map_err(|_| WrongMail::From)?;
        Ok(Self { server, from })
    }

    pub(super) async fn send(&self, parcel: Parcel<'_>) -> Result<(), DeliveryFault> {
        let message = self.message(parcel).ok_or(DeliveryFault::Unwritable)?;
        match self.server.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let fault = fault(&error);
                // The server's own words may quote the address.
                let status = error.status().map(u16::from);
                tracing::warn!(parcel = %parcel.id, ?fault, ?status, "a mail was not sent");
                Err(fault)
            }
        }
    }

    fn message(&self, parcel: Parcel<'_>) -> Option<Message> {
        let id = format!("<{}@{}>", parcel.id, self.from.email.domain());
        let by_machine = HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        );
        Message::builder()
            .from(self.from.clone())
            .to(parcel.to.as_str().parse().ok()?)
            .date(SystemTime::from(parcel.at))
            .message_id(Some(id))
            .raw_header(by_machine)
            .subject(parcel.letter.subject.as_str())
            .multipart(MultiPart::alternative_plain_html(
                parcel.letter.body.clone(),
                page::of(parcel.letter),
            ))
            .ok()
    }
}

/// What is wrong with the settings of a mail server; without the password in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongMail {
    /// The address of the server.
    Url,
    /// It would be spoken to in clear over a network.
    InClear,
    /// The sender.
    From,
}

fn is_sealed(url: &str) -> bool {
    url.starts_with("smtps://") || url.contains("?tls=required") || url.contains("&tls=required")
}

fn is_on_this_machine(url: &str) -> bool {
    let host = url.strip_prefix("smtp://").unwrap_or_default();
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    matches!(name, "127.0.0.1" | "localhost") || host.starts_with("[::1]")
}

fn fault(error: &smtp::Error) -> DeliveryFault {
    if let Some(status) = error.status() {
        return if FOR_GOOD.contains(&status.into()) {
            DeliveryFault::Refused
        } else {
            DeliveryFault::Busy
        };
    }
    if error.is_timeout() {
        DeliveryFault::TimedOut
    } else if error.is_tls() {
        DeliveryFault::NotTrusted
    } else if refuses_connections(error) {
        DeliveryFault::Unreachable
    } else {
        DeliveryFault::CutOff
    }
}

/// Whether nobody listens there, or the name leads nowhere, as far as the causes tell.
fn refuses_connections(error: &smtp::Error) -> bool {
    use std::io::ErrorKind as K;
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<std::io::Error>() {
            return !matches!(
                error.kind(),
                K::ConnectionReset | K::ConnectionAborted | K::BrokenPipe | K::UnexpectedEof
            );
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_is_spoken_to_in_clear_on_this_machine_alone() {
        let made = |url: &str| MailServer::new(url, "明证 <noreply@example.gov.cn>").err();
        for url in [
            "smtp://127.0.0.1:2525",
            "smtp://localhost",
            "smtp://[::1]:25",
            "smtps://u:p%40ss@mail.example.gov.cn",
            "smtp://mail.example.gov.cn:587?tls=required",
        ] {
            assert_eq!(made(url), None, "{url}");
        }
        for url in [
            "smtp://mail.example.gov.cn",
            "smtp://mail.example.gov.cn?tls=opportunistic",
            "smtp://127.0.0.1.example.gov.cn",
            "http://127.0.0.1",
        ] {
            assert_eq!(made(url), Some(WrongMail::InClear), "{url}");
        }
        let from = MailServer::new("smtp://127.0.0.1", "noreply").err();
        assert_eq!(from, Some(WrongMail::From));
    }
}

//! How does this device make a passkey, or log in by one?

use super::text::account as text;
use crate::api::{self, ApiError};
use crate::browser;
use crate::text::trouble::trouble;
use crate::ui::Trouble;
use domain::problem::ProblemCode;
use domain::text::Lang;
use domain::wire::factor::{Factors, NewPasskey, PasskeyLogin};
use domain::wire::session::Session;

/// Makes one under a name of its owner's.
pub(super) async fn make(name: String, lang: Lang) -> Result<Factors, Trouble> {
    let asked = api::factors::ask_to_make().await;
    let asked = asked.map_err(|error| told(&error, lang))?;
    let credential = browser::make_passkey(&asked.options).await;
    let made = NewPasskey {
        challenge: asked.challenge,
        name,
        credential: credential.ok_or_else(|| refused(lang))?,
    };
    let kept = api::factors::keep(made).await;
    kept.map_err(|error| told(&error, lang))
}

/// Logs in by one.
pub(super) async fn log_in(lang: Lang) -> Result<Session, Trouble> {
    let asked = api::factors::ask_to_log_in().await;
    let asked = asked.map_err(|error| told(&error, lang))?;
    let credential = browser::use_passkey(&asked.options).await;
    let login = PasskeyLogin {
        challenge: asked.challenge,
        credential: credential.ok_or_else(|| refused(lang))?,
    };
    let session = api::factors::log_in(login).await;
    session.map_err(|error| told(&error, lang))
}

fn refused(lang: Lang) -> Trouble {
    said(text::device_refused(lang), text::device_refused_hint(lang))
}

fn told(error: &ApiError, lang: Lang) -> Trouble {
    if error.code() == Some(ProblemCode::WrongCredentials) {
        said(text::not_known(lang), text::not_known_hint(lang))
    } else {
        trouble(error, lang)
    }
}

fn said(title: &str, remedy: &str) -> Trouble {
    Trouble {
        title: title.into(),
        remedy: remedy.into(),
        request_id: None,
        again: true,
    }
}

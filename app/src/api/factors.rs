//! What staff log in with beside a password.

use super::call::{Answer, ask, send};
use super::routes;
use domain::id::PasskeyId;
use domain::wire::factor::{
    FactorCode, Factors, NewPasskey, PasskeyAsked, PasskeyLogin, RecoveryCodes, TotpOffer,
};
use domain::wire::session::Session;

/// What one set up.
pub async fn list() -> Answer<Factors> {
    ask(routes::FACTORS.at(&[])).await
}

/// Asks for the key of an authenticator.
pub async fn offer() -> Answer<TotpOffer> {
    send(routes::OFFER_TOTP, &[], &(), None).await
}

/// Sets it up by a code.
pub async fn confirm(code: String) -> Answer<RecoveryCodes> {
    send(routes::CONFIRM_TOTP, &[], &FactorCode { code }, None).await
}

/// Removes it.
pub async fn remove() -> Answer<Factors> {
    send(routes::REMOVE_TOTP, &[], &(), None).await
}

/// Gives new recovery codes in place of those that are left.
pub async fn renew_codes() -> Answer<RecoveryCodes> {
    send(routes::RENEW_CODES, &[], &(), None).await
}

/// Proves the second factor.
pub async fn prove(code: String) -> Answer<Session> {
    send(routes::PROVE_FACTOR, &[], &FactorCode { code }, None).await
}

/// Asks for a passkey of one's own.
pub async fn ask_to_make() -> Answer<PasskeyAsked> {
    send(routes::ASK_NEW_PASSKEY, &[], &(), None).await
}

/// Keeps it.
pub async fn keep(made: NewPasskey) -> Answer<Factors> {
    send(routes::KEEP_PASSKEY, &[], &made, None).await
}

/// Removes one.
pub async fn remove_passkey(id: PasskeyId) -> Answer<Factors> {
    send(routes::REMOVE_PASSKEY, &[&id.to_string()], &(), None).await
}

/// Asks for a log-in by passkey.
pub async fn ask_to_log_in() -> Answer<PasskeyAsked> {
    send(routes::ASK_PASSKEY_LOG_IN, &[], &(), None).await
}

/// Logs in by what a passkey signed.
pub async fn log_in(login: PasskeyLogin) -> Answer<Session> {
    send(routes::LOG_IN_BY_PASSKEY, &[], &login, None).await
}

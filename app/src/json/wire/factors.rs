//! What staff log in with beside a password, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::id::PasskeyId;
use domain::second_factor::{Owed, ProvenBy};
use domain::wire::factor::{Factors, PasskeyAsked, PasskeyShown, RecoveryCodes, TotpOffer};
use uuid::Uuid;

ids! { PasskeyId }

names! {
    Owed { Proof = "proof", SetUp = "set-up" }
    ProvenBy { Code = "code", Passkey = "passkey" }
}

records! {
    Factors { totp_since recovery_codes passkeys can_have_passkeys is_required is_fresh }
    PasskeyShown { id name made_at used_at }
    PasskeyAsked { challenge options }
    TotpOffer { key picture }
    RecoveryCodes { codes }
}

#[cfg(test)]
mod tests {
    use super::super::tests::comes_back;
    use super::*;

    #[test]
    fn second_factors_come_back() {
        comes_back(&Factors {
            totp_since: "2026-11-29T01:02:03.000045Z".parse().ok(),
            recovery_codes: 9,
            passkeys: vec![PasskeyShown {
                id: PasskeyId(Uuid::from_u128(1)),
                name: "手机".into(),
                made_at: "2026-11-29T01:02:03.000045Z".parse().unwrap(),
                used_at: None,
            }],
            can_have_passkeys: true,
            is_required: true,
            is_fresh: false,
        });
        comes_back(&PasskeyAsked {
            challenge: "00ff".into(),
            options: "{}".into(),
        });
        comes_back(&TotpOffer {
            key: "ABCD EFGH".into(),
            picture: "<svg/>".into(),
        });
        comes_back(&RecoveryCodes {
            codes: vec!["abcd-efgh".into()],
        });
    }
}

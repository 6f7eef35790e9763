//! More time for a step of a case.

use super::super::take::{Record, named};
use super::super::{FromJson, Value};
use super::FromRecord;
use domain::id::ExtensionId;
use domain::objection::Consent;
use domain::wire::extension::{ExtensionAnswer, ExtensionView};
use uuid::Uuid;

ids! { ExtensionId }

names! {
    Consent { Granted = "granted", Refused = "refused" }
}

records! {
    ExtensionView { id step name from to reason by at answer }
    ExtensionAnswer { consent words by at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::{comes_back, spoken};
    use jiff::Timestamp;
    use jiff::civil::Date;

    #[test]
    fn an_extension_comes_back_with_everything_that_it_can_have() {
        let answer = |consent| ExtensionAnswer {
            consent,
            words: "w".into(),
            by: "管理".into(),
            at: Timestamp::UNIX_EPOCH,
        };
        for answer in [
            None,
            Some(answer(Consent::Refused)),
            Some(answer(Consent::Granted)),
        ] {
            comes_back(&ExtensionView {
                id: ExtensionId(Uuid::from_u128(1)),
                step: "answer".into(),
                name: spoken(),
                from: Date::constant(2026, 9, 24),
                to: Date::constant(2026, 10, 12),
                reason: "r".into(),
                by: "经办".into(),
                at: Timestamp::UNIX_EPOCH,
                answer,
            });
        }
    }
}

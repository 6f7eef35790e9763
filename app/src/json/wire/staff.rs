//! The accounts of staff and what is asked of their passwords, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::rulebook::{PasswordAsks, PasswordRule, RecordClass, RetentionRule};
use domain::wire::staff::{AgencyChoice, GivenAccount, StaffAccount, StaffAccounts};

names! {
    PasswordAsks {
        Length = "length", LettersAndDigits = "letters-and-digits", SpecialCharacter = "special-character",
        NotUserName = "not-user-name", NotName = "not-name", NotBirthday = "not-birthday", NotNumber = "not-number",
        Change = "change"
    }
    RecordClass { LifeCycle = "life-cycle", Use = "use", Access = "access" }
}

records! {
    RetentionRule { class months basis regulation article reading }
    PasswordRule { asks amount basis regulation article reading }
    StaffAccounts { items agencies }
    StaffAccount { id username name agency_name role made_at has_initial_password has_second_factor seen_at ended_at }
    AgencyChoice { id name }
    GivenAccount { account password }
}

#[cfg(test)]
mod tests {
    use super::super::tests::comes_back;
    use super::*;
    use domain::access::Role;
    use domain::id::{AgencyId, StaffId};
    use jiff::Timestamp;
    use uuid::Uuid;

    #[test]
    fn accounts_come_back() {
        let now: Timestamp = "2026-11-29T01:02:03.000045Z".parse().unwrap();
        let account = |ended_at| StaffAccount {
            id: StaffId(Uuid::from_u128(1)),
            username: "wangmin".into(),
            name: "王敏".into(),
            agency_name: "局".into(),
            role: Role::Handler,
            made_at: now,
            has_initial_password: true,
            has_second_factor: false,
            seen_at: ended_at,
            ended_at,
        };
        comes_back(&StaffAccounts {
            items: vec![account(None), account(Some(now))],
            agencies: vec![AgencyChoice {
                id: AgencyId(Uuid::from_u128(2)),
                name: "局".into(),
            }],
        });
        comes_back(&GivenAccount {
            account: account(None),
            password: "abcd-efgh".into(),
        });
    }
}

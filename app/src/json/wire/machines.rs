//! The keys of other systems.

use super::super::take::{Record, named};
use super::super::{FromJson, Value};
use super::FromRecord;
use domain::access::KeyPurpose;
use domain::id::MachineKeyId;
use domain::wire::machine::{GivenKey, MachineKey, MachineKeys};
use uuid::Uuid;

ids! { MachineKeyId }

names! {
    KeyPurpose {
        WorkOrders = "work-orders", AgencyObjections = "agency-objections", Licences = "licences"
    }
}

records! {
    MachineKeys { items }
    MachineKey { id agency_name purpose label given_by given_at last_used_at ended_at }
    GivenKey { key secret }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use jiff::Timestamp;

    #[test]
    fn keys_come_back_with_everything_that_they_can_have() {
        let key = MachineKey {
            id: MachineKeyId(Uuid::from_u128(1)),
            agency_name: "热线".into(),
            purpose: KeyPurpose::WorkOrders,
            label: "12345平台".into(),
            given_by: "管理".into(),
            given_at: Timestamp::UNIX_EPOCH,
            last_used_at: Some(Timestamp::UNIX_EPOCH),
            ended_at: Some(Timestamp::UNIX_EPOCH),
        };
        comes_back(&MachineKeys {
            items: vec![key.clone()],
        });
        comes_back(&GivenKey {
            key,
            secret: "mzk_1_2".into(),
        });
    }
}

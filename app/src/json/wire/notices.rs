//! Who is told of what: warnings, addresses, deliveries.

use super::super::take::{Record, named};
use super::super::{FromJson, Value};
use super::FromRecord;
use domain::delivery::{DeliveryFault, DeliveryState, Means, OtherWay};
use domain::id::DeliveryId;
use domain::rulebook::{Rung, Warnings};
use domain::wire::contact::{Contacts, OwnAddress};
use domain::wire::delivery::{Delivery, ToldView, Undelivered};
use uuid::Uuid;

ids! { DeliveryId }

names! {
    Rung { Handler = "handler", UnitHead = "unit-head", Supervisor = "supervisor" }
    Means { Mail = "mail", Message = "message" }
    DeliveryState {
        Queued = "queued", Sending = "sending", Sent = "sent", Failed = "failed", Dead = "dead", Told = "told",
        Dropped = "dropped"
    }
    DeliveryFault {
        Unreachable = "unreachable", TimedOut = "timed-out", CutOff = "cut-off", NotTrusted = "not-trusted",
        Busy = "busy", Refused = "refused", NotConfigured = "not-configured", Unwritable = "unwritable"
    }
    OtherWay { Telephone = "telephone", InPerson = "in-person", Post = "post" }
}

records! {
    Warnings { day_before on_the_day overdue }
    Contacts { items }
    OwnAddress { means address wanted waiting }
    Delivery { id kind means state since tries fault next_try told version }
    ToldView { way at by }
    Undelivered { delivery objection case_number type_name holder_name issuer_name mine }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::wire::tests::comes_back;
    use domain::wire::notice::NoticeKind;
    use jiff::Timestamp;

    #[test]
    fn what_was_sent_comes_back_with_everything_that_it_can_have() {
        let delivery = Delivery {
            id: DeliveryId(Uuid::from_u128(1)),
            kind: NoticeKind::Decided,
            means: Means::Message,
            state: DeliveryState::Told,
            since: Timestamp::UNIX_EPOCH,
            tries: 20,
            fault: Some(DeliveryFault::TimedOut),
            next_try: Some(Timestamp::UNIX_EPOCH),
            told: Some(ToldView {
                way: OtherWay::InPerson,
                at: Timestamp::UNIX_EPOCH,
                by: "经办".into(),
            }),
            version: 9,
        };
        comes_back(&Undelivered {
            delivery,
            objection: Some(domain::id::ObjectionId(Uuid::from_u128(2))),
            case_number: "YY1".into(),
            type_name: "营业执照".into(),
            holder_name: "李雷".into(),
            issuer_name: "局".into(),
            mine: true,
        });
        comes_back(&Contacts {
            items: vec![OwnAddress {
                means: Means::Mail,
                address: Some("l***@example.cn".into()),
                wanted: true,
                waiting: Some("h***@example.cn".into()),
            }],
        });
        comes_back(&Warnings::default());
    }
}

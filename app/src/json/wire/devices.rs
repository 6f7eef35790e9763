//! Where one is logged in, field by field.

use super::FromRecord;
use crate::json::take::{Record, named};
use crate::json::{FromJson, Value};
use domain::device::{Device, DeviceKind, Program};
use domain::id::LogInId;
use domain::wire::device::{LogInShown, LogIns};
use uuid::Uuid;

ids! { LogInId }

names! {
    DeviceKind { Phone = "phone", Tablet = "tablet", Computer = "computer", Unknown = "unknown" }
    Program {
        WeChat = "we-chat", Edge = "edge", Firefox = "firefox", Chrome = "chrome", Safari = "safari", Other = "other"
    }
}

records! {
    LogIns { items }
    LogInShown { id device since seen_at is_here }
    Device { kind program }
}

#[cfg(test)]
mod tests {
    use super::super::tests::comes_back;
    use super::*;

    #[test]
    fn log_ins_come_back() {
        let now = "2026-11-29T01:02:03.000045Z".parse().unwrap();
        comes_back(&LogIns {
            items: vec![LogInShown {
                id: LogInId(Uuid::from_u128(1)),
                device: Device::of("Firefox/1 Linux"),
                since: now,
                seen_at: now,
                is_here: true,
            }],
        });
    }
}

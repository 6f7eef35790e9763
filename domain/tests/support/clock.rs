//! A clock of no regulation's.

use domain::rulebook::{Basis, Bound, Clock, Duty, Unit};

/// A clock of which only the time matters.
pub(crate) fn clock(bound: Bound, amount: Option<u32>, unit: Option<Unit>) -> Clock {
    Clock {
        procedure: "test".to_owned(),
        step: "test".to_owned(),
        title: "测试".to_owned(),
        name: None,
        owed: None,
        from: None,
        bound,
        amount,
        unit,
        who: "测试".to_owned(),
        regulation: None,
        article: None,
        chapter: None,
        basis: Basis::Service,
        reading: None,
        starts: domain::rulebook::Starts::Received,
        met_by: None,
        spared_by: None,
        extension: None,
        adjustable: false,
        duty: Duty::Must,
        note: None,
    }
}

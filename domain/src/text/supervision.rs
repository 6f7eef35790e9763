//! Outages and inspections in words.

use super::{Lang, date};
use crate::inspection::{SampleEvent, SampleState};
use crate::licence::{LicenceStatus, Trust};
use crate::outage::{HeldUp, ItemState, OutagePhase};
use crate::rulebook::Ground;
use jiff::civil::Date;

/// Where an outage stands.
pub const fn phase(phase: OutagePhase, lang: Lang) -> &'static str {
    match phase {
        OutagePhase::Running => lang.pick("故障未排除", "Outage goes on"),
        OutagePhase::CatchingUp => lang.pick("补办中", "Being made good"),
        OutagePhase::Made => lang.pick("已补办完毕", "Made good"),
    }
}

/// What the case of what it held up is called.
pub fn outage(began_on: Date, lang: Lang) -> String {
    let day = date::full_day(began_on, lang);
    match lang {
        Lang::Zh => [&day, "开始的故障"].concat(),
        Lang::En => ["Outage since ", &day].concat(),
    }
}

/// What such a case says of the outage.
pub fn outage_told(cause: &str, measures: &str, lang: Lang) -> String {
    let taken = lang.pick("应急措施", "Measures taken");
    [cause, "\n", taken, lang.colon(), measures].concat()
}

/// What ends such a case: how much was made good, and how much needed it no longer.
pub fn all_settled(made_good: usize, fell_away: usize, lang: Lang) -> String {
    let (made, fell) = (made_good.to_string(), fell_away.to_string());
    match lang {
        Lang::Zh => [
            "这次故障积压的都已了结：补办 ",
            &made,
            " 件，不再需要 ",
            &fell,
            " 件。",
        ]
        .concat(),
        Lang::En => [
            "Nothing that the outage held up waits any more. Made good: ",
            &made,
            ". Fell away: ",
            &fell,
            ".",
        ]
        .concat(),
    }
}

/// What was held up.
pub const fn held_up(what: HeldUp, lang: Lang) -> &'static str {
    match what {
        HeldUp::Issue => lang.pick("制发", "Issue"),
        HeldUp::Change => lang.pick("变更", "Change"),
        HeldUp::Renew => lang.pick("延续", "Renewal"),
        HeldUp::Cancel => lang.pick("注销", "Cancellation"),
        HeldUp::Other => lang.pick("其他", "Other"),
    }
}

/// What became of it.
pub const fn item(state: ItemState, lang: Lang) -> &'static str {
    match state {
        ItemState::Waiting => lang.pick("待补办", "Waits"),
        ItemState::Done => lang.pick("已补办", "Made good"),
        ItemState::FellAway => lang.pick("不再需要", "Fell away"),
    }
}

/// Where a licence of a sample stands.
pub const fn sampled(state: SampleState, lang: Lang) -> &'static str {
    match state {
        SampleState::Drawn => lang.pick("待查", "To be looked at"),
        SampleState::Conforms => lang.pick("相符", "Conforms"),
        SampleState::Found => lang.pick("待整改", "To be mended"),
        SampleState::Answered => lang.pick("待复核", "Answered"),
        SampleState::Closed => lang.pick("已办结", "Closed"),
    }
}

/// What happened to a licence of a sample.
pub const fn sample_event(event: SampleEvent, lang: Lang) -> &'static str {
    match event {
        SampleEvent::Conform => lang.pick("抽查相符", "Found to conform"),
        SampleEvent::Find => lang.pick("发现问题，要求整改", "A finding, to be mended"),
        SampleEvent::Answer => lang.pick("发证单位答复", "The issuer answered"),
        SampleEvent::Insist => lang.pick("复核未通过，继续整改", "Not mended; owed again"),
        SampleEvent::Close => lang.pick("复核通过，办结", "Mended; closed"),
    }
}

/// What kind of finding.
pub const fn ground(ground: Ground, lang: Lang) -> &'static str {
    match ground {
        Ground::Accuracy => lang.pick("准确性", "Accuracy"),
        Ground::Completeness => lang.pick("完整性", "Completeness"),
        Ground::Timeliness => lang.pick("时效性", "Timeliness"),
        Ground::Privacy => lang.pick("个人隐私", "Privacy"),
        Ground::TradeSecret => lang.pick("商业秘密", "Trade secret"),
        Ground::ForceMajeure => lang.pick("不可抗力", "Force majeure"),
    }
}

/// 证照等级.
pub const fn trust(trust: Trust, lang: Lang) -> &'static str {
    match trust {
        Trust::A => lang.pick("A 级(库内制发并签章)", "A (issued here and sealed)"),
        Trust::B => lang.pick("B 级(业务系统归集)", "B (from the issuer's system)"),
        Trust::C => lang.pick("C 级(依纸质补录)", "C (entered from paper)"),
        Trust::D => lang.pick("D 级(持证人上传)", "D (handed in as a scan)"),
    }
}

/// The stored status.
pub const fn status(status: LicenceStatus, lang: Lang) -> &'static str {
    use LicenceStatus as S;
    match status {
        S::Valid => lang.pick("有效", "Valid"),
        S::Suspended => lang.pick("暂扣", "Suspended"),
        S::Lost => lang.pick("挂失", "Reported lost"),
        S::Cancelled => lang.pick("已注销", "Cancelled"),
        S::Withdrawn => lang.pick("已撤销", "Withdrawn"),
        S::Revoked => lang.pick("已吊销", "Revoked"),
    }
}

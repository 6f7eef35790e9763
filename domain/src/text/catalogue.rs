//! The words of the catalogue: what its codes are called.

use super::Lang;
use crate::catalogue::{
    Candidate, Class, EntryEvent, HolderCategory, Level, Need, Source, TypeState, ValueKind,
};
use crate::licence::LicenceStatus;

/// 目录类别.
pub const fn class(class: Class, lang: Lang) -> &'static str {
    match class {
        Class::Licence => lang.pick("证照", "Licence"),
        Class::Approval => lang.pick("批文", "Approval"),
        Class::Certificate => lang.pick("证明", "Certificate"),
        Class::Material => lang.pick("材料", "Material"),
        Class::Card => lang.pick("证件", "Card"),
    }
}

/// 持证主体类别.
pub const fn holders(holders: HolderCategory, lang: Lang) -> &'static str {
    match holders {
        HolderCategory::Person => lang.pick("自然人", "Persons"),
        HolderCategory::Organisation => lang.pick("法人和其他组织", "Organisations"),
        HolderCategory::Both => lang.pick("自然人、法人和其他组织", "Persons and organisations"),
    }
}

/// 国家级 … 乡镇级.
pub const fn level(level: Level, lang: Lang) -> &'static str {
    match level {
        Level::National => lang.pick("国家级", "National"),
        Level::Provincial => lang.pick("省部级", "Provincial"),
        Level::Municipal => lang.pick("地市级", "Municipal"),
        Level::County => lang.pick("区县级", "County"),
        Level::Township => lang.pick("乡镇级", "Township"),
        Level::Other => lang.pick("其他", "Other"),
    }
}

/// 数据类型.
pub const fn value_kind(kind: ValueKind, lang: Lang) -> &'static str {
    match kind {
        ValueKind::Text => lang.pick("文本", "Text"),
        ValueKind::Number => lang.pick("数字", "Number"),
        ValueKind::Date => lang.pick("日期", "Date"),
        ValueKind::Code => lang.pick("代码表", "Code list"),
    }
}

/// 必填, 推荐 or 选填.
pub const fn need(need: Need, lang: Lang) -> &'static str {
    match need {
        Need::Required => lang.pick("必填", "Required"),
        Need::Recommended => lang.pick("推荐", "Recommended"),
        Need::Optional => lang.pick("选填", "Optional"),
    }
}

/// What of the licence itself a field repeats.
pub const fn source(source: Source, lang: Lang) -> &'static str {
    match source {
        Source::HolderName => lang.pick("持证主体", "Holder"),
        Source::HolderNumber => lang.pick("持证主体代码", "Holder's number"),
        Source::Number => lang.pick("证照编号", "Licence number"),
        Source::IssuedOn => lang.pick("颁发日期", "Day of issue"),
        Source::ValidFrom => lang.pick("有效期起始日期", "Valid from"),
        Source::ValidTo => lang.pick("有效期截止日期", "Valid to"),
        Source::Validity => lang.pick("有效期起止", "Validity"),
    }
}

/// Whether licences are issued under a type.
pub const fn state(state: TypeState, lang: Lang) -> &'static str {
    match state {
        TypeState::Compiled => lang.pick("编制中", "Being compiled"),
        TypeState::Published => lang.pick("已发布", "Published"),
        TypeState::Suspended => lang.pick("已暂停", "Suspended"),
        TypeState::Withdrawn => lang.pick("已废止", "Withdrawn"),
    }
}

/// Where the version on its way stands.
pub const fn candidate(candidate: Candidate, lang: Lang) -> &'static str {
    match candidate {
        Candidate::Draft => lang.pick("草稿", "Draft"),
        Candidate::Submitted => lang.pick("待审核", "Under review"),
        Candidate::Returned => lang.pick("退回修改", "Returned"),
    }
}

/// What happened to an entry.
pub const fn event(event: EntryEvent, lang: Lang) -> &'static str {
    match event {
        EntryEvent::Compiled => lang.pick("编制", "Begun"),
        EntryEvent::Saved => lang.pick("保存", "Saved"),
        EntryEvent::Submitted => lang.pick("提交审核", "Submitted"),
        EntryEvent::Returned => lang.pick("退回修改", "Returned"),
        EntryEvent::Published => lang.pick("发布", "Published"),
        EntryEvent::Suspended => lang.pick("暂停制发", "Suspended"),
        EntryEvent::Resumed => lang.pick("恢复制发", "Resumed"),
        EntryEvent::Withdrawn => lang.pick("废止", "Withdrawn"),
        EntryEvent::IssuersNamed => lang.pick("指定发证单位", "Issuers named"),
    }
}

/// What another system's status code means.
pub const fn status(status: LicenceStatus, lang: Lang) -> &'static str {
    match status {
        LicenceStatus::Valid => lang.pick("有效", "Valid"),
        LicenceStatus::Suspended => lang.pick("暂扣", "Suspended"),
        LicenceStatus::Lost => lang.pick("挂失", "Reported lost"),
        LicenceStatus::Cancelled => lang.pick("注销", "Cancelled"),
        LicenceStatus::Withdrawn => lang.pick("撤销", "Withdrawn"),
        LicenceStatus::Revoked => lang.pick("吊销", "Revoked"),
    }
}

//! The keys of other systems in words.

use super::Lang;
use crate::access::KeyPurpose;

/// What a key is for.
pub const fn purpose(purpose: KeyPurpose, lang: Lang) -> &'static str {
    match purpose {
        KeyPurpose::WorkOrders => lang.pick("报送热线工单", "Work orders of the hotline"),
        KeyPurpose::AgencyObjections => lang.pick(
            "用证单位提出异议",
            "Objections of an agency that uses licences",
        ),
        KeyPurpose::Licences => lang.pick("证照实时归集", "Licences as they are issued"),
    }
}

//! What does only the desk say? A file for each area, so that each can be read, and changed, alone.
//!
//! The statute's words, since its readers work by the statute. What every area says stands here.

pub(super) mod account;
pub(super) mod approvals;
pub(super) mod asked;
pub(super) mod board;
pub(super) mod calendar;
pub(super) mod catalogue;
pub(super) mod disclosing;
pub(super) mod exporting;
pub(super) mod extending;
pub(super) mod frame;
pub(super) mod importing;
pub(super) mod inquiries;
pub(super) mod issuing;
pub(super) mod licence;
pub(super) mod licences;
pub(super) mod log_in;
pub(super) mod machine_keys;
pub(super) mod moment;
pub(super) mod notices;
pub(super) mod objections;
pub(super) mod password;
pub(super) mod representatives;
pub(super) mod retention;
pub(super) mod seals;
pub(super) mod staff;
pub(super) mod supervision;
pub(super) mod templates;
pub(super) mod undelivered;
pub(super) mod urging;
pub(super) mod versions;

use domain::access::Role;
use domain::text::Lang;

words! {
    site = "明证 · 工作台", "Mingzheng desk";
    more = "后面的", "Later ones";
    unread = "未读", "Unread";
    working = "正在提交…", "Sending…";
    done = "已保存", "Saved";
}

pub(crate) const fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Holder => lang.pick("持证主体", "Holder"),
        Role::Handler => lang.pick("经办人", "Handler"),
        Role::Approver => lang.pick("审批人", "Approver"),
        Role::Supervisor => lang.pick("管理单位", "Supervisor"),
        Role::Admin => lang.pick("系统管理员", "Administrator"),
        Role::SecurityAdmin => lang.pick("安全管理员", "Security administrator"),
        Role::Auditor => lang.pick("审计员", "Auditor"),
    }
}

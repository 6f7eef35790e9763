//! What the page of a licence says to the staff of its issuer.

use domain::licence::LicenceEventKind;
use domain::text::{Lang, licence as words};

words! {
    group = "证照", "Licences";
    facts = "登记信息", "Record";
    face = "照面信息", "The face";
    reveal = "显示完整信息", "Show everything";
    hide = "隐藏部分信息", "Hide again";
    recorded = "显示完整信息会被记录。", "Showing everything is recorded.";
    identifier = "证照标识", "Identifier";
    version = "当前版本", "Current version";
    trust = "证照等级", "Trust";
    type_code = "类型代码", "Type code";
    issued_on = "颁发日期", "Issued on";
    valid_from = "有效期自", "Valid from";
    valid_to = "有效期至", "Valid to";
    holders = "持证主体", "Holders";
    representatives = "法定代表人登记", "The legal representative";
    actions = "办理", "Actions";
    actions_hint = "现在能办理的", "What can be done now";
    not_now = "现在不能办理的", "What can't be done now";
    none_now = "现在没有能办理的事项。", "Nothing can be done now.";
    handler_does = "由经办人办理。", "Handlers do this.";
    events = "经过", "What happened";
    basis = "依据", "Basis";
    from_day = "自", "from";
    objection = "这份证照有一件异议正在办理", "There is an open objection to it";
    to_case = "打开异议", "Open the case";
    objections = "异议", "Objections";
    no_objections = "没有人对这份证照提出过异议", "Nobody has objected to it";
    no_objections_hint = "提出的异议和处理结果会列在这里。", "Objections and what became of them are listed here.";
    case_number = "异议编号", "Case";
    disputed = "有异议的内容", "In dispute";
    result = "办理情况", "What became of it";
    filed_on = "提出时间", "Filed";
    ended_on = "办结时间", "Ended";
    not_ended = "正在办理", "Open";
    uses = "用证记录", "Uses";
    show_uses = "谁在什么时候看过、用过这份证照", "Who read this licence, and when";
    uses_recorded = "打开用证记录也会被记录。", "Looking at this is recorded too.";
    used_at = "时间", "When";
    used_by = "谁", "Who";
    used_how = "怎样看的", "How";
    yourself = "您本人", "You";
    the_holder = "持证主体", "The holder";
    the_system = "系统", "The system";
    anyone = "查验的人(未登录)", "Somebody who checked it, not logged in";
    on = "从哪天起", "From which day";
    on_hint = "不能晚于今天。", "Not after today.";
    basis_label = "依据或文号", "Legal basis or document number";
    basis_hint = "例如：法律条款，或者决定书的文号。", "Such as an article, or the number of the decision.";
    reason = "原因", "Reason";
    reason_hint = "选填。会记入证照的经过，持证主体看得到。", "Optional. It becomes part of the licence's history, which the holder reads.";
    working = "正在办理", "Entering";
    final_means = "办理以后不能恢复，证照上不能再办理任何事项。", "This can't be undone, and nothing can happen to the licence any more.";
    others_moved = "这份证照刚被他人办理过，请看最新的状态后再提交。您填写的内容都还在。", "Somebody else changed the licence just now. Look at it, then send again; nothing you wrote is lost.";
    back = "返回证照", "Back to the licence";
    keys = "快捷键", "Keys";
    key_search = "查找", "Search";
    key_new = "制发证照", "Issue a licence";
    key_events = "看经过", "What happened";
    key_rows = "下一行、上一行", "Next and previous row";
    key_enter = "打开", "Open";
    key_send = "提交表单", "Send the form";
    key_escape = "取消", "Cancel";
}

/// That it is done.
pub(crate) fn done(kind: LicenceEventKind, lang: Lang) -> String {
    let what = words::event(kind, lang);
    match lang {
        Lang::Zh => ["已办理", what].concat(),
        Lang::En => [what, ": entered"].concat(),
    }
}

/// The question of the second look.
pub(crate) fn really(kind: LicenceEventKind, lang: Lang) -> String {
    let what = words::event(kind, lang);
    match lang {
        Lang::Zh => ["确定要", what, "这份证照？"].concat(),
        Lang::En => [what, ": really?"].concat(),
    }
}

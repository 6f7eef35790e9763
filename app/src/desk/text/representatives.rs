//! What the desk says of who represents a company.

use domain::text::Lang;

words! {
    title = "法定代表人登记", "The legal representative";
    back = "返回营业执照", "Back to the business licence";
    none = "还没有登记法定代表人", "No legal representative is registered";
    none_hint = "登记以后，本人登录即可查看这家企业的证照，并指定代理人。", "Once registered, they see this company's licences when they log in, and name its agents.";
    not_in_force = "这份营业执照已经终止，不能再登记。", "The business licence has ended: nobody can be registered any more.";
    from_day = "自 ", "From ";
    to_day = "，到 ", ", until ";
    register = "登记法定代表人", "Register a representative";
    register_means = "登记后本人即可查看这家企业的证照、消息和异议，并指定代理人。", "They see this company's licences, messages and objections at once, and name its agents.";
    name = "姓名", "Name";
    number = "公民身份号码", "Citizen's number";
    number_hint = "加密保存，以后只显示一部分。", "Kept encrypted; only part of it is shown afterwards.";
    since = "从哪天起", "Since";
    not_to_come = "不能晚于今天。", "Not after today.";
    basis = "依据或文号", "Legal basis or document number";
    basis_hint = "例如：变更登记通知书的文号。", "Such as the number of the notice of registration.";
    end = "终止登记", "End";
    last_day = "到哪天为止", "Last day";
    tick = "我已核对登记材料", "I have checked it against the documents";
    registered = "登记", "Registered";
    ended = "终止", "Ended";
    with_company = "随企业入库", "came with the company";
}

/// What ends with who represents the company now.
pub(crate) fn ends_with(name: &str, agents: i64, lang: Lang) -> String {
    let agents = agents.to_string();
    match lang {
        Lang::Zh => [
            name,
            " 为这家企业办理的权限马上终止，",
            &agents,
            " 位代理人的权限同时终止。确认后不能恢复。",
        ]
        .concat(),
        Lang::En => [
            "What ",
            name,
            " can do for this company ends at once, and what its ",
            &agents,
            " agents can. This can't be undone.",
        ]
        .concat(),
    }
}

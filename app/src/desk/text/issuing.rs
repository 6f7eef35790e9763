//! What the form says from which a version of a licence is made.

use domain::text::Lang;

words! {
    issue = "制发证照", "Issue a licence";
    choose = "制发哪一类证照？", "Which type of licence?";
    choose_hint = "列出的是本单位可以制发的类型。", "These are the types that your agency issues.";
    no_types = "本单位还没有已发布的证照类型", "Your agency has no published type yet";
    no_types_hint = "证照目录发布以后，这里就能制发。", "Once the catalogue names one, it can be issued here.";
    types = "证照类型", "Types of licences";
    type_name = "证照类型", "Type";
    type_code = "类型代码", "Type code";
    whose = "持证主体类别", "For";
    persons = "自然人", "Persons";
    organisations = "法人和其他组织", "Organisations";
    both = "自然人、法人和其他组织", "Persons and organisations";
    suspended = "已暂停制发", "Suspended";
    suspended_means = "这一类证照已暂停或废止，现在不能制发。", "This type is suspended or withdrawn; nothing is issued for now.";
    needed = "没有注明的项目都需要填写。", "Everything is needed unless it says otherwise.";
    kept = "填写的内容保存在这个标签页里，离开再回来还在。", "What you type stays in this tab; you can leave and come back.";
    holders = "持证主体", "Holders";
    leading = "第 1 位为主持证主体。", "The first of them leads.";
    holder_name = "姓名或名称", "Name";
    code_type = "证件类型", "Kind of number";
    code = "证件号码", "Number";
    code_fixed = "主持证主体的号码不能变更；换了持证主体，请另行制发。", "The leading holder's number stays; another holder gets another licence.";
    add_holder = "再加一位", "Add another";
    remove_holder = "去掉这一位", "Remove";
    code_right = "校验位正确", "The check digit is right";
    code_wrong = "校验位不对，请对照证件核对", "The check digit is wrong; compare with the document";
    the_licence = "证照", "The licence";
    number = "证照编号", "Licence number";
    number_hint = "本单位的编号，照证照上的写。", "Your agency's own, as it stands on the licence.";
    issued_on = "颁发日期", "Issued on";
    valid_from = "有效期自", "Valid from";
    valid_from_hint = "选填，不填就从颁发日期起。", "Optional; without it, from the day of issue.";
    valid_to = "有效期至", "Valid to";
    valid_to_hint = "没有期限的，写“长期”或不填。", "长期, or nothing, if it has no end.";
    face = "照面信息", "The face";
    recommended = "推荐填写", "recommended";
    optional = "选填", "optional";
    sensitive = "默认隐藏的信息。", "Hidden unless somebody asks.";
    not_shown = "只入库，不在照面上显示。", "Kept, and not shown on the face.";
    digits = "只写数字。", "Digits only.";
    not_by_itself = "与自动填写的不同；清空后改为自动填写：", "Differs from what fills itself in; clear it to get: ";
    preview = "照面预览", "The face as it will look";
    the_event = "办理依据", "The ground";
    on = "从哪天起", "From which day";
    basis = "依据或文号", "Legal basis or document number";
    basis_hint = "例如：新市监变字〔2026〕18号", "Such as 新市监变字〔2026〕18号";
    reason = "原因", "Reason";
    reason_hint = "选填。", "Optional.";
    go_on = "下一步：核对", "Next: check";
    check = "核对后提交审批", "Check and send for approval";
    check_hint = "审批人通过以后，证照才入库、才能加盖印章。", "It enters the library, and can be sealed, once it is approved.";
    differences = "与现在的版本相比", "Compared with the current version";
    no_differences = "内容没有变化。", "Nothing has changed.";
    unchanged_hint = "没有变化的版本没有意义，请先修改。", "A version without a change makes no sense; change something first.";
    field = "项目", "Field";
    before = "现在", "Now";
    after = "改为", "Becomes";
    send = "提交审批", "Send for approval";
    sending = "正在提交", "Sending";
    back_to_form = "返回修改", "Back to the form";
    sent = "已提交审批", "Sent for approval";
    sent_means = "等待本单位审批人核对。通过后证照入库，您在“制发审批”里能看到结果。", "An approver of your agency checks it. You will find the result under approvals.";
    see_it = "查看这件申请", "See it";
    another = "再制发一份", "Issue another";
    start_over = "清空重填", "Start over";
    back_to_licence = "返回证照", "Back to the licence";
    not_now = "现在不能办理", "This can't be done now";
}

/// Whose part of the form, counted from 1.
pub(crate) fn holder(place: usize, lang: Lang) -> String {
    let number = place.to_string();
    match lang {
        Lang::Zh => ["第 ", &number, " 位持证主体"].concat(),
        Lang::En => ["Holder ", &number].concat(),
    }
}

/// How many characters at most.
pub(crate) fn at_most(characters: u16, lang: Lang) -> String {
    let number = characters.to_string();
    match lang {
        Lang::Zh => ["最多 ", &number, " 个字。"].concat(),
        Lang::En => ["At most ", &number, " characters."].concat(),
    }
}

//! What is said about versions that wait for approval.

use domain::issuing::PreparationState;
use domain::text::Lang;

words! {
    approvals = "制发审批", "Approvals";
    waiting = "待审批", "Waiting";
    approved = "已通过", "Approved";
    sent_back = "已退回", "Sent back";
    taken_back = "已撤回", "Taken back";
    list = "申请", "Requests";
    none = "没有这样的申请", "There is none";
    none_waiting = "没有等待审批的申请", "Nothing waits for approval";
    none_waiting_hint = "经办人提交制发、变更或延续以后，会出现在这里。", "What handlers send for approval appears here.";
    none_hint = "看看别的状态。", "Look at the other states.";
    what = "事项", "What";
    number = "证照编号", "Number";
    holder = "持证主体", "Holder";
    by = "提交人", "By";
    at = "提交时间", "When";
    mine = "我提交的", "mine";
    identifier = "证照标识", "Identifier";
    digest = "内容摘要", "Digest";
    digest_hint = "审批的就是这份内容；内容改了，摘要就变。", "This very content is approved; any change changes the digest.";
    whole_digest = "显示全部", "Show all of it";
    holders = "持证主体(号码请与材料核对)", "Holders (compare the numbers with the papers)";
    face = "照面信息", "The face";
    differences = "变更的内容", "What changes";
    no_differences = "照面没有变化。", "The face does not change.";
    approve = "通过", "Approve";
    approve_hint = "通过后证照入库，等待加盖印章。", "It enters the library and waits for its seal.";
    approve_question = "已与材料核对无误？", "Compared with the papers?";
    send_back = "退回", "Send back";
    send_back_note = "哪里要改？", "What has to be mended?";
    send_back_hint = "经办人会看到这段话。", "The handler reads this.";
    take_back = "撤回", "Take back";
    take_back_question = "撤回这件申请？", "Take it back?";
    take_back_means = "撤回后审批人不再看到它；需要时请重新填写提交。", "Approvers will not see it any more; it has to be sent anew.";
    note = "退回的原因", "Why it was sent back";
    working = "正在提交", "Sending";
    cancel = "取消", "Cancel";
    done_approved = "已通过，证照已入库", "Approved, and in the library";
    done_sent_back = "已退回经办人", "Sent back to the handler";
    done_taken_back = "已撤回", "Taken back";
    two_people = "您提交的内容要由另一位工作人员审批。", "Somebody else has to approve what you prepared.";
    approver_does = "等待本单位审批人核对。", "An approver of your agency checks it.";
    others_moved = "这件申请已被他人处理，下面是最新的状态。", "Somebody else was quicker; this is how it stands now.";
    to_list = "返回列表", "Back to the list";
    to_licence = "打开这份证照", "Open the licence";
    anew = "按这份内容重新填写", "Fill it in again";
}

/// Where it stands.
pub(crate) const fn state(state: PreparationState, lang: Lang) -> &'static str {
    match state {
        PreparationState::Prepared => waiting(lang),
        PreparationState::Approved => approved(lang),
        PreparationState::SentBack => sent_back(lang),
        PreparationState::TakenBack => taken_back(lang),
    }
}

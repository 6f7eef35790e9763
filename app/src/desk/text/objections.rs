//! What is said about objections: the queue, a case, and what is done to it.

use domain::objection::{CaseState, Outcome};
use domain::text::Lang;
use domain::wire::queue::QueueFilter;

words! {
    moved = "期限有变动", "Dates that moved";
    filters = "筛选", "Filters";
    search = "案号或证照编号", "Case or licence number";
    columns_due = "期限", "Due";
    columns_what = "证照与有异议的内容", "Licence and what is in dispute";
    columns_state = "状态", "State";
    columns_whose = "案号、异议人、经办人", "Case, objector, handler";
    search_button = "查找", "Find";
    previous_case = "上一件", "Previous";
    next_case = "下一件", "Next";
    keys = "快捷键", "Keys";
    key_enter = "打开选中的一件", "Open the case in focus";
    key_escape = "收起正在填写的表单，内容保留", "Fold the form; the text is kept";
    rows = "待办列表", "Queue";
    empty = "没有这样的案件", "No such case";
    empty_hint = "换一个筛选条件，或清空查找内容。有新的异议时会出现在这里，并给您发消息。", "Choose another filter or clear the search. New objections appear here, and you get a message.";
    narrowed = "电子监察里这个数字对应的件：", "Cases behind a number of the board: ";
    narrowed_part = "已按所选范围筛选", "of the part that was chosen";
    whole_queue = "显示全部", "Show the whole queue";
    choose_case = "从列表中选一件，在这里办理。", "Choose a case from the list to work on it here.";
    back_to_queue = "返回列表", "Back to the list";
    claim = "异议人的主张", "The claim";
    record = "证照记录", "The record";
    difference = "差别", "Difference";
    field = "照面字段", "Field";
    ground = "理由类别", "Ground";
    explanation = "说明", "Explanation";
    evidence = "证明材料", "Evidence";
    no_evidence = "没有提交证明材料", "No evidence was sent";
    no_reading_evidence = "您的角色不查看证明材料", "Your role does not open evidence";
    objector = "异议人", "Objector";
    channel = "来源", "Channel";
    work_order = "热线工单", "Work order";
    version = "证照版本", "Licence version";
    changed_since = "提出异议后证照已有新版本", "The licence has a newer version since";
    in_dispute = "有异议", "in dispute";
    licence_history = "证照历史", "History of the licence";
    history = "办理经过", "History of the case";
    notes = "内部备注", "Notes among colleagues";
    notes_hint = "只有本单位、监督单位和被提醒的同事能看到，异议人看不到。", "Only your agency, supervisors and whom a note calls see it; the objector never does.";
    no_notes = "还没有备注", "No notes yet";
    note_text = "写一条备注", "Write a note";
    note_calls = "提醒同事(给对方发消息)", "Call colleagues (they get a message)";
    note_write = "保存备注", "Save the note";
    note_called = "提醒了", "Called";
    next_step = "下一步", "Next";
    not_now = "现在不能办的", "Not possible now";
    asked_by = "依据", "Asked by";
    nothing_next = "没有待办的事", "Nothing is left to do";
    with_objector = "等待异议人补充；期限不停，也可以按现有材料继续核实", "Waiting for the objector; the clock runs on, and verification may go on";
    being_told = "系统正在告知异议人，随后自动办结", "The objector is being told; then the case closes by itself";
    not_delivered = "决定还没有送达异议人，系统会自动重试；期限照常计算，请告知系统管理员", "The objector has not been told yet; the system keeps trying. The clock runs on: please tell the administrator";
    handler_does = "由经办人办理", "A handler does this";
    approver_does = "由审批人办理", "An approver does this";
    other_agency_does = "由发证单位办理，您可以查看进度", "The issuing agency does this; you may watch";
    two_people = "处理意见是您提出的，要由另一人审批", "You proposed it; another person has to decide";
    supplement_request = "要求补充的内容", "What was asked for";
    decision = "决定", "Decision";
    proposal = "处理意见", "Proposal";
    proposed_by = "提出人", "Proposed by";
    sent_back_before = "曾提出的处理意见(未通过)", "An earlier proposal, not approved";
    outcome = "处理结果", "Outcome";
    corrections = "逐项决定", "Field by field";
    points = "核实要点", "What was looked at";
    points_hint = "逐项回答并写一句依据。异议人看不到，审批人会看到，并存入案卷。", "Answer each with a word. The objector doesn't read it; the approver does, and it stays in the case file.";
    point_word = "依据(与什么比对、或者为什么不适用)", "Compared with what, or why not applicable";
    follows = "整体结果：", "So the outcome is: ";
    reason = "不予更正的理由", "Why it is not corrected";
    reason_words = "还要说明的(可不写)", "What else is to be said (may be left out)";
    corrected_to = "更正为 ", "corrected to ";
    kept_because = "不予更正：", "not corrected: ";
    remedy_said = "告知时会先写明：", "It is told first: ";
    corrections_hint = "已按主张填好，可以改。核实后是什么就写什么。", "Filled in from the claim; write what verification found.";
    reasons = "理由", "Reasons";
    reasons_hint = "会告知异议人。全部更正时可以不写。", "Told to the objector; may be left out if everything is corrected.";
    remedy = "救济途径", "Remedy";
    remedy_hint = "会告知异议人，例如向谁申请复核、拨打什么电话。不予更正时必须写。", "Told to the objector; a rejection must say it.";
    return_note = "需要补充什么", "What is needed";
    return_hint = "异议人会看到这段话。期限不因此停止。", "The objector reads this. The clock does not stop.";
    send_back_note = "退回的原因", "Why it goes back";
    send_back_hint = "只有本单位同事看到。", "Only colleagues read this.";
    cancel = "收起", "Fold";
    approve_question = "批准这份处理意见？", "Approve this proposal?";
    approve_follows = "批准后立即生效：结果告知异议人；予以更正的，证照生成新版本。不能撤销。", "It takes effect at once: the objector is told, and a correction makes a new version of the licence. It can't be undone.";
    stale = "您办理期间，案件有了新进展", "The case moved while you worked on it";
    stale_kept = "您写的内容都还在。看过上面的进展后，可以按最新状态再办。", "Your text is kept. Look at what happened, then act on the new state.";
    stale_over = "按最新状态，这一步已经不能办了：", "In the new state this can no longer be done: ";
    apply_anew = "按最新状态办理", "Apply to the new state";
    understood = "知道了", "Understood";
    working = "正在办理", "Working";
    colleagues_only = "仅同事可见", "colleagues only";
    not_running = "尚未收到，期限未起算", "Not received; no clock runs";
    nothing = "(无)", "(none)";
    mark = "异议标注", "Mark";
    verify = "开始核实", "Begin verifying";
    return_case = "退回补充", "Return for supplement";
    propose = "提出处理意见", "Propose a decision";
    approve = "批准", "Approve";
    send_back = "退回经办人", "Send back";
    marked = "已作异议标注", "Marked";
    verifying = "已开始核实", "Verification has begun";
    returned = "已退回异议人补充", "Returned for supplement";
    proposed = "处理意见已送审批", "Put up for approval";
    approved = "已批准，正在告知异议人", "Approved; the objector is being told";
    sent_back = "已退回经办人", "Sent back";
    transfer = "转交", "Pass on";
    transferred = "已转交", "Passed on";
    transfer_to = "由谁答复", "Who has to answer";
    transfer_note = "转交说明", "What they should know";
    transfer_hint = "对方单位会看到这段话，异议人看不到。转交只能一次。", "The other agency reads this, the objector does not. A case is passed on once.";
    hand_on = "移送", "Hand on";
    handed_on = "已移送", "Handed on";
    hand_on_to = "应当由谁办理", "Whose case it is";
    hand_on_note = "移送理由", "Why it is theirs";
    hand_on_hint = "件送错了单位才移送，1个工作日内办(服务目标)。对方单位和异议人都会看到这段话；法定期限从对方收到起重新计算。", "For what came to the wrong agency, within 1 working day (a service target). The other agency and the objector read this; the statutory days count anew from their receipt.";
    answer = "答复", "Answer";
    answered = "已答复", "Answered";
    tell = "已告知异议人", "Objector was told";
    told = "已记下告知，案件办结", "Noted; the case is closed";
    tell_note = "怎样告知的", "How they were told";
    tell_hint = "对方没有账号。例如：9月24日上午电话告知本人。", "They have no account. For example: by telephone, on the morning of 24 September.";
    enter_supplement = "登记补充", "Enter a supplement";
    supplement_entered = "已记下补充", "The supplement is entered";
    supplement_note = "对方补充了什么", "What they supplemented";
    supplement_note_hint = "对方没有账号，请按其所说记下。", "They have no account: write down what they say.";
    enter_withdrawal = "登记撤回", "Enter a withdrawal";
    withdrawal_entered = "已记下撤回，案件办结", "The withdrawal is entered; the case is over";
    withdrawal_note = "对方怎样表示撤回", "How they withdrew";
    withdrawal_hint = "对方没有账号。例如：9月24日上午来电表示撤回。", "They have no account. For example: by telephone, on the morning of 24 September.";
    disagree = "提请协商", "Take a disagreement up";
    disagreed = "已提请管理单位协商", "The managing body was told";
    disagree_note = "分歧是什么", "What you disagree about";
    disagree_hint = "对方单位和管理单位会看到。条文没有给协商规定期限；案件自己的期限照常计算。", "The other department and the managing body read this. No article gives a time for it; the case's own clocks run on.";
    settle = "给出协商结果", "Settle the disagreement";
    settled = "已给出协商结果", "Settled; both departments are told";
    settle_note = "协商结果", "The result";
    settle_hint = "双方单位都会收到。之后由负责答复的单位继续办理。", "Both departments are told. Who has to answer goes on from there.";
    managing_does = "由管理单位给出协商结果", "The managing body settles this";
    reopen = "重新办理", "Take up again";
    reopened = "已重新办理，退回核实", "Taken up again; back to verification";
    reopen_note = "为什么重新办理", "Why it is taken up again";
    reopen_hint = "例如告知被退回、收到新的证据。异议人会看到这段话。已完成的法定期限不变，另有服务时限。", "For example: the notice came back, or new evidence arrived. The objector reads this. Statutory clocks stand as they were met; a clock of ours runs.";
    earlier = "原来的决定(已重新办理或复核)", "An earlier decision (taken up again or reviewed)";
    took_part = "您参与过原来的决定，复核由其他人办理", "You took part in the decision; others review it";
    in_review = "复核中：原来提出和审批的人不再参与", "In review: who proposed or approved before takes no part";
    choose_to_mark = "选中，准备标注：", "Choose for marking: ";
    mark_chosen = "标注选中的", "Mark the chosen:";
    marked_many = "已标注件数：", "Marked:";
    not_marked = "没有标注的：", "Not marked:";
    register = "登记来件", "Register a case";
    nothing_to_register = "本地没有可以登记的程序", "Nothing can be registered here";
    nothing_to_register_hint = "规则手册没有开通其他渠道。", "The rulebook opens no other channel.";
    procedure = "哪一种程序", "Which procedure";
    choose = "请选择", "Please choose";
    work_order_hint = "同一工单只能登记一次", "An order begins one case only";
    reach_hint = "电话或地址，结果按它告知", "A telephone number or an address at which they are told";
    received_at = "收到时间", "Received";
    received_at_hint = "期限从这时起算。热线工单写工单送达的时间。", "The clocks run from then: of a work order, when it arrived.";
    counts_from = "期限另从这时起算：", "A clock counts from:";
    day = "日期", "Day";
    time = "时间", "Time";
    which_licence = "哪一个证照", "Which licence";
    find_licence = "证照标识、证照编号或持证人证件号码", "Identifier or number of the licence, or the holder's number";
    find_licence_hint = "只查找本单位签发的。持证人的证件号码要写全。", "Only what your agency issued is found. A holder's number has to be whole.";
    no_licence = "本单位没有这样的证照", "Your agency has issued no such licence";
    choose_licence = "选择证照", "Choose the licence";
    which_fields = "哪些内容有异议", "What is in dispute";
    should_be = "来电人认为应当是：", "Should be, says the caller: ";
    subject_hint = "数据的名称，或网页的地址、标题", "What the data are called, or the page's address or title";
    objects_as = "异议人身份", "Objects as";
    fellows = "同样的问题", "The same, said by others";
    reach = "联系方式", "How to reach them";
    partner = "另一单位", "The other agency";
    outage = "积压的由来", "What held it up";
    owes = "补办单位", "Who makes it good";
    to_outage = "到故障页面逐件办结", "To the outage, where it is settled";
    procedure_note = "办理时注意", "What the article asks besides";
    published = "是否公开", "Whether it is published";
    published_hint = "办理情况都要公开，只有反映不属实或不宜公开的除外。", "Every answer is published but what is untrue or unfit.";
    withheld_why = "不公开的理由", "What makes it so";
    withheld_why_hint = "存入案卷，不对外公开。4 至 2000 字。", "Kept with the case, and not public. 4 to 2,000 characters.";
}

/// The box of a corrected value.
pub(crate) fn corrected_value(label: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [label, "(更正为)"].concat(),
        Lang::En => [label, " (corrected)"].concat(),
    }
}

/// That more licences were found than are listed.
pub(crate) fn more_licences(listed: usize, lang: Lang) -> String {
    let listed = listed.to_string();
    match lang {
        Lang::Zh => [
            "还有更多，这里只列出前 ",
            &listed,
            " 个。请写证照编号、标识，或者写全持证人的证件号码再查。",
        ]
        .concat(),
        Lang::En => [
            "There are more than the ",
            &listed,
            " listed here. Search by a licence's number or identifier, or by the holder's whole number.",
        ]
        .concat(),
    }
}

pub(crate) const fn filter(filter: QueueFilter, lang: Lang) -> &'static str {
    use QueueFilter as F;
    match filter {
        F::Open => lang.pick("全部在办", "All open"),
        F::DueToday => lang.pick("今天到期", "Due today"),
        F::Overdue => lang.pick("已超期", "Overdue"),
        F::Unmarked => lang.pick("未标注", "Unmarked"),
        F::Proposed => lang.pick("待审批", "For approval"),
        F::Returned => lang.pick("待补充", "Returned"),
        F::Finished => lang.pick("已办结", "Finished"),
        F::Provisional => lang.pick("有暂定期限", "With a provisional deadline"),
        F::Unanswered => lang.pick("督办逾期未答复", "Urged and not answered"),
        F::Received => lang.pick("当月收到", "Received in the month"),
        F::Decided => lang.pick("当月决定", "Decided in the month"),
        F::Upheld => lang.pick("当月成立或部分成立", "Upheld in the month"),
        F::MarkMet => lang.pick("当月完成标注", "Marked in the month"),
        F::AnswerMet => lang.pick("当月完成答复", "Answered in the month"),
        F::MarkLate => lang.pick("当月未按时标注", "Not marked on time in the month"),
        F::TransferLate => lang.pick("当月未按时转交", "Not passed on in time in the month"),
        F::AnswerLate => lang.pick("当月未按时答复", "Not answered on time in the month"),
        F::HandOnLate => lang.pick(
            "当月未按目标移送",
            "Not handed on within the target in the month",
        ),
        F::ServiceLate => lang.pick("当月未达服务目标", "Service target missed in the month"),
    }
}

pub(crate) const fn outcome_hint(outcome: Outcome, lang: Lang) -> &'static str {
    match outcome {
        Outcome::Upheld => lang.pick(
            "每一项有异议的内容都更正",
            "Every field in dispute is corrected",
        ),
        Outcome::PartlyUpheld => {
            lang.pick("只更正其中一部分，写明理由", "Some are corrected; say why")
        }
        Outcome::Rejected => lang.pick(
            "维持原内容，写明理由和救济途径",
            "Nothing is corrected; say why and what remedy is left",
        ),
    }
}

/// What the state asks of nobody at the desk, in one line.
pub(crate) const fn waiting(state: CaseState, lang: Lang) -> &'static str {
    match state {
        CaseState::Returned => with_objector(lang),
        CaseState::Decided | CaseState::Reviewed | CaseState::Notified => being_told(lang),
        _ => nothing_next(lang),
    }
}

/// How many others say the same, and hear the result with the objector.
pub(crate) fn fellows_say(others: u16, lang: Lang) -> String {
    let others = others.to_string();
    match lang {
        Lang::Zh => ["另有 ", &others, " 人提出同样的问题，结果会一并告知"].concat(),
        Lang::En => [&others, " more say the same, and are told the result"].concat(),
    }
}

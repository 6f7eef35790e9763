//! What is said about 文书模板.

words! {
    area = "文书模板", "Templates";
    area_note = "本单位常说的话，经办人在提出处理意见、退回补充和答复时选用，填好后还可以改。由审批人维护。", "What the agency says often. Handlers choose one when they propose, return or answer, and edit what comes of it. Approvers keep them.";
    placeholders = "可以用的占位符(办件时换成该件的内容)：", "Placeholders, filled from the case: ";
    none = "还没有模板", "No template yet";
    none_hint = "审批人建立以后，会出现在这里和办件的表单里。", "What an approver makes appears here and in the forms of a case.";
    make = "新建模板", "New template";
    change = "修改", "Change";
    withdraw = "撤下", "Withdraw";
    withdraw_question = "撤下这个模板？", "Withdraw this template?";
    withdraw_follows = "撤下后不再提供选用，也不能恢复；已经写进案件的话不受影响。", "It is offered no more and can't be brought back. What was written into cases stays.";
    withdraw_tick = "我确认撤下", "I withdraw it";
    procedure = "用于哪一种程序", "For which procedure";
    purpose = "用在哪里", "Where it is used";
    purpose_needed = "请选择用在哪里", "Choose where it is used";
    name = "名称", "Name";
    name_hint = "经办人按它选用，2 至 60 个字。", "By which it is chosen, 2 to 60 characters.";
    text = "内容", "Text";
    text_hint = "写给异议人看的话，4 至 2000 个字。", "What the objector reads, 4 to 2,000 characters.";
    no_procedure = "本地没有可以办理的程序", "Nothing is handled here";
    choose = "套用模板", "Use a template";
    choose_hint = "选中后填进下面的框，可以再改；案件没有的内容会留着占位符。", "It is put into the box below for editing. What the case has not stays as a placeholder.";
    none_here = "本单位还没有这一步的模板。", "The agency keeps no template for this step.";
}

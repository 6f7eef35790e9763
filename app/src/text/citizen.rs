//! What the citizen's screens say: plain words, who does what by when, no blame.

use domain::text::Lang;

words! {
    site = "明证", "Mingzheng";
    skip = "跳到正文", "Skip to the content";

    licences = "我的证照", "My licences";
    objections = "我的异议", "My objections";
    messages = "消息", "Messages";
    me = "我的", "Me";
    ways = "主要页面", "Main pages";
    disclosed = "办理情况公开", "What became of objections";
    catalogue = "查看有哪些证照", "What licences there are";
    back_to_licences = "返回我的证照", "Back to my licences";
    more = "显示更多", "Show more";

    demonstration = "演示环境", "Demonstration";
    you_are = "您现在是", "you are";
    a_citizen = "示例市民", "the sample citizen";
    a_clerk = "工作人员", "of the staff,";
    switch_person = "换一位市民", "Another citizen";
    to_desk = "换成工作人员", "Be one of the staff";
    your_case = "看发证单位怎么办理", "See how the issuer handles it";

    log_in = "登录", "Log in";
    log_in_as = "选择一位演示人物登录", "Choose a person of the demonstration";
    log_in_note = "查看自己的电子证照；有内容写错了，可以提出异议，并看到发证单位哪天之前要答复。", "See your electronic licences, object to what is wrong, and see by when the issuer has to answer.";
    log_in_demo = "这里是演示环境，人物、证照和号码都是虚构的。点一位，就以他的身份使用。", "This is a demonstration: people, licences and numbers are invented. Choose one to be.";
    log_in_at_provider = "使用统一身份认证登录", "Log in with the identity provider";
    log_in_at_provider_hint = "会先到统一身份认证的页面，登录后自动回到这里。我们不会看到您的密码。", "You go to the provider's page and come back by yourself. Your password is not shown to us.";
    log_in_elsewhere = "登录方式尚未配置。", "No way to log in has been set up.";
    log_in_elsewhere_hint = "请与运行本系统的单位联系。", "Please ask whoever runs this system.";
    staff_here = "您正以工作人员身份登录", "You are logged in as staff";
    staff_here_hint = "这里是市民查看证照的地方。办理异议请到发证单位页面；要查看自己的证照，请先退出，再以个人身份登录。", "Citizens look at their licences here. Staff work at the issuer's desk; to see your own licences, log out and log in as a person.";
    go_to_desk = "去办理异议", "Go to the desk";

    search = "查找证照", "Find a licence";
    search_hint = "证照名称、编号或发证单位", "Type, number or issuer";
    complain = "反映其他错误", "Something else is wrong";
    no_complaints = "本地没有开通", "This is not offered here";
    no_complaints_hint = "请拨打 12345 政务服务热线。", "Please call the 12345 hotline.";
    which_data = "哪一项公共数据有误？", "Which public data are wrong?";
    which_data_hint = "写数据的名称，例如：不动产登记信息", "What they are called, such as the land register";
    which_page = "哪个网页有误？", "Which page is wrong?";
    which_page_hint = "写网页的地址或标题", "Its address or its title";
    what_is_wrong = "错在哪里", "What is wrong with it";
    what_is_wrong_hint = "写清现在是什么样、应当是什么样", "How it is, and how it should be";
    send_complaint = "提交", "Send";
    no_licences = "还没有您的证照", "There are no licences of yours yet";
    no_licences_hint = "发证单位制发电子证照后会出现在这里。", "They appear here when an issuer issues one to you.";
    none_found = "没有找到符合的证照", "No licence matches";
    none_found_hint = "换个词试试，或清空查找。", "Try another word, or clear the box.";
    object = "提出异议", "Object";
    choose_licence = "哪份证照的信息有误？", "Which licence is wrong?";

    doors = "常用", "What you can do";
    show = "亮证", "Show it";
    choose_shown = "出示哪份证照？", "Which licence do you show?";
    licence_page = "返回证照", "Back to the licence";
    show_this = "请对方扫码查验", "Let them scan this to check it";
    code = "出示码", "The code to scan";
    renew = "更新出示码", "Make another code";
    show_note = "对方不用登录就能看到这份证照，看不到证件号码等敏感信息。每次查验都有记录，您可以在证照页查看。", "They need not log in, and see no number of a person or the like. Each check is on record; you see it on the licence's page.";

    face = "照面信息", "What it says";
    wrong = "信息有误？", "Wrong?";
    reveal = "显示完整信息", "Show in full";
    conceal = "隐藏部分信息", "Hide again";
    reveal_note = "查看完整信息会留下记录。", "Looking at it in full is recorded.";
    history = "状态与历史", "Status and history";
    identifier = "证照标识", "Identifier";
    issued_on = "颁发日期", "Issued on";
    issuer = "发证单位", "Issuer";
    version = "版本", "Version";
    being_checked = "您对这份证照提出的异议正在办理。", "Your objection to this licence is being handled.";
    see_case = "查看进展", "See how it stands";
    draft_waits = "您有一份没有写完的异议，内容都还在。", "You have an unfinished objection; nothing is lost.";
    go_on = "继续填写", "Go on writing";

    choose_fields = "请至少选一项有误的内容", "Choose at least one thing that is wrong";
    choose_ground = "请选择是哪一种情况", "Choose what kind of mistake it is";
    say_why = "请写一写哪里不对、您怎么知道的", "Say what is wrong, and how you know";
    say_claim = "请写出正确的内容", "say what is right";

    step_fields = "哪些内容有误？", "What is wrong?";
    step_fields_hint = "可以选一项或几项。", "Choose one or several.";
    step_claims = "正确的内容是什么？", "What is right?";
    claim_hint = "证照上现在是：", "The licence says: ";
    empty_value = "(空)", "(empty)";
    step_reasons = "为什么这样认为？", "Why do you think so?";
    ground = "是哪一种情况？", "What kind of mistake is it?";
    kind = "问题类型", "Kind of mistake";
    said = "情况说明", "Explanation";
    explanation = "请说明情况", "Please explain";
    explanation_hint = "写清楚哪里不对、您怎么知道的。4 到 2000 个字。", "What is wrong, and how you know. 4 to 2,000 characters.";
    evidence = "证明材料(选填)", "Evidence (optional)";
    empty_file = "这个文件是空的", "This file is empty";
    step_check = "核对后提交", "Check and send";
    which_fields = "有误的内容", "What is wrong";
    no_evidence = "没有上传", "None";
    next = "下一步", "Next";
    previous = "上一步", "Back";
    send = "提交异议", "Send";
    sending = "正在提交", "Sending";
    if_sent_now = "现在提交的话", "If you send it now";
    not_filled_in = "还没有填", "Not filled in yet";
    unfinished = "还有内容没有填完", "Something is still missing";
    fill_in = "去填写", "Fill it in";
    writing = "正在保存", "Saving";
    saved = "已保存", "Saved";
    not_saved = "还没有保存到服务器：", "Not saved on the server yet: ";
    will_retry = "本页会自动重试。", "This page keeps trying.";
    kept_until = "没有提交的内容保留到", "Kept until";
    discard = "不写了，删除草稿", "Delete this draft";
    discard_question = "要删除这份草稿吗？", "Delete this draft?";
    discard_means = "已填写的内容和上传的材料都会删除，不能恢复。", "What you wrote and uploaded is deleted for good.";
    draft_gone = "这份草稿已经提交或删除", "This draft was sent or deleted";
    draft_gone_hint = "提交过的异议都在“我的异议”里。", "What you have sent is under My objections.";
    will_send_file = "文件还在，连上网络后会自动再传。", "The file is still here and is sent again when you are online.";
    unsent = "等着提交的异议", "Waiting to be sent";
    unsent_kept = "已经记下，连上网络后自动提交", "Noted; it is sent when you are online";
    unsent_means = "现在没有网络。不用再点，也不会重复提交；关掉页面，它还在这台设备上，下次打开接着提交。期限从单位收到时起算。改动内容，或者退出登录，就不再自动提交。", "There is no connection now. Nothing more to press, and it is never filed twice; if you close the page it stays on this device and is sent when you come back. Days count from when the agency receives it. If you change it or log out it is not sent by itself.";
    unsent_waits = "有一件异议等着提交，连上网络后自动提交一次；退出登录就不提交了。", "An objection waits and is sent once you are online; logging out gives it up.";
    unsent_sent = "没有网络时写的异议已经提交。", "The objection from when you were offline has been filed.";
    unsent_refused = "没有网络时写的异议没有提交成：", "The objection from when you were offline was not filed: ";
    look_at_it = "查看", "Look at it";
    see_receipt = "查看回执", "See the receipt";
    send_now = "现在再试", "Try now";
    not_yet = "先不提交", "Don't send it yet";
    not_live = "不是实时信息", "Not live";
    seen_at = "不是实时信息。没有网络，这里是上次看到的内容，取得于", "Not live. There is no connection; this is what you saw last, as of";
    seen_means = "之后可能有变化。", "It may have changed since.";
    ask_anew = "重新取得", "Get it anew";
    send_again = "再按一次“提交异议”即可，不会重复提交。", "Press Send again; it is never filed twice.";

    receipt = "您的异议已提交", "Your objection has been sent";
    case_number = "异议编号", "Case number";
    work_order = "热线工单号", "Hotline work order";
    work_order_note = "本系统已同时生成热线工单，属便民服务。", "A hotline work order was made with it, as a service.";
    what_next = "接下来", "What happens next";
    keep_number = "请记下异议编号，打电话询问时用得上。", "Keep the case number for when you call.";
    usable = "办理期间证照照常使用。", "The licence can be used as before meanwhile.";
    told_here = "有进展会在“消息”里告诉您。", "You are told under Messages.";

    no_objections = "您还没有提出过异议", "You have not objected to anything";
    no_objections_hint = "证照信息有误时，打开证照，点“信息有误？”。", "When a licence is wrong, open it and choose 'Wrong?'.";
    filed_on = "提出于", "Sent";

    moved = "期限有变动", "Dates that moved";
    dates = "期限", "Dates";
    result = "处理结果", "Result";
    reason = "不更正的原因", "Why not";
    earlier = "原来的结果：", "The earlier result: ";
    review = "请其他人再看一次(复核)", "Have it looked at again";
    review_basis = "法规未规定复核，本库作为服务提供。由没有参与原决定的人复核一次。申请复核不影响您依法申请行政复议或者提起诉讼，也不延长这些期限。", "No regulation grants a review; the library offers it as a service. People who took no part in the decision look at it once. Your rights in law and their time limits are untouched.";
    review_until = "可以申请到 ", "You can ask until ";
    review_hint = " 为止。请写清楚哪里不同意、有什么新的情况。", ". Say what you disagree with, or what is new.";
    review_why = "为什么要复核", "Why";
    review_send = "申请复核", "Ask for a review";
    review_sent = "复核申请已收到", "Your wish was received";
    reasons = "理由", "Reasons";
    remedy = "不服怎么办", "If you disagree";
    corrected_version = "更正后的证照", "The corrected licence";
    what_you_said = "您提出的问题", "What you said";
    course = "办理经过", "What has happened";
    supplement = "补充说明", "Add to it";
    asked_for = "发证单位想请您补充：", "The issuer asks:";
    supplement_hint = "不补充也可以，发证单位会按现有材料答复。期限不会因此顺延。", "You need not: the issuer then answers on what is there. The due date stays.";
    your_supplement = "您的补充", "What you add";
    supplement_send = "提交补充", "Send";
    supplement_sent = "您的补充已提交", "What you added has been sent";
    withdrawn = "您的异议已撤回", "Your objection is withdrawn";
    withdraw = "撤回异议", "Withdraw";
    withdraw_question = "要撤回这件异议吗？", "Withdraw this objection?";
    withdraw_means = "撤回后不再办理，异议标注会去掉。以后仍可以重新提出。", "It is not handled any further and the mark is taken off. You can object again later.";

    no_messages = "还没有消息", "There are no messages";
    no_messages_hint = "您的异议有进展时会在这里告诉您。", "You are told here when your objection moves.";
    unread = "未读", "unread";

    display = "显示", "Display";
    standard = "标准", "Standard";
    elder = "长辈版", "Large";
    elder_hint = "字更大，按钮更大，对比更强", "Larger text and buttons, stronger contrast";
    elder_24 = "长辈版，字再大一些", "Larger still";
    elder_30 = "长辈版，最大的字", "Largest";
    to_standard = "标准版", "Standard";
    other_language = "English", "中文";
    logged_in_as = "当前登录", "Logged in as";
    language = "语言", "Language";
    not_logged_out = "还没有退出登录：", "Not logged out yet: ";
    log_out = "退出登录", "Log out";

    lost = "没有这个页面", "There is no such page";
    lost_hint = "地址可能写错了。", "The address may be mistyped.";
}

/// How long the code that is shown lives.
pub(crate) fn seconds_left(left: i64, lang: Lang) -> String {
    let (minutes, seconds) = ((left / 60).to_string(), left % 60);
    let seconds = if seconds < 10 {
        ["0", &seconds.to_string()].concat()
    } else {
        seconds.to_string()
    };
    match lang {
        Lang::Zh => [
            "出示码还有 ",
            &minutes,
            " 分 ",
            &seconds,
            " 秒有效，到时会自动更新",
        ]
        .concat(),
        Lang::En => [
            "The code lives ",
            &minutes,
            ":",
            &seconds,
            " more, and is then renewed",
        ]
        .concat(),
    }
}

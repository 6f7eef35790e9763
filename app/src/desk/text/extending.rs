//! What is said about 延长.

words! {
    title = "延长期限", "More time";
    ask = "申请延长期限", "Ask for more time";
    step = "哪一步", "Which step";
    step_hint = "只列出规章允许延长、还没有到期的。每一步只能申请一次；申请期间原期限照常计算。", "Only steps that the law lets be prolonged and whose day is not over. It is asked once; the clock runs on meanwhile.";
    words = "为什么需要延长", "Why";
    words_hint = "管理单位凭这段话决定，写进案卷。", "Who manages the library decides by it; it stays in the file.";
    answer_words = "意见", "Words";
    answer_words_hint = "写进案卷，申请人能看到。原期限届满后不能再同意。", "It stays in the file and who asked reads it. After the date nothing can be granted.";
    consent = "决定", "Decision";
    consent_needed = "请选择同意或不同意", "Choose whether it is granted";
    grant = "同意延长", "Grant it";
    refuse = "不同意", "Refuse it";
    send = "提交决定", "Decide";
}

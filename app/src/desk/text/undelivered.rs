//! What is said of messages that did not arrive.

words! {
    area = "未送达", "Not delivered";
    note = "这里是没有送到群众手里的邮件和短信。消息仍在对方的应用里；请再试，或用其他方式告知后登记。", "Mails and short messages that did not reach people. They still have the message in the app; try again, or tell them by other means and enter it.";
    none = "没有未送达的消息", "Nothing is undelivered";
    none_hint = "邮件和短信都已发出。", "All mails and messages were sent.";
    to = "收件人：", "To: ";
    tried = "已试 ", "Tried ";
    times = " 次", " times";
    next = "下一次：", "Next: ";
    again = "再次发送", "Try again";
    told = "已用其他方式告知", "Told by other means";
    way = "怎样告知的", "How";
    day = "哪天", "Day";
    time = "几点", "Time";
    enter = "登记", "Enter";
    told_by = "登记人：", "By: ";
    of_case = "应用之外的告知", "Told outside of the app";
    none_of_case = "对方没有填写邮箱或手机号，只在应用里告知。", "The person gave no address and is told in the app alone.";
}

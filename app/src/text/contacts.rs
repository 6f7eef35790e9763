//! What is said of the addresses where one wants to be told besides the app.

words! {
    title = "在别处也收到消息", "Be told elsewhere, too";
    note = "消息总会先到应用里。填了并核对过的，我们也发到那里；夜间不打扰。", "Messages always come to the app first. Where you have proved an address we send them, too, but not at night.";
    app_alone = "这里只在应用里通知，不发邮件和短信。", "Here you are told in the app alone.";
    mail = "电子邮箱", "E-mail address";
    mobile = "手机号码", "Mobile number";
    code_follows = "我们会发一个验证码过去，核对后才会使用。", "We send a code there; it is used once you have entered that.";
    send_code = "发送验证码", "Send a code";
    code = "验证码", "Code";
    sent_to = "已发到 ", "Sent to ";
    confirm = "核对", "Confirm";
    not_arrived = "没有收到，或要换一个", "It didn't arrive, or it is another";
    wanted = "接收", "Messages go there";
    unwanted = "不接收", "No messages";
    stop = "停止接收", "Stop";
    start = "恢复接收", "Send again";
    remove = "删除", "Remove";
    change = "换一个", "Another one";
}

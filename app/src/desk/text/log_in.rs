//! What the log-in says.

words! {
    log_in = "工作人员登录", "Staff log-in";
    log_in_button = "登录", "Log in";
    username = "用户名", "User name";
    password = "密码", "Password";
    demo_accounts = "演示账号", "Demonstration accounts";
    demo_accounts_hint = "点一位就以他的身份登录。一件异议要两个人办：经办人核实，审批人决定。人物和证照都是虚构的。", "Choose one to log in as. A case takes two: a handler verifies, an approver decides. All people and licences are invented.";
    demo_your_case = "您的异议在这里办理", "Your objection is here";
    as_citizen = "您现在以市民身份登录。", "You are logged in as a citizen.";
    as_citizen_hint = "这里是工作人员办理异议的地方，请用工作人员账号登录。查看自己的证照和异议，请回市民页面。", "Staff work on objections here: log in as one of them. Your own licences and objections are on the citizen's pages.";
    back_to_citizen = "回到我的证照", "Back to my licences";
}

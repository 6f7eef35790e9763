//! What the frame says: the navigation, the strip of the demonstration, and where there is nothing to show.

words! {
    brand = "明证", "Mingzheng";
    skip = "跳到主要内容", "Skip to the main content";
    menu = "菜单", "Menu";
    log_out = "退出", "Log out";
    not_logged_out = "还没有退出：", "Not logged out yet: ";
    demonstration = "演示环境", "Demonstration";
    now_as = "您现在是", "you are";
    citizen = "示例市民", "the sample citizen";
    switch_role = "换一位工作人员", "Another of the staff";
    to_citizen = "换成市民", "Be a citizen";
    no_desk = "您的角色不办理异议", "Your role does not work on objections";
    no_desk_hint = "系统、安全和审计管理员接触不到证照数据。", "Administrators and auditors stay away from licence data.";
    not_yours = "您的角色不用这个页面", "This page is not for your role";
    not_yours_hint = "您能用的页面：", "These are for your role:";
    queue = "异议办理", "Objections";
    notices = "消息", "Messages";
    areas = "工作范围", "Areas";
    group_objections = "异议", "Work on objections";
    not_found = "没有这个页面", "There is no such page";
    not_found_hint = "请从异议办理开始。", "Please start from the list of objections.";
    language = "English", "中文";
}

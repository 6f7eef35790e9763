//! What is said about the devices on which one is logged in.

words! {
    title = "登录的设备", "Where you are logged in";
    note = "看到不认识的设备，请退出它。", "If you don't know one of them, log it out.";
    note_of_staff = "看到不认识的设备，请退出它；用密码登录的，再请安全管理员重发一个初始密码。", "If you don't know one of them, log it out; if you log in with a password, ask the security administrator for a new one.";
    since = "登录于", "Since";
    seen = "最近使用", "last seen";
    here = "这台设备", "This one";
    end = "退出", "Log out";
    end_others = "退出其他设备", "Log out all others";
    end_all = "全部退出", "Log out everywhere";
}

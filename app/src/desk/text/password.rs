//! What is said where the first password has to go.

words! {
    change_password = "修改密码", "Change the password";
    change_password_why = "初始密码别人也知道，用久了的密码也不安全。请换成只有您自己知道的，改好后就能继续办理。", "Others know a first password, and an old one is no longer safe. Choose one that only you know; then you can go on.";
    account = "账号", "Account";
    wrong_current = "现在的密码不对，请再输一遍", "This is not your present password; please type it again";
    current_password = "现在的密码", "Present password";
    new_password = "新密码", "New password";
    repeat_password = "再输一遍新密码", "The new password again";
    not_the_same = "两次输入的新密码不一样", "The two new passwords differ";
    save = "保存", "Save";
}

//! What is said about the accounts of staff.

words! {
    group = "账号", "Accounts";
    area = "工作人员账号", "Staff accounts";
    note = "一人一个账号，不共用、不转借。调走、离职的，当天停用；停用后立即退出登录。", "One account for one person, lent to nobody. End it on the day somebody leaves: they are logged out at once.";
    none = "还没有账号", "There is no account yet";
    none_hint = "在下面为第一位工作人员开通。", "Make the first one below.";
    person = "姓名", "Name";
    username = "用户名", "User name";
    username_hint = "登录用，3 至 32 位小写字母、数字或连字符", "To log in with: 3 to 32 of a-z, 0-9 and hyphens";
    agency = "单位", "Agency";
    role = "角色", "Role";
    seen = "最近使用", "Last seen";
    never = "从未", "Never";
    state = "状态", "State";
    in_use = "使用中", "In use";
    initial = "尚未修改初始密码", "First password not changed";
    ended = "已停用", "Ended";
    deeds = "办理", "To do";
    end = "停用", "End";
    end_title = "停用这个账号？", "End this account?";
    end_note = "立即退出全部登录，以后不能再用它登录。办过的事仍记在他名下。", "It is logged out everywhere at once and opens nothing any more. What was done under it stays on record.";
    give = "重发初始密码", "New first password";
    give_title = "重发初始密码？", "Give a new first password?";
    give_note = "原密码作废，全部登录退出。新密码只显示一次。", "The old password ends, and so do all sessions. The new one is shown once.";
    free = "解除第二步验证", "Remove the second factor";
    free_title = "解除第二步验证？", "Remove the second factor?";
    free_note = "给丢了验证器或设备的人用，请先当面核对是本人。验证器、备用码和通行密钥一并作废，全部登录退出；下次登录再添加。", "For who has lost the authenticator or device: see first that it is them. Authenticator, recovery codes and passkeys end, and so do all sessions; another is set up at the next log-in.";
    add = "开通账号", "Make an account";
    given = "初始密码", "First password";
}

//! What is said about what staff log in with.

use domain::second_factor::DIGITS;
use domain::text::Lang;

/// What is asked of who has an authenticator.
pub(crate) fn prove_by_code(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "密码正确。请再输入手机验证器上现在显示的 {DIGITS} 位数字；验证器不在身边的，输入一个备用码。"
        ),
        Lang::En => format!(
            "The password is right. Now type the {DIGITS} digits that your authenticator shows, or one of your recovery codes if you don't have it with you."
        ),
    }
}

/// What an authenticator is for.
pub(crate) fn totp_why(lang: Lang) -> String {
    match lang {
        Lang::Zh => {
            format!("手机装一个验证器(支持 TOTP 的都行)，登录时输入它显示的 {DIGITS} 位数字。")
        }
        Lang::En => format!(
            "With an authenticator (any that knows TOTP) on your telephone you type the {DIGITS} digits that it shows at each log-in."
        ),
    }
}

/// What is typed to set it up.
pub(crate) fn first_code(lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("验证器显示的 {DIGITS} 位数字"),
        Lang::En => format!("The {DIGITS} digits that it shows"),
    }
}

words! {
    account = "账号与安全", "Account and security";
    password = "密码", "Password";
    prove = "第二步验证", "Second factor";
    prove_by_passkey = "密码正确。请再用您的通行密钥确认是本人。", "The password is right. Now show by your passkey that it is you.";
    or_passkey = "也可以用通行密钥：", "Or use your passkey:";
    by_passkey_here = "用通行密钥确认", "Use my passkey";
    code = "验证码或备用码", "Code or recovery code";
    go_on = "继续", "Go on";
    other_account = "换一个账号登录", "Log in as somebody else";
    wrong_code = "验证码不对，或已经用过", "The code is wrong or was used";
    wrong_code_hint = "等验证器换一个数字再输入；连错 5 次要等 15 分钟。", "Wait for the next one. After 5 wrong ones you wait for 15 minutes.";
    lost = "验证器和备用码都找不到了，请找安全管理员解除。", "If you have lost both, ask the security administrator to remove them.";
    set_up = "添加第二步验证", "Set up a second factor";
    set_up_why = "这里的账号除密码外还要有第二步验证：手机上的验证器，或这台设备的通行密钥。添加后就能继续办理。", "Accounts here need something beside the password: an authenticator on your telephone, or a passkey of this device. Set one up and you can go on.";
    stale = "。要改动下面的内容，请先", ". To change anything below, ";
    again = "重新登录", "log in again";
    totp = "手机验证器", "Authenticator";
    totp_since = "已添加，自", "Set up since";
    codes_left = "剩余备用码", "Recovery codes left";
    renew_codes = "换发备用码", "New recovery codes";
    renew = "换发", "Get new ones";
    renew_note = "原来的备用码立即作废，其他设备全部退出。", "Those that you have end at once, and other devices are logged out.";
    add_totp = "添加验证器", "Add an authenticator";
    scan = "用验证器扫描这个图", "Scan this with the authenticator";
    or_type = "扫不了的，手工输入这串密钥：", "Or type this key into it:";
    confirm = "确认", "Confirm";
    remove_totp = "移除验证器", "Remove the authenticator";
    remove_note = "备用码一并作废，其他设备全部退出。", "The recovery codes end with it, and other devices are logged out.";
    codes = "备用码", "Recovery codes";
    codes_note = "只显示这一次。请抄下来放好：手机不在身边时，每个码可代替验证码用一次。", "They are shown this once. Write them down: each of them stands for a code once, when you don't have the telephone.";
    kept = "我已抄好", "I have written them down";
    passkeys = "通行密钥", "Passkeys";
    passkeys_why = "用这台设备的指纹、面容或开机密码登录，不用输入密码。", "Log in by the fingerprint, face or PIN of this device, without a password.";
    no_passkey = "还没有通行密钥。", "There is none yet.";
    passkey_name = "给它起个名字", "What you call it";
    passkey_hint = "如“办公室电脑”", "Such as “office computer”";
    add_passkey = "添加通行密钥", "Add a passkey";
    remove = "移除", "Remove";
    remove_passkey = "移除这个通行密钥？", "Remove this passkey?";
    since = "添加于", "Added";
    used = "最近使用", "last used";
    by_passkey = "用通行密钥登录", "Log in by passkey";
    device_refused = "这台设备没有完成", "The device did not finish";
    device_refused_hint = "可能是取消了，或者设备里没有本系统的通行密钥。请重试，或用密码登录。", "It was cancelled, or the device has no passkey for this site. Try again, or log in with the password.";
    not_known = "通行密钥不能用", "The passkey can't be used";
    not_known_hint = "它可能已被移除。请用密码登录。", "It may have been removed. Please log in with the password.";
}

//! What a citizen reads whose log-in led nowhere: what happened, and what to do.

use super::Lang;
use crate::log_in::LogInFault;

/// What happened, in one short sentence.
pub const fn title(fault: LogInFault, lang: Lang) -> &'static str {
    use LogInFault as F;
    match fault {
        F::Cancelled => lang.pick("您取消了登录", "You cancelled the log-in"),
        F::Expired => lang.pick("这次登录没有完成", "This log-in was not completed"),
        F::Untrusted => lang.pick("身份没有核验成功", "Your identity could not be verified"),
        F::Unreachable => lang.pick(
            "统一身份认证暂时连不上",
            "The identity provider can't be reached now",
        ),
        F::NotVerified => lang.pick(
            "您的账号还没有完成实名认证",
            "Your account has no verified name and number yet",
        ),
        F::UnknownPerson => lang.pick(
            "身份已核实，这里还没有您名下的证照",
            "You are verified, but no licence here is yours yet",
        ),
        F::Ours => lang.pick("现在无法登录", "Logging in is not possible now"),
    }
}

/// That somebody is logged out here and at the provider, and what is left to do.
pub const fn logged_out(lang: Lang) -> (&'static str, &'static str) {
    (
        lang.pick(
            "已退出登录，统一身份认证也已退出",
            "You are logged out, here and at the identity provider",
        ),
        lang.pick(
            "在公用电脑上，请再关闭浏览器。",
            "On a computer that others use, please close the browser as well.",
        ),
    )
}

/// Why, and what to do next.
pub const fn remedy(fault: LogInFault, lang: Lang) -> &'static str {
    use LogInFault as F;
    match fault {
        F::Cancelled => lang.pick(
            "没有登录，也没有留下任何信息。需要时可以重新登录。",
            "You are not logged in, and nothing was kept. You can log in whenever you want.",
        ),
        F::Expired => lang.pick(
            "登录页面停留太久，或者这个登录地址已经用过一次。请从这里重新登录，不要用“后退”返回。",
            "It took too long, or its address was used before. Please log in again from here, and don't go back in the browser.",
        ),
        F::Untrusted => lang.pick(
            "统一身份认证返回的信息与这次登录对不上，为保护您的证照没有采用。请重新登录；仍不行，请拨打 12345。",
            "What the identity provider said does not belong to this log-in, so it was not used. Please log in again; if that fails, call 12345.",
        ),
        F::Unreachable => lang.pick(
            "您的证照都在，不受影响。请过几分钟再试。",
            "Your licences are not affected. Please try again in a few minutes.",
        ),
        F::NotVerified => lang.pick(
            "查看证照要先确认是本人。请在统一身份认证平台完成实名认证，再回来登录。",
            "Licences are shown to their holder alone. Please have your name and number verified by the identity provider, then log in again.",
        ),
        F::UnknownPerson => lang.pick(
            "按您的证件号码没有查到证照。如果您持有应当在这里的证照，请带上证件向发证单位询问，或拨打 12345。",
            "No licence was found under your document's number. If you hold one that should be here, ask its issuer with your document at hand, or call 12345.",
        ),
        F::Ours => lang.pick(
            "系统暂时出错，没有登录。请过几分钟再试。",
            "Something failed on our side, and you are not logged in. Please try again in a few minutes.",
        ),
    }
}

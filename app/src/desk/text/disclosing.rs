//! What is said about what everybody may read of a case.

words! {
    title = "办理情况公开", "Disclosure";
    propose = "拟定公开内容", "Propose words for everybody";
    propose_hint = "用自己的话写，不要出现姓名、证件号、电话等个人信息。另一人审核后才会公开。", "In words of your own, without names, numbers or addresses of people. Another person has to release them.";
    question = "反映的问题", "What it was about";
    answer = "答复内容", "What was answered";
    proposed = "待审核", "Waits for a reviewer";
    released = "已公开", "Public";
    withheld = "不予公开", "Withheld";
    release = "审核公开", "Release";
    release_hint = "公开后任何人不登录就能看到。请确认属实，不含个人信息。", "Everybody can read it without logging in. Make sure that it is true and names nobody.";
    withhold = "不予公开", "Withhold";
    why = "不公开的原因", "Why it is withheld";
    why_hint = "不实，或者不宜公开；原因留存，不对外公开。", "Untrue, or unfit to be public; kept, and not public.";
}

//! What the citizen's screens say of companies, versions and seals.

use crate::ui::Tone;
use domain::representation::TermStanding;
use domain::text::Lang;

words! {
    uses = "谁查看过这份证照", "Who has looked at this licence";
    yourself = "您本人", "You";
    another_holder = "其他持证人", "Another holder";
    anyone = "查验的人(未登录)", "Somebody who checked it, not logged in";
    the_system = "系统", "The system";
    for_whom = "为谁查看和办理", "For whom";
    for_oneself = "为自己", "For myself";
    for_company = "为 ", "For ";
    acting_for = "正在为企业办理：", "Acting for ";
    act_for_oneself = "改为自己", "For myself again";
    as_representative = "法定代表人", "legal representative";
    as_agent = "代理人", "agent";
    until = "，到 ", ", until ";
    agents = "代理人", "Agents";
    manage_agents = "管理代理人", "Manage agents";
    agents_note = "代理人可以查看这家企业的证照、消息和异议，也可以替企业提出异议；不能再指定别人。", "An agent sees this company's licences, messages and objections, and objects for it, but names nobody else.";
    not_representative = "只有法定代表人可以管理代理人", "Only the legal representative manages agents";
    not_representative_hint = "请先在“我的”里改为您担任法定代表人的企业。", "Choose a company that you represent under Me.";
    no_agents = "还没有指定过代理人", "No agent has been named";
    name_agent = "指定代理人", "Name an agent";
    agent_name = "姓名", "Name";
    agent_number = "公民身份号码", "Citizen's number";
    agent_number_hint = "只用来找到这个人，不会显示给别人。", "Only to find this person; nobody is shown it.";
    agent_from = "从哪天起", "From";
    agent_to = "到哪天为止", "Through";
    agent_days_hint = "这一天也算在内。", "This day counts.";
    say_day = "请写出日期", "Say a day";
    named = "已指定", "Named";
    end_agent = "提前结束", "End now";
    end_question = "要提前结束这位代理人吗？", "End this agent's time?";
    end_means = "马上生效：他正在为企业办理的，也不能再继续。", "At once: what they are doing for the company can't go on.";
    ended = "已结束", "Ended";
    coming = "还没有开始", "Not begun";
    running = "有效", "In force";
    over = "已到期", "Over";
    ended_early = "已提前结束", "Ended early";

    holders = "持证人", "Holders";
    versions = "版本", "Versions";
    first_only = "现在有效的是第 1 版，内容没有改动过。", "Version 1 holds; nothing has been changed.";
    holds_now = "现在有效的是第 ", "This version holds now: ";
    holds_now_end = " 版。", ".";
    version_of = "第 ", "Version ";
    version_end = " 版", "";
    current = "现在有效", "Holds now";
    superseded = "已被替代", "Superseded";
    superseded_by = "这一版已不再使用，替代它的是", "This version no longer holds; it was superseded by ";
    see_version = "查看这一版", "See this version";
    no_such_version = "没有这个版本", "There is no such version";
    no_such_version_hint = "请回到证照查看。", "Please go back to the licence.";
    back_to_licence = "返回证照", "Back to the licence";
    changed = "改动了什么", "What was changed";
    before = "原来", "Before";
    after = "改为", "After";
    unchanged = "显示的内容没有改动。", "Nothing that is shown was changed.";
    valid_from = "有效期开始", "Valid from";
    valid_to = "有效期截止", "Valid until";
    entered = "入库时间", "Entered";
    made_by = "因何产生", "Made by";
    counts_from = "自 ", "From ";
    counts_from_end = " 起", "";
    basis = "依据：", "Basis: ";

    seal = "印章", "Seal";
    not_sealed = "这一版还没有加盖电子印章。", "This version bears no seal yet.";
    sealed_by = "由 ", "Sealed by ";
    sealed_at = " 加盖，时间 ", " at ";
    check_seal = "验证印章", "Check the seal";
    check_note = "由您的浏览器自己核验，不依赖本系统的说法；这次查看会留下记录。", "Your browser checks it by itself, whatever this system says; it is recorded that you looked.";
    checking = "正在核验", "Checking";
    holds = "印章验证通过", "The seal holds";
    holds_means = "页面上的内容与盖章时一字不差。", "What this page shows is what was sealed, to the character.";
    fails = "印章验证没有通过", "The seal does not hold";
    fails_means = "请不要使用这份证照，并把这件事告诉发证单位。", "Do not rely on this licence, and tell the issuer.";
    seal_unit = "盖章单位", "Unit";
    seal_name = "印章名称", "Seal";
    seal_time = "盖章时间", "Sealed at";
    certificate = "证书有效期", "Certificate valid";
    certified_by = "证书签发者", "Certified by";
    root = "根证书指纹", "Root's fingerprint";
    checker_missing = "核验程序没有打开", "The checker did not open";
    checker_missing_hint = "请检查网络后再试。", "Please check the connection and try again.";
}

/// Where somebody's time for a company stands.
pub(crate) const fn standing(standing: TermStanding, lang: Lang) -> (Tone, &'static str) {
    match standing {
        TermStanding::Coming => (Tone::Quiet, coming(lang)),
        TermStanding::Running => (Tone::Done, running(lang)),
        TermStanding::Over => (Tone::Quiet, over(lang)),
        TermStanding::Ended => (Tone::Quiet, ended_early(lang)),
    }
}

//! What is said about the list of licences: the search, the counters, what is done to many.

use domain::licence::LicenceRefusal;
use domain::searching::By;
use domain::text::Lang;

words! {
    title = "证照查询", "Find licences";
    list = "本单位签发的证照", "Licences that this agency issued";
    filters = "按状态筛选", "Filter by state";
    all = "全部", "All";
    expiring = "30天内到期", "Ends within 30 days";
    disputed = "有异议", "In dispute";
    pledged = "已抵押", "Pledged";
    unsealed = "待加盖印章", "Waits for its seal";
    search = "号码或持证主体名称", "A number, or a holder's name";
    search_by = "查找方式", "Look for";
    by_itself = "自动判断", "As it looks";
    search_button = "查找", "Find";
    to_search = "查找", "Search";
    no_number = "没有这个号码的证照", "No licence has this number";
    no_number_hint = "本单位没有给这个号码的持证主体签发过证照，也没有以它为编号的证照。请核对号码，要写完整。", "This agency issued nothing to a holder with this number, and no licence bears it. Please check the number; it has to be whole.";
    of_holder = "持证主体：", "Holder:";
    all_holders = "看全部", "See all";
    empty = "没有这样的证照", "No such licence";
    empty_hint = "换一个状态、类型或查找内容。号码和证照标识要写完整，名称写开头即可。本单位制发、归集的证照都会出现在这里。", "Choose another state or type, or search for something else. Numbers have to be whole; of a name its beginning is enough. What this agency issues or collects appears here.";
    column_licence = "证照与编号", "Licence and number";
    column_holder = "持证主体", "Holder";
    column_standing = "状态", "State";
    column_until = "有效期至", "Valid to";
    column_pick = "选择", "Choose";
    column_type = "证照类型", "Type";
    all_types = "全部类型", "All types";
    pick = "选择", "Choose";
    pick_page = "选择本页", "Choose this page";
    export_csv = "导出 CSV", "Export CSV";
    export_xlsx = "导出 XLSX", "Export XLSX";
    export_hint = "按现在的筛选导出，最多10万行，号码照样遮挡。导出会记录在案。", "Exports what is filtered now, up to 100,000 rows, numbers masked as here. Each export is on record.";
    batch = "批量办理", "For all that are chosen";
    batch_kind = "办理事项", "What happened";
    batch_on = "自哪一天起", "From which day";
    batch_basis = "依据或文号", "Legal basis or number of the document";
    batch_reason = "事由(可不填)", "Reason (optional)";
    clear = "全部取消选择", "Choose none";
    go_on = "下一步：核对", "Next: check";
    missing = "请选择办理事项，写明日期(不晚于今天)和依据(至少两个字)。", "Please choose what happened, and say the day, today at the latest, and the basis, two characters at least.";
    checked = "我已核对所选证照和依据", "I have checked the licences and the basis";
    no_return = "办理后不能恢复。", "This can't be undone.";
    fold = "收起", "Fold";
}

pub(crate) const fn by(by: By, lang: Lang) -> &'static str {
    match by {
        By::HolderNumber => lang.pick("持证主体号码", "Holder's number"),
        By::Identifier => lang.pick("证照标识", "Licence identifier"),
        By::Number => lang.pick("证照编号", "Licence number"),
        By::Name => lang.pick("持证主体名称", "Holder's name"),
    }
}

/// How the box took what is typed.
pub(crate) const fn understood(by: By, lang: Lang) -> &'static str {
    match by {
        By::HolderNumber => lang.pick(
            "按持证主体号码查找，也查以它为编号的证照；号码不进入网址",
            "Looks for the holder with this number, and for a licence that bears it; it stays out of the address",
        ),
        By::Identifier => lang.pick(
            "按证照标识查找，任何一个版本都可以",
            "Looks for the licence with this identifier, whichever version",
        ),
        By::Number => lang.pick(
            "按证照编号查找，要写完整",
            "Looks for the whole licence number",
        ),
        By::Name => lang.pick(
            "按持证主体名称的开头查找，按名称排列",
            "Looks for holders whose name begins so, in the order of names",
        ),
    }
}

pub(crate) fn picked(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已选 {count} 个证照"),
        Lang::En => format!("{count} chosen"),
    }
}

pub(crate) fn pick_one(name: &str, number: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("选择{name} {number}"),
        Lang::En => format!("Choose {name} {number}"),
    }
}

pub(crate) fn really(event: &str, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("对 {count} 个证照办理“{event}”？"),
        Lang::En => format!("{event}: for {count} licences?"),
    }
}

pub(crate) fn cannot(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 个现在不能这样办理，不会改动："),
        Lang::En => format!("For {count} others it can't be done now; they stay as they are:"),
    }
}

pub(crate) fn done(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已办理 {count} 个证照"),
        Lang::En => format!("Done for {count} licences"),
    }
}

pub(crate) fn not_done(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 个没有办理："),
        Lang::En => format!("Not done for {count}:"),
    }
}

/// Why an event can't happen to a licence.
pub(crate) const fn refusal(refusal: LicenceRefusal, lang: Lang) -> &'static str {
    use LicenceRefusal as R;
    match refusal {
        R::Ended => lang.pick(
            "已注销、撤销或吊销",
            "it has been cancelled, withdrawn or revoked",
        ),
        R::AlreadyIssued => lang.pick("已经制发", "it has been issued already"),
        R::NotSuspended => lang.pick("没有暂扣", "it is not suspended"),
        R::NotLost => lang.pick("没有挂失", "it is not reported lost"),
        R::NotValid => lang.pick("暂扣或挂失中", "it is suspended or reported lost"),
        R::Pledged => lang.pick(
            "抵押中，请先解除抵押",
            "it is pledged; release the pledge first",
        ),
        R::NotPledged => lang.pick("没有抵押", "it is not pledged"),
    }
}

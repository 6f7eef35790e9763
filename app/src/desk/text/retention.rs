//! What is said about records of who did and saw what: how long they are kept, and which may go.

words! {
    area = "操作记录的保存", "Keeping of records";
    note = "谁在什么时候查了、改了什么，系统都有记录。改动的记录长期保存；查阅和出入的记录满了年限可以清理，但要一人申请、另一人批准。", "It is on record who looked up and changed what. What changed something stays for good; what was looked up and who came and went may go once it is old enough, if one person asks and another one grants it.";
    rules = "保存多久", "How long";
    class = "记录", "Records";
    life_cycle = "改动：证照、案件、印章、目录、账号", "Changes: licences, cases, seals, the catalogue, accounts";
    used = "查阅：查看、列出、导出、核验", "Looking up: viewing, listing, exporting, checking";
    access = "出入：登录、退出", "Coming and going: log-ins and log-outs";
    used_short = "查阅记录", "What was looked up";
    access_short = "出入记录", "Log-ins and log-outs";
    kept = "保存", "Kept";
    for_good = "长期", "For good";
    why = "依据", "By";
    promise = "本系统的办法，条文没有规定", "Our own rule; no article says it";
    due = "今天可以清理", "May go today";
    nothing_due = "没有", "None";
    stays = "不清理", "Stays";
    permits = "清理许可", "Permits";
    no_permits = "还没有人申请清理", "Nobody has asked yet";
    no_permits_hint = "有满了年限的记录时，在上面申请；另一人在这里批准。", "When records are old enough, ask for it above; another person grants it here.";
    ask = "申请清理", "Ask that old records may go";
    which = "清理哪一类", "Which records";
    which_needed = "请选择清理哪一类", "Choose which records";
    reason = "理由", "Reason";
    reason_hint = "给批准的人看，4 至 200 字。", "For whoever grants it, in 4 to 200 characters.";
    nothing_yet = "现在没有满年限的记录；批准后也只会清理当时已满年限的。", "Nothing is old enough now; only what is old enough on this day would go.";
    before = "清理此日以前的", "From before";
    asked = "申请", "Asked by";
    decided = "决定", "Decided by";
    state = "状态", "State";
    waits_for_other = "等待另一人批准", "Waits for another person";
    waits_for_you = "等待您批准或不批准", "Waits for your decision";
    declined = "未批准", "Declined";
    granted = "已批准，待执行", "Granted, to be carried out";
    under_way = "正在执行", "Being carried out";
    void = "已失效，没有使用", "Void, never used";
    carried_out = "已执行", "Carried out";
    grant = "批准清理", "Grant it";
    decline = "不批准", "Decline it";
    grant_title = "批准清理这些记录", "Grant that these records go";
    grant_means = "批准后由系统管理员在服务器上执行：每条记录先写入存档，再从数据库中删除，不能恢复到系统里。", "An administrator carries it out on the server: each record is written to an archive, then deleted from the database, and can't be brought back into it.";
    grant_tick = "我看过这一类、这个日期和理由，同意清理", "I have looked at the kind, the day and the reason, and agree";
    by_command = "在服务器上执行", "Carried out on the server by";
    went = "清理了", "Went";
    chain = "存档末行的校验值", "The sum at the archive's last line";
    holds = "保全的案件", "Cases whose records are held";
    holds_note = "诉讼、复议、调查期间需要的记录不清理：当事人和持证主体的全部记录，以及所有写明这个案件或这张证照的记录。", "What a court or an inquiry needs doesn't go: every record of the objector and the holder, and every record that names the case or its licence.";
    no_holds = "没有保全的案件", "No case is held";
    no_holds_hint = "收到法院、复议机关或者纪检监察的通知时，在上面按案件编号保全。", "When a court or an inquiry asks for it, hold the records above by the number of the case.";
    case_number = "案件编号", "Number of the case";
    hold = "保全记录", "Hold the records";
    hold_hint = "为哪个法院或哪项调查，4 至 200 字。", "For which court or inquiry, in 4 to 200 characters.";
    held_by = "保全", "Held by";
    lift = "解除保全", "Lift the hold";
    lift_title = "解除这个案件的保全", "Lift the hold on this case";
    lift_means = "解除后，满了年限的记录可以按许可清理。", "What is old enough may then go under a permit.";
    lift_hint = "为什么不再需要，4 至 200 字。", "Why it is no longer needed, in 4 to 200 characters.";
    lift_tick = "我已确认不再需要保全", "I have made sure that the hold is no longer needed";
}

use domain::text::Lang;
use domain::wire::pruning::DueRecords;

/// '12 条,最早 2026-09-17'.
pub(crate) fn due_records(due: &DueRecords, since: &str, lang: Lang) -> String {
    let count = due.records.to_string();
    match (lang, due.has_more) {
        (Lang::Zh, false) => format!("{count} 条，最早 {since}"),
        (Lang::Zh, true) => format!("超过 {count} 条，最早 {since}"),
        (Lang::En, false) => format!("{count}, the oldest of {since}"),
        (Lang::En, true) => format!("more than {count}, the oldest of {since}"),
    }
}

/// '36 个月'.
pub(crate) fn months(months: u16, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{months} 个月"),
        Lang::En => format!("{months} months"),
    }
}

/// '1,234 条,2026-09-17 至 2026-10-01'.
pub(crate) fn gone(count: i64, (first, last): (&str, &str), lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{count} 条，{first} 至 {last}"),
        Lang::En => format!("{count} records, {first} to {last}"),
    }
}

/// 'until 30 October'.
pub(crate) fn until(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{day} 前有效"),
        Lang::En => format!("good until {day}"),
    }
}

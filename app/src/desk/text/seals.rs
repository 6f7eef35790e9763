//! What the pages of seals say.

use domain::problem::{FieldCode, FieldProblem};
use domain::sealing::{Covers, SealEvent, SealState};
use domain::text::Lang;
use domain::wire::seal::SealDeed;

words! {
    group = "电子印章", "Seals";
    waiting = "待盖章", "Waiting for a seal";
    register = "印章登记", "Register of seals";
    summary = "签章汇总", "Use of seals";
    no_seals = "还没有印章", "No seals yet";
    no_seals_hint = "单位负责人在这里申请；政务服务中心核实，科技发展局制作。", "The head of an office asks for one here; the service centre confirms it, and it is made.";
    nothing_waits = "没有等待盖章的证照", "Nothing waits for a seal";
    nothing_waits_hint = "审批通过的证照会到这里来；已授权自动盖章的类型除外。", "Approved licences come here, but for types that a standing authority seals.";
    no_seal_of_yours = "您不是任何可用印章的专管或代管人员", "You keep no seal that can be used";
    no_seal_of_yours_hint = "可以查看，不能盖章。印章的专管和代管人员见印章登记。", "You can look, but not seal. The register says who keeps which seal.";
    more_wait = "后面还有更多，先盖这些。", "There are more; seal these first.";
    name = "印章名称", "Name";
    unit = "单位", "Unit";
    state = "状态", "State";
    keeper = "专管人员", "Keeper";
    deputy = "代管人员", "Deputy";
    valid_to = "有效期至", "Valid to";
    valid_to_hint = "最长十年。", "Ten years at most.";
    nobody = "无", "nobody";
    choose_all = "全选", "Choose all";
    choose_none = "全不选", "Choose none";
    number = "证照编号", "Number";
    kind = "证照类型", "Type";
    holder = "持证主体", "Holder";
    approved_by = "审批人", "Approved by";
    since = "等待自", "Since";
    with_seal = "用哪枚印章", "With which seal";
    seal_these = "盖章", "Seal these";
    seal_question = "给选中的证照盖章？", "Put the seal on these?";
    seal_tick = "我已核对：这些证照都已经有签发权的人审批", "I have checked that somebody who may has approved each of these";
    seal_final = "盖章后内容不能再改；要改须重新审批。", "Sealed content can't be changed; a change goes through approval again.";
    not_sealed = "没有盖上的：", "Not sealed:";
    request = "申请印章", "Ask for a seal";
    send_request = "提交申请", "Send the request";
    what_it_is = "采集表", "Form";
    history = "经过", "History";
    authorities = "自动盖章授权", "Standing authorities";
    no_authorities = "没有授权：每一份都由专管人员盖章。", "None: the keeper seals each one.";
    differs = "采集表与统一社会信用代码证书不一致，附有证明", "Form and credit-code certificate differ; there is a proof";
    same = "采集表与统一社会信用代码证书一致", "Form and credit-code certificate agree";
    unit_code = "统一社会信用代码", "Credit code";
    address = "详细地址", "Address";
    region = "行政区划代码", "Region code";
    handler = "经办人", "Handler";
    head = "法人", "Legal representative";
    person_name = "姓名", "Name";
    person_number = "身份证号", "Identity number";
    person_title = "职务", "Position";
    person_phone = "电话", "Telephone";
    purpose = "用途描述", "Purpose";
    diameter = "印章直径(毫米)", "Diameter (mm)";
    certificate_code = "证书上的统一社会信用代码", "Credit code on the certificate";
    certificate_name = "证书上的单位名称", "Name on the certificate";
    proof_reference = "核实证明文号", "Number of the proof";
    proof_sentence = "证明内容", "What it proves";
    proof_hint = "采集表与证书不一致时必填。", "Needed where form and certificate differ.";
    samples = "表中的两枚盖章样本不在此采集，随纸质表存制章单位。", "The form's two sample prints are not collected here; they stay with the paper form.";
    with_certificate = "用认证机构的证书制作", "Make it with an authority's certificate";
    with_certificate_hint = "先生成证书请求，送依法设立的电子认证服务机构；再把发回的证书贴到下面。密钥在本系统生成，不随请求送出。", "Make the request and send it to an accredited authority; then paste what comes back. The key is made here and stays here.";
    ask_for_certificate = "生成证书请求", "Make the request";
    certificate_request = "证书请求(PKCS#10)", "Request (PKCS#10)";
    certificate_asked = "证书请求已生成", "The request has been made";
    certificate = "认证机构发回的证书", "Certificates from the authority";
    certificate_hint = "PEM 文本，印章的证书在前，签发机构的在后。", "PEM, the seal's own first, then those above it.";
    note = "理由", "Reason";
    hand_over = "交接", "Hand over";
    as_what = "交接什么", "As what";
    to_whom = "交给谁", "To whom";
    hand_over_note = "事由和交接内容", "Why, and what is handed over";
    type_code = "证照类型代码", "Type code";
    covers = "范围", "Covers";
    from_day = "自", "From";
    to_day = "至", "To";
    grant = "授权自动盖章", "Grant an authority";
    end = "终止", "End";
    ended = "已终止", "Ended";
    sealed_count = "已盖", "Sealed";
    granted_by = "授权人", "Granted by";
    by_keeper = "人员盖章", "By keepers";
    by_authority = "授权自动盖章", "By authority";
    prints = "在线打印", "Print-outs";
    no_rows = "这一期没有可汇总的印章", "No seal to sum up in this period";
    no_rows_hint = "单位有了印章，这里就有它的一行。", "A unit with a seal has a line here.";
    before = "上一期", "Period before";
    after = "下一期", "Period after";
    export = "导出 CSV", "Export CSV";
    really = "真的要这样做？", "Really?";
    read_it = "我已看清，这是哪枚印章", "I have read which seal it is";
    done = "已办理", "Done";
}

/// What the box is called that a problem is about.
pub(crate) fn field(problem: &FieldProblem, lang: Lang) -> &'static str {
    match problem.pointer.as_str() {
        "/note" => note(lang),
        "/valid_to" => valid_to(lang),
        "/certificate" => certificate(lang),
        "/type_code" => type_code(lang),
        "/to" if problem.code == FieldCode::EndsFirst => to_day(lang),
        "/to" => to_whom(lang),
        "/versions" => waiting(lang),
        _ => what_it_is(lang),
    }
}

pub(crate) const fn state_of(state: SealState, lang: Lang) -> &'static str {
    match state {
        SealState::Requested => lang.pick("已申请，待核实", "Requested"),
        SealState::Confirmed => lang.pick("已核实，待制作", "Confirmed"),
        SealState::Made => lang.pick("可用", "In use"),
        SealState::Suspended => lang.pick("停用", "Suspended"),
        SealState::Declined => lang.pick("不予制作", "Declined"),
        SealState::Revoked => lang.pick("已废止", "Revoked"),
    }
}

pub(crate) const fn deed(deed: SealDeed, lang: Lang) -> &'static str {
    match deed {
        SealDeed::Requested => lang.pick("申请", "Requested"),
        SealDeed::Confirmed => lang.pick("核实确认", "Confirmed"),
        SealDeed::Declined => lang.pick("不予制作", "Declined"),
        SealDeed::CertificateAsked => lang.pick("申请证书", "Certificate asked for"),
        SealDeed::Made => lang.pick("制作", "Made"),
        SealDeed::Suspended => lang.pick("停用", "Suspended"),
        SealDeed::Resumed => lang.pick("恢复", "Resumed"),
        SealDeed::Revoked => lang.pick("废止", "Revoked"),
        SealDeed::KeeperChanged => lang.pick("专管人员交接", "Keeper changed"),
        SealDeed::DeputyChanged => lang.pick("代管人员交接", "Deputy changed"),
    }
}

pub(crate) const fn event(event: SealEvent, lang: Lang) -> &'static str {
    match event {
        SealEvent::Confirm => lang.pick("核实确认", "Confirm"),
        SealEvent::Decline => lang.pick("不予制作", "Decline"),
        SealEvent::Make => lang.pick("制作", "Make"),
        SealEvent::Suspend => lang.pick("停用", "Suspend"),
        SealEvent::Resume => lang.pick("恢复", "Resume"),
        SealEvent::Revoke => lang.pick("废止", "Revoke"),
    }
}

pub(crate) const fn covers_what(covers: Covers, lang: Lang) -> &'static str {
    match covers {
        Covers::Approved => lang.pick("审批通过的", "What was approved"),
        Covers::Collected => lang.pick("归集的存量", "What was collected"),
        Covers::Both => lang.pick("两者", "Both"),
    }
}

/// `已盖章 3 份`.
pub(crate) fn sealed(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("已盖章 {count} 份"),
        Lang::En => format!("{count} sealed"),
    }
}

/// `盖章 3 份`.
pub(crate) fn seal_so_many(count: usize, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("盖章 {count} 份"),
        Lang::En => format!("Seal {count}"),
    }
}

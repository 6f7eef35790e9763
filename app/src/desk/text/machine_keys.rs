//! What is said about the keys of other systems.

words! {
    area = "系统密钥", "Keys of other systems";
    note = "其他单位的系统凭密钥接入，每把密钥只属于一个单位、只作一种用途。密钥由管理单位发放和收回。", "Systems of other agencies come in by a key. Each key is one agency's and for one thing; the managing body gives and ends it.";
    agency = "单位", "Agency";
    purpose = "用途", "For";
    label = "系统名称", "System";
    given = "发放", "Given";
    last_used = "最近使用", "Last used";
    never_used = "没有用过", "Never";
    state = "状态", "State";
    works = "有效", "Works";
    ended = "已收回", "Ended";
    none = "还没有发放密钥", "No keys yet";
    none_hint = "12345 平台、用证单位、发证单位的系统需要接入时，在这里发放密钥。", "Give a key here when the system of the hotline, of a relying agency or of an issuer comes in.";
    give = "发放密钥", "Give a key";
    agency_code = "单位的统一社会信用代码", "The agency's unified social credit code";
    agency_code_hint = "凭密钥做的事都以这个单位的名义。", "What the key does is done in this agency's name.";
    purpose_hint = "一把密钥只作一种用途，不能改。", "One key is for one thing, and that can't be changed.";
    purpose_needed = "请选择用途", "Choose what it is for";
    label_hint = "交给哪个系统，2 至 60 字。", "Which system will have it, in 2 to 60 characters.";
    secret = "新密钥", "The new key";
    secret_once = "密钥只在这里显示这一次，离开后不能再看。请复制后用安全的方式交给对方；丢失的，收回后重新发放。", "It is shown here this once. Copy it and hand it over safely; if it is lost, end it and give another.";
    secret_use = "对方的系统在每个请求中带上：Authorization: Bearer 加这把密钥。接口说明见 /api/openapi.json。", "Their system sends it with each request as Authorization: Bearer and the key. The operations are described in /api/openapi.json.";
    copy = "复制", "Copy";
    copied = "已复制", "Copied";
    not_copied = "浏览器不允许复制，请手工选中后复制", "The browser does not allow it; please select and copy it by hand";
    handed_over = "已经保存，不再显示", "I have kept it; hide it";
    end = "收回", "End it";
    end_title = "收回这把密钥", "End this key";
    end_means = "收回后，用这把密钥的系统立即不能接入，不能恢复。已经送来的不受影响。", "The system with this key is locked out at once, and it can't be undone. What it has brought stays.";
    end_tick = "我已确认要收回这把密钥", "I mean to end this key";
}

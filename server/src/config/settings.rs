//! What can be set?

/// A setting.
pub struct Setting {
    /// Section and key.
    pub key: &'static str,
    /// What holds where it isn't set; empty where something is derived.
    pub default: &'static str,
    /// What it is.
    pub about: &'static str,
}

const fn setting(key: &'static str, default: &'static str, about: &'static str) -> Setting {
    Setting {
        key,
        default,
        about,
    }
}

/// Every setting, but for the keys themselves (`keys.sealing.*`, `keys.index.*`).
pub const SETTINGS: &[Setting] = &[
    setting(
        "database.url",
        "sqlite:mingzheng.db",
        "数据库：sqlite：文件路径(没有则新建)或 postgres://… · The database: sqlite:PATH (made if missing) or postgres://…",
    ),
    setting(
        "http.listen",
        "127.0.0.1:8080",
        "监听地址 · Where to listen",
    ),
    setting(
        "http.public_url",
        "",
        "浏览器看到的地址，决定会话 Cookie；未设时为 http://监听地址 · The origin that browsers see, which decides the session's cookie; http://LISTEN if unset",
    ),
    setting(
        "http.face",
        "all",
        "提供哪些页面：citizen、desk 或 all · Which pages to serve: citizen, desk or all",
    ),
    setting(
        "http.proxies",
        "0",
        "前面有几级反向代理：按它们写的 X-Forwarded-For 认出来访地址，用于限制猜密码和过多的请求 · How many proxies stand before it, whose X-Forwarded-For says from where browsers come, against guessing at passwords and asking too much",
    ),
    setting(
        "keys.file",
        "",
        "密钥文件(权限 0600)；演示库未设时取数据库旁的 .keys.toml · The key file (mode 0600); a demonstration's is .keys.toml beside its database if unset",
    ),
    setting(
        "files.dir",
        "",
        "证明材料的目录；未设时在 SQLite 数据库旁 · The folder of evidence files; beside the SQLite database if unset",
    ),
    setting(
        "files.scanner",
        "",
        "病毒扫描服务 clamd:tcp://主机：端口 或 unix:/套接字路径；设了而连不上时不收文件；未设时不扫描 · What looks for viruses in evidence and in files of licences (clamd): tcp://HOST:PORT or unix:/PATH; where it can't be reached, no file is taken; without it nothing is scanned",
    ),
    setting(
        "limits.account_read",
        "3000",
        "一个账号每分钟最多读取多少次，0 为不限；以下各项相同 · How often one account may read in a minute, 0 for without limit; the same below",
    ),
    setting(
        "limits.account_write",
        "1200",
        "一个账号每分钟最多写入多少次 · How often one account may write in a minute",
    ),
    setting(
        "limits.account_upload",
        "60",
        "一个账号每分钟最多上传多少个文件 · How many files one account may send in a minute",
    ),
    setting(
        "limits.account_machine",
        "12000",
        "一把系统密钥每分钟最多请求多少次 · How often another system may ask with one key in a minute",
    ),
    setting(
        "limits.address_log_in",
        "300",
        "一个来访地址每分钟最多尝试登录多少次；一个单位、一个运营商的许多人可能共用一个地址 · How often one address may try to log in in a minute; many people may stand behind one",
    ),
    setting(
        "limits.address_read",
        "12000",
        "一个来访地址每分钟最多读取多少次 · How often one address may read in a minute",
    ),
    setting(
        "limits.address_write",
        "3000",
        "一个来访地址每分钟最多写入多少次 · How often one address may write in a minute",
    ),
    setting(
        "limits.address_upload",
        "300",
        "一个来访地址每分钟最多上传多少个文件 · How many files one address may send in a minute",
    ),
    setting(
        "limits.address_public",
        "600",
        "一个来访地址每分钟最多打开多少次公开的查验、公示页面 · How often one address may open the pages for everybody in a minute",
    ),
    setting(
        "rulebook.id",
        "lanzhou-new-area",
        "内置规则手册 · A rulebook that the program carries: lanzhou-new-area, daqing, lhasa, jiayuguan",
    ),
    setting(
        "rulebook.file",
        "",
        "自备规则手册，优先于内置 · A rulebook of your own, which goes before the carried ones",
    ),
    setting(
        "session.idle_minutes",
        "30",
        "多久没有操作即退出登录 · A session ends after so long without a request",
    ),
    setting(
        "session.absolute_minutes",
        "480",
        "登录最长保持多久 · A session ends so long after its log-in",
    ),
    setting(
        "session.second_factor",
        "",
        "工作人员用密码登录是否必须有第二步验证：required 或 optional；未设时正式库为 required，演示库为 optional · Whether staff need a second factor beside a password; required, but on demonstrations, if unset",
    ),
    setting(
        "seals.summary",
        "month",
        "签章和打印汇总的周期：week、month、quarter 或 year · How regularly sealings and print-outs are summed up: week, month, quarter or year",
    ),
    setting(
        "seals.roots",
        "",
        "可为印章签发证书的认证机构的根证书文件(PEM，可多张)；未设时只用本系统自己的根 · A file with the roots (PEM) of the authorities that may certify seals; without it there is this deployment's own root alone",
    ),
    setting(
        "mail.url",
        "",
        "邮件服务器：smtps://用户：密码@主机 或 smtp://主机：端口？tls=required；未设时不发邮件 · The mail server; without it no mail is sent",
    ),
    setting(
        "mail.from",
        "",
        "发件人，如 明证 <noreply@example.gov.cn> · Whom mails are from",
    ),
    setting(
        "messages.url",
        "",
        "短信网关的 https 地址；未设时不发短信 · The https address of the gateway for short messages; without it none is sent",
    ),
    setting(
        "messages.key",
        "",
        "与网关共用的签名密钥，whsec_ 开头 · The key that signs what the gateway gets, whsec_...",
    ),
    setting(
        "notices.quiet",
        "21:00-08:00",
        "群众免打扰的时段(北京时间)，或 none；应用内的消息不等 · When citizens aren't sent anything (China time), or none; messages in the app don't wait",
    ),
    setting(
        "notices.digest",
        "08:30",
        "每天何时把新消息汇总成一封邮件发给工作人员(北京时间) · When staff get one mail with what is new (China time)",
    ),
    setting(
        "metrics.listen",
        "",
        "在这个地址提供 Prometheus 指标(/metrics)，只应在内网可达；未设时不提供 · Where Prometheus reads measurements (/metrics), to be reached from inside alone; nowhere if unset",
    ),
    setting(
        "identity.oidc.issuer",
        "",
        "统一身份认证(OpenID Connect)的 issuer,https 地址；未设时群众不能用它登录 · The issuer of the identity provider (OpenID Connect); without it citizens can't log in by it",
    ),
    setting(
        "identity.oidc.client_id",
        "",
        "在统一身份认证登记的应用编号；回调地址登记为 public_url/log-in/oidc/callback · What we are registered as there, with the address PUBLIC_URL/log-in/oidc/callback",
    ),
    setting(
        "identity.oidc.client_secret",
        "",
        "登记时得到的密钥 · The secret that goes with it",
    ),
    setting(
        "identity.oidc.scopes",
        "profile",
        "除 openid 外申请的范围，用空格分开 · What is asked for besides openid, parted by blanks",
    ),
    setting(
        "identity.oidc.name_claim",
        "name",
        "真实姓名的字段 · The claim with the real name",
    ),
    setting(
        "identity.oidc.number_claim",
        "id_number",
        "证件号码的字段 · The claim with the document's number",
    ),
    setting(
        "identity.oidc.document_claim",
        "",
        "证件类型的字段；未设时都当作居民身份证 · The claim with the kind of document; without it everybody has a citizen's ID",
    ),
    setting(
        "identity.oidc.citizen_id",
        "111",
        "该字段中表示居民身份证的值 · What that claim says of a citizen's ID",
    ),
    setting(
        "identity.ticket.page",
        "",
        "省级平台的登录页，https 地址；浏览器从那里带票据回来；与 identity.oidc 二者取一 · The log-in page of a provincial platform, from which browsers bring a ticket; this or identity.oidc",
    ),
    setting(
        "identity.ticket.return_parameter",
        "returnUrl",
        "登录页接收返回地址的参数名 · The parameter in which that page takes the address to come back to",
    ),
    setting(
        "identity.ticket.ticket_parameter",
        "ticket",
        "浏览器带回票据的参数名 · The parameter in which browsers bring the ticket",
    ),
    setting(
        "identity.ticket.token_url",
        "",
        "用票据换令牌的接口 · Where a ticket is exchanged for a token",
    ),
    setting(
        "identity.ticket.user_url",
        "",
        "用令牌取用户信息的接口 · Where the user's data are got for the token",
    ),
    setting(
        "identity.ticket.client_id",
        "",
        "在平台登记的应用编号 · What we are registered as there",
    ),
    setting(
        "identity.ticket.client_secret",
        "",
        "登记时得到的密钥 · The secret that goes with it",
    ),
    setting(
        "identity.ticket.client_id_field",
        "appId",
        "发送应用编号的字段名 · The field that it is sent in",
    ),
    setting(
        "identity.ticket.client_secret_field",
        "appSecret",
        "发送密钥的字段名 · The field that the secret is sent in",
    ),
    setting(
        "identity.ticket.ticket_field",
        "ticket",
        "发送票据的字段名 · The field that the ticket is sent in",
    ),
    setting(
        "identity.ticket.token_field",
        "token",
        "发送令牌的字段名 · The field that the token is sent in",
    ),
    setting(
        "identity.ticket.token_at",
        "/data/token",
        "令牌在应答中的位置(JSON 指针) · Where the token stands in the answer (a JSON pointer)",
    ),
    setting(
        "identity.ticket.name_at",
        "/data/name",
        "真实姓名在应答中的位置 · Where the real name stands",
    ),
    setting(
        "identity.ticket.number_at",
        "/data/idNumber",
        "证件号码在应答中的位置 · Where the document's number stands",
    ),
    setting(
        "identity.ticket.document_at",
        "",
        "证件类型在应答中的位置；未设时都当作居民身份证 · Where the kind of document stands; without it everybody has a citizen's ID",
    ),
    setting(
        "identity.ticket.citizen_id",
        "111",
        "其中表示居民身份证的值 · What is said there of a citizen's ID",
    ),
    setting(
        "log.format",
        "pretty",
        "日志格式：pretty 或 json · The log's form: pretty or json",
    ),
    setting(
        "log.level",
        "info",
        "日志级别 · The log's level: error, warn, info, debug or trace",
    ),
];

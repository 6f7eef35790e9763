//! What the public catalogue says to everybody, in plain words.

words! {
    catalogue = "证照目录", "Catalogue of licences";
    intro = "这里列出可以制发电子证照的全部证照类型：谁发、发给谁、上面写什么。不用登录。", "Every type of licence that is issued here: by whom, to whom, and what it says. No log-in needed.";
    search = "查找证照类型", "Find a type";
    search_hint = "证照名称、类型代码或发证单位", "Name, code or issuer";
    for_whom = "发给谁", "Issued to";
    anybody = "全部", "Everybody";
    person = "个人", "Persons";
    organisation = "单位", "Organisations";
    none_found = "没有找到符合的证照类型", "No type matches";
    none_found_hint = "换个词试试，或清空查找。", "Try another word, or clear the box.";
    empty = "目录里还没有证照类型", "There is no type in the catalogue yet";
    empty_hint = "管理单位发布后会出现在这里。", "They appear here when they are published.";
    suspended = "暂停制发", "Not issued now";
    withdrawn = "已废止", "Withdrawn";
    suspended_means = "发证单位暂时不发这种证照。已经发出的照常有效。", "It is not issued for now. Those that were issued stay valid.";
    withdrawn_means = "不再发这种证照。已经发出的按各自的有效期使用。", "It is issued no more. Those that were issued stay valid to their end.";
    issuers = "发证单位", "Issued by";
    validity = "有效期", "Valid for";
    class = "类别", "Kind";
    definer = "由谁规定", "Defined by";
    code = "类型代码", "Code";
    version = "目录版本", "Version";
    fields = "证照上写什么", "What it says";
    fields_hint = "打码的内容只有持证人本人能看到全部。", "What is masked only its holder sees in full.";
    masked = "打码显示", "Masked";
    not_shown = "照面不显示", "Not on its face";
    may_lack = "可能没有", "May be missing";
    one_of = "只会是：", "One of: ";
    same_as = "同", "Same as ";
    template = "证照样式", "What it looks like";
    items = "办什么事会用到或得到", "What it is for";
    import_template = "下载导入模板(供发证单位使用)", "Import template, for issuers";
    versions = "历次版本", "Versions";
    versions_hint = "已经发出的证照保持它发出时的版本。", "A licence keeps the version under which it was issued.";
}

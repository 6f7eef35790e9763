//! What is said about taking a case home.

words! {
    title = "导出案卷", "Export the case";
    hint = "含全部办理经过、每个期限的计算说明、决定和通知，附电子签名，可以脱离本系统核验。", "Everything that happened, how each deadline is counted, the decision and the messages; signed, and checked without this system.";
    reason = "用途", "For what";
    reason_hint = "例如调取案卷的法院和文号。导出会留痕。", "Such as the court and its file number. The export is on record.";
    full = "不遮盖个人信息", "With personal data in full";
}

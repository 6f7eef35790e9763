//! What do the pieces themselves say? Words that belong to a piece and to no record.

use domain::text::Lang;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) const fn $name(lang: Lang) -> &'static str {
            lang.pick($zh, $en)
        }
    )+};
}

words! {
    loading = "正在读取", "Loading";
    retry = "重试", "Try again";
    request_id = "查询编号", "Request";
    change = "修改", "Change";
    now = "证照现在", "Shown";
    claimed = "您认为应为", "Claimed";
    corrected = "更正为", "Corrected to";
    close = "关闭", "Close";
    cancel = "取消", "Cancel";
    error_summary = "有内容需要修改", "Something has to be corrected";
    take_photo = "拍照", "Take a photo";
    choose_file = "选择文件", "Choose a file";
    file_hint = "PNG、JPEG 图片或 PDF,每个不超过 10 MB,最多 5 个", "PNG, JPEG or PDF, up to 10 MB each, at most 5";
    remove = "移除", "Remove";
    uploading = "正在上传", "Uploading";
    open_file = "查看", "Open";
    long_term = "长期有效", "No expiry";
    disputed = "异议标注", "In dispute";
    how_counted = "怎么算的", "How it was counted";
    next = "下一步", "Next";
}

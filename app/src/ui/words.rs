//! What do the pieces themselves say? Words that belong to a piece and to no record.

use domain::text::Lang;

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
        pub(super) const fn $name(lang: Lang) -> &'static str {
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
    claimed = "主张应为", "Claimed";
    corrected = "更正为", "Corrected to";
    cancel = "取消", "Cancel";
    error_summary = "有内容需要修改", "Something has to be corrected";
    take_photo = "拍照", "Take a photo";
    choose_file = "选择文件", "Choose a file";
    file_hint = "PNG、JPEG 图片或 PDF,每个不超过 10 MB,最多 5 个", "PNG, JPEG or PDF, up to 10 MB each, at most 5";
    remove = "移除", "Remove";
    uploading = "正在上传", "Uploading";
    how_counted = "怎么算的", "How it was counted";
    next = "下一步", "Next";
    met = "已完成", "Done";
    met_late = "超期完成", "Done late";
    overdue = "已超期", "Overdue";
    notices = "放假通知", "Holiday notices";
    reading = "条文解读", "How the text is read";
    calendar = "所用日历", "Calendar";
    basis = "依据", "Basis";
    our_promise = "本平台的服务承诺,不是法定期限", "Our own promise, not a statutory limit";
}

pub(super) fn by(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [day, "前"].concat(),
        Lang::En => ["by ", day].concat(),
    }
}

pub(super) fn nth_day(number: u32, lang: Lang) -> String {
    let number = number.to_string();
    match lang {
        Lang::Zh => ["第 ", &number, " 天"].concat(),
        Lang::En => ["day ", &number].concat(),
    }
}

pub(super) fn calendar_of(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [day, "公布的放假安排"].concat(),
        Lang::En => ["Holidays as announced on ", day].concat(),
    }
}

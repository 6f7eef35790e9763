//! What do the pieces themselves say? Words that belong to a piece and to no record.

use domain::text::Lang;

words! {
    loading = "正在读取", "Loading";
    retry = "重试", "Try again";
    request_id = "查询编号", "Request";
    change = "修改", "Change";
    now = "证照上写的", "The licence said";
    claimed = "您认为应是", "You said";
    corrected = "更正为", "Corrected to";
    rejected = "未更正，因为", "Not corrected, because";
    cancel = "取消", "Cancel";
    error_summary = "有内容需要修改", "Something has to be corrected";
    take_photo = "拍照", "Take a photo";
    choose_file = "选择文件", "Choose a file";
    file_hint = "PNG、JPEG 图片或 PDF，每个不超过 10 MB，最多 5 个", "PNG, JPEG or PDF, up to 10 MB each, at most 5";
    remove = "移除", "Remove";
    uploading = "正在上传", "Uploading";
    how_counted = "怎么算的", "How it was counted";
    next = "下一步", "Next";
    overdue = "已超期", "Overdue";
    notices = "放假通知", "Holiday notices";
    reading = "条文解读", "How the text is read";
    calendar = "所用日历", "Calendar";
    basis = "依据", "Basis";
    offline = "网络没有连上", "No connection";
    offline_means = "网络没有连上。您填写的内容都还在，连上之前打不开别的页面。", "There is no connection. Nothing you wrote is lost; other pages open when it is back.";
    show_typed = "显示", "Show";
    hide_typed = "隐藏", "Hide";
    back = "返回首页", "Back to the start";
    previous_row = "上一行", "Previous row";
    next_row = "下一行", "Next row";
    first_page = "回到最前", "Back to the first";
    next_page = "下一页", "Next page";
    please_choose = "请选择", "Please choose";
    day_form = "写成 2024年3月5日 或 2024-03-05", "Write 2024-03-05 or 2024年3月5日";
    not_a_day = "看不出是哪一天，请写成 2024年3月5日 或 2024-03-05", "This is no day that can be read; write 2024-03-05 or 2024年3月5日";
    as_table = "以表格显示", "Show as a table";
    no_value = "无数据", "no figure";
    our_promise = "本平台的服务承诺，不是法定期限", "Our own promise, not a statutory limit";
}

pub(super) fn by(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [day, "前"].concat(),
        Lang::En => ["by ", day].concat(),
    }
}

/// Of a clock that was met: when, and what the limit was.
pub(super) fn met(day: &str, late: bool, until: &str, lang: Lang) -> String {
    match (lang, late) {
        (Lang::Zh, false) => [day, "完成 · 期限 ", until].concat(),
        (Lang::Zh, true) => [day, "完成，超过了期限 ", until].concat(),
        (Lang::En, false) => ["Done ", day, " · due ", until].concat(),
        (Lang::En, true) => ["Done late on ", day, " · was due ", until].concat(),
    }
}

/// Of a clock that fell away after it had run out.
pub(super) fn fell_away(day: &str, until: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [until, "到期没有完成；", day, "另作办理，不再要求"].concat(),
        Lang::En => ["Not done by ", until, "; no longer asked for since ", day].concat(),
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

pub(super) fn type_the_word(word: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => ["请输入“", word, "”确认"].concat(),
        Lang::En => ["Type “", word, "” to confirm"].concat(),
    }
}

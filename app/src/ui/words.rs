//! What do the pieces themselves say? Words that belong to a piece and to no record, and dates in words.

use domain::licence::LicenceStanding;
use domain::text::Lang;
use jiff::civil::Date;

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)+) => {$(
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
    claimed = "主张应为", "Claimed";
    corrected = "更正为", "Corrected to";
    cancel = "取消", "Cancel";
    error_summary = "有内容需要修改", "Something has to be corrected";
    take_photo = "拍照", "Take a photo";
    choose_file = "选择文件", "Choose a file";
    file_hint = "PNG、JPEG 图片或 PDF,每个不超过 10 MB,最多 5 个", "PNG, JPEG or PDF, up to 10 MB each, at most 5";
    remove = "移除", "Remove";
    uploading = "正在上传", "Uploading";
    long_term = "长期有效", "No expiry";
    expiring = "即将到期", "Expires soon";
    disputed = "异议标注", "In dispute";
    how_counted = "怎么算的", "How it was counted";
    next = "下一步", "Next";
    met = "已完成", "Done";
    met_late = "超期完成", "Done late";
    overdue = "已超期", "Overdue";
    due_today = "今天到期", "Due today";
    left = "还剩", "";
    confirmed = "已确定,不会再变", "Confirmed";
    provisional = "暂定,放假安排公布后重新计算", "Provisional until the holidays are announced";
    notices = "放假通知", "Holiday notices";
    reading = "条文解读", "How the text is read";
    calendar = "所用日历", "Calendar";
    basis = "依据", "Basis";
    our_promise = "本平台的服务承诺,不是法定期限", "Our own promise, not a statutory limit";
    in_force = "现行有效", "In force";
}

pub(super) const WEEKDAYS: [(&str, &str); 7] = [
    ("一", "Mon"),
    ("二", "Tue"),
    ("三", "Wed"),
    ("四", "Thu"),
    ("五", "Fri"),
    ("六", "Sat"),
    ("日", "Sun"),
];

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `9月24日`, with the year where it is not today's.
pub fn day(date: Date, today: Date, lang: Lang) -> String {
    if date.year() != today.year() {
        return full_day(date, lang);
    }
    let day = date.day().to_string();
    match lang {
        Lang::Zh => [&date.month().to_string(), "月", &day, "日"].concat(),
        Lang::En => [&day, " ", month(date)].concat(),
    }
}

/// `2026年9月24日`.
pub fn full_day(date: Date, lang: Lang) -> String {
    let year = date.year().to_string();
    match lang {
        Lang::Zh => [&year, "年", &day(date, date, lang)].concat(),
        Lang::En => [&day(date, date, lang), " ", &year].concat(),
    }
}

/// `9月24日(周四)`.
pub fn weekday_of(date: Date, today: Date, lang: Lang) -> String {
    let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    let (zh, en) = WEEKDAYS.get(index).copied().unwrap_or_default();
    let day = day(date, today, lang);
    match lang {
        Lang::Zh => [&day, "(周", zh, ")"].concat(),
        Lang::En => [en, " ", &day].concat(),
    }
}

/// `9月24日 15:04` of a local time.
pub fn moment(at: jiff::Timestamp, today: Date, lang: Lang) -> String {
    let local = super::times::local(at);
    let two = |number: i8| [if number < 10 { "0" } else { "" }, &number.to_string()].concat();
    [&day(local.date(), today, lang), " ", &two(local.hour()), ":", &two(local.minute())].concat()
}

fn month(date: Date) -> &'static str {
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    MONTHS.get(index).copied().unwrap_or_default()
}

pub(super) fn by(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [day, "前"].concat(),
        Lang::En => ["by ", day].concat(),
    }
}

/// `还剩 3 个工作日`; the English puts the word behind.
pub(super) fn working_days(word: &str, days: u32, lang: Lang) -> String {
    let days = days.to_string();
    match lang {
        Lang::Zh => [word, " ", &days, " 个工作日"].concat(),
        Lang::En if word.is_empty() => [&days, " working day(s) left"].concat(),
        Lang::En => [word, " by ", &days, " working day(s)"].concat(),
    }
}

pub(super) fn nth_day(number: u32, lang: Lang) -> String {
    let number = number.to_string();
    match lang {
        Lang::Zh => ["第", &number, "天"].concat(),
        Lang::En => ["day ", &number].concat(),
    }
}

pub(super) fn skipping(days: usize, lang: Lang) -> String {
    let days = days.to_string();
    match lang {
        Lang::Zh => [",中间 ", &days, " 天不计"].concat(),
        Lang::En => [" (", &days, " in between not counted)"].concat(),
    }
}

pub(super) fn calendar_of(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => [day, "公布的放假安排"].concat(),
        Lang::En => ["holidays as announced on ", day].concat(),
    }
}

pub(super) fn valid_until(day: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => ["有效期至 ", day].concat(),
        Lang::En => ["valid until ", day].concat(),
    }
}

/// The reason under a day; festivals keep their Chinese names.
pub(super) fn reason(zh: &str, lang: Lang) -> String {
    if lang == Lang::Zh {
        return zh.to_owned();
    }
    let (known, rest) = [("工作日", "working day"), ("周末", "weekend"), ("收到当日不计入", "received")]
        .into_iter()
        .find_map(|(zh_word, en)| zh.strip_prefix(zh_word).map(|rest| (en, rest)))
        .unwrap_or(("", zh));
    [known, rest].concat()
}

pub(super) fn caveat(zh: &'static str, lang: Lang) -> &'static str {
    lang.pick(zh, "Its term has run out or its date is not known; to be checked")
}

/// What a licence is today.
pub fn standing(standing: LicenceStanding, lang: Lang) -> &'static str {
    use LicenceStanding as S;
    match standing {
        S::Valid => lang.pick("有效", "Valid"),
        S::NotYetValid => lang.pick("未生效", "Not yet valid"),
        S::Expired => lang.pick("已过期", "Expired"),
        S::Suspended => lang.pick("暂扣", "Suspended"),
        S::Lost => lang.pick("挂失", "Reported lost"),
        S::Cancelled => lang.pick("已注销", "Cancelled"),
    }
}

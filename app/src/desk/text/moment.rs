//! What is said of a time of day that is typed.

words! {
    time_hint = "24小时制，如 09:30", "Of 24 hours, as 09:30";
    not_a_time = "请写成 09:30 这样的时间", "Write a time such as 09:30";
}
